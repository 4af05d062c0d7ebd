//! A tenant's accounts as people: from SCIM attributes to the source attributes that mappings ask for.
//!
//! The table is the usual mapping of a SCIM app, backwards. What the server returned beyond it stays where it is.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    sync::mpsc,
    thread,
};

use scimdesk_directory::{Group, NamedGroup, Names, Person, Roster, Settled, name};
use scimdesk_store::{Completeness, DirectoryRecord, Kind, NewDirectory, NewPerson, Store, StoreError};
use serde_json::{Map, Value};

use super::{
    keep::{group, person},
    sources::Imported,
    wording,
};
use crate::{error::store_error, tenants::TenantRow, wire::DeskError, words::say};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// People that may wait to be written.
const AHEAD: usize = 1_000;

/// A tenant's accounts, as far as others can name them, and its groups.
pub(super) struct Taken {
    settled: Settled,
    numbers: HashMap<String, u32>,
    /// Which list it is of.
    list: i64,
    /// Whether accounts and groups are all there are, else what the first of the lists says that are not.
    proof: Result<(), (Completeness, String)>,
    pub(super) notes: Vec<String>,
}

impl Taken {
    fn person(&self, id: &str, raw: &str) -> Person {
        let mut attributes = attributes(id, raw);
        let number = self.numbers.get(id);
        match number.and_then(|number| self.settled.manager(*number)) {
            Some(manager) => attributes.insert("manager".to_owned(), Value::from(manager)),
            None => attributes.remove("manager"),
        };
        let name = name(&attributes).unwrap_or_else(|| id.to_owned());
        let id = id.to_owned();
        Person { id, name, attributes }
    }

    /// The ids of people and of groups.
    pub(super) fn ids(&self) -> (HashSet<String>, HashSet<String>) {
        let groups = self.settled.groups.iter().map(|group| group.id.clone());
        (self.numbers.keys().cloned().collect(), groups.collect())
    }

    /// Whether it is all there is.
    pub(super) fn proof(&self) -> Imported {
        match &self.proof {
            Ok(()) => Imported {
                completeness: Completeness::Proven,
                evidence: say!("source-proven-full", people = self.numbers.len()),
            },
            Err((completeness, detail)) => Imported {
                completeness: *completeness,
                evidence: say!("source-partial-unproven", detail = detail.as_str()),
            },
        }
    }
}

/// Reads who there is and who is in which group.
pub(super) fn roster(store: &Store, tenant: &TenantRow) -> Result<Taken, DeskError> {
    let failed = |error: StoreError| store_error(&error);
    let name = || tenant.name.clone();
    let Some(accounts) = store.listing(&tenant.id, Kind::User).map_err(failed)? else {
        return Err(DeskError::bad_input(say!("people-nothing-fetched", tenant = name())));
    };
    let groups = store.listing(&tenant.id, Kind::Group).map_err(failed)?;
    let mut notes = Vec::new();
    let unproven = [Some(&accounts), groups.as_ref()]
        .into_iter()
        .flatten()
        .find(|listing| listing.completeness != Completeness::Proven);
    let proof = match unproven {
        Some(listing) => Err((listing.completeness, listing.evidence.clone())),
        None => Ok(()),
    };
    let proven = |completeness| completeness == Completeness::Proven;
    if !proven(accounts.completeness) || groups.as_ref().is_some_and(|groups| !proven(groups.completeness)) {
        notes.push(say!("people-note-incomplete", tenant = name()));
    }
    let mut roster = Roster::default();
    let mut numbers = HashMap::new();
    let each = store.each_resource(&tenant.id, Kind::User, |id, raw| {
        let person = attributes(id, raw);
        let text = |name: &str| person.get(name).and_then(Value::as_str);
        let names = Names {
            id,
            user_name: text("userPrincipalName"),
            mail: text("mail"),
            employee_id: text("employeeId"),
            distinguished_name: None,
        };
        if let Ok(number) = roster.add(names, text("manager")) {
            numbers.insert(id.to_owned(), number);
        }
        ControlFlow::Continue(())
    });
    let list = each.map_err(failed)?;
    let named = if groups.is_some() {
        named_groups(store, tenant, &mut notes).map_err(failed)?
    } else {
        notes.push(say!("people-note-no-groups", tenant = name()));
        Vec::new()
    };
    let settled = roster.settle(named);
    notes.extend(settled.notes.iter().map(wording::note));
    Ok(Taken {
        settled,
        numbers,
        list,
        proof,
        notes,
    })
}

fn named_groups(store: &Store, tenant: &TenantRow, notes: &mut Vec<String>) -> Result<Vec<NamedGroup>, StoreError> {
    let mut groups: Vec<NamedGroup> = Vec::new();
    let mut closed = 0_u64;
    store.each_resource(&tenant.id, Kind::Group, |id, raw| {
        let resource: Map<String, Value> = serde_json::from_str(raw).unwrap_or_default();
        let members = get(&resource, "members").and_then(Value::as_array);
        closed += u64::from(members.is_none());
        let mut attributes = Map::from_iter([("objectId".to_owned(), Value::from(id))]);
        for name in ["displayName", "externalId"] {
            if let Some(value) = get(&resource, name).filter(|value| value.is_string()) {
                attributes.insert(name.to_owned(), value.clone());
            }
        }
        let named = members.into_iter().flatten().filter_map(|member| member.get("value"));
        groups.push(NamedGroup {
            id: id.to_owned(),
            name: name(&attributes).unwrap_or_else(|| id.to_owned()),
            attributes,
            members: named.filter_map(text).collect(),
        });
        ControlFlow::Continue(())
    })?;
    if closed > 0 {
        notes.push(say!("people-note-closed-groups", groups = closed));
    }
    Ok(groups)
}

/// Writes people while they are read, so that few of them are in memory at a time.
pub(super) fn keep(
    store: &Store,
    tenant: &str,
    mut taken: Taken,
    target: NewDirectory,
) -> Result<DirectoryRecord, StoreError> {
    let groups = std::mem::take(&mut taken.settled.groups);
    let (sender, receiver) = mpsc::sync_channel::<Result<NewPerson, StoreError>>(AHEAD);
    thread::scope(|scope| {
        let taken = &taken;
        scope.spawn(move || {
            let list = store.each_resource(tenant, Kind::User, |id, raw| {
                match sender.send(Ok(person(taken.person(id, raw)))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(mpsc::SendError(_)) => ControlFlow::Break(()),
                }
            });
            let problem = match list {
                Ok(list) if list == taken.list => return,
                Ok(_) => StoreError::DirectoryReplaced { id: tenant.to_owned() },
                Err(problem) => problem,
            };
            // Nobody waits for it where writing has failed already.
            let _ = sender.send(Err(problem));
        });
        store.try_replace_directory(target, receiver, groups.into_iter().map(group))
    })
}

/// Everybody at once.
pub(super) fn everybody(
    store: &Store,
    tenant: &str,
    mut taken: Taken,
) -> Result<(Vec<Person>, Vec<Group>), StoreError> {
    let mut people = Vec::with_capacity(taken.numbers.len());
    let list = store.each_resource(tenant, Kind::User, |id, raw| {
        people.push(taken.person(id, raw));
        ControlFlow::Continue(())
    })?;
    if list != taken.list {
        return Err(StoreError::DirectoryReplaced { id: tenant.to_owned() });
    }
    Ok((people, std::mem::take(&mut taken.settled.groups)))
}

/// An account's attributes by the names that mappings have for them.
fn attributes(id: &str, raw: &str) -> Map<String, Value> {
    let account: Map<String, Value> = serde_json::from_str(raw).unwrap_or_default();
    let mut attributes = Map::from_iter([("objectId".to_owned(), Value::from(id))]);
    let mut put = |name: &str, value: Option<&Value>| {
        let value = value.filter(|value| !value.is_null() && !value.is_object() && *value != &Value::from(""));
        if let Some(value) = value {
            attributes.entry(name).or_insert_with(|| value.clone());
        }
    };
    for (scim, source) in [
        ("userName", "userPrincipalName"),
        ("displayName", "displayName"),
        ("title", "jobTitle"),
        ("preferredLanguage", "preferredLanguage"),
        ("userType", "userType"),
        ("externalId", "externalId"),
    ] {
        put(source, get(&account, scim).filter(|value| value.is_string()));
    }
    let enabled = get(&account, "active").and_then(|active| match active {
        Value::Bool(active) => Some(*active),
        Value::String(text) => text.to_lowercase().parse().ok(),
        _ => None,
    });
    put("accountEnabled", enabled.map(Value::from).as_ref());
    if let Some(parts) = get(&account, "name").and_then(Value::as_object) {
        put("givenName", get(parts, "givenName"));
        put("surname", get(parts, "familyName"));
    }
    let mail = typed(&account, "emails", "work").and_then(|mail| get(mail, "value"));
    put("mail", mail.or_else(|| first(&account, "emails")));
    for (kind, source) in [
        ("work", "telephoneNumber"),
        ("mobile", "mobile"),
        ("fax", "facsimileTelephoneNumber"),
    ] {
        put(
            source,
            typed(&account, "phoneNumbers", kind).and_then(|phone| get(phone, "value")),
        );
    }
    if let Some(address) = typed(&account, "addresses", "work") {
        for (scim, source) in [
            ("formatted", "physicalDeliveryOfficeName"),
            ("streetAddress", "streetAddress"),
            ("locality", "city"),
            ("region", "state"),
            ("postalCode", "postalCode"),
            ("country", "country"),
        ] {
            put(source, get(address, scim));
        }
    }
    if let Some(enterprise) = get(&account, ENTERPRISE).and_then(Value::as_object) {
        for (scim, source) in [
            ("employeeNumber", "employeeId"),
            ("department", "department"),
            ("organization", "companyName"),
            ("division", "division"),
            ("costCenter", "costCenter"),
        ] {
            put(source, get(enterprise, scim));
        }
        let manager = get(enterprise, "manager");
        // Some servers return the manager's id alone.
        let id = manager.and_then(|manager| {
            manager
                .as_object()
                .map_or(Some(manager), |manager| get(manager, "value"))
        });
        put("manager", id.and_then(text).map(Value::from).as_ref());
    }
    attributes
}

/// An attribute, whatever the letter case (RFC 7643 §2.1).
fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let mut all = object.iter();
        all.find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn items<'a>(account: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Map<String, Value>> {
    get(account, name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
}

/// The value of a type.
fn typed<'a>(account: &'a Map<String, Value>, name: &str, kind: &str) -> Option<&'a Map<String, Value>> {
    items(account, name).find(|item| {
        get(item, "type")
            .and_then(Value::as_str)
            .is_some_and(|is| is.eq_ignore_ascii_case(kind))
    })
}

/// The primary value, else the first.
fn first<'a>(account: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let is_primary = |item: &&Map<String, Value>| get(item, "primary") == Some(&Value::Bool(true));
    let item = items(account, name)
        .find(is_primary)
        .or_else(|| items(account, name).next());
    item.and_then(|item| get(item, "value"))
}
