//! The staged test, from the URL to the open door.

use std::sync::Arc;

use base64::Engine;
use jiff::Timestamp;
use scimdesk_scim::client::{ClientErrorKind, Limits, Missing, roots_from_bytes};
use scimdesk_scim::connection_test::{
    ConnectionTest, Finding, Lifetime, Report, SkipReason, Stage, StageId, StageOutcome, TestVerdict, token_lifetime,
};
use scimdesk_scim::tenant_url::{TenantUrlError, UrlHints};
use secrecy::SecretString;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::{any, header, method, path, path_regex, query_param_contains};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{Behaviour, FakeClock, TOKEN, WireServer, list, scim, scim_error, user};
use crate::tls::{Ca, self_signed, serve};

pub(crate) fn test(url: &str) -> ConnectionTest {
    ConnectionTest {
        rate: 10_000.0,
        clock: Arc::new(FakeClock::default()),
        ..ConnectionTest::new(url, SecretString::from(TOKEN))
    }
}

pub(crate) async fn run(test: ConnectionTest) -> Report {
    let mut told: Vec<Stage> = Vec::new();
    let report = test
        .run(CancellationToken::new(), |stage| told.push(stage.clone()))
        .await;
    assert_eq!(
        report.stages.iter().map(|stage| stage.id).collect::<Vec<_>>(),
        StageId::ALL,
        "each stage once, in order"
    );
    for stage in &report.stages {
        assert!(told.contains(stage), "the observer heard of {:?}", stage.id);
    }
    assert!(!format!("{report:?}").contains(TOKEN));
    report
}

pub(crate) fn outcome(report: &Report, id: StageId) -> StageOutcome {
    report.stage(id).unwrap().outcome
}

pub(crate) fn finding(report: &Report, id: StageId) -> &Finding {
    report.stage(id).unwrap().finding.as_ref().unwrap()
}

/// A server as it should be, below `/scim/v2`, with 412 users and 3 groups.
async fn good_server() -> MockServer {
    let server = MockServer::start().await;
    let authorized = || header("authorization", format!("Bearer {TOKEN}"));
    Mock::given(path("/scim/v2/Users"))
        .and(authorized())
        .and(query_param_contains("filter", "userName eq"))
        .respond_with(scim(200, &list(0, 1, &[])))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/Users"))
        .and(authorized())
        .respond_with(scim(200, &list(412, 1, &[user("1")])))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/Groups"))
        .and(authorized())
        .respond_with(scim(200, &list(3, 1, &[json!({"id": "g", "displayName": "G"})])))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/ServiceProviderConfig"))
        .respond_with(scim(
            200,
            &json!({"patch": {"supported": true}, "filter": {"supported": true, "maxResults": "200"}}),
        ))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/ResourceTypes"))
        .respond_with(scim(200, &list(1, 1, &[json!({"name": "User", "endpoint": "/Users"})])))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/Schemas"))
        .respond_with(scim(
            200,
            &list(1, 1, &[json!({"id": "urn:ietf:params:scim:schemas:core:2.0:User"})]),
        ))
        .mount(&server)
        .await;
    Mock::given(path_regex("^/scim/v2/"))
        .respond_with(scim_error(401, None, "who are you"))
        .with_priority(200)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn a_good_connection_works_in_all_stages() {
    let server = good_server().await;
    let report = run(test(&format!("{}/scim/v2/?aadOptscim062020", server.uri()))).await;
    assert_eq!(report.verdict, TestVerdict::Works, "{report:#?}");
    for id in StageId::ALL {
        let expected = match id {
            StageId::Name | StageId::Tls => StageOutcome::Skipped,
            _ => StageOutcome::Passed,
        };
        assert_eq!(outcome(&report, id), expected, "{id:?}");
    }
    assert_eq!(
        *finding(&report, StageId::Tls),
        Finding::NotTried(SkipReason::NotEncrypted)
    );
    assert_eq!(*finding(&report, StageId::EmptyMatch), Finding::NobodyMatched);
    assert_eq!(*finding(&report, StageId::OpenDoor), Finding::DoorClosed);
    let capabilities = &report.capabilities;
    assert_eq!((capabilities.users, capabilities.groups), (Some(412), Some(3)));
    assert_eq!(capabilities.groups_offered, Some(true));
    assert_eq!(capabilities.config.as_ref().unwrap().filter_max_results, Some(200));
    assert_eq!(capabilities.schemas, ["urn:ietf:params:scim:schemas:core:2.0:User"]);
    let evidence = report.stage(StageId::Token).unwrap().evidence.as_ref().unwrap();
    assert_eq!((evidence.method.as_str(), evidence.status), ("GET", Some(200)));
}

#[tokio::test]
async fn a_url_that_cannot_be_used_ends_the_test_before_anything_is_sent() {
    let report = run(test("https://portal.azure.com/#home").with_hints(&UrlHints {
        known_suffix: Some("/scim/v2"),
        known_hosts: &["api.documo.com"],
    }))
    .await;
    assert_eq!(report.verdict, TestVerdict::Fails);
    assert_eq!(report.failure().unwrap().id, StageId::Url);
    assert!(matches!(
        finding(&report, StageId::Url),
        Finding::UrlUnusable {
            problem: TenantUrlError::IsPortalPage { .. },
            ..
        }
    ));
    assert_eq!(report.suggested_url.as_deref(), Some("https://api.documo.com/scim/v2"));
    assert_eq!(
        *finding(&report, StageId::OpenDoor),
        Finding::NotTried(SkipReason::EarlierFailure)
    );
}

#[tokio::test]
async fn a_name_that_does_not_resolve_and_a_port_where_nothing_listens() {
    let report = run(test("https://no-such-host.invalid/scim")).await;
    assert_eq!(report.failure().unwrap().id, StageId::Name);
    assert!(matches!(
        finding(&report, StageId::Name),
        Finding::RequestFailed {
            kind: ClientErrorKind::NameNotFound,
            ..
        }
    ));

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let report = run(test(&format!("http://{address}/scim"))).await;
    assert_eq!(report.failure().unwrap().id, StageId::Tcp);
    assert!(matches!(
        finding(&report, StageId::Tcp),
        Finding::RequestFailed {
            kind: ClientErrorKind::ConnectionRefused,
            ..
        }
    ));
    assert_eq!(
        *finding(&report, StageId::Name),
        Finding::NotTried(SkipReason::HostIsAddress)
    );
}

#[tokio::test]
async fn answers_that_do_not_prove_the_token_are_told_apart() {
    let table = [
        (scim_error(401, None, "bad token"), ClientErrorKind::TokenRefused),
        (scim_error(403, None, "no scope"), ClientErrorKind::Forbidden),
        (
            scim_error(404, None, "no such path"),
            ClientErrorKind::NotFound {
                missing: Missing::Endpoint,
            },
        ),
        (
            ResponseTemplate::new(429).insert_header("retry-after", "600"),
            ClientErrorKind::TooManyRequests {
                retry_after: Some(std::time::Duration::from_mins(10)),
            },
        ),
        (
            ResponseTemplate::new(500),
            ClientErrorKind::ServerFailed { status: 500 },
        ),
        (
            ResponseTemplate::new(200).set_body_raw("<title>Sign in</title>", "text/html"),
            ClientErrorKind::SignInPage,
        ),
        (
            ResponseTemplate::new(200).set_body_raw("<h1>It works</h1>", "text/html"),
            ClientErrorKind::NotScim,
        ),
        (ResponseTemplate::new(200), ClientErrorKind::EmptyAnswer),
        (
            ResponseTemplate::new(200).set_body_raw("{\"Resources\": [", "application/json"),
            ClientErrorKind::BrokenJson { line: 1, column: 15 },
        ),
    ];
    for (template, expected) in table {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(template).mount(&server).await;
        let report = run(test(&format!("{}/scim/v2", server.uri()))).await;
        assert_eq!(report.failure().unwrap().id, StageId::Token, "{expected:?}");
        let Finding::TokenNotProven { kind, suggestion, .. } = finding(&report, StageId::Token) else {
            panic!("{expected:?}: {report:?}");
        };
        assert_eq!(*kind, expected);
        assert_eq!(*suggestion, None, "{expected:?}");
        assert!(report.failure().unwrap().evidence.is_some());
        assert_eq!(outcome(&report, StageId::Users), StageOutcome::Skipped);
    }
}

#[tokio::test]
async fn a_200_from_a_discovery_page_does_not_prove_the_token() {
    let server = MockServer::start().await;
    Mock::given(path("/scim/v2/Users"))
        .respond_with(scim_error(401, None, "no"))
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(scim(200, &json!({"patch": {"supported": true}})))
        .mount(&server)
        .await;
    let report = run(test(&format!("{}/scim/v2", server.uri()))).await;
    assert_eq!(report.verdict, TestVerdict::Fails);
    assert_eq!(report.failure().unwrap().id, StageId::Token);
}

#[tokio::test]
async fn a_server_that_refuses_the_filter_proves_the_token_by_a_listing() {
    for refusal in [400, 404, 501, 500] {
        let server = MockServer::start().await;
        Mock::given(query_param_contains("filter", "userName"))
            .respond_with(scim_error(refusal, None, "no filters"))
            .mount(&server)
            .await;
        Mock::given(path("/scim/v2/Users"))
            .and(header("authorization", format!("Bearer {TOKEN}")))
            .respond_with(scim(200, &list(5, 1, &[user("1")])))
            .mount(&server)
            .await;
        let report = run(test(&format!("{}/scim/v2", server.uri()))).await;
        assert_eq!(report.verdict, TestVerdict::WorksWithWarnings, "{refusal}: {report:?}");
        assert_eq!(
            *finding(&report, StageId::Token),
            Finding::TokenAccepted {
                lifetime: None,
                by_listing: true
            }
        );
        assert!(matches!(
            finding(&report, StageId::EmptyMatch),
            Finding::FilterRefused { .. }
        ));
        assert_eq!(report.capabilities.users, Some(5));
        assert_eq!(outcome(&report, StageId::Groups), StageOutcome::NotOffered);
        assert_eq!(report.capabilities.groups_offered, Some(false));
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_filter_and_one_that_knows_no_strangers_are_warned_of() {
    let server = MockServer::start().await;
    Mock::given(path("/Users"))
        .respond_with(scim(200, &list(2, 1, &[user("1"), user("2")])))
        .mount(&server)
        .await;
    let report = run(test(&server.uri())).await;
    assert_eq!(report.verdict, TestVerdict::WorksWithWarnings);
    assert_eq!(
        *finding(&report, StageId::EmptyMatch),
        Finding::FilterIgnored {
            returned: 2,
            total: Some(2)
        }
    );
    assert_eq!(
        *finding(&report, StageId::OpenDoor),
        Finding::DoorOpen { total: Some(2) }
    );
    let sent = server.received_requests().await.unwrap();
    let strangers: Vec<&Request> = sent
        .iter()
        .filter(|request| !request.headers.contains_key("authorization"))
        .collect();
    assert_eq!(strangers.len(), 1);
    assert_eq!(strangers[0].url.query(), Some("startIndex=1&count=1"));
}

#[tokio::test]
async fn a_url_without_its_suffix_is_completed_by_looking() {
    for (given, status) in [("", 404), ("/scim", 404), ("/", 200)] {
        let server = good_server().await;
        let template = if status == 200 {
            ResponseTemplate::new(200).set_body_raw("<h1>Welcome</h1>", "text/html")
        } else {
            ResponseTemplate::new(404)
        };
        Mock::given(method("GET"))
            .respond_with(template)
            .with_priority(250)
            .mount(&server)
            .await;
        let report = run(test(&format!("{}{given}", server.uri()))).await;
        assert_eq!(report.verdict, TestVerdict::Fails, "{given}");
        assert_eq!(
            report.suggested_url.as_deref(),
            Some(format!("{}/scim/v2", server.uri()).as_str()),
            "{given}"
        );
    }
}

#[tokio::test]
async fn a_server_that_accepts_connections_and_says_nothing_does_not_hold_the_test() {
    let server = WireServer::start(vec![Behaviour::SendThenStall(Vec::new())]).await;
    let mut test = test(&server.url);
    test.limits = Limits {
        first_byte: std::time::Duration::from_millis(100),
        ..Limits::default()
    };
    let report = run(test).await;
    assert!(matches!(
        finding(&report, StageId::Token),
        Finding::TokenNotProven {
            kind: ClientErrorKind::AnswerTimeout,
            ..
        }
    ));
}

#[tokio::test]
async fn a_cancelled_test_ends_and_says_so() {
    let server = WireServer::start(vec![Behaviour::SendThenStall(Vec::new())]).await;
    let cancellation = CancellationToken::new();
    let running = tokio::spawn(test(&server.url).run(cancellation.clone(), |_| {}));
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    cancellation.cancel();
    let report = running.await.unwrap();
    assert_eq!(report.verdict, TestVerdict::Cancelled);
    assert_eq!(
        *finding(&report, StageId::Token),
        Finding::NotTried(SkipReason::Cancelled)
    );
    assert_eq!(
        *finding(&report, StageId::Schemas),
        Finding::NotTried(SkipReason::Cancelled)
    );
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_fails_its_own_stage() {
    let mut test = test("http://127.0.0.1:9/scim");
    test.token = SecretString::from("two words");
    let report = run(test).await;
    assert_eq!(report.failure().unwrap().id, StageId::Token);
    assert!(matches!(
        finding(&report, StageId::Token),
        Finding::RequestFailed {
            kind: ClientErrorKind::TokenInvalid,
            ..
        }
    ));
}

#[tokio::test]
async fn a_certificate_is_shown_whether_or_not_it_is_trusted() {
    let ca = Ca::new();
    let refused = [
        (
            ca.sign(&["old.example.com"], -1, 90),
            ClientErrorKind::TlsNameMismatch,
            "old.example.com",
            false,
        ),
        (
            ca.sign(&["localhost"], -90, -2),
            ClientErrorKind::TlsExpired,
            "localhost",
            false,
        ),
        (
            self_signed(&["localhost"]),
            ClientErrorKind::TlsUntrusted,
            "localhost",
            true,
        ),
        (
            Ca::new().sign(&["localhost"], -1, 90),
            ClientErrorKind::TlsUntrusted,
            "localhost",
            false,
        ),
    ];
    for (identity, expected, name, is_self_signed) in refused {
        let (url, server) = serve(identity).await;
        let report = run(over_tls(&url, &ca)).await;
        assert_eq!(report.failure().unwrap().id, StageId::Tls, "{expected:?}");
        let Finding::CertificateRefused { kind, certificate } = finding(&report, StageId::Tls) else {
            panic!("{report:?}");
        };
        let certificate = certificate.as_ref().unwrap();
        assert_eq!(*kind, expected);
        assert_eq!(certificate.names, [name]);
        assert_eq!(certificate.self_signed, is_self_signed);
        if expected == ClientErrorKind::TlsExpired {
            assert!(certificate.days_left < 0);
        }
        assert_eq!(
            outcome(&report, StageId::Token),
            StageOutcome::Skipped,
            "no token over a connection that is not trusted"
        );
        server.abort();
    }

    let (url, server) = serve(ca.sign(&["localhost"], -1, 90)).await;
    let report = run(over_tls(&url, &ca)).await;
    let Finding::CertificateTrusted { certificate } = finding(&report, StageId::Tls) else {
        panic!("{report:?}");
    };
    assert_eq!(certificate.issuer, "CN=Example Private CA");
    assert_eq!(certificate.protocol.as_deref(), Some("TLS 1.3"));
    assert!((89..=90).contains(&certificate.days_left));
    assert!(matches!(finding(&report, StageId::Name), Finding::Resolved { .. }));
    assert_eq!(outcome(&report, StageId::Token), StageOutcome::Passed);
    server.abort();

    let (url, server) = serve(ca.sign(&["localhost"], -1, 5)).await;
    let report = run(over_tls(&url, &ca)).await;
    assert!(matches!(
        finding(&report, StageId::Tls),
        Finding::CertificateExpiresSoon { .. }
    ));
    server.abort();
}

/// Certificates are made for the real time, so that the test tells the same.
fn over_tls(url: &str, ca: &Ca) -> ConnectionTest {
    ConnectionTest {
        extra_roots: roots_from_bytes(ca.pem().as_bytes()).unwrap(),
        clock: Arc::new(scimdesk_scim::client::SystemClock),
        ..test(url)
    }
}

#[tokio::test]
async fn a_token_that_says_when_it_ends_is_read() {
    let now = Timestamp::try_from(FakeClock::start()).unwrap();
    let jwt = |claims: &str| {
        let encode = |part: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(part);
        SecretString::from(format!(
            "{}.{}.{}",
            encode(r#"{"alg":"HS256"}"#),
            encode(claims),
            encode("signature")
        ))
    };
    let at = |offset: i64| format!(r#"{{"exp": {}}}"#, now.as_second() + offset);
    let state = |claims: &str| token_lifetime(&jwt(claims), now).map(|lifetime| lifetime.state);
    assert_eq!(state(&at(-1)), Some(Lifetime::Expired));
    assert_eq!(state(&at(86_400)), Some(Lifetime::ExpiresSoon));
    assert_eq!(state(&at(86_400 * 60)), Some(Lifetime::Valid));
    assert_eq!(state(r#"{"sub": "x"}"#), None);
    assert_eq!(state("not json"), None);
    assert_eq!(token_lifetime(&SecretString::from("plain.token"), now), None);

    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(scim_error(401, None, "expired"))
        .mount(&server)
        .await;
    let mut expired = test(&server.uri());
    expired.token = jwt(&at(-3600));
    let report = run(expired).await;
    assert_eq!(report.token_lifetime.unwrap().state, Lifetime::Expired);
    assert!(matches!(
        finding(&report, StageId::Token),
        Finding::TokenNotProven {
            kind: ClientErrorKind::TokenRefused,
            lifetime: Some(_),
            ..
        }
    ));
}
