use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::select_ok;
use jiff::Timestamp;
use rustls::pki_types::{CertificateDer, ServerName};
use secrecy::SecretString;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use url::Host;
use uuid::Uuid;

use super::certificate::look;
use super::report::Done;
use super::{
    Capabilities, EXPIRY_WARNING, Finding, Lifetime, Report, SkipReason, Stage, StageId, StageOutcome, TestVerdict,
    TokenLifetime,
};
use crate::client::transport::tls_kind;
use crate::client::{Answer, Client, ClientError, ClientErrorKind, Clock, Exchange, Missing};
use crate::error_body::ERROR_SCHEMA;
use crate::filter::Filter;
use crate::list_response::ListResponse;
use crate::path::AttributePath;
use crate::resource::ResourceKind;
use crate::resource_type::ResourceType;
use crate::tenant_url::TenantUrl;

/// Where SCIM is at many vendors, in the order of how often.
const USUAL_SUFFIXES: [&str; 4] = ["scim/v2", "scim", "api/scim/v2", "v2"];

/// The test ends here; why is in the report.
#[derive(Debug)]
pub(super) struct Stop;

/// A test under way: keeps the stages and tells the observer.
pub(super) struct Run<'a> {
    observer: &'a mut (dyn FnMut(&Stage) + Send + Sync),
    pub(super) cancellation: CancellationToken,
    clock: Arc<dyn Clock>,
    now: Timestamp,
    lifetime: Option<TokenLifetime>,
    stages: Vec<Stage>,
    /// The stage under way and when it began.
    current: Option<(StageId, Duration)>,
    pub(super) suggested_url: Option<String>,
    capabilities: Capabilities,
}

type List = Result<Answer<ListResponse>, ClientError>;

impl<'a> Run<'a> {
    pub(super) fn new(
        observer: &'a mut (dyn FnMut(&Stage) + Send + Sync),
        cancellation: CancellationToken,
        clock: Arc<dyn Clock>,
        now: Timestamp,
        lifetime: Option<TokenLifetime>,
    ) -> Self {
        Self {
            observer,
            cancellation,
            clock,
            now,
            lifetime,
            stages: Vec::new(),
            current: None,
            suggested_url: None,
            capabilities: Capabilities::default(),
        }
    }

    pub(super) fn begin(&mut self, id: StageId) {
        self.current = Some((id, self.clock.elapsed()));
        (self.observer)(&Stage::running(id));
    }

    /// Ends the stage under way. A failure, and a cancellation, end the test.
    pub(super) fn end(&mut self, done: Done) -> Result<(), Stop> {
        let Some((id, began)) = self.current.take() else {
            return Ok(());
        };
        let elapsed = self.clock.elapsed().saturating_sub(began);
        let stops = done.outcome == StageOutcome::Failed || done.finding == Finding::NotTried(SkipReason::Cancelled);
        self.keep(Stage {
            id,
            outcome: done.outcome,
            elapsed: (done.outcome != StageOutcome::Skipped).then_some(elapsed),
            finding: Some(done.finding),
            evidence: done.evidence,
        });
        if stops { Err(Stop) } else { Ok(()) }
    }

    pub(super) fn skip(&mut self, id: StageId, reason: SkipReason) {
        let done = Done::skipped(reason);
        self.keep(Stage {
            id,
            outcome: done.outcome,
            elapsed: None,
            finding: Some(done.finding),
            evidence: None,
        });
    }

    fn keep(&mut self, stage: Stage) {
        (self.observer)(&stage);
        self.stages.push(stage);
    }

    pub(super) fn finish(mut self, elapsed: Duration) -> Report {
        let failed = self.stages.iter().any(|stage| stage.outcome == StageOutcome::Failed);
        let cancelled = !failed && self.cancellation.is_cancelled();
        let reason = if cancelled {
            SkipReason::Cancelled
        } else {
            SkipReason::EarlierFailure
        };
        for id in StageId::ALL {
            if !self.stages.iter().any(|stage| stage.id == id) {
                self.skip(id, reason.clone());
            }
        }
        self.stages.sort_by_key(|stage| stage.id);
        let warned = self.stages.iter().any(|stage| stage.outcome == StageOutcome::Warning);
        Report {
            at: self.now,
            verdict: match (failed, cancelled, warned) {
                (true, ..) => TestVerdict::Fails,
                (_, true, _) => TestVerdict::Cancelled,
                (.., true) => TestVerdict::WorksWithWarnings,
                _ => TestVerdict::Works,
            },
            stages: self.stages,
            capabilities: self.capabilities,
            suggested_url: self.suggested_url,
            token_lifetime: self.lifetime,
            elapsed,
        }
    }

    fn failed(kind: ClientErrorKind, cause: Option<String>) -> Done {
        let done = Done::new(StageOutcome::Failed, Finding::RequestFailed { kind, detail: None });
        match cause {
            Some(cause) => done.with(Exchange {
                cause: Some(cause),
                ..Exchange::default()
            }),
            None => done,
        }
    }

    /// Resolves the host.
    pub(super) async fn name(&mut self, url: &TenantUrl, limit: Duration) -> Result<Vec<SocketAddr>, Stop> {
        let port = url.port();
        let address = match url.as_url().host() {
            Some(Host::Ipv4(address)) => Some(SocketAddr::from((address, port))),
            Some(Host::Ipv6(address)) => Some(SocketAddr::from((address, port))),
            Some(Host::Domain(_)) | None => None,
        };
        if let Some(address) = address {
            self.skip(StageId::Name, SkipReason::HostIsAddress);
            return Ok(vec![address]);
        }
        self.begin(StageId::Name);
        let lookup = timeout(limit, tokio::net::lookup_host((url.host(), port)));
        let found = self.cancellation.run_until_cancelled(lookup).await;
        let (done, addresses) = match found {
            None => (Done::skipped(SkipReason::Cancelled), Vec::new()),
            Some(Err(_)) => (
                Self::failed(ClientErrorKind::NameNotFound, Some("no answer in time".to_owned())),
                Vec::new(),
            ),
            Some(Ok(Err(error))) => (
                Self::failed(ClientErrorKind::NameNotFound, Some(error.to_string())),
                Vec::new(),
            ),
            Some(Ok(Ok(found))) => {
                let addresses: Vec<SocketAddr> = found.collect();
                if addresses.is_empty() {
                    (Self::failed(ClientErrorKind::NameNotFound, None), addresses)
                } else {
                    let finding = Finding::Resolved {
                        addresses: addresses.iter().map(SocketAddr::ip).collect(),
                    };
                    (Done::new(StageOutcome::Passed, finding), addresses)
                }
            }
        };
        self.end(done)?;
        Ok(addresses)
    }

    /// Connects to whichever address answers first.
    pub(super) async fn tcp(&mut self, addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream, Stop> {
        self.begin(StageId::Tcp);
        let race = select_ok(addresses.iter().map(|address| Box::pin(TcpStream::connect(*address))));
        let connected = self.cancellation.run_until_cancelled(timeout(limit, race)).await;
        let (done, stream) = match connected {
            None => (Done::skipped(SkipReason::Cancelled), None),
            Some(Err(_)) => (Self::failed(ClientErrorKind::ConnectTimeout, None), None),
            Some(Ok(Err(error))) => {
                let kind = match error.kind() {
                    io::ErrorKind::ConnectionRefused => ClientErrorKind::ConnectionRefused,
                    io::ErrorKind::TimedOut => ClientErrorKind::ConnectTimeout,
                    _ => ClientErrorKind::ConnectionLost,
                };
                (Self::failed(kind, Some(error.to_string())), None)
            }
            Some(Ok(Ok((stream, _)))) => match stream.peer_addr() {
                Ok(address) => (
                    Done::new(StageOutcome::Passed, Finding::Connected { address }),
                    Some(stream),
                ),
                Err(error) => (
                    Self::failed(ClientErrorKind::ConnectionLost, Some(error.to_string())),
                    None,
                ),
            },
        };
        self.end(done)?;
        stream.ok_or(Stop)
    }

    /// Looks at the certificate.
    pub(super) async fn tls(
        &mut self,
        stream: TcpStream,
        url: &TenantUrl,
        extra_roots: &[CertificateDer<'static>],
        limit: Duration,
    ) -> Result<(), Stop> {
        self.begin(StageId::Tls);
        let host = url.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let Ok(host) = ServerName::try_from(host) else {
            return self.end(Self::failed(
                ClientErrorKind::TlsFailed,
                Some("no host name for TLS".to_owned()),
            ));
        };
        let handshake = timeout(limit, look(stream, host, extra_roots, self.now));
        let done = match self.cancellation.run_until_cancelled(handshake).await {
            None => Done::skipped(SkipReason::Cancelled),
            Some(Err(_)) => Self::failed(
                ClientErrorKind::ConnectTimeout,
                Some("the TLS handshake did not end in time".to_owned()),
            ),
            Some(Ok(seen)) => match (seen.result, seen.certificate, seen.io) {
                (Err(error), certificate, _) => {
                    let finding = Finding::CertificateRefused {
                        kind: tls_kind(&error),
                        certificate,
                    };
                    Done::new(StageOutcome::Failed, finding).with(Exchange {
                        cause: Some(error.to_string()),
                        ..Exchange::default()
                    })
                }
                (Ok(()), _, Some(error)) => Self::failed(ClientErrorKind::TlsFailed, Some(error.to_string())),
                (Ok(()), Some(certificate), None) if certificate.days_left <= EXPIRY_WARNING => {
                    Done::new(StageOutcome::Warning, Finding::CertificateExpiresSoon { certificate })
                }
                (Ok(()), Some(certificate), None) => {
                    Done::new(StageOutcome::Passed, Finding::CertificateTrusted { certificate })
                }
                (Ok(()), None, None) => Self::failed(
                    ClientErrorKind::TlsFailed,
                    Some("the certificate cannot be read".to_owned()),
                ),
            },
        };
        self.end(done)
    }

    /// Asks for an account that cannot exist; that judges the token and the filter at once. Returns what a plain listing
    /// said, where one was needed.
    pub(super) async fn token(&mut self, client: &Client, suffix: Option<&str>) -> Result<Option<List>, Stop> {
        self.begin(StageId::Token);
        let filter = Filter::eq(AttributePath::new("userName"), Uuid::new_v4().to_string());
        let matched = client.find(ResourceKind::User, &filter, &[]).await;
        let error = match matched {
            Ok(answer) => {
                self.token_accepted(answer.exchange.clone(), false)?;
                self.empty_match(&answer)?;
                return Ok(None);
            }
            Err(error) => error,
        };
        // A server that cannot filter may know the token all the same: a plain listing tells.
        if !may_be_the_filter(&error.kind) {
            return Err(self.token_not_proven(client, suffix, error).await);
        }
        let listed = first_user(client).await;
        match listed {
            Ok(answer) => {
                self.token_accepted(answer.exchange.clone(), true)?;
                self.begin(StageId::EmptyMatch);
                let finding = Finding::FilterRefused { kind: error.kind };
                self.end(Done::new(StageOutcome::Warning, finding).with(*error.exchange))?;
                Ok(Some(Ok(answer)))
            }
            Err(error) => Err(self.token_not_proven(client, suffix, error).await),
        }
    }

    fn token_accepted(&mut self, evidence: Exchange, by_listing: bool) -> Result<(), Stop> {
        let outcome = match self.lifetime {
            Some(lifetime) if lifetime.state != Lifetime::Valid => StageOutcome::Warning,
            _ => StageOutcome::Passed,
        };
        let finding = Finding::TokenAccepted {
            lifetime: self.lifetime,
            by_listing,
        };
        self.end(Done::new(outcome, finding).with(evidence))
    }

    async fn token_not_proven(&mut self, client: &Client, suffix: Option<&str>, error: ClientError) -> Stop {
        if error.kind == ClientErrorKind::Cancelled {
            let _ = self.end(Done::skipped(SkipReason::Cancelled));
            return Stop;
        }
        let suggestion = if is_wrong_place(&error.kind) {
            find_endpoint(client, suffix).await
        } else {
            None
        };
        if suggestion.is_some() {
            self.suggested_url.clone_from(&suggestion);
        }
        let finding = Finding::TokenNotProven {
            kind: error.kind,
            lifetime: self.lifetime,
            suggestion,
        };
        let _ = self.end(Done::new(StageOutcome::Failed, finding).with(*error.exchange));
        Stop
    }

    fn empty_match(&mut self, answer: &Answer<ListResponse>) -> Result<(), Stop> {
        self.begin(StageId::EmptyMatch);
        let returned = answer.value.resources.len() as u64;
        let total = answer.value.total_results;
        let done = if returned == 0 && total.unwrap_or(0) == 0 {
            Done::passed(Finding::NobodyMatched, answer.exchange.clone())
        } else {
            let finding = Finding::FilterIgnored { returned, total };
            Done::new(StageOutcome::Warning, finding).with(answer.exchange.clone())
        };
        self.end(done)
    }

    /// Lists one user, unless the token stage has done so already.
    pub(super) async fn users(&mut self, client: &Client, listed: Option<List>) -> Result<(), Stop> {
        self.begin(StageId::Users);
        let listed = match listed {
            Some(listed) => listed,
            None => first_user(client).await,
        };
        let done = match listed {
            Ok(answer) => {
                self.capabilities.users = answer.value.total_results;
                listed_done(answer)
            }
            Err(error) => Done::of_error(StageOutcome::Failed, error),
        };
        self.end(done)
    }

    /// Lists one group. A server without groups is no broken server.
    pub(super) async fn groups(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::Groups);
        let query = [("excludedAttributes", "members"), ("startIndex", "1"), ("count", "1")];
        let mut listed = client.list_page(&["Groups"], &query).await;
        if listed.as_ref().is_err_and(|error| is_refusal(&error.kind)) {
            listed = client.list_page(&["Groups"], &[]).await;
        }
        let done = match listed {
            Ok(answer) => {
                self.capabilities.groups = answer.value.total_results;
                self.capabilities.groups_offered = Some(true);
                listed_done(answer)
            }
            Err(error) => {
                let outcome = outcome_of_extra(&error.kind);
                if outcome == StageOutcome::NotOffered {
                    self.capabilities.groups_offered = Some(false);
                }
                Done::of_error(outcome, error)
            }
        };
        self.end(done)
    }

    /// Reads what the server says of itself.
    pub(super) async fn config(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::ServiceProviderConfig);
        let done = match client.service_provider_config().await {
            Ok(answer) => {
                self.capabilities.config = Some(answer.value.clone());
                Done::passed(Finding::Config(Box::new(answer.value)), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }

    /// Reads which resource types there are.
    pub(super) async fn resource_types(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::ResourceTypes);
        let done = match client.resource_types().await {
            Ok(answer) => {
                let types: Vec<ResourceType> = answer
                    .value
                    .resources
                    .iter()
                    .filter_map(|entry| ResourceType::from_value(&entry.to_value()))
                    .collect();
                self.capabilities.resource_types.clone_from(&types);
                Done::passed(Finding::ResourceTypes(types), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }

    /// Reads which schemas there are.
    pub(super) async fn schemas(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::Schemas);
        let done = match client.schemas().await {
            Ok(answer) => {
                let urns: Vec<String> = answer
                    .value
                    .resources
                    .iter()
                    .filter_map(|schema| schema.id().or_else(|| schema.text("name")))
                    .map(std::borrow::Cow::into_owned)
                    .collect();
                self.capabilities.schemas.clone_from(&urns);
                Done::passed(Finding::Schemas(urns), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }

    /// Asks as a stranger: without a token, and where that is refused, with a token that nobody gave out.
    pub(super) async fn open_door(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::OpenDoor);
        let done = match first_user(&client.clone().without_token()).await {
            Ok(answer) => {
                let finding = Finding::DoorOpen {
                    total: answer.value.total_results,
                };
                Done::new(StageOutcome::Warning, finding).with(answer.exchange)
            }
            Err(error) if error.status().is_none() => Done::of_error(StageOutcome::Warning, error),
            Err(error) => {
                let invented = SecretString::from(Uuid::new_v4().to_string());
                let with_invented = match client.clone().with_token(&invented) {
                    Some(stranger) => first_user(&stranger).await.ok(),
                    None => None,
                };
                match with_invented {
                    Some(answer) => Done::new(StageOutcome::Warning, Finding::AnyTokenAccepted).with(answer.exchange),
                    None => Done::passed(Finding::DoorClosed, *error.exchange),
                }
            }
        };
        self.end(done)
    }
}

/// `/Users?startIndex=1&count=1`, and without the parameters where they are refused.
async fn first_user(client: &Client) -> List {
    let listed = client
        .list_page(&["Users"], &[("startIndex", "1"), ("count", "1")])
        .await;
    match listed {
        Err(error) if is_refusal(&error.kind) => client.list_page(&["Users"], &[]).await,
        listed => listed,
    }
}

fn listed_done(answer: Answer<ListResponse>) -> Done {
    let finding = Finding::Listed {
        total: answer.value.total_results,
        returned: answer.value.resources.len() as u64,
    };
    Done::passed(finding, answer.exchange)
}

/// Answers with which servers refuse a filter or a parameter that they do not know.
fn is_refusal(kind: &ClientErrorKind) -> bool {
    matches!(
        kind,
        ClientErrorKind::BadRequest { .. }
            | ClientErrorKind::NotSupported
            | ClientErrorKind::ServerFailed { .. }
            | ClientErrorKind::UnexpectedStatus { .. }
    )
}

fn may_be_the_filter(kind: &ClientErrorKind) -> bool {
    // An answer too large for one account comes from a server that ignores filters.
    is_refusal(kind)
        || matches!(
            kind,
            ClientErrorKind::NotFound { .. } | ClientErrorKind::EmptyAnswer | ClientErrorKind::AnswerTooLarge { .. }
        )
}

/// Answers that speak of another place than a SCIM endpoint.
fn is_wrong_place(kind: &ClientErrorKind) -> bool {
    matches!(
        kind,
        ClientErrorKind::NotFound {
            missing: Missing::Endpoint
        } | ClientErrorKind::NotSupported
            | ClientErrorKind::SignInPage
            | ClientErrorKind::NotScim
            | ClientErrorKind::EmptyAnswer
            | ClientErrorKind::RedirectRefused { .. }
    )
}

/// How much it matters that something beyond users is not there.
fn outcome_of_extra(kind: &ClientErrorKind) -> StageOutcome {
    match kind {
        ClientErrorKind::NotFound { .. } | ClientErrorKind::NotSupported => StageOutcome::NotOffered,
        _ => StageOutcome::Warning,
    }
}

/// Looks for SCIM at the usual paths of the same origin; the token goes nowhere else.
async fn find_endpoint(client: &Client, suffix: Option<&str>) -> Option<String> {
    let given = client.url().as_url().path().trim_matches('/').to_owned();
    let suffixes = suffix
        .map(|suffix| suffix.trim_matches('/'))
        .into_iter()
        .chain(USUAL_SUFFIXES);
    let mut tried = vec![format!("/{given}")];
    for suffix in suffixes {
        for path in [
            format!("/{suffix}"),
            crate::tenant_url::completed_path(&format!("/{given}"), suffix),
        ] {
            let path = path.trim_end_matches('/').to_owned();
            if tried.contains(&path) {
                continue;
            }
            tried.push(path.clone());
            let there = client.clone().at_path(&path);
            let filter = Filter::eq(AttributePath::new("userName"), Uuid::new_v4().to_string());
            let is_scim = match there.find(ResourceKind::User, &filter, &[]).await {
                Ok(_) => true,
                Err(error) if error.kind == ClientErrorKind::Cancelled => return None,
                // A SCIM error for anything but "not here" is an endpoint talking.
                Err(error) => {
                    !matches!(error.kind, ClientErrorKind::NotFound { .. })
                        && error
                            .exchange
                            .body_excerpt
                            .as_deref()
                            .is_some_and(|body| body.contains(ERROR_SCHEMA))
                }
            };
            if is_scim {
                return Some(there.url().as_str().to_owned());
            }
        }
    }
    None
}
