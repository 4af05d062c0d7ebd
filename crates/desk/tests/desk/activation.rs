//! Switching accounts off and on.

use std::time::Duration;

use scimdesk_desk::wire::{
    ChangeOutcome, DeskEvent, ErrorCode, JobEnd, JournalEntry, JournalId, JournalPage, JournalRow, ListQuery,
    PrepareActivation, SafetyLevel, Selection, Window,
};
use scimdesk_sandbox::{Faults, StatusFor};
use serde_json::{Value, json};

use crate::rig::Rig;

async fn journal(rig: &Rig) -> Vec<JournalRow> {
    rig.desk
        .journal_page(JournalPage {
            tenant: Some(rig.tenant.clone()),
            account: None,
            window: Window { offset: 0, limit: 100 },
        })
        .await
        .expect("lists")
        .rows
}

async fn entry(rig: &Rig, id: i64) -> JournalEntry {
    rig.desk.journal_entry(JournalId { id }).await.expect("is there")
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_tenant_is_never_sent_a_change_whatever_the_shell() {
    let rig = Rig::refreshed().await;
    rig.safety(SafetyLevel::ReadOnly).await;
    let ids = rig.active(1).await;

    let review = rig.review(&ids, false).await.expect("may be looked at");
    let blocked = review.blocked.as_ref().expect("is blocked");
    assert_eq!(blocked.code, ErrorCode::ReadOnlyTenant);
    let refused = rig.start_apply(&review).await.expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);
    assert_eq!(rig.writes(), []);
    assert_eq!(journal(&rig).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_became_read_only_after_the_review_is_not_changed() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let review = rig.review(&ids, false).await.expect("is reviewed");
    rig.safety(SafetyLevel::ReadOnly).await;
    let refused = rig.start_apply(&review).await.expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);
    assert_eq!(rig.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_switched_off_read_back_and_journalled() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let id = &ids[0];

    let review = rig.review(&ids, false).await.expect("is reviewed");
    assert_eq!((review.count, review.already, review.blocked.is_none()), (1, 0, true));
    assert!(!review.effect_is_known && !review.destructive);
    let request = &review.items[0].request;
    assert_eq!(request.method, "PATCH");
    assert_eq!(request.url, format!("{}/Users/{id}", rig.server.url()));
    let wanted = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "active", "value": false}],
    });
    assert_eq!(parsed(request.body.as_deref().expect("a body")), wanted);

    let outcome = rig.switch(&ids, false).await;
    assert_eq!(outcome.applied, 1, "{outcome:?}");
    assert_eq!(outcome.results[0].outcome, ChangeOutcome::Applied);
    let writes = rig.writes();
    assert_eq!(writes.len(), 1);
    assert_eq!(
        (writes[0].0.as_str(), writes[0].1.as_str()),
        ("PATCH", format!("/Users/{id}").as_str())
    );
    assert_eq!(parsed(&writes[0].2), wanted, "what was reviewed is what was sent");
    assert_eq!(rig.account(id).await.expect("is kept").active, Some(false));

    let rows = journal(&rig).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].outcome, Some(ChangeOutcome::Applied));
    assert_eq!(rows[0].account, *id);
    assert!(!rows[0].os_user.is_empty());
    assert_eq!(outcome.results[0].journal, Some(rows[0].id));
    let entry = entry(&rig, rows[0].id).await;
    assert_eq!(parsed(&entry.before.expect("the state before"))["active"], true);
    assert_eq!(parsed(&entry.after.expect("the state after"))["active"], false);
    assert_eq!(entry.exchanges.len(), 1);
    assert_eq!(
        entry.exchanges[0].answer.as_ref().and_then(|answer| answer.status),
        Some(200)
    );

    let outcome = rig.switch(&ids, true).await;
    assert_eq!(outcome.applied, 1);
    assert_eq!(rig.account(id).await.expect("is kept").active, Some(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_accepts_and_does_nothing_is_found_out() {
    let rig = Rig::refreshed().await;
    rig.faults(Faults {
        accept_but_ignore_active: true,
        ..Faults::default()
    });
    let ids = rig.active(1).await;
    let outcome = rig.switch(&ids, false).await;
    assert_eq!((outcome.applied, outcome.accepted_not_applied), (0, 1));
    assert_eq!(rig.account(&ids[0]).await.expect("is kept").active, Some(true));
    assert_eq!(journal(&rig).await[0].outcome, Some(ChangeOutcome::AcceptedNotApplied));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_deletes_on_deactivation_is_found_out_and_the_journal_keeps_the_account() {
    let rig = Rig::refreshed().await;
    rig.faults(Faults {
        deactivate_deletes: true,
        ..Faults::default()
    });
    let ids = rig.active(1).await;
    let outcome = rig.switch(&ids, false).await;
    assert_eq!(outcome.vanished, 1, "{outcome:?}");
    assert_eq!(rig.account(&ids[0]).await, None);
    let before = entry(&rig, journal(&rig).await[0].id)
        .await
        .before
        .expect("the state before");
    assert_eq!(parsed(&before)["id"], json!(ids[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_leads_to_the_next_and_what_worked_is_remembered() {
    for (faults, methods) in [
        (
            Faults {
                refuse_patch_active_with_path: true,
                ..Faults::default()
            },
            vec!["PATCH", "PATCH"],
        ),
        (
            Faults {
                refuse_patch_active_with_path: true,
                refuse_patch_without_path: true,
                ..Faults::default()
            },
            vec!["PATCH", "PATCH", "PUT"],
        ),
        (
            Faults {
                patch_501: true,
                ..Faults::default()
            },
            vec!["PATCH", "PATCH", "PUT"],
        ),
    ] {
        let rig = Rig::refreshed().await;
        rig.faults(faults);
        let ids = rig.active(2).await;
        let outcome = rig.switch(&ids[..1], false).await;
        assert_eq!(outcome.applied, 1, "{outcome:?}");
        let sent: Vec<String> = rig.writes().into_iter().map(|(method, ..)| method).collect();
        assert_eq!(sent, methods);
        let entry = entry(&rig, journal(&rig).await[0].id).await;
        assert_eq!(entry.exchanges.len(), methods.len(), "every request is in the journal");

        let review = rig.review(&ids[1..], false).await.expect("is reviewed");
        assert_eq!(Some(&review.items[0].request.method.as_str()), methods.last());
        let outcome = rig.switch(&ids[1..], false).await;
        assert_eq!(outcome.applied, 1);
        assert_eq!(rig.writes().len(), methods.len() + 1, "the form that worked came first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_loses_nothing_that_the_server_knows() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let detail = |rig: &Rig| {
        let id = scimdesk_desk::wire::ResourceId {
            tenant: rig.tenant.clone(),
            kind: scimdesk_desk::wire::ResourceKind::User,
            id: ids[0].clone(),
        };
        let desk = rig.desk.clone();
        async move { parsed(&desk.resource_detail(id).await.expect("is there").raw) }
    };
    let mut before = detail(&rig).await;
    rig.faults(Faults {
        patch_501: true,
        ..Faults::default()
    });
    assert_eq!(rig.switch(&ids, false).await.applied, 1);
    let mut after = detail(&rig).await;
    for account in [&mut before, &mut after] {
        let account = account.as_object_mut().expect("an object");
        account.remove("active");
        account.remove("meta");
    }
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_the_account_itself_is_not_asked_in_other_forms() {
    for status in [403, 429, 500] {
        let rig = Rig::refreshed().await;
        rig.faults(Faults {
            status_for: vec![StatusFor {
                method: Some("PATCH".into()),
                status,
                headers: vec![("Retry-After".into(), "3600".into())],
                ..StatusFor::default()
            }],
            ..Faults::default()
        });
        let ids = rig.active(1).await;
        let outcome = rig.switch(&ids, false).await;
        assert_eq!(outcome.failed, 1, "{status}: {outcome:?}");
        assert!(rig.writes().iter().all(|(method, ..)| method == "PATCH"), "{status}");
        assert_eq!(journal(&rig).await[0].outcome, Some(ChangeOutcome::Failed));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_stops_the_whole_job() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(20).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let outcome = rig.switch(&ids, false).await;
    assert!(outcome.failed >= 1 && outcome.not_sent >= 10, "{outcome:?}");
    assert_eq!(outcome.failed + outcome.not_sent, 20);
    assert!(outcome.results.iter().all(|result| !result.name.is_empty()));
    assert_eq!(rig.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_settled_by_reading_back() {
    let rig = Rig::refreshed().await;
    rig.faults(Faults {
        drop_after_write: 1,
        ..Faults::default()
    });
    let ids = rig.active(1).await;
    let outcome = rig.switch(&ids, false).await;
    assert_eq!(outcome.applied, 1, "{outcome:?}");
    assert_eq!(rig.writes().len(), 1, "it is not sent again blindly");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_as_wanted_meanwhile_is_sent_nothing() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let review = rig.review(&ids, false).await.expect("is reviewed");
    // Somebody else switches it off.
    let other = Rig::of("custom", SafetyLevel::Review).await;
    let tenant = other
        .desk
        .tenant_add(scimdesk_desk::wire::AddTenant {
            safety: Some(SafetyLevel::Review),
            ..crate::rig::add(&rig.server, "The same server")
        })
        .await
        .expect("is added");
    let other = Rig {
        tenant: tenant.id,
        ..other
    };
    other.refresh().await;
    assert_eq!(other.switch(&ids, false).await.applied, 1);
    let writes = rig.writes().len();

    let job = rig.start_apply(&review).await.expect("starts");
    let JobEnd::ActivationDone { outcome, .. } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert_eq!((outcome.already, outcome.applied), (1, 0));
    assert_eq!(rig.writes().len(), writes);
    assert_eq!(rig.account(&ids[0]).await.expect("is kept").active, Some(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_good_once() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let review = rig.review(&ids, false).await.expect("is reviewed");
    let job = rig.start_apply(&review).await.expect("starts");
    rig.desk.job_end(job).await.expect("ends");
    let error = rig.start_apply(&review).await.expect_err("is used up");
    assert_eq!(error.code, ErrorCode::ReviewStale);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_stale_when_its_accounts_changed_since() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(2).await;
    let review = rig.review(&ids[..1], false).await.expect("is reviewed");
    rig.switch(&ids[..1], false).await;
    let error = rig.start_apply(&review).await.expect_err("is stale");
    assert_eq!(error.code, ErrorCode::ReviewStale);
    assert_eq!(rig.writes().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_match_but_some_are_switched_off() {
    let rig = Rig::refreshed().await;
    let spared = rig.active(1).await;
    let review = rig
        .desk
        .activation_review(PrepareActivation {
            tenant: rig.tenant.clone(),
            selection: Selection::AllExcept {
                query: ListQuery::default(),
                except: spared.clone(),
            },
            active: false,
        })
        .await
        .expect("is reviewed");
    let page = rig.accounts(ListQuery::default()).await;
    assert_eq!(review.count + review.already, page.total - 1);
    assert!(review.already > 0, "some are inactive already");
    let job = rig.start_apply(&review).await.expect("starts");
    let JobEnd::ActivationDone { outcome, .. } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert_eq!((outcome.applied, outcome.already), (review.count, review.already));
    let left = rig.active(1).await;
    assert_eq!(left, spared);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_job_tells_what_was_sent_and_what_was_not() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(20).await;
    rig.faults(Faults {
        delay: Some(Duration::from_millis(50)),
        ..Faults::default()
    });
    let review = rig.review(&ids, false).await.expect("is reviewed");
    let mut events = rig.desk.events();
    let job = rig.start_apply(&review).await.expect("starts");
    loop {
        if let DeskEvent::JobChanged { job } = events.recv().await.expect("events")
            && job.progress.done > 0
        {
            break;
        }
    }
    rig.desk.job_cancel(job.clone()).await.expect("is known");
    let JobEnd::Cancelled { outcome: Some(outcome) } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it was not cancelled")
    };
    assert!(outcome.applied > 0 && outcome.not_sent > 0, "{outcome:?}");
    assert_eq!(outcome.applied + outcome.not_sent + outcome.unknown, 20, "{outcome:?}");
    assert_eq!(outcome.failed, 0, "what was sent and not answered has not failed");
    let rows = journal(&rig).await;
    assert!(rows.iter().all(|row| row.outcome.is_some()), "no entry is left open");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_made_read_only_while_the_job_runs_is_sent_no_more() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(20).await;
    rig.faults(Faults {
        delay: Some(Duration::from_millis(50)),
        ..Faults::default()
    });
    let review = rig.review(&ids, false).await.expect("is reviewed");
    let mut events = rig.desk.events();
    let job = rig.start_apply(&review).await.expect("starts");
    loop {
        if let DeskEvent::JobChanged { job } = events.recv().await.expect("events")
            && job.progress.done > 0
        {
            break;
        }
    }
    rig.safety(SafetyLevel::ReadOnly).await;
    let JobEnd::ActivationDone { outcome, .. } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert!(outcome.applied > 0 && outcome.not_sent > 0, "{outcome:?}");
    assert_eq!(outcome.applied + outcome.not_sent, 20, "{outcome:?}");
    assert_eq!(rig.writes().len() as u64, outcome.applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_404_that_is_no_scim_error_says_nothing_about_the_account() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            method: Some("GET".into()),
            status: 404,
            body: Some("<html>not here</html>".into()),
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let outcome = rig.switch(&ids, false).await;
    assert_eq!((outcome.failed, outcome.vanished), (1, 0), "{outcome:?}");
    assert_eq!(rig.writes(), []);
    assert_eq!(rig.account(&ids[0]).await.expect("is kept").active, Some(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_account_and_an_empty_selection_are_refused() {
    let rig = Rig::refreshed().await;
    let error = rig.review(&["nobody".to_owned()], false).await.expect_err("is unknown");
    assert_eq!(error.code, ErrorCode::ResourceNotFound);
    let error = rig.review(&[], false).await.expect_err("is empty");
    assert_eq!(error.code, ErrorCode::SelectionEmpty);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_a_crash_left_open_is_told_as_unknown() {
    let dir = tempfile::tempdir().expect("a directory");
    let open = || crate::rig::kept_desk(dir.path());
    open().await.shutdown().await;
    // What a process leaves that dies between sending and reading back.
    let vault = scimdesk_vault::Vault::file(&dir.path().join("vault.age"), "one".into()).expect("opens");
    let id = std::fs::read_to_string(dir.path().join("cache.id")).expect("an id");
    let key = vault.cache_key(id.trim()).expect("reads").expect("a key");
    let key = secrecy::ExposeSecret::expose_secret(&key);
    let store = scimdesk_store::Store::open(&dir.path().join("cache.sqlite"), key).expect("opens");
    let request =
        json!([{"request": {"method": "PATCH", "url": "https://example.com/Users/7", "body": null}, "answer": null}]);
    let id = store
        .begin_entry(&scimdesk_store::NewEntry {
            at: "2026-11-01T10:00:00Z".parse().expect("a time"),
            os_user: "ada".into(),
            tenant: "gone".into(),
            tenant_name: "Gone".into(),
            change: "deactivate".into(),
            account: "7".into(),
            account_name: "Seven".into(),
            requests: request.to_string(),
            before: Some("{}".into()),
        })
        .expect("is written");
    drop(store);

    let desk = open().await;
    let entry = desk.journal_entry(JournalId { id }).await.expect("is there");
    assert_eq!(entry.row.outcome, None);
    assert!(
        entry
            .row
            .sentence
            .expect("a sentence")
            .contains("the outcome is not known")
    );
    assert_eq!(
        entry.exchanges[0].request.method, "PATCH",
        "what was about to be sent is known"
    );
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_version_is_read_again_and_decided_again_once() {
    for (times, applied, writes) in [(1, 1, 2), (9, 0, 2)] {
        let rig = Rig::refreshed().await;
        rig.faults(Faults {
            status_for: vec![StatusFor {
                method: Some("PATCH".into()),
                status: 412,
                times: Some(times),
                ..StatusFor::default()
            }],
            ..Faults::default()
        });
        let ids = rig.active(1).await;
        let outcome = rig.switch(&ids, false).await;
        assert_eq!((outcome.applied, outcome.failed), (applied, 1 - applied), "{outcome:?}");
        assert_eq!(rig.writes().len(), writes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_back_is_unknown_and_not_called_applied() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            method: Some("GET".into()),
            path: "/Users/*".into(),
            status: 501,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let outcome = rig.switch(&ids, false).await;
    assert_eq!((outcome.applied, outcome.unknown), (0, 1), "{outcome:?}");
    assert_eq!(rig.writes().len(), 1);
    let entry = entry(&rig, journal(&rig).await[0].id).await;
    assert!(entry.before.is_some(), "the cached state has to do");
    assert_eq!(entry.after, None);
}
