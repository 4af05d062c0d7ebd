use super::Listing;
use super::continuity::Continuity;

/// Whether a listing is all there is. Absence from a listing means nothing unless it is [`Proven`](Completeness::Proven).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// What arrived is what the server said there is, and nothing lies beyond it.
    Proven,
    /// It may be everything; the server gave no proof, or proofs that disagree.
    Unproven,
    /// Something is surely missing.
    KnownPartial,
}

/// Why a listing is proven, unproven or partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// As many arrived as the server stated, and it has nothing beyond them.
    TotalReachedAndNothingBeyond,
    /// As many arrived as the server stated, and its last cursor led nowhere further (RFC 9865).
    TotalReachedAndLastCursor,
    /// Asked for what lies beyond, the server gave what it had given before: it ignores `startIndex`, so its total
    /// may be no more than the size of what it is willing to show.
    StartIndexIgnored,
    /// Asked for what lies beyond, the server gave the end once more, though earlier pages had moved on.
    EndRepeats,
    /// Asked for what lies beyond, the server answered with an error. Some do so where they will not show more.
    EndNotProbed,
    /// The server states no total.
    TotalNotStated,
    /// More arrived than the server stated.
    MoreThanStated,
    /// The total changed while pages were fetched: accounts came or went meanwhile, or the server makes totals up.
    ChangedWhileListing,
    /// A page did not go on from the last row of the page before: accounts came and went meanwhile, though the total
    /// may be the same, or the server keeps no order. What slipped from one page to another was not seen.
    MovedWhileListing,
    /// Cursors led on and on, and nothing new came.
    NoProgress,
    /// Fewer arrived than the server stated.
    FewerThanStated,
    /// Some entries had no id, so that they could not be kept.
    EntriesWithoutId,
    /// The caller's limit was reached.
    LimitReached,
    /// This client's cap on pages or resources was reached: a server that never ends.
    CapReached,
    /// The listing was not read to its end: an error, or the caller stopped.
    Interrupted,
}

impl Reason {
    /// What the reason makes of the listing.
    pub fn completeness(self) -> Completeness {
        match self {
            Self::TotalReachedAndNothingBeyond | Self::TotalReachedAndLastCursor => Completeness::Proven,
            Self::StartIndexIgnored
            | Self::EndRepeats
            | Self::EndNotProbed
            | Self::TotalNotStated
            | Self::MoreThanStated
            | Self::ChangedWhileListing
            | Self::MovedWhileListing
            | Self::NoProgress => Completeness::Unproven,
            Self::FewerThanStated
            | Self::EntriesWithoutId
            | Self::LimitReached
            | Self::CapReached
            | Self::Interrupted => Completeness::KnownPartial,
        }
    }
}

/// How a listing ended, with the numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Why; [`Reason::completeness`] says what follows.
    pub reason: Reason,
    /// The numbers.
    pub evidence: ListingEvidence,
}

impl Verdict {
    /// Whether the listing is all there is.
    pub fn completeness(&self) -> Completeness {
        self.reason.completeness()
    }
}

/// What was counted during a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingEvidence {
    /// Distinct ids that arrived.
    pub distinct: u64,
    /// Resources dropped because their id had arrived before, other than those that were asked for twice to see
    /// whether one page goes on from the other.
    pub doubled: u64,
    /// Entries dropped because they had no id.
    pub without_id: u64,
    /// Pages with something in them.
    pub pages: u64,
    /// Requests that were answered, the probe for the end included.
    pub requests: u64,
    /// Bytes of all bodies, decompressed.
    pub bytes: u64,
    /// The total that the server stated first.
    pub first_total: Option<u64>,
    /// The total that the server stated last.
    pub last_total: Option<u64>,
    /// The most resources that came on one page.
    pub largest_page: u64,
    /// The `count` asked for last; `None` where the server was asked without.
    pub page_size: Option<u32>,
    /// Whether the server refused `count`, so that it was asked without.
    pub count_refused: bool,
    /// Whether each page was seen to go on from the one before. A proof with [`Continuity::NotCheckable`] is the
    /// weaker: a deletion and a creation during the listing would not have shown.
    pub continuity: Continuity,
    /// Whether the server pages by cursor (RFC 9865).
    pub by_cursor: bool,
    /// The cap on pages that held for this listing.
    pub page_cap: u64,
    /// The cap on resources that held for this listing.
    pub resource_cap: u64,
}

/// How a listing came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    EmptyPage,
    LastCursor,
    OnlyKnown,
    ProbeRefused,
    NoProgress,
    Limit,
    Cap,
    Failed,
}

impl Listing {
    /// What the end and the numbers say together.
    pub(super) fn reason(&self) -> Reason {
        let distinct = self.evidence.distinct;
        let end = match self.end {
            None | Some(End::Failed) => return Reason::Interrupted,
            Some(End::Cap) => return Reason::CapReached,
            Some(End::Limit) => return Reason::LimitReached,
            Some(end) => end,
        };
        if self.evidence.without_id > 0 {
            return Reason::EntriesWithoutId;
        }
        let Some(total) = self.evidence.last_total else {
            return if end == End::NoProgress {
                Reason::NoProgress
            } else {
                Reason::TotalNotStated
            };
        };
        if distinct < total {
            return Reason::FewerThanStated;
        }
        // Before the others, which would blame the server's numbers for it.
        if self.evidence.continuity == Continuity::Broken {
            return Reason::MovedWhileListing;
        }
        if distinct > total {
            return Reason::MoreThanStated;
        }
        if self.total_changed {
            return Reason::ChangedWhileListing;
        }
        match end {
            End::EmptyPage => Reason::TotalReachedAndNothingBeyond,
            End::LastCursor => Reason::TotalReachedAndLastCursor,
            End::OnlyKnown if self.moved_on => Reason::EndRepeats,
            End::OnlyKnown => Reason::StartIndexIgnored,
            End::ProbeRefused => Reason::EndNotProbed,
            End::NoProgress => Reason::NoProgress,
            End::Cap => Reason::CapReached,
            End::Limit => Reason::LimitReached,
            End::Failed => Reason::Interrupted,
        }
    }
}
