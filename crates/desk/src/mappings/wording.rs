//! Words for what is wrong with mappings, from the catalogue.

use fluent_bundle::FluentArgs;
use scimdesk_mapping::{
    check::{Place, Problem, ProblemKind as Kind, Severity as Found},
    flow::FlowError,
};

use crate::{
    expressions,
    wire::{ExpressionProblem, MappingProblem, ProblemPlace, Severity},
    words::{self, args, say},
};

/// A problem as window and command show it.
pub(super) fn problem(problem: &Problem) -> MappingProblem {
    let (message, next) = sentences(&problem.kind);
    MappingProblem {
        code: problem.kind.code().to_owned(),
        severity: match problem.kind.severity() {
            Found::Error => Severity::Error,
            Found::Warning => Severity::Warning,
            Found::Note => Severity::Note,
        },
        message,
        next,
        object: problem.object,
        place: place(&problem.place),
        offset: problem.range.map(|range| range.offset),
        length: problem.range.map(|range| range.length),
    }
}

fn place(place: &Place) -> ProblemPlace {
    match place {
        Place::Whole => ProblemPlace::Whole,
        Place::Mapping { index, field } => ProblemPlace::Mapping {
            index: *index,
            field: field.as_str().to_owned(),
        },
        Place::Filter { group, clause } => ProblemPlace::Filter {
            group: *group,
            clause: *clause,
        },
        Place::SourceAttribute(name) => ProblemPlace::SourceAttribute { name: name.clone() },
        Place::TargetAttribute(name) => ProblemPlace::TargetAttribute { name: name.clone() },
    }
}

fn sentences(kind: &Kind) -> (String, Option<String>) {
    match kind {
        Kind::Expression(kind) => expressions::syntax_sentences(kind),
        Kind::ClausePattern(kind) => {
            let (sentence, next) = expressions::syntax_sentences(kind);
            // A condition's value is no text in quotes, so its backslashes stand alone.
            let next = match kind.code() {
                "pattern_invalid" => Some(say!("problem-clause-pattern-next")),
                _ => next,
            };
            (sentence, next)
        }
        Kind::ExpressionNote(kind) => (expressions::note_sentence(kind), None),
        kind => {
            let id = id(kind.code());
            let places = places(kind);
            (words::text(&id, &places), words::next(&id, &places))
        }
    }
}

fn id(code: &str) -> String {
    format!("problem-{}", code.replace('_', "-"))
}

/// Every message that is found by a code.
#[cfg(test)]
pub(crate) fn ids() -> impl Iterator<Item = String> {
    Kind::codes().map(id)
}

/// What stands in the places of the message.
fn places(kind: &Kind) -> FluentArgs<'static> {
    let suggested = |suggestion: &Option<String>| suggestion.clone().unwrap_or_else(|| "none".to_owned());
    match kind {
        Kind::TargetUnmapped { target }
        | Kind::TargetAnchor { target }
        | Kind::RequiredUnmapped { target }
        | Kind::UniqueFromConstant { target }
        | Kind::ReferenceNotDirect { target }
        | Kind::MatchingNotFilterable { target }
        | Kind::MatchingFilterableUnknown { target }
        | Kind::MatchingSeveral { target }
        | Kind::ApplyNeedsSeveral { target }
        | Kind::ClearRequired { target } => args!(target = target.clone()),
        Kind::TargetNotPath { target, fault } => args!(target = target.clone(), fault = fault.to_string()),
        Kind::TargetTwice { target, first } => args!(target = target.clone(), first = *first + 1),
        Kind::TargetUnknown { target, suggestion } => {
            args!(target = target.clone(), suggestion = suggested(suggestion))
        }
        Kind::SourceUnknown { attribute, suggestion } | Kind::ClauseAttributeUnknown { attribute, suggestion } => {
            args!(attribute = attribute.clone(), suggestion = suggested(suggestion))
        }
        Kind::ConstantWrongType { value, wanted } | Kind::DefaultWrongType { value, wanted } => {
            args!(value = value.clone(), wanted = type_word(wanted))
        }
        Kind::ConstantTooLong { target, length, most } | Kind::DefaultTooLong { target, length, most } => {
            args!(target = target.clone(), length = *length, most = *most)
        }
        Kind::ReferenceFromOther { target, attribute }
        | Kind::SeveralIntoOne { target, attribute }
        | Kind::OneReplacesSeveral { target, attribute } => {
            args!(target = target.clone(), attribute = attribute.clone())
        }
        Kind::TypesDiffer {
            target,
            attribute,
            found,
            wanted,
        } => args!(
            target = target.clone(),
            attribute = attribute.clone(),
            found = type_word(found),
            wanted = type_word(wanted)
        ),
        Kind::LetterCaseOnly { function, target } => args!(function = *function, target = target.clone()),
        Kind::RolesNeedAssignment { function } | Kind::MatchingVaries { function } => args!(function = *function),
        Kind::MatchingTwice { precedence, first } => args!(precedence = *precedence, first = *first + 1),
        Kind::WhenEmptyUnused { apply } => args!(apply = crate::codes::code(apply)),
        Kind::AttributeTwice { name } => args!(name = name.clone()),
        Kind::AttributeNotPath { name, fault } => args!(name = name.clone(), fault = fault.to_string()),
        Kind::AnchorTwice { name, first } => args!(name = name.clone(), first = first.clone()),
        Kind::ReferenceUnknown { name, object } => args!(name = name.clone(), object = object.clone()),
        Kind::FilterTitleTwice { title, first } => args!(title = title.clone(), first = *first + 1),
        Kind::ClauseAttributeRefused { attribute } => args!(attribute = attribute.clone()),
        Kind::ClauseValueMissing { operator } | Kind::ClauseValueUnused { operator } => {
            args!(operator = operator.as_str())
        }
        Kind::ClauseNotNumber { value } => args!(value = value.clone()),
        Kind::ClausePatternUnanchored { anchored } => args!(anchored = anchored.clone()),
        Kind::ClauseNotBoolean { attribute, found } => args!(attribute = attribute.clone(), found = type_word(found)),
        Kind::ClauseBooleanText { attribute, value } => args!(attribute = attribute.clone(), value = value.clone()),
        Kind::Expression(_)
        | Kind::ExpressionNote(_)
        | Kind::ClausePattern(_)
        | Kind::UsersDisabled
        | Kind::MatchingMissing
        | Kind::TargetMissing
        | Kind::SourceMissing
        | Kind::DoesNothing
        | Kind::DefaultUnused
        | Kind::DefaultMissing
        | Kind::MatchingZero
        | Kind::MatchingUniqueValue
        | Kind::MatchingWithoutSource
        | Kind::MatchingConstant
        | Kind::AttributeUnnamed
        | Kind::FilterEmpty
        | Kind::FilterTitleMissing
        | Kind::ClauseAttributeMissing => FluentArgs::new(),
    }
}

/// Why a mapping gives a person nothing that can be sent.
pub(crate) fn flow_error(error: &FlowError) -> ExpressionProblem {
    match error {
        FlowError::Evaluate(error) => expressions::evaluation(error),
        FlowError::WrongType { value, kind } => ExpressionProblem {
            code: "value_wrong_type".to_owned(),
            message: say!("flow-wrong-type", value = value.clone(), wanted = type_word(kind)),
            offset: None,
            length: None,
            next: Some(say!("flow-wrong-type-next")),
        },
        FlowError::SeveralValues { count } => ExpressionProblem {
            code: "several_values".to_owned(),
            message: say!("flow-several-values", count = *count),
            offset: None,
            length: None,
            next: Some(say!("flow-several-values-next")),
        },
    }
}

/// A type as people call it.
pub(super) fn type_word(kind: &str) -> String {
    match kind {
        "boolean" => say!("type-boolean"),
        "integer" => say!("type-integer"),
        "dateTime" => say!("type-date"),
        "binary" => say!("type-binary"),
        "reference" => say!("type-reference"),
        _ => say!("type-text"),
    }
}
