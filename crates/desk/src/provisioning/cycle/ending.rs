//! What follows from a cycle: its row, its quarantine, what is remembered for the next, and who is told.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use scimdesk_provisioning::quarantine::{self, Exceeded, Tally, Thresholds};
use scimdesk_store::{Store, StoreError};

use super::run::Cycle;
use crate::{
    codes,
    error::without_servers_words,
    provisioning::{
        logs,
        notify::{self, Message, Occasion, Unsent},
        state::{self, Held, State, Switch},
    },
    tenants,
    wire::{
        CycleCounts, CycleKind, CycleRow, CycleState, DeskError, ErrorCode, ObjectFailure, ProvisioningOutcome,
        QuarantineReason, QuarantineThresholds,
    },
    words::say,
};

/// Cycles in a row that find no connection before it is a quarantine: a laptop may be without network for a while.
const PATIENCE: u32 = 3;

/// How a cycle ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) state: CycleState,
    pub(super) counts: CycleCounts,
    pub(super) error: Option<DeskError>,
    pub(super) failures: Vec<ObjectFailure>,
    /// The same, as a message tells them.
    pub(super) digest: Vec<String>,
    pub(super) stale: u64,
    pub(super) newly_staged: Option<(u64, String)>,
    /// The mark of what it saw.
    pub(super) seen: Option<String>,
    pub(super) listed_at: Option<Timestamp>,
    pub(super) duration_ms: u64,
}

impl Default for Ended {
    fn default() -> Self {
        Self {
            state: CycleState::Running,
            counts: CycleCounts::default(),
            error: None,
            failures: Vec::new(),
            digest: Vec::new(),
            stale: 0,
            newly_staged: None,
            seen: None,
            listed_at: None,
            duration_ms: 0,
        }
    }
}

/// Ends what a killed process left running: nobody runs it, since its lease is ours.
pub(super) fn end_interrupted(store: &Store, tenant: &str, now: Timestamp) -> Result<(), StoreError> {
    for left in store.cycles(tenant, 0, 5)?.rows {
        if left.ended_at.is_none() {
            let state = codes::code(&CycleState::Interrupted);
            store.end_cycle(tenant, left.number, &state, &left.counts, None, now)?;
        }
    }
    Ok(())
}

/// Writes the cycle's end down, decides about the quarantine and tells people.
pub(super) async fn end(cycle: &Cycle<'_>, ended: Ended) -> Result<ProvisioningOutcome, DeskError> {
    let now = cycle.desk.inner.clock.now();
    let row = close(cycle, &ended, now).await?;
    let cause = cause(&ended, &cycle.settings.quarantine, cycle.state.failures_in_row);
    let before = cycle.state.quarantine.clone();
    let (is_initial, told) = (cycle.kind == CycleKind::Initial, Told::of(&ended));
    let state = state::change(cycle.opened, &cycle.tenant.id, move |state| {
        remember(state, is_initial, &told, cause, now);
    })
    .await?;
    if let Some(days) = cycle.settings.log_days {
        logs::prune(cycle.opened, &cycle.tenant.id, days, now).await?;
    }
    tell(cycle, &ended, before.as_ref(), state, now).await?;
    Ok(ProvisioningOutcome {
        cycle: row,
        stale: ended.stale,
        failures: ended.failures,
    })
}

/// Tells what there is to tell, and what could not be told before.
async fn tell(
    cycle: &Cycle<'_>,
    ended: &Ended,
    before: Option<&Held>,
    state: State,
    now: Timestamp,
) -> Result<(), DeskError> {
    let occasions = occasions(cycle, ended, before, &state, now);
    if occasions.is_empty() && state.unsent.is_empty() {
        return Ok(());
    }
    let expiry = occasions.iter().find_map(|occasion| match occasion {
        Occasion::TokenExpires { day, days } => Some((*day, *days)),
        _ => None,
    });
    let mut messages = state.unsent;
    let message = |occasion: &Occasion| Unsent::new(Message::of(occasion, &cycle.tenant.name));
    messages.extend(occasions.iter().map(message));
    let notify = &cycle.settings.notify;
    let unsent = notify::deliver(cycle.desk, cycle.opened, cycle.tenant, notify, messages).await;
    state::change(cycle.opened, &cycle.tenant.id, move |state| {
        state.unsent = unsent;
        // What waits to be sent is told, if later.
        state.told_expiry = expiry.or(state.told_expiry);
    })
    .await?;
    Ok(())
}

async fn close(cycle: &Cycle<'_>, ended: &Ended, now: Timestamp) -> Result<CycleRow, DeskError> {
    let (id, number, state) = (cycle.tenant.id.clone(), cycle.number, codes::code(&ended.state));
    let counts = serde_json::to_string(&ended.counts).unwrap_or_default();
    let error = ended.error.as_ref().and_then(|error| serde_json::to_string(error).ok());
    let record = cycle
        .opened
        .store(move |store| {
            store.end_cycle(&id, number, &state, &counts, error.as_deref(), now)?;
            store.cycle(&id, number)
        })
        .await?;
    record
        .map(super::row)
        .ok_or_else(|| DeskError::of(ErrorCode::TenantNotFound))
}

/// What is remembered of an end.
struct Told {
    state: CycleState,
    error: Option<String>,
    seen: Option<String>,
    listed_at: Option<Timestamp>,
    duration_ms: u64,
    is_connection: bool,
}

impl Told {
    fn of(ended: &Ended) -> Self {
        let error = ended.error.as_ref();
        Self {
            state: ended.state,
            error: (error.map(|error| error.message.clone()))
                .or_else(|| ended.failures.first().map(|failure| failure.sentence.clone())),
            seen: ended.seen.clone(),
            listed_at: ended.listed_at,
            duration_ms: ended.duration_ms,
            is_connection: error.is_some_and(|error| !is_local(error.code)),
        }
    }
}

/// Why a tenant goes into quarantine, or stays there.
struct Cause {
    reason: QuarantineReason,
    sentence: String,
    next: Option<String>,
}

fn cause(ended: &Ended, thresholds: &QuarantineThresholds, failed_before: u32) -> Option<Cause> {
    if let Some(error) = &ended.error {
        let at_once = is_refusal(error.code);
        let patience_is_over = !is_local(error.code) && failed_before + 1 >= PATIENCE;
        return (at_once || patience_is_over).then(|| Cause {
            reason: QuarantineReason::EncounteredQuarantineException,
            sentence: error.message.clone(),
            next: error.next.clone(),
        });
    }
    let counts = &ended.counts;
    let tally = Tally {
        succeeded: counts.created
            + counts.linked
            + counts.updated
            + counts.restored
            + counts.disabled
            + counts.deleted
            + counts.memberships
            + counts.skipped,
        failed: counts.failed.saturating_sub(counts.failed_references),
        failed_references: counts.failed_references,
    };
    let thresholds = Thresholds {
        evaluate_from: thresholds.evaluate_from.into(),
        share: thresholds.share,
        base: thresholds.base.into(),
        total: thresholds.total.into(),
    };
    let reason = match quarantine::exceeded(tally, &thresholds)? {
        Exceeded::Base => QuarantineReason::EncounteredBaseEscrowThreshold,
        Exceeded::Total => QuarantineReason::EncounteredTotalEscrowThreshold,
        Exceeded::Share => QuarantineReason::EncounteredEscrowProportionThreshold,
    };
    Some(Cause {
        reason,
        sentence: say!("cycle-too-many-failures", failed = counts.failed),
        next: Some(say!("cycle-too-many-failures-next")),
    })
}

/// What waiting does not mend: the app refuses, or is not there.
fn is_refusal(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::TokenRefused
            | ErrorCode::Forbidden
            | ErrorCode::EndpointNotFound
            | ErrorCode::NotScim
            | ErrorCode::SignInPage
            | ErrorCode::BrokenJson
            | ErrorCode::RedirectRefused
            | ErrorCode::CredentialMissing
            | ErrorCode::TenantUrlMismatch
    )
}

/// What says nothing about app or directory.
fn is_local(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::CacheFailed
            | ErrorCode::CacheBroken
            | ErrorCode::DiskFull
            | ErrorCode::Internal
            | ErrorCode::Cancelled
            | ErrorCode::AlreadyRunning
            | ErrorCode::NotOpen
            | ErrorCode::KeyringLocked
            | ErrorCode::KeyringMissing
            | ErrorCode::NotSupported
    )
}

fn remember(state: &mut State, is_initial: bool, told: &Told, cause: Option<Cause>, now: Timestamp) {
    state.ended_at = Some(now);
    state.last_duration_ms = Some(told.duration_ms);
    state.last_error.clone_from(&told.error);
    if told.seen.is_some() {
        state.seen.clone_from(&told.seen);
    }
    if told.listed_at.is_some() {
        state.listed_at = told.listed_at;
    }
    match told.state {
        CycleState::Succeeded | CycleState::SomeFailed => {
            state.failures_in_row = 0;
            state.last_success = Some(now);
            if is_initial {
                state.initial_completed = Some(now);
            }
            if cause.is_none() {
                state.quarantine = None;
            }
        }
        CycleState::Failed if told.is_connection => state.failures_in_row += 1,
        _ => {}
    }
    // An attempt from quarantine that failed for whatever reason is an attempt.
    let cause = cause.or_else(|| {
        let held = state.quarantine.clone().filter(|_| told.state == CycleState::Failed)?;
        Some(Cause {
            reason: held.reason,
            sentence: held.sentence,
            next: held.next,
        })
    });
    if let Some(cause) = cause {
        let before = state.quarantine.as_ref();
        let since = before.map_or(now, |held| held.since.min(now));
        state.quarantine = Some(Held {
            reason: cause.reason,
            sentence: cause.sentence,
            next: cause.next,
            since,
            next_attempt: quarantine::next_attempt(since, now),
            attempts: before.map_or(0, |held| held.attempts + 1),
        });
        if quarantine::is_given_up(since, now) && state.switch == Switch::On {
            state.switch = Switch::Disabled;
        }
    }
}

/// Whom to tell what: when a quarantine begins or is another, when it is given up, when deletions wait, when objects failed, and before the
/// token ends.
fn occasions(cycle: &Cycle<'_>, ended: &Ended, before: Option<&Held>, state: &State, now: Timestamp) -> Vec<Occasion> {
    let notify = &cycle.settings.notify;
    let mut occasions = Vec::new();
    if cycle.state.switch != Switch::Disabled && state.switch == Switch::Disabled {
        occasions.push(Occasion::Disabled);
    } else if let Some(held) = &state.quarantine
        && before.is_none_or(|before| before.reason != held.reason)
    {
        let names = tenants::names(cycle.tenant);
        let plain = (ended.error.as_ref()).map(|error| without_servers_words(error, &names));
        occasions.push(Occasion::Quarantine {
            sentence: plain.unwrap_or_else(|| held.sentence.clone()),
        });
    }
    if let Some((count, sentence)) = &ended.newly_staged {
        occasions.push(Occasion::Staged {
            count: *count,
            sentence: sentence.clone(),
        });
    }
    if notify.digest && ended.counts.failed > 0 {
        occasions.push(Occasion::Failures {
            count: ended.counts.failed,
            first: ended.digest.clone(),
        });
    }
    let day = notify.token_expires.as_deref().and_then(|day| day.parse::<Date>().ok());
    let today = now.to_zoned(TimeZone::UTC).date();
    if let Some(day) = day
        && let Some(days) = notify::token_expiry(day, today, state.told_expiry)
    {
        occasions.push(Occasion::TokenExpires { day, days });
    }
    occasions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn ended(state: CycleState, code: Option<ErrorCode>) -> Ended {
        Ended {
            state,
            error: code.map(DeskError::of),
            ..Ended::default()
        }
    }

    /// Goes through cycles that end so at these times.
    fn after(cycles: &[(&str, CycleState, Option<ErrorCode>)]) -> State {
        let mut state = State {
            switch: Switch::On,
            ..State::default()
        };
        for (time, end, code) in cycles {
            let ended = ended(*end, *code);
            let cause = cause(&ended, &QuarantineThresholds::default(), state.failures_in_row);
            remember(&mut state, false, &Told::of(&ended), cause, at(time));
        }
        state
    }

    #[test]
    fn what_a_killed_process_left_running_is_marked_as_interrupted_and_keeps_what_it_counted() {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Store::open_temporary(dir.path()).expect("opens");
        let began = at("2026-03-01T10:00:00Z");
        store
            .add_tenant(&scimdesk_store::Tenant {
                id: "t".into(),
                name: "Acme".into(),
                app: "custom".into(),
                url: "https://scim.contoso.example".into(),
                safety: "review".into(),
                environment: "test".into(),
                rate: 25.0,
                extra_ca: None,
                created_at: began,
                practice: false,
                deactivate_form: None,
                groups_offered: None,
                last_test: None,
            })
            .expect("is added");
        let ended = store.begin_cycle("t", "initial", began).expect("begins");
        store
            .end_cycle("t", ended, "succeeded", "{}", None, began)
            .expect("ends");
        let left = store.begin_cycle("t", "incremental", began).expect("begins");
        store.update_cycle("t", left, r#"{"created":7}"#).expect("is kept");
        end_interrupted(&store, "t", at("2026-03-01T11:00:00Z")).expect("is marked");
        let rows: Vec<CycleRow> = store
            .cycles("t", 0, 10)
            .expect("lists")
            .rows
            .into_iter()
            .map(super::super::row)
            .collect();
        assert_eq!((rows[0].state, rows[0].counts.created), (CycleState::Interrupted, 7));
        assert_eq!(rows[0].ended_at, Some(at("2026-03-01T11:00:00Z")));
        assert_eq!(rows[1].state, CycleState::Succeeded);
    }

    #[test]
    fn a_refused_token_is_a_quarantine_at_once_and_a_lost_connection_the_third_time() {
        use CycleState::Failed;
        let refused = [("2026-03-01T10:00:00Z", Failed, Some(ErrorCode::TokenRefused))];
        let held = after(&refused).quarantine.expect("is in quarantine");
        assert_eq!(held.reason, QuarantineReason::EncounteredQuarantineException);
        assert_eq!(held.next_attempt, at("2026-03-01T16:00:00Z"));
        let offline = [
            ("2026-03-01T10:00:00Z", Failed, Some(ErrorCode::NameNotFound)),
            ("2026-03-01T10:40:00Z", Failed, Some(ErrorCode::NameNotFound)),
            ("2026-03-01T11:20:00Z", Failed, Some(ErrorCode::NameNotFound)),
        ];
        assert_eq!(after(&offline[..2]).quarantine, None);
        assert!(after(&offline).quarantine.is_some());
        let disk = [("2026-03-01T10:00:00Z", Failed, Some(ErrorCode::DiskFull)); 5];
        assert_eq!(after(&disk).quarantine, None, "the app has nothing to do with it");
    }

    #[test]
    fn success_lifts_a_quarantine_and_four_weeks_of_failure_switch_off() {
        use CycleState::{Failed, Stopped, Succeeded};
        let refused = Some(ErrorCode::TokenRefused);
        let lifted = [
            ("2026-03-01T10:00:00Z", Failed, refused),
            ("2026-03-01T16:00:00Z", Succeeded, None),
        ];
        assert_eq!(after(&lifted).quarantine, None);
        let stopped = [
            ("2026-03-01T10:00:00Z", Failed, refused),
            ("2026-03-01T16:00:00Z", Stopped, None),
        ];
        assert!(after(&stopped).quarantine.is_some(), "a stopped cycle proves nothing");
        let weeks = [
            ("2026-03-01T10:00:00Z", Failed, refused),
            ("2026-03-29T10:00:00Z", Failed, refused),
        ];
        assert_eq!(after(&weeks).switch, Switch::On);
        let more = [
            ("2026-03-01T10:00:00Z", Failed, refused),
            ("2026-03-30T10:00:00Z", Failed, refused),
        ];
        let given_up = after(&more);
        assert_eq!(given_up.switch, Switch::Disabled);
        assert_eq!(given_up.next_at(40, at("2026-04-01T10:00:00Z")), None);
    }

    #[test]
    fn an_attempt_counts_and_keeps_the_beginning_of_the_series() {
        use CycleState::Failed;
        let held = after(&[
            ("2026-03-01T10:00:00Z", Failed, Some(ErrorCode::TokenRefused)),
            ("2026-03-01T16:00:00Z", Failed, Some(ErrorCode::ConnectionLost)),
            ("2026-03-01T22:00:00Z", Failed, Some(ErrorCode::TokenRefused)),
        ])
        .quarantine
        .expect("is in quarantine");
        assert_eq!((held.since, held.attempts), (at("2026-03-01T10:00:00Z"), 2));
        assert_eq!(held.next_attempt, at("2026-03-02T10:00:00Z"));
    }

    #[test]
    fn many_failures_are_a_quarantine_and_few_are_not() {
        let with = |failed, failed_references, created| {
            let mut ended = ended(CycleState::SomeFailed, None);
            ended.counts = CycleCounts {
                created,
                failed,
                failed_references,
                ..CycleCounts::default()
            };
            cause(&ended, &QuarantineThresholds::default(), 0).map(|cause| cause.reason)
        };
        assert_eq!(with(19, 0, 0), None);
        assert_eq!(
            with(20, 0, 29),
            Some(QuarantineReason::EncounteredEscrowProportionThreshold)
        );
        assert_eq!(with(20, 0, 30), None);
        assert_eq!(with(40, 30, 0), None, "ten failures are about the objects themselves");
    }
}
