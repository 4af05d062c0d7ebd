//! Microsoft Entra ID, from the settings of the wire.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use scimdesk_directory::{
    graph::{self, Certificate, Cloud, Endpoints, GraphCredential, GraphOptions, GraphSource},
    source::{Source as _, SourceError, SourceReport, Stage},
};
use secrecy::SecretString;

use super::{
    reading::{Read, Reader},
    secret, wording,
};
use crate::{
    Clock,
    desk::Opened,
    wire::{DeskError, DirectorySource, EntraCloud, EntraIdSource, EntraSignIn},
};

/// The desk's time; waits are the network's.
struct Time(Clock);

impl graph::Clock for Time {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// What to read, and where.
pub(super) fn options(source: &EntraIdSource, clock: &Clock) -> Result<GraphOptions, SourceError> {
    let endpoints = match source.endpoint.as_deref().map(str::trim).filter(|end| !end.is_empty()) {
        Some(endpoint) => Endpoints::practice(endpoint)?,
        None => Endpoints::of(match source.cloud {
            EntraCloud::Global => Cloud::Global,
            EntraCloud::UsGov => Cloud::UsGov,
            EntraCloud::UsGovDod => Cloud::UsGovDod,
            EntraCloud::China => Cloud::China,
        }),
    };
    let principal = source.service_principal.as_deref().map(str::trim);
    Ok(GraphOptions {
        service_principal: principal.filter(|id| !id.is_empty()).map(str::to_owned),
        attributes: source.attributes.clone(),
        groups: source.groups,
        clock: Arc::new(Time(clock.clone())),
        ..GraphOptions::new(endpoints, source.directory.trim(), source.client.trim())
    })
}

/// Whether the settings can be used at all.
pub(super) fn check(source: &EntraIdSource) -> Result<(), DeskError> {
    let checked = options(source, &Clock::system()).and_then(|options| options.check());
    checked.map_err(|error| wording::failed(&error, &DirectorySource::EntraId(source.clone())))
}

/// The directory, signed in with its secret.
fn directory(source: &EntraIdSource, secret: Option<SecretString>, clock: &Clock) -> Result<GraphSource, SourceError> {
    let missing = || SourceError::SignInNeeded { detail: String::new() };
    let secret = secret.ok_or_else(missing)?;
    let credential = match source.sign_in {
        EntraSignIn::Secret => GraphCredential::Secret(secret),
        EntraSignIn::Certificate => GraphCredential::Certificate(Box::new(Certificate::from_pem(&secret)?)),
        EntraSignIn::DeviceCode => GraphCredential::SignedIn(secret),
    };
    GraphSource::new(options(source, clock)?, credential)
}

/// The directory of a reader.
pub(super) fn of(
    reader: &Reader<'_>,
    source: &EntraIdSource,
    secret: Option<SecretString>,
) -> Result<GraphSource, DeskError> {
    directory(source, secret, &reader.desk.inner.clock).map_err(|error| wording::failed(&error, reader.source))
}

pub(super) async fn read(
    reader: &Reader<'_>,
    source: &EntraIdSource,
    secret: Option<SecretString>,
    since: Option<&str>,
) -> Result<Read, DeskError> {
    let directory = of(reader, source, secret)?;
    let read = reader.fetch(&directory, since).await;
    keep_renewed(reader.opened, reader.directory, reader.source, &directory).await?;
    read
}

/// Whoever signed in with a code is given a new refresh token with each use; the newest lives longest.
pub(super) async fn keep_renewed(
    opened: &Opened,
    id: &str,
    source: &DirectorySource,
    directory: &GraphSource,
) -> Result<(), DeskError> {
    match (directory.renewed(), secret::destination(source)) {
        (Some(renewed), Some(destination)) => secret::save(opened, id, destination, &renewed).await,
        _ => Ok(()),
    }
}

pub(super) async fn test(
    source: &EntraIdSource,
    secret: Option<SecretString>,
    clock: &Clock,
    told: &(dyn Fn(&Stage) + Sync),
) -> Result<SourceReport, SourceError> {
    Ok(directory(source, secret, clock)?.test(told).await)
}
