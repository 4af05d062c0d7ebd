//! Opening a cache: the right one, the wrong one, and what is none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use scimdesk_store::{Completeness, Kind, Query, Store, StoreError};
use tempfile::TempDir;

use crate::support::{KEY, TENANT, account, all, desk, group, ids, list, raw, settle, tenant};

fn closed_cache(directory: &TempDir) -> PathBuf {
    let path = directory.path().join("cache.db");
    let store = Store::open(&path, &KEY).unwrap();
    store.add_tenant(&tenant(TENANT, "WEDO")).unwrap();
    list(&store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 1);
    path
}

/// Every file of the cache, with what is in it.
fn contents(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "db"))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn what_was_written_is_there_when_it_is_opened_again() {
    let directory = TempDir::new().unwrap();
    let path = closed_cache(&directory);
    let store = Store::open(&path, &KEY).unwrap();
    assert_eq!(ids(&all(&store, Kind::User, &Query::default())), ["1"]);
    assert_eq!(store.tenants().unwrap(), [tenant(TENANT, "WEDO")]);
}

#[test]
fn a_wrong_key_is_told_apart_and_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let path = closed_cache(&directory);
    let before = contents(directory.path());
    let error = Store::open(&path, &[8; 32]).err();
    assert!(
        matches!(error, Some(StoreError::WrongKey { path: ref at }) if *at == path),
        "{error:?}"
    );
    assert_eq!(contents(directory.path()), before);
    assert!(Store::open(&path, &KEY).is_ok());
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let directory = TempDir::new().unwrap();
    let path = closed_cache(&directory);
    raw(&path).execute_batch("PRAGMA user_version = 40").unwrap();
    let before = contents(directory.path());
    let error = Store::open(&path, &KEY).err();
    assert!(
        matches!(error, Some(StoreError::Newer { found: 40, known: 8 })),
        "{error:?}"
    );
    assert_eq!(contents(directory.path()), before);
}

#[test]
fn a_file_that_cannot_be_a_cache_is_broken() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("cut in the middle of a page", |path| {
            let file = fs::OpenOptions::new().write(true).open(path).unwrap();
            file.set_len(5_000).unwrap();
        }),
        ("something else", |path| fs::write(path, "Dear diary").unwrap()),
        ("zeros", |path| fs::write(path, vec![0; 16_384]).unwrap()),
        ("not encrypted", |path| {
            fs::remove_file(path).unwrap();
            rusqlite::Connection::open(path)
                .unwrap()
                .execute_batch("CREATE TABLE t (x); VACUUM;")
                .unwrap();
        }),
    ];
    for (what, damage) in damages {
        let directory = TempDir::new().unwrap();
        let path = closed_cache(&directory);
        damage(&path);
        let error = Store::open(&path, &KEY).err();
        assert!(
            matches!(error, Some(StoreError::Broken { path: ref at, .. }) if *at == path),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn a_damaged_page_in_the_middle_is_reported_where_it_is_met() {
    let directory = TempDir::new().unwrap();
    let path = closed_cache(&directory);
    let mut bytes = fs::read(&path).unwrap();
    for page in bytes.chunks_mut(8_192).skip(1) {
        page[4_000] ^= 1;
    }
    fs::write(&path, bytes).unwrap();
    let error = Store::open(&path, &KEY).and_then(|store| store.tenants()).err();
    assert!(
        matches!(error, Some(StoreError::Broken { path: ref at, .. }) if *at == path),
        "{error:?}"
    );
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("cache.db"), &KEY).err();
    assert!(
        matches!(error, Some(StoreError::Io { ref path, .. }) if path.starts_with(&file)),
        "{error:?}"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("new").join("cache.db");
    let store = Store::open(&path, &KEY).unwrap();
    store.add_tenant(&tenant(TENANT, "WEDO")).unwrap();
    let _writer = store.begin_listing(TENANT, Kind::User, crate::support::at(0)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files: Vec<PathBuf> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn no_name_is_in_the_clear_in_any_file() {
    let desk = desk();
    let name = "Canary Kanarienvogel";
    let mut row = account("canary-id-4711", name);
    row.user_name = Some("canary@example.com".to_owned());
    list(&desk.store, Kind::User, &[row.clone()], Completeness::Proven, 1);
    list(
        &desk.store,
        Kind::Group,
        &[group("g", name, Some(&["canary-id-4711"]))],
        Completeness::Proven,
        1,
    );
    assert_eq!(
        all(&desk.store, Kind::User, &crate::support::searched("kanarien")).total,
        1
    );
    for entry in fs::read_dir(desk.directory.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        for word in ["canary", "kanarien", "example.com"] {
            assert!(
                !bytes.windows(word.len()).any(|window| window == word.as_bytes()),
                "{word} in {}",
                path.display()
            );
        }
    }
}

#[test]
fn a_cache_of_the_session_is_gone_when_it_closes() {
    let directory = TempDir::new().unwrap();
    let store = Store::open_temporary(directory.path()).unwrap();
    store.add_tenant(&tenant(TENANT, "WEDO")).unwrap();
    list(&store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 1);
    settle_session(&store);
    let other = Store::open_temporary(directory.path()).unwrap();
    assert_eq!(
        ids(&all(&store, Kind::User, &Query::default())),
        ["1"],
        "another session leaves it alone"
    );
    drop((store, other));
    let left: Vec<PathBuf> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}

fn settle_session(store: &Store) {
    // Its key is nobody's to know, so it is asked whether it answers.
    assert!(store.tenant(TENANT).unwrap().is_some());
}

#[test]
fn what_a_killed_session_left_is_deleted_by_the_next() {
    let directory = TempDir::new().unwrap();
    let left = directory.path().join("session-5b0c3b0e-0000-4000-8000-000000000002.db");
    for suffix in ["", "-wal", "-shm", ".lock", ".session"] {
        fs::write(format!("{}{suffix}", left.display()), "left").unwrap();
    }
    let other = directory.path().join("cache.db");
    fs::write(&other, "somebody's").unwrap();
    drop(Store::open_temporary(directory.path()).unwrap());
    let files: Vec<PathBuf> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files, [other]);
}

#[test]
fn the_schema_is_the_one_that_is_written_down() {
    let desk = desk();
    settle(&desk.store);
    let mut schema = String::new();
    for statement in raw(&desk.path())
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type <> 'table', type, name")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
    {
        schema.push_str(&statement.unwrap());
        schema.push_str(";\n\n");
    }
    let expected = include_str!("../schemas/8.sql");
    assert_eq!(
        schema.trim(),
        expected.trim(),
        "the schema changed: a change needs a new migration, and a file of its own"
    );
}

#[test]
fn a_file_of_every_released_schema_opens() {
    const RELEASED: &[&str] = &[
        include_str!("../schemas/1.sql"),
        include_str!("../schemas/2.sql"),
        include_str!("../schemas/3.sql"),
        include_str!("../schemas/4.sql"),
        include_str!("../schemas/5.sql"),
        include_str!("../schemas/6.sql"),
        include_str!("../schemas/7.sql"),
    ];
    for (version, schema) in (1..).zip(RELEASED) {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("cache.db");
        let sql = raw(&path);
        sql.execute_batch(schema).unwrap();
        sql.execute_batch(&format!("PRAGMA user_version = {version}")).unwrap();
        sql.execute(
            "INSERT INTO tenant (id, name, name_key, app, url, safety, environment, rate, created_at, practice)
             VALUES (?, 'WEDO', 'wedo', 'wedo', 'https://wedo.example/scim/v2', 'read_only', 'production', 25.0,
                     1767225600000000, 0)",
            [TENANT],
        )
        .unwrap();
        drop(sql);
        let store = Store::open(&path, &KEY).unwrap();
        assert_eq!(store.tenants().unwrap(), [tenant(TENANT, "WEDO")]);
        list(&store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 1);
        assert_eq!(ids(&all(&store, Kind::User, &Query::default())), ["1"]);
    }
}

#[test]
fn a_file_of_schema_1_tells_what_its_last_test_saw_of_groups() {
    let reports = [
        (None, None),
        (Some(r#"{"capabilities": {"groupsOffered": false}}"#), Some(false)),
        (Some(r#"{"capabilities": {"groupsOffered": true}}"#), Some(true)),
        (Some(r#"{"capabilities": {"groupsOffered": null}}"#), None),
        (Some(r#"{"capabilities": {"groupsOff"#), None),
    ];
    for (report, offered) in reports {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("cache.db");
        let sql = raw(&path);
        sql.execute_batch(include_str!("../schemas/1.sql")).unwrap();
        sql.execute_batch("PRAGMA user_version = 1").unwrap();
        sql.execute(
            "INSERT INTO tenant (id, name, name_key, app, url, safety, environment, rate, created_at, practice,
                                 test_at, test_verdict, test_report)
             VALUES (?, 'WEDO', 'wedo', 'wedo', 'https://wedo.example/scim/v2', 'read_only', 'production', 25.0,
                     1767225600000000, 0, iif(?2 IS NULL, NULL, 1767225600000000), iif(?2 IS NULL, NULL, 'works'), ?2)",
            (TENANT, report),
        )
        .unwrap();
        drop(sql);
        let store = Store::open(&path, &KEY).unwrap();
        let tenant = store.tenant(TENANT).unwrap().unwrap();
        assert_eq!(tenant.groups_offered, offered, "{report:?}");
        assert_eq!(tenant.last_test.map(|test| test.report).as_deref(), report);
    }
}
