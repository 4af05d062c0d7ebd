//! The expression of a mapping.

use super::{Checked, Field, Place, Problem, ProblemKind};
use crate::{
    expression::{Compiled, Expression, Family, Kind, LintKind, Range, SyntaxError, Term, TermKind},
    model::{Apply, AttributeMapping, Who},
};

/// The functions that change nothing but letter case.
const CASES: [&str; 2] = ["ToLower", "ToUpper"];

impl Checked<'_, '_> {
    /// Looks at an expression; what is wrong with it as a value to match by is asked elsewhere.
    pub(super) fn expression(&mut self, index: usize, mapping: &AttributeMapping, text: &str) {
        let place = Place::Mapping {
            index,
            field: Field::Source,
        };
        let (expression, compiled) = match read(text) {
            Ok(read) => read,
            Err(error) => {
                self.push(Problem::at(place, ProblemKind::Expression(error.kind)).within(error.range));
                return;
            }
        };
        if let Err(kind) = self.mapping_patterns.add(compiled.patterns()) {
            let range = expression.root().range;
            self.push(Problem::at(place.clone(), ProblemKind::Expression(kind)).within(range));
        }
        for lint in expression.lints() {
            // A value that is made once may be another each time.
            if matches!(lint.kind, LintKind::ValueVaries { .. }) && mapping.apply == Apply::OnCreate {
                continue;
            }
            let kind = ProblemKind::ExpressionNote(lint.kind.clone());
            self.push(Problem::at(place.clone(), kind).within(lint.range));
        }
        let mut found = Found::default();
        found.look(expression.root());
        for attribute in compiled.attributes() {
            if self.has_source(attribute) {
                continue;
            }
            let kind = ProblemKind::SourceUnknown {
                attribute: attribute.to_owned(),
                suggestion: self.nearest_source(attribute),
            };
            let range = (found.attributes.iter()).find_map(|(name, range)| (*name == attribute).then_some(*range));
            self.push(Problem {
                range,
                ..Problem::at(place.clone(), kind)
            });
        }
        if let (TermKind::Call(call), Some(target)) =
            (&expression.root().kind, self.object.target_definition(&mapping.target))
            && CASES.contains(&call.function.name)
            && matches!(
                call.arguments.first().map(|source| &source.kind),
                Some(TermKind::Attribute(_))
            )
            && !target.case_exact
        {
            let kind = ProblemKind::LetterCaseOnly {
                function: call.function.name,
                target: target.name.clone(),
            };
            self.push(Problem::at(place.clone(), kind).within(expression.root().range));
        }
        if self.who == Who::All
            && let Some((function, range)) = found.role
        {
            self.push(Problem::at(place, ProblemKind::RolesNeedAssignment { function }).within(range));
        }
    }
}

pub(super) fn read(text: &str) -> Result<(Expression, Compiled), SyntaxError> {
    let expression = Expression::parse(text)?;
    let compiled = expression.compile()?;
    Ok((expression, compiled))
}

/// What stands where in an expression.
#[derive(Default)]
struct Found<'e> {
    /// Attributes, by name in brackets or, where only an attribute makes sense, in quotes.
    attributes: Vec<(&'e str, Range)>,
    /// The first function of roles.
    role: Option<(&'static str, Range)>,
}

impl<'e> Found<'e> {
    fn look(&mut self, term: &'e Term) {
        match &term.kind {
            TermKind::Attribute(name) => self.attributes.push((name, term.range)),
            TermKind::Comparison { left, right, .. } => {
                self.look(left);
                self.look(right);
            }
            TermKind::Call(call) => {
                if call.function.family == Family::Role && self.role.is_none() {
                    self.role = Some((call.function.name, term.range));
                }
                for (index, argument) in call.arguments.iter().enumerate() {
                    let kind = call.function.parameter(index).map(|parameter| parameter.kind);
                    match &argument.kind {
                        TermKind::Text(name) if kind == Some(Kind::Attribute) => {
                            self.attributes.push((name, argument.range));
                        }
                        _ => self.look(argument),
                    }
                }
            }
            TermKind::Text(_) | TermKind::Number(_) | TermKind::Hex(_) | TermKind::CompareMode(_) | TermKind::Empty => {
            }
        }
    }
}
