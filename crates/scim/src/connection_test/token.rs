use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::EXPIRY_WARNING;

/// Until when a token says it is good (RFC 7519 §4.1.4). Read here, from the token alone; nothing is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenLifetime {
    /// The claim `exp`.
    pub expires: Timestamp,
    /// How that stands to now.
    pub state: Lifetime,
}

/// How an end stands to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// It is further away than the warning.
    Valid,
    /// It is near.
    ExpiresSoon,
    /// It is past.
    Expired,
}

#[derive(Deserialize)]
struct Claims {
    /// Seconds since 1970; some issuers write fractions.
    exp: Option<f64>,
}

/// Reads the end of a JWT. `None` for tokens of any other make, and for those without an end.
pub fn token_lifetime(token: &SecretString, now: Timestamp) -> Option<TokenLifetime> {
    let mut parts = token.expose_secret().split('.');
    let (Some(_), Some(claims), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and jiff refuses what is out of its range"
    )]
    let expires = Timestamp::from_second(claims.exp?.floor() as i64).ok()?;
    let left = expires.duration_since(now);
    let state = if left <= SignedDuration::ZERO {
        Lifetime::Expired
    } else if left <= SignedDuration::from_hours(24 * EXPIRY_WARNING) {
        Lifetime::ExpiresSoon
    } else {
        Lifetime::Valid
    };
    Some(TokenLifetime { expires, state })
}
