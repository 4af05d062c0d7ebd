//! Opening the desk: the vault first, then the cache with the key from the vault.
//!
//! What the admin must decide (a keyring that is locked, a passphrase, a lost key) is a status, not an error. Nothing is ever
//! deleted on the way: beginning anew sets the old files aside. With a vault that lives in memory the cache is a temporary one.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError},
};

use jiff::Timestamp;
use rand::RngCore as _;
use scimdesk_store::{Store, StoreError};
use scimdesk_vault::{CacheKey, Vault, VaultError};
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use crate::{
    Desk,
    activation::Changing,
    desk::{Opened, State, blocking},
    elsewhere::Watch,
    error::{io_error, store_error, vault_error},
    practice,
    tenants::Pending,
    wire::{DeskError, DeskEvent, DeskStatus, ErrorCode, OpenDesk, VaultKind},
    words::say,
};

/// The name under which the keyring keeps what is ours.
const KEYRING_SERVICE: &str = "scimdesk";
/// The encrypted cache; SQLite adds `-wal` and `-shm` beside it.
const CACHE: &str = "cache.sqlite";
/// Names the key of this directory's cache in the vault. No secret.
const CACHE_ID: &str = "cache.id";
/// The passphrase file.
const VAULT_FILE: &str = "vault.age";
/// Locked while a process opens the directory, so that two do not both make a first key.
const LOCK: &str = "opening.lock";

impl Desk {
    /// Whether the desk is ready, and if not, what must be decided. Tries to open it as chosen before if nobody has yet.
    pub async fn desk_status(&self) -> Result<DeskStatus, DeskError> {
        let _opening = self.inner.opening.lock().await;
        let known = match &*self.inner.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Untried => None,
            State::Undecided(status) => Some(status.clone()),
            State::Open(opened) => Some(self.open_status(opened)),
        };
        match known {
            Some(status) => Ok(status),
            None => {
                self.open(OpenDesk {
                    vault: None,
                    passphrase: None,
                })
                .await
            }
        }
    }

    /// Opens the vault and the cache. What the admin must decide comes back as a status, not as an error.
    pub async fn desk_open(&self, request: OpenDesk) -> Result<DeskStatus, DeskError> {
        let _opening = self.inner.opening.lock().await;
        if let Ok(opened) = self.opened() {
            return Ok(self.open_status(&opened));
        }
        self.open(request).await
    }

    /// Sets aside a cache that cannot be opened, and begins a new one. Nothing is deleted. Refused with
    /// [`ErrorCode::NotOpen`] unless opening has shown that the cache or the vault cannot be opened.
    pub async fn desk_start_anew(&self) -> Result<DeskStatus, DeskError> {
        let _opening = self.inner.opening.lock().await;
        if let Ok(opened) = self.opened() {
            return Ok(self.open_status(&opened));
        }
        let dir = self.directory()?;
        let now = self.inner.clock.now();
        // A vault that the admin can no longer open goes the same way; one that opens keeps its other secrets.
        let vault_too = match &*self.state_mut() {
            State::Undecided(DeskStatus::PassphraseNeeded { problem: Some(_) }) => true,
            State::Undecided(DeskStatus::CacheUnusable { problem }) => problem.code == ErrorCode::VaultFileBroken,
            State::Undecided(DeskStatus::CacheKeyLost { .. }) => false,
            // What is merely locked, or was never tried, may be whole.
            _ => return Err(DeskError::of(ErrorCode::NotOpen)),
        };
        blocking(move || {
            let mark = now.strftime("%Y%m%dT%H%M%SZ").to_string();
            set_aside(&dir, &mark, vault_too).map_err(|error| io_error(&error))
        })
        .await?;
        self.open(OpenDesk {
            vault: None,
            passphrase: None,
        })
        .await
    }

    async fn open(&self, request: OpenDesk) -> Result<DeskStatus, DeskError> {
        let preferences = self.preferences_get().await?;
        let asked = request.vault.or(self.inner.vault);
        let chosen = asked.or(preferences.vault).unwrap_or(VaultKind::Keyring);
        let dir = match chosen {
            VaultKind::Session => None,
            VaultKind::Keyring | VaultKind::File => Some(self.directory()?),
        };
        let passphrase = request.passphrase.map(crate::wire::SecretText::into_secret);
        let before = preferences.vault;
        let now = self.inner.clock.now();
        let outcome = blocking(move || Ok(open(chosen, before, dir.as_deref(), passphrase, now))).await?;
        let status = match outcome {
            Ok(opened) => {
                // Whoever has a cache and works without it for once has not chosen another vault for it.
                let for_once = chosen == VaultKind::Session && before.is_some_and(|before| before != chosen);
                if before != Some(chosen) && !for_once {
                    let desk = self.clone();
                    blocking(move || desk.inner.preferences.update(|all| all.vault = Some(chosen))).await?;
                }
                let opened = Arc::new(opened);
                let status = self.open_status(&opened);
                *self.state_mut() = State::Open(Arc::clone(&opened));
                practice::wake(self, &opened).await;
                *self.inner.elsewhere.lock().await = Some(Watch::start(self, &opened).await);
                self.sound(DeskEvent::TenantsChanged);
                status
            }
            Err(NotOpened::Status(status)) => {
                let status = *status;
                *self.state_mut() = State::Undecided(status.clone());
                status
            }
            Err(NotOpened::OtherVault) => {
                return Err(DeskError::bad_input(say!(
                    "open-other-vault",
                    vault = vault_name(before)
                )));
            }
        };
        Ok(status)
    }

    fn open_status(&self, opened: &Opened) -> DeskStatus {
        DeskStatus::Open {
            vault: opened.vault_kind,
            data_dir: self
                .data_dir()
                .map(|dir| dir.to_string_lossy().into_owned())
                .unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    fn directory(&self) -> Result<PathBuf, DeskError> {
        self.data_dir()
            .ok_or_else(|| DeskError::bad_input(say!("open-no-directory")))
    }
}

/// Why there is no open desk.
enum NotOpened {
    /// Something must be decided.
    Status(Box<DeskStatus>),
    /// The secrets of this directory are in another vault than the one that was asked for.
    OtherVault,
}

impl From<DeskStatus> for NotOpened {
    fn from(status: DeskStatus) -> Self {
        Self::Status(Box::new(status))
    }
}

/// Opens vault and cache. Blocks.
fn open(
    chosen: VaultKind,
    before: Option<VaultKind>,
    dir: Option<&Path>,
    passphrase: Option<SecretString>,
    now: Timestamp,
) -> Result<Opened, NotOpened> {
    let Some(dir) = dir else {
        return open_session().map_err(NotOpened::from);
    };
    let unusable = |problem| DeskStatus::CacheUnusable { problem };
    make_private_dir(dir).map_err(|error| unusable(io_error(&error)))?;
    let _lock = lock(dir).map_err(|error| unusable(io_error(&error)))?;
    let path = dir.join(CACHE);
    let has_cache = path.exists();
    if has_cache && before.is_some_and(|before| before != chosen) {
        return Err(NotOpened::OtherVault);
    }
    let vault = open_vault(chosen, dir, passphrase, has_cache)?;
    let store = open_cache(dir, &path, has_cache, &vault)?;
    let pending = Pending::new(Some(dir));
    sweep(&pending, &store, &vault, now);
    let changing = Changing::new(dir);
    Ok(Opened::new(store, vault, chosen, pending, changing, None))
}

/// A vault in memory and a cache that goes with it.
fn open_session() -> Result<Opened, DeskStatus> {
    let unusable = |problem| DeskStatus::CacheUnusable { problem };
    let temporary = tempfile::Builder::new()
        .prefix("scimdesk-session-")
        .tempdir()
        .map_err(|error| unusable(io_error(&error)))?;
    let store = Store::open_temporary(temporary.path()).map_err(|error| unusable(store_error(&error)))?;
    Ok(Opened::new(
        store,
        Vault::session(),
        VaultKind::Session,
        Pending::new(None),
        Changing::new(temporary.path()),
        Some(temporary),
    ))
}

fn open_vault(
    chosen: VaultKind,
    dir: &Path,
    passphrase: Option<SecretString>,
    has_cache: bool,
) -> Result<Vault, DeskStatus> {
    match chosen {
        VaultKind::Session => Ok(Vault::session()),
        VaultKind::Keyring => Vault::keyring(KEYRING_SERVICE).map_err(|error| DeskStatus::KeyringUnavailable {
            problem: vault_error(&error),
            has_cache,
        }),
        VaultKind::File => {
            let Some(passphrase) = passphrase else {
                return Err(DeskStatus::PassphraseNeeded { problem: None });
            };
            Vault::file(&dir.join(VAULT_FILE), passphrase).map_err(|error| {
                let problem = vault_error(&error);
                match error {
                    VaultError::WrongPassphrase | VaultError::EmptyPassphrase => {
                        DeskStatus::PassphraseNeeded { problem: Some(problem) }
                    }
                    _ => DeskStatus::CacheUnusable { problem },
                }
            })
        }
    }
}

fn open_cache(dir: &Path, path: &Path, has_cache: bool, vault: &Vault) -> Result<Store, DeskStatus> {
    let unusable = |problem| DeskStatus::CacheUnusable { problem };
    let lost = || DeskStatus::CacheKeyLost {
        problem: DeskError::of(ErrorCode::CacheKeyLost),
    };
    let id_path = dir.join(CACHE_ID);
    let id = match fs::read_to_string(&id_path) {
        Ok(id) => id.trim().to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unusable(io_error(&error))),
    };
    let key = if id.is_empty() {
        None
    } else {
        vault
            .cache_key(&id)
            .map_err(|error| keyring_or_vault(&error, has_cache))?
    };
    let key = match (key, has_cache) {
        (Some(key), _) => key,
        (None, true) => return Err(lost()),
        (None, false) => {
            let id = Uuid::new_v4().to_string();
            let key = CacheKey::init_with_mut(|key| rand::rng().fill_bytes(key));
            vault
                .save_cache_key(&id, &key)
                .map_err(|error| keyring_or_vault(&error, has_cache))?;
            // Last: an id that is there has a key.
            write_whole(&id_path, &id).map_err(|error| unusable(io_error(&error)))?;
            key
        }
    };
    Store::open(path, key.expose_secret()).map_err(|error| match error {
        StoreError::WrongKey { .. } => DeskStatus::CacheKeyLost {
            problem: store_error(&error),
        },
        _ => unusable(store_error(&error)),
    })
}

/// A vault that fails after it was opened.
fn keyring_or_vault(error: &VaultError, has_cache: bool) -> DeskStatus {
    let problem = vault_error(error);
    match error {
        VaultError::Broken(_) | VaultError::Io { .. } => DeskStatus::CacheUnusable { problem },
        _ => DeskStatus::KeyringUnavailable { problem, has_cache },
    }
}

/// Forgets credentials that were left behind by a crash and belong to no tenant.
fn sweep(pending: &Pending, store: &Store, vault: &Vault, now: Timestamp) {
    for tenant in pending.left(now.into()) {
        let forgotten = match store.tenant(&tenant) {
            Ok(None) => {
                let webhook = crate::provisioning::webhook_entry(&tenant);
                vault.forget_credential(&tenant).is_ok() && vault.forget_secret(&webhook).is_ok()
            }
            Ok(Some(_)) => true,
            Err(_) => false,
        };
        if forgotten {
            pending.clear(&tenant);
        }
    }
}

/// Renames what is there, so that a new cache can begin. Nothing is deleted.
fn set_aside(dir: &Path, mark: &str, vault_too: bool) -> io::Result<()> {
    let _lock = lock(dir)?;
    let mut names = vec![
        CACHE.to_owned(),
        format!("{CACHE}-wal"),
        format!("{CACHE}-shm"),
        CACHE_ID.to_owned(),
    ];
    if vault_too {
        names.push(VAULT_FILE.to_owned());
    }
    for name in names {
        match fs::rename(dir.join(&name), dir.join(format!("set-aside-{mark}-{name}"))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The directory, for its owner alone where it has to be made.
pub(crate) fn make_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Held until the file is dropped.
fn lock(dir: &Path) -> io::Result<fs::File> {
    let file = fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK))?;
    file.lock()?;
    Ok(file)
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn vault_name(vault: Option<VaultKind>) -> String {
    match vault.unwrap_or(VaultKind::Keyring) {
        VaultKind::Keyring => say!("vault-keyring"),
        VaultKind::File => say!("vault-file"),
        VaultKind::Session => say!("vault-session"),
    }
}
