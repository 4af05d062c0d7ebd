//! What a tenant really holds, read over SCIM by plain JSON: nothing of the product is asked, so that it cannot agree with itself.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, Response, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use crate::model::{Account, App, Tenant};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// Resources asked for at a time, so few that there are several pages.
const PAGE: usize = 10;

/// Reads a tenant as somebody who knows nothing of the product.
pub(crate) struct Reader {
    http: reqwest::Client,
    url: String,
    token: SecretString,
}

impl Reader {
    pub(crate) fn new(url: &str, token: SecretString) -> Self {
        // Whoever was first has installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self {
            http,
            url: url.trim_end_matches('/').to_owned(),
            token,
        }
    }

    /// Takes away what a practice tenant begins with.
    pub(crate) async fn empty(&self) {
        for kind in ["Groups", "Users"] {
            for resource in self.all(kind).await {
                let path = format!("{kind}/{}", text(&resource["id"]));
                let answer = self.ask(Method::DELETE, &path).await;
                assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{path}");
            }
        }
    }

    async fn ask(&self, method: Method, path: &str) -> Response {
        let request = self.http.request(method, format!("{}/{path}", self.url));
        let request = request.bearer_auth(self.token.expose_secret());
        request.send().await.expect("an answer")
    }

    /// Everything of a kind (RFC 7644 §3.4.2.4), `Users` or `Groups`.
    pub(crate) async fn all(&self, kind: &str) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let path = format!("{kind}?startIndex={}&count={PAGE}", all.len() + 1);
            let answer = self.ask(Method::GET, &path).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            let body = answer.bytes().await.expect("a body");
            let mut page: Value = serde_json::from_slice(&body).expect("JSON");
            let total = page["totalResults"].as_u64().expect("says how many there are");
            // A server may leave it out of a page with nothing on it.
            let resources = match page["Resources"].take() {
                Value::Array(resources) => resources,
                _ => Vec::new(),
            };
            let is_last = resources.is_empty();
            all.extend(resources);
            if all.len() as u64 >= total {
                assert_eq!(all.len() as u64, total, "{kind}");
                return all;
            }
            assert!(!is_last, "{} of {total} {kind} came", all.len());
        }
    }

    /// The accounts with the attributes that the app's mappings fill, and the groups.
    pub(crate) async fn tenant(&self, app: &App) -> Tenant {
        let users = self.all("Users").await;
        let names: BTreeMap<&str, &str> = (users.iter())
            .map(|user| (text(&user["id"]), text(&user["userName"])))
            .collect();
        let mut tenant = Tenant::default();
        for user in &users {
            let fields = (app.fields.iter()).filter_map(|(target, _)| Some((*target, read(user, target)?.to_owned())));
            let manager = user[ENTERPRISE]["manager"]["value"].as_str();
            let account = Account {
                fields: fields.collect(),
                active: user["active"].as_bool().expect("says whether it is active"),
                manager: manager.and_then(|id| names.get(id)).map(|name| (*name).to_owned()),
            };
            let twin = tenant.accounts.insert(text(&user["userName"]).to_owned(), account);
            assert!(twin.is_none(), "two accounts are called {}", user["userName"]);
        }
        if app.has_groups {
            for group in self.all("Groups").await {
                let members = group["members"].as_array().cloned().unwrap_or_default();
                let members: BTreeSet<String> = (members.iter())
                    .filter_map(|member| names.get(text(&member["value"])).map(|name| (*name).to_owned()))
                    .collect();
                let twin = tenant.groups.insert(text(&group["displayName"]).to_owned(), members);
                assert!(twin.is_none(), "two groups are called {}", group["displayName"]);
            }
        }
        tenant
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The value at a path as the tutorials write it: `title`, `name.givenName`, `emails[type eq "work"].value`, a URN and a name.
fn read<'v>(account: &'v Value, path: &str) -> Option<&'v str> {
    let value = if let Some(name) = path.strip_prefix(ENTERPRISE) {
        &account[ENTERPRISE][name.trim_start_matches(':')]
    } else if let Some((list, rest)) = path.split_once("[type eq \"") {
        let (kind, part) = rest.split_once("\"].").expect("a filtered path");
        let item = account[list].as_array()?.iter().find(|item| item["type"] == kind)?;
        &item[part]
    } else if let Some((name, part)) = path.split_once('.') {
        &account[name][part]
    } else {
        &account[path]
    };
    value.as_str()
}
