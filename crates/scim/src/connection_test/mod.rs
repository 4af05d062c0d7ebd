//! The staged connection test: whether a tenant URL and a token work, and if not, what is wrong.
//!
//! The stages go from the URL to the last request. Each ends in a typed [`Finding`] with evidence; words for
//! people are made elsewhere. A 200 from a discovery page proves nothing about the token, because many servers show those to
//! anybody: the token is judged by a query for an account that cannot exist, as Microsoft Entra does.

mod certificate;
mod report;
mod run;
mod stages;
mod token;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

pub use certificate::CertificateInfo;
pub use report::{Capabilities, Finding, Report, SkipReason, Stage, StageId, StageOutcome, TestVerdict};
pub use token::{Lifetime, TokenLifetime, token_lifetime};

use crate::client::{AuthScheme, Client, ClientErrorKind, ClientOptions, Clock, Limits, RetryPolicy, SystemClock};
use crate::tenant_url::{UrlHints, examine};
use report::Done;
use run::{Run, Stop};

/// How many days before its end a certificate or a token is worth a warning.
pub const EXPIRY_WARNING: i64 = 14;

/// What to test. The URL is taken as the admin typed it.
pub struct ConnectionTest {
    /// The tenant URL as typed or saved.
    pub url: String,
    /// The secret token.
    pub token: SecretString,
    /// How the token is sent.
    pub auth_scheme: AuthScheme,
    /// Certificates of the admin's own CA.
    pub extra_roots: Vec<CertificateDer<'static>>,
    /// The path that the app's URLs end in, such as `/scim/v2`.
    pub known_suffix: Option<String>,
    /// Hosts at which the app's endpoint is known to be.
    pub known_hosts: Vec<String>,
    /// Requests a second.
    pub rate: f64,
    /// Limits of time and size.
    pub limits: Limits,
    /// Time; tests bring their own.
    pub clock: Arc<dyn Clock>,
}

impl ConnectionTest {
    /// A test with the usual limits.
    pub fn new(url: impl Into<String>, token: SecretString) -> Self {
        Self {
            url: url.into(),
            token,
            auth_scheme: AuthScheme::default(),
            extra_roots: Vec::new(),
            known_suffix: None,
            known_hosts: Vec::new(),
            rate: 25.0,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
        }
    }

    /// The same test that knows what the app's URLs look like.
    #[must_use]
    pub fn with_hints(mut self, hints: &UrlHints<'_>) -> Self {
        self.known_suffix = hints.known_suffix.map(str::to_owned);
        self.known_hosts = hints.known_hosts.iter().map(|host| (*host).to_owned()).collect();
        self
    }

    /// Runs all stages. `observer` hears of each when it begins and when it ends.
    pub async fn run(self, cancellation: CancellationToken, mut observer: impl FnMut(&Stage) + Send + Sync) -> Report {
        let started = self.clock.elapsed();
        let at = Timestamp::try_from(self.clock.now()).unwrap_or(Timestamp::UNIX_EPOCH);
        let lifetime = token_lifetime(&self.token, at);
        let mut run = Run::new(&mut observer, cancellation, Arc::clone(&self.clock), at, lifetime);
        // A stop is already in the report; the stages after it are marked as not tried below.
        let _: Result<(), Stop> = self.stages(&mut run).await;
        let clock = Arc::clone(&self.clock);
        run.finish(clock.elapsed().saturating_sub(started))
    }

    async fn stages(&self, run: &mut Run<'_>) -> Result<(), Stop> {
        let url = self.url_stage(run)?;
        let client = self.client(run, &url)?;
        self.way_to_the_server(run, &client).await?;
        let users = run.token(&client, self.known_suffix.as_deref()).await?;
        run.users(&client, users).await?;
        run.groups(&client).await?;
        run.config(&client).await?;
        run.resource_types(&client).await?;
        run.schemas(&client).await?;
        run.open_door(&client).await
    }

    fn url_stage(&self, run: &mut Run<'_>) -> Result<crate::tenant_url::TenantUrl, Stop> {
        run.begin(StageId::Url);
        let known_hosts: Vec<&str> = self.known_hosts.iter().map(String::as_str).collect();
        let findings = examine(
            &self.url,
            &UrlHints {
                known_suffix: self.known_suffix.as_deref(),
                known_hosts: &known_hosts,
            },
        );
        run.suggested_url.clone_from(&findings.suggestion);
        let suggestion = findings.suggestion;
        match (findings.normalised, findings.problem) {
            (Some(url), None) => {
                let finding = Finding::UrlUsable {
                    url: url.clone(),
                    notes: findings.notes,
                    suggestion,
                };
                run.end(Done::new(StageOutcome::Passed, finding))?;
                Ok(url)
            }
            (_, problem) => {
                let problem = problem.unwrap_or(crate::tenant_url::TenantUrlError::Empty);
                run.end(Done::new(
                    StageOutcome::Failed,
                    Finding::UrlUnusable { problem, suggestion },
                ))?;
                Err(Stop)
            }
        }
    }

    /// A client that does not hide a first failure behind many attempts, and yet waits when it is asked to for a moment.
    fn client(&self, run: &mut Run<'_>, url: &crate::tenant_url::TenantUrl) -> Result<Client, Stop> {
        let options = ClientOptions {
            auth_scheme: self.auth_scheme,
            extra_roots: self.extra_roots.clone(),
            rate: self.rate,
            limits: self.limits,
            retry: RetryPolicy {
                max_attempts: 2,
                first_wait: Duration::from_millis(250),
                longest_wait: Duration::from_secs(1),
                total_wait: Duration::from_secs(10),
            },
            clock: Arc::clone(&self.clock),
            ..ClientOptions::new(url.clone(), self.token.clone())
        };
        match Client::new(options) {
            Ok(client) => Ok(client.with_cancellation(run.cancellation.clone())),
            Err(error) => {
                let stage = match error.kind {
                    ClientErrorKind::TokenInvalid => StageId::Token,
                    _ => StageId::Tls,
                };
                run.begin(stage);
                run.end(Done::of_error(StageOutcome::Failed, error))?;
                Err(Stop)
            }
        }
    }

    /// Name, TCP and TLS; none of them where a proxy does that for us.
    async fn way_to_the_server(&self, run: &mut Run<'_>, client: &Client) -> Result<(), Stop> {
        if let Some(proxy) = client.proxy() {
            let reason = SkipReason::ViaProxy {
                proxy: proxy.to_owned(),
            };
            for id in [StageId::Name, StageId::Tcp, StageId::Tls] {
                run.skip(id, reason.clone());
            }
            return Ok(());
        }
        let url = client.url();
        let addresses = run.name(url, self.limits.connect).await?;
        let stream = run.tcp(&addresses, self.limits.connect).await?;
        if url.is_https() {
            run.tls(stream, url, &self.extra_roots, self.limits.connect).await
        } else {
            run.skip(StageId::Tls, SkipReason::NotEncrypted);
            Ok(())
        }
    }
}
