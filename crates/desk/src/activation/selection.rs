//! The accounts that a selection means, each with its state: read from the server just now where they are few.
//!
//! A review that shows what the list held an hour ago would show what somebody else has changed since.

use std::{collections::HashMap, time::Duration};

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use scimdesk_scim::client::{Client, ClientErrorKind};

use super::{
    AT_ONCE,
    reviews::{Gone, Reviewed},
};
use crate::{
    Desk,
    cache::{self, KnownState},
    desk::Opened,
    error::client_error,
    look::{Looked, look},
    tenants::{self, TenantRow},
    wire::{DeskError, ErrorCode, ResourceKind, Selection},
};

/// Up to so many accounts are read anew for a review.
const FEW: usize = 20;
/// How long a review waits for them. It shows what is cached where that is not enough.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it waits for many that the cache does not know.
const LONG_PATIENCE: Duration = Duration::from_mins(2);

/// What a selection means now.
pub(super) struct Selected {
    pub(super) accounts: Vec<Reviewed>,
    /// Those that the server no longer has.
    pub(super) gone: Vec<Gone>,
    /// When the oldest of the states was read.
    pub(super) as_of: Option<Timestamp>,
    /// Why the states are those of the cache, where the server was asked and did not answer.
    pub(super) not_read: Option<DeskError>,
    /// Of the data, after the reading.
    pub(super) revision: u64,
}

/// One account that was asked for.
enum Read {
    State(KnownState),
    Gone(DeskError),
    /// Not told; the cached state has to do, where there is one.
    Not(DeskError),
    /// The server does not let accounts be read one by one.
    NotOffered(DeskError),
}

/// Evaluates a selection.
pub(super) async fn select(
    desk: &Desk,
    opened: &Opened,
    tenant: &TenantRow,
    selection: Selection,
) -> Result<Selected, DeskError> {
    match selection {
        Selection::Some { ids } => some(desk, opened, tenant, ids).await,
        Selection::AllExcept { query, except } => {
            let revision = cache::revision(opened, &tenant.id).await?;
            let found = cache::matching(opened, &tenant.id, query, except).await?;
            if found.len() <= FEW {
                return some(desk, opened, tenant, found.into_iter().map(|(id, _)| id).collect()).await;
            }
            Ok(Selected {
                as_of: found.iter().map(|(_, state)| state.seen).min(),
                accounts: reviewed(found),
                gone: Vec::new(),
                not_read: None,
                revision,
            })
        }
    }
}

async fn some(desk: &Desk, opened: &Opened, tenant: &TenantRow, ids: Vec<String>) -> Result<Selected, DeskError> {
    let mut known = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (id, state) in cache::states(opened, &tenant.id, ids).await? {
        if seen.insert(id.clone()) {
            known.push((id, state));
        }
    }
    let few = known.len() <= FEW;
    let wanted: Vec<String> = known
        .iter()
        .filter(|(_, state)| few || state.is_none())
        .map(|(id, _)| id.clone())
        .collect();
    let names: HashMap<String, String> = if wanted.is_empty() {
        HashMap::new()
    } else {
        let briefs = cache::briefs(opened, &tenant.id, wanted.clone()).await?;
        wanted
            .iter()
            .cloned()
            .zip(briefs.into_iter().map(|brief| brief.name))
            .collect()
    };
    let mut read = read(desk, opened, tenant, wanted, few).await?;

    let mut selected = Selected {
        accounts: Vec::new(),
        gone: Vec::new(),
        as_of: None,
        not_read: None,
        revision: 0,
    };
    let mut found = Vec::new();
    let mut gone = None;
    for (id, cached) in known {
        match (read.remove(&id), cached) {
            (Some(Read::State(state)), _) | (None | Some(Read::NotOffered(_)), Some(state)) => found.push((id, state)),
            (Some(Read::Gone(error)), _) => {
                gone.get_or_insert(error);
                selected.gone.push(Gone {
                    name: names.get(&id).cloned().unwrap_or_else(|| id.clone()),
                    id,
                });
            }
            (Some(Read::Not(error)), Some(state)) => {
                found.push((id, state));
                selected.not_read.get_or_insert(error);
            }
            // Nothing is known of it, so nothing could be shown.
            (Some(Read::Not(error) | Read::NotOffered(error)), None) => return Err(error),
            (None, None) => return Err(DeskError::of(ErrorCode::AnswerTimeout)),
        }
    }
    selected.as_of = found.iter().map(|(_, state)| state.seen).min();
    selected.accounts = reviewed(found);
    selected.revision = cache::revision(opened, &tenant.id).await?;
    match gone {
        Some(error) if selected.accounts.is_empty() => Err(error),
        _ => Ok(selected),
    }
}

fn reviewed(found: Vec<(String, KnownState)>) -> Vec<Reviewed> {
    found
        .into_iter()
        .map(|(id, state)| Reviewed {
            id: id.into_boxed_str(),
            from: state.active,
        })
        .collect()
}

/// Reads accounts from the server, for as long as a person waits where they are few.
async fn read(
    desk: &Desk,
    opened: &Opened,
    tenant: &TenantRow,
    ids: Vec<String>,
    few: bool,
) -> Result<HashMap<String, Read>, DeskError> {
    let mut found = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(found);
    }
    let client = match tenants::connect(desk, opened, &tenant.id).await {
        Ok((_, client)) => client,
        // A review sends nothing: it can do without the server, where the cache knows the accounts.
        Err(error) => return Ok(ids.into_iter().map(|id| (id, Read::Not(error.clone()))).collect()),
    };
    let deadline = tokio::time::Instant::now() + if few { PATIENCE } else { LONG_PATIENCE };
    let mut work = stream::iter(ids.clone())
        .map(|id| one(desk, opened, &client, tenant, id))
        .buffer_unordered(AT_ONCE);
    loop {
        match tokio::time::timeout_at(deadline, work.next()).await {
            Ok(Some(answer)) => {
                let (id, read) = answer?;
                found.insert(id, read);
            }
            Ok(None) => return Ok(found),
            Err(_) => {
                let late = tenants::names(tenant).error(ErrorCode::AnswerTimeout);
                for id in ids {
                    found.entry(id).or_insert_with(|| Read::Not(late.clone()));
                }
                return Ok(found);
            }
        }
    }
}

async fn one(
    desk: &Desk,
    opened: &Opened,
    client: &Client,
    tenant: &TenantRow,
    id: String,
) -> Result<(String, Read), DeskError> {
    let at = desk.inner.clock.now();
    let read = match look(desk, opened, client, &tenant.id, ResourceKind::User, &id).await? {
        Looked::Here(account) => Read::State(KnownState {
            active: account.as_user().active(),
            seen: at,
        }),
        Looked::Gone(error) => Read::Gone(client_error(&error, &tenants::names(tenant))),
        Looked::Unread(error) => {
            let told = client_error(&error, &tenants::names(tenant));
            match error.kind {
                ClientErrorKind::NotSupported | ClientErrorKind::Forbidden | ClientErrorKind::BadRequest { .. } => {
                    Read::NotOffered(told)
                }
                _ => Read::Not(told),
            }
        }
    };
    Ok((id, read))
}
