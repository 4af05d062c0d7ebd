//! What the tests share.

use scimdesk_directory::{Import, Person, Reading, read};
use serde_json::{Value, json};

pub(crate) fn reading(file: &str) -> Reading {
    read(file.as_bytes().to_vec()).unwrap()
}

/// People and groups, every column as it is usually taken.
pub(crate) fn usual(reading: &Reading) -> Import<'_> {
    reading.choose(&reading.usual_choice().unwrap()).unwrap()
}

/// The attributes of each person, in the order of ids.
pub(crate) fn attributes(import: &Import<'_>) -> Vec<Value> {
    let mut people: Vec<Person> = import.people().collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    people
        .into_iter()
        .map(|person| Value::Object(person.attributes))
        .collect()
}

/// Name of each group, with its members.
pub(crate) fn groups(import: &Import<'_>) -> Value {
    use scimdesk_directory::Member::{Group, Person};
    import
        .groups()
        .iter()
        .map(|group| {
            let members: Vec<String> = group
                .members
                .iter()
                .map(|member| match member {
                    Person(id) => id.clone(),
                    Group(id) => format!("group {id}"),
                })
                .collect();
            json!([group.id, group.name, members])
        })
        .collect()
}
