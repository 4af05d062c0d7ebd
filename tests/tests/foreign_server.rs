//! A SCIM server that nobody here wrote, from the connection test to a deactivated account, through the same client and
//! the same use cases as the window.
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use scimdesk_desk::wire::*;
use scimdesk_desk::{Desk, DeskOptions};
use scimdesk_scim::client::Client;
use scimdesk_scim::resource::ResourceKind as Kind;
use scimdesk_scim::user::User;
use scimdesk_tests::foreign_server::{ForeignServer, TOKEN};
use secrecy::SecretString;
use serde_json::json;

/// Three people and a group; the ids of the people.
async fn populate(client: &Client) -> Vec<String> {
    let mut ids = Vec::new();
    for (user_name, display_name) in [
        ("amelie@example.com", "Amélie Okoro"),
        ("taro@example.com", "山田太郎"),
        ("olena@example.com", "Олена Шевченко"),
    ] {
        let created = client
            .create(
                Kind::User,
                &json!({
                    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                    "userName": user_name,
                    "displayName": display_name,
                    "active": true,
                    "emails": [{ "type": "work", "primary": true, "value": user_name }],
                }),
            )
            .await
            .unwrap();
        ids.push(created.value.unwrap().id().unwrap().to_string());
    }
    client
        .create(
            Kind::Group,
            &json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
                "displayName": "Sales",
                "members": [{ "value": ids[0] }, { "value": ids[1] }],
            }),
        )
        .await
        .unwrap();
    ids
}

async fn open_desk(directory: &tempfile::TempDir) -> Desk {
    let desk = Desk::new(DeskOptions {
        data_dir: Some(directory.path().to_owned()),
        ..DeskOptions::default()
    });
    let status = desk
        .desk_open(OpenDesk {
            vault: Some(VaultKind::Session),
            passphrase: None,
        })
        .await
        .unwrap();
    assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_goes_all_the_way_through_on_a_server_nobody_here_wrote() {
    let server = ForeignServer::start();
    let client = server.client();
    let ids = populate(&client).await;
    let directory = tempfile::tempdir().unwrap();
    let desk = open_desk(&directory).await;

    let tenant = desk
        .tenant_add(AddTenant {
            name: "Foreign".to_owned(),
            app: "custom".to_owned(),
            url: server.url.clone(),
            token: SecretText::from(SecretString::from(TOKEN)),
            safety: None,
            environment: None,
            extra_ca: None,
        })
        .await
        .unwrap();
    assert_eq!(tenant.safety, SafetyLevel::ReadOnly, "a new tenant is read-only");

    // Connect
    let job = desk
        .connection_test(TestTarget::Tenant {
            tenant: tenant.id.clone(),
        })
        .await
        .unwrap();
    let JobEnd::ConnectionTested { report } = desk.job_end(job).await.unwrap() else {
        panic!("no report")
    };
    assert_ne!(report.verdict, ConnectionVerdict::Fails, "{report:#?}");
    assert_eq!(report.capabilities.users, Some(3));
    assert_eq!(report.capabilities.groups_offered, Some(true));

    // Look
    let job = desk
        .refresh(Refresh {
            tenant: tenant.id.clone(),
            kinds: vec![],
        })
        .await
        .unwrap();
    let JobEnd::Refreshed { outcomes, failures } = desk.job_end(job).await.unwrap() else {
        panic!("no outcome")
    };
    assert_eq!(failures, []);
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.completeness == Completeness::Proven),
        "{outcomes:#?}"
    );
    let page = desk
        .accounts_page(ListPage {
            tenant: tenant.id.clone(),
            query: ListQuery {
                search: "amelie oko".to_owned(),
                ..ListQuery::default()
            },
            window: Window { offset: 0, limit: 10 },
        })
        .await
        .unwrap();
    assert_eq!(
        page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["Amélie Okoro"]
    );
    let detail = desk
        .resource_detail(ResourceId {
            tenant: tenant.id.clone(),
            kind: ResourceKind::User,
            id: ids[0].clone(),
        })
        .await
        .unwrap();
    assert_eq!(
        detail.links.iter().map(|link| link.name.as_str()).collect::<Vec<_>>(),
        ["Sales"]
    );

    // Switch off: refused while read-only, then sent, confirmed and journalled.
    let prepare = || PrepareActivation {
        tenant: tenant.id.clone(),
        selection: Selection::Some {
            ids: vec![ids[0].clone()],
        },
        active: false,
    };
    let review = desk.activation_review(prepare()).await.unwrap();
    assert_eq!(review.blocked.map(|error| error.code), Some(ErrorCode::ReadOnlyTenant));
    let refused = desk
        .activation_apply(ApplyReview { review: review.review })
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);
    assert_eq!(active_on_server(&client, &ids[0]).await, Some(true), "nothing was sent");

    desk.tenant_update(UpdateTenant {
        id: tenant.id.clone(),
        safety: Some(SafetyLevel::Review),
        ..UpdateTenant::default()
    })
    .await
    .unwrap();
    let review = desk.activation_review(prepare()).await.unwrap();
    assert_eq!((review.count, review.blocked), (1, None));
    let job = desk
        .activation_apply(ApplyReview { review: review.review })
        .await
        .unwrap();
    let JobEnd::ActivationDone { outcome, .. } = desk.job_end(job).await.unwrap() else {
        panic!("no outcome")
    };
    assert_eq!((outcome.applied, outcome.failed), (1, 0), "{outcome:#?}");
    assert_eq!(active_on_server(&client, &ids[0]).await, Some(false));
    assert_eq!(
        active_on_server(&client, &ids[1]).await,
        Some(true),
        "nobody else was touched"
    );

    let journal = desk
        .journal_page(JournalPage {
            tenant: None,
            account: None,
            window: Window { offset: 0, limit: 10 },
        })
        .await
        .unwrap();
    assert_eq!(journal.total, 1);
    assert_eq!(journal.rows[0].outcome, Some(ChangeOutcome::Applied));
    let entry = desk.journal_entry(JournalId { id: journal.rows[0].id }).await.unwrap();
    let before: serde_json::Value = serde_json::from_str(&entry.before.unwrap()).unwrap();
    assert_eq!(before["active"], true, "the state before is kept");
    assert_eq!(
        before["emails"][0]["value"], "amelie@example.com",
        "whole, not only what changed"
    );
    desk.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_told_apart_from_a_wrong_url_on_a_server_nobody_here_wrote() {
    let server = ForeignServer::start();
    let directory = tempfile::tempdir().unwrap();
    let desk = open_desk(&directory).await;
    for (path, token, code) in [
        ("", "not-the-token", ErrorCode::TokenRefused),
        ("/nowhere", TOKEN, ErrorCode::EndpointNotFound),
    ] {
        let job = desk
            .connection_test(TestTarget::Draft {
                app: "custom".to_owned(),
                url: format!("{}{path}", server.url),
                token: SecretText::from(SecretString::from(token)),
                extra_ca: None,
            })
            .await
            .unwrap();
        let JobEnd::ConnectionTested { report } = desk.job_end(job).await.unwrap() else {
            panic!("no report")
        };
        assert_eq!(report.verdict, ConnectionVerdict::Fails);
        assert_eq!(report.code, Some(code), "{}", report.sentence);
        assert!(report.next.is_some(), "it says what to do next");
    }
    desk.shutdown().await;
}

async fn active_on_server(client: &Client, id: &str) -> Option<bool> {
    User::new(&client.get(Kind::User, id).await.unwrap().value).active()
}
