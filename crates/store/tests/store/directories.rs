//! Directories: what is kept of people and groups, how they are found, and that they change as a whole.

use std::ops::ControlFlow;

use scimdesk_store::{Kind, Member, NewDirectory, NewGroup, NewPerson, PersonRecord, Store, StoreError};

use crate::support::{TENANT, account, at, desk, ids, list, rows_of_all_tables, settle, tenant};

const HR: &str = "7d0c3b0e-0000-4000-8000-000000000001";
const OTHER: &str = "7d0c3b0e-0000-4000-8000-000000000002";

fn directory(id: &str, name: &str, second: i64) -> NewDirectory {
    NewDirectory {
        id: id.to_owned(),
        name: name.to_owned(),
        origin: r#"{"from":"csv","file":"hr.csv"}"#.to_owned(),
        imported_at: at(second),
        notes: "[]".to_owned(),
    }
}

fn person(id: &str, name: &str) -> NewPerson {
    NewPerson {
        id: id.to_owned(),
        name: name.to_owned(),
        user_name: Some(format!("{}@contoso.example", name.to_lowercase().replace(' ', "."))),
        mail: None,
        title: None,
        department: None,
        enabled: Some(true),
        attributes: format!(r#"{{"objectId":"{id}","displayName":"{name}"}}"#),
    }
}

fn group(id: &str, name: &str, members: &[(Kind, &str)]) -> NewGroup {
    NewGroup {
        id: id.to_owned(),
        name: name.to_owned(),
        attributes: format!(r#"{{"objectId":"{id}","displayName":"{name}"}}"#),
        members: members
            .iter()
            .map(|(kind, id)| Member {
                id: (*id).to_owned(),
                name: None,
                kind: *kind,
            })
            .collect(),
    }
}

/// Four people, in another order than that of their names, and two groups.
fn keep(store: &Store, second: i64) {
    let people = [
        person("3", "Zoë Adams"),
        person("1", "Amélie Dubois"),
        person("4", "amelie Bauer"),
        person("2", "Ben Ocean"),
    ];
    let groups = [
        group(
            "g2",
            "Sales",
            &[(Kind::User, "2"), (Kind::Group, "g1"), (Kind::User, "none")],
        ),
        group("g1", "Leads", &[(Kind::User, "1"), (Kind::User, "2")]),
    ];
    store
        .replace_directory(directory(HR, "HR", second), people, groups)
        .unwrap();
}

fn all(store: &Store, directory: &str) -> Vec<PersonRecord> {
    let mut all = Vec::new();
    store
        .each_person(directory, |person| {
            all.push(person);
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

#[test]
fn people_are_listed_and_read_in_the_order_of_names() {
    let desk = desk();
    keep(&desk.store, 1);
    let kept = desk.store.directory(HR).unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.people, kept.groups), ("HR", 4, 2));
    assert_eq!(kept.imported_at, at(1));
    assert_eq!(desk.store.directories().unwrap(), std::slice::from_ref(&kept));

    let order = ["4", "1", "2", "3"];
    assert_eq!(ids(&desk.store.people(HR, "", 0, 10).unwrap()), order);
    assert_eq!(ids(&desk.store.people(HR, "", 2, 1).unwrap()), ["2"]);
    let read = all(&desk.store, HR);
    assert_eq!(read.iter().map(|person| person.id.as_str()).collect::<Vec<_>>(), order);
    assert_eq!(
        read.iter().map(|person| person.position).collect::<Vec<_>>(),
        [0, 1, 2, 3]
    );
    assert_eq!(read[1].attributes, r#"{"objectId":"1","displayName":"Amélie Dubois"}"#);

    let picked = desk.store.people_at(HR, &[3, 1, 9, u32::MAX]).unwrap();
    assert_eq!(picked.generation, kept.generation);
    assert_eq!(picked.rows, [read[3].clone(), read[1].clone()]);
    let one = desk.store.person(HR, "2").unwrap().unwrap();
    assert_eq!((one.row.name.as_str(), one.row.active), ("Ben Ocean", Some(true)));
    assert_eq!(desk.store.person(HR, "9").unwrap(), None);
}

#[test]
fn a_reading_of_more_people_than_are_read_at_a_time_is_whole_and_can_be_stopped() {
    let desk = desk();
    let people = (0..2_500).map(|n| person(&n.to_string(), &format!("Person {:04}", (n * 7) % 2_500)));
    desk.store
        .replace_directory(directory(HR, "HR", 1), people, [])
        .unwrap();
    let read = all(&desk.store, HR);
    assert_eq!(read.len(), 2_500);
    for (position, person) in (0..).zip(&read) {
        assert_eq!(
            (person.position, &person.name),
            (position, &format!("Person {position:04}"))
        );
    }
    let mut seen = 0;
    desk.store
        .each_person(HR, |_| {
            seen += 1;
            if seen == 1_200 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert_eq!(seen, 1_200);
}

#[test]
fn a_search_finds_a_part_of_name_user_name_mail_and_id() {
    let desk = desk();
    let people = [
        NewPerson {
            mail: Some("post@BÜRO.example".to_owned()),
            ..person("HR-0815", "Amélie Dubois")
        },
        person("HR-4711", "Ben Ocean"),
    ];
    desk.store
        .replace_directory(directory(HR, "HR", 1), people, [])
        .unwrap();
    for (search, found) in [
        ("AMELIE D", &["HR-0815"][..]),
        ("ben.ocean@", &["HR-4711"]),
        ("buro", &["HR-0815"]),
        ("hr-47", &["HR-4711"]),
        ("hr-", &["HR-0815", "HR-4711"]),
        ("nobody", &[]),
    ] {
        assert_eq!(ids(&desk.store.people(HR, search, 0, 10).unwrap()), found, "{search:?}");
    }
}

#[test]
fn a_person_is_found_by_id_then_user_name_then_mail_then_whole_name() {
    let desk = desk();
    let people = [
        person("1", "Ann Lee"),
        NewPerson {
            user_name: Some("ann2@contoso.example".to_owned()),
            ..person("2", "ANN LEE")
        },
        NewPerson {
            mail: Some("ann.lee@contoso.example".to_owned()),
            ..person("3", "Ann Lee-Smith")
        },
        NewPerson {
            mail: Some("post@contoso.example".to_owned()),
            ..person("AbC", "1")
        },
    ];
    let groups = [group("g", "Ann Lee", &[])];
    desk.store
        .replace_directory(directory(HR, "HR", 1), people, groups)
        .unwrap();
    for (text, found) in [
        ("1", &["1"][..]),
        (" abc ", &["AbC"]),
        ("ANN.LEE@contoso.example", &["1"]),
        ("post@contoso.example", &["AbC"]),
        ("ann lee", &["1", "2"]),
        ("Ann", &[]),
        ("", &[]),
    ] {
        let rows = desk.store.find_person(HR, text, 5).unwrap();
        let mut ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, found, "{text:?}");
    }
    assert_eq!(desk.store.find_person(HR, "ann lee", 1).unwrap().len(), 1);
    assert_eq!(desk.store.find_group(HR, "ANN LEE", 5).unwrap()[0].id, "g");
}

#[test]
fn it_is_known_who_is_directly_in_which_group() {
    let desk = desk();
    keep(&desk.store, 1);
    let mut seen = Vec::new();
    let generation = desk
        .store
        .memberships(HR, |m| seen.push((m.group.to_owned(), m.kind, m.member.to_owned())))
        .unwrap();
    assert_eq!(generation, desk.store.directory(HR).unwrap().unwrap().generation);
    let expected = [
        ("g2", Kind::User, "2"),
        ("g2", Kind::Group, "g1"),
        ("g2", Kind::User, "none"),
        ("g1", Kind::User, "1"),
        ("g1", Kind::User, "2"),
    ];
    assert_eq!(
        seen,
        expected.map(|(group, kind, member)| (group.to_owned(), kind, member.to_owned()))
    );
    let groups = desk.store.directory_groups(HR, "", 0, 10).unwrap();
    assert_eq!(ids(&groups), ["g1", "g2"]);
    assert_eq!(groups.rows[1].links, Some(3));
    assert_eq!(desk.store.people_in_group(HR, "g2").unwrap(), 2);
    let of_ben = desk.store.groups_of_person(HR, "2", 0, 10).unwrap();
    assert_eq!(
        of_ben.iter().map(|link| link.id.as_str()).collect::<Vec<_>>(),
        ["g1", "g2"]
    );
    assert!(
        desk.store
            .directory_group(HR, "g1")
            .unwrap()
            .unwrap()
            .raw
            .contains("Leads")
    );
}

#[test]
fn other_people_take_the_place_of_all_of_those_before() {
    let desk = desk();
    keep(&desk.store, 1);
    let clean = {
        settle(&desk.store);
        rows_of_all_tables(&desk)
    };
    let before = desk.store.directory(HR).unwrap().unwrap();
    let after = desk
        .store
        .replace_directory(directory(HR, "People", 2), [person("9", "Carla Diaz")], [])
        .unwrap();
    assert_ne!(after.generation, before.generation);
    assert_eq!((after.name.as_str(), after.people, after.groups), ("People", 1, 0));
    assert_eq!(ids(&desk.store.people(HR, "", 0, 10).unwrap()), ["9"]);
    assert_eq!(desk.store.directories().unwrap().len(), 1);
    keep(&desk.store, 3);
    settle(&desk.store);
    assert_eq!(rows_of_all_tables(&desk), clean, "nothing is left of what was replaced");
}

#[test]
fn a_directory_that_is_replaced_while_it_is_read_says_so() {
    let desk = desk();
    let people = |count: u32| (0..count).map(|n| person(&n.to_string(), &format!("Person {n:04}")));
    desk.store
        .replace_directory(directory(HR, "HR", 1), people(1_500), [])
        .unwrap();
    let mut seen = 0;
    let error = desk
        .store
        .each_person(HR, |_| {
            seen += 1;
            if seen == 1 {
                desk.store
                    .replace_directory(directory(HR, "HR", 2), people(3), [])
                    .unwrap();
            }
            ControlFlow::Continue(())
        })
        .err();
    assert!(
        matches!(error, Some(StoreError::DirectoryReplaced { ref id }) if id == HR),
        "{error:?}"
    );
    assert!(seen < 1_500);
}

#[test]
fn people_that_end_in_a_panic_leave_the_directory_as_it_was() {
    let desk = desk();
    keep(&desk.store, 1);
    settle(&desk.store);
    let clean = rows_of_all_tables(&desk);
    let people = (0..5_000).map(|n| {
        assert!(n < 4_500, "the file ends here");
        person(&n.to_string(), "Someone")
    });
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.store.replace_directory(directory(HR, "HR", 2), people, [])
    }));
    assert!(outcome.is_err());
    settle(&desk.store);
    assert_eq!(rows_of_all_tables(&desk), clean);
    assert_eq!(desk.store.directory(HR).unwrap().unwrap().imported_at, at(1));
    keep(&desk.store, 3);
}

#[test]
fn people_whose_reading_fails_leave_the_directory_as_it_was() {
    let desk = desk();
    keep(&desk.store, 1);
    let people = (0..3_000).map(|n| {
        if n < 2_500 {
            Ok(person(&n.to_string(), "Someone"))
        } else {
            Err(StoreError::BeingRefreshed)
        }
    });
    let error = desk
        .store
        .try_replace_directory(directory(HR, "HR", 2), people, [])
        .err();
    assert!(matches!(error, Some(StoreError::BeingRefreshed)), "{error:?}");
    assert_eq!(desk.store.directory(HR).unwrap().unwrap().imported_at, at(1));
}

#[test]
fn the_rows_of_two_imports_are_of_different_revisions() {
    let desk = desk();
    let mut last = 0;
    for second in 1..4 {
        keep(&desk.store, second);
        let revision = desk.store.people(HR, "", 0, 1).unwrap().revision;
        assert!(revision > last, "{revision} after {last}");
        last = revision;
    }
}

#[test]
fn the_accounts_of_a_tenant_are_handed_over_in_the_order_of_names() {
    let desk = desk();
    let rows = [account("1", "Cleo"), account("2", "Ann"), account("3", "Bea")];
    list(&desk.store, Kind::User, &rows, scimdesk_store::Completeness::Proven, 1);
    // A row that moves gets a key between those of others.
    desk.store
        .keep(TENANT, Kind::User, vec![account("1", "Anna")], at(2), "")
        .unwrap();
    let mut seen = Vec::new();
    desk.store
        .each_resource(TENANT, Kind::User, |id, raw| {
            assert!(raw.contains(id), "{raw}");
            seen.push(id.to_owned());
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen, ["2", "1", "3"]);
    let error = desk
        .store
        .each_resource(TENANT, Kind::Group, |_, _| ControlFlow::Continue(()))
        .err();
    assert!(matches!(error, Some(StoreError::NoSuchDirectory { .. })), "{error:?}");
}

#[test]
fn names_are_unique_whatever_the_letter_case() {
    let desk = desk();
    keep(&desk.store, 1);
    let error = desk.store.replace_directory(directory(OTHER, " hr", 2), [], []).err();
    assert!(
        matches!(error, Some(StoreError::DirectoryNameTaken { .. })),
        "{error:?}"
    );
    assert_eq!(desk.store.directories().unwrap().len(), 1);
    // A tenant may be named like a directory.
    desk.store
        .replace_directory(directory(OTHER, "WEDO", 2), [], [])
        .unwrap();
}

#[test]
fn a_directory_in_use_is_not_removed() {
    let desk = desk();
    keep(&desk.store, 1);
    let error = desk.store.choose_directory(TENANT, Some(OTHER)).err();
    assert!(matches!(error, Some(StoreError::NoSuchDirectory { .. })), "{error:?}");
    let error = desk.store.choose_directory(OTHER, Some(HR)).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
    desk.store.choose_directory(TENANT, Some(HR)).unwrap();
    assert_eq!(desk.store.tenant_directory(TENANT).unwrap().as_deref(), Some(HR));
    // A change of the tenant leaves the choice alone.
    desk.store
        .update_tenant(TENANT, |tenant| tenant.name = "Wedo 2".to_owned())
        .unwrap();
    let error = desk.store.remove_directory(HR).err();
    assert!(matches!(error, Some(StoreError::DirectoryInUse { .. })), "{error:?}");
    assert_eq!(desk.store.people(HR, "", 0, 10).unwrap().total, 4);

    desk.store.choose_directory(TENANT, None).unwrap();
    assert!(desk.store.remove_directory(HR).unwrap());
    assert!(!desk.store.remove_directory(HR).unwrap());
    let error = desk.store.each_person(HR, |_| ControlFlow::Continue(())).err();
    assert!(matches!(error, Some(StoreError::NoSuchDirectory { .. })), "{error:?}");
    settle(&desk.store);
    let left: Vec<_> = rows_of_all_tables(&desk)
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .collect();
    assert_eq!(left, [("tenant".to_owned(), 1)]);
}

#[test]
fn assignments_are_told_with_the_names_of_the_directory() {
    let desk = desk();
    keep(&desk.store, 1);
    let person = |id: &str| (Kind::User, id.to_owned());
    let group = |id: &str| (Kind::Group, id.to_owned());
    let role = Some(r#"{"id":"r1"}"#.to_owned());
    desk.store
        .assign(TENANT, vec![person("1"), person("gone"), group("g1")], None)
        .unwrap();
    desk.store.assign(TENANT, vec![person("1")], role.clone()).unwrap();
    let told = |store: &Store| -> Vec<(Kind, String, Option<String>, Option<String>)> {
        let rows = store.assignments(TENANT).unwrap();
        rows.into_iter()
            .map(|row| (row.kind, row.principal, row.role, row.name))
            .collect()
    };
    let named = |name: Option<&str>, group_name: Option<&str>| {
        vec![
            (Kind::User, "1".to_owned(), role.clone(), name.map(str::to_owned)),
            (Kind::User, "gone".to_owned(), None, None),
            (Kind::Group, "g1".to_owned(), None, group_name.map(str::to_owned)),
        ]
    };
    assert_eq!(told(&desk.store), named(None, None), "no directory is chosen yet");
    desk.store.choose_directory(TENANT, Some(HR)).unwrap();
    assert_eq!(told(&desk.store), named(Some("Amélie Dubois"), Some("Leads")));

    assert_eq!(
        desk.store
            .unassign(TENANT, vec![person("g1"), person("gone"), group("g1")])
            .unwrap(),
        2
    );
    assert_eq!(told(&desk.store), named(Some("Amélie Dubois"), None)[..1]);
    let error = desk.store.assign(OTHER, vec![person("1")], None).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn a_removed_tenant_takes_its_assignments_along_and_leaves_the_directory() {
    let desk = desk();
    keep(&desk.store, 1);
    desk.store.add_tenant(&tenant(OTHER, "Other")).unwrap();
    for tenant in [TENANT, OTHER] {
        desk.store.choose_directory(tenant, Some(HR)).unwrap();
        desk.store
            .assign(tenant, vec![(Kind::User, "1".to_owned())], None)
            .unwrap();
    }
    list(
        &desk.store,
        Kind::User,
        &[account("1", "Ann")],
        scimdesk_store::Completeness::Proven,
        1,
    );
    desk.store.remove_tenant(TENANT).unwrap();
    settle(&desk.store);
    let rows = rows_of_all_tables(&desk);
    assert!(rows.contains(&("assignment".to_owned(), 1)), "{rows:?}");
    assert_eq!(desk.store.assignments(OTHER).unwrap().len(), 1);
    assert_eq!(desk.store.people(HR, "", 0, 10).unwrap().total, 4);
    desk.store.remove_tenant(OTHER).unwrap();
    assert!(desk.store.remove_directory(HR).unwrap(), "nobody uses it any more");
}
