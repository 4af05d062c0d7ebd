//! Applying patches (RFC 7644 §3.5.2): finding what an operation is about.
//!
//! The path, or the names in a value without a path, lead to an attribute of the resource or of an extension; what is done
//! there is in [`super::attribute`].

use serde_json::Value;

use super::{
    Operation, OperationKind, PatchError, PatchOp, PatchRules,
    attribute::{Edit, Target},
    value::put,
};
use crate::{
    error_body::ScimType,
    json::{self, Object},
    path::{AttributePath, PatchPath},
    resource::Resource,
    schema::{Container, SchemaSet},
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

/// What holds while a patch is applied.
#[derive(Clone, Copy)]
pub(super) struct Patcher<'s> {
    pub(super) schemas: &'s SchemaSet,
    pub(super) rules: PatchRules,
}

impl Patcher<'_> {
    fn operation(self, root: &mut Object, operation: &Operation) -> Result<(), PatchError> {
        let value = operation.value.as_ref();
        let edit = match (operation.kind, value) {
            (OperationKind::Remove, value) => Edit::Remove(value),
            (OperationKind::Add, Some(value)) => Edit::Add(value),
            (OperationKind::Replace, Some(value)) => Edit::Replace(value),
            (_, None) => return Err(PatchError::new(ScimType::InvalidValue, "the value is missing")),
        };
        match (&operation.path, edit) {
            (Some(path), edit) => self.at_path(root, edit, path),
            (None, Edit::Remove(_)) => Err(PatchError::new(ScimType::NoTarget, "remove needs a path")),
            (None, Edit::Add(Value::Object(members)) | Edit::Replace(Value::Object(members))) => {
                self.members(root, edit, members)
            }
            (None, Edit::Add(other) | Edit::Replace(other)) => {
                let found = json::kind_of(other);
                let detail = format!("without a path the value must be an object, this is {found}");
                Err(PatchError::new(ScimType::InvalidValue, detail))
            }
        }
    }

    /// An operation without a path: each member of the value is an attribute.
    fn members(self, root: &mut Object, edit: Edit<'_>, members: &Object) -> Result<(), PatchError> {
        for (name, value) in members {
            // A resource says in `schemas` what it has; a client cannot take that back by leaving it out.
            let edit = if name.eq_ignore_ascii_case("schemas") {
                Edit::Add(value)
            } else {
                edit.with(value)
            };
            if let Some(urn) = self.whole_extension(root, name, value) {
                self.extension(root, edit, &urn, name)?;
            } else {
                let path = self.member_path(name)?;
                self.at_path(root, edit, &path)?;
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
                if value.is_object() && self.schemas.schema(urn).is_none() && json::get(root, urn).is_none() =>
            {
                Some(known(name))
            }
            Container::Extension(_) | Container::Root => None,
        }
    }

    fn member_path(self, name: &str) -> Result<PatchPath, PatchError> {
        let path = PatchPath::parse(name)
            .map_err(|error| PatchError::new(ScimType::InvalidPath, format!("attribute {name:?}: {error}")))?;
        let is_plain = path.filter.is_none() && path.attribute.schema.is_none() && path.attribute.sub.is_none();
        if is_plain || self.rules.paths_in_value {
            Ok(path)
        } else {
            let detail = format!("{name:?} is a path, which belongs into the operation's path");
            Err(PatchError::new(ScimType::InvalidPath, detail))
        }
    }

    fn at_path(self, root: &mut Object, edit: Edit<'_>, path: &PatchPath) -> Result<(), PatchError> {
        let label = path.to_string();
        let resolved = self.schemas.resolve(Some(root), &path.attribute);
        let attribute = resolved.attribute;
        let urn = match resolved.container {
            Container::Root => {
                let target = Target::new(&path.attribute.name, attribute, &label);
                self.known(&target, root)?;
                return self.attribute(root, edit, &target, path);
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
                        self.at_path(root, edit, &path)
                    }
                    None => self.extension(root, edit, &urn, &label),
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
        self.attribute(&mut extension, edit, &target, path)?;
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
    fn extension(self, root: &mut Object, edit: Edit<'_>, urn: &str, label: &str) -> Result<(), PatchError> {
        match edit {
            Edit::Remove(_) | Edit::Replace(Value::Null) => {
                json::remove(root, urn);
                Ok(())
            }
            Edit::Add(Value::Null) => Ok(()),
            Edit::Add(Value::Object(members)) | Edit::Replace(Value::Object(members)) => {
                for (name, value) in members {
                    let mut path = self.member_path(name)?;
                    path.attribute.schema = Some(urn.to_owned());
                    self.at_path(root, edit.with(value), &path)?;
                }
                Ok(())
            }
            Edit::Add(_) | Edit::Replace(_) => Err(PatchError::new(
                ScimType::InvalidValue,
                format!("{label} takes an object"),
            )),
        }
    }
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
    let is = |value: &Value, urn: &str| value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(urn));
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
