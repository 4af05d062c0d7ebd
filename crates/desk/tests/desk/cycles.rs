//! Cycles over practice tenants: what they do, hold back and remember, and when they run by themselves.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use scimdesk_desk::{
    Clock, Desk, DeskOptions,
    wire::{
        AbsentMeans, AddTenant, AssignPrincipals, ChooseDirectory, ConnectDirectory, CycleKind, CycleRow, CycleState,
        DecideStaged, DeskEvent, DeskStatus, Directory, DirectorySource, ErrorCode, ExportLog, FileSource, JobEnd,
        JobId, LogAction, LogFilter, LogFormat, LogPage, LogRow, LogStatus, MakePlan, MappingSource, Mappings,
        ObjectKind, OpenDesk, PlanExtent, PlanId, PlanItemState, Principal, PrincipalKind, Provisioning,
        ProvisioningCode, ProvisioningOutcome, ProvisioningSettings, QuarantineReason, RunCycle, SafetyLevel,
        SaveMappings, SaveProvisioning, SecretText, StagedDecision, StagedRow, TenantId, TenantPage,
        UnassignPrincipals, UnlinkAccount, UpdateTenant, VaultKind, Who, Window,
    },
};
use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer, StatusFor};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    preview::keep,
    rig::{self, add, kept_desk},
};

const ALL: Window = Window {
    offset: 0,
    limit: 1_000,
};

/// A desk whose time a test sets, an empty tenant, and a directory of people of whom all are in scope.
struct Site {
    desk: Desk,
    server: PracticeServer,
    tenant: String,
    directory: Directory,
    now: Arc<Mutex<Timestamp>>,
    dir: TempDir,
}

fn people(count: usize) -> Value {
    (1..=count).map(person).collect()
}

fn person(number: usize) -> Value {
    json!({
        "objectId": format!("u{number}"),
        "userPrincipalName": format!("person{number}@contoso.example"),
        "mail": format!("person{number}@contoso.example"),
        "displayName": format!("Person {number}"),
        "givenName": "Person",
        "surname": number.to_string(),
        "accountEnabled": true,
    })
}

impl Site {
    async fn new(count: usize) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let begin: Timestamp = "2026-03-01T10:00:00Z".parse().expect("a time");
        let now = Arc::new(Mutex::new(begin));
        let clock = Arc::clone(&now);
        let desk = Desk::new(DeskOptions {
            data_dir: Some(dir.path().into()),
            clock: Clock::from_fn(move || *clock.lock().expect("not poisoned")),
            ..DeskOptions::default()
        });
        let open = OpenDesk {
            vault: Some(VaultKind::Session),
            passphrase: None,
        };
        let status = desk.desk_open(open).await.expect("opens");
        assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
        let server = PracticeServer::start(PracticeOptions::for_app("custom").with_accounts(0))
            .await
            .expect("listens");
        let tenant = desk
            .tenant_add(AddTenant {
                safety: Some(SafetyLevel::Review),
                ..add(&server, "Acme")
            })
            .await
            .expect("is added")
            .id;
        let directory = choose(&desk, &tenant, &people(count)).await;
        let site = Self {
            desk,
            server,
            tenant,
            directory,
            now,
            dir,
        };
        site.map(|mappings| mappings.assignment.who = Who::All).await;
        site
    }

    fn id(&self) -> TenantId {
        TenantId {
            tenant: self.tenant.clone(),
        }
    }

    fn pass(&self, time: SignedDuration) {
        *self.now.lock().expect("not poisoned") += time;
    }

    async fn map(&self, change: impl FnOnce(&mut Mappings)) {
        let shown = self.desk.mappings_get(self.id()).await.expect("are shown");
        let mut mappings = shown.mappings;
        change(&mut mappings);
        self.desk
            .mappings_save(SaveMappings {
                tenant: self.tenant.clone(),
                mappings,
                base: shown.version.map(|version| version.number),
                note: String::new(),
                import: None,
            })
            .await
            .expect("are saved");
    }

    async fn set(&self, change: impl FnOnce(&mut ProvisioningSettings)) {
        let mut settings = self.shown().await.settings;
        change(&mut settings);
        let request = SaveProvisioning {
            tenant: self.tenant.clone(),
            settings,
        };
        self.desk.provisioning_save(request).await.expect("are saved");
    }

    async fn assign(&self, numbers: impl IntoIterator<Item = usize>) {
        self.desk
            .assign(AssignPrincipals {
                tenant: self.tenant.clone(),
                principals: principals(numbers),
                role: None,
            })
            .await
            .expect("are assigned");
    }

    async fn unassign(&self, numbers: impl IntoIterator<Item = usize>) {
        self.desk
            .unassign(UnassignPrincipals {
                tenant: self.tenant.clone(),
                principals: principals(numbers),
            })
            .await
            .expect("are taken away");
    }

    async fn shown(&self) -> Provisioning {
        self.desk.provisioning_get(self.id()).await.expect("is shown")
    }

    async fn run(&self) -> JobEnd {
        let job = self.desk.cycle_run(run(self.id())).await.expect("starts");
        self.desk.job_end(job).await.expect("ends")
    }

    async fn cycle(&self) -> ProvisioningOutcome {
        match self.run().await {
            JobEnd::Provisioned { outcome } => outcome,
            other => panic!("{other:?}"),
        }
    }

    /// Plans everything, and sends it.
    async fn apply(&self) -> ProvisioningOutcome {
        let make = MakePlan {
            tenant: self.tenant.clone(),
            extent: PlanExtent::All,
            only: Vec::new(),
            refresh: false,
        };
        let job = self.desk.plan_make(make).await.expect("begins");
        let plan = match self.desk.job_end(job).await.expect("ends") {
            JobEnd::Planned { plan } => plan.plan,
            other => panic!("{other:?}"),
        };
        let job = self.desk.plan_apply(PlanId { plan }).await.expect("begins");
        match self.desk.job_end(job).await.expect("ends") {
            JobEnd::Provisioned { outcome } => outcome,
            other => panic!("{other:?}"),
        }
    }

    async fn cycles(&self) -> Vec<CycleRow> {
        let request = TenantPage {
            tenant: self.tenant.clone(),
            window: ALL,
        };
        self.desk.cycles_page(request).await.expect("are shown").rows
    }

    async fn staged(&self) -> Vec<StagedRow> {
        let request = TenantPage {
            tenant: self.tenant.clone(),
            window: ALL,
        };
        self.desk.staged_page(request).await.expect("are shown").rows
    }

    async fn decide(&self, numbers: Vec<u64>, decision: StagedDecision) -> Provisioning {
        let request = DecideStaged {
            tenant: self.tenant.clone(),
            numbers,
            decision,
        };
        self.desk.staged_decide(request).await.expect("is decided")
    }

    async fn log(&self, filter: LogFilter) -> Vec<LogRow> {
        let request = LogPage {
            tenant: self.tenant.clone(),
            filter,
            window: ALL,
        };
        self.desk.logs_page(request).await.expect("is shown").rows
    }

    fn writes(&self) -> Vec<String> {
        (self.server.requests().into_iter())
            .filter(|request| request.method != "GET")
            .map(|request| request.method)
            .collect()
    }
}

fn principals(numbers: impl IntoIterator<Item = usize>) -> Vec<Principal> {
    (numbers.into_iter())
        .map(|number| Principal {
            kind: PrincipalKind::Person,
            id: format!("u{number}"),
        })
        .collect()
}

/// With a person who knows what it does.
pub(crate) fn run(id: TenantId) -> RunCycle {
    RunCycle {
        tenant: id.tenant,
        reviewed: true,
    }
}

async fn choose(desk: &Desk, tenant: &str, people: &Value) -> Directory {
    let directory = keep(desk, None, people).await;
    desk.directory_choose(ChooseDirectory {
        tenant: tenant.to_owned(),
        directory: Some(directory.id.clone()),
    })
    .await
    .expect("is chosen");
    directory
}

/// The end of the next cycle that a scheduler runs.
async fn next_end(events: &mut Receiver<DeskEvent>) -> JobEnd {
    loop {
        match events.recv().await {
            Ok(DeskEvent::JobChanged { job }) if job.kind == scimdesk_desk::wire::JobKind::Cycle => {
                if let Some(end) = job.end {
                    return end;
                }
            }
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => panic!("the desk is gone"),
        }
    }
}

fn cycle_of(end: JobEnd) -> CycleRow {
    match end {
        JobEnd::Provisioned { outcome } => outcome.cycle,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_cycle_makes_everybody_and_the_second_sends_nothing() {
    let site = Site::new(3).await;
    let first = site.cycle().await.cycle;
    assert_eq!(
        (first.number, first.kind, first.state),
        (1, CycleKind::Initial, CycleState::Succeeded)
    );
    assert_eq!(
        (first.counts.imported, first.counts.created, first.counts.failed),
        (3, 3, 0)
    );
    let sent = site.writes().len();
    let second = site.cycle().await.cycle;
    assert_eq!((second.kind, second.counts.created), (CycleKind::Incremental, 0));
    assert_eq!(site.writes().len(), sent, "{:?}", site.writes());
    let shown = site.shown().await;
    assert_eq!(shown.statistics.users, 3);
    assert_eq!(shown.statistics.cycles, 2);
    assert!(shown.statistics.initial_completed.is_some());
    assert_eq!(shown.last_cycle.map(|cycle| cycle.number), Some(2));
    let created = site
        .log(LogFilter {
            action: Some(LogAction::Create),
            ..LogFilter::default()
        })
        .await;
    assert_eq!(created.len(), 3);
    assert!(
        created
            .iter()
            .all(|row| row.status == LogStatus::Success && row.cycle == Some(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_leavers_wait_for_a_person_while_everything_else_goes_on() {
    let site = Site::new(6).await;
    site.map(|mappings| mappings.assignment.who = Who::Assigned).await;
    site.assign(1..=5).await;
    site.set(|settings| {
        settings.guard.count = Some(2);
        settings.guard.share = None;
    })
    .await;
    assert_eq!(site.cycle().await.cycle.counts.created, 5);

    site.unassign([1, 2, 3]).await;
    site.assign([6]).await;
    let held = site.cycle().await.cycle;
    assert_eq!(
        (held.counts.created, held.counts.disabled, held.counts.staged),
        (1, 0, 3)
    );
    let shown = site.desk.provisioning_start(site.id()).await.expect("starts");
    assert_eq!(shown.code, ProvisioningCode::Quarantine);
    assert_eq!(
        shown.quarantine.expect("waits").reason,
        QuarantineReason::TooManyDeletes
    );
    let staged = site.staged().await;
    assert_eq!(staged.len(), 3);
    assert!(
        staged.iter().all(|row| !row.why.is_empty() && !row.effect.is_empty()),
        "{staged:?}"
    );
    let logged = LogFilter {
        action: Some(LogAction::StagedDelete),
        ..LogFilter::default()
    };
    assert_eq!(site.log(logged.clone()).await.len(), 3);

    // As long as nobody decides, each further cycle leaves them as they are, and says so once.
    assert_eq!(site.cycle().await.cycle.counts.staged, 3);
    assert_eq!(site.log(logged).await.len(), 3);

    let number = |person: &str| staged.iter().find(|row| row.person == person).expect("waits").number;
    let mistyped = DecideStaged {
        tenant: site.tenant.clone(),
        numbers: vec![number("u1"), 999],
        decision: StagedDecision::Allowed,
    };
    let refused = site.desk.staged_decide(mistyped).await.expect_err("there is no 999");
    assert_eq!(refused.code, ErrorCode::BadInput);
    assert!(refused.message.contains("no number 999"), "{refused}");
    let waits = |row: &StagedRow| row.decision == StagedDecision::Waiting;
    assert!(site.staged().await.iter().all(waits), "nothing is decided then");
    site.decide(vec![number("u1")], StagedDecision::Allowed).await;
    site.decide(vec![number("u2")], StagedDecision::Denied).await;
    let done = site.cycle().await.cycle;
    assert_eq!((done.counts.disabled, done.counts.staged), (1, 1));

    // Back in scope: nothing waits any more.
    site.assign([3]).await;
    let back = site.cycle().await.cycle;
    assert_eq!((back.counts.disabled, back.counts.staged), (0, 0));
    assert_eq!(site.shown().await.code, ProvisioningCode::Active);
    let left: Vec<_> = site
        .staged()
        .await
        .into_iter()
        .map(|row| (row.person, row.decision))
        .collect();
    assert_eq!(left, [("u2".to_owned(), StagedDecision::Denied)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_a_person_sends_passes_the_same_guard_and_what_was_denied_stays() {
    let site = Site::new(5).await;
    site.map(|mappings| mappings.assignment.who = Who::Assigned).await;
    site.assign(1..=5).await;
    site.set(|settings| {
        settings.guard.count = Some(2);
        settings.guard.share = None;
    })
    .await;
    assert_eq!(site.cycle().await.cycle.counts.created, 5);

    site.unassign([1, 2, 3]).await;
    let held = site.apply().await.cycle.counts;
    assert_eq!((held.disabled, held.staged), (0, 3));
    let staged = site.staged().await;
    assert_eq!(staged.len(), 3);
    let number = |person: &str| staged.iter().find(|row| row.person == person).expect("waits").number;
    site.decide(vec![number("u1")], StagedDecision::Allowed).await;
    site.decide(vec![number("u2")], StagedDecision::Denied).await;
    let done = site.apply().await.cycle.counts;
    assert_eq!((done.disabled, done.staged), (1, 1));
    let again = site.apply().await.cycle.counts;
    assert_eq!((again.disabled, again.staged), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_assignments_no_cycle_begins_but_once_accounts_are_linked_the_last_to_leave_is_switched_off() {
    let site = Site::new(2).await;
    site.map(|mappings| mappings.assignment.who = Who::Assigned).await;
    assert_eq!(site.shown().await.code, ProvisioningCode::NotConfigured);
    site.assign([1]).await;
    assert_eq!(site.cycle().await.cycle.counts.created, 1);
    site.unassign([1]).await;
    assert_eq!(site.shown().await.missing, Vec::<String>::new());
    assert_eq!(site.cycle().await.cycle.counts.disabled, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_changes_are_reviewed_no_cycle_runs_unless_a_person_knows_or_has_switched_them_on() {
    let site = Site::new(1).await;
    let unseen = || RunCycle {
        tenant: site.tenant.clone(),
        reviewed: false,
    };
    let refused = site.desk.cycle_run(unseen()).await.expect_err("nobody has seen it");
    assert_eq!(refused.code, ErrorCode::ReviewNeeded);
    assert_eq!(site.writes(), [] as [String; 0]);
    site.desk.provisioning_start(site.id()).await.expect("is switched on");
    let job = site.desk.cycle_run(unseen()).await.expect("has been seen");
    site.desk.job_end(job).await.expect("ends");
    assert_eq!(site.writes(), ["POST"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_as_the_limit_are_not_too_many_and_protected_names_never_go() {
    let site = Site::new(4).await;
    site.map(|mappings| mappings.assignment.who = Who::Assigned).await;
    site.assign(1..=4).await;
    site.set(|settings| {
        settings.guard.count = Some(2);
        settings.guard.share = None;
        settings.guard.protected = vec!["PERSON1@*".into()];
    })
    .await;
    site.cycle().await;
    site.unassign([1, 2, 3]).await;
    let cycle = site.cycle().await.cycle;
    assert_eq!((cycle.counts.disabled, cycle.counts.staged), (2, 0));
    assert_eq!(site.cycle().await.cycle.counts.disabled, 0, "nor later");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_is_a_quarantine_that_success_lifts() {
    let site = Site::new(2).await;
    let refused = StatusFor {
        status: 401,
        ..StatusFor::default()
    };
    site.server.set_faults(Faults {
        status_for: vec![refused],
        ..Faults::default()
    });
    site.set(|settings| settings.notify.desktop = true).await;
    let mut events = site.desk.events();
    let JobEnd::Failed { error } = site.run().await else {
        panic!("it did not fail")
    };
    assert_eq!(error.code, ErrorCode::TokenRefused);
    let shown = site.desk.provisioning_get(site.id()).await.expect("is shown");
    let quarantine = shown.quarantine.expect("is in quarantine");
    assert_eq!(quarantine.reason, QuarantineReason::EncounteredQuarantineException);
    assert_eq!(quarantine.next_attempt.to_string(), "2026-03-01T16:00:00Z");
    assert_eq!(shown.last_error.as_deref(), Some(error.message.as_str()));
    assert_eq!(site.cycles().await[0].state, CycleState::Failed);
    let told = |events: &mut Receiver<DeskEvent>| {
        let mut told = 0;
        while let Ok(event) = events.try_recv() {
            told += usize::from(matches!(event, DeskEvent::Notification { .. }));
        }
        told
    };
    assert_eq!(told(&mut events), 1);
    site.run().await;
    assert_eq!(told(&mut events), 0, "its reason is the same");

    site.server.set_faults(Faults::default());
    assert_eq!(site.cycle().await.cycle.counts.created, 2);
    assert_eq!(site.shown().await.quarantine, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_with_nothing_to_send_finds_out_that_the_token_is_refused() {
    let site = Site::new(1).await;
    site.cycle().await;
    let refused = StatusFor {
        status: 401,
        ..StatusFor::default()
    };
    site.server.set_faults(Faults {
        status_for: vec![refused],
        ..Faults::default()
    });
    let JobEnd::Failed { error } = site.run().await else {
        panic!("it did not fail")
    };
    assert_eq!(error.code, ErrorCode::TokenRefused);
    let quarantine = site.shown().await.quarantine.expect("is in quarantine");
    assert_eq!(quarantine.reason, QuarantineReason::EncounteredQuarantineException);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_waits_its_time_and_is_tried_at_once_when_something_else_is_wanted() {
    let site = Site::new(2).await;
    site.server.set_faults(Faults {
        status_for: vec![StatusFor {
            method: Some("POST".into()),
            path: "/Users".into(),
            status: 400,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let named = |number: usize, name: &str| {
        let mut person = person(number);
        person["surname"] = name.into();
        person
    };
    let failed = |outcome: &ProvisioningOutcome| outcome.cycle.counts.failed;
    assert_eq!(failed(&site.cycle().await), 2);
    site.pass(SignedDuration::from_hours(1));
    assert_eq!(failed(&site.cycle().await), 0, "both wait");
    keep(
        &site.desk,
        Some(&site.directory),
        &json!([named(1, "Dubois"), person(2)]),
    )
    .await;
    let corrected = site.cycle().await;
    assert_eq!(failed(&corrected), 1);
    assert!(corrected.failures[0].sentence.starts_with("Person 1"), "{corrected:?}");
    assert!(!corrected.failures[0].sentence.contains("28 days"), "{corrected:?}");
    assert_eq!(failed(&site.cycle().await), 0, "what was corrected waits as well");

    site.pass(SignedDuration::from_hours(29 * 24));
    let last = site.cycle().await;
    assert_eq!(failed(&last), 2);
    for failure in &last.failures {
        assert!(
            (failure.sentence).contains("failed for 28 days: it is tried again when what is to be sent changes"),
            "{failure:?}"
        );
    }
    site.server.set_faults(Faults::default());
    site.pass(SignedDuration::from_hours(29 * 24));
    let created = async || site.cycle().await.cycle.counts.created;
    assert_eq!(created().await, 0, "nobody is tried by themselves any more");
    keep(
        &site.desk,
        Some(&site.directory),
        &json!([named(1, "Dubois"), named(2, "Novak")]),
    )
    .await;
    assert_eq!(created().await, 1);
    site.map(|mappings| {
        let given = (mappings.users.mappings.iter_mut()).find(|mapping| mapping.target == "name.givenName");
        given.expect("is mapped").default_value = Some("unknown".into());
    })
    .await;
    assert_eq!(created().await, 1, "the mappings want something else");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scheduler_runs_what_is_due_by_the_clock_and_by_a_change() {
    let site = Site::new(2).await;
    let mut events = site.desk.events();
    site.desk.scheduler_start(Vec::new()).await.expect("starts");
    site.desk.provisioning_start(site.id()).await.expect("is on");
    let first = cycle_of(next_end(&mut events).await);
    assert_eq!((first.kind, first.counts.created), (CycleKind::Initial, 2));

    site.pass(SignedDuration::from_mins(40));
    site.desk.scheduler_wake().await;
    let second = cycle_of(next_end(&mut events).await);
    assert_eq!((second.number, second.kind), (2, CycleKind::Incremental));

    // No time passes, but the people change.
    keep(&site.desk, Some(&site.directory), &people(3)).await;
    let third = cycle_of(next_end(&mut events).await);
    assert_eq!((third.number, third.counts.created), (3, 1));

    site.desk.provisioning_pause(site.id()).await.expect("pauses");
    site.pass(SignedDuration::from_hours(48));
    site.desk.scheduler_wake().await;
    site.desk.scheduler_stop().await;
    assert_eq!(site.cycles().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_quarantine_the_scheduler_tries_at_its_times_alone() {
    let site = Site::new(1).await;
    site.server.set_faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let mut events = site.desk.events();
    site.desk
        .scheduler_start(vec![site.tenant.clone()])
        .await
        .expect("starts");
    site.desk.provisioning_start(site.id()).await.expect("is on");
    assert!(matches!(next_end(&mut events).await, JobEnd::Failed { .. }));
    // Neither the interval nor a change.
    site.pass(SignedDuration::from_hours(5));
    site.map(|mappings| mappings.assignment.nested_groups = !mappings.assignment.nested_groups)
        .await;
    site.server.set_faults(Faults::default());
    site.pass(SignedDuration::from_hours(1));
    site.desk.scheduler_wake().await;
    let cycle = cycle_of(next_end(&mut events).await);
    assert_eq!((cycle.number, cycle.counts.created), (2, 1));
    assert_eq!(cycle.began_at.to_string(), "2026-03-01T16:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ran_when_the_clock_was_ahead_keeps_no_cycle_waiting_once_it_is_right() {
    let site = Site::new(1).await;
    let year = SignedDuration::from_hours(365 * 24);
    site.desk.provisioning_start(site.id()).await.expect("is on");
    site.pass(year);
    site.server.set_faults(Faults {
        status_for: vec![StatusFor {
            method: Some("POST".into()),
            path: "/Users".into(),
            status: 500,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    assert_eq!(site.cycle().await.cycle.counts.failed, 1);
    site.server.set_faults(Faults::default());
    site.pass(-year);
    let before = site.server.requests().len();
    let mut events = site.desk.events();
    site.desk
        .scheduler_start(vec![site.tenant.clone()])
        .await
        .expect("starts");
    let cycle = cycle_of(next_end(&mut events).await);
    // The accounts are listed anew, and what failed is tried again.
    assert_eq!((cycle.number, cycle.counts.created), (2, 1));
    let asked = site.server.requests().split_off(before);
    assert!(
        asked
            .iter()
            .any(|request| request.path == "/Users" && request.method == "GET"),
        "{asked:?}"
    );
}

/// What a webhook was told: occasion and text.
async fn told(hook: &wiremock::MockServer) -> Vec<(String, String)> {
    let requests = hook.received_requests().await.expect("are recorded");
    let of = |request: &wiremock::Request| {
        let body: Value = request.body_json().expect("is JSON");
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (text("occasion"), text("text"))
    };
    requests.iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_could_not_be_sent_is_sent_at_the_end_of_the_next_cycle_and_once() {
    let site = Site::new(1).await;
    let hook = wiremock::MockServer::start().await;
    let (uri, mut events) = (format!("{}/hook", hook.uri()), site.desk.events());
    site.set(|settings| {
        settings.notify.desktop = true;
        settings.notify.webhook = Some(uri);
        settings.notify.token_expires = Some("2026-03-08".into());
    })
    .await;
    let answer = |status| {
        wiremock::Mock::given(wiremock::matchers::method("POST")).respond_with(wiremock::ResponseTemplate::new(status))
    };
    hook.register(answer(500)).await;
    site.cycle().await;
    assert_eq!(told(&hook).await.len(), 1);
    hook.reset().await;
    hook.register(answer(204)).await;
    site.cycle().await;
    let occasions: Vec<String> = told(&hook).await.into_iter().map(|told| told.0).collect();
    assert_eq!(occasions, ["token_expires"]);
    site.cycle().await;
    assert_eq!(told(&hook).await.len(), 1);
    // This computer was told the first time.
    let mut heard = 0;
    loop {
        match events.try_recv() {
            Ok(event) => heard += u32::from(matches!(event, DeskEvent::Notification { .. })),
            Err(tokio::sync::broadcast::error::TryRecvError::Lagged(_)) => {}
            Err(_) => break,
        }
    }
    assert_eq!(heard, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_holds_the_desks_words_and_code_and_nothing_that_the_app_said() {
    let site = Site::new(1).await;
    let hook = wiremock::MockServer::start().await;
    let any = wiremock::Mock::given(wiremock::matchers::method("POST"));
    hook.register(any.respond_with(wiremock::ResponseTemplate::new(204)))
        .await;
    let uri = format!("{}/hook", hook.uri());
    site.set(|settings| {
        settings.notify.digest = true;
        settings.notify.webhook = Some(uri);
    })
    .await;
    let refuse = |method: &str, path: &str, status| {
        site.server.set_faults(Faults {
            status_for: vec![StatusFor {
                method: Some(method.into()),
                path: path.into(),
                status,
                body: Some(json!({"status": status.to_string(), "detail": "canary"}).to_string()),
                ..StatusFor::default()
            }],
            ..Faults::default()
        });
    };
    refuse("POST", "/Users", 400);
    let outcome = site.cycle().await;
    assert!(outcome.failures[0].sentence.contains("canary"), "{outcome:?}");
    let messages = told(&hook).await;
    let [(occasion, text)] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    assert_eq!(occasion, "failures");
    assert!(
        text.contains("Person 1") && text.contains("(UnprocessableEntity)"),
        "{text}"
    );
    assert!(!text.contains("canary"), "{text}");

    // The third time that the list is refused is a quarantine.
    refuse("GET", "/Users", 400);
    for _ in 0..3 {
        site.run().await;
    }
    let (occasion, text) = told(&hook).await.pop().expect("is told");
    assert_eq!(occasion, "quarantine");
    assert!(!text.contains("canary"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_owner_at_a_time_and_the_other_is_told_who() {
    let dir = tempfile::tempdir().expect("a directory");
    let (one, other) = (kept_desk(dir.path()).await, kept_desk(dir.path()).await);
    let server = PracticeServer::start(PracticeOptions::for_app("custom").with_accounts(0))
        .await
        .expect("listens");
    let tenant = one
        .tenant_add(AddTenant {
            safety: Some(SafetyLevel::Review),
            ..add(&server, "Acme")
        })
        .await
        .expect("is added")
        .id;
    choose(&one, &tenant, &people(2)).await;
    one.assign(AssignPrincipals {
        tenant: tenant.clone(),
        principals: principals([1, 2]),
        role: None,
    })
    .await
    .expect("are assigned");
    server.set_faults(Faults {
        delay: Some(Duration::from_millis(300)),
        ..Faults::default()
    });
    let id = || TenantId { tenant: tenant.clone() };
    let job: JobId = one.cycle_run(run(id())).await.expect("starts");
    let refused = other.cycle_run(run(id())).await.expect_err("is not the owner");
    assert_eq!(refused.code, ErrorCode::AlreadyRunning);
    let process = std::process::id().to_string();
    assert!(refused.message.contains(&process), "{}", refused.message);
    one.job_end(job).await.expect("ends");
    let job = other.cycle_run(run(id())).await.expect("is free");
    other.job_end(job).await.expect("ends");
    one.shutdown().await;
    other.shutdown().await;
}

/// A desk in the same directory whose clock is so far on that the lease of the other has ended for it.
async fn later(dir: &std::path::Path) -> Desk {
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

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_tenant_to_another_begins_no_change_more() {
    let dir = tempfile::tempdir().expect("a directory");
    let (one, other) = (kept_desk(dir.path()).await, later(dir.path()).await);
    let server = PracticeServer::start(PracticeOptions::for_app("custom").with_accounts(0))
        .await
        .expect("listens");
    let tenant = one
        .tenant_add(AddTenant {
            safety: Some(SafetyLevel::Review),
            ..add(&server, "Acme")
        })
        .await
        .expect("is added")
        .id;
    choose(&one, &tenant, &people(100)).await;
    one.assign(AssignPrincipals {
        tenant: tenant.clone(),
        principals: principals(1..=100),
        role: None,
    })
    .await
    .expect("are assigned");
    server.set_faults(Faults {
        delay: Some(Duration::from_millis(50)),
        ..Faults::default()
    });
    let mut events = one.events();
    let job = one
        .cycle_run(run(TenantId { tenant: tenant.clone() }))
        .await
        .expect("starts");
    let sent = || server.requests().iter().filter(|seen| seen.method == "POST").count();
    while sent() == 0 {
        events.recv().await.expect("something happens");
    }
    // It has the lease for a moment, and gives it back: long before the one asks to renew it.
    let nobody = UnlinkAccount {
        tenant: tenant.clone(),
        object: ObjectKind::User,
        person: String::from("nobody"),
    };
    other.link_remove(nobody).await.expect_err("is not linked");
    let stopped = cycle_of(one.job_end(job).await.expect("ends"));
    assert_eq!((stopped.state, stopped.error), (CycleState::Stopped, None));
    assert!((1..100).contains(&stopped.counts.created), "{:?}", stopped.counts);
    assert_eq!(stopped.counts.failed, 0);
    one.shutdown().await;
    other.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_stops_the_cycle_that_runs_and_the_next_goes_on() {
    let site = Site::new(80).await;
    site.server.set_faults(Faults {
        delay: Some(Duration::from_millis(100)),
        ..Faults::default()
    });
    site.desk.provisioning_start(site.id()).await.expect("is on");
    let mut events = site.desk.events();
    let job = site.desk.cycle_run(run(site.id())).await.expect("starts");
    // Until somebody was made.
    while site.writes().is_empty() {
        events.recv().await.expect("something happens");
    }
    let paused = site.desk.provisioning_pause(site.id()).await.expect("pauses");
    assert_eq!(paused.code, ProvisioningCode::Paused);
    let stopped = cycle_of(site.desk.job_end(job).await.expect("ends"));
    assert_eq!(stopped.state, CycleState::Stopped);
    assert!((1..80).contains(&stopped.counts.created), "{:?}", stopped.counts);
    site.server.set_faults(Faults::default());
    let rest = site.cycle().await.cycle;
    assert_eq!(rest.kind, CycleKind::Initial);
    assert_eq!(stopped.counts.created + rest.counts.created + rest.counts.linked, 80);
    assert_eq!(site.writes().iter().filter(|method| *method == "POST").count(), 80);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_becomes_read_only_is_sent_no_more() {
    let site = Site::new(80).await;
    site.server.set_faults(Faults {
        delay: Some(Duration::from_millis(100)),
        ..Faults::default()
    });
    let mut events = site.desk.events();
    let job = site.desk.cycle_run(run(site.id())).await.expect("starts");
    while site.writes().is_empty() {
        events.recv().await.expect("something happens");
    }
    let update = UpdateTenant {
        id: site.tenant.clone(),
        safety: Some(SafetyLevel::ReadOnly),
        ..UpdateTenant::default()
    };
    site.desk.tenant_update(update).await.expect("is changed");
    let sent = site.writes().len();
    let stopped = cycle_of(site.desk.job_end(job).await.expect("ends"));
    assert_eq!(stopped.state, CycleState::Stopped);
    assert!((1..80).contains(&stopped.counts.created), "{:?}", stopped.counts);
    assert_eq!(site.writes().len(), sent, "nothing is sent once it is read-only");
    assert_eq!(site.cycles().await[0].state, CycleState::Stopped, "it is remembered so");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_exported_as_three_files_whose_cells_no_spreadsheet_runs() {
    let site = Site::new(1).await;
    let mut somebody = person(2);
    somebody["displayName"] = json!("=HYPERLINK(\"https://evil.example\")");
    keep(&site.desk, Some(&site.directory), &json!([person(1), somebody])).await;
    site.cycle().await;
    let export = |format| ExportLog {
        tenant: site.tenant.clone(),
        filter: LogFilter {
            action: Some(LogAction::Create),
            ..LogFilter::default()
        },
        format,
    };
    let files = site
        .desk
        .logs_export(export(LogFormat::Csv))
        .await
        .expect("is exported");
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ProvisioningLogs.csv",
            "ProvisioningLogs_ProvisioningSteps.csv",
            "ProvisioningLogs_ModifiedProperties.csv"
        ]
    );
    assert_eq!(files[0].content.lines().count(), 3, "{}", files[0].content);
    for file in &files {
        let mut rows = csv::Reader::from_reader(file.content.as_bytes());
        let change = rows
            .headers()
            .expect("has headings")
            .iter()
            .position(|name| name == "changeId");
        let change = change.expect("is joined by the change");
        let mut count = 0;
        for row in rows.records() {
            let row = row.expect("is whole");
            assert!(!row[change].is_empty());
            assert!(row.iter().all(|cell| !cell.starts_with('=')), "{row:?}");
            count += 1;
        }
        assert!(count >= 2, "{}", file.name);
    }
    let files = site
        .desk
        .logs_export(export(LogFormat::Json))
        .await
        .expect("is exported");
    let all: Vec<Value> = serde_json::from_str(&files[0].content).expect("is one array");
    assert_eq!(all.len(), 2);
    assert!(
        all.iter()
            .all(|record| record["action"] == "create" && record["changeId"].is_string())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_kept_as_long_as_it_is_set() {
    let site = Site::new(1).await;
    site.set(|settings| settings.log_days = Some(7)).await;
    site.cycle().await;
    assert_eq!(site.log(LogFilter::default()).await.len(), 1);
    site.pass(SignedDuration::from_hours(7 * 24));
    site.cycle().await;
    assert_eq!(site.log(LogFilter::default()).await.len(), 1);
    site.pass(SignedDuration::from_secs(1));
    site.cycle().await;
    assert_eq!(site.log(LogFilter::default()).await.len(), 0);
}

/// Maps `active` to a value of the city; everybody who has none is to be off.
fn off_without_a_city(mappings: &mut Mappings) {
    let active = mappings.users.mappings.iter_mut().find(|one| one.target == "active");
    active.expect("is mapped").source = MappingSource::Expression {
        text: r#"Switch([city], "False", "Harbour", "True")"#.into(),
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_a_mapping_switches_off_wait_as_leavers_do() {
    let site = Site::new(40).await;
    assert_eq!(site.cycle().await.cycle.counts.created, 40);
    site.map(off_without_a_city).await;
    let sent = site.writes().len();
    let cycle = site.cycle().await.cycle;
    assert_eq!((cycle.counts.staged, cycle.counts.disabled), (40, 0));
    assert_eq!(site.staged().await.len(), 40);
    assert_eq!(site.writes().len(), sent, "{:?}", site.writes());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_a_mapping_switches_off_is_counted_and_a_protected_one_stays() {
    let site = Site::new(3).await;
    site.cycle().await;
    site.set(|settings| settings.guard.protected = vec!["PERSON1@*".into()])
        .await;
    site.map(off_without_a_city).await;
    let cycle = site.cycle().await.cycle;
    assert_eq!(
        (cycle.counts.disabled, cycle.counts.staged, cycle.counts.updated),
        (2, 0, 0)
    );
    let off = site.server.requests().into_iter();
    let off = off.filter(|request| request.method == "PATCH").count();
    assert_eq!(off, 2);
    // What is off already is not switched off again.
    let again = site.cycle().await.cycle;
    assert_eq!((again.counts.disabled, again.counts.updated), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_is_not_proven_takes_nobody_out_of_a_group_until_it_is() {
    let site = Site::new(1).await;
    let path = site.dir.path().join("people.csv");
    let write = |rows: [&str; 3]| {
        let lines = (1..).zip(rows).map(|(number, row)| {
            let name = format!("p{number}@contoso.example");
            format!("p{number},{name},Person {number},{name},{row}")
        });
        let mut text = vec!["objectId,userPrincipalName,displayName,mail,groups".to_owned()];
        text.extend(lines);
        std::fs::write(&path, text.join("\n")).expect("writes");
    };
    write(["Team", "Team", "Team"]);
    let connect = ConnectDirectory {
        directory: None,
        name: "File".into(),
        source: DirectorySource::File(FileSource {
            path: path.to_str().expect("text").into(),
            columns: Vec::new(),
            id_attribute: Some("objectId".into()),
            absent: AbsentMeans::Disabled,
        }),
        secret: None,
    };
    let directory = site.desk.directory_connect(connect).await.expect("is connected");
    let choose = ChooseDirectory {
        tenant: site.tenant.clone(),
        directory: Some(directory.directory),
    };
    site.desk.directory_choose(choose).await.expect("is chosen");
    assert_eq!(site.cycle().await.cycle.counts.created, 4);
    let sent = site.writes().len();
    // One row cannot be read, and the third is in no group any more.
    write(["Team", "Team,too,many", ""]);
    for _ in 0..2 {
        site.cycle().await;
        assert_eq!(site.writes().len(), sent, "{:?}", site.writes());
    }
    let make = MakePlan {
        tenant: site.tenant.clone(),
        extent: PlanExtent::NextCycle,
        only: Vec::new(),
        refresh: false,
    };
    let job = site.desk.plan_make(make).await.expect("begins");
    let JobEnd::Planned { plan } = site.desk.job_end(job).await.expect("ends") else {
        panic!("no plan");
    };
    let counts: Vec<_> = (plan.counts.iter().map(|count| (count.object, count.state, count.count))).collect();
    assert_eq!(counts, [(ObjectKind::Group, PlanItemState::Withheld, 1)]);
    write(["Team", "Team", ""]);
    site.cycle().await;
    assert_eq!(site.writes()[sent..], ["PATCH"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_another_tenant_no_longer_shows_is_switched_off_and_not_deleted() {
    let site = Site::new(1).await;
    let source = rig::server("custom").await;
    let shown = site.desk.tenant_add(add(&source, "Shown")).await.expect("is added");
    let connect = ConnectDirectory {
        directory: None,
        name: "Shown".into(),
        source: DirectorySource::Tenant {
            tenant: shown.id.clone(),
        },
        secret: None,
    };
    let directory = site.desk.directory_connect(connect).await.expect("is connected");
    let choose = ChooseDirectory {
        tenant: site.tenant.clone(),
        directory: Some(directory.directory),
    };
    site.desk.directory_choose(choose).await.expect("is chosen");
    assert!(site.cycle().await.cycle.counts.created > 1);
    let url = TenantUrl::parse(source.url()).expect("a URL");
    let client = Client::new(ClientOptions::new(url, source.token().clone())).expect("a client");
    let page = client
        .list_page(&["Users"], &[("count", "1")])
        .await
        .expect("a page")
        .value;
    let hidden = page.resources[0].id().expect("has an id").into_owned();
    client.delete(ResourceKind::User, &hidden).await.expect("is hidden");
    let counts = site.cycle().await.cycle.counts;
    assert_eq!((counts.disabled, counts.deleted), (1, 0));
}
