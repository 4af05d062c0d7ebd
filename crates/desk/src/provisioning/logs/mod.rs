//! What was done about whom, step by step.
//!
//! Records are written with the changes that they are of, and never change; they go when they are older than the settings say.

mod export;

use jiff::{SignedDuration, Timestamp};
use scimdesk_mapping::model::ObjectKind;
use scimdesk_store::{self as store, Kind};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, codes,
    desk::Opened,
    lists::MOST,
    tenants,
    wire::{
        DeskError, ErrorCode, ExportLog, ExportedFile, LogAction, LogError, LogFilter, LogId, LogPage, LogRecord,
        LogRow, LogStatus, ModifiedProperty, Page, ProvisioningStep,
    },
};

/// What the cache keeps of a record besides its columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Details {
    /// Unique; joins the files of an export.
    pub(crate) change_id: String,
    pub(crate) source_system: String,
    pub(crate) target_system: String,
    pub(crate) steps: Vec<ProvisioningStep>,
    pub(crate) modified: Vec<ModifiedProperty>,
    pub(crate) error: Option<LogError>,
}

impl Desk {
    /// Rows of the log, the newest first.
    pub async fn logs_page(&self, request: LogPage) -> Result<Page<LogRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let (query, window) = (query(request.filter), request.window);
        let page = opened
            .store(move |store| store.log(&tenant, &query, window.offset, window.limit.min(MOST)))
            .await?;
        Ok(Page {
            rows: page.rows.into_iter().map(row).collect(),
            // Records are only ever added, and removed from the end.
            revision: page.total,
            total: page.total,
            counting: false,
            offset: window.offset,
        })
    }

    /// One record whole.
    pub async fn log_record(&self, request: LogId) -> Result<LogRecord, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let id = request.id.cast_signed();
        let found = opened.store(move |store| store.log_record(&tenant, id)).await?;
        found
            .map(record)
            .ok_or_else(|| DeskError::of(ErrorCode::LogRecordNotFound))
    }

    /// The records that a filter has, oldest first: three CSV files, or one JSON array.
    pub async fn logs_export(&self, request: ExportLog) -> Result<Vec<ExportedFile>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        export::files(&opened, tenant, query(request.filter), request.format).await
    }
}

/// Removes the records that are older than so many days.
pub(crate) async fn prune(opened: &Opened, tenant: &str, days: u32, now: Timestamp) -> Result<u64, DeskError> {
    let Ok(before) = now.checked_sub(SignedDuration::from_hours(i64::from(days) * 24)) else {
        return Ok(0);
    };
    let tenant = tenant.to_owned();
    opened.store(move |store| store.prune_log(&tenant, before)).await
}

fn query(filter: LogFilter) -> store::LogQuery {
    store::LogQuery {
        search: filter.search,
        action: filter.action.map(|action| codes::code(&action)),
        status: filter.status.map(|status| codes::code(&status)),
        code: filter.code.filter(|code| !code.is_empty()),
        cycle: filter.cycle,
        from: filter.from,
        to: filter.to,
    }
}

fn row(row: store::LogRow) -> LogRow {
    LogRow {
        id: row.id.cast_unsigned(),
        at: row.at,
        cycle: row.cycle,
        object: match row.kind {
            Kind::User => ObjectKind::User,
            Kind::Group => ObjectKind::Group,
        },
        action: codes::value(&row.action).unwrap_or(LogAction::Other),
        status: codes::value(&row.status).unwrap_or(LogStatus::Warning),
        person: row.person,
        name: row.name,
        account: row.account,
        code: row.code,
        sentence: row.sentence,
        duration_ms: row.duration_ms,
    }
}

fn record(found: store::LogRecord) -> LogRecord {
    // What a newer version wrote is shown as far as this one knows it.
    let details: Details = serde_json::from_str(&found.record).unwrap_or_default();
    LogRecord {
        row: row(found.row),
        change_id: details.change_id,
        source_system: details.source_system,
        target_system: details.target_system,
        steps: details.steps,
        modified: details.modified,
        error: details.error,
        journal: found.journal,
    }
}
