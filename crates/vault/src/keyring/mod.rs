//! Secrets in the operating system's keyring.
//!
//! All calls are made by one thread of our own ([`worker`]), because the Secret Service client must not run inside an
//! asynchronous task, and because a keyring may wait for a person: whoever asked waits for a while only. What is kept may be
//! longer than an entry of the platform ([`parts`]). *Must not know:* what the secrets mean.

mod parts;
mod slots;
mod worker;

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod platform;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod platform;
#[cfg(target_os = "windows")]
#[path = "windows.rs"]
mod platform;
#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
#[path = "none.rs"]
mod platform;

use std::time::Duration;

use secrecy::SecretString;

use self::{platform::Platform, slots::KeyringSlots, worker::Worker};
use crate::{VaultError, vault::Entries};

/// How long a call may take. It may include a person who looks for a password.
const PATIENCE: Duration = Duration::from_mins(1);

/// An opened keyring.
pub(crate) struct Keyring {
    worker: Worker<KeyringSlots<Platform>>,
}

impl Keyring {
    /// Opens the keyring and tries it with an entry of no meaning.
    pub(crate) fn open(service: &str) -> Result<Self, VaultError> {
        let service = service.to_owned();
        let worker = Worker::start(PATIENCE, move || {
            let slots = KeyringSlots::open(Platform::open()?, service)?;
            slots.probe()?;
            Ok(slots)
        })?;
        Ok(Self { worker })
    }
}

impl Entries for Keyring {
    fn read(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let name = name.to_owned();
        self.worker.ask(move |slots| {
            slots.ready()?;
            parts::read(slots, &name)
        })
    }

    fn write(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.worker.ask(move |slots| {
            slots.ready()?;
            parts::write(slots, Platform::ENTRY_LIMIT, &name, &secret)
        })
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.worker.ask(move |slots| {
            slots.ready()?;
            parts::remove(slots, Platform::ENTRY_LIMIT, &name)
        })
    }
}
