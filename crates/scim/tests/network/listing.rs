//! Listing from servers that page in every way that has been seen, and what is concluded from each.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use scimdesk_scim::client::{Client, ClientError, ClientErrorKind, Clock};
use scimdesk_scim::filter::Filter;
use scimdesk_scim::listing::{Completeness, ListOptions, ListedResource, Reason, Verdict};
use scimdesk_scim::resource::ResourceKind;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::paging::{Paging, Total, WholePages};
use crate::support::{FakeClock, client, scim_error};

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

pub(crate) async fn listed(paging: &Paging) -> (BTreeSet<String>, Verdict) {
    let server = paging.start().await;
    let (client, _) = client(&server.uri());
    let (all, verdict) = drain(&client, ListOptions::default()).await.unwrap();
    let count = all.len();
    let ids: BTreeSet<String> = all.into_iter().map(|resource| resource.columns.id).collect();
    assert_eq!(ids.len(), count, "an id is handed out once");
    assert_eq!(ids.len() as u64, verdict.evidence.distinct);
    (ids, verdict)
}

/// The queries of all requests, in order.
pub(crate) async fn asked(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| request.url.query().unwrap().to_owned())
        .collect()
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
            "whole pages only",
            Paging {
                whole_pages: Some(WholePages::Containing),
                ..base(900)
            },
            900,
            Reason::EndRepeats,
            Unproven,
        ),
        (
            "whole pages only, by plain division",
            Paging {
                whole_pages: Some(WholePages::Divided),
                ..base(900)
            },
            900,
            Reason::EndRepeats,
            Unproven,
        ),
        (
            "whole pages of 20 only, whatever is asked",
            Paging {
                cap: Some(20),
                whole_pages: Some(WholePages::Containing),
                ..base(100)
            },
            100,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "500 for a startIndex inside a page",
            Paging {
                cap: Some(100),
                whole_pages: Some(WholePages::Refused(500)),
                ..base(300)
            },
            300,
            Reason::TotalReachedAndNothingBeyond,
            Proven,
        ),
        (
            "one row at a time",
            Paging {
                cap: Some(1),
                ..base(5)
            },
            5,
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
        refuses_beyond: Some((99, 403)),
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
