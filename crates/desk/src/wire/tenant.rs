use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Completeness, ConnectionVerdict, SecretText};

/// An app of the gallery, as the window needs it to add a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppSummary {
    /// Stable id: `wedo`, `workgrid`, `workteam`, `ideo`, `documo`, `custom`.
    pub id: String,
    pub name: String,
    /// The vendor's host, for people.
    pub vendor: String,
    /// The app's own word for the tenant URL ("Base Url").
    pub url_label: String,
    /// The app's own word for the token ("Bearer Token").
    pub token_label: String,
    /// Where the admin finds both.
    pub where_to_find: String,
    /// Known URL, such as `https://api.documo.com/scim/v2`.
    pub url_example: Option<String>,
    /// Whether the app has groups over SCIM; `None` where nobody knows.
    pub has_groups: Option<bool>,
    /// The vendor's tutorial or help page, as text.
    pub help_url: Option<String>,
    /// What an admin should know of this app.
    pub about: String,
    /// What one must have bought and be, in one sentence.
    pub plan: Option<String>,
    /// What it documents to do over SCIM, for people: "Create accounts".
    pub capabilities: Vec<String>,
    /// The way from nothing to provisioning, as the vendor's tutorial goes, one sentence a step.
    pub steps: Vec<SetUpStep>,
    /// What of this is not verified, in one sentence.
    pub unverified: Option<String>,
}

/// A step of an app's tutorial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetUpStep {
    /// Where it is done: `app` or `scimdesk`.
    pub place: String,
    pub text: String,
}

/// How much an admin lets Scimdesk change in a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SafetyLevel {
    /// Nothing is ever sent that changes anything. The default of a new tenant.
    ReadOnly,
    /// Each change is shown with its effect before it is sent.
    Review,
    /// As `Review`, but scripts need no confirmation.
    Trusted,
}

/// What the tenant is used for: a colour band and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    Production,
    Test,
    Practice,
}

/// State of a tenant in the list on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TenantState {
    /// The last test or request went well.
    Reachable,
    /// It did not: see `last_test`.
    NeedsAttention,
    NeverTested,
}

/// A tenant, without its token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tenant {
    pub id: String,
    pub name: String,
    /// Gallery id.
    pub app: String,
    /// The app's name, for people.
    pub app_name: String,
    /// As normalised; for display. Requests use the URL kept beside the token in the vault.
    pub url: String,
    pub safety: SafetyLevel,
    pub environment: Environment,
    /// Requests a second, at most.
    pub rate: f64,
    /// PEM of the admin's own certificate authorities for this tenant, where set.
    pub extra_ca: Option<String>,
    pub state: TenantState,
    pub last_test: Option<LastTest>,
    pub users: Option<ListingSummary>,
    pub groups: Option<ListingSummary>,
    /// Whether the app has groups over SCIM: as its server last showed, else as its vendor writes; `None` where nobody knows.
    pub groups_offered: Option<bool>,
    #[ts(type = "string")]
    pub created_at: Timestamp,
}

/// The last connection test in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastTest {
    #[ts(type = "string")]
    pub at: Timestamp,
    pub verdict: ConnectionVerdict,
    /// The one sentence.
    pub sentence: String,
}

/// Count, age and completeness of what is cached of one resource type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListingSummary {
    /// Accounts or groups held, those not seen in the last listing included.
    pub count: u64,
    pub active: Option<u64>,
    pub inactive: Option<u64>,
    /// Held from before, but absent from the last listing, which was not proven complete.
    pub not_seen: u64,
    #[ts(type = "string")]
    pub fetched_at: Timestamp,
    pub completeness: Completeness,
    /// Why, in one sentence: "The server stopped after 50 without saying why."
    pub evidence: String,
}

/// A new tenant. Names are unique, whatever the letter case.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddTenant {
    pub name: String,
    /// Gallery id; `custom` for any SCIM app.
    pub app: String,
    pub url: String,
    #[ts(type = "string")]
    pub token: SecretText,
    pub safety: Option<SafetyLevel>,
    pub environment: Option<Environment>,
    pub extra_ca: Option<String>,
}

/// Changes to a tenant; absent fields stay.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateTenant {
    pub id: String,
    pub name: Option<String>,
    pub safety: Option<SafetyLevel>,
    pub environment: Option<Environment>,
    /// 0.1 to 1,000 requests a second.
    pub rate: Option<f64>,
    /// Empty text removes it.
    pub extra_ca: Option<String>,
}

/// A new token, and with it possibly a new URL: the two are replaced together or not at all.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceCredential {
    pub tenant: String,
    pub url: Option<String>,
    #[ts(type = "string")]
    pub token: SecretText,
}

/// Names one tenant by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantId {
    pub tenant: String,
}
