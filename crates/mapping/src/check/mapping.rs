//! One mapping.

use super::{Checked, Field, ProblemKind, leads_into, nearest};
use crate::{
    flow::{constant_value, default_value, definition_of, type_name},
    model::{Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, WhenEmpty},
    path::TargetPath,
};

impl Checked<'_, '_> {
    pub(super) fn mapping(&mut self, index: usize, mapping: &AttributeMapping) {
        self.target(index, mapping);
        let definition = definition_of(self.object, mapping);
        match &mapping.source {
            MappingSource::Direct { attribute } => self.direct(index, mapping, attribute),
            MappingSource::Constant { value } => self.constant(index, value, &definition),
            MappingSource::Expression { text } => self.expression(index, mapping, text),
            MappingSource::None if mapping.default_value.is_none() => {
                self.add_to(index, Field::Source, ProblemKind::DoesNothing);
            }
            MappingSource::None => {}
        }
        let is_direct = matches!(mapping.source, MappingSource::Direct { .. } | MappingSource::None);
        if definition.kind == AttributeType::Reference && !is_direct {
            let target = definition.name.clone();
            self.add_to(index, Field::Source, ProblemKind::ReferenceNotDirect { target });
        }
        self.default(index, mapping, &definition);
        self.apply(index, mapping, &definition);
    }

    fn target(&mut self, index: usize, mapping: &AttributeMapping) {
        let target = &mapping.target;
        let mut add = |kind| self.add_to(index, Field::Target, kind);
        if target.trim().is_empty() {
            add(ProblemKind::TargetMissing);
            return;
        }
        if let Err(fault) = TargetPath::read(target) {
            let target = target.clone();
            add(ProblemKind::TargetNotPath { target, fault });
            return;
        }
        let twice = self.object.mappings[..index]
            .iter()
            .position(|earlier| earlier.target.eq_ignore_ascii_case(target));
        if let Some(first) = twice {
            let target = target.clone();
            self.add_to(index, Field::Target, ProblemKind::TargetTwice { target, first });
        }
        let definition = self.object.target_definition(target);
        if leads_into(target, "id") || definition.is_some_and(|definition| definition.anchor) {
            let target = target.clone();
            self.add_to(index, Field::Target, ProblemKind::TargetAnchor { target });
        } else if definition.is_none() && !self.object.target.is_empty() {
            let kind = ProblemKind::TargetUnknown {
                target: target.clone(),
                suggestion: nearest(target, &self.object.target),
            };
            self.add_to(index, Field::Target, kind);
        }
    }

    fn direct(&mut self, index: usize, mapping: &AttributeMapping, attribute: &str) {
        if attribute.trim().is_empty() {
            self.add_to(index, Field::Source, ProblemKind::SourceMissing);
            return;
        }
        if !self.has_source(attribute) {
            let kind = ProblemKind::SourceUnknown {
                attribute: attribute.to_owned(),
                suggestion: self.nearest_source(attribute),
            };
            self.add_to(index, Field::Source, kind);
        }
        // What nobody has defined cannot contradict anything.
        let (Some(source), Some(target)) = (self.source(attribute), self.object.target_definition(&mapping.target))
        else {
            return;
        };
        if let Some(kind) = kinds_differ(source, target) {
            self.add_to(index, Field::Source, kind);
        }
        let (target_name, attribute) = (target.name.clone(), attribute.to_owned());
        let kind = match (source.multi_valued, target.multi_valued) {
            (true, false) => ProblemKind::SeveralIntoOne {
                target: target_name,
                attribute,
            },
            (false, true) if mapping.apply == Apply::Always => ProblemKind::OneReplacesSeveral {
                target: target_name,
                attribute,
            },
            _ => return,
        };
        self.add_to(index, Field::Source, kind);
    }

    fn constant(&mut self, index: usize, value: &str, definition: &AttributeDefinition) {
        let target = || definition.name.clone();
        if let Err(unusable) = constant_value(value, definition) {
            self.push(unusable.at(index, Field::Source));
        } else if let Some((length, most)) = too_long(value, definition) {
            let target = target();
            self.add_to(
                index,
                Field::Source,
                ProblemKind::ConstantTooLong { target, length, most },
            );
        }
        if definition.unique {
            let target = target();
            self.add_to(index, Field::Source, ProblemKind::UniqueFromConstant { target });
        }
    }

    fn default(&mut self, index: usize, mapping: &AttributeMapping, definition: &AttributeDefinition) {
        let mut add = |kind| self.add_to(index, Field::DefaultValue, kind);
        let Some(value) = &mapping.default_value else {
            if mapping.when_empty == WhenEmpty::Default && !is_when_empty_unused(mapping) {
                add(ProblemKind::DefaultMissing);
            }
            return;
        };
        if matches!(&mapping.source, MappingSource::Constant { value } if !value.is_empty()) {
            add(ProblemKind::DefaultUnused);
        }
        if let Err(unusable) = default_value(mapping, definition) {
            self.push(unusable.at(index, Field::DefaultValue));
        } else if let Some((length, most)) = too_long(value, definition) {
            let target = definition.name.clone();
            add(ProblemKind::DefaultTooLong { target, length, most });
        }
    }

    fn apply(&mut self, index: usize, mapping: &AttributeMapping, definition: &AttributeDefinition) {
        let is_known = self.object.target_definition(&mapping.target).is_some();
        let adds = matches!(mapping.apply, Apply::AddValues | Apply::AddValue);
        let target = || definition.name.clone();
        if adds && is_known && !definition.multi_valued {
            let target = target();
            self.add_to(index, Field::Apply, ProblemKind::ApplyNeedsSeveral { target });
        }
        if is_when_empty_unused(mapping) {
            let apply = mapping.apply;
            self.add_to(index, Field::WhenEmpty, ProblemKind::WhenEmptyUnused { apply });
        } else if mapping.when_empty == WhenEmpty::Clear && definition.required {
            let target = target();
            self.add_to(index, Field::WhenEmpty, ProblemKind::ClearRequired { target });
        }
    }
}

/// Whether the mapping says what to do where its source is empty, and that is never asked.
fn is_when_empty_unused(mapping: &AttributeMapping) -> bool {
    match (mapping.when_empty, &mapping.source, mapping.apply) {
        (WhenEmpty::Keep, ..) => false,
        (_, MappingSource::Constant { .. } | MappingSource::None, _) | (_, _, Apply::OnCreate) => true,
        (when_empty, _, apply) => when_empty == WhenEmpty::Clear && apply != Apply::Always,
    }
}

fn kinds_differ(source: &AttributeDefinition, target: &AttributeDefinition) -> Option<ProblemKind> {
    use AttributeType::{Reference, String};
    let (target_name, attribute) = (target.name.clone(), source.name.clone());
    match (source.kind, target.kind) {
        (found, wanted) if found == wanted => None,
        (_, Reference) => Some(ProblemKind::ReferenceFromOther {
            target: target_name,
            attribute,
        }),
        (String, _) | (_, String) => None,
        (found, wanted) => Some(ProblemKind::TypesDiffer {
            target: target_name,
            attribute,
            found: type_name(found),
            wanted: type_name(wanted),
        }),
    }
}

/// How long a text is and may be, if that is too long.
fn too_long(value: &str, definition: &AttributeDefinition) -> Option<(usize, u32)> {
    let (length, most) = (value.chars().count(), definition.max_length?);
    (length > usize::try_from(most).unwrap_or(usize::MAX)).then_some((length, most))
}
