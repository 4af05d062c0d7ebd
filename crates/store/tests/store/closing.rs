//! Several who use one cache, and its end.

use std::thread;

use scimdesk_store::{Completeness, Kind, Query, SortKey, Store};

use crate::support::{KEY, TENANT, account, all, at, desk, ids, list, searched, settle, tenant};

#[test]
fn what_one_process_writes_the_other_sees() {
    let desk = desk();
    let other = Store::open(&desk.path(), &KEY).unwrap();
    let by_title = Query {
        sort: SortKey::Title,
        ..Query::default()
    };
    list(
        &desk.store,
        Kind::User,
        &[account("1", "Ann"), account("2", "Bea")],
        Completeness::Proven,
        1,
    );
    for store in [&desk.store, &other] {
        assert_eq!(ids(&all(store, Kind::User, &by_title)), ["1", "2"]);
        assert_eq!(all(store, Kind::User, &searched("ann")).total, 1);
    }
    let version = desk.store.version_elsewhere().unwrap();
    desk.store.mark_gone(TENANT, Kind::User, "nobody", at(2)).unwrap();
    assert_eq!(
        desk.store.version_elsewhere().unwrap(),
        version,
        "its own writing does not count"
    );
    other
        .keep(TENANT, Kind::User, vec![account("1", "Zoe")], at(2), "looked up")
        .unwrap();
    assert_ne!(desk.store.version_elsewhere().unwrap(), version);
    for store in [&desk.store, &other] {
        assert_eq!(
            ids(&all(store, Kind::User, &by_title)),
            ["2", "1"],
            "what is kept in memory follows"
        );
        assert_eq!(all(store, Kind::User, &searched("ann")).total, 0);
    }
    desk.store.add_tenant(&tenant("another", "Another")).unwrap();
    assert_eq!(other.tenants().unwrap().len(), 2);
}

#[test]
fn two_may_write_at_once() {
    let desk = desk();
    list(&desk.store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 1);
    let writers: Vec<_> = (0..2)
        .map(|writer: u32| {
            let path = desk.path();
            thread::spawn(move || {
                let store = Store::open(&path, &KEY).unwrap();
                for number in 0..40 {
                    let id = format!("{writer}-{number}");
                    store
                        .keep(TENANT, Kind::User, vec![account(&id, &id)], at(2), "looked up")
                        .unwrap();
                }
            })
        })
        .collect();
    while writers.iter().any(|writer| !writer.is_finished()) {
        let page = all(&desk.store, Kind::User, &Query::default());
        assert_eq!(page.rows.len() as u64, page.total, "a page is of one moment");
        assert_eq!(
            desk.store
                .listing(TENANT, Kind::User)
                .unwrap()
                .map(|listing| listing.count >= page.total),
            Some(true)
        );
    }
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(all(&desk.store, Kind::User, &Query::default()).total, 81);
}

#[test]
fn a_page_during_refreshes_is_of_one_list() {
    let desk = desk();
    let rows = |generation: i64| {
        (0..300)
            .map(|id| account(&format!("{id:03}"), &format!("{generation} {id:03}")))
            .collect::<Vec<_>>()
    };
    list(&desk.store, Kind::User, &rows(0), Completeness::Proven, 0);
    let store = desk.store.clone();
    let writer = thread::spawn(move || {
        for generation in 1..8 {
            list(&store, Kind::User, &rows(generation), Completeness::Proven, generation);
        }
    });
    let queries = [
        Query::default(),
        searched("0"),
        searched(" 00"),
        Query {
            sort: SortKey::Email,
            ..Query::default()
        },
    ];
    while !writer.is_finished() {
        for query in &queries {
            let page = all(&desk.store, Kind::User, query);
            let generation = page.rows[0].name.split(' ').next().unwrap().to_owned();
            assert!(
                page.rows.iter().all(|row| row.name.starts_with(&generation)),
                "{query:?}"
            );
            assert_eq!(page.rows.len() as u64, page.total, "{query:?}");
        }
    }
    writer.join().unwrap();
    settle(&desk.store);
}

#[test]
fn what_was_queued_is_written_before_it_closes() {
    let desk = desk();
    let path = desk.path();
    let writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    let directory = desk.directory;
    // The writer holds the store, and giving up is the last thing it queues.
    drop(desk.store);
    drop(writer);
    let store = Store::open(&path, &KEY).unwrap();
    drop(store.begin_listing(TENANT, Kind::User, at(2)).unwrap());
    drop(store);
    directory.close().unwrap();
}
