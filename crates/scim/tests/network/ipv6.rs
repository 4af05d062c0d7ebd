//! Servers whose address is an IPv6 one.

use std::net::Ipv6Addr;
use std::sync::Arc;

use scimdesk_scim::client::{SystemClock, roots_from_bytes};
use scimdesk_scim::connection_test::{ConnectionTest, Finding, SkipReason, StageId, StageOutcome};
use scimdesk_scim::resource::ResourceKind;
use tokio::net::TcpListener;

use crate::connection_test::{finding, outcome, run, test};
use crate::support::{Behaviour, WireServer, client, http, list, user};
use crate::tls::{Ca, serve_on, trusting};

/// `None` where there is no `::1`, as in some containers: then no tenant can be there either.
async fn listener() -> Option<TcpListener> {
    TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.ok()
}

#[tokio::test]
async fn a_tenant_url_with_an_ipv6_address_is_asked_there_and_tested() {
    let (Some(first), Some(second)) = (listener().await, listener().await) else {
        return;
    };
    let user = user("7").to_string();
    let answer = http("200 OK", "content-type: application/scim+json\r\n", user.as_bytes());
    let server = WireServer::start_on(first, vec![Behaviour::Send(answer)]);
    assert!(server.url.starts_with("http://[::1]:"), "{}", server.url);
    let (client, _) = client(&server.url);
    let answer = client.get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(answer.value.id().as_deref(), Some("7"));
    let sent = server.requests()[0].to_ascii_lowercase();
    assert!(sent.contains("\r\nhost: [::1]:"), "{sent}");

    let list = list(0, 1, &[]).to_string();
    let answer = http("200 OK", "content-type: application/scim+json\r\n", list.as_bytes());
    let server = WireServer::start_on(second, vec![Behaviour::Send(answer)]);
    let report = run(test(&server.url)).await;
    assert_eq!(
        *finding(&report, StageId::Name),
        Finding::NotTried(SkipReason::HostIsAddress)
    );
    let Finding::Connected { address } = finding(&report, StageId::Tcp) else {
        panic!("{report:?}");
    };
    assert_eq!(address.ip(), Ipv6Addr::LOCALHOST);
    assert_eq!(outcome(&report, StageId::Token), StageOutcome::Passed);
}

#[tokio::test]
async fn a_certificate_for_an_ipv6_address_is_good_for_it() {
    let Some(listener) = listener().await else {
        return;
    };
    let ca = Ca::new();
    let url = format!("https://{}/scim/v2", listener.local_addr().unwrap());
    let server = serve_on(listener, ca.sign(&["::1"], -1, 90));
    let answer = trusting(&url, Some(&ca)).get(ResourceKind::User, "7").await.unwrap();
    assert_eq!(answer.value.id().as_deref(), Some("7"));
    let report = run(ConnectionTest {
        extra_roots: roots_from_bytes(ca.pem().as_bytes()).unwrap(),
        clock: Arc::new(SystemClock),
        ..test(&url)
    })
    .await;
    let Finding::CertificateTrusted { certificate } = finding(&report, StageId::Tls) else {
        panic!("{report:?}");
    };
    assert_eq!(certificate.names, ["::1"]);
    server.abort();
}
