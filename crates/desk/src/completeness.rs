//! What a listing proved, in one sentence with its numbers.

use scimdesk_scim::listing::{self, Continuity, Reason, Verdict};

use crate::{wire::Completeness, words::say};

/// The wire's word for it.
pub(crate) fn of(verdict: &Verdict) -> Completeness {
    match verdict.completeness() {
        listing::Completeness::Proven => Completeness::Proven,
        listing::Completeness::Unproven => Completeness::Unproven,
        listing::Completeness::KnownPartial => Completeness::KnownPartial,
    }
}

/// Why.
pub(crate) fn sentence(verdict: &Verdict) -> String {
    let numbers = &verdict.evidence;
    let count = numbers.distinct;
    let total = numbers.last_total.unwrap_or(count);
    match verdict.reason {
        Reason::TotalReachedAndNothingBeyond if numbers.continuity == Continuity::NotCheckable => {
            say!(
                "completeness-nothing-beyond-not-checkable",
                count = count,
                total = total
            )
        }
        Reason::TotalReachedAndNothingBeyond => say!("completeness-nothing-beyond", count = count, total = total),
        Reason::TotalReachedAndLastCursor => say!("completeness-last-cursor", count = count, total = total),
        Reason::StartIndexIgnored => say!("completeness-start-index-ignored", count = count),
        Reason::EndRepeats => say!("completeness-end-repeats", count = count),
        Reason::EndNotProbed => say!("completeness-end-not-probed", count = count, total = total),
        Reason::TotalNotStated => say!("completeness-total-not-stated", count = count),
        Reason::MoreThanStated => say!("completeness-more-than-stated", count = count, total = total),
        Reason::ChangedWhileListing => say!(
            "completeness-changed",
            count = count,
            first = numbers.first_total.unwrap_or(total),
            total = total
        ),
        Reason::MovedWhileListing => say!("completeness-moved", count = count),
        Reason::NoProgress => say!("completeness-no-progress", count = count),
        Reason::FewerThanStated => say!("completeness-fewer-than-stated", count = count, total = total),
        Reason::EntriesWithoutId => say!("completeness-without-id", count = count, missing = numbers.without_id),
        Reason::LimitReached => say!("completeness-limit", count = count),
        Reason::CapReached => say!("completeness-cap", count = count, pages = numbers.pages),
        Reason::Interrupted => say!("completeness-interrupted", count = count),
    }
}
