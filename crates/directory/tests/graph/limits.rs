//! Waiting, being refused, being led astray, and stopping.

use std::{sync::Arc, time::Duration};

use scimdesk_directory::{
    graph::{GraphCredential, GraphSource},
    source::{Source as _, SourceError, SourceProgress},
};
use scimdesk_sandbox::graph::{GraphFaults, ObjectKind, PracticeGraph};
use tokio_util::sync::CancellationToken;

use crate::support::{State, TestClock, fetch, options, practice, source, source_of};

fn throttling(throttle: u32, retry_after: Option<u64>) -> GraphFaults {
    GraphFaults {
        throttle,
        retry_after,
        ..GraphFaults::default()
    }
}

fn timed(graph: &PracticeGraph) -> (GraphSource, Arc<TestClock>) {
    let clock = Arc::new(TestClock::new());
    let source = source_of(options(graph, &clock), GraphCredential::Secret(graph.secret()));
    (source, clock)
}

#[tokio::test]
async fn a_wait_that_graph_asks_for_is_kept() {
    let graph = practice(20).await;
    let (source, clock) = timed(&graph);
    graph.set_faults(throttling(2, Some(17)));
    let fetched = fetch(&source, None).await.expect("a full fetch");
    assert_eq!(fetched.people.len(), 20);
    assert_eq!(clock.waits(), [Duration::from_secs(17); 2]);
}

#[tokio::test]
async fn where_no_wait_is_asked_for_each_is_longer() {
    let graph = practice(5).await;
    let (source, clock) = timed(&graph);
    let unavailable = 4;
    graph.set_faults(GraphFaults {
        unavailable,
        ..GraphFaults::default()
    });
    fetch(&source, None).await.expect("a full fetch");
    assert_eq!(clock.waits(), [1, 2, 4, 8].map(Duration::from_secs));
}

#[tokio::test]
async fn throttled_parts_of_a_batch_are_asked_for_again_and_no_others() {
    let graph = practice(60).await;
    let (source, clock) = timed(&graph);
    let first = fetch(&source, None).await.expect("a full fetch");
    let mut state = State::default();
    state.take(&first);
    graph.edit(|directory| {
        for id in directory.present(ObjectKind::User) {
            directory.set(&id, "department", "Quay");
        }
    });
    let seen = graph.requests().len();
    // Nine pages of the round come first; the tenth request is a batch.
    let faults = throttling(30, Some(3));
    let progress = |progress: SourceProgress| {
        if progress.people == 60 {
            graph.set_faults(faults.clone());
        }
    };
    let second = source
        .fetch(first.watermark.as_deref(), &progress, &CancellationToken::new())
        .await;
    state.take(&second.expect("changes"));
    assert_eq!(state, State::of(&graph));
    assert_eq!(
        clock.waits(),
        [Duration::from_secs(3); 2],
        "20 of the first batch, 10 of its second attempt"
    );
    let requests = graph.requests();
    let batches: Vec<usize> = requests[seen..]
        .iter()
        .filter(|request| request.path == "/v1.0/$batch")
        .map(|request| request.body.matches("\"method\"").count())
        .collect();
    assert_eq!(batches, [20, 20, 10, 20, 20]);
}

#[tokio::test]
async fn patience_ends_and_says_so() {
    let graph = practice(5).await;
    let (source, clock) = timed(&graph);
    graph.set_faults(throttling(1_000, Some(5)));
    let refused = fetch(&source, None).await;
    let wait = Some(Duration::from_secs(5));
    assert_eq!(refused, Err(SourceError::Throttled { wait }));
    assert_eq!(clock.waits().len(), 7, "eight attempts");
    let (source, clock) = timed(&graph);
    graph.set_faults(throttling(1_000, Some(86_400)));
    let refused = fetch(&source, None).await;
    assert!(matches!(refused, Err(SourceError::Throttled { .. })), "{refused:?}");
    assert!(clock.waits().is_empty(), "a day is not waited for");
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    let graph = practice(20).await;
    let astray = practice(20).await;
    graph.set_faults(GraphFaults {
        links_to: Some(astray.endpoint().to_owned()),
        ..GraphFaults::default()
    });
    let refused = fetch(&source(&graph), None).await;
    let host = "127.0.0.1".to_owned();
    assert_eq!(
        refused,
        Err(SourceError::OtherHost { host }),
        "another port is another host"
    );
    assert_eq!(astray.requests(), [], "the token went nowhere");
}

#[tokio::test]
async fn the_missing_permission_is_named() {
    let graph = practice(5).await;
    for (granted, missing) in [
        (&["GroupMember.Read.All", "Application.Read.All"][..], "User.Read.All"),
        (&["User.Read.All", "Application.Read.All"][..], "GroupMember.Read.All"),
        (&["User.Read.All", "GroupMember.Read.All"][..], "Application.Read.All"),
    ] {
        graph.set_permissions(granted);
        let clock = Arc::new(TestClock::new());
        let mut options = options(&graph, &clock);
        options.service_principal = Some(graph.service_principal().to_owned());
        let source = source_of(options, GraphCredential::Secret(graph.secret()));
        let refused = fetch(&source, None).await;
        let detail = missing.to_owned();
        assert_eq!(refused, Err(SourceError::Forbidden { detail }));
    }
    graph.set_permissions(&["Directory.Read.All"]);
    fetch(&source(&graph), None).await.expect("one permission for all");
}

#[tokio::test]
async fn an_unknown_property_is_a_wrong_setting() {
    let graph = practice(5).await;
    let clock = Arc::new(TestClock::new());
    let mut options = options(&graph, &clock);
    options.attributes = vec!["shoeSize".to_owned()];
    let source = source_of(options, GraphCredential::Secret(graph.secret()));
    match fetch(&source, None).await {
        Err(SourceError::BadSetting {
            setting: "attributes",
            detail,
        }) => assert!(detail.contains("shoeSize"), "{detail}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_token_that_expires_halfway_is_renewed() {
    let graph = practice(40).await;
    let source = source(&graph);
    let once = std::sync::Once::new();
    let progress = |_| once.call_once(|| graph.expire_tokens());
    let fetched = source
        .fetch(None, &progress, &CancellationToken::new())
        .await
        .expect("a full fetch");
    assert_eq!(fetched.people.len(), 40);
}

#[tokio::test]
async fn a_fetch_that_is_cancelled_stops_at_once() {
    let graph = practice(40).await;
    let source = source(&graph);
    let cancel = CancellationToken::new();
    let stopped = source.fetch(None, &|_| cancel.cancel(), &cancel).await;
    assert_eq!(stopped, Err(SourceError::Cancelled));
    let pages = graph
        .requests()
        .iter()
        .filter(|request| request.path == "/v1.0/users/delta")
        .count();
    assert_eq!(pages, 1);
}

#[tokio::test]
async fn a_wait_that_is_cancelled_ends() {
    let graph = practice(5).await;
    let cancel = CancellationToken::new();
    let clock = Arc::new(TestClock::cancelling(cancel.clone()));
    let source = source_of(options(&graph, &clock), GraphCredential::Secret(graph.secret()));
    graph.set_faults(throttling(1, Some(60)));
    let stopped = source.fetch(None, &|_| {}, &cancel).await;
    assert_eq!(stopped, Err(SourceError::Cancelled));
}

#[tokio::test]
async fn where_nothing_listens_the_address_is_said() {
    let graph = practice(1).await;
    let source = source(&graph);
    let address = graph.endpoint().trim_start_matches("http://").to_owned();
    graph.stop().await;
    match fetch(&source, None).await {
        Err(SourceError::Refused { address: said, .. }) => assert_eq!(said, address),
        other => panic!("{other:?}"),
    }
}
