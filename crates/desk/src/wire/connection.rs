use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorCode, Evidence, SecretText};

/// What to test: a saved tenant, or a URL and token not saved yet.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TestTarget {
    Tenant {
        tenant: String,
    },
    Draft {
        app: String,
        url: String,
        #[ts(type = "string")]
        token: SecretText,
        extra_ca: Option<String>,
    },
}

/// Advice on a tenant URL while it is typed. Makes no request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UrlAdvice {
    /// The URL requests would go to; absent while it cannot be used.
    pub normalised: Option<String>,
    /// A better URL to offer with one click.
    pub suggestion: Option<String>,
    /// What was noticed, in sentences.
    pub notes: Vec<String>,
    /// Why it cannot be used.
    pub problem: Option<String>,
}

/// A URL to look at.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckUrl {
    pub app: String,
    pub url: String,
}

/// The outcome of a whole connection test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionVerdict {
    Works,
    /// It works, and something should be looked at (an open `/Users`, a certificate about to expire).
    WorksWithWarnings,
    Fails,
}

/// The stages, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageId {
    Url,
    Name,
    Tcp,
    Tls,
    Token,
    /// `GET /Users?filter=userName eq "<random>"` answers 200 and an empty list, as Entra tests.
    EmptyMatch,
    Users,
    Groups,
    ServiceProviderConfig,
    ResourceTypes,
    Schemas,
    /// Whether `/Users` answers without a token.
    OpenDoor,
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageOutcome {
    Running,
    Passed,
    /// The app does not offer it; nothing is wrong.
    NotOffered,
    Warning,
    Failed,
    /// Tried, and it cannot be told from what came back.
    NotKnown,
    /// Not tried, because an earlier stage failed or it does not apply (TLS on loopback).
    Skipped,
}

/// One stage of the report; sent again each time it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    pub id: StageId,
    /// "The token is accepted"
    pub title: String,
    pub outcome: StageOutcome,
    pub elapsed_ms: Option<u64>,
    /// The result in one sentence.
    pub sentence: Option<String>,
    pub evidence: Option<Evidence>,
}

/// What the server said it supports, or showed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    pub users: Option<u64>,
    pub groups: Option<u64>,
    /// `None` where nothing tells.
    pub groups_offered: Option<bool>,
    pub patch: Option<bool>,
    pub filter: Option<bool>,
    pub sort: Option<bool>,
    pub etag: Option<bool>,
    pub bulk: Option<bool>,
    pub max_results: Option<u64>,
    /// URNs of the schemas that `/Schemas` lists.
    pub schemas: Vec<String>,
}

/// A finished connection test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    #[ts(type = "string")]
    pub at: Timestamp,
    pub verdict: ConnectionVerdict,
    /// One bold sentence: it works, or what is wrong and who can mend it.
    pub sentence: String,
    /// What to do next, where it fails or warns.
    pub next: Option<String>,
    /// The code of the first failure.
    pub code: Option<ErrorCode>,
    /// A URL to offer with one click, where the URL is what is wrong.
    pub suggested_url: Option<String>,
    pub warnings: Vec<String>,
    pub stages: Vec<Stage>,
    pub capabilities: Capabilities,
    pub elapsed_ms: u64,
}
