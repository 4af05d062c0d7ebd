//! What went wrong with the cache, in the desk's codes and words.

use scimdesk_store::StoreError;

use super::io_code;
use crate::{
    wire::{DeskError, ErrorCode},
    words::{args, say},
};

/// A failed question to the cache.
pub(crate) fn store_error(error: &StoreError) -> DeskError {
    let code = match error {
        StoreError::WrongKey { .. } => ErrorCode::CacheKeyLost,
        StoreError::Newer { .. } => ErrorCode::CacheNewer,
        StoreError::Broken { .. } => ErrorCode::CacheBroken,
        StoreError::DiskFull => ErrorCode::DiskFull,
        StoreError::Io { source, .. } => io_code(source),
        StoreError::NameTaken { name } => {
            return DeskError::with(ErrorCode::TenantNameTaken, args!(tenant = name.as_str()));
        }
        StoreError::NoSuchTenant { .. } => return DeskError::of(ErrorCode::TenantNotFound),
        StoreError::DirectoryNameTaken { name } => {
            return DeskError::with(ErrorCode::DirectoryNameTaken, args!(detail = name.as_str()));
        }
        StoreError::NoSuchDirectory { .. } => return DeskError::of(ErrorCode::DirectoryNotFound),
        StoreError::DirectoryInUse { .. } => {
            return DeskError::with(ErrorCode::DirectoryInUse, args!(detail = say!("word-other-tenants")));
        }
        StoreError::DirectoryReplaced { .. } => return DeskError::of(ErrorCode::PeopleReplaced),
        StoreError::BeingRefreshed => return DeskError::of(ErrorCode::AlreadyRunning),
        StoreError::LeaseLost { owner } => {
            let owner = owner.as_deref().map_or("none", crate::provisioning::shown_owner);
            return DeskError::with(ErrorCode::AlreadyRunning, args!(owner = owner));
        }
        StoreError::NoSuchEntry { .. } => return DeskError::of(ErrorCode::JournalEntryNotFound),
        StoreError::NotNewest { .. } => return DeskError::of(ErrorCode::MappingsChanged),
        StoreError::Closed => return DeskError::of(ErrorCode::NotOpen),
        _ => ErrorCode::CacheFailed,
    };
    DeskError::of(code).because(error)
}
