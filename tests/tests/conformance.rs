//! Practice tenants held against `scim2-tester`, a conformance tester that nobody here wrote.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::python;
use secrecy::ExposeSecret as _;
use serde_json::Value;

/// Runs the tester against a practice tenant of `app`, and fails with every check that failed.
///
/// The tester looks for what it made on the first page of a list, so that users and groups together must fit on one.
async fn pass_the_tester(app: &str, least_checks: usize) {
    let options = PracticeOptions::for_app(app).with_accounts(30);
    let server = PracticeServer::start(options).await.expect("a free port");
    let (url, token) = (server.url().to_owned(), server.token().expose_secret().to_owned());
    let ended = tokio::task::spawn_blocking(move || {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/conformance.py");
        let mut tester = Command::new(python::environment().join("python"))
            .arg(script)
            .arg(url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the environment has Python");
        let mut input = tester.stdin.take().expect("it was asked for");
        writeln!(input, "{token}").expect("the tester reads the token");
        drop(input);
        tester.wait_with_output().expect("the tester ends")
    });
    let ended = ended.await.expect("the tester was run");
    let complaints = String::from_utf8_lossy(&ended.stderr);
    let output = String::from_utf8(ended.stdout).expect("JSON is UTF-8");
    let checks: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    let failed: Vec<String> = checks
        .iter()
        .filter(|check| check["status"] != "SUCCESS")
        .map(Value::to_string)
        .collect();
    assert!(
        failed.is_empty(),
        "{app}: {} of {} checks:\n{}",
        failed.len(),
        checks.len(),
        failed.join("\n")
    );
    assert!(
        ended.status.success(),
        "the tester ended with {}:\n{complaints}",
        ended.status
    );
    assert!(
        checks.len() >= least_checks,
        "only {} checks ran:\n{complaints}",
        checks.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_with_everything_passes_every_check() {
    pass_the_tester("custom", 120).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_app_passes_every_check() {
    for (app, least_checks) in [
        ("wedo", 50),
        ("workgrid", 80),
        ("workteam", 50),
        ("ideo", 60),
        ("documo", 45),
    ] {
        pass_the_tester(app, least_checks).await;
    }
}
