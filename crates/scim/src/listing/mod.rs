//! Listing everything of a kind from a server that cannot be trusted to say what everything is.
//!
//! A [`Listing`] is a stream of pages that ends in a [`Verdict`]. It advances by what arrived rather than by what
//! was asked for, drops ids that come twice, stops where nothing new comes, and caps what a server may send without
//! end. It holds one page and one page ahead, and a hash of each id.
//!
//! A listing is *proven* only where the distinct ids are as many as the server stated, the stated total never
//! changed on the way, asking for what lies beyond the end brought an empty page (or, with cursors, the last cursor led
//! nowhere further), and no page was seen to miss the place where the one before it had ended. A server that hides
//! accounts and lies consistently about all of it cannot be found out.
//!
//! What a proof says: every account that was there from the first request to the last was listed. It does not say that
//! the list is what the server held at one moment, for SCIM has no snapshot: an account that was deleted after its page
//! was read is in it, and one that was created meanwhile may not be.
//!
//! The total alone cannot say that much. Where one account is deleted from a page already read and another is created,
//! it is the same before and after; but the deletion moves every later account up by one, so that one may slip from a
//! page still to come onto one already read. Therefore each page by index is asked for from the last row of the page
//! before, which costs one row a page, and must go on from there ([`Continuity`]). Three cases remain in which a change
//! can hide, and the evidence tells two of them:
//!
//! - [`Continuity::NotCheckable`]: the server divides `startIndex` by the page size and gives whole pages only, or gives
//!   one row at a time; or its list changed between each of the first three requests in just the way that looks so. Such
//!   listings are proven as before by the numbers alone: to call them unproven would leave such a server without any
//!   proof because of a coincidence within the seconds of a listing.
//! - [`ListingEvidence::by_cursor`]: where the next page begins is the server's knowledge (RFC 9865 §2). A cursor that holds
//!   the last row read lets nothing slip; one that hides an index does, and cannot be told from the other.
//! - Accounts that change places among themselves, as in a list by name when somebody is renamed. A page that shows it is
//!   noticed; a renaming, a deletion and a creation that make up for each other are not.

mod attribute;
mod columns;
mod complex;
mod continuity;
mod lenient;
mod options;
mod page;
mod refusal;
mod request;
mod resource;
mod verdict;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;

pub use columns::{Columns, Reference};
pub use continuity::Continuity;
pub use options::ListOptions;
pub use resource::ListedResource;
pub use verdict::{Completeness, ListingEvidence, Reason, Verdict};

use crate::client::{Client, ClientError};
use crate::resource::ResourceKind;
use continuity::Seams;
use request::{Fetched, PageRequest, Position};
use verdict::End;

/// Pages are made larger only while they come within this.
const QUICK: Duration = Duration::from_secs(1);
/// Pages by cursor in a row that may bring nothing new. RFC 9865 allows empty ones.
const PATIENCE: u32 = 10;

/// One page of new resources.
#[derive(Debug)]
pub struct ListedPage {
    /// What had not come before. Not empty.
    pub resources: Vec<ListedResource>,
    /// The total that the server states now.
    pub total: Option<u64>,
    /// From 1.
    pub page_no: u64,
    /// Size of the body, decompressed.
    pub bytes: usize,
    /// By the client's clock, before the request for this page went out. What the page shows was so at this time or
    /// later; as pages are fetched ahead, this may be well before the page is handed over.
    pub asked_at: Timestamp,
}

/// A listing under way. Dropping it ends the request in flight.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact that the server showed, and any may go with any"
)]
pub struct Listing {
    client: Client,
    kind: ResourceKind,
    options: ListOptions,
    /// How the next page is asked for.
    next: PageRequest,
    /// Whether `count` may still grow.
    growing: bool,
    /// At most one page, fetched while the caller works on the one before.
    fetching: JoinSet<Result<Fetched, ClientError>>,
    hasher: RandomState,
    seen: HashSet<u64>,
    seams: Seams,
    cursors: HashSet<u64>,
    /// Pages in a row without anything new.
    idle_pages: u32,
    /// Whether a page after the first brought something new.
    moved_on: bool,
    total_changed: bool,
    /// Whether the server refused `startIndex`.
    index_refused: bool,
    /// The failure that made us ask without `count`; reported if asking differently does not help.
    refusal: Option<ClientError>,
    end: Option<End>,
    evidence: ListingEvidence,
}

impl Listing {
    pub(crate) fn new(client: Client, kind: ResourceKind, options: ListOptions) -> Self {
        let evidence = ListingEvidence {
            page_size: Some(options.page_size.max(1)),
            page_cap: options.page_cap,
            resource_cap: options.resource_cap,
            ..ListingEvidence::default()
        };
        Self {
            next: PageRequest {
                position: Position::Index(1),
                overlap: false,
                count: Some(options.page_size.max(1)),
            },
            growing: options.max_page_size > options.page_size,
            fetching: JoinSet::new(),
            hasher: RandomState::new(),
            seen: HashSet::new(),
            seams: Seams::default(),
            cursors: HashSet::new(),
            idle_pages: 0,
            moved_on: false,
            total_changed: false,
            index_refused: false,
            refusal: None,
            end: None,
            evidence,
            client,
            kind,
            options,
        }
    }

    /// The next page with something new on it; `None` at the end. The page after it is fetched meanwhile.
    ///
    /// An error ends the listing: its verdict is then [`Reason::Interrupted`].
    pub async fn next_page(&mut self) -> Result<Option<ListedPage>, ClientError> {
        while self.end.is_none() {
            if self.fetching.is_empty() {
                self.fetch();
            }
            let fetched = match self.fetching.join_next().await {
                Some(Ok(result)) => result,
                Some(Err(stopped)) => {
                    if let Ok(panic) = stopped.try_into_panic() {
                        std::panic::resume_unwind(panic);
                    }
                    // The runtime is shutting down.
                    self.end = Some(End::Failed);
                    break;
                }
                None => continue,
            };
            match fetched {
                Ok(fetched) => {
                    if let Some(page) = self.take(fetched) {
                        if self.end.is_none() {
                            self.fetch();
                        }
                        return Ok(Some(page));
                    }
                }
                Err(error) => {
                    if self.is_refused_probe(&error) || self.never_takes_index(&error) {
                        self.end = Some(End::ProbeRefused);
                    } else if !self.ask_differently(&error) {
                        self.end = Some(End::Failed);
                        return Err(self.refusal.take().unwrap_or(error));
                    }
                }
            }
        }
        Ok(None)
    }

    /// What was counted so far.
    pub fn evidence(&self) -> &ListingEvidence {
        &self.evidence
    }

    /// What to think of the listing, once [`next_page`](Self::next_page) has returned `None`.
    pub fn verdict(self) -> Verdict {
        Verdict {
            reason: self.reason(),
            evidence: self.evidence,
        }
    }

    /// Counts a page, drops what came before, and decides how to go on. `None` where nothing new came.
    fn take(&mut self, fetched: Fetched) -> Option<ListedPage> {
        let Fetched {
            page,
            bytes,
            asked_at,
            elapsed,
        } = fetched;
        let arrived = page.resources.len() as u64 + page.nameless;
        let first = self.evidence.requests == 0;
        self.evidence.requests += 1;
        self.evidence.bytes += bytes as u64;
        self.evidence.largest_page = self.evidence.largest_page.max(arrived);
        self.evidence.without_id += page.nameless;
        self.refusal = None;

        let mut resources = page.resources;
        let rows: Vec<u64> = resources
            .iter()
            .map(|resource| self.hasher.hash_one(&resource.columns.id))
            .collect();
        let seam = self.seams.judge(self.next.overlap, &rows, &self.seen);
        let mut rows = rows.into_iter();
        resources.retain(|_| rows.next().is_some_and(|row| self.seen.insert(row)));
        let new = resources.len() as u64;
        self.evidence.distinct += new;
        self.evidence.doubled += arrived - page.nameless - new - seam.asked_twice;
        self.note_total(page.total, arrived);
        if new > 0 {
            self.moved_on |= !first;
            self.idle_pages = 0;
        } else {
            self.idle_pages += 1;
        }
        if arrived > 0 {
            self.evidence.pages += 1;
        }

        if seam.again {
            self.next.overlap = false;
        } else {
            self.end = self.advance(page.next_cursor, arrived, new > 0 || seam.compared);
            self.adapt_count(arrived, elapsed);
            self.next.overlap = self.overlaps_next();
        }
        self.evidence.continuity = self.seams.continuity();
        self.apply_limits(&mut resources);
        if resources.is_empty() {
            return None;
        }
        Some(ListedPage {
            resources,
            total: self.evidence.last_total,
            page_no: self.evidence.pages,
            bytes,
            asked_at,
        })
    }

    /// Moves the position on, or tells why it cannot be.
    fn advance(&mut self, next_cursor: Option<String>, arrived: u64, moves: bool) -> Option<End> {
        if let Some(cursor) = next_cursor {
            self.evidence.by_cursor = true;
            let fresh = self.cursors.insert(self.hasher.hash_one(&cursor));
            if !fresh || self.idle_pages >= PATIENCE {
                return Some(End::NoProgress);
            }
            self.next.position = Position::Cursor(cursor);
            return None;
        }
        if self.evidence.by_cursor {
            return Some(End::LastCursor);
        }
        if arrived == 0 {
            return Some(End::EmptyPage);
        }
        // Entries without an id are progress of a kind: they say nothing about whether the server moved on.
        if !moves {
            return Some(End::OnlyKnown);
        }
        let start = match self.next.position {
            Position::Index(start) => start - u64::from(self.next.overlap),
            Position::Unstated | Position::Cursor(_) => 1,
        };
        self.next.position = Position::Index(start.saturating_add(arrived));
        None
    }

    /// Whether the next page is asked for from the last row of this one. Not where everything stated has come: what is
    /// asked for then is whether something lies beyond.
    fn overlaps_next(&mut self) -> bool {
        let more_stated = self
            .evidence
            .last_total
            .is_some_and(|total| total > self.evidence.distinct);
        let by_index = matches!(self.next.position, Position::Index(_)) && !self.index_refused;
        self.end.is_none()
            && more_stated
            && by_index
            && self.evidence.without_id == 0
            && self.seams.overlap(self.next.count)
    }

    /// Keeps the totals. Some servers say 0 on a page beyond the end; that says nothing about the pages before it.
    fn note_total(&mut self, total: Option<u64>, arrived: u64) {
        let Some(total) = total else { return };
        if arrived == 0 && total == 0 && self.evidence.distinct > 0 {
            return;
        }
        self.total_changed |= self.evidence.last_total.is_some_and(|last| last != total);
        self.evidence.first_total.get_or_insert(total);
        self.evidence.last_total = Some(total);
    }

    /// Asks for more at once where pages come full and quickly. Until the server has shown that it begins a page
    /// anywhere, the position stays a multiple of the size, since some divide one by the other to find a page number.
    fn adapt_count(&mut self, arrived: u64, elapsed: Duration) {
        let (Some(count), Position::Index(start)) = (self.next.count, &self.next.position) else {
            return;
        };
        if self.evidence.doubled > 0 || arrived != u64::from(count) || elapsed > QUICK {
            self.growing = false;
        }
        let larger = count.saturating_mul(2);
        let fits = self.seams.continuity() == Continuity::Checked || (start - 1) % u64::from(larger) == 0;
        if self.growing && larger <= self.options.max_page_size && fits {
            self.next.count = Some(larger);
        }
    }

    fn apply_limits(&mut self, resources: &mut Vec<ListedResource>) {
        if let Some(limit) = self.options.max_items {
            let distinct = self.evidence.distinct;
            let surplus = usize::try_from(distinct.saturating_sub(limit)).unwrap_or(usize::MAX);
            resources.truncate(resources.len().saturating_sub(surplus));
            self.evidence.distinct = distinct.min(limit);
            let more_stated = self.evidence.last_total.is_none_or(|total| total > limit);
            if surplus > 0 || (distinct == limit && more_stated && self.end.is_none()) {
                self.end = Some(End::Limit);
            }
        }
        if self.end.is_none()
            && (self.evidence.requests >= self.options.page_cap || self.evidence.distinct >= self.options.resource_cap)
        {
            self.end = Some(End::Cap);
        }
    }
}
