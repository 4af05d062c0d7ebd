//! Behind a proxy. The environment names it, so each case runs in a process of its own.

use std::process::Stdio;
use std::sync::Arc;

use scimdesk_scim::client::{Client, ClientErrorKind};
use scimdesk_scim::connection_test::{ConnectionTest, Finding, SkipReason, StageId};
use scimdesk_scim::resource::ResourceKind;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer};

use crate::support::{Behaviour, FakeClock, TOKEN, WireServer, client, http, options, scim, user};

/// Runs the ignored test `name` of this file with `proxy` in the environment, as a system would have it.
async fn run_behind(proxy: &str, name: &str) {
    let output = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("proxy::{name}"), "--ignored", "--nocapture"])
        .env("HTTPS_PROXY", proxy)
        .env("HTTP_PROXY", proxy)
        .env_remove("https_proxy")
        .env_remove("http_proxy")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_refuses_is_the_proxys_failure() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    run_behind(&format!("http://name:secret@{address}"), "child_whose_proxy_fails").await;

    let refusing = WireServer::start(vec![Behaviour::Send(http(
        "407 Proxy Authentication Required",
        "",
        b"",
    ))])
    .await;
    let proxy = refusing.url.trim_end_matches("/scim/v2").to_owned();
    run_behind(&proxy, "child_whose_proxy_fails").await;
    let requests = refusing.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert!(request.starts_with("CONNECT no-such-host.invalid:443"), "{request}");
        assert!(!request.contains(TOKEN), "the proxy never sees the token");
    }
}

#[tokio::test]
async fn loopback_never_goes_through_a_proxy() {
    let proxy = WireServer::start(vec![Behaviour::HangUp]).await;
    run_behind(proxy.url.trim_end_matches("/scim/v2"), "child_on_loopback").await;
    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
#[ignore = "needs a proxy in its environment; the tests above run it"]
async fn child_whose_proxy_fails() {
    let clock = Arc::new(FakeClock::default());
    let mut with_root = options("https://no-such-host.invalid/scim", &clock);
    let root = scimdesk_scim::client::roots_from_bytes(crate::tls::Ca::new().pem().as_bytes()).unwrap();
    with_root.extra_roots.clone_from(&root);
    let client = Client::new(with_root).unwrap();
    let shown = client.proxy().unwrap().to_owned();
    assert!(
        shown.starts_with("http://127.0.0.1:") && !shown.contains("secret"),
        "{shown}"
    );
    let error = client.get(ResourceKind::User, "7").await.unwrap_err();
    assert_eq!(error.kind, ClientErrorKind::ProxyFailed, "{:?}", error.exchange.cause);
    assert!(!format!("{error:?}").contains("secret"));

    let test = ConnectionTest {
        extra_roots: root,
        clock,
        ..ConnectionTest::new("https://no-such-host.invalid/scim", SecretString::from(TOKEN))
    };
    let report = test.run(CancellationToken::new(), |_| {}).await;
    for id in [StageId::Name, StageId::Tcp, StageId::Tls] {
        let skipped = Finding::NotTried(SkipReason::ViaProxy { proxy: shown.clone() });
        assert_eq!(report.stage(id).unwrap().finding, Some(skipped));
    }
    assert!(matches!(
        report.failure().unwrap().finding,
        Some(Finding::TokenNotProven {
            kind: ClientErrorKind::ProxyFailed,
            ..
        })
    ));
}

#[tokio::test]
#[ignore = "needs a proxy in its environment; the tests above run it"]
async fn child_on_loopback() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(scim(200, &user("7")))
        .mount(&server)
        .await;
    let (client, _) = client(&server.uri());
    assert_eq!(client.proxy(), None);
    client.get(ResourceKind::User, "7").await.unwrap();
}
