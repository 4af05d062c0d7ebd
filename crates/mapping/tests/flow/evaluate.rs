//! Mappings compiled together.

use scimdesk_mapping::{
    check::{Field, Place, ProblemKind},
    expression::{Person, Value},
    flow::{CompiledObject, FlowError, FlowResult},
    model::{AttributeMapping, AttributeType, MappingSource},
};

use crate::{compiled, constant, context, definition, direct, expression, mapping, object, text};

#[test]
fn each_mapping_gives_its_result_in_the_order_of_the_mappings() {
    let object = object(
        vec![
            mapping("name.formatted", expression(r#"Join(" ", [givenName], [surname])"#)),
            mapping("name.givenName", direct("givenName")),
            mapping("title", direct("jobTitle")),
            mapping("locale", constant("en-US")),
            mapping("nickName", expression("IgnoreFlowIfNullOrEmpty([nickname])")),
            mapping("profileUrl", MappingSource::None),
            mapping("department", expression("CStr([phones])")),
        ],
        vec![],
    );
    let compiled = compiled(&object);
    let person = Person::from_iter([
        ("givenName", Value::from("Ada")),
        ("surname", Value::from("King")),
        ("phones", Value::from(vec!["1".to_owned(), "2".to_owned()])),
    ]);
    let flows = compiled.evaluate(&person, &context());
    let targets: Vec<_> = flows.iter().map(|flow| flow.mapping.target.as_str()).collect();
    let expected: Vec<_> = object.mappings.iter().map(|mapping| mapping.target.as_str()).collect();
    assert_eq!(targets, expected);
    let results: Vec<_> = flows.into_iter().map(|flow| flow.result).collect();
    let [formatted, given, title, locale, nickname, profile, department] = &results[..] else {
        panic!("{results:?}");
    };
    assert_eq!(*formatted, FlowResult::Value(text("Ada King")));
    assert_eq!(*given, FlowResult::Value(text("Ada")));
    assert_eq!(*title, FlowResult::Empty);
    assert_eq!(*locale, FlowResult::Value(text("en-US")));
    assert_eq!(*nickname, FlowResult::NotFlowed);
    assert_eq!(*profile, FlowResult::NotFlowed);
    let FlowResult::Failed(FlowError::Evaluate(error)) = department else {
        panic!("{department:?}");
    };
    assert_eq!(error.kind.code(), "several_values");
}

#[test]
fn attributes_are_numbered_once_for_all_mappings() {
    let object = object(
        vec![
            mapping("a", direct("surname")),
            mapping("b", expression(r#"Join(" ", [givenName], [surname])"#)),
            mapping("c", expression(r#"Join(" ", [mail], [givenName])"#)),
        ],
        vec![],
    );
    let compiled = compiled(&object);
    assert_eq!(
        compiled.attributes().collect::<Vec<_>>(),
        ["surname", "givenName", "mail"]
    );
    // Values in that order are the same person as values by name.
    let values = ["King", "Ada", "ada@contoso.com"].map(Value::from);
    let person = compiled
        .attributes()
        .map(str::to_owned)
        .zip(values.clone())
        .collect::<Person>();
    let by_place = compiled.evaluate(&values, &context());
    assert_eq!(by_place, compiled.evaluate(&person, &context()));
    assert_eq!(by_place[2].result, FlowResult::Value(text("ada@contoso.com Ada")));
}

#[test]
fn one_mapping_is_compiled_alone_even_beside_a_broken_one() {
    let object = object(
        vec![
            mapping("broken", expression("Jion(")),
            mapping("title", direct("jobTitle")),
        ],
        vec![],
    );
    let alone = CompiledObject::only(&object, "TITLE").expect("this one is in order");
    let person = Person::from_iter([("jobTitle", Value::from("Engineer"))]);
    let flows = alone.evaluate(&person, &context());
    assert_eq!(flows.len(), 1);
    assert_eq!(flows[0].result, FlowResult::Value(text("Engineer")));

    let problems = CompiledObject::only(&object, "broken").expect_err("this one is not");
    let place = Place::Mapping {
        index: 0,
        field: Field::Source,
    };
    assert_eq!(problems[0].place, place);

    let problems = CompiledObject::only(&object, "nothing").expect_err("there is no such mapping");
    assert_eq!(problems[0].kind.code(), "target_unmapped");
}

#[test]
fn everything_that_cannot_be_evaluated_is_told_at_once_and_at_its_place() {
    let with_default = |mapping| AttributeMapping {
        default_value: Some("maybe".to_owned()),
        ..mapping
    };
    let object = object(
        vec![
            mapping("active", constant("yes")),
            mapping("title", direct("jobTitle")),
            mapping("nickName", expression("Jion([x])")),
            with_default(mapping("active", direct("x"))),
        ],
        vec![definition("active", AttributeType::Boolean)],
    );
    let problems = CompiledObject::new(&object).expect_err("three are broken");
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.place.clone(), problem.kind.code()))
        .collect();
    let at = |index, field| Place::Mapping { index, field };
    assert_eq!(
        found,
        [
            (at(0, Field::Source), "constant_wrong_type"),
            (at(2, Field::Source), "function_unknown"),
            (at(3, Field::DefaultValue), "default_wrong_type"),
        ]
    );
    assert_eq!(
        problems[1].range.map(|range| (range.offset, range.length)),
        Some((0, 4))
    );
    assert_eq!(
        problems[0].kind,
        ProblemKind::ConstantWrongType {
            value: "yes".to_owned(),
            wanted: "boolean"
        }
    );
}

#[test]
fn the_target_list_is_asked_whatever_the_letter_case() {
    let object = object(
        vec![mapping("ACTIVE", constant("true"))],
        vec![definition("active", AttributeType::Boolean)],
    );
    let compiled = compiled(&object);
    let flows = compiled.evaluate(&Person::default(), &context());
    assert_eq!(flows[0].definition.name, "active");
    assert_eq!(
        flows[0].result,
        FlowResult::Value(scimdesk_mapping::flow::TargetValue::Boolean(true))
    );
}

#[test]
fn a_redacted_value_is_known_as_one() {
    let object = object(
        vec![mapping("a", expression("Redact([x])")), mapping("b", direct("x"))],
        vec![],
    );
    let redacted: Vec<_> = compiled(&object).mappings().map(|(_, redacted)| redacted).collect();
    assert_eq!(redacted, [true, false]);
}

#[test]
fn compiled_mappings_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&compiled(&object(vec![], vec![])));
}
