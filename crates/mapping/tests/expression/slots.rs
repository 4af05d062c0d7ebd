//! How an expression asks for attributes.

use scimdesk_mapping::expression::{Attributes, Context, Outcome, Person, Slot, Value};

use crate::{NOW, parse};

#[test]
fn each_attribute_is_asked_for_by_its_name_and_its_place() {
    let compiled = parse(r#"Join("-", [b], [a], [b], Replace([c], , "(?<n>x)", "n", , "d"))"#)
        .compile()
        .expect("compiles");
    assert_eq!(compiled.attributes().collect::<Vec<_>>(), ["b", "a", "c", "d"]);
    let row = ["B", "A", "", "x"].map(Value::from);
    let context = Context::at(NOW);
    let outcome = Ok(Outcome::Value(Value::from("B-A-B-x")));
    assert_eq!(compiled.evaluate(&row, &context), outcome);
    assert_eq!(compiled.evaluate(&row.to_vec(), &context), outcome);
    let by_name: Person = compiled.attributes().zip(row.clone()).collect();
    assert_eq!(compiled.evaluate(&by_name, &context), outcome);
}

#[test]
fn a_row_that_is_too_short_is_absent_at_its_end() {
    let compiled = parse(r#"Join("-", [a], [b])"#).compile().expect("compiles");
    assert_eq!(
        compiled.evaluate(&[Value::from("A")], &Context::at(NOW)),
        Ok(Outcome::Value(Value::from("A")))
    );
}

#[test]
fn the_letter_case_of_attributes_counts() {
    let compiled = parse("IsNull([GivenName])").compile().expect("compiles");
    let somebody = Person::from_iter([("givenName", Value::from("A"))]);
    assert_eq!(
        compiled.evaluate(&somebody, &Context::at(NOW)),
        Ok(Outcome::Value(Value::from("True")))
    );
}

/// Counts how often it is asked.
struct Asked(std::cell::Cell<usize>);

impl Attributes for Asked {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.0.set(self.0.get() + 1);
        assert_eq!(slot.name, "a");
        Value::from("x")
    }
}

#[test]
fn what_is_constant_is_worked_out_once_and_the_rest_each_time() {
    let asked = Asked(std::cell::Cell::new(0));
    let compiled = parse(r#"Append([a], ToUpper(Replace("b", "b", , , "c")))"#)
        .compile()
        .expect("compiles");
    assert!(!format!("{compiled:?}").contains("ToUpper"), "{compiled:?}");
    for times in 1..=3 {
        assert_eq!(
            compiled.evaluate(&asked, &Context::at(NOW)),
            Ok(Outcome::Value(Value::from("xC")))
        );
        assert_eq!(asked.0.get(), times);
    }
}

#[test]
fn a_constant_that_fails_fails_where_it_stands_when_it_is_needed() {
    let text = r#"IIF([a] = "x", CDate("soon"), "fine")"#;
    let compiled = parse(text).compile().expect("compiles");
    let fine = Person::from_iter([("a", Value::from("y"))]);
    assert_eq!(
        compiled.evaluate(&fine, &Context::at(NOW)),
        Ok(Outcome::Value(Value::from("fine")))
    );
    let asked = Asked(std::cell::Cell::new(0));
    let error = compiled
        .evaluate(&asked, &Context::at(NOW))
        .expect_err("soon is no date");
    assert_eq!((error.kind.code(), error.range.of(text)), ("not_date", r#""soon""#));
}

#[test]
fn what_is_redacted_says_so() {
    for (text, is_redacted) in [
        ("Redact([a])", true),
        (r#"Append(Redact("b"), [a])"#, true),
        (r#"Append("b", [a])"#, false),
        (r#"Append("Redact", [a])"#, false),
    ] {
        let compiled = parse(text).compile().expect("compiles");
        assert_eq!(compiled.is_redacted(), is_redacted, "{text}");
    }
}

#[test]
fn many_threads_evaluate_one_expression() {
    let compiled = parse(r#"Replace([a], , "(?<=x)\\d+", , "-")"#)
        .compile()
        .expect("compiles");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let compiled = &compiled;
            scope.spawn(move || {
                let person = [Value::from(format!("x{number} {number}"))];
                for _ in 0..100 {
                    let outcome = compiled.evaluate(&person, &Context::at(NOW));
                    assert_eq!(outcome, Ok(Outcome::Value(Value::from(format!("x- {number}")))));
                }
            });
        }
    });
}
