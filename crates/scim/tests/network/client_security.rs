//! Where the token goes, and where it never does.

use std::sync::Arc;

use scimdesk_scim::client::{AuthScheme, Client, ClientErrorKind, ClientOptions};
use scimdesk_scim::patch::PatchOp;
use scimdesk_scim::resource::ResourceKind;
use scimdesk_scim::tenant_url::TenantUrl;
use secrecy::SecretString;
use serde_json::json;
use wiremock::matchers::{any, header, header_exists, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{Behaviour, FakeClock, TOKEN, WireServer, client, http, options, scim, scim_error, user};

#[tokio::test]
async fn a_token_is_never_sent_to_another_host() {
    let elsewhere = MockServer::start().await;
    Mock::given(any())
        .respond_with(scim(200, &user("7")))
        .mount(&elsewhere)
        .await;
    for status in [301, 302, 303, 307, 308] {
        let server = MockServer::start().await;
        let target = format!("{}/scim/Users/7?secret=1", elsewhere.uri());
        Mock::given(any())
            .respond_with(ResponseTemplate::new(status).insert_header("location", target.as_str()))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        let ClientErrorKind::RedirectRefused { to_host, to, same_host } = error.kind else {
            panic!("{status}: {:?}", error.kind);
        };
        assert_eq!(to_host, "127.0.0.1");
        assert_eq!(
            to,
            format!("{}/scim/Users/7", elsewhere.uri()),
            "the target without its query"
        );
        assert!(!same_host, "another port is another origin");
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_read_follows_redirects_within_the_origin_and_a_write_follows_none() {
    let server = MockServer::start().await;
    Mock::given(path("/scim/Users/7"))
        .respond_with(ResponseTemplate::new(308).insert_header("location", "/scim/v2/Users/7"))
        .mount(&server)
        .await;
    Mock::given(path("/scim/v2/Users/7"))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .respond_with(scim(200, &user("7")))
        .mount(&server)
        .await;
    let (client, _) = client(&format!("{}/scim", server.uri()));
    let answer = client.get(ResourceKind::User, "7").await.unwrap();
    assert!(answer.exchange.url.ends_with("/scim/v2/Users/7"));
    let error = client
        .patch(ResourceKind::User, "7", &PatchOp::set_active(false), None)
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, ClientErrorKind::RedirectRefused { same_host: true, .. }),
        "{:?}",
        error.kind
    );
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(302).insert_header("location", "/scim/Users/7"))
        .mount(&server)
        .await;
    let (client, _) = client(&format!("{}/scim", server.uri()));
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert!(matches!(error.kind, ClientErrorKind::RedirectRefused { .. }));
    assert_eq!(server.received_requests().await.unwrap().len(), 6);
}

#[tokio::test]
async fn a_redirect_to_a_sign_in_page_is_called_one() {
    for target in [
        "/login?next=/scim",
        "https://login.example.com/",
        "https://example.com/oauth2/authorize?x=1",
    ] {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(302).insert_header("location", target))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::SignInPage, "{target}");
        assert_eq!(server.received_requests().await.unwrap().len(), 1, "{target}");
    }
}

#[tokio::test]
async fn links_in_a_resource_are_never_followed() {
    let elsewhere = MockServer::start().await;
    let server = MockServer::start().await;
    let mut body = user("7");
    body["meta"] = json!({"location": format!("{}/Users/7", elsewhere.uri())});
    body["groups"] = json!([{"value": "1", "$ref": format!("{}/Groups/1", elsewhere.uri())}]);
    Mock::given(any()).respond_with(scim(200, &body)).mount(&server).await;
    let (client, _) = client(&server.uri());
    client.get(ResourceKind::User, "7").await.unwrap();
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_token_that_the_server_echoes_is_not_in_the_evidence() {
    let echoed: String = url::form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
    let unreserved = echoed.replace("%7E", "~").to_ascii_lowercase();
    let in_json = TOKEN.replace('/', "\\/");
    let detail = format!("token {TOKEN} ({echoed}, {unreserved}) was refused");
    let padded = format!("{}{TOKEN}", "x".repeat(2040));
    let table = [
        scim_error(401, None, &detail)
            .insert_header("www-authenticate", format!("Bearer error=\"{TOKEN}\"").as_str())
            .insert_header("location", format!("/login?token={echoed}").as_str()),
        ResponseTemplate::new(401).set_body_string(padded),
        ResponseTemplate::new(401).set_body_string(format!("{{\"detail\":\"{in_json}\"}}")),
        ResponseTemplate::new(302).insert_header("location", format!("https://example.com/{echoed}").as_str()),
        ResponseTemplate::new(200).set_body_string(format!("\"{TOKEN}\"")),
        ResponseTemplate::new(200).set_body_string(format!("{{\"id\": {TOKEN}")),
    ];
    for template in table {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(template).mount(&server).await;
        let (client, _) = client(&format!("{}/scim?key={echoed}", server.uri()));
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        let shown = format!("{error} {error:?} {client:?}");
        for part in [TOKEN, &echoed, &unreserved, &in_json, &TOKEN[..8]] {
            assert!(!shown.contains(part), "{part} in {shown}");
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_inside_the_token_shows_nothing_of_it() {
    let bytes = http("401 Unauthorized", "", format!("token was {}", &TOKEN[..12]).as_bytes());
    let server = WireServer::start(vec![Behaviour::Send(bytes)]).await;
    let (client, _) = client(&server.url);
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.exchange.body_excerpt.as_deref(), Some("token was [redacted]"));
}

#[tokio::test]
async fn a_stranger_sends_no_token_and_a_bare_token_no_scheme() {
    let server = MockServer::start().await;
    Mock::given(header("authorization", TOKEN))
        .respond_with(scim(200, &user("7")))
        .mount(&server)
        .await;
    Mock::given(header_exists("authorization"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(418))
        .mount(&server)
        .await;
    let clock = Arc::new(FakeClock::default());
    let bare = Client::new(ClientOptions {
        auth_scheme: AuthScheme::Bare,
        ..options(&server.uri(), &clock)
    })
    .unwrap();
    assert!(bare.get(ResourceKind::User, "7").await.is_ok());
    let error = bare.without_token().get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::UnexpectedStatus { status: 418 });
}

#[test]
fn a_token_that_cannot_stand_in_a_header_is_refused_before_anything_is_sent() {
    for token in ["", "two words", "line\nbreak", "tab\t", "ümlaut", "nul\0"] {
        let url = TenantUrl::parse("https://example.com/scim").unwrap();
        let error = Client::new(ClientOptions::new(url, SecretString::from(token))).unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::TokenInvalid, "{token:?}");
        assert!(token.is_empty() || !format!("{error:?}").contains(token), "{token:?}");
    }
}

#[test]
fn what_holds_the_token_does_not_print_it() {
    let url = TenantUrl::parse("http://localhost:1/scim").unwrap();
    let options = ClientOptions::new(url, SecretString::from(TOKEN));
    assert!(!format!("{options:?}").contains(TOKEN));
    assert!(!format!("{:?}", Client::new(options).unwrap()).contains(TOKEN));
}
