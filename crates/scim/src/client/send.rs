//! Sending: the one loop in which the rate limit, the retries, redirects and cancellation come together.

use std::future::Future;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_MATCH, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use url::Url;

use super::retry::{self, Attempt, Decision, Fate};
use super::transport::{Fault, Received};
use super::{Client, ClientError, ClientErrorKind, Exchange, Missing, Waiting, answer};
use crate::error_body::ScimError;

/// Redirects within the origin that are followed for one read.
const MAX_REDIRECTS: u32 = 5;
const SCIM_JSON: &str = "application/scim+json";

/// A request before it is sent.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) if_match: Option<HeaderValue>,
    /// What a 404 says is not there, where its body is a SCIM error.
    pub(crate) missing: Missing,
    pub(crate) body_limit: usize,
    /// Whether success keeps an excerpt of the body too.
    pub(crate) keep_excerpt: bool,
}

impl Client {
    /// Sends until there is a success, a failure that is not worth another try, or the budget is spent.
    pub(crate) async fn send(&self, mut request: Outgoing) -> Result<(Received, Exchange), ClientError> {
        let shared = &*self.shared;
        let started = shared.clock.elapsed();
        let mut exchange = self.exchange(&request);
        let is_write = request.method != Method::GET;
        let mut redirects = 0;
        loop {
            if self.unless_cancelled(shared.limiter.acquire()).await.is_none() {
                return Err(self.cancelled(exchange, false, started));
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
                let kind = if is_write && lost {
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
                // Only a write that was surely not done comes here.
                return Err(self.cancelled(exchange, false, started));
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
        let body = serde_json::from_slice::<Value>(&received.body).ok();
        let error = body.as_ref().and_then(ScimError::from_value);
        let missing = match request.missing {
            Missing::Resource if !body.as_ref().is_some_and(ScimError::is_certain) => Missing::Unclear,
            missing => missing,
        };
        let retry_after = header_text(&received.headers, &RETRY_AFTER)
            .and_then(|value| retry::retry_after(value, self.shared.clock.now()));
        let status = received.status.as_u16();
        Failure {
            kind: status_kind(status, error.as_ref(), missing, retry_after),
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

pub(super) fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn redirect_target(from: &Url, headers: &HeaderMap) -> Option<Url> {
    from.join(header_text(headers, &LOCATION)?).ok()
}

pub(super) fn status_kind(
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
