//! Patches: changes to one resource (RFC 7644 §3.5.2).
//!
//! [`PatchOp::from_value`] reads what clients really send, [`PatchOp::to_value`] writes what the RFC wants, and
//! [`PatchOp::apply`] changes a resource as a server would. Knows no server; where clients ask for more than the RFC gives,
//! [`PatchRules`] says whether they get it.
//!
//! ```
//! use scimdesk_scim::{
//!     patch::{Changed, PatchOp, PatchRules},
//!     resource::{Resource, ResourceKind},
//!     schema::SchemaSet,
//! };
//! use serde_json::json;
//!
//! let mut user = Resource::from_value(json!({"userName": "bjensen", "active": true}))?;
//! let patch = PatchOp::from_value(&json!({"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}))?;
//! let changed = patch.apply(&mut user, SchemaSet::of(ResourceKind::User), PatchRules::LENIENT)?;
//! assert_eq!(changed, Changed::Yes);
//! assert_eq!(user.as_user().active(), Some(false));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod attribute;
mod error;
mod rules;
mod selection;
mod value;

use std::fmt;

use serde_json::{Value, json};

pub use apply::Changed;
pub use error::PatchError;
pub use rules::PatchRules;

use crate::{
    error_body::ScimType,
    json::{self, Object},
    path::{AttributePath, PatchPath},
};

/// The URN of a patch.
pub const PATCH_OP_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// A patch: operations that are applied in order, all or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatchOp {
    /// The operations.
    pub operations: Vec<Operation>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What is done.
    pub kind: OperationKind,
    /// To what; `None` means the resource, and the value names the attributes.
    pub path: Option<PatchPath>,
    /// With what. `None`: the operation had no `value`, which is not the same as null.
    pub value: Option<Value>,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Adds a value, or sets one (§3.5.2.1).
    Add,
    /// Takes a value away (§3.5.2.2).
    Remove,
    /// Puts one value in another's place (§3.5.2.3).
    Replace,
}

impl OperationKind {
    /// The word, in lower case as the RFC wants it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
        }
    }
}

impl fmt::Display for OperationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Operation {
    /// `add` to a path.
    pub fn add(path: impl Into<PatchPath>, value: impl Into<Value>) -> Self {
        Self::with_value(OperationKind::Add, path, value)
    }

    /// `replace` at a path.
    pub fn replace(path: impl Into<PatchPath>, value: impl Into<Value>) -> Self {
        Self::with_value(OperationKind::Replace, path, value)
    }

    /// `remove` of a path.
    pub fn remove(path: impl Into<PatchPath>) -> Self {
        Self {
            kind: OperationKind::Remove,
            path: Some(path.into()),
            value: None,
        }
    }

    fn with_value(kind: OperationKind, path: impl Into<PatchPath>, value: impl Into<Value>) -> Self {
        Self {
            kind,
            path: Some(path.into()),
            value: Some(value.into()),
        }
    }

    fn from_value(value: &Value) -> Result<Self, PatchError> {
        let syntax = |detail: String| PatchError::new(ScimType::InvalidSyntax, detail);
        let object = value.as_object().ok_or_else(|| {
            syntax(format!(
                "an operation must be an object, this is {}",
                json::kind_of(value)
            ))
        })?;
        let word = match json::get(object, "op") {
            Some(Value::String(word)) => word.trim(),
            Some(other) => {
                return Err(syntax(format!("op must be text, this is {}", json::kind_of(other))));
            }
            None => return Err(syntax("op is missing".to_owned())),
        };
        let kind = [OperationKind::Add, OperationKind::Remove, OperationKind::Replace]
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| syntax(format!("op must be add, remove or replace, this is {word:?}")))?;
        let path = match json::get(object, "path") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(Value::String(text)) => Some(
                PatchPath::parse(text.trim())
                    .map_err(|error| PatchError::new(ScimType::InvalidPath, format!("path {text:?}: {error}")))?,
            ),
            Some(other) => {
                let detail = format!("path must be text, this is {}", json::kind_of(other));
                return Err(PatchError::new(ScimType::InvalidPath, detail));
            }
        };
        Ok(Self {
            kind,
            path,
            value: json::get(object, "value").cloned(),
        })
    }

    fn to_value(&self) -> Value {
        let mut object = Object::new();
        object.insert("op".to_owned(), self.kind.as_str().into());
        if let Some(path) = &self.path {
            object.insert("path".to_owned(), path.to_string().into());
        }
        if let Some(value) = &self.value {
            object.insert("value".to_owned(), value.clone());
        }
        Value::Object(object)
    }
}

impl PatchOp {
    /// A patch of these operations.
    pub fn new(operations: impl IntoIterator<Item = Operation>) -> Self {
        Self {
            operations: operations.into_iter().collect(),
        }
    }

    /// Switches an account on or off, and does nothing else: `replace` of `active` at its path, with a real boolean.
    pub fn set_active(active: bool) -> Self {
        Self::new([Operation::replace(AttributePath::new("active"), active)])
    }

    /// The same without a path, as some servers want it: the value names the attribute.
    pub fn set_active_without_path(active: bool) -> Self {
        Self::new([Operation {
            kind: OperationKind::Replace,
            path: None,
            value: Some(json!({"active": active})),
        }])
    }

    /// Reads a patch. Taken as meant: any letter case for `op` and the names of members, one operation in place of a list, a
    /// missing `schemas`, an empty path. An error says which operation it is about.
    pub fn from_value(body: &Value) -> Result<Self, PatchError> {
        let syntax = |detail: &str| PatchError::new(ScimType::InvalidSyntax, detail);
        let object = body.as_object().ok_or_else(|| syntax("a patch must be an object"))?;
        let list = match json::get(object, "Operations") {
            Some(list @ (Value::Array(_) | Value::Object(_))) => json::as_list(list),
            Some(_) => return Err(syntax("Operations must be a list")),
            None => return Err(syntax("Operations is missing")),
        };
        let mut operations = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            operations.push(Operation::from_value(value).map_err(|error| error.in_operation(index))?);
        }
        Ok(Self { operations })
    }

    /// The patch as RFC 7644 wants it.
    pub fn to_value(&self) -> Value {
        let operations: Vec<Value> = self.operations.iter().map(Operation::to_value).collect();
        json!({"schemas": [PATCH_OP_SCHEMA], "Operations": operations})
    }
}
