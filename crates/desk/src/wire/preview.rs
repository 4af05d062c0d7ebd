//! What mappings and scoping filters would do, for everybody known, before they are saved.

use scimdesk_mapping::model::{Mappings, ObjectKind, RequestProfile};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{Completeness, Window};

/// Evaluate mappings for everybody in scope; a job.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewMappings {
    pub tenant: String,
    pub object: ObjectKind,
    /// `None`: the saved ones.
    pub mappings: Option<Mappings>,
    /// Only the mapping with this target; `None`: all of them.
    pub target: Option<String>,
    pub compare: CompareWith,
}

/// What the outcome is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompareWith {
    /// What the saved mappings give.
    Saved,
    /// What the accounts have, as cached.
    Accounts,
}

/// What a preview found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewSummary {
    pub preview: String,
    pub object: ObjectKind,
    pub target: Option<String>,
    pub compare: CompareWith,
    /// Whom it was evaluated for.
    pub people: u64,
    /// Not in scope, and not evaluated.
    pub out_of_scope: u64,
    /// Each person counts once, in the first of these that is true of one of the mappings.
    pub counts: Vec<PreviewCount>,
    /// How complete the list of accounts is that they were compared with, and why.
    pub accounts: Option<AccountsCompared>,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewCount {
    pub outcome: PreviewOutcome,
    pub count: u64,
}

/// The list of accounts that people were compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountsCompared {
    pub count: u64,
    pub completeness: Completeness,
    pub evidence: String,
}

/// What comes of a person. In the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PreviewOutcome {
    /// A mapping fails, or a required attribute has no value.
    Failed,
    /// Another person has the same value where the target wants it unique.
    Duplicate,
    /// Longer than the target takes.
    TooLong,
    /// There is no account yet (compared with accounts only).
    New,
    /// Another value.
    Changed,
    /// A reference to other objects: the directory's ids cannot be compared with the app's.
    NotCompared,
    /// It is another value, and nothing is sent: no account is made for a disabled person, or an action is switched off.
    NotSent,
    /// No value.
    Empty,
    /// The same value.
    Equal,
}

/// Rows of a preview.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewPage {
    pub preview: String,
    /// `None`: everybody.
    pub outcome: Option<PreviewOutcome>,
    pub window: Window,
}

/// One person of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// The id in the directory.
    pub person: String,
    pub name: String,
    /// The account's id, where one was found.
    pub account: Option<String>,
    pub outcome: PreviewOutcome,
    /// The mappings that matter to the outcome, in their order; of an equal person the one asked for.
    pub attributes: Vec<PreviewedAttribute>,
}

/// What comes of one attribute.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewedAttribute {
    pub target: String,
    pub outcome: PreviewOutcome,
    pub from: Option<Value>,
    pub to: Option<Value>,
    /// Why, where that is not plain from the values.
    pub reason: Option<String>,
}

/// Ask who is in scope; a job.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewScope {
    pub tenant: String,
    pub object: ObjectKind,
    pub mappings: Mappings,
}

/// Who is in and out, by a draft, and who would change sides against what is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeSummary {
    pub preview: String,
    pub object: ObjectKind,
    pub inside: u64,
    pub outside: u64,
    pub entering: u64,
    pub leaving: u64,
    /// For whom a clause could not be asked: no number where one is compared.
    pub warnings: u64,
}

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScopeSide {
    Inside,
    Outside,
    Entering,
    Leaving,
}

/// Rows of one side.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopePage {
    pub preview: String,
    pub side: ScopeSide,
    pub window: Window,
}

/// One person, and why they are on that side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeRow {
    pub person: String,
    pub name: String,
    pub reason: String,
}

/// Why somebody is in scope, or not.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExplainScope {
    pub tenant: String,
    pub object: ObjectKind,
    /// The id in the directory; for people also a user name or a name.
    pub person: String,
    /// `None`: the saved ones.
    pub mappings: Option<Mappings>,
}

/// The answer, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeExplanation {
    pub person: String,
    pub name: String,
    pub in_scope: bool,
    /// The whole in one sentence.
    pub sentence: String,
    pub steps: Vec<ScopeStep>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeStep {
    /// "Assigned", "EMEA sales".
    pub title: String,
    /// `None`: it was not asked, since another answer decided.
    pub passed: Option<bool>,
    pub sentence: String,
    /// The clauses of a filter.
    pub clauses: Vec<ClauseAnswer>,
}

/// A clause and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClauseAnswer {
    /// `department EQUALS "sales"`
    pub clause: String,
    pub passed: bool,
    /// The value that was asked, or why it could not be.
    pub sentence: String,
}

/// Scoping filters as text, and back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeText {
    pub text: String,
}

/// Scoping filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeFilters {
    pub filters: Vec<scimdesk_mapping::model::FilterGroup>,
}

/// What was read of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeRead {
    /// `None` where the text cannot be read.
    pub filters: Option<Vec<scimdesk_mapping::model::FilterGroup>>,
    pub problem: Option<super::ExpressionProblem>,
}

/// Build the exact requests for one person, without sending them.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BuildRequests {
    pub tenant: String,
    pub object: ObjectKind,
    pub person: String,
    /// `None`: the saved ones.
    pub mappings: Option<Mappings>,
    /// `None`: as the mappings say.
    pub profile: Option<RequestProfile>,
}

/// The requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BuiltRequests {
    pub profile: RequestProfile,
    /// What would be sent if there were no account.
    pub create: Vec<BuiltRequest>,
    /// What would be sent to the account that was found, by the cache; `None` where none was found. Empty: it is as it should be.
    pub update: Option<Vec<BuiltRequest>>,
    pub account: Option<String>,
    /// What is left out, and why: one sentence each.
    pub notes: Vec<String>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BuiltRequest {
    pub method: String,
    /// After the tenant URL.
    pub path: String,
    /// JSON, indented.
    pub body: String,
}
