//! What a process that died left on its way: looked up, before anything is repeated.

use std::collections::HashMap;

use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::codes::concerns_all;
use scimdesk_scim::{client::ClientError, resource::Resource};
use scimdesk_store::{self as store, AccountLink, InFlight, Kind, LinkChange, LinkState, Outcome, Settlement};
use serde_json::Value;

use super::{
    object::decide,
    run::{Run, scim_kind},
    search::{self, Key, Looked},
    send::Sender,
    settler::{Seen, Settled},
    turn::account_name,
};
use crate::{
    codes,
    error::client_error,
    preview::store_kind,
    provisioning::{
        planner::AccountSeen,
        record::{Doing, Record, Steps, Subject, Told},
    },
    wire::{ChangeOutcome, DeskError, ErrorCode, JournalExchange, LogAction},
    words::say,
};

/// What was found out.
struct Found {
    told: Told,
    outcome: ChangeOutcome,
    link: LinkChange,
    seen: Option<Seen>,
    account: Option<(String, String)>,
}

/// Settles every change that was begun and not ended. Whoever calls holds the tenant's lease: nobody else is at it.
///
/// # Errors
/// Where the app cannot be asked: then nothing new may be begun.
///
/// Where the app does not tell about one of them, nothing is sent about that one, and it is asked about again next time: these are given.
pub(crate) async fn leftovers(run: &Run) -> Result<Unclear, DeskError> {
    let tenant = run.tenant.clone();
    let left = run.opened.store(move |store| store.in_flight(&tenant)).await?;
    let mut unclear = Unclear::new();
    for one in left {
        let who = (object_of(one.kind), one.person.clone());
        if let Some(error) = settle(run, one).await? {
            unclear.insert(who, error);
        }
    }
    Ok(unclear)
}

/// Who was on their way, and about whom the app does not tell.
pub(crate) type Unclear = HashMap<(ObjectKind, String), DeskError>;

fn object_of(kind: Kind) -> ObjectKind {
    match kind {
        Kind::User => ObjectKind::User,
        Kind::Group => ObjectKind::Group,
    }
}

/// What the app does not tell, where it does not.
async fn settle(run: &Run, one: InFlight) -> Result<Option<DeskError>, DeskError> {
    let object = object_of(one.kind);
    let (tenant, kind, person, journal) = (run.tenant.clone(), one.kind, one.person.clone(), one.journal);
    let (link, entry) = run
        .opened
        .store(move |store| Ok((store.link_of_person(&tenant, kind, &person)?, store.entry(journal)?)))
        .await?;
    let name = match (&link, &entry) {
        (Some(link), _) => link.person_name.clone(),
        (None, Some(entry)) => entry.row.account_name.clone(),
        (None, None) => one.person.clone(),
    };
    let mut sender = Sender::new(&run.client, scim_kind(object));
    let found = match link {
        Some(link) => linked(run, &mut sender, &one, link, &name).await,
        None => made(run, &mut sender, object, &one, entry.as_ref(), &name).await?,
    };
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            let told = client_error(&error, &run.place.names);
            return if concerns_all(&error.kind) {
                Err(told)
            } else {
                Ok(Some(told))
            };
        }
    };
    let at = run.clock.now();
    let subject = Subject {
        object,
        person: one.person.clone(),
        name,
        account: found.account,
    };
    let mut settlement = Settlement::new(run.tenant.clone(), store_kind(object), one.person);
    settlement.link = found.link.clone();
    settlement.journal = entry.filter(|entry| entry.row.outcome.is_none()).map(|entry| {
        let outcome = Outcome {
            at,
            outcome: codes::code(&found.outcome),
            sentence: found.told.sentence.clone(),
            exchanges: entry.requests,
            after: match &found.seen {
                Some(Seen::Here { resource, .. }) => serde_json::to_string(resource).ok(),
                _ => None,
            },
        };
        (one.journal, outcome)
    });
    let record = Record {
        subject: &subject,
        place: &run.place,
        told: &found.told,
        action: LogAction::Other,
        steps: Steps::new(at, None::<Doing>).taken,
        attributes: &[],
        journal: Some(one.journal),
        at,
        took: std::time::Duration::ZERO,
    };
    settlement.log = Some(record.written());
    let settled = Settled {
        settlement,
        seen: found.seen,
    };
    run.settler.settle(settled).await?;
    run.learn(object, &subject.person, found.link);
    Ok(None)
}

/// A change of an account that is linked.
async fn linked(
    run: &Run,
    sender: &mut Sender<'_>,
    one: &InFlight,
    mut link: AccountLink,
    name: &str,
) -> Result<Found, ClientError> {
    let id = link.account.clone();
    let account = Some((id.clone(), link.account_name.clone()));
    match search::read(&run.client, sender, &id).await {
        Looked::Failed(error) => Err(error),
        Looked::Gone => {
            let is_meant = one.action == "delete" || one.action == "disable";
            let sentence = say!("apply-found-deleted", name = name);
            Ok(Found {
                told: Told::warning(sentence, None),
                outcome: if is_meant {
                    ChangeOutcome::Applied
                } else {
                    ChangeOutcome::Unknown
                },
                link: if is_meant { LinkChange::Remove } else { LinkChange::Keep },
                seen: Some(Seen::Gone {
                    id,
                    at: run.clock.now(),
                }),
                account,
            })
        }
        Looked::Read(read, _) => {
            // What of it was done is told by the account; the next plan sees to the rest.
            link.wanted = None;
            Ok(Found {
                told: Told::warning(say!("apply-found-changed", name = name), None),
                outcome: ChangeOutcome::Unknown,
                link: LinkChange::Put(Box::new(link)),
                seen: Some(Seen::Here {
                    id,
                    resource: read,
                    at: run.clock.now(),
                }),
                account,
            })
        }
        Looked::Unreadable => {
            link.wanted = None;
            Ok(Found {
                told: Told::warning(say!("apply-found-changed", name = name), None),
                outcome: ChangeOutcome::Unknown,
                link: LinkChange::Put(Box::new(link)),
                seen: None,
                account,
            })
        }
    }
}

/// An account that may have been made, or one that was about to be taken over.
async fn made(
    run: &Run,
    sender: &mut Sender<'_>,
    object: ObjectKind,
    one: &InFlight,
    entry: Option<&store::Entry>,
    name: &str,
) -> Result<Result<Found, ClientError>, DeskError> {
    let nothing = |sentence: String, outcome| Found {
        told: Told::warning(sentence, None),
        outcome,
        link: LinkChange::Keep,
        seen: None,
        account: None,
    };
    let app = run.place.names.app.as_str();
    let keys = keys(run, object, &one.person, entry).await?;
    if keys.is_empty() {
        return Ok(Ok(nothing(
            say!(
                "apply-found-unclear",
                name = name,
                app = app,
                message = say!("apply-found-no-key")
            ),
            ChangeOutcome::Unknown,
        )));
    }
    let matched = match search::find(&run.client, sender, object, &keys).await {
        Ok(matched) => matched,
        Err(error) => return Ok(Err(error)),
    };
    let [account] = matched.as_slice() else {
        let found = if matched.is_empty() {
            nothing(
                say!("apply-found-not-made", name = name, app = app),
                ChangeOutcome::Failed,
            )
        } else {
            let message = DeskError::of(ErrorCode::AccountAmbiguous).message;
            nothing(
                say!("apply-found-unclear", name = name, app = app, message = message),
                ChangeOutcome::Unknown,
            )
        };
        return Ok(Ok(found));
    };
    let id = account.id().map(std::borrow::Cow::into_owned).unwrap_or_default();
    let (tenant, kind, asked) = (run.tenant.clone(), store_kind(object), id.clone());
    let owner = run
        .opened
        .store(move |store| store.link_of_account(&tenant, kind, &asked))
        .await?;
    if owner.is_some() {
        return Ok(Ok(nothing(
            say!("apply-found-not-made", name = name, app = app),
            ChangeOutcome::Failed,
        )));
    }
    let now = run.clock.now();
    let link = AccountLink {
        kind: store_kind(object),
        person: one.person.clone(),
        account: id.clone(),
        person_name: name.to_owned(),
        account_name: account_name(account),
        state: LinkState::Managed,
        origin: String::from(if one.action == "create" { "created" } else { "matched" }),
        wanted: None,
        written: String::from("{}"),
        since: now,
        changed_at: Some(now),
        left_at: None,
    };
    Ok(Ok(Found {
        told: Told::warning(say!("apply-found-made", name = name), None),
        outcome: ChangeOutcome::Applied,
        account: Some((id.clone(), link.account_name.clone())),
        link: LinkChange::Put(Box::new(link)),
        seen: Some(Seen::Here {
            id,
            resource: Box::new(account.clone()),
            at: now,
        }),
    }))
}

/// By what the account is found: by the attributes that the mappings match, with the values that were sent, so that who has left the
/// directory since is found too. No other value tells whose an account is: a stranger may have it.
async fn keys(
    run: &Run,
    object: ObjectKind,
    person: &str,
    entry: Option<&store::Entry>,
) -> Result<Vec<Key>, DeskError> {
    if let Some(sent) = entry.and_then(|entry| sent(&entry.requests)) {
        return Ok(search::keys_of(&sent, object, &run.planner.matching_targets(object)));
    }
    let planned = decide(run, object, person, AccountSeen::Matches(Vec::new())).await?;
    Ok(planned
        .map(|planned| run.planner.matching(&planned))
        .unwrap_or_default())
}

/// The body of the first request.
fn sent(requests: &str) -> Option<Resource> {
    let exchanges: Vec<JournalExchange> = serde_json::from_str(requests).ok()?;
    let first = exchanges.into_iter().next()?.request;
    let body: Value = serde_json::from_str(first.body.as_deref()?).ok()?;
    (first.method == "POST")
        .then(|| Resource::from_value(body).ok())
        .flatten()
}
