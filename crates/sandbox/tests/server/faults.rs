//! What real servers do wrong, on request.

use std::time::{Duration, Instant, SystemTime};

use reqwest::Method;
use scimdesk_sandbox::{Faults, RetryAfter, StatusFor};
use serde_json::{Value, json};

use crate::rig::{Rig, read, text};

fn switch_off() -> Value {
    json!([{"op": "replace", "path": "active", "value": false}])
}

/// A tenant, and the path of an account in it that is switched on.
async fn with_active() -> (Rig, String) {
    let rig = Rig::of("custom", 20).await;
    let users = rig.users().await;
    let user = users.iter().find(|user| user["active"] == true).unwrap();
    let path = format!("/Users/{}", text(user, "id"));
    (rig, path)
}

#[tokio::test]
async fn none_is_on_by_default_and_all_end_when_they_are_taken_back() {
    let (rig, path) = with_active().await;
    assert_eq!(rig.server.faults(), Faults::default());
    rig.server.set_faults(Faults {
        html_login_200: true,
        ..Faults::default()
    });
    assert!(rig.get(&path).await.text.contains("<html>"));
    rig.server.set_faults(Faults::default());
    assert_eq!(rig.get(&path).await.json()["active"], true);
}

#[tokio::test]
async fn listings_that_lie() {
    let rig = Rig::of("custom", 30).await;
    let first = rig.get("/Users?count=10").await.json()["Resources"].clone();
    rig.server.set_faults(Faults {
        ignore_start_index: true,
        ..Faults::default()
    });
    let page = rig.get("/Users?startIndex=11&count=10").await.json();
    assert_eq!((&page["Resources"], &page["startIndex"]), (&first, &json!(1)));

    rig.server.set_faults(Faults {
        cap_page: Some(4),
        lie_total: Some(7),
        ..Faults::default()
    });
    let page = rig.get("/Users?startIndex=11&count=10").await.json();
    assert_eq!(page["Resources"].as_array().unwrap().len(), 4);
    assert_eq!(page["totalResults"], json!(7));

    rig.server.set_faults(Faults {
        omit_members: true,
        ..Faults::default()
    });
    let groups = rig.get("/Groups").await.json()["Resources"].as_array().unwrap().clone();
    assert!(groups.iter().all(|group| group.get("members").is_none()));
}

#[tokio::test]
async fn a_change_of_active_that_is_accepted_and_not_applied() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        accept_but_ignore_active: true,
        ..Faults::default()
    });
    let reply = rig.patch(&path, switch_off()).await;
    assert_eq!((reply.status, &reply.json()["active"]), (200, &json!(false)));
    assert_eq!(rig.get(&path).await.json()["active"], true);
    let mixed = json!([{"op": "replace", "value": {"active": false, "title": "Pilot"}}]);
    rig.patch(&path, mixed).await;
    let now = rig.get(&path).await.json();
    assert_eq!((&now["active"], &now["title"]), (&json!(true), &json!("Pilot")));
}

#[tokio::test]
async fn an_account_that_is_deleted_by_being_switched_off() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        deactivate_deletes: true,
        ..Faults::default()
    });
    assert_eq!(rig.patch(&path, switch_off()).await.status, 200);
    rig.get(&path).await.is_error(404, None);
}

#[tokio::test]
async fn forms_of_a_patch_that_are_refused() {
    let (rig, path) = with_active().await;
    let without_path = json!([{"op": "replace", "value": {"active": false}}]);
    rig.server.set_faults(Faults {
        refuse_patch_active_with_path: true,
        ..Faults::default()
    });
    rig.patch(&path, switch_off()).await.is_error(400, Some("invalidPath"));
    assert_eq!(rig.patch(&path, without_path.clone()).await.status, 200);
    rig.server.set_faults(Faults {
        refuse_patch_without_path: true,
        ..Faults::default()
    });
    rig.patch(&path, without_path).await.is_error(400, Some("invalidPath"));
    rig.server.set_faults(Faults {
        patch_501: true,
        ..Faults::default()
    });
    rig.patch(&path, switch_off()).await.is_error(501, None);
}

#[tokio::test]
async fn a_patch_answered_without_a_body() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        patch_204: true,
        ..Faults::default()
    });
    let reply = rig.patch(&path, switch_off()).await;
    assert_eq!(
        (reply.status, reply.text.as_str(), reply.header("etag")),
        (204, "", "W/\"2\"")
    );
    assert_eq!(rig.get(&path).await.json()["active"], false);
}

#[tokio::test]
async fn active_written_as_text() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        string_active: true,
        ..Faults::default()
    });
    assert_eq!(rig.get(&path).await.json()["active"], "True");
    for user in rig.users().await {
        assert!(user["active"] == "True" || user["active"] == "False");
    }
}

#[tokio::test]
async fn a_fixed_answer_for_some_requests_and_then_no_more() {
    let (rig, path) = with_active().await;
    let busy = StatusFor {
        path: "/Users*".to_owned(),
        status: 429,
        times: Some(2),
        ..StatusFor::default()
    };
    let page = StatusFor {
        method: Some("PATCH".to_owned()),
        status: 502,
        body: Some("<h1>Bad gateway</h1>".to_owned()),
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
        ..StatusFor::default()
    };
    rig.server.set_faults(Faults {
        status_for: vec![busy, page],
        retry_after: Some(RetryAfter::Seconds(3)),
        ..Faults::default()
    });
    for _ in 0..2 {
        let reply = rig.get(&path).await;
        reply.is_error(429, None);
        assert_eq!(reply.header("retry-after"), "3");
    }
    assert_eq!(rig.get(&path).await.status, 200);
    let reply = rig.patch(&path, switch_off()).await;
    assert_eq!((reply.status, reply.header("content-type")), (502, "text/html"));
    assert_eq!(rig.get(&path).await.json()["active"], true, "nothing was done");

    rig.server.set_faults(Faults {
        status_for: vec![StatusFor {
            status: 503,
            ..StatusFor::default()
        }],
        retry_after: Some(RetryAfter::DateIn(60)),
        ..Faults::default()
    });
    let reply = rig.get("/Users").await;
    let date = httpdate::parse_http_date(reply.header("retry-after")).unwrap();
    assert!(date > SystemTime::UNIX_EPOCH, "{date:?}");
}

#[tokio::test]
async fn bodies_that_are_empty_or_cut() {
    let rig = Rig::of("custom", 3).await;
    rig.server.set_faults(Faults {
        empty_body: true,
        ..Faults::default()
    });
    let reply = rig.get("/Users").await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    rig.server.set_faults(Faults {
        cut_json: true,
        ..Faults::default()
    });
    let reply = rig.get("/Users").await;
    assert_eq!(reply.status, 200);
    assert!(!reply.text.is_empty() && serde_json::from_str::<Value>(&reply.text).is_err());
}

#[tokio::test]
async fn a_door_that_stands_open() {
    let rig = Rig::of("custom", 3).await;
    rig.server.set_faults(Faults {
        open_door: true,
        ..Faults::default()
    });
    assert_eq!(read(rig.request(Method::GET, "/Users")).await.status, 200);
}

#[tokio::test]
async fn a_connection_that_is_cut_before_anything_is_done() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        drop_connection_after: Some(1),
        ..Faults::default()
    });
    assert_eq!(rig.get(&path).await.status, 200);
    let body = json!({"Operations": switch_off()});
    assert!(rig.with_body(Method::PATCH, &path, &body).send().await.is_err());
    assert_eq!(rig.get(&path).await.json()["active"], true);
}

#[tokio::test]
async fn a_connection_that_is_cut_after_the_change_and_before_the_answer() {
    let (rig, path) = with_active().await;
    rig.server.set_faults(Faults {
        drop_after_write: 1,
        ..Faults::default()
    });
    let body = json!({"Operations": switch_off()});
    assert!(rig.with_body(Method::PATCH, &path, &body).send().await.is_err());
    assert_eq!(rig.get(&path).await.json()["active"], false, "it was done all the same");
    let on = json!([{"op": "replace", "path": "active", "value": true}]);
    assert_eq!(rig.patch(&path, on).await.status, 200);
}

#[tokio::test]
async fn answers_that_take_their_time() {
    let rig = Rig::of("custom", 3).await;
    let delay = Duration::from_millis(80);
    rig.server.set_faults(Faults {
        delay: Some(delay),
        ..Faults::default()
    });
    let begin = Instant::now();
    assert_eq!(rig.get("/Users").await.status, 200);
    assert!(begin.elapsed() >= delay);
}

#[tokio::test]
async fn a_server_that_stops_does_not_wait_for_slow_answers() {
    let rig = Rig::of("custom", 3).await;
    rig.server.set_faults(Faults {
        delay: Some(Duration::from_hours(1)),
        ..Faults::default()
    });
    let waiting = tokio::spawn(rig.authorized(Method::GET, "/Users").send());
    while rig.server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    rig.server.stop().await;
    assert!(waiting.await.unwrap().is_err());
}
