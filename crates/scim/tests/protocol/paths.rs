//! Attribute paths and patch paths.

use scimdesk_scim::{
    filter::{Filter, SyntaxErrorKind},
    path::{AttributePath, PatchPath},
};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// The paths that RFC 7644 §3.5.2 gives as examples, and those that Microsoft Entra sends.
#[test]
fn patch_paths_are_read_and_written_back() {
    let table = [
        ("members", None, "members", false, None),
        ("name.familyName", None, "name", false, Some("familyName")),
        (r#"addresses[type eq "work"]"#, None, "addresses", true, None),
        (
            r#"members[value eq "2819c223-7f76-453a-919d-413861904646"]"#,
            None,
            "members",
            true,
            None,
        ),
        (
            r#"members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName"#,
            None,
            "members",
            true,
            Some("displayName"),
        ),
        (r#"emails[type eq "work"].value"#, None, "emails", true, Some("value")),
        (r#"roles[primary eq "True"].value"#, None, "roles", true, Some("value")),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            Some(ENTERPRISE),
            "department",
            false,
            None,
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            Some(ENTERPRISE),
            "manager",
            false,
            Some("value"),
        ),
        (
            r#"urn:example:2.0:User:badges[type eq "day" and not (level gt 3)].value"#,
            Some("urn:example:2.0:User"),
            "badges",
            true,
            Some("value"),
        ),
    ];
    for (text, schema, name, has_filter, sub) in table {
        let path = PatchPath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(path.attribute.schema.as_deref(), schema, "{text}");
        assert_eq!(path.attribute.name, name, "{text}");
        assert_eq!(path.filter.is_some(), has_filter, "{text}");
        assert_eq!(path.attribute.sub.as_deref(), sub, "{text}");
        assert_eq!(path.to_string(), text);
    }
}

#[test]
fn invalid_paths_are_refused_at_the_right_column() {
    use SyntaxErrorKind as Kind;
    let malformed = |found: &str| Kind::AttributeMalformed {
        found: found.to_owned(),
    };
    let table = [
        ("", 1, Kind::AttributeMissing),
        (" members", 1, Kind::AttributeExpected { found: " ".to_owned() }),
        ("members ", 8, malformed(" ")),
        ("members[", 9, Kind::AttributeMissing),
        ("members[value eq \"x\"", 8, Kind::BracketUnclosed),
        ("members[value eq x]", 18, Kind::ValueExpected { found: "x".to_owned() }),
        ("members[value eq \"x\"]value", 22, malformed("value")),
        ("members[value eq \"x\"].", 23, Kind::AttributeMissing),
        ("members[value eq \"x\"].a[b pr]", 24, malformed("[")),
        ("name.given.first", 1, malformed("name.given.first")),
        ("name.emails[a pr]", 12, Kind::BracketAfterSubAttribute),
        ("a/b", 1, malformed("a/b")),
        ("/members", 1, malformed("/members")),
        ("members eq", 8, malformed(" ")),
    ];
    for (text, column, kind) in table {
        match PatchPath::parse(text) {
            Ok(path) => panic!("{text:?} was read as {path}"),
            Err(error) => assert_eq!((error.column, error.kind), (column, kind), "{text:?}"),
        }
    }
}

#[test]
fn paths_are_the_same_whatever_their_letter_case() {
    let path = AttributePath::parse("Name.FAMILYNAME").expect("a path");
    assert!(path.names("name.familyName"));
    assert!(!path.names("name"));
    assert!(!path.names("name.givenName"));
    assert!(!path.names("not a path"));
    let path = AttributePath::new("department").in_schema(ENTERPRISE.to_uppercase());
    assert!(path.names("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"));
    assert!(!path.names("department"));
}

#[test]
fn built_paths_are_written_as_the_rfc_wants_them() {
    let path = PatchPath::new(AttributePath::new("emails").with_sub("value"))
        .matching(Filter::eq(AttributePath::new("type"), "work"));
    assert_eq!(path.to_string(), r#"emails[type eq "work"].value"#);
    assert_eq!(PatchPath::parse(&path.to_string()), Ok(path));
}
