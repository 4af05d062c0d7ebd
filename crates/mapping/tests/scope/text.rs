use proptest::prelude::*;
use scimdesk_mapping::{
    expression::Range,
    model::{
        Clause, FilterGroup,
        FilterOperator::{self, Equals, GreaterThan, In, IsNotNull, IsNull, IsTrue, NotEquals, NotIn, RegexMatch},
    },
    scope::{ScopeSyntaxError, print, print_clause, read},
};

use crate::{clause, group};

#[test]
fn filters_print_one_a_line_and_read_back() {
    let groups = [
        group(
            "EMEA sales",
            vec![
                clause("department", Equals, Some("sales")),
                clause("country", RegexMatch, Some("DE|FR")),
            ],
        ),
        group("", vec![clause("my attribute", IsNotNull, None)]),
        group(r#"say "hi""#, vec![clause("urn:x:2.0:User:level", In, Some(r"a\b"))]),
        group("nobody yet", vec![]),
    ];
    let text = concat!(
        r#""EMEA sales": department EQUALS "sales" AND country REGEX MATCH "DE|FR""#,
        "\n",
        r#""my attribute" IS NOT NULL"#,
        "\n",
        r#""say \"hi\"": urn:x:2.0:User:level & "a\\b""#,
        "\n",
        r#""nobody yet":"#,
        "\n",
    );
    assert_eq!(print(&groups), text);
    assert_eq!(read(text).as_deref(), Ok(&groups[..]));
}

#[test]
fn a_clause_prints_alone() {
    let print = |operator, value| print_clause(&clause("department", operator, value));
    assert_eq!(print(Equals, Some("sales")), r#"department EQUALS "sales""#);
    assert_eq!(print(IsNull, None), "department IS NULL");
    // A value that is not looked at is not shown.
    assert_eq!(print(IsNull, Some("x")), "department IS NULL");
    assert_eq!(print_clause(&clause("and", IsTrue, None)), r#""and" IS TRUE"#);
}

#[test]
fn what_people_type_is_read_as_meant() {
    let sales = || clause("department", Equals, Some("sales"));
    for (text, expected) in [
        ("", vec![]),
        (" \n\r\n\t", vec![]),
        (r#"department equals "sales""#, vec![group("", vec![sales()])]),
        (r#"department EQUALS"sales""#, vec![group("", vec![sales()])]),
        (
            "\"A\":department  EQUALS  \"sales\"\r\nlevel Greater_Than 5",
            vec![
                group("A", vec![sales()]),
                group("", vec![clause("level", GreaterThan, Some("5"))]),
            ],
        ),
        (
            "department EQUALS \"sales\" AND\n  mail is  not  null\n\n  and x !& \"y\"",
            vec![group(
                "",
                vec![sales(), clause("mail", IsNotNull, None), clause("x", NotIn, Some("y"))],
            )],
        ),
        (
            r#"upn REGEX MATCH ".*\@domain.com""#,
            vec![group("", vec![clause("upn", RegexMatch, Some(r".*\@domain.com"))])],
        ),
        (
            "a EQUALS \"two\nlines\"",
            vec![group("", vec![clause("a", Equals, Some("two\nlines"))])],
        ),
        (
            r#"a NOT EQUALS """#,
            vec![group("", vec![clause("a", NotEquals, Some(""))])],
        ),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    for (text, code, part) in [
        (r#"department "sales""#, "operator_missing", ""),
        ("department", "operator_missing", ""),
        ("department EQUALS", "value_missing", ""),
        ("department EQUALS AND x IS NULL", "value_missing", ""),
        ("department EQUALS sales", "value_unquoted", "sales"),
        ("level Greater_Than -5", "value_unquoted", "-5"),
        (r#"department IS NULL "x""#, "value_unexpected", r#""x""#),
        (r#"department EQUALS "sales"#, "text_unclosed", "\""),
        (r#"department EQUALS "sales\""#, "text_unclosed", "\""),
        ("department EQUALS “sales”", "wrong_quotes", "“"),
        ("'department' IS NULL", "wrong_quotes", "'"),
        (r#"department = "sales""#, "operator_unknown", "="),
        ("a IS NULL b IS NULL", "and_missing", "b"),
        (r#"a EQUALS "x" "y""#, "and_missing", "\""),
        ("a IS NULL OR b IS NULL", "or_unknown", "OR"),
        ("a IS NULL\nOR b IS NULL", "or_unknown", "OR"),
        ("(a IS NULL)", "parenthesis_unknown", "("),
        ("a IS NULL)", "parenthesis_unknown", ")"),
        ("a IS NULL AND", "attribute_missing", ""),
        ("\"A\":\n  AND b IS NULL", "attribute_missing", "AND"),
        ("a IS NULL AND AND b IS NULL", "attribute_missing", "AND"),
        (
            r#"EMEA sales: department EQUALS "sales""#,
            "title_unquoted",
            "EMEA sales",
        ),
        (r#"EMEA: department EQUALS "sales""#, "title_unquoted", "EMEA"),
        ("größe IS NULL", "attribute_unquoted", "größe"),
        ("[department] IS NULL", "attribute_unquoted", "[department]"),
        ("\"😀\" IS NULL and 1x IS NULL", "attribute_unquoted", "1x"),
    ] {
        let ScopeSyntaxError { range, kind } = read(text).expect_err(text);
        assert_eq!((kind.code(), range.of(text)), (code, part), "{text}");
    }
}

#[test]
fn places_are_counted_in_utf_16_units() {
    let error = read("\"😀\" IS NULL AND größe IS NULL").expect_err("ö needs quotes");
    assert_eq!(error.range, Range { offset: 17, length: 5 });
}

#[test]
fn an_operator_of_another_language_or_with_a_slip_names_the_one_that_is_meant() {
    for (typed, suggestion) in [
        ("=", Some("EQUALS")),
        ("EQUAL", Some("EQUALS")),
        ("<>", Some("NOT EQUALS")),
        ("NOT_EQUALS", Some("NOT EQUALS")),
        ("contains", Some("Includes")),
        ("ENDS WITH", Some("ENDS_WITH")),
        ("Greater Than", Some("Greater_Than")),
        ("REGEX", Some("REGEX MATCH")),
        ("IS NOT NUL", Some("IS NOT NULL")),
        (">=", Some("Greater_Than_OR_EQUALS")),
        ("sounds like", None),
    ] {
        let text = format!("x {typed} \"y\"");
        let error = read(&text).expect_err(&text);
        let scimdesk_mapping::scope::ScopeSyntaxErrorKind::OperatorUnknown { suggestion: found, .. } = error.kind
        else {
            panic!("{typed}: {error}");
        };
        assert_eq!(found.map(FilterOperator::as_str), suggestion, "{typed}");
    }
}

fn any_clause() -> impl Strategy<Value = Clause> {
    let attribute = prop_oneof![
        "[a-zA-Z_][a-zA-Z0-9_.:]{0,9}",
        any::<String>(),
        Just("AND".to_owned()),
        Just(String::new())
    ];
    let operator = prop::sample::select(&FilterOperator::ALL[..]);
    (attribute, operator, any::<String>()).prop_map(|(attribute, operator, value)| Clause {
        attribute,
        operator,
        value: operator.takes_value().then_some(value),
    })
}

fn any_groups() -> impl Strategy<Value = Vec<FilterGroup>> {
    let title = prop_oneof![any::<String>(), Just(String::new())];
    let group =
        (title, prop::collection::vec(any_clause(), 0..4)).prop_map(|(title, clauses)| FilterGroup { title, clauses });
    prop::collection::vec(group, 0..4)
}

/// Pieces that texts of filters are made of, so that most of the reader is reached.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            " ",
            "\n",
            "\r\n",
            "\"",
            "\\",
            ":",
            "(",
            ")",
            "AND",
            "OR",
            "EQUALS",
            "NOT",
            "IS",
            "NULL",
            "&",
            "!&",
            "“",
            "'",
            "x",
            "\"a\"",
            "\"a\":",
            "5",
            "REGEX MATCH",
            "😀",
            "ß",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_as_the_same(groups in any_groups()) {
        let text = print(&groups);
        prop_assert_eq!(read(&text), Ok(groups), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it(text in pieces()) {
        match read(&text) {
            Ok(groups) => prop_assert_eq!(read(&print(&groups)), Ok(groups)),
            Err(error) => {
                prop_assert!(error.range.end() <= text.encode_utf16().count(), "{:?}", error);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn long_text_is_read_in_reasonable_time() {
    let line = "\"title\": attribute EQUALS \"value\" AND other IS NOT NULL\n";
    let text = line.repeat(20_000);
    assert_eq!(read(&text).map(|groups| groups.len()), Ok(20_000));
    let wrong = format!("x {}", "y".repeat(1_000_000));
    assert_eq!(read(&wrong).map_err(|error| error.kind.code()), Err("operator_unknown"));
}
