//! Scoping filters.

use super::{Checked, Place, ProblemKind};
use crate::{
    flow::type_name,
    model::{AttributeType, Clause, FilterOperator, ObjectKind},
    scope,
};

/// What Entra takes in no filter of people.
const REFUSED_OF_PEOPLE: [&str; 9] = [
    "appRoleAssignments",
    "userType",
    "manager",
    "IsMemberOf",
    "StatusHireDate",
    "StatusTerminationDate",
    "startDate",
    "endDate",
    "accountExpires",
];

/// What Entra takes in no filter of groups.
const REFUSED_OF_GROUPS: [&str; 2] = ["members", "IsMemberOf"];

impl Checked<'_, '_> {
    pub(super) fn filters(&mut self) {
        for (group, filter) in self.object.scope.iter().enumerate() {
            let place = || Place::Filter { group, clause: None };
            if filter.title.trim().is_empty() {
                self.add(place(), ProblemKind::FilterTitleMissing);
            } else if let Some(first) =
                (self.object.scope[..group].iter()).position(|known| known.title == filter.title)
            {
                let title = filter.title.clone();
                self.add(place(), ProblemKind::FilterTitleTwice { title, first });
            }
            if filter.clauses.is_empty() {
                self.add(place(), ProblemKind::FilterEmpty);
            }
            for (index, clause) in filter.clauses.iter().enumerate() {
                self.clause(group, index, clause);
            }
        }
    }

    fn clause(&mut self, group: usize, index: usize, clause: &Clause) {
        let place = || Place::Filter {
            group,
            clause: Some(index),
        };
        let operator = clause.operator;
        if clause.attribute.trim().is_empty() {
            self.add(place(), ProblemKind::ClauseAttributeMissing);
        } else {
            self.clause_attribute(&place, clause);
        }
        if let Err(unusable) = scope::usable(clause, &mut self.filter_patterns) {
            self.push(scope::problem(clause, unusable, group, index));
        } else if let Some(anchored) = anchored(clause) {
            self.add(place(), ProblemKind::ClausePatternUnanchored { anchored });
        }
        if !operator.takes_value() && clause.value.as_deref().is_some_and(|value| !value.is_empty()) {
            self.add(place(), ProblemKind::ClauseValueUnused { operator });
        }
    }

    fn clause_attribute(&mut self, place: &impl Fn() -> Place, clause: &Clause) {
        let attribute = &clause.attribute;
        if !self.has_source(attribute) {
            let kind = ProblemKind::ClauseAttributeUnknown {
                attribute: attribute.clone(),
                suggestion: self.nearest_source(attribute),
            };
            self.add(place(), kind);
        }
        let definition = self.source(attribute);
        let refused = match self.kind {
            ObjectKind::User => &REFUSED_OF_PEOPLE[..],
            ObjectKind::Group => &REFUSED_OF_GROUPS,
        };
        let holds_what_is_refused =
            definition.is_some_and(|definition| definition.multi_valued || definition.kind == AttributeType::DateTime);
        if refused.contains(&attribute.as_str()) || holds_what_is_refused {
            let attribute = attribute.clone();
            self.add(place(), ProblemKind::ClauseAttributeRefused { attribute });
        }
        let (Some(definition), attribute) = (definition, attribute.clone()) else {
            return;
        };
        match (clause.operator, definition.kind) {
            (FilterOperator::IsTrue | FilterOperator::IsFalse, kind)
                if !matches!(kind, AttributeType::Boolean | AttributeType::String) =>
            {
                let found = type_name(kind);
                self.add(place(), ProblemKind::ClauseNotBoolean { attribute, found });
            }
            (FilterOperator::Equals | FilterOperator::NotEquals, AttributeType::Boolean) => {
                let value = clause.value.clone().unwrap_or_default();
                if !value.is_empty() && !matches!(value.as_str(), "True" | "False") {
                    self.add(place(), ProblemKind::ClauseBooleanText { attribute, value });
                }
            }
            _ => {}
        }
    }
}

/// The pattern that matches whole values only, where the clause's matches within longer ones.
fn anchored(clause: &Clause) -> Option<String> {
    if !matches!(
        clause.operator,
        FilterOperator::RegexMatch | FilterOperator::NotRegexMatch
    ) {
        return None;
    }
    let pattern = clause.value.as_deref()?;
    let begins = [r"^", r"\A", ".*"].iter().any(|start| pattern.starts_with(start));
    let ends = (pattern.ends_with('$') && !pattern.ends_with(r"\$"))
        || [r"\z", r"\Z", ".*"].iter().any(|end| pattern.ends_with(end));
    (!begins || !ends).then(|| format!("^(?:{pattern})$"))
}
