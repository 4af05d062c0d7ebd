//! A practice tenant and a plain HTTP client for it.

use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

pub(crate) struct Rig {
    pub(crate) server: PracticeServer,
    http: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks that the answer is this error, in SCIM's form.
    #[track_caller]
    pub(crate) fn is_error(&self, status: u16, scim_type: Option<&str>) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        let body = self.json();
        assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
        assert_eq!(body["status"], json!(status.to_string()));
        assert_eq!(body.get("scimType").and_then(Value::as_str), scim_type, "{body}");
        assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
        assert_eq!(self.header("content-type"), "application/scim+json");
        self
    }
}

pub(crate) fn http() -> Client {
    // Plain HTTP needs no TLS, and building the client needs a provider all the same. Another test may have set it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().unwrap()
}

impl Rig {
    pub(crate) async fn start(options: PracticeOptions) -> Self {
        let server = PracticeServer::start(options).await.unwrap();
        Self { server, http: http() }
    }

    /// An app with so many accounts.
    pub(crate) async fn of(app: &str, accounts: u32) -> Self {
        Self::start(PracticeOptions::for_app(app).with_accounts(accounts)).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server.url()))
    }

    pub(crate) fn authorized(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
            .bearer_auth(self.server.token().expose_secret())
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        read(self.authorized(Method::GET, path)).await
    }

    /// A query, its parameters encoded.
    pub(crate) async fn list(&self, path: &str, parameters: &[(&str, &str)]) -> Reply {
        read(self.authorized(Method::GET, path).query(parameters)).await
    }

    /// The resources that a query finds.
    pub(crate) async fn found(&self, path: &str, filter: &str) -> Vec<Value> {
        let reply = self.list(path, &[("filter", filter)]).await;
        assert_eq!(reply.status, 200, "{filter}: {}", reply.text);
        reply.json()["Resources"].as_array().unwrap().clone()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: &Value) -> Reply {
        read(self.with_body(method, path, body)).await
    }

    pub(crate) fn with_body(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        self.authorized(method, path)
            .header("content-type", "application/scim+json")
            .body(body.to_string())
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        read(self.authorized(Method::DELETE, path)).await
    }

    pub(crate) async fn patch(&self, path: &str, operations: Value) -> Reply {
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations});
        self.send(Method::PATCH, path, &body).await
    }

    /// Makes an account and returns it.
    pub(crate) async fn create_user(&self, user_name: &str) -> Value {
        let body = json!({"schemas": [USER], "userName": user_name});
        let reply = self.send(Method::POST, "/Users", &body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()
    }

    /// All accounts, fetched in one page.
    pub(crate) async fn users(&self) -> Vec<Value> {
        let page = self.list("/Users", &[("count", "1000")]).await.json();
        let users = page["Resources"].as_array().unwrap().clone();
        assert_eq!(page["totalResults"], json!(users.len()), "all on one page");
        users
    }
}

pub(crate) async fn read(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    Reply {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

/// The text of a member.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no text {name} in {value}"))
}
