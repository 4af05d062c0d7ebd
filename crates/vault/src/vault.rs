//! The one door: what is kept, under which name, in whichever vault the admin chose.

use std::{fmt, path::Path};

use secrecy::SecretString;

use crate::{
    CacheKey, Credential, VaultError, VaultKind,
    file::PassphraseFile,
    keyring::Keyring,
    record::{key_from_record, key_to_record},
    session::Session,
};

/// Named secret texts: what every kind of vault can do.
pub(crate) trait Entries {
    /// `None` only where it is certain that there is no such entry.
    fn read(&self, name: &str) -> Result<Option<SecretString>, VaultError>;
    /// Replaces the entry whole, or leaves it as it was.
    fn write(&self, name: &str, secret: &SecretString) -> Result<(), VaultError>;
    /// Removes the entry. None is no error.
    fn remove(&self, name: &str) -> Result<(), VaultError>;
}

/// Where secrets are kept.
///
/// Every method blocks: on a disk, on the keyring's own process, or on a person who is asked to unlock it. Call them from a
/// plain thread (`spawn_blocking`), never inside an asynchronous task. A vault may be shared between threads.
pub struct Vault(Kind);

enum Kind {
    Keyring(Keyring),
    Session(Session),
    File(PassphraseFile),
}

impl Vault {
    /// The operating system's keyring: Secret Service, Keychain or Credential Manager.
    ///
    /// `service` is the name under which the system files what is ours; two vaults of the same service see the same
    /// secrets. An entry is written, read and deleted first, so that a keyring that cannot be used is never taken for an
    /// empty one. A locked keyring is asked to unlock, which shows the system's own prompt; the wait for it has a limit.
    pub fn keyring(service: &str) -> Result<Self, VaultError> {
        Keyring::open(service).map(|keyring| Self(Kind::Keyring(keyring)))
    }

    /// Memory of this process. Nothing outlives it.
    pub fn session() -> Self {
        Self(Kind::Session(Session::default()))
    }

    /// A file encrypted with a passphrase. It is created where there is none; its directory must exist.
    ///
    /// Deriving the key from the passphrase takes about a second and 256 MiB, once; reading and writing afterwards is quick.
    pub fn file(path: &Path, passphrase: SecretString) -> Result<Self, VaultError> {
        PassphraseFile::open(path, passphrase).map(|file| Self(Kind::File(file)))
    }

    /// Whether there is a passphrase file. Opening it is another matter.
    pub fn file_exists(path: &Path) -> bool {
        path.exists()
    }

    /// Which kind it is.
    pub fn kind(&self) -> VaultKind {
        match self.0 {
            Kind::Keyring(_) => VaultKind::Keyring,
            Kind::Session(_) => VaultKind::Session,
            Kind::File(_) => VaultKind::File,
        }
    }

    /// The URL and token of a tenant. `None`: none was saved.
    pub fn credential(&self, tenant_id: &str) -> Result<Option<Credential>, VaultError> {
        let record = self.entries().read(&credential_name(tenant_id))?;
        record.as_ref().map(Credential::from_record).transpose()
    }

    /// Keeps the URL and token of a tenant, in place of those before.
    pub fn save_credential(&self, tenant_id: &str, credential: &Credential) -> Result<(), VaultError> {
        self.entries()
            .write(&credential_name(tenant_id), &credential.to_record()?)
    }

    /// Removes the URL and token of a tenant. None is no error.
    pub fn forget_credential(&self, tenant_id: &str) -> Result<(), VaultError> {
        self.entries().remove(&credential_name(tenant_id))
    }

    /// The key of a cache. `None`: none was saved.
    pub fn cache_key(&self, cache_id: &str) -> Result<Option<CacheKey>, VaultError> {
        let record = self.entries().read(&cache_key_name(cache_id))?;
        record.as_ref().map(key_from_record).transpose()
    }

    /// Keeps the key of a cache, in place of the one before.
    pub fn save_cache_key(&self, cache_id: &str, key: &CacheKey) -> Result<(), VaultError> {
        self.entries().write(&cache_key_name(cache_id), &key_to_record(key))
    }

    /// Removes the key of a cache. None is no error. What the cache holds can never be read again.
    pub fn forget_cache_key(&self, cache_id: &str) -> Result<(), VaultError> {
        self.entries().remove(&cache_key_name(cache_id))
    }

    /// A secret text that the caller keeps under a name of its own. `None`: none was saved.
    pub fn secret(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.entries().read(&secret_name(name))
    }

    /// Keeps a secret text under a name of the caller's own, in place of the one before.
    pub fn save_secret(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.entries().write(&secret_name(name), secret)
    }

    /// Removes a secret text. None is no error.
    pub fn forget_secret(&self, name: &str) -> Result<(), VaultError> {
        self.entries().remove(&secret_name(name))
    }

    /// Gives a passphrase file a new passphrase. `None` where this vault has none to change.
    ///
    /// The secrets are encrypted anew with a new key: the old passphrase with an old copy of the file opens that copy only.
    pub fn change_passphrase(&self, passphrase: SecretString) -> Option<Result<(), VaultError>> {
        match &self.0 {
            Kind::File(file) => Some(file.change_passphrase(passphrase)),
            Kind::Keyring(_) | Kind::Session(_) => None,
        }
    }

    fn entries(&self) -> &dyn Entries {
        match &self.0 {
            Kind::Keyring(keyring) => keyring,
            Kind::Session(session) => session,
            Kind::File(file) => file,
        }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

fn credential_name(tenant_id: &str) -> String {
    format!("credential/{tenant_id}")
}

fn cache_key_name(cache_id: &str) -> String {
    format!("cache-key/{cache_id}")
}

fn secret_name(name: &str) -> String {
    format!("secret/{name}")
}
