use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use jiff::Timestamp;

use super::certificate::CertificateInfo;
use super::token::TokenLifetime;
use crate::client::{ClientError, ClientErrorKind, Exchange};
use crate::resource_type::ResourceType;
use crate::service_provider_config::ServiceProviderConfig;
use crate::tenant_url::{TenantUrl, TenantUrlError, UrlNote};

/// The stages, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StageId {
    /// The URL makes sense.
    Url,
    /// The host name resolves.
    Name,
    /// Something listens.
    Tcp,
    /// The certificate is good.
    Tls,
    /// The token is accepted.
    Token,
    /// A filter that matches nobody brings an empty list, as Microsoft Entra tests.
    EmptyMatch,
    /// `GET /Users?startIndex=1&count=1`
    Users,
    /// `GET /Groups?startIndex=1&count=1`
    Groups,
    /// `GET /ServiceProviderConfig`
    ServiceProviderConfig,
    /// `GET /ResourceTypes`
    ResourceTypes,
    /// `GET /Schemas`
    Schemas,
    /// Whether `/Users` answers strangers.
    OpenDoor,
}

impl StageId {
    /// All, in their order.
    pub const ALL: [Self; 12] = [
        Self::Url,
        Self::Name,
        Self::Tcp,
        Self::Tls,
        Self::Token,
        Self::EmptyMatch,
        Self::Users,
        Self::Groups,
        Self::ServiceProviderConfig,
        Self::ResourceTypes,
        Self::Schemas,
        Self::OpenDoor,
    ];
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageOutcome {
    /// Under way.
    Running,
    /// As it should be.
    Passed,
    /// The server does not have it; nothing is wrong with that.
    NotOffered,
    /// It works, and somebody should look at it.
    Warning,
    /// It does not work, and nothing does without it.
    Failed,
    /// Tried, and it cannot be told from what came back.
    NotKnown,
    /// Not tried.
    Skipped,
}

/// Why a stage was not tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// An earlier stage failed.
    EarlierFailure,
    /// The URL names an address, so there is no name to resolve.
    HostIsAddress,
    /// Connections go through this proxy, which resolves and connects itself.
    ViaProxy {
        /// Without credentials.
        proxy: String,
    },
    /// Loopback without TLS.
    NotEncrypted,
    /// Somebody cancelled.
    Cancelled,
}

/// What a stage found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The URL can be used.
    UrlUsable {
        /// What requests go to.
        url: TenantUrl,
        /// What was noticed.
        notes: Vec<UrlNote>,
        /// A likelier URL.
        suggestion: Option<String>,
    },
    /// The URL cannot be used.
    UrlUnusable {
        /// Why.
        problem: TenantUrlError,
        /// A likelier URL.
        suggestion: Option<String>,
    },
    /// The name resolves.
    Resolved {
        /// To these addresses.
        addresses: Vec<IpAddr>,
    },
    /// A connection came about.
    Connected {
        /// With this address.
        address: SocketAddr,
    },
    /// The certificate is trusted.
    CertificateTrusted {
        /// What it says.
        certificate: CertificateInfo,
    },
    /// The certificate is trusted and will expire within [`EXPIRY_WARNING`](super::EXPIRY_WARNING) days.
    CertificateExpiresSoon {
        /// What it says.
        certificate: CertificateInfo,
    },
    /// The certificate is not accepted.
    CertificateRefused {
        /// One of the `Tls…` kinds.
        kind: ClientErrorKind,
        /// What it says, where it can be read.
        certificate: Option<CertificateInfo>,
    },
    /// The token is accepted.
    TokenAccepted {
        /// When the token says it ends, where it is a JWT.
        lifetime: Option<TokenLifetime>,
        /// Whether only a plain listing proved it, because the server refused the filter.
        by_listing: bool,
    },
    /// The token is not accepted, or nothing there could tell.
    TokenNotProven {
        /// What happened instead.
        kind: ClientErrorKind,
        /// When the token says it ends, where it is a JWT.
        lifetime: Option<TokenLifetime>,
        /// A URL at the same host that answers like SCIM.
        suggestion: Option<String>,
    },
    /// Nobody matched, as it should be.
    NobodyMatched,
    /// Somebody matched a name that nobody has: the server ignores filters.
    FilterIgnored {
        /// How many came.
        returned: u64,
        /// How many the server says match.
        total: Option<u64>,
    },
    /// The server refuses the filter. Entra would call the connection broken.
    FilterRefused {
        /// How.
        kind: ClientErrorKind,
    },
    /// A list came.
    Listed {
        /// `totalResults`
        total: Option<u64>,
        /// How many came.
        returned: u64,
    },
    /// The server's configuration.
    Config(Box<ServiceProviderConfig>),
    /// The resource types.
    ResourceTypes(Vec<ResourceType>),
    /// The URNs of the schemas.
    Schemas(Vec<String>),
    /// `/Users` refuses strangers with 401 or 403.
    DoorClosed,
    /// A stranger got neither a refusal nor a list from `/Users`: an error, a redirect, a page, or no answer.
    DoorNotKnown {
        /// What happened instead.
        kind: ClientErrorKind,
    },
    /// `/Users` answers without a token. That the token was accepted proves nothing then.
    DoorOpen {
        /// How many it says there are.
        total: Option<u64>,
    },
    /// `/Users` wants a token and takes any.
    AnyTokenAccepted,
    /// A request failed.
    RequestFailed {
        /// How.
        kind: ClientErrorKind,
        /// The server's own words.
        detail: Option<String>,
    },
    /// Not tried.
    NotTried(SkipReason),
}

/// One stage of the report; told again each time it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Which.
    pub id: StageId,
    /// How it stands.
    pub outcome: StageOutcome,
    /// How long it took; `None` while it runs and where it was not tried.
    pub elapsed: Option<Duration>,
    /// What it found; `None` while it runs.
    pub finding: Option<Finding>,
    /// The request and answer behind it.
    pub evidence: Option<Exchange>,
}

impl Stage {
    pub(super) fn running(id: StageId) -> Self {
        Self {
            id,
            outcome: StageOutcome::Running,
            elapsed: None,
            finding: None,
            evidence: None,
        }
    }
}

/// What the server said it supports, or showed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Capabilities {
    /// `totalResults` of `/Users`.
    pub users: Option<u64>,
    /// `totalResults` of `/Groups`.
    pub groups: Option<u64>,
    /// Whether there are groups; `None` where nothing tells.
    pub groups_offered: Option<bool>,
    /// What `/ServiceProviderConfig` says.
    pub config: Option<ServiceProviderConfig>,
    /// What `/ResourceTypes` lists.
    pub resource_types: Vec<ResourceType>,
    /// URNs that `/Schemas` lists.
    pub schemas: Vec<String>,
}

/// The sum of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestVerdict {
    /// Everything is as it should be.
    Works,
    /// It works, and something should be looked at.
    WorksWithWarnings,
    /// It does not work.
    Fails,
    /// Cancelled before anything failed.
    Cancelled,
}

/// A finished connection test.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// When it began.
    pub at: Timestamp,
    /// The sum.
    pub verdict: TestVerdict,
    /// All stages, in their order.
    pub stages: Vec<Stage>,
    /// What the server supports.
    pub capabilities: Capabilities,
    /// A URL to offer, where the URL is what is wrong or may be.
    pub suggested_url: Option<String>,
    /// When the token says it ends, where it is a JWT.
    pub token_lifetime: Option<TokenLifetime>,
    /// From beginning to end.
    pub elapsed: Duration,
}

impl Report {
    /// The first stage that failed.
    pub fn failure(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.outcome == StageOutcome::Failed)
    }

    /// The stages that ended in a warning.
    pub fn warnings(&self) -> impl Iterator<Item = &Stage> {
        self.stages
            .iter()
            .filter(|stage| stage.outcome == StageOutcome::Warning)
    }

    /// A stage by name.
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }
}

/// How a stage ended, before its time is known.
pub(super) struct Done {
    pub(super) outcome: StageOutcome,
    pub(super) finding: Finding,
    pub(super) evidence: Option<Exchange>,
}

impl Done {
    pub(super) fn new(outcome: StageOutcome, finding: Finding) -> Self {
        Self {
            outcome,
            finding,
            evidence: None,
        }
    }

    pub(super) fn passed(finding: Finding, evidence: Exchange) -> Self {
        Self::new(StageOutcome::Passed, finding).with(evidence)
    }

    pub(super) fn with(mut self, evidence: Exchange) -> Self {
        self.evidence = Some(evidence);
        self
    }

    pub(super) fn skipped(reason: SkipReason) -> Self {
        Self::new(StageOutcome::Skipped, Finding::NotTried(reason))
    }

    pub(super) fn of_error(outcome: StageOutcome, error: ClientError) -> Self {
        if error.kind == ClientErrorKind::Cancelled {
            return Self::skipped(SkipReason::Cancelled);
        }
        Self {
            outcome,
            finding: Finding::RequestFailed {
                kind: error.kind,
                detail: error.detail,
            },
            evidence: Some(*error.exchange),
        }
    }
}
