//! What holds for a vault of every kind that needs no keyring. (The keyring itself: `gnome_keyring.rs`.)

use std::{fs, path::Path};

use scimdesk_vault::{CacheKey, Credential, Vault, VaultError, VaultKind};
use secrecy::{ExposeSecret as _, SecretString};

fn file(path: &Path, passphrase: &str) -> Result<Vault, VaultError> {
    Vault::file(path, SecretString::from(passphrase))
}

fn credential(token: &str) -> Credential {
    Credential {
        tenant_url: String::from("https://example.com/scim/v2"),
        token: SecretString::from(token),
    }
}

fn keeps_what_it_is_given(vault: &Vault) {
    assert!(vault.credential("tenant").expect("read").is_none());
    assert!(vault.cache_key("tenant").expect("read").is_none());
    for length in [1, 1280, 2560, 2561, 16384] {
        let token = "t".repeat(length);
        vault.save_credential("tenant", &credential(&token)).expect("saved");
        let found = vault.credential("tenant").expect("read").expect("there");
        assert_eq!(found.token.expose_secret(), token);
        assert_eq!(found.tenant_url, "https://example.com/scim/v2");
    }
    let refused = vault.save_credential("tenant", &credential(&"t".repeat(16385)));
    assert!(matches!(
        refused,
        Err(VaultError::TooLong {
            bytes: 16385,
            limit: 16384,
            ..
        })
    ));
    let refused = vault.save_credential("tenant", &credential("two\nlines"));
    assert!(matches!(refused, Err(VaultError::InvalidToken(_))));
    let kept = vault.credential("tenant").expect("read").expect("there");
    assert_eq!(
        kept.token.expose_secret().len(),
        16384,
        "what is refused replaces nothing"
    );

    // A tenant and a cache of the same id are two things.
    vault
        .save_cache_key("tenant", &CacheKey::new(Box::new([9; 32])))
        .expect("saved");
    vault.forget_credential("tenant").expect("forgotten");
    vault.forget_credential("tenant").expect("none is no error");
    assert!(vault.credential("tenant").expect("read").is_none());
    let key = vault.cache_key("tenant").expect("read").expect("there");
    assert_eq!(key.expose_secret(), &[9; 32]);
    vault.forget_cache_key("tenant").expect("forgotten");
    assert!(vault.cache_key("tenant").expect("read").is_none());

    // Nor is a secret of the caller's own.
    assert!(vault.secret("tenant").expect("read").is_none());
    let secret = SecretString::from("a password\nof two lines");
    vault.save_secret("tenant", &secret).expect("saved");
    assert!(vault.credential("tenant").expect("read").is_none());
    let found = vault.secret("tenant").expect("read").expect("there");
    assert_eq!(found.expose_secret(), secret.expose_secret());
    vault.forget_secret("tenant").expect("forgotten");
    vault.forget_secret("tenant").expect("none is no error");
    assert!(vault.secret("tenant").expect("read").is_none());
}

#[test]
fn a_session_keeps_what_it_is_given_for_as_long_as_it_lives() {
    let vault = Vault::session();
    assert_eq!(vault.kind(), VaultKind::Session);
    keeps_what_it_is_given(&vault);
    assert!(vault.change_passphrase(SecretString::from("none")).is_none());
    vault.save_credential("tenant", &credential("token")).expect("saved");
    assert!(Vault::session().credential("tenant").expect("read").is_none());
}

#[test]
fn a_passphrase_file_keeps_what_it_is_given_for_the_next_time() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("vault.age");
    assert!(!Vault::file_exists(&path));
    let vault = file(&path, "passphrase").expect("made");
    assert!(Vault::file_exists(&path));
    assert_eq!(vault.kind(), VaultKind::File);
    keeps_what_it_is_given(&vault);
    vault
        .save_credential("tenant", &credential("canary-token"))
        .expect("saved");

    assert!(matches!(file(&path, "Passphrase"), Err(VaultError::WrongPassphrase)));
    let again = file(&path, "passphrase").expect("opens");
    let found = again.credential("tenant").expect("read").expect("there");
    assert_eq!(found.token.expose_secret(), "canary-token");
    again
        .change_passphrase(SecretString::from("another"))
        .expect("has one")
        .expect("changed");
    assert!(matches!(file(&path, "passphrase"), Err(VaultError::WrongPassphrase)));

    let shown = format!("{vault:?} {found:?} {}", fs::read_to_string(&path).expect("text"));
    assert!(!shown.contains("canary") && !shown.contains("another"), "{shown}");
}

#[test]
fn no_error_shows_a_token() {
    let vault = Vault::session();
    for token in ["canary\n", &"canary".repeat(4000), "canary\u{7f}"] {
        let error = vault
            .save_credential("tenant", &credential(token))
            .expect_err("refused");
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
}
