//! The one way to a client of a tenant.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::LazyLock,
};

use scimdesk_scim::{
    client::{Client, ClientOptions, RootsError, roots_from_bytes},
    tenant_url::TenantUrl,
};
use scimdesk_vault::Credential;
use secrecy::ExposeSecret as _;

use super::{TenantRow, names, row};
use crate::{
    Desk, advice,
    desk::{Opened, blocking},
    error::client_error,
    wire::{DeskError, ErrorCode},
    words::say,
};

/// A client that was made for a tenant, and for what.
pub(crate) struct KeptClient {
    client: Client,
    /// Of everything that it was made from; of no use to anybody who does not know the process's own random key.
    mark: u64,
}

/// A tenant and its client, made from the vault's record of it.
///
/// It is kept, so that all work on one tenant shares one rate limit and its connections, and made anew where the tenant or its
/// credential changed, be it by another process.
pub(crate) async fn connect(desk: &Desk, opened: &Opened, id: &str) -> Result<(TenantRow, Client), DeskError> {
    let (tenant, credential) = credential(desk, opened, id).await?;
    let url = TenantUrl::parse(&credential.tenant_url).map_err(|problem| advice::url_error(&problem, &tenant.name))?;
    let mark = mark(&tenant, &credential);
    if let Some(kept) = opened.clients().get(&tenant.id)
        && kept.mark == mark
    {
        let client = kept.client.clone();
        return Ok((tenant, client));
    }
    let mut options = ClientOptions::new(url, credential.token);
    options.rate = tenant.rate;
    if let Some(pem) = &tenant.extra_ca {
        options.extra_roots = roots_from_bytes(pem.as_bytes()).map_err(|error| roots_error(&error))?;
    }
    let names = names(&tenant);
    // Reads the system's root certificates.
    let client = blocking(move || Client::new(options).map_err(|error| client_error(&error, &names))).await?;
    let kept = KeptClient {
        client: client.clone(),
        mark,
    };
    opened.clients().insert(tenant.id.clone(), kept);
    Ok((tenant, client))
}

/// A tenant and its credential, where vault and cache agree on the server.
pub(crate) async fn credential(desk: &Desk, opened: &Opened, id: &str) -> Result<(TenantRow, Credential), DeskError> {
    let mut tenant = row(opened, id).await?;
    if tenant.practice {
        // Its server may be about to start at another port.
        drop(desk.inner.practice.lock().await);
        tenant = row(opened, id).await?;
    }
    let id = tenant.id.clone();
    let credential = opened
        .vault(move |vault| vault.credential(&id))
        .await?
        .ok_or_else(|| names(&tenant).error(ErrorCode::CredentialMissing))?;
    agreed(&tenant, &credential)?;
    Ok((tenant, credential))
}

/// Refuses where the cache names another server than the one that the token was saved for.
fn agreed(tenant: &TenantRow, credential: &Credential) -> Result<(), DeskError> {
    let same = match (TenantUrl::parse(&credential.tenant_url), TenantUrl::parse(&tenant.url)) {
        (Ok(saved), Ok(shown)) => saved.same_origin(shown.as_url()),
        _ => false,
    };
    if same {
        Ok(())
    } else {
        Err(names(tenant).error(ErrorCode::TenantUrlMismatch))
    }
}

fn mark(tenant: &TenantRow, credential: &Credential) -> u64 {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    KEY.hash_one((
        &credential.tenant_url,
        credential.token.expose_secret(),
        tenant.rate.to_bits(),
        &tenant.extra_ca,
    ))
}

/// Whether an admin's own certificate authorities can be read.
pub(crate) fn check_roots(pem: Option<&str>) -> Result<(), DeskError> {
    match pem {
        Some(pem) => roots_from_bytes(pem.as_bytes())
            .map(|_| ())
            .map_err(|error| roots_error(&error)),
        None => Ok(()),
    }
}

pub(crate) fn roots_error(error: &RootsError) -> DeskError {
    DeskError::bad_input(say!("tenant-ca-unreadable")).because(error)
}
