//! Which keys mean something where.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::FORMAT_KEY;

/// What a key holds: further tables, or a value.
struct Key {
    name: &'static str,
    within: &'static [Key],
}

const fn value(name: &'static str) -> Key {
    Key { name, within: &[] }
}

const fn table(name: &'static str, within: &'static [Key]) -> Key {
    Key { name, within }
}

const DOCUMENT: &[Key] = &[
    value(FORMAT_KEY),
    table(
        "assignment",
        &[value("who"), value("nested_groups"), value("exclude_default_access")],
    ),
    table("requests", &[value("profile")]),
    table("users", OBJECT),
    table("groups", OBJECT),
];

const OBJECT: &[Key] = &[
    value("name"),
    value("enabled"),
    value("actions"),
    table("mapping", MAPPING),
    table("filter", FILTER),
    table("attributes", &[table("source", ATTRIBUTE), table("target", ATTRIBUTE)]),
];

const MAPPING: &[Key] = &[
    value("target"),
    value("attribute"),
    value("constant"),
    value("expression"),
    value("source"),
    value("default"),
    value("matching"),
    value("apply"),
    value("when_empty"),
];

const FILTER: &[Key] = &[
    value("title"),
    table("clauses", &[value("attribute"), value("operator"), value("value")]),
];

const ATTRIBUTE: &[Key] = &[
    value("name"),
    value("type"),
    value("multi_valued"),
    value("required"),
    value("case_exact"),
    value("unique"),
    value("primary_key"),
    value("filterable"),
    value("max_length"),
    value("references"),
];

/// A key that means nothing.
pub(super) struct Unknown {
    pub(super) offset: usize,
    pub(super) key: String,
    pub(super) nearest: Option<&'static str>,
}

/// Looks for a key that means nothing where it stands.
pub(super) fn check(document: &DeTable<'_>) -> Result<(), Unknown> {
    check_table(document, DOCUMENT)
}

fn check_table(table: &DeTable<'_>, known: &'static [Key]) -> Result<(), Unknown> {
    for (name, value) in table {
        match known.iter().find(|key| key.name == name.get_ref()) {
            Some(key) => check_value(value, key)?,
            None => {
                return Err(Unknown {
                    offset: name.span().start,
                    key: name.get_ref().to_string(),
                    nearest: nearest(name.get_ref(), known),
                });
            }
        }
    }
    Ok(())
}

/// The tables in a value, if it holds any. What else it is, is for reading to say.
fn check_value(value: &Spanned<DeValue<'_>>, key: &Key) -> Result<(), Unknown> {
    match value.get_ref() {
        DeValue::Table(table) if !key.within.is_empty() => check_table(table, key.within),
        DeValue::Array(items) => items.iter().try_for_each(|item| check_value(item, key)),
        _ => Ok(()),
    }
}

fn nearest(name: &str, known: &'static [Key]) -> Option<&'static str> {
    const UNLIKE: usize = 4;
    let name = name.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|key| (strsim::damerau_levenshtein(&name, key.name), key.name))
        .filter(|(distance, found)| *distance < UNLIKE && distance * 2 <= found.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
