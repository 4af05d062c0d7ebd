//! Cycles from a script: seen, run, switched, served, and what they leave in the log.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    process::{Command, Stdio},
};

use crate::{Admin, Practice};

const PEOPLE: &str = "objectId,userPrincipalName,mail,displayName,givenName,surname,accountEnabled\n\
    u1,amelie@contoso.example,amelie@contoso.example,Amelie Okoro,Amelie,Okoro,true\n\
    u2,ben@contoso.example,ben@contoso.example,Ben Ruiz,Ben,Ruiz,true\n";

/// An admin whose tenant takes its people from a file; both are assigned.
fn ready(practice: &Practice) -> Admin {
    let admin = Admin::new();
    assert_eq!(admin.add("documo", &practice.url, &practice.token).code, Some(0));
    let file = admin.directory.path().join("people.csv");
    fs::write(&file, PEOPLE).unwrap();
    for arguments in [
        &["tenant", "set", "documo", "--safety", "review"] as &[&str],
        &["directory", "import", "hr", file.to_str().unwrap()],
        &["directory", "use", "documo", "hr"],
        &["assign", "documo", "u1", "u2"],
    ] {
        let ended = admin.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
    }
    admin
}

#[test]
fn a_cycle_asks_for_a_review_runs_and_leaves_a_log() {
    let practice = Practice::serve("documo", "0");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    let missing = admin.run(&["cycle", "documo", "--status"]).code(0);
    assert!(missing.out.contains("read-only"), "{}", missing.out);
    admin.run(&["cycle", "documo", "--yes"]).code(4);

    let admin = ready(&practice);
    let unasked = admin.run(&["cycle", "documo"]).code(4);
    assert!(unasked.err.contains("--yes"), "{}", unasked.err);
    let ran = admin.run(&["cycle", "documo", "--yes"]).code(0);
    assert!(ran.out.contains("cycle 1 (initial) done: 2 created"), "{}", ran.out);
    let again = admin.run(&["cycle", "documo", "--yes", "--json"]).code(0);
    let outcome: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(outcome["cycle"]["kind"], "incremental");
    assert_eq!(outcome["cycle"]["counts"]["created"], 0);

    let log = admin.run(&["logs", "documo", "--action", "create", "--json"]).code(0);
    let rows = log.lines();
    assert_eq!(rows.len(), 2);
    let id = rows[0]["id"].to_string();
    let shown = admin.run(&["logs", "documo", "--show", &id]).code(0);
    assert!(shown.out.contains("EntryExportAdd"), "{}", shown.out);
    let name = rows[0]["name"].as_str().unwrap();
    let first = shown.out.lines().next().unwrap();
    assert_eq!(first.matches(name).count(), 1, "the name is said once: {first}");
    admin.run(&["logs", "documo", "--show", "4711"]).code(2);
    admin.run(&["logs", "documo", "--from", "yesterday"]).code(2);
    let limited = admin.run(&["logs", "documo", "--limit", "1", "--json"]).code(0);
    assert_eq!(limited.lines().len(), 1);

    let out = admin.directory.path().join("export");
    fs::create_dir(&out).unwrap();
    let directory = out.to_str().unwrap();
    admin.run(&["logs", "documo", "--export", directory]).code(0);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
    let kept = admin.run(&["logs", "documo", "--export", directory]).code(2);
    assert!(kept.err.contains("cannot be written"), "{}", kept.err);
    admin.run(&["logs", "documo", "--export", directory, "--force"]).code(0);
    admin.run(&["logs", "documo", "--export", directory, "--json"]).code(0);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 4);
}

#[test]
fn cycles_are_switched_and_nothing_that_does_not_wait_can_be_decided() {
    let practice = Practice::serve("documo", "0");
    let admin = ready(&practice);
    admin.run(&["cycle", "documo", "--start"]).code(4);
    let on = admin.run(&["cycle", "documo", "--start", "--yes"]).code(0);
    assert!(on.out.contains("Cycles are on; no cycle has begun yet."), "{}", on.out);
    assert!(
        on.out
            .contains("Next cycle: due now. `scimdesk serve documo` runs it, or the window"),
        "{}",
        on.out
    );
    let paused = admin.run(&["cycle", "documo", "--pause"]).code(0);
    assert!(paused.out.contains("paused"), "{}", paused.out);
    let json = admin.run(&["cycle", "documo", "--stop", "--json"]).code(0);
    let shown: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(shown["code"], "off");
    // Nobody is linked: nothing is lost that would be asked about.
    admin.run(&["cycle", "documo", "--restart", "--forget-links"]).code(0);
    admin.run(&["cycle", "documo", "--start", "--pause"]).code(2);
    let none = admin.run(&["staged", "documo"]).code(0);
    assert!(none.err.contains("Nothing waits"), "{}", none.err);
    let unknown = admin.run(&["staged", "documo", "--allow", "7"]).code(2);
    assert!(unknown.err.contains("There is no number 7"), "{}", unknown.err);
    admin.run(&["staged", "documo", "--deny", "seven"]).code(2);
}

#[test]
fn a_quarantine_says_why_since_when_and_how_it_ends() {
    let practice = Practice::serve("documo", "3");
    let admin = ready(&practice);
    admin.run(&["cycle", "documo", "--start", "--yes"]).code(0);
    admin.run(&["cycle", "documo"]).code(0);
    // Refused at once: it takes no three cycles in a row.
    let set = ["tenant", "set", "documo", "--new-token"];
    admin.run_with(&set, "a-token-that-is-refused").code(0);
    let failed = admin.run(&["cycle", "documo"]).code(3);
    assert!(!failed.out.contains("nothing to change"), "{failed:?}");
    let status = admin.run(&["cycle", "documo", "--status"]).code(0);
    for said in [
        "In quarantine since ",
        "(encountered_quarantine_exception)",
        "Next attempt: ",
        "scimdesk tenant set documo --new-token",
        "`scimdesk cycle documo --start` lifts the quarantine",
        "Last: cycle 2 (incremental) failed\n",
    ] {
        assert!(status.out.contains(said), "{said}: {}", status.out);
    }
    let lifted = admin.run(&["cycle", "documo", "--start"]).code(0);
    assert!(!lifted.out.contains("quarantine"), "{}", lifted.out);
}

#[test]
fn what_waits_is_decided_with_the_commands_that_the_status_names() {
    let practice = Practice::serve("documo", "0");
    let admin = ready(&practice);
    admin
        .run(&["cycle", "documo", "--set", "guard.count=1", "guard.share=none"])
        .code(0);
    admin.run(&["cycle", "documo", "--start", "--yes"]).code(0);
    admin.run(&["cycle", "documo"]).code(0);
    admin.run(&["unassign", "documo", "u1", "u2"]).code(0);
    let held = admin.run(&["cycle", "documo"]).code(0);
    assert!(held.out.contains("2 waiting for a decision"), "{}", held.out);
    let status = admin.run(&["cycle", "documo", "--status"]).code(0);
    assert!(status.out.contains("(too_many_deletes)"), "{}", status.out);
    assert!(
        status.out.contains("`scimdesk staged documo` lists them"),
        "{}",
        status.out
    );
    let mistyped = admin.run(&["staged", "documo", "--allow", "1", "999"]).code(2);
    assert!(mistyped.err.contains("There is no number 999"), "{}", mistyped.err);
    let allowed = admin.run(&["staged", "documo", "--allow", "all"]).code(0);
    assert!(
        allowed.out.contains("0 still waiting."),
        "nothing was decided before: {}",
        allowed.out
    );
}

#[test]
fn links_are_forgotten_by_somebody_who_says_so() {
    let practice = Practice::serve("documo", "0");
    let admin = ready(&practice);
    admin.run(&["cycle", "documo", "--yes"]).code(0);
    let forget = ["cycle", "documo", "--restart", "--forget-links"];
    let unasked = admin.run(&forget).code(4);
    assert!(
        unasked.err.contains("2 accounts and 0 groups") && unasked.err.contains("--yes"),
        "{}",
        unasked.err
    );
    let links = || admin.run(&["links", "list", "documo", "--json"]).code(0).lines().len();
    assert_eq!(links(), 2);
    let kept = admin.run(&["cycle", "documo", "--restart"]).code(0);
    assert!(kept.out.contains("the next cycle is an initial one"), "{}", kept.out);
    assert_eq!(links(), 2);
    let forgot = admin.run(&[forget.as_slice(), &["--yes"]].concat()).code(0);
    assert!(
        forgot
            .out
            .contains("Who is linked is forgotten (2 accounts and 0 groups)"),
        "{}",
        forgot.out
    );
    assert_eq!(links(), 0);
}

#[test]
fn settings_are_shown_and_changed_by_their_names_all_or_none() {
    let practice = Practice::serve("documo", "3");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    let settings = || -> serde_json::Value {
        let shown = admin.run(&["cycle", "documo", "--settings", "--json"]).code(0);
        serde_json::from_str(&shown.out).unwrap()
    };
    let shown = admin.run(&["cycle", "documo", "--settings"]).code(0);
    for line in ["intervalMinutes", "guard.count", "notify.webhook", "logDays"] {
        assert!(shown.out.contains(line), "{}", shown.out);
    }
    let changed = admin
        .run(&[
            "cycle",
            "documo",
            "--set",
            "intervalMinutes=60",
            "guard.share=12.5",
            "guard.protected=svc-*, admin",
            "notify.emails=ops@x.example,hr@x.example",
            "notify.tokenExpires=2027-01-31",
            "notify.digest=true",
            "deleteAfterDays=30",
            "logDays=none",
            "drift=repair",
        ])
        .code(0);
    assert!(changed.out.contains("guard.protected"), "{}", changed.out);
    let now = settings();
    for (at, value) in [
        ("/intervalMinutes", serde_json::json!(60)),
        ("/guard/share", serde_json::json!(12.5)),
        ("/guard/protected", serde_json::json!(["svc-*", "admin"])),
        ("/notify/emails", serde_json::json!(["ops@x.example", "hr@x.example"])),
        ("/notify/tokenExpires", serde_json::json!("2027-01-31")),
        ("/notify/digest", serde_json::json!(true)),
        ("/deleteAfterDays", serde_json::json!(30)),
        ("/logDays", serde_json::json!(null)),
        ("/drift", serde_json::json!("repair")),
    ] {
        assert_eq!(now.pointer(at), Some(&value), "{at}");
    }

    for (bad, said) in [
        ("guard.limit=3", "The settings are: intervalMinutes,"),
        ("guard=none", "The settings are:"),
        ("guard.protected.0=root", "The settings are:"),
        ("guard.count=many", "it is a number"),
        ("guard.count=2.5", "cannot be guard.count"),
        ("onChange=maybe", "true or false"),
        ("intervalMinutes=none", "cannot be intervalMinutes"),
        ("intervalMinutes=0", "1 minute to a week"),
        ("drift=mend", "cannot be drift"),
        ("notify.emails=nobody", "is no e-mail address"),
        ("logDays", "FIELD=VALUE"),
        ("notify.webhook=https://hooks.x.example/secret", "notify.webhook=-"),
    ] {
        let refused = admin.run(&["cycle", "documo", "--set", "relistHours=48", bad]).code(2);
        assert!(refused.err.contains(said), "{bad}: {}", refused.err);
    }
    assert_eq!(settings(), now, "nothing is changed where something cannot be");

    let webhook = ["cycle", "documo", "--set", "notify.webhook=-"];
    let kept = admin.run_with(&webhook, "https://hooks.x.example/secret-path").code(0);
    assert!(
        kept.out.contains("hooks.x.example") && !kept.out.contains("secret-path"),
        "{}",
        kept.out
    );
    // The host that is shown stands for the URL that is kept.
    admin.run(&["cycle", "documo", "--set", "onChange=false"]).code(0);
    let cleared = admin
        .run(&["cycle", "documo", "--set", "notify.webhook=none", "notify.emails=none"])
        .code(0);
    assert!(!cleared.out.contains("hooks.x.example"), "{}", cleared.out);
    admin
        .run(&["cycle", "documo", "--set", "logDays=90", "--status"])
        .code(2);
}

#[cfg(unix)]
#[test]
fn serving_runs_what_is_due_tells_it_in_lines_and_ends_when_asked() {
    let practice = Practice::serve("documo", "0");
    let admin = ready(&practice);
    admin.run(&["cycle", "documo", "--start", "--yes"]).code(0);
    let mut serving = admin
        .command(&["serve", "documo"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(serving.stderr.take().unwrap());
    let mut heard = String::new();
    while !heard.contains("done: 2 created") {
        assert_ne!(lines.read_line(&mut heard).unwrap(), 0, "{heard}");
    }
    assert!(heard.contains("documo: a cycle began\n"), "{heard}");
    let asked = Command::new("kill").args(["-TERM", &serving.id().to_string()]).status();
    assert!(asked.unwrap().success());
    lines.read_to_string(&mut heard).unwrap();
    assert_eq!(serving.wait().unwrap().code(), Some(0), "{heard}");
    let status = admin.run(&["cycle", "documo", "--status"]).code(0);
    assert!(
        status.out.contains("Last: cycle 1 (initial) done: 2 created"),
        "{}",
        status.out
    );
}
