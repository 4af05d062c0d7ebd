//! Entries of a keyring through `keyring-core`, with its errors told apart.

use std::{cell::RefCell, error::Error, sync::Arc};

use keyring_core::{CredentialStore, Entry};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroize as _;

use super::parts::Slots;
use crate::VaultError;

/// What a platform knows of its keyring that `keyring-core` does not say.
pub(super) trait System {
    /// A connection to the store.
    fn connect(&self) -> Result<Arc<CredentialStore>, VaultError>;
    /// Whether the keyring can be used now, without asking anyone to unlock it.
    fn condition(&self) -> Result<Condition, VaultError>;
    /// What a failure of the store means. `None`: nothing in particular.
    fn explain(&self, cause: &(dyn Error + 'static)) -> Option<VaultError>;
    /// Whether a failure means that the keyring's process was started anew, so that we must connect again.
    fn lost(&self, cause: &(dyn Error + 'static)) -> bool;
}

/// Whether a keyring can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    Open,
    #[cfg_attr(
        not(target_os = "linux"),
        allow(dead_code, reason = "other platforms tell by the error of a call")
    )]
    Locked,
    NoDefaultCollection,
}

/// The entries of one service in the keyring.
pub(super) struct KeyringSlots<S> {
    system: S,
    service: String,
    store: RefCell<Arc<CredentialStore>>,
}

impl<S: System> KeyringSlots<S> {
    pub(super) fn open(system: S, service: String) -> Result<Self, VaultError> {
        let store = RefCell::new(system.connect()?);
        Ok(Self { system, service, store })
    }

    /// Writes, reads and deletes an entry of no meaning. Some keyrings answer "no such entry" when they cannot be used.
    pub(super) fn probe(&self) -> Result<(), VaultError> {
        if self.system.condition()? == Condition::NoDefaultCollection {
            return Err(VaultError::NoDefaultCollection);
        }
        // A name of its own, for another process may be probing as well.
        let name = format!("probe/{:016x}", rand::random::<u64>());
        let text = SecretString::from("scimdesk");
        self.set(&name, &text)?;
        let found = self.get(&name);
        self.delete(&name)?;
        if found?.is_some_and(|found| found.expose_secret() == text.expose_secret()) {
            Ok(())
        } else {
            Err(VaultError::Other(String::from(
                "it does not give back what was put into it",
            )))
        }
    }

    /// Makes sure that the keyring is open, by asking it to unlock if it is not: a locked one may claim to be empty.
    pub(super) fn ready(&self) -> Result<(), VaultError> {
        match self.system.condition()? {
            Condition::Open => Ok(()),
            // Writing is what makes it ask.
            Condition::Locked => self.probe(),
            Condition::NoDefaultCollection => Err(VaultError::NoDefaultCollection),
        }
    }

    /// `None`: there is no such entry.
    fn ask<T>(
        &self,
        name: &str,
        question: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultError> {
        let ask = || {
            let store = Arc::clone(&self.store.borrow());
            question(&store.build(&self.service, name, None)?)
        };
        let mut outcome = ask();
        if let Err(keyring_core::Error::PlatformFailure(cause)) = &outcome
            && self.system.lost(cause.as_ref())
        {
            self.store.replace(self.system.connect()?);
            outcome = ask();
        }
        match outcome {
            Ok(answer) => Ok(Some(answer)),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(self.explain(error)),
        }
    }

    fn explain(&self, error: keyring_core::Error) -> VaultError {
        use keyring_core::Error as E;
        match error {
            E::NoStorageAccess(cause) => self.system.explain(cause.as_ref()).unwrap_or_else(|| {
                // The store does not say why. The keyring does.
                match self.system.condition() {
                    Ok(Condition::Locked) => VaultError::Locked,
                    Ok(Condition::NoDefaultCollection) => VaultError::NoDefaultCollection,
                    Ok(Condition::Open) => VaultError::Refused(chain(cause.as_ref())),
                    Err(error) => error,
                }
            }),
            E::PlatformFailure(cause) => self
                .system
                .explain(cause.as_ref())
                .unwrap_or_else(|| VaultError::Other(chain(cause.as_ref()))),
            // These carry what was read: nothing of them may go on.
            E::BadEncoding(mut secret) | E::BadDataFormat(mut secret, _) => {
                secret.zeroize();
                VaultError::Broken("an entry of the keyring is not text")
            }
            E::BadStoreFormat(_) => VaultError::Broken("the keyring cannot be read"),
            E::Ambiguous(_) => VaultError::Broken("the keyring has several entries of one name"),
            other => VaultError::Other(chain(&other)),
        }
    }
}

impl<S: System> Slots for KeyringSlots<S> {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let Some(bytes) = self.ask(name, Entry::get_secret)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(SecretString::from(text))),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(VaultError::Broken("an entry of the keyring is not text"))
            }
        }
    }

    fn set(&self, name: &str, text: &SecretString) -> Result<(), VaultError> {
        // As bytes: `set_password` would store UTF-16 on Windows, which halves what an entry holds.
        self.ask(name, |entry| entry.set_secret(text.expose_secret().as_bytes()))?
            .ok_or_else(|| VaultError::Other(String::from("an entry vanished while it was written")))
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        self.ask(name, Entry::delete_credential).map(drop)
    }
}

/// The messages of an error and of its causes. Text, because the `Debug` form of a keyring's error may hold what it read.
pub(super) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let part = cause.to_string();
        // Many errors repeat their cause in their own message.
        if !text.contains(&part) {
            text.push_str(": ");
            text.push_str(&part);
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, fmt};

    use keyring_core::{Error as E, api::CredentialStoreApi as _, mock};

    use super::*;

    /// A platform without a keyring of its own, in whatever condition a test wants.
    struct Pretended {
        store: Arc<mock::Store>,
        condition: Cell<Condition>,
        connections: Cell<usize>,
    }

    #[derive(Debug)]
    struct Said(&'static str);

    impl fmt::Display for Said {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Said {}

    impl System for Pretended {
        fn connect(&self) -> Result<Arc<CredentialStore>, VaultError> {
            self.connections.set(self.connections.get() + 1);
            Ok(self.store.clone())
        }

        fn condition(&self) -> Result<Condition, VaultError> {
            Ok(self.condition.get())
        }

        fn explain(&self, cause: &(dyn Error + 'static)) -> Option<VaultError> {
            (cause.to_string() == "gone").then(|| VaultError::Missing(cause.to_string()))
        }

        fn lost(&self, cause: &(dyn Error + 'static)) -> bool {
            cause.to_string() == "no session"
        }
    }

    fn slots() -> KeyringSlots<Pretended> {
        let system = Pretended {
            store: mock::Store::new().expect("a mock"),
            condition: Cell::new(Condition::Open),
            connections: Cell::new(0),
        };
        KeyringSlots::open(system, String::from("service")).expect("opens")
    }

    fn fail_next(slots: &KeyringSlots<Pretended>, error: E) {
        let entry = slots.system.store.build("service", "name", None).expect("an entry");
        entry
            .as_any()
            .downcast_ref::<mock::Cred>()
            .expect("of the mock")
            .set_error(error);
    }

    fn secret() -> SecretString {
        SecretString::from("canary-secret")
    }

    #[test]
    fn an_entry_comes_back_and_goes() {
        let slots = slots();
        slots.probe().expect("usable");
        assert!(slots.get("name").expect("read").is_none());
        slots.set("name", &secret()).expect("written");
        let found = slots.get("name").expect("read").expect("there");
        assert_eq!(found.expose_secret(), "canary-secret");
        slots.delete("name").expect("deleted");
        slots.delete("name").expect("none is no error");
        assert!(slots.get("name").expect("read").is_none());
    }

    #[test]
    fn a_keyring_without_access_is_locked_or_without_collection_or_refuses() {
        type Expected = fn(&VaultError) -> bool;
        let table: [(Condition, Expected); 3] = [
            (Condition::Locked, |error| matches!(error, VaultError::Locked)),
            (Condition::NoDefaultCollection, |error| {
                matches!(error, VaultError::NoDefaultCollection)
            }),
            (Condition::Open, |error| matches!(error, VaultError::Refused(_))),
        ];
        for (condition, expected) in table {
            let slots = slots();
            slots.system.condition.set(condition);
            fail_next(&slots, E::NoStorageAccess(Box::new(Said("prompt dismissed"))));
            let error = slots.get("name").expect_err("no access");
            assert!(expected(&error), "{condition:?}: {error:?}");
        }
    }

    #[test]
    fn a_keyring_without_collection_is_not_an_empty_one() {
        let slots = slots();
        slots.system.condition.set(Condition::NoDefaultCollection);
        assert!(matches!(slots.ready(), Err(VaultError::NoDefaultCollection)));
        assert!(matches!(slots.probe(), Err(VaultError::NoDefaultCollection)));
    }

    #[test]
    fn a_keyring_started_anew_is_connected_to_again() {
        let slots = slots();
        slots.set("name", &secret()).expect("written");
        fail_next(&slots, E::PlatformFailure(Box::new(Said("no session"))));
        assert!(slots.get("name").expect("read").is_some());
        assert_eq!(slots.system.connections.get(), 2);
    }

    #[test]
    fn a_failure_is_not_tried_again_without_reason() {
        let slots = slots();
        fail_next(&slots, E::PlatformFailure(Box::new(Said("denied by the person"))));
        assert!(matches!(slots.get("name"), Err(VaultError::Other(said)) if said == "denied by the person"));
        fail_next(&slots, E::PlatformFailure(Box::new(Said("gone"))));
        assert!(matches!(slots.get("name"), Err(VaultError::Missing(_))));
        assert_eq!(slots.system.connections.get(), 1);
    }

    #[test]
    fn no_error_shows_what_was_read() {
        let bytes = || b"canary-secret".to_vec();
        for error in [
            E::BadEncoding(bytes()),
            E::BadDataFormat(bytes(), Box::new(Said("bad"))),
            E::BadStoreFormat(String::from("canary-secret")),
        ] {
            let slots = slots();
            fail_next(&slots, error);
            let error = slots.get("name").expect_err("broken");
            assert!(matches!(error, VaultError::Broken(_)));
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
            assert!(!format!("{error:?}").contains("99, 97, 110"), "{error:?}");
        }
    }
}
