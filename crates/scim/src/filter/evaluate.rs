//! Evaluating filters against resources.
//!
//! The rules, where RFC 7644 leaves room:
//! - A multi-valued attribute matches if any of its values does, with every operator. A complex value stands for its `value`.
//! - An attribute without a value is not equal to anything, so `ne` matches it; `eq null` matches nothing else.
//! - An attribute without a schema before it, unknown to the core schemas but known to an extension, is looked for there:
//!   Microsoft Entra asks for `manager eq "…"`.
//! - Text that stands for a boolean or a number is compared as one where the attribute is one.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::Value;

use super::{Filter, Literal, Operator, Tail};
use crate::{
    json::{self, Object},
    path::AttributePath,
    schema::{Attribute, AttributeType, SchemaSet},
};

/// What the names in a filter are looked up in.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// A resource.
    Resource(&'a SchemaSet),
    /// One value of an attribute; `None` if no schema describes the attribute.
    Element(Option<&'a Attribute>),
}

/// Whether `object` matches.
pub(crate) fn matches_in(filter: &Filter, object: &Object, scope: Scope<'_>) -> bool {
    match filter {
        Filter::Compare { path, operator, value } => {
            let found = Found::of(object, path, scope);
            compare(&found, *operator, value)
        }
        Filter::Present(path) => Found::of(object, path, scope).is_present(),
        Filter::And(terms) => terms.iter().all(|term| matches_in(term, object, scope)),
        Filter::Or(terms) => terms.iter().any(|term| matches_in(term, object, scope)),
        Filter::Not(inner) => !matches_in(inner, object, scope),
        Filter::ValuePath { path, filter, tail } => {
            let found = Found::of(object, path, scope);
            let elements = found.values.iter().flat_map(|value| json::as_list(value));
            elements.filter(|element| !element.is_null()).any(|element| {
                let element = as_element(element);
                let scope = Scope::Element(found.attribute);
                matches_in(filter, &element, scope)
                    && tail.as_ref().is_none_or(|tail| tail_matches(tail, &element, scope))
            })
        }
    }
}

fn tail_matches(tail: &Tail, element: &Object, scope: Scope<'_>) -> bool {
    let find = |attribute: &str| Found::of(element, &AttributePath::new(attribute), scope);
    match tail {
        Tail::Compare {
            attribute,
            operator,
            value,
        } => compare(&find(attribute), *operator, value),
        Tail::Present { attribute } => find(attribute).is_present(),
    }
}

/// One value of a multi-valued attribute as an object; a plain value is its own `value`.
pub(crate) fn as_element(element: &Value) -> Cow<'_, Object> {
    match element {
        Value::Object(object) => Cow::Borrowed(object),
        plain => {
            let mut object = Object::new();
            object.insert("value".to_owned(), plain.clone());
            Cow::Owned(object)
        }
    }
}

/// The values that a path leads to, and what the schemas say about them.
struct Found<'a> {
    values: Vec<&'a Value>,
    attribute: Option<&'a Attribute>,
}

impl<'a> Found<'a> {
    fn of(object: &'a Object, path: &AttributePath, scope: Scope<'a>) -> Self {
        let (value, attribute) = match scope {
            Scope::Resource(schemas) => schemas.find(object, path),
            Scope::Element(attribute) => (
                json::get(object, &path.name),
                attribute.and_then(|attribute| attribute.sub_attribute(&path.name)),
            ),
        };
        let Some(value) = value else {
            let attribute = match &path.sub {
                Some(sub) => attribute.and_then(|attribute| attribute.sub_attribute(sub)),
                None => attribute,
            };
            return Self {
                values: Vec::new(),
                attribute,
            };
        };
        match &path.sub {
            None => Self {
                values: vec![value],
                attribute,
            },
            Some(sub) => Self {
                values: json::as_list(value)
                    .iter()
                    .filter_map(|element| match element {
                        Value::Object(object) => json::get(object, sub),
                        plain if sub.eq_ignore_ascii_case("value") => Some(plain),
                        _ => None,
                    })
                    .collect(),
                attribute: attribute.and_then(|attribute| attribute.sub_attribute(sub)),
            },
        }
    }

    fn is_present(&self) -> bool {
        self.values.iter().any(|value| json::is_assigned(value))
    }

    /// The single values to compare, lists opened and complex values replaced by their `value`.
    fn comparable(&self) -> impl Iterator<Item = &'a Value> {
        self.values
            .iter()
            .flat_map(|value| json::as_list(value))
            .filter_map(|value| match value {
                Value::Object(object) => json::get(object, "value"),
                plain => Some(plain),
            })
            .filter(|value| !value.is_null())
    }

    /// What the schemas say about the values of [`Found::comparable`].
    fn comparable_attribute(&self) -> Option<&'a Attribute> {
        let attribute = self.attribute?;
        if attribute.kind == AttributeType::Complex {
            attribute.sub_attribute("value")
        } else {
            Some(attribute)
        }
    }
}

fn compare(found: &Found<'_>, operator: Operator, literal: &Literal) -> bool {
    if *literal == Literal::Null {
        return match operator {
            Operator::Equal => !found.is_present(),
            Operator::NotEqual => found.is_present(),
            _ => false,
        };
    }
    let attribute = found.comparable_attribute();
    let mut values = found.comparable().peekable();
    if operator == Operator::NotEqual {
        return values.peek().is_none() || values.any(|value| !compare_one(value, Operator::Equal, literal, attribute));
    }
    values.any(|value| compare_one(value, operator, literal, attribute))
}

fn compare_one(value: &Value, operator: Operator, literal: &Literal, attribute: Option<&Attribute>) -> bool {
    let kind = attribute.map_or_else(|| guess(value, literal), |attribute| attribute.kind);
    match kind {
        AttributeType::Boolean => {
            let literal = match literal {
                Literal::Bool(literal) => Some(*literal),
                Literal::Text(text) => json::bool_from_text(text),
                _ => None,
            };
            operator == Operator::Equal && literal.is_some() && json::as_bool(value) == literal
        }
        AttributeType::Integer | AttributeType::Decimal if !is_textual(operator) => {
            let order = compare_numbers(value, &literal.to_value());
            order.is_some_and(|order| holds(operator, order))
        }
        AttributeType::DateTime if !is_textual(operator) => {
            let order = json::as_time(value)
                .zip(literal.as_text().and_then(json::time_from_text))
                .map(|(value, literal)| value.cmp(&literal));
            order.is_some_and(|order| holds(operator, order))
        }
        _ => {
            let Some(value) = json::as_text(value) else {
                return false;
            };
            let literal = literal_text(literal);
            if attribute.is_some_and(|attribute| attribute.case_exact) {
                compare_text(&value, operator, &literal)
            } else {
                compare_text(&fold(&value), operator, &fold(&literal))
            }
        }
    }
}

/// A literal as text. Null, which is no text, is settled before.
fn literal_text(literal: &Literal) -> Cow<'_, str> {
    match literal {
        Literal::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

/// Text whose letter case is levelled: lower case, character by character, and one form of the Greek sigma, so that a text
/// still contains, begins with and ends with what it did before.
fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect()
}

/// The type of an attribute that no schema describes, by what its value and the literal look like.
fn guess(value: &Value, literal: &Literal) -> AttributeType {
    match (value, literal) {
        (Value::Bool(_), _) | (_, Literal::Bool(_)) => AttributeType::Boolean,
        (Value::Number(_), _) | (_, Literal::Number(_)) => AttributeType::Decimal,
        (value, Literal::Text(text)) if json::as_time(value).is_some() && json::time_from_text(text).is_some() => {
            AttributeType::DateTime
        }
        _ => AttributeType::String,
    }
}

fn is_textual(operator: Operator) -> bool {
    matches!(operator, Operator::Contains | Operator::StartsWith | Operator::EndsWith)
}

/// Whole numbers are compared exactly, others as floats.
fn compare_numbers(one: &Value, other: &Value) -> Option<Ordering> {
    if let (Some(one), Some(other)) = (json::as_i64(one), json::as_i64(other)) {
        return Some(one.cmp(&other));
    }
    if let (Some(one), Some(other)) = (json::as_u64(one), json::as_u64(other)) {
        return Some(one.cmp(&other));
    }
    let float = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse::<f64>().ok(),
        _ => None,
    };
    float(one)?.partial_cmp(&float(other)?)
}

fn compare_text(value: &str, operator: Operator, literal: &str) -> bool {
    match operator {
        Operator::Contains => value.contains(literal),
        Operator::StartsWith => value.starts_with(literal),
        Operator::EndsWith => value.ends_with(literal),
        _ => holds(operator, value.cmp(literal)),
    }
}

fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => false,
    }
}
