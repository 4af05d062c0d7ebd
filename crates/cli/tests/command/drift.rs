//! Accounts that nobody manages, from a script: found, adopted, ignored; and links by hand.

use serde_json::Value;

use crate::{Admin, Practice};

/// How many were found of a kind.
fn count(summary: &Value, kind: &str) -> u64 {
    let counts = summary["counts"].as_array().unwrap();
    let of_kind = counts
        .iter()
        .find(|count| count["kind"] == kind && count["object"] == "user");
    of_kind.map_or(0, |count| count["count"].as_u64().unwrap())
}

#[test]
fn accounts_are_found_adopted_ignored_and_linked_by_hand() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    let run = |arguments: &[&str], code: i32| admin.run(arguments).code(code);
    admin.add("documo", &practice.url, &practice.token).code(0);
    let missing = run(&["drift", "find", "documo"], 2);
    assert!(missing.err.contains("no directory"), "{}", missing.err);
    for arguments in [
        &["refresh", "documo"] as &[&str],
        &["directory", "take", "found", "--tenant", "documo"],
        &["directory", "use", "documo", "found"],
    ] {
        run(arguments, 0);
    }
    let people = run(&["directory", "people", "found", "--json"], 0).lines();
    let name = |at: usize| people[at]["userName"].as_str().unwrap();
    run(&["assign", "documo", name(0)], 0);

    // Found: one in scope, the others not.
    let found = run(&["drift", "find", "documo", "--json"], 0);
    let summary: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!((count(&summary, "unlinked"), count(&summary, "unassigned")), (1, 19));
    assert_eq!(summary["managed"], 0);
    let rows = run(&["drift", "list", "documo", "--kind", "unlinked", "--json"], 0).lines();
    let account = rows[0]["account"].as_str().unwrap();
    let text = run(&["drift", "list", "documo", "--kind", "unlinked"], 0);
    assert!(
        text.out.contains("who is in scope, and is not linked yet"),
        "{}",
        text.out
    );

    // Adopted: linked, and no longer found.
    let nobody = run(&["drift", "adopt", "documo", account, "nobody"], 2);
    assert!(nobody.err.contains("Nothing was found about nobody."), "{}", nobody.err);
    assert_eq!(run(&["links", "list", "documo", "--json"], 0).lines(), [] as [Value; 0]);
    assert_eq!(run(&["drift", "adopt", "documo", account], 0).out, "1 linked.\n");
    let links = run(&["links", "list", "documo", "--json"], 0).lines();
    assert_eq!(
        (links.len(), &links[0]["account"], &links[0]["origin"]),
        (1, &Value::from(account), &Value::from("matched"))
    );
    assert_eq!(links[0]["personName"], people[0]["name"]);

    // Ignored: a rule for each, which can be removed again.
    let ignored = run(&["drift", "ignore", "documo", "--all", "--kind", "unassigned"], 0);
    assert_eq!(ignored.out, "19 left out from now on.\n");
    let rules = run(&["drift", "rules", "documo", "--json"], 0).lines();
    assert_eq!(rules.len(), 19);
    let number = rules[0]["id"].to_string();
    run(&["drift", "rules", "documo", "--remove", &number], 0);
    run(&["drift", "rules", "documo", "--remove", &number], 2);
    let summary: Value = serde_json::from_str(&run(&["drift", "find", "documo", "--json"], 0).out).unwrap();
    assert_eq!(
        (count(&summary, "unassigned"), &summary["ignored"]),
        (1, &Value::from(18))
    );
    run(&["drift", "rules", "documo", "--add", "*", "--kind", "unassigned"], 0);
    let none = run(&["drift", "list", "documo", "--kind", "unassigned"], 0);
    assert!(none.err.contains("Nothing found."), "{}", none.err);
    run(&["drift", "repair", "documo", "--all"], 2);

    // By hand.
    let taken = run(&["links", "set", "documo", name(1), account], 2);
    assert!(taken.err.contains("already"), "{}", taken.err);
    let set = run(&["links", "set", "documo", name(1), name(1)], 0);
    assert!(set.out.contains(" is linked with "), "{}", set.out);
    run(&["links", "remove", "documo", name(0)], 0);
    run(&["links", "remove", "documo", name(0)], 2);
    let links = run(
        &[
            "links",
            "list",
            "documo",
            "--search",
            people[1]["name"].as_str().unwrap(),
        ],
        0,
    );
    assert!(links.out.contains("by hand"), "{}", links.out);
    let all = run(&["links", "list", "documo", "--json"], 0).lines();
    assert_eq!((all.len(), &all[0]["origin"]), (1, &Value::from("by_hand")));
}
