//! A token is only where it must be.

use std::{
    fs,
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{
        AddTenant, ApplyReview, ErrorCode, JournalId, JournalPage, ListPage, ListQuery, OpenDesk, PrepareActivation,
        Refresh, ResourceId, ResourceKind, SafetyLevel, SecretText, Selection, TenantId, TestTarget, VaultKind, Window,
    },
};
use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer, StatusFor};
use secrecy::SecretString;
use serde::Serialize;

const CANARY: &str = "cAnArY-7f3d9b2e5a1c";

fn files_with_canary(dir: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_with_canary(&path, found);
        } else if fs::read(&path)
            .expect("a file")
            .windows(CANARY.len())
            .any(|window| window == CANARY.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
}

/// Everything that was ever said.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Said {
    fn note<T: Serialize + std::fmt::Debug>(&self, value: T) -> T {
        let mut said = self.0.lock().expect("a lock");
        serde_json::to_writer(&mut *said, &value).expect("JSON");
        write!(said, "{value:?}").expect("memory");
        value
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("a lock")).into_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_in_no_answer_no_event_and_no_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.path().into()),
        ..DeskOptions::default()
    });
    let said = Said::default();
    let opened = desk
        .desk_open(OpenDesk {
            vault: Some(VaultKind::File),
            passphrase: Some(SecretText::from(SecretString::from("one"))),
        })
        .await;
    said.note(opened.expect("opens"));
    let mut events = desk.events();
    let server = PracticeServer::start(PracticeOptions {
        token: Some(SecretString::from(CANARY)),
        ..PracticeOptions::for_app("custom").with_accounts(10)
    })
    .await
    .expect("listens");
    let add = || AddTenant {
        name: "Acme".into(),
        app: "custom".into(),
        url: server.url().into(),
        token: SecretText::from(SecretString::from(format!("Bearer {CANARY}"))),
        safety: Some(SafetyLevel::Review),
        environment: None,
        extra_ca: None,
    };
    let request = add();
    write!(said.0.lock().expect("a lock"), "{request:?}").expect("memory");
    let tenant = said.note(desk.tenant_add(request).await.expect("is added")).id;
    said.note(desk.tenant_add(add()).await.expect_err("is taken"));

    let end = |job| {
        let (desk, said) = (desk.clone(), said.clone());
        async move { said.note(desk.job_end(job).await.expect("ends")) }
    };
    let test = || TestTarget::Tenant { tenant: tenant.clone() };
    let refresh = || Refresh {
        tenant: tenant.clone(),
        kinds: Vec::new(),
    };
    end(desk.connection_test(test()).await.expect("starts")).await;
    end(desk.refresh(refresh()).await.expect("starts")).await;
    let page = desk
        .accounts_page(ListPage {
            tenant: tenant.clone(),
            query: ListQuery {
                active: Some(true),
                ..ListQuery::default()
            },
            window: Window { offset: 0, limit: 100 },
        })
        .await;
    let rows = said.note(page.expect("lists")).rows;
    // A server that repeats the token in everything it says.
    server.set_faults(Faults {
        status_for: vec![StatusFor {
            method: Some("PATCH".into()),
            status: 403,
            body: Some(format!(
                r#"{{"detail": "the token {CANARY} may not", "status": "403"}}"#
            )),
            headers: vec![("X-Request-Id".into(), CANARY.into())],
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let review = desk
        .activation_review(PrepareActivation {
            tenant: tenant.clone(),
            selection: Selection::Some {
                ids: vec![rows[0].id.clone()],
            },
            active: false,
        })
        .await;
    let review = said.note(review.expect("is reviewed")).review;
    end(desk.activation_apply(ApplyReview { review }).await.expect("starts")).await;
    let journal = desk
        .journal_page(JournalPage {
            tenant: None,
            account: None,
            window: Window { offset: 0, limit: 10 },
        })
        .await;
    let entry = said.note(journal.expect("lists")).rows[0].id;
    said.note(desk.journal_entry(JournalId { id: entry }).await.expect("is there"));
    server.set_faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            body: Some(format!("<p>{CANARY}</p>")),
            headers: vec![("WWW-Authenticate".into(), format!("Bearer error={CANARY}"))],
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    end(desk.connection_test(test()).await.expect("starts")).await;
    end(desk.refresh(refresh()).await.expect("starts")).await;
    said.note(desk.tenants_list().await.expect("lists"));
    said.note(
        desk.connection_report(TenantId { tenant: tenant.clone() })
            .await
            .expect("is kept"),
    );
    said.note(
        desk.resource_detail(ResourceId {
            tenant,
            kind: ResourceKind::User,
            id: rows[0].id.clone(),
        })
        .await
        .expect("is there"),
    );
    said.note(desk.jobs_list().await.expect("lists"));
    while let Ok(event) = events.try_recv() {
        said.note(event);
    }
    desk.shutdown().await;

    assert!(said.text().contains("[redacted]"), "the server did repeat it");
    assert!(!said.text().contains(CANARY));
    let mut found = Vec::new();
    files_with_canary(dir.path(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_not_sent_to_the_host_that_the_cache_names() {
    // The cache is changed behind the desk's back, as somebody with the key could.
    let dir = tempfile::tempdir().expect("a directory");
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.path().into()),
        ..DeskOptions::default()
    });
    desk.desk_open(OpenDesk {
        vault: Some(VaultKind::File),
        passphrase: Some(SecretText::from(SecretString::from("one"))),
    })
    .await
    .expect("opens");
    let good = crate::rig::server("custom").await;
    let thief = crate::rig::server("custom").await;
    let tenant = desk
        .tenant_add(crate::rig::add(&good, "Acme"))
        .await
        .expect("is added")
        .id;
    desk.shutdown().await;

    let vault = scimdesk_vault::Vault::file(&dir.path().join("vault.age"), SecretString::from("one")).expect("opens");
    let id = fs::read_to_string(dir.path().join("cache.id")).expect("an id");
    let key = vault.cache_key(id.trim()).expect("reads").expect("a key");
    let store = scimdesk_store::Store::open(
        &dir.path().join("cache.sqlite"),
        secrecy::ExposeSecret::expose_secret(&key),
    )
    .expect("opens");
    let url = thief.url().to_owned();
    store
        .update_tenant(&tenant, move |tenant| tenant.url = url)
        .expect("is changed");
    drop(store);

    desk.desk_open(OpenDesk {
        vault: Some(VaultKind::File),
        passphrase: Some(SecretText::from(SecretString::from("one"))),
    })
    .await
    .expect("opens");
    let refused = [
        desk.refresh(Refresh {
            tenant: tenant.clone(),
            kinds: Vec::new(),
        })
        .await,
        desk.connection_test(TestTarget::Tenant { tenant }).await,
    ];
    for refused in refused {
        assert_eq!(refused.expect_err("is refused").code, ErrorCode::TenantUrlMismatch);
    }
    assert_eq!((good.requests(), thief.requests()), (Vec::new(), Vec::new()));
    desk.shutdown().await;
}
