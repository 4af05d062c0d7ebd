//! Who is in the practice directory, and what changed when.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::people::{People, practice_groups};

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// A user.
    User,
    /// A group.
    Group,
}

/// Whether an object is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There.
    Present,
    /// In the recycle bin, from where it can be restored.
    Deleted,
    /// Gone for good.
    Purged,
}

/// A user or group.
#[derive(Debug, Clone)]
pub struct PracticeObject {
    /// What it is.
    pub kind: ObjectKind,
    /// Its properties as Graph names them, but for the id; null where a value was taken away.
    pub properties: Map<String, Value>,
    /// Whether it is there.
    pub presence: Presence,
    /// The manager, who may be gone.
    manager: Option<String>,
    /// Members, who may be gone.
    members: BTreeSet<String>,
    /// When it last changed in any way.
    pub(super) changed: u64,
    /// When it last became present.
    pub(super) appeared: u64,
    /// When it last went to the recycle bin.
    pub(super) went: u64,
    /// Former values of properties, by when they were replaced.
    pub(super) former: Vec<(u64, String, Value)>,
    /// Who came and went as member or manager.
    pub(super) relations: Vec<(u64, String, bool)>,
}

/// An app role assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub(super) id: String,
    pub(super) principal: String,
    pub(super) principal_type: &'static str,
    pub(super) role: String,
}

/// The directory: everything is asked for and changed by ids.
#[derive(Debug)]
pub struct PracticeDirectory {
    objects: BTreeMap<String, PracticeObject>,
    assignments: Vec<Assignment>,
    /// Counts changes.
    version: u64,
}

/// App roles of the practised application: id, value, name.
pub(super) const ROLES: [(&str, &str, &str); 2] = [
    ("2f6bd4c3-9f1c-4a55-8d0b-6b1f3f1f0a01", "User", "User"),
    ("2f6bd4c3-9f1c-4a55-8d0b-6b1f3f1f0a02", "Admin", "Administrator"),
];

impl PracticeDirectory {
    pub(super) fn new(people: &People) -> Self {
        let mut directory = Self {
            objects: BTreeMap::new(),
            assignments: Vec::new(),
            version: 1,
        };
        for index in 0..people.count() {
            let manager = people
                .person(index)
                .manager
                .map(|above| people.directory_id(above).to_string());
            let user = directory.object(ObjectKind::User, properties(people, index), manager);
            directory.objects.insert(people.directory_id(index).to_string(), user);
        }
        let groups = practice_groups(people);
        let ids: Vec<String> = (0..groups.len())
            .map(|number| people.group_identity(number).external_id)
            .collect();
        for (group, id) in groups.into_iter().zip(&ids) {
            let mut object = directory.object(ObjectKind::Group, group_properties(&group.name), None);
            let people = group.people.iter().map(|index| people.directory_id(*index).to_string());
            object.members = people
                .chain(group.groups.iter().map(|place| ids[*place].clone()))
                .collect();
            directory.objects.insert(id.clone(), object);
        }
        for index in 0..people.count().min(10) {
            directory.assign(&people.directory_id(index).to_string(), "User");
        }
        for id in ids.iter().skip(1).take(2) {
            directory.assign(id, "User");
        }
        if let Some(last) = ids.last() {
            directory.assign(last, "Admin");
        }
        directory
    }

    fn object(&self, kind: ObjectKind, properties: Map<String, Value>, manager: Option<String>) -> PracticeObject {
        PracticeObject {
            kind,
            properties,
            presence: Presence::Present,
            manager,
            members: BTreeSet::new(),
            changed: self.version,
            appeared: self.version,
            went: 0,
            former: Vec::new(),
            relations: Vec::new(),
        }
    }

    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Everything of a kind, by id, whether it is there or not.
    pub fn all(&self, kind: ObjectKind) -> impl Iterator<Item = (&str, &PracticeObject)> {
        self.objects
            .iter()
            .filter(move |(_, object)| object.kind == kind)
            .map(|(id, object)| (id.as_str(), object))
    }

    /// The ids of what is there, in order.
    pub fn present(&self, kind: ObjectKind) -> Vec<String> {
        self.all(kind)
            .filter(|(_, object)| object.presence == Presence::Present)
            .map(|(id, _)| id.to_owned())
            .collect()
    }

    /// An object that is there.
    pub fn get(&self, id: &str) -> Option<&PracticeObject> {
        self.objects
            .get(id)
            .filter(|object| object.presence == Presence::Present)
    }

    /// The manager of a user, if both are there.
    pub fn manager(&self, id: &str) -> Option<&str> {
        let manager = self.get(id)?.manager.as_deref()?;
        self.get(manager).map(|_| manager)
    }

    /// The direct members of a group who are there. What is neither user nor group always is.
    pub fn members(&self, id: &str) -> Vec<&str> {
        let members = self.get(id).map(|group| group.members.iter());
        members
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|member| self.shows(member))
            .collect()
    }

    fn shows(&self, member: &str) -> bool {
        self.objects
            .get(member)
            .is_none_or(|object| object.presence == Presence::Present)
    }

    /// As annotations name it: `#microsoft.graph.user`.
    pub(super) fn type_of(&self, id: &str) -> &'static str {
        match self.objects.get(id).map(|object| object.kind) {
            Some(ObjectKind::User) => "#microsoft.graph.user",
            Some(ObjectKind::Group) => "#microsoft.graph.group",
            None => "#microsoft.graph.device",
        }
    }

    /// Adds a user and gives its id.
    pub fn add_user(&mut self, properties: Map<String, Value>) -> String {
        self.add(ObjectKind::User, properties)
    }

    /// Adds a group and gives its id.
    pub fn add_group(&mut self, name: &str) -> String {
        self.add(ObjectKind::Group, group_properties(name))
    }

    fn add(&mut self, kind: ObjectKind, properties: Map<String, Value>) -> String {
        self.version += 1;
        let id = Uuid::new_v4().to_string();
        let object = self.object(kind, properties, None);
        self.objects.insert(id.clone(), object);
        id
    }

    /// Changes a property; null takes the value away.
    pub fn set(&mut self, id: &str, property: &str, value: impl Into<Value>) {
        self.version += 1;
        let version = self.version;
        if let Some(object) = self.objects.get_mut(id) {
            let former = object.properties.insert(property.to_owned(), value.into());
            object
                .former
                .push((version, property.to_owned(), former.unwrap_or_default()));
            object.changed = version;
        }
    }

    /// Changes who manages a user.
    pub fn set_manager(&mut self, id: &str, manager: Option<&str>) {
        let before = self.manager(id).map(str::to_owned);
        if let Some(before) = before {
            self.relate(id, &before, false);
        }
        if let Some(user) = self.objects.get_mut(id) {
            user.manager = manager.map(str::to_owned);
        }
        if let Some(manager) = manager
            && self.shows(manager)
        {
            self.relate(id, manager, true);
        }
    }

    /// Puts somebody into a group.
    pub fn add_member(&mut self, group: &str, member: &str) {
        let added = self
            .objects
            .get_mut(group)
            .is_some_and(|group| group.members.insert(member.to_owned()));
        if added && self.shows(member) {
            self.relate(group, member, true);
        }
    }

    /// Takes somebody out of a group.
    pub fn remove_member(&mut self, group: &str, member: &str) {
        let removed = self
            .objects
            .get_mut(group)
            .is_some_and(|group| group.members.remove(member));
        if removed && self.shows(member) {
            self.relate(group, member, false);
        }
    }

    fn relate(&mut self, id: &str, other: &str, came: bool) {
        self.version += 1;
        let version = self.version;
        if let Some(object) = self.objects.get_mut(id) {
            object.relations.push((version, other.to_owned(), came));
            object.changed = version;
        }
    }

    /// Moves an object to the recycle bin. Whoever has it as manager or member has it no longer.
    pub fn delete(&mut self, id: &str) {
        if self.get(id).is_some() {
            self.move_to(id, Presence::Deleted);
        }
    }

    /// Takes an object out of the recycle bin, with its manager and memberships.
    pub fn restore(&mut self, id: &str) {
        if self
            .objects
            .get(id)
            .is_some_and(|object| object.presence == Presence::Deleted)
        {
            self.move_to(id, Presence::Present);
        }
    }

    /// Removes an object for good.
    pub fn purge(&mut self, id: &str) {
        self.delete(id);
        if self
            .objects
            .get(id)
            .is_some_and(|object| object.presence == Presence::Deleted)
        {
            self.move_to(id, Presence::Purged);
        }
        self.assignments.retain(|assignment| assignment.principal != id);
    }

    fn move_to(&mut self, id: &str, presence: Presence) {
        self.version += 1;
        let version = self.version;
        let mut was = Presence::Present;
        if let Some(object) = self.objects.get_mut(id) {
            was = object.presence;
            object.presence = presence;
            object.changed = version;
            if presence == Presence::Present {
                object.appeared = version;
            } else if was == Presence::Present {
                object.went = version;
            }
        }
        if was == Presence::Deleted && presence == Presence::Purged {
            return;
        }
        let is_other = |object: &PracticeObject| object.manager.as_deref() == Some(id) || object.members.contains(id);
        let others: Vec<String> = self
            .objects
            .iter()
            .filter(|(_, object)| is_other(object))
            .map(|(other, _)| other.clone())
            .collect();
        for other in others {
            self.relate(&other, id, presence == Presence::Present);
        }
    }

    /// Assigns a user or group to the application, with a role of this value: `User`, `Admin`.
    pub fn assign(&mut self, principal: &str, role: &str) {
        let principal_type = match self.type_of(principal) {
            "#microsoft.graph.user" => "User",
            "#microsoft.graph.group" => "Group",
            _ => "ServicePrincipal",
        };
        let role = ROLES
            .iter()
            .find(|(_, value, _)| *value == role)
            .map_or(NO_ROLE, |(id, _, _)| id);
        self.assignments.push(Assignment {
            id: Uuid::new_v4().simple().to_string(),
            principal: principal.to_owned(),
            principal_type,
            role: role.to_owned(),
        });
    }

    /// Takes all assignments of a user or group away.
    pub fn unassign(&mut self, principal: &str) {
        self.assignments.retain(|assignment| assignment.principal != principal);
    }

    /// The assignments of whoever is there.
    pub(super) fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments
            .iter()
            .filter(|assignment| self.shows(&assignment.principal))
    }

    /// Who is assigned, and the role's value.
    pub fn assigned(&self) -> Vec<(&str, Option<&str>)> {
        let role = |id: &str| {
            ROLES
                .iter()
                .find(|(known, _, _)| *known == id)
                .map(|(_, value, _)| *value)
        };
        self.assignments()
            .map(|assignment| (assignment.principal.as_str(), role(&assignment.role)))
            .collect()
    }
}

/// What an assignment has whose application has no roles.
const NO_ROLE: &str = "00000000-0000-0000-0000-000000000000";

fn group_properties(name: &str) -> Map<String, Value> {
    let nickname: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let properties = json!({
        "displayName": name, "mailNickname": nickname, "mailEnabled": false, "securityEnabled": true, "groupTypes": [],
    });
    object(properties)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn properties(people: &People, index: u32) -> Map<String, Value> {
    let person = people.person(index);
    let (nickname, _) = person.user_name.split_once('@').unwrap_or((&person.user_name, ""));
    let mut extensions: Map<String, Value> = (1..=15)
        .map(|number| (format!("extensionAttribute{number}"), Value::Null))
        .collect();
    extensions.insert("extensionAttribute1".to_owned(), person.cost_center.into());
    extensions.insert("extensionAttribute2".to_owned(), person.division.into());
    let mut properties = object(json!({
        "userPrincipalName": person.user_name,
        "displayName": person.display_name,
        "givenName": person.given_name,
        "surname": person.family_name,
        "mail": person.mail,
        "mailNickname": nickname,
        "accountEnabled": person.active,
        "jobTitle": person.title,
        "department": person.department,
        "companyName": "Harbour",
        "employeeId": person.employee_number.to_string(),
        "employeeType": if person.contractor { "Contractor" } else { "Employee" },
        "city": person.city,
        "state": person.region,
        "country": person.country,
        "postalCode": person.postal_code,
        "streetAddress": person.street,
        "businessPhones": [person.phone],
        "mobilePhone": person.mobile,
        "faxNumber": person.fax,
        "preferredLanguage": person.language,
        "usageLocation": person.country,
        "userType": if person.contractor { "Guest" } else { "Member" },
        "officeLocation": person.city,
        "otherMails": [],
        "proxyAddresses": person.mail.as_ref().map(|mail| [format!("SMTP:{mail}")]),
        "createdDateTime": person.created.to_string(),
        "onPremisesExtensionAttributes": extensions,
    }));
    // What was never set is not in a delta.
    properties.retain(|_, value| !value.is_null() && value != "");
    properties
}
