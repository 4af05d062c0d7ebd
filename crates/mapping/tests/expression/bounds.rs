//! What would hang or fill the memory, and does not.

use std::time::{Duration, Instant};

use scimdesk_mapping::expression::{
    EvaluateErrorKind, Outcome, Person, Value,
    bounds::{MAX_TEXT, MAX_VALUES},
};

use crate::{evaluate, failure, parse, refusal};

/// Far more than any of these takes on a busy machine, and far less than a hang.
const SOON: Duration = Duration::from_secs(20);

fn long(text: &str, length: usize) -> Person {
    Person::from_iter([("long", Value::from(text.repeat(length / text.len())))])
}

#[test]
fn a_pattern_that_explodes_is_stopped() {
    for (pattern, text) in [
        (r"^(?=(a+)+$)b", "a"),
        (r"(a*)*\1b", "a"),
        (r"(?=(a|a)*b)c", "a"),
        (r"(.*)(.*)(.*)(.*)(.*)\5x", "ab"),
        (r"(?:(?=.*z)|a)", "a"),
        (r".*z|.", "a"),
        (r"(?:a?){1000}", "a"),
        (r"(?<=(a+)b)c", "ab"),
        // Large patterns that keep thousands of places of themselves apart at once.
        (r"(?:a?){5000}[bc]", "a"),
        (r"(?=(?:[ab]?[ac]?){2000}[de])a", "a"),
    ] {
        let quoted = pattern.replace('\\', r"\\");
        for length in [30, 1_000, 50_000] {
            let began = Instant::now();
            let outcome = evaluate(&format!(r#"Replace([long], , "{quoted}", , "")"#), &long(text, length));
            assert!(began.elapsed() < SOON, "{pattern} took {:?}", began.elapsed());
            if let Err(error) = outcome {
                assert_eq!(error.kind, EvaluateErrorKind::PatternTooCostly, "{pattern}");
            }
        }
    }
}

#[test]
fn many_searches_share_what_one_evaluation_may_cost() {
    let one = r#"Replace([long], , "(?<=a)z", , "")"#;
    let many = format!("Join(\"\", {})", vec![one; 270].join(", "));
    let began = Instant::now();
    assert_eq!(failure(&many, &long("a", 900)).0, "pattern_too_costly");
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn ordinary_values_are_far_from_what_a_search_may_cost() {
    let sentence = long("Łukasz went to 12 Main Street, again. ", 1_000);
    for text in [
        r#"Replace([long], , "\\s+", , "_")"#,
        r#"Replace([long], , "[^\\w]", , "")"#,
        r#"Replace([long], , "", , "-")"#,
        r#"Replace([long], , "(?<=\\d)\\s", , "")"#,
    ] {
        assert!(
            evaluate(text, &sentence).is_ok(),
            "{text}: {:?}",
            evaluate(text, &sentence)
        );
    }
}

#[test]
fn the_patterns_of_one_expression_are_so_large_together_and_no_larger() {
    let with = |count: usize, pattern: &str| {
        let one = format!(r#"Replace([a], , "{pattern}", , "")"#);
        format!("Join(\"\", {})", vec![one; count].join(", "))
    };
    assert!(
        parse(&with(250, "(?<=a)b$")).compile().is_ok(),
        "ordinary ones are small"
    );
    assert_eq!(refusal(&with(30, r"\\w{1,90}")).kind.code(), "pattern_too_large");
    let text = with(200, "x").replace("\"x\"", "[pattern]");
    let person = Person::from_iter([("a", Value::from("b")), ("pattern", Value::from(r"\w{1,30}"))]);
    assert_eq!(failure(&text, &person).0, "pattern_too_costly");
}

#[test]
fn patterns_with_counted_words_are_not_too_large() {
    let somebody = Person::from_iter([("mail", Value::from("ada.lovelace@example.com"))]);
    let text = r#"Replace([mail], , "^(?<name>[\\w.]{1,64})@\\w{1,64}\\.com$", "name", "x")"#;
    assert_eq!(
        evaluate(text, &somebody),
        Ok(Outcome::Value(Value::from("x@example.com")))
    );
}

#[test]
fn no_text_grows_longer_than_it_may() {
    let nobody = Person::default();
    let nine = |part: &str| format!("Join(\"\", {})", [part; 9].join(", "));
    // Nine to the fifth times nine characters are half a million.
    let grown = nine(r#"Join("", [long], [long], [long], [long], [long], [long], [long], [long], [long])"#);
    let somebody = long("x", 10_000);
    assert_eq!(failure(&grown, &somebody).0, "text_too_long");
    for text in [
        r#"Replace([long], "x", , , "0123456789")"#,
        r#"Replace([long], , "x", , "0123456789")"#,
        r#"Replace([long], , "x", , "$_")"#,
        r#"Replace([long], , "(?<n>x)", "n", "0123456789")"#,
        r#"Replace([long], "a", , , , , "aaaaaaaaaa")"#,
        "ConvertToBase64([long])",
        "ConvertToUTF8Hex([long])",
        "Append([long], [long])",
        "Prepend([long], [long])",
    ] {
        let found = failure(text, &long("x", MAX_TEXT - 10_000)).0;
        assert!(
            matches!(found, "text_too_long" | "pattern_too_costly"),
            "{text}: {found}"
        );
    }
    assert!(evaluate(r#"Append("x", "y")"#, &nobody).is_ok());
    // A value that is too long already is passed on by nobody.
    for text in ["ToUpper([long])", "PCase([long])", r#"Append([long], "")"#] {
        assert_eq!(failure(text, &long("é", MAX_TEXT + 10)).0, "text_too_long", "{text}");
    }
}

#[test]
fn a_text_exactly_as_long_as_it_may_be_is_taken() {
    let text = r#"Append([long], "y")"#;
    assert!(evaluate(text, &long("x", MAX_TEXT - 1)).is_ok());
    assert_eq!(failure(text, &long("x", MAX_TEXT)).0, "text_too_long");
}

#[test]
fn no_list_grows_longer_than_it_may() {
    let text = r#"Split([long], ",")"#;
    assert!(evaluate(text, &long(",", MAX_VALUES - 1)).is_ok());
    assert_eq!(failure(text, &long(",", MAX_VALUES)).0, "too_many_values");
}
