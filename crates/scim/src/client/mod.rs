//! The client of one tenant: sends requests within limits, decides about retries, reads answers, keeps evidence.
//!
//! What holds for every request: the token goes to the tenant URL's origin and nowhere else; redirects, links and
//! `meta.location` are never followed off it; every wait has a limit, every body a size cap; everything can be
//! cancelled; each result and each error carries an [`Exchange`] in which the token cannot stand.
//!
//! It knows nothing of apps, of where tokens are kept, or of words for people.

mod answer;
mod clock;
mod error;
mod evidence;
mod rate_limit;
pub mod retry;
pub(crate) mod tls;
pub(crate) mod transport;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MATCH, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{Method, StatusCode};
use rustls::pki_types::CertificateDer;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;

pub use clock::{Clock, SystemClock};
pub use error::{ClientError, ClientErrorKind, Missing};
pub use evidence::Exchange;
pub use retry::RetryPolicy;
pub use tls::{RootsError, roots_from_bytes};
pub use transport::Limits;

use crate::error_body::{ERROR_SCHEMA, ScimError};
use crate::filter::Filter;
use crate::list_response::ListResponse;
use crate::listing::{ListOptions, Listing};
use crate::patch::PatchOp;
use crate::resource::{Resource, ResourceKind};
use crate::service_provider_config::ServiceProviderConfig;
use crate::tenant_url::{TenantUrl, is_usable_id};

pub(crate) use answer::{broken as broken_json, text as answer_text};
use evidence::Redactor;
use rate_limit::RateLimiter;
use retry::{Attempt, Decision, Fate};
use transport::{Fault, Received, SetupError, Transport};

/// Redirects within the origin that are followed for one read.
const MAX_REDIRECTS: u32 = 5;
const SCIM_JSON: &str = "application/scim+json";

/// How the token stands in the `Authorization` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuthScheme {
    /// `Bearer TOKEN` (RFC 6750).
    #[default]
    Bearer,
    /// `TOKEN`: a few servers want it without a scheme.
    Bare,
}

/// What a client needs to know.
pub struct ClientOptions {
    /// Where the endpoint begins.
    pub url: TenantUrl,
    /// The secret token.
    pub token: SecretString,
    /// How the token is sent.
    pub auth_scheme: AuthScheme,
    /// Certificates of the admin's own CA, trusted beside the OS's roots.
    pub extra_roots: Vec<CertificateDer<'static>>,
    /// Requests a second; every attempt counts.
    pub rate: f64,
    /// Limits of time and size.
    pub limits: Limits,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// How hard to try.
    pub retry: RetryPolicy,
    /// Time; tests bring their own.
    pub clock: Arc<dyn Clock>,
}

impl ClientOptions {
    /// The usual: `Bearer`, the OS's roots, 25 requests a second.
    pub fn new(url: TenantUrl, token: SecretString) -> Self {
        Self {
            url,
            token,
            auth_scheme: AuthScheme::default(),
            extra_roots: Vec::new(),
            rate: 25.0,
            limits: Limits::default(),
            user_agent: concat!("Scimdesk/", env!("CARGO_PKG_VERSION")).to_owned(),
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("url", &self.url)
            .field("auth_scheme", &self.auth_scheme)
            .field("rate", &self.rate)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// A value and the exchange that brought it.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// What the server answered.
    pub value: T,
    /// The `ETag` header, as `If-Match` takes it.
    pub etag: Option<String>,
    /// The request and the answer.
    pub exchange: Exchange,
}

impl<T> Answer<T> {
    /// The same exchange with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            value: f(self.value),
            etag: self.etag,
            exchange: self.exchange,
        }
    }
}

/// A pause before another attempt, told to an observer for progress displays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// How long.
    pub duration: Duration,
    /// Whether the server named the time, in `Retry-After`.
    pub asked_by_server: bool,
    /// How many attempts failed so far.
    pub attempts: u32,
    /// Why the last one did.
    pub cause: ClientErrorKind,
}

type Observer = Arc<dyn Fn(&Waiting) + Send + Sync>;

/// The client of one tenant. Clones share connections, rate limit and token.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    cancellation: CancellationToken,
    observer: Option<Observer>,
    retry: RetryPolicy,
    anonymous: bool,
    other_token: Option<HeaderValue>,
    /// Where requests go: the tenant URL, or another path of its origin while the right one is looked for.
    base: TenantUrl,
}

struct Shared {
    url: TenantUrl,
    authorization: HeaderValue,
    user_agent: HeaderValue,
    transport: Transport,
    limiter: RateLimiter,
    redactor: Redactor,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.shared.redactor.url(self.base.as_url());
        f.debug_struct("Client").field("url", &url).finish_non_exhaustive()
    }
}

/// A request before it is sent.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) if_match: Option<HeaderValue>,
    /// What a 404 says is not there.
    pub(crate) missing: Missing,
    pub(crate) body_limit: usize,
    /// Whether success keeps an excerpt of the body too.
    pub(crate) keep_excerpt: bool,
}

impl Client {
    /// Makes a client. Nothing is sent.
    ///
    /// Fails with [`ClientErrorKind::TokenInvalid`] where the token cannot stand in a header, and with
    /// [`ClientErrorKind::TlsFailed`] where this machine has no root certificates or the extra ones are unusable.
    pub fn new(options: ClientOptions) -> Result<Self, ClientError> {
        let redactor = Redactor::new(Some(&options.token));
        let failed = |kind, cause: Option<String>| {
            ClientError::new(
                kind,
                Exchange {
                    url: redactor.url(options.url.as_url()),
                    cause,
                    ..Exchange::default()
                },
            )
        };
        let authorization = authorization(&options.token, options.auth_scheme)
            .ok_or_else(|| failed(ClientErrorKind::TokenInvalid, None))?;
        let transport = Transport::new(&options.url, &options.extra_roots, options.limits)
            .map_err(|error: SetupError| failed(ClientErrorKind::TlsFailed, Some(redactor.chain(&error))))?;
        let user_agent =
            HeaderValue::from_str(&options.user_agent).unwrap_or_else(|_| HeaderValue::from_static("Scimdesk"));
        Ok(Self {
            base: options.url.clone(),
            shared: Arc::new(Shared {
                authorization,
                user_agent,
                transport,
                limiter: RateLimiter::new(options.rate, options.clock.clone()),
                redactor,
                clock: options.clock,
                url: options.url,
            }),
            cancellation: CancellationToken::new(),
            observer: None,
            retry: options.retry,
            anonymous: false,
            other_token: None,
        })
    }

    /// The same client whose requests end when `cancellation` is cancelled.
    #[must_use]
    pub fn with_cancellation(mut self, cancellation: CancellationToken) -> Self {
        self.cancellation = cancellation;
        self
    }

    /// The same client that tells `observer` before each pause.
    #[must_use]
    pub fn with_observer(mut self, observer: impl Fn(&Waiting) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// The same client with another retry policy.
    #[must_use]
    pub fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// The same client without the token, to see what a server tells strangers.
    #[must_use]
    pub fn without_token(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The same client with another token, which nobody knows; to see whether the server looks at tokens at all.
    pub(crate) fn with_token(mut self, token: &SecretString) -> Option<Self> {
        self.other_token = Some(authorization(token, AuthScheme::Bearer)?);
        Some(self)
    }

    /// The same client at another path of the same origin.
    pub(crate) fn at_path(mut self, path: &str) -> Self {
        self.base = self.base.with_path(path);
        self
    }

    /// Where the endpoint begins.
    pub fn url(&self) -> &TenantUrl {
        &self.base
    }

    /// The system's proxy that requests go through, without credentials.
    pub fn proxy(&self) -> Option<&str> {
        self.shared.transport.proxy()
    }

    /// `GET /Users/{id}` (RFC 7644 §3.4.1).
    pub async fn get(&self, kind: ResourceKind, id: &str) -> Result<Answer<Resource>, ClientError> {
        let request = self.on_resource(Method::GET, kind, id)?;
        let answer = self.send_for_json(request).await?;
        self.resource(answer)
    }

    /// `GET /Users?filter=…` (RFC 7644 §3.4.2.2): one page of what the server thinks matches. Check each hit; servers
    /// get filters wrong. `attributes` names what to return; everything where empty.
    pub async fn find(
        &self,
        kind: ResourceKind,
        filter: &Filter,
        attributes: &[&str],
    ) -> Result<Answer<ListResponse>, ClientError> {
        let filter = filter.to_string();
        let attributes = attributes.join(",");
        let mut query = vec![("filter", filter.as_str())];
        if !attributes.is_empty() {
            query.push(("attributes", &attributes));
        }
        self.list_page(&[kind.endpoint()], &query).await
    }

    /// `POST /Users` (RFC 7644 §3.3). `None` where the server made it and did not show it.
    pub async fn create(&self, kind: ResourceKind, resource: &Value) -> Result<Answer<Option<Resource>>, ClientError> {
        let url = self.base.join(&[kind.endpoint()], &[]);
        let request = self.outgoing(Method::POST, url, Missing::Endpoint).with_body(resource);
        self.write(request).await
    }

    /// `PATCH /Users/{id}` (RFC 7644 §3.5.2). `None` where the server answered without a body, as 204 does.
    pub async fn patch(
        &self,
        kind: ResourceKind,
        id: &str,
        patch: &PatchOp,
        if_match: Option<&str>,
    ) -> Result<Answer<Option<Resource>>, ClientError> {
        let request = self
            .on_resource(Method::PATCH, kind, id)?
            .with_body(&patch.to_value())
            .with_if_match(if_match);
        self.write(request).await
    }

    /// `PUT /Users/{id}` (RFC 7644 §3.5.1): replaces the whole resource.
    pub async fn put(
        &self,
        kind: ResourceKind,
        id: &str,
        resource: &Value,
        if_match: Option<&str>,
    ) -> Result<Answer<Option<Resource>>, ClientError> {
        let request = self
            .on_resource(Method::PUT, kind, id)?
            .with_body(resource)
            .with_if_match(if_match);
        self.write(request).await
    }

    /// `DELETE /Users/{id}` (RFC 7644 §3.6). A resource that is not there is an error, unless an earlier attempt of this
    /// same call may have deleted it.
    pub async fn delete(&self, kind: ResourceKind, id: &str) -> Result<Answer<()>, ClientError> {
        let request = self.on_resource(Method::DELETE, kind, id)?;
        let (received, exchange) = self.send(request).await?;
        Ok(answer((), &received, exchange))
    }

    /// `GET /ServiceProviderConfig` (RFC 7644 §4). Proves nothing about the token: many servers show it to anybody.
    pub async fn service_provider_config(&self) -> Result<Answer<ServiceProviderConfig>, ClientError> {
        let Answer { value, etag, exchange } = self.get_raw(&["ServiceProviderConfig"], &[]).await?;
        match ServiceProviderConfig::from_value(&value) {
            Some(value) => Ok(Answer { value, etag, exchange }),
            None => Err(self.unreadable(ClientErrorKind::NotScim, None, exchange)),
        }
    }

    /// `GET /ResourceTypes` (RFC 7644 §4).
    pub async fn resource_types(&self) -> Result<Answer<ListResponse>, ClientError> {
        self.list_page(&["ResourceTypes"], &[]).await
    }

    /// `GET /Schemas` (RFC 7644 §4).
    pub async fn schemas(&self) -> Result<Answer<ListResponse>, ClientError> {
        self.list_page(&["Schemas"], &[]).await
    }

    /// `GET` of any path below the tenant URL: JSON of whatever shape.
    pub async fn get_raw(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer<Value>, ClientError> {
        let url = self.base.join(path, query);
        self.send_for_json(self.outgoing(Method::GET, url, Missing::Endpoint))
            .await
    }

    /// `GET` of one page of a list.
    pub async fn list_page(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer<ListResponse>, ClientError> {
        let answer = self.get_raw(path, query).await?;
        let Answer { value, etag, exchange } = answer;
        match ListResponse::from_value(value) {
            Ok(value) => Ok(Answer { value, etag, exchange }),
            Err(error) => Err(self.unreadable(ClientErrorKind::NotScim, Some(&error), exchange)),
        }
    }

    /// Lists everything of a kind, page by page, and ends in a verdict on whether it was everything.
    pub fn list(&self, kind: ResourceKind, options: ListOptions) -> Listing {
        Listing::new(self.clone(), kind, options)
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.shared.transport.limits()
    }

    pub(crate) fn outgoing(&self, method: Method, url: Url, missing: Missing) -> Outgoing {
        Outgoing {
            method,
            url,
            body: None,
            if_match: None,
            missing,
            body_limit: self.limits().body_bytes,
            keep_excerpt: true,
        }
    }

    fn on_resource(&self, method: Method, kind: ResourceKind, id: &str) -> Result<Outgoing, ClientError> {
        if !is_usable_id(id) {
            let url = self.base.join(&[kind.endpoint()], &[]);
            let exchange = self.exchange(&self.outgoing(method, url, Missing::Endpoint));
            return Err(ClientError::new(ClientErrorKind::IdUnusable, exchange));
        }
        let url = self.base.join(&[kind.endpoint(), id], &[]);
        Ok(self.outgoing(method, url, Missing::Resource))
    }

    fn exchange(&self, request: &Outgoing) -> Exchange {
        Exchange {
            method: request.method.as_str().to_owned(),
            url: self.shared.redactor.url(&request.url),
            ..Exchange::default()
        }
    }

    /// An answer of success whose content is of no use.
    pub(crate) fn unreadable(
        &self,
        kind: ClientErrorKind,
        cause: Option<&(dyn std::error::Error + 'static)>,
        mut exchange: Exchange,
    ) -> ClientError {
        exchange.cause = cause.map(|cause| self.shared.redactor.chain(cause));
        ClientError::new(kind, exchange)
    }

    pub(crate) fn excerpt(&self, body: &[u8]) -> Option<String> {
        self.shared.redactor.excerpt(body)
    }

    async fn send_for_json(&self, request: Outgoing) -> Result<Answer<Value>, ClientError> {
        let (received, exchange) = self.send(request).await?;
        match answer::json::<Value>(&received.headers, &received.body) {
            Ok(value) => match self.error_inside(&value, &exchange) {
                Some(error) => Err(error),
                None => Ok(answer(value, &received, exchange)),
            },
            Err((kind, cause)) => Err(self.unreadable(
                kind,
                cause.as_ref().map(|cause| cause as &(dyn std::error::Error + 'static)),
                exchange,
            )),
        }
    }

    /// Some servers answer 200 and put the error into the body.
    fn error_inside(&self, value: &Value, exchange: &Exchange) -> Option<ClientError> {
        let declared = crate::json::texts_of(value.as_object()?, "schemas")
            .iter()
            .any(|urn| urn.eq_ignore_ascii_case(ERROR_SCHEMA));
        let error = declared.then(|| ScimError::from_value(value)).flatten()?;
        let status = error.status.unwrap_or(500);
        let kind = status_kind(status, Some(&error), Missing::Resource, None);
        Some(ClientError {
            kind,
            detail: error.detail.map(|detail| self.shared.redactor.text(&detail)),
            exchange: Box::new(exchange.clone()),
        })
    }

    fn resource(&self, answer: Answer<Value>) -> Result<Answer<Resource>, ClientError> {
        let Answer { value, etag, exchange } = answer;
        match Resource::from_value(value) {
            Ok(value) if value.id().is_some() || !value.schemas().is_empty() => Ok(Answer { value, etag, exchange }),
            Ok(_) => Err(self.unreadable(ClientErrorKind::NotScim, None, exchange)),
            Err(error) => Err(self.unreadable(ClientErrorKind::NotScim, Some(&error), exchange)),
        }
    }

    async fn write(&self, request: Outgoing) -> Result<Answer<Option<Resource>>, ClientError> {
        let (received, exchange) = self.send(request).await?;
        let value = match answer::json::<Value>(&received.headers, &received.body) {
            Ok(value) => value,
            Err((ClientErrorKind::EmptyAnswer, _)) => return Ok(answer(None, &received, exchange)),
            Err((kind, cause)) => {
                // Success with half a body: it was probably done, and what was done is not known.
                let kind = match kind {
                    ClientErrorKind::BrokenJson { .. } => ClientErrorKind::OutcomeUnknown,
                    other => other,
                };
                let cause = cause.as_ref().map(|cause| cause as &(dyn std::error::Error + 'static));
                return Err(self.unreadable(kind, cause, exchange));
            }
        };
        if let Some(error) = self.error_inside(&value, &exchange) {
            return Err(error);
        }
        // `{}`, `true` and the like are as good as no body.
        let resource = Resource::from_value(value)
            .ok()
            .filter(|resource| !resource.as_object().is_empty());
        Ok(answer(resource, &received, exchange))
    }

    /// Sends until there is a success, a failure that is not worth another try, or the budget is spent.
    pub(crate) async fn send(&self, mut request: Outgoing) -> Result<(Received, Exchange), ClientError> {
        let shared = &*self.shared;
        let started = shared.clock.elapsed();
        let mut exchange = self.exchange(&request);
        let is_write = request.method != Method::GET;
        // Whether an earlier attempt may have done the write already.
        let mut maybe_done = false;
        let mut redirects = 0;
        loop {
            if self.unless_cancelled(shared.limiter.acquire()).await.is_none() {
                return Err(self.cancelled(exchange, maybe_done, started));
            }
            exchange.attempts += 1;
            let prepared = self.prepare(&request);
            let attempt = shared.transport.attempt(prepared, request.body_limit);
            let Some(result) = self.unless_cancelled(attempt).await else {
                return Err(self.cancelled(exchange, is_write, started));
            };
            exchange.elapsed = shared.clock.elapsed().saturating_sub(started);
            let failure = match result {
                Ok(received) => {
                    self.note_head(&mut exchange, received.status, &received.headers);
                    if received.status.is_success() {
                        if request.keep_excerpt {
                            exchange.body_excerpt = self.excerpt(&received.body);
                        }
                        tracing::debug!(method = %request.method, url = exchange.url, status = received.status.as_u16(),
                            attempt = exchange.attempts, "answered");
                        return Ok((received, exchange));
                    }
                    // Gone already: the attempt whose answer was lost has done it.
                    if maybe_done && request.method == Method::DELETE && received.status == StatusCode::NOT_FOUND {
                        return Ok((received, exchange));
                    }
                    exchange.body_excerpt = self.excerpt(&received.body);
                    if received.status.is_redirection()
                        && let Some(target) = redirect_target(&request.url, &received.headers)
                    {
                        if self.may_follow(&request, &target) && redirects < MAX_REDIRECTS {
                            redirects += 1;
                            request.url = target;
                            exchange.url = shared.redactor.url(&request.url);
                            continue;
                        }
                        return Err(ClientError::new(self.redirect_kind(&target), exchange));
                    }
                    self.failure_of_answer(&received, &request)
                }
                Err(fault) => self.failure_of_fault(fault, &mut exchange),
            };
            let lost = matches!(
                failure.fate,
                Fate::AnswerLost | Fate::AnswerUnusable | Fate::Answered(502 | 504)
            );
            let changed_under_us = maybe_done && failure.fate == Fate::Answered(412);
            maybe_done |= is_write && lost;
            tracing::debug!(method = %request.method, url = exchange.url, status = exchange.status,
                attempt = exchange.attempts, kind = %failure.kind, "failed");
            let decision = retry::decide(
                &self.retry,
                &Attempt {
                    method: &request.method,
                    fate: failure.fate,
                    timed_out: failure.timed_out(),
                    retry_after: failure.retry_after,
                    number: exchange.attempts - redirects,
                    waited: exchange.waited,
                },
                rand::random(),
            );
            let Decision::Retry(wait) = decision else {
                let not_answered = !matches!(failure.fate, Fate::Answered(_));
                let kind = if maybe_done && (lost || not_answered || changed_under_us) {
                    ClientErrorKind::OutcomeUnknown
                } else {
                    failure.kind
                };
                return Err(ClientError {
                    kind,
                    detail: failure.detail,
                    exchange: Box::new(exchange),
                });
            };
            if let Some(observer) = &self.observer {
                observer(&Waiting {
                    duration: wait,
                    asked_by_server: failure.retry_after.is_some(),
                    attempts: exchange.attempts,
                    cause: failure.kind,
                });
            }
            if self.unless_cancelled(shared.clock.sleep(wait)).await.is_none() {
                return Err(self.cancelled(exchange, maybe_done, started));
            }
            exchange.waited += wait;
        }
    }

    /// `None` where the cancellation came first.
    async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.cancellation.run_until_cancelled(work).await
    }

    /// A write that was on its way when it was cancelled may have been done.
    fn cancelled(&self, mut exchange: Exchange, maybe_done: bool, started: Duration) -> ClientError {
        exchange.elapsed = self.shared.clock.elapsed().saturating_sub(started);
        exchange.cause = Some("cancelled".to_owned());
        let kind = if maybe_done {
            ClientErrorKind::OutcomeUnknown
        } else {
            ClientErrorKind::Cancelled
        };
        ClientError::new(kind, exchange)
    }

    fn prepare(&self, request: &Outgoing) -> reqwest::Request {
        let mut prepared = reqwest::Request::new(request.method.clone(), request.url.clone());
        let headers = prepared.headers_mut();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("application/scim+json, application/json;q=0.9"),
        );
        headers.insert(USER_AGENT, self.shared.user_agent.clone());
        // The one place where the token is handed out, and only to the tenant's own origin.
        if !self.anonymous && self.shared.url.same_origin(&request.url) {
            let authorization = self.other_token.as_ref().unwrap_or(&self.shared.authorization);
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        if let Some(if_match) = &request.if_match {
            headers.insert(IF_MATCH, if_match.clone());
        }
        if let Some(body) = &request.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(SCIM_JSON));
            *prepared.body_mut() = Some(body.clone().into());
        }
        prepared
    }

    fn note_head(&self, exchange: &mut Exchange, status: StatusCode, headers: &HeaderMap) {
        exchange.status = Some(status.as_u16());
        exchange.headers = self.shared.redactor.headers(headers);
        exchange.body_excerpt = None;
        exchange.cause = None;
    }

    fn failure_of_answer(&self, received: &Received, request: &Outgoing) -> Failure {
        let error = serde_json::from_slice::<Value>(&received.body)
            .ok()
            .and_then(|body| ScimError::from_value(&body));
        let retry_after = header_text(&received.headers, &RETRY_AFTER)
            .and_then(|value| retry::retry_after(value, self.shared.clock.now()));
        let status = received.status.as_u16();
        Failure {
            kind: status_kind(status, error.as_ref(), request.missing, retry_after),
            fate: Fate::Answered(status),
            retry_after,
            detail: error
                .and_then(|error| error.detail)
                .map(|detail| self.shared.redactor.text(&detail)),
        }
    }

    fn failure_of_fault(&self, fault: Fault, exchange: &mut Exchange) -> Failure {
        if let Some((status, headers)) = &fault.head {
            self.note_head(exchange, *status, headers);
            exchange.body_excerpt = self.excerpt(&fault.body);
        } else {
            exchange.status = None;
            exchange.headers.clear();
            exchange.body_excerpt = None;
        }
        exchange.cause = fault.source.as_ref().map(|error| self.shared.redactor.chain(error));
        Failure {
            kind: fault.kind,
            fate: fault.fate,
            retry_after: None,
            detail: None,
        }
    }

    /// Reads may be redirected within the origin: a slash added, a path moved.
    fn may_follow(&self, request: &Outgoing, target: &Url) -> bool {
        request.method == Method::GET && self.shared.url.same_origin(target) && !answer::leads_to_sign_in(target)
    }

    fn redirect_kind(&self, target: &Url) -> ClientErrorKind {
        if answer::leads_to_sign_in(target) {
            return ClientErrorKind::SignInPage;
        }
        let mut shown = target.clone();
        shown.set_query(None);
        shown.set_fragment(None);
        // Neither fails for a URL with a host; where there is none, there is no user info.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        ClientErrorKind::RedirectRefused {
            to_host: target.host_str().unwrap_or_default().to_owned(),
            to: self.shared.redactor.url(&shown),
            same_host: self.shared.url.same_origin(target),
        }
    }
}

impl Outgoing {
    fn with_body(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into_bytes());
        self
    }

    /// An entity tag that cannot stand in a header came from no header; it is left out.
    fn with_if_match(mut self, if_match: Option<&str>) -> Self {
        self.if_match = if_match.and_then(|tag| HeaderValue::from_str(tag).ok());
        self
    }
}

struct Failure {
    kind: ClientErrorKind,
    fate: Fate,
    retry_after: Option<Duration>,
    detail: Option<String>,
}

impl Failure {
    fn timed_out(&self) -> bool {
        matches!(
            self.kind,
            ClientErrorKind::ConnectTimeout | ClientErrorKind::AnswerTimeout | ClientErrorKind::BodyStalled
        )
    }
}

fn answer<T>(value: T, received: &Received, exchange: Exchange) -> Answer<T> {
    Answer {
        value,
        etag: header_text(&received.headers, &ETAG).map(str::to_owned),
        exchange,
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn redirect_target(from: &Url, headers: &HeaderMap) -> Option<Url> {
    from.join(header_text(headers, &LOCATION)?).ok()
}

/// The header, marked so that it is never printed. `None` where the token cannot stand in one.
fn authorization(token: &SecretString, scheme: AuthScheme) -> Option<HeaderValue> {
    let token = token.expose_secret();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let mut value = match scheme {
        AuthScheme::Bearer => HeaderValue::from_str(&format!("Bearer {token}")),
        AuthScheme::Bare => HeaderValue::from_str(token),
    }
    .ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn status_kind(
    status: u16,
    error: Option<&ScimError>,
    missing: Missing,
    retry_after: Option<Duration>,
) -> ClientErrorKind {
    let scim_type = error.and_then(|error| error.scim_type.clone());
    match status {
        400 => ClientErrorKind::BadRequest { scim_type },
        401 => ClientErrorKind::TokenRefused,
        403 => ClientErrorKind::Forbidden,
        404 => ClientErrorKind::NotFound { missing },
        405 | 501 => ClientErrorKind::NotSupported,
        407 => ClientErrorKind::ProxyFailed,
        409 => ClientErrorKind::Conflict { scim_type },
        412 => ClientErrorKind::PreconditionFailed,
        429 => ClientErrorKind::TooManyRequests { retry_after },
        500..=599 => ClientErrorKind::ServerFailed { status },
        _ => ClientErrorKind::UnexpectedStatus { status },
    }
}
