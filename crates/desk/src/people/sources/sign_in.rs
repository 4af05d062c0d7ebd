//! Signing in to Microsoft Entra ID with a code that a person types in a browser. What comes of it, a refresh token, is kept in the vault
//! as the directory's secret.

use std::sync::Arc;

use scimdesk_directory::{graph::DeviceSignIn, source::SourceError};
use tokio_util::sync::CancellationToken;

use super::{connect, entra, secret, wording};
use crate::{
    Desk,
    desk::Opened,
    jobs::JobHandle,
    people::directories,
    wire::{DeskError, DeskEvent, DeviceCode, DirectoryId, DirectorySource, EntraSignIn, ErrorCode, JobEnd, JobKind},
    words::say,
};

impl Desk {
    /// Begin to sign in to a directory with a code. The job that is named ends when the person has signed in.
    pub async fn directory_sign_in(&self, request: DirectoryId) -> Result<DeviceCode, DeskError> {
        let opened = self.opened()?;
        let directory = directories::find(&opened, &request.directory).await?.id;
        let of = directory.clone();
        let record = opened.store(move |store| store.directory_source(&of)).await?;
        let source = record.as_ref().and_then(connect::source_of);
        let Some(source @ DirectorySource::EntraId(_)) = source else {
            return Err(DeskError::bad_input(say!("source-no-codes")));
        };
        let begun = begin(self, &source).await?;
        let told = (begun.code.clone(), begun.url.clone(), begun.expires_at);
        let desk = self.clone();
        let job = self.inner.jobs.start(JobKind::SignIn, None, |job| async move {
            match wait(&opened, &directory, &source, &begun, &job).await {
                Ok(()) => {
                    desk.sound(DeskEvent::DirectoriesChanged);
                    JobEnd::SignedIn
                }
                Err(error) if error.code == ErrorCode::Cancelled => JobEnd::Cancelled { outcome: None },
                Err(error) => JobEnd::Failed { error },
            }
        })?;
        let (code, url, expires_at) = told;
        Ok(DeviceCode {
            sentence: say!("source-type-the-code", code = code.as_str(), url = url.as_str()),
            code,
            url,
            expires_at,
            job: job.job,
        })
    }
}

async fn begin(desk: &Desk, source: &DirectorySource) -> Result<DeviceSignIn, DeskError> {
    let DirectorySource::EntraId(entra) = source else {
        return Err(DeskError::bad_input(say!("source-no-codes")));
    };
    if entra.sign_in != EntraSignIn::DeviceCode {
        return Err(DeskError::bad_input(say!("source-no-codes")));
    }
    let failed = |error: SourceError| wording::failed(&error, source);
    let options = entra::options(entra, &desk.inner.clock).map_err(failed)?;
    DeviceSignIn::begin(options, &CancellationToken::new())
        .await
        .map_err(failed)
}

async fn wait(
    opened: &Arc<Opened>,
    directory: &str,
    source: &DirectorySource,
    begun: &DeviceSignIn,
    job: &JobHandle,
) -> Result<(), DeskError> {
    let refresh = begun.wait(job.cancellation()).await;
    let refresh = refresh.map_err(|error| wording::failed(&error, source))?;
    // Meanwhile the directory may be gone, or be read from elsewhere.
    let of = directory.to_owned();
    let record = opened.store(move |store| store.directory_source(&of)).await?;
    if record.as_ref().and_then(connect::source_of).as_ref() != Some(source) {
        return Err(DeskError::of(ErrorCode::DirectoryNotFound));
    }
    let destination = secret::destination(source).ok_or_else(|| DeskError::of(ErrorCode::Internal))?;
    secret::save(opened, directory, destination, &refresh).await
}
