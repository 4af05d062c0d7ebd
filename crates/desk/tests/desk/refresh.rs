//! Fetching accounts and groups.

use std::time::Duration;

use scimdesk_desk::wire::{
    Completeness, ErrorCode, JobEnd, ListPage, ListQuery, ReplaceCredential, ResourceKind, SafetyLevel, SecretText,
    TenantState, Window,
};
use scimdesk_sandbox::{Faults, StatusFor};

use crate::rig::{self, ACCOUNTS, Rig};

#[tokio::test(flavor = "multi_thread")]
async fn accounts_and_groups_are_fetched_and_proven_complete() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    let (outcomes, failures) = rig.refresh().await;
    assert_eq!(failures, []);
    assert_eq!(outcomes.len(), 2);
    assert_eq!(
        (outcomes[0].kind, outcomes[0].count),
        (ResourceKind::User, u64::from(ACCOUNTS))
    );
    for outcome in &outcomes {
        assert_eq!(outcome.completeness, Completeness::Proven, "{}", outcome.evidence);
    }
    let tenant = rig.tenant().await;
    let users = tenant.users.expect("a list");
    assert_eq!(users.count, u64::from(ACCOUNTS));
    assert_eq!(users.active.zip(users.inactive).map(|(a, b)| a + b), Some(users.count));
    assert_eq!(tenant.state, TenantState::Reachable);
    assert_eq!(rig.accounts(ListQuery::default()).await.rows.len(), ACCOUNTS as usize);
    let groups = rig
        .desk
        .groups_page(ListPage {
            tenant: rig.tenant.clone(),
            query: ListQuery::default(),
            window: Window { offset: 0, limit: 100 },
        })
        .await
        .expect("lists");
    assert_eq!(groups.total, outcomes[1].count);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_without_groups_is_no_failure() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    let (outcomes, failures) = rig.refresh().await;
    assert_eq!((outcomes.len(), failures), (1, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_an_app_has_groups_is_known_from_the_gallery_and_better_from_the_server() {
    let rig = Rig::of("wedo", SafetyLevel::ReadOnly).await;
    assert_eq!(rig.tenant().await.groups_offered, Some(false), "its vendor says so");

    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    assert_eq!(rig.tenant().await.groups_offered, None);
    rig.refresh().await;
    assert_eq!(rig.tenant().await.groups_offered, Some(true));

    let no_groups = StatusFor {
        path: "/Groups".into(),
        status: 404,
        ..StatusFor::default()
    };
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    let everything = StatusFor {
        path: String::new(),
        ..no_groups.clone()
    };
    rig.faults(Faults {
        status_for: vec![everything],
        ..Faults::default()
    });
    rig.refresh().await;
    assert_eq!(
        rig.tenant().await.groups_offered,
        None,
        "where nothing is found, it is the URL that is wrong"
    );
    rig.faults(Faults {
        status_for: vec![no_groups],
        ..Faults::default()
    });
    rig.refresh().await;
    let tenant = rig.tenant().await;
    assert_eq!((tenant.groups_offered, tenant.groups), (Some(false), None));
    rig.faults(Faults::default());
    rig.refresh().await;
    assert_eq!(
        rig.tenant().await.groups_offered,
        Some(true),
        "each refresh looks again"
    );

    let other = rig::server("custom").await;
    rig.desk
        .tenant_replace_credential(ReplaceCredential {
            tenant: rig.tenant.clone(),
            url: Some(other.url().to_owned()),
            token: SecretText::from(other.token().clone()),
        })
        .await
        .expect("is saved");
    assert_eq!(
        rig.tenant().await.groups_offered,
        None,
        "what was seen of one server says nothing about another"
    );
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_failure_of_one_type_stops_no_other() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            path: "/Users".into(),
            status: 500,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let (outcomes, failures) = rig.refresh().await;
    assert_eq!(
        outcomes.iter().map(|outcome| outcome.kind).collect::<Vec<_>>(),
        [ResourceKind::Group]
    );
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].error.code, ErrorCode::ServerFailed);
    assert!(failures[0].error.evidence.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ignores_start_index_proves_nothing() {
    let rig = Rig::of("documo", SafetyLevel::ReadOnly).await;
    rig.faults(Faults {
        ignore_start_index: true,
        cap_page: Some(10),
        lie_total: Some(10),
        ..Faults::default()
    });
    let (outcomes, _) = rig.refresh().await;
    assert_eq!(
        (outcomes[0].count, outcomes[0].completeness),
        (10, Completeness::Unproven)
    );
    assert!(outcomes[0].evidence.contains("10 arrived"), "{}", outcomes[0].evidence);

    rig.faults(Faults::default());
    rig.refresh().await;
    rig.faults(Faults {
        ignore_start_index: true,
        cap_page: Some(10),
        lie_total: Some(10),
        ..Faults::default()
    });
    let (outcomes, _) = rig.refresh().await;
    assert_eq!(
        (outcomes[0].vanished, outcomes[0].not_seen),
        (0, u64::from(ACCOUNTS) - 10)
    );
    assert_eq!(
        rig.accounts(ListQuery::default()).await.total,
        u64::from(ACCOUNTS),
        "nobody is dropped"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_refresh_leaves_the_old_list() {
    let rig = Rig::refreshed().await;
    let before = rig.accounts(ListQuery::default()).await;
    rig.faults(Faults {
        delay: Some(Duration::from_mins(1)),
        ..Faults::default()
    });
    let job = rig.start_refresh().await.expect("starts");
    let busy = rig.start_refresh().await.expect_err("is busy");
    assert_eq!(busy.code, ErrorCode::AlreadyRunning);
    rig.desk.job_cancel(job.clone()).await.expect("is known");
    assert_eq!(
        rig.desk.job_end(job).await.expect("ends"),
        JobEnd::Cancelled { outcome: None }
    );
    assert_eq!(rig.accounts(ListQuery::default()).await.rows, before.rows);
    rig.faults(Faults::default());
    let (outcomes, failures) = rig.refresh().await;
    assert_eq!((outcomes.len(), failures.len()), (2, 0), "the next refresh is free");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_breaks_off_leaves_the_old_list() {
    let rig = Rig::refreshed().await;
    let before = rig.accounts(ListQuery::default()).await;
    for (faults, code) in [
        (
            Faults {
                html_login_200: true,
                ..Faults::default()
            },
            ErrorCode::SignInPage,
        ),
        (
            Faults {
                empty_body: true,
                ..Faults::default()
            },
            ErrorCode::EmptyAnswer,
        ),
        (
            Faults {
                cut_json: true,
                ..Faults::default()
            },
            ErrorCode::BrokenJson,
        ),
    ] {
        rig.faults(faults);
        let (outcomes, failures) = rig.refresh().await;
        assert_eq!(outcomes, []);
        assert_eq!(failures[0].error.code, code, "{}", failures[0].error);
    }
    assert_eq!(rig.accounts(ListQuery::default()).await.rows, before.rows);
}
