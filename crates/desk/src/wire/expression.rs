//! Expressions of attribute mappings, and what they give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An expression, and whom to evaluate it for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateExpression {
    pub expression: String,
    /// A JSON object: attributes by name. A list holds several values.
    pub person: String,
    /// What `DefaultDomain` gives.
    pub default_domain: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvaluatedExpression {
    pub outcome: ExpressionOutcome,
    /// What is not wrong, and good to know: where Entra answers otherwise, and what is written unusually.
    pub notes: Vec<ExpressionNote>,
}

/// `{"value": …}`, `{"flow": false}` or `{"error": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum ExpressionOutcome {
    /// The value; null where there is none.
    Value { value: Option<ExpressionValue> },
    /// The attribute is left out of the change. `flow` is always false.
    NoFlow { flow: bool },
    /// There is no value, and why.
    Error { error: ExpressionProblem },
}

/// A value: a text, several texts, or app roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum ExpressionValue {
    Text(String),
    Texts(Vec<String>),
    Roles(Vec<AppRole>),
}

/// An app role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppRole {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub display_name: Option<String>,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionProblem {
    /// Stable: a code of the expression language, `person_invalid` or `attribute_unusable`.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// Where in the expression, in UTF-16 units from 0; `None` where it is about the person.
    pub offset: Option<usize>,
    /// How long that part is, in UTF-16 units.
    pub length: Option<usize>,
    /// What to do.
    pub next: Option<String>,
}

/// What is good to know of a part of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionNote {
    pub code: String,
    pub message: String,
    pub offset: usize,
    pub length: usize,
    /// Whether Entra gives another result.
    pub differs_from_entra: bool,
}
