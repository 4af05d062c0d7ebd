//! Words for what sources say.

use scimdesk_directory::source::{FullBecause, Incomplete, SourceError, SourceNote, StageName};

use super::secret;
use crate::{
    people::wording as people,
    wire::{DeskError, DirectorySource, ErrorCode},
    words::{args, say},
};

/// Where a source is, as its errors name it.
fn host(source: &DirectorySource) -> String {
    match source {
        DirectorySource::Ldap(ldap) => url::Url::parse(ldap.url.trim())
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_else(|| ldap.url.clone()),
        DirectorySource::EntraId(_) => "Microsoft Graph".to_owned(),
        DirectorySource::File(file) => file.path.clone(),
        DirectorySource::Tenant { tenant } => tenant.clone(),
    }
}

/// A setting that cannot be used.
pub(super) fn bad_setting(setting: &'static str, detail: &str) -> DeskError {
    let detail = if detail.is_empty() { "none" } else { detail };
    DeskError::with(
        ErrorCode::SourceSettingInvalid,
        args!(setting = setting, detail = detail),
    )
}

/// Why a source could not be read, in words.
pub(super) fn failed(error: &SourceError, source: &DirectorySource) -> DeskError {
    let host = host(source);
    let from = match source {
        DirectorySource::EntraId(_) => "entra",
        _ => "other",
    };
    let simple = |code| DeskError::with(code, args!(host = host.as_str(), app = host.as_str()));
    let detailed = |code, detail: &str| {
        let detail = if detail.is_empty() { "none" } else { detail };
        DeskError::with(
            code,
            args!(host = host.as_str(), app = host.as_str(), detail = detail, from = from),
        )
    };
    let told = match error {
        SourceError::BadSetting { setting, detail } => return bad_setting(setting, detail),
        SourceError::NameNotFound { .. } => simple(ErrorCode::NameNotFound),
        SourceError::Refused { address, .. } => {
            DeskError::with(ErrorCode::ConnectionRefused, args!(host = address.as_str()))
        }
        SourceError::TimedOut { .. } => simple(ErrorCode::ConnectTimeout),
        SourceError::CertificateUntrusted { .. } => simple(ErrorCode::TlsUntrusted),
        SourceError::CertificateName { .. } => simple(ErrorCode::TlsNameMismatch),
        SourceError::CertificateTime { .. } => simple(ErrorCode::TlsExpired),
        SourceError::Tls { detail } => detailed(ErrorCode::SourceEncryptionFailed, detail),
        SourceError::Unencrypted { .. } => simple(ErrorCode::SourceUnencrypted),
        SourceError::CredentialsRefused { detail } => match reason(detail) {
            Some(reason) => detailed(ErrorCode::SourceSignInRefused, &reason),
            None => detailed(ErrorCode::SourceSignInRefused, detail),
        },
        SourceError::SecretExpired { detail } => detailed(ErrorCode::SourceSecretExpired, detail),
        SourceError::ConsentMissing { detail } => detailed(ErrorCode::SourceConsentMissing, detail),
        SourceError::SignInNeeded { .. } => simple(ErrorCode::SourceSignInNeeded),
        SourceError::Forbidden { detail } => detailed(ErrorCode::SourceForbidden, detail),
        SourceError::NoBase { base, matched } => DeskError::with(
            ErrorCode::SourceBaseMissing,
            args!(detail = base.as_str(), matched = matched.as_deref().unwrap_or("none")),
        ),
        SourceError::BadFilter { filter } => detailed(ErrorCode::SourceFilterInvalid, filter),
        SourceError::Nobody { filter } => detailed(ErrorCode::SourceNobody, filter),
        SourceError::NoId { attribute } => detailed(ErrorCode::SourceIdMissing, attribute),
        SourceError::Throttled { .. } => simple(ErrorCode::TooManyRequests),
        SourceError::Lost { .. } => simple(ErrorCode::ConnectionLost),
        SourceError::Server { code, detail } => DeskError::with(
            ErrorCode::SourceServerFailed,
            args!(host = host.as_str(), status = code.as_str(), detail = detail.as_str()),
        ),
        SourceError::Cancelled => return DeskError::of(ErrorCode::Cancelled),
        // Whoever reads begins anew; said where even that ends so.
        SourceError::WatermarkExpired { detail } | SourceError::NotUnderstood { detail } => {
            detailed(ErrorCode::SourceNotUnderstood, detail)
        }
        other => detailed(ErrorCode::SourceNotUnderstood, &other.to_string()),
    };
    told.because(error)
}

/// Why Active Directory refuses a sign-in: `data 52e` and the like are codes of Windows.
fn reason(detail: &str) -> Option<String> {
    let (_, rest) = detail.split_once("data ")?;
    let code = rest.split(|c: char| !c.is_ascii_hexdigit()).next()?;
    Some(match code {
        "525" => say!("source-sign-in-unknown"),
        "52e" => say!("source-sign-in-wrong"),
        "530" | "531" => say!("source-sign-in-not-now"),
        "532" | "773" => say!("source-sign-in-expired"),
        "533" => say!("source-sign-in-disabled"),
        "701" => say!("source-sign-in-account-expired"),
        "775" => say!("source-sign-in-locked"),
        _ => return None,
    })
}

/// Why it may not be all there is.
pub(super) fn incomplete(why: &Incomplete) -> String {
    match why {
        Incomplete::Limit { entries, detail } => {
            say!("source-partial-limit", entries = *entries, detail = detail.as_str())
        }
        Incomplete::Referrals { referrals, first } => {
            say!(
                "source-partial-referrals",
                referrals = *referrals,
                first = first.as_str()
            )
        }
        Incomplete::NoId { entries, first } => say!("source-partial-no-id", entries = *entries, first = first.as_str()),
        Incomplete::IdTwice { id } => say!("source-partial-id-twice", id = id.as_str()),
        Incomplete::Unreadable { rows, first } => {
            say!("source-partial-unreadable", rows = *rows, first = first.as_str())
        }
        Incomplete::Nobody => say!("source-partial-nobody"),
        Incomplete::MorePages => say!("source-partial-more-pages"),
        Incomplete::Unproven { detail } => say!("source-partial-unproven", detail = detail.as_str()),
        _ => say!("source-partial-other"),
    }
}

/// What is odd.
pub(super) fn note(note: &SourceNote) -> String {
    match note {
        SourceNote::People(note) => people::note(note),
        SourceNote::ReferralsNotFollowed { referrals, first } => {
            say!("source-note-referrals", referrals = *referrals, first = first.as_str())
        }
        SourceNote::ValuesLeftOut { attribute, values } => {
            say!("source-note-values", attribute = attribute.as_str(), values = *values)
        }
        SourceNote::MembersOutside { members, first } => {
            say!("source-note-members", members = *members, first = first.as_str())
        }
        SourceNote::FullInstead(why) => match why {
            FullBecause::OtherServer => say!("source-note-full-other-server"),
            FullBecause::OtherSettings => say!("source-note-full-other-settings"),
            FullBecause::WatermarkExpired => say!("source-note-full-expired"),
            _ => say!("source-note-full-not-offered"),
        },
        other => format!("{other:?}"),
    }
}

/// The name of a stage.
pub(super) fn stage(name: StageName) -> String {
    match name {
        StageName::Name => say!("source-stage-name"),
        StageName::Connection => say!("source-stage-connection"),
        StageName::Tls => say!("source-stage-tls"),
        StageName::SignIn => say!("source-stage-sign-in"),
        StageName::Token => say!("source-stage-token"),
        StageName::Permissions => say!("source-stage-permissions"),
        StageName::Base => say!("source-stage-base"),
        StageName::People => say!("source-stage-people"),
        StageName::Groups => say!("source-stage-groups"),
        StageName::Assignments => say!("source-stage-assignments"),
        StageName::Attributes => say!("source-stage-attributes"),
        StageName::File => say!("source-stage-file"),
        _ => say!("source-stage-accounts"),
    }
}

/// The stage at which a source fails that cannot be asked at all.
pub(super) fn first_stage(source: &DirectorySource) -> String {
    stage(match source {
        DirectorySource::File(_) => StageName::File,
        DirectorySource::Tenant { .. } => StageName::Accounts,
        source if secret::destination(source).is_some() => StageName::SignIn,
        _ => StageName::Name,
    })
}
