use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ActivationOutcome, ConnectionReport, DeskError, DirectoryRefreshed, DirectoryReport, DriftSummary, OnDemandOutcome,
    PreviewSummary, ProvisioningOutcome, ProvisioningPlan, RefreshOutcome, ResourceKind, ScopeSummary, Stage,
};

/// Long work. It runs in the background; events tell how it goes; it can be cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    pub id: String,
    pub kind: JobKind,
    /// The tenant's id; absent for the test of a draft.
    pub tenant: Option<String>,
    pub tenant_name: Option<String>,
    #[ts(type = "string")]
    pub started_at: Timestamp,
    pub progress: Progress,
    /// `None` while it runs.
    pub end: Option<JobEnd>,
}

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    ConnectionTest,
    Refresh,
    Deactivate,
    Reactivate,
    PreviewMappings,
    PreviewScope,
    MakePlan,
    ApplyPlan,
    Cycle,
    OnDemand,
    FindDrift,
    TestDirectory,
    RefreshDirectory,
    SignIn,
}

/// How far a job is. Sent at most ten times a second.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// What is being worked on, where a job has parts.
    pub kind: Option<ResourceKind>,
    pub done: u64,
    /// `None` where nobody knows.
    pub total: Option<u64>,
    pub pages: u64,
    /// Items a second, over the last seconds.
    pub rate: Option<f64>,
    /// Milliseconds left, where the total is known.
    pub time_left_ms: Option<u64>,
    /// Set while waiting for the server's own limit (`Retry-After`), milliseconds.
    pub waiting_ms: Option<u64>,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "end", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum JobEnd {
    ConnectionTested {
        report: ConnectionReport,
    },
    /// One type's failure stops no other: both lists may be filled.
    Refreshed {
        outcomes: Vec<RefreshOutcome>,
        failures: Vec<RefreshFailure>,
    },
    ActivationDone {
        outcome: ActivationOutcome,
        /// Set where the cache failed on the way: nothing was sent after that.
        error: Option<Box<DeskError>>,
    },
    MappingsPreviewed {
        summary: PreviewSummary,
    },
    ScopePreviewed {
        summary: ScopeSummary,
    },
    Planned {
        plan: ProvisioningPlan,
    },
    /// A cycle, an applied plan.
    Provisioned {
        outcome: ProvisioningOutcome,
    },
    ProvisionedOnDemand {
        outcome: OnDemandOutcome,
    },
    DriftFound {
        summary: DriftSummary,
    },
    DirectoryTested {
        report: DirectoryReport,
    },
    DirectoryRefreshed {
        outcome: DirectoryRefreshed,
    },
    /// A person has signed in to a directory.
    SignedIn,
    Failed {
        error: DeskError,
    },
    /// What was there before is untouched; for changes, `outcome` says what was sent already.
    Cancelled {
        outcome: Option<ActivationOutcome>,
    },
}

/// A resource type that could not be refreshed; what was cached of it stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefreshFailure {
    pub kind: ResourceKind,
    pub error: DeskError,
}

/// Names one job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobId {
    pub job: String,
}

/// What the desk tells everyone who listens.
#[expect(clippy::large_enum_variant, reason = "nearly every event is the large one")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DeskEvent {
    /// A job began, went on or ended.
    JobChanged { job: Job },
    /// A stage of a connection test changed.
    StageChanged { job: String, stage: Stage },
    /// Cached data of a tenant changed: refetch.
    DataChanged { tenant: String },
    /// Tenants were added, changed or removed.
    TenantsChanged,
    /// The journal grew.
    JournalChanged,
    /// The mappings, the assignments or the directory of a tenant changed.
    MappingsChanged { tenant: String },
    /// Directories were added, changed or removed.
    DirectoriesChanged,
    /// The provisioning of a tenant changed: its status, its cycles, its plan, its log, its links.
    ProvisioningChanged { tenant: String },
    /// Something that a person should hear of now, on this computer.
    Notification {
        tenant: String,
        title: String,
        text: String,
    },
}
