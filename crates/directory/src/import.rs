//! People and groups as the chosen columns of a file make them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

use serde_json::{Map, Value};

use crate::{
    error::{ChoiceError, LONGEST_ID, Note, OddValue, Reason, Rejected, Rejections},
    json,
    known::{self, Form},
    reading::{Choice, Reading},
    roster::{Group, NamedGroup, Names, Roster, Settled},
    table::Row,
    value,
};

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Tells people apart for good.
    pub id: String,
    /// The best name there is: `displayName`, first and last name, user name, mail, or the id.
    pub name: String,
    /// All attributes: text, true or false, numbers, lists of text, or lists of app roles. `objectId` is the id where the file
    /// has none; `manager` is the manager's id.
    pub attributes: Map<String, Value>,
}

/// Attribute and form by header.
type Columns<'r> = HashMap<&'r str, (Cow<'r, str>, Option<Form>)>;

/// People and groups of a file.
pub struct Import<'r> {
    reading: &'r Reading,
    columns: Columns<'r>,
    id_attribute: String,
    /// Rows that are people, in about the order of names, with the number under which the roster knows each.
    people: Vec<(u32, u32)>,
    settled: Settled,
    rejections: Rejections,
}

impl Import<'_> {
    /// How many people there are.
    pub fn count(&self) -> u64 {
        self.people.len() as u64
    }

    /// The people, one by one from the file, in about the order of their names.
    pub fn people(&self) -> impl Iterator<Item = Person> {
        self.people.iter().filter_map(|(row, number)| {
            let row = self.reading.rows.get(*row as usize)?;
            let mut attributes = self.attributes(row, |_, _| {});
            attributes.remove(GROUPS);
            let id = text(&attributes, &self.id_attribute)?;
            match self.settled.manager(*number) {
                Some(manager) => {
                    attributes.insert(MANAGER.to_owned(), Value::from(manager));
                }
                None => {
                    attributes.remove(MANAGER);
                }
            }
            attributes.entry("objectId").or_insert_with(|| Value::from(id.clone()));
            Some(Person {
                name: name(&attributes).unwrap_or_else(|| id.clone()),
                id,
                attributes,
            })
        })
    }

    /// The groups: those of the file, and those that people say they are in.
    pub fn groups(&self) -> &[Group] {
        &self.settled.groups
    }

    /// The rows that cannot be used, those of the whole file included.
    pub fn rejections(&self) -> &Rejections {
        &self.rejections
    }

    /// What is odd about the rest.
    pub fn notes(&self) -> &[Note] {
        &self.settled.notes
    }

    /// A row's attributes as they stand in the file; `odd` is told of values that are left out.
    fn attributes(&self, row: &Row, mut odd: impl FnMut(&str, OddValue)) -> Map<String, Value> {
        let mut attributes = Map::new();
        for (header, value) in self.reading.fields(row) {
            let Some((attribute, form)) = self.columns.get(&*header) else {
                continue;
            };
            match value::read(*form, value) {
                Ok(None) => {}
                Ok(Some(value)) => {
                    attributes.insert(attribute.clone().into_owned(), value);
                }
                Err(why) => odd(attribute, why),
            }
        }
        attributes
    }
}

const GROUPS: &str = "groups";
const MANAGER: &str = "manager";

/// A text, or a number as text.
fn text(attributes: &Map<String, Value>, name: &str) -> Option<String> {
    match attributes.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The best name that attributes of a person or group have.
pub fn name(attributes: &Map<String, Value>) -> Option<String> {
    let whole = text(attributes, "displayName");
    let parts = || match (text(attributes, "givenName"), text(attributes, "surname")) {
        (Some(given), Some(surname)) => Some(format!("{given} {surname}")),
        (given, surname) => given.or(surname),
    };
    whole
        .or_else(parts)
        .or_else(|| text(attributes, "userPrincipalName"))
        .or_else(|| text(attributes, "mail"))
}

pub(crate) fn choose<'r>(reading: &'r Reading, choice: &Choice) -> Result<Import<'r>, ChoiceError> {
    let mut import = Import {
        reading,
        columns: columns(reading, choice)?,
        id_attribute: choice.id_attribute.clone(),
        people: Vec::new(),
        settled: Settled::default(),
        rejections: reading.rejections().clone(),
    };
    let mut roster = Roster::default();
    let mut named: Vec<(String, u32, u32)> = Vec::new();
    let mut odd: BTreeMap<(String, OddValue), (u64, u64)> = BTreeMap::new();
    let mut groups = Groups::default();
    for group in &reading.groups {
        groups.read(reading, group, &mut import.rejections);
    }
    let mut lines: Vec<u32> = Vec::new();
    for (index, row) in (0..).zip(&reading.rows) {
        let line = u64::from(row.line);
        let attributes = import.attributes(row, |attribute, why| {
            let seen = odd.entry((attribute.to_owned(), why)).or_insert((0, line));
            seen.0 += 1;
        });
        let mut reject = |reason| {
            import.rejections.add(Rejected {
                line,
                group: false,
                reason,
            });
        };
        let Some(id) = text(&attributes, &choice.id_attribute) else {
            reject(Reason::NoId);
            continue;
        };
        if id.len() > LONGEST_ID {
            reject(Reason::IdTooLong);
            continue;
        }
        let of = |name: &str| text(&attributes, name);
        let (user_name, mail) = (of("userPrincipalName"), of("mail"));
        let (employee_id, distinguished_name) = (of("employeeId"), of("distinguishedName"));
        let names = Names {
            id: &id,
            user_name: user_name.as_deref(),
            mail: mail.as_deref(),
            employee_id: employee_id.as_deref(),
            distinguished_name: distinguished_name.as_deref(),
        };
        match roster.add(names, of(MANAGER).as_deref()) {
            Ok(number) => {
                lines.push(row.line);
                if let Some(Value::Array(of)) = attributes.get(GROUPS) {
                    groups.join(&id, of);
                }
                named.push((name(&attributes).unwrap_or(id).to_lowercase(), index, number));
            }
            Err(taken) => {
                let first = lines.get(taken as usize).copied().unwrap_or_default();
                reject(Reason::IdTwice {
                    id,
                    first: u64::from(first),
                });
            }
        }
    }
    named.sort_unstable();
    import.people = named.into_iter().map(|(_, row, number)| (row, number)).collect();
    import.settled = roster.settle(groups.all);
    let mut notes = Vec::new();
    if reading.more_pages {
        notes.push(Note::MorePages);
    }
    notes.extend(
        odd.into_iter()
            .map(|((attribute, odd), (people, first))| Note::ValuesLeftOut {
                attribute,
                odd,
                people,
                first,
            }),
    );
    notes.append(&mut import.settled.notes);
    import.settled.notes = notes;
    Ok(import)
}

fn columns<'r>(reading: &'r Reading, choice: &Choice) -> Result<Columns<'r>, ChoiceError> {
    let mut columns = HashMap::new();
    let mut taken = HashSet::new();
    for (header, attribute) in &choice.columns {
        let Some(column) = reading.columns().iter().find(|column| column.header == *header) else {
            return Err(ChoiceError::NoColumn(header.clone()));
        };
        let attribute = attribute.trim();
        if attribute.is_empty() {
            return Err(ChoiceError::NoName(header.clone()));
        }
        if !taken.insert(attribute.to_owned()) {
            return Err(ChoiceError::AttributeTwice(attribute.to_owned()));
        }
        let name = if attribute == column.attribute {
            Cow::Borrowed(column.attribute.as_str())
        } else {
            Cow::Owned(attribute.to_owned())
        };
        columns.insert(column.header.as_str(), (name, known::form(attribute)));
    }
    if !taken.contains(&choice.id_attribute) {
        return Err(ChoiceError::NoId(choice.id_attribute.clone()));
    }
    Ok(columns)
}

/// The groups of a file.
#[derive(Default)]
struct Groups {
    all: Vec<NamedGroup>,
    ids: HashSet<String>,
    /// Numbers by id, and by name in lower case.
    by_name: HashMap<String, usize>,
}

impl Groups {
    fn push(&mut self, group: NamedGroup) -> usize {
        let number = self.all.len();
        self.ids.insert(group.id.clone());
        for name in [group.id.to_lowercase(), group.name.to_lowercase()] {
            self.by_name.entry(name).or_insert(number);
        }
        self.all.push(group);
        number
    }

    /// A group of the list of groups.
    fn read(&mut self, reading: &Reading, row: &Row, rejections: &mut Rejections) {
        let mut attributes = Map::new();
        let mut members = Vec::new();
        for (key, value) in json::fields(reading.slice(row)) {
            match (key.as_str(), value) {
                ("members", Value::Array(list)) => members = list,
                (key, value) => {
                    let attribute = match key {
                        "id" => "objectId",
                        "name" => "displayName",
                        other => other,
                    };
                    if let Ok(Some(value)) = value::read(known::form(attribute), value) {
                        attributes.entry(attribute).or_insert(value);
                    }
                }
            }
        }
        let name = text(&attributes, "displayName");
        let mut reject = |reason| {
            rejections.add(Rejected {
                line: u64::from(row.line),
                group: true,
                reason,
            });
        };
        let Some(id) = text(&attributes, "objectId").or_else(|| name.clone()) else {
            reject(Reason::NoId);
            return;
        };
        if self.ids.contains(&id) {
            let first = self.all.iter().position(|group| group.id == id).unwrap_or_default();
            let first = reading.groups.get(first).map_or(0, |row| u64::from(row.line));
            reject(Reason::IdTwice { id, first });
            return;
        }
        attributes.entry("objectId").or_insert_with(|| Value::from(id.clone()));
        let members = members.iter().filter_map(|member| match member {
            Value::Object(member) => value::name_of(member)
                .ok()
                .and_then(|name| name.as_str().map(str::to_owned)),
            Value::String(name) => Some(name.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        self.push(NamedGroup {
            name: name.unwrap_or_else(|| id.clone()),
            members: members.collect(),
            attributes,
            id,
        });
    }

    /// Puts a person into the groups that they say they are in; a group that is not there yet is made, its name its id.
    fn join(&mut self, person: &str, groups: &[Value]) {
        for name in groups.iter().filter_map(Value::as_str) {
            let known = self.by_name.get(&name.to_lowercase()).copied();
            let number = known.unwrap_or_else(|| {
                let attributes = ["objectId", "displayName"].map(|attribute| (attribute.to_owned(), Value::from(name)));
                self.push(NamedGroup {
                    id: name.to_owned(),
                    name: name.to_owned(),
                    attributes: attributes.into_iter().collect(),
                    members: Vec::new(),
                })
            });
            self.all[number].members.push(person.to_owned());
        }
    }
}
