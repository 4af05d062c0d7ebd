//! Who is let in, and what becomes of requests that are for nobody.

use reqwest::Method;
use scimdesk_sandbox::{MAX_ACCOUNTS, PracticeOptions, PracticeServer, StartError};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::rig::{Rig, USER, http, read};

#[tokio::test]
async fn nobody_is_let_in_without_the_token() {
    let rig = Rig::of("custom", 3).await;
    for path in [
        "/Users",
        "/ServiceProviderConfig",
        "/Schemas",
        "/ResourceTypes",
        "/nothing",
        "",
    ] {
        let reply = read(rig.request(Method::GET, path)).await;
        reply.is_error(401, None);
        assert!(reply.header("www-authenticate").starts_with("Bearer"), "{path}");
    }
    let token = rig.server.token().expose_secret().to_owned();
    for wrong in ["", "x", &token[1..], &format!("{token}0"), &token.to_uppercase()] {
        let request = rig
            .request(Method::GET, "/Users")
            .header("authorization", format!("Bearer {wrong}"));
        read(request).await.is_error(401, None);
    }
    let basic = rig.request(Method::GET, "/Users").basic_auth("admin", Some(&token));
    read(basic).await.is_error(401, None);
    let lower = rig
        .request(Method::GET, "/Users")
        .header("authorization", format!("bearer {token}"));
    assert_eq!(
        read(lower).await.status,
        200,
        "the scheme's letter case is free (RFC 9110 section 11.1)"
    );
}

#[tokio::test]
async fn each_server_makes_up_a_token_of_256_bits() {
    let one = Rig::of("wedo", 1).await;
    let other = Rig::of("wedo", 1).await;
    let (one, other) = (one.server.token().expose_secret(), other.server.token().expose_secret());
    assert_ne!(one, other);
    assert_eq!(one.len(), 64);
    assert!(one.chars().all(|digit| digit.is_ascii_hexdigit()));
}

#[tokio::test]
async fn the_token_is_in_no_debug_output_and_in_no_recorded_request() {
    let rig = Rig::of("wedo", 1).await;
    rig.get("/Users?count=1").await;
    let token = rig.server.token().expose_secret();
    let seen = format!("{:?} {:?} {:?}", rig.server, rig.server.requests(), rig.server.token());
    assert!(!seen.contains(token), "{seen}");
}

#[tokio::test]
async fn requests_are_recorded_as_they_came_in() {
    let rig = Rig::of("custom", 1).await;
    rig.list("/Users", &[("filter", "userName eq \"a b\"")]).await;
    rig.create_user("new@example.com").await;
    let requests = rig.server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        (requests[0].method.as_str(), requests[0].path.as_str()),
        ("GET", "/Users")
    );
    assert_eq!(requests[0].query, "filter=userName+eq+%22a+b%22");
    assert_eq!(requests[1].method, "POST");
    assert!(requests[1].body.contains("new@example.com"));
}

#[tokio::test]
async fn unknown_paths_and_methods_are_answered_in_scims_own_words() {
    let rig = Rig::of("custom", 2).await;
    let id = rig.users().await[0]["id"].as_str().unwrap().to_owned();
    for path in ["/nothing", "/Users/nobody", "/Groups/nobody", "/Users/a/b", "/users"] {
        rig.get(path).await.is_error(404, None);
    }
    let outside = http().get(rig.server.url().replace("/scim/v2", "/scim/v1/Users"));
    let outside = outside.bearer_auth(rig.server.token().expose_secret());
    read(outside).await.is_error(404, None);
    let table = [
        (Method::DELETE, "/Users", "GET, POST"),
        (Method::PUT, "/Groups", "GET, POST"),
        (Method::POST, &*format!("/Users/{id}"), "GET, PUT, PATCH, DELETE"),
        (Method::GET, "/Users/.search", "POST"),
        (Method::POST, "/Schemas", "GET"),
        (Method::PATCH, "/ResourceTypes/User", "GET"),
    ];
    for (method, path, allowed) in table {
        let reply = rig.send(method, path, &json!({})).await;
        reply.is_error(405, None);
        assert_eq!(reply.header("allow"), allowed, "{path}");
    }
    for (method, path) in [(Method::POST, "/Bulk"), (Method::GET, "/Me"), (Method::PATCH, "/Me")] {
        rig.send(method, path, &json!({})).await.is_error(501, None);
    }
}

#[tokio::test]
async fn bodies_that_are_no_scim_are_refused() {
    let rig = Rig::of("custom", 1).await;
    let post = |content_type: &str, body: &str| {
        let request = rig
            .authorized(Method::POST, "/Users")
            .header("content-type", content_type);
        read(request.body(body.to_owned()))
    };
    let user = json!({"schemas": [USER], "userName": "x@example.com"}).to_string();
    post("text/plain", &user).await.is_error(415, None);
    for body in ["", "{", "[]", "\"text\"", "null"] {
        post("application/json", body)
            .await
            .is_error(400, Some("invalidSyntax"));
    }
    post("application/json", &" ".repeat(5 * 1024 * 1024))
        .await
        .is_error(413, None);
    assert_eq!(post("application/json; charset=utf-8", &user).await.status, 201);
}

#[tokio::test]
async fn what_cannot_be_started_says_why() {
    let start = |app: &str, accounts, port| {
        PracticeServer::start(PracticeOptions {
            port,
            ..PracticeOptions::for_app(app).with_accounts(accounts)
        })
    };
    assert!(matches!(start("nothing", 1, None).await, Err(StartError::UnknownApp(app)) if app == "nothing"));
    let many = start("wedo", MAX_ACCOUNTS + 1, None).await;
    assert!(matches!(many, Err(StartError::TooManyAccounts(_))));
    let first = start("wedo", 1, None).await.unwrap();
    let second = start("wedo", 1, Some(first.address().port())).await;
    assert!(matches!(second, Err(StartError::Listen { .. })));
}

#[tokio::test]
async fn a_server_that_was_stopped_answers_no_more_and_frees_its_port() {
    let rig = Rig::of("wedo", 1).await;
    let port = rig.server.address().port();
    assert_eq!(rig.get("/Users").await.status, 200);
    let request = rig.authorized(Method::GET, "/Users");
    rig.server.stop().await;
    assert!(request.send().await.is_err());
    let again = PracticeServer::start(PracticeOptions {
        port: Some(port),
        ..PracticeOptions::for_app("wedo")
    });
    again.await.unwrap();
}
