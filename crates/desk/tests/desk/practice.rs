//! Practice tenants.

use scimdesk_desk::{
    Desk,
    practice::{ForegroundPractice, serve},
    wire::{DirectoryId, Environment, ErrorCode, JobEnd, Refresh, RefreshDirectory, SafetyLevel, StartPractice},
};

use crate::rig;

async fn refresh(desk: &Desk, tenant: &str) -> u64 {
    let job = desk
        .refresh(Refresh {
            tenant: tenant.into(),
            kinds: Vec::new(),
        })
        .await
        .expect("starts");
    match desk.job_end(job).await.expect("ends") {
        JobEnd::Refreshed { outcomes, failures } if failures.is_empty() => outcomes[0].count,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_tenants_start_work_and_stop() {
    let (desk, _dir) = rig::desk().await;
    let status = desk.practice_start(StartPractice::default()).await.expect("starts");
    assert_eq!((status.running, status.tenants.len()), (true, 5));
    let tenants = desk.tenants_list().await.expect("lists");
    for tenant in &tenants {
        assert_eq!(
            (tenant.environment, tenant.safety),
            (Environment::Practice, SafetyLevel::ReadOnly)
        );
        assert_eq!(tenant.name, format!("{} · practice", tenant.app_name));
        assert!(refresh(&desk, &tenant.id).await > 50, "{}", tenant.name);
    }
    let again = desk.practice_start(StartPractice::default()).await.expect("starts");
    assert_eq!(again.tenants.len(), 5, "none is made twice");
    let status = desk.practice_stop().await.expect("stops");
    assert_eq!((status.running, status.tenants.len()), (false, 0));
    assert_eq!(desk.tenants_list().await.expect("lists"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_tenant_works_again_after_a_restart() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || crate::rig::kept_desk(dir.path());
    let desk = open().await;
    let status = desk
        .practice_start(StartPractice {
            app: Some("documo".into()),
            accounts: Some(20),
        })
        .await
        .expect("starts");
    let tenant = status.tenants[0].clone();
    assert_eq!(refresh(&desk, &tenant).await, 20);
    desk.shutdown().await;

    let desk = open().await;
    assert!(
        refresh(&desk, &tenant).await > 0,
        "whoever works on it waits until it is there"
    );
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_at_the_port_of_a_practice_tenant_is_not_taken_for_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || crate::rig::kept_desk(dir.path());
    let desk = open().await;
    let started = desk.practice_start(StartPractice {
        app: Some("documo".into()),
        accounts: Some(20),
    });
    let tenant = started.await.expect("starts").tenants[0].clone();
    let url = desk.tenants_list().await.expect("lists")[0].url.clone();
    desk.shutdown().await;

    // Something else came to listen there: it accepts, and answers nothing.
    let port = url::Url::parse(&url).expect("a URL").port().expect("a port");
    let stranger = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .expect("the port is free");
    let desk = open().await;
    assert!(refresh(&desk, &tenant).await > 0);
    assert_ne!(desk.tenants_list().await.expect("lists")[0].url, url);
    desk.shutdown().await;
    drop(stranger);
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_can_be_served_without_vault_and_cache() {
    let served = serve(ForegroundPractice {
        app: Some("wedo".into()),
        accounts: Some(7),
        port: Some(0),
    })
    .await
    .expect("serves");
    let server = served.iter().next().expect("one");
    assert_eq!(
        (server.app.as_str(), server.app_name.as_str(), server.accounts),
        ("wedo", "WEDO", 7)
    );
    assert!(server.url.starts_with("http://127.0.0.1:"));
    served.stop().await;
    let error = serve(ForegroundPractice {
        app: Some("nobody".into()),
        ..ForegroundPractice::default()
    })
    .await
    .err()
    .expect("is unknown");
    assert_eq!(error.code, ErrorCode::AppUnknown);
}

async fn read(desk: &Desk, directory: &str) -> JobEnd {
    let request = RefreshDirectory {
        directory: directory.into(),
        full: false,
        anyway: false,
    };
    let job = desk.directory_refresh(request).await.expect("starts");
    desk.job_end(job).await.expect("ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_directory_is_connected_once_and_read() {
    let (desk, _dir) = rig::desk().await;
    let connection = desk.practice_directory_start().await.expect("starts");
    assert!(connection.has_secret);
    let end = read(&desk, &connection.directory).await;
    assert!(matches!(end, JobEnd::DirectoryRefreshed { .. }), "{end:?}");
    let again = desk.practice_directory_start().await.expect("runs");
    assert_eq!(again.source, connection.source, "it is the one that runs");
    let directories = desk.directories_list().await.expect("lists");
    assert_eq!(directories.len(), 1);
    assert!(directories[0].people > 100, "{directories:?}");

    let gone = DirectoryId {
        directory: connection.directory,
    };
    desk.directory_remove(gone).await.expect("is forgotten");
    let anew = desk.practice_directory_start().await.expect("starts anew");
    assert_ne!(anew.source, connection.source);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_directory_goes_on_with_the_same_people_after_a_restart() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || crate::rig::kept_desk(dir.path());
    let desk = open().await;
    let before = desk.practice_directory_start().await.expect("starts");
    read(&desk, &before.directory).await;
    let people = desk.directories_list().await.expect("lists")[0].people;
    desk.shutdown().await;

    let desk = open().await;
    let end = read(&desk, &before.directory).await;
    assert!(matches!(end, JobEnd::Failed { .. }), "its Graph is gone: {end:?}");
    let after = desk.practice_directory_start().await.expect("starts");
    assert_eq!(after.directory, before.directory);
    let end = read(&desk, &after.directory).await;
    assert!(matches!(end, JobEnd::DirectoryRefreshed { .. }), "{end:?}");
    let directories = desk.directories_list().await.expect("lists");
    assert_eq!((directories.len(), directories[0].people), (1, people));
    desk.shutdown().await;
}
