//! Operations and the bodies that carry them.

use scimdesk_mapping::model::RequestProfile;
use scimdesk_scim::{
    json::Object,
    patch::{OperationKind, PATCH_OP_SCHEMA},
    path::PatchPath,
};
use serde_json::{Value, json};

use super::form;

/// One change of a `PATCH`.
#[derive(Debug)]
pub(super) struct Change {
    kind: OperationKind,
    path: PatchPath,
    value: Option<Value>,
    /// Whether `aadOptscim062020` writes it together with others, without a path.
    merges: bool,
    /// Whether its operation is in lower case whatever the form: Entra writes the roles that replace others so.
    lower_case: bool,
}

impl Change {
    /// A value for a place: added where there is none, else replaced.
    pub(super) fn set(path: PatchPath, value: Value, has_value: bool) -> Self {
        Self {
            kind: if has_value {
                OperationKind::Replace
            } else {
                OperationKind::Add
            },
            merges: has_value && path.filter.is_none(),
            path,
            value: Some(value),
            lower_case: false,
        }
    }

    /// Values for a list that keeps those it has.
    pub(super) fn add(path: PatchPath, values: Vec<Value>) -> Self {
        Self::set(path, Value::Array(values), false)
    }

    /// All values of a list.
    pub(super) fn replace(path: PatchPath, values: Vec<Value>) -> Self {
        Self {
            merges: false,
            ..Self::set(path, Value::Array(values), true)
        }
    }

    /// All app roles, as Entra writes it.
    pub(super) fn replace_roles(path: PatchPath, roles: Vec<Value>) -> Self {
        Self {
            lower_case: true,
            ..Self::replace(path, roles)
        }
    }

    /// Away with what is there.
    pub(super) fn remove(path: PatchPath) -> Self {
        Self {
            kind: OperationKind::Remove,
            path,
            value: None,
            merges: false,
            lower_case: false,
        }
    }

    /// Away with these values, as Entra writes it.
    pub(super) fn remove_values(path: PatchPath, values: Vec<Value>) -> Self {
        Self {
            value: Some(Value::Array(values)),
            ..Self::remove(path)
        }
    }

    /// The same change, never written together with others.
    pub(super) fn apart(self) -> Self {
        Self { merges: false, ..self }
    }

    fn to_value(&self, profile: RequestProfile) -> Value {
        let word = match (profile, self.kind) {
            (RequestProfile::EntraDefault, OperationKind::Add) if !self.lower_case => "Add",
            (RequestProfile::EntraDefault, OperationKind::Replace) if !self.lower_case => "Replace",
            (RequestProfile::EntraDefault, OperationKind::Remove) if !self.lower_case => "Remove",
            (_, kind) => kind.as_str(),
        };
        let mut object = Object::new();
        object.insert("op".to_owned(), word.into());
        object.insert("path".to_owned(), self.path.to_string().into());
        if let Some(value) = &self.value {
            let value = if self.lower_case {
                value.clone()
            } else {
                form::in_patch(value.clone(), profile)
            };
            object.insert("value".to_owned(), value);
        }
        Value::Object(object)
    }
}

/// The body of a `PATCH`; `None` where nothing changes.
pub(super) fn body(changes: &[Change], profile: RequestProfile) -> Option<Value> {
    if changes.is_empty() {
        return None;
    }
    let merges = |change: &&Change| profile == RequestProfile::Entra062020 && change.merges;
    let is_merged = changes.iter().filter(merges).count() > 1;
    let mut operations: Vec<Value> = (changes.iter())
        .filter(|change| !(is_merged && merges(change)))
        .map(|change| change.to_value(profile))
        .collect();
    if is_merged {
        let values: Object = (changes.iter().filter(merges))
            .filter_map(|change| Some((change.path.to_string(), change.value.clone()?)))
            .collect();
        operations.push(json!({"op": OperationKind::Replace.as_str(), "value": values}));
    }
    Some(json!({"schemas": [PATCH_OP_SCHEMA], "Operations": operations}))
}
