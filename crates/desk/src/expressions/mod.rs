//! Trying out expressions of attribute mappings. Needs no open desk: nothing is kept, and no target is asked.

mod person;
mod wording;

use jiff::Timestamp;
use rand::Rng as _;
use scimdesk_mapping::expression::{Context, Expression, Outcome, Random, Uniqueness, Value};

use crate::{
    Clock,
    wire::{
        AppRole, EvaluateExpression, EvaluatedExpression, ExpressionNote, ExpressionOutcome, ExpressionProblem,
        ExpressionValue,
    },
};

pub(crate) use person::attribute;
pub(crate) use wording::evaluation_message;
#[cfg(test)]
pub(crate) use wording::ids as message_ids;
pub(crate) use wording::{evaluation, note_sentence, syntax_sentences};

/// Evaluates an expression for a person. `SelectUniqueValue` gives its first candidate, and a note says so.
pub fn evaluate(request: &EvaluateExpression, clock: &Clock) -> EvaluatedExpression {
    let mut notes = Vec::new();
    let outcome = outcome(request, clock.now(), &mut notes).unwrap_or_else(|error| ExpressionOutcome::Error { error });
    EvaluatedExpression { outcome, notes }
}

fn outcome(
    request: &EvaluateExpression,
    now: Timestamp,
    notes: &mut Vec<ExpressionNote>,
) -> Result<ExpressionOutcome, ExpressionProblem> {
    let expression = Expression::parse(&request.expression).map_err(|error| wording::syntax(&error))?;
    notes.extend(expression.lints().iter().map(wording::note));
    let compiled = expression.compile().map_err(|error| wording::syntax(&error))?;
    let person = person::read(&request.person, compiled.attributes())?;
    let context = Context {
        default_domain: request.default_domain.as_deref(),
        random: Some(&SystemRandom),
        uniqueness: Some(&NothingTaken),
        ..Context::at(now)
    };
    let evaluated = compiled.evaluate(&person, &context);
    Ok(match evaluated.map_err(|error| wording::evaluation(&error))? {
        Outcome::Value(value) => ExpressionOutcome::Value { value: written(value) },
        Outcome::NoFlow => ExpressionOutcome::NoFlow { flow: false },
    })
}

fn written(value: Value<'_>) -> Option<ExpressionValue> {
    match value {
        Value::Absent => None,
        Value::Text(text) => Some(ExpressionValue::Text(text.into_owned())),
        Value::Number(number) => Some(ExpressionValue::Text(number.to_string())),
        Value::List(values) => Some(ExpressionValue::Texts(values.into_owned())),
        Value::Roles { roles, .. } => Some(ExpressionValue::Roles(
            (roles.into_owned().into_iter())
                .map(|role| AppRole {
                    id: role.id,
                    value: role.value,
                    display_name: role.display_name,
                })
                .collect(),
        )),
    }
}

/// The random numbers of the operating system's generator.
struct SystemRandom;

impl Random for SystemRandom {
    fn next(&self) -> u64 {
        rand::rng().random()
    }
}

/// A target that nobody asked. The note of `SelectUniqueValue` says so.
struct NothingTaken;

impl Uniqueness for NothingTaken {
    fn is_taken(&self, _candidate: &str) -> Result<bool, String> {
        Ok(false)
    }
}
