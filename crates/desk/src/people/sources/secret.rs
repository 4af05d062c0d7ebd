//! The secret of a directory: in the vault under the directory's id, with where it may be sent.

use scimdesk_vault::Credential;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::{
    desk::Opened,
    wire::{DeskError, DirectorySource, EntraSignIn, ErrorCode, SecretText},
    words::args,
};

/// The longest secret, in bytes: a certificate with its key fits.
const LONGEST: usize = 12 * 1024;

/// Where the secret of a source may be sent; `None`: the source has none.
pub(super) fn destination(source: &DirectorySource) -> Option<String> {
    match source {
        DirectorySource::Ldap(ldap) if !ldap.bind_dn.trim().is_empty() => {
            let url = Url::parse(ldap.url.trim()).ok()?;
            let encrypted = if ldap.start_tls { "+starttls" } else { "" };
            let port = url.port().map_or(String::new(), |port| format!(":{port}"));
            let host = url.host_str()?.to_lowercase();
            Some(format!("{}{encrypted}://{host}{port}", url.scheme()))
        }
        DirectorySource::EntraId(entra) => {
            let end = entra
                .endpoint
                .clone()
                .unwrap_or_else(|| crate::codes::code(&entra.cloud));
            let (directory, client) = (entra.directory.trim(), entra.client.trim());
            let destination = format!("entra:{end}:{directory}:{client}").to_lowercase();
            // A refresh token is no client secret, even of the same application.
            let by_code = if is_signed_in_to(source) { ":code" } else { "" };
            Some(format!("{destination}{by_code}"))
        }
        DirectorySource::Ldap(_) | DirectorySource::File(_) | DirectorySource::Tenant { .. } => None,
    }
}

/// Whether the secret comes of a person's sign-in, and is not typed.
pub(super) fn is_signed_in_to(source: &DirectorySource) -> bool {
    matches!(source, DirectorySource::EntraId(entra) if entra.sign_in == EntraSignIn::DeviceCode)
}

/// The secret, where there is one.
pub(super) fn typed(secret: Option<SecretText>) -> Result<Option<SecretString>, DeskError> {
    let Some(secret) = secret.map(SecretText::into_secret) else {
        return Ok(None);
    };
    // A password may have blanks at its ends; one that is nothing else is none.
    if secret.expose_secret().trim().is_empty() {
        return Ok(None);
    }
    if secret.expose_secret().len() > LONGEST {
        return Err(DeskError::of(ErrorCode::SourceSecretTooLong));
    }
    Ok(Some(secret))
}

/// Saves a secret for a directory.
pub(super) async fn save(
    opened: &Opened,
    directory: &str,
    destination: String,
    secret: &SecretString,
) -> Result<(), DeskError> {
    // The vault keeps a line; a certificate has several.
    let line = serde_json::to_string(secret.expose_secret()).map_err(|_| DeskError::of(ErrorCode::Internal))?;
    let (directory, credential) = (
        directory.to_owned(),
        Credential {
            tenant_url: destination,
            token: SecretString::from(line),
        },
    );
    opened
        .vault(move |vault| vault.save_credential(&directory, &credential))
        .await
}

/// Whether there is a secret that may be sent there.
pub(super) async fn has(opened: &Opened, directory: &str, source: &DirectorySource) -> Result<bool, DeskError> {
    match destination(source) {
        Some(destination) => Ok(saved(opened, directory)
            .await?
            .is_some_and(|saved| saved.tenant_url == destination)),
        None => Ok(false),
    }
}

/// The secret that may be sent to a source: none where the source has none.
pub(super) async fn find(
    opened: &Opened,
    directory: &str,
    source: &DirectorySource,
) -> Result<Option<SecretString>, DeskError> {
    let Some(destination) = destination(source) else {
        return Ok(None);
    };
    let saved = saved(opened, directory)
        .await?
        .filter(|saved| saved.tenant_url == destination)
        .ok_or_else(|| {
            if is_signed_in_to(source) {
                DeskError::with(ErrorCode::SourceSignInNeeded, args!(host = "Microsoft Graph"))
            } else {
                DeskError::of(ErrorCode::SourceSecretMissing)
            }
        })?;
    let secret: String =
        serde_json::from_str(saved.token.expose_secret()).map_err(|_| DeskError::of(ErrorCode::SourceSecretMissing))?;
    Ok(Some(SecretString::from(secret)))
}

/// Forgets it.
pub(in crate::people) async fn forget(opened: &Opened, directory: &str) -> Result<(), DeskError> {
    let directory = directory.to_owned();
    opened.vault(move |vault| vault.forget_credential(&directory)).await
}

async fn saved(opened: &Opened, directory: &str) -> Result<Option<Credential>, DeskError> {
    let directory = directory.to_owned();
    opened.vault(move |vault| vault.credential(&directory)).await
}

#[cfg(test)]
mod tests {
    use super::destination;
    use crate::wire::{DirectorySource, LdapSource};

    #[test]
    fn a_password_is_for_one_server_and_one_way_to_reach_it() {
        let of = |url: &str, start_tls| {
            destination(&DirectorySource::Ldap(LdapSource {
                url: url.to_owned(),
                start_tls,
                bind_dn: "cn=reader".to_owned(),
                ..LdapSource::default()
            }))
        };
        assert_eq!(
            of("ldaps://DC1.example.com", false),
            of(" ldaps://dc1.example.com/", false)
        );
        let all = [
            of("ldaps://dc1.example.com", false),
            of("ldap://dc1.example.com", false),
            of("ldap://dc1.example.com", true),
            of("ldaps://dc1.example.com:3269", false),
            of("ldaps://dc2.example.com", false),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(one.is_some() && !all[at + 1..].contains(one), "{one:?}");
        }
        assert_eq!(of("no URL", false), None);
    }
}
