//! From what `ldap3` and servers say to why a source does not answer.

use std::{error::Error, io, time::Duration};

use ldap3::{LdapError, LdapResult};
use rustls::CertificateError;

use crate::source::SourceError;

/// Why encryption could not be agreed on.
pub(super) fn of_tls(host: &str, error: LdapError) -> SourceError {
    match error {
        LdapError::Rustls { source } => of_rustls(host, &source),
        LdapError::Io { source } => match source.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => of_rustls(host, tls),
            None => SourceError::Tls {
                detail: source.to_string(),
            },
        },
        LdapError::DNSName { .. } => SourceError::BadSetting {
            setting: "url",
            detail: host.to_owned(),
        },
        // StartTLS was refused.
        LdapError::LdapResult { result } => SourceError::Tls { detail: said(&result) },
        other => of(other),
    }
}

fn of_rustls(host: &str, error: &rustls::Error) -> SourceError {
    let detail = error.to_string();
    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                SourceError::CertificateName {
                    host: host.to_owned(),
                    detail,
                }
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => SourceError::CertificateTime { detail },
            _ => SourceError::CertificateUntrusted { detail },
        },
        _ => SourceError::Tls { detail },
    }
}

/// Why an operation had no answer.
pub(super) fn of(error: LdapError) -> SourceError {
    match error {
        LdapError::Io { source } => of_io(&source),
        LdapError::Timeout { .. } => SourceError::TimedOut {
            waited: super::connect::PATIENCE,
        },
        LdapError::LdapResult { result } => of_result(&result, ""),
        LdapError::OpSend { .. }
        | LdapError::ResultRecv { .. }
        | LdapError::IdScrubSend { .. }
        | LdapError::MiscSend { .. }
        | LdapError::EndOfStream => SourceError::Lost {
            detail: "closed by the server".to_owned(),
        },
        other => SourceError::NotUnderstood {
            detail: other.to_string(),
        },
    }
}

fn of_io(error: &io::Error) -> SourceError {
    let detail = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    SourceError::Lost { detail }
}

/// Why a connection was not made.
pub(super) fn of_connecting(address: &str, error: &io::Error) -> SourceError {
    SourceError::Refused {
        address: address.to_owned(),
        detail: error.to_string(),
    }
}

/// Why a sign-in failed.
pub(super) fn of_bind(result: &LdapResult) -> SourceError {
    match result.rc {
        // inappropriateAuthentication, invalidCredentials, and unwillingToPerform, which refuses a sign-in without a password.
        48 | 49 | 53 | 7 | 32 | 34 => SourceError::CredentialsRefused { detail: said(result) },
        _ => of_result(result, ""),
    }
}

/// What a result code other than success says (RFC 4511 §A.2), of an operation below `base`.
pub(super) fn of_result(result: &LdapResult, base: &str) -> SourceError {
    let detail = said(result);
    match result.rc {
        // Active Directory says operationsError to whoever has not signed in.
        1 if result.text.contains("successful bind must be completed") => SourceError::CredentialsRefused { detail },
        8 | 13 => SourceError::Tls { detail },
        32 | 34 => SourceError::NoBase {
            base: base.to_owned(),
            matched: Some(result.matched.clone()).filter(|matched| !matched.is_empty()),
        },
        48 | 49 => SourceError::CredentialsRefused { detail },
        50 => SourceError::Forbidden { detail },
        51 => SourceError::Throttled { wait: None::<Duration> },
        rc => SourceError::Server {
            code: rc.to_string(),
            detail,
        },
    }
}

/// The name of the code, and what the server says to it. Active Directory's text ends in a NUL.
pub(super) fn said(result: &LdapResult) -> String {
    let shown = result.to_string();
    let name = shown
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(name, _)| name);
    let text = result.text.trim_end_matches('\0').trim();
    match text {
        "" => format!("{} {name}", result.rc),
        text => format!("{} {name}: {text}", result.rc),
    }
}
