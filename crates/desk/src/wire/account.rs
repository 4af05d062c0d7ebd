use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Completeness, ResourceKind, Window};

/// A row of the users list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// The server's id, as text.
    pub id: String,
    /// Display name, else formatted name, else given and family name, else user name.
    pub name: String,
    pub user_name: Option<String>,
    pub email: Option<String>,
    pub external_id: Option<String>,
    /// `None`: the server did not say.
    pub active: Option<bool>,
    pub title: Option<String>,
    pub department: Option<String>,
    /// Known memberships; `None` where group members are unknown.
    pub groups: Option<u32>,
    /// `meta.created`
    #[ts(type = "string | null")]
    pub created: Option<Timestamp>,
    /// `meta.lastModified`
    #[ts(type = "string | null")]
    pub last_modified: Option<Timestamp>,
    /// When a listing or a read last returned it.
    #[ts(type = "string")]
    pub last_seen: Timestamp,
    /// Absent from the last listing, which was not proven complete.
    pub not_seen: bool,
}

/// A row of the groups list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupRow {
    pub id: String,
    pub name: String,
    pub external_id: Option<String>,
    /// `None`: the server returned no members; unknown, not empty.
    pub members: Option<u32>,
    #[ts(type = "string | null")]
    pub last_modified: Option<Timestamp>,
    #[ts(type = "string")]
    pub last_seen: Timestamp,
    pub not_seen: bool,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    #[default]
    Name,
    UserName,
    Email,
    ExternalId,
    Active,
    Title,
    Department,
    Created,
    LastModified,
    Members,
}

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Substring of display name, user name, e-mail or external id, whatever the letter case.
    pub search: String,
    /// Users only: `true` active, `false` inactive.
    pub active: Option<bool>,
    pub sort: SortKey,
    pub descending: bool,
}

/// A window over the accounts or groups of a tenant.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPage {
    pub tenant: String,
    #[serde(default)]
    pub query: ListQuery,
    pub window: Window,
}

/// Names one account or group.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResourceId {
    pub tenant: String,
    pub kind: ResourceKind,
    pub id: String,
}

/// Find the one account that an id or a user name means.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindAccount {
    pub tenant: String,
    /// An id, or a user name in any letter case.
    pub text: String,
}

/// An account that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundAccount {
    pub id: String,
    pub name: String,
    pub user_name: Option<String>,
}

/// One attribute in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttributeView {
    /// The path as SCIM writes it: `emails[type eq "work"].value`.
    pub path: String,
    /// In plain words: "E-mail (work)".
    pub label: String,
    /// As text; long values whole.
    pub value: String,
}

/// Attributes of one schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttributeGroup {
    /// Schema URN.
    pub schema: String,
    /// In plain words: "User", "Enterprise", else the URN.
    pub label: String,
    pub attributes: Vec<AttributeView>,
}

/// A link to another resource of the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResourceLink {
    pub kind: ResourceKind,
    pub id: String,
    /// Its display name where known, else its id.
    pub name: String,
    /// Whether the cache holds it, so that it can be opened.
    pub known: bool,
}

/// Everything known of one account or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDetail {
    pub kind: ResourceKind,
    pub id: String,
    pub name: String,
    pub user_name: Option<String>,
    pub active: Option<bool>,
    pub attributes: Vec<AttributeGroup>,
    /// An account's groups or a group's members: the first 200; page on with `links_page`.
    pub links: Vec<ResourceLink>,
    /// `None`: unknown, because no listing or answer told.
    pub links_total: Option<u64>,
    /// The server's JSON, indented, as it came.
    pub raw: String,
    #[ts(type = "string")]
    pub last_seen: Timestamp,
    pub not_seen: bool,
    pub completeness: Option<Completeness>,
}

/// A window over the links of one account or group.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinksPage {
    pub resource: ResourceId,
    pub window: Window,
}

/// A SCIM filter to run on the server.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerFilter {
    pub tenant: String,
    pub kind: ResourceKind,
    /// RFC 7644 §3.4.2.2.
    pub filter: String,
    /// How many to fetch at most; 1,000 where absent.
    pub limit: Option<u32>,
}

/// What the server answered to a filter. Each hit is checked here too: servers get filters wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerFilterOutcome {
    pub accounts: Vec<AccountRow>,
    pub groups: Vec<GroupRow>,
    /// `totalResults` as the server said it.
    pub server_total: Option<u64>,
    /// Hits that do not satisfy the filter when checked here: a sign that the server ignored it.
    pub not_matching: u64,
    pub completeness: Completeness,
    /// What to know of this answer, in one sentence.
    pub evidence: String,
    pub elapsed_ms: u64,
}

/// A filter to check while it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckFilter {
    pub filter: String,
}

/// Whether a filter can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterAdvice {
    /// Printed back in canonical form.
    pub canonical: Option<String>,
    pub problem: Option<String>,
    /// Column of the problem, counted in characters from 1.
    pub column: Option<u32>,
}
