//! Lists and links.

use scimdesk_store::{Completeness, Kind, LinkPage, Member, NewResource, Query, SortKey};

use crate::support::{TENANT, account, all, at, desk, group, ids, list};

fn links(page: &LinkPage) -> Vec<(&str, Option<&str>, bool)> {
    page.rows
        .iter()
        .map(|link| (link.id.as_str(), link.name.as_deref(), link.known))
        .collect()
}

#[test]
fn an_account_comes_out_as_it_was_put_in() {
    let desk = desk();
    let row = NewResource {
        id: "2819c223".to_owned(),
        name: "Amélie Dubois".to_owned(),
        user_name: Some("amelie".to_owned()),
        email: Some("amelie@example.com".to_owned()),
        external_id: Some("701984".to_owned()),
        active: Some(true),
        title: Some("Engineer".to_owned()),
        department: Some("R&D".to_owned()),
        created: Some(at(-5)),
        last_modified: Some(at(-4)),
        members: None,
        raw: "{ \"id\" : \"2819c223\",\n \"x\":\t[1.0, 2e3] }".to_owned(),
    };
    list(
        &desk.store,
        Kind::User,
        std::slice::from_ref(&row),
        Completeness::Proven,
        1,
    );
    let whole = desk.store.resource(TENANT, Kind::User, "2819c223").unwrap().unwrap();
    assert_eq!(whole.raw, row.raw);
    assert_eq!(
        all(&desk.store, Kind::User, &Query::default()).rows,
        std::slice::from_ref(&whole.row)
    );
    assert_eq!(
        (whole.row.name, whole.row.user_name, whole.row.email),
        (row.name, row.user_name, row.email)
    );
    assert_eq!((whole.row.external_id, whole.row.active), (row.external_id, row.active));
    assert_eq!((whole.row.title, whole.row.department), (row.title, row.department));
    assert_eq!(
        (whole.row.created, whole.row.last_modified),
        (row.created, row.last_modified)
    );
    assert_eq!(
        (whole.row.last_seen, whole.row.not_seen, whole.row.links),
        (at(1), false, None)
    );
}

#[test]
fn unknown_members_are_not_no_members() {
    let desk = desk();
    list(
        &desk.store,
        Kind::User,
        &[account("1", "Ann"), account("2", "Bea")],
        Completeness::Proven,
        1,
    );
    let groups_of_accounts = || -> Vec<Option<u32>> {
        all(&desk.store, Kind::User, &Query::default())
            .rows
            .iter()
            .map(|row| row.links)
            .collect()
    };
    assert_eq!(groups_of_accounts(), [None, None], "groups were never listed");
    assert_eq!(desk.store.groups_of(TENANT, "1", 0, 10).unwrap().total, None);

    let staff = group("g", "Staff", Some(&["1", "404"]));
    list(
        &desk.store,
        Kind::Group,
        &[staff.clone(), group("h", "Empty", Some(&[]))],
        Completeness::Proven,
        2,
    );
    assert_eq!(groups_of_accounts(), [Some(1), Some(0)]);
    let of_ann = desk.store.groups_of(TENANT, "1", 0, 10).unwrap();
    assert_eq!(
        (links(&of_ann), of_ann.total),
        (vec![("g", Some("Staff"), true)], Some(1))
    );
    let of_staff = desk.store.members_of(TENANT, "g", 0, 10).unwrap();
    assert_eq!(
        (links(&of_staff), of_staff.total),
        (vec![("1", Some("Ann"), true), ("404", None, false)], Some(2))
    );
    assert_eq!(desk.store.members_of(TENANT, "h", 0, 10).unwrap().total, Some(0));

    list(
        &desk.store,
        Kind::Group,
        &[staff, group("h", "Closed", None)],
        Completeness::Proven,
        3,
    );
    let rows = all(&desk.store, Kind::Group, &Query::default()).rows;
    assert_eq!(rows.iter().map(|row| row.links).collect::<Vec<_>>(), [None, Some(2)]);
    assert_eq!(groups_of_accounts(), [None, None], "one group does not tell");
    let of_ann = desk.store.groups_of(TENANT, "1", 0, 10).unwrap();
    assert_eq!((of_ann.rows.len(), of_ann.total), (1, None));
    assert_eq!(
        desk.store.members_of(TENANT, "h", 0, 10).unwrap(),
        LinkPage {
            rows: vec![],
            total: None
        }
    );
}

#[test]
fn links_are_paged_and_lead_to_groups_too() {
    let desk = desk();
    list(&desk.store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 1);
    let member = |id: &str, name: Option<&str>, kind| Member {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        kind,
    };
    let outer = NewResource {
        members: Some(vec![
            member("inner", None, Kind::Group),
            member("1", Some("ann"), Kind::User),
            member("2", Some("Bea"), Kind::User),
        ]),
        ..account("outer", "Outer")
    };
    let inner = group("inner", "Inner", Some(&["1"]));
    list(&desk.store, Kind::Group, &[outer, inner], Completeness::Proven, 1);
    let members = |offset, limit| desk.store.members_of(TENANT, "outer", offset, limit).unwrap();
    assert_eq!(
        links(&members(0, 10)),
        [
            ("inner", Some("Inner"), true),
            ("1", Some("Ann"), true),
            ("2", Some("Bea"), false)
        ]
    );
    assert_eq!(links(&members(1, 1)), [("1", Some("Ann"), true)]);
    assert_eq!(members(1, 1).total, Some(3));
    let groups = |offset, limit| desk.store.groups_of(TENANT, "1", offset, limit).unwrap();
    assert_eq!(
        links(&groups(0, 10)),
        [("inner", Some("Inner"), true), ("outer", Some("Outer"), true)],
        "by name"
    );
    assert_eq!(
        (links(&groups(1, 1)), groups(1, 1).total),
        (vec![("outer", Some("Outer"), true)], Some(2))
    );
    assert_eq!(
        links(&desk.store.groups_of(TENANT, "inner", 0, 10).unwrap()),
        [("outer", Some("Outer"), true)]
    );
}

#[test]
fn a_group_that_was_read_back_has_its_new_members() {
    let desk = desk();
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Staff", Some(&["1", "2"]))],
        Completeness::Proven,
        1,
    );
    desk.store
        .keep(
            TENANT,
            Kind::Group,
            vec![group("g", "Crew", Some(&["2", "3"]))],
            at(2),
            "looked up",
        )
        .unwrap();
    let page = desk.store.members_of(TENANT, "g", 0, 10).unwrap();
    assert_eq!(
        page.rows.iter().map(|link| link.id.as_str()).collect::<Vec<_>>(),
        ["2", "3"]
    );
    assert_eq!(desk.store.groups_of(TENANT, "1", 0, 10).unwrap().total, Some(0));
    assert_eq!(
        desk.store.groups_of(TENANT, "3", 0, 10).unwrap().rows[0]
            .name
            .as_deref(),
        Some("Crew")
    );
    desk.store.mark_gone(TENANT, Kind::Group, "g", at(3)).unwrap();
    assert_eq!(desk.store.groups_of(TENANT, "3", 0, 10).unwrap().total, Some(0));
}

#[test]
fn names_are_sorted_as_people_sort_them() {
    let desk = desk();
    let names = ["zoe", "Émile", "Zoë", "eva", "Adam", "émile", "Ödön", "Olaf", "王小明"];
    let rows: Vec<NewResource> = names
        .iter()
        .enumerate()
        .map(|(id, name)| account(&id.to_string(), name))
        .collect();
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    let page = all(&desk.store, Kind::User, &Query::default());
    let sorted: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        sorted,
        ["Adam", "Émile", "émile", "eva", "Ödön", "Olaf", "zoe", "Zoë", "王小明"]
    );
}

#[test]
fn rows_without_a_value_come_last_in_both_directions() {
    let desk = desk();
    let titled = |id: &str, name: &str, title: Option<&str>| NewResource {
        title: title.map(str::to_owned),
        ..account(id, name)
    };
    let rows = vec![
        titled("1", "Ann", None),
        titled("2", "Bea", Some("b")),
        titled("3", "Cleo", Some("A")),
        titled("4", "Dora", None),
    ];
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    for (descending, expected) in [(false, ["3", "2", "1", "4"]), (true, ["2", "3", "1", "4"])] {
        let query = Query {
            sort: SortKey::Title,
            descending,
            ..Query::default()
        };
        assert_eq!(ids(&all(&desk.store, Kind::User, &query)), expected);
    }
}

#[test]
fn groups_are_sorted_by_their_number_of_members() {
    let desk = desk();
    let rows = vec![
        group("a", "A", Some(&["1", "2", "3"])),
        group("b", "B", None),
        group("c", "C", Some(&[])),
        group("d", "D", Some(&["1"])),
    ];
    list(&desk.store, Kind::Group, &rows, Completeness::Proven, 1);
    let query = |descending| Query {
        sort: SortKey::Members,
        descending,
        ..Query::default()
    };
    assert_eq!(ids(&all(&desk.store, Kind::Group, &query(false))), ["c", "d", "a", "b"]);
    assert_eq!(ids(&all(&desk.store, Kind::Group, &query(true))), ["a", "d", "c", "b"]);
}

#[test]
fn a_count_stops_when_it_is_told_to() {
    let desk = desk();
    let rows: Vec<NewResource> = (0..50)
        .map(|id| account(&id.to_string(), &format!("Ann {id}")))
        .collect();
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    let query = Query {
        search: "ann 4".to_owned(),
        ..Query::default()
    };
    assert_eq!(desk.store.count(TENANT, Kind::User, &query, || true).unwrap(), Some(11));
    let mut asked = 0;
    let other = Query {
        search: "ann".to_owned(),
        ..Query::default()
    };
    let stopped = desk.store.count(TENANT, Kind::User, &other, || {
        asked += 1;
        false
    });
    assert!(asked > 0);
    assert!(matches!(stopped, Ok(None | Some(50))), "{stopped:?}");
}
