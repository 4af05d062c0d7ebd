//! Mappings as files: Entra's schema and our own.

use std::collections::VecDeque;

use scimdesk_mapping::{entra, file, model::Mappings};
use uuid::Uuid;

use super::{differences, file_wording as wording, of_version, problems, saved};
use crate::{
    Desk,
    desk::Opened,
    tenants::{self, TenantRow},
    wire::{DeskError, ErrorCode, ExportMappings, ExportedMappings, ImportMappings, ImportedMappings, MappingFormat},
    words::{args, say},
};

/// How many imports are kept until a draft that began with one is saved; the oldest go first.
const KEPT: usize = 8;

/// What was imported, as it came: a schema holds more than a draft does.
#[derive(Default)]
pub(crate) struct Imports(VecDeque<Import>);

struct Import {
    id: String,
    tenant: String,
    /// `None` for our own form, which holds nothing more.
    text: Option<String>,
}

impl Imports {
    fn keep(&mut self, tenant: &str, text: Option<String>) -> String {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        let id = Uuid::new_v4().to_string();
        self.0.push_back(Import {
            id: id.clone(),
            tenant: tenant.to_owned(),
            text,
        });
        id
    }

    /// The text of an import, where there is more in it than in its draft.
    pub(crate) fn get(&self, id: &str, tenant: &str) -> Result<Option<String>, DeskError> {
        (self.0.iter())
            .find(|import| import.id == id && import.tenant == tenant)
            .map(|import| import.text.clone())
            .ok_or_else(|| DeskError::bad_input(say!("mappings-import-gone")))
    }
}

impl Desk {
    /// A version as a file.
    pub async fn mappings_export(&self, request: ExportMappings) -> Result<ExportedMappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let (mappings, number) = if let Some(number) = request.version {
            (of_version(&opened, &tenant, Some(number)).await?, Some(number))
        } else {
            let saved = saved(&opened, &tenant).await?;
            let number = saved.number();
            (saved.mappings, number)
        };
        let (extension, text, notes) = match request.format {
            MappingFormat::Scimdesk => ("toml", file::write(&mappings), Vec::new()),
            MappingFormat::Entra => {
                let imported = imported(&opened, &tenant, number).await?;
                let exported = entra::export(&mappings, imported.as_deref())
                    .map_err(|error| unreadable(&wording::import_error(&error)))?;
                (
                    "json",
                    exported.text,
                    exported.notes.iter().map(wording::export_note).collect(),
                )
            }
        };
        let version = number.map(|number| format!("-v{number}")).unwrap_or_default();
        Ok(ExportedMappings {
            file_name: format!("{}-mappings{version}.{extension}", file_stem(&tenant.name)),
            text,
            notes,
        })
    }

    /// Reads a file as a draft; nothing is saved.
    pub async fn mappings_import(&self, request: ImportMappings) -> Result<ImportedMappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let text = request.text;
        let current = saved(&opened, &tenant).await?;
        let (format, mappings, mut found, kept) = if is_json(&text) {
            let imported = entra::import(&text).map_err(|error| unreadable(&wording::import_error(&error)))?;
            let notes: Vec<_> = imported.notes.iter().map(wording::import_note).collect();
            (
                MappingFormat::Entra,
                imported.keeping(&current.mappings).mappings,
                notes,
                Some(text),
            )
        } else {
            let mappings = file::read(&text).map_err(|error| unreadable(&wording::file_error(&error)))?;
            (MappingFormat::Scimdesk, mappings, Vec::new(), None)
        };
        found.extend(problems(&mappings));
        let mut differences = differences::between(&current.mappings, &mappings);
        if let Some(text) = &kept
            && brings_more(&opened, &tenant, current.number(), &mappings, text).await?
        {
            differences.push(differences::rest_of_file());
        }
        let import = opened.imports().keep(&tenant.id, kept);
        Ok(ImportedMappings {
            import,
            format,
            problems: found,
            differences,
            mappings,
        })
    }
}

/// Whether a schema holds more than these mappings and what a version was imported from: whether it would be exported otherwise.
pub(super) async fn brings_more(
    opened: &Opened,
    tenant: &TenantRow,
    version: Option<u32>,
    mappings: &Mappings,
    schema: &str,
) -> Result<bool, DeskError> {
    let before = imported(opened, tenant, version).await?;
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}')).ok();
    let exported = entra::export(mappings, before.as_deref()).ok();
    Ok(exported.and_then(|exported| value(&exported.text)) != value(schema))
}

async fn imported(opened: &Opened, tenant: &TenantRow, number: Option<u32>) -> Result<Option<String>, DeskError> {
    let Some(number) = number else { return Ok(None) };
    let id = tenant.id.clone();
    opened.store(move |store| store.imported_mappings(&id, number)).await
}

fn unreadable(detail: &str) -> DeskError {
    DeskError::with(ErrorCode::MappingFileUnreadable, args!(detail = detail.to_owned()))
}

/// Our own form never begins like JSON does. Of nothing at all it is said that it is empty.
fn is_json(text: &str) -> bool {
    text.trim().is_empty()
        || matches!(
            text.trim_start_matches('\u{feff}').trim_start().chars().next(),
            Some('{' | '"')
        )
        || text.trim_start().starts_with('[') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A tenant's name as the begin of a file's: letters and digits of any script, everything else a hyphen.
fn file_stem(name: &str) -> String {
    let stem: String = name
        .chars()
        .map(|character| if character.is_alphanumeric() { character } else { '-' })
        .collect();
    let stem = stem.trim_matches('-');
    if stem.is_empty() {
        "tenant".to_owned()
    } else {
        stem.to_lowercase()
    }
}
