//! Measures evaluations on one core: `cargo run --release -p scimdesk-mapping --example bench -- [EVALUATIONS]`.
//!
//! Prints one line for each expression, and before it the floor: the same two fields put together by `format!`, from the same values, in the
//! same run. Each number is the median of nine rounds.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use scimdesk_mapping::{
    expression::{Context, Expression, Outcome, Person, Value},
    flow::CompiledObject,
    model::{Apply, AttributeMapping, MappingSource, ObjectMapping, WhenEmpty},
};

const PEOPLE: usize = 1_000;
const ROUNDS: usize = 9;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let evaluations: usize = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 1_000_000,
    };
    let names: Vec<[String; 2]> = (0..PEOPLE)
        .map(|number| [format!("Amélie{number}"), format!("Okoro{number}")])
        .collect();
    let floor = median(evaluations, |index| {
        let [given, surname] = &names[index % PEOPLE];
        format!("{given} {surname}").len()
    });
    report("floor: format!(\"{} {}\", given, surname)", evaluations, floor);

    let context = Context::at(Timestamp::UNIX_EPOCH);
    let rows: Vec<[Value<'_>; 2]> = (names.iter())
        .map(|name| name.each_ref().map(|name| Value::from(name.as_str())))
        .collect();
    let people: Vec<Person> = (rows.iter())
        .map(|row| ["givenName", "surname"].into_iter().zip(row.clone()).collect())
        .collect();
    for text in [
        r#"Join(" ", [givenName], [surname])"#,
        r#"Switch([givenName], , "False", "True", "True", "False")"#,
        r#"ToLower(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [givenName], [surname]))), "contoso.com"))"#,
        r#"Replace([givenName], , "[a-zA-Z_]*", , "", , )"#,
        r#"IIF([surname] = "Okoro7", [givenName], "other")"#,
    ] {
        let compiled = Expression::parse(text)?.compile()?;
        let length = |outcome| match outcome {
            Ok(Outcome::Value(Value::Text(text))) => text.len(),
            _ => 0,
        };
        let by_slot = median(evaluations, |index| {
            length(compiled.evaluate(&rows[index % PEOPLE], &context))
        });
        report(text, evaluations, by_slot);
        let by_name = median(evaluations, |index| {
            length(compiled.evaluate(&people[index % PEOPLE], &context))
        });
        report("  the same, attributes looked up by name", evaluations, by_name);
    }

    let object = CompiledObject::new(&twenty_mappings()).map_err(|problems| format!("{problems:?}"))?;
    let whole = median(evaluations / 10, |index| {
        object.evaluate(&rows[index % PEOPLE], &context).len()
    });
    report(
        "twenty mappings of one person: 18 direct, a Join and a Switch",
        evaluations / 10,
        whole,
    );
    Ok(())
}

fn twenty_mappings() -> ObjectMapping {
    let direct = (0..18).map(|number| MappingSource::Direct {
        attribute: ["givenName", "surname"][number % 2].to_owned(),
    });
    let expressions = [
        r#"Join(" ", [givenName], [surname])"#,
        r#"Switch([givenName], , "False", "True", "True", "False")"#,
    ];
    let expressions = expressions.map(|text| MappingSource::Expression { text: text.to_owned() });
    let mappings = (direct.chain(expressions).zip(0..)).map(|(source, number)| AttributeMapping {
        target: format!("target{number}"),
        source,
        default_value: None,
        matching: None,
        apply: Apply::Always,
        when_empty: WhenEmpty::Keep,
    });
    ObjectMapping {
        mappings: mappings.collect(),
        ..ObjectMapping::default()
    }
}

fn median(evaluations: usize, evaluate: impl Fn(usize) -> usize) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            for index in 0..evaluations {
                black_box(evaluate(black_box(index)));
            }
            began.elapsed()
        })
        .collect();
    rounds.sort();
    rounds[ROUNDS / 2]
}

fn report(what: &str, evaluations: usize, took: Duration) {
    let nanoseconds = took.as_nanos() / evaluations.max(1) as u128;
    let rate = 1_000_000_000 / nanoseconds.max(1);
    println!("{rate:>11}/s {nanoseconds:>6} ns  {what}");
}
