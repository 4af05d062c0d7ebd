//! Reading a directory anew; a job, and the first step of a cycle.

use std::{collections::HashSet, sync::Arc};

use scimdesk_directory::{
    Member,
    source::{Fetched, Incomplete},
};
use scimdesk_store::{Completeness, Kind, NewDirectory};

use super::{
    assigned, connect,
    merge::{self, Before},
    reading::{Read, Reader},
    wording,
};
use crate::{
    Desk, cache,
    desk::{Opened, blocking},
    error::store_error,
    jobs::{JobHandle, JobTenant},
    people::directories,
    wire::{
        AbsentMeans, DeskError, DeskEvent, DirectoryRefreshed, DirectorySource, ErrorCode, JobEnd, JobId, JobKind,
        RefreshDirectory,
    },
    words::{args, say},
};

impl Desk {
    /// Read a directory anew; a job.
    pub async fn directory_refresh(&self, request: RefreshDirectory) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let directory = directories::find(&opened, &request.directory).await?;
        source(&opened, &directory.id, &directory.name).await?;
        let of = JobTenant {
            id: directory.id.clone(),
            name: directory.name,
        };
        let desk = self.clone();
        self.inner
            .jobs
            .start(JobKind::RefreshDirectory, Some(of), move |job| async move {
                let RefreshDirectory { full, anyway, .. } = request;
                let refreshed = if anyway {
                    go(&desk, &opened, &directory.id, full, true, &job).await
                } else {
                    refresh(&desk, &opened, &directory.id, full, &job).await
                };
                match refreshed {
                    Ok(outcome) => JobEnd::DirectoryRefreshed { outcome },
                    Err(error) if error.code == ErrorCode::Cancelled => JobEnd::Cancelled { outcome: None },
                    Err(error) => JobEnd::Failed { error },
                }
            })
    }
}

/// Reads a directory anew: what changed, or everything. Refuses what would take most people away.
pub(crate) async fn refresh(
    desk: &Desk,
    opened: &Arc<Opened>,
    directory: &str,
    full: bool,
    job: &JobHandle,
) -> Result<DirectoryRefreshed, DeskError> {
    go(desk, opened, directory, full, false, job).await
}

async fn source(opened: &Opened, directory: &str, name: &str) -> Result<(DirectorySource, Option<String>), DeskError> {
    let id = directory.to_owned();
    let record = opened.store(move |store| store.directory_source(&id)).await?;
    record
        .and_then(|record| Some((connect::source_of(&record)?, record.watermark)))
        .ok_or_else(|| DeskError::with(ErrorCode::SourceNotConnected, args!(detail = name)))
}

async fn go(
    desk: &Desk,
    opened: &Arc<Opened>,
    directory: &str,
    full: bool,
    anyway: bool,
    job: &JobHandle,
) -> Result<DirectoryRefreshed, DeskError> {
    let record = directories::find(opened, directory).await?;
    let (source, watermark) = source(opened, &record.id, &record.name).await?;
    let reader = Reader {
        desk,
        opened,
        directory: &record.id,
        source: &source,
        job,
    };
    let before = before(opened, &record.id).await?;
    let since = watermark.filter(|_| !full);
    let mut read = reader.read(since.as_deref()).await?;
    if before.is_behind(&read.fetched) {
        read = reader.read(None).await?;
    }
    let mut missing = before.missing(&read.fetched);
    let is_asked = matches!(&source, DirectorySource::Ldap(ldap) if ldap.absent == AbsentMeans::Deleted);
    if is_asked && read.fetched.complete.is_ok() {
        missing.extend(may_come_back(opened, &record.id, &read.fetched).await?);
    }
    let gone = reader.whereabouts(missing).await?;
    if job.cancellation().is_cancelled() {
        return Err(DeskError::of(ErrorCode::Cancelled));
    }
    let Read { fetched, told } = read;
    let mut notes: Vec<String> = told;
    notes.extend(fetched.notes.iter().map(wording::note));
    let kept_groups = before.kept_groups(&fetched);
    if kept_groups > 0 {
        notes.push(say!("source-note-groups-kept", groups = kept_groups));
    }
    let (completeness, evidence) = proof(&fetched.complete, fetched.full, fetched.people.len() as u64);
    let full = fetched.full;
    let target = NewDirectory {
        origin: serde_json::to_string(&connect::origin(opened, &source).await?).unwrap_or_default(),
        imported_at: desk.inner.clock.now(),
        // What changed says nothing of what is odd about the rest.
        notes: if full {
            serde_json::to_string(&notes).unwrap_or_default()
        } else {
            record.notes
        },
        id: record.id.clone(),
        name: record.name,
    };
    let store = opened.store(|store| Ok(store.clone())).await?;
    let (id, why) = (record.id.clone(), evidence.clone());
    let assignments = fetched.assignments.clone();
    let (counts, assigned) = blocking(move || {
        let counts = merge::merge(&store, target, &before, fetched, gone, (completeness, why), anyway)?;
        let assigned = match &assignments {
            Some(assignments) => assigned::keep(&store, &id, assignments).map_err(|error| store_error(&error))?,
            None => assigned::Assigned::default(),
        };
        Ok((counts, assigned))
    })
    .await?;
    if assigned.several_roles > 0 {
        notes.push(say!("source-note-several-roles", principals = assigned.several_roles));
    }
    if assigned.several_tenants > 0 {
        notes.push(say!("source-note-several-tenants", tenants = assigned.several_tenants));
    }
    desk.sound(DeskEvent::DirectoriesChanged);
    for tenant in directories::users_of(opened, &record.id).await? {
        desk.sound(DeskEvent::MappingsChanged { tenant: tenant.id });
    }
    let now = directories::find(opened, &record.id).await?;
    Ok(DirectoryRefreshed {
        directory: record.id,
        full,
        people: now.people,
        groups: now.groups,
        added: counts.added,
        changed: counts.changed,
        removed: counts.removed,
        completeness: cache::completeness(completeness),
        evidence,
        notes,
    })
}

/// Those who left before in a way that may be undone, and are not back: by now they may be gone for good, which a source that
/// shows nothing but who is there does not say of itself.
async fn may_come_back(opened: &Opened, directory: &str, fetched: &Fetched) -> Result<Vec<Member>, DeskError> {
    let directory = directory.to_owned();
    let back: HashSet<Member> = fetched
        .people
        .iter()
        .map(|person| Member::Person(person.id.clone()))
        .chain(fetched.groups.iter().map(|group| Member::Group(group.id.clone())))
        .collect();
    opened
        .store(move |store| {
            let people = store.departed(&directory, Kind::User)?.into_iter();
            let people = people.filter(|one| !one.gone).map(|one| Member::Person(one.id));
            let groups = store.departed(&directory, Kind::Group)?.into_iter();
            let groups = groups.filter(|one| !one.gone).map(|one| Member::Group(one.id));
            Ok(people.chain(groups).filter(|member| !back.contains(member)).collect())
        })
        .await
}

async fn before(opened: &Opened, directory: &str) -> Result<Before, DeskError> {
    let directory = directory.to_owned();
    opened.store(move |store| Before::of(store, &directory)).await
}

/// Whether what is kept now is all there is, and why.
fn proof(complete: &Result<(), Incomplete>, full: bool, people: u64) -> (Completeness, String) {
    match complete {
        Ok(()) if full => (Completeness::Proven, say!("source-proven-full", people = people)),
        Ok(()) => (Completeness::Proven, say!("source-proven-changes", people = people)),
        Err(why) => {
            let completeness = match why {
                Incomplete::Limit { .. } | Incomplete::MorePages => Completeness::KnownPartial,
                _ => Completeness::Unproven,
            };
            (completeness, wording::incomplete(why))
        }
    }
}
