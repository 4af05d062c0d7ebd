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
    let text = decrypt(
        identity,
        message,
        VaultError::Broken("its key does not open its secrets"),
    )?;
    serde_json::from_slice(&text).map_err(|_| VaultError::Broken("its secrets cannot be read"))
}

fn encrypt(recipient: &impl Recipient, plain: &[u8]) -> Result<String, VaultError> {
    let message = age::encrypt(recipient, plain).map_err(|error| VaultError::Other(error.to_string()))?;
    Ok(BASE64_STANDARD.encode(message))
}

/// `locked_out`: what it means that this identity does not open the message.
fn decrypt(identity: &impl Identity, message: &str, locked_out: VaultError) -> Result<Zeroizing<Vec<u8>>, VaultError> {
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
    let room: usize = exposed
        .iter()
        .map(|(name, secret)| 6 * (name.len() + secret.len()) + 6)
        .sum();
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

#[cfg(test)]
mod tests {
    use std::{sync::Barrier, thread};

    use super::*;

    /// Quick, and of no use against anyone.
    const QUICK: u8 = 2;

    struct Place {
        _directory: tempfile::TempDir,
        path: PathBuf,
    }

    impl Place {
        fn new() -> Self {
            let directory = tempfile::tempdir().expect("a directory");
            let path = directory.path().join("vault.age");
            Self {
                _directory: directory,
                path,
            }
        }

        fn try_open(&self, passphrase: &str) -> Result<PassphraseFile, VaultError> {
            PassphraseFile::open_with(&self.path, SecretString::from(passphrase), QUICK)
        }

        fn open(&self) -> PassphraseFile {
            self.try_open("correct horse").expect("opens")
        }

        fn text(&self) -> String {
            fs::read_to_string(&self.path).expect("readable")
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<String> = fs::read_dir(self.path.parent().expect("a parent"))
                .expect("readable")
                .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        }
    }

    fn write(file: &PassphraseFile, name: &str, text: &str) {
        file.write(name, &SecretString::from(text)).expect("written");
    }

    fn read(file: &PassphraseFile, name: &str) -> Option<String> {
        file.read(name)
            .expect("readable")
            .map(|secret| secret.expose_secret().to_owned())
    }

    #[test]
    fn what_is_written_is_there_when_it_is_opened_again() {
        let place = Place::new();
        let file = place.open();
        write(&file, "one", "first \"quoted\" \\ ümlaut\nline");
        write(&file, "two", &"x".repeat(20_000));
        write(&file, "two", "second");
        write(&file, "three", "third");
        file.remove("three").expect("removed");
        file.remove("three").expect("none is no error");
        for file in [&file, &place.open()] {
            assert_eq!(read(file, "one").as_deref(), Some("first \"quoted\" \\ ümlaut\nline"));
            assert_eq!(read(file, "two").as_deref(), Some("second"));
            assert_eq!(read(file, "three"), None);
        }
        assert_eq!(place.names(), ["vault.age", "vault.age.lock"], "nothing else is left");
    }

    #[test]
    fn a_wrong_passphrase_is_told_from_a_damaged_file() {
        let place = Place::new();
        write(&place.open(), "name", "secret");
        for passphrase in ["Correct horse", "correct horse ", "x"] {
            assert!(matches!(place.try_open(passphrase), Err(VaultError::WrongPassphrase)));
        }
        assert!(matches!(place.try_open(""), Err(VaultError::EmptyPassphrase)));
        assert_eq!(read(&place.open(), "name").as_deref(), Some("secret"));

        let whole = place.text();
        let document: serde_json::Value = serde_json::from_str(&whole).expect("JSON");
        let change = |field: &str, value: serde_json::Value| {
            let mut document = document.clone();
            document[field] = value;
            document.to_string()
        };
        let secrets = document["secrets"].as_str().expect("text");
        let damaged = [
            String::new(),
            String::from("not a vault"),
            whole[..whole.len() / 2].to_owned(),
            change("format", "other".into()),
            change("version", 2.into()),
            change("key", "????".into()),
            change("key", "AAAA".into()),
            change("secrets", "".into()),
            change("secrets", secrets[..secrets.len() - 8].into()),
            change("secrets", document["key"].clone()),
        ];
        for text in damaged {
            fs::write(&place.path, &text).expect("written");
            let outcome = place.try_open("correct horse");
            assert!(matches!(outcome, Err(VaultError::Broken(_))), "{text}");
            assert_eq!(place.text(), text, "a damaged file is left as it is");
        }
        fs::write(&place.path, whole).expect("written");
        assert_eq!(read(&place.open(), "name").as_deref(), Some("secret"));
    }

    #[test]
    fn neither_secret_nor_name_nor_passphrase_stands_in_the_file() {
        let place = Place::new();
        write(&place.open(), "canary-name", "canary-secret");
        let text = place.text();
        let document: Document = serde_json::from_str(&text).expect("JSON");
        for message in [&document.key, &document.secrets] {
            let bytes = BASE64_STANDARD.decode(message).expect("base64");
            let bytes = String::from_utf8_lossy(&bytes);
            assert!(!bytes.contains("canary") && !bytes.contains("horse") && !bytes.contains("AGE-SECRET-KEY"));
        }
        assert!(!text.contains("canary") && !text.contains("horse"));
    }

    #[test]
    fn two_who_write_at_once_lose_nothing() {
        let place = Place::new();
        place.open();
        let start = Barrier::new(4);
        thread::scope(|scope| {
            for writer in 0..4 {
                let (place, start) = (&place, &start);
                scope.spawn(move || {
                    // Each has the file open by itself, as another process would.
                    let file = place.open();
                    start.wait();
                    for entry in 0..5 {
                        write(&file, &format!("{writer}/{entry}"), &format!("secret {writer} {entry}"));
                    }
                });
            }
        });
        let file = place.open();
        for writer in 0..4 {
            for entry in 0..5 {
                let found = read(&file, &format!("{writer}/{entry}"));
                assert_eq!(found, Some(format!("secret {writer} {entry}")));
            }
        }
    }

    #[test]
    fn two_who_make_the_file_at_once_make_one() {
        let place = Place::new();
        let start = Barrier::new(4);
        thread::scope(|scope| {
            for writer in 0..4 {
                let (place, start) = (&place, &start);
                scope.spawn(move || {
                    start.wait();
                    write(&place.open(), &writer.to_string(), "secret");
                });
            }
        });
        let file = place.open();
        for writer in 0..4 {
            assert_eq!(read(&file, &writer.to_string()).as_deref(), Some("secret"));
        }
    }

    #[test]
    fn a_new_passphrase_opens_everything_and_the_old_one_nothing() {
        let place = Place::new();
        let file = place.open();
        let other = place.open();
        write(&file, "name", "secret");
        let old = place.text();
        file.change_passphrase(SecretString::from("battery staple"))
            .expect("changed");
        assert!(matches!(
            place.try_open("correct horse"),
            Err(VaultError::WrongPassphrase)
        ));
        assert_eq!(read(&file, "name").as_deref(), Some("secret"));
        write(&file, "later", "more");
        let reopened = place.try_open("battery staple").expect("opens");
        assert_eq!(read(&reopened, "later").as_deref(), Some("more"));
        // Who had it open must ask again, and has overwritten nothing.
        assert!(matches!(other.read("name"), Err(VaultError::WrongPassphrase)));
        let refused = other.write("name", &SecretString::from("lost"));
        assert!(matches!(refused, Err(VaultError::WrongPassphrase)));
        assert_eq!(read(&file, "name").as_deref(), Some("secret"));
        // The key in an old copy of the file does not open the new one.
        let (old, new): (Document, Document) = (
            serde_json::from_str(&old).expect("JSON"),
            serde_json::from_str(&place.text()).expect("JSON"),
        );
        let identity = unwrap_identity(&old.key, SecretString::from("correct horse")).expect("opens");
        assert!(decrypt_secrets(&identity, &new.secrets).is_err());
        assert!(matches!(
            file.change_passphrase(SecretString::from("")),
            Err(VaultError::EmptyPassphrase)
        ));
    }

    #[test]
    fn a_file_that_went_away_is_an_error_and_not_made_anew() {
        let place = Place::new();
        let file = place.open();
        write(&file, "name", "secret");
        fs::remove_file(&place.path).expect("removed");
        let outcome = file.read("name");
        assert!(matches!(outcome, Err(VaultError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound));
        assert!(file.write("name", &SecretString::from("other")).is_err());
        assert!(!place.path.exists());
    }

    #[test]
    fn a_directory_that_is_not_there_is_said_to_be_so() {
        let place = Place::new();
        let path = place.path.join("no/such/vault.age");
        let outcome = PassphraseFile::open_with(&path, SecretString::from("p"), QUICK);
        assert!(matches!(outcome, Err(VaultError::Io { .. })));
    }

    #[test]
    fn a_file_that_asks_for_endless_work_is_refused() {
        let place = Place::new();
        let outcome = PassphraseFile::open_with(&place.path, SecretString::from("p"), QUICK);
        outcome.expect("made");
        let mut document: Document = serde_json::from_str(&place.text()).expect("JSON");
        let message = BASE64_STANDARD.decode(&document.key).expect("base64");
        // The work factor stands at the end of the second line: `-> scrypt SALT FACTOR`.
        let line = message.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1);
        let (end, _) = line.expect("a second line");
        let mut raised = message[..end - 1].to_vec();
        raised.extend_from_slice(b"40");
        raised.extend_from_slice(&message[end..]);
        document.key = BASE64_STANDARD.encode(raised);
        fs::write(&place.path, serde_json::to_string(&document).expect("JSON")).expect("written");
        assert!(matches!(place.try_open("p"), Err(VaultError::Broken(_))));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_its_owners_alone() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let place = Place::new();
        let file = place.open();
        assert_eq!(mode(&place.path), 0o600);
        // Also where a copy had been made readable for others.
        fs::set_permissions(&place.path, fs::Permissions::from_mode(0o644)).expect("set");
        write(&file, "name", "secret");
        assert_eq!(mode(&place.path), 0o600);

        // A link to it stays a link.
        let link = place.path.with_file_name("link.age");
        symlink(&place.path, &link).expect("linked");
        let linked = PassphraseFile::open_with(&link, SecretString::from("correct horse"), QUICK).expect("opens");
        write(&linked, "linked", "too");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(read(&file, "linked").as_deref(), Some("too"));
    }

    #[test]
    fn anyone_with_the_passphrase_can_read_it_with_age() {
        let place = Place::new();
        write(&place.open(), "credential/1", "https://example.com\ntoken");
        let document: Document = serde_json::from_str(&place.text()).expect("JSON");
        let key = BASE64_STANDARD.decode(document.key).expect("base64");
        let key = age::decrypt(&scrypt::Identity::new(SecretString::from("correct horse")), &key).expect("opens");
        let identity: x25519::Identity = String::from_utf8(key).expect("text").parse().expect("a key");
        let secrets = BASE64_STANDARD.decode(document.secrets).expect("base64");
        let secrets = age::decrypt(&identity, &secrets).expect("opens");
        assert_eq!(secrets, br#"{"credential/1":"https://example.com\ntoken"}"#);
    }
}
