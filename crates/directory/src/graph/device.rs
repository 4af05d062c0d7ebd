//! Signing in with a code: a person types it in a browser, on any device.
//!
//! Sources: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>, RFC 8628.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::{
    GraphOptions,
    sign_in::{self, Granted},
    wire::Wire,
};
use crate::source::SourceError;

/// A sign-in that waits for its person.
#[derive(Debug)]
pub struct DeviceSignIn {
    /// What the person types.
    pub code: String,
    /// Where.
    pub url: String,
    /// When the code is good no longer.
    pub expires_at: Timestamp,
    device_code: SecretString,
    interval: Duration,
    options: GraphOptions,
    wire: Wire,
}

#[derive(Deserialize)]
struct Begun {
    device_code: SecretString,
    user_code: String,
    verification_uri: String,
    expires_in: i64,
    #[serde(default = "five")]
    interval: u64,
}

/// RFC 8628 §3.2: where none is given.
fn five() -> u64 {
    5
}

impl DeviceSignIn {
    /// Asks for a code.
    pub async fn begin(options: GraphOptions, cancel: &CancellationToken) -> Result<Self, SourceError> {
        options.check()?;
        let wire = Wire::new(options.endpoints.is_loopback(), options.limits, options.clock.clone())?;
        let endpoint = format!(
            "{}/{}/oauth2/v2.0/devicecode",
            options.endpoints.login, options.directory
        );
        let form = [
            ("client_id", options.client.clone().into()),
            ("scope", options.scopes().into()),
        ];
        let now = wire.clock().now();
        let begun: Begun = sign_in::post(&wire, &endpoint, &form, cancel).await??;
        let life = SignedDuration::from_secs(begun.expires_in.clamp(0, 86_400));
        Ok(Self {
            code: begun.user_code,
            url: begun.verification_uri,
            expires_at: now.checked_add(life).unwrap_or(now),
            device_code: begun.device_code,
            interval: Duration::from_secs(begun.interval.clamp(1, 60)),
            options,
            wire,
        })
    }

    /// Waits until the person has signed in, and gives the refresh token, which is kept as a secret.
    /// [`SourceError::SignInNeeded`] where the person declined or the code expired.
    pub async fn wait(&self, cancel: &CancellationToken) -> Result<SecretString, SourceError> {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code".into()),
            ("client_id", self.options.client.clone().into()),
            ("device_code", self.device_code.clone()),
        ];
        let endpoint = self.options.token_endpoint();
        let mut interval = self.interval;
        while self.wire.clock().now() < self.expires_at {
            self.wire.pause(interval, cancel).await?;
            match sign_in::post::<Granted>(&self.wire, &endpoint, &form, cancel).await? {
                Ok(granted) => {
                    return granted.refresh_token.ok_or_else(|| SourceError::NotUnderstood {
                        detail: "the sign-in gives no refresh token".to_owned(),
                    });
                }
                Err(refusal) if refusal.error == "authorization_pending" => {}
                // RFC 8628 §3.5
                Err(refusal) if refusal.error == "slow_down" => interval += Duration::from_secs(5),
                Err(refusal) => return Err(refusal.into()),
            }
        }
        Err(SourceError::SignInNeeded {
            detail: "the code has expired".to_owned(),
        })
    }
}
