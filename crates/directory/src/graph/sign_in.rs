//! Tokens: with a secret, a certificate, or the sign-in of a person.
//!
//! Sources: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>,
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>,
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, de::DeserializeOwned};
use tokio_util::sync::CancellationToken;

use super::{
    GraphOptions,
    certificate::Certificate,
    patience::Patience,
    wire::{Answer, Wire},
};
use crate::source::SourceError;

/// How the application shows who it is.
#[derive(Debug)]
pub enum GraphCredential {
    /// A client secret.
    Secret(SecretString),
    /// A certificate with its key.
    Certificate(Box<Certificate>),
    /// The refresh token of a person who signed in with a code.
    SignedIn(SecretString),
}

/// A token is renewed when it is good for less than this.
const SPARE: SignedDuration = SignedDuration::from_secs(120);

/// What was signed in.
#[derive(Debug)]
pub(super) struct SignIn {
    credential: GraphCredential,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    access: Option<(SecretString, Timestamp)>,
    /// A newer refresh token than that of the credential.
    refresh: Option<SecretString>,
}

/// A token answer; RFC 6749 §5.1.
#[derive(Deserialize)]
pub(super) struct Granted {
    access_token: SecretString,
    #[serde(default = "hour")]
    expires_in: i64,
    pub(super) refresh_token: Option<SecretString>,
}

fn hour() -> i64 {
    3600
}

/// An error answer; RFC 6749 §5.2, with the numbers that Entra adds.
#[derive(Deserialize)]
pub(super) struct Refusal {
    pub(super) error: String,
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    error_codes: Vec<u32>,
}

impl SignIn {
    pub(super) fn new(credential: GraphCredential) -> Self {
        Self {
            credential,
            kept: Mutex::default(),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The refresh token that came in place of the one that was given.
    pub(super) fn renewed(&self) -> Option<SecretString> {
        self.kept().refresh.clone()
    }

    /// The next token is a fresh one.
    pub(super) fn forget(&self) {
        self.kept().access = None;
    }

    /// A token that is good for a while.
    pub(super) async fn token(
        &self,
        wire: &Wire,
        options: &GraphOptions,
        cancel: &CancellationToken,
    ) -> Result<SecretString, SourceError> {
        let now = wire.clock().now();
        if let Some((token, until)) = &self.kept().access
            && until.duration_since(now) > SPARE
        {
            return Ok(token.clone());
        }
        let endpoint = options.token_endpoint();
        let application = format!("{}/.default", options.endpoints.graph);
        let mut form = vec![("client_id", options.client.clone().into())];
        match &self.credential {
            GraphCredential::Secret(secret) => {
                form.push(("grant_type", "client_credentials".into()));
                form.push(("scope", application.into()));
                form.push(("client_secret", secret.clone()));
            }
            GraphCredential::Certificate(certificate) => {
                let assertion = certificate.assertion(&options.client, &endpoint, now)?;
                form.push(("grant_type", "client_credentials".into()));
                form.push(("scope", application.into()));
                let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                form.push(("client_assertion_type", kind.into()));
                form.push(("client_assertion", assertion));
            }
            GraphCredential::SignedIn(first) => {
                let newest = self.kept().refresh.clone();
                form.push(("grant_type", "refresh_token".into()));
                form.push(("scope", options.scopes().into()));
                form.push(("refresh_token", newest.unwrap_or_else(|| first.clone())));
            }
        }
        let granted: Granted = match post(wire, &endpoint, &form, cancel).await? {
            Ok(granted) => granted,
            Err(refusal) => return Err(refusal.into()),
        };
        let mut kept = self.kept();
        if matches!(self.credential, GraphCredential::SignedIn(_)) && granted.refresh_token.is_some() {
            kept.refresh = granted.refresh_token;
        }
        let life = SignedDuration::from_secs(granted.expires_in.clamp(0, 86_400));
        let until = now.checked_add(life).unwrap_or(now);
        kept.access = Some((granted.access_token.clone(), until));
        Ok(granted.access_token)
    }
}

/// Sends a form to a sign-in endpoint, patiently where it asks to wait.
pub(super) async fn post<T: DeserializeOwned>(
    wire: &Wire,
    endpoint: &str,
    form: &[(&str, SecretString)],
    cancel: &CancellationToken,
) -> Result<Result<T, Refusal>, SourceError> {
    let body = encoded(form);
    let mut patience = Patience::new(wire.limits());
    loop {
        let request = wire
            .http()
            .post(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body.clone())
            .build()
            .map_err(|_| SourceError::BadSetting {
                setting: "directory",
                detail: endpoint.to_owned(),
            })?;
        let answer = wire.exchange(request, cancel).await?;
        if Patience::is_for(&answer) {
            let wait = patience.next(&answer)?;
            wire.pause(wait, cancel).await?;
            continue;
        }
        return read(&answer);
    }
}

fn encoded(form: &[(&str, SecretString)]) -> String {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in form {
        body.append_pair(name, value.expose_secret());
    }
    body.finish()
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<Result<T, Refusal>, SourceError> {
    if answer.status == StatusCode::OK {
        // What serde says of a broken answer could have a part of the token in it.
        return serde_json::from_slice(&answer.body)
            .map(Ok)
            .map_err(|_| SourceError::NotUnderstood {
                detail: "the sign-in's answer is no token".to_owned(),
            });
    }
    serde_json::from_slice(&answer.body)
        .map(Err)
        .map_err(|_| SourceError::Server {
            code: answer.status.as_str().to_owned(),
            detail: "the sign-in's answer is no JSON".to_owned(),
        })
}

/// What the numbers of Entra's sign-in mean for who set it up.
#[derive(Clone, Copy)]
enum Meaning {
    WrongSecret,
    Expired,
    Application,
    Directory,
    Consent,
    SignIn,
    Policy,
}

const MEANINGS: [(u32, Meaning); 26] = [
    (7_000_215, Meaning::WrongSecret),
    (700_027, Meaning::WrongSecret), // the certificate is not registered, or another key signed
    (700_024, Meaning::WrongSecret), // the assertion is outside its time: a clock is wrong
    (7_000_112, Meaning::WrongSecret), // the application is switched off
    (7_000_222, Meaning::Expired),
    (1_000_502, Meaning::Expired), // the certificate is outside its time
    (700_016, Meaning::Application),
    (7_000_218, Meaning::Application), // codes are for applications that allow public client flows
    (90_002, Meaning::Directory),
    (900_023, Meaning::Directory),
    (65_001, Meaning::Consent),
    (65_004, Meaning::Consent),
    (90_094, Meaning::Consent),
    (50_057, Meaning::SignIn),
    (50_076, Meaning::SignIn),
    (50_078, Meaning::SignIn),
    (50_079, Meaning::SignIn),
    (50_089, Meaning::SignIn),
    (50_173, Meaning::SignIn),
    (70_008, Meaning::SignIn),
    (70_043, Meaning::SignIn),
    (700_082, Meaning::SignIn),
    (700_084, Meaning::SignIn),
    (53_000, Meaning::Policy),
    (53_003, Meaning::Policy),
    (530_003, Meaning::Policy),
];

impl From<Refusal> for SourceError {
    fn from(refusal: Refusal) -> Self {
        // Trace and correlation ids follow on lines of their own.
        let first = refusal.error_description.lines().next().unwrap_or_default();
        let first = first.split(" Trace ID:").next().unwrap_or_default().trim();
        let detail = if first.is_empty() {
            refusal.error.clone()
        } else {
            first.to_owned()
        };
        let known = refusal
            .error_codes
            .iter()
            .find_map(|code| MEANINGS.iter().find(|(known, _)| known == code));
        let meaning = known.map(|(_, meaning)| *meaning).or(match refusal.error.as_str() {
            "invalid_client" => Some(Meaning::WrongSecret),
            "unauthorized_client" => Some(Meaning::Application),
            "invalid_grant" | "interaction_required" | "expired_token" | "authorization_declined" => {
                Some(Meaning::SignIn)
            }
            _ => None,
        });
        match meaning {
            Some(Meaning::WrongSecret) => Self::CredentialsRefused { detail },
            Some(Meaning::Expired) => Self::SecretExpired { detail },
            Some(Meaning::Application) => Self::BadSetting {
                setting: "client",
                detail,
            },
            Some(Meaning::Directory) => Self::BadSetting {
                setting: "directory",
                detail,
            },
            Some(Meaning::Consent) => Self::ConsentMissing { detail },
            Some(Meaning::SignIn) => Self::SignInNeeded { detail },
            Some(Meaning::Policy) => Self::Forbidden { detail },
            None => Self::Server {
                code: refusal.error,
                detail,
            },
        }
    }
}
