//! Why an object was not provisioned: the codes of Microsoft Entra's provisioning logs, and which of them an answer of the app means.
//!
//! Sources: Microsoft, *Understand how provisioning integrates with Azure Monitor logs* and *Provisioning logs: error codes*; RFC 7644
//! §3.12 for `scimType`. A code says what an admin can do about it; the words for that are the caller's.

use scimdesk_scim::{
    client::{ClientErrorKind, Missing},
    error_body::ScimType,
};

/// A code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The app wants another value: one that is unique is taken (409).
    EntryConflict,
    /// The app throttles (429).
    TooManyRequests,
    /// The app failed (5xx).
    InternalServerError,
    /// The credentials are good, and do not allow this (403).
    InsufficientRights,
    /// The credentials are refused (401).
    Unauthorized,
    /// The app does not take this method (405).
    MethodNotAllowed,
    /// The app lacks the operation (501).
    NotImplemented,
    /// The app understood the request and does not take it (400, 422).
    UnprocessableEntity,
    /// No whole answer came, or none that HTTP knows.
    WebExceptionProtocolError,
    /// The linked account or group is gone at the app.
    InvalidAnchor,
    /// A value that the app wants is missing.
    MandatoryFieldsMissing,
    /// The app does not know the attribute.
    SchemaAttributeNotFound,
    /// The domain in a value is not allowed at the app.
    InvalidDomain,
    /// No seats are left at the app.
    LicenseLimitExceeded,
    /// No answer within the limit.
    Timeout,
    /// Scimdesk itself failed.
    InternalError,
    /// Several accounts match one person.
    DuplicateTargetEntries,
    /// Several people match one account.
    DuplicateSourceEntries,
    /// The person lacks the matching attribute.
    ImportSkipped,
    /// Out of scope.
    EntrySynchronizationSkipped,
    /// Not assigned, or Default Access where that is not enough.
    NotEffectivelyEntitled,
    /// The app has it as wanted already.
    RedundantExport,
    /// What the app answered is not SCIM.
    ServiceIncompatible,
    /// A mapping gives several values for an attribute that takes one.
    SchemaPropertyCanOnlyAcceptValue,
    /// A manager or member has no account.
    UnableToResolveReferenceAttributeValue,
    /// The app cannot be reached.
    CredentialValidationUnavailable,
}

/// Whose failure it is, as Microsoft Graph says it (`provisioningStatusErrorCategory`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Of the provisioning service: Scimdesk.
    Failure,
    /// Of the directory, the mappings or the app.
    NonServiceFailure,
    /// None: skipped by intent.
    Success,
}

impl Category {
    /// As Microsoft Graph writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::NonServiceFailure => "nonServiceFailure",
            Self::Success => "success",
        }
    }
}

/// What servers say in `detail` where no status and no `scimType` tells it, in lower case: (statuses, words, code).
const SAID: [(&[u16], &[&str], Code); 4] = [
    (
        &[400, 402, 403, 409, 422],
        &["license", "licence", "no seats", "seat limit"],
        Code::LicenseLimitExceeded,
    ),
    (&[400, 403, 422], &["domain"], Code::InvalidDomain),
    (
        &[400, 422],
        &[
            "is required",
            "are required",
            "required attribute",
            "must be provided",
            "missing required",
        ],
        Code::MandatoryFieldsMissing,
    ),
    (
        &[400, 422],
        &[
            "unknown attribute",
            "unsupported attribute",
            "no such attribute",
            "attribute not found",
        ],
        Code::SchemaAttributeNotFound,
    ),
];

impl Code {
    /// All, in the order of their declaration.
    pub const ALL: [Self; 26] = [
        Self::EntryConflict,
        Self::TooManyRequests,
        Self::InternalServerError,
        Self::InsufficientRights,
        Self::Unauthorized,
        Self::MethodNotAllowed,
        Self::NotImplemented,
        Self::UnprocessableEntity,
        Self::WebExceptionProtocolError,
        Self::InvalidAnchor,
        Self::MandatoryFieldsMissing,
        Self::SchemaAttributeNotFound,
        Self::InvalidDomain,
        Self::LicenseLimitExceeded,
        Self::Timeout,
        Self::InternalError,
        Self::DuplicateTargetEntries,
        Self::DuplicateSourceEntries,
        Self::ImportSkipped,
        Self::EntrySynchronizationSkipped,
        Self::NotEffectivelyEntitled,
        Self::RedundantExport,
        Self::ServiceIncompatible,
        Self::SchemaPropertyCanOnlyAcceptValue,
        Self::UnableToResolveReferenceAttributeValue,
        Self::CredentialValidationUnavailable,
    ];

    /// As Microsoft Entra writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EntryConflict => "EntryConflict",
            Self::TooManyRequests => "TooManyRequests",
            Self::InternalServerError => "InternalServerError",
            Self::InsufficientRights => "InsufficientRights",
            Self::Unauthorized => "Unauthorized",
            Self::MethodNotAllowed => "MethodNotAllowed",
            Self::NotImplemented => "NotImplemented",
            Self::UnprocessableEntity => "UnprocessableEntity",
            Self::WebExceptionProtocolError => "WebExceptionProtocolError",
            Self::InvalidAnchor => "InvalidAnchor",
            Self::MandatoryFieldsMissing => "MandatoryFieldsMissing",
            Self::SchemaAttributeNotFound => "SchemaAttributeNotFound",
            Self::InvalidDomain => "InvalidDomain",
            Self::LicenseLimitExceeded => "LicenseLimitExceeded",
            Self::Timeout => "Timeout",
            Self::InternalError => "InternalError",
            Self::DuplicateTargetEntries => "DuplicateTargetEntries",
            Self::DuplicateSourceEntries => "DuplicateSourceEntries",
            Self::ImportSkipped => "ImportSkipped",
            Self::EntrySynchronizationSkipped => "EntrySynchronizationSkipped",
            Self::NotEffectivelyEntitled => "NotEffectivelyEntitled",
            Self::RedundantExport => "RedundantExport",
            Self::ServiceIncompatible => "SystemForCrossDomainIdentityManagementServiceIncompatible",
            Self::SchemaPropertyCanOnlyAcceptValue => "SchemaPropertyCanOnlyAcceptValue",
            Self::UnableToResolveReferenceAttributeValue => "UnableToResolveReferenceAttributeValue",
            Self::CredentialValidationUnavailable => {
                "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"
            }
        }
    }

    /// The code behind a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }

    /// Whose failure it is.
    pub const fn category(self) -> Category {
        match self {
            Self::InternalError => Category::Failure,
            Self::RedundantExport | Self::EntrySynchronizationSkipped | Self::NotEffectivelyEntitled => {
                Category::Success
            }
            _ => Category::NonServiceFailure,
        }
    }

    /// Whether it is likely to pass by itself: tried again by the next cycle already.
    pub const fn passes(self) -> bool {
        matches!(
            self,
            Self::TooManyRequests
                | Self::InternalServerError
                | Self::WebExceptionProtocolError
                | Self::Timeout
                | Self::InternalError
                | Self::CredentialValidationUnavailable
        )
    }

    /// What a failed request means for the object that it was about. `detail` is what the server itself said.
    pub fn of(kind: &ClientErrorKind, status: Option<u16>, detail: Option<&str>) -> Self {
        use ClientErrorKind as Kind;
        if let Some(code) = said(status, detail) {
            return code;
        }
        match kind {
            Kind::Conflict { .. } => Self::EntryConflict,
            Kind::TooManyRequests { .. } => Self::TooManyRequests,
            Kind::ServerFailed { .. } => Self::InternalServerError,
            Kind::Forbidden => Self::InsufficientRights,
            Kind::TokenRefused | Kind::TokenInvalid => Self::Unauthorized,
            Kind::NotSupported if status == Some(405) => Self::MethodNotAllowed,
            Kind::NotSupported => Self::NotImplemented,
            Kind::NotFound {
                missing: Missing::Resource,
            }
            | Kind::IdUnusable => Self::InvalidAnchor,
            Kind::BadRequest { scim_type } => of_type(scim_type.as_ref()),
            Kind::UnexpectedStatus { status: 402 } => Self::LicenseLimitExceeded,
            Kind::UnexpectedStatus { status } if (400..500).contains(status) => Self::UnprocessableEntity,
            Kind::PreconditionFailed => Self::UnprocessableEntity,
            Kind::AnswerTimeout | Kind::BodyStalled | Kind::ConnectTimeout => Self::Timeout,
            Kind::NameNotFound
            | Kind::ConnectionRefused
            | Kind::TlsNameMismatch
            | Kind::TlsUntrusted
            | Kind::TlsExpired
            | Kind::TlsFailed
            | Kind::ProxyFailed => Self::CredentialValidationUnavailable,
            Kind::SignInPage
            | Kind::NotScim
            | Kind::EmptyAnswer
            | Kind::BrokenJson { .. }
            | Kind::AnswerTooLarge { .. } => Self::ServiceIncompatible,
            Kind::NotFound { .. }
            | Kind::UnexpectedStatus { .. }
            | Kind::RedirectRefused { .. }
            | Kind::ConnectionLost
            | Kind::OutcomeUnknown => Self::WebExceptionProtocolError,
            // Nothing was wrong: somebody stopped it.
            Kind::Cancelled => Self::InternalError,
        }
    }
}

/// Of a 400, what `scimType` says (RFC 7644 §3.12, table 9).
fn of_type(scim_type: Option<&ScimType>) -> Code {
    match scim_type {
        Some(ScimType::Uniqueness) => Code::EntryConflict,
        Some(ScimType::InvalidPath | ScimType::NoTarget) => Code::SchemaAttributeNotFound,
        Some(ScimType::TooMany) => Code::DuplicateTargetEntries,
        _ => Code::UnprocessableEntity,
    }
}

fn said(status: Option<u16>, detail: Option<&str>) -> Option<Code> {
    let (status, detail) = (status?, detail?.to_lowercase());
    SAID.iter()
        .find(|(statuses, words, _)| statuses.contains(&status) && words.iter().any(|word| detail.contains(word)))
        .map(|(_, _, code)| *code)
}

/// Whether every other object would meet the same failure, so that it says nothing about this one and a run is to stop.
pub const fn concerns_all(kind: &ClientErrorKind) -> bool {
    use ClientErrorKind as Kind;
    matches!(
        kind,
        Kind::TokenInvalid
            | Kind::TokenRefused
            | Kind::NameNotFound
            | Kind::ConnectionRefused
            | Kind::ConnectTimeout
            | Kind::TlsNameMismatch
            | Kind::TlsUntrusted
            | Kind::TlsExpired
            | Kind::TlsFailed
            | Kind::ProxyFailed
            | Kind::RedirectRefused { .. }
            | Kind::SignInPage
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_answer_has_the_code_that_an_admin_can_act_on() {
        use ClientErrorKind as Kind;
        let bad = |scim_type| Kind::BadRequest { scim_type };
        let missing = |missing| Kind::NotFound { missing };
        let status = |status| Kind::UnexpectedStatus { status };
        for (kind, status, detail, code) in [
            (Kind::Conflict { scim_type: None }, 409, "", Code::EntryConflict),
            (bad(Some(ScimType::Uniqueness)), 400, "", Code::EntryConflict),
            (
                Kind::TooManyRequests { retry_after: None },
                429,
                "",
                Code::TooManyRequests,
            ),
            (Kind::ServerFailed { status: 503 }, 503, "", Code::InternalServerError),
            (Kind::Forbidden, 403, "", Code::InsufficientRights),
            (Kind::Forbidden, 403, "No seats left", Code::LicenseLimitExceeded),
            (Kind::TokenRefused, 401, "", Code::Unauthorized),
            (Kind::NotSupported, 405, "", Code::MethodNotAllowed),
            (Kind::NotSupported, 501, "", Code::NotImplemented),
            (bad(None), 400, "", Code::UnprocessableEntity),
            (bad(None), 400, "userName is required", Code::MandatoryFieldsMissing),
            (
                bad(Some(ScimType::InvalidValue)),
                400,
                "The domain x.test is not verified",
                Code::InvalidDomain,
            ),
            (bad(Some(ScimType::InvalidPath)), 400, "", Code::SchemaAttributeNotFound),
            (bad(Some(ScimType::NoTarget)), 400, "", Code::SchemaAttributeNotFound),
            (
                bad(Some(ScimType::InvalidSyntax)),
                400,
                "Unknown attribute: x",
                Code::SchemaAttributeNotFound,
            ),
            (status(422), 422, "", Code::UnprocessableEntity),
            (status(402), 402, "", Code::LicenseLimitExceeded),
            (status(302), 302, "", Code::WebExceptionProtocolError),
            (missing(Missing::Resource), 404, "", Code::InvalidAnchor),
            (missing(Missing::Endpoint), 404, "", Code::WebExceptionProtocolError),
            (Kind::NotScim, 200, "", Code::ServiceIncompatible),
        ] {
            let detail = (!detail.is_empty()).then_some(detail);
            assert_eq!(Code::of(&kind, Some(status), detail), code, "{kind} {detail:?}");
        }
        for (kind, code) in [
            (Kind::AnswerTimeout, Code::Timeout),
            (Kind::OutcomeUnknown, Code::WebExceptionProtocolError),
            (Kind::NameNotFound, Code::CredentialValidationUnavailable),
            (Kind::IdUnusable, Code::InvalidAnchor),
        ] {
            assert_eq!(Code::of(&kind, None, Some("domain")), code, "{kind}");
        }
    }

    #[test]
    fn a_name_names_one_code() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(code));
        }
        assert_eq!(Code::named("entryconflict"), None);
    }

    #[test]
    fn what_concerns_all_is_about_no_object() {
        assert!(concerns_all(&ClientErrorKind::TokenRefused));
        assert!(concerns_all(&ClientErrorKind::NameNotFound));
        assert!(!concerns_all(&ClientErrorKind::Forbidden));
        assert!(!concerns_all(&ClientErrorKind::ServerFailed { status: 500 }));
        assert!(!concerns_all(&ClientErrorKind::OutcomeUnknown));
    }
}
