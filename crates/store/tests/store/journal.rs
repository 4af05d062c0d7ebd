//! The journal is append-only.

use scimdesk_store::{JournalQuery, NewEntry, Outcome, StoreError};

use crate::support::{TENANT, at, desk, raw};

fn entry(account: &str, second: i64) -> NewEntry {
    NewEntry {
        at: at(second),
        os_user: "ann".to_owned(),
        tenant: TENANT.to_owned(),
        tenant_name: "WEDO".to_owned(),
        change: "deactivate".to_owned(),
        account: account.to_owned(),
        account_name: format!("Name of {account}"),
        requests: r#"[{"method":"PATCH"}]"#.to_owned(),
        before: Some(r#"{"active":true}"#.to_owned()),
    }
}

fn outcome() -> Outcome {
    Outcome {
        at: at(9),
        outcome: "applied".to_owned(),
        sentence: "It is switched off.".to_owned(),
        exchanges: "[]".to_owned(),
        after: Some(r#"{"active":false}"#.to_owned()),
    }
}

#[test]
fn an_entry_is_open_until_it_is_completed_once() {
    let desk = desk();
    let id = desk.store.begin_entry(&entry("1", 1)).unwrap();
    let open = desk.store.entry(id).unwrap().unwrap();
    assert_eq!(
        (open.row.outcome.as_deref(), open.ended_at, open.exchanges.as_deref()),
        (None, None, None)
    );
    assert_eq!(open.before.as_deref(), Some(r#"{"active":true}"#));

    desk.store.complete_entry(id, &outcome()).unwrap();
    let whole = desk.store.entry(id).unwrap().unwrap();
    assert_eq!(whole.row.outcome.as_deref(), Some("applied"));
    assert_eq!(whole.ended_at, Some(at(9)));
    assert_eq!(whole.after, outcome().after);
    assert_eq!(whole.requests, open.requests);

    let again = desk.store.complete_entry(id, &outcome()).err();
    assert!(matches!(again, Some(StoreError::EntryComplete { .. })), "{again:?}");
    let missing = desk.store.complete_entry(id + 1, &outcome()).err();
    assert!(matches!(missing, Some(StoreError::NoSuchEntry { .. })), "{missing:?}");
}

#[test]
fn the_newest_entries_come_first_and_can_be_narrowed() {
    let desk = desk();
    let ids: Vec<i64> = [("1", 1), ("2", 2), ("1", 3)]
        .map(|(account, second)| desk.store.begin_entry(&entry(account, second)).unwrap())
        .to_vec();
    let page = |query: &JournalQuery, offset| {
        let page = desk.store.journal(query, offset, 2).unwrap();
        (page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), page.total)
    };
    let everything = JournalQuery::default();
    assert_eq!(page(&everything, 0), (vec![ids[2], ids[1]], 3));
    assert_eq!(page(&everything, 2), (vec![ids[0]], 3));
    let of_one = JournalQuery {
        tenant: Some(TENANT.to_owned()),
        account: Some("1".to_owned()),
    };
    assert_eq!(page(&of_one, 0), (vec![ids[2], ids[0]], 2));
    let of_none = JournalQuery {
        tenant: Some("another".to_owned()),
        account: None,
    };
    assert_eq!(page(&of_none, 0), (vec![], 0));
}

#[test]
fn the_file_itself_refuses_to_change_the_past() {
    let desk = desk();
    let open = desk.store.begin_entry(&entry("1", 1)).unwrap();
    let done = desk.store.begin_entry(&entry("2", 2)).unwrap();
    desk.store.complete_entry(done, &outcome()).unwrap();
    let before = (desk.store.entry(open).unwrap(), desk.store.entry(done).unwrap());
    let sql = raw(&desk.path());
    for forbidden in [
        "DELETE FROM journal".to_owned(),
        format!("UPDATE journal SET sentence = 'It failed.' WHERE id = {done}"),
        format!("UPDATE journal SET outcome = NULL WHERE id = {done}"),
        format!("UPDATE journal SET account = '3' WHERE id = {open}"),
        format!("UPDATE journal SET account = '3', outcome = 'applied' WHERE id = {open}"),
        format!("UPDATE journal SET before = NULL, outcome = 'applied' WHERE id = {open}"),
        "INSERT INTO journal (at, os_user, tenant, tenant_name, change, account, account_name, requests, outcome)
         VALUES (0, '', '', '', '', '', '', '', 'applied')"
            .to_owned(),
    ] {
        assert!(sql.execute_batch(&forbidden).is_err(), "{forbidden}");
    }
    assert_eq!(
        (desk.store.entry(open).unwrap(), desk.store.entry(done).unwrap()),
        before
    );
}
