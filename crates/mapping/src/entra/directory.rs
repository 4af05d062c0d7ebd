//! Attribute lists: the objects of a directory definition.

use serde_json::{Value, json};

use crate::model::{AttributeDefinition, AttributeType};

use super::{error::ImportError, json::At, note::ImportNote};

const TYPES: [(AttributeType, &str); 6] = [
    (AttributeType::String, "String"),
    (AttributeType::Boolean, "Boolean"),
    (AttributeType::Integer, "Integer"),
    (AttributeType::DateTime, "DateTime"),
    (AttributeType::Binary, "Binary"),
    (AttributeType::Reference, "Reference"),
];

/// Reads an attribute of an object.
pub(super) fn read(at: &At<'_>, notes: &mut Vec<ImportNote>) -> Result<AttributeDefinition, ImportError> {
    let name = at.text("name")?.unwrap_or_default().to_owned();
    let written = at.text("type")?.unwrap_or("String");
    let kind = TYPES.iter().find(|(_, name)| name.eq_ignore_ascii_case(written));
    if kind.is_none() {
        notes.push(ImportNote::AttributeTypeUnknown {
            place: at.place.clone(),
            attribute: name.clone(),
            found: written.to_owned(),
        });
    }
    let mut references = Vec::new();
    for reference in at.items("referencedObjects")? {
        if let Some(object) = reference.text("referencedObjectName")? {
            references.push(object.to_owned());
        }
    }
    Ok(AttributeDefinition {
        name,
        kind: kind.map(|(kind, _)| *kind).unwrap_or_default(),
        multi_valued: at.flag("multivalued", false)?,
        required: at.flag("required", false)?,
        case_exact: at.flag("caseExact", false)?,
        unique: false,
        anchor: at.flag("anchor", false)?,
        filterable: None,
        max_length: None,
        references,
    })
}

/// What of a definition the file has a place for.
pub(super) fn expressible(definition: &AttributeDefinition) -> AttributeDefinition {
    AttributeDefinition {
        unique: false,
        filterable: None,
        max_length: None,
        ..definition.clone()
    }
}

/// Writes what is different into an attribute; all of it into a new one.
pub(super) fn write(into: &mut Value, ours: &AttributeDefinition, theirs: Option<&AttributeDefinition>) {
    let Some(theirs) = theirs else {
        *into = fresh(ours);
        return;
    };
    let mut set = |key: &str, differs: bool, value: Value| {
        if differs {
            into[key] = value;
        }
    };
    set("name", ours.name != theirs.name, json!(ours.name));
    set("type", ours.kind != theirs.kind, json!(type_name(ours.kind)));
    set(
        "multivalued",
        ours.multi_valued != theirs.multi_valued,
        json!(ours.multi_valued),
    );
    set("required", ours.required != theirs.required, json!(ours.required));
    set(
        "caseExact",
        ours.case_exact != theirs.case_exact,
        json!(ours.case_exact),
    );
    set("anchor", ours.anchor != theirs.anchor, json!(ours.anchor));
    set(
        "referencedObjects",
        ours.references != theirs.references,
        references(ours),
    );
}

fn fresh(definition: &AttributeDefinition) -> Value {
    json!({
        "anchor": definition.anchor,
        "caseExact": definition.case_exact,
        "defaultValue": null,
        "flowNullValues": false,
        "multivalued": definition.multi_valued,
        "mutability": "ReadWrite",
        "name": definition.name,
        "required": definition.required,
        "type": type_name(definition.kind),
        "apiExpressions": [],
        "metadata": [],
        "referencedObjects": references(definition),
    })
}

fn references(definition: &AttributeDefinition) -> Value {
    (definition.references.iter())
        .map(|object| json!({"referencedObjectName": object, "referencedProperty": null}))
        .collect()
}

fn type_name(kind: AttributeType) -> &'static str {
    TYPES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("String", |(_, name)| name)
}
