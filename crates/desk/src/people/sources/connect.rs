//! Saving where a directory is read from.

use scimdesk_store::{NewDirectory, SourceRecord};
use uuid::Uuid;

use super::{entra, secret, wording};
use crate::{
    Desk, cache,
    desk::Opened,
    people::directories,
    tenants,
    wire::{
        ConnectDirectory, DeskError, DeskEvent, DirectoryConnection, DirectoryId, DirectoryOrigin, DirectorySource,
        ErrorCode,
    },
    words::say,
};

impl Desk {
    /// Save where a directory is read from.
    pub async fn directory_connect(&self, request: ConnectDirectory) -> Result<DirectoryConnection, DeskError> {
        let opened = self.opened()?;
        let ConnectDirectory {
            directory,
            name,
            source,
            secret,
        } = request;
        check(&opened, &source).await?;
        let secret = secret::typed(secret)?;
        let destination = secret::destination(&source);
        let known = match &directory {
            Some(id) => Some(directories::find(&opened, id).await?),
            None => None,
        };
        if secret.is_none() && destination.is_some() && !secret::is_signed_in_to(&source) {
            let has = match &directory {
                Some(id) => secret::has(&opened, id, &source).await?,
                None => false,
            };
            if !has {
                return Err(DeskError::of(ErrorCode::SourceSecretMissing));
            }
        }
        let id = match known {
            Some(known) => known.id,
            None => self.new_directory(&opened, &name, &source).await?,
        };
        match (destination, &secret) {
            (Some(_), _) if secret::is_signed_in_to(&source) => {}
            (Some(destination), Some(secret)) => secret::save(&opened, &id, destination, secret).await?,
            (Some(_), None) => {}
            (None, _) => secret::forget(&opened, &id).await?,
        }
        let text = serde_json::to_string(&source).map_err(|_| DeskError::of(ErrorCode::Internal))?;
        let of = id.clone();
        opened
            .store(move |store| store.save_directory_source(&of, &text))
            .await?;
        self.sound(DeskEvent::DirectoriesChanged);
        let connection = self.directory_connection(DirectoryId { directory: id }).await?;
        connection.ok_or_else(|| DeskError::of(ErrorCode::DirectoryNotFound))
    }

    /// How a directory is read; none for one that was imported once.
    pub async fn directory_connection(&self, request: DirectoryId) -> Result<Option<DirectoryConnection>, DeskError> {
        let opened = self.opened()?;
        let directory = directories::find(&opened, &request.directory).await?;
        let id = directory.id.clone();
        let Some(record) = opened.store(move |store| store.directory_source(&id)).await? else {
            return Ok(None);
        };
        let Some(source) = source_of(&record) else {
            return Ok(None);
        };
        Ok(Some(DirectoryConnection {
            has_secret: secret::has(&opened, &directory.id, &source).await?,
            directory: directory.id,
            name: directory.name,
            source,
            refreshed_at: record.refreshed_at,
            completeness: record.completeness.map(cache::completeness),
            evidence: record.evidence,
            last_test: record.test.and_then(|test| serde_json::from_str(&test).ok()),
        }))
    }

    async fn new_directory(&self, opened: &Opened, name: &str, source: &DirectorySource) -> Result<String, DeskError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(DeskError::bad_input(say!("people-name-invalid")));
        }
        let new = NewDirectory {
            id: Uuid::new_v4().to_string(),
            name: name.to_owned(),
            origin: serde_json::to_string(&origin(opened, source).await?).unwrap_or_default(),
            imported_at: self.inner.clock.now(),
            notes: "[]".to_owned(),
        };
        let directory = opened
            .store(move |store| store.replace_directory(new, Vec::new(), Vec::new()))
            .await?;
        Ok(directory.id)
    }
}

/// Where a directory is read from; `None` for one that was imported once.
pub(super) fn source_of(record: &SourceRecord) -> Option<DirectorySource> {
    serde_json::from_str(&record.source).ok()
}

/// What lists of directories say of where it is from.
pub(super) async fn origin(opened: &Opened, source: &DirectorySource) -> Result<DirectoryOrigin, DeskError> {
    Ok(match source {
        DirectorySource::EntraId(source) => DirectoryOrigin::EntraId {
            directory: source.directory.clone(),
        },
        DirectorySource::Ldap(source) => DirectoryOrigin::Ldap {
            url: source.url.clone(),
        },
        DirectorySource::File(source) => {
            let is_json = source.path.to_lowercase().ends_with(".json");
            let file = source.path.clone();
            if is_json {
                DirectoryOrigin::Json { file }
            } else {
                DirectoryOrigin::Csv { file }
            }
        }
        DirectorySource::Tenant { tenant } => DirectoryOrigin::Tenant {
            tenant: tenants::row(opened, tenant).await?.name,
        },
    })
}

/// Whether the settings can be used at all; whether they work is for the test to say.
pub(super) async fn check(opened: &Opened, source: &DirectorySource) -> Result<(), DeskError> {
    let missing = |setting: &'static str| wording::bad_setting(setting, "");
    match source {
        DirectorySource::Ldap(ldap) => {
            let url = url::Url::parse(ldap.url.trim()).ok();
            let host = url
                .as_ref()
                .filter(|url| {
                    matches!(url.scheme(), "ldap" | "ldaps") && url.username().is_empty() && url.password().is_none()
                })
                .and_then(url::Url::host_str)
                .filter(|host| !host.is_empty());
            if host.is_none() {
                return Err(wording::bad_setting("url", &ldap.url));
            }
        }
        DirectorySource::EntraId(entra) => {
            if entra.directory.trim().is_empty() {
                return Err(missing("directory"));
            }
            if entra.client.trim().is_empty() {
                return Err(missing("client"));
            }
            entra::check(entra)?;
        }
        DirectorySource::File(file) => {
            // What runs in the background has another working directory.
            if !std::path::Path::new(&file.path).is_absolute() {
                return Err(wording::bad_setting("path", &file.path));
            }
        }
        DirectorySource::Tenant { tenant } => {
            tenants::row(opened, tenant).await?;
        }
    }
    Ok(())
}
