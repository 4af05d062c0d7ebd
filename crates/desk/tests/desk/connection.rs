//! Testing a connection.

use scimdesk_desk::wire::{
    ConnectionReport, ConnectionVerdict, DeskEvent, ErrorCode, JobEnd, ReplaceCredential, SafetyLevel, SecretText,
    StageId, StageOutcome, TenantState, TestTarget,
};
use scimdesk_sandbox::{Faults, StatusFor};
use secrecy::SecretString;

use crate::rig::Rig;

async fn test(rig: &Rig) -> ConnectionReport {
    let target = TestTarget::Tenant {
        tenant: rig.tenant.clone(),
    };
    run(rig, target).await
}

async fn run(rig: &Rig, target: TestTarget) -> ConnectionReport {
    let job = rig.desk.connection_test(target).await.expect("starts");
    match rig.desk.job_end(job).await.expect("ends") {
        JobEnd::ConnectionTested { report } => report,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_connection_is_summed_up_in_one_sentence() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let mut events = rig.desk.events();
    let report = test(&rig).await;
    assert_eq!(report.verdict, ConnectionVerdict::Works, "{report:?}");
    assert!(
        report.sentence.starts_with("It works. Documo answered in ")
            && report
                .sentence
                .ends_with(" ms and knows 30 users. Groups are not offered."),
        "{}",
        report.sentence
    );
    assert_eq!(report.stages.len(), 12);
    assert!(report.stages.iter().all(|stage| stage.sentence.is_some()));
    assert_eq!(report.capabilities.groups_offered, Some(false));
    let mut seen = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let DeskEvent::StageChanged { stage, .. } = event {
            seen.push((stage.id, stage.outcome));
        }
    }
    assert!(seen.contains(&(StageId::Token, StageOutcome::Running)));
    assert!(seen.contains(&(StageId::Token, StageOutcome::Passed)));

    let tenant = rig.tenant().await;
    assert_eq!(tenant.state, TenantState::Reachable);
    assert_eq!(tenant.last_test.expect("is kept").sentence, report.sentence);
    let kept = rig.desk.connection_report(rig.id()).await.expect("is kept");
    assert_eq!(kept, Some(report));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_tells_whether_the_app_has_groups_and_a_failed_one_forgets_nothing() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            path: "/Groups".into(),
            status: 404,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    test(&rig).await;
    assert_eq!(rig.tenant().await.groups_offered, Some(false));
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 503,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    assert_eq!(test(&rig).await.verdict, ConnectionVerdict::Fails);
    assert_eq!(rig.tenant().await.groups_offered, Some(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_says_until_when_it_was_good_and_what_to_do() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    test(&rig).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let report = test(&rig).await;
    assert_eq!(
        (report.verdict, report.code),
        (ConnectionVerdict::Fails, Some(ErrorCode::TokenRefused))
    );
    assert!(
        report
            .sentence
            .starts_with("The token was refused (401). It was accepted until "),
        "{}",
        report.sentence
    );
    assert!(report.next.expect("a remedy").contains("Documo"));
    assert_eq!(rig.tenant().await.state, TenantState::NeedsAttention);
    let token = report
        .stages
        .iter()
        .find(|stage| stage.id == StageId::Token)
        .expect("a stage");
    assert_eq!(token.outcome, StageOutcome::Failed);
    assert_eq!(token.evidence.as_ref().and_then(|evidence| evidence.status), Some(401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_understood_and_mended() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let replace = |token: SecretString| {
        rig.desk.tenant_replace_credential(ReplaceCredential {
            tenant: rig.tenant.clone(),
            url: None,
            token: SecretText::from(token),
        })
    };
    replace(SecretString::from("not-the-token")).await.expect("is saved");
    let report = test(&rig).await;
    assert_eq!(
        (report.code, report.sentence.as_str()),
        (Some(ErrorCode::TokenRefused), "The token was refused (401).")
    );
    replace(rig.server.token().clone()).await.expect("is saved");
    assert_eq!(test(&rig).await.verdict, ConnectionVerdict::Works);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_page_is_recognised() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        html_login_200: true,
        ..Faults::default()
    });
    let report = test(&rig).await;
    assert_eq!(report.code, Some(ErrorCode::SignInPage));
    assert_eq!(report.sentence, "This is a sign-in page, not a SCIM endpoint.");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_door_is_a_warning_with_a_remedy() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        open_door: true,
        ..Faults::default()
    });
    let report = test(&rig).await;
    assert_eq!(report.verdict, ConnectionVerdict::WorksWithWarnings);
    assert!(
        report
            .warnings
            .iter()
            .any(|warning| warning.contains("30 of them, to anybody")),
        "{:?}",
        report.warnings
    );
    assert!(report.next.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_tested_as_it_was_typed_and_nothing_is_kept() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let draft = |url: String, token: SecretString| TestTarget::Draft {
        app: "documo".into(),
        url,
        token: SecretText::from(token),
        extra_ca: None,
    };
    let report = run(&rig, draft(rig.server.url().into(), rig.server.token().clone())).await;
    assert_eq!(report.verdict, ConnectionVerdict::Works);
    assert_eq!(rig.tenant().await.last_test, None);

    let address = rig.server.address();
    let report = run(&rig, draft(format!("http://{address}/"), rig.server.token().clone())).await;
    assert_eq!(report.verdict, ConnectionVerdict::Fails, "{report:?}");
    assert_eq!(report.suggested_url.as_deref(), Some(rig.server.url()), "{report:?}");
    assert!(report.next.expect("a remedy").contains(rig.server.url()));

    let report = run(
        &rig,
        draft("https://portal.azure.com/".into(), rig.server.token().clone()),
    )
    .await;
    assert_eq!(report.code, Some(ErrorCode::UrlIsPortalPage));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_listening_is_told_apart() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port that is free again");
    let report = run(
        &rig,
        TestTarget::Draft {
            app: "custom".into(),
            url: format!("http://{closed}/scim/v2"),
            token: SecretText::from(SecretString::from("t0ken")),
            extra_ca: None,
        },
    )
    .await;
    assert_eq!(report.code, Some(ErrorCode::ConnectionRefused));
    assert_eq!(report.sentence, "127.0.0.1 refused the connection.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_test_reports_nothing() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        delay: Some(std::time::Duration::from_mins(1)),
        ..Faults::default()
    });
    let job = rig
        .desk
        .connection_test(TestTarget::Tenant {
            tenant: rig.tenant.clone(),
        })
        .await
        .expect("starts");
    rig.desk.job_cancel(job.clone()).await.expect("is known");
    assert_eq!(
        rig.desk.job_end(job).await.expect("ends"),
        JobEnd::Cancelled { outcome: None }
    );
    assert_eq!(rig.tenant().await.last_test, None);
}
