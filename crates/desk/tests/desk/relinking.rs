//! Plans that were made before somebody was linked with another account, or with none.

use scimdesk_desk::wire::{LinkAccount, LinksOf, ObjectKind, PlanExtent, PlanItemState, PlanPage, UnlinkAccount};
use scimdesk_scim::client::Client;
use scimdesk_scim::resource::ResourceKind;
use serde_json::json;

use crate::{
    applying::{ALL, apply, client, make, plan, retake, stage, three},
    rig::Rig,
};

/// Whom people, or groups, are linked with.
async fn links(rig: &Rig, object: ObjectKind) -> Vec<(String, String)> {
    let of = LinksOf {
        tenant: rig.tenant.clone(),
        object: Some(object),
        state: None,
        search: String::new(),
        window: ALL,
    };
    let rows = rig.desk.links_page(of).await.expect("are shown").rows;
    rows.into_iter().map(|link| (link.person, link.account)).collect()
}

async fn group(client: &Client, name: &str) -> String {
    let group = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name});
    let made = client.create(ResourceKind::Group, &group).await.expect("is made").value;
    made.and_then(|made| made.id().map(Into::into)).expect("has an id")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planned_for_an_account_is_done_to_no_other_and_undoes_no_link() {
    let rig = stage(&three()).await;
    apply(&rig, &plan(&rig, PlanExtent::All).await).await;
    let mut changed = three();
    changed["people"][1]["surname"] = "Other".into();
    changed["people"][2]["surname"] = "Other".into();
    changed["groups"][0]["members"] = json!(["u1", "u2", "u3"]);
    retake(&rig, &changed).await;
    let made = plan(&rig, PlanExtent::All).await;

    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "right@contoso.example",
    });
    let right = make(&rig, &account).await;
    let crew = group(&client(&rig), "Crew").await;
    rig.refresh().await;
    for (object, person, account) in [(ObjectKind::User, "u2", &right), (ObjectKind::Group, "g1", &crew)] {
        let link = LinkAccount {
            tenant: rig.tenant.clone(),
            object,
            person: person.to_owned(),
            account: account.clone(),
        };
        rig.desk.link_set(link).await.expect("is linked");
    }
    let unlink = UnlinkAccount {
        tenant: rig.tenant.clone(),
        object: ObjectKind::User,
        person: String::from("u3"),
    };
    rig.desk.link_remove(unlink).await.expect("is taken away");

    let sent = rig.writes().len();
    let outcome = apply(&rig, &made).await;
    assert_eq!(rig.writes().split_off(sent), [], "{outcome:?}");
    assert_eq!((outcome.stale, outcome.failures.len()), (3, 0), "{outcome:?}");
    let page = PlanPage {
        plan: made.plan.clone(),
        object: None,
        action: None,
        state: Some(PlanItemState::Stale),
        search: String::new(),
        window: ALL,
    };
    let mut said = Vec::new();
    for row in rig.desk.plan_page(page).await.expect("has rows").rows {
        let item = scimdesk_desk::wire::PlanItemId {
            plan: made.plan.clone(),
            number: row.number,
        };
        said.extend(rig.desk.plan_item(item).await.expect("is there").outcome);
    }
    assert_eq!(
        said,
        [
            "Ben: linked with right@contoso.example now. Nothing was sent.",
            "Cleo: not linked any more. Nothing was sent.",
            "Staff: linked with Crew now. Nothing was sent.",
        ]
    );
    let users = links(&rig, ObjectKind::User).await;
    assert!(users.contains(&(String::from("u2"), right)), "{users:?}");
    assert!(users.iter().all(|(person, _)| person != "u3"), "{users:?}");
    assert_eq!(links(&rig, ObjectKind::Group).await, [(String::from("g1"), crew)]);
}
