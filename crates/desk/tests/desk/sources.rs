//! Directories that are read again and again: connected, tested, refreshed.

use std::{collections::HashSet, fs};

use ldap3::Mod;
use scimdesk_desk::{
    Desk,
    wire::{
        AbsentMeans, Completeness, ConnectDirectory, DeskError, Directory, DirectoryConnection, DirectoryId,
        DirectoryOrigin, DirectoryRefreshed, DirectoryReport, DirectorySource, ErrorCode, FileSource, JobEnd,
        LdapSource, PeoplePage, RefreshDirectory, SecretText, TestDirectory, Window,
    },
};
use secrecy::SecretString;

use crate::{
    rig::{self, Rig},
    slapd::{ADMIN, BASE, PASSWORD, Recipe, Slapd, person},
};

fn secret(text: &str) -> SecretText {
    SecretText::from(SecretString::from(text))
}

async fn connect(
    desk: &Desk,
    source: DirectorySource,
    password: Option<&str>,
) -> Result<DirectoryConnection, DeskError> {
    desk.directory_connect(ConnectDirectory {
        directory: None,
        name: "people".to_owned(),
        source,
        secret: password.map(secret),
    })
    .await
}

async fn refresh(desk: &Desk, directory: &str, full: bool, anyway: bool) -> Result<DirectoryRefreshed, DeskError> {
    let request = RefreshDirectory {
        directory: directory.to_owned(),
        full,
        anyway,
    };
    let job = desk.directory_refresh(request).await?;
    match desk.job_end(job).await? {
        JobEnd::DirectoryRefreshed { outcome } => Ok(outcome),
        JobEnd::Failed { error } => Err(error),
        other => panic!("{other:?}"),
    }
}

async fn test(desk: &Desk, request: TestDirectory) -> DirectoryReport {
    let job = desk.directory_test(request).await.expect("starts");
    match desk.job_end(job).await.expect("ends") {
        JobEnd::DirectoryTested { report } => report,
        other => panic!("{other:?}"),
    }
}

async fn connection(desk: &Desk, directory: &str) -> DirectoryConnection {
    let request = DirectoryId {
        directory: directory.to_owned(),
    };
    desk.directory_connection(request)
        .await
        .expect("answers")
        .expect("is connected")
}

async fn names(desk: &Desk, directory: &str) -> Vec<String> {
    let page = desk
        .people_page(PeoplePage {
            directory: directory.to_owned(),
            search: String::new(),
            window: Window { offset: 0, limit: 100 },
        })
        .await
        .expect("lists");
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn listed(desk: &Desk) -> Directory {
    desk.directories_list().await.expect("lists").remove(0)
}

fn counts(refreshed: &DirectoryRefreshed) -> (u64, u64, u64, u64) {
    (refreshed.people, refreshed.added, refreshed.changed, refreshed.removed)
}

fn file(path: &std::path::Path) -> DirectorySource {
    DirectorySource::File(FileSource {
        path: path.to_str().expect("text").to_owned(),
        columns: vec![("Shoes".to_owned(), "extensionAttribute1".to_owned())],
        id_attribute: None,
        absent: AbsentMeans::Disabled,
    })
}

const HEADER: &str = "objectId,displayName,Shoes\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read_again_and_again() {
    let (desk, dir) = rig::desk().await;
    let path = dir.path().join("hr.csv");
    fs::write(&path, format!("{HEADER}1,Ann,38\n2,Ben,41\n3,Cy,43\n")).expect("writes");
    let id = connect(&desk, file(&path), None).await.expect("is saved").directory;
    assert_eq!(names(&desk, &id).await, [""; 0], "nothing is read yet");
    let report = test(&desk, TestDirectory::Saved { directory: id.clone() }).await;
    assert!(report.works, "{report:#?}");
    assert_eq!(
        (report.people, report.attributes[2].attribute.as_str()),
        (Some(3), "extensionAttribute1")
    );
    assert_eq!(connection(&desk, &id).await.last_test, Some(report));

    let first = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!(
        (counts(&first), first.completeness),
        ((3, 3, 0, 0), Completeness::Proven)
    );
    let (kept, read) = (listed(&desk).await, connection(&desk, &id).await);
    let again = refresh(&desk, &id, true, false).await.expect("is read");
    assert_eq!(counts(&again), (3, 0, 0, 0));
    assert_eq!(listed(&desk).await.imported_at, kept.imported_at, "it is no new state");
    assert!(connection(&desk, &id).await.refreshed_at > read.refreshed_at);
    fs::write(&path, format!("{HEADER}1,Ann,39\n2,Ben,41\n4,Dee,40\n")).expect("writes");
    let second = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!(counts(&second), (3, 1, 1, 1));
    assert_eq!(names(&desk, &id).await, ["Ann", "Ben", "Dee"]);
    let now = connection(&desk, &id).await;
    assert_eq!((now.completeness, now.has_secret), (Some(Completeness::Proven), false));
    assert!(now.refreshed_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_missing_from_a_file_with_bad_rows_stays() {
    let (desk, dir) = rig::desk().await;
    let path = dir.path().join("hr.csv");
    fs::write(&path, format!("{HEADER}1,Ann,38\n2,Ben,41\n")).expect("writes");
    let id = connect(&desk, file(&path), None).await.expect("is saved").directory;
    refresh(&desk, &id, false, false).await.expect("is read");
    fs::write(&path, format!("{HEADER}1,Ann,38\n2,Ben,41,too many\n")).expect("writes");
    let second = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!(
        (counts(&second), second.completeness),
        ((2, 0, 0, 0), Completeness::Unproven)
    );
    assert_eq!(
        second.evidence,
        "1 row cannot be used, so who is missing may be in it. Line 3: It has 4 fields where the header has 3."
    );
    assert!(
        second.notes.iter().any(|note| note.starts_with("Line 3: ")),
        "{:?}",
        second.notes
    );
    assert_eq!(names(&desk, &id).await, ["Ann", "Ben"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn most_people_leave_only_where_that_is_meant() {
    let (desk, dir) = rig::desk().await;
    let path = dir.path().join("hr.csv");
    fs::write(&path, format!("{HEADER}1,Ann,38\n2,Ben,41\n3,Cy,43\n")).expect("writes");
    let id = connect(&desk, file(&path), None).await.expect("is saved").directory;
    refresh(&desk, &id, false, false).await.expect("is read");
    fs::write(&path, format!("{HEADER}1,Ann,38\n")).expect("writes");
    let refused = refresh(&desk, &id, true, false).await.expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::SourceShrunk);
    assert_eq!(
        refused.message,
        "2 of 3 people would leave people. Nothing was changed."
    );
    assert_eq!(names(&desk, &id).await, ["Ann", "Ben", "Cy"]);
    let meant = refresh(&desk, &id, true, true).await.expect("is read");
    assert_eq!(counts(&meant), (1, 0, 0, 2));
    fs::write(&path, HEADER).expect("writes");
    let empty = refresh(&desk, &id, true, true).await.expect_err("is no list of people");
    assert_eq!(empty.code, ErrorCode::PeopleFileUnreadable);
    assert_eq!(names(&desk, &id).await, ["Ann"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_work_are_not_saved() {
    let (desk, _dir) = rig::desk().await;
    let ldap = |url: &str| {
        DirectorySource::Ldap(LdapSource {
            url: url.to_owned(),
            ..LdapSource::default()
        })
    };
    for source in [
        ldap(""),
        ldap("http://dc1.example.com"),
        ldap("ldaps://"),
        ldap("ldaps://ann:hush@dc1.example.com"),
        file(std::path::Path::new("hr.csv")),
    ] {
        let refused = connect(&desk, source.clone(), None).await.expect_err("is refused");
        assert_eq!(refused.code, ErrorCode::SourceSettingInvalid, "{source:?}");
        assert!(refused.next.is_some());
    }
    let nobody = DirectorySource::Tenant {
        tenant: "nobody".to_owned(),
    };
    let refused = connect(&desk, nobody, None).await.expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::TenantNotFound);
    assert_eq!(desk.directories_list().await.expect("lists"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenants_accounts_are_fetched_before_they_are_taken() {
    let rig = Rig::refreshed().await;
    let source = DirectorySource::Tenant {
        tenant: rig.tenant.clone(),
    };
    let id = connect(&rig.desk, source, None).await.expect("is saved").directory;
    let first = refresh(&rig.desk, &id, false, false).await.expect("is read");
    assert_eq!(
        counts(&first),
        (u64::from(rig::ACCOUNTS), u64::from(rig::ACCOUNTS), 0, 0)
    );
    assert_eq!(first.completeness, Completeness::Proven, "{}", first.evidence);
    let kept = listed(&rig.desk).await.imported_at;
    let again = refresh(&rig.desk, &id, false, false).await.expect("is read");
    assert_eq!(listed(&rig.desk).await.imported_at, kept, "it is no new state");
    assert_eq!(counts(&again), (u64::from(rig::ACCOUNTS), 0, 0, 0));
    assert!(matches!(listed(&rig.desk).await.origin, DirectoryOrigin::Tenant { .. }));
}

fn ldap(slapd: &Slapd) -> LdapSource {
    LdapSource {
        url: format!("ldap://127.0.0.1:{}", slapd.plain),
        bind_dn: ADMIN.to_owned(),
        base: BASE.to_owned(),
        ..LdapSource::default()
    }
}

fn company() -> Recipe {
    let old = |uid: &str| person(uid, "modifyTimestamp: 20200101000000Z\n");
    Recipe {
        ldif: [old("ann"), old("ben"), old("cy")].concat(),
        ..Recipe::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ldap_server_is_read_whole_and_then_by_its_changes() {
    let Some(slapd) = Slapd::start(&company()) else {
        return;
    };
    let (desk, _dir) = rig::desk().await;
    let saved = connect(&desk, DirectorySource::Ldap(ldap(&slapd)), Some(PASSWORD))
        .await
        .expect("is saved");
    assert!(saved.has_secret);
    let id = saved.directory;
    let first = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!((first.full, counts(&first)), (true, (3, 3, 0, 0)));

    let mut admin = slapd.admin().await;
    let title = Mod::Replace("title".to_owned(), HashSet::from(["Head".to_owned()]));
    let dn = |uid: &str| format!("uid={uid},ou=people,{BASE}");
    admin.modify(&dn("ann"), vec![title]).await.unwrap().success().unwrap();
    admin.delete(&dn("cy")).await.unwrap().success().unwrap();
    let second = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!((second.full, counts(&second)), (false, (2, 0, 1, 1)));
    assert_eq!(second.completeness, Completeness::Proven);
    assert_eq!(names(&desk, &id).await, ["Person ann", "Person ben"]);
    let whole = refresh(&desk, &id, true, false).await.expect("is read");
    assert_eq!(
        (whole.full, counts(&whole)),
        (true, (2, 0, 0, 0)),
        "changes lead to the same as everything"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_was_moved_in_with_a_whole_tree_is_found_all_the_same() {
    let Some(slapd) = Slapd::start(&company()) else {
        return;
    };
    let (desk, _dir) = rig::desk().await;
    let source = LdapSource {
        base: format!("ou=groups,{BASE}"),
        ..ldap(&slapd)
    };
    let id = connect(&desk, DirectorySource::Ldap(source), Some(PASSWORD))
        .await
        .expect("is saved")
        .directory;
    let mut admin = slapd.admin().await;
    let add = [("objectClass", "inetOrgPerson"), ("cn", "dee"), ("sn", "dee")]
        .map(|(name, value)| (name, HashSet::from([value])));
    admin
        .add(&format!("uid=dee,ou=groups,{BASE}"), add.to_vec())
        .await
        .unwrap()
        .success()
        .unwrap();
    let first = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!(first.people, 1);
    admin
        .modifydn(
            &format!("ou=people,{BASE}"),
            "ou=people",
            true,
            Some(&format!("ou=groups,{BASE}")),
        )
        .await
        .unwrap()
        .success()
        .unwrap();
    let second = refresh(&desk, &id, false, false).await.expect("is read");
    assert_eq!((second.people, second.added), (4, 3), "{second:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_goes_to_the_server_that_it_was_saved_for_and_to_no_other() {
    let Some(slapd) = Slapd::start(&company()) else {
        return;
    };
    let (desk, _dir) = rig::desk().await;
    let source = ldap(&slapd);
    let missing = connect(&desk, DirectorySource::Ldap(source.clone()), None)
        .await
        .expect_err("has no password");
    assert_eq!(missing.code, ErrorCode::SourceSecretMissing);
    let saved = connect(&desk, DirectorySource::Ldap(source.clone()), Some(PASSWORD))
        .await
        .expect("is saved");
    let again = |source: LdapSource, password: Option<&str>| {
        desk.directory_connect(ConnectDirectory {
            directory: Some(saved.directory.clone()),
            name: String::new(),
            source: DirectorySource::Ldap(source),
            secret: password.map(secret),
        })
    };
    let narrower = LdapSource {
        base: format!("ou=people,{BASE}"),
        ..source.clone()
    };
    assert!(again(narrower, None).await.expect("the password is there").has_secret);
    for url in ["ldap://127.0.0.1:1", "ldaps://127.0.0.1", "ldap://localhost"] {
        let other = LdapSource {
            url: url.to_owned(),
            ..source.clone()
        };
        let refused = again(other, None).await.expect_err("is another server");
        assert_eq!(refused.code, ErrorCode::SourceSecretMissing, "{url}");
    }
    let wrong = again(source, Some("wrong")).await.expect("is saved");
    let report = test(
        &desk,
        TestDirectory::Saved {
            directory: wrong.directory,
        },
    )
    .await;
    let failed = report
        .stages
        .iter()
        .find(|stage| stage.passed == Some(false))
        .expect("a stage that failed");
    let error = failed.error.as_ref().expect("why");
    assert_eq!(
        (failed.name.as_str(), error.code),
        ("Sign-in", ErrorCode::SourceSignInRefused)
    );
    assert!(!report.works && error.next.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_tested_and_nothing_of_it_is_kept() {
    let Some(slapd) = Slapd::start(&company()) else {
        return;
    };
    let (desk, _dir) = rig::desk().await;
    let draft = TestDirectory::Draft {
        source: DirectorySource::Ldap(ldap(&slapd)),
        secret: Some(secret(PASSWORD)),
    };
    let report = test(&desk, draft).await;
    assert_eq!(
        (report.works, report.sentence.as_str()),
        (true, "3 people and 0 groups can be read.")
    );
    assert!(
        report
            .attributes
            .iter()
            .any(|seen| seen.name == "sn" && seen.attribute == "surname")
    );
    assert_eq!(desk.directories_list().await.expect("lists"), []);
}
