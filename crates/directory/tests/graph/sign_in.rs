//! Signing in: what works, and what each refusal is taken for.

use std::{sync::Arc, time::Duration};

use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use scimdesk_directory::{
    graph::{Certificate, DeviceSignIn, GraphCredential, GraphOptions},
    source::SourceError,
};
use scimdesk_sandbox::graph::PracticeGraph;
use secrecy::{ExposeSecret as _, SecretString};
use tokio_util::sync::CancellationToken;

use crate::support::{TestClock, fetch, options, practice, source, source_of};

const GOOD: &str = include_str!("good.pem");
const OTHER: &str = include_str!("other.pem");
const CURVE: &str = include_str!("curve.pem");

fn usual(graph: &PracticeGraph) -> GraphOptions {
    options(graph, &Arc::new(TestClock::new()))
}

fn trust(graph: &PracticeGraph, pem: &str) {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    assert!(graph.trust(&certificate));
}

async fn signing_in(options: GraphOptions, secret: &str) -> Result<(), SourceError> {
    let source = source_of(options, GraphCredential::Secret(secret.to_owned().into()));
    fetch(&source, None).await.map(drop)
}

#[tokio::test]
async fn each_refusal_says_what_is_wrong_and_never_the_secret() {
    let graph = practice(3).await;
    let secret = graph.secret().expose_secret().to_owned();
    let wrong = signing_in(usual(&graph), "not-the-secret").await.expect_err("wrong");
    assert!(
        matches!(&wrong, SourceError::CredentialsRefused { detail } if detail.starts_with("AADSTS7000215")),
        "{wrong:?}"
    );
    assert!(
        !wrong.to_string().contains("not-the-secret") && !wrong.to_string().contains("Trace ID"),
        "{wrong}"
    );

    let mut unknown = usual(&graph);
    unknown.client = "00000000-0000-0000-0000-000000000000".to_owned();
    let refused = signing_in(unknown, &secret).await;
    assert!(
        matches!(&refused, Err(SourceError::BadSetting { setting: "client", .. })),
        "{refused:?}"
    );

    let mut elsewhere = usual(&graph);
    elsewhere.directory = "elsewhere.example".to_owned();
    let refused = signing_in(elsewhere, &secret).await;
    assert!(
        matches!(
            &refused,
            Err(SourceError::BadSetting {
                setting: "directory",
                ..
            })
        ),
        "{refused:?}"
    );

    graph.expire_secret();
    let expired = signing_in(usual(&graph), &secret).await;
    assert!(
        matches!(&expired, Err(SourceError::SecretExpired { .. })),
        "{expired:?}"
    );
}

#[tokio::test]
async fn a_verified_domain_is_as_good_as_the_directorys_id() {
    let graph = practice(3).await;
    let mut options = usual(&graph);
    options.directory = "harbour.example".to_owned();
    let secret = graph.secret().expose_secret().to_owned();
    assert_eq!(signing_in(options, &secret).await, Ok(()));
}

#[tokio::test]
async fn settings_that_cannot_stand_in_a_url_are_refused_before_anything_is_sent() {
    let graph = practice(3).await;
    let secret = || GraphCredential::Secret(graph.secret());
    for bad in ["", "a/b", "..", "a?b", "a b", "x'y"] {
        let mut options = usual(&graph);
        options.directory = bad.to_owned();
        let refused = scimdesk_directory::graph::GraphSource::new(options, secret());
        assert!(
            matches!(
                refused,
                Err(SourceError::BadSetting {
                    setting: "directory",
                    ..
                })
            ),
            "{bad:?}"
        );
        let mut options = usual(&graph);
        options.service_principal = Some(bad.to_owned());
        let refused = scimdesk_directory::graph::GraphSource::new(options, secret());
        assert!(
            matches!(
                refused,
                Err(SourceError::BadSetting {
                    setting: "servicePrincipal",
                    ..
                })
            ),
            "{bad:?}"
        );
    }
    assert_eq!(graph.requests(), []);
}

#[tokio::test]
async fn a_certificate_that_is_registered_signs_in_as_often_as_needed() {
    let graph = practice(3).await;
    trust(&graph, GOOD);
    let certificate = Certificate::from_pem(&GOOD.to_owned().into()).expect("a certificate");
    let clock = Arc::new(TestClock::new());
    let source = source_of(
        options(&graph, &clock),
        GraphCredential::Certificate(Box::new(certificate)),
    );
    let first = fetch(&source, None).await.expect("a full fetch");
    assert_eq!(first.people.len(), 3);
    // The token is good no longer, and an assertion is good once.
    clock.forward(Duration::from_hours(1));
    fetch(&source, first.watermark.as_deref()).await.expect("changes");
    let tokens = graph
        .requests()
        .iter()
        .filter(|request| request.path.ends_with("/token"))
        .count();
    assert_eq!(tokens, 2);
}

#[tokio::test]
async fn a_certificate_that_is_not_registered_is_refused() {
    let graph = practice(3).await;
    trust(&graph, GOOD);
    let certificate = Certificate::from_pem(&OTHER.to_owned().into()).expect("a certificate");
    let source = source_of(usual(&graph), GraphCredential::Certificate(Box::new(certificate)));
    let refused = fetch(&source, None).await;
    assert!(
        matches!(refused, Err(SourceError::CredentialsRefused { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_pem_without_a_usable_pair_is_refused_with_the_reason() {
    let part = |pem: &str, label: &str| {
        let begin = pem.find(&format!("-----BEGIN {label}")).expect("a block");
        let end = pem.find(&format!("-----END {label}-----")).expect("its end");
        format!("{}-----END {label}-----\n", &pem[begin..end])
    };
    let (certificate, key) = (part(GOOD, "CERTIFICATE"), part(GOOD, "PRIVATE KEY"));
    for (pem, reason) in [
        (String::new(), "no private key"),
        (certificate.clone(), "no private key"),
        (key.clone(), "no certificate"),
        (format!("{}{key}", part(OTHER, "CERTIFICATE")), "no certificate belongs"),
        (CURVE.to_owned(), "not an RSA key"),
        (
            format!("{key}-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"),
            "damaged",
        ),
    ] {
        match Certificate::from_pem(&pem.clone().into()) {
            Err(SourceError::BadSetting {
                setting: "certificate",
                detail,
            }) => {
                assert!(detail.contains(reason), "{detail} / {reason}");
            }
            other => panic!("{other:?} / {reason}"),
        }
    }
    for good in [
        format!("{key}{certificate}"),
        format!("{}{key}{certificate}", part(OTHER, "CERTIFICATE")),
    ] {
        assert!(Certificate::from_pem(&good.into()).is_ok(), "any order, and a chain");
    }
}

#[tokio::test]
async fn a_person_signs_in_with_a_code_and_stays_signed_in() {
    let graph = practice(3).await;
    let clock = Arc::new(TestClock::new());
    let cancel = CancellationToken::new();
    let begun = DeviceSignIn::begin(options(&graph, &clock), &cancel)
        .await
        .expect("a code");
    assert_eq!(begun.url, format!("{}/device", graph.endpoint()));
    assert!(graph.decide(&begun.code, true));
    let refresh = begun.wait(&cancel).await.expect("a refresh token");
    assert_eq!(
        clock.waits(),
        [Duration::from_secs(1)],
        "it is not asked before its interval"
    );

    let source = source_of(options(&graph, &clock), GraphCredential::SignedIn(refresh.clone()));
    assert!(source.renewed().is_none());
    fetch(&source, None).await.expect("a full fetch");
    let renewed = source.renewed().expect("a new refresh token");
    assert_ne!(renewed.expose_secret(), refresh.expose_secret());
    let later = source_of(options(&graph, &clock), GraphCredential::SignedIn(renewed));
    fetch(&later, None).await.expect("the new one is good");
}

#[tokio::test]
async fn the_code_is_asked_for_until_the_person_decides() {
    let graph = practice(3).await;
    let clock = Arc::new(TestClock::new());
    let cancel = CancellationToken::new();
    let begun = DeviceSignIn::begin(options(&graph, &clock), &cancel)
        .await
        .expect("a code");
    let waiting = begun.wait(&cancel);
    let deciding = async {
        // After the third question, whenever that is.
        while graph
            .requests()
            .iter()
            .filter(|request| request.path.ends_with("/token"))
            .count()
            < 3
        {
            tokio::task::yield_now().await;
        }
        assert!(graph.decide(&begun.code, false));
    };
    let (declined, ()) = tokio::join!(waiting, deciding);
    assert!(
        matches!(&declined, Err(SourceError::SignInNeeded { .. })),
        "{declined:?}"
    );
}

#[tokio::test]
async fn a_code_that_nobody_types_expires() {
    let graph = practice(3).await;
    let clock = Arc::new(TestClock::new());
    let cancel = CancellationToken::new();
    let begun = DeviceSignIn::begin(options(&graph, &clock), &cancel)
        .await
        .expect("a code");
    let expired = begun.wait(&cancel).await;
    assert!(matches!(&expired, Err(SourceError::SignInNeeded { .. })), "{expired:?}");
    assert_eq!(clock.waits().len(), 900, "a second each");
}

#[tokio::test]
async fn missing_consent_and_revoked_sign_ins_are_told_apart() {
    let graph = practice(3).await;
    let cancel = CancellationToken::new();
    let sign_in = |graph: &PracticeGraph| {
        let options = usual(graph);
        async {
            DeviceSignIn::begin(options, &CancellationToken::new())
                .await
                .expect("a code")
        }
    };
    let begun = sign_in(&graph).await;
    graph.decide(&begun.code, true);
    let refresh: SecretString = begun.wait(&cancel).await.expect("a refresh token");
    graph.revoke_sign_ins();
    let source = source_of(usual(&graph), GraphCredential::SignedIn(refresh));
    let refused = fetch(&source, None).await;
    assert!(matches!(&refused, Err(SourceError::SignInNeeded { .. })), "{refused:?}");

    graph.withdraw_consent();
    let begun = sign_in(&graph).await;
    graph.decide(&begun.code, true);
    let refused = begun.wait(&cancel).await;
    assert!(
        matches!(&refused, Err(SourceError::ConsentMissing { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_source_shows_no_secret_when_it_is_printed() {
    let graph = practice(1).await;
    let secret = graph.secret();
    let shown = format!("{:?}", source(&graph));
    assert!(!shown.contains(secret.expose_secret()));
    let certificate = Certificate::from_pem(&GOOD.to_owned().into()).expect("a certificate");
    assert!(!format!("{certificate:?}").contains("PRIVATE"));
}
