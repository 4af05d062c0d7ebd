//! Whether each page goes on from where the one before it ended.
//!
//! A page is asked for from the last row of the page before. Where it shows that row and then only new ones, nothing can
//! have slipped from one page past the other: every account that comes after the row, and did so before, is still to
//! come. That holds for a list whose accounts keep their order among themselves.

use std::collections::HashSet;

/// What was seen of how the pages of a listing follow on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Continuity {
    /// Nothing to see: one page held everything, the server pages by cursor, or there was nothing to prove.
    #[default]
    Unneeded,
    /// Every page went on from the last row of the page before.
    Checked,
    /// Pages of this server do not overlap by one row: it gives whole pages only, one row at a time, or refuses.
    NotCheckable,
    /// A page did not go on from the last row of the page before.
    Broken,
}

/// The seams between pages, as far as they have been read. Rows are known by the hashes of their ids.
#[derive(Debug, Default)]
pub(super) struct Seams {
    continuity: Continuity,
    /// The last row of the page before, where the next page can show it and more.
    last: Option<u64>,
    doubt: Option<Doubt>,
}

/// An overlapping page that did not go on as it should. What the same place shows without overlap tells why.
#[derive(Debug)]
struct Doubt {
    first_row: Option<u64>,
    shows_last: bool,
    is_new: bool,
}

/// What a page says about the seam before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Judged {
    /// Ask for the same place again, without overlap.
    pub(super) again: bool,
    /// The page may repeat what is known, because it was asked for to be compared; that is not the end of the list.
    pub(super) compared: bool,
    /// So many of its rows came again only because they were asked for again.
    pub(super) asked_twice: u64,
}

impl Seams {
    pub(super) fn continuity(&self) -> Continuity {
        self.continuity
    }

    /// Whether the next page is to be asked for from the last row of this one. To be asked only where more is to come
    /// and something is to be proven: where it cannot be, the listing is no longer checkable.
    pub(super) fn overlap(&mut self, count: Option<u32>) -> bool {
        let is_open = matches!(self.continuity, Continuity::Unneeded | Continuity::Checked);
        let has_room = self.last.is_some() && count != Some(1);
        if is_open && !has_room {
            self.give_up();
        }
        is_open && has_room
    }

    /// The pages of this server cannot be compared.
    pub(super) fn give_up(&mut self) {
        if self.continuity != Continuity::Broken {
            self.continuity = Continuity::NotCheckable;
        }
    }

    /// Judges a page by its rows, before they are added to those `seen`.
    pub(super) fn judge(&mut self, overlapping: bool, rows: &[u64], seen: &HashSet<u64>) -> Judged {
        let known = rows.iter().filter(|row| seen.contains(row)).count();
        let page = Page {
            rows,
            known,
            is_new: known < rows.len(),
            // Some servers begin a page a few rows too early, so the row need not be the first; but what stands before
            // it must be known, and what follows new.
            goes_on: (1..rows.len()).contains(&known)
                && self.last == Some(rows[known - 1])
                && rows[..known].iter().all(|row| seen.contains(row)),
            shows_last: self.last.is_some_and(|last| rows.contains(&last)),
        };
        let judged = if overlapping {
            self.overlapping(&page)
        } else {
            self.plain(&page)
        };
        if !judged.again {
            // A page of one row leaves no room for another beside it.
            self.last = rows.last().copied().filter(|_| rows.len() > 1);
        }
        judged
    }

    fn overlapping(&mut self, page: &Page<'_>) -> Judged {
        if page.goes_on {
            self.continuity = Continuity::Checked;
        } else if page.is_new && self.continuity == Continuity::Checked {
            self.continuity = Continuity::Broken;
        } else {
            self.doubt = Some(Doubt {
                first_row: page.rows.first().copied(),
                shows_last: page.shows_last,
                is_new: page.is_new,
            });
            return Judged {
                again: true,
                asked_twice: page.known as u64,
                ..Judged::default()
            };
        }
        Judged {
            asked_twice: u64::from(page.shows_last),
            ..Judged::default()
        }
    }

    fn plain(&mut self, page: &Page<'_>) -> Judged {
        let Some(doubt) = self.doubt.take() else {
            return Judged::default();
        };
        self.settle(&doubt, page);
        if !doubt.is_new {
            return Judged::default();
        }
        Judged {
            compared: true,
            asked_twice: page.known as u64,
            ..Judged::default()
        }
    }

    /// Tells a server that gives whole pages only from a list that changed.
    fn settle(&mut self, doubt: &Doubt, page: &Page<'_>) {
        if !doubt.is_new && !page.is_new {
            // The end, whichever way it is asked for.
            return;
        }
        if !doubt.is_new && page.goes_on {
            self.continuity = Continuity::Checked;
            return;
        }
        let gives_whole_pages = if doubt.is_new {
            // The page after the one that was meant, both times.
            doubt.first_row == page.rows.first().copied()
        } else {
            // The page before once more, and then the next.
            doubt.shows_last && page.known == 0
        };
        self.continuity = if gives_whole_pages && self.continuity == Continuity::Unneeded {
            Continuity::NotCheckable
        } else {
            Continuity::Broken
        };
    }
}

/// What is to be known of a page to judge it.
struct Page<'a> {
    rows: &'a [u64],
    /// How many rows had been seen before.
    known: usize,
    is_new: bool,
    /// Shows known rows, the last of them the last of the page before, and then only new ones.
    goes_on: bool,
    shows_last: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seams after a first page with the rows 1 to 3 and one that went on from it with 4 and 5.
    fn checked() -> (Seams, HashSet<u64>) {
        let mut seams = Seams::default();
        let mut seen = HashSet::new();
        for (overlapping, rows) in [(false, &[1, 2, 3][..]), (true, &[3, 4, 5])] {
            assert!(!seams.judge(overlapping, rows, &seen).again);
            seen.extend(rows);
        }
        assert_eq!(seams.continuity(), Continuity::Checked);
        (seams, seen)
    }

    #[test]
    fn a_page_goes_on_only_from_the_last_row_of_the_page_before() {
        for (rows, continuity) in [
            (&[5, 6, 7][..], Continuity::Checked),
            // Begun a few rows too early.
            (&[3, 4, 5, 6], Continuity::Checked),
            // Begun at a row that is known, but is not the last: a row was deleted before it, and one slipped by.
            (&[4, 6, 7], Continuity::Broken),
            (&[6, 7], Continuity::Broken),
            // The last row is there, and one that is new stands before it.
            (&[6, 5, 7], Continuity::Broken),
        ] {
            let (mut seams, seen) = checked();
            seams.judge(true, rows, &seen);
            assert_eq!(seams.continuity(), continuity, "{rows:?}");
        }
    }

    #[test]
    fn a_row_that_was_asked_for_twice_is_not_called_doubled() {
        let (mut seams, seen) = checked();
        assert_eq!(seams.judge(true, &[5, 6], &seen).asked_twice, 1);
    }
}
