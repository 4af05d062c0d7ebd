use serde::{Deserialize, Serialize};

/// What an attribute holds: the types of Entra's attribute lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AttributeType {
    /// Text.
    #[default]
    String,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A moment, RFC 3339 at the app.
    DateTime,
    /// Bytes, as base64 text.
    Binary,
    /// The id of another object.
    Reference,
}

/// An attribute of a person, a directory's group, an account or an app's group: a row of an attribute list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a column of Entra's attribute list"
)]
pub struct AttributeDefinition {
    /// Of a source: its name. Of a target: its path, `emails[type eq "work"].value`.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether it holds several values.
    pub multi_valued: bool,
    /// Whether an object must have a value of it.
    pub required: bool,
    /// Whether values that differ in letter case alone are different.
    pub case_exact: bool,
    /// Whether no two objects may have the same value.
    pub unique: bool,
    /// Whether it is the object's key (Entra: "Primary Key"); the app gives it, and no mapping may fill it.
    pub anchor: bool,
    /// Whether the server can be asked for objects by it. `None`: nobody knows.
    pub filterable: Option<bool>,
    /// The most characters that the app takes. `None`: nobody says.
    pub max_length: Option<u32>,
    /// Of a reference: the object types that it may lead to, `User`, `Group`.
    pub references: Vec<String>,
}
