//! The functions at their edges: absent, empty and several values, what is out of range, and what is not ASCII.

use jiff::Timestamp;
use scimdesk_mapping::expression::{Context, EvaluateErrorKind, Outcome, Person, Role, Uniqueness, Value};

use crate::{Sequence, Taken, context, evaluate, failure, lines, parse, person, value};

/// Expressions that ask for no attribute, and their results; none stands for an absent value.
#[track_caller]
fn check(table: &[(&str, &[&str])]) {
    for (text, result) in table {
        assert_eq!(lines(&value(text)), *result, "{text}");
    }
}

#[test]
fn an_absent_source_makes_the_result_absent() {
    check(&[
        (r#"Append([x], "a")"#, &[]),
        (r#"Append("a", [x])"#, &["a"]),
        (r#"Prepend("a", [x])"#, &[]),
        (r#"Prepend([x], "a")"#, &["a"]),
        ("BitAnd([x], 1)", &[]),
        ("BitAnd(1, [x])", &[]),
        ("CDate([x])", &[]),
        ("CStr([x])", &[]),
        ("ConvertToBase64([x])", &[]),
        ("ConvertToUTF8Hex([x])", &[]),
        (r#"DateAdd("d", 1, [x])"#, &[]),
        (r#"DateDiff("d", [x], Now())"#, &[]),
        (r#"DateDiff("d", Now(), [x])"#, &[]),
        ("DateFromNum([x])", &[]),
        ("NumFromDate([x])", &[]),
        (r#"FormatDateTime([x], , "d", "d")"#, &[]),
        ("Item([x], 1)", &[]),
        ("Mid([x], 1, 1)", &[]),
        ("NormalizeDiacritics([x])", &[]),
        ("PCase([x])", &[]),
        ("RemoveDuplicates([x])", &[]),
        (r#"Replace([x], "a", , , "b")"#, &[]),
        (r#"Replace([x], , "a", , "b")"#, &[]),
        (r#"Replace([x], "a", , , , , "bab")"#, &[]),
        (r#"Split([x], ",")"#, &[]),
        ("StripSpaces([x])", &[]),
        ("ToLower([x])", &[]),
        ("ToUpper([x])", &[]),
        ("Redact([x])", &[]),
        ("Coalesce([x], [y])", &[]),
        ("SingleAppRoleAssignment([x])", &[]),
        ("AppRoleAssignments([x])", &[]),
        ("AppRoleAssignmentsComplex([x])", &[]),
        // And where something is documented for nothing:
        ("Count([x])", &["0"]),
        (r#"InStr([x], "a")"#, &["0"]),
        ("Left([x], 1)", &[""]),
        ("Len([x])", &["0"]),
        (r#"Word([x], 1, " ")"#, &[""]),
        (r#"Join("-", [x], [y])"#, &[""]),
        ("Not([x])", &["True"]),
        ("CBool([x])", &["False"]),
        (r#"Switch([x], "other", "", "none")"#, &["none"]),
        (r#"IIF([x], "yes", "no")"#, &["no"]),
    ]);
}

#[test]
fn one_value_of_a_list_is_that_value_and_several_are_an_error() {
    let list = Person::from_iter([
        ("none", Value::from(Vec::new())),
        ("one", Value::from(vec!["a".to_owned()])),
        ("two", Value::from(vec!["a".to_owned(), "b".to_owned()])),
    ]);
    for (text, result) in [
        ("ToUpper([none])", Value::Absent),
        ("ToUpper([one])", Value::from("A")),
        ("Count([none])", Value::from(0)),
        ("Count([one])", Value::from(1)),
        ("IsNull([none])", Value::from("True")),
        ("IsNullOrEmpty([none])", Value::from("True")),
        ("IsPresent([two])", Value::from("True")),
        (r#"IIF([one] = "a", "yes", "no")"#, Value::from("yes")),
        (r#"Join("+", [none], [one], [two], "c")"#, Value::from("a+a+b+c")),
        ("Coalesce([none], [one])", Value::from(vec!["a".to_owned()])),
        ("Item([one], 1)", Value::from("a")),
    ] {
        assert_eq!(evaluate(text, &list), Ok(Outcome::Value(result)), "{text}");
    }
    for text in [
        "ToUpper([two])",
        "Len([two])",
        r#"Append([two], "x")"#,
        r#"Switch([two], , "a", "b")"#,
        r#"Split([two], ",")"#,
        "CDate([two])",
        "BitAnd([two], 1)",
        "CBool([two])",
        "Not([two])",
    ] {
        assert_eq!(failure(text, &list), ("several_values", "[two]".to_owned()), "{text}");
    }
    let text = r#"IIF([two] = "a", 1, 2)"#;
    assert_eq!(failure(text, &list), ("several_values", r#"[two] = "a""#.to_owned()));
}

#[test]
fn text_is_cut_in_utf16_units() {
    check(&[
        (r#"Len("😀é")"#, &["3"]),
        (r#"Left("a😀b", 2)"#, &["a\u{fffd}"]),
        (r#"Left("a😀b", 3)"#, &["a😀"]),
        (r#"Mid("a😀b", 3, 9)"#, &["\u{fffd}b"]),
        (r#"Mid("a😀b", 2, 2)"#, &["😀"]),
        (r#"Mid("a😀b", 4, 1)"#, &["b"]),
        (r#"Mid("é", 1, 0)"#, &[""]),
        (r#"Mid("é", 9, 1)"#, &[""]),
        (r#"InStr("a😀b", "b")"#, &["4"]),
        (r#"InStr("ÄÖ", "ö", 1, vbTextCompare)"#, &["2"]),
        (r#"InStr("ÄÖ", "ö", 1, vbBinaryCompare)"#, &["0"]),
        (r#"InStr("aaa", "", 2)"#, &["2"]),
        (r#"InStr("aaa", "a", 4)"#, &["0"]),
        (r#"InStr("abcabc", "c", 4)"#, &["6"]),
        ("Left(12345, 2)", &["12"]),
        (r#"Mid(12345, "2", "3")"#, &["234"]),
    ]);
}

#[test]
fn words_are_split_at_each_delimiter() {
    check(&[
        (r#"Word("  one   two ", 2, " ")"#, &["two"]),
        (r#"Word("a-b_c", 3, "_-")"#, &["c"]),
        (r#"Word("a b", 1, "")"#, &["a b"]),
        (r#"Word("a b", -1, " ")"#, &[""]),
        (r#"Word("año→día", 2, "→")"#, &["día"]),
    ]);
}

#[test]
fn letter_case_is_one_character_for_one() {
    check(&[
        (r#"ToUpper("ŉ ﬁ ß ǆ ᾳ ı")"#, &["ŉ ﬁ ß Ǆ ᾼ ı"]),
        (r#"ToLower("İ ẞ Ǆ ΑΣ 𐐀")"#, &["İ ß ǆ ασ 𐐨"]),
        (r#"ToLower("Iİ", "tr")"#, &["ıi"]),
        (r#"ToLower("Iİ", "az-Latn-AZ")"#, &["ıi"]),
        (r#"ToLower("Iİ", "ja-JP")"#, &["ii"]),
        (r#"ToUpper("ıi", "en-US")"#, &["II"]),
        (r#"ToUpper("ıi", "TR-tr")"#, &["Iİ"]),
        (
            r#"PCase("ǆungla OF_THE 3rd kind’s end")"#,
            &["ǅungla Of_The 3Rd Kind’S End"],
        ),
        (r#"PCase("a.b,c", ".")"#, &["A.B,c"]),
        ("PCase(\"e\u{301}a\")", &["E\u{301}a"]),
    ]);
    assert_eq!(
        failure(r#"ToUpper("a", "English!")"#, &Person::default()),
        ("culture_unknown", r#""English!""#.to_owned())
    );
}

#[test]
fn letters_lose_their_marks_as_the_table_says() {
    check(&[
        (r#"NormalizeDiacritics("ÄÖÜ äöü ß ẞ")"#, &["AOU aou ss SS"]),
        (r#"NormalizeDiacritics("Ø ø Æ æ Ǣ")"#, &["OE oe AE ae AE"]),
        (r#"NormalizeDiacritics("Ḗ ṻ Ȫ Ǖ ā́")"#, &["E u O U a"]),
        (r#"NormalizeDiacritics("ı İ ł Ł")"#, &["i I l L"]),
        (r#"NormalizeDiacritics("đ ð þ ħ œ Œ Žižek")"#, &["đ ð þ ħ œ Œ Zizek"]),
        (r#"NormalizeDiacritics("x̂ q́")"#, &["x̂ q́"]),
        (r#"NormalizeDiacritics("Ελλάδα й 日本")"#, &["Ελλάδα й 日本"]),
    ]);
}

#[test]
fn conditions_compare_numbers_as_numbers_and_text_as_text() {
    let table: &[(&str, bool)] = &[
        (r#""a" = "a""#, true),
        (r#""a" = "A""#, false),
        (r#""a" <> "A""#, true),
        (r#""05" = "5""#, false),
        (r#""05" = 5"#, true),
        (r#"5 = "5.0""#, true),
        ("5 <> 5.00", false),
        (r#""10" > "9""#, true),
        (r#""10" > "9a""#, false),
        (r#""b" > "a""#, true),
        (r#""a" >= "a""#, true),
        (r#""B" < "a""#, true),
        (r#"Len("abc") <= 3"#, true),
        (r#"Len("abc") < "3.5""#, true),
        ("&HF = 15", true),
        ("-1 < 0", true),
        (r#"[x] = """#, true),
        (r#"[x] <> """#, false),
        (r#"[x] = "a""#, false),
        (r#"[x] < "a""#, false),
        ("[x] >= [y]", false),
        ("[x] < 1", false),
        ("[x] = [y]", true),
        (r#"CDate("2021-10-01") > CDate("2021-09-30")"#, true),
        (r#"CDate("2021-10-01") < CDate("2022-01-01")"#, true),
        (r#"CDate("2021-10-01") = CDate("1 Oct 2021")"#, true),
        (r#"CDate("2021-10-01") <= Now()"#, false),
        // U+FF41 comes after U+1F600 in UTF-16.
        (r#""ａ" > "😀""#, true),
    ];
    for (condition, holds) in table {
        let text = format!(r#"IIF({condition}, "True", "False")"#);
        assert_eq!(value(&text), Value::from(*holds), "{condition}");
        assert_eq!(
            value(&format!("CBool({condition})")),
            Value::from(*holds),
            "{condition}"
        );
    }
}

#[test]
fn truth_is_a_word_or_a_number() {
    check(&[
        (r#"CBool("TRUE")"#, &["True"]),
        (r#"CBool(" false ")"#, &["False"]),
        (r#"CBool("")"#, &["False"]),
        (r#"CBool("0.0")"#, &["False"]),
        (r#"CBool("0.1")"#, &["True"]),
        (r#"Not("true")"#, &["False"]),
        (r#"Not("1")"#, &["True"]),
        (r#"IIF(Not("True"), 1, 2)"#, &["2"]),
    ]);
    assert_eq!(
        failure(r#"IIF("yes", 1, 2)"#, &Person::default()),
        ("not_boolean", r#""yes""#.to_owned())
    );
}

#[test]
fn only_the_branch_that_is_taken_is_looked_at() {
    check(&[
        (r#"IIF("True", "a", CDate("soon"))"#, &["a"]),
        (r#"IIF("False", CDate("soon"), "b")"#, &["b"]),
        (r#"Switch("a", CDate("soon"), "a", "b", CDate("soon"), "c")"#, &["b"]),
        (r#"Coalesce("a", CDate("soon"))"#, &["a"]),
    ]);
}

#[test]
fn an_attribute_that_is_not_flowed_is_not_flowed_at_all() {
    for text in [
        "IgnoreFlowIfNullOrEmpty([x])",
        r#"IgnoreFlowIfNullOrEmpty("")"#,
        r#"Append("a", IgnoreFlowIfNullOrEmpty([x]))"#,
        r#"IgnoreFlowIfNullOrEmpty(Switch("a", , "b", "c"))"#,
        "IsString(IgnoreFlowIfNullOrEmpty([x]))",
        r#"IIF("True", IgnoreFlowIfNullOrEmpty([x]), "a")"#,
    ] {
        assert_eq!(evaluate(text, &Person::default()), Ok(Outcome::NoFlow), "{text}");
    }
    check(&[(r#"IIF("False", IgnoreFlowIfNullOrEmpty([x]), "a")"#, &["a"])]);
}

#[test]
fn numbers_are_whole_and_within_range() {
    let nobody = Person::default();
    for (text, code, part) in [
        (r#"Left("a", "x")"#, "not_whole_number", r#""x""#),
        (r#"Left("a", 1.5)"#, "not_whole_number", "1.5"),
        (r#"Left("a", [x])"#, "value_needed", "[x]"),
        (r#"Mid("a", 0, 1)"#, "out_of_range", "0"),
        (r#"Mid("a", 1, -1)"#, "out_of_range", "-1"),
        (r#"InStr("a", "a", 0)"#, "out_of_range", "0"),
        (r#"Item("a", 0)"#, "out_of_range", "0"),
        (r#"Item("a", -1)"#, "out_of_range", "-1"),
        (r#"Item("a", 2)"#, "index_too_large", "2"),
        (r#"BitAnd("x", 1)"#, "not_whole_number", r#""x""#),
        ("DateFromNum(-1)", "out_of_range", "-1"),
        ("RandomString(0, 0, 0, 0, 0)", "out_of_range", "0"),
        ("RandomString(257, 0, 0, 0, 0)", "out_of_range", "257"),
        ("RandomString(6, -1, 0, 0, 0)", "out_of_range", "-1"),
        ("RandomString(6, 3, 3, 1, 0)", "length_too_small", "6"),
        (
            r#"RandomString(6, 1, 0, 0, 0, "0123456789")"#,
            "characters_exhausted",
            r#"RandomString(6, 1, 0, 0, 0, "0123456789")"#,
        ),
    ] {
        assert_eq!(failure(text, &nobody), (code, part.to_owned()), "{text}");
    }
    check(&[
        (r#"Left("abc", 2.0)"#, &["ab"]),
        (r#"Left("abc", " 2 ")"#, &["ab"]),
        ("BitAnd(-1, 255)", &["255"]),
        ("BitAnd(&HFFFFFFFF, 4294967295)", &["4294967295"]),
    ]);
}

#[test]
fn lists_are_split_counted_and_picked() {
    check(&[
        (r#"Split("a,b", ",")"#, &["a", "b"]),
        (r#"Split("", ",")"#, &[""]),
        (r#"Split(",", ",")"#, &["", ""]),
        (r#"Split(" a ", "")"#, &["a"]),
        (r#"Count(Split("a,b,c", ","))"#, &["3"]),
        (r#"Item(Split("a,b,c", ","), 3)"#, &["c"]),
        (r#"RemoveDuplicates(Split("a,A,a", ","))"#, &["a", "A"]),
        (r#"Join("+", RemoveDuplicates(Split("b,a,b", ",")))"#, &["b+a"]),
    ]);
}

#[test]
fn roles_flow_whole_or_by_name() {
    let role = |id: &str, value: &str, name: &str| Role {
        id: Some(id.to_owned()),
        value: Some(value.to_owned()).filter(|value| !value.is_empty()),
        display_name: Some(name.to_owned()).filter(|name| !name.is_empty()),
    };
    let roles = vec![role("1", "admin", "Admin"), role("2", "audit", ""), role("3", "", "")];
    let somebody = Person::from_iter([(
        "appRoleAssignments",
        Value::Roles {
            roles: roles.clone().into(),
            replace: false,
        },
    )]);
    let outcome = |text| match evaluate(text, &somebody) {
        Ok(Outcome::Value(value)) => value,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        outcome("SingleAppRoleAssignment([appRoleAssignments])"),
        Value::from("Admin")
    );
    assert_eq!(
        lines(&outcome("AppRoleAssignments([appRoleAssignments])")),
        ["Admin", "audit", "3"]
    );
    for (text, replace) in [
        ("AppRoleAssignmentsComplex([appRoleAssignments])", false),
        ("AssertiveAppRoleAssignmentsComplex([appRoleAssignments])", true),
    ] {
        let expected = Value::Roles {
            roles: roles.clone().into(),
            replace,
        };
        assert_eq!(outcome(text), expected, "{text}");
    }
    // Nobody's roles replace: they take away what the account has.
    assert_eq!(
        evaluate(
            "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            &Person::default()
        ),
        Ok(Outcome::Value(Value::Roles {
            roles: Vec::new().into(),
            replace: true
        }))
    );
    assert_eq!(
        outcome(r#"Join(", ", [appRoleAssignments])"#),
        Value::from("Admin, audit, 3")
    );
    assert_eq!(outcome("Count([appRoleAssignments])"), Value::from(3));
    let text = "ToLower([appRoleAssignments])";
    assert_eq!(
        failure(text, &somebody),
        ("roles_unexpected", "[appRoleAssignments]".to_owned())
    );
    let numbered = Person::from_iter([("appRoleAssignments", Value::from(7))]);
    let text = "SingleAppRoleAssignment([appRoleAssignments])";
    assert_eq!(
        failure(text, &numbered),
        ("roles_expected", "[appRoleAssignments]".to_owned())
    );
}

#[test]
fn a_guid_is_random_and_in_its_form() {
    let text = value("Guid()");
    let guid = lines(&text).remove(0);
    let parts: Vec<usize> = guid.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{guid}");
    assert!(
        guid.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-')),
        "{guid}"
    );
    assert_eq!(guid.as_bytes()[14], b'4', "version 4: {guid}");
    let (random, taken) = (Sequence::default(), Taken::default());
    let compiled = parse("Guid()").compile().expect("compiles");
    let context = context(&random, &taken);
    let nobody = Person::default();
    let [first, second] = [(); 2].map(|()| compiled.evaluate(&nobody, &context).expect("a guid"));
    assert_ne!(first, second);
}

#[test]
fn random_text_holds_what_was_asked_for() {
    type Kind = fn(&char) -> bool;
    let count = |text: &str, kind: Kind| text.chars().filter(kind).count();
    let is_sign: Kind = |c| c.is_ascii_punctuation();
    for (text, length, minima, avoided) in [
        ("RandomString(6, 3, 0, 0, 3)", 6, [3, 0, 0, 3], ""),
        (r#"RandomString(10, 2, 2, 2, 1, "?,")"#, 10, [2, 2, 2, 1], "?,"),
        ("RandomString(256, 0, 0, 0, 0)", 256, [0, 0, 0, 0], ""),
        ("RandomString(256, 1, 1, 1, 1)", 256, [1, 1, 1, 1], ""),
        // Lower case gets what is left, as documented.
        ("RandomString(4, 2, 1, 0, 9)", 4, [2, 1, 0, 1], ""),
        (
            r#"RandomString(20, 1, 0, 0, 0, "012345678")"#,
            20,
            [20, 0, 0, 0],
            "012345678",
        ),
    ] {
        let compiled = parse(text).compile().expect("compiles");
        let (random, taken) = (Sequence::default(), Taken::default());
        for _ in 0..50 {
            let nobody = Person::default();
            let context = context(&random, &taken);
            let outcome = compiled.evaluate(&nobody, &context);
            let Ok(Outcome::Value(Value::Text(made))) = outcome else {
                panic!("{text}: {outcome:?}")
            };
            assert_eq!(made.chars().count(), length, "{text}: {made}");
            let kinds: [Kind; 4] = [
                char::is_ascii_digit,
                is_sign,
                char::is_ascii_uppercase,
                char::is_ascii_lowercase,
            ];
            for (minimum, kind) in minima.into_iter().zip(kinds) {
                assert!(count(&made, kind) >= minimum, "{text}: {made}");
            }
            assert!(!made.contains(|c| avoided.contains(c)), "{text}: {made}");
        }
    }
    // What was not asked for does not come.
    let made = lines(&value("RandomString(200, 3, 0, 0, 3)")).remove(0);
    assert!(
        made.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()),
        "{made}"
    );
}

#[test]
fn what_comes_from_outside_fails_where_it_is_not_there() {
    let nobody = Person::default();
    let bare = Context::at(Timestamp::UNIX_EPOCH);
    for (text, code) in [
        ("DefaultDomain()", "default_domain_unknown"),
        ("Guid()", "random_unavailable"),
        ("RandomString(6, 3, 0, 0, 3)", "random_unavailable"),
        (r#"SelectUniqueValue("a", "b")"#, "uniqueness_unknown"),
    ] {
        let compiled = parse(text).compile().expect("compiles");
        let error = compiled.evaluate(&nobody, &bare).expect_err(text);
        assert_eq!((error.kind.code(), error.range.of(text)), (code, text));
    }
}

#[test]
fn now_is_what_the_context_says() {
    check(&[
        ("Now()", &["7/2/2021 3:33:38 PM"]),
        ("DefaultDomain()", &["contoso.com"]),
    ]);
}

#[test]
fn the_first_candidate_that_is_free_is_taken() {
    let rules = r#"SelectUniqueValue(
        Join("@", NormalizeDiacritics(StripSpaces(Join(".", [first], [last]))), "contoso.com"),
        Join("@", NormalizeDiacritics(StripSpaces(Join(".", Mid([first], 1, 1), [last]))), "contoso.com"),
        Join("@", NormalizeDiacritics(StripSpaces(Join(".", Mid([first], 1, 2), [last]))), "contoso.com"))"#;
    let compiled = parse(rules).compile().expect("compiles");
    let john = person(&[("first", &["John"]), ("last", &["Smith"])]);
    let all = ["John.Smith@contoso.com", "J.Smith@contoso.com", "Jo.Smith@contoso.com"];
    let random = Sequence::default();
    for taken in 0..all.len() {
        let target = Taken(all[..taken].to_vec());
        let context = context(&random, &target);
        assert_eq!(
            compiled.evaluate(&john, &context),
            Ok(Outcome::Value(Value::from(all[taken])))
        );
    }
    let target = Taken(all.to_vec());
    let context = context(&random, &target);
    let error = compiled.evaluate(&john, &context).expect_err("all are taken");
    assert_eq!(error.to_string(), "all 3 candidates are taken");
}

#[test]
fn a_rule_without_a_value_is_no_candidate() {
    check(&[(r#"SelectUniqueValue([x], "", "c")"#, &["c"])]);
    assert_eq!(
        failure("SelectUniqueValue([x], [y])", &Person::default()).0,
        "no_unique_value"
    );
}

#[test]
fn is_string_asks_whether_there_is_one_text() {
    check(&[
        (r#"IsString(BitAnd("x", 1))"#, &["False"]),
        (r#"IsString(Split("a,b", ","))"#, &["False"]),
        (r#"IsString(Split("a", ","))"#, &["True"]),
    ]);
}

/// A target that does not answer.
struct Unreachable;

impl Uniqueness for Unreachable {
    fn is_taken(&self, _candidate: &str) -> Result<bool, String> {
        Err("the target is out of reach".to_owned())
    }
}

#[test]
fn a_target_that_does_not_answer_ends_the_search() {
    let text = r#"SelectUniqueValue("", "a", "b")"#;
    let compiled = parse(text).compile().expect("compiles");
    let nobody = Person::default();
    let context = Context {
        uniqueness: Some(&Unreachable),
        ..Context::at(Timestamp::UNIX_EPOCH)
    };
    let error = compiled.evaluate(&nobody, &context).expect_err("nobody answers");
    assert_eq!(error.range.of(text), r#""a""#);
    let detail = Some("the target is out of reach".to_owned());
    assert_eq!(error.kind, EvaluateErrorKind::UniquenessUnknown { detail });
}

#[test]
fn codes_of_failures_are_stable_and_each_is_met_in_these_tests() {
    let sources = [
        include_str!("functions.rs"),
        include_str!("dates.rs"),
        include_str!("patterns.rs"),
        include_str!("bounds.rs"),
    ]
    .concat();
    for code in EvaluateErrorKind::CODES {
        assert!(sources.contains(&format!("\"{code}\"")), "{code}");
    }
    assert_eq!(
        EvaluateErrorKind::CODES.join(" "),
        "several_values roles_unexpected roles_expected value_needed not_whole_number out_of_range index_too_large \
         not_boolean not_date date_not_in_format format_invalid date_out_of_range interval_unknown date_styles_unknown \
         culture_unknown search_empty pattern_unusable pattern_too_costly text_too_long too_many_values \
         default_domain_unknown random_unavailable length_too_small characters_exhausted uniqueness_unknown \
         no_unique_value"
    );
}
