//! What can go wrong, told apart by what mends it. *Must not hold:* a secret, or bytes that may be one.

use std::{fmt, io, path::PathBuf};

/// Why a vault could not do what was asked. No variant holds a secret; texts are what the system said.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring: no session bus, no Secret Service on it, no logon session.
    #[error("no keyring can be reached: {0}")]
    Missing(String),
    /// The keyring is locked and stayed so: the prompt was dismissed, or there is nobody to show one.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring is there and open, but it was told not to let us in.
    #[error("the keyring refused access: {0}")]
    Refused(String),
    /// The Secret Service runs, but has no default collection to keep anything in.
    #[error("the keyring has no default collection")]
    NoDefaultCollection,
    /// The keyring did not answer in time. It may be waiting for a person, in a window of its own.
    #[error("the keyring did not answer within {seconds} s")]
    NoAnswer {
        /// How long it was waited for.
        seconds: u64,
    },
    /// The passphrase does not open the file, or no longer does because it was changed meanwhile.
    #[error("the passphrase does not open the file")]
    WrongPassphrase,
    /// A passphrase file cannot have an empty passphrase.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// What is kept is damaged: a write was cut short, or something else wrote there.
    #[error("what the vault keeps is damaged: {0}")]
    Broken(&'static str),
    /// Longer than the vault keeps.
    #[error("the {what} is {bytes} bytes long; the limit is {limit}")]
    TooLong {
        /// `token` or `tenant URL`.
        what: &'static str,
        /// Its length in bytes.
        bytes: usize,
        /// The longest that is kept, in bytes.
        limit: usize,
    },
    /// A token that no HTTP header could carry.
    #[error("the token {0}")]
    InvalidToken(&'static str),
    /// A tenant URL that cannot be one.
    #[error("the tenant URL {0}")]
    InvalidUrl(&'static str),
    /// The passphrase file or its directory.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was read or written.
        path: PathBuf,
        /// What the system reported.
        source: io::Error,
    },
    /// The keyring failed in a way of its own.
    #[error("the keyring failed: {0}")]
    Other(String),
}

/// The kind of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultKind {
    /// The operating system's keyring.
    Keyring,
    /// Memory of this process.
    Session,
    /// A file encrypted with a passphrase.
    File,
}

impl fmt::Display for VaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keyring => "keyring",
            Self::Session => "session",
            Self::File => "file",
        })
    }
}
