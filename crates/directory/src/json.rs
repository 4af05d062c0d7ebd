//! JSON: where in the text each person and each group stands.

use std::ops::Range;

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use crate::error::{MOST_PEOPLE, ReadError, Reason, Rejected, Rejections};

#[derive(Default)]
pub(crate) struct Lists {
    /// Place in the list, from 1, and in the text.
    pub(crate) people: Vec<(u32, Range<u32>)>,
    pub(crate) groups: Vec<(u32, Range<u32>)>,
    pub(crate) more_pages: bool,
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    people: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    groups: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    value: Option<Vec<&'a RawValue>>,
    #[serde(borrow, rename = "@odata.nextLink")]
    next_link: Option<&'a RawValue>,
}

/// Finds people and groups: in a list of objects, in an object with `people` and `groups`, or in a page of Microsoft Graph,
/// whose list is called `value`.
pub(crate) fn read(text: &str, rejections: &mut Rejections) -> Result<Lists, ReadError> {
    let mut lists = Lists::default();
    if text.trim_start().starts_with('[') {
        let people: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| broken(&error))?;
        lists.people = places(text, &people, false, rejections);
    } else {
        let document: Document<'_> = serde_json::from_str(text).map_err(|error| {
            if error.is_data() {
                ReadError::NoList
            } else {
                broken(&error)
            }
        })?;
        let Some(people) = document.people.or(document.value) else {
            return Err(ReadError::NoList);
        };
        lists.people = places(text, &people, false, rejections);
        lists.groups = places(text, &document.groups.unwrap_or_default(), true, rejections);
        lists.more_pages = document.next_link.is_some();
    }
    if lists.people.len() > MOST_PEOPLE {
        return Err(ReadError::TooManyPeople);
    }
    if lists.people.is_empty() && lists.groups.is_empty() && rejections.total == 0 {
        return Err(ReadError::NoRows);
    }
    Ok(lists)
}

fn broken(error: &serde_json::Error) -> ReadError {
    ReadError::BrokenJson {
        line: error.line() as u64,
        column: error.column() as u64,
    }
}

fn places(text: &str, values: &[&RawValue], group: bool, rejections: &mut Rejections) -> Vec<(u32, Range<u32>)> {
    let origin = text.as_ptr().addr();
    let mut places = Vec::with_capacity(values.len());
    for (number, value) in (1_u32..).zip(values) {
        let value = value.get();
        // Borrowed values are slices of the text.
        let start = value.as_ptr().addr() - origin;
        if value.starts_with('{') {
            places.push((number, at(start)..at(start + value.len())));
        } else {
            rejections.add(Rejected {
                line: u64::from(number),
                group,
                reason: Reason::NotAnObject,
            });
        }
    }
    places
}

/// A file is smaller than 4 GiB.
fn at(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// One object. Graph's set of extension attributes stands for the attributes in it, and what is said about the JSON itself
/// (`@odata.…`) is no attribute.
pub(crate) fn fields(text: &str) -> Map<String, Value> {
    const SET: &str = "onPremisesExtensionAttributes";
    let mut object: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    object.retain(|key, _| !key.starts_with("@odata."));
    if object.get(SET).is_some_and(Value::is_object)
        && let Some(Value::Object(set)) = object.remove(SET)
    {
        for (name, value) in set {
            object.entry(name).or_insert(value);
        }
    }
    object
}
