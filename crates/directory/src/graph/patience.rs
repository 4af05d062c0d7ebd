//! How often and how long a request is repeated: as Graph asks in `Retry-After`, and within limits.
//!
//! Source: <https://learn.microsoft.com/graph/throttling>: 429 with `Retry-After`; without it, back off exponentially.

use std::time::Duration;

use super::wire::{Answer, Limits};
use crate::source::SourceError;

/// The first wait where none is asked for; it doubles each time.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait where none is asked for.
const LONGEST: Duration = Duration::from_secs(30);

/// The waits of one request.
pub(super) struct Patience {
    limits: Limits,
    sent: u32,
    waited: Duration,
}

impl Patience {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            sent: 0,
            waited: Duration::ZERO,
        }
    }

    /// Whether the answer is to be asked for again later. All that is read here changes nothing, so a failure of the server may
    /// be tried again too.
    pub(super) fn is_for(answer: &Answer) -> bool {
        matches!(answer.status.as_u16(), 429 | 500 | 502 | 503 | 504)
    }

    /// How long to wait before the next attempt; the failure itself where it has been long enough.
    pub(super) fn next(&mut self, answer: &Answer) -> Result<Duration, SourceError> {
        self.after(answer.retry_after)
            .ok_or_else(|| match answer.status.as_u16() {
                429 | 503 => SourceError::Throttled {
                    wait: answer.retry_after,
                },
                status => SourceError::Server {
                    code: status.to_string(),
                    detail: super::refusal::message(&answer.body),
                },
            })
    }

    /// As long as asked for, else longer each time; `None` where it has been long enough.
    pub(super) fn after(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.sent += 1;
        let doubled = FIRST.saturating_mul(1 << (self.sent - 1).min(16)).min(LONGEST);
        let wait = asked.unwrap_or(doubled);
        self.waited = self.waited.saturating_add(wait);
        (self.sent < self.limits.attempts && self.waited <= self.limits.patience).then_some(wait)
    }
}
