//! What is removed takes along all that provisioning remembers of it, and nothing of others.

use scimdesk_store::{Completeness, Kind, RetryChange, RetryPart, Settlement};

use super::{
    OTHER, change, deletion, entry, held, item, link, record,
    sources::{HR, add_directory, left},
};
use crate::support::{Desk, TENANT, at, desk, rows_of_all_tables, settle, tenant};

/// The rows of every table but the journal, which outlives its tenants.
fn rows(desk: &Desk) -> Vec<(String, i64)> {
    settle(&desk.store);
    let mut rows = rows_of_all_tables(desk);
    rows.retain(|(table, _)| table != "journal");
    rows
}

fn fill(desk: &Desk, tenant: &str) {
    let store = &desk.store;
    store.save_provisioning_settings(tenant, "{}").unwrap();
    held(store, tenant);
    store.put_links(tenant, vec![link("p1", "a1")]).unwrap();
    store
        .begin_change(change(tenant, "p2", "create", 1), entry("p2"))
        .unwrap();
    let retry = scimdesk_store::Retry {
        kind: Kind::User,
        person: "p3".to_owned(),
        part: RetryPart::Object,
        attempts: 1,
        first_failed: at(1),
        last_failed: at(1),
        next_at: at(2),
        code: String::new(),
        sentence: String::new(),
        wanted: None,
    };
    store
        .settle(Settlement {
            retry: RetryChange::Put(retry),
            ..Settlement::new(tenant, Kind::User, "p3")
        })
        .unwrap();
    store.stage(tenant, vec![deletion("p4", 1)], at(1)).unwrap();
    let mut plan = store.write_plan(tenant, "{}", at(1)).unwrap();
    plan.append((0..5_000).map(|n| item(&n.to_string(), "create")).collect())
        .unwrap();
    plan.finish("{}").unwrap();
    store.begin_cycle(tenant, "initial", at(1)).unwrap();
    store.log_append(tenant, vec![record("Ann", 1)]).unwrap();
    store
        .save_drift_rules(tenant, vec!["admin*".to_owned(), "svc-*".to_owned()])
        .unwrap();
}

#[test]
fn a_removed_tenant_leaves_nothing() {
    let desk = desk();
    let empty = rows(&desk);
    desk.store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    fill(&desk, TENANT);
    let one = rows(&desk);
    for table in [
        "account_link",
        "cycle",
        "drift_rule",
        "in_flight",
        "log",
        "plan",
        "plan_item",
        "provisioning",
        "retry",
        "staged",
    ] {
        let count = one.iter().find(|(name, _)| name == table).map(|(_, count)| *count);
        assert!(count > Some(0), "{table}: {count:?}");
    }
    fill(&desk, OTHER);
    desk.store.remove_tenant(OTHER).unwrap();
    let without = rows(&desk);
    let mut wanted = one;
    wanted
        .iter_mut()
        .filter(|(table, _)| table == "tenant")
        .for_each(|(_, count)| *count -= 1);
    assert_eq!(without, wanted, "what is the other's stays");
    desk.store.remove_tenant(TENANT).unwrap();
    desk.store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    assert_eq!(rows(&desk), empty);
}

#[test]
fn a_removed_directory_leaves_nothing() {
    let desk = desk();
    let empty = rows(&desk);
    add_directory(&desk.store);
    desk.store.save_directory_source(HR, "ldap").unwrap();
    desk.store
        .save_watermark(HR, None, Completeness::Proven, "", at(1))
        .unwrap();
    desk.store.put_departed(HR, vec![left("p1", true, 1)]).unwrap();
    assert_ne!(rows(&desk), empty);
    desk.store.remove_directory(HR).unwrap();
    assert_eq!(rows(&desk), empty);
}

#[test]
fn rules_are_replaced_together_and_keep_their_order() {
    let desk = desk();
    let texts = |rules: Vec<(u64, String)>| rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>();
    desk.store
        .save_drift_rules(TENANT, vec!["b".to_owned(), "a".to_owned()])
        .unwrap();
    assert_eq!(texts(desk.store.drift_rules(TENANT).unwrap()), ["b", "a"]);
    desk.store.save_drift_rules(TENANT, vec!["c".to_owned()]).unwrap();
    assert_eq!(texts(desk.store.drift_rules(TENANT).unwrap()), ["c"]);
}
