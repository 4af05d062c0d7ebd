//! Which exit code each error ends with.

use scimdesk_desk::wire::{DeskError, ErrorCode};

use crate::next_step;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything asked for is done.
    Done = 0,
    /// The vault, the cache or Scimdesk itself failed.
    Local = 1,
    /// What was typed cannot be done as typed.
    Usage = 2,
    /// The server or the connection said no.
    Server = 3,
    /// A safety rule refused: read-only, nobody said yes, or the same work is under way and two at once would be in each other's way.
    Safety = 4,
    /// Some of it is done, some is not.
    Partly = 5,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// An error to print.
    Error(Box<DeskError>),
    /// Already told; only the exit code is left.
    Told(Exit),
    /// Whoever read the output has gone.
    BrokenPipe,
}

impl From<DeskError> for Stop {
    fn from(error: DeskError) -> Self {
        Self::Error(Box::new(error))
    }
}

impl Stop {
    /// The same; what to do next is what can be typed about the tenant that the command named.
    pub(crate) fn with_step(self, tenant: Option<&str>) -> Self {
        match self {
            Self::Error(error) => Self::Error(Box::new(next_step::to_type(*error, tenant))),
            told => told,
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::Error(Box::new(DeskError {
            code: ErrorCode::Internal,
            message: "The output could not be written.".to_owned(),
            next: None,
            evidence: Some(cause(&error.to_string())),
        }))
    }
}

fn cause(text: &str) -> scimdesk_desk::wire::Evidence {
    scimdesk_desk::wire::Evidence {
        method: None,
        url: None,
        status: None,
        headers: Vec::new(),
        body_excerpt: None,
        attempts: 0,
        elapsed_ms: None,
        cause: Some(text.to_owned()),
    }
}

/// The exit code of an error.
pub(crate) fn exit_of(code: ErrorCode) -> Exit {
    use ErrorCode as E;
    match code {
        E::UrlInvalid
        | E::UrlNotHttps
        | E::UrlHasCredentials
        | E::UrlIsPortalPage
        | E::TokenInvalid
        | E::TokenTooLong
        | E::TenantNotFound
        | E::TenantNameTaken
        | E::TenantNameInvalid
        | E::AppUnknown
        | E::AccountNotFound
        | E::AccountAmbiguous
        | E::JournalEntryNotFound
        | E::JobNotFound
        | E::FilterInvalid
        | E::SelectionEmpty
        | E::MappingsInvalid
        | E::MappingVersionNotFound
        | E::MappingFileUnreadable
        | E::MappingTargetUnknown
        | E::DirectoryNotFound
        | E::PlanNotFound
        | E::PlanFileUnreadable
        | E::DirectoryNameTaken
        | E::DirectoryMissing
        | E::DirectoryInUse
        | E::PersonNotFound
        | E::PersonAmbiguous
        | E::PeopleFileUnreadable
        | E::PeopleReadingGone
        | E::ProvisioningNotReady
        | E::LogRecordNotFound
        | E::FileNotWritten
        | E::MailServerMissing
        | E::SourceSettingInvalid
        | E::SourceSecretMissing
        | E::SourceSecretTooLong
        | E::SourceFilterInvalid
        | E::SourceNotConnected
        | E::SourceFileUnreadable
        | E::SourceFileChanging
        | E::BadInput => Exit::Usage,
        E::NameNotFound
        | E::ConnectionRefused
        | E::ConnectTimeout
        | E::ConnectionLost
        | E::TlsNameMismatch
        | E::TlsUntrusted
        | E::TlsExpired
        | E::TlsFailed
        | E::ProxyFailed
        | E::AnswerTimeout
        | E::TokenRefused
        | E::Forbidden
        | E::EndpointNotFound
        | E::ResourceNotFound
        | E::Conflict
        | E::PreconditionFailed
        | E::BadRequest
        | E::NotSupported
        | E::TooManyRequests
        | E::ServerFailed
        | E::UnexpectedStatus
        | E::RedirectRefused
        | E::SignInPage
        | E::NotScim
        | E::EmptyAnswer
        | E::BrokenJson
        | E::AnswerTooLarge
        | E::MailFailed
        | E::WebhookFailed
        | E::SourceEncryptionFailed
        | E::SourceSignInRefused
        | E::SourceSecretExpired
        | E::SourceConsentMissing
        | E::SourceSignInNeeded
        | E::SourceForbidden
        | E::SourceBaseMissing
        | E::SourceNobody
        | E::SourceIdMissing
        | E::SourceServerFailed
        | E::SourceNotUnderstood
        | E::OutcomeUnknown => Exit::Server,
        E::TenantUrlMismatch
        | E::ReadOnlyTenant
        | E::ReviewNeeded
        | E::ReviewStale
        | E::SourceUnencrypted
        | E::SourceShrunk
        | E::DirectoryOfOneApp
        | E::MappingsChanged
        | E::AlreadyRunning
        | E::PreviewStale => Exit::Safety,
        E::KeyringMissing
        | E::KeyringLocked
        | E::KeyringRefused
        | E::KeyringFailed
        | E::PassphraseWrong
        | E::PassphraseMissing
        | E::VaultFileBroken
        | E::CredentialMissing
        | E::CacheKeyLost
        | E::CacheNewer
        | E::CacheBroken
        | E::CacheFailed
        | E::DiskFull
        | E::PeopleReplaced
        | E::Cancelled
        | E::NotOpen
        | E::Internal => Exit::Local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_of_errors_ends_with_its_documented_code() {
        for (code, exit) in [
            (ErrorCode::CacheFailed, 1),
            (ErrorCode::UrlInvalid, 2),
            (ErrorCode::TenantNotFound, 2),
            (ErrorCode::TokenRefused, 3),
            (ErrorCode::SignInPage, 3),
            (ErrorCode::ReadOnlyTenant, 4),
            (ErrorCode::AlreadyRunning, 4),
        ] {
            assert_eq!(exit_of(code) as u8, exit, "{code:?}");
        }
    }
}
