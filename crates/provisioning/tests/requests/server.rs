//! A practice tenant takes every request in every form, and what it answers afterwards needs nothing more.

use scimdesk_mapping::{
    expression::{Person, Role, Value as Source},
    model::{AttributeType, ObjectKind, RequestProfile},
};
use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use serde_json::{Value, json};

use crate::{Case, ENTERPRISE, MANAGER, PROFILES, by_expression, definition, mapping, role};

/// A tenant and what stands in it.
struct Tenant {
    client: Client,
    /// It ends with the tenant.
    _server: PracticeServer,
}

impl Tenant {
    async fn start() -> Self {
        let options = PracticeOptions::for_app("custom").with_accounts(3);
        let server = PracticeServer::start(options).await.expect("listens");
        let url = TenantUrl::parse(server.url()).expect("a tenant URL");
        let mut options = ClientOptions::new(url, server.token().clone());
        options.rate = 10_000.0;
        Self {
            client: Client::new(options).expect("a client"),
            _server: server,
        }
    }

    /// The ids of some accounts that are there.
    async fn accounts(&self) -> Vec<String> {
        let page = self.client.list_page(&["Users"], &[]).await.expect("a list").value;
        let ids = page.resources.iter().filter_map(scimdesk_scim::resource::Resource::id);
        ids.map(std::borrow::Cow::into_owned).collect()
    }

    async fn get(&self, kind: ResourceKind, id: &str) -> Value {
        self.client.get(kind, id).await.expect("it is there").value.into_value()
    }

    async fn send(&self, kind: ResourceKind, id: &str, requests: &[Value]) {
        for request in requests {
            let answer = self.client.patch_as_written(kind, id, request, None).await;
            answer.unwrap_or_else(|error| panic!("{error}: {request}"));
        }
    }

    /// Makes what the case gives; its id.
    async fn create(&self, kind: ResourceKind, case: &Case, profile: RequestProfile) -> String {
        let created = case.create(profile);
        assert_eq!(created.notes, []);
        let answer = self.client.create(kind, &created.body).await.expect("it is made");
        let id = answer.value.expect("it is shown").id().expect("an id").into_owned();
        self.send(kind, &id, &created.then).await;
        self.is_in_line(kind, &id, case, profile).await;
        id
    }

    /// Brings an object in line with the case.
    async fn update(&self, kind: ResourceKind, id: &str, case: &Case, profile: RequestProfile) {
        let requests = case.update(&self.get(kind, id).await, profile).requests;
        assert_ne!(requests, Vec::<Value>::new(), "there is something to change");
        self.send(kind, id, &requests).await;
        self.is_in_line(kind, id, case, profile).await;
    }

    async fn is_in_line(&self, kind: ResourceKind, id: &str, case: &Case, profile: RequestProfile) {
        let account = self.get(kind, id).await;
        let requests = case.update(&account, profile).requests;
        assert_eq!(requests, Vec::<Value>::new(), "{profile:?}: {account:#}");
    }
}

/// Somebody with the default mappings of Entra's custom apps.
fn employee(values: &[(&str, &str)], roles: Vec<Role>) -> Case {
    let targets = [
        "userName",
        "displayName",
        "title",
        r#"emails[type eq "work"].value"#,
        "preferredLanguage",
        "name.givenName",
        "name.familyName",
        "name.formatted",
        r#"addresses[type eq "work"].formatted"#,
        r#"addresses[type eq "work"].locality"#,
        r#"phoneNumbers[type eq "work"].value"#,
        r#"phoneNumbers[type eq "mobile"].value"#,
        "externalId",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        MANAGER,
    ];
    let mut mappings: Vec<_> = targets.map(mapping).into();
    mappings.push(by_expression(
        "active",
        r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
    ));
    let function = "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])";
    mappings.push(by_expression("roles", function));
    let assigned = Source::Roles {
        roles: roles.into(),
        replace: false,
    };
    let texts = values.iter().map(|&(target, value)| (target, Source::from(value)));
    let person: Person = texts.chain([("appRoleAssignments", assigned)]).collect();
    Case::of(ObjectKind::User, mappings, person).listing(vec![definition("externalId", AttributeType::String)])
}

#[tokio::test]
async fn an_account_is_made_changed_and_switched_off_and_on() {
    for profile in PROFILES {
        let tenant = Tenant::start().await;
        let accounts = tenant.accounts().await;
        let known = || [("boss", accounts[0].as_str()), ("chief", accounts[1].as_str())];
        let department = format!("{ENTERPRISE}:department");
        let new = employee(
            &[
                ("userName", "bjensen@example.com"),
                ("displayName", "Babs \"B\" Jensen"),
                (r#"emails[type eq "work"].value"#, "bjensen@example.com"),
                ("name.givenName", "Barbara"),
                ("name.familyName", "Jensen"),
                (r#"phoneNumbers[type eq "work"].value"#, "555-1"),
                ("externalId", "bjensen"),
                (&department, "Tours"),
                (MANAGER, "boss"),
                ("IsSoftDeleted", "False"),
            ],
            vec![role("1", "guide", "Guide"), role("2", "driver", "Driver")],
        )
        .knowing(known());
        let id = tenant.create(ResourceKind::User, &new, profile).await;
        let account = tenant.get(ResourceKind::User, &id).await;
        assert_eq!(account["active"], json!(true), "{account:#}");
        assert_eq!(account["displayName"], json!("Babs \"B\" Jensen"));
        assert_eq!(account[ENTERPRISE]["manager"]["value"], json!(accounts[0]));
        assert_eq!(account["roles"].as_array().map(Vec::len), Some(2), "{account:#}");

        let married = employee(
            &[
                ("userName", "babs@example.com"),
                ("displayName", "Babs Smith"),
                ("title", "Chief guide"),
                (r#"emails[type eq "work"].value"#, "babs@example.com"),
                ("name.givenName", "Barbara"),
                ("name.familyName", "Smith"),
                ("name.formatted", "Barbara Smith"),
                (r#"addresses[type eq "work"].formatted"#, "Plaza 1"),
                (r#"addresses[type eq "work"].locality"#, "Hollywood"),
                (r#"phoneNumbers[type eq "work"].value"#, "555-1"),
                (r#"phoneNumbers[type eq "mobile"].value"#, "555-2"),
                ("externalId", "bjensen"),
                (&department, "Guides"),
                (MANAGER, "chief"),
                ("IsSoftDeleted", "True"),
            ],
            vec![role("1", "guide", "Guide")],
        )
        .knowing(known());
        tenant.update(ResourceKind::User, &id, &married, profile).await;
        let account = tenant.get(ResourceKind::User, &id).await;
        assert_eq!(account["active"], json!(false), "{account:#}");
        assert_eq!(account["addresses"][0]["locality"], json!("Hollywood"));
        assert_eq!(account["phoneNumbers"].as_array().map(Vec::len), Some(2), "{account:#}");
        assert_eq!(account[ENTERPRISE]["manager"]["value"], json!(accounts[1]));
        assert_eq!(account["roles"][0]["value"], json!("guide"));
        assert_eq!(account["roles"].as_array().map(Vec::len), Some(1), "{account:#}");

        tenant.update(ResourceKind::User, &id, &new, profile).await;
        let account = tenant.get(ResourceKind::User, &id).await;
        assert_eq!(account["active"], json!(true), "{account:#}");
        assert_eq!(
            account["title"],
            json!("Chief guide"),
            "what has no source any more stays"
        );
    }
}

#[tokio::test]
async fn a_group_is_made_and_its_members_come_and_go() {
    for profile in PROFILES {
        let tenant = Tenant::start().await;
        let accounts = tenant.accounts().await;
        let known = || ["p0", "p1", "p2"].into_iter().zip(accounts.iter().map(String::as_str));
        let group = |name: &str, members: &[&str]| {
            let members: Vec<String> = members.iter().map(|&person| person.to_owned()).collect();
            Case::group(&[("displayName", name), ("externalId", "0aa5")], &members).knowing(known())
        };
        let members = async |id: &str| -> Vec<String> {
            let group = tenant.get(ResourceKind::Group, id).await;
            let members = group["members"].as_array().into_iter().flatten();
            let mut ids: Vec<String> = members
                .filter_map(|member| Some(member["value"].as_str()?.to_owned()))
                .collect();
            ids.sort_by_key(|id| accounts.iter().position(|account| account == id));
            ids
        };
        let id = tenant
            .create(ResourceKind::Group, &group("Guides", &["p0", "p1"]), profile)
            .await;
        assert_eq!(members(&id).await, accounts[..2]);
        let changed = group("Tour guides", &["p1", "p2"]);
        tenant.update(ResourceKind::Group, &id, &changed, profile).await;
        assert_eq!(members(&id).await, accounts[1..]);
        assert_eq!(
            tenant.get(ResourceKind::Group, &id).await["displayName"],
            json!("Tour guides")
        );
    }
}
