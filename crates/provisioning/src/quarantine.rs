//! When provisioning goes into quarantine, how often it is tried from there, and when it is given up.
//!
//! As Microsoft documents it (*How application provisioning works*, *Application provisioning in quarantine status*), with thresholds
//! that are the caller's: Microsoft Entra begins to count shares at 5,000 failures, where a small tenant never comes.

use jiff::{SignedDuration, Timestamp};

/// Since the quarantine began: the first three attempts; then one each day.
const ATTEMPTS: [SignedDuration; 3] = [
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(24),
];
/// Between two attempts, once the first three have failed.
const DAILY: SignedDuration = SignedDuration::from_hours(24);
/// After which provisioning is switched off: 28 days.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(28 * 24);

/// How many failures are too many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Failures from which on the share counts.
    pub evaluate_from: u64,
    /// Share of failures among all events, percent; more than this.
    pub share: f64,
    /// More failures than this that are not about references.
    pub base: u64,
    /// More failures than this of all sorts.
    pub total: u64,
}

impl Thresholds {
    /// Those of Microsoft Entra.
    pub const ENTRA: Self = Self {
        evaluate_from: 5_000,
        share: 40.0,
        base: 40_000,
        total: 60_000,
    };
}

/// What came of the objects of one cycle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Objects that went as they should, those with nothing to do included.
    pub succeeded: u64,
    /// Failures of objects.
    pub failed: u64,
    /// Failures of references: a manager, a member. They count in the total alone.
    pub failed_references: u64,
}

/// Which threshold was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// [`Thresholds::base`]
    Base,
    /// [`Thresholds::total`]
    Total,
    /// [`Thresholds::share`]
    Share,
}

/// Whether so many failures are too many. The absolute thresholds are looked at first: they say more.
pub fn exceeded(tally: Tally, thresholds: &Thresholds) -> Option<Exceeded> {
    if tally.failed > thresholds.base {
        return Some(Exceeded::Base);
    }
    if tally.failed.saturating_add(tally.failed_references) > thresholds.total {
        return Some(Exceeded::Total);
    }
    let events = tally.failed.saturating_add(tally.succeeded);
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let too_many = tally.failed as f64 * 100.0 > thresholds.share * events as f64;
    (tally.failed > 0 && tally.failed >= thresholds.evaluate_from && too_many).then_some(Exceeded::Share)
}

/// When a quarantine that began at `since` is tried next: 6, 12 and 24 hours after it began, then each day. What was missed meanwhile
/// is not made up for.
pub fn next_attempt(since: Timestamp, now: Timestamp) -> Timestamp {
    let waited = now.duration_since(since);
    if let Some(after) = ATTEMPTS.iter().find(|after| **after > waited) {
        return since.saturating_add(*after).unwrap_or(Timestamp::MAX);
    }
    let days = waited.as_hours() / DAILY.as_hours() + 1;
    let after = SignedDuration::from_hours(days.saturating_mul(DAILY.as_hours()));
    since.saturating_add(after).unwrap_or(Timestamp::MAX)
}

/// Whether a quarantine that began at `since` has lasted more than four weeks.
pub fn is_given_up(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) > GIVEN_UP
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(failed: u64, failed_references: u64, succeeded: u64) -> Tally {
        Tally {
            succeeded,
            failed,
            failed_references,
        }
    }

    #[test]
    fn the_cases_that_microsoft_documents_end_as_documented() {
        for (failed, references, succeeded, outcome) in [
            (4_000, 0, 0, None),
            (45_000, 0, 0, Some(Exceeded::Base)),
            (30_000, 0, 5_000, Some(Exceeded::Share)),
            (20_000, 0, 100_000, None),
            (40_000, 21_000, 100_000, Some(Exceeded::Total)),
            (5_000, 0, 20_000, None),
        ] {
            let case = tally(failed, references, succeeded);
            assert_eq!(exceeded(case, &Thresholds::ENTRA), outcome, "{case:?}");
        }
    }

    #[test]
    fn every_threshold_is_passed_by_one_more_and_not_by_as_many() {
        let small = Thresholds {
            evaluate_from: 20,
            share: 40.0,
            base: 100,
            total: 150,
        };
        for (failed, references, succeeded, outcome) in [
            (19, 0, 0, None),
            (20, 0, 0, Some(Exceeded::Share)),
            (40, 0, 60, None),
            (41, 0, 59, Some(Exceeded::Share)),
            (100, 0, 1_000, None),
            (101, 0, 1_000, Some(Exceeded::Base)),
            (100, 50, 1_000, None),
            (100, 51, 1_000, Some(Exceeded::Total)),
            // References are no part of the share.
            (0, 150, 0, None),
            (0, 151, 0, Some(Exceeded::Total)),
            (0, 0, 0, None),
        ] {
            let case = tally(failed, references, succeeded);
            assert_eq!(exceeded(case, &small), outcome, "{case:?}");
        }
    }

    #[test]
    fn attempts_come_after_6_12_and_24_hours_and_then_each_day() {
        let since: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        let hours = |hours: i64| since + SignedDuration::from_hours(hours);
        for (now, next) in [
            (0, 6),
            (5, 6),
            (6, 12),
            (13, 24),
            (24, 48),
            (47, 48),
            (48, 72),
            (500, 504),
        ] {
            assert_eq!(next_attempt(since, hours(now)), hours(next), "after {now} hours");
        }
    }

    #[test]
    fn it_is_given_up_after_more_than_28_days() {
        let since: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        let end = since + SignedDuration::from_hours(28 * 24);
        assert!(!is_given_up(since, end));
        assert!(is_given_up(since, end + SignedDuration::from_secs(1)));
    }

    proptest! {
        #[test]
        fn the_next_attempt_is_always_later_than_now_and_within_a_day(waited in 0..100_000_000_i64) {
            let since: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
            let now = since + SignedDuration::from_secs(waited);
            let next = next_attempt(since, now);
            prop_assert!(next > now);
            prop_assert!(next.duration_since(now) <= DAILY);
        }
    }
}
