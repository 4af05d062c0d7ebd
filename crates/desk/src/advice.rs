//! Advice while something is typed, and the apps to choose from. Makes no request and needs no open desk.

use scimdesk_scim::{
    filter::Filter,
    tenant_url::{TenantUrlError, UrlNote},
};

use crate::{
    Desk, apps,
    wire::{CheckFilter, CheckUrl, DeskError, ErrorCode, FilterAdvice, UrlAdvice},
    words::{args, say},
};

impl Desk {
    /// Advice on a tenant URL while it is typed. Makes no request.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn url_check(&self, request: CheckUrl) -> Result<UrlAdvice, DeskError> {
        url(&request)
    }

    /// Advice on a SCIM filter while it is typed.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn filter_check(&self, request: CheckFilter) -> Result<FilterAdvice, DeskError> {
        Ok(filter(&request))
    }
}

/// What can be said of a tenant URL as it stands.
fn url(request: &CheckUrl) -> Result<UrlAdvice, DeskError> {
    let app = apps::find(&request.app)?;
    let findings = apps::examine_url(&request.url, app);
    Ok(UrlAdvice {
        normalised: findings.normalised.as_ref().map(|url| url.as_str().to_owned()),
        suggestion: findings.suggestion,
        notes: findings
            .notes
            .iter()
            .map(|note| note_sentence(note, &app.name))
            .collect(),
        problem: findings.problem.map(|problem| url_error(&problem, &app.name).message),
    })
}

/// What was noticed about a URL, in a sentence.
pub(crate) fn note_sentence(note: &UrlNote, app: &str) -> String {
    match note {
        UrlNote::QuotesRemoved => say!("url-note-quotes-removed"),
        UrlNote::FlagRemoved { flag } => say!("url-note-flag-removed", flag = flag.as_str()),
        UrlNote::SchemeAssumed => say!("url-note-scheme-assumed"),
        UrlNote::EndpointCut { endpoint } => say!("url-note-endpoint-cut", endpoint = endpoint.as_str()),
        UrlNote::SuffixMissing { suffix } => say!("url-note-suffix-missing", suffix = suffix.as_str(), app = app),
        UrlNote::NoScimInPath => say!("url-note-no-scim"),
        UrlNote::OtherHostKnown { host } => say!("url-note-other-host", host = host.as_str(), app = app),
    }
}

/// Why a URL cannot be used.
pub(crate) fn url_error(problem: &TenantUrlError, app: &str) -> DeskError {
    let (code, detail) = match problem {
        TenantUrlError::Empty => (ErrorCode::UrlInvalid, say!("url-problem-empty")),
        TenantUrlError::NoScheme => (ErrorCode::UrlInvalid, say!("url-problem-no-scheme")),
        TenantUrlError::Invalid(reason) => (ErrorCode::UrlInvalid, reason.clone()),
        TenantUrlError::HasFragment => (ErrorCode::UrlInvalid, say!("url-problem-fragment")),
        TenantUrlError::NotHttps { .. } => (ErrorCode::UrlNotHttps, String::from("none")),
        TenantUrlError::HasCredentials => (ErrorCode::UrlHasCredentials, String::from("none")),
        TenantUrlError::IsPortalPage { .. } => (ErrorCode::UrlIsPortalPage, String::from("none")),
    };
    DeskError::with(code, args!(app = app, detail = detail))
}

/// Whether a filter can be read.
fn filter(request: &CheckFilter) -> FilterAdvice {
    match Filter::parse(&request.filter) {
        Ok(filter) => FilterAdvice {
            canonical: Some(filter.to_string()),
            problem: None,
            column: None,
        },
        Err(problem) => FilterAdvice {
            canonical: None,
            problem: Some(problem.kind.to_string()),
            column: u32::try_from(problem.column).ok(),
        },
    }
}
