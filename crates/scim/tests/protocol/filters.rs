//! Filters: what is read, what is refused and where, and who matches.

use scimdesk_scim::{
    filter::{Filter, Literal, MAX_DEPTH, MAX_LENGTH, Operator, SyntaxErrorKind, Tail},
    path::AttributePath,
    resource::{Resource, ResourceKind},
    schema::SchemaSet,
};
use serde_json::{Value, json};

use crate::resource;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn parse(text: &str) -> Filter {
    Filter::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn user_matches(text: &str, user: &Resource) -> bool {
    parse(text).matches(user, SchemaSet::of(ResourceKind::User))
}

fn user(value: Value) -> Resource {
    Resource::from_value(value).expect("an object")
}

/// The filters of RFC 7644 §3.4.2.2, and a few beside them, on the users of RFC 7643 §8.1, §8.2 and §8.3.
#[test]
fn the_filters_of_the_rfc_find_the_users_of_the_rfc() {
    let users = [
        resource("rfc7643-8.1-minimal-user"),
        resource("rfc7643-8.2-full-user"),
        resource("rfc7643-8.3-enterprise-user"),
    ];
    let none = [false, false, false];
    let all = [true, true, true];
    let described = [false, true, true];
    let enterprise = [false, false, true];
    let table = [
        (r#"userName eq "bjensen@example.com""#, all),
        (r#"userName Eq "BJENSEN@example.com""#, all),
        (r#"userName eq "bjensen""#, none),
        (r#"name.familyName co "O'Malley""#, none),
        (r#"name.familyName co "ENS""#, described),
        (r#"userName sw "J""#, none),
        (r#"userName sw "B""#, all),
        (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B""#, all),
        (
            r#"urn:ietf:params:scim:schemas:core:2.0:User:name.familyName ew "SEN""#,
            described,
        ),
        ("title pr", described),
        ("name pr", described),
        ("password pr and not (entitlements pr)", described),
        (r#"meta.lastModified gt "2011-05-13T04:42:34Z""#, none),
        (r#"meta.lastModified ge "2011-05-13T04:42:34Z""#, all),
        (r#"meta.lastModified ge "2011-05-13T06:42:34+02:00""#, all),
        (r#"meta.lastModified lt "2011-05-13T04:42:34Z""#, none),
        (r#"meta.lastModified le "2011-05-13T04:42:34.000Z""#, all),
        (r#"meta.lastModified lt "2011-05-13T04:42:34.001Z""#, all),
        (r#"meta.created sw "2010-01""#, all),
        (r#"title pr and userType eq "Employee""#, described),
        (r#"title pr or userType eq "Intern""#, described),
        (
            r#"schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
            enterprise,
        ),
        (
            r#"userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")"#,
            described,
        ),
        (
            r#"userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")"#,
            [true, false, false],
        ),
        (r#"userType eq "Employee" and (emails.type eq "work")"#, described),
        (
            r#"userType eq "Employee" and emails[type eq "work" and value co "@example.com"]"#,
            described,
        ),
        (
            r#"emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]"#,
            described,
        ),
        // One and the same value must match: the address at jensen.org is the one at home.
        (r#"emails[type eq "work" and value co "@jensen.org"]"#, none),
        (r#"emails.type eq "work" and emails.value co "@jensen.org""#, described),
        (r#"emails[type eq "work"].value eq "bjensen@example.com""#, described),
        (r#"emails[type eq "work"].value eq "babs@jensen.org""#, none),
        (r#"emails[type eq "home"].primary pr"#, none),
        (r#"emails[primary eq "True"].value sw "bjensen""#, described),
        ("emails[not (type eq \"work\") and not(primary eq true)]", described),
        (r#"addresses[type eq "home"].streetAddress sw "456""#, described),
        (r#"id eq "2819c223-7f76-453a-919d-413861904646""#, all),
        (r#"id eq "2819C223-7F76-453A-919D-413861904646""#, none),
        (r#"externalId eq "701984""#, described),
        ("externalId eq 701984", described),
        ("active eq true", described),
        ("ACTIVE EQ TRUE", described),
        (r#"active eq "True""#, described),
        ("active ne true", [true, false, false]),
        ("active eq false", none),
        ("not (active eq false)", all),
        ("nickName eq null", [true, false, false]),
        ("nickName ne null", described),
        (r#"nickName ne "Babs""#, [true, false, false]),
        (
            r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "tour operations""#,
            enterprise,
        ),
        (
            r#"URN:IETF:params:scim:schemas:extension:enterprise:2.0:user:manager.displayName co "Smith""#,
            enterprise,
        ),
        (
            r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "26118915-6090-4610-87e4-49d8ca9f808d""#,
            enterprise,
        ),
        // As Microsoft Entra asks whether a reference is there.
        (
            r#"id eq "2819c223-7f76-453a-919d-413861904646" and manager eq "26118915-6090-4610-87e4-49d8ca9f808d""#,
            enterprise,
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr",
            enterprise,
        ),
        (r#"urn:example:params:2.0:User:department eq "Tour Operations""#, none),
        (r#"groups.display eq "Tour Guides""#, described),
        (r#"groups eq "e9e30dba-f08f-4109-8486-d5c6a331660a""#, described),
        (r#"groups[display sw "US"]"#, described),
        (r#"nothing eq "x""#, none),
        (r#"userName.sub eq "x""#, none),
        // and binds tighter than or.
        (r#"title pr or userName pr and nickName eq "x""#, described),
        (r#"(title pr or userName pr) and nickName eq "x""#, none),
    ];
    for (text, expected) in table {
        let found = users.each_ref().map(|user| user_matches(text, user));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn groups_are_found_by_name_and_member() {
    let group = resource("rfc7643-8.4-group");
    let matches = |text: &str| parse(text).matches(&group, SchemaSet::of(ResourceKind::Group));
    assert!(matches(r#"displayName eq "tour guides""#));
    assert!(matches(r#"members.value eq "902c246b-6245-4190-8e05-00816be7344a""#));
    assert!(matches(
        r#"members[value eq "902c246b-6245-4190-8e05-00816be7344a"].display sw "Mandy""#
    ));
    assert!(!matches(r#"members eq "nobody""#));
}

#[test]
fn values_are_compared_by_the_type_of_their_attribute() {
    let user = user(json!({
        "userName": "Zoë",
        "externalId": "aBc",
        "active": "True",
        "loginCount": 12,
        "score": 1.5,
        "quota": "30",
        "hired": "2020-02-29T00:00:00+01:00",
        "nickName": "",
        "emails": [],
        "phoneNumbers": [{"type": "work"}],
        "roles": ["admin", "auditor"],
        "flag": false,
    }));
    let table = [
        (r#"userName eq "ZOË""#, true),
        (r#"externalId eq "abc""#, false),
        (r#"externalId gt "aBb""#, true),
        ("active eq true", true),
        (r#"active co "ru""#, false),
        ("active ne false", true),
        ("loginCount gt 9", true),
        ("loginCount eq 12.0", true),
        (r#"loginCount eq "12""#, true),
        ("loginCount le 11", false),
        ("score ge 1.5", true),
        ("score lt 1.49e0", false),
        ("quota gt 9", true),
        (r#"hired eq "2020-02-28T23:00:00Z""#, true),
        (r#"hired gt "2020-02-28T22:59:59Z""#, true),
        ("nickName pr", false),
        ("nickName eq null", true),
        (r#"nickName eq """#, true),
        ("emails pr", false),
        (r#"emails ne "x""#, true),
        ("phoneNumbers pr", true),
        ("phoneNumbers.value pr", false),
        ("phoneNumbers[value eq null]", true),
        (r#"roles eq "Admin""#, true),
        (r#"roles[value eq "auditor"]"#, true),
        (r#"roles.value sw "aud""#, true),
        (r#"roles ne "admin""#, true),
        (r#"roles[value eq "a" or value eq "b"]"#, false),
        ("flag eq false", true),
        ("flag pr", true),
        (r#"userName gt "y""#, true),
        (r#"userName lt "y""#, false),
        ("userName eq 5", false),
        (r#"loginCount gt "many""#, false),
        (r#"meta.created gt "2020-01-01T00:00:00Z""#, false),
    ];
    for (text, expected) in table {
        assert_eq!(user_matches(text, &user), expected, "{text}");
    }
}

#[test]
fn letter_case_is_levelled_in_every_script() {
    let user = user(json!({"displayName": "Οδυσσεύς Τζένσεν", "nickName": "ÉMILE", "title": "Фея"}));
    for text in [
        r#"displayName sw "ΟΔΥΣΣΕΎΣ""#,
        r#"displayName co "Σ ΤΖ""#,
        r#"nickName eq "émile""#,
        r#"title eq "ФЕЯ""#,
    ] {
        assert!(user_matches(text, &user), "{text}");
    }
}

#[test]
fn an_instant_that_is_none_matches_nothing() {
    let user = user(json!({"meta": {"created": "2020-01-01T00:00:00Z"}}));
    assert!(!user_matches(r#"meta.created gt "yesterday""#, &user));
    assert!(!user_matches(r#"meta.created lt "yesterday""#, &user));
}

/// Everything that is read is written in one way, which reads back as the same filter.
#[test]
fn filters_are_written_in_one_way() {
    let table = [
        (r#"  userName   EQ   "x"  "#, r#"userName eq "x""#),
        ("title PR", "title pr"),
        ("(title pr)", "title pr"),
        ("((title pr)) AND (a pr)", "title pr and a pr"),
        ("a pr and (b pr or c pr)", "a pr and (b pr or c pr)"),
        ("(a pr and b pr) or c pr", "a pr and b pr or c pr"),
        ("a pr and (b pr and c pr)", "a pr and (b pr and c pr)"),
        ("NOT(a pr)", "not (a pr)"),
        ("not ( not (a pr) )", "not (not (a pr))"),
        (r#"a eq "tab\tquote\"slash\/é\u00e9""#, r#"a eq "tab\tquote\"slash/éé""#),
        (r#"a eq "\ud83d\ude00""#, r#"a eq "😀""#),
        (
            "a eq TRUE or a eq False or a eq NULL",
            "a eq true or a eq false or a eq null",
        ),
        ("a gt -1.50E2", "a gt -150.0"),
        ("a eq 18446744073709551615", "a eq 18446744073709551615"),
        (
            r#"emails[ type eq "work" and ( value co "@x" or value co "@y" ) ]"#,
            r#"emails[type eq "work" and (value co "@x" or value co "@y")]"#,
        ),
        (
            r#"emails[type eq "work"].value EQ "x""#,
            r#"emails[type eq "work"].value eq "x""#,
        ),
        (
            "emails[type eq \"work\"].value pr and a pr",
            "emails[type eq \"work\"].value pr and a pr",
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName pr",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName pr",
        ),
        (
            r#"urn:x:2.0:User:phones[type eq "a"].value pr"#,
            r#"urn:x:2.0:User:phones[type eq "a"].value pr"#,
        ),
        (
            "http://example.com/schema/1.0:badge pr",
            "http://example.com/schema/1.0:badge pr",
        ),
        (r#"members.$ref eq "x""#, r#"members.$ref eq "x""#),
        // Words of the grammar may be names as well.
        ("and pr and or pr", "and pr and or pr"),
        ("pr pr", "pr pr"),
        ("a pr\tand\r\nb pr", "a pr and b pr"),
    ];
    for (text, canonical) in table {
        let filter = parse(text);
        assert_eq!(filter.to_string(), canonical, "{text}");
        assert_eq!(parse(canonical), filter, "{text}");
    }
}

#[test]
fn a_urn_with_dots_and_digits_ends_at_its_last_colon() {
    let Filter::Present(path) = parse("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value pr")
    else {
        panic!("not a presence filter");
    };
    assert_eq!(path.schema.as_deref(), Some(ENTERPRISE));
    assert_eq!(path.name, "manager");
    assert_eq!(path.sub.as_deref(), Some("value"));
}

#[test]
fn invalid_filters_are_refused_at_the_right_column() {
    use SyntaxErrorKind as Kind;
    let found = |text: &str| text.to_owned();
    let table = [
        ("", 1, Kind::Empty),
        ("   ", 1, Kind::Empty),
        ("userName", 9, Kind::OperatorMissing),
        ("userName ", 10, Kind::OperatorMissing),
        ("userName is \"x\"", 10, Kind::OperatorExpected { found: found("is") }),
        ("userName = \"x\"", 10, Kind::OperatorExpected { found: found("=") }),
        ("userName \"x\"", 10, Kind::OperatorExpected { found: found("\"") }),
        ("userName eq", 12, Kind::ValueMissing),
        ("userName eq ", 13, Kind::ValueMissing),
        ("userName eq x", 13, Kind::ValueExpected { found: found("x") }),
        ("userName eq 'x'", 13, Kind::ValueExpected { found: found("'x'") }),
        ("userName eq (x)", 13, Kind::ValueExpected { found: found("(") }),
        ("userName eq 01", 13, Kind::ValueExpected { found: found("01") }),
        ("userName eq 1e999", 13, Kind::ValueExpected { found: found("1e999") }),
        ("userName eq \"x", 13, Kind::TextUnclosed),
        ("userName eq \"x\\\"", 13, Kind::TextUnclosed),
        ("userName eq \"a\\x\"", 15, Kind::TextMalformed { found: found("\\x") }),
        (
            "userName eq \"ü\\u12\"",
            15,
            Kind::TextMalformed { found: found("\\u12") },
        ),
        (
            "userName eq \"\\ud800\"",
            14,
            Kind::TextMalformed {
                found: found("\\ud800"),
            },
        ),
        ("userName eq \"a\nb\"", 15, Kind::TextMalformed { found: found("\n") }),
        ("userName eq \"x\"y", 16, Kind::EndExpected { found: found("y") }),
        (
            "userName eq \"x\" userName pr",
            17,
            Kind::EndExpected {
                found: found("userName"),
            },
        ),
        ("userName eq \"x\" and", 20, Kind::AttributeMissing),
        (
            "userName eq \"x\" and and title pr",
            25,
            Kind::OperatorExpected { found: found("title") },
        ),
        ("and", 4, Kind::OperatorMissing),
        ("(userName pr", 1, Kind::ParenthesisUnclosed),
        ("title pr and (userName pr", 14, Kind::ParenthesisUnclosed),
        ("userName pr)", 12, Kind::EndExpected { found: found(")") }),
        ("()", 2, Kind::AttributeExpected { found: found(")") }),
        ("(userName pr]", 13, Kind::EndExpected { found: found("]") }),
        ("not userName pr", 1, Kind::NotWithoutParenthesis),
        ("title pr and not", 14, Kind::NotWithoutParenthesis),
        ("emails[type eq \"work\"", 7, Kind::BracketUnclosed),
        ("emails[]", 8, Kind::AttributeExpected { found: found("]") }),
        ("emails[type eq \"work\")", 22, Kind::EndExpected { found: found(")") }),
        (
            "emails[type eq \"work\"] eq \"x\"",
            24,
            Kind::EndExpected { found: found("eq") },
        ),
        ("emails[type eq \"work\"].value", 29, Kind::OperatorMissing),
        ("emails[type eq \"work\"]. pr", 24, Kind::AttributeMissing),
        (
            "emails[type eq \"work\"].a.b pr",
            24,
            Kind::AttributeMalformed { found: found("a.b") },
        ),
        ("emails[phones[type pr]]", 14, Kind::BracketNested),
        ("name.emails[type pr]", 12, Kind::BracketAfterSubAttribute),
        (
            "\"userName\" eq \"x\"",
            1,
            Kind::AttributeExpected { found: found("\"") },
        ),
        ("1st pr", 1, Kind::AttributeMalformed { found: found("1st") }),
        ("a.b.c pr", 1, Kind::AttributeMalformed { found: found("a.b.c") }),
        ("a. pr", 1, Kind::AttributeMalformed { found: found("a.") }),
        (".a pr", 1, Kind::AttributeMalformed { found: found(".a") }),
        ("urn:x: pr", 1, Kind::AttributeMalformed { found: found("urn:x:") }),
        (":name pr", 1, Kind::AttributeMalformed { found: found(":name") }),
        (
            "größe pr",
            1,
            Kind::AttributeMalformed {
                found: found("größe")
            },
        ),
        ("a pr & b pr", 6, Kind::EndExpected { found: found("&") }),
        ("ünï pr and", 1, Kind::AttributeMalformed { found: found("ünï") }),
        ("a eq \"ünï\" x", 12, Kind::EndExpected { found: found("x") }),
        (
            "active gt true",
            8,
            Kind::OperatorUnsuitable {
                operator: "gt",
                value: "true",
            },
        ),
        (
            "title le null",
            7,
            Kind::OperatorUnsuitable {
                operator: "le",
                value: "null",
            },
        ),
    ];
    for (text, column, kind) in table {
        match Filter::parse(text) {
            Ok(filter) => panic!("{text:?} was read as {filter}"),
            Err(error) => assert_eq!((error.column, error.kind), (column, kind), "{text:?}"),
        }
    }
}

#[test]
fn an_error_says_where_and_what() {
    let error = Filter::parse("userName is \"x\"").expect_err("not a filter");
    assert_eq!(
        error.to_string(),
        "column 10: expected an operator (eq ne co sw ew pr gt ge lt le), found \"is\""
    );
}

#[test]
fn deep_and_long_filters_are_refused_before_they_do_harm() {
    let nested = |depth: usize| format!("{}a pr{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Filter::parse(&nested(MAX_DEPTH)).is_ok());
    let error = Filter::parse(&nested(MAX_DEPTH + 1)).expect_err("too deep");
    assert_eq!((error.column, error.kind), (MAX_DEPTH + 1, SyntaxErrorKind::TooDeep));
    assert_eq!(
        Filter::parse(&"(".repeat(60_000)).expect_err("too deep").kind,
        SyntaxErrorKind::TooDeep
    );
    let error = Filter::parse(&"not(".repeat(15_000)).expect_err("too deep");
    assert_eq!(error.kind, SyntaxErrorKind::TooDeep);

    let long = format!("a eq \"{}\"", "x".repeat(MAX_LENGTH));
    let error = Filter::parse(&long).expect_err("too long");
    assert_eq!((error.column, error.kind), (1, SyntaxErrorKind::TooLong));

    // Length alone is no depth: thousands of terms are read, written and evaluated.
    let terms: Vec<String> = (0..4000).map(|n| format!("id eq \"{n}\"")).collect();
    let filter = parse(&terms.join(" or "));
    assert!(filter.matches(&user(json!({"id": "3999"})), SchemaSet::core()));
    assert_eq!(parse(&filter.to_string()), filter);
}

#[test]
fn built_filters_escape_what_they_are_given() {
    let nasty = "x\" or userName pr or \\\u{7}\n";
    let filter = Filter::eq(AttributePath::new("userName"), nasty);
    let Filter::Compare { value, .. } = parse(&filter.to_string()) else {
        panic!("the value broke out: {filter}");
    };
    assert_eq!(value, Literal::from(nasty));
}

#[test]
fn filters_can_be_joined() {
    let eq = |name: &str, value: &str| Filter::eq(AttributePath::new(name), value);
    let filter = eq("a", "1").and(eq("b", "2")).and(eq("c", "3")).or(eq("d", "4"));
    assert_eq!(filter.to_string(), r#"a eq "1" and b eq "2" and c eq "3" or d eq "4""#);
    assert_eq!(parse(&filter.to_string()), filter);
}

#[test]
fn a_filter_names_every_attribute_it_asks_about() {
    let filter = parse(r#"a pr or not (b.c eq 1) and emails[type eq "work" and not (primary pr)].value sw "x""#);
    let paths: Vec<String> = filter.paths().iter().map(ToString::to_string).collect();
    assert_eq!(paths, ["a", "b.c", "emails.type", "emails.primary", "emails.value"]);
}

#[test]
fn the_form_that_entra_sends_can_be_turned_into_the_rfcs() {
    let entra = parse(r#"active eq true and emails[type eq "work" or type eq "home"].value eq "x""#);
    let Filter::And(terms) = &entra else {
        panic!("not joined")
    };
    assert!(matches!(
        &terms[1],
        Filter::ValuePath {
            tail: Some(Tail::Compare {
                operator: Operator::Equal,
                ..
            }),
            ..
        }
    ));
    assert_eq!(
        entra.without_tail().to_string(),
        r#"active eq true and emails[(type eq "work" or type eq "home") and value eq "x"]"#
    );
}

#[test]
fn a_servers_own_schema_decides_about_letter_case_and_type() {
    let schema = scimdesk_scim::schema::Schema::from_value(&json!({
        "id": "urn:example:2.0:Badge",
        "attributes": [
            {"name": "code", "type": "string", "caseExact": "true"},
            {"name": "issued", "type": "dateTime"},
            {"name": "level", "type": "integer"},
        ],
    }))
    .expect("a schema");
    let schemas = SchemaSet::new(schema, Vec::new());
    let badge = user(json!({"code": "Ab", "issued": "2024-05-01T10:00:00+02:00", "level": "12"}));
    let matches = |text: &str| parse(text).matches(&badge, &schemas);
    assert!(matches(r#"code eq "Ab""#));
    assert!(!matches(r#"code eq "ab""#));
    assert!(matches(r#"issued le "2024-05-01T08:00:00Z""#));
    assert!(matches("level gt 9"));
    assert!(matches(r#"urn:example:2.0:Badge:code sw "A""#));
}
