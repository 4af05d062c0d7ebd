//! Another tenant's accounts and groups, fetched anew first.

use std::sync::Arc;

use scimdesk_directory::source::{Fetched, Incomplete, SourceGroup, SourceReport, Stage, StageName, StageOutcome};
use scimdesk_store::{Completeness, Kind};

use super::reading::{Read, Reader};
use crate::{
    Desk,
    desk::{Opened, blocking},
    error::store_error,
    people::take,
    refresh, tenants,
    wire::{DeskError, ErrorCode},
};

pub(super) async fn read(reader: &Reader<'_>, tenant: &str) -> Result<Read, DeskError> {
    let row = tenants::row(reader.opened, tenant).await?;
    let (_, failures) = refresh::now(reader.desk, reader.opened, tenant, reader.job).await?;
    if let Some(failure) = failures.into_iter().next() {
        return Err(failure.error);
    }
    let store = reader.opened.store(|store| Ok(store.clone())).await?;
    blocking(move || {
        let taken = take::roster(&store, &row)?;
        let notes = taken.notes.clone();
        let (people, groups) = take::everybody(&store, &row.id, taken).map_err(|error| store_error(&error))?;
        let mut complete = Ok(());
        for kind in [Kind::User, Kind::Group] {
            let listing = store.listing(&row.id, kind).map_err(|error| store_error(&error))?;
            if let Some(listing) = listing.filter(|listing| listing.completeness != Completeness::Proven) {
                complete = Err(Incomplete::Unproven {
                    detail: listing.evidence,
                });
            }
        }
        let groups = groups.into_iter().map(|group| SourceGroup {
            id: group.id,
            name: group.name,
            attributes: group.attributes,
            members: Some(group.members),
            member_changes: Vec::new(),
        });
        let fetched = Fetched {
            full: true,
            people,
            groups: groups.collect(),
            removed: Vec::new(),
            present: None,
            reads_groups: true,
            assignments: None,
            watermark: None,
            complete,
            notes: Vec::new(),
        };
        Ok(Read { fetched, told: notes })
    })
    .await
}

/// Whether its accounts are there. The connection itself has a test of its own.
pub(super) async fn test(_desk: &Desk, opened: &Arc<Opened>, tenant: &str) -> Result<SourceReport, DeskError> {
    let row = tenants::row(opened, tenant).await?;
    let id = row.id.clone();
    let [accounts, groups] = opened
        .store(move |store| Ok([store.listing(&id, Kind::User)?, store.listing(&id, Kind::Group)?]))
        .await?;
    let Some(accounts) = accounts else {
        return Err(DeskError::of(ErrorCode::SourceNobody));
    };
    let passed = |name, count: u64| Stage {
        name,
        outcome: StageOutcome::Passed(count.to_string()),
    };
    let groups = groups.map_or(0, |groups| groups.count);
    Ok(SourceReport {
        stages: vec![
            passed(StageName::Accounts, accounts.count),
            passed(StageName::Groups, groups),
        ],
        attributes: Vec::new(),
        people: Some(accounts.count),
        groups: Some(groups),
    })
}
