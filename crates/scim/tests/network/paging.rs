//! A fake server that pages in every way that has been seen.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{scim, scim_error, user};

/// How a fake server pages.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a vice of its own")]
pub(crate) struct Paging {
    /// How many users there are.
    pub(crate) users: u64,
    /// The most it gives at once, whatever is asked.
    pub(crate) cap: Option<u64>,
    /// Gives this many, whatever is asked.
    pub(crate) fixed_page: Option<u64>,
    pub(crate) ignores_start: bool,
    pub(crate) ignores_count: bool,
    /// Begins each page after the first this much too early.
    pub(crate) overlap: u64,
    pub(crate) total: Total,
    /// Status with which it answers any `count`.
    pub(crate) refuses_count: Option<u16>,
    /// Status with which it answers any `startIndex`.
    pub(crate) refuses_start: Option<u16>,
    /// Status with which it answers a `startIndex` beyond this.
    pub(crate) refuses_beyond: Option<(u64, u16)>,
    /// Status with which it answers a `count` above this.
    pub(crate) refuses_count_above: Option<(u64, u16)>,
    /// Begins again where a `startIndex` is beyond the end, with the last page.
    pub(crate) clamps: bool,
    /// Gives whole pages only.
    pub(crate) whole_pages: Option<WholePages>,
    /// Pages by cursor (RFC 9865).
    pub(crate) by_cursor: bool,
    /// The cursor never ends.
    pub(crate) cursor_repeats: bool,
    /// Every so many-th entry has no id.
    pub(crate) nameless_every: Option<u64>,
}

/// What a fake server that gives whole pages only makes of a `startIndex` inside one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum WholePages {
    /// The page it is in: `(startIndex - 1) / count`.
    Containing,
    /// `startIndex / count`, which is the page after for the last row of one.
    Divided,
    /// Refuses it with this status.
    Refused(u16),
}

/// What a fake server says of the total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Total {
    True,
    Text,
    Missing,
    OfThePage,
    Fixed(u64),
    /// True, and 0 on an empty page.
    ZeroOnEmpty,
    /// Grows by one with each page, from this.
    Growing(u64),
}

impl Paging {
    pub(crate) fn of(users: u64) -> Self {
        Self {
            users,
            cap: None,
            fixed_page: None,
            ignores_start: false,
            ignores_count: false,
            overlap: 0,
            total: Total::True,
            refuses_count: None,
            refuses_start: None,
            refuses_beyond: None,
            refuses_count_above: None,
            clamps: false,
            whole_pages: None,
            by_cursor: false,
            cursor_repeats: false,
            nameless_every: None,
        }
    }

    fn answer(&self, request: &Request) -> ResponseTemplate {
        let parameter = |name: &str| {
            let mut pairs = request.url.query_pairs();
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let number = |name: &str| parameter(name).and_then(|value| value.parse::<u64>().ok());
        if let (Some(status), Some(_)) = (self.refuses_count, number("count")) {
            return scim_error(status, None, "count is not known here");
        }
        if let (Some(status), Some(_)) = (self.refuses_start, number("startIndex")) {
            return scim_error(status, None, "startIndex is not known here");
        }
        if let (Some((limit, status)), Some(count)) = (self.refuses_count_above, number("count"))
            && count > limit
        {
            return scim_error(status, None, "too many");
        }
        let cursor = parameter("cursor").and_then(|cursor| cursor.strip_prefix("at-")?.parse::<u64>().ok());
        let asked_start = if self.by_cursor {
            cursor.unwrap_or(1)
        } else {
            number("startIndex").unwrap_or(1).max(1)
        };
        if let Some((limit, status)) = self.refuses_beyond
            && asked_start > limit
        {
            return scim_error(status, None, "beyond the end");
        }
        let mut count = if self.ignores_count {
            self.users
        } else {
            number("count").unwrap_or(self.users)
        };
        count = count.min(self.cap.unwrap_or(u64::MAX));
        count = self.fixed_page.unwrap_or(count);
        let mut start = if self.ignores_start { 1 } else { asked_start };
        if let (Some(whole_pages), true) = (self.whole_pages, count > 0) {
            start = match whole_pages {
                WholePages::Containing => (start - 1) / count * count + 1,
                WholePages::Divided => start / count * count + 1,
                WholePages::Refused(status) if (start - 1) % count > 0 => {
                    return scim_error(status, None, "startIndex is not the first of a page");
                }
                WholePages::Refused(_) => start,
            };
        }
        if start > 1 {
            start = start.saturating_sub(self.overlap).max(1);
        }
        if self.clamps && start > self.users {
            start = self.users.saturating_sub(count) + 1;
        }
        let end = start.saturating_add(count).min(self.users + 1);
        let resources: Vec<Value> = (start..end.max(start))
            .map(|n| {
                let mut user = user(&format!("id-{n}"));
                if self.nameless_every.is_some_and(|every| n % every == 0) {
                    user.as_object_mut().unwrap().remove("id");
                }
                user
            })
            .collect();
        let shown = resources.len() as u64;
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "startIndex": start,
            "itemsPerPage": shown,
            "Resources": resources,
        });
        let total = match self.total {
            Total::True => Some(json!(self.users)),
            Total::Text => Some(json!(self.users.to_string())),
            Total::Missing => None,
            Total::OfThePage => Some(json!(shown)),
            Total::Fixed(total) => Some(json!(total)),
            Total::ZeroOnEmpty => Some(json!(if shown == 0 { 0 } else { self.users })),
            Total::Growing(from) => Some(json!(from + asked_start / 100)),
        };
        if let Some(total) = total {
            body["totalResults"] = total;
        }
        if self.by_cursor && (end <= self.users || self.cursor_repeats) {
            let next = if self.cursor_repeats { 1 } else { end };
            body["nextCursor"] = json!(format!("at-{next}"));
        }
        scim(200, &body)
    }

    pub(crate) async fn start(&self) -> MockServer {
        let server = MockServer::start().await;
        let paging = self.clone();
        Mock::given(method("GET"))
            .and(path("/Users"))
            .respond_with(move |request: &Request| paging.answer(request))
            .mount(&server)
            .await;
        server
    }

    pub(crate) fn ids(&self) -> BTreeSet<String> {
        (1..=self.users).map(|n| format!("id-{n}")).collect()
    }
}
