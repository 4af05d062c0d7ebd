//! When an object that failed is tried again.
//!
//! As Microsoft documents it (*How application provisioning works*, *Application provisioning in quarantine status*): 6, 12 and 24 hours
//! after the first failure, then every 24 hours, and after 28 days no more. What is likely to pass by itself is tried by the next cycle
//! first.

use jiff::{SignedDuration, Timestamp};

const FIRST: [SignedDuration; 2] = [SignedDuration::from_hours(6), SignedDuration::from_hours(12)];
const DAILY: SignedDuration = SignedDuration::from_hours(24);
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(28 * 24);

/// What is known of an object that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failing {
    /// When it failed for the first time since it last went well.
    pub first_failed: Timestamp,
    /// How often it was tried since, that time included.
    pub attempts: u32,
    /// Whether the failure is likely to pass by itself.
    pub passes: bool,
}

/// When the object is tried again, seen from `now`. `None`: never by itself, since it has failed for 28 days.
pub fn next(failing: Failing, now: Timestamp) -> Option<Timestamp> {
    let Failing {
        first_failed,
        attempts,
        passes,
    } = failing;
    let failed_for = now.duration_since(first_failed).max(SignedDuration::ZERO);
    if failed_for >= GIVEN_UP {
        return None;
    }
    if passes && attempts <= 1 {
        return Some(now);
    }
    let days = failed_for.as_secs() / DAILY.as_secs();
    let after = FIRST
        .into_iter()
        .find(|mark| *mark > failed_for)
        .or_else(|| DAILY.checked_mul(i32::try_from(days + 1).ok()?))?;
    first_failed.checked_add(after).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn start() -> Timestamp {
        "2026-11-28T08:00:00Z".parse().expect("is a time")
    }

    fn after(hours: i64) -> Timestamp {
        start() + SignedDuration::from_hours(hours)
    }

    fn failing(attempts: u32, passes: bool) -> Failing {
        Failing {
            first_failed: start(),
            attempts,
            passes,
        }
    }

    #[test]
    fn it_is_tried_after_6_12_24_hours_then_daily_and_no_more_after_28_days() {
        for (now, next_at) in [
            (0, Some(6)),
            (5, Some(6)),
            (6, Some(12)),
            (12, Some(24)),
            (24, Some(48)),
            (30, Some(48)),
            (48, Some(72)),
            (27 * 24, Some(28 * 24)),
            (28 * 24 - 1, Some(28 * 24)),
            (28 * 24, None),
            (40 * 24, None),
        ] {
            assert_eq!(
                next(failing(2, false), after(now)),
                next_at.map(after),
                "after {now} hours"
            );
        }
    }

    #[test]
    fn what_passes_by_itself_is_tried_by_the_next_cycle_once() {
        assert_eq!(next(failing(1, true), start()), Some(start()));
        assert_eq!(next(failing(2, true), after(1)), Some(after(6)));
        assert_eq!(next(failing(1, false), start()), Some(after(6)));
    }

    #[test]
    fn a_clock_that_was_set_back_changes_nothing() {
        assert_eq!(next(failing(2, false), after(-100)), Some(after(6)));
    }

    proptest! {
        #[test]
        fn the_next_time_is_ahead_and_never_more_than_a_day(minutes in 0..28 * 24 * 60_i64) {
            let now = start() + SignedDuration::from_mins(minutes);
            let at = next(failing(3, true), now).expect("is tried");
            prop_assert!(at > now);
            prop_assert!(at.duration_since(now) <= DAILY);
        }
    }
}
