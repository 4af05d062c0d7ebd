//! Reading what changed.

use std::collections::HashSet;

use ldap3::{Ldap, Mod};
use scimdesk_directory::{
    Member,
    ldap::{Settings, Watermark},
    source::{Fetched, FullBecause, Removed, Source as _, SourceNote},
};
use serde_json::json;

use crate::slapd::{BASE, Recipe, Slapd, directory, fetch, person};

fn dn(uid: &str) -> String {
    format!("uid={uid},ou=people,{BASE}")
}

/// People who did not change for a long time.
fn old() -> Recipe {
    let old = |uid: &str, more: &str| person(uid, &format!("modifyTimestamp: 20200101000000Z\n{more}"));
    let group = format!(
        "dn: cn=unix,ou=groups,{BASE}\nobjectClass: posixGroup\ncn: unix\ngidNumber: 100\nmemberUid: ann\nmemberUid: dee\nmodifyTimestamp: 20200101000000Z\n\n"
    );
    Recipe {
        ldif: [
            old("ann", ""),
            old("ben", &format!("manager: {}\n", dn("ann"))),
            old("cy", ""),
            group,
        ]
        .concat(),
        ..Recipe::default()
    }
}

async fn change(ldap: &mut Ldap, dn: &str, attribute: &str, value: &str) {
    let change = Mod::Replace(attribute.to_owned(), HashSet::from([value.to_owned()]));
    ldap.modify(dn, vec![change]).await.unwrap().success().unwrap();
}

async fn add(ldap: &mut Ldap, uid: &str) {
    let attributes = [("objectClass", "inetOrgPerson"), ("cn", uid), ("sn", uid), ("uid", uid)];
    let attributes = attributes.map(|(name, value)| (name, HashSet::from([value])));
    ldap.add(&dn(uid), attributes.to_vec())
        .await
        .unwrap()
        .success()
        .unwrap();
}

fn id(fetched: &Fetched, name: &str) -> String {
    let found = fetched.people.iter().find(|person| person.name == name);
    found
        .unwrap_or_else(|| panic!("{name} in {:#?}", fetched.people))
        .id
        .clone()
}

fn names(fetched: &Fetched) -> Vec<&str> {
    fetched.people.iter().map(|person| person.name.as_str()).collect()
}

fn is_present(fetched: &Fetched, id: &str) -> bool {
    fetched
        .present
        .as_ref()
        .unwrap()
        .contains(&Member::Person(id.to_owned()))
}

#[tokio::test]
async fn only_who_changed_is_read_and_everybody_is_listed() {
    let Some(slapd) = Slapd::start(&old()) else {
        return;
    };
    let first = slapd.fetch(None).await;
    let mut admin = slapd.admin().await;
    change(&mut admin, &dn("ben"), "title", "Seller").await;
    let second = slapd.fetch(first.watermark.as_deref()).await;
    assert!(!second.full);
    assert_eq!(names(&second), ["Person ben"]);
    assert_eq!(second.people[0].attributes["jobTitle"], json!("Seller"));
    assert_eq!(
        second.people[0].attributes["manager"],
        json!(id(&first, "Person ann")),
        "who did not change is known by name"
    );
    assert_eq!(second.present.as_ref().unwrap().len(), 4);
    assert_eq!(second.complete, Ok(()));
    // A change of the same second is not missed.
    change(&mut admin, &dn("ben"), "title", "Buyer").await;
    let third = slapd.fetch(second.watermark.as_deref()).await;
    assert_eq!(third.people[0].attributes["jobTitle"], json!("Buyer"));
}

#[tokio::test]
async fn a_new_person_is_in_groups_that_named_them_before() {
    let Some(slapd) = Slapd::start(&old()) else {
        return;
    };
    let first = slapd.fetch(None).await;
    add(&mut slapd.admin().await, "dee").await;
    let second = slapd.fetch(first.watermark.as_deref()).await;
    let dee = Member::Person(id(&second, "dee"));
    assert!(second.groups[0].members.as_ref().unwrap().contains(&dee));
    assert!(is_present(&second, &id(&second, "dee")));
}

#[tokio::test]
async fn somebody_who_is_renamed_or_moved_stays_who_they_are() {
    let Some(slapd) = Slapd::start(&old()) else {
        return;
    };
    let first = slapd.fetch(None).await;
    let mut admin = slapd.admin().await;
    admin
        .modifydn(&dn("ann"), "uid=anna", true, None)
        .await
        .unwrap()
        .success()
        .unwrap();
    let new = format!("uid=anna,ou=people,{BASE}");
    admin
        .modifydn(&new, "uid=anna", true, Some(&format!("ou=leavers,{BASE}")))
        .await
        .unwrap()
        .success()
        .unwrap();
    change(
        &mut admin,
        &dn("ben"),
        "manager",
        &format!("uid=anna,ou=leavers,{BASE}"),
    )
    .await;
    let second = slapd.fetch(first.watermark.as_deref()).await;
    assert_eq!(id(&second, "Person ann"), id(&first, "Person ann"));
    let ann = second.people.iter().find(|person| person.name == "Person ann").unwrap();
    assert_eq!(
        ann.attributes["distinguishedName"],
        json!(format!("uid=anna,ou=leavers,{BASE}"))
    );
    let ben = second.people.iter().find(|person| person.name == "Person ben").unwrap();
    assert_eq!(ben.attributes["manager"], json!(ann.id));
}

#[tokio::test]
async fn reports_of_a_manager_who_appears_are_read_with_them() {
    let Some(slapd) = Slapd::start(&Recipe {
        ldif: person(
            "ben",
            &format!("modifyTimestamp: 20200101000000Z\nmanager: {}\n", dn("dee")),
        ),
        ..Recipe::default()
    }) else {
        return;
    };
    let first = slapd.fetch(None).await;
    assert!(!first.people[0].attributes.contains_key("manager"));
    add(&mut slapd.admin().await, "dee").await;
    let second = slapd.fetch(first.watermark.as_deref()).await;
    let ben = second.people.iter().find(|person| person.name == "Person ben").unwrap();
    assert_eq!(ben.attributes["manager"], json!(id(&second, "dee")));
}

#[tokio::test]
async fn who_is_deleted_is_told_from_who_is_only_no_longer_found() {
    let Some(slapd) = Slapd::start(&old()) else {
        return;
    };
    let settings = Settings {
        people_filter: "(&(objectClass=person)(!(employeeType=left)))".to_owned(),
        base: format!("ou=people,{BASE}"),
        ..slapd.settings()
    };
    let first = fetch(settings.clone(), None).await.unwrap();
    let [ann, ben, cy] = ["Person ann", "Person ben", "Person cy"].map(|name| Member::Person(id(&first, name)));
    let mut admin = slapd.admin().await;
    admin.delete(&dn("ann")).await.unwrap().success().unwrap();
    change(&mut admin, &dn("ben"), "employeeType", "left").await;
    admin
        .modifydn(&dn("cy"), "uid=cy", true, Some(&format!("ou=leavers,{BASE}")))
        .await
        .unwrap()
        .success()
        .unwrap();
    let second = fetch(settings.clone(), first.watermark.as_deref()).await.unwrap();
    let present = second.present.unwrap();
    assert!(
        [&ann, &ben, &cy].iter().all(|member| !present.contains(member)),
        "{present:?}"
    );
    let told = directory(settings)
        .whereabouts(&[ann.clone(), ben.clone(), cy.clone()])
        .await
        .unwrap();
    assert_eq!(told, [(ann, Removed::Hard), (ben, Removed::Soft), (cy, Removed::Soft)]);
}

#[tokio::test]
async fn with_other_settings_or_a_broken_watermark_everything_is_read() {
    let Some(slapd) = Slapd::start(&old()) else {
        return;
    };
    let first = slapd.fetch(None).await;
    let other = Settings {
        people_filter: "(uid=*)".to_owned(),
        ..slapd.settings()
    };
    let why = SourceNote::FullInstead(FullBecause::OtherSettings);
    for (settings, since) in [
        (other, first.watermark.as_deref()),
        (slapd.settings(), Some("")),
        (slapd.settings(), Some(r#"{"at":{"by":"moon"}}"#)),
    ] {
        let second = fetch(settings, since).await.unwrap();
        assert!(
            second.full && second.notes.contains(&why),
            "{since:?}: {:?}",
            second.notes
        );
        assert_eq!(second.people.len(), 3);
    }
    let always = Settings {
        watermark: Watermark::None,
        ..slapd.settings()
    };
    let second = fetch(always, first.watermark.as_deref()).await.unwrap();
    assert!(second.full && second.watermark.is_none() && second.complete.is_ok());
}
