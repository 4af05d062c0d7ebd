//! A desk with a vault in memory, and a practice server with one tenant that points at it.

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{
        AccountRow, ActivationOutcome, ActivationReview, AddTenant, ApplyReview, DeskError, DeskStatus, JobEnd, JobId,
        ListPage, ListQuery, OpenDesk, Page, PrepareActivation, Refresh, RefreshFailure, RefreshOutcome, SafetyLevel,
        SecretText, Selection, Tenant, TenantId, UpdateTenant, VaultKind, Window,
    },
};
use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer};
use secrecy::SecretString;
use tempfile::TempDir;

/// Accounts of a test's tenant.
pub(crate) const ACCOUNTS: u32 = 30;

pub(crate) struct Rig {
    pub(crate) desk: Desk,
    pub(crate) server: PracticeServer,
    pub(crate) tenant: String,
    /// Deleted with the rig.
    pub(crate) _dir: TempDir,
}

/// A desk in a directory of its own, with nothing in it.
pub(crate) async fn desk() -> (Desk, TempDir) {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.path().into()),
        ..DeskOptions::default()
    });
    let status = desk
        .desk_open(OpenDesk {
            vault: Some(VaultKind::Session),
            passphrase: None,
        })
        .await
        .expect("opens");
    assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
    (desk, dir)
}

/// A desk in this directory, whose vault is a passphrase file: what it keeps is there when it is opened again.
pub(crate) async fn kept_desk(dir: &std::path::Path) -> Desk {
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.into()),
        ..DeskOptions::default()
    });
    desk.desk_open(OpenDesk {
        vault: Some(VaultKind::File),
        passphrase: Some(SecretText::from(SecretString::from("one"))),
    })
    .await
    .expect("opens");
    desk
}

pub(crate) async fn server(app: &str) -> PracticeServer {
    PracticeServer::start(PracticeOptions::for_app(app).with_accounts(ACCOUNTS))
        .await
        .expect("listens")
}

pub(crate) fn add(server: &PracticeServer, name: &str) -> AddTenant {
    AddTenant {
        name: name.into(),
        app: server.app().into(),
        url: server.url().into(),
        token: SecretText::from(server.token().clone()),
        safety: None,
        environment: None,
        extra_ca: None,
    }
}

impl Rig {
    /// A tenant of `custom` whose changes are reviewed, its accounts fetched.
    pub(crate) async fn refreshed() -> Self {
        let rig = Self::of("custom", SafetyLevel::Review).await;
        rig.refresh().await;
        rig
    }

    pub(crate) async fn of(app: &str, safety: SafetyLevel) -> Self {
        let (desk, dir) = desk().await;
        let server = server(app).await;
        let tenant = desk
            .tenant_add(AddTenant {
                safety: Some(safety),
                ..add(&server, "Acme")
            })
            .await
            .expect("is added");
        Self {
            desk,
            server,
            tenant: tenant.id,
            _dir: dir,
        }
    }

    pub(crate) fn faults(&self, faults: Faults) {
        self.server.set_faults(faults);
    }

    pub(crate) async fn tenant(&self) -> Tenant {
        self.desk
            .tenants_list()
            .await
            .expect("lists")
            .into_iter()
            .find(|tenant| tenant.id == self.tenant)
            .expect("is there")
    }

    pub(crate) async fn safety(&self, safety: SafetyLevel) {
        self.desk
            .tenant_update(UpdateTenant {
                id: self.tenant.clone(),
                safety: Some(safety),
                ..UpdateTenant::default()
            })
            .await
            .expect("is updated");
    }

    pub(crate) async fn start_refresh(&self) -> Result<JobId, DeskError> {
        self.desk
            .refresh(Refresh {
                tenant: self.tenant.clone(),
                kinds: Vec::new(),
            })
            .await
    }

    pub(crate) async fn refresh(&self) -> (Vec<RefreshOutcome>, Vec<RefreshFailure>) {
        let job = self.start_refresh().await.expect("starts");
        match self.desk.job_end(job).await.expect("ends") {
            JobEnd::Refreshed { outcomes, failures } => (outcomes, failures),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn accounts(&self, query: ListQuery) -> Page<AccountRow> {
        self.desk
            .accounts_page(ListPage {
                tenant: self.tenant.clone(),
                query,
                window: Window {
                    offset: 0,
                    limit: 1_000,
                },
            })
            .await
            .expect("lists")
    }

    /// Some active accounts, in the order of their names.
    pub(crate) async fn active(&self, count: usize) -> Vec<String> {
        let page = self
            .accounts(ListQuery {
                active: Some(true),
                ..ListQuery::default()
            })
            .await;
        assert!(page.rows.len() >= count);
        page.rows.into_iter().take(count).map(|row| row.id).collect()
    }

    pub(crate) async fn account(&self, id: &str) -> Option<AccountRow> {
        self.accounts(ListQuery::default())
            .await
            .rows
            .into_iter()
            .find(|row| row.id == id)
    }

    pub(crate) async fn review(&self, ids: &[String], active: bool) -> Result<ActivationReview, DeskError> {
        self.desk
            .activation_review(PrepareActivation {
                tenant: self.tenant.clone(),
                selection: Selection::Some { ids: ids.to_vec() },
                active,
            })
            .await
    }

    pub(crate) async fn start_apply(&self, review: &ActivationReview) -> Result<JobId, DeskError> {
        self.desk
            .activation_apply(ApplyReview {
                review: review.review.clone(),
            })
            .await
    }

    /// Reviews and sends.
    pub(crate) async fn switch(&self, ids: &[String], active: bool) -> ActivationOutcome {
        let review = self.review(ids, active).await.expect("is reviewed");
        let job = self.start_apply(&review).await.expect("starts");
        match self.desk.job_end(job).await.expect("ends") {
            JobEnd::ActivationDone { outcome, error: None } => outcome,
            other => panic!("{other:?}"),
        }
    }

    /// The changes that reached the server: method, path below the tenant URL, body.
    pub(crate) fn writes(&self) -> Vec<(String, String, String)> {
        self.server
            .requests()
            .into_iter()
            .filter(|request| request.method != "GET")
            .map(|request| (request.method, request.path, request.body))
            .collect()
    }

    pub(crate) fn id(&self) -> TenantId {
        TenantId {
            tenant: self.tenant.clone(),
        }
    }
}
