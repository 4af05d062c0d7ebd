//! LDAP servers (RFC 4511): Active Directory, OpenLDAP and others.
//!
//! *Knows:* how a connection is made and encrypted, how large results are paged (RFC 2696), what entries of the usual schemas
//! mean, and how changes are asked for.
//!
//! Changes are what is newer than a watermark: by `uSNChanged` in Active Directory, which counts the changes of one domain
//! controller, and by `modifyTimestamp` elsewhere. Neither tells of deletions, so the ids of all entries are listed each time,
//! which also finds whoever the filter no longer finds. Referrals are noted and not followed: credentials go to one server.

mod connect;
mod entry;
mod failure;
mod fetch;
mod member;
mod person;
mod range;
mod search;
mod server;
mod test;
mod tls;
mod watermark;

use std::{future::Future, panic::AssertUnwindSafe};

use futures_util::FutureExt as _;
use jiff::Timestamp;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::{
    roster::Member,
    source::{Fetched, Removed, Source, SourceError, SourceProgress, SourceReport, Stage},
};

/// Where and how people are looked for. What is empty is as the server suggests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `ldaps://dc1.example.com`, `ldap://dc1.example.com:389`
    pub url: String,
    /// Encrypts a connection of `ldap:` before anything else is sent (RFC 4511 §4.14).
    pub start_tls: bool,
    /// PEM of authorities that are trusted beside the system's.
    pub extra_ca: Option<String>,
    /// Who signs in; empty: nobody.
    pub bind_dn: String,
    /// Below what entries are looked for; empty: the server's naming context, where it has one alone.
    pub base: String,
    /// Which entries are people.
    pub people_filter: String,
    /// Which entries are groups.
    pub groups_filter: String,
    /// What tells entries apart for good: `objectGUID`, `entryUUID`.
    pub id_attribute: String,
    /// Source attributes, each with the LDAP attribute it is taken from; these before the usual ones of `data/ldap.toml`. Where
    /// any is named, no attributes but these and the usual ones are read; else all are.
    pub attributes: Vec<(String, String)>,
    /// What names the members of a group; empty: `member`, `uniqueMember` and `memberUid`.
    pub member_attribute: String,
    /// What names a group; empty: `cn`.
    pub group_name_attribute: String,
    /// How changes are asked for.
    pub watermark: Watermark,
    /// Entries of a page; 0: 500.
    pub page_size: u32,
}

/// How changes are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Watermark {
    /// By `uSNChanged`. Active Directory is always asked so.
    UsnChanged,
    /// By `modifyTimestamp`.
    #[default]
    ModifyTimestamp,
    /// Not at all: everything is read each time.
    None,
}

/// An LDAP server as a source.
pub struct LdapDirectory {
    settings: Settings,
    password: Option<SecretString>,
    now: Timestamp,
}

impl LdapDirectory {
    /// The settings are looked at when it is first asked. `now` is by the caller's clock, which may be a day off the server's.
    pub fn new(settings: Settings, password: Option<SecretString>, now: Timestamp) -> Self {
        Self {
            settings,
            password,
            now,
        }
    }
}

impl Source for LdapDirectory {
    async fn test(&self, progress: &(dyn Fn(&Stage) + Sync)) -> SourceReport {
        test::test(&self.settings, self.password.as_ref(), progress).await
    }

    async fn fetch(
        &self,
        since: Option<&str>,
        progress: &(dyn Fn(SourceProgress) + Sync),
        cancel: &CancellationToken,
    ) -> Result<Fetched, SourceError> {
        let fetch = understood(fetch::fetch(self, since, progress));
        cancel
            .run_until_cancelled(fetch)
            .await
            .unwrap_or(Err(SourceError::Cancelled))
    }

    async fn whereabouts(&self, missing: &[Member]) -> Result<Vec<(Member, Removed)>, SourceError> {
        understood(fetch::whereabouts(self, missing)).await
    }
}

/// `ldap3` panics on answers that are not as RFC 4511 says. What a server sends must end nothing but the reading of it.
async fn understood<T>(asked: impl Future<Output = Result<T, SourceError>>) -> Result<T, SourceError> {
    AssertUnwindSafe(asked).catch_unwind().await.unwrap_or_else(|_| {
        Err(SourceError::NotUnderstood {
            detail: "an answer that is no LDAP".to_owned(),
        })
    })
}
