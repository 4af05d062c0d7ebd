//! Versions of mappings are numbered, never change, and go with their tenant.

use scimdesk_store::{Imported, MappingVersion, NewMappings, Store, StoreError};

use crate::support::{TENANT, at, desk, raw, tenant};

const OTHER: &str = "5b0c3b0e-0000-4000-8000-000000000002";

fn save(store: &Store, base: Option<u32>, imported: Imported) -> Result<MappingVersion, StoreError> {
    let number = base.unwrap_or(0) + 1;
    store.save_mappings(&NewMappings {
        tenant: TENANT.to_owned(),
        base,
        at: at(i64::from(number)),
        author: "ann".to_owned(),
        note: format!("note {number}"),
        mappings: format!(r#"{{"version":{number}}}"#),
        imported,
    })
}

#[test]
fn versions_are_numbered_from_one_and_the_newest_comes_first() {
    let desk = desk();
    assert_eq!(desk.store.mappings(TENANT, None).unwrap(), None);
    let first = save(&desk.store, None, Imported::Nothing).unwrap();
    let second = save(&desk.store, Some(1), Imported::Nothing).unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!(
        desk.store.mapping_versions(TENANT).unwrap(),
        [second.clone(), first.clone()]
    );
    let newest = desk.store.mappings(TENANT, None).unwrap().unwrap();
    assert_eq!((newest.version, newest.mappings.as_str()), (second, r#"{"version":2}"#));
    let older = desk.store.mappings(TENANT, Some(1)).unwrap().unwrap();
    assert_eq!((older.version, older.mappings.as_str()), (first, r#"{"version":1}"#));
    assert_eq!(desk.store.mappings(TENANT, Some(3)).unwrap(), None);
    assert_eq!(desk.store.mapping_versions(OTHER).unwrap(), []);
}

#[test]
fn who_did_not_see_the_newest_version_saves_nothing() {
    let desk = desk();
    save(&desk.store, None, Imported::Nothing).unwrap();
    for base in [None, Some(2)] {
        let refused = save(&desk.store, base, Imported::Text("lost".to_owned())).err();
        assert!(
            matches!(refused, Some(StoreError::NotNewest { newest: Some(1) })),
            "{base:?}: {refused:?}"
        );
    }
    assert_eq!(desk.store.mapping_versions(TENANT).unwrap().len(), 1);
}

#[test]
fn what_a_version_was_imported_from_is_kept_whole_through_later_versions() {
    let desk = desk();
    save(&desk.store, None, Imported::Nothing).unwrap();
    save(&desk.store, Some(1), Imported::Text("{\"unknown\": 1}".to_owned())).unwrap();
    save(&desk.store, Some(2), Imported::AsVersion(2)).unwrap();
    save(&desk.store, Some(3), Imported::AsVersion(1)).unwrap();
    let imported = |number| desk.store.imported_mappings(TENANT, number).unwrap();
    assert_eq!(
        [imported(1), imported(2), imported(3), imported(4)].map(|text| text.is_some()),
        [false, true, true, false]
    );
    assert_eq!(imported(3).as_deref(), Some("{\"unknown\": 1}"));
}

#[test]
fn a_version_never_changes() {
    let desk = desk();
    save(&desk.store, None, Imported::Nothing).unwrap();
    let changed = raw(&desk.path()).execute("UPDATE mapping_version SET mappings = '{}'", []);
    assert!(changed.unwrap_err().to_string().contains("never changes"));
}

#[test]
fn the_mappings_go_with_their_tenant_and_no_other() {
    let desk = desk();
    desk.store.add_tenant(&tenant(OTHER, "IDEO")).unwrap();
    save(&desk.store, None, Imported::Text("one".to_owned())).unwrap();
    assert!(desk.store.remove_tenant(OTHER).unwrap());
    assert_eq!(desk.store.mapping_versions(TENANT).unwrap().len(), 1);
    assert!(desk.store.remove_tenant(TENANT).unwrap());
    assert_eq!(desk.store.mapping_versions(TENANT).unwrap(), []);
    let left: i64 = raw(&desk.path())
        .query_row("SELECT count(*) FROM mapping_import", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
