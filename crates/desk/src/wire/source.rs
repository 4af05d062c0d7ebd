//! Directories that are read over the network or from a file again and again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Completeness, DeskError, SecretText};

/// Where a directory is read from. Secrets are in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DirectorySource {
    EntraId(EntraIdSource),
    Ldap(LdapSource),
    /// A CSV or JSON file on this computer.
    File(FileSource),
    /// Another tenant's accounts and groups.
    Tenant {
        tenant: String,
    },
}

/// Microsoft Graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntraIdSource {
    pub cloud: EntraCloud,
    /// Directory (tenant) id or a verified domain.
    pub directory: String,
    /// Application (client) id.
    pub client: String,
    pub sign_in: EntraSignIn,
    /// Service principal (object id) whose app role assignments are the assignments.
    pub service_principal: Option<String>,
    /// Attributes of users besides those that are always read.
    pub attributes: Vec<String>,
    pub groups: bool,
    /// Another endpoint for sign-in and Graph, loopback only: a practice Graph.
    pub endpoint: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntraCloud {
    #[default]
    Global,
    UsGov,
    UsGovDod,
    China,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntraSignIn {
    Secret,
    /// A PEM of certificate and private key.
    Certificate,
    /// A person signs in with a code, in a browser.
    DeviceCode,
}

/// An LDAP server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct LdapSource {
    /// `ldaps://dc1.example.com`, `ldap://dc1.example.com:389`
    pub url: String,
    pub start_tls: bool,
    /// PEM of authorities of one's own.
    pub extra_ca: Option<String>,
    /// Who signs in; empty: nobody (anonymous).
    pub bind_dn: String,
    pub base: String,
    pub people_filter: String,
    pub groups_filter: String,
    /// The attribute that tells entries apart for good: `objectGUID`, `entryUUID`.
    pub id_attribute: String,
    /// Source attributes of people by LDAP attributes: (`userPrincipalName`, `mail`).
    pub attributes: Vec<(String, String)>,
    /// `member`, `uniqueMember`, `memberUid`
    pub member_attribute: String,
    pub group_name_attribute: String,
    pub watermark: LdapWatermark,
    pub page_size: u32,
    /// What it means that a person is nowhere to be found any more.
    #[ts(optional, as = "Option<AbsentMeans>")]
    pub absent: AbsentMeans,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LdapWatermark {
    /// Active Directory.
    UsnChanged,
    /// `OpenLDAP` and others.
    #[default]
    ModifyTimestamp,
    /// Everything is read each time.
    None,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileSource {
    pub path: String,
    /// Headers and their source attributes; empty: as known headers go.
    pub columns: Vec<(String, String)>,
    /// `None`: as the file suggests.
    pub id_attribute: Option<String>,
    /// What it means that a person is no longer in the file.
    pub absent: AbsentMeans,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AbsentMeans {
    /// As soft-deleted in Microsoft Entra ID: the account is switched off.
    #[default]
    Disabled,
    /// As deleted for good.
    Deleted,
}

/// A directory to connect.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectDirectory {
    /// `None`: a new one.
    pub directory: Option<String>,
    pub name: String,
    pub source: DirectorySource,
    /// Client secret, PEM of certificate and key, or password. `None`: the one saved before, or none is needed.
    #[ts(type = "string | null")]
    pub secret: Option<SecretText>,
}

/// Test a directory; a job. Nothing is kept.
#[expect(clippy::large_enum_variant, reason = "read once, and gone")]
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TestDirectory {
    Saved {
        directory: String,
    },
    Draft {
        source: DirectorySource,
        #[ts(type = "string | null")]
        secret: Option<SecretText>,
    },
}

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryReport {
    #[ts(type = "string")]
    pub at: Timestamp,
    pub works: bool,
    /// In one sentence.
    pub sentence: String,
    pub stages: Vec<DirectoryStage>,
    /// Attributes that its people have, with a sample each.
    pub attributes: Vec<DirectoryAttribute>,
    pub people: Option<u64>,
    pub groups: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryStage {
    pub name: String,
    /// `None`: not reached.
    pub passed: Option<bool>,
    pub detail: String,
    pub error: Option<DeskError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryAttribute {
    /// As the directory calls it.
    pub name: String,
    /// The source attribute that it is taken for.
    pub attribute: String,
    pub sample: Option<String>,
}

/// Read a directory anew; a job.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefreshDirectory {
    pub directory: String,
    /// Everything, and not only changes.
    pub full: bool,
    /// Also where more than half of the people, or of the groups, would leave.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub anyway: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryRefreshed {
    pub directory: String,
    pub full: bool,
    pub people: u64,
    pub groups: u64,
    pub added: u64,
    pub changed: u64,
    pub removed: u64,
    /// Whether it is all there is.
    pub completeness: Completeness,
    pub evidence: String,
    pub notes: Vec<String>,
}

/// How a directory is read, where it is read again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryConnection {
    pub directory: String,
    pub name: String,
    pub source: DirectorySource,
    pub has_secret: bool,
    #[ts(type = "string | null")]
    pub refreshed_at: Option<Timestamp>,
    pub completeness: Option<Completeness>,
    pub evidence: Option<String>,
    pub last_test: Option<DirectoryReport>,
}

/// The code with which a person signs in, in a browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceCode {
    pub code: String,
    pub url: String,
    pub sentence: String,
    #[ts(type = "string")]
    pub expires_at: Timestamp,
    /// Ends when the person has signed in.
    pub job: String,
}
