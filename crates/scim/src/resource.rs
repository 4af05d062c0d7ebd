//! A resource as the server sent it (RFC 7643 §3).
//!
//! Keeps the JSON whole and in order, so that attributes nobody here has heard of survive a round trip. Knows the common
//! attributes of §3.1; what belongs to users or groups alone is in [`crate::user`] and [`crate::group`].

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    group::Group,
    json::{self, Object},
    user::User,
};

/// The kinds of resource that every SCIM server is expected to have (RFC 7643 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ResourceKind {
    /// An account.
    User,
    /// A group of accounts, perhaps of groups.
    Group,
}

impl ResourceKind {
    /// Both kinds, users first: references are only of use once what they point at exists.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];

    /// The endpoint's name below the tenant URL (RFC 7644 §3.2), without slashes.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    /// The name that `meta.resourceType` and `/ResourceTypes` use.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// The URN of the core schema (RFC 7643 §4).
    pub fn schema(self) -> &'static str {
        match self {
            Self::User => crate::schema::USER_SCHEMA,
            Self::Group => crate::schema::GROUP_SCHEMA,
        }
    }
}

impl fmt::Display for ResourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why JSON is no resource.
#[derive(Debug, thiserror::Error)]
pub enum ResourceError {
    /// A resource is a JSON object; this is something else.
    #[error("a resource must be a JSON object, this is {0}")]
    NotAnObject(&'static str),
    /// The text is not JSON.
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// One resource: the server's JSON object, whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resource(Object);

impl Resource {
    /// Takes a JSON object as a resource.
    pub fn from_value(value: Value) -> Result<Self, ResourceError> {
        match value {
            Value::Object(object) => Ok(Self(object)),
            other => Err(ResourceError::NotAnObject(json::kind_of(&other))),
        }
    }

    /// Reads a resource from JSON text.
    pub fn from_json(text: &str) -> Result<Self, ResourceError> {
        Self::from_value(serde_json::from_str(text)?)
    }

    /// The server's JSON.
    pub fn as_object(&self) -> &Object {
        &self.0
    }

    /// The server's JSON, to be changed by hand. [`crate::patch`] is the safer way.
    pub fn as_object_mut(&mut self) -> &mut Object {
        &mut self.0
    }

    /// The server's JSON as a value of its own.
    pub fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    /// A copy of the server's JSON as a value.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// The top-level attribute called `name`, in any letter case. `None`: it was not returned.
    pub fn get(&self, name: &str) -> Option<&Value> {
        json::get(&self.0, name)
    }

    /// The top-level attribute called `name` as text.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).and_then(json::as_text)
    }

    /// The server's own identifier (§3.1). Numbers are read as their text.
    pub fn id(&self) -> Option<Cow<'_, str>> {
        self.text("id")
    }

    /// The identifier that a provisioning client gave (§3.1). `external_id`, as Figma spells it on groups, is read too.
    pub fn external_id(&self) -> Option<Cow<'_, str>> {
        self.text("externalId").or_else(|| self.text("external_id"))
    }

    /// The URNs in `schemas`, as the server spelled them. Empty where the server sent none.
    pub fn schemas(&self) -> Vec<Cow<'_, str>> {
        self.get("schemas")
            .map(json::as_list)
            .unwrap_or_default()
            .iter()
            .filter_map(json::as_text)
            .collect()
    }

    /// The attributes of the extension `urn` (§3.3), matched in any letter case. `None`: not returned.
    pub fn extension(&self, urn: &str) -> Option<&Object> {
        self.get(urn)?.as_object()
    }

    /// The server's notes on the resource (§3.1). Every field is `None` where `meta` was not returned.
    pub fn meta(&self) -> Meta<'_> {
        let Some(meta) = self.get("meta").and_then(Value::as_object) else {
            return Meta::default();
        };
        let text = |name| json::get(meta, name).and_then(json::as_text);
        let time = |name| json::get(meta, name).and_then(json::as_time);
        Meta {
            resource_type: text("resourceType"),
            created: time("created"),
            last_modified: time("lastModified"),
            location: text("location"),
            version: text("version"),
        }
    }

    /// The resource seen as a user.
    pub fn as_user(&self) -> User<'_> {
        User::new(self)
    }

    /// The resource seen as a group.
    pub fn as_group(&self) -> Group<'_> {
        Group::new(self)
    }
}

impl From<Object> for Resource {
    fn from(object: Object) -> Self {
        Self(object)
    }
}

/// The `meta` attribute (RFC 7643 §3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta<'a> {
    /// The name of the resource type: `User`, `Group`.
    pub resource_type: Option<Cow<'a, str>>,
    /// When the server made the resource.
    pub created: Option<Timestamp>,
    /// When the server last changed it.
    pub last_modified: Option<Timestamp>,
    /// Where the server says the resource is. Shown, never followed: real servers send wrong hosts here.
    pub location: Option<Cow<'a, str>>,
    /// The entity tag, quotes and `W/` included, as `If-Match` takes it.
    pub version: Option<Cow<'a, str>>,
}
