//! A change is begun before it is sent and settled after, and never by half.
//!
//! The process that is killed is this test binary once more, which runs `changes_to_be_killed` alone and without end.

use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};

use scimdesk_store::{
    InFlight, JournalQuery, Kind, LinkChange, LogQuery, PlanItemOutcome, Retry, RetryChange, RetryPart, Settlement,
    Store, StoreError,
};

use super::{change, deletion, entry, held, item, link, outcome, record};
use crate::support::{KEY, TENANT, at, desk, raw};

const CACHE: &str = "SCIMDESK_TEST_CACHE";
const PEOPLE: u32 = 7;

fn failed(person: &str, part: RetryPart) -> Retry {
    Retry {
        kind: Kind::User,
        person: person.to_owned(),
        part,
        attempts: 2,
        first_failed: at(1),
        last_failed: at(5),
        next_at: at(9),
        code: "EntryConflict".to_owned(),
        sentence: "The app has this user name already.".to_owned(),
        wanted: Some(-3),
    }
}

#[test]
fn a_change_is_in_flight_until_it_is_settled_and_its_consequences_come_together() {
    let desk = desk();
    let store = &desk.store;
    held(store, TENANT);
    let mut plan = store.write_plan(TENANT, "{}", at(0)).unwrap();
    plan.append(vec![item("p1", "create")]).unwrap();
    let plan = plan.finish("{}").unwrap();
    store.stage(TENANT, vec![deletion("p1", 1)], at(1)).unwrap();

    let journal = store
        .begin_change(change(TENANT, "p1", "create", 1), entry("p1"))
        .unwrap();
    let begun = InFlight {
        kind: Kind::User,
        person: "p1".to_owned(),
        action: "create".to_owned(),
        journal,
        at: at(1),
    };
    assert_eq!(store.in_flight(TENANT).unwrap(), [begun]);
    assert_eq!(store.entry(journal).unwrap().unwrap().row.outcome, None);
    let again = store.begin_change(change(TENANT, "p1", "create", 2), entry("p1")).err();
    assert!(
        matches!(again, Some(StoreError::NotSettled { ref person }) if person == "p1"),
        "{again:?}"
    );

    let log = store
        .settle(Settlement {
            link: LinkChange::Put(Box::new(link("p1", "a1"))),
            log: Some(record("Ann", 3)),
            retry: RetryChange::Put(failed("p1", RetryPart::References)),
            plan_item: Some(PlanItemOutcome {
                plan,
                number: 1,
                state: "applied".to_owned(),
                outcome: Some("It was made.".to_owned()),
            }),
            journal: Some((journal, outcome())),
            staged_done: true,
            ..Settlement::new(TENANT, Kind::User, "p1")
        })
        .unwrap()
        .unwrap();
    assert_eq!(store.in_flight(TENANT).unwrap(), []);
    assert_eq!(
        store.entry(journal).unwrap().unwrap().row.outcome.as_deref(),
        Some("applied")
    );
    assert_eq!(
        store.link_of_person(TENANT, Kind::User, "p1").unwrap(),
        Some(link("p1", "a1"))
    );
    assert_eq!(store.log_record(TENANT, log).unwrap().unwrap().row.name, "Ann");
    assert_eq!(store.retries(TENANT).unwrap(), [failed("p1", RetryPart::References)]);
    let done = store.plan_item(plan, 1).unwrap().unwrap();
    assert_eq!(
        (done.state.as_str(), done.outcome.as_deref(), done.log),
        ("applied", Some("It was made."), Some(log))
    );
    assert_eq!(store.all_staged(TENANT).unwrap(), []);
}

#[test]
fn what_cannot_be_settled_whole_leaves_everything_as_it_was() {
    let desk = desk();
    let store = &desk.store;
    held(store, TENANT);
    store.put_links(TENANT, vec![link("p1", "a1")]).unwrap();
    let journal = store
        .begin_change(change(TENANT, "p2", "create", 1), entry("p2"))
        .unwrap();
    let settlement = Settlement {
        log: Some(record("Ben", 3)),
        retry: RetryChange::Put(failed("p2", RetryPart::Object)),
        ..Settlement::new(TENANT, Kind::User, "p2")
    };
    let taken = Settlement {
        link: LinkChange::Put(Box::new(link("p2", "a1"))),
        journal: Some((journal, outcome())),
        ..settlement.clone()
    };
    let unknown = Settlement {
        journal: Some((journal + 1, outcome())),
        ..settlement.clone()
    };
    let refused = [
        store.settle(taken.clone()).err(),
        store.settle(unknown.clone()).err(),
        store.settle_many(vec![settlement.clone(), taken]).err(),
        store.settle_many(vec![settlement.clone(), unknown]).err(),
    ];
    assert!(
        matches!(
            refused,
            [
                Some(StoreError::LinkedElsewhere { .. }),
                Some(StoreError::NoSuchEntry { .. }),
                Some(StoreError::LinkedElsewhere { .. }),
                Some(StoreError::NoSuchEntry { .. })
            ]
        ),
        "{refused:?}"
    );
    assert_eq!(store.in_flight(TENANT).unwrap().len(), 1);
    assert_eq!(store.entry(journal).unwrap().unwrap().row.outcome, None);
    assert_eq!(store.log(TENANT, &LogQuery::default(), 0, 9).unwrap().total, 0);
    assert_eq!(store.count_retries(TENANT).unwrap(), 0);
}

#[test]
fn only_the_owner_of_a_tenant_begins_a_change_and_as_long_as_it_is_theirs() {
    let desk = desk();
    let store = &desk.store;
    let refused = |second| match store.begin_change(change(TENANT, "p1", "create", second), entry("p1")) {
        Err(StoreError::LeaseLost { owner }) => owner,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(1), None, "nobody has it");
    store.lease(TENANT, "serve", at(0), at(30)).unwrap();
    assert_eq!(refused(1).as_deref(), Some("serve"));
    assert_eq!(
        refused(31).as_deref(),
        Some("serve"),
        "what is free is not the sender's"
    );
    store.lease(TENANT, "desk", at(30), at(60)).unwrap();
    assert_eq!(refused(60), None, "it has ended");
    assert_eq!(store.in_flight(TENANT).unwrap(), []);
    assert_eq!(store.journal(&JournalQuery::default(), 0, 9).unwrap().total, 0);
    store
        .begin_change(change(TENANT, "p1", "create", 59), entry("p1"))
        .unwrap();
}

#[test]
fn what_is_settled_without_having_been_begun_ends_no_change_that_was() {
    let desk = desk();
    let store = &desk.store;
    held(store, TENANT);
    store
        .begin_change(change(TENANT, "p1", "disable", 1), entry("p1"))
        .unwrap();
    store
        .settle(Settlement {
            log: Some(record("Ann", 3)),
            ..Settlement::new(TENANT, Kind::User, "p1")
        })
        .unwrap();
    assert_eq!(store.in_flight(TENANT).unwrap().len(), 1);
}

#[test]
fn failures_end_part_by_part_or_all_together() {
    let desk = desk();
    let store = &desk.store;
    let settle = |retry| {
        store
            .settle(Settlement {
                retry,
                ..Settlement::new(TENANT, Kind::User, "p1")
            })
            .unwrap();
        let parts: Vec<_> = store
            .retries(TENANT)
            .unwrap()
            .into_iter()
            .map(|retry| (retry.part, retry.attempts))
            .collect();
        parts
    };
    let (object, references) = (RetryPart::Object, RetryPart::References);
    settle(RetryChange::Put(failed("p1", references)));
    assert_eq!(
        settle(RetryChange::Put(failed("p1", object))),
        [(object, 2), (references, 2)]
    );
    let third = Retry {
        attempts: 3,
        ..failed("p1", object)
    };
    assert_eq!(settle(RetryChange::Put(third.clone())), [(object, 3), (references, 2)]);
    assert_eq!(settle(RetryChange::Keep).len(), 2);
    assert_eq!(settle(RetryChange::Clear(object)), [(references, 2)]);
    settle(RetryChange::Put(third));
    assert_eq!(settle(RetryChange::ClearAll), []);
    settle(RetryChange::Put(failed("p1", object)));
    store.clear_retries(TENANT).unwrap();
    assert_eq!(store.count_retries(TENANT).unwrap(), 0);
}

#[test]
fn of_a_tenant_that_was_removed_meanwhile_only_the_journal_is_told() {
    let desk = desk();
    let store = &desk.store;
    held(store, TENANT);
    let journal = store
        .begin_change(change(TENANT, "p1", "create", 1), entry("p1"))
        .unwrap();
    store.remove_tenant(TENANT).unwrap();
    let log = store
        .settle(Settlement {
            link: LinkChange::Put(Box::new(link("p1", "a1"))),
            log: Some(record("Ann", 3)),
            journal: Some((journal, outcome())),
            ..Settlement::new(TENANT, Kind::User, "p1")
        })
        .unwrap();
    assert_eq!(log, None);
    assert_eq!(
        store.entry(journal).unwrap().unwrap().row.outcome.as_deref(),
        Some("applied")
    );
    assert_eq!(store.count_links(TENANT, Kind::User).unwrap(), 0);
    let error = store.begin_change(change(TENANT, "p1", "create", 1), entry("p1")).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

/// The round's number is in all that it writes.
fn round(store: &Store, round: u32, mut step: impl FnMut(&str)) {
    let person = format!("p{}", round % PEOPLE);
    // What the killed one left is settled first, as a new process does.
    for left in store.in_flight(TENANT).unwrap() {
        store
            .settle(Settlement {
                journal: Some((left.journal, outcome())),
                log: Some(record("unknown", 1)),
                ..Settlement::new(TENANT, left.kind, left.person)
            })
            .unwrap();
    }
    held(store, TENANT);
    let journal = store
        .begin_change(change(TENANT, &person, "update", 1), entry(&round.to_string()))
        .unwrap();
    step("begun");
    let mut link = link(&person, &format!("a{person}"));
    link.written = round.to_string();
    store
        .settle(Settlement {
            link: LinkChange::Put(Box::new(link)),
            log: Some(record(&round.to_string(), 1)),
            journal: Some((journal, outcome())),
            ..Settlement::new(TENANT, Kind::User, &person)
        })
        .unwrap();
    step("settled");
}

#[test]
#[ignore = "runs without end: it is the process that changes_killed_at_any_moment_are_there_whole_or_in_flight starts and kills"]
fn changes_to_be_killed() {
    let Some(path) = env::var_os(CACHE) else { return };
    let store = Store::open(path.as_ref(), &KEY).unwrap();
    let mut out = std::io::stdout().lock();
    let first: u32 = env::var("FIRST").unwrap().parse().unwrap();
    for number in first.. {
        round(&store, number, |step| {
            writeln!(out, "at {step}").unwrap();
            out.flush().unwrap();
        });
    }
}

#[test]
fn changes_killed_at_any_moment_are_there_whole_or_in_flight() {
    let desk = desk();
    let mut first = 0;
    for (spin, lines) in [1, 2, 3, 8, 9, 20, 21, 40].into_iter().enumerate() {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "provisioning::changes::changes_to_be_killed",
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(CACHE, desk.path())
            .env("FIRST", first.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let heard = said.filter(|line| line.starts_with("at ")).take(lines).count();
        (0..spin * 29).for_each(|_| std::thread::yield_now());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(heard, lines, "the process ended by itself");

        let sql = raw(&desk.path());
        let count = |query: &str| -> i64 { sql.query_row(query, [], |row| row.get(0)).unwrap() };
        let open = count("SELECT count(*) FROM journal WHERE outcome IS NULL");
        assert_eq!(count("SELECT count(*) FROM in_flight"), open, "after {lines} lines");
        assert!(open <= 1, "{open} changes are open");
        assert_eq!(
            count("SELECT count(*) FROM journal WHERE outcome IS NOT NULL"),
            count("SELECT count(*) FROM log"),
            "after {lines} lines"
        );
        // Each link is of the last round that the log knows of its person.
        assert_eq!(
            count(
                "SELECT count(*) FROM account_link WHERE CAST(written AS INTEGER) <>
                     (SELECT max(CAST(name AS INTEGER)) FROM log
                      WHERE name <> 'unknown' AND CAST(name AS INTEGER) % 7 = CAST(substr(account_link.person, 2) AS INTEGER))"
            ),
            0,
            "after {lines} lines"
        );
        first = 1 + u32::try_from(count("SELECT max(CAST(account_name AS INTEGER)) FROM journal")).unwrap();
    }
    assert!(desk.store.count_links(TENANT, Kind::User).unwrap() > 5);
}
