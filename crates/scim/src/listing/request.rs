//! How a page is asked for and fetched.

use std::error::Error;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::Method;

use super::Listing;
use super::page::{Page, PageError};
use crate::client::{ClientErrorKind, Missing, answer_text, broken_json};

/// Bodies beyond this are read on a thread of their own, in bytes.
const LARGE_BODY: usize = 512 << 10;

/// Where the next page begins and how it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageRequest {
    pub(super) position: Position,
    /// Begins one row early, with the last row of the page before. Only by index.
    pub(super) overlap: bool,
    pub(super) count: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Position {
    /// No position at all, for servers that refuse `startIndex`.
    Unstated,
    /// `startIndex`, from 1, of the first row not yet read.
    Index(u64),
    /// `cursor` (RFC 9865).
    Cursor(String),
}

pub(super) struct Fetched {
    pub(super) page: Page,
    pub(super) bytes: usize,
    pub(super) asked_at: Timestamp,
    pub(super) elapsed: Duration,
}

impl Listing {
    /// Begins to fetch the next page.
    pub(super) fn fetch(&mut self) {
        let client = self.client.clone();
        let url = self.url();
        self.evidence.page_size = self.next.count;
        let asked_at = client.now();
        self.fetching.spawn(async move {
            let started = Instant::now();
            let mut request = client.outgoing(Method::GET, url, Missing::Endpoint);
            request.body_limit = client.limits().page_bytes;
            request.keep_excerpt = false;
            let (received, exchange) = client.send(request).await?;
            let elapsed = started.elapsed();
            let bytes = received.body.len();
            let read = move || {
                let text = answer_text(&received.headers, &received.body).map_err(|kind| (kind, None))?;
                Page::read(text)
                    .map_err(|error| match &error {
                        PageError::Json(json) => (broken_json(text, json), Some(error)),
                        PageError::NotAList => (ClientErrorKind::NotScim, Some(error)),
                    })
                    // The body goes along for the evidence of a failure.
                    .map_err(|(kind, error)| (kind, error.map(|error| (error, received.body.clone()))))
            };
            let read = if bytes > LARGE_BODY {
                match tokio::task::spawn_blocking(read).await {
                    Ok(read) => read,
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                }
            } else {
                read()
            };
            match read {
                Ok(page) => Ok(Fetched {
                    page,
                    bytes,
                    asked_at,
                    elapsed,
                }),
                Err((kind, error)) => {
                    let mut exchange = exchange;
                    exchange.body_excerpt = error.as_ref().and_then(|(_, body)| client.excerpt(body));
                    let cause = error.as_ref().map(|(error, _)| error as &(dyn Error + 'static));
                    Err(client.unreadable(kind, cause, exchange))
                }
            }
        });
    }

    fn url(&self) -> url::Url {
        let filter = self.options.filter.as_ref().map(ToString::to_string);
        let attributes = self.options.attributes.join(",");
        let excluded = self.options.excluded_attributes.join(",");
        let count = self.next.count.map(|count| count.to_string());
        let mut query: Vec<(&str, &str)> = Vec::new();
        if let Some(filter) = &filter {
            query.push(("filter", filter));
        }
        if !attributes.is_empty() {
            query.push(("attributes", &attributes));
        }
        if !excluded.is_empty() {
            query.push(("excludedAttributes", &excluded));
        }
        let index;
        match &self.next.position {
            Position::Unstated => {}
            Position::Index(start) => {
                index = (start - u64::from(self.next.overlap)).to_string();
                query.push(("startIndex", &index));
            }
            Position::Cursor(cursor) => query.push(("cursor", cursor)),
        }
        if let Some(count) = &count {
            query.push(("count", count));
        }
        self.client.url().join(&[self.kind.endpoint()], &query)
    }
}
