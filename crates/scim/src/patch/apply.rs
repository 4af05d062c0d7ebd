//! Applying patches (RFC 7644 §3.5.2).
//!
//! Where the RFC leaves room: writing null or an empty list unassigns (RFC 7643 §2.5), adding either changes nothing; a
//! sub-attribute of a multi-valued attribute without a filter is meant for every value; an object written to a read-only
//! attribute is refused, read-only sub-attributes inside a writable object are stored.

use serde_json::Value;

use super::{
    Operation, OperationKind, PatchError, PatchOp, PatchRules,
    value::{
        add_element, check_known, clear_other_primaries, is_listed, is_primary, prepare, put,
        unassigns,
    },
};
use crate::{
    error_body::ScimType,
    filter::{Filter, Literal, Operator, Scope, as_element, matches_in},
    json::{self, Object},
    path::{AttributePath, PatchPath},
    resource::Resource,
    schema::{Attribute, AttributeType, Container, Mutability, SchemaSet},
};

/// Whether applying a patch changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The resource is another than before.
    Yes,
    /// The resource already was what the patch asks for.
    No,
}

impl PatchOp {
    /// Applies the operations in order. If one fails, the error says which, and `resource` is as it was.
    ///
    /// Names are matched in any letter case and written in the spelling that is there, else in the schema's. Extensions that
    /// gain their first attribute are added to `schemas`, those that lose their last are taken from it.
    pub fn apply(
        &self,
        resource: &mut Resource,
        schemas: &SchemaSet,
        rules: PatchRules,
    ) -> Result<Changed, PatchError> {
        let mut patched = resource.as_object().clone();
        let patcher = Patcher { schemas, rules };
        for (index, operation) in self.operations.iter().enumerate() {
            patcher
                .operation(&mut patched, operation)
                .map_err(|error| error.in_operation(index))?;
        }
        declare_extensions(resource.as_object(), &mut patched, schemas);
        if &patched == resource.as_object() {
            return Ok(Changed::No);
        }
        *resource = Resource::from(patched);
        Ok(Changed::Yes)
    }
}

#[derive(Clone, Copy)]
struct Patcher<'s> {
    schemas: &'s SchemaSet,
    rules: PatchRules,
}

/// A member of an object, and what the schema says about it.
#[derive(Clone, Copy)]
struct Target<'t> {
    name: &'t str,
    attribute: Option<&'t Attribute>,
    /// How the client named it, for errors.
    label: &'t str,
}

impl<'t> Target<'t> {
    fn new(name: &'t str, attribute: Option<&'t Attribute>, label: &'t str) -> Self {
        Self {
            name: attribute.map_or(name, |attribute| &attribute.name),
            attribute,
            label,
        }
    }

    fn is_multi_valued(&self, present: Option<&Value>) -> bool {
        self.attribute.map_or_else(
            || present.is_some_and(Value::is_array),
            |attribute| attribute.multi_valued,
        )
    }

    fn refuse<T>(&self, scim_type: ScimType, why: &str) -> Result<T, PatchError> {
        Err(PatchError::new(scim_type, format!("{} {why}", self.label)))
    }
}

impl Patcher<'_> {
    fn operation(self, root: &mut Object, operation: &Operation) -> Result<(), PatchError> {
        let value = operation.value.as_ref();
        match (&operation.path, operation.kind) {
            (Some(path), kind) => self.at_path(root, kind, path, value),
            (None, OperationKind::Remove) => {
                Err(PatchError::new(ScimType::NoTarget, "remove needs a path"))
            }
            (None, kind) => match value {
                Some(Value::Object(members)) => self.members(root, kind, members),
                Some(other) => {
                    let detail = format!(
                        "without a path the value must be an object, this is {}",
                        json::kind_of(other)
                    );
                    Err(PatchError::new(ScimType::InvalidValue, detail))
                }
                None => Err(PatchError::new(
                    ScimType::InvalidValue,
                    "the value is missing",
                )),
            },
        }
    }

    /// An operation without a path: each member of the value is an attribute.
    fn members(
        self,
        root: &mut Object,
        kind: OperationKind,
        members: &Object,
    ) -> Result<(), PatchError> {
        for (name, value) in members {
            // A resource says in `schemas` what it has; a client cannot take that back by leaving it out.
            let kind = if name.eq_ignore_ascii_case("schemas") {
                OperationKind::Add
            } else {
                kind
            };
            if let Some(urn) = self.whole_extension(root, name, value) {
                self.extension(root, kind, &urn, Some(value), name)?;
            } else {
                let path = self.member_path(name)?;
                self.at_path(root, kind, &path, Some(value))?;
            }
        }
        Ok(())
    }

    /// The URN of the extension that a member of a pathless value is, if it is one.
    fn whole_extension(self, root: &Object, name: &str, value: &Value) -> Option<String> {
        let known = |urn: &str| json::spelling(root, urn).unwrap_or(urn).to_owned();
        if !name.contains(':') {
            return None;
        }
        let Ok(path) = AttributePath::parse(name) else {
            return (value.is_object() && self.schemas.is_extension(name)).then(|| known(name));
        };
        match self.schemas.resolve(Some(root), &path).container {
            Container::WholeExtension(urn) => Some(urn.to_owned()),
            // Nobody knows the URN, so that all of it may be the extension's.
            Container::Extension(urn)
                if value.is_object()
                    && self.schemas.schema(urn).is_none()
                    && json::get(root, urn).is_none() =>
            {
                Some(known(name))
            }
            Container::Extension(_) | Container::Root => None,
        }
    }

    fn member_path(self, name: &str) -> Result<PatchPath, PatchError> {
        let path = PatchPath::parse(name).map_err(|error| {
            PatchError::new(
                ScimType::InvalidPath,
                format!("attribute {name:?}: {error}"),
            )
        })?;
        let is_plain = path.filter.is_none()
            && path.attribute.schema.is_none()
            && path.attribute.sub.is_none();
        if is_plain || self.rules.paths_in_value {
            Ok(path)
        } else {
            let detail = format!("{name:?} is a path, which belongs into the operation's path");
            Err(PatchError::new(ScimType::InvalidPath, detail))
        }
    }

    fn at_path(
        self,
        root: &mut Object,
        kind: OperationKind,
        path: &PatchPath,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let label = path.to_string();
        let resolved = self.schemas.resolve(Some(root), &path.attribute);
        let attribute = resolved.attribute;
        let urn = match resolved.container {
            Container::Root => {
                let target = Target::new(&path.attribute.name, attribute, &label);
                self.known(&target, root)?;
                return self.attribute(root, kind, &target, path, value);
            }
            Container::WholeExtension(urn) => {
                let urn = urn.to_owned();
                if path.filter.is_some() {
                    return Err(PatchError::new(
                        ScimType::InvalidPath,
                        format!("{label}: an extension takes no filter"),
                    ));
                }
                return match &path.attribute.sub {
                    Some(sub) => {
                        let path = PatchPath::new(AttributePath::new(sub).in_schema(urn));
                        self.at_path(root, kind, &path, value)
                    }
                    None => self.extension(root, kind, &urn, value, &label),
                };
            }
            Container::Extension(urn) => urn.to_owned(),
        };
        let target = Target::new(&path.attribute.name, attribute, &label);
        let mut extension = match json::get(root, &urn) {
            Some(Value::Object(extension)) => extension.clone(),
            _ => Object::new(),
        };
        self.known(&target, &extension)?;
        self.attribute(&mut extension, kind, &target, path, value)?;
        if extension.is_empty() {
            json::remove(root, &urn);
        } else {
            put(root, &urn, Value::Object(extension));
        }
        Ok(())
    }

    /// Refuses an attribute that neither a schema nor the resource knows, where the rules refuse such.
    fn known(self, target: &Target<'_>, container: &Object) -> Result<(), PatchError> {
        if self.rules.accept_unknown_attributes
            || target.attribute.is_some()
            || json::get(container, target.name).is_some()
        {
            return Ok(());
        }
        target.refuse(ScimType::InvalidPath, "is not known here")
    }

    /// An extension as a whole.
    fn extension(
        self,
        root: &mut Object,
        kind: OperationKind,
        urn: &str,
        value: Option<&Value>,
        label: &str,
    ) -> Result<(), PatchError> {
        match (kind, value) {
            (OperationKind::Remove, _) | (OperationKind::Replace, Some(Value::Null)) => {
                json::remove(root, urn);
                Ok(())
            }
            (_, Some(Value::Object(members))) => {
                for (name, value) in members {
                    let mut path = self.member_path(name)?;
                    path.attribute.schema = Some(urn.to_owned());
                    self.at_path(root, kind, &path, Some(value))?;
                }
                Ok(())
            }
            (OperationKind::Add, Some(Value::Null)) => Ok(()),
            _ => Err(PatchError::new(
                ScimType::InvalidValue,
                format!("{label} takes an object"),
            )),
        }
    }

    /// One attribute of `container`, or what `path` says of it.
    fn attribute(
        self,
        container: &mut Object,
        kind: OperationKind,
        target: &Target<'_>,
        path: &PatchPath,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let sub = path.attribute.sub.as_deref();
        let sub_attribute = match (target.attribute, sub) {
            (Some(attribute), _)
                if (sub.is_some() || path.filter.is_some()) && !has_parts(attribute) =>
            {
                return target.refuse(
                    ScimType::InvalidPath,
                    "does not exist: the attribute has no parts",
                );
            }
            (Some(attribute), Some(sub)) => {
                let known = attribute.sub_attribute(sub);
                check_known(known, attribute, sub, &attribute.name, self.rules)?;
                known
            }
            _ => None,
        };
        let is_read_only = |attribute: Option<&Attribute>| {
            attribute.is_some_and(|attribute| attribute.mutability == Mutability::ReadOnly)
        };
        if is_read_only(target.attribute) || is_read_only(sub_attribute) {
            // What changes nothing needs no refusal: clients send back what they read.
            let present = json::get(container, target.name);
            let present = match sub {
                Some(sub) => present
                    .and_then(Value::as_object)
                    .and_then(|object| json::get(object, sub)),
                None => present,
            };
            return if kind != OperationKind::Remove
                && path.filter.is_none()
                && value.is_some()
                && value == present
            {
                Ok(())
            } else {
                target.refuse(ScimType::Mutability, "is read-only")
            };
        }
        let sub = sub.map(|sub| Target::new(sub, sub_attribute, target.label));
        match (&path.filter, sub) {
            (Some(filter), sub) => {
                self.selected(container, kind, target, filter, sub.as_ref(), value)
            }
            (None, Some(sub)) => self.part(container, kind, target, &sub, value),
            (None, None) => self.whole(container, kind, target, value),
        }
    }

    /// The attribute as a whole.
    fn whole(
        self,
        container: &mut Object,
        kind: OperationKind,
        target: &Target<'_>,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        let is_multi_valued = target.is_multi_valued(present);
        if kind == OperationKind::Remove {
            return match value {
                None | Some(Value::Null) => self.clear(container, target),
                Some(_) if !self.rules.remove_by_value => target.refuse(
                    ScimType::InvalidValue,
                    "is removed without a value; a filter in the path says which values are meant",
                ),
                Some(listed) if is_multi_valued => self.remove_listed(container, target, listed),
                Some(_) => self.clear(container, target),
            };
        }
        let Some(value) = value else {
            return target.refuse(ScimType::InvalidValue, "needs a value");
        };
        if unassigns(value, target.attribute, self.rules) {
            return match kind {
                OperationKind::Add => Ok(()),
                _ => self.clear(container, target),
            };
        }
        let new = if is_multi_valued || (target.attribute.is_none() && value.is_array()) {
            let present = present
                .filter(|_| kind == OperationKind::Add)
                .map(json::as_list);
            self.with_elements(
                present.unwrap_or_default().to_vec(),
                json::as_list(value),
                target,
            )?
        } else {
            self.single(present, value, target)?
        };
        self.write(container, target, new)
    }

    /// `elements` and the values that a client gives.
    fn with_elements(
        self,
        mut elements: Vec<Value>,
        given: &[Value],
        target: &Target<'_>,
    ) -> Result<Value, PatchError> {
        let mut primary = None;
        for value in given {
            if unassigns(value, target.attribute, self.rules) {
                continue;
            }
            let new = prepare(value, target.attribute, target.label, self.rules)?;
            let claims = is_primary(&new);
            let place = add_element(&mut elements, new);
            if claims
                && primary
                    .replace(place)
                    .is_some_and(|earlier| earlier != place)
            {
                return target.refuse(ScimType::InvalidValue, "has more than one primary value");
            }
        }
        if let Some(primary) = primary {
            clear_other_primaries(&mut elements, primary);
        }
        Ok(Value::Array(elements))
    }

    /// A single value. An object leaves sub-attributes that it does not name as they are (RFC 7644 §3.5.2.3).
    fn single(
        self,
        present: Option<&Value>,
        value: &Value,
        target: &Target<'_>,
    ) -> Result<Value, PatchError> {
        let is_complex = target.attribute.map_or_else(
            || value.is_object() && present.is_some_and(Value::is_object),
            |attribute| attribute.kind == AttributeType::Complex,
        );
        if !is_complex {
            return prepare(value, target.attribute, target.label, self.rules);
        }
        let members = match value {
            Value::Object(members) => members,
            Value::Array(list) if list.len() == 1 && self.rules.reshape_values => {
                return prepare(&list[0], target.attribute, target.label, self.rules);
            }
            other => return prepare(other, target.attribute, target.label, self.rules),
        };
        let mut object = present
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        self.merge(&mut object, members, target)?;
        Ok(Value::Object(object))
    }

    /// Writes the members of a client's object into a complex value. Those without a value are taken out.
    fn merge(
        self,
        object: &mut Object,
        members: &Object,
        target: &Target<'_>,
    ) -> Result<(), PatchError> {
        for (name, value) in members {
            let sub = target
                .attribute
                .and_then(|attribute| attribute.sub_attribute(name));
            if let Some(attribute) = target.attribute {
                check_known(sub, attribute, name, target.label, self.rules)?;
            }
            let label = format!("{}.{name}", target.label);
            let sub = Target::new(name, sub, &label);
            self.whole(object, OperationKind::Replace, &sub, Some(value))?;
        }
        Ok(())
    }

    /// A sub-attribute, without a filter.
    fn part(
        self,
        container: &mut Object,
        kind: OperationKind,
        target: &Target<'_>,
        sub: &Target<'_>,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        if !target.is_multi_valued(present) {
            let mut object = present
                .map(|present| as_element(present).into_owned())
                .unwrap_or_default();
            self.whole(&mut object, kind, sub, value)?;
            return self.write(container, target, Value::Object(object));
        }
        let mut elements = present.map(json::as_list).unwrap_or_default().to_vec();
        if elements.is_empty() && kind != OperationKind::Remove {
            if !self.rules.create_missing_element {
                return target.refuse(ScimType::NoTarget, "has no value to change");
            }
            elements.push(Value::Object(Object::new()));
        }
        let places: Vec<usize> = (0..elements.len()).collect();
        self.change_part(&mut elements, &places, kind, sub, value)?;
        self.write(container, target, Value::Array(elements))
    }

    /// Those values of a multi-valued attribute that match a filter, or one sub-attribute of each.
    fn selected(
        self,
        container: &mut Object,
        kind: OperationKind,
        target: &Target<'_>,
        filter: &Filter,
        sub: Option<&Target<'_>>,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        let is_list = present.is_none_or(Value::is_array);
        let mut elements = present.map(json::as_list).unwrap_or_default().to_vec();
        let mut places: Vec<usize> = (0..elements.len())
            .filter(|&place| {
                matches_in(
                    filter,
                    &as_element(&elements[place]),
                    Scope::Element(target.attribute),
                )
            })
            .collect();
        let unassigned =
            value.is_none_or(|value| unassigns(value, sub.unwrap_or(target).attribute, self.rules));
        if places.is_empty() {
            let has_nothing_to_do = match kind {
                OperationKind::Remove => self.rules.ignore_missing_on_remove,
                OperationKind::Add | OperationKind::Replace => value.is_some() && unassigned,
            };
            if has_nothing_to_do {
                return Ok(());
            }
            let created = (kind != OperationKind::Remove && self.rules.create_missing_element)
                .then(|| self.element_of(filter, target))
                .flatten();
            let Some(created) = created else {
                return target.refuse(ScimType::NoTarget, "matches no value");
            };
            elements.push(Value::Object(created));
            places.push(elements.len() - 1);
        }
        match (kind, sub, value) {
            (_, Some(sub), value) => self.change_part(&mut elements, &places, kind, sub, value)?,
            (OperationKind::Remove, None, _) => remove_places(&mut elements, &places),
            (OperationKind::Replace, None, Some(_)) if unassigned => {
                remove_places(&mut elements, &places);
            }
            (OperationKind::Add, None, Some(_)) if unassigned => {}
            (_, None, None) => return target.refuse(ScimType::InvalidValue, "needs a value"),
            (_, None, Some(value)) => {
                self.change_elements(&mut elements, &places, kind, target, value)?;
            }
        }
        let new = if is_list || elements.len() != 1 {
            Value::Array(elements)
        } else {
            elements.remove(0)
        };
        self.write(container, target, new)
    }

    /// Puts a value in place of those at `places`, or adds its members to theirs.
    fn change_elements(
        self,
        elements: &mut [Value],
        places: &[usize],
        kind: OperationKind,
        target: &Target<'_>,
        value: &Value,
    ) -> Result<(), PatchError> {
        let value = match value {
            Value::Array(list) if list.len() == 1 && self.rules.reshape_values => &list[0],
            other => other,
        };
        let new = prepare(value, target.attribute, target.label, self.rules)?;
        for &place in places {
            match (kind, &mut elements[place], &new) {
                (OperationKind::Add, Value::Object(element), Value::Object(members)) => {
                    self.merge(element, members, target)?;
                }
                (_, element, new) => *element = new.clone(),
            }
        }
        if is_primary(&new) {
            only_one_primary(elements, places, target)?;
        }
        Ok(())
    }

    /// Changes one sub-attribute of the values at `places`; values of which nothing is left are taken out.
    fn change_part(
        self,
        elements: &mut Vec<Value>,
        places: &[usize],
        kind: OperationKind,
        sub: &Target<'_>,
        value: Option<&Value>,
    ) -> Result<(), PatchError> {
        let mut emptied = Vec::new();
        for &place in places {
            let mut object = as_element(&elements[place]).into_owned();
            self.whole(&mut object, kind, sub, value)?;
            if object.is_empty() {
                emptied.push(place);
            }
            // A plain value stays plain as long as it is nothing but its `value`.
            elements[place] = match object.get("value") {
                Some(plain) if !elements[place].is_object() && object.len() == 1 => plain.clone(),
                _ => Value::Object(object),
            };
        }
        if sub.name.eq_ignore_ascii_case("primary")
            && places.iter().any(|&place| is_primary(&elements[place]))
        {
            only_one_primary(elements, places, sub)?;
        }
        remove_places(elements, &emptied);
        Ok(())
    }

    /// The value that a filter describes, if it is made of nothing but `eq` and `and`.
    fn element_of(self, filter: &Filter, target: &Target<'_>) -> Option<Object> {
        let terms = match filter {
            Filter::And(terms) => terms.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut object = Object::new();
        for term in terms {
            let Filter::Compare {
                path,
                operator: Operator::Equal,
                value,
            } = term
            else {
                return None;
            };
            if *value == Literal::Null
                || path.sub.is_some()
                || json::get(&object, &path.name).is_some()
            {
                return None;
            }
            let sub = target
                .attribute
                .and_then(|attribute| attribute.sub_attribute(&path.name));
            let value = prepare(&value.to_value(), sub, target.label, self.rules).ok()?;
            object.insert(
                sub.map_or_else(|| path.name.clone(), |sub| sub.name.clone()),
                value,
            );
        }
        Some(object)
    }

    fn remove_listed(
        self,
        container: &mut Object,
        target: &Target<'_>,
        listed: &Value,
    ) -> Result<(), PatchError> {
        let listed = json::as_list(listed);
        let present = json::get(container, target.name)
            .map(json::as_list)
            .unwrap_or_default();
        let kept: Vec<Value> = present
            .iter()
            .filter(|element| !listed.iter().any(|listed| is_listed(element, listed)))
            .cloned()
            .collect();
        if kept.len() == present.len() {
            return if self.rules.ignore_missing_on_remove {
                Ok(())
            } else {
                target.refuse(ScimType::NoTarget, "has none of these values")
            };
        }
        self.write(container, target, Value::Array(kept))
    }

    /// Writes the attribute's new value, if the schema lets it be another than it was.
    fn write(
        self,
        container: &mut Object,
        target: &Target<'_>,
        new: Value,
    ) -> Result<(), PatchError> {
        let is_empty = match &new {
            Value::Array(elements) => elements.is_empty(),
            Value::Object(object) => object.is_empty(),
            _ => false,
        };
        if is_empty {
            return self.clear(container, target);
        }
        let is_immutable = target
            .attribute
            .is_some_and(|attribute| attribute.mutability == Mutability::Immutable);
        let present = json::get(container, target.name);
        if is_immutable
            && present.is_some_and(|present| json::is_assigned(present) && *present != new)
        {
            return target.refuse(
                ScimType::Mutability,
                "cannot be changed once it has a value",
            );
        }
        put(container, target.name, new);
        Ok(())
    }

    /// Leaves the attribute without a value, if the schema lets it be without.
    #[expect(clippy::unused_self, reason = "reads as the other changes do")]
    fn clear(self, container: &mut Object, target: &Target<'_>) -> Result<(), PatchError> {
        if json::get(container, target.name).is_none() {
            return Ok(());
        }
        match target.attribute {
            Some(attribute) if attribute.required => {
                target.refuse(ScimType::Mutability, "is required")
            }
            Some(attribute) if attribute.mutability == Mutability::Immutable => target.refuse(
                ScimType::Mutability,
                "cannot be changed once it has a value",
            ),
            _ => {
                json::remove(container, target.name);
                Ok(())
            }
        }
    }
}

fn has_parts(attribute: &Attribute) -> bool {
    attribute.kind == AttributeType::Complex || attribute.multi_valued
}

fn remove_places(elements: &mut Vec<Value>, places: &[usize]) {
    let mut place = 0;
    elements.retain(|_| {
        place += 1;
        !places.contains(&(place - 1))
    });
}

/// Makes the one value at `places` the only preferred one.
fn only_one_primary(
    elements: &mut [Value],
    places: &[usize],
    target: &Target<'_>,
) -> Result<(), PatchError> {
    let [only] = places else {
        return target.refuse(
            ScimType::InvalidValue,
            "would make more than one value primary",
        );
    };
    clear_other_primaries(elements, *only);
    Ok(())
}

/// Brings `schemas` in line with the extensions that a patch added or took away.
fn declare_extensions(before: &Object, after: &mut Object, schemas: &SchemaSet) {
    let extensions = |object: &Object| -> Vec<String> {
        object
            .iter()
            .filter(|(name, value)| value.is_object() && schemas.is_extension(name))
            .map(|(name, _)| name.clone())
            .collect()
    };
    let (before, now) = (extensions(before), extensions(after));
    let added: Vec<&String> = now.iter().filter(|urn| !before.contains(urn)).collect();
    let removed: Vec<&String> = before.iter().filter(|urn| !now.contains(urn)).collect();
    if added.is_empty() && removed.is_empty() {
        return;
    }
    let mut declared = json::get(after, "schemas")
        .map(json::as_list)
        .unwrap_or_default()
        .to_vec();
    let is = |value: &Value, urn: &str| {
        value
            .as_str()
            .is_some_and(|value| value.eq_ignore_ascii_case(urn))
    };
    declared.retain(|value| !removed.iter().any(|urn| is(value, urn)));
    for urn in added {
        if !declared.iter().any(|value| is(value, urn)) {
            declared.push(urn.as_str().into());
        }
    }
    if !declared.is_empty() {
        put(after, "schemas", Value::Array(declared));
    }
}
