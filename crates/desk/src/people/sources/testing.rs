//! Testing a directory; a job. Nothing is kept but the report, with a directory that is saved.

use std::sync::Arc;

use scimdesk_directory::source::{Source as _, SourceReport, Stage, StageOutcome};
use secrecy::SecretString;

use super::{connect, entra, file, ldap, secret, tenant, wording};
use crate::{
    Desk,
    desk::{Opened, blocking},
    jobs::{JobHandle, JobTenant},
    people::directories,
    wire::{
        DeskError, DeskEvent, DirectoryAttribute, DirectoryReport, DirectorySource, DirectoryStage, ErrorCode, JobEnd,
        JobId, JobKind, TestDirectory,
    },
    words::{args, say},
};

impl Desk {
    /// Test a directory; a job. Nothing is kept.
    pub async fn directory_test(&self, request: TestDirectory) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let (of, source, secret) = match request {
            TestDirectory::Draft { source, secret } => {
                connect::check(&opened, &source).await?;
                (None, source, secret::typed(secret)?)
            }
            TestDirectory::Saved { directory } => {
                let directory = directories::find(&opened, &directory).await?;
                let connection = self
                    .directory_connection(crate::wire::DirectoryId {
                        directory: directory.id.clone(),
                    })
                    .await?;
                let source = connection
                    .ok_or_else(|| {
                        DeskError::with(ErrorCode::SourceNotConnected, args!(detail = directory.name.as_str()))
                    })?
                    .source;
                let secret = secret::find(&opened, &directory.id, &source).await?;
                let of = JobTenant {
                    id: directory.id,
                    name: directory.name,
                };
                (Some(of), source, secret)
            }
        };
        let directory = of.as_ref().map(|of| of.id.clone());
        let desk = self.clone();
        self.inner
            .jobs
            .start(JobKind::TestDirectory, of, move |job| async move {
                let tested = test(&desk, &opened, &source, secret, &job);
                let Some(tested) = job.cancellation().run_until_cancelled(tested).await else {
                    return JobEnd::Cancelled { outcome: None };
                };
                let report = report(&desk, tested, &source);
                if let Some(directory) = directory {
                    keep(&desk, &opened, directory, &report).await;
                }
                JobEnd::DirectoryTested { report }
            })
    }
}

async fn test(
    desk: &Desk,
    opened: &Arc<Opened>,
    source: &DirectorySource,
    secret: Option<SecretString>,
    job: &JobHandle,
) -> Result<SourceReport, DeskError> {
    let told = |_: &Stage| job.progress(|progress| progress.done += 1);
    match source {
        DirectorySource::Ldap(source) => {
            let directory = ldap::directory(source, secret, desk.inner.clock.now());
            Ok(directory.test(&told).await)
        }
        DirectorySource::EntraId(of) => entra::test(of, secret, &desk.inner.clock, &told)
            .await
            .map_err(|error| wording::failed(&error, source)),
        DirectorySource::File(source) => {
            let source = source.clone();
            blocking(move || file::test(&source)).await
        }
        DirectorySource::Tenant { tenant } => tenant::test(desk, opened, tenant).await,
    }
}

fn report(desk: &Desk, tested: Result<SourceReport, DeskError>, source: &DirectorySource) -> DirectoryReport {
    let at = desk.inner.clock.now();
    let tested = match tested {
        Ok(tested) => tested,
        Err(error) => {
            return DirectoryReport {
                at,
                works: false,
                sentence: error.message.clone(),
                stages: vec![DirectoryStage {
                    name: wording::first_stage(source),
                    passed: Some(false),
                    detail: String::new(),
                    error: Some(error),
                }],
                attributes: Vec::new(),
                people: None,
                groups: None,
            };
        }
    };
    let stages: Vec<DirectoryStage> = tested.stages.iter().map(|stage| told(stage, source)).collect();
    let failed = stages.iter().find_map(|stage| stage.error.as_ref());
    DirectoryReport {
        at,
        works: failed.is_none(),
        sentence: failed.map_or_else(
            || {
                say!(
                    "source-works",
                    people = tested.people.unwrap_or(0),
                    groups = tested.groups.unwrap_or(0)
                )
            },
            |error| error.message.clone(),
        ),
        attributes: tested
            .attributes
            .into_iter()
            .map(|seen| DirectoryAttribute {
                name: seen.name,
                attribute: seen.attribute,
                sample: seen.sample,
            })
            .collect(),
        people: tested.people,
        groups: tested.groups,
        stages,
    }
}

fn told(stage: &Stage, source: &DirectorySource) -> DirectoryStage {
    let (passed, detail, error) = match &stage.outcome {
        StageOutcome::Passed(seen) => (Some(true), seen.clone(), None),
        StageOutcome::Failed(error) => (Some(false), String::new(), Some(wording::failed(error, source))),
        StageOutcome::NotReached => (None, String::new(), None),
    };
    DirectoryStage {
        name: wording::stage(stage.name),
        passed,
        detail,
        error,
    }
}

/// Not worth failing for: the report is told all the same.
async fn keep(desk: &Desk, opened: &Opened, directory: String, report: &DirectoryReport) {
    let text = serde_json::to_string(report).unwrap_or_default();
    let kept = opened
        .store(move |store| store.save_directory_test(&directory, &text))
        .await;
    match kept {
        Ok(()) => desk.sound(DeskEvent::DirectoriesChanged),
        Err(error) => tracing::warn!(%error, "the report of the test could not be kept"),
    }
}
