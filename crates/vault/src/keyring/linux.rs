//! The Secret Service of the session bus: GNOME Keyring, `KWallet`, `KeePassXC` and others.
//!
//! See the [Secret Service API](https://specifications.freedesktop.org/secret-service/latest/), draft 0.2.

use std::{error::Error, sync::Arc};

use keyring_core::CredentialStore;
use zbus::{
    blocking::Connection,
    zvariant::{OwnedObjectPath, OwnedValue},
};
use zbus_secret_service_keyring_store::Store;

use super::slots::{Condition, System, chain};
use crate::VaultError;

const SERVICE: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";

/// A connection to the session bus, to ask what the store does not tell.
pub(super) struct Platform {
    bus: Connection,
}

impl Platform {
    /// The Secret Service sets no limit.
    pub(super) const ENTRY_LIMIT: Option<usize> = None;

    pub(super) fn open() -> Result<Self, VaultError> {
        let bus = Connection::session().map_err(|error| VaultError::Missing(chain(&error)))?;
        Ok(Self { bus })
    }

    /// Whether the keyring can be used.
    fn ask(&self) -> zbus::Result<Condition> {
        let path: OwnedObjectPath = self
            .bus
            .call_method(
                Some(SERVICE),
                SERVICE_PATH,
                Some(SERVICE_INTERFACE),
                "ReadAlias",
                &"default",
            )?
            .body()
            .deserialize()?;
        if path.as_str() == "/" {
            return Ok(Condition::NoDefaultCollection);
        }
        let locked: OwnedValue = self
            .bus
            .call_method(
                Some(SERVICE),
                &path,
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &(COLLECTION_INTERFACE, "Locked"),
            )?
            .body()
            .deserialize()?;
        Ok(if bool::try_from(locked)? {
            Condition::Locked
        } else {
            Condition::Open
        })
    }
}

impl System for Platform {
    fn connect(&self) -> Result<Arc<CredentialStore>, VaultError> {
        match Store::new() {
            Ok(store) => Ok(store),
            Err(keyring_core::Error::PlatformFailure(cause) | keyring_core::Error::NoStorageAccess(cause)) => {
                let cause: &(dyn Error + 'static) = cause.as_ref();
                Err(self.explain(cause).unwrap_or_else(|| VaultError::Other(chain(cause))))
            }
            Err(error) => Err(VaultError::Other(chain(&error))),
        }
    }

    fn condition(&self) -> Result<Condition, VaultError> {
        self.ask()
            .map_err(|error| self.explain(&error).unwrap_or_else(|| VaultError::Other(chain(&error))))
    }

    fn explain(&self, cause: &(dyn Error + 'static)) -> Option<VaultError> {
        let error = bus_error(cause)?;
        match method_error(error) {
            Some("org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner") => {
                Some(VaultError::Missing(chain(error)))
            }
            // There is one to be started, and it does not start.
            Some(name) if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => {
                Some(VaultError::Missing(chain(error)))
            }
            Some("org.freedesktop.Secret.Error.IsLocked") => Some(VaultError::Locked),
            Some("org.freedesktop.DBus.Error.AccessDenied") => Some(VaultError::Refused(chain(error))),
            Some(_) => None,
            None => bus_lost(error).then(|| VaultError::Missing(chain(error))),
        }
    }

    fn lost(&self, cause: &(dyn Error + 'static)) -> bool {
        bus_error(cause).is_some_and(|error| {
            matches!(
                method_error(error),
                Some("org.freedesktop.Secret.Error.NoSession" | "org.freedesktop.DBus.Error.UnknownObject")
            )
        })
    }
}

/// The error of the bus in a chain of causes.
fn bus_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a zbus::Error> {
    let mut next = Some(cause);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<zbus::Error>() {
            return Some(error);
        }
        next = error.source();
    }
    None
}

/// The name of the error that the other side answered.
fn method_error(error: &zbus::Error) -> Option<&str> {
    match error {
        zbus::Error::MethodError(name, _, _) => Some(name.as_str()),
        zbus::Error::FDO(error) => Some(match error.as_ref() {
            zbus::fdo::Error::ServiceUnknown(_) => "org.freedesktop.DBus.Error.ServiceUnknown",
            zbus::fdo::Error::NameHasNoOwner(_) => "org.freedesktop.DBus.Error.NameHasNoOwner",
            zbus::fdo::Error::SpawnFailed(_) => "org.freedesktop.DBus.Error.Spawn.Failed",
            zbus::fdo::Error::SpawnServiceNotFound(_) => "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
            zbus::fdo::Error::AccessDenied(_) => "org.freedesktop.DBus.Error.AccessDenied",
            zbus::fdo::Error::UnknownObject(_) => "org.freedesktop.DBus.Error.UnknownObject",
            _ => return None,
        }),
        _ => None,
    }
}

/// Whether the bus itself cannot be reached, or not any more.
fn bus_lost(error: &zbus::Error) -> bool {
    matches!(
        error,
        zbus::Error::InputOutput(_)
            | zbus::Error::Address(_)
            | zbus::Error::Handshake(_)
            | zbus::Error::Connection(_, _)
    )
}
