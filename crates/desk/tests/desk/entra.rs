//! Microsoft Entra ID as a directory, over a practice Graph: connected, tested, read, signed in to, and its assignments taken.

use scimdesk_desk::{
    Desk,
    wire::{
        AssignmentRow, AssignmentsPage, ChooseDirectory, ConnectDirectory, DeskError, DirectoryConnection, DirectoryId,
        DirectoryRefreshed, DirectoryReport, DirectorySource, EntraCloud, EntraIdSource, EntraSignIn, ErrorCode,
        JobEnd, JobId, LinksOf, PeoplePage, PersonRow, RefreshDirectory, SafetyLevel, SaveMappings, SecretText,
        TestDirectory, Who, Window,
    },
};
use scimdesk_sandbox::graph::{ObjectKind, PracticeGraph, PracticeGraphOptions};
use secrecy::SecretString;

use crate::{
    cycles::run,
    rig::{self, Rig},
};

/// A certificate with its key, made for tests.
const PEM: &str = include_str!("../../../directory/tests/graph/good.pem");
const WINDOW: Window = Window {
    offset: 0,
    limit: 1_000,
};

async fn practice() -> PracticeGraph {
    let options = PracticeGraphOptions {
        people: 20,
        page: 7,
        ..PracticeGraphOptions::default()
    };
    PracticeGraph::start(options).await.expect("a practice Graph")
}

fn source(graph: &PracticeGraph) -> EntraIdSource {
    EntraIdSource {
        cloud: EntraCloud::Global,
        directory: graph.directory().to_owned(),
        client: graph.client().to_owned(),
        sign_in: EntraSignIn::Secret,
        service_principal: None,
        attributes: Vec::new(),
        groups: true,
        endpoint: Some(graph.endpoint().to_owned()),
    }
}

async fn connect(
    desk: &Desk,
    source: EntraIdSource,
    secret: Option<SecretString>,
) -> Result<DirectoryConnection, DeskError> {
    desk.directory_connect(ConnectDirectory {
        directory: None,
        name: "Harbour".to_owned(),
        source: DirectorySource::EntraId(source),
        secret: secret.map(SecretText::from),
    })
    .await
}

async fn refresh(desk: &Desk, directory: &str) -> Result<DirectoryRefreshed, DeskError> {
    let request = RefreshDirectory {
        directory: directory.to_owned(),
        full: false,
        anyway: false,
    };
    let job = desk.directory_refresh(request).await.expect("starts");
    match desk.job_end(job).await.expect("ends") {
        JobEnd::DirectoryRefreshed { outcome } => Ok(outcome),
        JobEnd::Failed { error } => Err(error),
        other => panic!("{other:?}"),
    }
}

async fn test(desk: &Desk, directory: &str) -> DirectoryReport {
    let directory = directory.to_owned();
    let job = desk
        .directory_test(TestDirectory::Saved { directory })
        .await
        .expect("starts");
    match desk.job_end(job).await.expect("ends") {
        JobEnd::DirectoryTested { report } => report,
        other => panic!("{other:?}"),
    }
}

async fn people(desk: &Desk, directory: &str) -> Vec<PersonRow> {
    let page = PeoplePage {
        directory: directory.to_owned(),
        search: String::new(),
        window: WINDOW,
    };
    desk.people_page(page).await.expect("lists").rows
}

#[tokio::test]
async fn a_directory_is_read_once_and_afterwards_what_changed() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let connection = connect(&desk, source(&graph), Some(graph.secret()))
        .await
        .expect("is connected");
    assert!(connection.has_secret);
    let directory = connection.directory;
    let first = refresh(&desk, &directory).await.expect("is read");
    assert!(first.full);
    assert_eq!((first.people, first.added), (20, 20));
    let ids = graph.edit(|directory| {
        let ids = directory.present(ObjectKind::User);
        directory.set(&ids[0], "displayName", "Noa Haven");
        directory.delete(&ids[1]);
        ids
    });
    let second = refresh(&desk, &directory).await.expect("is read");
    assert!(!second.full);
    assert_eq!((second.people, second.removed), (19, 1));
    let rows = people(&desk, &directory).await;
    assert_eq!(rows.len(), 19);
    assert!(rows.iter().any(|row| row.id == ids[0] && row.name == "Noa Haven"));
    assert!(!rows.iter().any(|row| row.id == ids[1]));
}

#[tokio::test]
async fn links_that_expired_are_no_failure_and_nobody_is_lost_by_them() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let connection = connect(&desk, source(&graph), Some(graph.secret()))
        .await
        .expect("is connected");
    refresh(&desk, &connection.directory).await.expect("is read");
    graph.edit(|directory| {
        let ids = directory.present(ObjectKind::User);
        directory.delete(&ids[3]);
    });
    graph.expire_links();
    let again = refresh(&desk, &connection.directory).await.expect("is read");
    assert!(again.full);
    assert_eq!((again.people, again.removed), (19, 1));
    let bin = graph.requests();
    assert!(
        bin.iter()
            .any(|request| request.body.contains("/directory/deletedItems/")),
        "the recycle bin was asked"
    );
}

#[tokio::test]
async fn a_test_says_what_works_and_which_permission_is_missing() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let connection = connect(&desk, source(&graph), Some(graph.secret()))
        .await
        .expect("is connected");
    let report = test(&desk, &connection.directory).await;
    assert!(report.works, "{report:?}");
    assert_eq!(report.people, Some(20));
    assert!(
        report
            .attributes
            .iter()
            .any(|seen| seen.attribute == "userPrincipalName" && seen.sample.is_some())
    );
    graph.set_permissions(&["User.Read.All"]);
    let report = test(&desk, &connection.directory).await;
    assert!(!report.works);
    let failed = report
        .stages
        .iter()
        .find(|stage| stage.passed == Some(false))
        .expect("a stage");
    let error = failed.error.as_ref().expect("an error");
    assert_eq!(error.code, ErrorCode::SourceForbidden);
    assert!(error.message.contains("GroupMember.Read.All"), "{}", error.message);
}

#[tokio::test]
async fn a_wrong_and_an_expired_secret_are_told_apart() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let wrong = connect(&desk, source(&graph), Some("wrong".into()))
        .await
        .expect("is connected");
    let refused = refresh(&desk, &wrong.directory).await.expect_err("is refused");
    graph.expire_secret();
    let good = desk
        .directory_connect(ConnectDirectory {
            directory: Some(wrong.directory),
            name: "Harbour".to_owned(),
            source: DirectorySource::EntraId(source(&graph)),
            secret: Some(SecretText::from(graph.secret())),
        })
        .await
        .expect("is connected");
    let expired = refresh(&desk, &good.directory).await.expect_err("is refused");
    assert_ne!(refused.message, expired.message);
    assert!(expired.message.contains("expired"), "{}", expired.message);
}

#[tokio::test]
async fn a_certificate_signs_in() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let der = certificate_of(PEM);
    assert!(graph.trust(&der));
    let source = EntraIdSource {
        sign_in: EntraSignIn::Certificate,
        ..source(&graph)
    };
    let connection = connect(&desk, source, Some(PEM.into())).await.expect("is connected");
    let read = refresh(&desk, &connection.directory).await.expect("is read");
    assert_eq!(read.people, 20);
}

/// The certificate of a PEM.
fn certificate_of(pem: &str) -> Vec<u8> {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----").expect("a certificate");
    let (body, _) = rest.split_once("-----END").expect("its end");
    BASE64_STANDARD
        .decode(body.split_whitespace().collect::<String>())
        .expect("Base64")
}

#[tokio::test]
async fn a_person_signs_in_with_a_code_and_the_directory_is_read_from_then_on() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let source = EntraIdSource {
        sign_in: EntraSignIn::DeviceCode,
        ..source(&graph)
    };
    let connection = connect(&desk, source, None).await.expect("is connected");
    assert!(!connection.has_secret);
    let directory = connection.directory;
    let nobody = refresh(&desk, &directory).await.expect_err("nobody is signed in");
    assert_eq!(nobody.code, ErrorCode::SourceSignInNeeded);

    let id = || DirectoryId {
        directory: directory.clone(),
    };
    let code = desk.directory_sign_in(id()).await.expect("a code");
    assert!(code.url.starts_with(graph.endpoint()));
    assert!(
        code.sentence.contains(&code.code) && code.sentence.contains(&code.url),
        "{}",
        code.sentence
    );
    assert!(graph.decide(&code.code, true));
    let end = desk.job_end(JobId { job: code.job }).await.expect("ends");
    assert_eq!(end, JobEnd::SignedIn);
    assert!(
        desk.directory_connection(id())
            .await
            .expect("is there")
            .expect("is connected")
            .has_secret
    );

    assert_eq!(refresh(&desk, &directory).await.expect("is read").people, 20);
    assert!(
        !refresh(&desk, &directory)
            .await
            .expect("the renewed token is good")
            .full
    );
    graph.revoke_sign_ins();
    let out = refresh(&desk, &directory).await.expect_err("signed out");
    assert_eq!(out.code, ErrorCode::SourceSignInNeeded);
}

#[tokio::test]
async fn a_code_that_is_declined_or_not_wanted_any_more_ends_its_job() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let source = EntraIdSource {
        sign_in: EntraSignIn::DeviceCode,
        ..source(&graph)
    };
    let directory = connect(&desk, source, None).await.expect("is connected").directory;
    let sign_in = || {
        desk.directory_sign_in(DirectoryId {
            directory: directory.clone(),
        })
    };
    let declined = sign_in().await.expect("a code");
    graph.decide(&declined.code, false);
    let end = desk.job_end(JobId { job: declined.job }).await.expect("ends");
    assert!(
        matches!(&end, JobEnd::Failed { error } if error.code == ErrorCode::SourceSignInNeeded),
        "{end:?}"
    );
    let unwanted = JobId {
        job: sign_in().await.expect("a code").job,
    };
    desk.job_cancel(unwanted.clone()).await.expect("is cancelled");
    let end = desk.job_end(unwanted).await.expect("ends");
    assert!(matches!(end, JobEnd::Cancelled { .. }), "{end:?}");
}

#[tokio::test]
async fn codes_are_for_directories_that_are_signed_in_to_with_codes() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let directory = connect(&desk, source(&graph), Some(graph.secret()))
        .await
        .expect("is connected")
        .directory;
    let refused = desk.directory_sign_in(DirectoryId { directory }).await;
    assert!(
        matches!(&refused, Err(error) if error.code == ErrorCode::BadInput),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_secret_goes_to_no_endpoint_but_this_computers() {
    let graph = practice().await;
    let (desk, _dir) = rig::desk().await;
    let source = EntraIdSource {
        endpoint: Some("https://graph.example.com".to_owned()),
        ..source(&graph)
    };
    match connect(&desk, source, Some(graph.secret())).await {
        Err(error) => assert_eq!(error.code, ErrorCode::SourceSettingInvalid),
        Ok(connection) => {
            let refused = refresh(&desk, &connection.directory).await.expect_err("is refused");
            assert_eq!(refused.code, ErrorCode::SourceSettingInvalid);
        }
    }
}

#[tokio::test]
async fn the_directorys_assignments_are_the_tenants() {
    let graph = practice().await;
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let source = EntraIdSource {
        service_principal: Some(graph.service_principal().to_owned()),
        ..source(&graph)
    };
    let directory = connect(&rig.desk, source, Some(graph.secret()))
        .await
        .expect("is connected")
        .directory;
    rig.desk
        .directory_choose(ChooseDirectory {
            tenant: rig.tenant.clone(),
            directory: Some(directory.clone()),
        })
        .await
        .expect("is chosen");
    refresh(&rig.desk, &directory).await.expect("is read");
    assert_eq!(ids(&assigned(&rig).await), principals(&graph));
    let admins = assigned(&rig).await.into_iter().filter(|row| {
        let value = row.role.as_ref().and_then(|role| role.value.as_deref());
        value == Some("Admin")
    });
    assert_eq!(admins.count(), 1);

    graph.edit(|directory| {
        let people = directory.present(ObjectKind::User);
        let taken: Vec<String> = directory.assigned().iter().map(|(id, _)| (*id).to_owned()).collect();
        directory.unassign(&taken[0]);
        let free = people.iter().find(|id| !taken.contains(id)).expect("somebody");
        directory.assign(free, "Admin");
    });
    refresh(&rig.desk, &directory).await.expect("is read");
    assert_eq!(ids(&assigned(&rig).await), principals(&graph));
}

#[tokio::test]
async fn the_directorys_assignments_are_nobodys_where_several_tenants_take_their_people_from_it() {
    let graph = practice().await;
    let rig = Rig::of("custom", SafetyLevel::Trusted).await;
    let other = rig::server("custom").await;
    let other = rig.desk.tenant_add(rig::add(&other, "Other")).await.expect("is added");
    let source = EntraIdSource {
        service_principal: Some(graph.service_principal().to_owned()),
        ..source(&graph)
    };
    let directory = connect(&rig.desk, source.clone(), Some(graph.secret()))
        .await
        .expect("is connected")
        .directory;
    let choose = |tenant: &str| {
        let (tenant, directory) = (tenant.to_owned(), Some(directory.clone()));
        rig.desk.directory_choose(ChooseDirectory { tenant, directory })
    };
    choose(&rig.tenant).await.expect("is chosen");
    choose(&rig.tenant).await.expect("is the same choice");
    let refused = choose(&other.id).await.expect_err("is of another app");
    assert_eq!(refused.code, ErrorCode::DirectoryOfOneApp);

    // It was chosen by both before it was told whose assignments it has.
    let connect = async |source: EntraIdSource| {
        let request = ConnectDirectory {
            directory: Some(directory.clone()),
            name: "Harbour".to_owned(),
            source: DirectorySource::EntraId(source),
            secret: None,
        };
        rig.desk.directory_connect(request).await.expect("is saved")
    };
    let of_one_app = source.clone();
    connect(EntraIdSource {
        service_principal: None,
        ..source
    })
    .await;
    choose(&other.id).await.expect("is chosen");
    connect(of_one_app).await;
    everybody(&rig).await;
    let job = rig.desk.cycle_run(run(rig.id())).await.expect("starts");
    match rig.desk.job_end(job).await.expect("ends") {
        JobEnd::Failed { error } => assert_eq!(error.code, ErrorCode::DirectoryOfOneApp),
        other => panic!("{other:?}"),
    }
    let of_several = refresh(&rig.desk, &directory).await.expect("is read");
    assert_eq!(
        of_several.notes.last().map(String::as_str),
        Some(
            "2 tenants take their people from this directory, and its app role assignments are those of one app, so no \
             assignment was changed. Connect a directory of its own for each app."
        )
    );
    assert_eq!(ids(&assigned(&rig).await), [""; 0]);

    let none = ChooseDirectory {
        tenant: other.id,
        directory: None,
    };
    rig.desk.directory_choose(none).await.expect("is chosen");
    refresh(&rig.desk, &directory).await.expect("is read");
    assert_eq!(ids(&assigned(&rig).await), principals(&graph));
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_that_are_no_longer_read_stay_as_they_were_and_none_is_deleted() {
    let graph = practice().await;
    graph.edit(|directory| {
        for id in directory.present(ObjectKind::Group).split_off(2) {
            directory.delete(&id);
        }
    });
    let rig = Rig::of("custom", SafetyLevel::Trusted).await;
    let directory = connect(&rig.desk, source(&graph), Some(graph.secret()))
        .await
        .expect("is connected")
        .directory;
    let choose = ChooseDirectory {
        tenant: rig.tenant.clone(),
        directory: Some(directory.clone()),
    };
    rig.desk.directory_choose(choose).await.expect("is chosen");
    everybody(&rig).await;
    let cycle = async || {
        let job = rig.desk.cycle_run(run(rig.id())).await.expect("starts");
        match rig.desk.job_end(job).await.expect("ends") {
            JobEnd::Provisioned { outcome } => outcome.cycle.counts,
            other => panic!("{other:?}"),
        }
    };
    let first = cycle().await;
    assert!(first.linked > 10, "{first:?}");
    let links = LinksOf {
        tenant: rig.tenant.clone(),
        object: Some(scimdesk_desk::wire::ObjectKind::Group),
        state: None,
        search: String::new(),
        window: WINDOW,
    };
    assert_eq!(rig.desk.links_page(links).await.expect("lists").rows.len(), 2);
    let without = ConnectDirectory {
        directory: Some(directory.clone()),
        name: "Harbour".to_owned(),
        source: DirectorySource::EntraId(EntraIdSource {
            groups: false,
            ..source(&graph)
        }),
        secret: None,
    };
    rig.desk.directory_connect(without).await.expect("is saved");
    let sent = rig.writes().len();
    let read = refresh(&rig.desk, &directory).await.expect("is read");
    assert_eq!((read.full, read.groups, read.removed), (true, 2, 0));
    assert_eq!(
        read.notes.last().map(String::as_str),
        Some(
            "Groups are no longer read. 2 groups stay as they were read last, with their members: whoever is assigned \
             through one of them stays assigned."
        )
    );
    let counts = cycle().await;
    assert_eq!((counts.deleted, counts.staged, counts.failed), (0, first.staged, 0));
    assert_eq!(rig.writes()[sent..], []);
    // Somebody who leaves leaves their groups, read or not.
    let gone = graph.edit(|directory| {
        let id = directory.present(ObjectKind::User)[0].clone();
        directory.delete(&id);
        id
    });
    refresh(&rig.desk, &directory).await.expect("is read");
    assert!(!people(&rig.desk, &directory).await.iter().any(|row| row.id == gone));
}

/// Has everybody in scope, whether assigned or not.
async fn everybody(rig: &Rig) {
    let shown = rig.desk.mappings_get(rig.id()).await.expect("are shown");
    let mut mappings = shown.mappings;
    mappings.assignment.who = Who::All;
    let save = SaveMappings {
        tenant: rig.tenant.clone(),
        mappings,
        base: shown.version.map(|version| version.number),
        note: String::new(),
        import: None,
    };
    rig.desk.mappings_save(save).await.expect("are saved");
}

async fn assigned(rig: &Rig) -> Vec<AssignmentRow> {
    let page = AssignmentsPage {
        tenant: rig.tenant.clone(),
        search: String::new(),
        window: WINDOW,
    };
    rig.desk.assignments_page(page).await.expect("lists").rows
}

fn ids(rows: &[AssignmentRow]) -> Vec<String> {
    let mut ids: Vec<String> = rows.iter().map(|row| row.principal.id.clone()).collect();
    ids.sort();
    ids
}

fn principals(graph: &PracticeGraph) -> Vec<String> {
    graph.edit(|directory| {
        let mut ids: Vec<String> = directory.assigned().iter().map(|(id, _)| (*id).to_owned()).collect();
        ids.sort();
        ids.dedup();
        ids
    })
}
