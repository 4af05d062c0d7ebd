//! The last requests that came in, for tests to read.

use std::collections::VecDeque;

/// How many requests are kept; older ones make way.
const CAPACITY: usize = 1_000;

/// One request as it came in. Headers are left out, and with them the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    /// The method: `GET`.
    pub method: String,
    /// The path below the tenant URL, as sent: `/Users/2819`.
    pub path: String,
    /// The query as sent, still encoded, without the question mark; empty if there was none.
    pub query: String,
    /// The body as sent; what is not UTF-8 is replaced.
    pub body: String,
}

/// A ring of requests.
#[derive(Debug, Default)]
pub(crate) struct Requests(VecDeque<RecordedRequest>);

impl Requests {
    pub(crate) fn push(&mut self, request: RecordedRequest) {
        if self.0.len() == CAPACITY {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.0.iter().cloned().collect()
    }
}
