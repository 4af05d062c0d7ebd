//! A system whose keyring this program does not know.

use std::{error::Error, sync::Arc};

use keyring_core::CredentialStore;

use super::slots::{Condition, System};
use crate::VaultError;

pub(super) struct Platform;

fn missing() -> VaultError {
    VaultError::Missing(String::from("this operating system has none that is supported"))
}

impl Platform {
    pub(super) const ENTRY_LIMIT: Option<usize> = None;

    pub(super) fn open() -> Result<Self, VaultError> {
        Err(missing())
    }
}

impl System for Platform {
    fn connect(&self) -> Result<Arc<CredentialStore>, VaultError> {
        Err(missing())
    }

    fn condition(&self) -> Result<Condition, VaultError> {
        Err(missing())
    }

    fn explain(&self, _cause: &(dyn Error + 'static)) -> Option<VaultError> {
        None
    }

    fn lost(&self, _cause: &(dyn Error + 'static)) -> bool {
        false
    }
}
