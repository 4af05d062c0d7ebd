//! What a practice tenant says about itself (RFC 7644 §4).

use serde_json::{Value, json};

use crate::rig::{ENTERPRISE, GROUP, Rig, USER, text};

#[tokio::test]
async fn it_says_what_it_can_do() {
    let rig = Rig::of("custom", 1).await;
    let config = rig.get("/ServiceProviderConfig").await.json();
    for (feature, supported) in [
        ("patch", true),
        ("filter", true),
        ("sort", true),
        ("etag", true),
        ("bulk", false),
        ("changePassword", false),
    ] {
        assert_eq!(config[feature]["supported"], json!(supported), "{feature}");
    }
    assert_eq!(config["filter"]["maxResults"], json!(1_000));
    assert_eq!(config["authenticationSchemes"][0]["type"], "oauthbearertoken");
}

#[tokio::test]
async fn every_schema_and_type_is_listed_and_read_by_itself() {
    for app in scimdesk_sandbox::apps() {
        let rig = Rig::of(app, 1).await;
        for path in ["/Schemas", "/ResourceTypes"] {
            let list = rig.get(path).await.json();
            let entries = list["Resources"].as_array().unwrap();
            assert_eq!(list["totalResults"], json!(entries.len()));
            for entry in entries {
                let alone = rig.get(&format!("{path}/{}", text(entry, "id"))).await.json();
                assert_eq!(alone, *entry);
                assert!(text(&entry["meta"], "location").starts_with(rig.server.url()));
            }
            rig.get(&format!("{path}/nothing")).await.is_error(404, None);
            rig.get(&format!("{path}?filter=id+pr")).await.is_error(403, None);
        }
        let types = rig.get("/ResourceTypes").await.json();
        let user = types["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == "User")
            .unwrap();
        let extensions = user["schemaExtensions"].as_array().unwrap();
        let schemas = rig.get("/Schemas").await.json();
        let has = |urn: &str| {
            schemas["Resources"]
                .as_array()
                .unwrap()
                .iter()
                .any(|schema| schema["id"] == urn)
        };
        assert!(has(USER));
        assert_eq!(has(ENTERPRISE), !extensions.is_empty(), "{app}");
        assert_eq!(has(GROUP), types["totalResults"] == 2, "{app}");
    }
}

#[tokio::test]
async fn the_schemas_name_every_attribute_that_accounts_have() {
    for app in scimdesk_sandbox::apps() {
        let rig = Rig::of(app, 120).await;
        let schema = rig.get(&format!("/Schemas/{USER}")).await.json();
        let known: Vec<&Value> = schema["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["name"])
            .collect();
        for user in rig.users().await {
            for name in user.as_object().unwrap().keys() {
                let is_common = ["schemas", "id", "externalId", "meta"].contains(&name.as_str());
                assert!(
                    is_common || name == ENTERPRISE || known.contains(&&json!(name)),
                    "{app}: {name}"
                );
            }
        }
    }
}
