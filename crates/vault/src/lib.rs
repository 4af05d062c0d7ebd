//! Secrets: the OS keyring, the memory of a session, or a passphrase file, behind one type.
//!
//! *Knows:* how a tenant's URL and token are kept together as one [`Credential`], and a cache's key beside them; what each
//! platform's keyring can and cannot hold. *Must not know:* another crate of ours, the network, SQLite. *Never does:* print,
//! log or serialise a secret anywhere but into the vault; choose a weaker vault by itself.
//!
//! ```
//! use scimdesk_vault::{Credential, Vault};
//! use secrecy::SecretString;
//!
//! # fn main() -> Result<(), scimdesk_vault::VaultError> {
//! let vault = Vault::session();
//! let credential = Credential {
//!     tenant_url: String::from("https://api.documo.com/scim/v2"),
//!     token: SecretString::from("s3cret"),
//! };
//! vault.save_credential("tenant-1", &credential)?;
//!
//! let saved = vault.credential("tenant-1")?.expect("just saved");
//! assert_eq!(saved.tenant_url, "https://api.documo.com/scim/v2");
//! assert!(vault.credential("tenant-2")?.is_none());
//! assert!(!format!("{saved:?}").contains("s3cret"));
//! # Ok(())
//! # }
//! ```

mod error;
mod file;
mod keyring;
mod record;
mod session;
mod vault;

pub use error::{VaultError, VaultKind};
pub use record::{CacheKey, Credential, TOKEN_LIMIT, URL_LIMIT};
pub use vault::Vault;
