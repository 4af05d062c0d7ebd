//! What is found out after a process was killed, and answers that are about somebody else.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use scimdesk_desk::wire::{
    LinksOf, ListQuery, LogStatus, ObjectKind, OnDemandOutcome, PlanExtent, ProvisioningPlan, SafetyLevel, SaveMappings,
};
use scimdesk_sandbox::{Faults, StatusFor};
use serde_json::json;

use crate::{
    applying::{ALL, CHILD, apply, later, make, person, plan, provision, set_up, stage, status_for, there, three},
    rig::{self, Rig},
};

/// Has a process of its own send a plan, and kills it while what `seen` stands in is on its way.
async fn kill(rig: Rig, path: &Path, made: &ProvisioningPlan, seen: &str) -> Rig {
    rig.desk.shutdown().await;
    rig.faults(Faults {
        delay: Some(Duration::from_millis(500)),
        ..Faults::default()
    });
    let before = rig.writes().len();
    let mut child = Command::new(std::env::current_exe().expect("is known"))
        .args(["--exact", "applying::a_process_that_sends_a_plan", "--ignored"])
        .env(CHILD, format!("{}|{}", path.display(), made.plan))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let is_seen = || (rig.writes().iter().skip(before)).any(|(_, _, body)| body.contains(seen));
    while !is_seen() {
        assert!(child.try_wait().expect("is known").is_none(), "it ended by itself");
        tokio::task::yield_now().await;
    }
    child.kill().expect("is killed");
    child.wait().expect("has ended");
    rig.faults(Faults::default());
    Rig {
        desk: later(path).await,
        ..rig
    }
}

/// Accounts are found by this attribute alone.
async fn match_by(rig: &Rig, target: &str) {
    let shown = rig.desk.mappings_get(rig.id()).await.expect("are shown");
    let mut mappings = shown.mappings;
    for mapping in &mut mappings.users.mappings {
        mapping.matching = (mapping.target == target).then_some(1);
    }
    rig.desk
        .mappings_save(SaveMappings {
            tenant: rig.tenant.clone(),
            mappings,
            base: shown.version.map(|version| version.number),
            note: String::new(),
            import: None,
        })
        .await
        .expect("are saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_nobody_is_linked_with_an_account_that_the_mappings_do_not_match() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().to_owned();
    let ben = json!({"people": [person("u2", "Ben", None)]});
    let rig = set_up(rig::kept_desk(&path).await, dir, &ben, SafetyLevel::Review).await;
    match_by(&rig, "externalId").await;
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ben@contoso.example",
        "externalId": "stranger",
    });
    make(&rig, &account).await;
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    let rig = kill(rig, &path, &made, "ben@contoso.example").await;
    let before = rig.writes().len();
    let outcome = apply(&rig, &made).await;
    let of = LinksOf {
        tenant: rig.tenant.clone(),
        object: Some(ObjectKind::User),
        state: None,
        search: String::new(),
        window: ALL,
    };
    let links = rig.desk.links_page(of).await.expect("are shown").rows;
    assert!(links.is_empty(), "{links:?}");
    // It is sent anew, and the app says that the name is taken.
    let sent: Vec<String> = rig.writes().split_off(before).into_iter().map(|sent| sent.0).collect();
    assert_eq!(sent, ["POST"], "{outcome:?}");
    assert_eq!(outcome.cycle.counts.failed, 1, "{outcome:?}");
    rig.desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_with_the_id_of_somebody_elses_account_is_one_objects_failure() {
    let rig = stage(&three()).await;
    provision(&rig, &["u1"], &[], false).await;
    rig.refresh().await;
    let accounts = rig.accounts(ListQuery::default()).await;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": accounts.rows[0].id,
        "userName": "amelie@contoso.example",
    });
    rig.faults(Faults {
        status_for: vec![StatusFor {
            body: Some(body.to_string()),
            ..status_for("POST", "/Users", 201, Some(1))
        }],
        ..Faults::default()
    });
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let counts = outcome.cycle.counts;
    // One person and the group.
    assert_eq!((counts.created, counts.failed), (2, 1), "{outcome:?}");
    let sentence = &outcome.failures[0].sentence;
    assert!(sentence.contains(", who is linked with Amelie"), "{sentence}");
    assert_eq!(there(&rig).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_are_answered_with_one_id_one_is_linked_and_the_other_fails() {
    let two = json!({"people": [person("u2", "Ben", None), person("u3", "Cleo", None)]});
    let rig = stage(&two).await;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "twin", "userName": "ben@contoso.example",
    });
    let answer = |method, path, status| StatusFor {
        body: Some(body.to_string()),
        ..status_for(method, path, status, None)
    };
    rig.faults(Faults {
        delay: Some(Duration::from_millis(100)),
        status_for: vec![answer("POST", "/Users", 201), answer("GET", "/Users/twin", 200)],
        ..Faults::default()
    });
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let counts = outcome.cycle.counts;
    assert_eq!((counts.created, counts.failed), (1, 1), "{outcome:?}");
    assert!(
        outcome.failures[0].sentence.contains(", who is linked with"),
        "{outcome:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn about_whom_the_app_does_not_tell_on_demand_fails_and_the_others_results_are_shown() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().to_owned();
    let people = json!({"people": [person("u1", "Amelie", None), person("u2", "Ben", None)]});
    let rig = set_up(rig::kept_desk(&path).await, dir, &people, SafetyLevel::Review).await;
    provision(&rig, &["u1"], &[], false).await;
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    let rig = kill(rig, &path, &made, "ben@contoso.example").await;
    rig.faults(Faults {
        status_for: vec![status_for("GET", "/Users", 400, None)],
        ..Faults::default()
    });
    let before = rig.writes().len();
    let OnDemandOutcome { results, .. } = provision(&rig, &["u1", "u2"], &[], false).await;
    let [amelie, ben] = results.as_slice() else {
        panic!("{results:?}")
    };
    // She has everything as it is wanted.
    assert_eq!(amelie.status, LogStatus::Skipped, "{amelie:?}");
    assert_eq!(ben.status, LogStatus::Failure, "{ben:?}");
    assert!(ben.sentence.starts_with("Ben: a change was on its way"), "{ben:?}");
    assert_eq!(rig.writes().split_off(before), []);
    rig.desk.shutdown().await;
}
