//! The results of the documentation, and the examples of the functions themselves.

use std::{collections::BTreeMap, fs};

use scimdesk_mapping::expression::{Function, Outcome, Person, Value, reference};
use serde::Deserialize;

use crate::{evaluate, lines, parse, person};

/// A case of `documented.json`.
#[derive(Deserialize)]
struct Case {
    expression: String,
    #[serde(default)]
    person: BTreeMap<String, Option<Texts>>,
    #[serde(default)]
    gives: Option<Texts>,
    #[serde(default = "flows")]
    flows: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Many(Vec<String>),
}

fn flows() -> bool {
    true
}

impl Texts {
    fn value(&self) -> Value<'static> {
        match self {
            Self::One(text) => Value::from(text.clone()),
            Self::Many(texts) => Value::from(texts.clone()),
        }
    }
}

fn cases() -> BTreeMap<String, Vec<Case>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/documented.json");
    let text = fs::read_to_string(path).expect("the cases");
    serde_json::from_str(&text).expect("cases in the format above")
}

#[test]
fn every_documented_result_is_ours() {
    let mut count = 0;
    for case in cases().values().flatten() {
        let person: Person = (case.person.iter())
            .filter_map(|(name, value)| Some((name.as_str(), value.as_ref()?.value())))
            .collect();
        let outcome =
            evaluate(&case.expression, &person).unwrap_or_else(|error| panic!("{}: {error}", case.expression));
        match outcome {
            Outcome::NoFlow => assert!(!case.flows, "{} is not flowed", case.expression),
            Outcome::Value(value) => {
                assert!(case.flows, "{} is flowed: {value:?}", case.expression);
                let expected = case.gives.as_ref().map_or(Value::Absent, Texts::value);
                assert_eq!(lines(&value), lines(&expected), "{}", case.expression);
                assert_eq!(
                    matches!(value, Value::List(_)),
                    matches!(expected, Value::List(_)),
                    "{}",
                    case.expression
                );
            }
        }
        count += 1;
    }
    assert_eq!(count, 68, "cases were lost");
}

#[test]
fn every_case_stands_under_a_function_it_uses() {
    for (function, cases) in cases() {
        assert!(Function::find(&function).is_some(), "{function}");
        for case in cases {
            assert!(case.expression.contains(&format!("{function}(")), "{}", case.expression);
        }
    }
}

#[test]
fn every_example_of_a_function_gives_what_it_says() {
    for function in Function::all() {
        for example in function.examples {
            let outcome = evaluate(example.expression, &person(example.person));
            let Ok(Outcome::Value(value)) = outcome else {
                panic!("{}: {outcome:?}", example.expression)
            };
            assert_eq!(lines(&value), example.result, "{}", example.expression);
            assert!(
                example.expression.contains(&format!("{}(", function.name)),
                "{} does not show {}",
                example.expression,
                function.name
            );
        }
    }
}

#[test]
fn the_reference_is_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/expressions.md");
    let page = fs::read_to_string(path).expect("the reference");
    let hint = "make it anew: cargo run -p scimdesk-mapping --example reference > docs/expressions.md";
    assert!(page.replace("\r\n", "\n") == reference(), "{hint}");
    for function in Function::all() {
        assert!(page.contains(&format!("### `{}(", function.name)), "{}", function.name);
    }
}

#[test]
fn every_function_says_what_it_is() {
    let mut names: Vec<&str> = Vec::new();
    for function in Function::all() {
        assert!(function.summary.ends_with('.'), "{}", function.name);
        for parameter in function.parameters {
            let is_phrase = !parameter.summary.is_empty() && !parameter.summary.ends_with('.');
            assert!(is_phrase, "{}: {}", function.name, parameter.name);
        }
        names.push(function.name);
        // A call with nothing but attributes is taken, and written as it was.
        let count = function.least_arguments();
        if function.name != "Replace" {
            let arguments: Vec<String> = (0..count).map(|index| format!("[a{index}]")).collect();
            let text = format!("{}({})", function.name, arguments.join(", "));
            assert_eq!(parse(&text).to_string(), text);
        }
    }
    let without_examples: Vec<&str> = Function::all()
        .filter(|function| function.examples.is_empty())
        .map(|function| function.name)
        .collect();
    assert_eq!(
        without_examples,
        ["Now", "DefaultDomain", "Guid", "RandomString", "SelectUniqueValue"],
        "the others give the same each time"
    );
    names.sort_unstable();
    assert_eq!(
        names.join(" "),
        "AppRoleAssignments AppRoleAssignmentsComplex Append AssertiveAppRoleAssignmentsComplex BitAnd CBool CDate CStr \
         Coalesce ConvertToBase64 ConvertToUTF8Hex Count DateAdd DateDiff DateFromNum DefaultDomain FormatDateTime Guid IIF \
         IgnoreFlowIfNullOrEmpty InStr IsNothing IsNull IsNullOrEmpty IsPresent IsString Item Join Left Len Mid \
         NormalizeDiacritics Not Now NumFromDate PCase Prepend RandomString Redact RemoveDuplicates Replace SelectUniqueValue \
         SingleAppRoleAssignment Split StripSpaces Switch ToLower ToUpper Word"
    );
}
