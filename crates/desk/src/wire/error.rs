use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error as window, command (`--json`) and log show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskError {
    /// Stable; scripts and the window branch on it.
    pub code: ErrorCode,
    /// One sentence for a person: what happened.
    pub message: String,
    /// What to do next, where there is something to do.
    pub next: Option<String>,
    /// What the server or the system said, redacted.
    pub evidence: Option<Evidence>,
}

/// The request and answer behind an error or a result. Never holds a token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// HTTP verb, where a request was made.
    pub method: Option<String>,
    /// URL without credentials.
    pub url: Option<String>,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Headers worth showing (content type, www-authenticate, retry-after, request ids, server).
    pub headers: Vec<(String, String)>,
    /// At most 2 KiB of the body as text.
    pub body_excerpt: Option<String>,
    /// How often the request was sent.
    pub attempts: u32,
    /// Milliseconds from the first attempt to the end.
    pub elapsed_ms: Option<u64>,
    /// The technical cause chain, in English, for a vendor or a bug report.
    pub cause: Option<String>,
}

/// One code for each thing that can go wrong and that somebody would act on differently.
///
/// The words for each stand in `words/en/desk.ftl` as `error-<code>`, with the remedy as `.next`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // The URL
    UrlInvalid,
    UrlNotHttps,
    UrlHasCredentials,
    UrlIsPortalPage,
    // On the way to the server
    NameNotFound,
    ConnectionRefused,
    ConnectTimeout,
    ConnectionLost,
    TlsNameMismatch,
    TlsUntrusted,
    TlsExpired,
    TlsFailed,
    ProxyFailed,
    AnswerTimeout,
    // What the server answered
    TokenRefused,
    Forbidden,
    EndpointNotFound,
    ResourceNotFound,
    Conflict,
    PreconditionFailed,
    BadRequest,
    NotSupported,
    TooManyRequests,
    ServerFailed,
    UnexpectedStatus,
    RedirectRefused,
    SignInPage,
    NotScim,
    EmptyAnswer,
    BrokenJson,
    AnswerTooLarge,
    OutcomeUnknown,
    // Secrets
    TokenInvalid,
    TokenTooLong,
    KeyringMissing,
    KeyringLocked,
    KeyringRefused,
    KeyringFailed,
    PassphraseWrong,
    PassphraseMissing,
    VaultFileBroken,
    CredentialMissing,
    TenantUrlMismatch,
    // The cache
    CacheKeyLost,
    CacheNewer,
    CacheBroken,
    CacheFailed,
    DiskFull,
    // Use
    TenantNotFound,
    TenantNameTaken,
    TenantNameInvalid,
    AppUnknown,
    AccountNotFound,
    AccountAmbiguous,
    JournalEntryNotFound,
    FilterInvalid,
    ReadOnlyTenant,
    ReviewNeeded,
    ReviewStale,
    SelectionEmpty,
    JobNotFound,
    AlreadyRunning,
    Cancelled,
    // Mappings and people
    MappingsInvalid,
    MappingsChanged,
    MappingVersionNotFound,
    MappingFileUnreadable,
    MappingTargetUnknown,
    PreviewStale,
    PlanNotFound,
    PlanFileUnreadable,
    DirectoryNotFound,
    DirectoryNameTaken,
    DirectoryMissing,
    DirectoryInUse,
    PersonNotFound,
    PersonAmbiguous,
    PeopleFileUnreadable,
    PeopleReadingGone,
    PeopleReplaced,
    // Provisioning
    ProvisioningNotReady,
    LogRecordNotFound,
    FileNotWritten,
    MailServerMissing,
    MailFailed,
    WebhookFailed,
    // Directories that are read again and again
    SourceSettingInvalid,
    SourceSecretMissing,
    SourceSecretTooLong,
    SourceEncryptionFailed,
    SourceUnencrypted,
    SourceSignInRefused,
    SourceSecretExpired,
    SourceConsentMissing,
    SourceSignInNeeded,
    SourceForbidden,
    SourceBaseMissing,
    SourceFilterInvalid,
    SourceNobody,
    SourceIdMissing,
    SourceServerFailed,
    SourceNotUnderstood,
    SourceNotConnected,
    SourceFileUnreadable,
    SourceFileChanging,
    SourceShrunk,
    DirectoryOfOneApp,
    NotOpen,
    BadInput,
    Internal,
}
