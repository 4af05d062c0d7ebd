//! What the tests share: a cache in a directory of its own, and rows to put into it.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use scimdesk_store::{Completeness, Finish, FinishReport, Kind, Member, NewResource, Page, Query, Store, Tenant};
use tempfile::TempDir;

pub(crate) const KEY: [u8; 32] = [7; 32];
pub(crate) const TENANT: &str = "5b0c3b0e-0000-4000-8000-000000000001";

/// A cache that is deleted with its directory.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) directory: TempDir,
}

impl Desk {
    pub(crate) fn path(&self) -> PathBuf {
        self.store.path().to_path_buf()
    }
}

/// An open cache with one tenant.
pub(crate) fn desk() -> Desk {
    let directory = TempDir::new().unwrap();
    let store = Store::open(&directory.path().join("cache.db"), &KEY).unwrap();
    store.add_tenant(&tenant(TENANT, "WEDO")).unwrap();
    Desk { store, directory }
}

pub(crate) fn tenant(id: &str, name: &str) -> Tenant {
    Tenant {
        id: id.to_owned(),
        name: name.to_owned(),
        app: "wedo".to_owned(),
        url: "https://wedo.example/scim/v2".to_owned(),
        safety: "read_only".to_owned(),
        environment: "production".to_owned(),
        rate: 25.0,
        extra_ca: None,
        created_at: at(0),
        practice: false,
        deactivate_form: None,
        groups_offered: None,
        last_test: None,
    }
}

/// A moment, in seconds after the first one of all tests.
pub(crate) fn at(second: i64) -> Timestamp {
    "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(second)
}

/// An account of which only id and name are known.
pub(crate) fn account(id: &str, name: &str) -> NewResource {
    NewResource {
        id: id.to_owned(),
        name: name.to_owned(),
        user_name: None,
        email: None,
        external_id: None,
        active: None,
        title: None,
        department: None,
        created: None,
        last_modified: None,
        members: None,
        raw: format!(r#"{{"id":"{id}","displayName":"{name}"}}"#),
    }
}

/// A group with members, all of them accounts.
pub(crate) fn group(id: &str, name: &str, members: Option<&[&str]>) -> NewResource {
    NewResource {
        members: members.map(|members| {
            members
                .iter()
                .map(|id| Member {
                    id: (*id).to_owned(),
                    name: None,
                    kind: Kind::User,
                })
                .collect()
        }),
        ..account(id, name)
    }
}

/// Writes a whole listing that was fetched and ended at a second.
pub(crate) fn list(
    store: &Store,
    kind: Kind,
    rows: &[NewResource],
    completeness: Completeness,
    second: i64,
) -> FinishReport {
    let mut writer = store.begin_listing(TENANT, kind, at(second)).unwrap();
    for page in rows.chunks(3) {
        writer.append(page.to_vec(), at(second)).unwrap();
    }
    writer
        .finish(Finish {
            completeness,
            evidence: "counted".to_owned(),
            at: at(second),
        })
        .unwrap()
}

/// All rows of a query.
pub(crate) fn all(store: &Store, kind: Kind, query: &Query) -> Page {
    store.page(TENANT, kind, query, 0, 10_000).unwrap()
}

pub(crate) fn ids(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.id.as_str()).collect()
}

pub(crate) fn searched(search: &str) -> Query {
    Query {
        search: search.to_owned(),
        ..Query::default()
    }
}

/// What the cache has to say of itself, beneath its interface: every table's number of rows, but for the indexes of searches.
pub(crate) fn rows_of_all_tables(desk: &Desk) -> Vec<(String, i64)> {
    let sql = raw(&desk.path());
    let tables: Vec<String> = sql
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    tables
        .into_iter()
        .map(|table| {
            let count = sql
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
                .unwrap();
            (table, count)
        })
        .collect()
}

/// A connection of the test's own to the file.
pub(crate) fn raw(path: &std::path::Path) -> rusqlite::Connection {
    use std::fmt::Write as _;
    let sql = rusqlite::Connection::open(path).unwrap();
    let key = KEY.iter().fold(String::new(), |mut key, byte| {
        write!(key, "{byte:02x}").unwrap();
        key
    });
    sql.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"
    ))
    .unwrap();
    sql
}

/// Waits until everything queued for the writing thread is done, and nothing is left to sweep.
pub(crate) fn settle(store: &Store) {
    let path = store.path().to_path_buf();
    let patience = std::time::Instant::now();
    loop {
        let left: i64 = raw(&path)
            .query_row(
                "SELECT (SELECT count(*) FROM snapshot WHERE state <> 1)
                      + (SELECT count(*) FROM plan_item WHERE plan NOT IN (SELECT id FROM plan))",
                [],
                |row| row.get(0),
            )
            .unwrap();
        if left == 0 {
            return;
        }
        assert!(
            patience.elapsed().as_secs() < 60,
            "{left} snapshots and items of plans are not swept"
        );
        std::thread::yield_now();
    }
}
