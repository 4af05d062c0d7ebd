//! Settings and state, and the one process that provisions a tenant.

use std::{sync::Barrier, thread};

use scimdesk_store::{LeaseResult, ProvisioningRecord, Store, StoreError};

use super::OTHER;
use crate::support::{KEY, TENANT, at, desk, tenant};

#[test]
fn settings_and_state_are_kept_apart() {
    let desk = desk();
    let store = &desk.store;
    store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    assert_eq!(store.provisioning(TENANT).unwrap(), ProvisioningRecord::default());
    store.lease(OTHER, "somebody", at(0), at(60)).unwrap();
    assert_eq!(store.provisioned_tenants().unwrap(), []);
    store.save_provisioning_state(TENANT, "on").unwrap();
    store.save_provisioning_settings(TENANT, "40").unwrap();
    store.save_provisioning_state(TENANT, "off").unwrap();
    let kept = ProvisioningRecord {
        settings: Some("40".to_owned()),
        state: Some("off".to_owned()),
        owner: None,
        owner_until: None,
    };
    assert_eq!(store.provisioning(TENANT).unwrap(), kept);
    assert_eq!(store.provisioned_tenants().unwrap(), [(TENANT.to_owned(), kept)]);
    let error = store.save_provisioning_settings("nobody", "40").err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn of_many_who_change_the_state_at_once_none_undoes_what_another_wrote() {
    let desk = desk();
    let stores: Vec<Store> = (0..4).map(|_| Store::open(&desk.path(), &KEY).unwrap()).collect();
    let start = Barrier::new(stores.len());
    thread::scope(|threads| {
        for store in &stores {
            threads.spawn(|| {
                start.wait();
                for _ in 0..10 {
                    let counted = store.change_provisioning_state(TENANT, |state| {
                        let count: u32 = state.map_or(0, |state| state.parse().unwrap()) + 1;
                        (Some(count.to_string()), count)
                    });
                    counted.unwrap();
                }
            });
        }
    });
    let read = desk
        .store
        .change_provisioning_state(TENANT, |state| (None, state.map(str::to_owned)));
    assert_eq!(read.unwrap().as_deref(), Some("40"));
    let error = desk.store.change_provisioning_state("nobody", |_| (None, ())).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn a_tenant_is_one_owners_until_it_is_given_back_or_not_renewed() {
    let desk = desk();
    let other = Store::open(&desk.path(), &KEY).unwrap();
    let held = |until| LeaseResult::HeldBy {
        owner: "desk".to_owned(),
        until: at(until),
    };
    let lease = |store: &Store, owner, now, until| store.lease(TENANT, owner, at(now), at(until)).unwrap();
    assert_eq!(lease(&desk.store, "desk", 0, 60), LeaseResult::Taken);
    assert_eq!(lease(&other, "serve", 10, 70), held(60));
    assert_eq!(lease(&desk.store, "desk", 50, 110), LeaseResult::Taken, "it is renewed");
    assert_eq!(lease(&other, "serve", 109, 170), held(110));
    assert!(!other.release(TENANT, "serve").unwrap(), "it was never theirs");
    assert!(desk.store.release(TENANT, "desk").unwrap());
    assert_eq!(lease(&other, "serve", 110, 170), LeaseResult::Taken);
    // The owner died: what it did not renew is free.
    assert_eq!(lease(&desk.store, "desk", 170, 230), LeaseResult::Taken);
    assert_eq!(
        lease(&other, "serve", 171, 240),
        held(230),
        "it does not get back what it lost"
    );
    let error = other.lease("nobody", "serve", at(0), at(1)).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn of_many_that_ask_at_once_one_gets_it() {
    let desk = desk();
    let stores: Vec<_> = (0..4).map(|_| Store::open(&desk.path(), &KEY).unwrap()).collect();
    for round in 0..10 {
        let start = Barrier::new(stores.len());
        let taken: usize = thread::scope(|scope| {
            let asking: Vec<_> = stores
                .iter()
                .enumerate()
                .map(|(number, store)| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        store
                            .lease(
                                TENANT,
                                &format!("{round} {number}"),
                                at(round * 60),
                                at(round * 60 + 60),
                            )
                            .unwrap()
                    })
                })
                .collect();
            asking
                .into_iter()
                .map(|asked| usize::from(asked.join().unwrap() == LeaseResult::Taken))
                .sum()
        });
        assert_eq!(taken, 1, "round {round}");
    }
}

#[test]
fn cycles_are_numbered_within_their_tenant_and_end_once_they_are_told_to() {
    let desk = desk();
    let store = &desk.store;
    store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    assert_eq!(store.begin_cycle(TENANT, "initial", at(1)).unwrap(), 1);
    assert_eq!(store.begin_cycle(TENANT, "incremental", at(2)).unwrap(), 2);
    assert_eq!(store.begin_cycle(OTHER, "initial", at(3)).unwrap(), 1);
    store.update_cycle(TENANT, 2, r#"{"created":1}"#).unwrap();
    let running = store.cycle(TENANT, 2).unwrap().unwrap();
    assert_eq!(
        (running.state.as_str(), running.counts.as_str(), running.ended_at),
        ("running", r#"{"created":1}"#, None)
    );
    store
        .end_cycle(TENANT, 1, "failed", r#"{"failed":2}"#, Some("no answer"), at(9))
        .unwrap();
    let page = store.cycles(TENANT, 0, 10).unwrap();
    let numbers: Vec<u64> = page.rows.iter().map(|cycle| cycle.number).collect();
    assert_eq!((numbers, page.total), (vec![2, 1], 2));
    let ended = &page.rows[1];
    assert_eq!(
        (
            ended.state.as_str(),
            ended.error.as_deref(),
            ended.began_at,
            ended.ended_at
        ),
        ("failed", Some("no answer"), at(1), Some(at(9)))
    );
    assert_eq!(store.cycles(TENANT, 1, 10).unwrap().rows.len(), 1);
    assert_eq!(store.cycle(TENANT, 3).unwrap(), None);
}

#[test]
fn a_lease_of_a_time_when_the_clock_was_ahead_keeps_nobody_out() {
    let desk = desk();
    let year = 365 * 24 * 60 * 60;
    let lease = |owner, now, until| desk.store.lease(TENANT, owner, at(now), at(until)).unwrap();
    assert_eq!(lease("dead", year, year + 30), LeaseResult::Taken);
    assert_eq!(lease("serve", 0, 30), LeaseResult::Taken);
    // A clock that runs a little ahead of another is no reason.
    assert_eq!(
        lease("ahead", 20, 50),
        LeaseResult::HeldBy {
            owner: "serve".to_owned(),
            until: at(30)
        }
    );
    assert_eq!(
        lease("behind", -20, 10),
        LeaseResult::HeldBy {
            owner: "serve".to_owned(),
            until: at(30)
        }
    );
}
