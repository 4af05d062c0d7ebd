//! Whether pages go on from each other: at which servers it is seen, and how these are asked.

use scimdesk_scim::listing::{Completeness, Continuity, ListOptions};
use serde_json::Value;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request};

use crate::listing::{asked, drain, listed};
use crate::paging::{Paging, WholePages};
use crate::support::{client, impatient, list, scim, user};

#[tokio::test]
async fn it_is_said_whether_pages_were_seen_to_go_on_from_each_other() {
    use Continuity::{Checked, NotCheckable, Unneeded};
    let base = |users| Paging::of(users);
    // name, server, what was seen, how many came twice by the server's doing
    let table: Vec<(&str, Paging, Continuity, u64)> = vec![
        ("nobody there", base(0), Unneeded, 0),
        ("exactly one page", base(100), Unneeded, 0),
        ("as the RFC says", base(250), Checked, 0),
        (
            "a cap of 2 whatever is asked",
            Paging {
                cap: Some(2),
                ..base(9)
            },
            Checked,
            0,
        ),
        (
            "a fixed page of 20",
            Paging {
                fixed_page: Some(20),
                ..base(95)
            },
            Checked,
            0,
        ),
        (
            "any count is a 400",
            Paging {
                refuses_count: Some(400),
                cap: Some(20),
                ..base(95)
            },
            Checked,
            0,
        ),
        (
            "begins every page 3 too early",
            Paging {
                overlap: 3,
                ..base(180)
            },
            Checked,
            3,
        ),
        (
            "one row at a time",
            Paging {
                cap: Some(1),
                ..base(5)
            },
            NotCheckable,
            0,
        ),
        (
            "whole pages only",
            Paging {
                cap: Some(100),
                whole_pages: Some(WholePages::Containing),
                ..base(300)
            },
            NotCheckable,
            0,
        ),
        (
            "whole pages only, by plain division",
            Paging {
                cap: Some(100),
                whole_pages: Some(WholePages::Divided),
                ..base(300)
            },
            NotCheckable,
            0,
        ),
        (
            "400 for a startIndex inside a page",
            Paging {
                cap: Some(100),
                whole_pages: Some(WholePages::Refused(400)),
                ..base(300)
            },
            NotCheckable,
            0,
        ),
        (
            "cursors",
            Paging {
                by_cursor: true,
                ..base(250)
            },
            Unneeded,
            0,
        ),
    ];
    for (name, paging, continuity, doubled) in table {
        let (_, verdict) = listed(&paging).await;
        assert_eq!(verdict.completeness(), Completeness::Proven, "{name}: {verdict:?}");
        assert_eq!(verdict.evidence.continuity, continuity, "{name}: {verdict:?}");
        assert_eq!(verdict.evidence.doubled, doubled, "{name}: {verdict:?}");
    }
}

#[tokio::test]
async fn an_account_too_large_for_a_page_of_two_is_fetched_alone() {
    let server = MockServer::start().await;
    Mock::given(path("/Users"))
        .respond_with(|request: &Request| {
            let number = |name: &str| {
                let mut pairs = request.url.query_pairs();
                let (_, value) = pairs.find(|(key, _)| key == name).unwrap();
                value.parse::<u64>().unwrap()
            };
            let start = number("startIndex");
            let page: Vec<Value> = (start..(start + number("count")).min(6))
                .map(|n| {
                    let mut user = user(&format!("id-{n}"));
                    if n == 3 {
                        user["title"] = "x".repeat(4000).into();
                    }
                    user
                })
                .collect();
            scim(200, &list(5, start, &page))
        })
        .mount(&server)
        .await;
    let client = impatient(&server.uri(), |limits| limits.page_bytes = 4350);
    let options = ListOptions {
        page_size: 2,
        ..ListOptions::default()
    };
    let (all, verdict) = drain(&client, options).await.unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!(verdict.completeness(), Completeness::Proven, "{verdict:?}");
    assert_eq!(verdict.evidence.continuity, Continuity::NotCheckable);
    assert_eq!(
        asked(&server).await[..3],
        ["startIndex=1&count=2", "startIndex=2&count=2", "startIndex=3&count=1"]
    );
}

#[tokio::test]
async fn a_server_found_to_give_whole_pages_is_asked_for_whole_pages_from_then_on() {
    let paging = Paging {
        whole_pages: Some(WholePages::Containing),
        ..Paging::of(450)
    };
    let server = paging.start().await;
    let (client, _) = client(&server.uri());
    drain(&client, ListOptions::default()).await.unwrap();
    assert_eq!(
        asked(&server).await,
        [
            "startIndex=1&count=100",
            "startIndex=100&count=100",
            "startIndex=101&count=100",
            "startIndex=201&count=200",
            "startIndex=401&count=400",
            "startIndex=451&count=400",
        ]
    );
}

#[tokio::test]
async fn seeing_that_pages_go_on_from_each_other_costs_one_request_in_a_hundred() {
    let server = Paging::of(10_000).start().await;
    let (client, _) = client(&server.uri());
    let options = ListOptions {
        max_page_size: 100,
        ..ListOptions::default()
    };
    let (all, verdict) = drain(&client, options).await.unwrap();
    assert_eq!(all.len(), 10_000);
    assert_eq!(verdict.evidence.continuity, Continuity::Checked);
    // 100 pages and the probe for the end would be the least.
    assert_eq!(verdict.evidence.requests, 102);
}

#[tokio::test]
async fn pages_grow_while_they_come_full_and_go_on_from_each_other() {
    let server = Paging::of(1000).start().await;
    let (client, _) = client(&server.uri());
    let (all, verdict) = drain(&client, ListOptions::default()).await.unwrap();
    assert_eq!(all.len(), 1000);
    assert_eq!(
        asked(&server).await,
        [
            "startIndex=1&count=100",
            "startIndex=100&count=100",
            "startIndex=199&count=200",
            "startIndex=398&count=400",
            "startIndex=797&count=400",
            "startIndex=1001&count=400",
        ]
    );
    assert_eq!((verdict.evidence.pages, verdict.evidence.requests), (5, 6));
}
