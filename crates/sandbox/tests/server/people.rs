//! The people and groups that practice tenants begin with.

use std::collections::HashSet;

use scimdesk_sandbox::{MAX_ACCOUNTS, PracticeOptions};
use serde_json::{Value, json};

use crate::rig::{Rig, text};

async fn with_seed(app: &str, accounts: u32, seed: u64) -> Rig {
    Rig::start(PracticeOptions {
        seed,
        ..PracticeOptions::for_app(app).with_accounts(accounts)
    })
    .await
}

/// Accounts without the port, which is another each time.
async fn users(rig: &Rig) -> Value {
    let text = Value::from(rig.users().await).to_string();
    serde_json::from_str(&text.replace(rig.server.url(), "")).unwrap()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_people() {
    let one = users(&with_seed("custom", 150, 7).await).await;
    assert_eq!(one, users(&with_seed("custom", 150, 7).await).await);
    assert_ne!(one, users(&with_seed("custom", 150, 8).await).await);
    let fewer = users(&with_seed("custom", 100, 7).await).await;
    assert_eq!(
        fewer[40]["userName"], one[40]["userName"],
        "who is there does not depend on how many are"
    );
}

#[tokio::test]
async fn the_same_people_have_accounts_in_every_app_each_with_an_id_of_its_own() {
    let one = users(&with_seed("workgrid", 90, 0).await).await;
    let other = users(&with_seed("custom", 90, 0).await).await;
    let mut switched_differently = 0;
    for (one, other) in one.as_array().unwrap().iter().zip(other.as_array().unwrap()) {
        assert_eq!(one["userName"], other["userName"]);
        assert_eq!(one["externalId"], other["externalId"]);
        assert_ne!(one["id"], other["id"]);
        switched_differently += usize::from(one["active"] != other["active"]);
    }
    assert!(switched_differently > 0, "who left is still switched on somewhere");
}

#[tokio::test]
async fn every_app_begins_with_some_hundred_people_from_everywhere() {
    for app in scimdesk_sandbox::apps() {
        let rig = Rig::start(PracticeOptions::for_app(app)).await;
        let users = rig.users().await;
        assert!((90..=500).contains(&users.len()), "{app}: {}", users.len());
        let inactive = users.iter().filter(|user| user["active"] == false).count() * 100 / users.len();
        assert!(
            (3..=15).contains(&inactive),
            "{app}: {inactive} in a hundred are inactive"
        );
        let names: String = users.iter().map(|user| user["name"].to_string()).collect();
        for (script, letters) in [
            ("Latin with diacritics", 'À'..='ž'),
            ("Greek", 'Α'..='ω'),
            ("Cyrillic", 'А'..='я'),
            ("Hebrew", 'א'..='ת'),
            ("Arabic", 'ا'..='ي'),
            ("Devanagari", 'अ'..='ह'),
            ("Thai", 'ก'..='ฮ'),
            ("Hangul", '가'..='힣'),
            ("Han", '一'..='龥'),
            ("Kana", 'ぁ'..='ヺ'),
            ("Vietnamese", 'Ạ'..='ỹ'),
        ] {
            assert!(
                names.chars().any(|letter| letters.contains(&letter)),
                "{app}: nobody with {script}"
            );
        }
        for part in ["'", "İ", "=SUM", "<b>", "🦉", "\\u202e", "\" "] {
            let names = names.replace('\u{202E}', "\\u202e");
            assert!(names.contains(part), "{app}: nobody with {part:?}");
        }
        assert!(
            users.iter().any(|user| user["name"].get("familyName").is_none()),
            "{app}: nobody with one name"
        );
    }
}

#[tokio::test]
async fn nobody_can_be_reached_by_the_mail_and_telephone_that_accounts_have() {
    let rig = Rig::of("custom", 700).await;
    for user in rig.users().await {
        let user_name = text(&user, "userName");
        let is_reserved = |mail: &str| {
            [".example", "@example.com", "@example.org"]
                .iter()
                .any(|end| mail.ends_with(end))
        };
        assert!(is_reserved(user_name), "{user_name}");
        assert!(user_name.is_ascii(), "{user_name}");
        for mail in user["emails"].as_array().into_iter().flatten() {
            assert!(is_reserved(text(mail, "value")));
        }
        for number in user["phoneNumbers"].as_array().unwrap() {
            let number = text(number, "value");
            // The ranges that regulators keep for fiction.
            let kept = [
                "+44 20 7946 0",
                "+44 7700 900",
                "+49 30 23125 ",
                "+49 171 39200",
                "+33 1 99 00 ",
                "+33 6 39 98 ",
                "+46 8 465 004 ",
                "+46 70 174 06",
                "+1 202-555-01",
                "+61 2 5550 ",
                "+61 2 7010 ",
            ];
            assert!(kept.iter().any(|range| number.starts_with(range)), "{number}");
        }
    }
}

#[tokio::test]
async fn a_million_accounts_start_at_once_and_are_found_at_once() {
    let rig = Rig::of("custom", MAX_ACCOUNTS).await;
    let page = rig.get("/Users?startIndex=999801&count=200").await.json();
    assert_eq!(page["totalResults"], json!(1_000_000));
    let last = page["Resources"].as_array().unwrap();
    assert_eq!(last.len(), 200);
    let mut seen = HashSet::new();
    for user in last {
        assert!(seen.insert(text(user, "userName").to_owned()));
    }
    let user = &last[123];
    let path = format!("/Users/{}", text(user, "id"));
    for filter in [
        format!("userName eq {}", user["userName"]),
        format!("externalId eq {}", user["externalId"]),
        format!("id eq {}", user["id"]),
    ] {
        assert_eq!(
            rig.found("/Users", &filter).await,
            std::slice::from_ref(user),
            "{filter}"
        );
    }
    let off = json!([{"op": "replace", "path": "active", "value": false}]);
    assert_eq!(rig.patch(&path, off).await.status, 200);
    assert_eq!(rig.get(&path).await.json()["active"], false);
    assert_eq!(rig.delete(&path).await.status, 204);
    assert_eq!(rig.get("/Users?count=0").await.json()["totalResults"], json!(999_999));
}

#[tokio::test]
async fn groups_are_of_every_kind_that_an_admin_meets() {
    let rig = Rig::of("custom", 6_000).await;
    let groups = rig.get("/Groups?count=1000").await.json()["Resources"]
        .as_array()
        .unwrap()
        .clone();
    let members = |group: &Value| group["members"].as_array().map_or(0, Vec::len);
    let named = |name: &str| {
        groups
            .iter()
            .filter(|group| group["displayName"] == name)
            .collect::<Vec<_>>()
    };
    assert_eq!(members(named("All staff")[0]), 5_000);
    assert_eq!(members(named("Reserved for audits")[0]), 0);
    assert_eq!(named("Leadership").len(), 2, "a name is no key");
    assert!(members(named("Engineering")[0]) > 100);
    assert!(members(named("Site Paris")[0]) > 100);
    let inner = named("All sites")[0]["members"].as_array().unwrap();
    assert!(inner.iter().all(|member| member["type"] == "Group"));
    for member in inner {
        let path = text(member, "$ref").strip_prefix(rig.server.url()).unwrap();
        assert_eq!(
            rig.get(&format!("{path}?attributes=displayName")).await.json()["displayName"],
            member["display"]
        );
    }
}
