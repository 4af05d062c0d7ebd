//! The tree of an expression, as the schema holds it beside its text.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::{
    expression::{Call, Function, Range, Repeat, Term, TermKind, bounds},
    model::MappingSource,
};

use super::{error::ImportError, json::At};

/// Reads the source of a mapping. `Err` within `Ok`: it is of a type that is not known, which it names.
pub(super) fn read(source: &At<'_>) -> Result<Result<MappingSource, String>, ImportError> {
    let kind = source.text("type")?.unwrap_or_default();
    Ok(Ok(match Kind::of(kind) {
        Some(Kind::Attribute) => MappingSource::Direct {
            attribute: attribute(source)?,
        },
        Some(Kind::Constant) => MappingSource::Constant {
            value: constant(source)?,
        },
        Some(Kind::Function) => MappingSource::Expression { text: text(source, 0)? },
        None => return Ok(Err(kind.to_owned())),
    }))
}

#[derive(Clone, Copy)]
enum Kind {
    Attribute,
    Constant,
    Function,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        [
            ("Attribute", Self::Attribute),
            ("Constant", Self::Constant),
            ("Function", Self::Function),
        ]
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, kind)| kind)
    }
}

/// The name of an attribute; without one, what stands in the brackets of its text.
fn attribute(node: &At<'_>) -> Result<String, ImportError> {
    match node.text("name")?.unwrap_or_default() {
        "" => Ok(within(node, '[', ']')?.to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// The text of a constant; without one as its name, what stands in quotes.
fn constant(node: &At<'_>) -> Result<String, ImportError> {
    match node.text("name")?.unwrap_or_default() {
        "" => Ok(within(node, '"', '"')?.replace("\\\"", "\"").replace("\\\\", "\\")),
        name => Ok(name.to_owned()),
    }
}

/// The expression of a node without what it stands in.
fn within<'j>(node: &At<'j>, open: char, close: char) -> Result<&'j str, ImportError> {
    let text = node.text("expression")?.unwrap_or_default().trim();
    let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    Ok(inner.unwrap_or(text))
}

/// The text of a node, or what it must have been.
fn text(node: &At<'_>, depth: usize) -> Result<String, ImportError> {
    if let Some(text) = node.text("expression")?.filter(|text| !text.trim().is_empty()) {
        return Ok(text.to_owned());
    }
    let name = node.text("name")?.unwrap_or_default();
    match Kind::of(node.text("type")?.unwrap_or_default()) {
        Some(Kind::Attribute) => Ok(format!("[{name}]")),
        Some(Kind::Constant) => Ok(written(TermKind::Text(name.to_owned()))),
        Some(Kind::Function) if depth == bounds::MAX_DEPTH => Err(ImportError::ExpressionTooDeep {
            place: node.place.clone(),
        }),
        // Whatever it is, it has a name and what it takes.
        Some(Kind::Function) | None => Ok(format!("{name}({})", arguments(node, name, depth)?)),
    }
}

/// The arguments of a call, those that were left out included.
fn arguments(node: &At<'_>, name: &str, depth: usize) -> Result<String, ImportError> {
    let function = Function::find(name);
    let mut given: Vec<(Option<usize>, String)> = Vec::new();
    // Where to look for the next argument with a key: those of a list share theirs.
    let mut next: HashMap<String, usize> = HashMap::new();
    for parameter in node.items("parameters")? {
        let key = parameter.text("key")?.unwrap_or_default().to_ascii_lowercase();
        let value = match parameter.field("value")? {
            Some(value) => text(&value, depth + 1)?,
            None => String::new(),
        };
        let from = next.get(&key).copied().unwrap_or_default();
        let place = function.and_then(|function| place_of(function, &key, from));
        if let Some(place) = place {
            next.insert(key, place + 1);
        }
        given.push((place, value));
    }
    let mut places: Vec<(usize, String)> = Vec::new();
    if given.iter().all(|(place, _)| place.is_some()) {
        places.extend(given.into_iter().filter_map(|(place, value)| Some((place?, value))));
        places.sort_by_key(|(place, _)| *place);
    } else {
        // A function or a key that is not known: as they stand.
        places.extend(given.into_iter().map(|(_, value)| value).enumerate());
    }
    let mut arguments: Vec<String> = Vec::new();
    for (place, value) in places {
        arguments.resize(place, String::new());
        arguments.push(value);
    }
    Ok(arguments.join(", "))
}

/// The first place, at `from` or after it, of the parameter with this key.
fn place_of(function: &Function, key: &str, from: usize) -> Option<usize> {
    (from..=from + function.parameters.len())
        .find(|place| key_of(function, *place).is_some_and(|known| known.eq_ignore_ascii_case(key)))
}

/// The key that the schema has for an argument. A few are not the names of the documentation.
fn key_of(function: &Function, place: usize) -> Option<&'static str> {
    const REPLACE: [&str; 7] = [
        "source",
        "Find",
        "RegularExpression",
        "RegularExpressionGroupName",
        "Replacement",
        "ReplacementPropertyName",
        "Template",
    ];
    let parameter = function.parameter(place)?;
    match function.name {
        "Replace" => REPLACE.get(place).copied(),
        "Switch" if place >= 2 && function.repeat == Repeat::Pairs => Some("switchValue"),
        // The documentation writes the attribute itself as the name of the parameter.
        _ if parameter.name.starts_with('[') => Some("source"),
        _ => Some(parameter.name),
    }
}

/// A tree, and whether all of it has a documented form.
pub(super) struct Tree {
    pub(super) node: Value,
    pub(super) documented: bool,
}

/// The tree of an expression.
pub(super) fn tree(term: &Term) -> Tree {
    let mut documented = true;
    let node = node(term, &mut documented);
    Tree { node, documented }
}

fn node(term: &Term, documented: &mut bool) -> Value {
    match &term.kind {
        TermKind::Call(call) => of_call(call, documented),
        TermKind::Attribute(name) => of_attribute(name),
        TermKind::Text(text) => of_constant(text),
        TermKind::Number(number) => of_constant(&number.to_string()),
        TermKind::Hex(_) | TermKind::CompareMode(_) | TermKind::Comparison { .. } | TermKind::Empty => {
            *documented = false;
            let text = term.to_string();
            json!({"expression": text, "name": text, "parameters": [], "type": "Constant"})
        }
    }
}

fn of_call(call: &Call, documented: &mut bool) -> Value {
    let parameters: Vec<Value> = (call.arguments.iter().enumerate())
        .filter(|(_, argument)| argument.kind != TermKind::Empty)
        .map(|(place, argument)| {
            json!({"key": key_of(call.function, place).unwrap_or_default(), "value": node(argument, documented)})
        })
        .collect();
    json!({
        "expression": call.to_string(),
        "name": call.function.name,
        "parameters": parameters,
        "type": "Function",
    })
}

/// An attribute as it is.
pub(super) fn of_attribute(name: &str) -> Value {
    json!({"expression": format!("[{name}]"), "name": name, "parameters": [], "type": "Attribute"})
}

/// A text, or a number: the schema knows no other constants.
pub(super) fn of_constant(text: &str) -> Value {
    json!({
        "expression": written(TermKind::Text(text.to_owned())),
        "name": text,
        "parameters": [],
        "type": "Constant",
    })
}

/// A text that is no expression, as far as it can be told.
pub(super) fn of_wrong(text: &str) -> Value {
    let name = text.split('(').next().unwrap_or_default().trim();
    json!({"expression": text, "name": name, "parameters": [], "type": "Function"})
}

fn written(kind: TermKind) -> String {
    Term {
        kind,
        range: Range::between(0, 0),
    }
    .to_string()
}
