//! A tenant's mappings: read, checked, saved as versions, compared, exported and imported.
//!
//! What an admin edits is a draft that the window holds; nothing here changes until it is saved, and saving makes a version. The
//! newest version holds; before the first one, the defaults of the tenant's app do. *Must not know:* people, or what is sent.

mod defaults;
mod differences;
mod discover;
mod file_wording;
mod files;
mod language;
mod trying;
mod wording;

use scimdesk_mapping::{check, model::Mappings};
use scimdesk_store::{self as store, Imported};

use crate::{
    Desk, apps,
    desk::Opened,
    tenants::{self, TenantRow},
    wire::{
        DeskError, DeskEvent, DraftMappings, ErrorCode, MappingLanguage, MappingProblem, MappingVersion,
        MappingVersionId, RestoreMappings, SaveMappings, Severity, TenantId, TenantMappings,
    },
    words::{args, say},
};

pub(crate) use files::Imports;

/// The longest note of a version, in characters.
const LONGEST_NOTE: usize = 2_000;

impl Desk {
    /// A tenant's mappings: the newest version, or the app's defaults.
    pub async fn mappings_get(&self, request: TenantId) -> Result<TenantMappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        shown(&opened, &tenant).await
    }

    /// What is wrong with mappings while they are edited.
    pub async fn mappings_check(&self, request: DraftMappings) -> Result<Vec<MappingProblem>, DeskError> {
        let opened = self.opened()?;
        tenants::row(&opened, &request.tenant).await?;
        Ok(problems(&request.mappings))
    }

    /// Saves a new version.
    ///
    /// # Errors
    /// [`ErrorCode::MappingsInvalid`] where something is an error, [`ErrorCode::MappingsChanged`] where another version was saved
    /// since the one that was edited. Nothing is saved then.
    pub async fn mappings_save(&self, request: SaveMappings) -> Result<TenantMappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let note = usable_note(&request.note)?;
        refuse_errors(&request.mappings)?;
        let imported = match &request.import {
            Some(import) => opened.imports().get(import, &tenant.id)?,
            None => None,
        };
        let imported = match (imported, request.base) {
            (Some(text), _) => Imported::Text(text),
            (None, Some(base)) => Imported::AsVersion(base),
            (None, None) => Imported::Nothing,
        };
        let current = saved(&opened, &tenant).await?;
        let number = current.number();
        let brings_more = match &imported {
            Imported::Text(text) => files::brings_more(&opened, &tenant, number, &request.mappings, text).await?,
            Imported::AsVersion(_) | Imported::Nothing => false,
        };
        let is_same = number == request.base && current.mappings == request.mappings;
        if is_same && !brings_more && number.is_some() {
            return Err(DeskError::bad_input(say!("mappings-nothing-changed")));
        }
        self.save(&opened, &tenant, request.base, note, &request.mappings, imported)
            .await
    }

    /// All versions, the newest first.
    pub async fn mappings_versions(&self, request: TenantId) -> Result<Vec<MappingVersion>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let versions = opened.store(move |store| store.mapping_versions(&tenant.id)).await?;
        Ok(versions.into_iter().map(wire_version).collect())
    }

    /// One version's mappings.
    pub async fn mappings_version(&self, request: MappingVersionId) -> Result<Mappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        of_version(&opened, &tenant, request.version).await
    }

    /// Goes back to an older version, as a new one.
    pub async fn mappings_restore(&self, request: RestoreMappings) -> Result<TenantMappings, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let mappings = of_version(&opened, &tenant, request.version).await?;
        let note = match (usable_note(&request.note)?, request.version) {
            (note, _) if !note.is_empty() => note,
            (_, Some(number)) => say!("mappings-back-to-version", number = number),
            (_, None) => say!("mappings-back-to-defaults"),
        };
        let imported = request.version.map_or(Imported::Nothing, Imported::AsVersion);
        self.save(&opened, &tenant, request.base, note, &mappings, imported)
            .await
    }

    /// The functions of expressions and the operators of filters.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mapping_language(&self) -> Result<MappingLanguage, DeskError> {
        Ok(language::language())
    }

    async fn save(
        &self,
        opened: &Opened,
        tenant: &TenantRow,
        base: Option<u32>,
        note: String,
        mappings: &Mappings,
        imported: Imported,
    ) -> Result<TenantMappings, DeskError> {
        let new = store::NewMappings {
            tenant: tenant.id.clone(),
            base,
            at: self.inner.clock.now(),
            author: crate::activation::os_user(),
            note,
            mappings: serde_json::to_string(mappings)
                .map_err(|cause| DeskError::of(ErrorCode::Internal).because(&cause))?,
            imported,
        };
        let name = tenant.name.clone();
        opened
            .store(move |store| store.save_mappings(&new))
            .await
            .map_err(|error| {
                if error.code == ErrorCode::MappingsChanged {
                    DeskError::with(ErrorCode::MappingsChanged, args!(tenant = name))
                } else {
                    error
                }
            })?;
        self.sound(DeskEvent::MappingsChanged {
            tenant: tenant.id.clone(),
        });
        shown(opened, tenant).await
    }
}

/// Mappings that hold, and the version that they are.
pub(crate) struct Saved {
    pub(crate) mappings: Mappings,
    /// `None`: the app's defaults.
    pub(crate) version: Option<MappingVersion>,
}

impl Saved {
    fn number(&self) -> Option<u32> {
        self.version.as_ref().map(|version| version.number)
    }
}

/// The mappings that hold: the newest version, or the app's defaults.
pub(crate) async fn newest(opened: &Opened, tenant: &TenantRow) -> Result<Mappings, DeskError> {
    Ok(saved(opened, tenant).await?.mappings)
}

async fn saved(opened: &Opened, tenant: &TenantRow) -> Result<Saved, DeskError> {
    let id = tenant.id.clone();
    Ok(match opened.store(move |store| store.mappings(&id, None)).await? {
        Some(stored) => Saved {
            mappings: read(&stored.mappings)?,
            version: Some(wire_version(stored.version)),
        },
        None => Saved {
            mappings: defaults::of(apps::find_or_custom(&tenant.app)),
            version: None,
        },
    })
}

/// The mappings of a version; `None` is the app's defaults.
async fn of_version(opened: &Opened, tenant: &TenantRow, version: Option<u32>) -> Result<Mappings, DeskError> {
    let Some(number) = version else {
        return Ok(defaults::of(apps::find_or_custom(&tenant.app)));
    };
    let id = tenant.id.clone();
    match opened.store(move |store| store.mappings(&id, Some(number))).await? {
        Some(stored) => read(&stored.mappings),
        None => Err(DeskError::with(
            ErrorCode::MappingVersionNotFound,
            args!(tenant = tenant.name.clone()),
        )),
    }
}

async fn shown(opened: &Opened, tenant: &TenantRow) -> Result<TenantMappings, DeskError> {
    let saved = saved(opened, tenant).await?;
    let id = tenant.id.clone();
    let directory = opened.store(move |store| store.tenant_directory(&id)).await?;
    Ok(TenantMappings {
        tenant: tenant.id.clone(),
        problems: problems(&saved.mappings),
        version: saved.version,
        mappings: saved.mappings,
        notes: defaults::notes(apps::find_or_custom(&tenant.app)),
        directory,
    })
}

/// What is wrong, in words; the worst first.
fn problems(mappings: &Mappings) -> Vec<MappingProblem> {
    let mut problems: Vec<_> = check::check(mappings).iter().map(wording::problem).collect();
    problems.sort_by_key(|problem| problem.severity);
    problems
}

fn refuse_errors(mappings: &Mappings) -> Result<(), DeskError> {
    match first_error(mappings) {
        None => Ok(()),
        Some(detail) => Err(DeskError::with(ErrorCode::MappingsInvalid, args!(detail = detail))),
    }
}

/// The first thing about them that is an error, in one sentence.
pub(crate) fn first_error(mappings: &Mappings) -> Option<String> {
    let mut problems = problems(mappings).into_iter();
    let error = problems.find(|problem| problem.severity == Severity::Error);
    error.map(|problem| problem.message)
}

fn usable_note(note: &str) -> Result<String, DeskError> {
    let note = note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(DeskError::bad_input(say!(
            "mappings-note-too-long",
            most = LONGEST_NOTE
        )));
    }
    Ok(note.to_owned())
}

/// What the cache keeps is what this program or an older one wrote.
fn read(json: &str) -> Result<Mappings, DeskError> {
    serde_json::from_str(json).map_err(|cause| DeskError::of(ErrorCode::CacheBroken).because(&cause))
}

fn wire_version(version: store::MappingVersion) -> MappingVersion {
    MappingVersion {
        number: version.number,
        at: version.at,
        author: version.author,
        note: version.note,
    }
}

/// Every message that this module finds by a code.
#[cfg(test)]
pub(crate) fn message_ids() -> impl Iterator<Item = String> {
    (wording::ids().chain(file_wording::ids())).chain(differences::ids())
}
