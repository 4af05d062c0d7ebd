//! Secrets in the memory of this process, for as long as it runs.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use secrecy::{ExposeSecret as _, SecretString};

use crate::{VaultError, vault::Entries};

/// Nothing of it is written anywhere.
#[derive(Default)]
pub(crate) struct Session(Mutex<HashMap<String, SecretString>>);

impl Session {
    fn entries(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries for Session {
    fn read(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        Ok(self.entries().get(name).cloned())
    }

    fn write(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.entries()
            .insert(name.to_owned(), SecretString::from(secret.expose_secret()));
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.entries().remove(name);
        Ok(())
    }
}
