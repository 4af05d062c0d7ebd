//! A whole connection test in one sentence: it works, or what is wrong and who can mend it.

use jiff::Timestamp;
use scimdesk_scim::{
    client::ClientErrorKind,
    connection_test::{self as test, Finding, Lifetime, Report, Stage, StageId, TestVerdict},
};

use super::findings::{certificate_error, date, sentence, stage};
use crate::{
    advice,
    error::{Names, kind_error, milliseconds},
    wire::{Capabilities, ConnectionReport, ConnectionVerdict, DeskError},
    words::{self, args, say},
};

/// What is known besides the test itself.
pub(crate) struct Background {
    pub(crate) names: Names,
    /// The path that the app's URLs end in.
    pub(crate) suffix: Option<String>,
    /// When the token was last seen to work.
    pub(crate) accepted_until: Option<Timestamp>,
    /// What was noticed about what was entered.
    pub(crate) notes: Vec<String>,
}

/// The report as the shells see it.
pub(crate) fn report(report: &Report, background: &Background) -> ConnectionReport {
    let names = &background.names;
    let (verdict, error) = match (report.failure(), report.verdict) {
        (Some(failed), _) => (ConnectionVerdict::Fails, Some(failure(failed, report, background))),
        (None, TestVerdict::WorksWithWarnings) => (ConnectionVerdict::WorksWithWarnings, None),
        // A cancelled test is not reported.
        (None, _) => (ConnectionVerdict::Works, None),
    };
    let mut warnings = background.notes.clone();
    let mut next = error.as_ref().and_then(|error| error.next.clone());
    for warned in report.warnings() {
        if let Some(finding) = &warned.finding {
            warnings.push(sentence(warned, finding, names));
            if verdict == ConnectionVerdict::WorksWithWarnings && next.is_none() {
                next = remedy(finding, names);
            }
        }
    }
    ConnectionReport {
        at: report.at,
        verdict,
        sentence: error
            .as_ref()
            .map_or_else(|| works(report, names), |error| error.message.clone()),
        next,
        code: error.map(|error| error.code),
        suggested_url: report.suggested_url.clone(),
        warnings,
        stages: report.stages.iter().map(|found| stage(found, names)).collect(),
        capabilities: capabilities(&report.capabilities),
        elapsed_ms: milliseconds(report.elapsed),
    }
}

/// "It works. Documo answered in 180 ms and knows 412 users. Groups are not offered."
fn works(report: &Report, names: &Names) -> String {
    let known = &report.capabilities;
    let answered = report
        .stage(StageId::Users)
        .and_then(|stage| stage.elapsed)
        .filter(|elapsed| !elapsed.is_zero())
        .or_else(|| report.stage(StageId::Token).and_then(|stage| stage.elapsed))
        .unwrap_or(report.elapsed);
    let args = args!(
        app = names.app.as_str(),
        ms = milliseconds(answered).max(1),
        users = known.users.unwrap_or_default(),
        groups = known.groups.unwrap_or_default()
    );
    let id = match (known.users, known.groups, known.groups_offered) {
        (None, ..) => "connection-works",
        (Some(_), _, Some(false)) => "connection-works-no-groups",
        (Some(_), Some(_), _) => "connection-works-groups",
        (Some(_), None, _) => "connection-works-users",
    };
    words::text(id, &args)
}

/// What is wrong, and who can mend it.
fn failure(failed: &Stage, report: &Report, background: &Background) -> DeskError {
    let names = &background.names;
    let status = failed.evidence.as_ref().and_then(|exchange| exchange.status);
    let mut error = match &failed.finding {
        Some(Finding::UrlUnusable { problem, .. }) => advice::url_error(problem, &names.app),
        Some(Finding::CertificateRefused { kind, certificate }) => certificate_error(kind, certificate.as_ref(), names),
        Some(Finding::TokenNotProven { kind, .. }) => token_error(kind, status, report, background),
        Some(Finding::RequestFailed { kind, detail }) => kind_error(kind, detail.as_deref(), status, names),
        _ => names.error(crate::wire::ErrorCode::Internal),
    };
    if let Some(url) = &report.suggested_url {
        let suggestion = match &background.suffix {
            Some(suffix) => say!(
                "connection-suggest-suffix",
                app = names.app.as_str(),
                suffix = suffix.as_str(),
                url = url.as_str()
            ),
            None => say!("connection-suggest", url = url.as_str()),
        };
        error.next = Some(suggestion);
    }
    error
}

/// A token that is refused was often good until lately; when, tells why.
fn token_error(kind: &ClientErrorKind, status: Option<u16>, report: &Report, background: &Background) -> DeskError {
    let mut error = kind_error(kind, None, status, &background.names);
    if *kind != ClientErrorKind::TokenRefused {
        return error;
    }
    let expired = report
        .token_lifetime
        .filter(|lifetime| lifetime.state == Lifetime::Expired);
    let why = match (expired, background.accepted_until) {
        (Some(lifetime), _) => say!("connection-token-says-expired", date = date(lifetime.expires)),
        (None, Some(until)) => say!("connection-token-accepted-until", date = date(until)),
        (None, None) => return error,
    };
    error.message = format!("{} {why}", error.message);
    error
}

/// What to do about a warning.
fn remedy(finding: &Finding, names: &Names) -> Option<String> {
    let id = match finding {
        Finding::CertificateExpiresSoon { .. } => "found-certificate-expires-soon",
        Finding::DoorOpen { .. } => "found-door-open",
        Finding::AnyTokenAccepted => "found-any-token",
        Finding::FilterIgnored { .. } => "found-filter-ignored",
        Finding::FilterRefused { .. } => "found-filter-refused",
        Finding::TokenAccepted { .. } => "found-token-expires-soon",
        Finding::RequestFailed { kind, detail } => {
            return kind_error(kind, detail.as_deref(), None, names).next;
        }
        _ => return None,
    };
    words::next(id, &args!(app = names.app.as_str(), host = names.host.as_str()))
}

fn capabilities(found: &test::Capabilities) -> Capabilities {
    let config = found.config.clone().unwrap_or_default();
    Capabilities {
        users: found.users,
        groups: found.groups,
        groups_offered: found.groups_offered,
        patch: config.patch,
        filter: config.filter,
        sort: config.sort,
        etag: config.etag,
        bulk: config.bulk,
        max_results: config.filter_max_results,
        schemas: found.schemas.clone(),
    }
}
