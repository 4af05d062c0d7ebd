//! `plan`: what it prints, writes and ends with.

use std::fs;

use serde_json::Value;

use crate::{Admin, Practice};

#[test]
fn a_plan_is_shown_written_and_asked_about_and_nothing_is_sent() {
    let practice = Practice::serve("custom", "5");
    let admin = Admin::new();
    admin.add("acme", &practice.url, &practice.token).code(0);
    let file = |name: &str| admin.directory.path().join(name).to_str().unwrap().to_owned();
    let people = file("people.csv");
    fs::write(
        &people,
        "userPrincipalName,displayName,objectId\nada@x.example,Ada,a1\nben@x.example,Ben,b1\n",
    )
    .unwrap();
    admin.run(&["directory", "import", "hr", &people, "--yes"]).code(0);
    admin.run(&["directory", "use", "acme", "hr"]).code(0);
    admin.run(&["assign", "acme", "ada@x.example"]).code(0);

    let out = file("plan.md");
    let document = |arguments: &[&str]| -> Value { serde_json::from_str(&admin.run(arguments).code(0).out).unwrap() };
    let plan = document(&["plan", "acme", "--refresh", "--out", &out, "--json"]);
    assert_eq!(plan["counts"][0]["action"], "create");
    assert_eq!(plan["counts"][0]["count"], 1);
    assert!(fs::read_to_string(&out).unwrap().contains("create Ada"));

    let shown = admin.run(&["plan", "acme"]).code(0);
    assert!(shown.out.contains("  1 account to create\n"), "{}", shown.out);
    let age = shown.out.lines().find(|line| line.contains("were listed 20")).unwrap();
    assert!(
        age.contains("hr was imported 20") && age.ends_with("--refresh reads anew."),
        "{age}"
    );

    let again = admin.run(&["plan", "acme", "--out", &out]).code(2);
    assert!(again.err.contains("--force") && again.out.is_empty(), "{again:?}");
    fs::write(&out, "kept until then").unwrap();
    admin.run(&["plan", "acme", "--out", &out, "--force"]).code(0);
    assert!(fs::read_to_string(&out).unwrap().contains("create Ada"));

    let item = document(&["plan", "acme", "--show", "1", "--json"]);
    assert_eq!(item["requests"][0]["method"], "POST");
    admin.run(&["plan", "acme", "--show", "7"]).code(2);
    admin.run(&["plan", "acme", "--only", "nobody"]).code(2);
}
