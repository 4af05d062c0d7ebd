//! The one way a URL becomes usable, and what is wrong with one that is not.
//!
//! A [`TenantUrl`] is where a tenant's SCIM endpoint begins (`https://api.example.com/scim/v2`). It is
//! `https`, or `http` on a loopback host, and holds no user info and no fragment, so that whoever has
//! one may send a token to it. [`examine`] says in typed findings what an admin pasted instead.

mod findings;

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

pub(crate) use findings::completed_path;
pub use findings::{UrlFindings, UrlHints, UrlNote, examine};

/// The base of a SCIM endpoint, ready to be joined with `Users`, `Groups` and so on.
///
/// The path never ends in a slash. A query that the admin gave (rare, but some vendors ask for one) is
/// kept and sent with each request; Entra's bare feature flags are not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TenantUrl(Url);

/// Why a text is no tenant URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TenantUrlError {
    /// Nothing but blanks.
    #[error("the URL is empty")]
    Empty,
    /// No `https://` in front.
    #[error("the URL has no scheme")]
    NoScheme,
    /// Not a URL; the reason is the URL standard's.
    #[error("not a URL: {0}")]
    Invalid(String),
    /// A scheme other than `https`, or `http` to a host that is not loopback.
    #[error("{scheme} is not allowed for {host}; https is needed")]
    NotHttps {
        /// The scheme that was given.
        scheme: String,
        /// The host it was given for.
        host: String,
    },
    /// `https://user:password@host`.
    #[error("the URL holds a user name or a password")]
    HasCredentials,
    /// `https://host/path#fragment`.
    #[error("the URL holds a fragment")]
    HasFragment,
    /// A page for people: a portal, an admin console, a sign-in form.
    #[error("{host} is a page for people, not a SCIM endpoint")]
    IsPortalPage {
        /// The host of that page.
        host: String,
    },
}

impl TenantUrl {
    /// Reads a tenant URL. Blanks and quotes around it, Entra's feature flags and a trailing slash are dropped.
    ///
    /// ```
    /// use scimdesk_scim::tenant_url::TenantUrl;
    /// let url = TenantUrl::parse(" https://api.example.com/scim/v2/?aadOptscim062020 ").unwrap();
    /// assert_eq!(url.as_str(), "https://api.example.com/scim/v2");
    /// assert_eq!(url.join(&["Users"], &[("count", "1")]).as_str(), "https://api.example.com/scim/v2/Users?count=1");
    /// ```
    pub fn parse(text: &str) -> Result<Self, TenantUrlError> {
        let text = trimmed(text);
        if text.is_empty() {
            return Err(TenantUrlError::Empty);
        }
        if !has_scheme(text) {
            return Err(TenantUrlError::NoScheme);
        }
        let url = Url::parse(text).map_err(|e| TenantUrlError::Invalid(e.to_string()))?;
        Self::from_url(url).map(|(url, _)| url)
    }

    /// Checks a parsed URL and names the feature flags that were removed from it.
    fn from_url(mut url: Url) -> Result<(Self, Vec<String>), TenantUrlError> {
        let host = url
            .host()
            .ok_or_else(|| TenantUrlError::Invalid("it names no host".into()))?;
        let allowed = match url.scheme() {
            "https" => true,
            "http" => is_loopback(&host),
            _ => false,
        };
        if !allowed {
            return Err(TenantUrlError::NotHttps {
                scheme: url.scheme().to_owned(),
                host: host.to_string(),
            });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TenantUrlError::HasCredentials);
        }
        if url.fragment().is_some_and(|fragment| !fragment.is_empty()) {
            return Err(TenantUrlError::HasFragment);
        }
        url.set_fragment(None);
        let flags = remove_flags(&mut url);
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok((Self(url), flags))
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        // A root path prints as `/`, which a base without path does not need; what is shown and saved stays the same
        // either way because both forms parse to the same value.
        self.0.as_str()
    }

    /// The URL itself.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Host name or address, without port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The port that requests go to.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// Whether the host is this machine.
    pub fn is_loopback(&self) -> bool {
        self.0.host().is_some_and(|host| is_loopback(&host))
    }

    /// Whether requests are encrypted; only loopback hosts may do without.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether `other` has the same scheme, host and port: the only place the token may go.
    pub fn same_origin(&self, other: &Url) -> bool {
        self.0.origin() == other.origin()
    }

    /// The URL of something under this base. Segments and query values are escaped; blanks become `%20`,
    /// which every server reads, where `+` is not read by all.
    ///
    /// Segments that are empty, `.` or `..` cannot be sent and are left out: check ids with [`is_usable_id`].
    #[must_use]
    pub fn join(&self, segments: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        if !query.is_empty() {
            let mut text = url.query().map(str::to_owned).unwrap_or_default();
            for (name, value) in query {
                if !text.is_empty() {
                    text.push('&');
                }
                push_escaped(&mut text, name);
                text.push('=');
                push_escaped(&mut text, value);
            }
            url.set_query(Some(&text));
        }
        url
    }

    /// The same origin with another path; the query is dropped.
    pub(crate) fn with_path(&self, path: &str) -> Self {
        let mut url = self.0.clone();
        url.set_query(None);
        url.set_path(path.trim_end_matches('/'));
        Self(url)
    }
}

/// Whether an id can stand in a URL path. The URL standard removes `.` and `..` even where they are escaped.
pub fn is_usable_id(id: &str) -> bool {
    !matches!(
        id.to_ascii_lowercase().as_str(),
        "" | "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."
    )
}

impl fmt::Debug for TenantUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TenantUrl").field(&self.as_str()).finish()
    }
}

impl fmt::Display for TenantUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for TenantUrl {
    type Err = TenantUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// 127.0.0.0/8, `::1` and `localhost`.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).is_loopback(),
    }
}

fn push_escaped(out: &mut String, text: &str) {
    for part in url::form_urlencoded::byte_serialize(text.as_bytes()) {
        // Form encoding writes a blank as `+` and a plus as `%2B`, so this cannot hit a real plus.
        out.push_str(if part == "+" { "%20" } else { part });
    }
}

/// Whether the text begins with `letters://`.
fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Without what copying leaves around a URL: blanks, quotes, angle brackets, invisible characters.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| is_blank(c) || is_quote(c))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '<' | '>' | '“' | '”' | '„' | '‘' | '’' | '«' | '»'
    )
}

/// Removes Entra's feature flags, which its portal keeps in the tenant URL's query
/// (`?aadOptscim062020`, `?AzureAdScimPatch062020`), and tells which there were.
fn remove_flags(url: &mut Url) -> Vec<String> {
    let Some(query) = url.query() else {
        return Vec::new();
    };
    let (flags, rest): (Vec<&str>, Vec<&str>) = query
        .split('&')
        .filter(|part| !part.is_empty())
        .partition(|part| is_flag(part));
    let flags = flags.into_iter().map(str::to_owned).collect();
    let rest = rest.join("&");
    url.set_query((!rest.is_empty()).then_some(rest.as_str()));
    flags
}

fn is_flag(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part).to_ascii_lowercase();
    name.starts_with("aadoptscim") || name.starts_with("azureadscimpatch")
}
