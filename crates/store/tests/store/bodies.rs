//! Rows as they came, read in order or by number, of one state of a list.

use std::ops::ControlFlow;

use scimdesk_store::{Body, Completeness, Kind, ListState, Store};

use crate::support::{TENANT, account, at, desk, list};

fn state(store: &Store) -> ListState {
    store.list_state(TENANT, Kind::User).unwrap().unwrap()
}

fn all(store: &Store, state: ListState) -> (Vec<Body>, bool) {
    let mut all = Vec::new();
    let whole = store.each_body(TENANT, Kind::User, state, |body| {
        all.push(body);
        ControlFlow::Continue(())
    });
    (all, whole.unwrap())
}

fn all_unordered(store: &Store, state: ListState) -> (Vec<Body>, bool) {
    let mut all = Vec::new();
    let whole = store.each_body_unordered(TENANT, Kind::User, state, |body| {
        all.push(body);
        ControlFlow::Continue(())
    });
    (all, whole.unwrap())
}

#[test]
fn a_list_never_fetched_has_no_state() {
    let desk = desk();
    assert_eq!(desk.store.list_state(TENANT, Kind::User).unwrap(), None);
}

#[test]
fn every_row_comes_in_the_order_of_names_and_is_found_again_by_its_number() {
    let desk = desk();
    let rows: Vec<_> = (0..2_500)
        .map(|n| account(&n.to_string(), &format!("Name {:04}", 2_499 - n)))
        .collect();
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    let state = state(&desk.store);
    let (bodies, whole) = all(&desk.store, state);
    assert!(whole);
    let names: Vec<&str> = bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(names.len(), rows.len());
    assert!(names.is_sorted());
    assert_eq!(bodies[0].raw, rows[2_499].raw);

    let wanted = [&bodies[1_700], &bodies[3]];
    let numbers = wanted.map(|body| body.number);
    let found = desk
        .store
        .bodies_at(TENANT, Kind::User, state, &numbers)
        .unwrap()
        .unwrap();
    assert_eq!(found.iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn in_any_order_the_same_rows_come_each_once() {
    let desk = desk();
    let rows: Vec<_> = (0..2_500)
        .map(|n| account(&n.to_string(), &format!("Name {:04}", n * 7 % 2_500)))
        .collect();
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    let state = state(&desk.store);
    let (mut unordered, whole) = all_unordered(&desk.store, state);
    assert!(whole);
    let as_sent: Vec<&str> = unordered.iter().map(|body| body.id.as_str()).collect();
    let sent: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(
        as_sent, sent,
        "bodies are stored as they were sent, and read as they are stored"
    );
    unordered.sort_unstable_by_key(|body| body.number);
    assert_eq!(unordered, all(&desk.store, state).0);
}

#[test]
fn reading_ends_when_told_to() {
    let desk = desk();
    list(
        &desk.store,
        Kind::User,
        &[account("1", "A"), account("2", "B")],
        Completeness::Proven,
        1,
    );
    let mut seen = 0;
    let whole = desk.store.each_body(TENANT, Kind::User, state(&desk.store), |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((seen, whole.unwrap()), (1, true));
    let whole = desk
        .store
        .each_body_unordered(TENANT, Kind::User, state(&desk.store), |_| {
            seen += 1;
            ControlFlow::Break(())
        });
    assert_eq!((seen, whole.unwrap()), (2, true));
}

#[test]
fn a_list_that_has_changed_says_so() {
    let desk = desk();
    let rows = [account("1", "Amélie"), account("2", "Ben")];
    list(&desk.store, Kind::User, &rows, Completeness::Proven, 1);
    let before = state(&desk.store);
    let number = all(&desk.store, before).0[0].number;

    let renamed = account("1", "Amélie Dubois");
    desk.store
        .keep(TENANT, Kind::User, vec![renamed], at(2), "read")
        .unwrap();
    assert_ne!(state(&desk.store), before);
    assert_eq!(all(&desk.store, before), (Vec::new(), false));
    assert_eq!(all_unordered(&desk.store, before), (Vec::new(), false));
    assert_eq!(
        desk.store.bodies_at(TENANT, Kind::User, before, &[number]).unwrap(),
        None
    );

    list(&desk.store, Kind::User, &rows, Completeness::Proven, 3);
    assert_eq!(
        all(&desk.store, before),
        (Vec::new(), false),
        "another listing is another list"
    );
}
