//! Where people come from, who they are, and who is assigned to an app.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppRole, Window};

/// A directory: people and groups, kept in the cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    pub id: String,
    pub name: String,
    pub origin: DirectoryOrigin,
    pub people: u64,
    pub groups: u64,
    #[ts(type = "string")]
    pub imported_at: Timestamp,
    /// The tenants that take their people from it, by name.
    pub tenants: Vec<String>,
    /// What is odd about it, one sentence each: managers in a circle, members that do not exist.
    pub notes: Vec<String>,
}

/// Where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum DirectoryOrigin {
    Csv { file: String },
    Json { file: String },
    Tenant { tenant: String },
    EntraId { directory: String },
    Ldap { url: String },
}

/// A file of people to look at. Nothing is kept yet.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadPeople {
    pub file_name: String,
    /// The file's bytes, base64.
    pub content: String,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleReading {
    /// To be named when it is kept.
    pub reading: String,
    /// `csv` or `json`.
    pub format: String,
    /// Of a CSV file: "UTF-8", "windows-1252", and the separator.
    pub encoding: Option<String>,
    pub people: u64,
    pub groups: u64,
    pub columns: Vec<PeopleColumn>,
    /// The attribute proposed as the id.
    pub id_attribute: Option<String>,
    /// The first rows that cannot be used.
    pub rejected: Vec<RejectedRow>,
    pub rejected_total: u64,
    pub notes: Vec<String>,
}

/// A column of a file, or an attribute of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleColumn {
    pub header: String,
    /// The source attribute that it is taken for; the header itself where none is known.
    pub attribute: String,
    pub filled: u64,
    /// The first different values.
    pub samples: Vec<String>,
}

/// Assignments whose person or group the tenant's directory does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LostAssignments {
    pub lost: u64,
    pub all: u64,
}

/// Rows that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RejectedRows {
    pub first: Vec<RejectedRow>,
    pub total: u64,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RejectedRow {
    /// From 1, the header included; of JSON the place in the list.
    pub line: u64,
    pub reason: String,
}

/// Keep what was read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeepPeople {
    pub reading: String,
    /// `None`: a new directory. Otherwise its people are replaced.
    pub directory: Option<String>,
    /// Of a new one.
    pub name: String,
    /// Columns not named are left out.
    pub columns: Vec<ColumnChoice>,
    /// The attribute that tells people apart for good.
    pub id_attribute: String,
}

/// Which attribute a column is.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnChoice {
    pub header: String,
    pub attribute: String,
}

/// Take the accounts and groups cached of a tenant as people and groups.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakePeople {
    pub tenant: String,
    /// `None`: a new directory. Otherwise its people are replaced.
    pub directory: Option<String>,
    pub name: String,
}

/// What a directory's people would become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleChange {
    pub before: u64,
    pub after: u64,
    /// People who are not in it yet.
    pub added: u64,
    /// People who would no longer be in it.
    pub vanished: u64,
}

impl PeopleChange {
    /// Whether more than half of the people would vanish, which is more likely a wrong file than a true change.
    pub fn loses_most(self) -> bool {
        self.vanished * 2 > self.before
    }
}

/// Names one directory by id.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryId {
    pub directory: String,
}

/// Rows of a directory's people, or groups, by name.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePage {
    pub directory: String,
    /// Part of the name, user name, e-mail or id.
    pub search: String,
    pub window: Window,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub user_name: Option<String>,
    pub mail: Option<String>,
    pub department: Option<String>,
    /// `accountEnabled`; `None`: the directory does not say.
    pub enabled: Option<bool>,
}

/// A group of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryGroupRow {
    pub id: String,
    pub name: String,
    /// People and groups directly in it.
    pub members: u64,
}

/// Names one person.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonId {
    pub directory: String,
    pub person: String,
}

/// A person, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonDetail {
    pub row: PersonRow,
    pub attributes: Vec<PersonAttribute>,
    /// The groups that have this person as a direct member.
    pub groups: Vec<DirectoryGroupRow>,
}

/// An attribute of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonAttribute {
    pub name: String,
    pub values: Vec<String>,
}

/// From which directory a tenant takes its people.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseDirectory {
    pub tenant: String,
    pub directory: Option<String>,
}

/// A person or a group of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    Person,
    Group,
}

/// Who is assigned to an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Principal {
    pub kind: PrincipalKind,
    pub id: String,
}

/// Rows of a tenant's assignments, by name.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentsPage {
    pub tenant: String,
    pub search: String,
    pub window: Window,
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentRow {
    pub principal: Principal,
    /// `None`: the directory has no such person or group any more.
    pub name: Option<String>,
    /// `None`: *Default Access*.
    pub role: Option<AppRole>,
    /// Of a group: its direct members that are people.
    pub people: Option<u64>,
}

/// Assign people and groups. Who is assigned already gets the role.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssignPrincipals {
    pub tenant: String,
    pub principals: Vec<Principal>,
    pub role: Option<AppRole>,
}

/// Take assignments away.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnassignPrincipals {
    pub tenant: String,
    pub principals: Vec<Principal>,
}
