//! What is kept, as text: the pair of tenant URL and token, and the key of a cache.
//!
//! Text, because some keyrings keep nothing but UTF-8. *Must not know:* where it is kept.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use zeroize::Zeroizing;

use crate::VaultError;

/// The longest token that is kept, in bytes: 16 KiB, far above any JSON Web Token in use.
pub const TOKEN_LIMIT: usize = 16 * 1024;
/// The longest tenant URL that is kept, in bytes.
pub const URL_LIMIT: usize = 4 * 1024;

/// The key of an encrypted cache: 32 random bytes.
pub type CacheKey = SecretBox<[u8; 32]>;

/// A tenant URL and the token that was saved for it.
///
/// They are one record, so that a token is only ever sent to the URL it was saved with, whatever any other file says.
/// Deliberately neither `Clone` nor `Serialize`; its `Debug` shows nothing.
pub struct Credential {
    /// Where the token may be sent.
    pub tenant_url: String,
    /// The secret token.
    pub token: SecretString,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the URL either: some vendors put a secret in its query.
        f.debug_struct("Credential").finish_non_exhaustive()
    }
}

impl Credential {
    /// Whether it can be kept and used: a token of 1 to [`TOKEN_LIMIT`] bytes and a URL of 1 to [`URL_LIMIT`], both
    /// without control characters. Whether the URL makes sense is for others to say.
    pub fn check(&self) -> Result<(), VaultError> {
        let token = self.token.expose_secret();
        if token.trim().is_empty() {
            return Err(VaultError::InvalidToken("is empty"));
        }
        if token.chars().any(char::is_control) {
            return Err(VaultError::InvalidToken(
                "has a line break or another control character in it",
            ));
        }
        if token.len() > TOKEN_LIMIT {
            return Err(VaultError::TooLong {
                what: "token",
                bytes: token.len(),
                limit: TOKEN_LIMIT,
            });
        }
        if self.tenant_url.trim().is_empty() {
            return Err(VaultError::InvalidUrl("is empty"));
        }
        if self.tenant_url.chars().any(char::is_control) {
            return Err(VaultError::InvalidUrl(
                "has a line break or another control character in it",
            ));
        }
        if self.tenant_url.len() > URL_LIMIT {
            return Err(VaultError::TooLong {
                what: "tenant URL",
                bytes: self.tenant_url.len(),
                limit: URL_LIMIT,
            });
        }
        Ok(())
    }

    /// The URL, a line feed, the token. Neither has a line feed in it.
    pub(crate) fn to_record(&self) -> Result<SecretString, VaultError> {
        self.check()?;
        // Filled to its exact capacity: growing would leave copies behind that nobody wipes.
        let mut record = String::with_capacity(self.tenant_url.len() + 1 + self.token.expose_secret().len());
        record.push_str(&self.tenant_url);
        record.push('\n');
        record.push_str(self.token.expose_secret());
        Ok(SecretString::from(record))
    }

    pub(crate) fn from_record(record: &SecretString) -> Result<Self, VaultError> {
        let (tenant_url, token) = record
            .expose_secret()
            .split_once('\n')
            .ok_or(VaultError::Broken("a credential is not a URL and a token"))?;
        let credential = Self {
            tenant_url: tenant_url.to_owned(),
            token: SecretString::from(token),
        };
        credential
            .check()
            .map_err(|_| VaultError::Broken("a credential is not a URL and a token"))?;
        Ok(credential)
    }
}

pub(crate) fn key_to_record(key: &CacheKey) -> SecretString {
    SecretString::from(BASE64_STANDARD.encode(key.expose_secret()))
}

pub(crate) fn key_from_record(record: &SecretString) -> Result<CacheKey, VaultError> {
    const BROKEN: VaultError = VaultError::Broken("a cache key is not 32 bytes in base64");
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(record.expose_secret()).map_err(|_| BROKEN)?);
    if bytes.len() != 32 {
        return Err(BROKEN);
    }
    Ok(CacheKey::init_with_mut(|key| key.copy_from_slice(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credential(tenant_url: &str, token: &str) -> Credential {
        Credential {
            tenant_url: tenant_url.to_owned(),
            token: SecretString::from(token),
        }
    }

    #[test]
    fn a_credential_comes_back_as_it_was() {
        for token in [
            "a",
            "with spaces = \"quotes\" \\ and ümlauts 日本",
            &"x".repeat(TOKEN_LIMIT),
        ] {
            let record = credential("https://example.com/scim/v2?x=1", token)
                .to_record()
                .expect("valid");
            let back = Credential::from_record(&record).expect("readable");
            assert_eq!(back.tenant_url, "https://example.com/scim/v2?x=1");
            assert_eq!(back.token.expose_secret(), token);
        }
    }

    #[test]
    fn a_token_that_no_header_carries_is_refused() {
        for token in [
            "",
            "   ",
            "two\nlines",
            "carriage\r",
            "nul\0",
            "escape\u{1b}[0m",
            "next\u{85}line",
        ] {
            let refused = credential("https://example.com", token).to_record();
            assert!(matches!(refused, Err(VaultError::InvalidToken(_))), "{token:?}");
        }
    }

    #[test]
    fn a_url_with_a_line_break_cannot_shift_the_border_to_the_token() {
        for url in ["", " ", "https://example.com\nhttps://evil.example"] {
            let refused = credential(url, "token").to_record();
            assert!(matches!(refused, Err(VaultError::InvalidUrl(_))), "{url:?}");
        }
    }

    #[test]
    fn one_byte_too_many_is_too_long() {
        let refused = credential("https://example.com", &"x".repeat(TOKEN_LIMIT + 1)).to_record();
        assert!(matches!(
            refused,
            Err(VaultError::TooLong {
                what: "token",
                bytes: 16385,
                limit: 16384
            })
        ));
        let refused = credential(&"u".repeat(URL_LIMIT + 1), "token").to_record();
        assert!(matches!(refused, Err(VaultError::TooLong { what: "tenant URL", .. })));
    }

    #[test]
    fn a_damaged_record_is_broken_and_not_half_a_token() {
        for record in ["", "https://example.com", "\ntoken", "https://example.com\n", "a\nb\nc"] {
            let broken = Credential::from_record(&SecretString::from(record));
            assert!(matches!(broken, Err(VaultError::Broken(_))), "{record:?}");
        }
        for record in ["", "AAAA", "not base64", &"A".repeat(60)] {
            let broken = key_from_record(&SecretString::from(record));
            assert!(matches!(broken, Err(VaultError::Broken(_))), "{record:?}");
        }
    }

    #[test]
    fn a_cache_key_comes_back_as_it_was() {
        let key = CacheKey::new(Box::new(std::array::from_fn(|i| u8::try_from(i * 7).expect("small"))));
        let back = key_from_record(&key_to_record(&key)).expect("readable");
        assert_eq!(back.expose_secret(), key.expose_secret());
    }

    #[test]
    fn debug_shows_neither_token_nor_url() {
        let shown = format!(
            "{:?}",
            credential("https://example.com/?key=canary-url", "canary-token")
        );
        assert!(!shown.contains("canary"), "{shown}");
    }
}
