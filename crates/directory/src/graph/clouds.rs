//! Where each cloud signs people in and where its Graph is.
//!
//! Source: Microsoft Graph national cloud deployments, <https://learn.microsoft.com/graph/deployments>. A token is of one cloud: scopes
//! name the host of its Graph.

use url::{Host, Url};

use crate::source::SourceError;

/// A Microsoft cloud.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// The global service, and GCC.
    #[default]
    Global,
    /// Microsoft Graph for US Government L4 (GCC High).
    UsGov,
    /// Microsoft Graph for US Government L5 (the Department of Defense).
    UsGovDod,
    /// Operated by 21Vianet in China.
    China,
}

/// Sign-in and Graph by cloud.
const CLOUDS: [(Cloud, &str, &str); 4] = [
    (
        Cloud::Global,
        "https://login.microsoftonline.com",
        "https://graph.microsoft.com",
    ),
    (
        Cloud::UsGov,
        "https://login.microsoftonline.us",
        "https://graph.microsoft.us",
    ),
    (
        Cloud::UsGovDod,
        "https://login.microsoftonline.us",
        "https://dod-graph.microsoft.us",
    ),
    (
        Cloud::China,
        "https://login.chinacloudapi.cn",
        "https://microsoftgraph.chinacloudapi.cn",
    ),
];

/// Where to sign in and where to read, both without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    pub(super) login: String,
    pub(super) graph: String,
}

impl Endpoints {
    /// Those of a cloud.
    pub fn of(cloud: Cloud) -> Self {
        let (_, login, graph) = CLOUDS
            .into_iter()
            .find(|(known, _, _)| *known == cloud)
            .unwrap_or(CLOUDS[0]);
        Self {
            login: login.to_owned(),
            graph: graph.to_owned(),
        }
    }

    /// A practice Graph on this computer: `http://127.0.0.1:PORT`. Any other host is refused: it would be given the secret.
    pub fn practice(base: &str) -> Result<Self, SourceError> {
        let loopback = Url::parse(base).ok().filter(|url| match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        });
        let Some(url) = loopback.filter(|url| matches!(url.scheme(), "http" | "https")) else {
            return Err(SourceError::BadSetting {
                setting: "endpoint",
                detail: base.to_owned(),
            });
        };
        let origin = url.origin().ascii_serialization();
        Ok(Self {
            login: origin.clone(),
            graph: origin,
        })
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.graph.starts_with("http://") || Self::practice(&self.graph).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_signs_in_and_reads_over_tls_at_hosts_of_its_own() {
        for (cloud, login, graph) in CLOUDS {
            let endpoints = Endpoints::of(cloud);
            assert_eq!((endpoints.login.as_str(), endpoints.graph.as_str()), (login, graph));
            assert!(
                login.starts_with("https://") && graph.starts_with("https://"),
                "{cloud:?}"
            );
            assert!(!endpoints.is_loopback(), "{cloud:?}");
        }
    }

    #[test]
    fn a_practice_graph_is_on_this_computer_or_nowhere() {
        for good in [
            "http://127.0.0.1:4000",
            "http://[::1]:4000/",
            "http://localhost:4000/v1.0",
        ] {
            assert!(Endpoints::practice(good).is_ok(), "{good}");
        }
        for bad in [
            "http://192.0.2.1",
            "https://graph.example.com",
            "file:///127.0.0.1",
            "127.0.0.1",
            "",
            "http://localhost.example.com",
        ] {
            let refused = Endpoints::practice(bad);
            assert!(
                matches!(
                    refused,
                    Err(SourceError::BadSetting {
                        setting: "endpoint",
                        ..
                    })
                ),
                "{bad}"
            );
        }
    }
}
