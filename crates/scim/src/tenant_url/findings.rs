use url::Url;

use super::{TenantUrl, TenantUrlError, has_scheme, is_blank, is_quote, trimmed};

/// What is known of the app whose URL is examined.
#[derive(Debug, Clone, Copy, Default)]
pub struct UrlHints<'a> {
    /// The path that the app's tenant URLs end in, such as `/scim/v2`.
    pub known_suffix: Option<&'a str>,
    /// Hosts that the app's SCIM endpoint is at, where they are the same for everybody.
    pub known_hosts: &'a [&'a str],
}

/// What was noticed about a URL that can be used nevertheless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlNote {
    /// Quotes or brackets around it were dropped.
    QuotesRemoved,
    /// A feature flag of Entra's was dropped; it is no part of the address.
    FlagRemoved {
        /// Such as `aadOptscim062020`.
        flag: String,
    },
    /// No scheme was given; `https` was assumed.
    SchemeAssumed,
    /// It went to one endpoint rather than to the base; the end was cut.
    EndpointCut {
        /// What was cut, such as `/Users`.
        endpoint: String,
    },
    /// The app's URLs end in this suffix and this one does not.
    SuffixMissing {
        /// Such as `/scim/v2`.
        suffix: String,
    },
    /// Nothing in the path says SCIM. Nothing is wrong with that, but it is rare.
    NoScimInPath,
    /// The app is known to be at another host of the same domain.
    OtherHostKnown {
        /// Such as `api.example.com`.
        host: String,
    },
}

/// What [`examine`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UrlFindings {
    /// The URL that requests would go to; absent where there is a problem.
    pub normalised: Option<TenantUrl>,
    /// What was noticed.
    pub notes: Vec<UrlNote>,
    /// Why it cannot be used.
    pub problem: Option<TenantUrlError>,
    /// A better URL to offer.
    pub suggestion: Option<String>,
}

/// Path ends that belong to one endpoint of SCIM, not to the base (RFC 7644 §3.2).
const ENDPOINTS: [&str; 9] = [
    "users",
    "groups",
    "me",
    "serviceproviderconfig",
    "serviceproviderconfigs",
    "resourcetypes",
    "schemas",
    "bulk",
    ".search",
];

/// Hosts of consoles in which admins stand when they copy the wrong address.
const PORTAL_HOSTS: [&str; 8] = [
    "entra.microsoft.com",
    "portal.azure.com",
    "portal.azure.us",
    "aad.portal.azure.com",
    "admin.microsoft.com",
    "login.microsoftonline.com",
    "myapps.microsoft.com",
    "admin.google.com",
];

/// Last path segments of pages for people.
const PAGE_ENDS: [&str; 14] = [
    "login",
    "log-in",
    "signin",
    "sign-in",
    "sign_in",
    "logon",
    "sso",
    "admin",
    "settings",
    "dashboard",
    "console",
    "integrations",
    "provisioning",
    "security",
];

/// Looks at a tenant URL as an admin typed or pasted it. Makes no request.
///
/// ```
/// use scimdesk_scim::tenant_url::{UrlHints, UrlNote, examine};
/// let findings = examine("api.example.com/scim/v2/Users", &UrlHints::default());
/// assert_eq!(findings.normalised.unwrap().as_str(), "https://api.example.com/scim/v2");
/// assert_eq!(findings.notes, [UrlNote::SchemeAssumed, UrlNote::EndpointCut { endpoint: "/Users".into() }]);
/// ```
pub fn examine(text: &str, hints: &UrlHints<'_>) -> UrlFindings {
    let mut findings = UrlFindings::default();
    if text.trim_matches(is_blank).contains(is_quote) {
        findings.notes.push(UrlNote::QuotesRemoved);
    }
    let text = trimmed(text);
    if text.is_empty() {
        findings.problem = Some(TenantUrlError::Empty);
        return findings;
    }
    let with_scheme;
    let text = if has_scheme(text) {
        text
    } else {
        findings.notes.push(UrlNote::SchemeAssumed);
        with_scheme = format!("https://{}", text.trim_start_matches('/'));
        &with_scheme
    };
    let mut url = match Url::parse(text) {
        Ok(url) => url,
        Err(e) => {
            findings.problem = Some(TenantUrlError::Invalid(e.to_string()));
            return findings;
        }
    };
    // A bare word is no address: `https://documo` would only fail later and less clearly.
    let host = url.host_str().unwrap_or_default().to_owned();
    let assumed = findings.notes.contains(&UrlNote::SchemeAssumed);
    if assumed && !host.contains(['.', ':']) && !host.eq_ignore_ascii_case("localhost") {
        findings.notes.clear();
        findings.problem = Some(TenantUrlError::NoScheme);
        return findings;
    }
    if is_portal(&url) {
        findings.suggestion = suggestion_for_portal(&url, hints);
        findings.problem = Some(TenantUrlError::IsPortalPage { host });
        return findings;
    }
    if let Some(endpoint) = cut_endpoint(&mut url) {
        findings.notes.push(UrlNote::EndpointCut { endpoint });
    }
    let (tenant_url, flags) = match TenantUrl::from_url(url.clone()) {
        Ok(result) => result,
        Err(problem) => {
            findings.suggestion = suggestion_for(&problem, url);
            findings.problem = Some(problem);
            return findings;
        }
    };
    for flag in flags {
        findings.notes.push(UrlNote::FlagRemoved { flag });
    }
    findings.suggestion = compare_with_hints(&tenant_url, hints, &mut findings.notes);
    findings.normalised = Some(tenant_url);
    findings
}

/// Adds notes where the URL is not what the app's URLs look like, and proposes the likely one.
fn compare_with_hints(url: &TenantUrl, hints: &UrlHints<'_>, notes: &mut Vec<UrlNote>) -> Option<String> {
    if url.is_loopback() {
        return None;
    }
    let mut better = url.clone();
    let mut elsewhere = None;
    if let Some(suffix) = hints.known_suffix.map(|suffix| suffix.trim_matches('/')) {
        let path = url.as_url().path().trim_matches('/').to_ascii_lowercase();
        if !suffix.is_empty() && !format!("/{path}").ends_with(&format!("/{}", suffix.to_ascii_lowercase())) {
            notes.push(UrlNote::SuffixMissing {
                suffix: format!("/{suffix}"),
            });
            better = better.with_path(&completed_path(url.as_url().path(), suffix));
            elsewhere = Some(format!("/{suffix}"));
        }
    } else if !url.as_url().as_str().to_ascii_lowercase().contains("scim") {
        notes.push(UrlNote::NoScimInPath);
    }
    let host = url.host();
    if let Some(known) = hints
        .known_hosts
        .iter()
        .find(|known| !known.eq_ignore_ascii_case(host) && same_domain(known, host))
        .filter(|_| !hints.known_hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
    {
        notes.push(UrlNote::OtherHostKnown {
            host: (*known).to_owned(),
        });
        let mut moved = better.as_url().clone();
        // A page's own path means nothing at another host.
        if let Some(path) = elsewhere {
            moved.set_path(&path);
        }
        if moved.set_host(Some(known)).is_ok()
            && let Ok((moved, _)) = TenantUrl::from_url(moved)
        {
            better = moved;
        }
    }
    (better != *url).then(|| better.as_str().to_owned())
}

/// `/scim` + `scim/v2` is `/scim/v2`, not `/scim/scim/v2`; `/` + `scim/v2` is `/scim/v2`.
pub(crate) fn completed_path(path: &str, suffix: &str) -> String {
    let path = path.trim_end_matches('/');
    let suffix_parts: Vec<&str> = suffix.split('/').collect();
    let path_parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    for kept in (1..suffix_parts.len()).rev() {
        let begins = &suffix_parts[..kept];
        if path_parts.len() >= kept
            && path_parts[path_parts.len() - kept..]
                .iter()
                .zip(begins)
                .all(|(a, b)| a.eq_ignore_ascii_case(b))
        {
            return format!("{path}/{}", suffix_parts[kept..].join("/"));
        }
    }
    format!("{path}/{suffix}")
}

/// Whether the last two labels agree: good enough to offer a host, never to send anything by itself.
fn same_domain(a: &str, b: &str) -> bool {
    fn domain(host: &str) -> Option<(&str, &str)> {
        let mut labels = host.rsplit('.');
        Some((labels.next()?, labels.next()?))
    }
    match (domain(a), domain(b)) {
        (Some((a1, a2)), Some((b1, b2))) => a1.eq_ignore_ascii_case(b1) && a2.eq_ignore_ascii_case(b2),
        _ => false,
    }
}

fn is_portal(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    if PORTAL_HOSTS.contains(&host) {
        return true;
    }
    let segments: Vec<String> = url
        .path_segments()
        .map(|parts| {
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_ascii_lowercase)
                .collect()
        })
        .unwrap_or_default();
    if segments.iter().any(|part| part == "scim") {
        return false;
    }
    if host.ends_with("-admin.okta.com") || host.ends_with("-admin.oktapreview.com") {
        return true;
    }
    let first = segments.first().map(String::as_str);
    if (host.ends_with(".okta.com") || host.ends_with(".onelogin.com")) && first == Some("admin") {
        return true;
    }
    let last = segments.last().map(String::as_str).unwrap_or_default();
    PAGE_ENDS.contains(&last)
        || [".html", ".htm", ".aspx", ".php", ".jsp"]
            .iter()
            .any(|end| last.ends_with(end))
}

/// For a page of the app itself, the app's own suffix at that host; for a page of somebody else, the app's known host.
fn suggestion_for_portal(url: &Url, hints: &UrlHints<'_>) -> Option<String> {
    let host = url.host_str()?;
    let foreign = PORTAL_HOSTS.contains(&host)
        || [".okta.com", ".oktapreview.com", ".onelogin.com"]
            .iter()
            .any(|end| host.ends_with(end));
    let suffix = hints.known_suffix?.trim_matches('/');
    let known = hints.known_hosts.first().copied();
    let host = match (foreign, known) {
        (_, Some(known)) => known,
        (false, None) => host,
        (true, None) => return None,
    };
    Some(format!("https://{host}/{suffix}"))
}

fn suggestion_for(problem: &TenantUrlError, mut url: Url) -> Option<String> {
    match problem {
        TenantUrlError::NotHttps { scheme, .. } if scheme == "http" => {
            url.set_scheme("https").ok()?;
        }
        TenantUrlError::HasFragment => url.set_fragment(None),
        TenantUrlError::HasCredentials => {
            url.set_username("").ok()?;
            url.set_password(None).ok()?;
        }
        _ => return None,
    }
    TenantUrl::from_url(url).ok().map(|(url, _)| url.as_str().to_owned())
}

/// Cuts `/Users`, `/Users/{id}` and the like off the end, with any query they came with.
fn cut_endpoint(url: &mut Url) -> Option<String> {
    let segments: Vec<String> = url
        .path_segments()?
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let is_endpoint = |part: &str| ENDPOINTS.contains(&part.to_ascii_lowercase().as_str());
    let holds_ids = |part: &str| matches!(part, "Users" | "Groups" | "Schemas" | "ResourceTypes");
    let kept = match segments.as_slice() {
        [head @ .., last] if is_endpoint(last) => head.len(),
        [head @ .., endpoint, _id] if holds_ids(endpoint) => head.len(),
        _ => return None,
    };
    let cut = format!("/{}", segments[kept..].join("/"));
    url.set_path(&segments[..kept].join("/"));
    url.set_query(None);
    Some(cut)
}
