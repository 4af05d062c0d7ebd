//! A tenant's mappings: read, checked, saved as versions, compared, exported and imported.

mod defaults;

use crate::{
    Desk,
    desk::Opened,
    tenants::TenantRow,
    wire::{
        AskFilterable, CompareMappings, DeskError, DiscoveredAttributes, DraftMappings, ErrorCode, ExportMappings,
        ExportedMappings, FilterableAnswer, ImportMappings, ImportedMappings, MappingDifference, MappingLanguage,
        MappingProblem, MappingVersion, MappingVersionId, Mappings, RestoreMappings, SaveMappings, TenantId,
        TenantMappings, TriedMapping, TryMapping,
    },
};

impl Desk {
    /// A tenant's mappings: the newest version, or the app's defaults.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_get(&self, request: TenantId) -> Result<TenantMappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// What is wrong with mappings while they are edited.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_check(&self, request: DraftMappings) -> Result<Vec<MappingProblem>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Save a new version.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_save(&self, request: SaveMappings) -> Result<TenantMappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// All versions, the newest first.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_versions(&self, request: TenantId) -> Result<Vec<MappingVersion>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// One version's mappings.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_version(&self, request: MappingVersionId) -> Result<Mappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// What is different between two.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_compare(&self, request: CompareMappings) -> Result<Vec<MappingDifference>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Go back to an older version, as a new one.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_restore(&self, request: RestoreMappings) -> Result<TenantMappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// A version as a file.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_export(&self, request: ExportMappings) -> Result<ExportedMappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Read a file as a draft; nothing is saved.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mappings_import(&self, request: ImportMappings) -> Result<ImportedMappings, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// The functions of expressions and the operators of filters.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mapping_language(&self) -> Result<MappingLanguage, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Check one mapping while it is typed, and what it gives for a person.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn mapping_try(&self, request: TryMapping) -> Result<TriedMapping, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// The attributes that the server's schemas list.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn attributes_discover(&self, request: TenantId) -> Result<DiscoveredAttributes, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Ask the server whether it can filter by an attribute.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn filterable_ask(&self, request: AskFilterable) -> Result<FilterableAnswer, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}

/// The mappings that hold for a tenant: the newest version.
pub(crate) async fn newest(opened: &Opened, tenant: &TenantRow) -> Result<Mappings, DeskError> {
    let id = tenant.id.clone();
    let stored = opened.store(move |store| store.mappings(&id, None)).await?;
    let stored = stored.ok_or_else(|| DeskError::of(ErrorCode::NotSupported))?;
    serde_json::from_str(&stored.mappings).map_err(|error| DeskError::of(ErrorCode::CacheBroken).because(&error))
}
