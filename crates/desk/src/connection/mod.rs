//! Testing a connection; a job whose stages are told as they run. The report of a saved tenant is kept with it.

mod findings;
mod report;

use std::sync::Arc;

use jiff::Timestamp;
use scimdesk_scim::{
    client::roots_from_bytes,
    connection_test::{ConnectionTest, TestVerdict},
    tenant_url::TenantUrl,
};
use scimdesk_store::{Kind, TestRecord};

use self::report::{Background, report};
use crate::{
    Desk, apps, codes,
    desk::Opened,
    error::Names,
    jobs::{JobHandle, JobTenant},
    tenants::{self, TenantRow},
    wire::{ConnectionReport, ConnectionVerdict, DeskError, DeskEvent, JobEnd, JobId, JobKind, TenantId, TestTarget},
    words::say,
};

impl Desk {
    /// Tests a connection; a job. A draft is tested as it was typed, and nothing of it is kept.
    pub async fn connection_test(&self, request: TestTarget) -> Result<JobId, DeskError> {
        match request {
            TestTarget::Tenant { tenant } => self.test_tenant(&tenant).await,
            TestTarget::Draft {
                app,
                url,
                token,
                extra_ca,
            } => {
                let (token, had_word) = tenants::cleaned(token)?;
                let app = apps::find(&app)?;
                let mut test = apps::with_hints(app, |hints| ConnectionTest::new(url, token).with_hints(hints));
                if let Some(pem) = extra_ca.filter(|pem| !pem.trim().is_empty()) {
                    test.extra_roots =
                        roots_from_bytes(pem.as_bytes()).map_err(|error| tenants::roots_error(&error))?;
                }
                let app_name = apps::spoken_name(&app.id, &say!("word-the-app"));
                let background = Background {
                    names: Names {
                        host: host_of(&test.url),
                        app: app_name,
                        tenant: say!("word-the-tenant"),
                    },
                    suffix: app.url.suffix.clone(),
                    accepted_until: None,
                    notes: had_word.then(|| say!("token-word-left-out")).into_iter().collect(),
                };
                self.inner
                    .jobs
                    .start(JobKind::ConnectionTest, None, move |job| async move {
                        match run(test, background, &job).await {
                            Some(report) => JobEnd::ConnectionTested { report },
                            None => JobEnd::Cancelled { outcome: None },
                        }
                    })
            }
        }
    }

    /// The last report of a tenant's connection test.
    pub async fn connection_report(&self, request: TenantId) -> Result<Option<ConnectionReport>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::stored(&opened, &request.tenant).await?;
        Ok(tenant
            .last_test
            .and_then(|test| serde_json::from_str(&test.report).ok()))
    }

    async fn test_tenant(&self, tenant: &str) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let (tenant, credential) = tenants::credential(self, &opened, tenant).await?;
        let app = apps::find_or_custom(&tenant.app);
        let mut test = apps::with_hints(app, |hints| {
            ConnectionTest::new(credential.tenant_url, credential.token).with_hints(hints)
        });
        test.rate = tenant.rate;
        if let Some(pem) = &tenant.extra_ca {
            test.extra_roots = roots_from_bytes(pem.as_bytes()).map_err(|error| tenants::roots_error(&error))?;
        }
        let background = Background {
            names: tenants::names(&tenant),
            suffix: app.url.suffix.clone(),
            accepted_until: accepted_until(&opened, &tenant).await?,
            notes: Vec::new(),
        };
        let of = JobTenant {
            id: tenant.id.clone(),
            name: tenant.name,
        };
        let desk = self.clone();
        self.inner
            .jobs
            .start(JobKind::ConnectionTest, Some(of), move |job| async move {
                let Some(report) = run(test, background, &job).await else {
                    return JobEnd::Cancelled { outcome: None };
                };
                let kept = keep(&opened, tenant.id, &report).await;
                desk.sound(DeskEvent::TenantsChanged);
                match kept {
                    Ok(()) => JobEnd::ConnectionTested { report },
                    Err(error) => JobEnd::Failed { error },
                }
            })
    }
}

/// Runs the stages; `None` where somebody cancelled.
async fn run(test: ConnectionTest, background: Background, job: &JobHandle) -> Option<ConnectionReport> {
    let observer = job.clone();
    let names = background.names.clone();
    let found = test
        .run(job.cancellation().clone(), move |stage| {
            observer.stage(findings::stage(stage, &names));
        })
        .await;
    (found.verdict != TestVerdict::Cancelled).then(|| report(&found, &background))
}

async fn keep(opened: &Arc<Opened>, tenant: String, report: &ConnectionReport) -> Result<(), DeskError> {
    let groups_offered = report.capabilities.groups_offered;
    let record = TestRecord {
        at: report.at,
        verdict: codes::code(&report.verdict),
        report: serde_json::to_string(report).unwrap_or_default(),
    };
    opened
        .store(move |store| {
            store.update_tenant(&tenant, move |tenant| {
                tenant.last_test = Some(record);
                tenant.groups_offered = groups_offered.or(tenant.groups_offered);
            })
        })
        .await
        .map(|_| ())
}

/// When the token was last seen to work: by a test, or by a list that was fetched with it.
async fn accepted_until(opened: &Opened, tenant: &TenantRow) -> Result<Option<Timestamp>, DeskError> {
    let id = tenant.id.clone();
    opened
        .store(move |store| {
            let tested = store
                .tenant(&id)?
                .and_then(|tenant| tenant.last_test)
                .filter(|test| codes::value(&test.verdict) != Some(ConnectionVerdict::Fails))
                .map(|test| test.at);
            let listed = store.listing(&id, Kind::User)?.map(|listing| listing.fetched_at);
            Ok(tested.max(listed))
        })
        .await
}

/// The host of a URL as typed, as far as it has one.
fn host_of(url: &str) -> String {
    TenantUrl::parse(url).map_or_else(|_| say!("word-the-server"), |url| url.host().to_owned())
}
