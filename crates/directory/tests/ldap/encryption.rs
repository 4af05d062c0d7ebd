//! LDAPS and StartTLS.

use scimdesk_directory::{ldap::Settings, source::SourceError};

use crate::slapd::{Recipe, Slapd, fetch, person};

fn recipe(host: Option<&'static str>) -> Recipe {
    Recipe {
        ldif: person("ann", ""),
        certificate_for: host,
        ..Recipe::default()
    }
}

fn both_ways(slapd: &Slapd) -> [Settings; 2] {
    [
        Settings {
            url: format!("ldaps://localhost:{}", slapd.encrypted),
            ..slapd.settings()
        },
        Settings {
            url: format!("ldap://localhost:{}", slapd.plain),
            start_tls: true,
            ..slapd.settings()
        },
    ]
}

#[tokio::test]
async fn both_ways_of_encryption_work_with_an_authority_of_ones_own() {
    let Some(slapd) = Slapd::start(&recipe(Some("localhost"))) else {
        return;
    };
    for settings in both_ways(&slapd) {
        let settings = Settings {
            extra_ca: Some(slapd.authority.clone()),
            ..settings
        };
        let fetched = fetch(settings.clone(), None).await;
        assert_eq!(fetched.unwrap().people.len(), 1, "{}", settings.url);
    }
}

#[tokio::test]
async fn an_authority_that_is_not_known_is_not_trusted() {
    let Some(slapd) = Slapd::start(&recipe(Some("localhost"))) else {
        return;
    };
    for settings in both_ways(&slapd) {
        let failed = fetch(settings.clone(), None).await;
        assert!(
            matches!(failed, Err(SourceError::CertificateUntrusted { .. })),
            "{}: {failed:?}",
            settings.url
        );
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let Some(slapd) = Slapd::start(&recipe(Some("ldap.example.net"))) else {
        return;
    };
    for settings in both_ways(&slapd) {
        let settings = Settings {
            extra_ca: Some(slapd.authority.clone()),
            ..settings
        };
        let failed = fetch(settings, None).await;
        assert!(
            matches!(&failed, Err(SourceError::CertificateName { host, .. }) if host == "localhost"),
            "{failed:?}"
        );
    }
}

#[tokio::test]
async fn a_server_without_encryption_is_not_spoken_to_unencrypted_instead() {
    let Some(slapd) = Slapd::start(&recipe(None)) else {
        return;
    };
    for settings in both_ways(&slapd) {
        let failed = fetch(settings, None).await;
        assert!(matches!(failed, Err(SourceError::Tls { .. })), "{failed:?}");
    }
}

#[tokio::test]
async fn what_is_no_certificate_is_said_to_be_none() {
    let Some(slapd) = Slapd::start(&recipe(None)) else {
        return;
    };
    for pem in ["no PEM", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        let settings = Settings {
            start_tls: true,
            extra_ca: Some(pem.to_owned()),
            ..slapd.settings()
        };
        let failed = fetch(settings, None).await;
        assert!(
            matches!(failed, Err(SourceError::BadSetting { setting: "extraCa", .. })),
            "{failed:?}"
        );
    }
}
