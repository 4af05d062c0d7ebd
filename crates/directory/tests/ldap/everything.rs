//! Reading everything.

use scimdesk_directory::{
    Member, Note,
    ldap::Settings,
    source::{Incomplete, SourceError, SourceNote},
};
use serde_json::json;
use std::sync::Mutex;
use tokio_util::sync::CancellationToken;

use scimdesk_directory::source::Source as _;

use crate::slapd::{BASE, Recipe, Slapd, directory, fetch, person};

/// Ann manages Ben, and there are groups of all three kinds.
fn company() -> String {
    let dn = |uid: &str| format!("uid={uid},ou=people,{BASE}");
    [
        person("ann", "title: Head\ndepartmentNumber: 7\nemployeeNumber: 1001\njpegPhoto:: /9j/4AAQ\nuserPassword: hush\n"),
        person("ben", &format!("manager: UID=Ann, ou=People,{BASE}\ncn: Ben Ocean\n")),
        person("cy", "preferredLanguage: de\nmanager: uid=nobody,dc=elsewhere\n"),
        format!(
            "dn: cn=sales,ou=groups,{BASE}\nobjectClass: groupOfNames\ncn: sales\ndescription: Sellers\nmember: {}\nmember: cn=leads,ou=groups,{BASE}\nmember: uid=gone,dc=example,dc=org\n\n",
            dn("ben")
        ),
        format!("dn: cn=leads,ou=groups,{BASE}\nobjectClass: groupOfUniqueNames\ncn: leads\nuniqueMember: {}\n\n", dn("ann")),
        format!("dn: cn=unix,ou=groups,{BASE}\nobjectClass: posixGroup\ncn: unix\ngidNumber: 100\nmemberUid: cy\nmemberUid: ann\n\n"),
    ]
    .concat()
}

#[tokio::test]
async fn people_have_the_attributes_that_mappings_know_and_groups_of_all_kinds_their_members() {
    let Some(slapd) = Slapd::start(&Recipe {
        ldif: company(),
        ..Recipe::default()
    }) else {
        return;
    };
    let fetched = slapd.fetch(None).await;
    assert_eq!(fetched.complete, Ok(()));
    assert!(fetched.full && fetched.watermark.is_some() && fetched.present.is_none());
    let [ann, ben, cy] = fetched.people.as_slice() else {
        panic!("{:#?}", fetched.people);
    };
    assert_eq!(
        serde_json::Value::Object(ann.attributes.clone()),
        json!({
            "objectId": ann.id, "userPrincipalName": "ann@example.org", "mail": "ann@example.org", "mailNickname": "ann",
            "displayName": "Person ann", "surname": "ann", "jobTitle": "Head", "department": "7", "employeeId": "1001",
            "distinguishedName": format!("uid=ann,ou=people,{BASE}"),
        })
    );
    assert_eq!(ann.name, "Person ann");
    assert_eq!(ben.attributes["manager"], json!(ann.id));
    assert!(!cy.attributes.contains_key("manager"));
    let groups: Vec<(&str, Vec<Member>)> = fetched
        .groups
        .iter()
        .map(|group| (group.name.as_str(), group.members.clone().unwrap()))
        .collect();
    let leads = fetched.groups.iter().find(|group| group.name == "leads").unwrap();
    assert_eq!(
        groups,
        [
            (
                "sales",
                vec![Member::Person(ben.id.clone()), Member::Group(leads.id.clone())]
            ),
            ("leads", vec![Member::Person(ann.id.clone())]),
            (
                "unix",
                vec![Member::Person(cy.id.clone()), Member::Person(ann.id.clone())]
            ),
        ]
    );
    assert_eq!(fetched.groups[0].attributes["description"], json!("Sellers"));
    assert!(!fetched.groups[0].attributes.contains_key("member"));
    let notes = |wanted: fn(&SourceNote) -> bool| fetched.notes.iter().any(wanted);
    assert!(notes(|note| matches!(
        note,
        SourceNote::People(Note::ManagersMissing { people: 1, .. })
    )));
    assert!(notes(|note| matches!(
        note,
        SourceNote::People(Note::MembersMissing { members: 1, .. })
    )));
    assert!(notes(
        |note| matches!(note, SourceNote::ValuesLeftOut { attribute, .. } if attribute == "cn")
    ));
    assert!(!format!("{fetched:?}").contains("hush"), "a password is no attribute");
}

#[tokio::test]
async fn any_attribute_can_be_chosen_and_any_can_be_the_id() {
    let Some(slapd) = Slapd::start(&Recipe {
        ldif: company(),
        ..Recipe::default()
    }) else {
        return;
    };
    let settings = Settings {
        id_attribute: "uid".to_owned(),
        people_filter: "employeeNumber=*".to_owned(),
        attributes: vec![
            ("userprincipalname".to_owned(), "uid".to_owned()),
            ("extensionAttribute1".to_owned(), "departmentNumber".to_owned()),
            ("secret".to_owned(), "userPassword".to_owned()),
        ],
        ..slapd.settings()
    };
    let fetched = fetch(settings, None).await.unwrap();
    let [ann] = fetched.people.as_slice() else {
        panic!("{:#?}", fetched.people);
    };
    assert_eq!(ann.id, "ann");
    assert_eq!(ann.attributes["userPrincipalName"], json!("ann"));
    assert_eq!(ann.attributes["extensionAttribute1"], json!("7"));
    assert!(!ann.attributes.contains_key("uid") && !ann.attributes.contains_key("secret"));
    // The groups of this directory have no `uid`.
    assert!(matches!(fetched.complete, Err(Incomplete::NoId { entries: 3, .. })));
    assert_eq!(
        fetched.watermark, None,
        "what is not proven is read whole the next time"
    );
}

#[tokio::test]
async fn a_large_directory_comes_in_pages() {
    let people: String = (0..1_203).map(|number| person(&format!("p{number:04}"), "")).collect();
    let Some(slapd) = Slapd::start(&Recipe {
        ldif: people,
        // Without pages a reader sees 500.
        database: "limits * size.soft=500 size.hard=500 size.pr=200 size.prtotal=unlimited\naccess to * by * read"
            .to_owned(),
        ..Recipe::default()
    }) else {
        return;
    };
    let reader = Settings {
        bind_dn: String::new(),
        page_size: 100,
        ..slapd.settings()
    };
    let seen = Mutex::new(Vec::new());
    let told = |progress: scimdesk_directory::source::SourceProgress| seen.lock().unwrap().push(progress.people);
    let fetched = directory(reader)
        .fetch(None, &told, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!((fetched.people.len(), fetched.complete), (1_203, Ok(())));
    let seen = seen.into_inner().unwrap();
    assert!(
        seen.len() > 10 && seen.is_sorted() && seen.last() == Some(&1_203),
        "{seen:?}"
    );
}

#[tokio::test]
async fn what_a_size_limit_cuts_off_is_not_taken_for_all_there_is() {
    let people: String = (0..50).map(|number| person(&format!("p{number:04}"), "")).collect();
    let Some(slapd) = Slapd::start(&Recipe {
        ldif: people,
        database: "limits * size.soft=20 size.hard=20 size.prtotal=20\naccess to * by * read".to_owned(),
        ..Recipe::default()
    }) else {
        return;
    };
    let reader = Settings {
        bind_dn: String::new(),
        page_size: 10,
        ..slapd.settings()
    };
    let fetched = fetch(reader, None).await.unwrap();
    assert_eq!(fetched.people.len(), 20);
    assert!(
        matches!(fetched.complete, Err(Incomplete::Limit { .. })),
        "{:?}",
        fetched.complete
    );
    assert_eq!((fetched.watermark, fetched.present), (None, None));
}

#[tokio::test]
async fn a_fetch_ends_when_it_is_cancelled() {
    let Some(slapd) = Slapd::start(&Recipe::default()) else {
        return;
    };
    let cancel = CancellationToken::new();
    cancel.cancel();
    let fetched = directory(slapd.settings()).fetch(None, &|_| {}, &cancel).await;
    assert_eq!(fetched, Err(SourceError::Cancelled));
}
