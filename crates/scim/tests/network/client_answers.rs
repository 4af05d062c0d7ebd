//! What came back, and what the client makes of it: one kind for each thing that can go wrong.

use std::time::Duration;

use scimdesk_scim::client::{ClientErrorKind, Missing};
use scimdesk_scim::error_body::ScimType;
use scimdesk_scim::filter::Filter;
use scimdesk_scim::resource::ResourceKind;
use serde_json::json;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{Behaviour, TOKEN, WireServer, client, http, impatient, list, scim, scim_error, user};

#[tokio::test]
async fn a_resource_comes_with_its_exchange() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/scim/v2/Users/7"))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .respond_with(scim(200, &user("7")).insert_header("etag", "W/\"3\""))
        .mount(&server)
        .await;
    let (client, _) = client(&format!("{}/scim/v2/", server.uri()));
    let answer = client.get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(answer.value.id().as_deref(), Some("7"));
    assert_eq!(answer.etag.as_deref(), Some("W/\"3\""));
    assert_eq!(answer.exchange.method, "GET");
    assert_eq!(answer.exchange.status, Some(200));
    assert_eq!(answer.exchange.attempts, 1);
    let sent = server.received_requests().await.unwrap();
    assert_eq!(
        sent[0].headers["accept"],
        "application/scim+json, application/json;q=0.9"
    );
    assert!(sent[0].headers["user-agent"].to_str().unwrap().starts_with("Scimdesk/"));
    assert!(answer.exchange.body_excerpt.unwrap().contains("user-7@example.com"));
}

#[tokio::test]
async fn a_filter_is_sent_escaped_so_that_every_server_reads_it() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(query_param("filter", r#"userName eq "a+b & \"c\"@example.com""#))
        .respond_with(scim(200, &list(1, 1, &[user("1")])))
        .mount(&server)
        .await;
    let (client, _) = client(&server.uri());
    let filter = Filter::parse(r#"userName eq "a+b & \"c\"@example.com""#).unwrap();
    let found = client
        .find(ResourceKind::User, &filter, &["id", "userName"])
        .await
        .unwrap();
    assert_eq!(found.value.resources.len(), 1);
    let sent = server.received_requests().await.unwrap()[0].url.to_string();
    assert!(sent.contains("userName%20eq%20"), "blanks as %20, not +: {sent}");
    assert!(sent.contains("attributes=id%2CuserName"), "{sent}");
}

#[tokio::test]
async fn an_id_is_escaped_in_the_path_and_a_dangerous_one_is_never_sent() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(scim(200, &user("a/b?c")))
        .mount(&server)
        .await;
    let (client, _) = client(&format!("{}/scim", server.uri()));
    client.get(ResourceKind::User, "a/b?c#d").await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].url.path(), "/scim/Users/a%2Fb%3Fc%23d");
    for id in ["", ".", "..", "%2e%2E"] {
        let error = client.delete(ResourceKind::User, id).await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::IdUnusable, "{id:?}");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn each_status_has_its_own_kind_and_the_servers_words() {
    let table: Vec<(ResponseTemplate, ClientErrorKind)> = vec![
        (
            scim_error(400, Some("invalidFilter"), "no"),
            ClientErrorKind::BadRequest {
                scim_type: Some(ScimType::InvalidFilter),
            },
        ),
        (scim_error(401, None, "no"), ClientErrorKind::TokenRefused),
        (
            ResponseTemplate::new(401).set_body_raw("<html>no</html>", "text/html"),
            ClientErrorKind::TokenRefused,
        ),
        (scim_error(403, None, "no"), ClientErrorKind::Forbidden),
        (
            scim_error(404, None, "no"),
            ClientErrorKind::NotFound {
                missing: Missing::Resource,
            },
        ),
        (scim_error(405, None, "no"), ClientErrorKind::NotSupported),
        (
            scim_error(409, Some("uniqueness"), "no"),
            ClientErrorKind::Conflict {
                scim_type: Some(ScimType::Uniqueness),
            },
        ),
        (
            scim_error(409, None, "no"),
            ClientErrorKind::Conflict { scim_type: None },
        ),
        (scim_error(412, None, "no"), ClientErrorKind::PreconditionFailed),
        (
            scim_error(500, None, "no"),
            ClientErrorKind::ServerFailed { status: 500 },
        ),
        (scim_error(501, None, "no"), ClientErrorKind::NotSupported),
        (
            scim_error(418, None, "no"),
            ClientErrorKind::UnexpectedStatus { status: 418 },
        ),
    ];
    for (template, expected) in table {
        let server = MockServer::start().await;
        Mock::given(method("GET")).respond_with(template).mount(&server).await;
        let (client, _) = client(&server.uri());
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, expected);
        // A 500 may be passing; the others are final.
        let attempts = if error.status() == Some(500) { 5 } else { 1 };
        assert_eq!(error.exchange.attempts, attempts, "{expected:?}");
        if error
            .exchange
            .body_excerpt
            .as_deref()
            .is_some_and(|body| body.contains("detail"))
        {
            assert_eq!(error.detail.as_deref(), Some("no"), "{expected:?}");
        }
    }
}

#[tokio::test]
async fn a_404_that_is_no_scim_error_does_not_say_that_the_resource_is_gone() {
    let table = [
        ("<html><h1>404 Not Found</h1></html>", "text/html"),
        ("", "application/scim+json"),
        (r#"{"message": "no Route matched"}"#, "application/json"),
        (
            r#"{"status": 404, "error": "Not Found", "path": "/scim"}"#,
            "application/json",
        ),
        (r#"{"detail": "Not Found"}"#, "application/json"),
        (r#"{"errors": [{"code": "404"}]}"#, "application/json"),
    ];
    let surely = [
        (
            r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"]}"#,
            "text/plain",
        ),
        (r#"{"status": "404", "detail": "no such user"}"#, "application/json"),
    ];
    let unclear = table.map(|(body, kind)| (body, kind, Missing::Unclear));
    let surely = surely.map(|(body, kind)| (body, kind, Missing::Resource));
    for (body, content_type, missing) in unclear.into_iter().chain(surely) {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(404).set_body_raw(body, content_type))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::NotFound { missing }, "{body:?}");
    }
}

#[tokio::test]
async fn a_404_on_a_collection_means_the_endpoint() {
    let server = MockServer::start().await;
    let (client, _) = client(&server.uri());
    let error = client.list_page(&["Users"], &[]).await.unwrap_err();
    assert_eq!(
        error.kind,
        ClientErrorKind::NotFound {
            missing: Missing::Endpoint
        }
    );
}

#[tokio::test]
async fn bodies_with_200_that_are_no_scim_are_told_apart() {
    let sign_in = r#"<!doctype html><title>Sign in</title><form><input type="password"></form>"#;
    let page = "<html><body><h1>Welcome to nginx!</h1></body></html>";
    let table: [(&str, &str, ClientErrorKind); 9] = [
        (sign_in, "text/html; charset=utf-8", ClientErrorKind::SignInPage),
        (sign_in, "application/json", ClientErrorKind::SignInPage),
        (page, "text/html", ClientErrorKind::NotScim),
        ("", "application/scim+json", ClientErrorKind::EmptyAnswer),
        (" \r\n ", "application/scim+json", ClientErrorKind::EmptyAnswer),
        (
            "{\"id\": \"7\",\n \"userName\": \"a",
            "application/scim+json",
            ClientErrorKind::BrokenJson { line: 2, column: 15 },
        ),
        ("OK", "text/plain", ClientErrorKind::NotScim),
        ("[1, 2]", "application/json", ClientErrorKind::NotScim),
        (r#"{"hello": "world"}"#, "application/json", ClientErrorKind::NotScim),
    ];
    for (body, content_type, expected) in table {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, content_type))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, expected, "{body:?}");
        assert_eq!(error.exchange.status, Some(200));
    }
}

#[tokio::test]
async fn scim_sent_with_another_content_type_or_a_byte_order_mark_is_read() {
    let with_mark = [b"\xef\xbb\xbf".as_slice(), user("7").to_string().as_bytes()].concat();
    for (body, content_type) in [
        (user("7").to_string().into_bytes(), "application/json; charset=utf-8"),
        (user("7").to_string().into_bytes(), "text/plain"),
        (user("7").to_string().into_bytes(), "text/html"),
        (with_mark, "application/scim+json"),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, content_type))
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        assert!(client.get(ResourceKind::User, "7").await.is_ok(), "{content_type}");
    }
}

#[tokio::test]
async fn an_error_that_comes_with_200_is_an_error() {
    let server = MockServer::start().await;
    let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": 404, "detail": "gone"});
    Mock::given(method("GET"))
        .respond_with(scim(200, &body))
        .mount(&server)
        .await;
    let (client, _) = client(&server.uri());
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(
        error.kind,
        ClientErrorKind::NotFound {
            missing: Missing::Resource
        }
    );
    assert_eq!(error.detail.as_deref(), Some("gone"));
}

#[tokio::test]
async fn a_write_answered_without_a_body_is_a_success_without_a_resource() {
    let server = MockServer::start().await;
    Mock::given(method("PATCH"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(scim(201, &user("9")))
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let (client, _) = client(&server.uri());
    let patch = scimdesk_scim::patch::PatchOp::set_active(false);
    let patched = client
        .patch(ResourceKind::User, "7", &patch, Some("W/\"3\""))
        .await
        .unwrap();
    assert!(patched.value.is_none());
    assert!(
        client
            .put(ResourceKind::User, "7", &user("7"), None)
            .await
            .unwrap()
            .value
            .is_none()
    );
    let created = client.create(ResourceKind::User, &user("")).await.unwrap();
    assert_eq!(created.value.unwrap().id().as_deref(), Some("9"));
    client.delete(ResourceKind::User, "7").await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["if-match"], "W/\"3\"");
    assert_eq!(sent[0].headers["content-type"], "application/scim+json");
    assert!(!sent[1].headers.contains_key("if-match"));
}

#[tokio::test]
async fn a_refused_connection_says_so() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let (client, _) = client(&format!("http://{address}/scim"));
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::ConnectionRefused);
    assert_eq!(error.exchange.status, None);
    assert!(error.exchange.cause.unwrap().contains("refused"));
}

#[tokio::test]
async fn a_name_that_does_not_resolve_says_so() {
    // RFC 6761 §6.4: `invalid` never resolves; nothing leaves the machine but a question to its resolver.
    let (client, _) = client("https://no-such-host.invalid/scim");
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::NameNotFound);
}

#[tokio::test]
async fn a_server_that_never_answers_and_one_that_stops_half_way_are_told_apart() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/scim+json\r\ncontent-length: 500\r\n\r\n{\"id\":".to_vec();
    let silent = WireServer::start(vec![Behaviour::SendThenStall(Vec::new())]).await;
    let error = impatient(&silent.url, |limits| limits.first_byte = Duration::from_millis(100))
        .get(ResourceKind::User, "7")
        .await
        .unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::AnswerTimeout);
    assert_eq!(
        error.exchange.attempts, 2,
        "a timeout costs much: one more attempt, not four"
    );

    let stalling = WireServer::start(vec![Behaviour::SendThenStall(head.clone())]).await;
    let error = impatient(&stalling.url, |limits| limits.idle_body = Duration::from_millis(150))
        .get(ResourceKind::User, "7")
        .await
        .unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::BodyStalled);
    assert_eq!(error.exchange.status, Some(200));

    let trickling = WireServer::start(vec![Behaviour::Trickle(head, b" ".to_vec(), Duration::from_millis(20))]).await;
    let error = impatient(&trickling.url, |limits| limits.whole_body = Duration::from_millis(400))
        .get(ResourceKind::User, "7")
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ClientErrorKind::BodyStalled,
        "a trickle within the idle limit ends too"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_lost_not_broken_json() {
    let half =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/scim+json\r\ncontent-length: 500\r\n\r\n{\"id\":".to_vec();
    for script in [Behaviour::HangUp, Behaviour::Send(half)] {
        let server = WireServer::start(vec![script]).await;
        let (client, _) = client(&server.url);
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::ConnectionLost);
        assert_eq!(error.exchange.attempts, 5);
    }
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_given_up_before_it_is_whole() {
    let large = format!("{{\"id\":\"7\",\"x\":\"{}\"}}", "a".repeat(40 << 10));
    let server = WireServer::start(vec![Behaviour::Send(http("200 OK", "", large.as_bytes()))]).await;
    let error = impatient(&server.url, |limits| limits.body_bytes = 16 << 10)
        .get(ResourceKind::User, "7")
        .await
        .unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::AnswerTooLarge { limit: 16 << 10 });
    assert_eq!(error.exchange.attempts, 1);
    assert!(error.exchange.body_excerpt.unwrap().len() <= 2048);
}

#[tokio::test]
async fn the_limit_counts_what_a_small_body_unpacks_to() {
    // 64 MiB of blanks in gzip, about 64 KiB on the wire.
    let server = WireServer::start(vec![Behaviour::Send(http(
        "200 OK",
        "content-type: application/scim+json\r\ncontent-encoding: gzip\r\n",
        &gzip_of_blanks(64 << 20),
    ))])
    .await;
    let error = impatient(&server.url, |limits| limits.body_bytes = 16 << 10)
        .get(ResourceKind::User, "7")
        .await
        .unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::AnswerTooLarge { limit: 16 << 10 });
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_a_garbled_one_is_an_error() {
    let packed = gzip_stored(user("7").to_string().as_bytes());
    let head = "content-type: application/scim+json\r\ncontent-encoding: gzip\r\n";
    let good = WireServer::start(vec![Behaviour::Send(http("200 OK", head, &packed))]).await;
    let (to_good, _) = client(&good.url);
    assert!(to_good.get(ResourceKind::User, "7").await.is_ok());
    assert!(
        good.requests()[0]
            .to_ascii_lowercase()
            .contains("accept-encoding: gzip")
    );

    let garbled = WireServer::start(vec![Behaviour::Send(http("200 OK", head, b"this is no gzip at all"))]).await;
    let (to_garbled, _) = client(&garbled.url);
    let error = to_garbled.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::BrokenJson { line: 0, column: 0 });
}

/// Gzip without compression: one stored block (RFC 1951 §3.2.4).
fn gzip_stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(&crc32(data).to_le_bytes());
    out.extend_from_slice(&u32::from(length).to_le_bytes());
    out
}

/// Gzip whose one block repeats a blank: a literal, then copies of 258 bytes from one byte back (fixed codes,
/// RFC 1951 §3.2.6). Never ended: nobody gets that far.
fn gzip_of_blanks(length: usize) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(0b01, 2);
    bits.push_code(0x30 + 0x20, 8);
    for _ in 0..length / 258 {
        // Length 258 is symbol 285, code 11000101; distance 1 is symbol 0, code 00000.
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    out.extend(bits.finish());
    out
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    /// Numbers go in with the lowest bit first.
    fn push(&mut self, value: u32, width: u32) {
        self.held |= value << self.count;
        self.count += width;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Codes go in with the highest bit first.
    fn push_code(&mut self, code: u32, width: u32) {
        self.push(code.reverse_bits() >> (32 - width), width);
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(0, 7);
        self.bytes
    }
}

fn crc32(data: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}
