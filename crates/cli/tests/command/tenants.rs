//! What is changed of a saved tenant.

use crate::{Admin, Practice, assert_nowhere};

#[test]
fn a_token_that_is_refused_is_replaced_with_the_command_that_the_error_names() {
    let practice = Practice::serve("documo", "3");
    let admin = Admin::new();
    admin.add("My Documo", &practice.url, "an-old-token").code(0);
    let tested = admin.run(&["test", "My Documo"]).code(3);
    let typed = "scimdesk tenant set 'My Documo' --new-token";
    assert!(tested.out.contains(typed), "{tested:?}");
    let refused = admin.run(&["refresh", "My Documo"]).code(3);
    assert!(refused.err.contains(typed), "{refused:?}");

    let set = ["tenant", "set", "My Documo", "--new-token"];
    let nothing = admin.run_with(&set, "").code(2);
    assert!(nothing.out.is_empty(), "{nothing:?}");
    let replaced = admin.run_with(&set, &practice.token).code(0);
    assert!(
        replaced.out.contains("scimdesk test 'My Documo'"),
        "what comes next can be typed: {replaced:?}"
    );
    assert!(!format!("{replaced:?}").contains(&practice.token));
    assert_nowhere(admin.directory.path(), practice.token.as_bytes());
    admin.run(&["test", "My Documo"]).code(0);
}

#[test]
fn another_url_takes_a_token_of_its_own() {
    let (first, second) = (Practice::serve("documo", "3"), Practice::serve("documo", "3"));
    let admin = Admin::new();
    admin.add("documo", &first.url, &first.token).code(0);
    let set = ["tenant", "set", "documo", "--url", &second.url, "--json"];
    admin.run_with(&set, "").code(2);
    let kept = admin.run(&["tenant", "show", "documo"]).code(0);
    assert!(
        kept.out.contains(&first.url),
        "without a token nothing changes: {kept:?}"
    );
    admin.run_with(&set, &second.token).code(0);
    let moved = admin.run(&["tenant", "show", "documo"]).code(0);
    assert!(moved.out.contains(&second.url), "{moved:?}");
    admin.run(&["test", "documo"]).code(0);
    // A level that is refused would leave half of it done.
    admin
        .run(&["tenant", "set", "documo", "--new-token", "--rate", "5"])
        .code(2);
    admin.run(&["tenant", "set", "documo"]).code(2);
}
