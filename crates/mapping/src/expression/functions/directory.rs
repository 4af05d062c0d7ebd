//! What depends on the tenant, or on who reads the log.

use super::{Family, Function, Kind, gives, required};
use crate::expression::{
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Stop},
    value::Value,
};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "DefaultDomain",
        Family::Made,
        "The default verified domain of the directory.",
        &[],
        default_domain,
    )
    .varying(),
    Function::new(
        "Redact",
        Family::Made,
        "The value as it is; logs show [Redact] in its place.",
        &[required("value", Kind::Any, "the value")],
        redact,
    )
    .examples(&[gives(r#"Redact("StringToBeRedacted")"#, &["StringToBeRedacted"])]),
];

fn default_domain<'e>(arguments: &Arguments<'_, 'e>) -> Result<Value<'e>, Stop> {
    match arguments.context().default_domain {
        Some(domain) => Ok(Value::from(domain)),
        None => Err(arguments.fail_call(Error::DefaultDomainUnknown)),
    }
}

fn redact<'e>(arguments: &Arguments<'_, 'e>) -> Result<Value<'e>, Stop> {
    arguments.value(0)
}
