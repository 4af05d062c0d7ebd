//! The bridge under a host with no window: what the window would be answered.

use std::{fs, path::Path};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{DeskError, DeskEvent, ErrorCode},
};
use scimdesk_window::{bridge, events, panics, typescript};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{broadcast, mpsc};

/// A desk that is not open, with a directory that is gone with it.
fn desk() -> (Desk, TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let options = DeskOptions {
        data_dir: Some(directory.path().into()),
        ..DeskOptions::default()
    };
    (Desk::new(options), directory)
}

async fn refused(name: &str, request: Value) -> DeskError {
    let (desk, _directory) = desk();
    let answer = bridge::call(&desk, name, request).await;
    answer.expect_err("this call cannot be answered")
}

#[test]
fn the_types_of_the_window_are_those_of_the_desk() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bridge/generated.ts");
    let committed = fs::read_to_string(file).expect("the generated types are part of the project");
    assert!(
        committed.replace("\r\n", "\n") == typescript::module(),
        "ui/src/bridge/generated.ts is stale: run `cargo xtask bindings`"
    );
}

#[tokio::test]
async fn an_answer_is_the_json_of_the_wire_type() {
    let (desk, _directory) = desk();
    let opened = bridge::call(&desk, "desk_open", json!({ "vault": "session", "passphrase": null })).await;
    let status: Value = serde_json::from_str(opened.expect("opens").get()).expect("JSON");
    assert_eq!(status["state"], "open");
    assert_eq!(status["vault"], "session");
    desk.shutdown().await;
}

#[tokio::test]
async fn every_command_of_the_list_reads_its_request_before_anything_else() {
    for name in bridge::COMMANDS {
        let error = refused(name, json!(0)).await;
        assert_eq!(error.code, ErrorCode::BadInput, "{name}: {error}");
        assert!(error.message.contains(name), "{name}: {error}");
    }
}

#[tokio::test]
async fn a_command_that_does_not_exist_is_bad_input() {
    for name in ["", "tenants", "Tenants_List", "desk_open "] {
        let error = refused(name, Value::Null).await;
        assert_eq!(error.code, ErrorCode::BadInput, "{name:?}");
        assert!(error.message.contains("does not exist"), "{name:?}: {error}");
    }
}

#[tokio::test]
async fn a_request_of_the_wrong_shape_is_told_without_its_values() {
    let secret = "s3cr3t-t0ken";
    for (name, request) in [
        ("desk_open", json!(secret)),
        ("desk_open", json!({ "vault": secret, "passphrase": null })),
        ("desk_open", json!({ "vault": "file", "passphrase": [secret] })),
        ("tenant_add", json!({ "name": { "token": secret } })),
        (
            "tenant_add",
            json!({ "name": "documo", "url": "https://example.com", "token": 1, "safety": secret }),
        ),
        ("tenants_list", json!(secret)),
    ] {
        let error = refused(name, request.clone()).await;
        assert_eq!(error.code, ErrorCode::BadInput, "{name} {request}");
        let told = serde_json::to_string(&error).expect("JSON");
        assert!(!told.contains(secret), "{told}");
    }
}

#[tokio::test]
async fn what_is_missing_in_a_request_is_named() {
    let error = refused("tenant_remove", json!({})).await;
    assert!(error.message.contains("missing field"), "{error}");
}

#[tokio::test]
async fn a_panic_becomes_an_error_that_names_its_place() {
    panics::install();
    let literal = panics::caught(async { panic!("no such page") }).await;
    let told = literal.map(|(): ()| ()).expect_err("it panicked");
    assert!(told.contains("tests/bridge.rs:"), "{told}");
    assert!(told.ends_with(": no such page"), "{told}");

    let quoted = "s3cr3t-t0ken";
    let formatted = panics::caught(async { panic!("cannot read {quoted}") }).await;
    let told = formatted.map(|(): ()| ()).expect_err("it panicked");
    assert!(told.contains("tests/bridge.rs:"), "{told}");
    assert!(!told.contains(quoted), "{told}");

    assert_eq!(panics::caught(async { 1 }).await, Ok(1), "the thread goes on");
}

#[tokio::test]
async fn events_arrive_in_order() {
    let (desk, _directory) = desk();
    let (tell, listen) = broadcast::channel(8);
    let (hear, mut heard) = mpsc::unbounded_channel();
    for tenant in ["a", "b"] {
        tell.send(DeskEvent::DataChanged { tenant: tenant.into() })
            .expect("somebody listens");
    }
    drop(tell);
    events::forward(desk, listen, move |event| hear.send(event).expect("the test listens")).await;
    for tenant in ["a", "b"] {
        assert_eq!(
            heard.recv().await,
            Some(DeskEvent::DataChanged { tenant: tenant.into() })
        );
    }
    assert_eq!(heard.recv().await, None);
}

#[tokio::test]
async fn a_window_that_lagged_is_told_that_everything_may_have_changed() {
    let (desk, _directory) = desk();
    let (tell, listen) = broadcast::channel(1);
    let (hear, mut heard) = mpsc::unbounded_channel();
    for tenant in ["a", "b"] {
        tell.send(DeskEvent::DataChanged { tenant: tenant.into() })
            .expect("somebody listens");
    }
    drop(tell);
    events::forward(desk, listen, move |event| hear.send(event).expect("the test listens")).await;
    assert_eq!(heard.recv().await, Some(DeskEvent::TenantsChanged));
    assert_eq!(heard.recv().await, Some(DeskEvent::JournalChanged));
    assert_eq!(heard.recv().await, Some(DeskEvent::DirectoriesChanged));
    assert_eq!(
        heard.recv().await,
        Some(DeskEvent::DataChanged { tenant: "b".into() }),
        "what was not lost still arrives"
    );
    assert_eq!(heard.recv().await, None);
}
