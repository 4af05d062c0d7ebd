//! Attributes with several values.

use std::collections::HashSet;

use super::{Example, Family, Function, Kind, gives, gives_for, required};
use crate::expression::{
    bounds::MAX_VALUES,
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

const PROXY_ADDRESSES: &[(&str, &[&str])] = &[("proxyAddresses", &["a@example.com", "b@example.com", "a@example.com"])];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "Count",
        Family::List,
        "How many values an attribute has.",
        &[required("attribute", Kind::List, "the attribute")],
        count,
    )
    .examples(&[
        gives_for(PROXY_ADDRESSES, "Count([proxyAddresses])", &["3"]),
        gives("Count([proxyAddresses])", &["0"]),
        gives(r#"Count("one")"#, &["1"]),
    ]),
    Function::new(
        "Item",
        Family::List,
        "One value of an attribute.",
        &[
            required("attribute", Kind::List, "the attribute"),
            required("index", Kind::Whole, "which value, from 1"),
        ],
        item,
    )
    .examples(&[
        gives_for(PROXY_ADDRESSES, "Item([proxyAddresses], 2)", &["b@example.com"]),
        gives("Item([proxyAddresses], 1)", &[]),
    ]),
    Function::new(
        "RemoveDuplicates",
        Family::List,
        "The values of an attribute, each once, in their order.",
        &[required("attribute", Kind::List, "the attribute")],
        remove_duplicates,
    )
    .examples(&[
        gives_for(
            PROXY_ADDRESSES,
            "RemoveDuplicates([proxyAddresses])",
            &["a@example.com", "b@example.com"],
        ),
        gives("RemoveDuplicates([proxyAddresses])", &[]),
    ]),
    Function::new(
        "Split",
        Family::List,
        "The parts of a text as several values, without blanks around them.",
        &[
            required("source", Kind::Text, "the text"),
            required("delimiter", Kind::Text, "what stands between two parts"),
        ],
        split,
    )
    .examples(SPLIT),
];

const SPLIT: &[Example] = &[
    gives(
        r#"Split("PermissionSetOne, PermissionSetTwo", ",")"#,
        &["PermissionSetOne", "PermissionSetTwo"],
    ),
    gives(r#"Split("a;;b", ";")"#, &["a", "", "b"]),
    gives(r#"Split("a; b, c", "; ")"#, &["a", "b, c"]),
    gives(r#"Split([extensionAttribute5], ",")"#, &[]),
];

fn count<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let count = match arguments.value(0)? {
        Value::Absent => 0,
        Value::Text(_) | Value::Number(_) => 1,
        Value::List(values) => values.len(),
        Value::Roles { roles, .. } => roles.len(),
    };
    Ok(Value::from(i64::try_from(count).unwrap_or_default()))
}

fn item<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let values = arguments.list(0)?;
    let index = arguments.whole_needed(1)?;
    let Some(place) = usize::try_from(index).ok().and_then(|index| index.checked_sub(1)) else {
        return Err(arguments.fail(
            1,
            Error::OutOfRange {
                found: index,
                allowed: "1 or more",
            },
        ));
    };
    match values.get(place) {
        Some(value) => Ok(Value::from(value.clone())),
        None if values.is_empty() => Ok(Value::Absent),
        None => Err(arguments.fail(
            1,
            Error::IndexTooLarge {
                index,
                count: values.len(),
            },
        )),
    }
}

fn remove_duplicates<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let values = arguments.list(0)?;
    if values.is_empty() {
        return Ok(Value::Absent);
    }
    let mut seen = HashSet::new();
    let distinct = values
        .iter()
        .filter(|value| seen.insert(value.as_str()))
        .cloned()
        .collect();
    arguments.bounded_list(distinct)
}

fn split<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let delimiter = arguments.text_or_empty(1)?;
    if delimiter.is_empty() {
        return Ok(Value::from(vec![text.trim().to_owned()]));
    }
    // One more than there may be is enough to see that there are too many.
    let parts = text
        .split(&*delimiter)
        .take(MAX_VALUES + 1)
        .map(|part| part.trim().to_owned())
        .collect();
    arguments.bounded_list(parts)
}
