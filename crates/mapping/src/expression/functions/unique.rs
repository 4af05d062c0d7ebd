//! `SelectUniqueValue`.

use super::{Family, Function, Kind, Repeat, required};
use crate::expression::{
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Stop},
    value::Value,
};

pub(super) const FUNCTIONS: &[Function] = &[Function::new(
    "SelectUniqueValue",
    Family::Made,
    "The first candidate that no account of the target has.",
    &[
        required("uniqueValueRule1", Kind::Text, "the candidate that is preferred"),
        required("uniqueValueRule2", Kind::Text, "the candidates that come next"),
    ],
    select_unique_value,
)
.repeating(Repeat::Last)
.varying()
.outermost()];

fn select_unique_value<'e>(arguments: &Arguments<'_, 'e>) -> Result<Value<'e>, Stop> {
    let Some(uniqueness) = arguments.context().uniqueness else {
        return Err(arguments.fail_call(Error::UniquenessUnknown { detail: None }));
    };
    let mut count = 0;
    for index in 0..arguments.count() {
        // A rule that gives nothing is no candidate.
        let Some(candidate) = arguments.text(index)?.filter(|candidate| !candidate.is_empty()) else {
            continue;
        };
        count += 1;
        match uniqueness.is_taken(&candidate) {
            Ok(false) => return Ok(Value::Text(candidate)),
            Ok(true) => {}
            Err(detail) => return Err(arguments.fail(index, Error::UniquenessUnknown { detail: Some(detail) })),
        }
    }
    Err(arguments.fail_call(Error::NoUniqueValue { count }))
}
