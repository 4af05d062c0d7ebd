//! The test of a connection.

use std::sync::{Arc, Mutex};

use scimdesk_directory::{
    graph::{GraphCredential, GraphOptions},
    source::{Source as _, SourceError, SourceReport, StageName, StageOutcome},
};
use scimdesk_sandbox::graph::PracticeGraph;

use crate::support::{TestClock, options, practice, source_of};

fn with_assignments(graph: &PracticeGraph) -> GraphOptions {
    GraphOptions {
        service_principal: Some(graph.service_principal().to_owned()),
        ..options(graph, &Arc::new(TestClock::new()))
    }
}

async fn test(graph: &PracticeGraph, options: GraphOptions) -> SourceReport {
    let source = source_of(options, GraphCredential::Secret(graph.secret()));
    let told = Mutex::new(Vec::new());
    let report = source
        .test(&|stage| told.lock().expect("a lock").push(stage.clone()))
        .await;
    assert_eq!(
        *told.lock().expect("a lock"),
        report.stages,
        "each stage is told as it ends"
    );
    report
}

fn outcome(report: &SourceReport, name: StageName) -> &StageOutcome {
    let stage = report.stages.iter().find(|stage| stage.name == name);
    &stage.expect("the stage").outcome
}

#[tokio::test]
async fn a_connection_that_works_says_what_it_found() {
    let graph = practice(30).await;
    let report = test(&graph, with_assignments(&graph)).await;
    for stage in &report.stages {
        assert!(matches!(stage.outcome, StageOutcome::Passed(_)), "{stage:?}");
    }
    assert_eq!(report.people, Some(30));
    assert_eq!(
        report.groups,
        Some(graph.edit(|directory| directory.present(scimdesk_sandbox::graph::ObjectKind::Group).len() as u64))
    );
    let StageOutcome::Passed(assignments) = outcome(&report, StageName::Assignments) else {
        panic!("not passed")
    };
    assert!(assignments.starts_with("Practice app ("), "{assignments}");
    for (name, attribute) in [
        ("displayName", "displayName"),
        ("businessPhones", "telephoneNumber"),
        ("extensionAttribute1", "extensionAttribute1"),
        ("manager", "manager"),
        ("id", "objectId"),
    ] {
        let seen = report.attributes.iter().find(|seen| seen.name == name).expect(name);
        assert_eq!(seen.attribute, attribute);
        assert!(
            seen.sample.as_deref().is_some_and(|sample| !sample.is_empty()),
            "{name}"
        );
    }
    assert!(
        !report.attributes.iter().any(|seen| seen.name == "extensionAttribute9"),
        "nobody has it"
    );
}

#[tokio::test]
async fn all_missing_permissions_are_named_at_once() {
    let graph = practice(5).await;
    graph.set_permissions(&["User.Read.All"]);
    let report = test(&graph, with_assignments(&graph)).await;
    assert!(matches!(outcome(&report, StageName::Token), StageOutcome::Passed(_)));
    let detail = "GroupMember.Read.All, Application.Read.All".to_owned();
    assert_eq!(
        *outcome(&report, StageName::Permissions),
        StageOutcome::Failed(SourceError::Forbidden { detail })
    );
    assert_eq!(*outcome(&report, StageName::People), StageOutcome::NotReached);
}

#[tokio::test]
async fn a_refused_sign_in_ends_the_test_at_its_first_stage() {
    let graph = practice(5).await;
    graph.expire_secret();
    let report = test(&graph, with_assignments(&graph)).await;
    assert!(matches!(
        outcome(&report, StageName::SignIn),
        StageOutcome::Failed(SourceError::SecretExpired { .. })
    ));
    assert!(
        report.stages[1..]
            .iter()
            .all(|stage| stage.outcome == StageOutcome::NotReached)
    );
}

#[tokio::test]
async fn an_unknown_service_principal_is_named() {
    let graph = practice(5).await;
    let mut options = with_assignments(&graph);
    options.service_principal = Some("nowhere".to_owned());
    let report = test(&graph, options).await;
    let base = "nowhere".to_owned();
    assert_eq!(
        *outcome(&report, StageName::Assignments),
        StageOutcome::Failed(SourceError::NoBase { base, matched: None })
    );
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_reached_and_fails_nothing() {
    let graph = practice(5).await;
    graph.set_permissions(&["User.Read.All"]);
    let mut options = options(&graph, &Arc::new(TestClock::new()));
    options.groups = false;
    let report = test(&graph, options).await;
    assert_eq!(*outcome(&report, StageName::Groups), StageOutcome::NotReached);
    assert_eq!(*outcome(&report, StageName::Assignments), StageOutcome::NotReached);
    assert!(matches!(
        outcome(&report, StageName::Attributes),
        StageOutcome::Passed(_)
    ));
}

#[tokio::test]
async fn an_empty_directory_fails_the_test() {
    let graph = practice(0).await;
    let report = test(&graph, options(&graph, &Arc::new(TestClock::new()))).await;
    assert!(matches!(
        outcome(&report, StageName::People),
        StageOutcome::Failed(SourceError::Nobody { .. })
    ));
}
