//! What is remembered of a tenant's provisioning from one cycle to the next, whichever process runs it.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    desk::Opened,
    wire::{DeskError, ErrorCode, QuarantineReason},
};

use super::notify::Unsent;

/// Whether cycles run by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Switch {
    #[default]
    Off,
    On,
    Paused,
    /// After four weeks in quarantine.
    Disabled,
}

/// As the cache keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct State {
    pub(crate) switch: Switch,
    /// Since when everything is known; `None`: the next cycle is an initial one.
    pub(crate) initial_completed: Option<Timestamp>,
    /// Of the last cycle that ended.
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) last_success: Option<Timestamp>,
    pub(crate) last_duration_ms: Option<u64>,
    pub(crate) last_error: Option<String>,
    /// Cycles that failed at the app or the directory, since one did not.
    pub(crate) failures_in_row: u32,
    /// When the accounts were listed last.
    pub(crate) listed_at: Option<Timestamp>,
    /// A mark of the mappings, assignments and people that the last cycle saw.
    pub(crate) seen: Option<String>,
    /// Set by a person who does not want to wait.
    pub(crate) due_now: bool,
    pub(crate) quarantine: Option<Held>,
    /// The token's last day, and how many days before it was spoken of.
    pub(crate) told_expiry: Option<(Date, i32)>,
    /// Messages that could not be sent, the oldest first.
    pub(crate) unsent: Vec<Unsent>,
}

/// A quarantine that failures or an error brought about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Held {
    pub(crate) reason: QuarantineReason,
    pub(crate) sentence: String,
    pub(crate) next: Option<String>,
    pub(crate) since: Timestamp,
    pub(crate) next_attempt: Timestamp,
    pub(crate) attempts: u32,
}

impl State {
    pub(crate) fn read(text: Option<&str>) -> Result<Self, DeskError> {
        text.map_or_else(
            || Ok(Self::default()),
            |text| {
                let read = serde_json::from_str(text);
                read.map_err(|problem| DeskError::of(ErrorCode::CacheBroken).because(&problem))
            },
        )
    }

    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// When the next cycle is due. `None`: none runs by itself.
    ///
    /// What ended later than now did so when the clock was ahead: nothing that was reckoned from then holds, and a cycle is due.
    pub(crate) fn next_at(&self, interval_minutes: u32, now: Timestamp) -> Option<Timestamp> {
        if self.switch != Switch::On {
            return None;
        }
        if self.due_now || self.ended_at.is_some_and(|ended| ended > now) {
            return Some(Timestamp::MIN);
        }
        if let Some(held) = &self.quarantine {
            return Some(held.next_attempt);
        }
        let Some(ended) = self.ended_at else {
            return Some(Timestamp::MIN);
        };
        let interval = SignedDuration::from_mins(interval_minutes.into());
        Some(ended.saturating_add(interval).unwrap_or(Timestamp::MAX))
    }
}

/// What is remembered of a tenant.
pub(crate) async fn of(opened: &Opened, tenant: &str) -> Result<State, DeskError> {
    let tenant = tenant.to_owned();
    let record = opened.store(move |store| store.provisioning(&tenant)).await?;
    State::read(record.state.as_deref())
}

/// Changes it, whoever wrote it last, and returns it as it is then. Nothing is written where nothing changes.
pub(crate) async fn change(
    opened: &Opened,
    tenant: &str,
    change: impl FnOnce(&mut State) + Send + 'static,
) -> Result<State, DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| {
            store.change_provisioning_state(&tenant, move |text| {
                let before = State::read(text);
                let mut state = before.clone().unwrap_or_default();
                if before.is_ok() {
                    change(&mut state);
                }
                match before {
                    Ok(before) if before != state => (Some(state.text()), Ok(state)),
                    Ok(before) => (None, Ok(before)),
                    Err(error) => (None, Err(error)),
                }
            })
        })
        .await?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn the_next_cycle_is_due_after_the_interval_after_the_pause_of_a_quarantine_or_now() {
        let on = State {
            switch: Switch::On,
            ended_at: Some(at("2026-03-01T10:00:00Z")),
            ..State::default()
        };
        let held = Held {
            reason: QuarantineReason::Unknown,
            sentence: String::new(),
            next: None,
            since: at("2026-03-01T10:00:00Z"),
            next_attempt: at("2026-03-01T16:00:00Z"),
            attempts: 1,
        };
        let in_quarantine = State {
            quarantine: Some(held),
            ..on.clone()
        };
        for (state, next) in [
            (State::default(), None),
            (on.clone(), Some(at("2026-03-01T10:40:00Z"))),
            (in_quarantine.clone(), Some(at("2026-03-01T16:00:00Z"))),
            (
                State {
                    due_now: true,
                    ..in_quarantine.clone()
                },
                Some(Timestamp::MIN),
            ),
            (
                State {
                    ended_at: Some(at("2027-03-01T10:00:00Z")),
                    ..on.clone()
                },
                Some(Timestamp::MIN),
            ),
            (
                State {
                    ended_at: Some(at("2027-03-01T10:00:00Z")),
                    ..in_quarantine
                },
                Some(Timestamp::MIN),
            ),
            (
                State {
                    ended_at: None,
                    ..on.clone()
                },
                Some(Timestamp::MIN),
            ),
            (
                State {
                    switch: Switch::Paused,
                    ..on.clone()
                },
                None,
            ),
            (
                State {
                    switch: Switch::Disabled,
                    due_now: true,
                    ..on
                },
                None,
            ),
        ] {
            assert_eq!(state.next_at(40, at("2026-03-01T10:20:00Z")), next, "{state:?}");
        }
    }
}
