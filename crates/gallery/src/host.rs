//! Patterns of host names.

use std::fmt;

use serde::Deserialize;

/// A host name in which a label `*` stands for exactly one label: `scim.*.amazonaws.com`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct HostPattern(String);

/// Why a text is not a host pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a host pattern: labels of a-z, 0-9 and -, or *, and two plain labels at the end")]
pub struct BadPattern(String);

impl TryFrom<String> for HostPattern {
    type Error = BadPattern;

    fn try_from(text: String) -> Result<Self, BadPattern> {
        let plain = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let labels: Vec<&str> = text.split('.').collect();
        // A pattern that ends in `*` would take in hosts of anybody.
        let owned = labels.len() >= 2 && labels.iter().rev().take(2).all(|label| plain(label));
        if owned && labels.iter().all(|label| *label == "*" || plain(label)) {
            Ok(Self(text))
        } else {
            Err(BadPattern(text))
        }
    }
}

impl HostPattern {
    /// Whether it takes in this host.
    pub fn matches(&self, host: &str) -> bool {
        // A fully qualified name may end in a dot.
        let host = host.strip_suffix('.').unwrap_or(host);
        let mut labels = host.split('.');
        self.0.split('.').all(|ours| {
            labels.next().is_some_and(|theirs| match ours {
                "*" => !theirs.is_empty(),
                _ => ours.eq_ignore_ascii_case(theirs),
            })
        }) && labels.next().is_none()
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_label() {
        let pattern = HostPattern::try_from(String::from("scim.*.amazonaws.com")).expect("valid");
        for host in [
            "scim.eu-west-1.amazonaws.com",
            "SCIM.us-east-1.AmazonAWS.com",
            "scim.x.amazonaws.com.",
        ] {
            assert!(pattern.matches(host), "{host}");
        }
        for host in [
            "",
            "scim.amazonaws.com",
            "scim..amazonaws.com",
            "scim.a.b.amazonaws.com",
            "scim.eu-west-1.amazonaws.com.evil.example",
            "evil-scim.eu-west-1.amazonaws.com",
            "scim.eu-west-1.amazonaws.co",
        ] {
            assert!(!pattern.matches(host), "{host}");
        }
    }

    #[test]
    fn a_pattern_never_takes_in_hosts_of_anybody() {
        for text in [
            "",
            "*",
            "com",
            "*.com",
            "a.*",
            "*.*.com",
            "a..com",
            "A.com",
            "a.com.",
            "https://a.com",
        ] {
            assert!(HostPattern::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
