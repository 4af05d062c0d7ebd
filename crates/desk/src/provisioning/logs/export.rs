//! The log as files, in the shape that Microsoft Entra's provisioning logs are downloaded in (*Analyze the provisioning logs*): three CSV
//! files that the change's id joins, or one JSON array.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, *CSV Injection*): names come from directories and
//! apps. In JSON, values are as they are.

use std::ops::ControlFlow;

use csv::Writer;
use scimdesk_store as store;
use serde_json::{Value, json};

use crate::{
    codes,
    desk::Opened,
    tenants::TenantRow,
    wire::{DeskError, ErrorCode, ExportedFile, LogFormat, LogRecord},
};

const LOG_COLUMNS: [&str; 22] = [
    "id",
    "activityDateTime",
    "tenantId",
    "jobId",
    "cycleId",
    "changeId",
    "provisioningAction",
    "status",
    "durationInMilliseconds",
    "sourceSystem",
    "targetSystem",
    "identityType",
    "sourceId",
    "sourceDisplayName",
    "targetId",
    "initiatedBy",
    "description",
    "errorCode",
    "errorCategory",
    "reason",
    "recommendedAction",
    "additionalDetails",
];
const STEP_COLUMNS: [&str; 7] = [
    "changeId",
    "name",
    "provisioningStepType",
    "status",
    "activityDateTime",
    "description",
    "details",
];
const PROPERTY_COLUMNS: [&str; 4] = ["changeId", "displayName", "oldValue", "newValue"];
/// Who did it, as Microsoft Entra names its own service.
const INITIATOR: &str = "Scimdesk";

/// Reads all that the query has, and writes the files.
pub(super) async fn files(
    opened: &Opened,
    tenant: TenantRow,
    query: store::LogQuery,
    format: LogFormat,
) -> Result<Vec<ExportedFile>, DeskError> {
    let id = tenant.id.clone();
    let made = opened
        .store(move |store| {
            let mut target = Target::new(format);
            let mut failed = None;
            store.each_log(&id, &query, |found| match target.add(&tenant, &super::record(found)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            })?;
            Ok(failed.map_or_else(|| target.finish(), Err))
        })
        .await?;
    made.map_err(|cause| DeskError::of(ErrorCode::Internal).because(&cause))
}

enum Target {
    Csv(Box<[Writer<Vec<u8>>; 3]>),
    Json(Vec<u8>),
}

impl Target {
    fn new(format: LogFormat) -> Self {
        match format {
            LogFormat::Csv => Self::Csv(Box::new(std::array::from_fn(|_| Writer::from_writer(Vec::new())))),
            LogFormat::Json => Self::Json(Vec::new()),
        }
    }

    fn add(&mut self, tenant: &TenantRow, record: &LogRecord) -> Result<(), csv::Error> {
        match self {
            Self::Csv(files) => add_rows(files, tenant, record),
            Self::Json(text) => {
                text.push(if text.is_empty() { b'[' } else { b',' });
                serde_json::to_writer(text, &document(tenant, record)).map_err(std::io::Error::from)?;
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<Vec<ExportedFile>, csv::Error> {
        match self {
            Self::Csv(files) => {
                let [mut log, mut steps, mut properties] = *files;
                // Headings where there is nothing below them as well.
                let all = [
                    ("ProvisioningLogs.csv", &mut log, &LOG_COLUMNS[..]),
                    ("ProvisioningLogs_ProvisioningSteps.csv", &mut steps, &STEP_COLUMNS[..]),
                    (
                        "ProvisioningLogs_ModifiedProperties.csv",
                        &mut properties,
                        &PROPERTY_COLUMNS[..],
                    ),
                ];
                all.into_iter()
                    .map(|(name, rows, columns)| {
                        let mut file = Writer::from_writer(Vec::new());
                        file.write_record(columns)?;
                        rows.flush()?;
                        let mut bytes = file.into_inner().map_err(csv::IntoInnerError::into_error)?;
                        bytes.extend_from_slice(rows.get_ref());
                        Ok(exported(name, bytes))
                    })
                    .collect()
            }
            Self::Json(mut text) => {
                if text.is_empty() {
                    text.push(b'[');
                }
                text.push(b']');
                Ok(vec![exported("ProvisioningLogs.json", text)])
            }
        }
    }
}

fn exported(name: &str, bytes: Vec<u8>) -> ExportedFile {
    ExportedFile {
        name: name.to_owned(),
        content: String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn add_rows(files: &mut [Writer<Vec<u8>>; 3], tenant: &TenantRow, record: &LogRecord) -> Result<(), csv::Error> {
    let [log, steps, properties] = files;
    let row = &record.row;
    let error = record.error.as_ref();
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let cells: [String; 22] = [
        row.id.to_string(),
        row.at.to_string(),
        tenant.id.clone(),
        job(tenant),
        cycle(record),
        record.change_id.clone(),
        codes::code(&row.action),
        codes::code(&row.status),
        row.duration_ms.to_string(),
        record.source_system.clone(),
        record.target_system.clone(),
        identity_type(record).to_owned(),
        text(row.person.as_ref()),
        row.name.clone(),
        text(row.account.as_ref()),
        INITIATOR.to_owned(),
        row.sentence.clone(),
        text(row.code.as_ref()),
        error.map(|error| error.category.clone()).unwrap_or_default(),
        error.map(|error| error.reason.clone()).unwrap_or_default(),
        text(error.and_then(|error| error.recommended_action.as_ref())),
        text(error.and_then(|error| error.details.as_ref())),
    ];
    write(log, cells)?;
    for step in &record.steps {
        let details: Vec<String> = (step.details.iter())
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let cells = [
            record.change_id.clone(),
            step.name.clone(),
            codes::code(&step.kind),
            codes::code(&step.status),
            step.at.to_string(),
            step.description.clone(),
            details.join("; "),
        ];
        write(steps, cells)?;
    }
    for property in &record.modified {
        let cells = [
            record.change_id.clone(),
            property.name.clone(),
            text(property.old_value.as_ref()),
            text(property.new_value.as_ref()),
        ];
        write(properties, cells)?;
    }
    Ok(())
}

fn write<const COLUMNS: usize>(file: &mut Writer<Vec<u8>>, cells: [String; COLUMNS]) -> Result<(), csv::Error> {
    file.write_record(cells.map(safe))
}

/// A cell that no spreadsheet runs.
fn safe(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn document(tenant: &TenantRow, record: &LogRecord) -> Value {
    let row = &record.row;
    let identity = |id: &Option<String>, name: Option<&String>| json!({"id": id, "displayName": name, "identityType": identity_type(record)});
    json!({
        "id": row.id.to_string(),
        "activityDateTime": row.at,
        "tenantId": tenant.id,
        "jobId": job(tenant),
        "cycleId": cycle(record),
        "changeId": record.change_id,
        "action": codes::code(&row.action),
        "provisioningAction": codes::code(&row.action),
        "durationInMilliseconds": row.duration_ms,
        "description": row.sentence,
        "provisioningStatusInfo": {
            "status": codes::code(&row.status),
            "errorInformation": record.error.as_ref().map(|error| json!({
                "errorCode": error.code,
                "reason": error.reason,
                "additionalDetails": error.details,
                "errorCategory": error.category,
                "recommendedAction": error.recommended_action,
            })),
        },
        "sourceSystem": {"displayName": record.source_system},
        "targetSystem": {"displayName": record.target_system},
        "sourceIdentity": identity(&row.person, Some(&row.name)),
        "targetIdentity": identity(&row.account, None),
        "initiatedBy": {"displayName": INITIATOR, "initiatorType": "system"},
        "provisioningSteps": record.steps.iter().map(|step| json!({
            "name": step.name,
            "provisioningStepType": step_type(codes::code(&step.kind)),
            "status": codes::code(&step.status),
            "description": step.description,
            "timestamp": step.at,
            "details": step.details.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        })).collect::<Vec<_>>(),
        "modifiedProperties": record.modified.iter().map(|property| json!({
            "displayName": property.name,
            "oldValue": property.old_value,
            "newValue": property.new_value,
        })).collect::<Vec<_>>(),
    })
}

/// As Microsoft Graph writes it: `referenceResolution`.
fn step_type(code: String) -> String {
    match code.as_str() {
        "reference_resolution" => String::from("referenceResolution"),
        _ => code,
    }
}

fn identity_type(record: &LogRecord) -> &'static str {
    match record.row.object {
        scimdesk_mapping::model::ObjectKind::User => "User",
        scimdesk_mapping::model::ObjectKind::Group => "Group",
    }
}

/// Each tenant has one job.
fn job(tenant: &TenantRow) -> String {
    format!("scim.{}", tenant.id)
}

fn cycle(record: &LogRecord) -> String {
    record.row.cycle.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("Amélie", "Amélie"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(safe(cell.to_owned()), shown);
        }
    }
}
