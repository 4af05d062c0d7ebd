//! What provisioning remembers.

mod changes;
mod leases;
mod leaving;
mod links;
mod log;
mod plans;
mod sources;
mod staged;

use scimdesk_store::{
    AccountLink, Kind, LeaseResult, LinkState, NewChange, NewEntry, NewLog, NewPlanItem, NewStaged, Outcome, Store,
};

use crate::support::{TENANT, at};

const OTHER: &str = "5b0c3b0e-0000-4000-8000-000000000002";

fn link(person: &str, account: &str) -> AccountLink {
    AccountLink {
        kind: Kind::User,
        person: person.to_owned(),
        account: account.to_owned(),
        person_name: format!("Person {person}"),
        account_name: format!("Account {account}"),
        state: LinkState::Managed,
        origin: "created".to_owned(),
        wanted: Some(-7),
        written: r#"{"userName":"ann"}"#.to_owned(),
        since: at(1),
        changed_at: Some(at(2)),
        left_at: None,
    }
}

/// Of the owner that has the tenant until [`held`] ends.
fn change(tenant: &str, person: &str, action: &str, second: i64) -> NewChange {
    NewChange {
        tenant: tenant.to_owned(),
        owner: "desk".to_owned(),
        kind: Kind::User,
        person: person.to_owned(),
        action: action.to_owned(),
        at: at(second),
    }
}

/// A tenant is the desk's for a minute.
fn held(store: &Store, tenant: &str) {
    let taken = store.lease(tenant, "desk", at(0), at(60)).unwrap();
    assert_eq!(taken, LeaseResult::Taken);
}

fn record(name: &str, second: i64) -> NewLog {
    NewLog {
        at: at(second),
        cycle: Some(1),
        kind: Kind::User,
        action: "create".to_owned(),
        status: "success".to_owned(),
        person: Some(format!("id of {name}")),
        name: name.to_owned(),
        account: None,
        account_name: None,
        code: None,
        sentence: "It was made.".to_owned(),
        duration_ms: 12,
        journal: None,
        record: r#"{"steps":[]}"#.to_owned(),
    }
}

fn entry(person: &str) -> NewEntry {
    NewEntry {
        at: at(1),
        os_user: "ann".to_owned(),
        tenant: TENANT.to_owned(),
        tenant_name: "WEDO".to_owned(),
        change: "create".to_owned(),
        account: String::new(),
        account_name: person.to_owned(),
        requests: "[]".to_owned(),
        before: None,
    }
}

fn outcome() -> Outcome {
    Outcome {
        at: at(2),
        outcome: "applied".to_owned(),
        sentence: "It was made.".to_owned(),
        exchanges: "[]".to_owned(),
        after: None,
    }
}

fn item(person: &str, action: &str) -> NewPlanItem {
    NewPlanItem {
        kind: Kind::User,
        action: action.to_owned(),
        state: "planned".to_owned(),
        person: Some(person.to_owned()),
        person_name: Some(format!("Person {person}")),
        account: None,
        account_name: None,
        change: format!(r#"{{"person":"{person}"}}"#),
    }
}

fn deletion(person: &str, wanted: i64) -> NewStaged {
    NewStaged {
        kind: Kind::User,
        person: person.to_owned(),
        name: format!("Person {person}"),
        account: format!("account of {person}"),
        action: "delete".to_owned(),
        wanted,
        why: "gone".to_owned(),
    }
}
