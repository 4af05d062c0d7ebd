//! Where directories are read from, and who left them.

use scimdesk_store::{Completeness, Departed, Kind, NewDirectory, SourceRecord, Store, StoreError};

use crate::support::{at, desk};

pub(super) const HR: &str = "7d0c3b0e-0000-4000-8000-000000000001";

pub(super) fn add_directory(store: &Store) {
    let directory = NewDirectory {
        id: HR.to_owned(),
        name: "HR".to_owned(),
        origin: "{}".to_owned(),
        imported_at: at(0),
        notes: "[]".to_owned(),
    };
    store.replace_directory(directory, [], []).unwrap();
}

pub(super) fn left(id: &str, gone: bool, second: i64) -> Departed {
    Departed {
        kind: Kind::User,
        id: id.to_owned(),
        name: format!("Person {id}"),
        gone,
        at: at(second),
    }
}

#[test]
fn a_source_is_kept_with_how_far_it_was_read_and_another_one_is_read_from_the_beginning() {
    let desk = desk();
    let store = &desk.store;
    add_directory(store);
    assert_eq!(store.directory_source(HR).unwrap(), None);
    store.save_directory_source(HR, "ldap").unwrap();
    store
        .save_watermark(HR, Some("usn 7"), Completeness::Proven, "counted", at(5))
        .unwrap();
    store.save_directory_test(HR, "works").unwrap();
    store.save_directory_source(HR, "ldap").unwrap();
    let kept = SourceRecord {
        directory: HR.to_owned(),
        source: "ldap".to_owned(),
        watermark: Some("usn 7".to_owned()),
        refreshed_at: Some(at(5)),
        completeness: Some(Completeness::Proven),
        evidence: Some("counted".to_owned()),
        test: Some("works".to_owned()),
    };
    assert_eq!(store.directory_source(HR).unwrap().as_ref(), Some(&kept));
    store.save_directory_source(HR, "another server").unwrap();
    let other = SourceRecord {
        source: "another server".to_owned(),
        watermark: None,
        ..kept
    };
    assert_eq!(store.directory_source(HR).unwrap(), Some(other));
}

#[test]
fn of_a_directory_that_there_is_not_nothing_is_kept() {
    let desk = desk();
    let store = &desk.store;
    let errors = [
        store.save_directory_source(HR, "ldap").err(),
        store.save_watermark(HR, None, Completeness::Unproven, "", at(1)).err(),
        store.save_directory_test(HR, "works").err(),
        store.put_departed(HR, vec![left("p1", true, 1)]).err(),
    ];
    for error in errors {
        assert!(matches!(error, Some(StoreError::NoSuchDirectory { .. })), "{error:?}");
    }
}

#[test]
fn who_left_is_remembered_from_the_moment_it_was_noticed_until_they_are_back() {
    let desk = desk();
    let store = &desk.store;
    add_directory(store);
    store
        .put_departed(
            HR,
            vec![left("p1", false, 1), left("p2", false, 1), left("p3", true, 1)],
        )
        .unwrap();
    store
        .put_departed(HR, vec![left("p1", false, 9), left("p2", true, 9)])
        .unwrap();
    assert_eq!(
        store.departed(HR, Kind::User).unwrap(),
        [left("p1", false, 1), left("p2", true, 9), left("p3", true, 1)]
    );
    assert_eq!(store.departed(HR, Kind::Group).unwrap(), []);
    store
        .return_departed(HR, Kind::User, &["p1".to_owned(), "p3".to_owned(), "p9".to_owned()])
        .unwrap();
    assert_eq!(store.departed(HR, Kind::User).unwrap(), [left("p2", true, 9)]);
}
