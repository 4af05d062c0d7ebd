//! Whether a failed request is sent again: one function decides, and nothing else does.

use std::time::{Duration, SystemTime};

use reqwest::Method;

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a request is sent at most.
    pub max_attempts: u32,
    /// Upper end of the first wait where the server names none; it doubles each time.
    pub first_wait: Duration,
    /// Upper end of any wait where the server names none.
    pub longest_wait: Duration,
    /// All waits of one request together, those that the server asks for included.
    pub total_wait: Duration,
}

impl Default for RetryPolicy {
    /// Five attempts, at most two minutes of waiting.
    fn default() -> Self {
        Self {
            max_attempts: 5,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(20),
            total_wait: Duration::from_mins(2),
        }
    }
}

impl RetryPolicy {
    /// One attempt: for the connection test, where the first failure is the finding.
    pub const fn once() -> Self {
        Self {
            max_attempts: 1,
            first_wait: Duration::ZERO,
            longest_wait: Duration::ZERO,
            total_wait: Duration::ZERO,
        }
    }
}

/// How far a failed request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It surely did not reach the server and may go better next time.
    NotSent,
    /// It did not reach the server and will not next time either (a certificate, a name that is no name).
    Hopeless,
    /// It was sent, or may have been, and no whole answer came.
    AnswerLost,
    /// An answer came that is of no use, and the next one would be the same (larger than the limit).
    AnswerUnusable,
    /// The server answered with this status.
    Answered(u16),
}

/// A failed attempt.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The verb.
    pub method: &'a Method,
    /// How far it got.
    pub fate: Fate,
    /// Whether a limit of time ended it. Such failures have cost much already: one more attempt, not four.
    pub timed_out: bool,
    /// What the server asked for in `Retry-After`.
    pub retry_after: Option<Duration>,
    /// Which attempt this was, from 1.
    pub number: u32,
    /// How long was waited before earlier attempts of the same request.
    pub waited: Duration,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Send it again after this wait.
    Retry(Duration),
    /// Report the failure.
    GiveUp,
}

/// Decides whether a failed attempt is repeated. `jitter` is a random number from 0 to 1.
///
/// Reads may be done twice without harm, so a lost answer, 429, 500 and 502–504 are worth another try. A write whose
/// answer was lost may have been done, and others may have changed the resource since: it is looked up before it is
/// repeated, which is the caller's part. So a write is repeated only where the server did not take it: no connection, 429
/// or 503; `POST`, which would make a second account, only where these two come with `Retry-After`.
/// A wait that the server asks for is obeyed or, where the budget does not allow it, ends the matter.
pub fn decide(policy: &RetryPolicy, attempt: &Attempt<'_>, jitter: f64) -> Decision {
    let allowed = if attempt.timed_out {
        policy.max_attempts.min(2)
    } else {
        policy.max_attempts
    };
    if attempt.number >= allowed || !worth_repeating(attempt) {
        return Decision::GiveUp;
    }
    let wait = attempt.retry_after.unwrap_or_else(|| {
        let doublings = attempt.number.saturating_sub(1).min(16);
        let ceiling = policy
            .first_wait
            .saturating_mul(1 << doublings)
            .min(policy.longest_wait);
        ceiling.mul_f64(jitter.clamp(0.0, 1.0))
    });
    if attempt.waited.saturating_add(wait) > policy.total_wait {
        return Decision::GiveUp;
    }
    Decision::Retry(wait)
}

fn worth_repeating(attempt: &Attempt<'_>) -> bool {
    let method = attempt.method.as_str();
    match attempt.fate {
        Fate::NotSent => true,
        Fate::Answered(429 | 503) => method != "POST" || attempt.retry_after.is_some(),
        Fate::AnswerLost | Fate::Answered(500 | 502 | 504) => matches!(method, "GET" | "HEAD"),
        Fate::Hopeless | Fate::AnswerUnusable | Fate::Answered(_) => false,
    }
}

/// Reads `Retry-After` (RFC 9110 §10.2.3): seconds or a date. Fractions of a second are read too, rounded up.
pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        // A number that no duration can hold is no answer; neither is one below zero.
        return Duration::try_from_secs_f64(seconds.ceil()).ok();
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}
