//! Requests to Graph: with a token, patient, and to its own host only.

use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{
    GraphOptions,
    patience::Patience,
    permissions::Permission,
    refusal,
    sign_in::{GraphCredential, SignIn},
    wire::{Answer, Wire},
};
use crate::source::SourceError;

#[derive(Debug)]
pub(super) struct Client {
    options: GraphOptions,
    wire: Wire,
    sign_in: SignIn,
}

impl Client {
    pub(super) fn new(options: GraphOptions, credential: GraphCredential) -> Result<Self, SourceError> {
        let wire = Wire::new(options.endpoints.is_loopback(), options.limits, options.clock.clone())?;
        Ok(Self {
            options,
            wire,
            sign_in: SignIn::new(credential),
        })
    }

    pub(super) fn options(&self) -> &GraphOptions {
        &self.options
    }

    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    pub(super) fn renewed(&self) -> Option<SecretString> {
        self.sign_in.renewed()
    }

    /// Signs in anew.
    pub(super) async fn sign_in(&self, cancel: &CancellationToken) -> Result<(), SourceError> {
        self.sign_in.forget();
        self.sign_in.token(&self.wire, &self.options, cancel).await.map(drop)
    }

    /// The URL of a path below v1.0: `/users/delta`.
    pub(super) fn url(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, SourceError> {
        let text = format!("{}/v1.0{path}", self.options.endpoints.graph);
        let url = if query.is_empty() {
            Url::parse(&text)
        } else {
            Url::parse_with_params(&text, query)
        };
        url.map_err(|_| SourceError::BadSetting {
            setting: "endpoint",
            detail: text,
        })
    }

    /// Whether a link leads to this Graph.
    pub(super) fn is_own(&self, link: &str) -> bool {
        self.follow(link).is_ok()
    }

    /// A link that Graph gave; one that leads elsewhere is not followed.
    pub(super) fn follow(&self, link: &str) -> Result<Url, SourceError> {
        let url = Url::parse(link).map_err(|_| SourceError::NotUnderstood {
            detail: "a link is no URL".to_owned(),
        })?;
        let own = Url::parse(&self.options.endpoints.graph).map(|own| own.origin());
        if own != Ok(url.origin()) || !url.username().is_empty() || url.password().is_some() {
            return Err(SourceError::OtherHost {
                host: url.host_str().unwrap_or_default().to_owned(),
            });
        }
        Ok(url)
    }

    /// What is at a URL; `None` where there is nothing (404).
    pub(super) async fn get(
        &self,
        url: &Url,
        needs: Permission,
        cancel: &CancellationToken,
    ) -> Result<Option<Value>, SourceError> {
        let answer = self.ask(&Method::GET, url, None, cancel).await?;
        match answer.status {
            StatusCode::OK => json(&answer).map(Some),
            StatusCode::NOT_FOUND => Ok(None),
            _ => Err(refusal::error(&answer, needs)),
        }
    }

    /// The answer to a body.
    pub(super) async fn post(
        &self,
        url: &Url,
        body: &Value,
        needs: Permission,
        cancel: &CancellationToken,
    ) -> Result<Value, SourceError> {
        let answer = self.ask(&Method::POST, url, Some(body), cancel).await?;
        if answer.status == StatusCode::OK {
            json(&answer)
        } else {
            Err(refusal::error(&answer, needs))
        }
    }

    /// One request until it is answered. Waits as Graph asks; a token that is refused is renewed once.
    async fn ask(
        &self,
        method: &Method,
        url: &Url,
        body: Option<&Value>,
        cancel: &CancellationToken,
    ) -> Result<Answer, SourceError> {
        let mut patience = Patience::new(self.wire.limits());
        let mut renewed = false;
        loop {
            let token = self.sign_in.token(&self.wire, &self.options, cancel).await?;
            let mut request = self
                .wire
                .http()
                .request(method.clone(), url.clone())
                .bearer_auth(token.expose_secret())
                // Counting asks for it; it changes nothing else that is read here.
                .header("ConsistencyLevel", "eventual");
            if let Some(body) = body {
                request = request.json(body);
            }
            let request = request.build().map_err(|_| SourceError::NotUnderstood {
                detail: "the token cannot be sent in a header".to_owned(),
            })?;
            let answer = match self.wire.exchange(request, cancel).await {
                // Everything that is asked here reads, so it may be asked twice.
                Err(lost @ SourceError::Lost { .. }) => {
                    let wait = patience.after(None).ok_or(lost)?;
                    self.wire.pause(wait, cancel).await?;
                    continue;
                }
                other => other?,
            };
            if answer.status == StatusCode::UNAUTHORIZED && !renewed {
                renewed = true;
                self.sign_in.forget();
            } else if Patience::is_for(&answer) {
                let wait = patience.next(&answer)?;
                self.wire.pause(wait, cancel).await?;
            } else {
                return Ok(answer);
            }
        }
    }
}

fn json(answer: &Answer) -> Result<Value, SourceError> {
    // Counts come with a byte order mark.
    let body = answer.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&answer.body);
    serde_json::from_slice(body).map_err(|cause| SourceError::NotUnderstood {
        detail: cause.to_string(),
    })
}
