//! Filter, sort, page, choose attributes (RFC 7644 §3.4.2, §3.4.3, §3.9).

use reqwest::Method;
use scimdesk_scim::{
    filter::Filter,
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::{Value, json};

use crate::rig::{ENTERPRISE, GROUP, Rig, USER, text};

fn ids(page: &Value) -> Vec<String> {
    let resources = page["Resources"].as_array().unwrap();
    resources
        .iter()
        .map(|resource| text(resource, "id").to_owned())
        .collect()
}

#[tokio::test]
async fn pages_put_together_are_the_whole_list_once() {
    let rig = Rig::of("custom", 57).await;
    rig.create_user("late@example.com").await;
    rig.delete(&format!("/Users/{}", text(&rig.users().await[20], "id")))
        .await;
    let all: Vec<String> = rig
        .users()
        .await
        .iter()
        .map(|user| text(user, "id").to_owned())
        .collect();
    assert_eq!(all.len(), 57);
    let mut seen = Vec::new();
    for start in (1..=57).step_by(10) {
        let page = rig.get(&format!("/Users?startIndex={start}&count=10")).await.json();
        assert_eq!(page["totalResults"], json!(57));
        assert_eq!(page["startIndex"], json!(start));
        assert_eq!(page["itemsPerPage"], json!(ids(&page).len()));
        seen.extend(ids(&page));
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn odd_page_numbers_are_read_as_the_rfc_says() {
    let rig = Rig::of("custom", 5).await;
    let table = [
        ("startIndex=0", 1, 5),
        ("startIndex=-3&count=2", 1, 2),
        ("count=0", 1, 0),
        ("count=-1", 1, 0),
        ("startIndex=5", 5, 1),
        ("startIndex=6", 6, 0),
        (
            "startIndex=999999999999&count=9223372036854775807",
            999_999_999_999_u64,
            0,
        ),
    ];
    for (query, start, items) in table {
        let page = rig.get(&format!("/Users?{query}")).await.json();
        assert_eq!(page["totalResults"], json!(5), "{query}");
        assert_eq!(page["startIndex"], json!(start), "{query}");
        assert_eq!(page["itemsPerPage"], json!(items), "{query}");
        assert_eq!(ids(&page).len(), items, "{query}");
    }
    for query in ["count=ten", "startIndex=1.5", "sortBy=a..b", "attributes=a%20b"] {
        rig.get(&format!("/Users?{query}"))
            .await
            .is_error(400, Some("invalidValue"));
    }
    rig.get("/Users?attributes=id&excludedAttributes=name")
        .await
        .is_error(400, Some("invalidValue"));
}

#[tokio::test]
async fn a_page_has_a_hundred_resources_unless_asked_and_never_more_than_a_thousand() {
    let rig = Rig::of("custom", 1_100).await;
    assert_eq!(ids(&rig.get("/Users").await.json()).len(), 100);
    assert_eq!(ids(&rig.get("/Users?count=5000").await.json()).len(), 1_000);
}

#[tokio::test]
async fn filters_find_whom_they_describe() {
    let rig = Rig::of("custom", 60).await;
    let users = rig.users().await;
    let whole = |filter: &'static str, belongs: &dyn Fn(&Value) -> bool| {
        let expected: Vec<&str> = users
            .iter()
            .filter(|user| belongs(user))
            .map(|user| text(user, "id"))
            .collect();
        assert!(
            !expected.is_empty() && expected.len() < users.len(),
            "{filter} tells nothing"
        );
        (filter, expected)
    };
    let department = |user: &Value| user[ENTERPRISE]["department"].clone();
    let table = [
        whole("active eq false", &|user| user["active"] == false),
        whole("ACTIVE Eq False", &|user| user["active"] == false),
        whole("title sw \"Director\"", &|user| {
            text(user, "title").starts_with("Director")
        }),
        whole("userName co \"HARBOUR\" and not (userName sw \"a\")", &|user| {
            let user_name = text(user, "userName");
            user_name.contains("harbour") && !user_name.starts_with('a')
        }),
        whole("emails[type eq \"work\" and value ew \"@example.com\"]", &|user| {
            user["emails"][0]["value"]
                .as_str()
                .is_some_and(|mail| mail.ends_with("@example.com"))
        }),
        whole("emails[type eq \"work\"].value ew \"@example.com\"", &|user| {
            user["emails"][0]["value"]
                .as_str()
                .is_some_and(|mail| mail.ends_with("@example.com"))
        }),
        whole(
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"it\"",
            &|user| department(user) == "IT",
        ),
        whole("department eq \"IT\" or department eq \"Legal\"", &|user| {
            department(user) == "IT" || department(user) == "Legal"
        }),
        whole("not (emails pr)", &|user| user.get("emails").is_none()),
        whole("meta.created gt \"2022-06-01T00:00:00Z\"", &|user| {
            text(&user["meta"], "created") > "2022-06-01"
        }),
        whole("groups.display eq \"site london\"", &|user| {
            user["groups"]
                .as_array()
                .unwrap()
                .iter()
                .any(|group| group["display"] == "Site London")
        }),
    ];
    for (filter, expected) in table {
        let found = rig.found("/Users", filter).await;
        let found: Vec<&str> = found.iter().map(|user| text(user, "id")).collect();
        assert_eq!(found, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_search_looks_at_everything_that_its_filter_or_order_is_about() {
    let rig = Rig::of("custom", 80).await;
    let users = rig.users().await;
    let filters = [
        "id sw \"a\"",
        "externalId co \"0\" and userName pr",
        "name.familyName sw \"M\" or name.givenName sw \"A\"",
        "displayName eq \"\"",
        "nickName co \"a\"",
        "phoneNumbers[type eq \"fax\"]",
        "addresses.country eq \"DE\"",
        "roles.value ne \"Member\"",
        "locale sw \"ja\" or preferredLanguage sw \"ko\" or timezone co \"Paris\"",
        "userType eq \"Contractor\"",
        "employeeNumber eq \"1007\"",
        "manager.displayName pr and manager.value pr",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division eq \"Market\"",
        "urn:ietf:params:scim:schemas:core:2.0:User:title co \"manager\"",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr",
        "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"",
        "meta.lastModified gt \"2024-01-01T00:00:00Z\"",
        "meta.location co \"/Users/b\"",
        "groups.display co \"project\"",
        "nothing pr",
        "not (nothing pr)",
    ];
    for filter in filters {
        let parsed = Filter::parse(filter).unwrap();
        let matches = |user: &&Value| {
            let user = Resource::from_value((*user).clone()).unwrap();
            parsed.matches(&user, SchemaSet::of(ResourceKind::User))
        };
        let expected: Vec<&Value> = users.iter().filter(matches).collect();
        let found = rig.found("/Users", filter).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter}");
    }
    let department = format!("/{ENTERPRISE}/department");
    let manager = format!("/{ENTERPRISE}/manager/displayName");
    for (order, pointer) in [
        ("department", &*department),
        ("manager.displayName", &*manager),
        ("meta.created", "/meta/created"),
        ("name.givenName", "/name/givenName"),
        ("phoneNumbers.value", "/phoneNumbers/0/value"),
        ("id", "/id"),
    ] {
        let sorted = rig.get(&format!("/Users?sortBy={order}")).await.json();
        let value = |user: &Value| user.pointer(pointer).map(|value| value.to_string().to_lowercase());
        let values: Vec<_> = sorted["Resources"].as_array().unwrap().iter().map(value).collect();
        let assigned: Vec<_> = values.iter().flatten().collect();
        assert!(assigned.is_sorted(), "{order}: {values:?}");
        assert!(values[..assigned.len()].iter().all(Option::is_some), "{order}");
    }
}

#[tokio::test]
async fn what_identifies_finds_the_one_account() {
    let rig = Rig::of("custom", 200).await;
    let changed = rig.create_user("Changed.One@example.com").await;
    let moved = rig.users().await[7].clone();
    let path = format!("/Users/{}", text(&moved, "id"));
    let renamed = json!([{"op": "replace", "value": {"userName": "moved@example.com", "externalId": "x-7"}}]);
    assert_eq!(rig.patch(&path, renamed).await.status, 200);
    let gone = rig.users().await[9].clone();
    rig.delete(&format!("/Users/{}", text(&gone, "id"))).await;
    let users = rig.users().await;
    for user in &users {
        for filter in [
            format!("userName eq {}", user["userName"]),
            format!("userName eq \"{}\"", text(user, "userName").to_uppercase()),
            format!("id eq {}", user["id"]),
            format!("id eq {} and active ne \"x\"", user["id"]),
        ] {
            let found = rig.found("/Users", &filter).await;
            assert_eq!(found.len(), 1, "{filter}");
            assert_eq!(found[0], *user, "{filter}");
        }
        if let Some(external_id) = user.get("externalId") {
            let found = rig.found("/Users", &format!("externalId eq {external_id}")).await;
            assert_eq!(found, std::slice::from_ref(user));
        }
    }
    assert!(users.iter().any(|user| user["id"] == changed["id"]));
    for filter in [
        format!("userName eq {}", moved["userName"]),
        format!("externalId eq {}", moved["externalId"]),
        format!("userName eq {}", gone["userName"]),
        format!("id eq {}", gone["id"]),
        "userName eq \"nobody\"".to_owned(),
        "id eq \"1\"".to_owned(),
    ] {
        assert!(rig.found("/Users", &filter).await.is_empty(), "{filter}");
    }
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_refused_with_its_column() {
    let rig = Rig::of("custom", 1).await;
    for (filter, column) in [
        ("userName", 9),
        ("userName is \"x\"", 10),
        ("(active eq true", 1),
        ("", 1),
    ] {
        let reply = rig.list("/Users", &[("filter", filter)]).await;
        let detail = text(&reply.is_error(400, Some("invalidFilter")).json(), "detail").to_owned();
        assert!(detail.contains(&format!("column {column}")), "{filter}: {detail}");
    }
}

#[tokio::test]
async fn sorting_orders_by_value_and_leaves_those_without_one_to_the_end() {
    let rig = Rig::of("custom", 40).await;
    let names = |page: &Value, pick: &dyn Fn(&Value) -> Option<String>| -> Vec<Option<String>> {
        page["Resources"].as_array().unwrap().iter().map(pick).collect()
    };
    let user_name = |user: &Value| Some(text(user, "userName").to_lowercase());
    let page = rig.get("/Users?sortBy=userName").await.json();
    let ascending = names(&page, &user_name);
    assert!(ascending.is_sorted());
    let page = rig.get("/Users?sortBy=username&sortOrder=descending").await.json();
    let descending = names(&page, &user_name);
    assert!(descending.iter().rev().eq(ascending.iter()));
    let page = rig.get("/Users?sortBy=userName&startIndex=11&count=10").await.json();
    assert_eq!(names(&page, &user_name), ascending[10..20]);

    let mail = |user: &Value| user["emails"][0]["value"].as_str().map(str::to_owned);
    let mails = names(&rig.get("/Users?sortBy=emails").await.json(), &mail);
    let with: Vec<_> = mails.iter().take_while(|mail| mail.is_some()).collect();
    assert!(with.is_sorted() && with.len() < mails.len());
    assert!(mails[with.len()..].iter().all(Option::is_none));

    let department = |user: &Value| user[ENTERPRISE]["department"].as_str().map(str::to_lowercase);
    let path = format!("/Users?sortBy={ENTERPRISE}:department");
    assert!(names(&rig.get(&path).await.json(), &department).is_sorted());
}

#[tokio::test]
async fn answers_hold_the_attributes_that_were_asked_for() {
    let rig = Rig::of("custom", 12).await;
    let id = text(&rig.users().await[9], "id").to_owned();
    let whole = rig.get(&format!("/Users/{id}")).await.json();
    let table = [
        ("attributes=userName", json!({"userName": whole["userName"]})),
        (
            "attributes=USERNAME,name.familyName",
            json!({
                "userName": whole["userName"],
                "name": {"familyName": whole["name"]["familyName"]},
            }),
        ),
        (
            "attributes=emails.value",
            json!({"emails": [{"value": whole["emails"][0]["value"]}]}),
        ),
        (
            &format!("attributes={ENTERPRISE}:department"),
            json!({ENTERPRISE: {"department": whole[ENTERPRISE]["department"]}}),
        ),
        (
            &format!("attributes={ENTERPRISE}"),
            json!({ENTERPRISE: whole[ENTERPRISE]}),
        ),
        ("attributes=nothing", json!({})),
    ];
    for (query, expected) in table {
        let mut expected = expected;
        expected["schemas"] = whole["schemas"].clone();
        expected["id"] = whole["id"].clone();
        let one = rig.get(&format!("/Users/{id}?{query}")).await.json();
        assert_eq!(one, expected, "{query}");
        let list = rig.list("/Users", &[("filter", &format!("id eq \"{id}\""))]).await;
        assert_eq!(list.json()["Resources"][0], whole);
        let list = rig.get(&format!("/Users?{query}&startIndex=10&count=1")).await.json();
        assert_eq!(list["Resources"][0], expected, "{query}");
    }
    let excluded = format!("excludedAttributes=id,emails.value,{ENTERPRISE}:manager,groups");
    let rest = rig.get(&format!("/Users/{id}?{excluded}")).await.json();
    assert_eq!(rest["id"], whole["id"], "the id is always returned");
    assert_eq!(rest["emails"], json!([{"type": "work", "primary": true}]));
    assert!(rest[ENTERPRISE].get("manager").is_none() && rest.get("groups").is_none());
    assert_eq!(rest[ENTERPRISE]["department"], whole[ENTERPRISE]["department"]);
    let without = rig.get("/Groups?excludedAttributes=members").await.json();
    assert!(
        without["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .all(|group| group.get("members").is_none())
    );
}

#[tokio::test]
async fn search_by_post_finds_what_the_query_finds() {
    let rig = Rig::of("custom", 30).await;
    let request = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": "title pr", "sortBy": "userName", "sortOrder": "descending",
        "startIndex": 3, "count": 4, "attributes": ["userName", "title"],
    });
    let searched = rig.send(Method::POST, "/Users/.search", &request).await;
    assert_eq!(searched.status, 200);
    let path =
        "/Users?filter=title+pr&sortBy=userName&sortOrder=descending&startIndex=3&count=4&attributes=userName,title";
    assert_eq!(searched.json(), rig.get(path).await.json());
    assert_eq!(ids(&searched.json()).len(), 4);
}

#[tokio::test]
async fn the_root_lists_users_and_groups_together() {
    let rig = Rig::of("custom", 10).await;
    let groups = rig.get("/Groups?count=0").await.json()["totalResults"]
        .as_u64()
        .unwrap();
    let page = rig.get("/?startIndex=9&count=5").await.json();
    assert_eq!(page["totalResults"], json!(10 + groups));
    let kinds: Vec<&str> = page["Resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["meta"], "resourceType"))
        .collect();
    assert_eq!(kinds, ["User", "User", "Group", "Group", "Group"]);
    let filter = json!({"filter": "displayName eq \"All staff\" or userName pr", "count": 1000});
    let found = rig.send(Method::POST, "/.search", &filter).await.json();
    assert_eq!(found["totalResults"], json!(11));
    let schemas: Vec<&Value> = found["Resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["schemas"][0])
        .collect();
    assert_eq!((schemas[0], schemas[10]), (&json!(USER), &json!(GROUP)));
}

#[tokio::test]
async fn a_list_shows_an_account_as_it_is_read_by_itself() {
    for app in scimdesk_sandbox::apps() {
        let rig = Rig::of(app, 90).await;
        // Someone's manager is renamed, another's is gone.
        let users = rig.users().await;
        let rename = json!([{"op": "replace", "path": "name.givenName", "value": "Renamed"}]);
        assert_eq!(
            rig.patch(&format!("/Users/{}", text(&users[1], "id")), rename)
                .await
                .status,
            200
        );
        rig.delete(&format!("/Users/{}", text(&users[2], "id"))).await;
        for listed in rig.users().await {
            let alone = rig.get(&format!("/Users/{}", text(&listed, "id"))).await.json();
            assert_eq!(alone, listed, "{app}");
        }
    }
}
