//! Words for what the expression language finds, from the catalogue.

use fluent_bundle::FluentArgs;
use scimdesk_mapping::expression::{
    EvaluateError, EvaluateErrorKind as Evaluation, Lint, LintKind, Range, SyntaxError, SyntaxErrorKind as Syntax,
};

use crate::{
    wire::{ExpressionNote, ExpressionProblem},
    words::{self, args},
};

/// An expression that cannot be read.
pub(super) fn syntax(error: &SyntaxError) -> ExpressionProblem {
    problem(error.kind.code(), Some(error.range), &syntax_places(&error.kind))
}

/// What is wrong with an expression or a pattern, and what to do.
pub(crate) fn syntax_sentences(kind: &Syntax) -> (String, Option<String>) {
    let (id, places) = (id("expression", kind.code()), syntax_places(kind));
    (words::text(&id, &places), words::next(&id, &places))
}

/// What is good to know of a part of an expression.
pub(crate) fn note_sentence(kind: &LintKind) -> String {
    words::text(&id("expression-note", kind.code()), &note_places(kind))
}

/// An expression that has no value for a person.
pub(crate) fn evaluation(error: &EvaluateError) -> ExpressionProblem {
    problem(error.kind.code(), Some(error.range), &evaluation_places(&error.kind))
}

/// The same in one sentence.
pub(crate) fn evaluation_message(error: &EvaluateError) -> String {
    evaluation(error).message
}

/// A person that is no JSON object.
pub(super) fn person_invalid(detail: &str) -> ExpressionProblem {
    problem("person_invalid", None, &args!(detail = detail.to_owned()))
}

/// An attribute with a value that no attribute has.
pub(super) fn attribute_unusable(name: &str) -> ExpressionProblem {
    problem("attribute_unusable", None, &args!(name = name.to_owned()))
}

/// What is good to know.
pub(super) fn note(lint: &Lint) -> ExpressionNote {
    let code = lint.kind.code();
    ExpressionNote {
        code: code.to_owned(),
        message: note_sentence(&lint.kind),
        offset: lint.range.offset,
        length: lint.range.length,
        differs_from_entra: lint.kind.differs_from_entra(),
    }
}

fn problem(code: &str, range: Option<Range>, places: &FluentArgs<'_>) -> ExpressionProblem {
    let id = id("expression", code);
    ExpressionProblem {
        code: code.to_owned(),
        message: words::text(&id, places),
        offset: range.map(|range| range.offset),
        length: range.map(|range| range.length),
        next: words::next(&id, places),
    }
}

fn id(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

/// What stands in the places of the message about an expression that cannot be read.
fn syntax_places(kind: &Syntax) -> FluentArgs<'static> {
    match kind {
        Syntax::ExpressionTooLong { length } => args!(length = *length),
        Syntax::AttributeAlone { name } | Syntax::NameUnexpected { name } | Syntax::GroupUnknown { name } => {
            args!(name = name.clone())
        }
        Syntax::ConstantAlone { found }
        | Syntax::ConnectiveUnknown { found }
        | Syntax::OperatorUnknown { found }
        | Syntax::NumberMalformed { found }
        | Syntax::NumberTooLong { found }
        | Syntax::CommaMissing { found }
        | Syntax::EndExpected { found } => args!(found = found.clone()),
        Syntax::CharacterUnexpected { found } | Syntax::WrongQuotes { found } => args!(found = found.to_string()),
        Syntax::FunctionUnknown { name, suggestion } => {
            args!(name = name.clone(), suggestion = suggestion.unwrap_or("none"))
        }
        Syntax::ParenthesisMissing { function }
        | Syntax::ParenthesisUnclosed { function }
        | Syntax::PairIncomplete { function }
        | Syntax::NotOutermost { function }
        | Syntax::AttributeExpected { function, .. } => args!(function = *function),
        Syntax::ArgumentMissing {
            function,
            parameter,
            signature,
        } => args!(
            function = *function,
            parameter = *parameter,
            signature = signature.clone()
        ),
        Syntax::TooManyArguments {
            function,
            most,
            signature,
        } => args!(function = *function, most = *most, signature = signature.clone()),
        Syntax::PatternInvalid { detail } => args!(detail = detail.clone()),
        Syntax::PatternUnsupported { feature } => args!(feature = *feature),
        Syntax::ExpressionEmpty
        | Syntax::NestingTooDeep
        | Syntax::ComparisonMisplaced
        | Syntax::TextUnclosed
        | Syntax::BracketUnclosed
        | Syntax::BracketUnopened
        | Syntax::AttributeNameMissing
        | Syntax::HexMalformed
        | Syntax::ValueMissing
        | Syntax::CompareModeMisplaced
        | Syntax::ReplaceUnclear
        | Syntax::PatternTooLarge => FluentArgs::new(),
    }
}

/// What stands in the places of the message about an expression without a value.
fn evaluation_places(kind: &Evaluation) -> FluentArgs<'static> {
    match kind {
        Evaluation::SeveralValues { count } | Evaluation::NoUniqueValue { count } => args!(count = *count),
        Evaluation::NotWholeNumber { found }
        | Evaluation::NotBoolean { found }
        | Evaluation::NotDate { found }
        | Evaluation::IntervalUnknown { found }
        | Evaluation::DateStylesUnknown { found }
        | Evaluation::CultureUnknown { found } => args!(found = quoted(found)),
        Evaluation::OutOfRange { found, allowed } => args!(found = found.to_string(), allowed = *allowed),
        Evaluation::IndexTooLarge { index, count } => args!(index = index.to_string(), count = *count),
        Evaluation::DateNotInFormat { found, format } => args!(found = quoted(found), format = quoted(format)),
        Evaluation::FormatInvalid { format } => args!(format = quoted(format)),
        Evaluation::PatternUnusable(kind) => args!(detail = kind.to_string()),
        Evaluation::LengthTooSmall { length, needed } => args!(length = *length, needed = *needed),
        Evaluation::UniquenessUnknown { detail } => {
            args!(detail = detail.clone().unwrap_or_else(|| "none".to_owned()))
        }
        Evaluation::RolesUnexpected
        | Evaluation::RolesExpected
        | Evaluation::ValueNeeded
        | Evaluation::DateOutOfRange
        | Evaluation::SearchEmpty
        | Evaluation::PatternTooCostly
        | Evaluation::TextTooLong
        | Evaluation::TooManyValues
        | Evaluation::DefaultDomainUnknown
        | Evaluation::RandomUnavailable
        | Evaluation::CharactersExhausted => FluentArgs::new(),
    }
}

/// What stands in the places of a note.
fn note_places(kind: &LintKind) -> FluentArgs<'static> {
    match kind {
        LintKind::LetterCase { name } => args!(name = *name),
        LintKind::ConditionOnEmpty { attribute } | LintKind::SwitchOnReference { attribute } => {
            args!(attribute = format!("[{attribute}]"))
        }
        LintKind::SwitchOnPresence { function }
        | LintKind::ValueVaries { function }
        | LintKind::Legacy { function } => {
            args!(function = *function)
        }
        LintKind::EscapeUnknown
        | LintKind::QuotesMissing
        | LintKind::ConditionAsksForEmpty
        | LintKind::IgnoreFlowInCondition
        | LintKind::SwitchDefault
        | LintKind::UniqueValue
        | LintKind::RoleOrder => FluentArgs::new(),
    }
}

/// A value, told apart from the sentence around it even where it is empty.
fn quoted(found: &str) -> String {
    format!("\"{found}\"")
}

/// Every id of a message that this module looks up.
#[cfg(test)]
pub(crate) fn ids() -> impl Iterator<Item = String> {
    let problems = (Syntax::CODES.iter().chain(Evaluation::CODES)).chain(&["person_invalid", "attribute_unusable"]);
    let notes = LintKind::CODES.iter().map(|code| id("expression-note", code));
    problems.map(|code| id("expression", code)).chain(notes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_of_reading_and_of_evaluating_do_not_meet() {
        let all: Vec<String> = ids().collect();
        let distinct: BTreeSet<&String> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn everything_that_the_language_finds_has_words() {
        for id in ids() {
            let catalogue = words::source(&id).unwrap_or_else(|| panic!("{id} has no words"));
            assert!(!catalogue.contains('!'), "{id} shouts");
            let is_note = id.starts_with("expression-note-");
            assert_eq!(catalogue.contains(".next = "), !is_note, "{id}");
        }
    }

    #[test]
    fn a_message_has_its_places_filled() {
        let error = |text: &str| match scimdesk_mapping::expression::Expression::parse(text) {
            Err(error) => syntax(&error),
            Ok(_) => panic!("{text} is taken"),
        };
        let jion = error("Jion([a])");
        assert_eq!(
            (jion.message.as_str(), jion.next.as_deref()),
            ("There is no function Jion.", Some("Did you mean Join?"))
        );
        let other = error("Frobnicate([a])");
        assert_eq!(
            other.next.as_deref(),
            Some("Choose one of the functions that the language has.")
        );
        let missing = error("Mid([a], 1)");
        assert_eq!(
            (missing.message.as_str(), missing.next.as_deref()),
            (
                "Mid needs length.",
                Some("It is called so: Mid(source, start, length). Only what stands in braces may be left out.")
            )
        );
        assert_eq!(error("Now(1)").message, "Now takes no arguments.");
        assert_eq!(error("Not(1, 2)").message, "Not takes one argument.");
        let long = error(&format!("Not(\"{}\")", "x".repeat(10_000)));
        assert_eq!(
            long.message,
            "The expression has 10,007 characters; at most 10,000 are allowed."
        );
    }
}
