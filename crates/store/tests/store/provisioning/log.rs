//! The log.

use std::ops::ControlFlow;

use scimdesk_store::{LogQuery, NewLog, StoreError};

use super::{OTHER, record};
use crate::support::{TENANT, at, desk, raw, tenant};

#[test]
fn records_come_newest_first_and_are_narrowed_by_everything_they_say() {
    let desk = desk();
    let store = &desk.store;
    store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    store.log_append(OTHER, vec![record("Somebody else", 1)]).unwrap();
    let ids = store
        .log_append(
            TENANT,
            vec![
                record("Amélie Dubois", 1),
                NewLog {
                    status: "failure".to_owned(),
                    code: Some("EntryConflict".to_owned()),
                    cycle: Some(2),
                    ..record("Ben Ode", 5)
                },
                NewLog {
                    action: "disable".to_owned(),
                    account: Some("ACC-7".to_owned()),
                    account_name: Some("cleo".to_owned()),
                    cycle: None,
                    ..record("Cléo Lang", 3)
                },
            ],
        )
        .unwrap();
    let find = |query: LogQuery| -> Vec<usize> {
        let page = store.log(TENANT, &query, 0, 10).unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows
            .iter()
            .map(|row| ids.iter().position(|id| *id == row.id).unwrap())
            .collect()
    };
    let all = LogQuery::default;
    let text = |search: &str| LogQuery {
        search: search.to_owned(),
        ..all()
    };
    for (query, found) in [
        (all(), vec![1, 2, 0]),
        (text("AMELIE"), vec![0]),
        (text("id of"), vec![1, 2, 0]),
        (text("acc-7"), vec![2]),
        (text("somebody"), vec![]),
        (
            LogQuery {
                action: Some("create".to_owned()),
                ..all()
            },
            vec![1, 0],
        ),
        (
            LogQuery {
                status: Some("failure".to_owned()),
                ..all()
            },
            vec![1],
        ),
        (
            LogQuery {
                code: Some("EntryConflict".to_owned()),
                ..all()
            },
            vec![1],
        ),
        (
            LogQuery {
                cycle: Some(1),
                ..all()
            },
            vec![0],
        ),
        (
            LogQuery {
                from: Some(at(3)),
                ..all()
            },
            vec![1, 2],
        ),
        (
            LogQuery {
                from: Some(at(1)),
                to: Some(at(3)),
                ..all()
            },
            vec![0],
        ),
    ] {
        assert_eq!(find(query.clone()), found, "{query:?}");
    }
    let page = store.log(TENANT, &all(), 1, 1).unwrap();
    assert_eq!((page.rows[0].id, page.total), (ids[2], 3));

    let whole = store.log_record(TENANT, ids[2]).unwrap().unwrap();
    assert_eq!(
        (
            whole.row.account_name.as_deref(),
            whole.row.duration_ms,
            whole.record.as_str()
        ),
        (Some("cleo"), 12, r#"{"steps":[]}"#)
    );
    assert_eq!(store.log_record(OTHER, ids[2]).unwrap(), None);
    let error = store.log_append("nobody", vec![record("Ann", 1)]).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn a_record_never_changes_and_goes_when_it_is_old_enough() {
    let desk = desk();
    desk.store
        .log_append(TENANT, (0..5_000).map(|n| record(&n.to_string(), n)).collect())
        .unwrap();
    let changed = raw(&desk.path()).execute("UPDATE log SET sentence = 'It never was.'", []);
    assert!(changed.is_err(), "{changed:?}");
    assert_eq!(desk.store.prune_log(TENANT, at(4_500)).unwrap(), 4_500);
    assert_eq!(desk.store.prune_log(TENANT, at(4_500)).unwrap(), 0);
    let left = desk.store.log(TENANT, &LogQuery::default(), 499, 1).unwrap();
    assert_eq!((left.total, left.rows[0].name.as_str()), (500, "4500"));
}

#[test]
fn an_export_gets_every_record_asked_for_oldest_first() {
    let desk = desk();
    // Many of one moment, so that a part ends in the middle of one.
    let records: Vec<NewLog> = (0..2_600).map(|n| record(&n.to_string(), n / 700)).collect();
    desk.store.log_append(TENANT, records).unwrap();
    let query = LogQuery {
        from: Some(at(1)),
        ..LogQuery::default()
    };
    let seen = |most: usize| {
        let mut seen = Vec::new();
        desk.store
            .each_log(TENANT, &query, |record| {
                seen.push(record.row.name);
                if seen.len() == most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
            .unwrap();
        seen
    };
    let wanted: Vec<String> = (700..2_600).map(|n| n.to_string()).collect();
    assert_eq!(seen(usize::MAX), wanted);
    assert_eq!(seen(1_300), wanted[..1_300]);
}
