//! Why somebody is in scope, or not: the same questions as those of a preview, each with its answer.

use scimdesk_mapping::{
    model::{ObjectKind, Who},
    scope::{self, GroupAnswer},
};

use super::{attributes::PersonAttributes, scope::Scope, wording};
use crate::{
    wire::{ClauseAnswer, ScopeExplanation, ScopeStep},
    words::say,
};

/// The most filters whose reasons stand in one sentence.
const FILTERS: usize = 3;

/// The names of groups, by id.
pub(crate) type Names<'n> = &'n dyn Fn(&str) -> String;

/// Step by step. The attributes know their place already ([`Scope::place`]).
pub(crate) fn explain(
    scope: &Scope,
    id: &str,
    name: &str,
    attributes: &PersonAttributes<'_>,
    names: Names<'_>,
) -> ScopeExplanation {
    let answers = scope.filters.explain(attributes);
    let assigned = Assigned::of(scope, id, names);
    let mut steps = Vec::new();
    if !scope.enabled {
        steps.push(step(say!("scope-step-groups"), false, say!("scope-groups-off")));
    }
    steps.push(step(say!("scope-step-assignment"), assigned.is, assigned.whole()));
    if answers.is_empty() {
        steps.push(step(say!("scope-step-filters"), true, say!("scope-no-filters")));
    }
    for (number, answer) in (1..).zip(&answers) {
        let failed = answer.clauses.iter().filter(|clause| !clause.passed).count();
        let sentence = if answer.passed {
            say!("scope-filter-passed", clauses = answer.clauses.len())
        } else {
            say!("scope-filter-failed", failed = failed, clauses = answer.clauses.len())
        };
        steps.push(ScopeStep {
            clauses: (answer.clauses.iter())
                .map(|answer| ClauseAnswer {
                    clause: scope::print_clause(answer.clause),
                    passed: answer.passed,
                    sentence: wording::clause(answer),
                })
                .collect(),
            ..step(wording::filter_title(answer.title, number), answer.passed, sentence)
        });
    }
    let in_scope = scope.enabled && assigned.is && passes(&answers);
    let reason = reason_of(scope, &assigned, &answers);
    let is_off = in_scope && scope.kind == ObjectKind::User && attributes.is_off();
    let sentence = match (in_scope, is_off) {
        (true, false) => say!("scope-inside", name = name.to_owned(), reason = reason),
        (true, true) => say!("scope-inside-disabled", name = name.to_owned(), reason = reason),
        (false, _) => say!("scope-outside", name = name.to_owned(), reason = reason),
    };
    ScopeExplanation {
        person: id.to_owned(),
        name: name.to_owned(),
        in_scope,
        sentence,
        steps,
    }
}

/// The same in a few words: "assigned through Sales", "EMEA sales: department is Sales, not sales".
pub(crate) fn reason(scope: &Scope, id: &str, attributes: &PersonAttributes<'_>, names: Names<'_>) -> String {
    let answers = scope.filters.explain(attributes);
    reason_of(scope, &Assigned::of(scope, id, names), &answers)
}

fn reason_of(scope: &Scope, assigned: &Assigned, answers: &[GroupAnswer<'_>]) -> String {
    if !scope.enabled {
        return say!("scope-reason-groups-off");
    }
    if !assigned.is {
        return assigned.first.clone();
    }
    if let Some((number, answer)) = (1..).zip(answers).find(|(_, answer)| answer.passed) {
        let title = wording::filter_title(answer.title, number);
        return say!("scope-reason-let-in", assigned = assigned.first.clone(), title = title);
    }
    if answers.is_empty() {
        return assigned.first.clone();
    }
    let mut parts: Vec<String> = (1..)
        .zip(answers)
        .take(FILTERS)
        .filter_map(|(number, answer)| {
            let clause = answer.clauses.iter().find(|clause| !clause.passed)?;
            let title = wording::filter_title(answer.title, number);
            Some(say!(
                "scope-reason-clause",
                title = title,
                clause = wording::clause(clause)
            ))
        })
        .collect();
    if answers.len() > FILTERS {
        parts.push(say!("scope-reason-more", count = answers.len() - FILTERS));
    }
    parts.join("; ")
}

fn passes(answers: &[GroupAnswer<'_>]) -> bool {
    answers.is_empty() || answers.iter().any(|answer| answer.passed)
}

fn step(title: String, passed: bool, sentence: String) -> ScopeStep {
    ScopeStep {
        title,
        passed: Some(passed),
        sentence,
        clauses: Vec::new(),
    }
}

/// Whether and how somebody is assigned.
struct Assigned {
    is: bool,
    /// In a few words: the way that counts, or why there is none.
    first: String,
    /// All other ways.
    others: Vec<String>,
}

impl Assigned {
    fn of(scope: &Scope, id: &str, names: Names<'_>) -> Self {
        let is = scope.is_assigned(id);
        let of = |first: String| Self {
            is,
            first,
            others: Vec::new(),
        };
        if scope.rules.who == Who::All {
            return of(say!("scope-everybody"));
        }
        if scope.kind == ObjectKind::Group {
            return of(if is {
                say!("scope-group-assigned")
            } else {
                say!("scope-group-not-assigned")
            });
        }
        let mut ways = scope.graph.through(id);
        if ways.is_empty() {
            return of(say!("scope-not-assigned"));
        }
        if !is {
            return of(say!("scope-default-access-only"));
        }
        ways.sort_by_key(|way| !way.counts);
        let mut words = ways.iter().map(|way| wording::through(way, names));
        Self {
            is,
            first: words.next().unwrap_or_default(),
            others: words.collect(),
        }
    }

    /// As a step tells it.
    fn whole(&self) -> String {
        if self.others.is_empty() {
            self.first.clone()
        } else {
            say!(
                "scope-assigned-also",
                first = self.first.clone(),
                others = self.others.join("; ")
            )
        }
    }
}
