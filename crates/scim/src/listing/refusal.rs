//! What a refused page means, and how else it can be asked for.

use super::Listing;
use super::continuity::Continuity;
use super::request::Position;
use crate::client::{ClientError, ClientErrorKind};
use crate::error_body::ScimType;

impl Listing {
    /// Whether this is an error for asking beyond what the server said is the end.
    pub(super) fn is_refused_probe(&self, error: &ClientError) -> bool {
        self.evidence.distinct > 0
            && self
                .evidence
                .last_total
                .is_some_and(|total| total <= self.evidence.distinct)
            && may_be_the_position(&error.kind)
    }

    /// Whether the server refused every position, so that its first page is all that can be had.
    pub(super) fn never_takes_index(&self, error: &ClientError) -> bool {
        self.index_refused && self.evidence.requests > 0 && error.status().is_some()
    }

    /// Whether the same page can be asked for in another way that may work; if so it will be.
    pub(super) fn ask_differently(&mut self, error: &ClientError) -> bool {
        if self.next.overlap && self.seams.continuity() == Continuity::Unneeded && may_be_the_position(&error.kind) {
            self.ask_without_overlap();
            return true;
        }
        let too_much = matches!(
            error.kind,
            ClientErrorKind::AnswerTooLarge { .. } | ClientErrorKind::AnswerTimeout | ClientErrorKind::BodyStalled
        );
        let refused = matches!(
            error.kind,
            ClientErrorKind::BadRequest { .. }
                | ClientErrorKind::NotSupported
                | ClientErrorKind::ServerFailed { .. }
                | ClientErrorKind::UnexpectedStatus { .. }
        );
        if !too_much && !refused {
            return false;
        }
        let usual = self.options.page_size.max(1);
        match self.next.count {
            Some(count) if count > usual => {
                self.growing = false;
                self.next.count = Some(usual);
                true
            }
            Some(count) if too_much && count > 1 => {
                self.growing = false;
                self.next.count = Some(count.div_ceil(4));
                if self.next.overlap && self.next.count == Some(1) {
                    self.ask_without_overlap();
                }
                true
            }
            _ if refused && self.evidence.requests == 0 => self.ask_more_plainly(error),
            _ => false,
        }
    }

    fn ask_without_overlap(&mut self) {
        self.next.overlap = false;
        self.seams.give_up();
    }

    /// The first page was refused: without `count`, then without `startIndex` too.
    fn ask_more_plainly(&mut self, error: &ClientError) -> bool {
        if matches!(
            &error.kind,
            ClientErrorKind::BadRequest {
                scim_type: Some(ScimType::InvalidFilter)
            }
        ) {
            return false;
        }
        if self.refusal.is_none() {
            self.refusal = Some(error.clone());
        }
        if self.next.count.take().is_some() {
            self.evidence.count_refused = true;
            return true;
        }
        if self.next.position == Position::Index(1) {
            self.next.position = Position::Unstated;
            self.index_refused = true;
            return true;
        }
        false
    }
}

/// Answers with which servers refuse a `startIndex` that they do not like.
fn may_be_the_position(kind: &ClientErrorKind) -> bool {
    matches!(
        kind,
        ClientErrorKind::BadRequest { .. }
            | ClientErrorKind::NotFound { .. }
            | ClientErrorKind::NotSupported
            | ClientErrorKind::ServerFailed { .. }
            | ClientErrorKind::UnexpectedStatus { .. }
            | ClientErrorKind::EmptyAnswer
            | ClientErrorKind::NotScim
    )
}
