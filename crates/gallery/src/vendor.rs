//! What vendors publish of their own SCIM servers, found by host name.

use serde::Deserialize;

use crate::{app::EffectOfChange, host::HostPattern};

/// What is published of one vendor's servers. Anything absent is not published, or as RFC 7644 has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorProfile {
    /// Stable.
    pub id: String,
    /// As the vendor writes it.
    pub name: String,
    /// Where its servers are. No two vendors share a host.
    pub hosts: Vec<HostPattern>,
    /// What `active` set to false does.
    #[serde(default)]
    pub deactivate: Option<EffectOfChange>,
    /// What DELETE of a user does.
    #[serde(default)]
    pub delete: Option<EffectOfChange>,
    /// The form in which `active` is to be sent.
    #[serde(default)]
    pub active_form: Option<ActiveForm>,
    /// What is odd about its listings.
    #[serde(default)]
    pub listing: Option<Listing>,
    /// How fast it may be asked.
    #[serde(default)]
    pub rate: Option<RateLimit>,
}

/// How a server wants to be told that an account is active or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActiveForm {
    /// PATCH with `"path": "active"`.
    PatchWithPath,
    /// PATCH without a path: `"value": {"active": false}`.
    PatchWithoutPath,
    /// PUT of the whole user.
    Put,
}

/// What is odd about the listings of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The most resources that one answer holds, where there is such a limit.
    pub page_limit: Option<u32>,
    /// What to know, in one or two sentences.
    pub note: String,
    /// Who says so.
    pub source: String,
}

/// How fast a server may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// This many requests…
    pub requests: u32,
    /// …in this many seconds, of the kind that the limit is tightest for in daily work.
    pub seconds: u32,
    /// What to know, in one or two sentences.
    pub note: String,
    /// Who says so.
    pub source: String,
}

impl RateLimit {
    /// In requests a second.
    pub fn per_second(&self) -> f64 {
        f64::from(self.requests) / f64::from(self.seconds)
    }
}
