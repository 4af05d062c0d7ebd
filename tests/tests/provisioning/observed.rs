//! What a tenant really holds, read over SCIM by plain JSON.

use std::collections::{BTreeMap, BTreeSet};

use scimdesk_scim::{
    client::{Client, ClientOptions},
    listing::ListOptions,
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use secrecy::SecretString;
use serde_json::Value;

use crate::model::{Account, App, Tenant};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Reads a tenant as somebody who knows nothing of the product.
pub(crate) struct Reader {
    client: Client,
}

impl Reader {
    pub(crate) fn new(url: &str, token: SecretString) -> Self {
        let url = TenantUrl::parse(url).expect("a URL");
        let mut options = ClientOptions::new(url, token);
        options.rate = 10_000.0;
        Self {
            client: Client::new(options).expect("a client"),
        }
    }

    /// Takes away what a practice tenant begins with.
    pub(crate) async fn empty(&self) {
        for kind in [ResourceKind::Group, ResourceKind::User] {
            for resource in self.all(kind).await {
                let id = text(&resource["id"]);
                self.client.delete(kind, id).await.expect("is deleted");
            }
        }
    }

    pub(crate) async fn all(&self, kind: ResourceKind) -> Vec<Value> {
        let mut listing = self.client.list(kind, ListOptions::default());
        let mut all = Vec::new();
        while let Some(page) = listing.next_page().await.expect("a page") {
            for resource in &page.resources {
                all.push(serde_json::from_str(resource.raw()).expect("JSON"));
            }
        }
        all
    }

    /// The accounts with the attributes that the app's mappings fill, and the groups.
    pub(crate) async fn tenant(&self, app: &App) -> Tenant {
        let users = self.all(ResourceKind::User).await;
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
            for group in self.all(ResourceKind::Group).await {
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
