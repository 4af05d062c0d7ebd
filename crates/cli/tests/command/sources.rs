//! Directories that are read again and again, from a script.

use std::fs;

use serde_json::Value;

use crate::{Admin, assert_nowhere};

#[test]
fn a_file_is_added_tested_and_refreshed() {
    let admin = Admin::new();
    let file = admin.directory.path().join("hr.csv");
    let path = file.to_str().unwrap();
    fs::write(&file, "objectId,displayName,Shoes\n1,Ann,38\n2,Ben,41\n3,Cy,43\n").unwrap();
    let added = admin
        .run(&[
            "directory",
            "add",
            "hr",
            "--file",
            path,
            "--map",
            "Shoes=extensionAttribute1",
        ])
        .code(0);
    assert_eq!(added.out, "Saved hr. Next: scimdesk directory test hr\n");
    let unread = admin.run(&["directory", "show", "hr"]).code(0);
    assert!(unread.out.contains("Last read never"), "{}", unread.out);
    let tested = admin.run(&["directory", "test", "hr"]).code(0);
    assert_eq!(tested.out, "3 people and 0 groups can be read.\n");
    assert!(tested.err.contains("Shoes → extensionAttribute1: 38"), "{}", tested.err);
    let refreshed = admin.run(&["directory", "refresh", "hr"]).code(0);
    assert!(
        refreshed.out.starts_with("hr: 3 people, 0 groups (") && refreshed.out.contains("3 new, 0 changed, 0 gone."),
        "{}",
        refreshed.out
    );
    let read = admin.run(&["directory", "show", "hr"]).code(0);
    assert!(read.out.contains("Last read 20"), "{}", read.out);

    fs::write(&file, "objectId,displayName,Shoes\n1,Ann,39\n").unwrap();
    let refused = admin.run(&["directory", "refresh", "hr"]).code(4);
    assert!(refused.err.contains("2 of 3 people would leave hr."), "{}", refused.err);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    let meant = admin
        .run(&["directory", "refresh", "hr", "--full", "--yes", "--json"])
        .code(0);
    let outcome: Value = serde_json::from_str(&meant.out).unwrap();
    assert_eq!(
        (&outcome["changed"], &outcome["removed"], &outcome["completeness"]),
        (&Value::from(1), &Value::from(2), &Value::from("proven"))
    );

    fs::remove_file(&file).unwrap();
    let gone = admin.run(&["directory", "refresh", "hr"]).code(2);
    assert!(gone.err.contains("cannot be read"), "{}", gone.err);
    let tested = admin.run(&["directory", "test", "hr"]).code(2);
    assert!(
        tested.out.contains("cannot be read"),
        "the same error, the same code: {tested:?}"
    );
    let people = admin.run(&["directory", "people", "hr", "--json"]).code(0).lines();
    assert_eq!(people.len(), 1, "what was read stays");
}

#[test]
fn a_password_comes_from_stdin_and_is_in_no_output_and_no_file() {
    const PASSWORD: &str = " hush! correct horse ";
    let admin = Admin::new();
    let add = [
        "directory",
        "add",
        "staff",
        "--ldap",
        "ldap://127.0.0.1:1",
        "--bind",
        "cn=reader,dc=example,dc=org",
        "--json",
    ];
    let nothing = admin.run_with(&add, "").code(2);
    assert!(nothing.err.contains("source_secret_missing"), "{nothing:?}");
    let added = admin.run_with(&add, PASSWORD).code(0);
    let saved: Value = serde_json::from_str(&added.out).unwrap();
    assert_eq!(saved["hasSecret"], Value::from(true));
    let tested = admin.run(&["directory", "test", "staff"]).code(3);
    assert!(tested.err.contains("✗ Connection"), "{tested:?}");
    for ended in [&added, &tested] {
        assert!(!format!("{ended:?}").contains("correct horse"));
    }
    assert_nowhere(admin.directory.path(), b"correct horse");
}

#[test]
fn a_directory_is_read_from_one_place() {
    let admin = Admin::new();
    for arguments in [
        &["directory", "add", "staff"] as &[&str],
        &["directory", "add", "staff", "--file", "a.csv", "--tenant", "b"],
        &["directory", "add", "staff", "--entra", "contoso.example"],
        &["directory", "add", "staff", "--ldap", "https://dc1.example.com"],
        &["directory", "add", "staff", "--tenant", "nobody"],
        &["directory", "refresh", "nobody"],
    ] {
        admin.run(arguments).code(2);
    }
}
