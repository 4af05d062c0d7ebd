//! Microsoft Entra ID by Microsoft Graph v1.0.
//!
//! The first fetch is a first round of delta queries (`/users/delta`, `/groups/delta`), so that its end is a link from which the next
//! fetch goes on: <https://learn.microsoft.com/graph/delta-query-overview>. What that page says is taken at its word: the same object
//! may come several times and in any order, members of one group come over several pages, replays happen, and a changed object
//! has *at least* the properties that changed. So whoever changed is read again in whole (`$batch`), and what the round said
//! in one voice is laid over it, because a replica may not have it yet. Where the round contradicts itself (a member came and went),
//! the present state is read.
//!
//! Links are followed to the same host only: they carry the token. App role assignments have no delta and are read in whole each time.

mod assignments;
mod attributes;
mod batch;
mod certificate;
mod check;
mod client;
mod clock;
mod clouds;
mod delta;
mod device;
mod groups;
mod patience;
mod people;
mod permissions;
mod refusal;
mod sign_in;
mod watermark;
mod wire;

use std::sync::Arc;

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use self::{attributes::Selection, client::Client, permissions::Permission, watermark::Watermark};
pub use self::{
    certificate::Certificate,
    clock::{Clock, SystemClock},
    clouds::{Cloud, Endpoints},
    device::DeviceSignIn,
    sign_in::GraphCredential,
    wire::Limits,
};
use crate::{
    roster::Member,
    source::{
        Fetched, FullBecause, Incomplete, Removed, Source, SourceError, SourceNote, SourceProgress, SourceReport, Stage,
    },
};

/// What to read, and as whom.
#[derive(Debug, Clone)]
pub struct GraphOptions {
    /// Where to sign in and to read.
    pub endpoints: Endpoints,
    /// Directory (tenant) id or a verified domain.
    pub directory: String,
    /// Application (client) id.
    pub client: String,
    /// Service principal whose app role assignments are the assignments: its object id, or the id of its application.
    pub service_principal: Option<String>,
    /// Properties of users besides those that are always read: `employeeHireDate`, `extension_…_costCentre`.
    pub attributes: Vec<String>,
    /// Whether groups are read.
    pub groups: bool,
    /// Limits of time and size.
    pub limits: Limits,
    /// Time; tests bring their own.
    pub clock: Arc<dyn Clock>,
}

impl GraphOptions {
    /// Users and groups, with the usual limits.
    pub fn new(endpoints: Endpoints, directory: impl Into<String>, client: impl Into<String>) -> Self {
        Self {
            endpoints,
            directory: directory.into(),
            client: client.into(),
            service_principal: None,
            attributes: Vec::new(),
            groups: true,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
        }
    }

    /// Whether the settings can be used, as far as can be told without asking.
    pub fn check(&self) -> Result<(), SourceError> {
        let fits = |text: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
                && !text.starts_with('.')
        };
        let settings = [
            ("directory", Some(self.directory.as_str())),
            ("client", Some(self.client.as_str())),
            ("servicePrincipal", self.service_principal.as_deref()),
        ];
        for (setting, value) in settings {
            if let Some(value) = value
                && !fits(value)
            {
                return Err(SourceError::BadSetting {
                    setting,
                    detail: value.to_owned(),
                });
            }
        }
        Selection::new(&self.attributes).map(drop)
    }

    fn token_endpoint(&self) -> String {
        format!("{}/{}/oauth2/v2.0/token", self.endpoints.login, self.directory)
    }

    /// What a person who signs in is asked to agree to.
    fn scopes(&self) -> String {
        let mut scopes: Vec<String> = self
            .needs()
            .map(|needed| format!("{}/{}", self.endpoints.graph, needed.name()))
            .collect();
        scopes.push("offline_access".to_owned());
        scopes.join(" ")
    }

    fn needs(&self) -> impl Iterator<Item = Permission> {
        let groups = self.groups.then_some(Permission::Groups);
        let applications = self.service_principal.as_ref().map(|_| Permission::Applications);
        [Some(Permission::Users), groups, applications].into_iter().flatten()
    }
}

/// A directory of Microsoft Entra ID.
#[derive(Debug)]
pub struct GraphSource {
    client: Client,
    selection: Selection,
}

impl GraphSource {
    /// Nothing is asked yet.
    pub fn new(options: GraphOptions, credential: GraphCredential) -> Result<Self, SourceError> {
        options.check()?;
        let selection = Selection::new(&options.attributes)?;
        Ok(Self {
            client: Client::new(options, credential)?,
            selection,
        })
    }

    /// The refresh token that took the place of the one that was given, after a test or a fetch. Whoever keeps it as a secret
    /// keeps this one from then on.
    pub fn renewed(&self) -> Option<SecretString> {
        self.client.renewed()
    }

    async fn read(
        &self,
        since: Option<&Watermark>,
        progress: &(dyn Fn(SourceProgress) + Sync),
        cancel: &CancellationToken,
    ) -> Result<Fetched, SourceError> {
        let options = self.client.options();
        let mut seen = SourceProgress::default();
        let mut notes = Vec::new();
        let users = people::read(
            &self.client,
            &self.selection,
            since.map(|mark| mark.users.as_str()),
            cancel,
            |people| {
                seen.people = people;
                progress(seen);
            },
        )
        .await?;
        notes.extend(users.notes);
        let mut removed = users.removed;
        let mut groups = Vec::new();
        let mut groups_link = None;
        if options.groups {
            let link = since.and_then(|mark| mark.groups.as_deref());
            let round = groups::read(&self.client, link, cancel, |groups| {
                seen.groups = groups;
                progress(seen);
            })
            .await?;
            notes.extend(round.notes);
            removed.extend(round.removed);
            groups = round.groups;
            groups_link = Some(round.link);
        }
        let assignments = match &options.service_principal {
            Some(id) => Some(assignments::read(&self.client, id, cancel).await?),
            None => None,
        };
        let full = since.is_none();
        let complete = if full && users.people.is_empty() {
            Err(Incomplete::Nobody)
        } else {
            Ok(())
        };
        let watermark = Watermark {
            users: users.link,
            groups: groups_link,
            reads: self.selection.users().to_owned(),
        };
        Ok(Fetched {
            full,
            people: users.people,
            groups,
            reads_groups: options.groups,
            removed,
            present: None,
            assignments,
            // Changes since a state that is not proven would not lead to a proven one.
            watermark: complete.is_ok().then(|| watermark.text()),
            complete,
            notes,
        })
    }
}

impl Source for GraphSource {
    async fn test(&self, progress: &(dyn Fn(&Stage) + Sync)) -> SourceReport {
        check::run(&self.client, &self.selection, progress).await
    }

    /// Who is in the recycle bin may come back; <https://learn.microsoft.com/graph/api/directory-deleteditems-get>. Where the bin may
    /// not be read, nobody is taken for gone for good.
    async fn whereabouts(&self, missing: &[Member]) -> Result<Vec<(Member, Removed)>, SourceError> {
        let cancel = CancellationToken::new();
        let mut left = Vec::with_capacity(missing.len());
        for needs in [Permission::Users, Permission::Groups] {
            let of_kind: Vec<(&Member, &str)> = missing
                .iter()
                .filter_map(|member| match (member, needs) {
                    (Member::Person(id), Permission::Users) | (Member::Group(id), Permission::Groups) => {
                        Some((member, id.as_str()))
                    }
                    _ => None,
                })
                .collect();
            let ids: Vec<&str> = of_kind.iter().map(|(_, id)| *id).collect();
            let bin = batch::read(
                &self.client,
                "directory/deletedItems",
                "$select=id",
                &ids,
                needs,
                &cancel,
            )
            .await;
            let bin = match bin {
                Err(SourceError::Forbidden { .. }) => None,
                bin => Some(bin?),
            };
            left.extend(of_kind.into_iter().map(|(member, id)| {
                let soft = bin.as_ref().is_none_or(|bin| bin.contains_key(id));
                (member.clone(), if soft { Removed::Soft } else { Removed::Hard })
            }));
        }
        Ok(left)
    }

    async fn fetch(
        &self,
        since: Option<&str>,
        progress: &(dyn Fn(SourceProgress) + Sync),
        cancel: &CancellationToken,
    ) -> Result<Fetched, SourceError> {
        let options = self.client.options();
        let Some(since) = since else {
            return self.read(None, progress, cancel).await;
        };
        let Some(mark) = Watermark::read(since) else {
            return Err(SourceError::WatermarkExpired {
                detail: "it is of another source".to_owned(),
            });
        };
        let because = if !self.client.is_own(&mark.users) {
            Some(FullBecause::OtherServer)
        } else if mark.reads != self.selection.users() || mark.groups.is_some() != options.groups {
            // A link reads what its first request selected, whatever is selected now.
            Some(FullBecause::OtherSettings)
        } else {
            None
        };
        let Some(because) = because else {
            return self.read(Some(&mark), progress, cancel).await;
        };
        let mut fetched = self.read(None, progress, cancel).await?;
        fetched.notes.push(SourceNote::FullInstead(because));
        Ok(fetched)
    }
}
