//! A full fetch, and what each kind of change makes of the next.

use scimdesk_directory::{
    Member,
    graph::GraphCredential,
    source::{Fetched, FullBecause, Incomplete, Removed, Source as _, SourceAssignment, SourceError, SourceNote},
};
use scimdesk_sandbox::graph::{ObjectKind, PracticeDirectory, PracticeGraph, PracticeGraphOptions};
use serde_json::{Value, json};

use crate::support::{State, TestClock, fetch, options, practice, practice_of, source, source_of};

/// Fetches everything, makes a change, and fetches what changed; the two together are what there is.
async fn after(graph: &PracticeGraph, change: impl FnOnce(&mut PracticeDirectory)) -> Fetched {
    let source = source(graph);
    let mut state = State::default();
    let first = fetch(&source, None).await.expect("a full fetch");
    state.take(&first);
    graph.edit(change);
    let second = fetch(&source, first.watermark.as_deref()).await.expect("changes");
    assert!(!second.full);
    state.take(&second);
    assert_eq!(state, State::of(graph));
    second
}

fn ids(graph: &PracticeGraph, kind: ObjectKind) -> Vec<String> {
    graph.edit(|directory| directory.present(kind))
}

fn changed(fetched: &Fetched) -> Vec<&str> {
    fetched.people.iter().map(|person| person.id.as_str()).collect()
}

#[tokio::test]
async fn a_full_fetch_has_everybody_in_whole_over_many_pages() {
    let graph = practice(40).await;
    let fetched = fetch(&source(&graph), None).await.expect("a full fetch");
    assert!(fetched.full);
    assert_eq!(fetched.complete, Ok(()));
    assert_eq!(fetched.removed, []);
    let mut state = State::default();
    state.take(&fetched);
    assert_eq!(state, State::of(&graph));
    let pages = graph
        .requests()
        .iter()
        .filter(|request| request.path == "/v1.0/users/delta")
        .count();
    assert_eq!(pages, 6, "40 people, 7 to a page");
    let person = fetched
        .people
        .iter()
        .find(|person| person.attributes.contains_key("mobile"))
        .expect("one");
    for attribute in [
        "telephoneNumber",
        "physicalDeliveryOfficeName",
        "extensionAttribute1",
        "extensionAttribute2",
        "proxyAddresses",
    ] {
        assert!(person.attributes.contains_key(attribute), "{attribute}");
    }
    for property in ["businessPhones", "mobilePhone", "onPremisesExtensionAttributes", "id"] {
        assert!(!person.attributes.contains_key(property), "{property}");
    }
}

#[tokio::test]
async fn nothing_changed_is_nothing_fetched() {
    let graph = practice(20).await;
    let second = after(&graph, |_| {}).await;
    assert_eq!(
        (second.people, second.groups, second.removed),
        (Vec::new(), Vec::new(), Vec::new())
    );
}

#[tokio::test]
async fn a_changed_person_comes_whole_with_the_manager_who_did_not_change() {
    let graph = practice(20).await;
    let id = graph.edit(|directory| {
        let people = directory.present(ObjectKind::User);
        people
            .into_iter()
            .find(|id| directory.manager(id).is_some())
            .expect("somebody's report")
    });
    let second = after(&graph, |directory| directory.set(&id, "department", "Lighthouse")).await;
    assert_eq!(changed(&second), [id.as_str()]);
    let attributes = &second.people[0].attributes;
    assert_eq!(attributes["department"], "Lighthouse");
    assert!(attributes.contains_key("manager") && attributes.contains_key("userPrincipalName"));
}

#[tokio::test]
async fn a_value_that_was_taken_away_is_gone() {
    let graph = practice(20).await;
    let id = ids(&graph, ObjectKind::User).remove(3);
    let second = after(&graph, |directory| directory.set(&id, "jobTitle", Value::Null)).await;
    assert_eq!(changed(&second), [id.as_str()]);
    assert!(!second.people[0].attributes.contains_key("jobTitle"));
}

#[tokio::test]
async fn who_leaves_is_removed_softly_and_who_is_purged_for_good() {
    let graph = practice(20).await;
    let people = ids(&graph, ObjectKind::User);
    let groups = ids(&graph, ObjectKind::Group);
    let second = after(&graph, |directory| {
        directory.delete(&people[18]);
        directory.purge(&people[19]);
        directory.delete(&groups[0]);
        directory.purge(&groups[1]);
    })
    .await;
    let mut removed = second.removed;
    removed.sort_by_key(|(member, _)| format!("{member:?}"));
    let mut expected = vec![
        (Member::Person(people[18].clone()), Removed::Soft),
        (Member::Person(people[19].clone()), Removed::Hard),
        (Member::Group(groups[0].clone()), Removed::Soft),
        (Member::Group(groups[1].clone()), Removed::Hard),
    ];
    expected.sort_by_key(|(member, _)| format!("{member:?}"));
    assert_eq!(removed, expected);
}

#[tokio::test]
async fn who_comes_back_is_there_again_with_memberships() {
    let graph = practice(20).await;
    let id = ids(&graph, ObjectKind::User).remove(5);
    graph.edit(|directory| directory.delete(&id));
    let second = after(&graph, |directory| directory.restore(&id)).await;
    assert!(changed(&second).contains(&id.as_str()));
    assert!(
        second
            .groups
            .iter()
            .any(|group| group.member_changes.contains(&(Member::Person(id.clone()), true)))
    );
}

#[tokio::test]
async fn a_new_person_and_a_new_group_come_with_manager_and_members() {
    let graph = practice(20).await;
    let boss = ids(&graph, ObjectKind::User).remove(0);
    let second = after(&graph, |directory| {
        let user =
            json!({ "displayName": "Noa Haven", "userPrincipalName": "noa@harbour.example", "accountEnabled": true });
        let Value::Object(user) = user else {
            unreachable!("an object")
        };
        let user = directory.add_user(user);
        directory.set_manager(&user, Some(&boss));
        let group = directory.add_group("Dockers");
        directory.add_member(&group, &user);
        directory.add_member(&group, &boss);
    })
    .await;
    assert_eq!(second.people[0].attributes["manager"], *boss);
    assert_eq!(second.groups[0].name, "Dockers");
}

#[tokio::test]
async fn a_manager_who_changes_or_leaves_is_told_of_the_reports() {
    let graph = practice(20).await;
    let (report, boss) = graph.edit(|directory| {
        let people = directory.present(ObjectKind::User);
        let report = people
            .iter()
            .find(|id| directory.manager(id).is_some())
            .expect("a report");
        let boss = people
            .iter()
            .find(|id| *id != report && directory.manager(report) != Some(id))
            .expect("a boss");
        (report.clone(), boss.clone())
    });
    let second = after(&graph, |directory| directory.set_manager(&report, Some(&boss))).await;
    assert_eq!(second.people[0].attributes["manager"], *boss);
    let second = after(&graph, |directory| directory.delete(&boss)).await;
    let person = second
        .people
        .iter()
        .find(|person| person.id == report)
        .expect("the report");
    assert!(!person.attributes.contains_key("manager"));
    after(&graph, |directory| directory.set_manager(&report, None)).await;
}

#[tokio::test]
async fn members_who_come_and_go_are_told_without_reading_the_group_again() {
    let graph = practice(30).await;
    let people = ids(&graph, ObjectKind::User);
    let group = graph.edit(|directory| {
        let groups = directory.present(ObjectKind::Group);
        groups
            .into_iter()
            .max_by_key(|id| directory.members(id).len())
            .expect("a group")
    });
    let second = after(&graph, |directory| directory.remove_member(&group, &people[2])).await;
    assert_eq!(second.groups.len(), 1);
    assert_eq!(second.groups[0].members, None);
    assert_eq!(
        second.groups[0].member_changes,
        [(Member::Person(people[2].clone()), false)]
    );
    assert!(
        !graph
            .requests()
            .iter()
            .any(|request| request.path.ends_with("/members"))
    );
    assert_eq!(second.people, [], "a membership is not the person's own");
}

#[tokio::test]
async fn members_that_are_neither_people_nor_groups_are_left_out_and_counted() {
    let graph = practice(10).await;
    let group = graph.edit(|directory| {
        let group = directory.add_group("Devices");
        directory.add_member(&group, "printer-1");
        directory.add_member(&group, "printer-2");
        group
    });
    let fetched = fetch(&source(&graph), None).await.expect("a full fetch");
    let read = fetched.groups.iter().find(|read| read.id == group).expect("the group");
    assert_eq!(read.members, Some(Vec::new()));
    let first = "printer-1".to_owned();
    assert_eq!(fetched.notes, [SourceNote::MembersOutside { members: 2, first }]);
}

#[tokio::test]
async fn an_expired_link_asks_for_a_full_fetch_which_then_works() {
    let graph = practice(20).await;
    let source = source(&graph);
    let first = fetch(&source, None).await.expect("a full fetch");
    graph.expire_links();
    let expired = fetch(&source, first.watermark.as_deref()).await;
    assert!(
        matches!(expired, Err(SourceError::WatermarkExpired { .. })),
        "{expired:?}"
    );
    let again = fetch(&source, None).await.expect("a full fetch");
    let mut state = State::default();
    state.take(&again);
    assert_eq!(state, State::of(&graph));
}

#[tokio::test]
async fn a_watermark_of_another_source_or_of_other_settings_is_not_gone_on_from() {
    let (graph, other) = (practice(10).await, practice(10).await);
    let first = fetch(&source(&graph), None).await.expect("a full fetch");
    let mark = first.watermark.as_deref();
    let because = |fetched: Fetched| {
        assert!(fetched.full);
        fetched.notes
    };
    let elsewhere = because(fetch(&source(&other), mark).await.expect("a full fetch"));
    assert_eq!(elsewhere, [SourceNote::FullInstead(FullBecause::OtherServer)]);
    let clock = std::sync::Arc::new(TestClock::new());
    let mut more = options(&graph, &clock);
    more.attributes = vec!["employeeHireDate".to_owned()];
    let more = source_of(more, GraphCredential::Secret(graph.secret()));
    let settings = because(fetch(&more, mark).await.expect("a full fetch"));
    assert_eq!(settings, [SourceNote::FullInstead(FullBecause::OtherSettings)]);
    for broken in ["", "uSN:17", "{}"] {
        let refused = fetch(&source(&graph), Some(broken)).await;
        assert!(matches!(refused, Err(SourceError::WatermarkExpired { .. })), "{broken}");
    }
}

#[tokio::test]
async fn nobody_at_all_is_not_taken_for_everybody() {
    let graph = practice(0).await;
    let fetched = fetch(&source(&graph), None).await.expect("a full fetch");
    assert_eq!(fetched.complete, Err(Incomplete::Nobody));
    assert_eq!(fetched.watermark, None, "the next fetch reads everything again");
}

#[tokio::test]
async fn assignments_come_with_their_roles_and_follow_each_fetch() {
    let graph = practice(20).await;
    let person = ids(&graph, ObjectKind::User).remove(19);
    graph.edit(|directory| {
        directory.assign(&person, "Admin");
        directory.assign("another-application", "User");
    });
    for id in [graph.service_principal(), graph.client()] {
        let clock = std::sync::Arc::new(TestClock::new());
        let mut options = options(&graph, &clock);
        options.service_principal = Some(id.to_owned());
        let source = source_of(options, GraphCredential::Secret(graph.secret()));
        let first = fetch(&source, None).await.expect("a full fetch");
        let assignments = first.assignments.expect("assignments");
        assert_eq!(
            assignments.len(),
            graph.edit(|directory| directory.assigned().len()) - 1,
            "not the application"
        );
        let own = |found: &[SourceAssignment]| {
            let mut own: Vec<_> = found
                .iter()
                .filter(|assignment| assignment.principal == Member::Person(person.clone()))
                .map(|assignment| (assignment.role_value.clone(), assignment.role_name.clone()))
                .collect();
            own.sort();
            own
        };
        assert!(own(&assignments).contains(&(Some("Admin".to_owned()), Some("Administrator".to_owned()))));
        graph.edit(|directory| directory.unassign(&person));
        let second = fetch(&source, first.watermark.as_deref()).await.expect("changes");
        assert_eq!(own(&second.assignments.expect("assignments")), []);
        graph.edit(|directory| directory.assign(&person, "Admin"));
    }
}

#[tokio::test]
async fn without_groups_none_are_asked_for() {
    let graph = practice(10).await;
    graph.set_permissions(&["User.Read.All"]);
    let clock = std::sync::Arc::new(TestClock::new());
    let mut options = options(&graph, &clock);
    options.groups = false;
    let source = source_of(options, GraphCredential::Secret(graph.secret()));
    let first = fetch(&source, None).await.expect("a full fetch");
    assert_eq!((first.people.len(), first.groups.len()), (10, 0));
    let second = fetch(&source, first.watermark.as_deref()).await.expect("changes");
    assert!(!second.full);
}

#[tokio::test]
async fn ten_thousand_people_are_fetched_in_whole() {
    let graph = practice_of(PracticeGraphOptions {
        people: 10_000,
        page: 500,
        members: 500,
        ..PracticeGraphOptions::default()
    })
    .await;
    let fetched = fetch(&source(&graph), None).await.expect("a full fetch");
    let mut state = State::default();
    state.take(&fetched);
    assert_eq!(state.people.len(), 10_000);
    assert_eq!(state, State::of(&graph));
}

#[tokio::test]
async fn whoever_is_missing_is_in_the_recycle_bin_or_gone() {
    let graph = practice(20).await;
    let people = ids(&graph, ObjectKind::User);
    let groups = ids(&graph, ObjectKind::Group);
    graph.edit(|directory| {
        directory.delete(&people[1]);
        directory.purge(&people[2]);
        directory.delete(&groups[1]);
        directory.purge(&groups[2]);
    });
    let missing = [
        Member::Person(people[1].clone()),
        Member::Person(people[2].clone()),
        Member::Group(groups[1].clone()),
        Member::Group(groups[2].clone()),
    ];
    let ways = |ways: [Removed; 4]| missing.iter().cloned().zip(ways).collect::<Vec<_>>();
    let found = source(&graph).whereabouts(&missing).await.expect("an answer");
    assert_eq!(
        found,
        ways([Removed::Soft, Removed::Hard, Removed::Soft, Removed::Hard])
    );
    graph.set_permissions(&["GroupMember.Read.All"]);
    let guarded = source(&graph).whereabouts(&missing).await.expect("an answer");
    assert_eq!(
        guarded,
        ways([Removed::Soft; 4]),
        "nobody is taken for gone without looking"
    );
}
