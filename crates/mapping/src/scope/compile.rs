//! Scoping filters, ready to be asked for many objects.

use super::clause::{ClauseAnswer, CompiledClause, Unusable};
use crate::{
    expression::{Attributes, Slot, Value},
    model::{Clause, FilterGroup},
    patterns::Patterns,
    problem::{Place, Problem, ProblemKind},
};

/// Scoping filters, made once and asked for many objects, from many threads.
#[derive(Debug)]
pub struct CompiledScope {
    groups: Vec<CompiledGroup>,
    attributes: Vec<Box<str>>,
}

#[derive(Debug)]
struct CompiledGroup {
    title: String,
    clauses: Vec<CompiledClause>,
}

/// Whether filters let an object in, and whether all of their clauses could be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whether the object is let in.
    pub passes: bool,
    /// Whether a clause could not be asked, of a filter that matters or not.
    pub warned: bool,
}

/// What came of one filter for one object.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupAnswer<'s> {
    /// Its title.
    pub title: &'s str,
    /// Whether it lets the object in: all clauses are true.
    pub passed: bool,
    /// Its clauses, all of them asked.
    pub clauses: Vec<ClauseAnswer<'s>>,
}

impl CompiledScope {
    /// Compiles filters, or says which clauses cannot be asked, and which filters have none.
    pub fn new(groups: &[FilterGroup]) -> Result<Self, Vec<Problem>> {
        let mut scope = Self {
            groups: Vec::with_capacity(groups.len()),
            attributes: Vec::new(),
        };
        let mut patterns = Patterns::default();
        let mut problems = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            if group.clauses.is_empty() {
                let place = Place::Filter {
                    group: at,
                    clause: None,
                };
                problems.push(Problem::at(place, ProblemKind::FilterEmpty));
            }
            let mut clauses = Vec::with_capacity(group.clauses.len());
            for (index, clause) in group.clauses.iter().enumerate() {
                match CompiledClause::new(clause, scope.place(&clause.attribute), &mut patterns) {
                    Ok(compiled) => clauses.push(compiled),
                    Err(unusable) => problems.push(problem(clause, unusable, at, index)),
                }
            }
            scope.groups.push(CompiledGroup {
                title: group.title.clone(),
                clauses,
            });
        }
        if problems.is_empty() { Ok(scope) } else { Err(problems) }
    }

    fn place(&mut self, name: &str) -> usize {
        let known = self.attributes.iter().position(|known| **known == *name);
        known.unwrap_or_else(|| {
            self.attributes.push(name.into());
            self.attributes.len() - 1
        })
    }

    /// The source attributes that are asked for, each once: the order of [`Slot::index`].
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(AsRef::as_ref)
    }

    /// Whether an object is let in: one filter does, or there is none.
    pub fn passes(&self, object: &impl Attributes) -> bool {
        let passes = |group: &CompiledGroup| {
            (group.clauses.iter()).all(|clause| clause.ask(&self.value(clause, object)).unwrap_or(false))
        };
        self.groups.is_empty() || self.groups.iter().any(passes)
    }

    /// Whether an object is let in, and whether every clause could be asked.
    pub fn ask(&self, object: &impl Attributes) -> Asked {
        let mut asked = Asked {
            passes: self.groups.is_empty(),
            warned: false,
        };
        for group in &self.groups {
            let mut passed = true;
            for clause in &group.clauses {
                let answer = clause.ask(&self.value(clause, object));
                asked.warned |= answer.is_err();
                passed &= answer.unwrap_or(false);
            }
            asked.passes |= passed;
        }
        asked
    }

    /// What each filter and each of its clauses says of an object.
    pub fn explain(&self, object: &impl Attributes) -> Vec<GroupAnswer<'_>> {
        (self.groups.iter())
            .map(|group| {
                let answer = |clause: &'_ CompiledClause| self.value(clause, object).into_owned();
                let clauses: Vec<_> = (group.clauses.iter())
                    .map(|clause| clause.answer(&answer(clause)))
                    .collect();
                GroupAnswer {
                    title: &group.title,
                    passed: clauses.iter().all(|clause| clause.passed),
                    clauses,
                }
            })
            .collect()
    }

    fn value<'o>(&self, clause: &CompiledClause, object: &'o impl Attributes) -> Value<'o> {
        object.attribute(Slot {
            index: clause.place,
            name: &self.attributes[clause.place],
        })
    }
}

/// Why a clause cannot be asked, at its place.
pub(crate) fn problem(clause: &Clause, unusable: Unusable, group: usize, index: usize) -> Problem {
    let kind = match unusable {
        Unusable::ValueMissing => ProblemKind::ClauseValueMissing {
            operator: clause.operator,
        },
        Unusable::NotNumber(value) => ProblemKind::ClauseNotNumber { value },
        Unusable::Pattern(kind) => ProblemKind::ClausePattern(kind),
    };
    let place = Place::Filter {
        group,
        clause: Some(index),
    };
    Problem::at(place, kind)
}
