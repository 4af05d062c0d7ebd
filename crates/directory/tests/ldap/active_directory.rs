//! Active Directory, played by a server with its schema.

use std::collections::HashSet;

use ldap3::Mod;
use scimdesk_directory::{
    Member,
    ldap::Settings,
    source::{FullBecause, Removed, Source as _, SourceNote},
};
use serde_json::json;

use crate::slapd::{BASE, Recipe, Slapd, directory, fetch};

const SCHEMA: &str = "
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.120 NAME 'uSNChanged' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.159 NAME 'accountExpires' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.782 NAME 'objectCategory' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.115 NAME 'invocationId' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.1 NAME 'supportedCapabilities' EQUALITY objectIdentifierMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.38 )
attributetype ( 1.3.6.1.4.1.99999.2 NAME 'highestCommittedUSN' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.3 NAME 'dsServiceName' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP inetOrgPerson STRUCTURAL MUST ( objectGUID $ uSNChanged ) MAY ( userAccountControl $ accountExpires $ userPrincipalName $ objectCategory ) )
objectclass ( 1.2.840.113556.1.5.8 NAME 'group' SUP top STRUCTURAL MUST ( cn $ objectGUID $ uSNChanged ) MAY member )
objectclass ( 1.2.840.113556.1.5.7 NAME 'nTDSDSA' SUP top STRUCTURAL MUST ( cn $ invocationId ) )
";

fn root(settings: &str, usn: u64) -> String {
    format!(
        "dn:\nobjectClass: top\nsupportedCapabilities: 1.2.840.113556.1.4.800\nhighestCommittedUSN: {usn}\ndsServiceName: cn={settings},{BASE}\n"
    )
}

fn user(name: &str, guid: &str, usn: u64, more: &str) -> String {
    format!(
        "dn: cn={name},ou=people,{BASE}\nobjectClass: user\nobjectCategory: person\ncn: {name}\nsn: {name}\nobjectGUID:: {guid}\nuSNChanged: {usn}\n{more}\n"
    )
}

/// Base64 of 16 bytes, the same each.
const GUID: [&str; 4] = [
    "BAMCAQYFCAcJCgsMDQ4PEA==",
    "AgICAgICAgICAgICAgICAg==",
    "AwMDAwMDAwMDAwMDAwMDAw==",
    "BAQEBAQEBAQEBAQEBAQEBA==",
];
const ANN: &str = "01020304-0506-0708-090a-0b0c0d0e0f10";
const BEN: &str = "02020202-0202-0202-0202-020202020202";

fn recipe() -> Recipe {
    let ntds = |name: &str, id: &str| {
        format!("dn: cn={name},{BASE}\nobjectClass: nTDSDSA\ncn: {name}\ninvocationId:: {id}\n\n")
    };
    Recipe {
        ldif: [
            ntds("dc1", GUID[2]),
            ntds("dc2", GUID[3]),
            user(
                "Ann",
                GUID[0],
                100,
                "userPrincipalName: ann@example.org\nuserAccountControl: 512\naccountExpires: 132223104000000000\n",
            ),
            user(
                "Ben",
                GUID[1],
                101,
                &format!("userAccountControl: 514\naccountExpires: 0\nmanager: cn=Ann,ou=people,{BASE}\n"),
            ),
            format!(
                "dn: cn=Staff,ou=groups,{BASE}\nobjectClass: group\ncn: Staff\nobjectGUID:: {}\nuSNChanged: 102\nmember: cn=Ben,ou=people,{BASE}\n\n",
                GUID[2]
            ),
        ]
        .concat(),
        global: SCHEMA.to_owned(),
        root_dse: Some(root("dc1", 110)),
        ..Recipe::default()
    }
}

#[tokio::test]
async fn people_and_groups_are_read_with_nothing_but_a_base() {
    let Some(slapd) = Slapd::start(&recipe()) else {
        return;
    };
    let fetched = slapd.fetch(None).await;
    assert_eq!(fetched.complete, Ok(()));
    let [ann, ben] = fetched.people.as_slice() else {
        panic!("{:#?}", fetched.people);
    };
    assert_eq!((ann.id.as_str(), ben.id.as_str()), (ANN, BEN));
    assert_eq!(ann.attributes["accountEnabled"], json!(true));
    assert_eq!(ann.attributes["accountExpires"], json!("2020-01-01T00:00:00Z"));
    assert_eq!(ben.attributes["accountEnabled"], json!(false));
    assert_eq!(ben.attributes["manager"], json!(ANN));
    assert!(!ben.attributes.contains_key("accountExpires"));
    assert_eq!(fetched.groups[0].members, Some(vec![Member::Person(BEN.to_owned())]));
}

#[tokio::test]
async fn changes_are_asked_for_by_the_count_of_the_same_domain_controller() {
    let Some(mut slapd) = Slapd::start(&recipe()) else {
        return;
    };
    let first = slapd.fetch(None).await;
    let unchanged = slapd.fetch(first.watermark.as_deref()).await;
    assert!(!unchanged.full && unchanged.people.is_empty());
    assert_eq!(unchanged.present.as_ref().unwrap().len(), 3);

    let mut admin = slapd.admin().await;
    let set = |name: &str, value: &str| Mod::Replace(name.to_owned(), HashSet::from([value.to_owned()]));
    let changes = vec![set("uSNChanged", "111"), set("title", "Head")];
    admin
        .modify(&format!("cn=Ann,ou=people,{BASE}"), changes)
        .await
        .unwrap()
        .success()
        .unwrap();
    slapd.restart(&root("dc1", 111));
    let second = slapd.fetch(unchanged.watermark.as_deref()).await;
    let changed: Vec<&str> = second.people.iter().map(|person| person.id.as_str()).collect();
    // Ben reports to Ann.
    assert_eq!((second.full, changed), (false, vec![ANN, BEN]));
    assert_eq!(second.people[0].attributes["jobTitle"], json!("Head"));

    for (settings, usn, why) in [
        ("dc2", 200, FullBecause::OtherServer),
        ("dc1", 90, FullBecause::WatermarkExpired),
    ] {
        slapd.restart(&root(settings, usn));
        let third = slapd.fetch(second.watermark.as_deref()).await;
        assert!(
            third.full && third.notes.contains(&SourceNote::FullInstead(why)),
            "{settings}: {:?}",
            third.notes
        );
    }
}

#[tokio::test]
async fn who_is_deleted_is_found_by_the_bytes_of_the_id() {
    let Some(slapd) = Slapd::start(&recipe()) else {
        return;
    };
    let settings = Settings {
        people_filter: "(cn=Ann)".to_owned(),
        ..slapd.settings()
    };
    let nobody = "11111111-1111-1111-1111-111111111111";
    let [ben, gone] = [BEN, nobody].map(|id| Member::Person(id.to_owned()));
    let told = directory(settings.clone())
        .whereabouts(&[ben.clone(), gone.clone()])
        .await
        .unwrap();
    assert_eq!(told, [(ben, Removed::Soft), (gone, Removed::Hard)]);
    assert_eq!(fetch(settings, None).await.unwrap().people.len(), 1);
}
