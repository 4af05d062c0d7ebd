//! App roles, from the source attribute `appRoleAssignments`.
//!
//! The functions only choose which roles flow, and whether they replace those that the account has. How they are written, to create and
//! to change an account, is up to whoever sends them.

use std::borrow::Cow;

use super::{Example, Family, Function, Kind, Parameter, gives_for, required};
use crate::expression::{
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Stop},
    value::{Role, Value},
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

const SOURCE: &[Parameter] = &[required(
    "[appRoleAssignments]",
    Kind::Roles,
    "the attribute appRoleAssignments",
)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "AppRoleAssignments",
        Family::Role,
        "The names of the app roles.",
        SOURCE,
        app_role_assignments,
    )
    .legacy()
    .examples(&[gives_for(
        ROLES,
        "AppRoleAssignments([appRoleAssignments])",
        &["Admin", "Auditor"],
    )]),
    Function::new(
        "AppRoleAssignmentsComplex",
        Family::Role,
        "The app roles, which come on top of those that the account has.",
        SOURCE,
        app_role_assignments_complex,
    )
    .examples(&[gives_for(
        ROLES,
        "AppRoleAssignmentsComplex([appRoleAssignments])",
        &["Admin", "Auditor"],
    )]),
    Function::new(
        "AssertiveAppRoleAssignmentsComplex",
        Family::Role,
        "The app roles, which replace those that the account has.",
        SOURCE,
        assertive_app_role_assignments_complex,
    )
    .examples(&[gives_for(
        ROLES,
        "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
        &["Admin", "Auditor"],
    )]),
    Function::new(
        "SingleAppRoleAssignment",
        Family::Role,
        "The name of one app role; the first, where there are several.",
        SOURCE,
        single_app_role_assignment,
    )
    .examples(SINGLE),
];

const ROLES: &[(&str, &[&str])] = &[("appRoleAssignments", &["Admin", "Auditor"])];

const SINGLE: &[Example] = &[
    gives_for(ROLES, "SingleAppRoleAssignment([appRoleAssignments])", &["Admin"]),
    gives_for(&[], "SingleAppRoleAssignment([appRoleAssignments])", &[]),
];

/// The roles, where the attribute holds names only as where it holds all of them.
fn roles<'e>(arguments: &Arguments<'_, 'e>) -> std::result::Result<Cow<'e, [Role]>, Stop> {
    let named = |name: String| Role {
        display_name: Some(name.clone()),
        value: Some(name),
        id: None,
    };
    match arguments.value(0)? {
        Value::Absent => Ok(Cow::Borrowed(&[])),
        Value::Roles { roles, .. } => Ok(roles),
        Value::List(names) => Ok(Cow::Owned(names.iter().cloned().map(named).collect())),
        Value::Text(name) => Ok(Cow::Owned(vec![named(name.into_owned())])),
        Value::Number(_) => Err(arguments.fail(0, Error::RolesExpected)),
    }
}

fn names(roles: &[Role]) -> impl Iterator<Item = String> {
    roles.iter().filter_map(Role::name).map(str::to_owned)
}

fn single_app_role_assignment<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(names(&roles(arguments)?).next().map_or(Value::Absent, Value::from))
}

fn app_role_assignments<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let names: Vec<String> = names(&roles(arguments)?).collect();
    if names.is_empty() {
        return Ok(Value::Absent);
    }
    arguments.bounded_list(names)
}

fn app_role_assignments_complex<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    complex(arguments, false)
}

fn assertive_app_role_assignments_complex<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    complex(arguments, true)
}

fn complex<'e>(arguments: &Arguments<'_, 'e>, replace: bool) -> Result<'e> {
    let roles = roles(arguments)?;
    // No roles at all is a value where they replace: it takes the account's away.
    if roles.is_empty() && !replace {
        return Ok(Value::Absent);
    }
    Ok(Value::Roles { roles, replace })
}
