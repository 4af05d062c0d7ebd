//! Changes that wait for a person.

use scimdesk_store::{Decision, Kind, NewStaged, StagedRecord};

use super::{OTHER, deletion};
use crate::support::{TENANT, at, desk, tenant};

fn told(rows: &[StagedRecord]) -> Vec<(&str, Decision)> {
    rows.iter()
        .map(|row| (row.change.person.as_str(), row.decision))
        .collect()
}

#[test]
fn a_decision_holds_as_long_as_the_question_is_the_same() {
    let desk = desk();
    let store = &desk.store;
    store
        .stage(
            TENANT,
            vec![deletion("p1", 1), deletion("p2", 1), deletion("p3", 1)],
            at(1),
        )
        .unwrap();
    let before = store.all_staged(TENANT).unwrap();
    assert_eq!(store.decide_staged(TENANT, &[], Decision::Denied).unwrap(), 3);
    // The same, a change that wants something else, and another action.
    let renamed = NewStaged {
        name: "Another name".to_owned(),
        ..deletion("p1", 1)
    };
    let disable = NewStaged {
        action: "disable".to_owned(),
        ..deletion("p3", 1)
    };
    store
        .stage(TENANT, vec![renamed, deletion("p2", 2), disable], at(9))
        .unwrap();
    let after = store.all_staged(TENANT).unwrap();
    assert_eq!(
        told(&after),
        [
            ("p1", Decision::Denied),
            ("p2", Decision::Waiting),
            ("p3", Decision::Waiting)
        ]
    );
    assert_eq!((after[0].number, after[0].since), (before[0].number, at(1)));
    assert_eq!(after[0].change.name, "Another name");
    assert_eq!(after[1].since, at(9));
    assert!(
        after[1].number > before[2].number,
        "another question has another number"
    );
}

#[test]
fn they_are_decided_by_number_or_all_that_wait() {
    let desk = desk();
    let store = &desk.store;
    store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    store.stage(OTHER, vec![deletion("p1", 1)], at(1)).unwrap();
    store
        .stage(
            TENANT,
            vec![deletion("p1", 1), deletion("p2", 1), deletion("p3", 1)],
            at(1),
        )
        .unwrap();
    let others = store.all_staged(OTHER).unwrap()[0].number;
    let first = store.all_staged(TENANT).unwrap()[0].number;
    assert_eq!(
        store
            .decide_staged(TENANT, &[first, others, 99], Decision::Allowed)
            .unwrap(),
        1
    );
    let page = store.staged(TENANT, 1, 1).unwrap();
    assert_eq!(
        (told(&page.rows), page.total, page.waiting),
        (vec![("p2", Decision::Waiting)], 3, 2)
    );
    assert_eq!(store.decide_staged(TENANT, &[], Decision::Denied).unwrap(), 2);
    assert_eq!(
        told(&store.all_staged(TENANT).unwrap()),
        [
            ("p1", Decision::Allowed),
            ("p2", Decision::Denied),
            ("p3", Decision::Denied)
        ]
    );
    assert_eq!(told(&store.all_staged(OTHER).unwrap()), [("p1", Decision::Waiting)]);
    assert!(store.unstage(TENANT, Kind::User, "p2").unwrap());
    assert!(!store.unstage(TENANT, Kind::User, "p2").unwrap());
    assert_eq!(store.staged(TENANT, 0, 10).unwrap().total, 2);
}
