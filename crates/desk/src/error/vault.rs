//! What went wrong with the vault, in the desk's codes and words.

use scimdesk_vault::VaultError;

use super::io_code;
use crate::{
    wire::{DeskError, ErrorCode},
    words::args,
};

/// A failed question to the vault. None of these holds a secret.
pub(crate) fn vault_error(error: &VaultError) -> DeskError {
    let code = match error {
        VaultError::Missing(_) | VaultError::NoDefaultCollection => ErrorCode::KeyringMissing,
        VaultError::Locked => ErrorCode::KeyringLocked,
        VaultError::Refused(_) => ErrorCode::KeyringRefused,
        VaultError::NoAnswer { .. } | VaultError::Other(_) => ErrorCode::KeyringFailed,
        VaultError::WrongPassphrase => ErrorCode::PassphraseWrong,
        VaultError::EmptyPassphrase => ErrorCode::PassphraseMissing,
        VaultError::Broken(_) => ErrorCode::VaultFileBroken,
        VaultError::TooLong { bytes, .. } => {
            return DeskError::with(ErrorCode::TokenTooLong, args!(detail = *bytes)).because(error);
        }
        VaultError::InvalidToken(_) => ErrorCode::TokenInvalid,
        VaultError::InvalidUrl(_) => ErrorCode::UrlInvalid,
        VaultError::Io { source, .. } => io_code(source),
    };
    DeskError::of(code).because(error)
}
