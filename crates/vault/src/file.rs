//! Secrets in one file that a passphrase opens.
//!
//! The file is a JSON object of two [age](https://age-encryption.org/v1) messages in base64: `key`, an age identity (X25519)
//! encrypted with the passphrase (scrypt), and `secrets`, a JSON object of names and texts encrypted to that identity. So the
//! slow step, the passphrase, is taken once, and every write encrypts all secrets anew at once. With the `age` command and the
//! passphrase an admin can read it without this program. Whoever lacks the passphrase can neither read nor forge it: the
//! public half of the identity is nowhere in the file.
//!
//! Every read reads the file, and every write reads it again under a lock, so that two processes never lose each other's
//! entries; it is replaced whole, by renaming. *Must not know:* what the secrets mean.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    iter,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use age::{DecryptError, Decryptor, Identity, Recipient, scrypt, x25519};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{VaultError, vault::Entries};

const FORMAT: &str = "scimdesk-vault";
const VERSION: u32 = 1;
/// scrypt's cost, as log2: what the `age` command uses. About a second and 256 MiB.
const WORK_FACTOR: u8 = 18;
/// The highest cost that is accepted of a file. A higher one was not written by us, and could ask for all memory there is.
const MAX_WORK_FACTOR: u8 = 20;
/// The longest file that is read, in bytes. Far above thousands of tenants.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// An opened passphrase file.
pub(crate) struct PassphraseFile {
    path: PathBuf,
    work_factor: u8,
    key: Mutex<Key>,
}

/// What the passphrase opens.
struct Key {
    identity: x25519::Identity,
    /// The identity as it stands in the file, to notice that another process changed the passphrase.
    wrapped: String,
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    key: String,
    secrets: String,
}

type Secrets = BTreeMap<String, SecretString>;

impl PassphraseFile {
    pub(crate) fn open(path: &Path, passphrase: SecretString) -> Result<Self, VaultError> {
        Self::open_with(path, passphrase, WORK_FACTOR)
    }

    fn open_with(path: &Path, passphrase: SecretString, work_factor: u8) -> Result<Self, VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        // A link to the file is followed once: renaming over it would replace the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let lock = lock(&path)?;
        let key = match read_document(&path) {
            Ok(document) => {
                // An existing file is only read here; others need not wait while the passphrase is tried.
                drop(lock);
                let identity = unwrap_identity(&document.key, passphrase)?;
                decrypt_secrets(&identity, &document.secrets)?;
                Key {
                    identity,
                    wrapped: document.key,
                }
            }
            Err(VaultError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                let key = Key::generate(passphrase, work_factor)?;
                write_document(&path, &key, &Secrets::new())?;
                key
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            path,
            work_factor,
            key: Mutex::new(key),
        })
    }

    /// A new key, and everything encrypted with it.
    pub(crate) fn change_passphrase(&self, passphrase: SecretString) -> Result<(), VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        let new = Key::generate(passphrase, self.work_factor)?;
        let mut key = self.key();
        let _lock = lock(&self.path)?;
        let secrets = self.secrets(&key)?;
        write_document(&self.path, &new, &secrets)?;
        *key = new;
        Ok(())
    }

    fn change(&self, change: impl FnOnce(&mut Secrets)) -> Result<(), VaultError> {
        let key = self.key();
        let _lock = lock(&self.path)?;
        let mut secrets = self.secrets(&key)?;
        change(&mut secrets);
        write_document(&self.path, &key, &secrets)
    }

    /// Everything, as it stands in the file now.
    fn secrets(&self, key: &Key) -> Result<Secrets, VaultError> {
        let document = read_document(&self.path)?;
        if document.key != key.wrapped {
            return Err(VaultError::WrongPassphrase);
        }
        decrypt_secrets(&key.identity, &document.secrets)
    }

    fn key(&self) -> MutexGuard<'_, Key> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries for PassphraseFile {
    fn read(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        Ok(self.secrets(&self.key())?.remove(name))
    }

    fn write(&self, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        self.change(|secrets| {
            secrets.insert(name.to_owned(), secret.clone());
        })
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.change(|secrets| {
            secrets.remove(name);
        })
    }
}

impl Key {
    fn generate(passphrase: SecretString, work_factor: u8) -> Result<Self, VaultError> {
        let identity = x25519::Identity::generate();
        let mut recipient = scrypt::Recipient::new(passphrase);
        recipient.set_work_factor(work_factor);
        let wrapped = encrypt(&recipient, identity.to_string().expose_secret().as_bytes())?;
        Ok(Self { identity, wrapped })
    }
}

fn unwrap_identity(wrapped: &str, passphrase: SecretString) -> Result<x25519::Identity, VaultError> {
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let text = decrypt(&identity, wrapped, VaultError::WrongPassphrase)?;
    std::str::from_utf8(&text)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or(VaultError::Broken("the passphrase opens something that is no key"))
}

fn decrypt_secrets(identity: &x25519::Identity, message: &str) -> Result<Secrets, VaultError> {
    let text = decrypt(identity, message, VaultError::Broken("its key does not open its secrets"))?;
    serde_json::from_slice(&text).map_err(|_| VaultError::Broken("its secrets cannot be read"))
}

fn encrypt(recipient: &impl Recipient, plain: &[u8]) -> Result<String, VaultError> {
    let message = age::encrypt(recipient, plain).map_err(|error| VaultError::Other(error.to_string()))?;
    Ok(BASE64_STANDARD.encode(message))
}

/// `locked_out`: what it means that this identity does not open the message.
fn decrypt(
    identity: &impl Identity,
    message: &str,
    locked_out: VaultError,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let message = BASE64_STANDARD
        .decode(message)
        .map_err(|_| VaultError::Broken("it is not in base64"))?;
    let explain = |error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => locked_out,
        DecryptError::ExcessiveWork { .. } => VaultError::Broken("it asks for more work than a passphrase needs"),
        _ => VaultError::Broken("it is not an age message"),
    };
    let mut reader = Decryptor::new_buffered(message.as_slice())
        .and_then(|decryptor| decryptor.decrypt(iter::once(identity as _)))
        .map_err(explain)?;
    // The message is longer than what is in it: this never grows, which would leave copies behind that nobody wipes.
    let mut plain = Zeroizing::new(Vec::with_capacity(message.len()));
    reader
        .read_to_end(&mut plain)
        .map_err(|_| VaultError::Broken("an age message in it is damaged or cut short"))?;
    Ok(plain)
}

fn read_document(path: &Path) -> Result<Document, VaultError> {
    let io = |source| VaultError::Io {
        path: path.to_owned(),
        source,
    };
    let mut text = Vec::new();
    File::open(path)
        .map_err(io)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut text)
        .map_err(io)?;
    if text.len() as u64 > MAX_FILE {
        return Err(VaultError::Broken("it is far too long"));
    }
    let document: Document =
        serde_json::from_slice(&text).map_err(|_| VaultError::Broken("it is not a passphrase file"))?;
    if document.format != FORMAT {
        return Err(VaultError::Broken("it is not a passphrase file"));
    }
    if document.version != VERSION {
        return Err(VaultError::Broken("it was written by another version of this program"));
    }
    Ok(document)
}

/// Replaces the file whole: a process killed at any moment leaves the old one or the new one.
fn write_document(path: &Path, key: &Key, secrets: &Secrets) -> Result<(), VaultError> {
    let plain = plain_text(secrets)?;
    let document = Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        key: key.wrapped.clone(),
        secrets: encrypt(&key.identity.to_public(), &plain)?,
    };
    replace(path, &document).map_err(|source| VaultError::Io {
        path: path.to_owned(),
        source,
    })
}

fn plain_text(secrets: &Secrets) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let exposed: BTreeMap<&str, &str> = secrets
        .iter()
        .map(|(name, secret)| (name.as_str(), secret.expose_secret()))
        .collect();
    // An escaped character takes six bytes at most, so that this never grows.
    let room: usize = exposed.iter().map(|(name, secret)| 6 * (name.len() + secret.len()) + 6).sum();
    let mut plain = Zeroizing::new(Vec::with_capacity(room + 2));
    serde_json::to_writer(&mut *plain, &exposed).map_err(|error| VaultError::Other(error.to_string()))?;
    Ok(plain)
}

fn replace(path: &Path, document: &Document) -> io::Result<()> {
    let directory = directory(path);
    // Made readable for its owner alone (0600).
    let mut file = tempfile::Builder::new()
        .prefix(".vault-")
        .suffix(".tmp")
        .tempfile_in(directory)?;
    serde_json::to_writer_pretty(file.as_file_mut(), document)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The new name must outlive a power cut as well. Windows cannot open a directory as a file, and needs not.
    #[cfg(unix)]
    File::open(directory)?.sync_all()?;
    Ok(())
}

fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Keeps other threads and processes from writing for as long as it lives. A file of its own, because the other is replaced.
fn lock(path: &Path) -> Result<File, VaultError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let path = PathBuf::from(name);
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .and_then(|file| {
            file.lock()?;
            Ok(file)
        })
        .map_err(|source| VaultError::Io { path, source })
}
