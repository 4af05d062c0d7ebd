//! When a request is sent again, and when never.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use reqwest::Method;
use scimdesk_scim::client::retry::{Attempt, Decision, Fate, RetryPolicy, decide, retry_after};
use scimdesk_scim::client::{Client, ClientErrorKind, Waiting};
use scimdesk_scim::patch::PatchOp;
use scimdesk_scim::resource::ResourceKind;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{Behaviour, FakeClock, WireServer, client, http, impatient, options, scim, user};

async fn failing_once(failure: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(failure)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(wiremock::matchers::any())
        .respond_with(scim(200, &user("7")))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn retry_after_in_seconds_and_as_a_date_is_obeyed() {
    let date = httpdate::fmt_http_date(FakeClock::start() + Duration::from_secs(12));
    for value in ["12", date.as_str()] {
        let server = failing_once(ResponseTemplate::new(429).insert_header("retry-after", value)).await;
        let (client, clock) = client(&server.uri());
        let answer = client.get(ResourceKind::User, "7").await.unwrap();
        assert_eq!(answer.exchange.attempts, 2);
        let waits = clock.waits();
        assert_eq!(waits.len(), 1, "{value}");
        // The rate limit may have moved the fake time on by a fraction before the answer came.
        assert!(
            waits[0] <= Duration::from_secs(12) && waits[0] > Duration::from_secs(11),
            "{value}: {waits:?}"
        );
        assert_eq!(answer.exchange.waited, waits[0]);
    }
}

#[tokio::test]
async fn without_retry_after_the_wait_is_jittered_and_grows() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(429))
        .mount(&server)
        .await;
    let (client, clock) = client(&server.uri());
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::TooManyRequests { retry_after: None });
    assert_eq!(error.exchange.attempts, 5);
    let ceilings = [500, 1000, 2000, 4000].map(Duration::from_millis);
    for (wait, ceiling) in clock.waits().iter().zip(ceilings) {
        assert!(*wait <= ceiling, "{wait:?} of {ceiling:?}");
    }
}

#[tokio::test]
async fn a_wait_beyond_the_budget_is_reported_rather_than_waited() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(429).insert_header("retry-after", "3600"))
        .mount(&server)
        .await;
    let (client, clock) = client(&server.uri());
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    let asked = Some(Duration::from_hours(1));
    assert_eq!(error.kind, ClientErrorKind::TooManyRequests { retry_after: asked });
    assert_eq!(error.exchange.attempts, 1);
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn an_observer_hears_of_each_wait() {
    let server = failing_once(ResponseTemplate::new(503).insert_header("retry-after", "7")).await;
    let (client, _) = client(&server.uri());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&heard);
    let client = client.with_observer(move |waiting: &Waiting| sink.lock().unwrap().push(waiting.clone()));
    client.get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(
        *heard.lock().unwrap(),
        [Waiting {
            duration: Duration::from_secs(7),
            asked_by_server: true,
            attempts: 1,
            cause: ClientErrorKind::ServerFailed { status: 503 },
        }]
    );
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_sent_once_and_its_outcome_is_unknown() {
    let half = b"HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{\"id\":".to_vec();
    for script in [Behaviour::HangUp, Behaviour::Send(half)] {
        let server = WireServer::start(vec![script]).await;
        let (client, _) = client(&server.url);
        let error = client.create(ResourceKind::User, &user("")).await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
        assert_eq!(server.requests().len(), 1);
    }
    let cut = http("201 Created", "content-type: application/scim+json\r\n", b"{\"id\":\"9");
    let server = WireServer::start(vec![Behaviour::Send(cut)]).await;
    let (client, _) = client(&server.url);
    let error = client.create(ResourceKind::User, &user("")).await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown, "success with half a body");
}

#[tokio::test]
async fn a_patch_whose_answer_is_lost_or_times_out_is_sent_once_and_its_outcome_is_unknown() {
    let patch = PatchOp::set_active(false);
    let server = WireServer::start(vec![Behaviour::HangUp]).await;
    let (client, _) = client(&server.url);
    let error = client.patch(ResourceKind::User, "7", &patch, None).await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
    assert_eq!(server.requests().len(), 1);

    let server = WireServer::start(vec![Behaviour::SendThenStall(Vec::new())]).await;
    let error = impatient(&server.url, |limits| limits.first_byte = Duration::from_secs(1))
        .patch(ResourceKind::User, "7", &patch, None)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_put_or_delete_whose_answer_is_lost_is_sent_once_and_its_outcome_is_unknown() {
    for script in [
        Behaviour::HangUp,
        Behaviour::Send(http("502 Bad Gateway", "", b"")),
        Behaviour::Send(http("504 Gateway Timeout", "", b"")),
    ] {
        let server = WireServer::start(vec![script]).await;
        let (client, clock) = client(&server.url);
        let error = client
            .put(ResourceKind::User, "7", &user("7"), Some("W/\"1\""))
            .await
            .unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
        assert_eq!(server.requests().len(), 1);
        let error = client.delete(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
        assert_eq!(server.requests().len(), 2);
        assert!(clock.waits().is_empty());
    }
}

#[tokio::test]
async fn a_delete_of_what_is_not_there_is_an_error() {
    let server = WireServer::start(vec![Behaviour::Send(http("404 Not Found", "", b""))]).await;
    let (client, _) = client(&server.url);
    let error = client.delete(ResourceKind::User, "7").await.unwrap_err();
    assert!(matches!(error.kind, ClientErrorKind::NotFound { .. }));
}

#[tokio::test]
async fn a_500_that_passes_does_not_end_a_read() {
    let server = failing_once(ResponseTemplate::new(500)).await;
    let (client, _) = client(&server.uri());
    let answer = client.get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(answer.exchange.attempts, 2);
}

#[tokio::test]
async fn a_cancelled_wait_ends_at_once_and_a_cancelled_write_is_unknown() {
    let cancellation = CancellationToken::new();
    let server = WireServer::start(vec![Behaviour::SendThenStall(Vec::new())]).await;
    let (client, _) = client(&server.url);
    let client = client.with_cancellation(cancellation.clone());

    let read = tokio::spawn({
        let client = client.clone();
        async move { client.get(ResourceKind::User, "7").await }
    });
    let write = tokio::spawn({
        let client = client.clone();
        async move {
            client
                .patch(ResourceKind::User, "7", &PatchOp::set_active(false), None)
                .await
        }
    });
    while server.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    cancellation.cancel();
    assert_eq!(read.await.unwrap().unwrap_err().kind, ClientErrorKind::Cancelled);
    assert_eq!(write.await.unwrap().unwrap_err().kind, ClientErrorKind::OutcomeUnknown);
    let before = server.connections();
    let error = client.delete(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(
        error.kind,
        ClientErrorKind::Cancelled,
        "cancelled before anything was sent"
    );
    assert_eq!(server.connections(), before);
}

#[tokio::test]
async fn every_attempt_waits_for_the_rate_limit() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(scim(200, &user("7")))
        .mount(&server)
        .await;
    let clock = Arc::new(FakeClock::default());
    let mut options = options(&server.uri(), &clock);
    options.rate = 2.0;
    let client = Client::new(options).unwrap();
    for _ in 0..25 {
        client.get(ResourceKind::User, "7").await.unwrap();
    }
    // Five at once, then one every half second.
    let spent: Duration = clock.waits().iter().sum();
    assert!(
        spent >= Duration::from_millis(9_990) && spent <= Duration::from_millis(10_010),
        "{spent:?}"
    );
}

#[test]
fn the_one_decision() {
    use Fate::{AnswerLost, AnswerUnusable, Answered, Hopeless, NotSent};
    let asked = Some(Duration::from_secs(3));
    // fate, Retry-After; then whether GET, PUT, DELETE, POST, PATCH are sent again
    let table: [(Fate, Option<Duration>, [bool; 5]); 14] = [
        (NotSent, None, [true; 5]),
        (Hopeless, None, [false; 5]),
        (AnswerUnusable, None, [false; 5]),
        (AnswerLost, None, [true, false, false, false, false]),
        (Answered(429), None, [true, true, true, false, true]),
        (Answered(429), asked, [true; 5]),
        (Answered(502), None, [true, false, false, false, false]),
        (Answered(503), None, [true, true, true, false, true]),
        (Answered(503), asked, [true; 5]),
        (Answered(504), None, [true, false, false, false, false]),
        (Answered(500), None, [true, false, false, false, false]),
        (Answered(501), None, [false; 5]),
        (Answered(401), None, [false; 5]),
        (Answered(409), asked, [false; 5]),
    ];
    let methods = [Method::GET, Method::PUT, Method::DELETE, Method::POST, Method::PATCH];
    for (fate, retry_after, expected) in table {
        for (method, expected) in methods.iter().zip(expected) {
            let attempt = Attempt {
                method,
                fate,
                timed_out: false,
                retry_after,
                number: 1,
                waited: Duration::ZERO,
            };
            let again = decide(&RetryPolicy::default(), &attempt, 0.5) != Decision::GiveUp;
            assert_eq!(again, expected, "{method} {fate:?} {retry_after:?}");
        }
    }
}

#[test]
fn attempts_and_waits_have_a_budget() {
    let policy = RetryPolicy::default();
    let attempt = |number, waited, retry_after, timed_out| Attempt {
        method: &Method::GET,
        fate: Fate::AnswerLost,
        timed_out,
        retry_after,
        number,
        waited: Duration::from_secs(waited),
    };
    let seconds = |n| Some(Duration::from_secs(n));
    assert_eq!(
        decide(&policy, &attempt(1, 0, None, false), 1.0),
        Decision::Retry(Duration::from_millis(500))
    );
    assert_eq!(
        decide(&policy, &attempt(4, 0, None, false), 1.0),
        Decision::Retry(Duration::from_secs(4))
    );
    assert_eq!(decide(&policy, &attempt(5, 0, None, false), 0.0), Decision::GiveUp);
    assert_eq!(decide(&policy, &attempt(2, 0, None, true), 0.0), Decision::GiveUp);
    assert_eq!(
        decide(&policy, &attempt(1, 100, seconds(20), false), 0.0),
        Decision::Retry(Duration::from_secs(20))
    );
    assert_eq!(
        decide(&policy, &attempt(1, 100, seconds(21), false), 0.0),
        Decision::GiveUp
    );
    assert_eq!(
        decide(&RetryPolicy::once(), &attempt(1, 0, None, false), 0.0),
        Decision::GiveUp
    );
}

#[test]
fn retry_after_is_read_or_left_alone() {
    let now = FakeClock::start();
    let date = |offset: i64| {
        let time = if offset < 0 {
            now - Duration::from_secs(offset.unsigned_abs())
        } else {
            now + Duration::from_secs(offset.unsigned_abs())
        };
        httpdate::fmt_http_date(time)
    };
    let read = |text: &str, now: SystemTime| retry_after(text, now).map(|wait| wait.as_secs());
    assert_eq!(read("0", now), Some(0));
    assert_eq!(read(" 120 ", now), Some(120));
    assert_eq!(read("1.2", now), Some(2));
    assert_eq!(read(&date(90), now), Some(90));
    assert_eq!(read(&date(-90), now), Some(0), "a date that is past asks for nothing");
    for bad in ["", "soon", "-5", "NaN", "inf", "1e300"] {
        assert_eq!(read(bad, now), None, "{bad}");
    }
}
