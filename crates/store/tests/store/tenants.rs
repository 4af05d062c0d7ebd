//! Tenants.

use scimdesk_store::{Completeness, JournalQuery, Kind, NewEntry, Query, StoreError, TestRecord};

use crate::support::{TENANT, account, all, at, desk, list, rows_of_all_tables, settle, tenant};

const OTHER: &str = "5b0c3b0e-0000-4000-8000-000000000002";

#[test]
fn names_are_unique_whatever_the_letter_case() {
    let desk = desk();
    for name in ["WEDO", "wedo", " Wedo "] {
        let error = desk.store.add_tenant(&tenant(OTHER, name)).err();
        assert!(matches!(error, Some(StoreError::NameTaken { .. })), "{name}: {error:?}");
    }
    desk.store.add_tenant(&tenant(OTHER, "Ärzte")).unwrap();
    let error = desk
        .store
        .update_tenant(TENANT, |tenant| tenant.name = "ÄRZTE".to_owned())
        .err();
    assert!(
        matches!(error, Some(StoreError::NameTaken { ref name }) if name == "ÄRZTE"),
        "{error:?}"
    );
    assert_eq!(desk.store.tenant(TENANT).unwrap().unwrap().name, "WEDO");
}

#[test]
fn a_change_begins_with_what_is_stored() {
    let desk = desk();
    let test = TestRecord {
        at: at(5),
        verdict: "works".to_owned(),
        report: "{}".to_owned(),
    };
    let kept = test.clone();
    desk.store
        .update_tenant(TENANT, move |tenant| tenant.last_test = Some(kept))
        .unwrap();
    let stored = desk
        .store
        .update_tenant(TENANT, |tenant| {
            tenant.name = "wedo".to_owned();
            tenant.deactivate_form = Some("pathless".to_owned());
            tenant.groups_offered = Some(false);
            tenant.id = "another".to_owned();
        })
        .unwrap();
    assert_eq!(stored.last_test, Some(test));
    assert_eq!(stored.id, TENANT);
    assert_eq!(desk.store.tenant(TENANT).unwrap(), Some(stored));
    let error = desk.store.update_tenant(OTHER, |_| {}).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn a_removed_tenant_leaves_nothing_but_its_journal() {
    let desk = desk();
    desk.store.add_tenant(&tenant(OTHER, "Other")).unwrap();
    list(
        &desk.store,
        Kind::User,
        &[account("1", "Ann"), account("2", "Bea")],
        Completeness::Proven,
        1,
    );
    list(&desk.store, Kind::User, &[account("1", "Ann")], Completeness::Proven, 2);
    let entry = NewEntry {
        at: at(3),
        os_user: "ann".to_owned(),
        tenant: TENANT.to_owned(),
        tenant_name: "WEDO".to_owned(),
        change: "deactivate".to_owned(),
        account: "1".to_owned(),
        account_name: "Ann".to_owned(),
        requests: "[]".to_owned(),
        before: None,
    };
    desk.store.begin_entry(&entry).unwrap();
    let writer = desk.store.begin_listing(TENANT, Kind::Group, at(4)).unwrap();

    assert!(desk.store.remove_tenant(TENANT).unwrap());
    assert!(!desk.store.remove_tenant(TENANT).unwrap());
    assert_eq!(all(&desk.store, Kind::User, &Query::default()).total, 0);
    assert_eq!(desk.store.vanished(TENANT, Kind::User, 0, 10).unwrap(), []);
    drop(writer);
    settle(&desk.store);
    let left: Vec<_> = rows_of_all_tables(&desk)
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .collect();
    assert_eq!(left, [("journal".to_owned(), 1), ("tenant".to_owned(), 1)]);
    assert_eq!(desk.store.journal(&JournalQuery::default(), 0, 10).unwrap().total, 1);
}
