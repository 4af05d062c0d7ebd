//! What a stage found, in one sentence.

use jiff::{Timestamp, tz::TimeZone};
use scimdesk_scim::{
    client::ClientErrorKind,
    connection_test::{CertificateInfo, Finding, SkipReason, Stage, StageId, StageOutcome, TokenLifetime},
    service_provider_config::ServiceProviderConfig,
};

use crate::{
    advice,
    error::{Names, evidence, kind_error, milliseconds, status_text},
    wire,
    words::{args, say},
};

/// How many names are listed in a sentence; the evidence has all.
const NAMED: usize = 3;

/// A stage as the shells see it.
pub(crate) fn stage(stage: &Stage, names: &Names) -> wire::Stage {
    let id = stage_id(stage.id);
    wire::Stage {
        id,
        title: say!(&title_of(id)),
        outcome: match stage.outcome {
            StageOutcome::Running => wire::StageOutcome::Running,
            StageOutcome::Passed => wire::StageOutcome::Passed,
            StageOutcome::NotOffered => wire::StageOutcome::NotOffered,
            StageOutcome::Warning => wire::StageOutcome::Warning,
            StageOutcome::Failed => wire::StageOutcome::Failed,
            StageOutcome::NotKnown => wire::StageOutcome::NotKnown,
            StageOutcome::Skipped => wire::StageOutcome::Skipped,
        },
        elapsed_ms: stage.elapsed.map(milliseconds),
        sentence: stage.finding.as_ref().map(|finding| sentence(stage, finding, names)),
        evidence: stage.evidence.as_ref().map(evidence),
    }
}

fn title_of(id: wire::StageId) -> String {
    format!("stage-{}", crate::codes::code(&id).replace('_', "-"))
}

fn stage_id(id: StageId) -> wire::StageId {
    match id {
        StageId::Url => wire::StageId::Url,
        StageId::Name => wire::StageId::Name,
        StageId::Tcp => wire::StageId::Tcp,
        StageId::Tls => wire::StageId::Tls,
        StageId::Token => wire::StageId::Token,
        StageId::EmptyMatch => wire::StageId::EmptyMatch,
        StageId::Users => wire::StageId::Users,
        StageId::Groups => wire::StageId::Groups,
        StageId::ServiceProviderConfig => wire::StageId::ServiceProviderConfig,
        StageId::ResourceTypes => wire::StageId::ResourceTypes,
        StageId::Schemas => wire::StageId::Schemas,
        StageId::OpenDoor => wire::StageId::OpenDoor,
    }
}

/// The result of a stage in one sentence.
pub(crate) fn sentence(stage: &Stage, finding: &Finding, names: &Names) -> String {
    let status = stage.evidence.as_ref().and_then(|exchange| exchange.status);
    let app = names.app.as_str();
    let host = names.host.as_str();
    match finding {
        Finding::UrlUsable { url, notes, .. } => {
            let mut text = say!("found-url", url = url.as_str());
            for note in notes {
                text.push(' ');
                text.push_str(&advice::note_sentence(note, app));
            }
            text
        }
        Finding::UrlUnusable { problem, .. } => advice::url_error(problem, app).message,
        Finding::Resolved { addresses } => {
            say!("found-addresses", host = host, addresses = listed(addresses))
        }
        Finding::Connected { address } => say!("found-connected", address = address.to_string()),
        Finding::CertificateTrusted { certificate } => certificate_sentence("found-certificate", certificate),
        Finding::CertificateExpiresSoon { certificate } => {
            certificate_sentence("found-certificate-expires-soon", certificate)
        }
        Finding::CertificateRefused { kind, certificate } => {
            certificate_error(kind, certificate.as_ref(), names).message
        }
        Finding::TokenAccepted { lifetime, by_listing } => token_accepted(lifetime.as_ref(), *by_listing),
        Finding::TokenNotProven { kind, .. } => kind_error(kind, None, status, names).message,
        Finding::NobodyMatched => say!("found-nobody"),
        Finding::FilterIgnored { returned, total } => {
            say!(
                "found-filter-ignored",
                count = total.unwrap_or(*returned).max(*returned)
            )
        }
        Finding::FilterRefused { .. } => say!("found-filter-refused", status = status_text(status)),
        Finding::Listed { total, returned } => match (stage.id, total) {
            (_, None) => say!("found-listed-no-total", count = *returned),
            (StageId::Groups, Some(total)) => say!("found-groups", count = *total),
            (_, Some(total)) => say!("found-users", count = *total),
        },
        Finding::Config(config) => config_sentence(config),
        Finding::ResourceTypes(types) => {
            let names: Vec<&str> = types
                .iter()
                .filter_map(|kind| kind.name.as_deref().or(kind.id.as_deref()))
                .collect();
            say!("found-resource-types", count = types.len(), names = listed(&names))
        }
        Finding::Schemas(urns) => say!("found-schemas", count = urns.len()),
        Finding::DoorClosed => say!("found-door-closed", status = status_text(status)),
        Finding::DoorNotKnown { .. } => match status {
            Some(status) => say!("found-door-not-known", status = status.to_string()),
            None => say!("found-door-not-known-no-answer"),
        },
        Finding::DoorOpen { total } => match total {
            Some(total) => say!("found-door-open", count = *total),
            None => say!("found-door-open-no-total"),
        },
        Finding::AnyTokenAccepted => say!("found-any-token"),
        Finding::RequestFailed { .. } if stage.outcome == StageOutcome::NotOffered => {
            say!("found-not-offered", app = app, status = status_text(status))
        }
        Finding::RequestFailed { kind, detail } => kind_error(kind, detail.as_deref(), status, names).message,
        Finding::NotTried(reason) => skipped(reason, host),
    }
}

fn skipped(reason: &SkipReason, host: &str) -> String {
    match reason {
        SkipReason::EarlierFailure => say!("skipped-earlier-failure"),
        SkipReason::HostIsAddress => say!("skipped-host-is-address", host = host),
        SkipReason::ViaProxy { proxy } => say!("skipped-via-proxy", proxy = proxy.as_str()),
        SkipReason::NotEncrypted => say!("skipped-not-encrypted"),
        SkipReason::Cancelled => say!("skipped-cancelled"),
    }
}

fn token_accepted(lifetime: Option<&TokenLifetime>, by_listing: bool) -> String {
    use scimdesk_scim::connection_test::Lifetime;
    let mut text = match lifetime {
        None => say!("found-token"),
        Some(lifetime) => {
            let id = match lifetime.state {
                Lifetime::Valid => "found-token-until",
                Lifetime::ExpiresSoon => "found-token-expires-soon",
                Lifetime::Expired => "found-token-expired",
            };
            say!(id, date = date(lifetime.expires))
        }
    };
    if by_listing {
        text.push(' ');
        text.push_str(&say!("found-token-by-listing"));
    }
    text
}

fn certificate_sentence(id: &str, certificate: &CertificateInfo) -> String {
    let args = args!(
        names = listed(&certificate.names),
        issuer = certificate.issuer.as_str(),
        days = certificate.days_left,
        date = date(certificate.not_after),
        protocol = certificate.protocol.as_deref().unwrap_or("TLS")
    );
    crate::words::text(id, &args)
}

/// Why a certificate is not accepted: the same words as of any request that meets it, and what the certificate says.
pub(crate) fn certificate_error(
    kind: &ClientErrorKind,
    certificate: Option<&CertificateInfo>,
    names: &Names,
) -> wire::DeskError {
    let detail = certificate.map(|certificate| match kind {
        ClientErrorKind::TlsNameMismatch => listed(&certificate.names),
        ClientErrorKind::TlsExpired if certificate.days_left < 0 => {
            say!("detail-expired", date = date(certificate.not_after))
        }
        ClientErrorKind::TlsExpired => say!("detail-not-yet", date = date(certificate.not_before)),
        _ if certificate.self_signed => say!("detail-self-signed"),
        _ => say!("detail-issued-by", issuer = certificate.issuer.as_str()),
    });
    kind_error(kind, detail.as_deref(), None, names)
}

fn config_sentence(config: &ServiceProviderConfig) -> String {
    let features = [
        (config.patch, "feature-patch"),
        (config.filter, "feature-filter"),
        (config.sort, "feature-sort"),
        (config.etag, "feature-etag"),
        (config.bulk, "feature-bulk"),
    ];
    let of = |wanted: Option<bool>| -> Vec<String> {
        features
            .iter()
            .filter(|(said, _)| *said == wanted)
            .map(|(_, id)| say!(id))
            .collect()
    };
    let (has, lacks) = (of(Some(true)), of(Some(false)));
    match (has.is_empty(), lacks.is_empty()) {
        (true, true) => say!("found-config-silent"),
        (false, true) => say!("found-config-has", has = has.join(", ")),
        (true, false) => say!("found-config-lacks", lacks = lacks.join(", ")),
        (false, false) => say!("found-config-both", has = has.join(", "), lacks = lacks.join(", ")),
    }
}

/// The first few, and how many more.
fn listed<T: ToString>(items: &[T]) -> String {
    let mut text = items
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if items.len() > NAMED {
        text = say!("list-and-more", items = text, more = items.len() - NAMED);
    }
    text
}

/// "14 November 2026", where this machine is.
pub(crate) fn date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use scimdesk_scim::client::Exchange;

    use super::*;

    #[test]
    fn a_door_that_is_neither_open_nor_closed_is_not_known_and_the_status_is_named() {
        let names = Names {
            host: "api.documo.com".into(),
            app: "Documo".into(),
            tenant: "Documo".into(),
        };
        let shown = |status| {
            let finding = Finding::DoorNotKnown {
                kind: ClientErrorKind::ConnectionLost,
            };
            let evidence = Exchange {
                status,
                ..Exchange::default()
            };
            let found = Stage {
                id: StageId::OpenDoor,
                outcome: StageOutcome::NotKnown,
                elapsed: None,
                finding: Some(finding),
                evidence: Some(evidence),
            };
            let shown = stage(&found, &names);
            assert_eq!(shown.outcome, wire::StageOutcome::NotKnown);
            shown.sentence.expect("a sentence")
        };
        assert_eq!(
            shown(Some(302)),
            "Not known: without a token the server answered 302, with neither a refusal nor a list."
        );
        assert_eq!(shown(None), "Not known: without a token no answer came.");
    }
}
