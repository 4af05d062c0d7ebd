//! From what a client sends to what is kept (RFC 7644 §3.3, §3.5).
//!
//! Attributes that only the server writes are ignored, those that the app does not have are dropped, values are brought into
//! their type, and what must be there is asked for. The patch engine does the reading: a new account is one on which an empty
//! one was patched.

use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    json::{self, Object},
    patch::{Changed, Operation, OperationKind, PatchOp, PatchRules},
    resource::Resource,
    schema::{Attribute, Mutability, Returned},
};
use serde_json::Value;

use crate::profile::Offer;

/// A whole resource as POST and PUT carry it.
pub(crate) fn whole(body: Value, offer: &Offer) -> Result<Resource, ScimError> {
    let Value::Object(mut body) = body else {
        return Err(invalid_syntax("the body must be a JSON object"));
    };
    let declared = json::get(&body, "schemas")
        .and_then(Value::as_array)
        .is_some_and(|urns| {
            let mut urns = urns.iter().filter_map(Value::as_str);
            urns.any(|urn| urn.eq_ignore_ascii_case(offer.kind.schema()))
        });
    if !declared {
        let detail = format!("schemas must be a list with {}", offer.kind.schema());
        return Err(invalid_syntax(detail));
    }
    for name in ["schemas", "id", "meta"] {
        json::remove(&mut body, name);
    }
    let read_only: Vec<String> = body
        .keys()
        .filter(|name| {
            let mut attributes = offer.schemas.schemas().flat_map(|schema| &schema.attributes);
            attributes.any(|attribute| {
                attribute.mutability == Mutability::ReadOnly && attribute.name.eq_ignore_ascii_case(name)
            })
        })
        .cloned()
        .collect();
    for name in read_only {
        json::remove(&mut body, &name);
    }
    let patch = PatchOp::new([Operation {
        kind: OperationKind::Add,
        path: None,
        value: Some(Value::Object(body)),
    }]);
    let mut resource = Resource::default();
    patch
        .apply(&mut resource, &offer.schemas, PatchRules::LENIENT)
        .map_err(|error| ScimError::new(400, Some(error.scim_type), error.detail))?;
    finish(resource, offer)
}

/// A resource after a patch; `None` if the patch asks for what already is.
pub(crate) fn patched(mut resource: Resource, patch: &PatchOp, offer: &Offer) -> Result<Option<Resource>, ScimError> {
    let before = resource.clone();
    match patch.apply(&mut resource, &offer.schemas, PatchRules::LENIENT) {
        Ok(Changed::No) => Ok(None),
        Ok(Changed::Yes) => {
            let resource = finish(resource, offer)?;
            Ok((resource != before).then_some(resource))
        }
        Err(error) => Err(error.to_scim_error()),
    }
}

fn invalid_syntax(detail: impl Into<String>) -> ScimError {
    ScimError::new(400, Some(ScimType::InvalidSyntax), detail)
}

fn invalid_value(detail: impl Into<String>) -> ScimError {
    ScimError::new(400, Some(ScimType::InvalidValue), detail)
}

/// Drops what is not kept, checks that what must be there is, and writes `schemas` anew.
fn finish(resource: Resource, offer: &Offer) -> Result<Resource, ScimError> {
    let mut given = match resource.into_value() {
        Value::Object(object) => object,
        _ => Object::new(),
    };
    let mut kept = Object::new();
    let mut urns = Vec::new();
    // No schema lists it, and every resource can have it (RFC 7643 §3.1).
    if let Some(external_id) = json::remove(&mut given, "externalId") {
        kept.insert("externalId".to_owned(), external_id);
    }
    for schema in offer.schemas.schemas() {
        let is_extension = schema.id != offer.kind.schema();
        let mut source = if is_extension {
            match json::remove(&mut given, &schema.id) {
                Some(Value::Object(extension)) => extension,
                _ => continue,
            }
        } else {
            urns.push(schema.id.as_str().into());
            std::mem::take(&mut given)
        };
        if !is_extension {
            // Extensions stand beside the core attributes and are looked for later.
            let (inside, beside): (Object, Object) = source.into_iter().partition(|(name, _)| !name.contains(':'));
            (source, given) = (inside, beside);
        }
        let mut attributes = Object::new();
        for attribute in &schema.attributes {
            let value = json::remove(&mut source, &attribute.name);
            let value = value.and_then(|value| keep(value, attribute, offer));
            match value {
                Some(value) => {
                    attributes.insert(attribute.name.clone(), value);
                }
                None if attribute.required => {
                    return Err(invalid_value(format!("{} is required", attribute.name)));
                }
                None => {}
            }
        }
        if !is_extension {
            kept.extend(attributes);
        } else if !attributes.is_empty() {
            urns.push(schema.id.as_str().into());
            kept.insert(schema.id.clone(), Value::Object(attributes));
        }
    }
    let mut whole = Object::new();
    whole.insert("schemas".to_owned(), Value::Array(urns));
    whole.extend(kept);
    Ok(Resource::from(whole))
}

/// What is kept of the value of an attribute.
fn keep(value: Value, attribute: &Attribute, offer: &Offer) -> Option<Value> {
    if attribute.returned == Returned::Never || attribute.mutability == Mutability::ReadOnly {
        return None;
    }
    match value {
        Value::Null => None,
        Value::String(text) if attribute.required && text.trim().is_empty() => None,
        Value::Array(elements) => {
            let elements: Vec<Value> = elements
                .into_iter()
                .filter_map(|element| keep(element, attribute, offer))
                .filter(|element| {
                    let value_type = element.get("type").and_then(Value::as_str);
                    value_type.is_none_or(|kept| offer.keeps_type(&attribute.name, kept))
                })
                .collect();
            (!elements.is_empty()).then_some(Value::Array(elements))
        }
        Value::Object(mut object) => {
            let mut kept = Object::new();
            for sub in &attribute.sub_attributes {
                let value = json::remove(&mut object, &sub.name);
                if let Some(value) = value.and_then(|value| keep(value, sub, offer)) {
                    kept.insert(sub.name.clone(), value);
                }
            }
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        plain => Some(plain),
    }
}
