//! Laws that hold for every expression, every person and every text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::{collection::vec, option, prelude::*};
use scimdesk_mapping::expression::{
    Expression, Function, Kind, Outcome, Person, Range, Repeat, Role, Value,
    bounds::{MAX_LENGTH, MAX_TEXT, MAX_VALUES},
};

use crate::{Sequence, Taken, context};

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "a",
            "True",
            "False",
            "12",
            "-3",
            "2020-03-16",
            "3/16/2020 1:05:06 PM",
            "yyyy-MM-dd",
            "d",
            "m",
            ", ",
            "[a-z]+",
            "(?<n>\\d*)",
            "(a|b)\\1",
            "(?=x)",
            "n",
            "${n}",
            "$1",
            "😀",
            "Straße",
            "İ",
            "e\u{301}",
            "\\",
            "\"",
            "129699324000000000",
            "999999999999999999",
            "en-US",
            "AllowWhiteSpaces",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[ -~]{0,12}",
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (-3_i64..12).prop_map(|number| number.to_string()),
        any::<i32>().prop_map(|number| number.to_string()),
        Just("999999999999999999".to_owned()),
        Just("-999999999999999999".to_owned()),
        "-?[0-9]{1,3}\\.[0-9]{1,3}",
    ]
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn attribute() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "[a]",
        "[b]",
        "[list]",
        "[roles]",
        "[none]",
        "[urn:x:2.0:User:c]",
        "[emails[type eq \"work\"].value]",
    ])
    .prop_map(str::to_owned)
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        attribute(),
        any_text().prop_map(|text| quoted(&text)),
        number(),
        Just("&HF7".to_owned())
    ]
}

/// The text of an argument of that kind.
fn argument(kind: Kind, inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    match kind {
        Kind::CompareMode => prop::sample::select(vec!["vbTextCompare", "vbBinaryCompare"])
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Roles => attribute().boxed(),
        Kind::Interval => prop_oneof![
            9 => prop::sample::select(vec!["yyyy", "m", "d", "ww", "h", "n", "s"]).prop_map(quoted),
            1 => inner,
        ]
        .boxed(),
        Kind::Whole => prop_oneof![2 => number(), 1 => inner].boxed(),
        Kind::Condition => {
            let operator = prop::sample::select(vec![" = ", "<>", " > ", ">=", "<", "<= "]);
            prop_oneof![
                3 => (inner.clone(), operator, inner.clone()).prop_map(|(left, operator, right)| format!("{left}{operator}{right}")),
                1 => inner,
            ]
            .boxed()
        }
        _ => inner,
    }
}

fn call(inner: BoxedStrategy<String>, may_be_outermost: bool) -> BoxedStrategy<String> {
    let functions: Vec<&'static Function> = Function::all()
        .filter(|function| may_be_outermost || !function.outermost)
        .collect();
    prop::sample::select(functions)
        .prop_flat_map(move |function| {
            let inner = inner.clone();
            (0_usize..3).prop_flat_map(move |more| {
                let count = match function.repeat {
                    Repeat::No => function.parameters.len(),
                    Repeat::Last => function.parameters.len() + more,
                    Repeat::Pairs => function.parameters.len() + 2 * more,
                };
                let arguments: Vec<BoxedStrategy<String>> = (0..count)
                    .map(|index| match function.parameter(index) {
                        Some(parameter) if parameter.required => argument(parameter.kind, inner.clone()),
                        Some(parameter) => option::of(argument(parameter.kind, inner.clone()))
                            .prop_map(Option::unwrap_or_default)
                            .boxed(),
                        None => inner.clone(),
                    })
                    .collect();
                arguments.prop_map(move |arguments| format!("{}({})", function.name, arguments.join(",")))
            })
        })
        .boxed()
}

/// The text of a call that is right, as far as its parts have the kinds that belong there.
fn expression() -> impl Strategy<Value = String> {
    let inner = leaf()
        .boxed()
        .prop_recursive(3, 24, 3, |inner| call(inner.boxed(), false))
        .boxed();
    call(inner, true)
}

/// Pieces of expressions in no order.
fn soup() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = Function::all().map(|function| function.name).collect();
    let piece = prop_oneof![
        3 => prop::sample::select(names).prop_map(|name| format!("{name}(")),
        4 => prop::sample::select(vec![
            "(", ")", ",", "[", "]", "\"", "\\", "=", "<", ">", "<>", "&H", "&", "-", ".", " ", "\n", "and", "vbTextCompare", "True",
            "yyyy", "“", "😀", "\u{0}",
        ])
        .prop_map(str::to_owned),
        2 => leaf(),
        1 => any::<String>(),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_value() -> impl Strategy<Value = Value<'static>> {
    let role = (option::of(any_text()), option::of(any_text()), option::of(any_text())).prop_map(
        |(id, value, display_name)| Role {
            id,
            value,
            display_name,
        },
    );
    prop_oneof![
        4 => any_text().prop_map(Value::from),
        2 => vec(any_text(), 0..4).prop_map(Value::from),
        1 => vec(role, 0..3).prop_map(|roles| Value::Roles { roles: roles.into(), replace: false }),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Absent),
    ]
}

fn somebody() -> impl Strategy<Value = Person> {
    let names = [
        "a",
        "b",
        "list",
        "roles",
        "urn:x:2.0:User:c",
        "emails[type eq \"work\"].value",
    ];
    vec(any_value(), names.len()).prop_map(move |values| names.into_iter().zip(values).collect())
}

fn is_within(range: Range, text: &str) -> bool {
    range.end() <= text.encode_utf16().count()
}

/// Reads, compiles and evaluates, and checks what holds for all outcomes.
fn evaluate(text: &str, person: &Person) -> Result<(), TestCaseError> {
    let expression = match Expression::parse(text) {
        Ok(expression) => expression,
        Err(error) => {
            prop_assert!(is_within(error.range, text), "{error} at {:?} of {text:?}", error.range);
            return Ok(());
        }
    };
    for lint in expression.lints() {
        prop_assert!(is_within(lint.range, text), "{lint:?} of {text:?}");
    }
    let compiled = match expression.compile() {
        Ok(compiled) => compiled,
        Err(error) => {
            prop_assert!(is_within(error.range, text), "{error} at {:?} of {text:?}", error.range);
            return Ok(());
        }
    };
    let (random, taken) = (Sequence::default(), Taken::default());
    let context = context(&random, &taken);
    match compiled.evaluate(person, &context) {
        Ok(Outcome::Value(Value::Text(text))) => prop_assert!(text.len() <= MAX_TEXT),
        Ok(Outcome::Value(Value::List(values))) => prop_assert!(values.len() <= MAX_VALUES),
        Ok(_) => {}
        Err(error) => prop_assert!(is_within(error.range, text), "{error} at {:?} of {text:?}", error.range),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_as_the_same(text in expression()) {
        let Ok(expression) = Expression::parse(&text) else {
            // Too long, too deep, or Replace without a way to replace.
            return Ok(());
        };
        let written = expression.to_string();
        if written.encode_utf16().count() <= MAX_LENGTH {
            let again = Expression::parse(&written);
            prop_assert_eq!(again.as_ref().map(ToString::to_string), Ok(written));
            prop_assert_eq!(again, Ok(expression));
        }
    }

    #[test]
    fn every_expression_ends_in_a_value_or_an_error_for_everybody(text in expression(), person in somebody()) {
        evaluate(&text, &person)?;
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in soup(), person in somebody()) {
        evaluate(&text, &person)?;
    }

    #[test]
    fn no_characters_are_too_odd_to_be_read(text in any::<String>()) {
        evaluate(&text, &Person::default())?;
    }

    #[test]
    fn no_pattern_is_too_odd_to_be_tried(pattern in any_pattern(), text in any_text(), replacement in any_text()) {
        let expression = format!("Replace({}, , {}, , {})", quoted(&text), quoted(&pattern), quoted(&replacement));
        evaluate(&expression, &Person::default())?;
    }

    #[test]
    fn no_format_is_too_odd_to_be_tried(input in any_format(), output in any_format(), text in any_text()) {
        let expression = format!("FormatDateTime({}, , {}, {})", quoted(&text), quoted(&input), quoted(&output));
        evaluate(&expression, &Person::default())?;
    }

    #[test]
    fn a_date_that_is_written_in_a_format_is_read_with_it(steps in 0_i64..900_000_000_000_000_000) {
        let format = "dddd, d MMMM yyyy K h:mm:ss.fffffff tt";
        let date = format!("DateFromNum({steps})");
        let there = format!(r#"FormatDateTime({date}, , "M/d/yyyy h:mm:ss tt", "{format}")"#);
        let back = format!(r#"CDate(FormatDateTime({there}, , "{format}", "o"))"#);
        prop_assert_eq!(crate::value(&back), crate::value(&date));
        prop_assert_eq!(crate::value(&format!("DateFromNum(NumFromDate({date}))")), crate::value(&date));
    }

    #[test]
    fn parts_of_a_text_put_together_are_the_text(text in "[a-z😀éŁ]{0,12}", at in 0_usize..14) {
        let length = text.encode_utf16().count();
        let cut = at.min(length);
        let parts = format!("Append(Left({0}, {cut}), Mid({0}, {1}, {length}))", quoted(&text), cut + 1);
        let units: Vec<u16> = text.encode_utf16().collect();
        let whole = String::from_utf16_lossy(&units[..cut]) + &String::from_utf16_lossy(&units[cut..]);
        prop_assert_eq!(crate::value(&parts), Value::from(whole));
    }

    #[test]
    fn a_pattern_that_is_plain_text_replaces_as_text_does(text in "[abc.$(]{0,12}", old in "[abc]{1,3}", new in "[xyz]{0,3}") {
        let by_text = format!("Replace({}, {}, , , {})", quoted(&text), quoted(&old), quoted(&new));
        let by_pattern = format!("Replace({}, , {}, , {})", quoted(&text), quoted(&old), quoted(&new));
        prop_assert_eq!(crate::value(&by_pattern), crate::value(&by_text));
    }
}

fn any_pattern() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b",
        ".",
        "\\d",
        "\\w",
        "\\s",
        "\\b",
        "\\B",
        "^",
        "$",
        "\\A",
        "\\z",
        "\\Z",
        "\\G",
        "[a-z]",
        "[^a]",
        "[a-z-[aeiou]]",
        "[",
        "]",
        "-",
        "(",
        ")",
        "(?:",
        "(?=",
        "(?!",
        "(?<=",
        "(?<!",
        "(?>",
        "(?<n>",
        "(?'m'",
        "(?i)",
        "(?m)",
        "(?s-i:",
        "(?#x)",
        "|",
        "*",
        "+",
        "?",
        "{2}",
        "{1,}",
        "{0,3}",
        "{",
        "}",
        "\\1",
        "\\2",
        "\\k<n>",
        "\\p{L}",
        "\\x41",
        "\\u00e9",
        "\\cA",
        "\\0",
        "\\",
        "é",
        "😀",
        "&&",
        "~~",
        "<",
        ">",
    ]);
    vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn any_format() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "d", "dd", "ddd", "dddd", "f", "fff", "fffffff", "F", "FFF", "g", "h", "hh", "H", "HH", "K", "m", "mm", "M",
        "MM", "MMM", "MMMM", "s", "ss", "t", "tt", "y", "yy", "yyyy", "yyyyy", "z", "zz", "zzz", ":", "/", "-", ".",
        " ", "'x'", "\"", "\\", "%", "T", "Z", "😀",
    ]);
    prop_oneof![
        vec(piece, 0..6).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[a-zA-Z]",
    ]
}

#[test]
fn deep_nesting_needs_little_of_the_stack() {
    let text = format!("{}\"a\"{}", "Not(".repeat(64), ")".repeat(64));
    let ended = std::thread::Builder::new()
        .stack_size(1024 * 1024)
        .spawn(move || catch_unwind(AssertUnwindSafe(|| crate::value(&text))).is_ok())
        .and_then(|thread| thread.join().map_err(|_| std::io::Error::other("it panicked")));
    assert!(matches!(ended, Ok(true)), "{ended:?}");
}
