//! Expressions as a user of the crate reads and evaluates them.
//!
//! `../fixtures/documented.json` holds the results that Microsoft's documentation prints (`documented`), or that follow from its rules
//! (`derived`), by function.

mod bounds;
mod dates;
mod documented;
mod functions;
mod laws;
mod lints;
mod patterns;
mod slots;
mod syntax;

use std::cell::Cell;

use jiff::Timestamp;
use scimdesk_mapping::expression::{
    Context, EvaluateError, Expression, Outcome, Person, Random, SyntaxError, Uniqueness, Value,
};

/// Friday, 2 July 2021, 15:33:38 UTC.
const NOW: Timestamp = Timestamp::constant(1_625_240_018, 0);

fn parse(text: &str) -> Expression {
    Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error} at {:?}", error.range))
}

/// What is wrong with an expression, whether it shows when read or when compiled.
fn refusal(text: &str) -> SyntaxError {
    match Expression::parse(text).and_then(|expression| expression.compile()) {
        Err(error) => error,
        Ok(_) => panic!("{text} is taken"),
    }
}

/// A context that knows everything: the domain contoso.com, random numbers, and a target in which nothing is taken.
fn context<'a>(random: &'a Sequence, taken: &'a Taken) -> Context<'a> {
    Context {
        default_domain: Some("contoso.com"),
        random: Some(random),
        uniqueness: Some(taken),
        ..Context::at(NOW)
    }
}

/// What an expression gives for a person.
fn evaluate(text: &str, person: &Person) -> Result<Outcome<'static>, EvaluateError> {
    let compiled = parse(text).compile().unwrap_or_else(|error| panic!("{text}: {error}"));
    let (random, taken) = (Sequence::default(), Taken::default());
    let outcome = compiled.evaluate(person, &context(&random, &taken))?;
    Ok(match outcome {
        Outcome::Value(value) => Outcome::Value(value.into_owned()),
        Outcome::NoFlow => Outcome::NoFlow,
    })
}

/// What an expression gives that asks for no attribute.
fn value(text: &str) -> Value<'static> {
    match evaluate(text, &Person::default()) {
        Ok(Outcome::Value(value)) => value,
        other => panic!("{text}: {other:?}"),
    }
}

/// The code of the error that an expression ends in, and the part of the text that it points at.
fn failure(text: &str, person: &Person) -> (&'static str, String) {
    match evaluate(text, person) {
        Err(error) => (error.kind.code(), error.range.of(text).to_owned()),
        Ok(outcome) => panic!("{text}: {outcome:?}"),
    }
}

/// A value as lines of text; none if absent.
fn lines(value: &Value<'_>) -> Vec<String> {
    match value {
        Value::Absent => Vec::new(),
        Value::Text(text) => vec![text.to_string()],
        Value::Number(number) => vec![number.to_string()],
        Value::List(values) => values.to_vec(),
        Value::Roles { roles, .. } => roles.iter().filter_map(|role| role.name()).map(str::to_owned).collect(),
    }
}

/// A person with attributes of one value, or of several.
fn person(attributes: &[(&str, &[&str])]) -> Person {
    (attributes.iter())
        .map(|(name, values)| match values {
            [value] => (*name, Value::from(*value)),
            values => {
                let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
                (*name, Value::from(values))
            }
        })
        .collect()
}

/// Numbers that look random, and are the same in every run (the splitmix64 generator).
#[derive(Default)]
struct Sequence(Cell<u64>);

impl Random for Sequence {
    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// A target in which these values are taken.
#[derive(Default)]
struct Taken(Vec<&'static str>);

impl Uniqueness for Taken {
    fn is_taken(&self, candidate: &str) -> Result<bool, String> {
        Ok(self.0.contains(&candidate))
    }
}
