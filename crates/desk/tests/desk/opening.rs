//! Opening, closing and opening again.

use std::{fs, path::Path};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{DeskEvent, DeskStatus, ErrorCode, OpenDesk, SecretText, VaultKind},
};
use secrecy::SecretString;

use crate::rig;

fn desk_in(dir: &Path) -> Desk {
    Desk::new(DeskOptions {
        data_dir: Some(dir.into()),
        ..DeskOptions::default()
    })
}

fn with_passphrase(passphrase: &str) -> OpenDesk {
    OpenDesk {
        vault: Some(VaultKind::File),
        passphrase: Some(SecretText::from(SecretString::from(passphrase))),
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn tenants_outlive_the_process_with_a_passphrase_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let server = rig::server("custom").await;
    let desk = desk_in(dir.path());
    let status = desk.desk_open(with_passphrase("correct horse")).await.expect("opens");
    assert!(
        matches!(
            status,
            DeskStatus::Open {
                vault: VaultKind::File,
                ..
            }
        ),
        "{status:?}"
    );
    let added = desk.tenant_add(rig::add(&server, "Acme")).await.expect("is added");
    // Not shut down: as if the process had died.
    drop(desk);

    let desk = desk_in(dir.path());
    let status = desk.desk_status().await.expect("tells");
    assert_eq!(
        status,
        DeskStatus::PassphraseNeeded { problem: None },
        "the choice of the vault is remembered"
    );
    assert_eq!(
        desk.tenants_list().await.expect_err("is not open").code,
        ErrorCode::NotOpen
    );
    let status = desk.desk_open(with_passphrase("wrong")).await.expect("tells");
    let DeskStatus::PassphraseNeeded { problem: Some(problem) } = status else {
        panic!("{status:?}")
    };
    assert_eq!(problem.code, ErrorCode::PassphraseWrong);
    let status = desk.desk_open(with_passphrase("correct horse")).await.expect("opens");
    assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
    assert_eq!(desk.tenants_list().await.expect("lists"), [added]);
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_whose_key_is_lost_is_set_aside_and_kept() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk_in(dir.path());
    desk.desk_open(with_passphrase("one")).await.expect("opens");
    desk.shutdown().await;
    let cache = fs::read(dir.path().join("cache.sqlite")).expect("a cache");
    fs::remove_file(dir.path().join("vault.age")).expect("the vault is lost");

    let desk = desk_in(dir.path());
    let status = desk.desk_open(with_passphrase("two")).await.expect("tells");
    let DeskStatus::CacheKeyLost { problem } = status else {
        panic!("{status:?}")
    };
    assert_eq!(problem.code, ErrorCode::CacheKeyLost);
    assert_eq!(fs::read(dir.path().join("cache.sqlite")).expect("untouched"), cache);

    let status = desk.desk_start_anew().await.expect("begins anew");
    assert_eq!(status, DeskStatus::PassphraseNeeded { problem: None });
    let status = desk.desk_open(with_passphrase("two")).await.expect("opens");
    assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
    let kept = names(dir.path())
        .into_iter()
        .find(|name| name.starts_with("set-aside-") && name.ends_with("-cache.sqlite"))
        .expect("the old cache is kept");
    assert_eq!(fs::read(dir.path().join(kept)).expect("is kept"), cache);
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_locked_or_was_never_tried_is_not_set_aside() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk_in(dir.path());
    desk.desk_open(with_passphrase("one")).await.expect("opens");
    desk.shutdown().await;
    let before = names(dir.path());

    let desk = desk_in(dir.path());
    let error = desk.desk_start_anew().await.expect_err("was never tried");
    assert_eq!(error.code, ErrorCode::NotOpen);
    let status = desk
        .desk_open(OpenDesk {
            vault: Some(VaultKind::File),
            passphrase: None,
        })
        .await
        .expect("asks");
    assert_eq!(status, DeskStatus::PassphraseNeeded { problem: None });
    let error = desk.desk_start_anew().await.expect_err("is only locked");
    assert_eq!(error.code, ErrorCode::NotOpen);
    assert_eq!(names(dir.path()), before);
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_cache_is_told_and_not_touched() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk_in(dir.path());
    desk.desk_open(with_passphrase("one")).await.expect("opens");
    desk.shutdown().await;
    let path = dir.path().join("cache.sqlite");
    fs::write(&path, vec![7; 64 * 1024]).expect("writes");

    let desk = desk_in(dir.path());
    let status = desk.desk_open(with_passphrase("one")).await.expect("tells");
    assert!(
        matches!(
            status,
            DeskStatus::CacheKeyLost { .. } | DeskStatus::CacheUnusable { .. }
        ),
        "{status:?}"
    );
    assert_eq!(fs::read(&path).expect("untouched"), vec![7; 64 * 1024]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_leaves_nothing_behind() {
    let (desk, dir) = rig::desk().await;
    let server = rig::server("custom").await;
    desk.tenant_add(rig::add(&server, "Acme")).await.expect("is added");
    desk.shutdown().await;
    assert_eq!(names(dir.path()), ["preferences.json"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_in_another_vault_are_not_reported_as_lost() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk_in(dir.path());
    desk.desk_open(with_passphrase("one")).await.expect("opens");
    desk.shutdown().await;
    let desk = desk_in(dir.path());
    let error = desk
        .desk_open(OpenDesk {
            vault: Some(VaultKind::Keyring),
            passphrase: None,
        })
        .await
        .expect_err("is told");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert!(error.message.contains("passphrase file"), "{}", error.message);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_data_directory_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = tempfile::tempdir().expect("a directory");
    let dir = parent.path().join("deep").join("scimdesk");
    let desk = desk_in(&dir);
    desk.desk_open(with_passphrase("one")).await.expect("opens");
    desk.shutdown().await;
    let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join("cache.sqlite")), 0o600);
    assert_eq!(mode(&dir.join("vault.age")), 0o600);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_changes_is_noticed() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || crate::rig::kept_desk(dir.path());
    let (window, command) = (open().await, open().await);
    let server = crate::rig::server("documo").await;
    let mut events = window.events();
    command
        .tenant_add(crate::rig::add(&server, "Acme"))
        .await
        .expect("is added");
    let noticed = async {
        loop {
            if matches!(events.recv().await.expect("events"), DeskEvent::TenantsChanged) {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), noticed)
        .await
        .expect("is noticed");
    assert_eq!(window.tenants_list().await.expect("lists").len(), 1);
    window.shutdown().await;
    command.shutdown().await;
}
