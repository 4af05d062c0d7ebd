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

#[cfg(test)]
mod tests {
    use scimdesk_scim::listing::ListingEvidence;

    use super::*;

    fn verdict(reason: Reason, continuity: Continuity) -> Verdict {
        Verdict {
            reason,
            evidence: ListingEvidence {
                distinct: 250,
                last_total: Some(250),
                continuity,
                ..ListingEvidence::default()
            },
        }
    }

    #[test]
    fn a_proof_says_where_a_change_would_not_have_shown() {
        let proof = |continuity| sentence(&verdict(Reason::TotalReachedAndNothingBeyond, continuity));
        assert_eq!(
            proof(Continuity::Checked),
            "250 arrived, 250 stated, and nothing came after the end."
        );
        assert_eq!(
            proof(Continuity::NotCheckable),
            "250 arrived, 250 stated, and nothing came after the end. A change while the list was read would not show at \
             this server."
        );
    }

    #[test]
    fn a_list_that_moved_is_unproven_and_says_so() {
        let moved = verdict(Reason::MovedWhileListing, Continuity::Broken);
        assert_eq!(of(&moved), Completeness::Unproven);
        assert!(
            sentence(&moved).contains("changed while it was read"),
            "{}",
            sentence(&moved)
        );
    }
}
