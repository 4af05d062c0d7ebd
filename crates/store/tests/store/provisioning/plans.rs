//! Plans.

use std::ops::ControlFlow;

use scimdesk_store::{Kind, NewPlanItem, PlanCount, PlanQuery, PlannedFor, StoreError, WhichItems};

use super::item;
use crate::support::{Desk, TENANT, at, desk, raw, settle};

fn plan(desk: &Desk, items: Vec<NewPlanItem>) -> i64 {
    let mut writer = desk.store.write_plan(TENANT, "ground", at(1)).unwrap();
    writer.append(items).unwrap();
    writer.finish("summary").unwrap()
}

fn numbers(desk: &Desk, plan: i64, query: &PlanQuery) -> Vec<u32> {
    let page = desk.store.plan_items(plan, query, 0, 100).unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|item| item.number).collect()
}

fn items_kept(desk: &Desk) -> i64 {
    raw(&desk.path())
        .query_row("SELECT count(*) FROM plan_item", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_plan_is_seen_when_it_is_finished_and_its_items_are_numbered_as_they_came() {
    let desk = desk();
    let store = &desk.store;
    let mut writer = store.write_plan(TENANT, "ground", at(1)).unwrap();
    assert!(writer.is_empty());
    writer.append(vec![item("p1", "create"), item("p2", "update")]).unwrap();
    writer.append(Vec::new()).unwrap();
    writer.append(vec![item("p3", "create")]).unwrap();
    assert_eq!(writer.len(), 3);
    assert_eq!(store.newest_plan(TENANT).unwrap(), None);
    let id = writer.finish("summary").unwrap();
    let record = store.plan(id).unwrap().unwrap();
    assert_eq!(store.newest_plan(TENANT).unwrap().as_ref(), Some(&record));
    assert_eq!(
        (
            record.tenant.as_str(),
            record.made_at,
            record.ground.as_str(),
            record.summary.as_str()
        ),
        (TENANT, at(1), "ground", "summary")
    );
    let page = store.plan_items(id, &PlanQuery::default(), 1, 1).unwrap();
    assert_eq!((page.total, page.rows.len(), page.rows[0].number), (3, 1, 2));
    let third = store.plan_item(id, 3).unwrap().unwrap();
    assert_eq!(
        (third.person.as_deref(), third.change.as_str(), third.log),
        (Some("p3"), r#"{"person":"p3"}"#, None)
    );
    assert_eq!(store.plan_item(id, 4).unwrap(), None);
}

#[test]
fn items_are_counted_and_narrowed() {
    let desk = desk();
    let group = NewPlanItem {
        kind: Kind::Group,
        person_name: Some("Équipe".to_owned()),
        ..item("g1", "update")
    };
    let withheld = NewPlanItem {
        state: "withheld".to_owned(),
        account_name: Some("zoe.martin".to_owned()),
        ..item("p3", "delete")
    };
    let id = plan(&desk, vec![item("p1", "create"), group, withheld, item("p4", "create")]);
    let query = |kind, action: Option<&str>, state: Option<&str>, search: &str| {
        numbers(
            &desk,
            id,
            &PlanQuery {
                kind,
                action: action.map(str::to_owned),
                state: state.map(str::to_owned),
                search: search.to_owned(),
            },
        )
    };
    assert_eq!(query(None, None, None, ""), [1, 2, 3, 4]);
    assert_eq!(query(Some(Kind::User), None, None, ""), [1, 3, 4]);
    assert_eq!(query(None, Some("create"), None, ""), [1, 4]);
    assert_eq!(query(None, None, Some("withheld"), ""), [3]);
    assert_eq!(query(None, None, None, "EQUIPE"), [2]);
    assert_eq!(query(None, None, None, "zoe"), [3]);
    assert_eq!(query(None, Some("create"), None, "person p4"), [4]);
    let count = |kind, action: &str, state: &str, count| PlanCount {
        kind,
        action: action.to_owned(),
        state: state.to_owned(),
        count,
    };
    assert_eq!(
        desk.store.plan_counts(id).unwrap(),
        [
            count(Kind::User, "create", "planned", 2),
            count(Kind::User, "delete", "withheld", 1),
            count(Kind::Group, "update", "planned", 1),
        ]
    );
}

#[test]
fn a_decision_changes_only_items_in_the_state_that_it_is_about() {
    let desk = desk();
    let withheld = NewPlanItem {
        state: "withheld".to_owned(),
        ..item("p3", "create")
    };
    let id = plan(&desk, vec![item("p1", "create"), item("p2", "update"), withheld]);
    let set = |which: WhichItems, from: &str, to: &str| desk.store.set_plan_item_states(id, &which, from, to).unwrap();
    let states = || -> Vec<String> {
        let page = desk.store.plan_items(id, &PlanQuery::default(), 0, 10).unwrap();
        page.rows.into_iter().map(|item| item.state).collect()
    };
    let creates = PlanQuery {
        action: Some("create".to_owned()),
        ..PlanQuery::default()
    };
    assert_eq!(set(WhichItems::Numbers(vec![2, 3, 9]), "planned", "rejected"), 1);
    assert_eq!(states(), ["planned", "rejected", "withheld"]);
    assert_eq!(set(WhichItems::Query(creates), "planned", "rejected"), 1);
    assert_eq!(states(), ["rejected", "rejected", "withheld"]);
    assert_eq!(set(WhichItems::Query(PlanQuery::default()), "rejected", "planned"), 2);
    assert_eq!(states(), ["planned", "planned", "withheld"]);
    assert_eq!(set(WhichItems::Numbers(Vec::new()), "planned", "rejected"), 0);
}

#[test]
fn items_are_handed_over_from_a_number_on() {
    let desk = desk();
    let id = plan(&desk, (1..=2_500).map(|n| item(&n.to_string(), "create")).collect());
    let seen = |from: u32, most: usize| {
        let mut seen = Vec::new();
        desk.store
            .each_plan_item(id, from, |item| {
                seen.push(item.number);
                if seen.len() == most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
            .unwrap();
        seen
    };
    assert_eq!(seen(1, 9_999), (1..=2_500).collect::<Vec<_>>());
    assert_eq!(seen(2_499, 9_999), [2_499, 2_500]);
    assert_eq!(seen(999, 3), [999, 1_000, 1_001]);
    assert_eq!(seen(2_501, 9), [] as [u32; 0]);
}

#[test]
fn the_newest_five_plans_are_kept_and_the_items_of_others_go() {
    let desk = desk();
    let plans: Vec<i64> = (0..7).map(|_| plan(&desk, vec![item("p1", "create")])).collect();
    settle(&desk.store);
    let kept: Vec<bool> = plans.iter().map(|id| desk.store.plan(*id).unwrap().is_some()).collect();
    assert_eq!(kept, [false, false, true, true, true, true, true]);
    assert_eq!(items_kept(&desk), 5);
}

#[test]
fn plans_of_cycles_take_no_place_of_a_persons_and_are_not_the_newest_one() {
    let desk = desk();
    let theirs = plan(&desk, vec![item("p1", "create")]);
    let of_cycles: Vec<i64> = (0..7)
        .map(|_| {
            let writer = desk.store.write_plan_for(PlannedFor::Cycle, TENANT, "ground", at(1));
            writer.unwrap().finish("summary").unwrap()
        })
        .collect();
    settle(&desk.store);
    let is_kept = |id: &i64| desk.store.plan(*id).unwrap().is_some();
    assert!(is_kept(&theirs));
    assert_eq!(desk.store.newest_plan(TENANT).unwrap().unwrap().id, theirs);
    let kept: Vec<bool> = of_cycles.iter().map(is_kept).collect();
    assert_eq!(kept, [false, false, true, true, true, true, true]);
}

#[test]
fn a_plan_that_is_given_up_or_whose_tenant_goes_leaves_nothing() {
    let desk = desk();
    let kept = plan(&desk, vec![item("p1", "create")]);
    let mut writer = desk.store.write_plan(TENANT, "ground", at(2)).unwrap();
    writer.append(vec![item("p1", "create"), item("p2", "create")]).unwrap();
    drop(writer);
    // Writes queue: this one comes after what the dropped writer left to do.
    desk.store.save_provisioning_state(TENANT, "on").unwrap();
    settle(&desk.store);
    assert_eq!(items_kept(&desk), 1);
    assert_eq!(desk.store.newest_plan(TENANT).unwrap().unwrap().id, kept);

    let mut writer = desk.store.write_plan(TENANT, "ground", at(3)).unwrap();
    writer.append(vec![item("p1", "create")]).unwrap();
    desk.store.remove_tenant(TENANT).unwrap();
    writer.append(vec![item("p2", "create")]).unwrap();
    let error = writer.finish("summary").err();
    assert!(matches!(error, Some(StoreError::NoSuchPlan { .. })), "{error:?}");
    settle(&desk.store);
    assert_eq!(items_kept(&desk), 0);
    let error = desk.store.write_plan(TENANT, "ground", at(4)).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn others_write_while_a_plan_is_being_written() {
    let desk = desk();
    let mut writer = desk.store.write_plan(TENANT, "ground", at(1)).unwrap();
    writer.append(vec![item("p1", "create")]).unwrap();
    desk.store.save_provisioning_state(TENANT, "on").unwrap();
    assert_eq!(desk.store.provisioning(TENANT).unwrap().state.as_deref(), Some("on"));
    writer.append(vec![item("p2", "create")]).unwrap();
    let id = writer.finish("summary").unwrap();
    assert_eq!(numbers(&desk, id, &PlanQuery::default()), [1, 2]);
}
