//! Words for what comes of mappings and filters, from the catalogue.

use scimdesk_mapping::{
    flow::FlowError,
    model::FilterOperator,
    scope::{ClauseAnswer, ClauseWarning, ScopeSyntaxError, ScopeSyntaxErrorKind as Syntax, Through},
};

use super::judge::{NotMade, Reason};
use crate::{
    expressions,
    wire::ExpressionProblem,
    words::{self, args, say},
};

/// The most characters of a value that stand in a sentence.
const SHORT: usize = 60;

/// Why something comes of a mapping.
pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Flow(error) => flow_error(error),
        Reason::RequiredMissing => say!("preview-required-missing"),
        Reason::NothingToFindBy => say!("preview-nothing-to-find-by"),
        Reason::SeveralAccounts => say!("preview-several-accounts"),
        Reason::TooLong { length, most } => say!("preview-too-long", length = *length, most = *most),
        Reason::SameAs { name } => say!("preview-same-as", name = name.as_str()),
        Reason::Kept => say!("preview-kept"),
        Reason::OnlyOnCreate => say!("preview-only-on-create"),
        Reason::OnlyWhereEmpty => say!("preview-only-where-empty"),
        Reason::ReferencesNotCompared => say!("preview-references-not-compared"),
        Reason::NotMade(NotMade::Disabled) => say!("preview-not-made-disabled"),
        Reason::NotMade(NotMade::SwitchedOff) => say!("preview-not-made-off"),
        Reason::NotUpdated => say!("preview-not-updated"),
        Reason::Dropped => say!("preview-dropped"),
    }
}

/// Why a mapping gives nothing that can be sent.
pub(crate) fn flow_error(error: &FlowError) -> String {
    match error {
        FlowError::Evaluate(error) => expressions::evaluation_message(error),
        FlowError::WrongType { value, kind } => say!("preview-wrong-type", value = short(value), kind = *kind),
        FlowError::SeveralValues { count } => say!("preview-several-values", count = *count),
    }
}

/// What a clause found: "department is Sales, not sales".
pub(super) fn clause(answer: &ClauseAnswer<'_>) -> String {
    let attribute = answer.clause.attribute.as_str();
    let operand = short(answer.clause.value.as_deref().unwrap_or_default());
    match &answer.warning {
        Some(ClauseWarning::NotNumber { found }) => {
            return say!("clause-not-number", attribute = attribute, found = short(found));
        }
        Some(ClauseWarning::NotBoolean { found }) => {
            return say!("clause-not-boolean", attribute = attribute, found = short(found));
        }
        Some(ClauseWarning::TooCostly) => return say!("clause-too-costly", attribute = attribute),
        None => {}
    }
    let Some(value) = answer.value.as_deref().map(short) else {
        return say!("clause-empty", attribute = attribute);
    };
    if answer.passed {
        return say!("clause-true", attribute = attribute, value = value);
    }
    let id = match answer.clause.operator {
        FilterOperator::Equals => "clause-not-equal",
        FilterOperator::NotEquals => "clause-equal",
        FilterOperator::Includes => "clause-not-including",
        FilterOperator::EndsWith => "clause-not-ending",
        FilterOperator::RegexMatch => "clause-not-matching",
        FilterOperator::NotRegexMatch => "clause-matching",
        FilterOperator::GreaterThan => "clause-not-greater",
        FilterOperator::GreaterThanOrEquals => "clause-less",
        FilterOperator::In => "clause-not-within",
        FilterOperator::NotIn => "clause-within",
        FilterOperator::IsTrue | FilterOperator::IsFalse | FilterOperator::IsNull | FilterOperator::IsNotNull => {
            return say!("clause-true", attribute = attribute, value = value);
        }
    };
    say!(id, attribute = attribute, value = value, operand = operand)
}

/// How somebody is assigned. `name` gives the names of groups.
pub(super) fn through(way: &Through<'_>, name: &dyn Fn(&str) -> String) -> String {
    let role = way.role.and_then(|role| role.name()).map(short);
    let groups = way
        .groups
        .iter()
        .map(|group| name(group))
        .collect::<Vec<_>>()
        .join(" › ");
    match (role, way.groups.is_empty()) {
        (None, true) => say!("scope-assigned"),
        (Some(role), true) => say!("scope-assigned-role", role = role),
        (None, false) => say!("scope-assigned-through", groups = groups),
        (Some(role), false) => say!("scope-assigned-through-role", groups = groups, role = role),
    }
}

/// The title of a filter, or its number, from 1.
pub(super) fn filter_title(title: &str, number: usize) -> String {
    if title.trim().is_empty() {
        say!("scope-filter-untitled", number = number)
    } else {
        title.to_owned()
    }
}

/// Filters that cannot be read.
pub(super) fn scope_syntax(error: &ScopeSyntaxError) -> ExpressionProblem {
    let id = syntax_id(error.kind.code());
    let places = match &error.kind {
        Syntax::AttributeUnquoted { found }
        | Syntax::TitleUnquoted { found }
        | Syntax::ValueUnquoted { found }
        | Syntax::AndMissing { found } => args!(found = short(found)),
        Syntax::OperatorMissing { attribute } => args!(attribute = short(attribute)),
        Syntax::OperatorUnknown { found, suggestion } => args!(
            found = short(found),
            suggestion = suggestion.map_or("none", FilterOperator::as_str)
        ),
        Syntax::ValueMissing { operator } | Syntax::ValueUnexpected { operator } => args!(operator = operator.as_str()),
        Syntax::WrongQuotes { found } => args!(found = found.to_string()),
        Syntax::AttributeMissing | Syntax::TextUnclosed | Syntax::OrUnknown | Syntax::ParenthesisUnknown => args!(),
    };
    ExpressionProblem {
        code: error.kind.code().to_owned(),
        message: words::text(&id, &places),
        offset: Some(error.range.offset),
        length: Some(error.range.length),
        next: words::next(&id, &places),
    }
}

fn syntax_id(code: &str) -> String {
    format!("scope-syntax-{}", code.replace('_', "-"))
}

/// The messages that are found by a code.
#[cfg(test)]
pub(super) fn ids() -> impl Iterator<Item = String> {
    Syntax::CODES.iter().map(|code| syntax_id(code))
}

/// A value as it stands in a sentence.
fn short(text: &str) -> String {
    if text.chars().nth(SHORT).is_none() {
        return text.to_owned();
    }
    text.chars().take(SHORT).chain(['…']).collect()
}
