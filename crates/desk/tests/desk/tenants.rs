//! Saving, changing and forgetting tenants.

use scimdesk_desk::wire::{
    AddTenant, ErrorCode, ReplaceCredential, SafetyLevel, SecretText, TenantState, TestTarget, UpdateTenant,
};
use secrecy::SecretString;

use crate::rig::{self, Rig};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_tenant_is_read_only_unless_asked() {
    let (desk, _dir) = rig::desk().await;
    let server = rig::server("documo").await;
    let tenant = desk.tenant_add(rig::add(&server, "Acme")).await.expect("is added");
    assert_eq!(tenant.safety, SafetyLevel::ReadOnly);
    assert_eq!(tenant.state, TenantState::NeverTested);
    assert_eq!((tenant.app_name.as_str(), tenant.rate), ("Documo", 25.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_tenants_are_refused_and_leave_nothing() {
    let (desk, _dir) = rig::desk().await;
    let server = rig::server("custom").await;
    desk.tenant_add(rig::add(&server, "Acme")).await.expect("is added");
    let good = || rig::add(&server, "Other");
    let token = |text: &str| SecretText::from(SecretString::from(text));
    for (tenant, code) in [
        (
            AddTenant {
                name: "ACME".into(),
                ..good()
            },
            ErrorCode::TenantNameTaken,
        ),
        (
            AddTenant {
                name: "  ".into(),
                ..good()
            },
            ErrorCode::TenantNameInvalid,
        ),
        (
            AddTenant {
                name: "a\nb".into(),
                ..good()
            },
            ErrorCode::TenantNameInvalid,
        ),
        (
            AddTenant {
                name: "x".repeat(101),
                ..good()
            },
            ErrorCode::TenantNameInvalid,
        ),
        (
            AddTenant {
                app: "nobody".into(),
                ..good()
            },
            ErrorCode::AppUnknown,
        ),
        (
            AddTenant {
                url: "http://example.com/scim".into(),
                ..good()
            },
            ErrorCode::UrlNotHttps,
        ),
        (
            AddTenant {
                url: "https://u:p@example.com/scim".into(),
                ..good()
            },
            ErrorCode::UrlHasCredentials,
        ),
        (
            AddTenant {
                url: "https://entra.microsoft.com/#home".into(),
                ..good()
            },
            ErrorCode::UrlIsPortalPage,
        ),
        (
            AddTenant {
                url: String::new(),
                ..good()
            },
            ErrorCode::UrlInvalid,
        ),
        (
            AddTenant {
                token: token(" "),
                ..good()
            },
            ErrorCode::TokenInvalid,
        ),
        (
            AddTenant {
                token: token("two words"),
                ..good()
            },
            ErrorCode::TokenInvalid,
        ),
        (
            AddTenant {
                token: token(&"x".repeat(20_000)),
                ..good()
            },
            ErrorCode::TokenTooLong,
        ),
        (
            AddTenant {
                extra_ca: Some("no certificate".into()),
                ..good()
            },
            ErrorCode::BadInput,
        ),
    ] {
        let error = desk.tenant_add(tenant).await.expect_err("is refused");
        assert_eq!(error.code, code, "{error}");
        assert!(error.next.is_some(), "{error}");
    }
    assert_eq!(desk.tenants_list().await.expect("lists").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_named_is_changed() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    let before = rig.tenant().await;
    let after = rig
        .desk
        .tenant_update(UpdateTenant {
            id: rig.tenant.clone(),
            name: Some("Renamed".into()),
            rate: Some(3.5),
            ..UpdateTenant::default()
        })
        .await
        .expect("is updated");
    assert_eq!((after.name.as_str(), after.rate), ("Renamed", 3.5));
    assert_eq!((after.safety, after.url.as_str()), (before.safety, before.url.as_str()));
    for rate in [0.0, -1.0, 1001.0, f64::NAN] {
        let error = rig
            .desk
            .tenant_update(UpdateTenant {
                id: rig.tenant.clone(),
                rate: Some(rate),
                ..UpdateTenant::default()
            })
            .await
            .expect_err("is out of range");
        assert_eq!(error.code, ErrorCode::BadInput);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_token_is_used_at_once() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    let replace = |token: SecretString| {
        rig.desk.tenant_replace_credential(ReplaceCredential {
            tenant: rig.tenant.clone(),
            url: None,
            token: SecretText::from(token),
        })
    };
    replace(SecretString::from("wrong")).await.expect("is saved");
    let (outcomes, failures) = rig.refresh().await;
    assert!(outcomes.is_empty());
    assert_eq!(failures[0].error.code, ErrorCode::TokenRefused);
    replace(rig.server.token().clone()).await.expect("is saved");
    let (outcomes, failures) = rig.refresh().await;
    assert_eq!((outcomes.len(), failures), (2, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_tenant_is_gone_and_its_journal_stays() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    rig.switch(&ids, false).await;
    rig.desk.tenant_remove(rig.id()).await.expect("is removed");
    assert_eq!(rig.desk.tenants_list().await.expect("lists"), []);
    let error = rig.start_refresh().await.expect_err("is gone");
    assert_eq!(error.code, ErrorCode::TenantNotFound);
    let error = rig
        .desk
        .connection_test(TestTarget::Tenant {
            tenant: rig.tenant.clone(),
        })
        .await
        .expect_err("is gone");
    assert_eq!(error.code, ErrorCode::TenantNotFound);
    let journal = rig
        .desk
        .journal_page(scimdesk_desk::wire::JournalPage {
            tenant: None,
            account: None,
            window: scimdesk_desk::wire::Window { offset: 0, limit: 10 },
        })
        .await
        .expect("lists");
    assert_eq!(journal.total, 1);
}
