//! Searching: parts of names in every script, of any length.

use scimdesk_store::{Completeness, Kind, NewResource, Query, SortKey};

use crate::support::{TENANT, account, all, at, desk, ids, list, raw, searched};

fn people() -> Vec<NewResource> {
    let with = |id: &str, name: &str, user_name: &str, external_id: &str| NewResource {
        user_name: Some(user_name.to_owned()),
        email: Some(format!("{user_name}@example.com")),
        external_id: Some(external_id.to_owned()),
        ..account(id, name)
    };
    vec![
        with("amelie", "Amélie Dubois", "a.dubois", "E-0001"),
        with("brien", "Seán O'Brien", "sobrien", "E-0002"),
        with("wang", "王小明", "wangxm", "E-0003"),
        with("sato", "佐藤 花子", "hsato", "E-0004"),
        with("kim", "김민준", "mjkim", "E-0005"),
        with("percent", "100% \"Quoted\" _Robot_ *", "robot\\1", "E-0006"),
        with("emoji", "Zed 😀👩\u{200d}🔧", "zed", "E-0007"),
        with("strasse", "Weiß Straße", "weiss", "E-0008"),
        with("lukasz", "Łukasz Wójcik", "lwojcik", "E-0009"),
        account("bare", "X"),
    ]
}

#[test]
fn a_part_of_a_text_finds_its_row() {
    let desk = desk();
    list(&desk.store, Kind::User, &people(), Completeness::Proven, 1);
    let everyone: Vec<String> = ids(&all(&desk.store, Kind::User, &Query::default()))
        .iter()
        .map(|id| (*id).to_owned())
        .collect();
    let mailed: Vec<String> = everyone.iter().filter(|id| *id != "bare").cloned().collect();
    for (search, expected) in [
        ("amelie", vec!["amelie"]),
        ("AMÉLIE", vec!["amelie"]),
        ("Ame\u{301}lie D", vec!["amelie"]),
        ("élie dub", vec!["amelie"]),
        ("a.dub", vec!["amelie"]),
        ("o'br", vec!["brien"]),
        ("O'", vec!["brien"]),
        ("'", vec!["brien"]),
        ("王", vec!["wang"]),
        ("王小", vec!["wang"]),
        ("小明", vec!["wang"]),
        ("王小明", vec!["wang"]),
        ("明", vec!["wang"]),
        ("佐藤", vec!["sato"]),
        ("藤 花", vec!["sato"]),
        ("子", vec!["sato"]),
        ("김민", vec!["kim"]),
        ("준", vec!["kim"]),
        ("%", vec!["percent"]),
        ("100%", vec!["percent"]),
        ("_r", vec!["percent"]),
        ("_", vec!["percent"]),
        ("\"quoted\"", vec!["percent"]),
        ("\"", vec!["percent"]),
        ("*", vec!["percent"]),
        ("\\", vec!["percent"]),
        ("t\\1", vec!["percent"]),
        ("😀", vec!["emoji"]),
        ("👩\u{200d}🔧", vec!["emoji"]),
        ("d 😀", vec!["emoji"]),
        ("weiss s", vec!["strasse"]),
        ("strasse", vec!["strasse"]),
        ("WÓJ", vec!["lukasz"]),
        ("lukasz", vec!["lukasz"]),
        ("0003", vec!["wang"]),
        ("e-0005", vec!["kim"]),
        ("zz", vec![]),
        ("wang@example.com", vec![]),
        ("xm@exa", vec!["wang"]),
        ("dubois e-0001", vec![]),
        (" \u{200b}", everyone.iter().map(String::as_str).collect()),
        (" amelie ", vec!["amelie"]),
        ("example.com", mailed.iter().map(String::as_str).collect()),
        ("m", mailed.iter().map(String::as_str).collect()),
        ("AND", vec![]),
        ("a NOT b", vec![]),
        ("name:x", vec![]),
        ("\u{0}", vec![]),
        (&"王".repeat(3_000), vec![]),
        ("\u{e040}", vec![]),
    ] {
        let page = all(&desk.store, Kind::User, &searched(search));
        assert_eq!(ids(&page), expected, "{search:?}");
        assert_eq!(
            (page.total, page.total_is_exact),
            (expected.len() as u64, true),
            "{search:?}"
        );
        let backwards = all(
            &desk.store,
            Kind::User,
            &Query {
                descending: true,
                ..searched(search)
            },
        );
        assert_eq!(
            ids(&backwards),
            expected.into_iter().rev().collect::<Vec<_>>(),
            "{search:?} backwards"
        );
    }
}

#[test]
fn a_search_follows_what_is_read_back() {
    let desk = desk();
    list(&desk.store, Kind::User, &people(), Completeness::Proven, 1);
    assert_eq!(all(&desk.store, Kind::User, &searched("dubois")).total, 1);
    let renamed = account("amelie", "Amélie Lefèvre");
    desk.store
        .keep(TENANT, Kind::User, vec![renamed], at(2), "looked up")
        .unwrap();
    for (search, total) in [("dubois", 0), ("a.d", 0), ("lefevre", 1), ("amé", 1), ("e-0001", 0)] {
        assert_eq!(all(&desk.store, Kind::User, &searched(search)).total, total, "{search}");
    }
    desk.store.mark_gone(TENANT, Kind::User, "wang", at(3)).unwrap();
    assert_eq!(all(&desk.store, Kind::User, &searched("王")).total, 0);
}

#[test]
fn a_search_with_very_many_hits_says_that_it_has_not_counted_them() {
    let desk = desk();
    let count = 3_000_u64;
    let rows = (0..count)
        .map(|id| account(&id.to_string(), &format!("Ann {id:05}")))
        .collect();
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    writer.append(rows, at(1)).unwrap();
    let finish = scimdesk_store::Finish {
        completeness: Completeness::Proven,
        evidence: String::new(),
        at: at(1),
    };
    writer.finish(finish).unwrap();
    for search in ["a", "an", "ann", "ann 0", "nn 02"] {
        let query = searched(search);
        let expected = if search == "nn 02" { 1_000 } else { count };
        let page = desk.store.page(TENANT, Kind::User, &query, 0, 50).unwrap();
        assert_eq!(page.rows.len(), 50);
        assert!(
            page.total <= expected && (page.total == expected || !page.total_is_exact),
            "{search}: {}",
            page.total
        );
        assert_eq!(
            desk.store.count(TENANT, Kind::User, &query, || true).unwrap(),
            Some(expected),
            "{search}"
        );
        let page = desk.store.page(TENANT, Kind::User, &query, expected - 10, 50).unwrap();
        assert_eq!(
            (page.rows.len(), page.total, page.total_is_exact),
            (10, expected, true),
            "{search}, once counted"
        );
    }
    let unknown = searched("nn");
    let page = desk.store.page(TENANT, Kind::User, &unknown, 2_500, 50).unwrap();
    assert_eq!(page.rows[0].name, "Ann 02500", "a window further down is right as well");

    for (search, expected) in [("n", count), ("nn 02", 1_000), ("nn 0299", 10)] {
        let query = Query {
            sort: SortKey::Email,
            descending: true,
            ..searched(search)
        };
        let page = desk.store.page(TENANT, Kind::User, &query, 0, 5).unwrap();
        assert_eq!(page.rows.len(), 5, "{search}");
        assert!(
            page.total >= 5 && (page.total == expected || !page.total_is_exact),
            "{search}: {}",
            page.total
        );
        assert_eq!(
            desk.store.count(TENANT, Kind::User, &query, || true).unwrap(),
            Some(expected),
            "{search}"
        );
        let page = desk.store.page(TENANT, Kind::User, &query, 0, 5).unwrap();
        assert_eq!(
            (page.total, page.total_is_exact),
            (expected, true),
            "{search}, once counted"
        );
        let last = desk.store.page(TENANT, Kind::User, &query, expected - 1, 5).unwrap();
        assert_eq!(
            (last.rows.len(), last.total, last.total_is_exact),
            (1, expected, true),
            "{search}, the last"
        );
    }
}

#[test]
fn the_index_and_the_rows_agree_where_a_search_changes_its_way() {
    let desk = desk();
    // Dense at the beginning and at the end, nothing in between: a search walks, asks the index, and walks again.
    let rows: Vec<NewResource> = (0..9_000_u32)
        .map(|number| {
            let part = if (3_000..6_000).contains(&number) {
                "none"
            } else {
                "qxz"
            };
            account(&format!("{number:05}"), &format!("{number:05} {part}"))
        })
        .collect();
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    writer.append(rows, at(1)).unwrap();
    let finish = scimdesk_store::Finish {
        completeness: Completeness::Proven,
        evidence: String::new(),
        at: at(1),
    };
    writer.finish(finish).unwrap();
    for search in ["q", "qx", "qxz", " qxz"] {
        for descending in [false, true] {
            let query = Query {
                descending,
                ..searched(search)
            };
            assert_eq!(
                desk.store.count(TENANT, Kind::User, &query, || true).unwrap(),
                Some(6_000),
                "{search}"
            );
            let page = desk.store.page(TENANT, Kind::User, &query, 2_995, 10).unwrap();
            let names: Vec<u32> = page.rows.iter().map(|row| row.id.parse().unwrap()).collect();
            let expected: Vec<u32> = if descending {
                (6_000..6_005).rev().chain((2_995..3_000).rev()).collect()
            } else {
                (2_995..3_000).chain(6_000..6_005).collect()
            };
            assert_eq!(names, expected, "{search}, descending: {descending}");
        }
    }
}

#[test]
fn a_letter_of_few_rows_is_found_wherever_they_are_and_whatever_is_known_of_the_others() {
    let desk = desk();
    let rows: Vec<NewResource> = (0..5_000_u32)
        .map(|number| {
            let name = match number {
                2_500 => "Ann 02500 王",
                4_000..4_010 => &format!("Ann {number:05} zed"),
                _ => &format!("Ann {number:05}"),
            };
            account(&format!("{number:05}"), name)
        })
        .collect();
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    desk.store
        .keep(
            TENANT,
            Kind::User,
            vec![account("00100", "Ann 00100 Quinn")],
            at(2),
            "looked up",
        )
        .unwrap();
    let zed: Vec<String> = (4_000..4_010).map(|number| format!("{number:05}")).collect();
    let found = |store: &scimdesk_store::Store| {
        for (search, expected) in [
            ("z", zed.iter().map(String::as_str).collect()),
            ("zE", zed.iter().map(String::as_str).collect()),
            ("王", vec!["02500"]),
            ("q", vec!["00100"]),
            ("qu", vec!["00100"]),
            ("x", vec![]),
            ("zq", vec![]),
        ] {
            for descending in [false, true] {
                let mut expected: Vec<&str> = Vec::clone(&expected);
                if descending {
                    expected.reverse();
                }
                let query = Query {
                    descending,
                    ..searched(search)
                };
                assert_eq!(ids(&all(store, Kind::User, &query)), expected, "{search}");
            }
        }
    };
    found(&desk.store);

    // As in a list that was written before letters were kept.
    let forgotten = raw(&desk.path())
        .execute("UPDATE block SET letters = NULL", [])
        .unwrap();
    assert!(forgotten > 5, "{forgotten} blocks");
    desk.store
        .keep(
            TENANT,
            Kind::User,
            vec![account("00100", "Ann 00100 Quinn")],
            at(3),
            "looked up",
        )
        .unwrap();
    found(&desk.store);
}
