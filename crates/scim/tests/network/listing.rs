//! Listing from servers that page in every way that has been seen, and what is concluded from each.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use scimdesk_scim::client::{Client, ClientError, ClientErrorKind, Clock};
use scimdesk_scim::filter::Filter;
use scimdesk_scim::listing::{Completeness, ListOptions, ListedResource, Reason, Verdict};
use scimdesk_scim::resource::ResourceKind;
use serde_json::{Value, json};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{FakeClock, client, scim, scim_error, user};

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
    /// Pages by cursor (RFC 9865).
    pub(crate) by_cursor: bool,
    /// The cursor never ends.
    pub(crate) cursor_repeats: bool,
    /// Every so many-th entry has no id.
    pub(crate) nameless_every: Option<u64>,
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

/// Everything that came, in order, and the verdict.
pub(crate) async fn drain(
    client: &Client,
    options: ListOptions,
) -> Result<(Vec<ListedResource>, Verdict), ClientError> {
    let mut listing = client.list(ResourceKind::User, options);
    let mut all = Vec::new();
    while let Some(page) = listing.next_page().await? {
        assert!(
            !page.resources.is_empty(),
            "a page without anything new is not handed out"
        );
        all.extend(page.resources);
    }
    Ok((all, listing.verdict()))
}

async fn listed(paging: &Paging) -> (BTreeSet<String>, Verdict) {
    let server = paging.start().await;
    let (client, _) = client(&server.uri());
    let (all, verdict) = drain(&client, ListOptions::default()).await.unwrap();
    let count = all.len();
    let ids: BTreeSet<String> = all.into_iter().map(|resource| resource.columns.id).collect();
    assert_eq!(ids.len(), count, "an id is handed out once");
    assert_eq!(ids.len() as u64, verdict.evidence.distinct);
    (ids, verdict)
}

#[tokio::test]
async fn the_table_of_quirks() {
    use Completeness::{KnownPartial, Proven, Unproven};
    let base = |users| Paging::of(users);
    // name, server, how many arrive, reason
    let table: Vec<(&str, Paging, u64, Reason, Completeness)> = vec![
        (
            "as the RFC says",
            base(250),
            250,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        ("nobody there", base(0), 0, Reason::TotalReachedAndNothingBeyond, Proven),
        (
            "exactly one page",
            base(100),
            100,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "a cap of 20 whatever is asked",
            Paging {
                cap: Some(20),
                ..base(95)
            },
            95,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "a fixed page of 30",
            Paging {
                fixed_page: Some(30),
                ..base(95)
            },
            95,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "the total as text",
            Paging {
                total: Total::Text,
                ..base(130)
            },
            130,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "total 0 on the empty page",
            Paging {
                total: Total::ZeroOnEmpty,
                ..base(130)
            },
            130,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "any count is a 500",
            Paging {
                refuses_count: Some(500),
                ..base(60)
            },
            60,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "any count is a 400",
            Paging {
                refuses_count: Some(400),
                ..base(60)
            },
            60,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "a count above 100 is a 400",
            Paging {
                refuses_count_above: Some((100, 400)),
                ..base(900)
            },
            900,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "pages overlap by 3",
            Paging {
                overlap: 3,
                ..base(250)
            },
            250,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "50 at most, startIndex ignored, total of the page",
            Paging {
                cap: Some(50),
                ignores_start: true,
                total: Total::OfThePage,
                ..base(80)
            },
            50,
            Reason::StartIndexIgnored,
            Unproven,
        ),
        (
            "100 at most, all parameters ignored, total 100",
            Paging {
                fixed_page: Some(100),
                ignores_start: true,
                total: Total::Fixed(100),
                ..base(130)
            },
            100,
            Reason::StartIndexIgnored,
            Unproven,
        ),
        (
            "everything in one answer, startIndex ignored",
            Paging {
                ignores_start: true,
                ignores_count: true,
                ..base(130)
            },
            130,
            Reason::StartIndexIgnored,
            Unproven,
        ),
        (
            "startIndex ignored, true total",
            Paging {
                cap: Some(50),
                ignores_start: true,
                ..base(80)
            },
            50,
            Reason::FewerThanStated,
            KnownPartial,
        ),
        (
            "no total",
            Paging {
                total: Total::Missing,
                ..base(130)
            },
            130,
            Reason::TotalNotStated,
            Unproven,
        ),
        (
            "a total that is too small",
            Paging {
                total: Total::Fixed(100),
                ..base(130)
            },
            130,
            Reason::MoreThanStated,
            Unproven,
        ),
        (
            "a total that is too large",
            Paging {
                total: Total::Fixed(150),
                ..base(130)
            },
            130,
            Reason::FewerThanStated,
            KnownPartial,
        ),
        (
            "a total that grows to what arrives",
            Paging {
                total: Total::Growing(248),
                cap: Some(100),
                ..base(250)
            },
            250,
            Reason::ChangedWhileListing,
            Unproven,
        ),
        (
            "400 beyond the end",
            Paging {
                refuses_beyond: Some((130, 400)),
                ..base(130)
            },
            130,
            Reason::EndNotProbed,
            Unproven,
        ),
        (
            "a window of 100 and a total to match",
            Paging {
                refuses_beyond: Some((100, 500)),
                total: Total::Fixed(100),
                ..base(130)
            },
            100,
            Reason::EndNotProbed,
            Unproven,
        ),
        (
            "the last page again beyond the end",
            Paging {
                clamps: true,
                ..base(130)
            },
            130,
            Reason::EndRepeats,
            Unproven,
        ),
        (
            "startIndex refused, one page of it all",
            Paging {
                refuses_start: Some(400),
                refuses_count: Some(400),
                ..base(60)
            },
            60,
            Reason::EndNotProbed,
            Unproven,
        ),
        (
            "entries without id",
            Paging {
                nameless_every: Some(10),
                ..base(130)
            },
            117,
            Reason::EntriesWithoutId,
            KnownPartial,
        ),
        (
            "cursors",
            Paging {
                by_cursor: true,
                ..base(250)
            },
            250,
            Reason::TotalReachedAndLastCursor,
            Proven,
        ),
        (
            "cursors without a total",
            Paging {
                by_cursor: true,
                total: Total::Missing,
                ..base(250)
            },
            250,
            Reason::TotalNotStated,
            Unproven,
        ),
        (
            "cursors in a circle",
            Paging {
                by_cursor: true,
                cursor_repeats: true,
                ..base(250)
            },
            100,
            Reason::FewerThanStated,
            KnownPartial,
        ),
    ];
    for (name, paging, arriving, reason, completeness) in table {
        let (ids, verdict) = listed(&paging).await;
        assert_eq!(verdict.reason, reason, "{name}: {verdict:?}");
        assert_eq!(verdict.completeness(), completeness, "{name}");
        assert_eq!(ids.len() as u64, arriving, "{name}: {verdict:?}");
    }
}

#[tokio::test]
async fn pages_grow_while_they_come_full_and_stay_aligned() {
    let server = Paging::of(1000).start().await;
    let (client, _) = client(&server.uri());
    let (all, verdict) = drain(&client, ListOptions::default()).await.unwrap();
    assert_eq!(all.len(), 1000);
    let asked: Vec<String> = server
        .received_requests()
        .await
        .unwrap()
        .iter()
        .map(|request| request.url.query().unwrap().to_owned())
        .collect();
    assert_eq!(
        asked,
        [
            "startIndex=1&count=100",
            "startIndex=101&count=100",
            "startIndex=201&count=200",
            "startIndex=401&count=400",
            "startIndex=801&count=400",
            "startIndex=1001&count=400",
        ]
    );
    assert_eq!((verdict.evidence.pages, verdict.evidence.requests), (5, 6));
}

#[tokio::test]
async fn the_filter_the_attributes_and_the_limit_are_sent_and_kept() {
    let server = Paging::of(130).start().await;
    let (client, _) = client(&server.uri());
    let options = ListOptions {
        filter: Some(Filter::parse("active eq true").unwrap()),
        attributes: vec!["id".into(), "userName".into()],
        excluded_attributes: vec!["members".into()],
        max_items: Some(30),
        ..ListOptions::default()
    };
    let (all, verdict) = drain(&client, options).await.unwrap();
    assert_eq!(all.len(), 30);
    assert_eq!(verdict.reason, Reason::LimitReached);
    assert_eq!(verdict.evidence.distinct, 30);
    let query = server.received_requests().await.unwrap()[0]
        .url
        .query()
        .unwrap()
        .to_owned();
    assert!(
        query.starts_with("filter=active%20eq%20true&attributes=id%2CuserName&excludedAttributes=members&"),
        "{query}"
    );
}

#[tokio::test]
async fn a_limit_that_is_not_reached_changes_nothing() {
    let server = Paging::of(30).start().await;
    let (client, _) = client(&server.uri());
    for limit in [30, 31] {
        let options = ListOptions {
            max_items: Some(limit),
            ..ListOptions::default()
        };
        let (all, verdict) = drain(&client, options).await.unwrap();
        assert_eq!(
            (all.len(), verdict.completeness()),
            (30, Completeness::Proven),
            "{limit}"
        );
    }
}

#[tokio::test]
async fn a_server_that_never_ends_is_ended() {
    let endless = Paging {
        total: Total::Missing,
        ..Paging::of(1_000_000)
    };
    let server = endless.start().await;
    let (client, _) = client(&server.uri());
    for options in [
        ListOptions {
            page_cap: 3,
            ..ListOptions::default()
        },
        ListOptions {
            resource_cap: 200,
            ..ListOptions::default()
        },
    ] {
        let (_, verdict) = drain(&client, options).await.unwrap();
        assert_eq!(verdict.reason, Reason::CapReached);
        assert_eq!(verdict.completeness(), Completeness::KnownPartial);
    }
}

#[tokio::test]
async fn an_error_half_way_ends_the_listing_as_interrupted() {
    let paging = Paging {
        refuses_beyond: Some((100, 403)),
        ..Paging::of(250)
    };
    let server = paging.start().await;
    let (client, _) = client(&server.uri());
    let mut listing = client.list(ResourceKind::User, ListOptions::default());
    assert_eq!(listing.next_page().await.unwrap().unwrap().resources.len(), 100);
    let error = listing.next_page().await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::Forbidden);
    assert_eq!(listing.verdict().reason, Reason::Interrupted);
}

#[tokio::test]
async fn a_page_fetched_ahead_is_dated_before_its_request_not_when_it_is_taken() {
    let server = Paging::of(250).start().await;
    let (client, clock) = client(&server.uri());
    let mut listing = client.list(ResourceKind::User, ListOptions::default());
    let first = listing.next_page().await.unwrap().unwrap();
    clock.sleep(Duration::from_mins(1)).await;
    let second = listing.next_page().await.unwrap().unwrap();
    let third = listing.next_page().await.unwrap().unwrap();
    let later = Timestamp::try_from(FakeClock::start() + Duration::from_mins(1)).unwrap();
    assert!(first.asked_at <= second.asked_at && second.asked_at < later);
    assert!(third.asked_at >= later);
}

#[tokio::test]
async fn a_listing_dropped_before_its_end_proves_nothing() {
    let server = Paging::of(250).start().await;
    let (client, _) = client(&server.uri());
    let mut listing = client.list(ResourceKind::User, ListOptions::default());
    listing.next_page().await.unwrap();
    assert_eq!(listing.verdict().reason, Reason::Interrupted);
}

#[tokio::test]
async fn the_first_refusal_is_reported_where_nothing_helps() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(scim_error(500, None, "resource type not valid"))
        .mount(&server)
        .await;
    let (client, _) = client(&server.uri());
    let error = drain(&client, ListOptions::default()).await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::ServerFailed { status: 500 });
    assert!(error.exchange.url.contains("count=100"));
    assert_eq!(server.received_requests().await.unwrap().len(), 15);
}

#[tokio::test]
async fn a_page_that_is_no_page_says_what_it_is() {
    let table = [
        (
            "{\"totalResults\": 3, \"Resources\": [{\"id\": \"1\"",
            ClientErrorKind::BrokenJson { line: 1, column: 44 },
        ),
        ("{\"id\": \"7\"}", ClientErrorKind::NotScim),
        ("[]", ClientErrorKind::NotScim),
        ("", ClientErrorKind::EmptyAnswer),
        ("<title>Log in</title>", ClientErrorKind::SignInPage),
    ];
    for (body, expected) in table {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, "application/scim+json"))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let error = drain(&client, ListOptions::default()).await.unwrap_err();
        assert_eq!(error.kind, expected, "{body}");
    }
}

#[test]
fn columns_are_read_leniently_and_the_text_is_kept_as_it_came() {
    let text = r#"{
        "SCHEMAS": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "ID": 2819, "externalid": "701984", "UserName": "bjensen", "DISPLAYNAME": null,
        "name": {"Formatted": "Ms. Barbara J Jensen", "givenName": "Barbara", "FAMILYNAME": "Jensen", "x": [1, {"y": 2}]},
        "active": "False", "title": ["not", "text"],
        "emails": [{"value": "b@home.example", "type": "home"}, "plain@example.com",
                   {"value": "b@work.example", "type": "Work"}, {"value": "", "primary": true}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user": {"Department": "Tours", "manager": {"value": "26"}},
        "groups": [{"value": "e9e3", "display": "Guides", "type": "direct"}, 42, {"display": "nameless"}],
        "meta": {"created": "2010-01-23T04:56:22Z", "LastModified": "2011-05-13T04:42:34", "version": "W\/\"a330\""},
        "unknown": {"members": [{"value": "not ours"}]}
    }"#;
    let listed = ListedResource::from_json(text).unwrap();
    let columns = &listed.columns;
    assert_eq!(listed.raw(), text);
    assert_eq!(columns.id, "2819");
    assert_eq!(columns.external_id.as_deref(), Some("701984"));
    assert_eq!(columns.user_name.as_deref(), Some("bjensen"));
    assert_eq!(columns.display_name, None);
    assert_eq!(columns.best_name(), "Ms. Barbara J Jensen");
    assert_eq!(columns.given_name.as_deref(), Some("Barbara"));
    assert_eq!(columns.family_name.as_deref(), Some("Jensen"));
    assert_eq!(columns.active, Some(false));
    assert_eq!(columns.title, None);
    assert_eq!(columns.email.as_deref(), Some("b@work.example"));
    assert_eq!(columns.department.as_deref(), Some("Tours"));
    let groups = columns.groups.as_ref().unwrap();
    assert_eq!(
        groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(),
        ["e9e3", "42"]
    );
    assert_eq!(groups[0].display.as_deref(), Some("Guides"));
    assert_eq!(columns.members, None, "not returned: unknown, not empty");
    assert_eq!(columns.created.unwrap().to_string(), "2010-01-23T04:56:22Z");
    assert_eq!(columns.last_modified.unwrap().to_string(), "2011-05-13T04:42:34Z");
    assert_eq!(columns.version.as_deref(), Some("W/\"a330\""));

    let flat = r#"{"id":"1","external_id":"x","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"D","members":[]}"#;
    let columns = ListedResource::from_json(flat).unwrap().columns;
    assert_eq!(
        (columns.external_id.as_deref(), columns.department.as_deref()),
        (Some("x"), Some("D"))
    );
    assert_eq!(columns.members, Some(vec![]), "returned and empty");
    assert!(ListedResource::from_json("[1]").is_err());
}

proptest::proptest! {
    /// The columns and the typed views are two readings of the same JSON; they must not differ.
    #[test]
    fn columns_agree_with_the_typed_view(
        parts in proptest::collection::vec((0..14usize, 0..6usize), 0..12),
    ) {
        let names = ["displayName", "userName", "externalId", "active", "title", "emails", "groups", "members",
            "DISPLAYNAME", "Emails", "name", "meta", "id", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"];
        let values = [json!("text"), json!(5), json!(true), json!(null),
            json!([{"value": "a", "type": "other"}, {"value": "b", "TYPE": "work"}, {"Value": "c", "primary": "true"}]),
            json!({"formatted": "F", "givenName": "G", "familyName": 7, "department": "D", "created": "2010-01-23T04:56:22Z", "version": 3})];
        let mut object = serde_json::Map::new();
        for (name, value) in parts {
            let name = names[name];
            if !object.keys().any(|key: &String| key.eq_ignore_ascii_case(name)) {
                object.insert(name.to_owned(), values[value].clone());
            }
        }
        let resource = scimdesk_scim::resource::Resource::from_value(Value::Object(object)).unwrap();
        let columns = ListedResource::from_json(&resource.to_value().to_string()).unwrap().columns;
        let user = resource.as_user();
        let ids = |list: Option<Vec<scimdesk_scim::user::MultiValue<'_>>>| -> Option<Vec<String>> {
            list.map(|list| list.into_iter().filter_map(|one| one.value).map(std::borrow::Cow::into_owned).collect())
        };
        let listed = |list: &Option<Vec<scimdesk_scim::listing::Reference>>| -> Option<Vec<String>> {
            list.as_ref().map(|list| list.iter().map(|one| one.id.clone()).collect())
        };
        let owned = |text: Option<std::borrow::Cow<'_, str>>| text.map(std::borrow::Cow::into_owned);
        proptest::prop_assert_eq!(columns.best_name(), user.best_name().unwrap_or_default().into_owned());
        proptest::prop_assert_eq!(columns.id, owned(resource.id()).unwrap_or_default());
        proptest::prop_assert_eq!(columns.display_name, owned(user.display_name()));
        proptest::prop_assert_eq!(columns.user_name, owned(user.user_name()));
        proptest::prop_assert_eq!(columns.external_id, owned(resource.external_id()));
        proptest::prop_assert_eq!(columns.active, user.active());
        proptest::prop_assert_eq!(columns.email, owned(user.primary_email()));
        proptest::prop_assert_eq!(columns.created, resource.meta().created);
        proptest::prop_assert_eq!(columns.version, owned(resource.meta().version));
        proptest::prop_assert_eq!(columns.department,
            owned(user.enterprise().and_then(|enterprise| enterprise.department())));
        proptest::prop_assert_eq!(listed(&columns.groups), ids(user.groups()));
        proptest::prop_assert_eq!(listed(&columns.members), ids(resource.as_group().members()));
    }
}
