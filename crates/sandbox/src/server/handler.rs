//! One request: recorded, spoilt by faults, let in by its token, answered.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Query, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use scimdesk_scim::error_body::ScimError;
use secrecy::ExposeSecret as _;
use subtle::ConstantTimeEq as _;

use super::{BASE, Shared, lock, wire::Scissors};
use crate::{
    Faults, RecordedRequest, RetryAfter, StatusFor,
    protocol::{self, Answer, Call},
};

/// The largest body that is read, in bytes.
const MAX_BODY: usize = 4 * 1024 * 1024;

const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\
    <body><form method=\"post\"><input name=\"user\"><input name=\"password\" type=\"password\">\
    <button>Sign in</button></form></body></html>\n";

/// Answers one request.
pub(super) async fn serve(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let below = below_base(parts.uri.path()).map(str::to_owned);
    let body = to_bytes(body, MAX_BODY).await;
    let method = parts.method.as_str();
    let path = below.clone().unwrap_or_else(|| parts.uri.path().to_owned());
    lock(&shared.requests).push(RecordedRequest {
        method: method.to_owned(),
        path: path.clone(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: body
            .as_deref()
            .map(String::from_utf8_lossy)
            .unwrap_or_default()
            .into_owned(),
    });
    let (faults, fixed) = {
        let mut active = lock(&shared.faults);
        if active.drops_this() {
            return cut(&connection);
        }
        (active.faults.clone(), active.fixed_answer(method, &path))
    };
    if let Some(delay) = faults.delay {
        tokio::time::sleep(delay).await;
    }
    if let Some(fixed) = fixed {
        return respond(fixed_answer(&fixed, faults.retry_after), &faults);
    }
    if faults.html_login_200 {
        let page = Answer {
            status: 200,
            headers: vec![("content-type".into(), "text/html; charset=utf-8".to_owned())],
            body: Some(LOGIN_PAGE.into()),
        };
        return respond(page, &faults);
    }
    if !faults.open_door
        && let Err(refusal) = check_token(&shared, &parts.headers)
    {
        return respond(refusal, &faults);
    }
    let Ok(body) = body else {
        let detail = format!("the body is larger than {MAX_BODY} bytes");
        return respond(Answer::error(&ScimError::new(413, None, detail)), &faults);
    };
    let Some(below) = below else {
        let error = ScimError::new(404, None, format!("SCIM is at {BASE} here"));
        return respond(Answer::error(&error), &faults);
    };
    let call = match call(method, &below, &parts.uri, &parts.headers, body.into()) {
        Ok(call) => call,
        Err(refusal) => return respond(refusal, &faults),
    };
    let is_write = matches!(method, "POST" | "PUT" | "PATCH" | "DELETE") && !below.ends_with("/.search");
    // Searching a million accounts takes seconds, which no thread of the runtime has to spare.
    let answer = tokio::task::spawn_blocking({
        let (shared, faults) = (Arc::clone(&shared), faults.clone());
        move || protocol::answer(&shared.directory, &call, &faults, now())
    });
    let Ok(answer) = answer.await else {
        // It panicked, and has told why.
        let error = ScimError::new(500, None, "the practice tenant failed");
        return respond(Answer::error(&error), &faults);
    };
    let is_done = (200..300).contains(&answer.status);
    if is_write && is_done && lock(&shared.faults).drops_this_write() {
        return cut(&connection);
    }
    respond(answer, &faults)
}

/// What follows the tenant URL's path; `None` if the request is for something else.
fn below_base(path: &str) -> Option<&str> {
    let below = path.strip_prefix(BASE)?;
    (below.is_empty() || below.starts_with('/')).then_some(below)
}

fn call(method: &str, below: &str, uri: &Uri, headers: &HeaderMap, body: Vec<u8>) -> Result<Call, Answer> {
    let header = |name: HeaderName| {
        let value = headers.get(name)?;
        Some(value.to_str().ok()?.to_owned())
    };
    let malformed = |what: &str| {
        let detail = format!("the {what} is not encoded as a URL wants it");
        Answer::error(&ScimError::new(400, None, detail))
    };
    let path: Result<Vec<String>, _> = below
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| Ok(percent_decode_str(part).decode_utf8()?.into_owned()))
        .collect::<Result<_, std::str::Utf8Error>>();
    let Query(query) = Query::try_from_uri(uri).map_err(|_| malformed("query"))?;
    Ok(Call {
        method: method.to_owned(),
        path: path.map_err(|_| malformed("path"))?,
        query,
        content_type: header(header::CONTENT_TYPE),
        if_match: header(header::IF_MATCH),
        if_none_match: header(header::IF_NONE_MATCH),
        body,
    })
}

/// Lets in who has the token. How long it takes says nothing about how much of a token is right.
fn check_token(shared: &Shared, headers: &HeaderMap) -> Result<(), Answer> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().split_at_checked("Bearer ".len()))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"Bearer "))
        .map(|(_, token)| token);
    let (challenge, detail) = match given {
        None => ("Bearer realm=\"practice\"", "a bearer token is needed"),
        Some(given) if bool::from(given.ct_eq(shared.token.expose_secret().as_bytes())) => {
            return Ok(());
        }
        Some(_) => (
            "Bearer realm=\"practice\", error=\"invalid_token\"",
            "the bearer token is not the one of this tenant",
        ),
    };
    let error = ScimError::new(401, None, detail);
    Err(Answer::error(&error).with("www-authenticate", challenge))
}

fn fixed_answer(fixed: &StatusFor, retry_after: Option<RetryAfter>) -> Answer {
    let mut answer = match &fixed.body {
        Some(body) => Answer::text(fixed.status, body.clone().into_bytes()),
        None => Answer::error(&ScimError::new(fixed.status, None, "a fault was asked for")),
    };
    if fixed
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
    {
        answer.headers.clear();
    }
    match retry_after {
        Some(RetryAfter::Seconds(seconds)) => answer.with("retry-after", seconds.to_string()),
        Some(RetryAfter::DateIn(seconds)) => {
            let date = SystemTime::from(now()) + Duration::from_secs(seconds);
            answer.with("retry-after", httpdate::fmt_http_date(date))
        }
        None => answer,
    }
    .with_all(&fixed.headers)
}

fn cut(connection: &Scissors) -> Response {
    connection.cut();
    Response::new(Body::empty())
}

/// The answer on its way out, spoilt by what faults do to bodies.
fn respond(answer: Answer, faults: &Faults) -> Response {
    let mut body = answer.body.unwrap_or_default();
    if faults.empty_body {
        body.clear();
    }
    if faults.cut_json {
        body.truncate(body.len() / 2);
    }
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(&*name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        } else {
            tracing::error!("a header of a practice answer is not valid");
        }
    }
    response
}

#[expect(
    clippy::disallowed_methods,
    reason = "a server has a clock of its own: here time enters"
)]
fn now() -> Timestamp {
    Timestamp::now()
}
