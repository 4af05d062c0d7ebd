//! What is wrong with mappings, or good to know of them.
//!
//! [`check`] looks at all of a document and finds everything at once. A document without errors compiles
//! ([`CompiledObject`](crate::flow::CompiledObject), [`CompiledScope`](crate::scope::CompiledScope)). Words for people are elsewhere: a
//! [`ProblemKind`] has a stable code and what a sentence needs.
//!
//! Attribute lists that are empty are not known: nothing is said to be missing from them.

mod expression;
mod filter;
mod list;
mod mapping;
mod matching;

pub use crate::{
    path::PathFault,
    problem::{Field, Place, Problem, ProblemKind, Severity},
};

use crate::{
    model::{AttributeDefinition, MappingSource, Mappings, ObjectKind, ObjectMapping, Who},
    patterns::Patterns,
};

/// Finds every problem of mappings: of people first, then of groups; of each in the order of mappings, attribute lists and filters.
pub fn check(mappings: &Mappings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for kind in ObjectKind::ALL {
        let mut checked = Checked {
            object: mappings.of(kind),
            kind,
            who: mappings.assignment.who,
            problems: &mut problems,
            mapping_patterns: Patterns::default(),
            filter_patterns: Patterns::default(),
        };
        checked.object();
    }
    problems
}

/// The mapping of one type of object, while it is looked at.
struct Checked<'m, 'p> {
    object: &'m ObjectMapping,
    kind: ObjectKind,
    who: Who,
    problems: &'p mut Vec<Problem>,
    mapping_patterns: Patterns,
    filter_patterns: Patterns,
}

impl<'m> Checked<'m, '_> {
    fn object(&mut self) {
        if self.kind == ObjectKind::User && !self.object.enabled {
            self.add(Place::Whole, ProblemKind::UsersDisabled);
        }
        for (index, mapping) in self.object.mappings.iter().enumerate() {
            self.mapping(index, mapping);
        }
        self.matching();
        self.required();
        self.lists();
        self.filters();
    }

    fn add(&mut self, place: Place, kind: ProblemKind) {
        self.push(Problem::at(place, kind));
    }

    fn push(&mut self, problem: Problem) {
        self.problems.push(problem.of(self.kind));
    }

    fn add_to(&mut self, index: usize, field: Field, kind: ProblemKind) {
        self.add(Place::Mapping { index, field }, kind);
    }

    /// The definition of a source attribute, of which it is known that the directory has it.
    fn source(&self, name: &str) -> Option<&'m AttributeDefinition> {
        self.object.source_definition(name)
    }

    /// Whether a source attribute may exist: the list has it, or is not known, or every object has the attribute.
    fn has_source(&self, name: &str) -> bool {
        const ALWAYS: [&str; 3] = ["objectId", "IsSoftDeleted", "appRoleAssignments"];
        self.object.source.is_empty() || self.source(name).is_some() || ALWAYS.contains(&name)
    }

    fn nearest_source(&self, name: &str) -> Option<String> {
        nearest(name, &self.object.source)
    }

    /// Required targets that nothing fills.
    fn required(&mut self) {
        if !self.object.enabled {
            return;
        }
        let fills = |definition: &AttributeDefinition| {
            self.object.mappings.iter().any(|mapping| {
                let has_value = mapping.source != MappingSource::None || mapping.default_value.is_some();
                has_value && leads_into(&mapping.target, &definition.name)
            })
        };
        let unmapped: Vec<_> = (self.object.target.iter())
            .filter(|definition| definition.required && !definition.anchor && !fills(definition))
            .collect();
        for definition in unmapped {
            self.add(
                Place::TargetAttribute(definition.name.clone()),
                ProblemKind::RequiredUnmapped {
                    target: definition.name.clone(),
                },
            );
        }
    }
}

/// Whether a path leads to an attribute or into it, whatever the letter case.
fn leads_into(path: &str, attribute: &str) -> bool {
    path.get(..attribute.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(attribute))
        && (path.len() == attribute.len() || path[attribute.len()..].starts_with(['[', '.']))
}

/// The name that is written most like this one, if it is much like it.
fn nearest(name: &str, definitions: &[AttributeDefinition]) -> Option<String> {
    let plain = name.to_lowercase();
    definitions
        .iter()
        .map(|definition| {
            let distance = strsim::damerau_levenshtein(&plain, &definition.name.to_lowercase());
            (distance, &definition.name)
        })
        .filter(|(distance, known)| distance * 3 <= known.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.clone())
}
