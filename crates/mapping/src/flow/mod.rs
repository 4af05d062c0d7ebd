//! What mappings give for one person, and what of it is sent.
//!
//! [`CompiledObject`] is made once of an object's mappings and evaluated for many people; [`Flow::on_create`] and [`Flow::on_update`] say
//! what is sent of a result. Everything is evaluated on the whole person, never on changed attributes alone.
//!
//! # Decided where the documentation is silent
//!
//! - **Empty text** is a value of a target that holds one text, whether an attribute or an expression gives it. A target of another type
//!   has no such value: it counts as none, and so do empty texts among the values of a multi-valued target.
//! - **Booleans** are `true` and `false` in any letter case. `1`, `yes` and the like are an error; `CBool` and `Switch` make a boolean of them.
//! - **Integers** are whole numbers of 64 bits.
//! - **Dates** are taken with the year first (RFC 3339, `2021-07-02`; without an offset they are UTC) or as the date functions write them
//!   (`7/2/2021 3:33:38 PM`), and are given as RFC 3339 in UTC. Other orders are an error, since they mean different days to different people.
//! - **Binary** is base64 or base64url, padded or not, and stays as it is.
//! - **Several values** for a target that holds one are an error; a list of one is its value. One value for a multi-valued target is a list
//!   of one.
//! - **App roles** go whole into a whole attribute (`roles`), whatever the attribute list says of its values. Into a part of one
//!   (`roles[primary eq "True"].value`) goes the name of one; several are an error.
//! - **A mapping without source** gives [`FlowResult::Empty`] if it has a default, so that the default fills what is empty, and else
//!   [`FlowResult::NotFlowed`].
//! - **A target that the attribute list does not have** holds one text.

mod account;
mod compile;
mod convert;
mod send;

pub use account::same;
pub use compile::CompiledObject;
pub(crate) use compile::{constant_value, default_value, definition_of};
pub(crate) use convert::type_name;
pub use send::Sent;

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
    /// The attribute is left out of this change (`IgnoreFlowIfNullOrEmpty`), or the mapping has neither source nor default.
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
        /// The type that the target wants, as RFC 7643 §2.3 names it: `dateTime`.
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
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// The values of a multi-valued attribute; at least one. Those of another type than text are in its form: `true`, `5`, RFC 3339.
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

/// A value as one text, for lists and for people: several values with commas between them, roles by their names.
pub fn text_of(value: &TargetValue) -> String {
    match value {
        TargetValue::Text(text) => text.clone(),
        TargetValue::Boolean(value) => value.to_string(),
        TargetValue::Integer(number) => number.to_string(),
        TargetValue::Texts(values) | TargetValue::References(values) => values.join(", "),
        TargetValue::Roles { roles, .. } => roles.iter().filter_map(Role::name).collect::<Vec<_>>().join(", "),
    }
}
