//! What a refresh leaves behind: of a listing proven complete, and of one that is not.

use scimdesk_store::{Completeness, Finish, FinishReport, Kind, NewResource, Query, StoreError};

use crate::support::{TENANT, account, all, at, desk, group, ids, list, rows_of_all_tables, searched, settle, tenant};

fn three() -> Vec<NewResource> {
    vec![account("1", "Ann"), account("2", "Bea"), account("3", "Cleo")]
}

#[test]
fn before_the_first_listing_there_is_nothing_and_nobody_claims_otherwise() {
    let desk = desk();
    let page = all(&desk.store, Kind::User, &Query::default());
    assert_eq!(
        (page.rows.len(), page.total, page.total_is_exact, page.revision),
        (0, 0, true, 0)
    );
    assert_eq!(desk.store.listing(TENANT, Kind::User).unwrap(), None);
    assert_eq!(desk.store.resource(TENANT, Kind::User, "1").unwrap(), None);
    assert!(!desk.store.mark_gone(TENANT, Kind::User, "1", at(1)).unwrap());
}

#[test]
fn a_listing_proven_complete_drops_what_is_absent_and_remembers_it() {
    let desk = desk();
    let first = list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    assert_eq!(
        first,
        FinishReport {
            count: 3,
            added: 3,
            ..FinishReport::default()
        }
    );

    let changed = NewResource {
        active: Some(false),
        raw: "{}".to_owned(),
        ..account("2", "Bea")
    };
    let second = list(
        &desk.store,
        Kind::User,
        &[changed, account("3", "Cleo"), account("4", "Dora")],
        Completeness::Proven,
        2,
    );
    assert_eq!(
        second,
        FinishReport {
            count: 3,
            added: 1,
            changed: 1,
            vanished: 1,
            ..FinishReport::default()
        }
    );
    assert_eq!(ids(&all(&desk.store, Kind::User, &Query::default())), ["2", "3", "4"]);
    assert_eq!(all(&desk.store, Kind::User, &searched("ann")).total, 0);

    let vanished = desk.store.vanished(TENANT, Kind::User, 0, 10).unwrap();
    let [gone] = vanished.as_slice() else {
        panic!("{vanished:?}")
    };
    assert_eq!(
        (gone.id.as_str(), gone.name.as_str(), gone.last_seen, gone.noticed),
        ("1", "Ann", at(1), at(2))
    );

    list(&desk.store, Kind::User, &three(), Completeness::Proven, 3);
    let vanished = desk.store.vanished(TENANT, Kind::User, 0, 10).unwrap();
    assert_eq!(
        vanished.iter().map(|gone| gone.id.as_str()).collect::<Vec<_>>(),
        ["4"],
        "who came back has not vanished"
    );
}

#[test]
fn a_listing_that_proves_nothing_keeps_what_is_absent_and_marks_it() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    for (completeness, second) in [(Completeness::Unproven, 2), (Completeness::KnownPartial, 3)] {
        let report = list(&desk.store, Kind::User, &[account("2", "Bea")], completeness, second);
        assert_eq!(
            report,
            FinishReport {
                count: 3,
                not_seen: 2,
                ..FinishReport::default()
            }
        );
        let page = all(&desk.store, Kind::User, &Query::default());
        let marks: Vec<_> = page
            .rows
            .iter()
            .map(|row| (row.id.as_str(), row.not_seen, row.last_seen))
            .collect();
        assert_eq!(
            marks,
            [("1", true, at(1)), ("2", false, at(second)), ("3", true, at(1))]
        );
        assert_eq!(desk.store.vanished(TENANT, Kind::User, 0, 10).unwrap(), []);
        let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
        assert_eq!(
            (listing.count, listing.not_seen, listing.completeness),
            (3, 2, completeness)
        );
        assert_eq!((listing.fetched_at, listing.evidence.as_str()), (at(second), "counted"));
    }
    let kept = desk.store.resource(TENANT, Kind::User, "1").unwrap().unwrap();
    assert_eq!(kept.raw, account("1", "Ann").raw);
    assert_eq!(all(&desk.store, Kind::User, &searched("cle")).total, 1);

    list(&desk.store, Kind::User, &three(), Completeness::Proven, 4);
    assert_eq!(desk.store.listing(TENANT, Kind::User).unwrap().unwrap().not_seen, 0);
}

#[test]
fn a_group_that_is_carried_over_keeps_its_members() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Staff", Some(&["1", "2"])), group("h", "All", Some(&[]))],
        Completeness::Proven,
        1,
    );
    list(
        &desk.store,
        Kind::Group,
        &[group("h", "All", Some(&["3"]))],
        Completeness::Unproven,
        2,
    );
    settle(&desk.store);
    let members = desk.store.members_of(TENANT, "g", 0, 10).unwrap();
    assert_eq!(members.total, Some(2));
    assert_eq!(
        members.rows.iter().map(|link| link.id.as_str()).collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(desk.store.groups_of(TENANT, "2", 0, 10).unwrap().rows[0].id, "g");
}

#[test]
fn an_id_that_comes_again_is_one_row_and_the_later_counts() {
    let desk = desk();
    let mut rows = three();
    rows.extend([account("1", "Zoe"), account("2", "Abe"), account("1", "Ida")]);
    let report = list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    assert_eq!(
        report,
        FinishReport {
            count: 3,
            added: 3,
            doubled: 3,
            ..FinishReport::default()
        }
    );
    let page = all(&desk.store, Kind::User, &Query::default());
    let names: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.id.as_str(), row.name.as_str()))
        .collect();
    assert_eq!(names, [("2", "Abe"), ("3", "Cleo"), ("1", "Ida")]);
    assert_eq!(
        desk.store.resource(TENANT, Kind::User, "1").unwrap().unwrap().raw,
        account("1", "Ida").raw
    );
    assert_eq!(all(&desk.store, Kind::User, &searched("zoe")).total, 0);
    let bodies = rows_of_all_tables(&desk).into_iter().find(|(table, _)| table == "body");
    assert_eq!(bodies, Some(("body".to_owned(), 3)));
}

#[test]
fn an_empty_listing_is_a_listing() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    let report = list(&desk.store, Kind::User, &[], Completeness::Proven, 2);
    assert_eq!(
        report,
        FinishReport {
            vanished: 3,
            ..FinishReport::default()
        }
    );
    assert_eq!(
        desk.store
            .listing(TENANT, Kind::User)
            .unwrap()
            .map(|listing| listing.count),
        Some(0)
    );
    desk.store
        .keep(TENANT, Kind::User, vec![account("9", "Ida")], at(3), "looked up")
        .unwrap();
    assert_eq!(ids(&all(&desk.store, Kind::User, &Query::default())), ["9"]);
    assert_eq!(
        desk.store
            .listing(TENANT, Kind::User)
            .unwrap()
            .map(|listing| listing.count),
        Some(1)
    );
}

#[test]
fn the_old_list_stays_until_the_new_one_is_whole() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    let before = all(&desk.store, Kind::User, &Query::default());
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(2)).unwrap();
    writer.append(vec![account("7", "Abe")], at(2)).unwrap();
    assert_eq!(all(&desk.store, Kind::User, &Query::default()), before);
    writer.abandon();
    assert_eq!(all(&desk.store, Kind::User, &Query::default()), before);
    settle(&desk.store);
    let bodies = rows_of_all_tables(&desk).into_iter().find(|(table, _)| table == "body");
    assert_eq!(bodies, Some(("body".to_owned(), 3)));
}

#[test]
fn a_list_is_refreshed_by_one_at_a_time() {
    let desk = desk();
    let writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    let second = desk.store.begin_listing(TENANT, Kind::User, at(1)).err();
    assert!(matches!(second, Some(StoreError::BeingRefreshed)), "{second:?}");
    drop(desk.store.begin_listing(TENANT, Kind::Group, at(1)).unwrap());
    drop(writer);
    drop(desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap());
    let nowhere = desk.store.begin_listing("nobody", Kind::User, at(1)).err();
    assert!(matches!(nowhere, Some(StoreError::NoSuchTenant { .. })), "{nowhere:?}");
}

#[test]
fn a_tenant_removed_meanwhile_gets_no_list() {
    let desk = desk();
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    writer.append(three(), at(1)).unwrap();
    desk.store.remove_tenant(TENANT).unwrap();
    let finish = Finish {
        completeness: Completeness::Proven,
        evidence: String::new(),
        at: at(2),
    };
    let error = writer.finish(finish).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
    desk.store.add_tenant(&tenant(TENANT, "WEDO")).unwrap();
    assert_eq!(desk.store.listing(TENANT, Kind::User).unwrap(), None);
}

#[test]
fn what_was_read_back_during_a_refresh_outlives_it() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    let active = |id: &str, name: &str, active: bool| NewResource {
        active: Some(active),
        ..account(id, name)
    };
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(10)).unwrap();
    writer
        .append(vec![active("1", "Ann", true), active("3", "Cleo", true)], at(11))
        .unwrap();
    // Switched off after their page came, before it came, and gone; and one that is new.
    desk.store
        .keep(TENANT, Kind::User, vec![active("1", "Ann", false)], at(12), "looked up")
        .unwrap();
    desk.store
        .keep(TENANT, Kind::User, vec![active("2", "Bea", false)], at(12), "looked up")
        .unwrap();
    assert!(desk.store.mark_gone(TENANT, Kind::User, "3", at(13)).unwrap());
    desk.store
        .keep(TENANT, Kind::User, vec![active("4", "Dora", true)], at(13), "looked up")
        .unwrap();
    writer.append(vec![active("2", "Bea", true)], at(14)).unwrap();
    writer
        .finish(Finish {
            completeness: Completeness::Proven,
            evidence: String::new(),
            at: at(15),
        })
        .unwrap();

    let page = all(&desk.store, Kind::User, &Query::default());
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.id.as_str(), row.active, row.last_seen))
        .collect();
    assert_eq!(
        rows,
        [
            ("1", Some(false), at(12)),
            ("2", Some(true), at(14)),
            ("4", Some(true), at(13)),
        ]
    );
    let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!((listing.count, listing.active, listing.inactive), (3, 2, 1));
    let gone = desk.store.vanished(TENANT, Kind::User, 0, 10).unwrap();
    assert_eq!(gone.iter().map(|gone| gone.id.as_str()).collect::<Vec<_>>(), ["3"]);
}

#[test]
fn what_is_read_before_the_first_listing_begins_a_list_that_is_known_to_be_partial() {
    let desk = desk();
    let keep = |rows: Vec<NewResource>, second| desk.store.keep(TENANT, Kind::User, rows, at(second), "looked up");
    assert_eq!(keep(vec![account("2", "Bea")], 1).unwrap(), 1);
    let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!(
        (listing.count, listing.completeness, listing.evidence.as_str()),
        (1, Completeness::KnownPartial, "looked up")
    );

    // Only what is new or differs is news.
    assert_eq!(keep(vec![account("2", "Bea"), account("1", "Ann")], 2).unwrap(), 1);
    assert_eq!(keep(vec![account("2", "Zoe"), account("1", "Ann")], 3).unwrap(), 1);
    let page = all(&desk.store, Kind::User, &Query::default());
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.id.as_str(), row.name.as_str(), row.last_seen))
        .collect();
    assert_eq!(rows, [("1", "Ann", at(3)), ("2", "Zoe", at(3))]);

    // A listing that is proven complete takes its place.
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 4);
    let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!((listing.count, listing.completeness), (3, Completeness::Proven));
}

#[test]
fn what_is_read_while_the_first_listing_is_under_way_is_there_at_once_and_afterwards() {
    let desk = desk();
    let keep = |row: NewResource, second| desk.store.keep(TENANT, Kind::User, vec![row], at(second), "looked up");
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    writer
        .append(vec![account("1", "Ann"), account("2", "Bea")], at(2))
        .unwrap();
    assert_eq!(keep(account("1", "Zoe"), 3).unwrap(), 1);
    assert_eq!(keep(account("9", "Ida"), 3).unwrap(), 1);
    let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!((listing.count, listing.completeness), (2, Completeness::KnownPartial));
    writer
        .finish(Finish {
            completeness: Completeness::Proven,
            evidence: String::new(),
            at: at(4),
        })
        .unwrap();
    let page = all(&desk.store, Kind::User, &Query::default());
    let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Bea", "Ida", "Zoe"]);
    let listing = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!((listing.count, listing.completeness), (3, Completeness::Proven));

    let nowhere = desk
        .store
        .keep("nobody", Kind::User, vec![account("1", "Ann")], at(2), "looked up")
        .err();
    assert!(matches!(nowhere, Some(StoreError::NoSuchTenant { .. })), "{nowhere:?}");
}

#[test]
fn many_may_look_at_once_before_the_first_listing() {
    let desk = desk();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let store = desk.store.clone();
            scope.spawn(move || {
                let row = account(&number.to_string(), "Ann");
                assert_eq!(
                    store.keep(TENANT, Kind::User, vec![row], at(1), "looked up").unwrap(),
                    1
                );
            });
        }
    });
    assert_eq!(desk.store.listing(TENANT, Kind::User).unwrap().unwrap().count, 8);
}

#[test]
fn an_answer_that_comes_late_does_not_undo_what_is_known_from_a_later_moment() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    let keep = |row: NewResource, second| desk.store.keep(TENANT, Kind::User, vec![row], at(second), "looked up");
    let state = |id: &str| {
        desk.store
            .resource(TENANT, Kind::User, id)
            .unwrap()
            .map(|found| found.row)
    };
    let active = |active: bool| NewResource {
        active: Some(active),
        raw: format!(r#"{{"id":"1","active":{active}}}"#),
        ..account("1", "Ann")
    };
    assert_eq!(keep(active(false), 20).unwrap(), 1);
    assert_eq!(keep(active(true), 10).unwrap(), 0, "it was asked for before");
    let row = state("1").unwrap();
    assert_eq!((row.active, row.last_seen), (Some(false), at(20)));

    assert!(
        !desk.store.mark_gone(TENANT, Kind::User, "1", at(15)).unwrap(),
        "it was seen since"
    );
    assert!(desk.store.mark_gone(TENANT, Kind::User, "1", at(30)).unwrap());
    assert_eq!(keep(active(true), 25).unwrap(), 0, "it is gone since");
    assert_eq!(state("1"), None);
    assert_eq!(keep(active(true), 40).unwrap(), 1, "it is there again");
    assert_eq!(state("1").unwrap().active, Some(true));
}

#[test]
fn what_comes_again_as_it_is_changes_nothing_but_its_date() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    // Absent from a listing that proves nothing, and so marked.
    list(
        &desk.store,
        Kind::User,
        &[account("1", "Ann")],
        Completeness::Unproven,
        2,
    );
    let before = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!(before.not_seen, 2);
    assert_eq!(
        desk.store
            .keep(TENANT, Kind::User, three(), at(3), "looked up")
            .unwrap(),
        0
    );
    let after = desk.store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!((after.revision, after.not_seen, after.count), (before.revision, 0, 3));
    let page = all(&desk.store, Kind::User, &Query::default());
    assert!(page.rows.iter().all(|row| row.last_seen == at(3) && !row.not_seen));
}

#[test]
fn members_that_an_answer_leaves_out_stay_as_they_were_known() {
    let desk = desk();
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Crew", Some(&["1", "2"]))],
        Completeness::Proven,
        1,
    );
    let renamed = group("g", "The crew", None);
    assert_eq!(
        desk.store
            .keep(TENANT, Kind::Group, vec![renamed], at(2), "looked up")
            .unwrap(),
        1
    );
    let members = desk.store.members_of(TENANT, "g", 0, 10).unwrap();
    assert_eq!(members.total, Some(2));
    let row = desk.store.resource(TENANT, Kind::Group, "g").unwrap().unwrap().row;
    assert_eq!((row.name.as_str(), row.links), ("The crew", Some(2)));
}

#[test]
fn more_than_one_transaction_holds_is_kept_whole() {
    let desk = desk();
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    let many: Vec<_> = (0..1_201)
        .map(|number| account(&format!("n{number}"), &format!("Name {number}")))
        .collect();
    assert_eq!(
        desk.store.keep(TENANT, Kind::User, many, at(2), "looked up").unwrap(),
        1_201
    );
    assert_eq!(desk.store.listing(TENANT, Kind::User).unwrap().unwrap().count, 1_204);
}

#[test]
fn the_revision_grows_with_every_change_and_with_nothing_else() {
    let desk = desk();
    let revision = || all(&desk.store, Kind::User, &Query::default()).revision;
    let mut last = revision();
    let mut grows = |what: &str, grown: bool| {
        let now = revision();
        assert_eq!(now > last, grown, "{what}: {last} → {now}");
        last = now;
    };
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 1);
    grows("a listing", true);
    desk.store
        .keep(TENANT, Kind::User, vec![account("2", "Zoe")], at(2), "looked up")
        .unwrap();
    grows("a read", true);
    desk.store.mark_gone(TENANT, Kind::User, "1", at(3)).unwrap();
    grows("a loss", true);
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Staff", Some(&["2"]))],
        Completeness::Proven,
        4,
    );
    grows("a listing of groups, which accounts count", true);
    drop(desk.store.begin_listing(TENANT, Kind::User, at(5)).unwrap());
    settle(&desk.store);
    grows("a listing that is abandoned", false);
    list(&desk.store, Kind::User, &three(), Completeness::Proven, 6);
    grows("another listing", true);
}

#[test]
fn a_listing_larger_than_memory_allows_is_sorted_all_the_same() {
    let desk = desk();
    let count = 40_000_u32;
    // Long titles fill several runs with few rows.
    let title = "t".repeat(1_500);
    let row = |number: u32| NewResource {
        title: Some(title.clone()),
        // Names in an order that has nothing to do with that of arrival.
        ..account(
            &number.to_string(),
            &format!("{:08}", number.wrapping_mul(2_654_435_761) % 100_000_000),
        )
    };
    let mut writer = desk.store.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    for first in (0..count).step_by(5_000) {
        writer.append((first..first + 5_000).map(row).collect(), at(1)).unwrap();
    }
    let finish = Finish {
        completeness: Completeness::Proven,
        evidence: String::new(),
        at: at(1),
    };
    assert_eq!(writer.finish(finish).unwrap().count, u64::from(count));

    let mut expected: Vec<(String, String)> = (0..count).map(row).map(|row| (row.name, row.id)).collect();
    expected.sort();
    for offset in [0, 511, 512, 20_000, 39_900] {
        let page = desk
            .store
            .page(TENANT, Kind::User, &Query::default(), offset, 200)
            .unwrap();
        let rows: Vec<_> = page.rows.into_iter().map(|row| (row.name, row.id)).collect();
        let from = usize::try_from(offset).unwrap();
        assert_eq!(rows, expected[from..(from + 200).min(expected.len())], "from {offset}");
    }
}
