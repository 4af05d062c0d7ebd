//! What mappings give for one person.

use std::borrow::Cow;

use crate::{
    expression::{EvaluateError, Role},
    model::{AttributeDefinition, AttributeMapping},
};

/// What one mapping gives for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow<'m> {
    /// The mapping.
    pub mapping: &'m AttributeMapping,
    /// The definition of its target: the attribute list's, or one made up from the path where the list has none.
    pub definition: Cow<'m, AttributeDefinition>,
    /// What it gives.
    pub result: FlowResult,
}

/// What a mapping gives, before an account is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowResult {
    /// A value of the target's type.
    Value(TargetValue),
    /// The source has no value. On creation the default is used, where there is one; later what [`WhenEmpty`](crate::model::WhenEmpty) says.
    Empty,
    /// The attribute is left out of this change (`IgnoreFlowIfNullOrEmpty`), or the mapping has no source.
    NotFlowed,
    /// There is a value, but it does not fit the target, or there is an error and no value.
    Failed(FlowError),
}

/// Why a mapping gives nothing that can be sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FlowError {
    /// The expression fails for this person.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// The value is not of the target's type: `yes` for a boolean.
    #[error("`{value}` is no {kind}")]
    WrongType {
        /// The value, shortened.
        value: String,
        /// The type that the target wants, in lower case.
        kind: &'static str,
    },
    /// Several values for a target that holds one.
    #[error("{count} values for an attribute that holds one")]
    SeveralValues {
        /// How many.
        count: usize,
    },
}

/// A value of the target's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetValue {
    /// Text, a date in RFC 3339, or base64.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// The values of a multi-valued attribute.
    Texts(Vec<String>),
    /// The ids, in the directory, of the objects that are referred to. One for a single-valued attribute.
    References(Vec<String>),
    /// App roles.
    Roles {
        /// In their order.
        roles: Vec<Role>,
        /// Whether they replace the roles that the account has.
        replace: bool,
    },
}
