//! Mappings as a user of the crate evaluates them: what they give for a person, and what of it is sent.

mod convert;
mod evaluate;
mod laws;
mod send;

use jiff::Timestamp;
use scimdesk_mapping::{
    expression::{Context, Person, Role, Value},
    flow::{CompiledObject, FlowResult, TargetValue},
    model::{Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, ObjectMapping, WhenEmpty},
};

/// A mapping that is always applied and keeps what the account has.
fn mapping(target: &str, source: MappingSource) -> AttributeMapping {
    AttributeMapping {
        target: target.to_owned(),
        source,
        default_value: None,
        matching: None,
        apply: Apply::Always,
        when_empty: WhenEmpty::Keep,
    }
}

fn direct(attribute: &str) -> MappingSource {
    MappingSource::Direct {
        attribute: attribute.to_owned(),
    }
}

fn expression(text: &str) -> MappingSource {
    MappingSource::Expression { text: text.to_owned() }
}

fn constant(value: &str) -> MappingSource {
    MappingSource::Constant {
        value: value.to_owned(),
    }
}

/// An attribute with one value.
fn definition(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        kind,
        ..AttributeDefinition::default()
    }
}

fn multi_valued(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        multi_valued: true,
        ..definition(name, kind)
    }
}

fn object(mappings: Vec<AttributeMapping>, target: Vec<AttributeDefinition>) -> ObjectMapping {
    ObjectMapping {
        mappings,
        target,
        ..ObjectMapping::default()
    }
}

fn compiled(object: &ObjectMapping) -> CompiledObject {
    CompiledObject::new(object).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn context() -> Context<'static> {
    Context::at(Timestamp::UNIX_EPOCH)
}

/// What a source gives for a target, where the attribute `x` has this value.
fn result(source: MappingSource, target: AttributeDefinition, x: Value<'_>) -> FlowResult {
    let person = Person::from_iter([("x", x)]);
    let compiled = compiled(&object(vec![mapping(&target.name, source)], vec![target]));
    compiled.evaluate(&person, &context()).remove(0).result
}

fn text(text: &str) -> TargetValue {
    TargetValue::Text(text.to_owned())
}

fn texts(values: &[&str]) -> TargetValue {
    TargetValue::Texts(values.iter().map(|&value| value.to_owned()).collect())
}

fn references(ids: &[&str]) -> TargetValue {
    TargetValue::References(ids.iter().map(|&id| id.to_owned()).collect())
}

fn list(values: &[&str]) -> Value<'static> {
    Value::from(values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>())
}

fn role(name: &str) -> Role {
    Role {
        id: Some(format!("id-{name}")),
        value: Some(name.to_lowercase()),
        display_name: Some(name.to_owned()),
    }
}

fn roles(names: &[&str]) -> Value<'static> {
    Value::Roles {
        roles: names.iter().map(|&name| role(name)).collect::<Vec<_>>().into(),
        replace: false,
    }
}
