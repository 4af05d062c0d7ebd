use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DeskError;

/// Where secrets are kept, as the admin chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultKind {
    /// The operating system's keyring.
    Keyring,
    /// A file encrypted with a passphrase (age).
    File,
    /// Memory of this process: nothing outlives it, the cache included.
    Session,
}

/// Whether the desk is ready for work, and if not, what the admin must decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DeskStatus {
    /// Ready.
    Open {
        vault: VaultKind,
        data_dir: String,
        version: String,
    },
    /// The keyring cannot be used now: missing, locked or refused. `problem.next` names the remedy;
    /// the admin may retry, or choose another vault where no cache exists yet.
    KeyringUnavailable { problem: DeskError, has_cache: bool },
    /// The vault is a passphrase file; the passphrase is needed. `problem` is set after a wrong one.
    PassphraseNeeded { problem: Option<DeskError> },
    /// A cache exists, but its key does not: offer to set it aside and start anew.
    CacheKeyLost { problem: DeskError },
    /// The cache cannot be opened (newer version, broken file, disk).
    CacheUnusable { problem: DeskError },
}

/// How to open the desk.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenDesk {
    /// `None`: as chosen before, else the keyring.
    pub vault: Option<VaultKind>,
    /// For the passphrase file. Crosses the bridge once, on the way in.
    #[ts(type = "string | null")]
    pub passphrase: Option<SecretText>,
}

/// A secret on its way in. It can be read from JSON and nothing else: it cannot be printed or sent back.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct SecretText(secrecy::SecretString);

impl SecretText {
    /// The secret, for the vault.
    pub fn into_secret(self) -> secrecy::SecretString {
        self.0
    }
}

impl From<secrecy::SecretString> for SecretText {
    fn from(secret: secrecy::SecretString) -> Self {
        Self(secret)
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The embedded practice tenants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PracticeStatus {
    /// Whether the practice servers are up.
    pub running: bool,
    /// Ids of the tenants that point at them.
    pub tenants: Vec<String>,
}

/// What practice tenants to start. Those that exist already are pointed at the new servers.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartPractice {
    /// Gallery id of one app; all five where absent.
    pub app: Option<String>,
    /// Accounts in each; some hundred where absent, at most 1,000,000.
    pub accounts: Option<u32>,
}
