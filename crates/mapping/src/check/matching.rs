//! By what an existing object is found.

use super::{Checked, Field, Place, ProblemKind, expression::read};
use crate::{
    expression::LintKind,
    flow::definition_of,
    model::{AttributeMapping, AttributeType, MappingSource},
};

impl Checked<'_, '_> {
    pub(super) fn matching(&mut self) {
        let mut seen: Vec<(u32, usize)> = Vec::new();
        for (index, mapping) in self.object.mappings.iter().enumerate() {
            let Some(precedence) = mapping.matching else { continue };
            if precedence == 0 {
                self.add_to(index, Field::Matching, ProblemKind::MatchingZero);
            }
            match seen.iter().find(|(known, _)| *known == precedence) {
                Some((_, first)) => {
                    let kind = ProblemKind::MatchingTwice {
                        precedence,
                        first: *first,
                    };
                    self.add_to(index, Field::Matching, kind);
                }
                None => seen.push((precedence, index)),
            }
            if let Some(kind) = source_unfit(mapping) {
                self.add_to(index, Field::Matching, kind);
            }
            self.matching_target(index, mapping);
        }
        if seen.is_empty() && self.object.enabled {
            self.add(Place::Whole, ProblemKind::MatchingMissing);
        }
    }

    fn matching_target(&mut self, index: usize, mapping: &AttributeMapping) {
        let definition = definition_of(self.object, mapping);
        let target = || definition.name.clone();
        let kind = match definition.filterable {
            Some(false) => Some(ProblemKind::MatchingNotFilterable { target: target() }),
            None if self.object.enabled => Some(ProblemKind::MatchingFilterableUnknown { target: target() }),
            None | Some(true) => None,
        };
        if let Some(kind) = kind {
            self.add_to(index, Field::Matching, kind);
        }
        if definition.multi_valued || definition.kind == AttributeType::Reference {
            let target = target();
            self.add_to(index, Field::Matching, ProblemKind::MatchingSeveral { target });
        }
    }
}

/// Why a source gives nothing by which an object is found.
fn source_unfit(mapping: &AttributeMapping) -> Option<ProblemKind> {
    match &mapping.source {
        MappingSource::Direct { .. } => None,
        MappingSource::None => Some(ProblemKind::MatchingWithoutSource),
        MappingSource::Constant { .. } => Some(ProblemKind::MatchingConstant),
        MappingSource::Expression { text } => {
            let (expression, _) = read(text).ok()?;
            expression.lints().iter().find_map(|lint| match lint.kind {
                LintKind::UniqueValue => Some(ProblemKind::MatchingUniqueValue),
                LintKind::ValueVaries { function } => Some(ProblemKind::MatchingVaries { function }),
                _ => None,
            })
        }
    }
}
