//! What is read, how it is written back, and what is refused and where.

use scimdesk_mapping::expression::{
    Call, Expression, LintKind, Number, SyntaxErrorKind, TermKind,
    bounds::{MAX_DEPTH, MAX_LENGTH, MAX_PATTERN},
};

use crate::{parse, refusal};

#[test]
fn an_expression_is_written_in_one_canonical_way() {
    for (text, canonical) in [
        (
            r#"Switch([IsSoftDeleted],,"False","True","True","False")"#,
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        ),
        (
            r#"Replace([preferredLanguage], "-", , , "_", ,  )"#,
            r#"Replace([preferredLanguage], "-", , , "_", , )"#,
        ),
        (
            "join ( \" \" ,\n\t[givenName],\u{a0}[surname] )",
            r#"Join(" ", [givenName], [surname])"#,
        ),
        (r"Guid( )", "Guid()"),
        (r#"IIF([a]="b",[a],"c")"#, r#"IIF([a] = "b", [a], "c")"#),
        (r"IIF(Len([a])<=5,1,-2.50)", "IIF(Len([a]) <= 5, 1, -2.50)"),
        ("BitAnd(&hf, &H0f7)", "BitAnd(&HF, &HF7)"),
        (r#"Append("say \"\\\"", "\d")"#, r#"Append("say \"\\\"", "\\d")"#),
        (
            r#"InStr([a], "b", 1, VBTEXTCOMPARE)"#,
            r#"InStr([a], "b", 1, vbTextCompare)"#,
        ),
        (r"DateAdd(d, 1, [a])", r#"DateAdd("d", 1, [a])"#),
        (
            r#"Switch([a], true, "b", False)"#,
            r#"Switch([a], "True", "b", "False")"#,
        ),
        (
            r#"Not([ emails[type eq "work"].value ])"#,
            r#"Not([emails[type eq "work"].value])"#,
        ),
    ] {
        let expression = parse(text);
        assert_eq!(expression.to_string(), canonical, "{text}");
        assert_eq!(parse(canonical), expression, "{text}");
        assert_eq!(parse(canonical).to_string(), canonical);
    }
}

#[test]
fn attributes_may_have_any_name() {
    for name in [
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "extension_9d98ed114c4840d298fad781915f27e4_costCentre",
        "odd name, with (signs) & \"quotes\" = ü 山 😀",
        "emails[type eq \"work\"].value",
        "1",
        "True",
    ] {
        let expression = parse(&format!("Not([{name}])"));
        let TermKind::Call(Call { arguments, .. }) = &expression.root().kind else {
            panic!("a call")
        };
        assert_eq!(arguments[0].kind, TermKind::Attribute(name.to_owned()));
    }
}

#[test]
fn what_cannot_be_read_says_why_and_where() {
    for (text, code, part) in [
        ("", "expression_empty", ""),
        (" \n\t", "expression_empty", ""),
        ("[givenName]", "attribute_alone", "[givenName]"),
        (r#""Sales""#, "constant_alone", r#""Sales""#),
        ("42", "constant_alone", "42"),
        ("vbTextCompare", "constant_alone", "vbTextCompare"),
        (r#"[a] = "b""#, "comparison_misplaced", r#"[a] = "b""#),
        ("givenName", "name_unexpected", "givenName"),
        ("Join(\" \", givenName)", "name_unexpected", "givenName"),
        ("Jion(\" \", [a])", "function_unknown", "Jion"),
        ("Not(Frobnicate([a]))", "function_unknown", "Frobnicate"),
        (r#"IIF([a]="b" AND [c]="d", 1, 2)"#, "connective_unknown", "AND"),
        (r#"IIF([a]="b" or [c]="d", 1, 2)"#, "connective_unknown", "or"),
        ("IIF(NOT [a], 1, 2)", "parenthesis_missing", "NOT"),
        ("Not([a]) and Not([b])", "connective_unknown", "and"),
        ("Not(“yes”)", "wrong_quotes", "“"),
        ("Not('yes')", "wrong_quotes", "'"),
        (r#"Not([a] & "b")"#, "operator_unknown", "&"),
        (r#"Not([a] + "b")"#, "operator_unknown", "+"),
        (r#"IIF([a] == "b", 1, 2)"#, "operator_unknown", "=="),
        (r#"IIF([a] => "b", 1, 2)"#, "operator_unknown", "=>"),
        (r#"IIF([a] != "b", 1, 2)"#, "operator_unknown", "!"),
        (r#"Append([a] = "b", "c")"#, "comparison_misplaced", "="),
        (r#"IIF([a] = "b" = "c", 1, 2)"#, "comparison_misplaced", "="),
        ("Not({a})", "character_unexpected", "{"),
        ("Not([a]);", "character_unexpected", ";"),
        (r#"Not("yes)"#, "text_unclosed", "\""),
        (r#"Not("yes\"#, "text_unclosed", "\""),
        ("Not([a)", "bracket_unclosed", "["),
        ("Not([a\n])", "bracket_unclosed", "["),
        ("Not(a])", "bracket_unopened", "]"),
        ("Not(])", "bracket_unopened", "]"),
        ("Not([ ])", "attribute_name_missing", "[ ]"),
        ("BitAnd(&H, 1)", "hex_malformed", "&H"),
        ("BitAnd(&HG, 1)", "hex_malformed", "&HG"),
        ("BitAnd(&H123456789, 1)", "hex_malformed", "&H123456789"),
        ("Left([a], 1.)", "number_malformed", "1."),
        ("Left([a], 1.2.3)", "number_malformed", "1.2.3"),
        ("Left([a], 12px)", "number_malformed", "12px"),
        ("Left([a], -)", "operator_unknown", "-"),
        (
            "DateFromNum(1234567890123456789)",
            "number_too_long",
            "1234567890123456789",
        ),
        ("Not(())", "value_missing", "("),
        ("IIF([a] = , 1, 2)", "value_missing", ","),
        ("(Not([a]))", "value_missing", "("),
        ("Not([a] [b])", "comma_missing", "[b]"),
        ("Not(Len [a])", "parenthesis_missing", "Len"),
        ("Not([a]", "parenthesis_unclosed", "Not"),
        ("Not(", "parenthesis_unclosed", "Not"),
        ("Append([a], Left([b], 1)", "parenthesis_unclosed", "Append"),
        ("Not([a]))", "end_expected", ")"),
        ("Not([a]), [b]", "end_expected", ","),
        ("Not()", "argument_missing", ")"),
        (r#"Join(" ")"#, "argument_missing", ")"),
        ("Append([a], )", "argument_missing", ""),
        (r#"Join(" ", [a], , [b])"#, "argument_missing", ""),
        (r#"Switch([a], , , "b")"#, "argument_missing", ""),
        ("SelectUniqueValue([a])", "argument_missing", ")"),
        ("Not([a], [b])", "too_many_arguments", "[b]"),
        ("Now(1, 2)", "too_many_arguments", "1, 2"),
        (r#"Switch([a], , "b", "c", "d")"#, "pair_incomplete", "\"d\""),
        (
            "ToLower(SelectUniqueValue([a], [b]))",
            "not_outermost",
            "SelectUniqueValue",
        ),
        (r#"SingleAppRoleAssignment("Admin")"#, "attribute_expected", "\"Admin\""),
        ("Append([a], vbTextCompare)", "compare_mode_misplaced", "vbTextCompare"),
        (r#"InStr([a], [b], 1, "text")"#, "compare_mode_misplaced", "\"text\""),
        ("Replace([a])", "replace_unclear", "Replace([a])"),
        (
            r#"Replace([a], "b", "c", , "d")"#,
            "replace_unclear",
            r#"Replace([a], "b", "c", , "d")"#,
        ),
        (r#"Replace([a], "b")"#, "replace_unclear", r#"Replace([a], "b")"#),
        (
            r#"Replace([a], , "(?<g>x)", "g")"#,
            "replace_unclear",
            r#"Replace([a], , "(?<g>x)", "g")"#,
        ),
        (r#"Replace([a], , "(", , "")"#, "pattern_invalid", "\"(\""),
        (r#"Replace([a], , "a**", , "")"#, "pattern_invalid", "\"a**\""),
        (r#"Replace([a], , "[z-a]", , "")"#, "pattern_invalid", "\"[z-a]\""),
        (r#"Replace([a], , "\\2(a)", , "")"#, "pattern_invalid", r#""\\2(a)""#),
        (
            r#"Replace([a], , "(?<a-b>x)", , "")"#,
            "pattern_unsupported",
            r#""(?<a-b>x)""#,
        ),
        (
            r#"Replace([a], , "\\p{IsGreek}", , "")"#,
            "pattern_unsupported",
            r#""\\p{IsGreek}""#,
        ),
        (
            r#"Replace([a], , "(a{1000}){1000}", , "")"#,
            "pattern_too_large",
            r#""(a{1000}){1000}""#,
        ),
        (r#"Replace([a], , "(?<g>x)", "h", "")"#, "group_unknown", "\"h\""),
    ] {
        let error = refusal(text);
        assert_eq!(
            (error.kind.code(), error.range.of(text)),
            (code, part),
            "{text}: {error}"
        );
    }
}

#[test]
fn every_kind_of_refusal_is_met_in_these_tests() {
    let source = include_str!("syntax.rs");
    for code in SyntaxErrorKind::CODES {
        assert!(source.contains(&format!("\"{code}\"")), "{code}");
    }
}

#[test]
fn codes_are_stable() {
    assert_eq!(
        SyntaxErrorKind::CODES.join(" "),
        "expression_empty expression_too_long nesting_too_deep attribute_alone constant_alone function_unknown \
         name_unexpected parenthesis_missing connective_unknown character_unexpected wrong_quotes operator_unknown comparison_misplaced \
         text_unclosed bracket_unclosed bracket_unopened attribute_name_missing hex_malformed number_malformed \
         number_too_long value_missing comma_missing parenthesis_unclosed end_expected argument_missing too_many_arguments \
         pair_incomplete not_outermost attribute_expected compare_mode_misplaced replace_unclear pattern_invalid \
         pattern_unsupported pattern_too_large group_unknown"
    );
}

#[test]
fn a_function_that_is_written_nearly_right_is_named() {
    for (written, meant) in [
        ("Jion", Some("Join")),
        ("Joint", Some("Join")),
        ("SingleAppRoleAssigment", Some("SingleAppRoleAssignment")),
        ("normalizediacritic", Some("NormalizeDiacritics")),
        ("Isnullorempy", Some("IsNullOrEmpty")),
        ("Substring", None),
        ("X", None),
    ] {
        let SyntaxErrorKind::FunctionUnknown { name, suggestion } = refusal(&format!("{written}([a])")).kind else {
            panic!("{written} is known")
        };
        assert_eq!((name.as_str(), suggestion), (written, meant));
    }
}

#[test]
fn a_missing_argument_shows_how_the_function_is_called() {
    let SyntaxErrorKind::ArgumentMissing {
        parameter, signature, ..
    } = refusal("Mid([a], 1)").kind
    else {
        panic!("nothing is missing")
    };
    assert_eq!(
        (parameter, signature.as_str()),
        ("length", "Mid(source, start, length)")
    );
    let SyntaxErrorKind::ArgumentMissing { signature, .. } = refusal("Switch([a])").kind else {
        panic!("nothing is missing")
    };
    assert_eq!(signature, "Switch(source, {defaultValue}, key, value, …)");
}

#[test]
fn places_are_counted_in_utf16_units() {
    let text = r#"Append("😀é", oops)"#;
    let error = refusal(text);
    assert_eq!((error.range.offset, error.range.length), (14, 4));
    assert_eq!(error.range.of(text), "oops");
}

#[test]
fn ten_thousand_characters_are_taken_and_one_more_is_not() {
    let of_length = |length: usize| format!("Not(\"{}\")", "x".repeat(length - 7));
    assert!(Expression::parse(&of_length(MAX_LENGTH)).is_ok());
    let error = refusal(&of_length(MAX_LENGTH + 1));
    assert_eq!(error.kind.code(), "expression_too_long");
    assert_eq!((error.range.offset, error.range.length), (10_000, 1));
    assert_eq!(
        error.to_string(),
        "the expression has 10001 characters; at most 10000 are allowed"
    );
    // Counted as .NET counts: each of these is two.
    let pairs = format!("Not(\"{}\")", "😀".repeat(MAX_LENGTH / 2));
    assert_eq!(refusal(&pairs).kind.code(), "expression_too_long");
}

#[test]
fn calls_nest_so_deep_and_no_deeper() {
    let nested = |depth: usize| format!("{}[a]{}", "Not(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).compile().is_ok());
    assert_eq!(refusal(&nested(MAX_DEPTH + 1)).kind.code(), "nesting_too_deep");
    assert_eq!(refusal(&"Not(".repeat(2_500)).kind.code(), "nesting_too_deep");
    assert_eq!(refusal(&"(".repeat(10_000)).kind.code(), "value_missing");
}

#[test]
fn a_pattern_is_so_long_and_no_longer() {
    let with = |length: usize| format!(r#"Replace([a], , "{}", , "")"#, "x".repeat(length));
    assert!(parse(&with(MAX_PATTERN)).compile().is_ok());
    assert_eq!(refusal(&with(MAX_PATTERN + 1)).kind.code(), "pattern_too_large");
}

#[test]
fn leniency_leaves_a_lint_where_it_was_needed() {
    let text = r#"dateadd(d, 1, Append("\d", [a]))"#;
    let found: Vec<_> = (parse(text).lints().iter())
        .map(|lint| (lint.kind.clone(), lint.range.of(text).to_owned()))
        .collect();
    assert_eq!(
        found,
        [
            (LintKind::LetterCase { name: "DateAdd" }, "dateadd".to_owned()),
            (LintKind::QuotesMissing, "d".to_owned()),
            (LintKind::EscapeUnknown, r"\d".to_owned()),
        ]
    );
}

#[test]
fn numbers_are_exact() {
    for (text, whole) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("1.50", None),
        ("-3.00", Some(-3)),
        ("999999999999999999", Some(999_999_999_999_999_999)),
        ("0.00000000000000001", None),
    ] {
        let number = Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"));
        assert_eq!(number.whole(), whole, "{text}");
        if text != "-0" {
            assert_eq!(number.to_string(), text);
        }
    }
    for text in [
        "",
        "-",
        ".5",
        "5.",
        "1e3",
        "+1",
        " 1",
        "1_000",
        "١",
        "9999999999999999999",
    ] {
        assert_eq!(Number::parse(text).map(|number| number.to_string()), None, "{text}");
    }
    assert_eq!(Number::parse("1.50"), Number::parse("1.5"));
    assert!(Number::parse("-0.01") < Number::parse("0"));
    assert!(Number::parse("10") > Number::parse("9.999999999"));
}
