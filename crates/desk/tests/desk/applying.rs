//! Plans that are sent, and people who are provisioned on demand: what reaches the app, and what is remembered, whatever goes wrong.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use scimdesk_desk::wire::{
    AddTenant, CycleState, ErrorCode, JobEnd, LinkAccount, ListPage, ListQuery, LogFilter, LogPage, LogRow, LogStatus,
    MakePlan, ObjectKind, OnDemandOutcome, OpenDesk, PlanExtent, PlanId, PlanItemId, PlanItemState, PlanPage,
    ProvisionOnDemand, ProvisioningOutcome, ProvisioningPlan, SafetyLevel, SaveMappings, SecretText, StepKind,
    UpdateTenant, VaultKind, Who, Window,
};
use scimdesk_desk::{Clock, Desk, DeskOptions};
use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer, RetryAfter, StatusFor};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use serde_json::{Value, json};

use crate::{
    preview::keep,
    rig::{self, Rig},
};

pub(crate) const ALL: Window = Window {
    offset: 0,
    limit: 1_000,
};

pub(crate) fn person(id: &str, name: &str, manager: Option<&str>) -> Value {
    let mut person = json!({
        "objectId": id,
        "userPrincipalName": format!("{}@contoso.example", name.to_lowercase()),
        "displayName": name,
        "givenName": name,
        "surname": "Test",
        "mailNickname": name.to_lowercase(),
        "department": "Sales",
    });
    if let Some(manager) = manager {
        person["manager"] = manager.into();
    }
    person
}

pub(crate) fn three() -> Value {
    json!({
        "people": [person("u1", "Amelie", None), person("u2", "Ben", Some("u1")), person("u3", "Cleo", Some("u2"))],
        "groups": [{"objectId": "g1", "displayName": "Staff", "members": ["u1", "u2"]}],
    })
}

/// A desk, a practice tenant without accounts, and everybody of a directory in scope.
pub(crate) async fn stage(people: &Value) -> Rig {
    stage_of(people, SafetyLevel::Review).await
}

async fn stage_of(people: &Value, safety: SafetyLevel) -> Rig {
    let (desk, dir) = rig::desk().await;
    set_up(desk, dir, people, safety).await
}

pub(crate) async fn set_up(desk: Desk, dir: tempfile::TempDir, people: &Value, safety: SafetyLevel) -> Rig {
    let server = PracticeServer::start(PracticeOptions::for_app("custom").with_accounts(0))
        .await
        .expect("listens");
    let tenant = desk
        .tenant_add(AddTenant {
            safety: Some(safety),
            ..rig::add(&server, "Acme")
        })
        .await
        .expect("is added");
    let rig = Rig {
        desk,
        server,
        tenant: tenant.id,
        _dir: dir,
    };
    rig.desk
        .tenant_update(UpdateTenant {
            id: rig.tenant.clone(),
            rate: Some(100.0),
            ..UpdateTenant::default()
        })
        .await
        .expect("is updated");
    take(&rig, None, people).await;
    let shown = rig.desk.mappings_get(rig.id()).await.expect("are shown");
    let mut mappings = shown.mappings;
    mappings.assignment.who = Who::All;
    mappings.groups.enabled = true;
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
    rig.refresh().await;
    rig
}

/// The directory has these people from now on.
async fn take(rig: &Rig, directory: Option<&scimdesk_desk::wire::Directory>, people: &Value) {
    let directory = keep(&rig.desk, directory, people).await;
    rig.desk
        .directory_choose(scimdesk_desk::wire::ChooseDirectory {
            tenant: rig.tenant.clone(),
            directory: Some(directory.id),
        })
        .await
        .expect("is chosen");
}

pub(crate) async fn retake(rig: &Rig, people: &Value) {
    let directory = rig.desk.directories_list().await.expect("lists").remove(0);
    take(rig, Some(&directory), people).await;
}

pub(crate) async fn plan(rig: &Rig, extent: PlanExtent) -> ProvisioningPlan {
    let job = rig
        .desk
        .plan_make(MakePlan {
            tenant: rig.tenant.clone(),
            extent,
            only: Vec::new(),
            refresh: false,
        })
        .await
        .expect("starts");
    match rig.desk.job_end(job).await.expect("ends") {
        JobEnd::Planned { plan } => plan,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn apply(rig: &Rig, plan: &ProvisioningPlan) -> ProvisioningOutcome {
    let job = rig
        .desk
        .plan_apply(PlanId {
            plan: plan.plan.clone(),
        })
        .await
        .expect("starts");
    match rig.desk.job_end(job).await.expect("ends") {
        JobEnd::Provisioned { outcome } => outcome,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn provision(rig: &Rig, people: &[&str], groups: &[&str], dry_run: bool) -> OnDemandOutcome {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let job = rig
        .desk
        .provision_on_demand(ProvisionOnDemand {
            tenant: rig.tenant.clone(),
            people: texts(people),
            groups: texts(groups),
            dry_run,
        })
        .await
        .expect("starts");
    match rig.desk.job_end(job).await.expect("ends") {
        JobEnd::ProvisionedOnDemand { outcome } => outcome,
        other => panic!("{other:?}"),
    }
}

/// User names of the accounts that the app has, read anew.
pub(crate) async fn there(rig: &Rig) -> Vec<String> {
    rig.refresh().await;
    let page = rig.accounts(ListQuery::default()).await;
    let mut names: Vec<String> = page.rows.into_iter().filter_map(|row| row.user_name).collect();
    names.sort();
    names
}

async fn log(rig: &Rig, filter: LogFilter) -> Vec<LogRow> {
    let request = LogPage {
        tenant: rig.tenant.clone(),
        filter,
        window: ALL,
    };
    rig.desk.logs_page(request).await.expect("is shown").rows
}

fn posts(rig: &Rig) -> usize {
    rig.writes().iter().filter(|(method, ..)| method == "POST").count()
}

/// Open items of a new plan.
fn open(plan: &ProvisioningPlan) -> u64 {
    plan.counts
        .iter()
        .filter(|count| count.state == PlanItemState::Planned)
        .map(|count| count.count)
        .sum()
}

pub(crate) fn status_for(method: &str, path: &str, status: u16, times: Option<u32>) -> StatusFor {
    StatusFor {
        method: Some(method.into()),
        path: path.into(),
        status,
        times,
        ..StatusFor::default()
    }
}

pub(crate) const EVERYBODY: [&str; 3] = ["amelie@contoso.example", "ben@contoso.example", "cleo@contoso.example"];

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_tenant_is_filled_with_one_request_for_each_account_and_nothing_is_left_to_do() {
    let rig = stage(&three()).await;
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    assert_eq!(outcome.failures, []);
    assert_eq!(outcome.cycle.state, CycleState::Succeeded);
    let counts = outcome.cycle.counts;
    assert_eq!(
        (counts.created, counts.failed, counts.memberships),
        (4, 0, 3),
        "{counts:?}"
    );
    assert_eq!(
        counts.requests, 8,
        "four that make, one that asks for the group, two managers, its members: {counts:?}"
    );
    assert_eq!(there(&rig).await, EVERYBODY);
    for extent in [PlanExtent::All, PlanExtent::NextCycle] {
        let again = plan(&rig, extent).await;
        assert_eq!(open(&again), 0, "{extent:?}: {:?}", again.counts);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_throttled_or_met_by_a_failing_server_is_kept_for_later_and_stops_nobody_else() {
    let rig = stage(&three()).await;
    rig.faults(Faults {
        status_for: vec![
            status_for("POST", "/Users", 429, Some(1)),
            status_for("POST", "/Users", 500, Some(1)),
        ],
        retry_after: Some(RetryAfter::Seconds(0)),
        ..Faults::default()
    });
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let counts = outcome.cycle.counts;
    assert_eq!((counts.created, counts.failed), (3, 1), "{outcome:?}");
    assert_eq!(outcome.cycle.state, CycleState::SomeFailed);
    let told = &outcome.failures[0];
    let said = &told.sentence;
    assert!(said.contains("was not created") && said.contains("500"), "{said}");
    let failed = log(
        &rig,
        LogFilter {
            status: Some(LogStatus::Failure),
            ..LogFilter::default()
        },
    )
    .await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].code.as_deref(), Some("InternalServerError"));
    assert_eq!(told.log, Some(failed[0].id), "the failure leads to its record");
    // What passes by itself is tried by the next cycle.
    let outcome = apply(&rig, &plan(&rig, PlanExtent::NextCycle).await).await;
    assert_eq!(outcome.cycle.counts.failed, 0, "{outcome:?}");
    assert_eq!(there(&rig).await, EVERYBODY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_makes_nobody_twice() {
    let rig = stage(&three()).await;
    rig.faults(Faults {
        drop_after_write: 4,
        ..Faults::default()
    });
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    assert_eq!(outcome.cycle.counts.failed, 0, "{outcome:?}");
    assert_eq!(posts(&rig), 4, "each object was made once");
    assert_eq!(there(&rig).await, EVERYBODY);
    assert_eq!(open(&plan(&rig, PlanExtent::All).await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_is_answered_by_a_link_to_the_account_that_matches() {
    let rig = stage(&three()).await;
    let made = plan(&rig, PlanExtent::All).await;
    // Somebody else is faster.
    let other = make(
        &rig,
        &json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ben@contoso.example",
        }),
    )
    .await;
    let outcome = apply(&rig, &made).await;
    assert_eq!(outcome.cycle.counts.failed, 0, "{outcome:?}");
    assert_eq!(
        (outcome.cycle.counts.created, outcome.cycle.counts.linked),
        (3, 1),
        "{outcome:?}"
    );
    assert_eq!(there(&rig).await, EVERYBODY);
    let told = log(
        &rig,
        LogFilter {
            search: "Ben".into(),
            ..LogFilter::default()
        },
    )
    .await;
    let linked = told
        .iter()
        .find(|row| row.sentence.contains("had an account"))
        .expect("is told");
    assert_eq!(linked.account.as_deref(), Some(other.as_str()));
}

/// Sends `made` after `change`, and gives what became of Ben, whom nothing was sent about.
async fn stale(rig: &Rig, made: &ProvisioningPlan) -> (PlanItemState, Option<String>) {
    let sent = rig.writes().len();
    let outcome = apply(rig, made).await;
    assert_eq!((outcome.stale, outcome.cycle.counts.failed), (1, 0), "{outcome:?}");
    assert_eq!(rig.writes().len(), sent, "{:?}", rig.writes());
    let page = PlanPage {
        plan: made.plan.clone(),
        object: Some(ObjectKind::User),
        action: None,
        state: None,
        search: String::from("Ben"),
        window: ALL,
    };
    let mut rows = rig.desk.plan_page(page).await.expect("has rows").rows;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let item = PlanItemId {
        plan: made.plan.clone(),
        number: rows.remove(0).number,
    };
    let item = rig.desk.plan_item(item).await.expect("is there");
    (item.row.state, item.outcome)
}

/// A plan that links Ben with an account that somebody made, whose id is given.
async fn takes_over(people: &Value) -> (Rig, String, ProvisioningPlan) {
    let rig = stage(people).await;
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ben@contoso.example",
    });
    let account = make(&rig, &account).await;
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    (rig, account, made)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_no_longer_matches_when_it_is_to_be_linked_is_left_alone() {
    let ben = json!({"people": [person("u2", "Ben", None)]});
    let (rig, account, made) = takes_over(&ben).await;
    let renamed = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "userName", "value": "admin@contoso.example"}],
    });
    client(&rig)
        .patch_as_written(ResourceKind::User, &account, &renamed, None)
        .await
        .expect("is renamed");
    let (state, why) = stale(&rig, &made).await;
    assert_eq!(state, PlanItemState::Stale);
    assert_eq!(
        why.as_deref(),
        Some("Ben: ben@contoso.example no longer matches. Nothing was sent.")
    );
    // What it has now is known: the next plan makes Ben one of his own.
    assert_eq!(
        apply(&rig, &plan(&rig, PlanExtent::All).await)
            .await
            .cycle
            .counts
            .created,
        1
    );

    let (rig, account, made) = takes_over(&ben).await;
    client(&rig)
        .delete(ResourceKind::User, &account)
        .await
        .expect("is deleted");
    let (_, why) = stale(&rig, &made).await;
    assert_eq!(
        why.as_deref(),
        Some("Ben: ben@contoso.example, which matched, is gone. Nothing was sent.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_linked_by_hand_since_it_was_planned_is_not_linked_again() {
    // Cleo is not to be made, and so in no plan.
    let mut cleo = person("u3", "Cleo", None);
    cleo["accountEnabled"] = false.into();
    let people = json!({"people": [person("u2", "Ben", None), cleo]});
    let pair = |person: &str, account: &str| LinkAccount {
        tenant: String::new(),
        object: ObjectKind::User,
        person: person.to_owned(),
        account: account.to_owned(),
    };
    let (rig, account, made) = takes_over(&people).await;
    let theirs = LinkAccount {
        tenant: rig.tenant.clone(),
        ..pair("u3", &account)
    };
    rig.desk.link_set(theirs).await.expect("is linked");
    let (state, why) = stale(&rig, &made).await;
    assert_eq!(state, PlanItemState::Stale);
    assert_eq!(
        why.as_deref(),
        Some("Ben: ben@contoso.example is linked with Cleo now. Nothing was sent.")
    );

    let (rig, _, made) = takes_over(&people).await;
    let other = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "benjamin@contoso.example",
    });
    let other = make(&rig, &other).await;
    rig.refresh().await;
    let his = LinkAccount {
        tenant: rig.tenant.clone(),
        ..pair("u2", &other)
    };
    rig.desk.link_set(his).await.expect("is linked");
    let (_, why) = stale(&rig, &made).await;
    assert_eq!(
        why.as_deref(),
        Some("Ben: linked with benjamin@contoso.example now. Nothing was sent.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_ends_the_run_and_counts_against_nobody() {
    let rig = stage(&three()).await;
    let made = plan(&rig, PlanExtent::All).await;
    rig.faults(Faults {
        status_for: vec![status_for("POST", "*", 401, None)],
        ..Faults::default()
    });
    let outcome = apply(&rig, &made).await;
    assert_eq!(outcome.cycle.state, CycleState::Failed);
    assert_eq!(
        outcome.cycle.error.as_ref().map(|error| error.code),
        Some(ErrorCode::TokenRefused)
    );
    assert_eq!((outcome.cycle.counts.created, outcome.cycle.counts.failed), (0, 0));
    rig.faults(Faults::default());
    let outcome = apply(&rig, &made).await;
    assert_eq!(
        outcome.cycle.counts.created, 4,
        "what was not tried is still planned: {outcome:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_comes_later_is_linked_then() {
    let mut people = three();
    people["people"].as_array_mut().expect("a list").remove(0);
    let rig = stage(&people).await;
    let outcome = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    assert_eq!(
        (outcome.cycle.counts.created, outcome.cycle.counts.failed),
        (3, 0),
        "{outcome:?}"
    );
    retake(&rig, &three()).await;
    let outcome = apply(&rig, &plan(&rig, PlanExtent::NextCycle).await).await;
    assert_eq!(
        (outcome.cycle.counts.created, outcome.cycle.counts.failed),
        (1, 0),
        "{outcome:?}"
    );
    let manager = rig
        .writes()
        .iter()
        .any(|(method, _, body)| method == "PATCH" && body.contains("manager"));
    assert!(manager);
    assert_eq!(open(&plan(&rig, PlanExtent::NextCycle).await), 0);
    assert_eq!(open(&plan(&rig, PlanExtent::All).await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_tenant_is_sent_nothing() {
    let rig = stage_of(&three(), SafetyLevel::ReadOnly).await;
    let made = plan(&rig, PlanExtent::All).await;
    let refused = rig
        .desk
        .plan_apply(PlanId { plan: made.plan })
        .await
        .expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);
    let request = ProvisionOnDemand {
        tenant: rig.tenant.clone(),
        people: vec!["u1".into()],
        groups: Vec::new(),
        dry_run: false,
    };
    let refused = rig.desk.provision_on_demand(request).await.expect_err("is refused");
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);
    let dry = provision(&rig, &["u1"], &[], true).await;
    assert_eq!(dry.results[0].status, LogStatus::Success, "{dry:?}");
    assert_eq!(rig.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_the_steps_and_the_requests_and_sends_nothing_that_writes() {
    let rig = stage(&three()).await;
    let outcome = provision(&rig, &["ben@contoso.example"], &["Staff"], true).await;
    assert_eq!(rig.writes(), []);
    let [ben, staff] = outcome.results.as_slice() else {
        panic!("{outcome:?}")
    };
    assert_eq!((ben.object, staff.object), (ObjectKind::User, ObjectKind::Group));
    let kinds: Vec<StepKind> = ben.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        kinds,
        [
            StepKind::Import,
            StepKind::Scoping,
            StepKind::Matching,
            StepKind::Processing,
            StepKind::Export
        ]
    );
    assert_eq!(ben.requests[0].method, "POST");
    assert!(ben.requests[0].body.contains("ben@contoso.example"));
    assert!(log(&rig, LogFilter::default()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_a_group_are_provisioned_on_demand_with_what_they_refer_to() {
    let rig = stage(&three()).await;
    let outcome = provision(&rig, &["u1", "u2"], &["Staff"], false).await;
    for result in &outcome.results {
        assert_eq!(result.status, LogStatus::Success, "{result:?}");
        assert!(result.log.is_some());
    }
    assert_eq!(there(&rig).await, EVERYBODY[..2]);
    let again = provision(&rig, &["u1"], &[], false).await;
    assert_eq!(again.results[0].requests, [], "{again:?}");
    assert_eq!(posts(&rig), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_demand_shows_every_attribute_and_by_what_the_account_was_looked_for() {
    let mut ben = person("u2", "Ben", None);
    for number in 0..70 {
        ben[format!("more{number}")] = "x".into();
    }
    let rig = stage(&json!({"people": [ben]})).await;
    let looked = async |sentence: &str| {
        let outcome = provision(&rig, &["u2"], &[], true).await;
        let result = &outcome.results[0];
        assert_eq!(result.steps[2].description, sentence);
        result.clone()
    };
    let result = looked("No account matches by userName ben@contoso.example.").await;
    let imported = &result.steps[0].details;
    assert!(imported.iter().any(|(name, _)| name == "more69"), "{imported:?}");
    make(
        &rig,
        &json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ben@contoso.example"}),
    )
    .await;
    looked("Matches ben@contoso.example by userName ben@contoso.example.").await;
    provision(&rig, &["u2"], &[], false).await;
    looked("Linked with ben@contoso.example.").await;
}

/// Somebody else's way to the app.
pub(crate) fn client(rig: &Rig) -> Client {
    let url = TenantUrl::parse(rig.server.url()).expect("is a URL");
    Client::new(ClientOptions::new(url, rig.server.token().clone())).expect("is made")
}

/// An account that somebody else makes; its id.
pub(crate) async fn make(rig: &Rig, account: &Value) -> String {
    let made = client(rig)
        .create(ResourceKind::User, account)
        .await
        .expect("is made")
        .value;
    made.and_then(|made| made.id().map(Into::into)).expect("has an id")
}

/// Where a child process finds its desk, and the plan that it sends.
pub(crate) const CHILD: &str = "SCIMDESK_TEST_APPLIES";

/// Not a test: what the next one starts as a process of its own, and kills.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test that kills it"]
async fn a_process_that_sends_a_plan() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let (dir, plan) = told.split_once('|').expect("a directory and a plan");
    let desk = rig::kept_desk(dir.as_ref()).await;
    let job = desk.plan_apply(PlanId { plan: plan.into() }).await.expect("starts");
    desk.job_end(job).await.expect("ends");
}

/// A crowd with managers, and groups: more than one process sends before it is killed.
fn crowd() -> Value {
    let name = |number: usize| format!("Person{number}");
    let people: Vec<Value> = (0..12)
        .map(|number| {
            let manager = (number > 0).then(|| format!("u{}", number - 1));
            person(&format!("u{number}"), &name(number), manager.as_deref())
        })
        .collect();
    let groups: Vec<Value> = (0..3)
        .map(|number| json!({"objectId": format!("g{number}"), "displayName": format!("Made {number}"), "members": ["u0", "u5"]}))
        .collect();
    json!({"people": people, "groups": groups})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_anywhere_loses_nothing_and_makes_nothing_twice() {
    // Twelve people, three groups, eleven managers, three groups' members: 29 requests that write.
    for kill_at in [1, 9, 14, 17, 28] {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().to_owned();
        let rig = set_up(rig::kept_desk(&path).await, dir, &crowd(), SafetyLevel::Review).await;
        let made = plan(&rig, PlanExtent::All).await;
        assert_eq!(open(&made), 15, "{:?}", made.counts);
        rig.desk.shutdown().await;
        rig.faults(Faults {
            delay: Some(Duration::from_millis(20)),
            ..Faults::default()
        });
        let mut child = Command::new(std::env::current_exe().expect("is known"))
            .args(["--exact", "applying::a_process_that_sends_a_plan", "--ignored"])
            .env(CHILD, format!("{}|{}", path.display(), made.plan))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        while rig.writes().len() < kill_at && child.try_wait().expect("is known").is_none() {
            tokio::task::yield_now().await;
        }
        // SIGKILL: nothing of it can be caught.
        child.kill().expect("is killed");
        child.wait().expect("has ended");
        rig.faults(Faults::default());
        let desk = later(&path).await;
        let rig = Rig { desk, ..rig };
        let job = rig
            .desk
            .plan_apply(PlanId {
                plan: made.plan.clone(),
            })
            .await
            .expect("starts");
        let end = rig.desk.job_end(job).await.expect("ends");
        assert!(
            matches!(&end, JobEnd::Provisioned { outcome } if outcome.failures.is_empty()),
            "{kill_at}: {end:?}"
        );
        assert_eq!(there(&rig).await.len(), 12, "killed at {kill_at}");
        let groups = rig
            .desk
            .groups_page(ListPage {
                tenant: rig.tenant.clone(),
                query: ListQuery::default(),
                window: ALL,
            })
            .await
            .expect("lists");
        let mut names: Vec<String> = groups.rows.into_iter().map(|group| group.name).collect();
        names.retain(|name| name.starts_with("Made "));
        names.sort();
        assert_eq!(names, ["Made 0", "Made 1", "Made 2"], "killed at {kill_at}");
        // What the dead process left undone is done by the next one.
        let rest = plan(&rig, PlanExtent::All).await;
        let outcome = apply(&rig, &rest).await;
        assert_eq!(outcome.failures, [], "killed at {kill_at}");
        let left = plan(&rig, PlanExtent::All).await;
        assert_eq!(open(&left), 0, "killed at {kill_at}: {:?}", left.counts);
        rig.desk.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn about_whom_the_app_does_not_tell_after_a_kill_nothing_is_sent_until_it_does() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().to_owned();
    let people = json!({"people": crowd()["people"]});
    let rig = set_up(rig::kept_desk(&path).await, dir, &people, SafetyLevel::Review).await;
    let made = plan(&rig, PlanExtent::All).await;
    rig.desk.shutdown().await;
    rig.faults(Faults {
        delay: Some(Duration::from_millis(500)),
        ..Faults::default()
    });
    let mut child = Command::new(std::env::current_exe().expect("is known"))
        .args(["--exact", "applying::a_process_that_sends_a_plan", "--ignored"])
        .env(CHILD, format!("{}|{}", path.display(), made.plan))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    while rig.writes().is_empty() && child.try_wait().expect("is known").is_none() {
        tokio::task::yield_now().await;
    }
    child.kill().expect("is killed");
    child.wait().expect("has ended");

    // It can be written to, and does not answer who there is.
    rig.faults(Faults {
        status_for: vec![status_for("GET", "/Users", 400, None)],
        ..Faults::default()
    });
    let rig = Rig {
        desk: later(&path).await,
        ..rig
    };
    let before = rig.writes().len();
    let outcome = apply(&rig, &made).await;
    let unclear: Vec<&str> = (outcome.failures.iter())
        .filter_map(|failure| {
            failure
                .sentence
                .split_once(": a change was on its way when the program ended, and the app does not tell")
        })
        .map(|(name, _)| name)
        .collect();
    assert!(!unclear.is_empty(), "{outcome:?}");
    assert_eq!(outcome.cycle.counts.failed, unclear.len() as u64, "{outcome:?}");
    let sent = rig.writes().split_off(before);
    for name in &unclear {
        let about = format!("{}@contoso.example", name.to_lowercase());
        assert!(!sent.iter().any(|(_, _, body)| body.contains(&about)), "{name}");
    }

    rig.faults(Faults::default());
    let outcome = apply(&rig, &made).await;
    assert_eq!(outcome.failures, Vec::new());
    assert_eq!(there(&rig).await.len(), 12);
    let rest = apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    assert_eq!(rest.failures, Vec::new());
    assert_eq!(open(&plan(&rig, PlanExtent::All).await), 0);
    rig.desk.shutdown().await;
}

/// The desk in this directory two minutes later: whoever died has no claim any more.
pub(crate) async fn later(dir: &std::path::Path) -> Desk {
    let system = Clock::system();
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.into()),
        clock: Clock::from_fn(move || system.now() + Duration::from_mins(2)),
        ..DeskOptions::default()
    });
    desk.desk_open(OpenDesk {
        vault: Some(VaultKind::File),
        passphrase: Some(SecretText::from(secrecy::SecretString::from("one"))),
    })
    .await
    .expect("opens");
    desk
}
