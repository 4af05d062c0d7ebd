//! Which attributes an answer holds: `attributes` and `excludedAttributes` (RFC 7644 §3.9).

use scimdesk_scim::{
    json::{self, Object},
    path::AttributePath,
    resource::Resource,
    schema::{Attribute, Returned, SchemaSet},
};
use serde_json::Value;

/// What a client wants to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Projection {
    /// All that is returned when nothing is asked for.
    #[default]
    Default,
    /// These, and what is always returned.
    Only(Vec<AttributePath>),
    /// All but these and what is always returned.
    Without(Vec<AttributePath>),
}

impl Projection {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::Default
    }

    /// Whether answers can hold this top-level attribute, or a part of it.
    pub(crate) fn shows(&self, name: &str) -> bool {
        match self {
            Self::Default => true,
            Self::Only(paths) => paths.iter().any(|path| path.name.eq_ignore_ascii_case(name)),
            Self::Without(paths) => !paths
                .iter()
                .any(|path| path.sub.is_none() && path.name.eq_ignore_ascii_case(name)),
        }
    }

    /// Leaves in `resource` what is to be seen.
    pub(crate) fn apply(&self, resource: &mut Resource, schemas: &SchemaSet) {
        match self {
            Self::Default => {}
            Self::Only(paths) => only(resource.as_object_mut(), paths, schemas),
            Self::Without(paths) => {
                let object = resource.as_object_mut();
                for path in paths {
                    exclude(object, path, schemas);
                }
            }
        }
    }
}

/// Where a path leads: the extension it stands in, if any, and the names below.
struct Place {
    extension: Option<String>,
    name: Option<String>,
    sub: Option<String>,
}

fn place(path: &AttributePath, schemas: &SchemaSet) -> Place {
    if let Some(urn) = &path.schema {
        let is_extension = |urn: &str| {
            let mut extensions = schemas.extensions().iter();
            extensions.any(|schema| schema.id.eq_ignore_ascii_case(urn))
        };
        // The whole of an extension: its URN reads as one with an attribute's name at the end.
        let whole = format!("{urn}:{}", path.name);
        if is_extension(&whole) {
            return Place {
                extension: Some(whole),
                name: None,
                sub: None,
            };
        }
        if is_extension(urn) {
            return Place {
                extension: Some(urn.clone()),
                name: Some(path.name.clone()),
                sub: path.sub.clone(),
            };
        }
    }
    Place {
        extension: None,
        name: Some(path.name.clone()),
        sub: path.sub.clone(),
    }
}

fn is_always(attribute: Option<&Attribute>) -> bool {
    attribute.is_some_and(|attribute| attribute.returned == Returned::Always)
}

fn always_at_root(name: &str, schemas: &SchemaSet) -> bool {
    is_always(schemas.attribute(&AttributePath::new(name)))
}

fn only(object: &mut Object, paths: &[AttributePath], schemas: &SchemaSet) {
    let mut shown = Object::new();
    for (name, value) in object.iter() {
        if always_at_root(name, schemas) {
            shown.insert(name.clone(), value.clone());
        }
    }
    for path in paths {
        let Place { extension, name, sub } = place(path, schemas);
        let (source, urn) = match &extension {
            None => (&*object, None),
            Some(urn) => {
                let Some(key) = json::spelling(object, urn).map(str::to_owned) else {
                    continue;
                };
                let Some(Value::Object(source)) = object.get(&key) else {
                    continue;
                };
                (source, Some(key))
            }
        };
        let mut found = Object::new();
        match name {
            None => found.clone_from(source),
            Some(name) => {
                let Some(key) = json::spelling(source, &name).map(str::to_owned) else {
                    continue;
                };
                let value = &source[&key];
                match sub {
                    None => {
                        found.insert(key, value.clone());
                    }
                    Some(sub) => {
                        if let Some(part) = part_of(value, &sub) {
                            found.insert(key, part);
                        }
                    }
                }
            }
        }
        let target = match urn {
            None => &mut shown,
            Some(urn) => {
                let target = shown.entry(urn).or_insert_with(|| Value::Object(Object::new()));
                match target {
                    Value::Object(target) => target,
                    _ => continue,
                }
            }
        };
        for (key, value) in found {
            match target.get_mut(&key) {
                Some(present) => merge(present, value),
                None => {
                    target.insert(key, value);
                }
            }
        }
    }
    *object = shown;
}

/// A complex value, or each of several, with one of its parts only.
fn part_of(value: &Value, sub: &str) -> Option<Value> {
    match value {
        Value::Object(object) => {
            let key = json::spelling(object, sub)?;
            let mut part = Object::new();
            part.insert(key.to_owned(), object[key].clone());
            Some(Value::Object(part))
        }
        Value::Array(elements) => Some(
            elements
                .iter()
                // One without the part keeps its place, so that parts asked for together stay together.
                .map(|element| part_of(element, sub).unwrap_or_else(|| Object::new().into()))
                .collect(),
        ),
        _ => None,
    }
}

/// Puts the parts of one value beside those of another.
fn merge(present: &mut Value, more: Value) {
    match (present, more) {
        (Value::Object(present), Value::Object(more)) => present.extend(more),
        (Value::Array(present), Value::Array(more)) => {
            for (present, more) in present.iter_mut().zip(more) {
                merge(present, more);
            }
        }
        _ => {}
    }
}

fn exclude(object: &mut Object, path: &AttributePath, schemas: &SchemaSet) {
    let Place { extension, name, sub } = place(path, schemas);
    let attribute = schemas.attribute(&AttributePath {
        sub: None,
        ..path.clone()
    });
    let Some(name) = name else {
        if let Some(urn) = extension {
            json::remove(object, &urn);
        }
        return;
    };
    let target = match &extension {
        None => object,
        Some(urn) => match json::get_mut(object, urn) {
            Some(Value::Object(target)) => target,
            _ => return,
        },
    };
    match sub {
        None if is_always(attribute) => {}
        None => {
            json::remove(target, &name);
        }
        Some(sub) => {
            if is_always(attribute.and_then(|attribute| attribute.sub_attribute(&sub))) {
                return;
            }
            match json::get_mut(target, &name) {
                Some(Value::Object(parts)) => {
                    json::remove(parts, &sub);
                }
                Some(Value::Array(elements)) => {
                    for element in elements.iter_mut().filter_map(Value::as_object_mut) {
                        json::remove(element, &sub);
                    }
                }
                _ => {}
            }
        }
    }
}
