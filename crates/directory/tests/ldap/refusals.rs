//! What can be wrong, and what a test of the connection says of it.

use std::{io::Write as _, net::TcpListener, thread};

use scimdesk_directory::{
    ldap::{LdapDirectory, Settings},
    source::{Source as _, SourceError, SourceReport, StageName, StageOutcome},
};
use secrecy::SecretString;

use crate::slapd::{BASE, PASSWORD, Recipe, Slapd, now, person};

async fn test(settings: Settings, password: &str) -> SourceReport {
    let password = Some(SecretString::from(password));
    LdapDirectory::new(settings, password, now()).test(&|_| {}).await
}

/// The stage that failed, and why.
fn failed(report: &SourceReport) -> (StageName, SourceError) {
    let mut failures = report.stages.iter().filter_map(|stage| match &stage.outcome {
        StageOutcome::Failed(error) => Some((stage.name, error.clone())),
        _ => None,
    });
    let failed = failures.next().unwrap_or_else(|| panic!("{report:#?}"));
    assert_eq!(failures.next(), None);
    failed
}

#[tokio::test]
async fn a_test_that_passes_shows_the_attributes_with_a_sample_each() {
    let recipe = Recipe {
        ldif: [
            person("ann", "title: Head\nuserPassword: hush\n"),
            person("ben", "roomNumber: 7\n"),
        ]
        .concat(),
        ..Recipe::default()
    };
    let Some(slapd) = Slapd::start(&recipe) else {
        return;
    };
    let report = test(slapd.settings(), PASSWORD).await;
    let outcomes: Vec<(StageName, &str)> = report
        .stages
        .iter()
        .filter_map(|stage| match &stage.outcome {
            StageOutcome::Passed(seen) => Some((stage.name, seen.as_str())),
            _ => None,
        })
        .collect();
    let address = format!("127.0.0.1:{}", slapd.plain);
    assert_eq!(
        outcomes,
        [
            (StageName::Name, "127.0.0.1"),
            (StageName::Connection, address.as_str()),
            (StageName::SignIn, "cn=admin,dc=example,dc=org"),
            (StageName::Base, BASE),
            (StageName::People, "2"),
            (StageName::Groups, "0"),
            (StageName::Attributes, "7"),
        ]
    );
    assert_eq!((report.people, report.groups), (Some(2), Some(0)));
    let seen: Vec<(&str, &str, Option<&str>)> = report
        .attributes
        .iter()
        .map(|seen| (seen.name.as_str(), seen.attribute.as_str(), seen.sample.as_deref()))
        .collect();
    assert!(seen.contains(&("title", "jobTitle", Some("Head"))), "{seen:?}");
    assert!(
        seen.contains(&("roomNumber", "physicalDeliveryOfficeName", Some("7"))),
        "{seen:?}"
    );
    assert!(
        seen.iter()
            .any(|(name, attribute, _)| (*name, *attribute) == ("entryUUID", "objectId"))
    );
    assert!(!format!("{report:?}").contains("hush"));
}

#[tokio::test]
async fn every_failure_has_its_stage_and_its_own_error() {
    let recipe = Recipe {
        ldif: person("ann", ""),
        database: "access to * by users read by anonymous auth".to_owned(),
        ..Recipe::default()
    };
    let Some(slapd) = Slapd::start(&recipe) else {
        return;
    };
    let settings = slapd.settings();
    let report = test(settings.clone(), "wrong").await;
    assert!(matches!(
        failed(&report),
        (StageName::SignIn, SourceError::CredentialsRefused { .. })
    ));
    assert!(
        report
            .stages
            .iter()
            .skip(4)
            .all(|stage| stage.outcome == StageOutcome::NotReached),
        "{:#?}",
        report.stages
    );
    let report = test(settings.clone(), "").await;
    assert!(matches!(
        failed(&report),
        (StageName::SignIn, SourceError::CredentialsRefused { .. })
    ));
    let wrong = |change: fn(&mut Settings)| {
        let mut settings = settings.clone();
        change(&mut settings);
        settings
    };
    type Expected = fn(&SourceError) -> bool;
    let cases: [(fn(&mut Settings), StageName, Expected); 9] = [
        (
            |settings| settings.url = "https://127.0.0.1".to_owned(),
            StageName::Name,
            |error| matches!(error, SourceError::BadSetting { setting: "url", .. }),
        ),
        (
            |settings| settings.url = "ldap://ann:secret@127.0.0.1".to_owned(),
            StageName::Name,
            |error| matches!(error, SourceError::BadSetting { setting: "url", .. }),
        ),
        (
            |settings| settings.url = "ldap://127.0.0.1:1".to_owned(),
            StageName::Connection,
            |error| matches!(error, SourceError::Refused { .. }),
        ),
        (
            |settings| settings.base = "ou=nowhere,dc=example,dc=org".to_owned(),
            StageName::Base,
            |error| {
                let SourceError::NoBase { base, matched } = error else {
                    return false;
                };
                base == "ou=nowhere,dc=example,dc=org" && matched.as_deref() == Some(BASE)
            },
        ),
        (
            |settings| settings.base = "no name".to_owned(),
            StageName::Base,
            |error| matches!(error, SourceError::NoBase { .. }),
        ),
        (
            |settings| settings.people_filter = "(uid=*".to_owned(),
            StageName::Base,
            |error| matches!(error, SourceError::BadFilter { filter } if filter == "(uid=*"),
        ),
        (
            |settings| settings.people_filter = "(uid=nobody)".to_owned(),
            StageName::People,
            |error| matches!(error, SourceError::Nobody { .. }),
        ),
        (
            |settings| settings.id_attribute = "objectGUID".to_owned(),
            StageName::Attributes,
            |error| matches!(error, SourceError::NoId { attribute } if attribute == "objectGUID"),
        ),
        (
            |settings| settings.bind_dn = String::new(),
            StageName::Base,
            |error| matches!(error, SourceError::NoBase { .. } | SourceError::Forbidden { .. }),
        ),
    ];
    for (change, stage, expected) in cases {
        let settings = wrong(change);
        let report = test(settings.clone(), PASSWORD).await;
        let (name, error) = failed(&report);
        assert_eq!(name, stage, "{settings:?}: {error:?}");
        assert!(expected(&error), "{settings:?}: {error:?}");
        assert!(!format!("{error:?} {error}").contains(PASSWORD));
    }
}

#[tokio::test]
async fn the_base_is_the_servers_where_none_is_named() {
    let recipe = Recipe {
        ldif: person("ann", ""),
        ..Recipe::default()
    };
    let Some(slapd) = Slapd::start(&recipe) else {
        return;
    };
    let settings = Settings {
        base: String::new(),
        ..slapd.settings()
    };
    assert_eq!(test(settings, PASSWORD).await.people, Some(1));
}

#[tokio::test]
async fn a_server_that_speaks_something_else_is_not_understood_and_stops_nothing() {
    let answers: [&[u8]; 4] = [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"",
        // A result of a sign-in, without anything that a result has.
        &[0x30, 0x05, 0x02, 0x01, 0x01, 0x61, 0x00],
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
    ];
    for answer in answers {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 64];
            let _ = std::io::Read::read(&mut stream, &mut request);
            stream.write_all(answer).unwrap();
        });
        let settings = Settings {
            url: format!("ldap://127.0.0.1:{port}"),
            bind_dn: "cn=admin".to_owned(),
            ..Settings::default()
        };
        let report = test(settings, PASSWORD).await;
        server.join().unwrap();
        let (stage, error) = failed(&report);
        assert_eq!(stage, StageName::SignIn);
        assert!(
            matches!(error, SourceError::Lost { .. } | SourceError::NotUnderstood { .. }),
            "{answer:?}: {error:?}"
        );
    }
}
