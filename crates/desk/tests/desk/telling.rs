//! What plan, log and results tell of what is done, and of what is not.

use scimdesk_desk::wire::{
    DecidePlan, ExportPlan, LinkAccount, LogFilter, LogId, LogRecord, LogStatus, ObjectKind, PlanExtent, PlanFormat,
    PlanItem, PlanItemId, PlanItemState, PlanPage, PlannedAction, ProvisioningPlan, SaveProvisioning, StepKind,
};
use scimdesk_sandbox::Faults;
use scimdesk_scim::resource::ResourceKind;
use serde_json::json;

use crate::{
    applying::{ALL, apply, client, log, make, open, person, plan, provision, retake, stage, status_for, three},
    rig::Rig,
};

/// The change of a plan that is about the person or group of this name.
async fn item(rig: &Rig, made: &ProvisioningPlan, name: &str) -> PlanItem {
    let page = PlanPage {
        plan: made.plan.clone(),
        object: None,
        action: None,
        state: None,
        search: name.to_owned(),
        window: ALL,
    };
    let rows = rig.desk.plan_page(page).await.expect("has rows").rows;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let request = PlanItemId {
        plan: made.plan.clone(),
        number: rows[0].number,
    };
    rig.desk.plan_item(request).await.expect("is there")
}

/// The newest record about the person or group of this name.
async fn record(rig: &Rig, name: &str) -> LogRecord {
    let filter = LogFilter {
        search: name.to_owned(),
        ..LogFilter::default()
    };
    let rows = log(rig, filter).await;
    let request = LogId {
        tenant: rig.tenant.clone(),
        id: rows.first().expect("has a record").id,
    };
    rig.desk.log_record(request).await.expect("is there")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_several_match_is_told_as_such_with_their_ids_and_without_what_will_not_happen() {
    let rig =
        stage(&json!({"people": [person("u1", "Amelie", None)], "groups": [{"objectId": "g1", "displayName": "Staff", "members": []}]}))
    .await;
    let group = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"});
    let mut ids: Vec<String> = Vec::new();
    for _ in 0..2 {
        let made = client(&rig).create(ResourceKind::Group, &group).await.expect("is made");
        ids.extend(made.value.and_then(|made| made.id().map(Into::into)));
    }
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    let told = item(&rig, &made, "Staff").await;
    assert_eq!(
        (told.row.object, told.row.state),
        (ObjectKind::Group, PlanItemState::Withheld)
    );
    assert!(told.row.why.contains("match this group"), "{}", told.row.why);
    assert!(told.row.effect.starts_with("Nothing is sent"), "{}", told.row.effect);
    assert_eq!((told.requests.len(), told.notes.len()), (0, 0), "{told:?}");
    let named = |text: &str| ids.iter().all(|id| text.contains(id.as_str()));
    assert!(told.reasons.iter().any(|reason| named(reason)), "{:?}", told.reasons);
    assert!(
        made.warnings.iter().any(|warning| warning.contains("match this group")),
        "{:?}",
        made.warnings
    );

    assert_eq!(apply(&rig, &made).await.cycle.counts.failed, 1);
    let record = record(&rig, "Staff").await;
    let error = record.error.expect("failed");
    assert!(
        error.reason.contains("several groups") && named(&error.reason),
        "{}",
        error.reason
    );
    let matching: Vec<_> = (record.steps.iter())
        .filter(|step| step.kind == StepKind::Matching)
        .collect();
    assert_eq!(matching.len(), 1, "{matching:?}");
    assert_eq!(matching[0].status, LogStatus::Failure);
    assert!(named(&matching[0].description), "{}", matching[0].description);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_provisioned_while_the_app_is_away_is_not_said_to_match_nobody_and_the_failure_has_a_record() {
    let rig = stage(&three()).await;
    apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    rig.faults(Faults {
        status_for: vec![status_for("GET", "*", 401, None)],
        ..Faults::default()
    });
    let result = provision(&rig, &["u1"], &[], false).await.results.remove(0);
    assert_eq!(result.status, LogStatus::Failure);
    assert_eq!(result.steps[0].kind, StepKind::Connection, "{:?}", result.steps);
    let matching: Vec<&str> = (result.steps.iter())
        .filter(|step| step.kind == StepKind::Matching)
        .map(|step| step.description.as_str())
        .collect();
    assert_eq!(matching, ["Linked with amelie@contoso.example."]);
    let record = record(&rig, "Amelie").await;
    assert_eq!(Some(record.row.id), result.log);
    assert_eq!(
        (record.row.status, record.row.sentence),
        (LogStatus::Failure, result.sentence)
    );
    assert!(record.error.is_some() && record.steps.iter().any(|step| step.kind == StepKind::Connection));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_gets_somebody_whom_the_same_plan_links_or_makes_is_shown_with_its_request() {
    let mut people = three();
    people["people"][1]["accountEnabled"] = false.into();
    let rig = stage(&people).await;
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ben@contoso.example",
        "active": true,
    });
    let ben = make(&rig, &account).await;
    let group =
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff", "externalId": "g1"});
    let made = client(&rig).create(ResourceKind::Group, &group).await.expect("is made");
    let staff = made
        .value
        .and_then(|made| made.id().map(Into::into))
        .expect("has an id");
    rig.refresh().await;
    let staff = LinkAccount {
        tenant: rig.tenant.clone(),
        object: ObjectKind::Group,
        person: "g1".into(),
        account: staff,
    };
    rig.desk.link_set(staff).await.expect("is linked");
    let made = plan(&rig, PlanExtent::All).await;
    let told = item(&rig, &made, "Ben").await;
    assert_eq!(told.row.action, PlannedAction::Disable, "{told:?}");
    let told = item(&rig, &made, "Staff").await;
    assert_eq!(told.row.action, PlannedAction::Members, "{told:?}");
    assert!(!told.notes.iter().any(|note| note.contains("plan anew")), "{told:?}");
    let bodies: String = told.requests.iter().map(|request| request.body.as_str()).collect();
    assert!(bodies.contains(&ben) && bodies.contains("{id:u1}"), "{bodies}");
}

#[tokio::test(flavor = "multi_thread")]
async fn members_who_have_an_account_and_are_not_linked_are_not_said_to_have_none() {
    let rig = stage(&three()).await;
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ben@contoso.example",
    });
    make(&rig, &account).await;
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    let without = DecidePlan {
        plan: made.plan.clone(),
        numbers: Vec::new(),
        object: None,
        action: Some(PlannedAction::Link),
        reject: true,
    };
    rig.desk.plan_decide(without).await.expect("is taken out");
    apply(&rig, &made).await;
    let record = record(&rig, "Staff").await;
    let said = &record.row.sentence;
    assert!(
        said.starts_with("1 person or group that Staff refers to is not linked") && said.contains("Ben"),
        "{said}"
    );
    let step = (record.steps.iter()).find(|step| step.kind == StepKind::ReferenceResolution);
    let step = &step.expect("is told").description;
    assert_eq!(step, "What it refers to: 1 request; 1 not linked yet.");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_found_and_switched_off_is_told_by_why_and_as_switched_off() {
    let mut ben = person("u2", "Ben", None);
    ben["accountEnabled"] = false.into();
    let rig = stage(&json!({"people": [ben]})).await;
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ben@contoso.example",
        "active": true,
    });
    make(&rig, &account).await;
    rig.refresh().await;
    let made = plan(&rig, PlanExtent::All).await;
    let told = item(&rig, &made, "Ben").await;
    assert_eq!(told.row.action, PlannedAction::Disable);
    assert!(
        told.row.why.starts_with("In scope, and disabled in the directory"),
        "{}",
        told.row.why
    );
    assert!(told.row.why.contains("found by userName"), "{}", told.row.why);
    assert_eq!(apply(&rig, &made).await.cycle.counts.disabled, 1);
    let record = record(&rig, "Ben").await;
    assert_eq!(
        record.row.sentence,
        "Ben: linked with ben@contoso.example, and switched off."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_app_has_already_when_an_old_plan_is_sent_is_recorded_as_skipped() {
    let rig = stage(&json!({"people": [person("u1", "Amelie", None)]})).await;
    apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let mut amelie = person("u1", "Amelie", None);
    amelie["department"] = "Support".into();
    retake(&rig, &json!({"people": [amelie]})).await;
    let (old, new) = (plan(&rig, PlanExtent::All).await, plan(&rig, PlanExtent::All).await);
    assert_eq!(apply(&rig, &new).await.cycle.counts.updated, 1);
    let sent = rig.writes().len();
    assert_eq!(apply(&rig, &old).await.cycle.counts.updated, 0);
    assert_eq!(rig.writes().len(), sent);
    let record = record(&rig, "Amelie").await;
    assert!(
        record.row.sentence.contains("Nothing was sent"),
        "{}",
        record.row.sentence
    );
    assert_eq!(record.row.status, LogStatus::Skipped);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_a_file_lacks_is_no_longer_in_it_and_not_said_to_be_deleted_or_to_lose_the_account() {
    let rig = stage(&three()).await;
    apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let mut settings = rig.desk.provisioning_get(rig.id()).await.expect("are shown").settings;
    settings.guard.count = Some(0);
    let request = SaveProvisioning {
        tenant: rig.tenant.clone(),
        settings,
    };
    rig.desk.provisioning_save(request).await.expect("are saved");
    retake(
        &rig,
        &json!({"people": [person("u1", "Amelie", None), person("u2", "Ben", Some("u1"))]}),
    )
    .await;
    let made = plan(&rig, PlanExtent::All).await;
    let told = item(&rig, &made, "Cleo").await;
    assert_eq!(told.row.action, PlannedAction::Disable);
    assert_eq!(told.reasons[0], "Taken as left: no longer in the directory.");
    assert!(apply(&rig, &made).await.cycle.counts.staged > 0);
    let record = record(&rig, "Cleo").await;
    assert!(
        record.row.sentence.starts_with("Cleo would be switched off"),
        "{}",
        record.row.sentence
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_without_an_account_is_left_out_of_the_attributes_of_a_new_account() {
    let mut people = three();
    people["people"][0]["accountEnabled"] = false.into();
    let rig = stage(&people).await;
    let made = plan(&rig, PlanExtent::All).await;
    let managers = |item: &PlanItem| -> Vec<Option<String>> {
        let of = item
            .attributes
            .iter()
            .filter(|attribute| attribute.target.ends_with("manager"));
        of.map(|attribute| attribute.to.clone()).collect()
    };
    let ben = item(&rig, &made, "Ben").await;
    assert_eq!(managers(&ben), []);
    assert!(
        ben.notes
            .iter()
            .any(|note| note.contains("no account is known for Amelie")),
        "{:?}",
        ben.notes
    );
    let cleo = item(&rig, &made, "Cleo").await;
    assert_eq!(managers(&cleo), [Some("Ben".to_owned())]);
    let staff = item(&rig, &made, "Staff").await;
    let members = staff.attributes.iter().find(|attribute| attribute.target == "members");
    assert_eq!(members.expect("has one").added, ["Ben"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapped_attribute_that_nobody_has_any_more_is_warned_about_and_the_counts_add_up() {
    let rig = stage(&three()).await;
    let before = plan(&rig, PlanExtent::All).await;
    let unfilled = |made: &ProvisioningPlan, attribute: &str| {
        let begin = format!("{attribute}: nobody in scope in HR has a value");
        made.warnings.iter().any(|warning| warning.starts_with(&begin))
    };
    assert!(!unfilled(&before, "department"), "{:?}", before.warnings);
    apply(&rig, &before).await;
    let mut renamed = three();
    for person in renamed["people"].as_array_mut().expect("a list") {
        let person = person.as_object_mut().expect("an object");
        let department = person.remove("department").expect("has one");
        person.insert("somethingElse".into(), department);
    }
    retake(&rig, &renamed).await;
    let made = plan(&rig, PlanExtent::All).await;
    assert_eq!(open(&made), 0, "{:?}", made.counts);
    assert_eq!(
        (made.people, made.directory_groups, made.unchanged, made.out_of_scope),
        (3, 1, 4, 0),
        "{:?}",
        made.counts
    );
    assert!(unfilled(&made, "department"), "{:?}", made.warnings);
    assert!(!unfilled(&made, "city"), "nobody ever had one: {:?}", made.warnings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_tells_people_and_groups_apart() {
    let rig = stage(&three()).await;
    let made = plan(&rig, PlanExtent::All).await;
    assert_eq!((made.people, made.directory_groups), (3, 1));
    let export = ExportPlan {
        plan: made.plan,
        format: PlanFormat::Markdown,
    };
    let text = rig.desk.plan_export(export).await.expect("is written").content;
    assert!(text.contains("3 people and 1 group in the directory"), "{text}");
}
