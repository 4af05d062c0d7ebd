//! From what a source gives to the type of the target.

use std::borrow::Cow;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{FlowError, TargetValue};
use crate::{
    expression::{Role, Value, date, excerpt},
    model::{AttributeDefinition, AttributeType},
    path::TargetPath,
};

/// RFC 7643 §2.3.6: base64, padded or not; base64url where an attribute says so.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The value as the target takes it; `None` if there is none.
pub(super) fn converted(value: Value<'_>, definition: &AttributeDefinition) -> Result<Option<TargetValue>, FlowError> {
    match value {
        Value::Absent => Ok(None),
        Value::Text(text) => one(text, definition),
        Value::Number(number) => one(Cow::Owned(number.to_string()), definition),
        Value::List(values) => several(values, definition),
        Value::Roles { roles, replace } => assigned(roles, replace, definition),
    }
}

fn one(text: Cow<'_, str>, definition: &AttributeDefinition) -> Result<Option<TargetValue>, FlowError> {
    // Empty text is a value of an attribute that holds one text, and of no other.
    if text.is_empty() && (definition.multi_valued || definition.kind != AttributeType::String) {
        return Ok(None);
    }
    if definition.kind == AttributeType::Reference {
        return Ok(Some(TargetValue::References(vec![text.into_owned()])));
    }
    if definition.multi_valued {
        return Ok(Some(TargetValue::Texts(vec![written(text, definition.kind)?])));
    }
    typed(text, definition.kind).map(Some)
}

fn several(values: Cow<'_, [String]>, definition: &AttributeDefinition) -> Result<Option<TargetValue>, FlowError> {
    if !definition.multi_valued {
        return match &*values {
            [] => Ok(None),
            [value] => one(Cow::Borrowed(value), definition),
            more => Err(FlowError::SeveralValues { count: more.len() }),
        };
    }
    let given = values.into_owned().into_iter().filter(|value| !value.is_empty());
    let values = match definition.kind {
        AttributeType::String | AttributeType::Reference => given.collect::<Vec<_>>(),
        kind => given
            .map(|value| written(Cow::Owned(value), kind))
            .collect::<Result<_, _>>()?,
    };
    Ok(match (values.is_empty(), definition.kind) {
        (true, _) => None,
        (false, AttributeType::Reference) => Some(TargetValue::References(values)),
        (false, _) => Some(TargetValue::Texts(values)),
    })
}

/// Roles go whole into a whole attribute, whatever it is said to hold; into a part of one goes the name of one.
fn assigned(
    roles: Cow<'_, [Role]>,
    replace: bool,
    definition: &AttributeDefinition,
) -> Result<Option<TargetValue>, FlowError> {
    if definition.kind != AttributeType::String {
        let names: Vec<_> = roles.iter().filter_map(Role::name).collect();
        return Err(wrong(&names.join(", "), definition.kind));
    }
    let is_whole = TargetPath::read(&definition.name).is_ok_and(|path| path.is_whole());
    if !is_whole {
        return match &*roles {
            [] => Ok(None),
            [role] => Ok(role.name().map(|name| TargetValue::Text(name.to_owned()))),
            more => Err(FlowError::SeveralValues { count: more.len() }),
        };
    }
    // No roles at all are a value where they replace: they take the account's away.
    Ok((replace || !roles.is_empty()).then(|| TargetValue::Roles {
        roles: roles.into_owned(),
        replace,
    }))
}

fn typed(text: Cow<'_, str>, kind: AttributeType) -> Result<TargetValue, FlowError> {
    let value = match kind {
        AttributeType::String => return Ok(TargetValue::Text(text.into_owned())),
        AttributeType::Reference => return Ok(TargetValue::References(vec![text.into_owned()])),
        AttributeType::Boolean => boolean(&text).map(TargetValue::Boolean),
        AttributeType::Integer => text.trim().parse().ok().map(TargetValue::Integer),
        AttributeType::DateTime => moment(&text).map(TargetValue::Text),
        AttributeType::Binary => base64(&text).map(|_| TargetValue::Text(text.as_ref().to_owned())),
    };
    value.ok_or_else(|| wrong(&text, kind))
}

/// One of several values, as text in the form of its type.
fn written(text: Cow<'_, str>, kind: AttributeType) -> Result<String, FlowError> {
    Ok(match typed(text, kind)? {
        TargetValue::Text(text) => text,
        other => super::text_of(&other),
    })
}

fn wrong(value: &str, kind: AttributeType) -> FlowError {
    FlowError::WrongType {
        value: excerpt(value),
        kind: type_name(kind),
    }
}

/// The type as RFC 7643 §2.3 names it.
pub(crate) fn type_name(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::String => "string",
        AttributeType::Boolean => "boolean",
        AttributeType::Integer => "integer",
        AttributeType::DateTime => "dateTime",
        AttributeType::Binary => "binary",
        AttributeType::Reference => "reference",
    }
}

/// `true` or `false` in any letter case, as .NET reads it.
pub(super) fn boolean(text: &str) -> Option<bool> {
    let word = text.trim();
    match word {
        _ if word.eq_ignore_ascii_case("true") => Some(true),
        _ if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A date that begins with its year, or is in the form that the date functions write, as RFC 3339 in UTC. Other orders of day, month
/// and year mean one thing here and another there.
pub(super) fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    let begins_with_year = text.len() > 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let date = if begins_with_year {
        date::read(text)?.utc
    } else {
        date::read_written(text)?
    };
    Some(format!("{date}Z"))
}

/// Base64 text of either alphabet, padded or not, in its one form: the standard alphabet with padding.
pub(super) fn base64(text: &str) -> Option<String> {
    let bytes = STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()?;
    Some(STANDARD.encode(bytes))
}
