//! Writes down what came of objects, many at a time: each waits for the disk together with the others, and none waits alone.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use scimdesk_scim::resource::Resource;
use scimdesk_store::{Kind, NewResource, Settlement, Store, StoreError};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    cache,
    desk::{Opened, blocking},
    error::store_error,
    wire::{DeskError, ErrorCode},
    words::say,
};

/// The most that are written down at a time.
const AT_ONCE: usize = 256;

/// What came of one object.
pub(crate) struct Settled {
    pub(crate) settlement: Settlement,
    /// The account or group as it was read, for the list of these.
    pub(crate) seen: Option<Seen>,
}

/// What was seen of an account or group.
pub(crate) enum Seen {
    Here {
        id: String,
        resource: Box<Resource>,
        at: Timestamp,
    },
    /// The server says that there is none with this id.
    Gone { id: String, at: Timestamp },
}

struct Waiting {
    settled: Settled,
    /// Gets the id of the log's record.
    done: oneshot::Sender<Result<Option<i64>, Unsettled>>,
}

/// Why nothing was written down.
#[derive(Debug, Clone)]
pub(crate) enum Unsettled {
    /// The account is linked with somebody else: this concerns one object alone.
    LinkedElsewhere,
    /// The cache failed, which concerns all.
    Failed(DeskError),
}

impl From<Unsettled> for DeskError {
    fn from(unsettled: Unsettled) -> Self {
        match unsettled {
            Unsettled::LinkedElsewhere => Self::of(ErrorCode::Internal),
            Unsettled::Failed(error) => error,
        }
    }
}

fn unsettled(error: &StoreError) -> Unsettled {
    match error {
        StoreError::LinkedElsewhere { .. } => Unsettled::LinkedElsewhere,
        _ => Unsettled::Failed(store_error(error)),
    }
}

/// Takes what is to be written down. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Settler(mpsc::Sender<Waiting>);

impl Settler {
    /// Begins; the task ends with the last clone.
    pub(crate) fn start(opened: &Arc<Opened>, tenant: &str) -> (Self, JoinHandle<()>) {
        let (send, receive) = mpsc::channel(AT_ONCE);
        let task = tokio::spawn(write_down(Arc::clone(opened), tenant.to_owned(), receive));
        (Self(send), task)
    }

    /// Returns when it is on the disk, with the id of the log's record.
    pub(crate) async fn settle(&self, settled: Settled) -> Result<Option<i64>, Unsettled> {
        let (done, written) = oneshot::channel();
        let closed = || Unsettled::Failed(DeskError::of(ErrorCode::NotOpen));
        self.0.send(Waiting { settled, done }).await.map_err(|_| closed())?;
        written.await.map_err(|_| closed())?
    }
}

async fn write_down(opened: Arc<Opened>, tenant: String, mut receive: mpsc::Receiver<Waiting>) {
    let mut some = Vec::new();
    while receive.recv_many(&mut some, AT_ONCE).await > 0 {
        let batch = std::mem::take(&mut some);
        let tenant = tenant.clone();
        let store = match opened.store(|store| Ok(store.clone())).await {
            Ok(store) => store,
            Err(error) => {
                for waiting in batch {
                    let _ = waiting.done.send(Err(Unsettled::Failed(error.clone())));
                }
                continue;
            }
        };
        // A panic drops what waits, which its callers report.
        let written = blocking(move || {
            batch_down(&store, &tenant, batch);
            Ok(())
        });
        if let Err(error) = written.await {
            tracing::error!(%error, "what came of a change could not be written down");
        }
    }
}

fn batch_down(store: &Store, tenant: &str, batch: Vec<Waiting>) {
    let mut settlements = Vec::with_capacity(batch.len());
    let mut waiting = Vec::with_capacity(batch.len());
    let mut seen = Vec::new();
    for Waiting { settled, done } in batch {
        seen.extend(settled.seen.map(|seen| (settled.settlement.kind, seen)));
        settlements.push(settled.settlement);
        waiting.push(done);
    }
    // What is cached comes first: a link to an account that no list has would look like one whose account is gone.
    if let Err(error) = keep(store, tenant, seen) {
        let error = unsettled(&error);
        for done in waiting {
            let _ = done.send(Err(error.clone()));
        }
        return;
    }
    match store.settle_many(settlements.clone()) {
        Ok(logs) => {
            for (done, log) in waiting.into_iter().zip(logs) {
                // Nobody waits where the caller gave up.
                let _ = done.send(Ok(log));
            }
        }
        // One of them cannot be; the others can.
        Err(_) => {
            for (done, settlement) in waiting.into_iter().zip(settlements) {
                let _ = done.send(store.settle(settlement).map_err(|error| unsettled(&error)));
            }
        }
    }
}

fn keep(store: &Store, tenant: &str, seen: Vec<(Kind, Seen)>) -> Result<(), StoreError> {
    let mut here = HashMap::<Kind, Vec<NewResource>>::new();
    let mut first = None;
    for (kind, seen) in seen {
        match seen {
            Seen::Here { id, resource, at } => {
                here.entry(kind).or_default().extend(cache::read_as(&id, &resource));
                first = Some(first.map_or(at, |first: Timestamp| first.min(at)));
            }
            Seen::Gone { id, at } => {
                store.mark_gone(tenant, kind, &id, at)?;
            }
        }
    }
    if let Some(at) = first {
        for (kind, resources) in here {
            store.keep(tenant, kind, resources, at, &say!("listing-looked-up"))?;
        }
    }
    Ok(())
}
