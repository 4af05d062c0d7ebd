//! Mappings from a script: shown, written to a file, changed there, checked, previewed, saved, compared, taken back.

use std::fs;

use serde_json::Value;

use crate::{Admin, Practice};

#[test]
fn mappings_are_changed_in_a_file_previewed_saved_and_taken_back() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    assert_eq!(admin.add("documo", &practice.url, &practice.token).code, Some(0));
    let missing = admin.run(&["preview", "documo"]);
    assert_eq!(missing.code, Some(2), "{missing:?}");
    assert!(missing.err.contains("no directory"), "{}", missing.err);
    for arguments in [
        &["refresh", "documo"] as &[&str],
        &["directory", "take", "found", "--tenant", "documo"],
        &["directory", "use", "documo", "found"],
    ] {
        let ended = admin.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
    }
    let people = admin.run(&["directory", "people", "found", "--json"]).lines();
    let pilot = people[0]["userName"].as_str().unwrap().to_owned();
    assert_eq!(admin.run(&["assign", "documo", &pilot]).code, Some(0));

    // Shown, and as a file.
    let shown = admin.run(&["mapping", "show", "documo"]);
    assert!(shown.out.starts_with("The defaults of Documo\n"), "{}", shown.out);
    let file = admin.directory.path().join("documo.toml");
    let path = file.to_str().unwrap();
    assert_eq!(admin.run(&["mapping", "export", "documo", "--out", path]).code, Some(0));
    let again = admin.run(&["mapping", "export", "documo", "--out", path]);
    assert_eq!(again.code, Some(2), "a file that is there stays as it is");
    let written = fs::read_to_string(&file).unwrap();

    // Changed so that it is wrong: said with its place, and not saved.
    fs::write(
        &file,
        written.replace("attribute = 'surname'", "expression = 'Jion([surname])'"),
    )
    .unwrap();
    let lint = admin.run(&["mapping", "lint", "documo", path, "--json"]);
    assert_eq!(lint.code, Some(2), "{lint:?}");
    assert_eq!(lint.lines()[0]["code"], "function_unknown");
    let refused = admin.run(&["mapping", "import", "documo", path, "--yes"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.err.contains("There is no function Jion."), "{}", refused.err);

    // Changed so that it is right: seen for everybody in scope, then saved.
    fs::write(
        &file,
        written.replace("attribute = 'surname'", "expression = 'Append([surname], \" (ext)\")'"),
    )
    .unwrap();
    let preview = admin.run(&["preview", "documo", "--mappings", path, "--changed", "--json"]);
    assert_eq!(preview.code, Some(0), "{preview:?}");
    let rows = preview.lines();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["outcome"], "changed");
    let changed = &rows[0]["attributes"][0];
    assert_eq!(changed["target"], "name.familyName");
    let to = changed["to"].as_str().unwrap();
    assert_eq!(to.strip_suffix(" (ext)"), changed["from"].as_str());
    assert!(
        preview.err.contains("1 in scope") && preview.err.contains("19 out of scope"),
        "{}",
        preview.err
    );
    let unasked = admin.run(&["mapping", "import", "documo", path]);
    assert_eq!(unasked.code, Some(4), "nobody agreed: {unasked:?}");
    let saved = admin.run(&["mapping", "import", "documo", path, "--note", "Marked", "--yes"]);
    assert_eq!(
        (saved.code, saved.out.as_str()),
        (Some(0), "Saved as version 1.\n"),
        "{saved:?}"
    );

    // Compared, and taken back.
    let diff = admin.run(&["mapping", "diff", "documo", "--json"]).lines();
    assert_eq!(diff.len(), 1, "{diff:?}");
    assert_eq!(
        (&diff[0]["name"], &diff[0]["from"]),
        (&"name.familyName".into(), &"[surname]".into())
    );
    assert_eq!(admin.run(&["mapping", "restore", "documo", "0"]).code, Some(0));
    let versions = admin.run(&["mapping", "versions", "documo", "--json"]).lines();
    assert_eq!(
        versions.iter().map(|version| &version["note"]).collect::<Vec<_>>(),
        [&Value::from("Back to the app's defaults"), &Value::from("Marked")]
    );
    assert_eq!(admin.run(&["mapping", "diff", "documo"]).out, "");

    // Who is in scope, and why.
    let why = admin.run(&["scope", "documo", "--explain", &pilot]);
    assert!(why.out.contains("is in scope: assigned."), "{}", why.out);
    let other = people[1]["userName"].as_str().unwrap();
    let why = admin.run(&["scope", "documo", "--explain", other]);
    assert!(why.out.contains("is out of scope: not assigned."), "{}", why.out);
    let nobody = admin.run(&["scope", "documo", "--explain", "nobody@nowhere.example"]);
    assert_eq!(nobody.code, Some(2), "{nobody:?}");
}
