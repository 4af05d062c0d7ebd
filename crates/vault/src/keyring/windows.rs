//! The Credential Manager of Windows.

use std::{error::Error, sync::Arc};

use keyring_core::CredentialStore;
use windows_native_keyring_store::Store;

use super::slots::{Condition, System, chain};
use crate::VaultError;

pub(super) struct Platform;

impl Platform {
    /// `CRED_MAX_CREDENTIAL_BLOB_SIZE`: 5 × 512 bytes.
    pub(super) const ENTRY_LIMIT: Option<usize> = Some(2560);

    #[expect(clippy::unnecessary_wraps, reason = "other platforms can fail here")]
    pub(super) fn open() -> Result<Self, VaultError> {
        Ok(Self)
    }
}

impl System for Platform {
    fn connect(&self) -> Result<Arc<CredentialStore>, VaultError> {
        match Store::new() {
            Ok(store) => Ok(store),
            Err(error) => Err(VaultError::Other(chain(&error))),
        }
    }

    /// The Credential Manager is open for as long as its owner is logged on.
    fn condition(&self) -> Result<Condition, VaultError> {
        Ok(Condition::Open)
    }

    fn explain(&self, cause: &(dyn Error + 'static)) -> Option<VaultError> {
        // The store gives access failures for one code only, and keeps the type to itself.
        let said = cause.to_string();
        said.contains("ERROR_NO_SUCH_LOGON_SESSION")
            .then_some(VaultError::Missing(said))
    }

    fn lost(&self, _cause: &(dyn Error + 'static)) -> bool {
        false
    }
}
