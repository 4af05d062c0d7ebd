//! Whether strangers are shown the users: what the last stage of the connection test makes of each answer.

use std::time::Duration;

use scimdesk_scim::client::{ClientErrorKind, Missing};
use scimdesk_scim::connection_test::{Finding, Report, StageId, StageOutcome, TestVerdict};
use serde_json::json;
use wiremock::matchers::{any, header, header_exists, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::connection_test::{finding, outcome, run, test};
use crate::support::{Behaviour, TOKEN, WireServer, http, list, scim, scim_error, user};

/// A test of a server that is as it should be to the token, and answers strangers and invented tokens so.
async fn tested(stranger: ResponseTemplate, invented: ResponseTemplate) -> Report {
    let server = MockServer::start().await;
    Mock::given(header("authorization", format!("Bearer {TOKEN}")))
        .and(path("/ServiceProviderConfig"))
        .respond_with(scim(200, &json!({"patch": {"supported": true}})))
        .with_priority(1)
        .mount(&server)
        .await;
    Mock::given(header("authorization", format!("Bearer {TOKEN}")))
        .respond_with(scim(200, &list(0, 1, &[])))
        .with_priority(2)
        .mount(&server)
        .await;
    Mock::given(header_exists("authorization"))
        .respond_with(invented)
        .with_priority(3)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(stranger)
        .with_priority(4)
        .mount(&server)
        .await;
    run(test(&server.uri())).await
}

#[tokio::test]
async fn only_a_refusal_closes_the_door_and_only_a_list_opens_it() {
    use StageOutcome::{NotKnown, Passed, Warning};
    let not_known = |kind| Finding::DoorNotKnown { kind };
    let redirect = |to: &str| ResponseTemplate::new(302).insert_header("location", to);
    let html = |page: &str| ResponseTemplate::new(200).set_body_raw(page, "text/html");
    let table = [
        (scim_error(401, None, "who are you"), Passed, Finding::DoorClosed),
        (
            ResponseTemplate::new(401).set_body_string("Unauthorized"),
            Passed,
            Finding::DoorClosed,
        ),
        (scim_error(403, None, "not you"), Passed, Finding::DoorClosed),
        (
            scim(200, &list(412, 1, &[user("1")])),
            Warning,
            Finding::DoorOpen { total: Some(412) },
        ),
        (
            scim(200, &json!({"Resources": []})),
            Warning,
            Finding::DoorOpen { total: None },
        ),
        (redirect("/login"), NotKnown, not_known(ClientErrorKind::SignInPage)),
        (
            redirect("https://www.example.com/"),
            NotKnown,
            not_known(ClientErrorKind::RedirectRefused {
                to_host: "www.example.com".into(),
                to: "https://www.example.com/".into(),
                same_host: false,
            }),
        ),
        (
            scim_error(400, None, "no header"),
            NotKnown,
            not_known(ClientErrorKind::BadRequest { scim_type: None }),
        ),
        (
            scim_error(404, None, "no such path"),
            NotKnown,
            not_known(ClientErrorKind::NotFound {
                missing: Missing::Endpoint,
            }),
        ),
        (
            ResponseTemplate::new(429).insert_header("retry-after", "600"),
            NotKnown,
            not_known(ClientErrorKind::TooManyRequests {
                retry_after: Some(Duration::from_mins(10)),
            }),
        ),
        (
            ResponseTemplate::new(500),
            NotKnown,
            not_known(ClientErrorKind::ServerFailed { status: 500 }),
        ),
        (
            ResponseTemplate::new(503),
            NotKnown,
            not_known(ClientErrorKind::ServerFailed { status: 503 }),
        ),
        (
            html("<title>Sign in</title>"),
            NotKnown,
            not_known(ClientErrorKind::SignInPage),
        ),
        (html("<h1>It works</h1>"), NotKnown, not_known(ClientErrorKind::NotScim)),
        (
            ResponseTemplate::new(200),
            NotKnown,
            not_known(ClientErrorKind::EmptyAnswer),
        ),
    ];
    for (stranger, expected, found) in table {
        let report = tested(stranger, ResponseTemplate::new(401)).await;
        assert_eq!(*finding(&report, StageId::OpenDoor), found);
        assert_eq!(outcome(&report, StageId::OpenDoor), expected, "{found:?}");
        let verdict = if expected == Warning {
            TestVerdict::WorksWithWarnings
        } else {
            TestVerdict::Works
        };
        assert_eq!(report.verdict, verdict, "{found:?}");
        let evidence = report.stage(StageId::OpenDoor).unwrap().evidence.as_ref().unwrap();
        assert!(evidence.status.is_some(), "{found:?}: the status is in the evidence");
    }
}

#[tokio::test]
async fn a_connection_that_is_cut_tells_nothing() {
    let list = list(0, 1, &[]).to_string();
    let answer = http("200 OK", "content-type: application/scim+json\r\n", list.as_bytes());
    let server = WireServer::start(vec![Behaviour::SendToKnown(answer)]).await;
    let report = run(test(&server.url)).await;
    assert_eq!(
        *finding(&report, StageId::OpenDoor),
        Finding::DoorNotKnown {
            kind: ClientErrorKind::ConnectionLost
        }
    );
    assert_eq!(outcome(&report, StageId::OpenDoor), StageOutcome::NotKnown);
    let evidence = report.stage(StageId::OpenDoor).unwrap().evidence.as_ref().unwrap();
    assert_eq!(evidence.status, None);
    assert!(evidence.cause.is_some());
}

#[tokio::test]
async fn a_server_that_takes_any_token_is_warned_of_however_it_answers_without_one() {
    for stranger in [401, 404, 500] {
        let any_token = scim(200, &list(0, 1, &[]));
        let report = tested(ResponseTemplate::new(stranger), any_token).await;
        assert_eq!(*finding(&report, StageId::OpenDoor), Finding::AnyTokenAccepted);
        assert_eq!(report.verdict, TestVerdict::WorksWithWarnings, "{stranger}");
    }
}

#[tokio::test]
async fn an_invented_token_that_is_not_refused_opens_no_door() {
    for invented in [400, 500] {
        let report = tested(ResponseTemplate::new(401), ResponseTemplate::new(invented)).await;
        assert_eq!(*finding(&report, StageId::OpenDoor), Finding::DoorClosed, "{invented}");
    }
}
