//! Directories that are read over the network, again and again: first everything, afterwards what changed.
//!
//! A [`Source`] answers two questions: does it work ([`Source::test`], in stages), and who is there ([`Source::fetch`]). What it
//! fetches says whether it is all there is, because nobody may be taken for gone who was merely not shown.

use std::{future::Future, time::Duration};

use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;

use crate::{import::Person, roster::Member};

/// A directory.
pub trait Source: Send + Sync {
    /// Goes through the stages in order, up to the first that fails; `progress` is told of each as it ends. Changes nothing.
    fn test(&self, progress: &(dyn Fn(&Stage) + Sync)) -> impl Future<Output = SourceReport> + Send;

    /// Reads everything, or what changed since a watermark that an earlier fetch gave.
    ///
    /// [`SourceError::WatermarkExpired`] where the source no longer knows the watermark: the caller begins anew without one.
    fn fetch(
        &self,
        since: Option<&str>,
        progress: &(dyn Fn(SourceProgress) + Sync),
        cancel: &CancellationToken,
    ) -> impl Future<Output = Result<Fetched, SourceError>> + Send;

    /// How those left who are not among [`Fetched::present`] any more. Everybody is told once.
    fn whereabouts(
        &self,
        missing: &[Member],
    ) -> impl Future<Output = Result<Vec<(Member, Removed)>, SourceError>> + Send {
        let gone = missing.iter().map(|member| (member.clone(), Removed::Hard)).collect();
        std::future::ready(Ok(gone))
    }
}

/// How far a fetch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceProgress {
    /// People read so far.
    pub people: u64,
    /// Groups read so far.
    pub groups: u64,
    /// How many objects there are in all, where the source says so.
    pub total: Option<u64>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// `true`: everybody there is, so far as [`complete`](Self::complete). `false`: only who changed.
    pub full: bool,
    /// People, new and changed, each whole. `attributes` has `objectId`; `manager` is the manager's id.
    pub people: Vec<Person>,
    /// Groups, new and changed.
    pub groups: Vec<SourceGroup>,
    /// Whether groups are read at all. `false`: nothing is said of any, and none is missing because it did not come.
    pub reads_groups: bool,
    /// Who left, by id. Of a full fetch, those whom the source itself says to be deleted.
    pub removed: Vec<(Member, Removed)>,
    /// Of a fetch of changes: everybody there is, by id, where the source tells who left by their absence.
    pub present: Option<Vec<Member>>,
    /// App role assignments, all of them; `None` where the source has none to give.
    pub assignments: Option<Vec<SourceAssignment>>,
    /// For the next fetch; `None` where it has to be a full one.
    pub watermark: Option<String>,
    /// Whether this, with what the watermark stands for, is all there is; else why that is not proven.
    pub complete: Result<(), Incomplete>,
    /// What is odd.
    pub notes: Vec<SourceNote>,
}

/// A group as its source has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceGroup {
    /// Tells groups apart for good.
    pub id: String,
    /// Its name.
    pub name: String,
    /// All attributes but the members.
    pub attributes: Map<String, Value>,
    /// Its direct members, all of them; `None`: as before, but for [`member_changes`](Self::member_changes).
    pub members: Option<Vec<Member>>,
    /// Who came in (`true`) or went (`false`), in order.
    pub member_changes: Vec<(Member, bool)>,
}

/// How somebody left a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Removed {
    /// May come back: in a recycle bin, or no longer found by the filter.
    Soft,
    /// Gone for good.
    Hard,
}

/// Who is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceAssignment {
    /// The person or group.
    pub principal: Member,
    /// Id of the app role; all zeros where none is chosen.
    pub role: String,
    /// The role's value, as tokens carry it.
    pub role_value: Option<String>,
    /// The role's name, as people see it.
    pub role_name: Option<String>,
}

/// Why a fetch may not be all there is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Incomplete {
    /// The server returns only so many entries (LDAP sizeLimitExceeded, RFC 4511 §4.1.9), or stopped by another limit.
    Limit {
        /// Entries that came until then.
        entries: u64,
        /// As the server says it.
        detail: String,
    },
    /// Parts are in other servers that were named and not asked.
    Referrals {
        /// How many.
        referrals: u64,
        /// The first.
        first: String,
    },
    /// Entries without the id, who are left out.
    NoId {
        /// How many.
        entries: u64,
        /// Where the first is.
        first: String,
    },
    /// Two entries have the same id.
    IdTwice {
        /// The id.
        id: String,
    },
    /// Rows or objects that cannot be read.
    Unreadable {
        /// How many.
        rows: u64,
        /// What is wrong with the first.
        first: String,
    },
    /// It is one page of several.
    MorePages,
    /// Where it was taken from could not prove it.
    Unproven {
        /// Why not.
        detail: String,
    },
    /// Nobody at all was found, which is likelier a mistake than the truth.
    Nobody,
}

/// What is odd about people and groups that can be used all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceNote {
    /// As of a file.
    People(crate::Note),
    /// Other servers were named and not asked.
    ReferralsNotFollowed {
        /// How many.
        referrals: u64,
        /// The first.
        first: String,
    },
    /// Values were left out: binary, too long, or not of the form the attribute has.
    ValuesLeftOut {
        /// As the source calls it.
        attribute: String,
        /// How many.
        values: u64,
    },
    /// Members of groups that are nobody here: outside of the base or the filter. They are left out.
    MembersOutside {
        /// How many.
        members: u64,
        /// The first, as the source names it.
        first: String,
    },
    /// Changes could not be asked for, so everything was read.
    FullInstead(FullBecause),
}

/// Why everything was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FullBecause {
    /// Another server answered than the one the watermark is of.
    OtherServer,
    /// The settings of the source are others than when the watermark was taken.
    OtherSettings,
    /// The server no longer knows the watermark.
    WatermarkExpired,
    /// The server has nothing by which changes can be told.
    NotOffered,
}

/// What a test found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceReport {
    /// Each stage that the source has, in order.
    pub stages: Vec<Stage>,
    /// Attributes that its people have.
    pub attributes: Vec<SeenAttribute>,
    /// How many people there are, where that is known.
    pub people: Option<u64>,
    /// How many groups there are, where that is known.
    pub groups: Option<u64>,
}

/// One step of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Which.
    pub name: StageName,
    /// How it went.
    pub outcome: StageOutcome,
}

/// The steps of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StageName {
    /// The host's name has an address.
    Name,
    /// The server takes connections.
    Connection,
    /// The connection is encrypted, and the server is who it says.
    Tls,
    /// The sign-in is accepted.
    SignIn,
    /// What the sign-in gave is accepted by the directory itself.
    Token,
    /// What the sign-in is allowed to read.
    Permissions,
    /// The place where people are looked for exists.
    Base,
    /// People are found.
    People,
    /// Groups are found.
    Groups,
    /// Assignments are found.
    Assignments,
    /// People's attributes are readable.
    Attributes,
    /// The file is there and can be read.
    File,
    /// The tenant's accounts are listed.
    Accounts,
}

/// How a step of a test went.
#[derive(Debug, Clone, PartialEq)]
pub enum StageOutcome {
    /// With what was seen, as data: an address, a TLS version, a count.
    Passed(String),
    /// Why not.
    Failed(SourceError),
    /// An earlier one failed, or it is not asked for.
    NotReached,
}

/// An attribute that people of the source have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAttribute {
    /// As the source calls it.
    pub name: String,
    /// What it is taken for: an attribute that mappings know.
    pub attribute: String,
    /// One of its values.
    pub sample: Option<String>,
}

/// Why a source does not answer as it should.
///
/// `detail` is what the system or the server says; it never has a secret in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A setting cannot be used as it is.
    #[error("{setting} cannot be used: {detail}")]
    BadSetting {
        /// As the settings call it: `url`, `base`.
        setting: &'static str,
        /// The value, or what is wrong with it.
        detail: String,
    },
    /// The host's name has no address.
    #[error("{host} has no address: {detail}")]
    NameNotFound {
        /// The name.
        host: String,
        /// As the system says it.
        detail: String,
    },
    /// Nothing listens there, or no way leads there.
    #[error("{address} takes no connection: {detail}")]
    Refused {
        /// Host and port.
        address: String,
        /// As the system says it.
        detail: String,
    },
    /// No answer in time.
    #[error("no answer within {} s", waited.as_secs())]
    TimedOut {
        /// For how long.
        waited: Duration,
    },
    /// The certificate is signed by nobody who is trusted.
    #[error("the certificate is not trusted: {detail}")]
    CertificateUntrusted {
        /// As TLS says it.
        detail: String,
    },
    /// The certificate is for another name.
    #[error("the certificate is not for {host}: {detail}")]
    CertificateName {
        /// The name that was asked for.
        host: String,
        /// As TLS says it.
        detail: String,
    },
    /// The certificate is no longer, or not yet, valid.
    #[error("the certificate is not valid now: {detail}")]
    CertificateTime {
        /// As TLS says it.
        detail: String,
    },
    /// Encryption could not be agreed on, or the server does not offer it.
    #[error("no encryption: {detail}")]
    Tls {
        /// As TLS or the server says it.
        detail: String,
    },
    /// A secret would go over a connection that others can read.
    #[error("a secret is not sent unencrypted to {address}")]
    Unencrypted {
        /// Where to.
        address: String,
    },
    /// The sign-in is refused: unknown, wrong, locked, or expired.
    #[error("the sign-in is refused: {detail}")]
    CredentialsRefused {
        /// As the server says it.
        detail: String,
    },
    /// The secret or certificate was good and is no longer.
    #[error("the secret has expired: {detail}")]
    SecretExpired {
        /// As the server says it.
        detail: String,
    },
    /// Nobody has agreed yet that the application may read the directory.
    #[error("consent is missing: {detail}")]
    ConsentMissing {
        /// As the server says it.
        detail: String,
    },
    /// A person has to sign in (again).
    #[error("nobody is signed in: {detail}")]
    SignInNeeded {
        /// As the server says it.
        detail: String,
    },
    /// The sign-in is good and may not do this.
    #[error("not allowed: {detail}")]
    Forbidden {
        /// The permission that is missing, or as the server says it.
        detail: String,
    },
    /// There is no such place in the directory.
    #[error("{base} does not exist")]
    NoBase {
        /// The base DN, the service principal.
        base: String,
        /// The deepest part that exists, where the server says so.
        matched: Option<String>,
    },
    /// The server does not take the filter.
    #[error("the filter {filter} cannot be used")]
    BadFilter {
        /// Which.
        filter: String,
    },
    /// Nobody was found by what the settings say.
    #[error("{filter} finds nobody")]
    Nobody {
        /// The filter.
        filter: String,
    },
    /// Entries do not have the attribute that is to tell them apart.
    #[error("entries have no {attribute}")]
    NoId {
        /// Which.
        attribute: String,
    },
    /// Too many requests.
    #[error("the source asks to wait")]
    Throttled {
        /// For how long, where it says so.
        wait: Option<Duration>,
    },
    /// Begin anew without a watermark.
    #[error("the watermark is not known any more: {detail}")]
    WatermarkExpired {
        /// As the server says it.
        detail: String,
    },
    /// A link leads to another host, which must not see the sign-in.
    #[error("a link leads to {host}")]
    OtherHost {
        /// Where to.
        host: String,
    },
    /// The connection ended in the middle.
    #[error("the connection ended: {detail}")]
    Lost {
        /// As the system says it.
        detail: String,
    },
    /// The server says that it cannot: its own failure.
    #[error("the server failed with {code}: {detail}")]
    Server {
        /// Its code.
        code: String,
        /// As the server says it.
        detail: String,
    },
    /// What came is not what the protocol says.
    #[error("the answer is not understood: {detail}")]
    NotUnderstood {
        /// What is wrong.
        detail: String,
    },
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
}
