//! Plans: what would be done about whom, why, and what a person may do with it before anything is sent.

use scimdesk_desk::wire::{
    AssignPrincipals, ChooseDirectory, DecidePlan, DeskEvent, ErrorCode, ExportPlan, ImportPlan, JobEnd, LinkAccount,
    ListQuery, MakePlan, MappingVersion, ObjectKind, PlanExtent, PlanFormat, PlanId, PlanItem, PlanItemId,
    PlanItemState, PlanPage, PlanRow, PlannedAction, Principal, PrincipalKind, ProvisioningPlan, SafetyLevel,
    SaveMappings, Window,
};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

use crate::{
    preview::{keep, keep_as},
    rig::Rig,
};

/// A tenant whose accounts were fetched, and a directory of some people of whom the first has the first account.
struct Plans {
    rig: Rig,
    /// Id and user name of the first three accounts.
    accounts: Vec<(String, String)>,
}

impl Plans {
    async fn new() -> Self {
        let rig = Rig::refreshed().await;
        let rows = rig.accounts(ListQuery::default()).await.rows;
        let accounts = rows
            .iter()
            .take(3)
            .map(|row| (row.id.clone(), row.user_name.clone().expect("has one")));
        let accounts = accounts.collect();
        let plans = Self { rig, accounts };
        plans.people(&plans.everybody()).await;
        plans.assign(&["known", "new", "off"]).await;
        plans
    }

    fn everybody(&self) -> Value {
        json!([
            {"objectId": "known", "userPrincipalName": self.accounts[0].1, "displayName": "Known Person", "accountEnabled": true},
            {"objectId": "new", "userPrincipalName": "new@contoso.example", "displayName": "New Person", "manager": "known"},
            {"objectId": "off", "userPrincipalName": "off@contoso.example", "displayName": "Off Person", "accountEnabled": false},
            {"objectId": "outside", "userPrincipalName": self.accounts[1].1, "displayName": "Outside Person"},
        ])
    }

    async fn people(&self, people: &Value) {
        let known = self
            .rig
            .desk
            .directories_list()
            .await
            .expect("lists")
            .into_iter()
            .next();
        let directory = keep(&self.rig.desk, known.as_ref(), people).await;
        self.choose(directory.id).await;
    }

    async fn choose(&self, directory: String) {
        let choice = ChooseDirectory {
            tenant: self.rig.tenant.clone(),
            directory: Some(directory),
        };
        self.rig.desk.directory_choose(choice).await.expect("is chosen");
    }

    async fn assign(&self, people: &[&str]) {
        let principals = people.iter().map(|id| Principal {
            kind: PrincipalKind::Person,
            id: (*id).into(),
        });
        let request = AssignPrincipals {
            tenant: self.rig.tenant.clone(),
            principals: principals.collect(),
            role: None,
        };
        self.rig.desk.assign(request).await.expect("are assigned");
    }

    async fn link(&self, person: &str, account: usize) {
        let request = LinkAccount {
            tenant: self.rig.tenant.clone(),
            object: ObjectKind::User,
            person: person.into(),
            account: self.accounts[account].0.clone(),
        };
        self.rig.desk.link_set(request).await.expect("is linked");
    }

    async fn ended(&self, extent: PlanExtent, only: &[&str]) -> JobEnd {
        let request = MakePlan {
            tenant: self.rig.tenant.clone(),
            extent,
            only: only.iter().map(|id| (*id).to_owned()).collect(),
            refresh: false,
        };
        let job = self.rig.desk.plan_make(request).await.expect("starts");
        self.rig.desk.job_end(job).await.expect("ends")
    }

    async fn make(&self) -> ProvisioningPlan {
        match self.ended(PlanExtent::All, &[]).await {
            JobEnd::Planned { plan } => plan,
            other => panic!("{other:?}"),
        }
    }

    async fn rows(&self, plan: &ProvisioningPlan) -> Vec<PlanRow> {
        let request = PlanPage {
            plan: plan.plan.clone(),
            object: None,
            action: None,
            state: None,
            search: String::new(),
            window: Window { offset: 0, limit: 100 },
        };
        self.rig.desk.plan_page(request).await.expect("has rows").rows
    }

    /// Who, what and whether, by person.
    async fn told(&self, plan: &ProvisioningPlan) -> Vec<(String, PlannedAction, PlanItemState)> {
        let mut told: Vec<_> = (self.rows(plan).await.into_iter())
            .map(|row| (row.person.expect("has a person"), row.action, row.state))
            .collect();
        told.sort_by(|one, other| one.0.cmp(&other.0));
        told
    }

    async fn item(&self, plan: &ProvisioningPlan, person: &str) -> PlanItem {
        let rows = self.rows(plan).await;
        let row = rows
            .iter()
            .find(|row| row.person.as_deref() == Some(person))
            .expect("is planned");
        let request = PlanItemId {
            plan: plan.plan.clone(),
            number: row.number,
        };
        self.rig.desk.plan_item(request).await.expect("is there")
    }
}

fn planned(person: &str, action: PlannedAction) -> (String, PlannedAction, PlanItemState) {
    (person.to_owned(), action, PlanItemState::Planned)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_plan_links_who_matches_and_makes_who_is_new_and_sends_nothing() {
    let plans = Plans::new().await;
    let before = plans.rig.server.requests().len();
    let plan = plans.make().await;
    assert_eq!(plans.rig.server.requests().len(), before, "nothing is sent");
    assert_eq!(
        plans.told(&plan).await,
        [
            planned("known", PlannedAction::Link),
            planned("new", PlannedAction::Create)
        ]
    );
    assert_eq!((plan.people, plan.out_of_scope), (4, 1));
    assert!(
        plan.warnings
            .iter()
            .any(|warning| warning.contains("disabled in the directory")),
        "{:?}",
        plan.warnings
    );
    assert_eq!((&plan.stale, &plan.blocked), (&None, &None));

    let known = plans.item(&plan, "known").await;
    assert_eq!(known.row.account.as_ref(), Some(&plans.accounts[0].0));
    assert!(
        known.row.why.contains(&plans.accounts[0].1),
        "found by its user name: {}",
        known.row.why
    );
    assert!(known.reasons[0].starts_with("In scope: "), "{:?}", known.reasons);
    let name = known
        .attributes
        .iter()
        .find(|attribute| attribute.target == "displayName")
        .expect("differs");
    assert_eq!(
        (name.to.as_deref(), name.mapping.as_deref()),
        (Some("Known Person"), Some("displayName"))
    );
    assert!(name.from.is_some());
    assert_eq!(known.requests[0].method, "PATCH");
    assert!(known.requests[0].body.contains("Known Person"), "{:?}", known.requests);

    let new = plans.item(&plan, "new").await;
    assert_eq!(
        (new.requests[0].method.as_str(), new.requests[0].path.as_str()),
        ("POST", "/Users")
    );
    assert!(
        new.requests[1].body.contains(&plans.accounts[0].0),
        "the manager's account: {:?}",
        new.requests
    );
    let manager = new
        .attributes
        .iter()
        .find(|attribute| attribute.target.ends_with("manager"))
        .expect("has one");
    assert_eq!(manager.to.as_deref(), Some("Known Person"));
}

#[tokio::test(flavor = "multi_thread")]
async fn planning_twice_gives_the_same_plan() {
    let plans = Plans::new().await;
    plans.link("outside", 1).await;
    let (one, other) = (plans.make().await, plans.make().await);
    assert_ne!(one.plan, other.plan);
    assert_eq!(plans.rows(&one).await, plans.rows(&other).await);
    assert_eq!((one.counts, one.warnings), (other.counts, other.warnings));
    let newest = plans.rig.desk.plan_newest(plans.rig.id()).await.expect("is there");
    assert_eq!(newest.map(|plan| plan.plan), Some(other.plan));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_the_scope_is_switched_off_by_nothing_but_what_says_so() {
    let plans = Plans::new().await;
    plans.link("outside", 1).await;
    let plan = plans.make().await;
    let item = plans.item(&plan, "outside").await;
    assert_eq!(
        (item.row.action, item.row.state),
        (PlannedAction::Disable, PlanItemState::Planned)
    );
    assert!(item.reasons[0].starts_with("Out of scope: "), "{:?}", item.reasons);
    let targets: Vec<&str> = item
        .attributes
        .iter()
        .map(|attribute| attribute.target.as_str())
        .collect();
    assert_eq!(targets, ["active"]);
    assert!(
        item.row.effect.contains("switches the account off"),
        "{}",
        item.row.effect
    );
    assert_eq!(item.requests.len(), 1, "{:?}", item.requests);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_an_unproven_directory_lacks_is_withheld() {
    let plans = Plans::new().await;
    plans.link("known", 0).await;
    let mut people = plans.everybody();
    let people = people.as_array_mut().expect("a list");
    people.remove(0);
    plans.people(&json!(people)).await;
    let plan = plans.make().await;
    assert!(plan.directory_proven);
    assert!(
        plans
            .told(&plan)
            .await
            .contains(&planned("known", PlannedAction::Disable))
    );

    // A row that is nobody: who it was meant to be is not known.
    people.push(json!("known"));
    plans.people(&json!(people)).await;
    let plan = plans.make().await;
    assert!(!plan.directory_proven);
    let withheld = ("known".to_owned(), PlannedAction::Disable, PlanItemState::Withheld);
    assert!(
        plans.told(&plan).await.contains(&withheld),
        "{:?}",
        plans.told(&plan).await
    );
    let item = plans.item(&plan, "known").await;
    assert!(item.row.why.contains("was not read whole"), "{}", item.row.why);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_a_directory_never_had_is_withheld_and_said_to_be_in_neither_list() {
    let plans = Plans::new().await;
    plans.link("known", 0).await;
    let people = plans.everybody();
    let others = json!(&people.as_array().expect("a list")[1..]);
    let directory = keep_as(&plans.rig.desk, "Another", None, &others).await;
    plans.choose(directory.id).await;
    let plan = plans.make().await;
    assert!(plan.directory_proven);
    let item = plans.item(&plan, "known").await;
    assert_eq!(item.row.state, PlanItemState::Withheld);
    for sentence in &item.reasons[..2] {
        assert!(
            sentence.contains("neither now nor among those who left it"),
            "{sentence}"
        );
    }
    let way_out = "unlink them in Links, or assign and link them anew";
    assert!(item.row.why.contains(way_out), "{}", item.row.why);
    assert!(
        plan.warnings.iter().any(|warning| warning.contains(way_out)),
        "{:?}",
        plan.warnings
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_takes_changes_out_and_puts_them_back() {
    let plans = Plans::new().await;
    let plan = plans.make().await;
    let decide = |reject, action| DecidePlan {
        plan: plan.plan.clone(),
        numbers: Vec::new(),
        object: None,
        action,
        reject,
    };
    let states =
        async || -> Vec<PlanItemState> { plans.told(&plan).await.into_iter().map(|(_, _, state)| state).collect() };
    plans
        .rig
        .desk
        .plan_decide(decide(true, Some(PlannedAction::Create)))
        .await
        .expect("is taken out");
    assert_eq!(states().await, [PlanItemState::Planned, PlanItemState::Rejected]);
    plans
        .rig
        .desk
        .plan_decide(decide(false, None))
        .await
        .expect("is put back");
    assert_eq!(states().await, [PlanItemState::Planned; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_listens_hears_of_a_plan_that_was_made_before_its_job_ends_and_of_one_that_was_decided() {
    let plans = Plans::new().await;
    let mut events = plans.rig.desk.events();
    let changed = DeskEvent::ProvisioningChanged {
        tenant: plans.rig.tenant.clone(),
    };
    let plan = plans.make().await;
    let told = heard(&mut events);
    let ended = (told.iter())
        .position(|event| matches!(event, DeskEvent::JobChanged { job } if job.end.is_some()))
        .expect("the job ended");
    assert!(told[..ended].contains(&changed), "{told:?}");

    let request = DecidePlan {
        plan: plan.plan,
        numbers: Vec::new(),
        object: None,
        action: None,
        reject: true,
    };
    plans.rig.desk.plan_decide(request).await.expect("is taken out");
    assert_eq!(heard(&mut events), [changed]);
}

/// What was told until now.
fn heard(events: &mut Receiver<DeskEvent>) -> Vec<DeskEvent> {
    std::iter::from_fn(|| events.try_recv().ok()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_for_some_is_about_them_and_an_unknown_person_is_an_error() {
    let plans = Plans::new().await;
    let JobEnd::Planned { plan } = plans.ended(PlanExtent::All, &["new"]).await else {
        panic!("is planned");
    };
    assert_eq!(plans.told(&plan).await, [planned("new", PlannedAction::Create)]);
    let JobEnd::Failed { error } = plans.ended(PlanExtent::All, &["nobody"]).await else {
        panic!("nobody has this id");
    };
    assert_eq!(error.code, ErrorCode::PersonNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_tenant_is_planned_and_blocked() {
    let plans = Plans::new().await;
    plans.rig.safety(SafetyLevel::ReadOnly).await;
    let plan = plans.make().await;
    assert_eq!(plan.blocked.map(|error| error.code), Some(ErrorCode::ReadOnlyTenant));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_that_it_is_stale_once_people_or_mappings_changed() {
    let plans = Plans::new().await;
    let plan = plans.make().await;
    let get = async || {
        let request = PlanId {
            plan: plan.plan.clone(),
        };
        plans.rig.desk.plan_get(request).await.expect("is there").stale
    };
    assert_eq!(get().await, None);
    plans.people(&plans.everybody()).await;
    assert!(get().await.expect("is stale").contains("directory"));
    let known = plans.rig.desk.mappings_get(plans.rig.id()).await.expect("are there");
    let save = SaveMappings {
        tenant: plans.rig.tenant.clone(),
        base: known.version.map(|version: MappingVersion| version.number),
        mappings: known.mappings,
        note: String::new(),
        import: None,
    };
    plans.rig.desk.mappings_save(save).await.expect("are saved");
    assert!(get().await.expect("is stale").contains("mappings"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_goes_into_a_file_and_comes_back_and_a_file_that_was_touched_does_not() {
    let plans = Plans::new().await;
    let plan = plans.make().await;
    let export = |format| ExportPlan {
        plan: plan.plan.clone(),
        format,
    };
    let import = async |content: String| {
        let request = ImportPlan {
            tenant: plans.rig.tenant.clone(),
            content,
        };
        plans.rig.desk.plan_import(request).await
    };
    let file = plans
        .rig
        .desk
        .plan_export(export(PlanFormat::Json))
        .await
        .expect("is written");
    let back = import(file.content.clone()).await.expect("is read");
    assert_eq!(plans.rows(&back).await, plans.rows(&plan).await);
    assert_eq!(back.made_at, plan.made_at);
    for (content, why) in [
        (String::new(), "no JSON"),
        ("{}".to_owned(), "no plan"),
        (
            file.content.replace("\"version\": 1,", "\"version\": 2,"),
            "another version",
        ),
        (
            file.content.replace("New Person", "Other Person"),
            "changed after it was written",
        ),
        (file.content.replace("\"madeAt\"", "\"made\""), "line"),
    ] {
        let error = import(content).await.expect_err(why);
        assert_eq!(error.code, ErrorCode::PlanFileUnreadable);
        assert!(error.message.contains(why), "{}", error.message);
    }
    let other = Rig::of("custom", SafetyLevel::Review).await;
    let request = ImportPlan {
        tenant: other.tenant.clone(),
        content: file.content,
    };
    let error = other.desk.plan_import(request).await.expect_err("is another tenant");
    assert!(error.message.contains("another tenant"), "{}", error.message);
    assert!(
        error.next.is_some_and(|next| next.starts_with("Apply it to ")),
        "the file itself is as it should be"
    );

    let text = plans
        .rig
        .desk
        .plan_export(export(PlanFormat::Markdown))
        .await
        .expect("is written")
        .content;
    for part in [
        "# Plan for Acme",
        "| user | create | planned | 1 |",
        "New Person",
        "displayName",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
