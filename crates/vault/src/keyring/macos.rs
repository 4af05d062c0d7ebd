//! The login keychain of macOS.

use std::{error::Error, sync::Arc};

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;

use super::slots::{Condition, System, chain};
use crate::VaultError;

pub(super) struct Platform;

impl Platform {
    /// A generic password has no limit that a token would reach.
    pub(super) const ENTRY_LIMIT: Option<usize> = None;

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

    /// macOS shows its own prompt, and tells of a locked keychain by the error of the call.
    fn condition(&self) -> Result<Condition, VaultError> {
        Ok(Condition::Open)
    }

    fn explain(&self, cause: &(dyn Error + 'static)) -> Option<VaultError> {
        let code = cause.downcast_ref::<security_framework::base::Error>()?.code();
        let said = chain(cause);
        // SecBase.h of Apple's Security framework.
        match code {
            -25291 => Some(VaultError::Missing(said)),                // errSecNotAvailable
            -25294 | -25307 => Some(VaultError::NoDefaultCollection), // errSecNoSuchKeychain, errSecNoDefaultKeychain
            -25308 => Some(VaultError::Locked),                       // errSecInteractionNotAllowed
            -128 | -25293 | -61 | -25292 => Some(VaultError::Refused(said)), // cancelled, errSecAuthFailed, write permission, read-only
            _ => None,
        }
    }

    fn lost(&self, _cause: &(dyn Error + 'static)) -> bool {
        false
    }
}
