//! Changing one attribute: as a whole, or a part of it (RFC 7644 §3.5.2.1 to §3.5.2.3).
//!
//! Where the RFC leaves room: writing null or an empty list unassigns (RFC 7643 §2.5), adding either changes nothing; a
//! sub-attribute of a multi-valued attribute without a filter is meant for every value; writing to a read-only attribute is
//! refused unless it changes nothing, while read-only sub-attributes inside a writable object are stored.

use serde_json::Value;

use super::{
    PatchError,
    apply::Patcher,
    value::{Elements, check_known, clear_other_primaries, is_primary, prepare, put, unassigns},
};
use crate::{
    error_body::ScimType,
    filter::as_element,
    json::{self, Object},
    path::PatchPath,
    schema::{Attribute, AttributeType, Mutability},
};

/// What is done, and with what.
#[derive(Clone, Copy)]
pub(super) enum Edit<'v> {
    Add(&'v Value),
    Replace(&'v Value),
    /// The RFC gives a removal no value; some clients list here what to remove.
    Remove(Option<&'v Value>),
}

impl<'v> Edit<'v> {
    /// The same with another value.
    pub(super) fn with(self, value: &'v Value) -> Self {
        match self {
            Self::Add(_) => Self::Add(value),
            Self::Replace(_) => Self::Replace(value),
            Self::Remove(_) => Self::Remove(Some(value)),
        }
    }
}

/// A member of an object, and what the schema says about it.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) name: &'t str,
    pub(super) attribute: Option<&'t Attribute>,
    /// How the client named it, for errors.
    pub(super) label: &'t str,
}

impl<'t> Target<'t> {
    pub(super) fn new(name: &'t str, attribute: Option<&'t Attribute>, label: &'t str) -> Self {
        Self {
            name: attribute.map_or(name, |attribute| &attribute.name),
            attribute,
            label,
        }
    }

    pub(super) fn refuse<T>(&self, scim_type: ScimType, why: &str) -> Result<T, PatchError> {
        Err(PatchError::new(scim_type, format!("{} {why}", self.label)))
    }

    fn is_multi_valued(&self, present: Option<&Value>) -> bool {
        self.attribute.map_or_else(
            || present.is_some_and(Value::is_array),
            |attribute| attribute.multi_valued,
        )
    }

    fn has(&self, mutability: Mutability) -> bool {
        self.attribute
            .is_some_and(|attribute| attribute.mutability == mutability)
    }

    /// Whether the schema gives it neither parts nor several values.
    fn is_indivisible(&self) -> bool {
        self.attribute
            .is_some_and(|attribute| attribute.kind != AttributeType::Complex && !attribute.multi_valued)
    }
}

impl Patcher<'_> {
    /// Changes what `path` says of one attribute of `container`.
    pub(super) fn attribute(
        self,
        container: &mut Object,
        edit: Edit<'_>,
        target: &Target<'_>,
        path: &PatchPath,
    ) -> Result<(), PatchError> {
        let sub_name = path.attribute.sub.as_deref();
        if target.is_indivisible() && (sub_name.is_some() || path.filter.is_some()) {
            return target.refuse(ScimType::InvalidPath, "does not exist: the attribute has no parts");
        }
        let sub = match (sub_name, target.attribute) {
            (Some(name), Some(attribute)) => {
                let sub = attribute.sub_attribute(name);
                check_known(sub, attribute, name, &attribute.name, self.rules)?;
                Some(Target::new(name, sub, target.label))
            }
            (Some(name), None) => Some(Target::new(name, None, target.label)),
            (None, _) => None,
        };
        let is_read_only = |target: &Target<'_>| target.has(Mutability::ReadOnly);
        if is_read_only(target) || sub.as_ref().is_some_and(is_read_only) {
            // What changes nothing needs no refusal: clients send back what they read.
            let whole = json::get(container, target.name);
            let present = match sub_name {
                Some(name) => whole
                    .and_then(Value::as_object)
                    .and_then(|object| json::get(object, name)),
                None => whole,
            };
            return match edit {
                Edit::Add(value) | Edit::Replace(value) if path.filter.is_none() && present == Some(value) => Ok(()),
                _ => target.refuse(ScimType::Mutability, "is read-only"),
            };
        }
        match (&path.filter, sub) {
            (Some(filter), sub) => self.selected(container, edit, target, filter, sub.as_ref()),
            (None, Some(sub)) => self.part(container, edit, target, &sub),
            (None, None) => self.whole(container, edit, target),
        }
    }

    /// Changes an attribute as a whole.
    pub(super) fn whole(self, container: &mut Object, edit: Edit<'_>, target: &Target<'_>) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        let is_multi_valued = target.is_multi_valued(present);
        let value = match edit {
            Edit::Remove(None | Some(Value::Null)) => return clear(container, target),
            Edit::Remove(Some(_)) if !self.rules.remove_by_value => {
                let why = "is removed without a value; a filter in the path says which values are meant";
                return target.refuse(ScimType::InvalidValue, why);
            }
            Edit::Remove(Some(listed)) if is_multi_valued => return self.remove_listed(container, target, listed),
            Edit::Remove(Some(_)) => return clear(container, target),
            Edit::Add(value) if unassigns(value, target.attribute, self.rules) => return Ok(()),
            Edit::Replace(value) if unassigns(value, target.attribute, self.rules) => return clear(container, target),
            Edit::Add(value) | Edit::Replace(value) => value,
        };
        let new = if is_multi_valued || (target.attribute.is_none() && value.is_array()) {
            let kept = match edit {
                Edit::Add(_) => present.map(json::as_list).unwrap_or_default().to_vec(),
                _ => Vec::new(),
            };
            self.with_elements(kept, json::as_list(value), target)?
        } else {
            self.single(present, value, target)?
        };
        write(container, target, new)
    }

    /// `elements` and the values that a client gives.
    fn with_elements(self, elements: Vec<Value>, given: &[Value], target: &Target<'_>) -> Result<Value, PatchError> {
        let mut elements = Elements::new(elements);
        let mut primary = None;
        for value in given {
            if unassigns(value, target.attribute, self.rules) {
                continue;
            }
            let new = prepare(value, target.attribute, target.label, self.rules)?;
            let claims = is_primary(&new);
            let place = elements.add(new);
            if claims && primary.replace(place).is_some_and(|earlier| earlier != place) {
                return target.refuse(ScimType::InvalidValue, "has more than one primary value");
            }
        }
        let mut elements = elements.into_list();
        if let Some(primary) = primary {
            clear_other_primaries(&mut elements, primary);
        }
        Ok(Value::Array(elements))
    }

    /// A single value. An object leaves sub-attributes that it does not name as they are (§3.5.2.3).
    fn single(self, present: Option<&Value>, value: &Value, target: &Target<'_>) -> Result<Value, PatchError> {
        let is_complex = target.attribute.map_or_else(
            || value.is_object() && present.is_some_and(Value::is_object),
            |attribute| attribute.kind == AttributeType::Complex,
        );
        match value {
            Value::Object(members) if is_complex => {
                let mut object = present.and_then(Value::as_object).cloned().unwrap_or_default();
                self.merge(&mut object, members, target)?;
                Ok(Value::Object(object))
            }
            Value::Array(list) if is_complex && list.len() == 1 && self.rules.reshape_values => {
                prepare(&list[0], target.attribute, target.label, self.rules)
            }
            other => prepare(other, target.attribute, target.label, self.rules),
        }
    }

    /// Writes the members of a client's object into a complex value. Those without a value are taken out.
    pub(super) fn merge(self, object: &mut Object, members: &Object, target: &Target<'_>) -> Result<(), PatchError> {
        for (name, value) in members {
            let sub = target.attribute.and_then(|attribute| attribute.sub_attribute(name));
            if let Some(attribute) = target.attribute {
                check_known(sub, attribute, name, target.label, self.rules)?;
            }
            let label = format!("{}.{name}", target.label);
            self.whole(object, Edit::Replace(value), &Target::new(name, sub, &label))?;
        }
        Ok(())
    }

    /// Changes a sub-attribute where no filter says of which value.
    fn part(
        self,
        container: &mut Object,
        edit: Edit<'_>,
        target: &Target<'_>,
        sub: &Target<'_>,
    ) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        if !target.is_multi_valued(present) {
            let mut object = present
                .map(|present| as_element(present).into_owned())
                .unwrap_or_default();
            self.whole(&mut object, edit, sub)?;
            return write(container, target, Value::Object(object));
        }
        let mut elements = present.map(json::as_list).unwrap_or_default().to_vec();
        if elements.is_empty() && !matches!(edit, Edit::Remove(_)) {
            if !self.rules.create_missing_element {
                return target.refuse(ScimType::NoTarget, "has no value to change");
            }
            elements.push(Value::Object(Object::new()));
        }
        let places: Vec<usize> = (0..elements.len()).collect();
        self.change_part(&mut elements, &places, edit, sub)?;
        write(container, target, Value::Array(elements))
    }
}

/// Writes an attribute's new value, if the schema lets it be another than it was.
pub(super) fn write(container: &mut Object, target: &Target<'_>, new: Value) -> Result<(), PatchError> {
    let is_empty = match &new {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    };
    if is_empty {
        return clear(container, target);
    }
    let present = json::get(container, target.name);
    let would_change = present.is_some_and(|present| json::is_assigned(present) && *present != new);
    if would_change && target.has(Mutability::Immutable) {
        return target.refuse(ScimType::Mutability, "cannot be changed once it has a value");
    }
    put(container, target.name, new);
    Ok(())
}

/// Leaves an attribute without a value, if the schema lets it be without.
fn clear(container: &mut Object, target: &Target<'_>) -> Result<(), PatchError> {
    if json::get(container, target.name).is_none() {
        return Ok(());
    }
    if target.attribute.is_some_and(|attribute| attribute.required) {
        return target.refuse(ScimType::Mutability, "is required");
    }
    if target.has(Mutability::Immutable) {
        return target.refuse(ScimType::Mutability, "cannot be changed once it has a value");
    }
    json::remove(container, target.name);
    Ok(())
}
