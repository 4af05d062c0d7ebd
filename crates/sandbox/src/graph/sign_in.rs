//! The sign-in: secrets, assertions, codes. It answers as Entra does, with the same numbers.

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::{
    digest,
    signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey},
};
use serde_json::{Value, json};

use super::{Reply, token};

/// What a code came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Pending,
    Approved,
    Declined,
}

/// Who may sign in, and who has.
#[derive(Debug)]
pub(super) struct SignIns {
    endpoint: String,
    directory: String,
    domain: String,
    client: String,
    pub(super) secret: String,
    pub(super) secret_expired: bool,
    pub(super) consent: bool,
    /// Public keys by the fingerprints of their certificates.
    certificates: HashMap<String, Vec<u8>>,
    seen_assertions: HashSet<String>,
    /// By device code: the user code and what it came to.
    codes: HashMap<String, (String, Code)>,
    refresh: HashSet<String>,
    access: HashSet<String>,
}

fn refused(status: StatusCode, error: &str, code: u32, sentence: &str) -> Reply {
    let description = format!("AADSTS{code}: {sentence} Trace ID: 00000000-0000-0000-0000-000000000000");
    Reply::of(
        status,
        json!({ "error": error, "error_description": description, "error_codes": [code] }),
    )
}

impl SignIns {
    pub(super) fn new(endpoint: String, directory: String, domain: &str, client: String) -> Self {
        Self {
            endpoint,
            directory,
            domain: domain.to_owned(),
            client,
            secret: token(),
            secret_expired: false,
            consent: true,
            certificates: HashMap::new(),
            seen_assertions: HashSet::new(),
            codes: HashMap::new(),
            refresh: HashSet::new(),
            access: HashSet::new(),
        }
    }

    /// Takes assertions signed by the key of this certificate.
    pub(super) fn trust(&mut self, der: &[u8]) -> bool {
        let Ok((_, certificate)) = x509_parser::parse_x509_certificate(der) else {
            return false;
        };
        let fingerprint = BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, der));
        let key = certificate.public_key().subject_public_key.data.to_vec();
        self.certificates.insert(fingerprint, key);
        true
    }

    pub(super) fn lets_in(&self, bearer: &str) -> bool {
        self.access.contains(bearer)
    }

    pub(super) fn expire_access(&mut self) {
        self.access.clear();
    }

    pub(super) fn revoke(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }

    /// What a person does who was given a user code.
    pub(super) fn decide(&mut self, user_code: &str, approve: bool) -> bool {
        let entry = self
            .codes
            .values_mut()
            .find(|(code, state)| code == user_code && *state == Code::Pending);
        let Some((_, state)) = entry else { return false };
        *state = if approve { Code::Approved } else { Code::Declined };
        true
    }

    /// `POST /{directory}/oauth2/v2.0/{token|devicecode}`
    pub(super) fn answer(&mut self, directory: &str, what: &str, body: &[u8]) -> Reply {
        let form: HashMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        if directory != self.directory && directory != self.domain {
            let sentence = format!("Tenant '{directory}' not found.");
            return refused(StatusCode::BAD_REQUEST, "invalid_request", 90_002, &sentence);
        }
        if field("client_id") != self.client {
            let sentence = "Application was not found in the directory.";
            return refused(StatusCode::BAD_REQUEST, "unauthorized_client", 700_016, sentence);
        }
        match (what, field("grant_type")) {
            ("devicecode", _) => self.begin(),
            ("token", "client_credentials") if field("client_assertion").is_empty() => {
                self.by_secret(field("client_secret"))
            }
            ("token", "client_credentials") => self.by_assertion(field("client_assertion"), directory),
            ("token", "urn:ietf:params:oauth:grant-type:device_code") => self.by_code(field("device_code")),
            ("token", "refresh_token") => self.by_refresh(field("refresh_token")),
            _ => refused(
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                70_003,
                "The grant type is not supported.",
            ),
        }
    }

    fn grant(&mut self, with_refresh: bool) -> Reply {
        let access = token();
        self.access.insert(access.clone());
        let mut answer = json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": access });
        if with_refresh {
            let refresh = token();
            answer["refresh_token"] = refresh.clone().into();
            self.refresh.insert(refresh);
        }
        Reply::ok(answer)
    }

    fn by_secret(&mut self, secret: &str) -> Reply {
        if secret != self.secret {
            return refused(
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                7_000_215,
                "Invalid client secret provided.",
            );
        }
        if self.secret_expired {
            let sentence = "The provided client secret keys for app are expired.";
            return refused(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_222, sentence);
        }
        self.grant(false)
    }

    fn by_assertion(&mut self, assertion: &str, directory: &str) -> Reply {
        let audience = format!("{}/{directory}/oauth2/v2.0/token", self.endpoint);
        match self.check(assertion, &audience) {
            Some(id) if self.seen_assertions.insert(id.clone()) => self.grant(false),
            _ => {
                let sentence = "The certificate with identifier used to sign the client assertion is not registered.";
                refused(StatusCode::UNAUTHORIZED, "invalid_client", 700_027, sentence)
            }
        }
    }

    /// The id of an assertion that is good. It is not held against the time of day.
    fn check(&self, assertion: &str, audience: &str) -> Option<String> {
        let (signed, signature) = assertion.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let decode = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).ok();
        let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
        let claims: Value = serde_json::from_slice(&decode(claims)?).ok()?;
        let key = self.certificates.get(header.get("x5t#S256")?.as_str()?)?;
        let right = header["alg"] == "PS256"
            && header["typ"] == "JWT"
            && claims["aud"] == audience
            && claims["iss"] == *self.client
            && claims["sub"] == *self.client;
        let life = claims["exp"].as_i64()? - claims["nbf"].as_i64()?;
        UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key)
            .verify(signed.as_bytes(), &decode(signature)?)
            .ok()?;
        let id = claims["jti"].as_str()?.to_owned();
        (right && (1..=600).contains(&life)).then_some(id)
    }

    fn begin(&mut self) -> Reply {
        let (device_code, random) = (token(), token().to_uppercase());
        let user_code = random[..9].to_owned();
        let url = format!("{}/device", self.endpoint);
        self.codes
            .insert(device_code.clone(), (user_code.clone(), Code::Pending));
        Reply::ok(json!({
            "device_code": device_code, "user_code": user_code, "verification_uri": url, "expires_in": 900, "interval": 1,
            "message": format!("To sign in, open {url} and enter the code {user_code}."),
        }))
    }

    fn by_code(&mut self, device_code: &str) -> Reply {
        let error = |error: &str, code, sentence: &str| refused(StatusCode::BAD_REQUEST, error, code, sentence);
        match self.codes.get(device_code).map(|(_, state)| *state) {
            None => error("bad_verification_code", 70_019, "The code is not known."),
            Some(Code::Pending) => error("authorization_pending", 70_016, "The person has not signed in yet."),
            Some(Code::Declined) => error("authorization_declined", 70_020, "The person declined."),
            Some(Code::Approved) if !self.consent => error(
                "invalid_grant",
                65_001,
                "The user or administrator has not consented to use the application.",
            ),
            Some(Code::Approved) => {
                self.codes.remove(device_code);
                self.grant(true)
            }
        }
    }

    fn by_refresh(&mut self, refresh: &str) -> Reply {
        if self.refresh.contains(refresh) {
            self.grant(true)
        } else {
            let sentence = "The provided grant has expired due to it being revoked, a fresh auth token is needed.";
            refused(StatusCode::BAD_REQUEST, "invalid_grant", 50_173, sentence)
        }
    }
}
