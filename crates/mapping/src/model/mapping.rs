use serde::{Deserialize, Serialize};

/// How one target attribute is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AttributeMapping {
    /// The path of the target attribute. One mapping for each.
    pub target: String,
    /// Where the value is from.
    pub source: MappingSource,
    /// Used where the source has no value: on creation, and later only with [`WhenEmpty::Default`].
    #[serde(default)]
    pub default_value: Option<String>,
    /// The precedence among the attributes that an existing account is found by, from 1; `None`: it is not looked for by this one.
    #[serde(default)]
    pub matching: Option<u32>,
    /// When it applies.
    #[serde(default)]
    pub apply: Apply,
    /// What happens to the value that the account has when the source has none.
    #[serde(default)]
    pub when_empty: WhenEmpty,
}

/// Where a value is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MappingSource {
    /// A source attribute as it is.
    Direct {
        /// Its name; letter case counts.
        attribute: String,
    },
    /// The same text for everybody.
    Constant {
        /// The text.
        value: String,
    },
    /// What an expression gives.
    Expression {
        /// As typed.
        text: String,
    },
    /// The target is left alone; where it is empty it gets the default.
    None,
}

/// When a mapping applies: Entra's `flowType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Apply {
    /// On creation and on every change (`Always`).
    #[default]
    Always,
    /// Only when the account is made (`ObjectAddOnly`).
    OnCreate,
    /// Only where the account has no value (`AttributeAddOnly`).
    WhenTargetEmpty,
    /// Values are added to a multi-valued attribute, none is taken away (`MultiValueAddOnly`).
    AddValues,
    /// Where the account has a value, values are added and none is taken away (`ValueAddOnly`).
    AddValue,
}

/// What happens to the account's value when the source has none. Entra only ever keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WhenEmpty {
    /// It stays.
    #[default]
    Keep,
    /// It is taken away.
    Clear,
    /// It is replaced by the default value.
    Default,
}
