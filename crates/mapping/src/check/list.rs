//! Attribute lists.

use std::collections::HashSet;

use super::{Checked, Place, ProblemKind};
use crate::{model::AttributeDefinition, path::TargetPath};

/// The object types that a reference may lead to.
const OBJECTS: [&str; 2] = ["User", "Group"];

/// Whether a reference leads to one of them. An app's objects are called by their schemas in Entra's files:
/// `urn:ietf:params:scim:schemas:core:2.0:Group`.
fn is_known(object: &str) -> bool {
    let name = object.rsplit(':').next().unwrap_or_default();
    OBJECTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl<'m> Checked<'m, '_> {
    pub(super) fn lists(&mut self) {
        let object = self.object;
        self.list(&object.source, Place::SourceAttribute, str::to_owned);
        // Targets are told apart whatever the letter case.
        self.list(&object.target, Place::TargetAttribute, str::to_ascii_lowercase);
        for definition in &object.target {
            if let Err(fault) = TargetPath::read(&definition.name)
                && !definition.name.trim().is_empty()
            {
                let name = definition.name.clone();
                self.add(
                    Place::TargetAttribute(name.clone()),
                    ProblemKind::AttributeNotPath { name, fault },
                );
            }
        }
    }

    fn list(
        &mut self,
        definitions: &'m [AttributeDefinition],
        place: impl Fn(String) -> Place,
        key: impl Fn(&str) -> String,
    ) {
        let mut seen = HashSet::new();
        let mut anchor = None;
        for definition in definitions {
            let name = &definition.name;
            let mut add = |kind| self.add(place(name.clone()), kind);
            if name.trim().is_empty() {
                add(ProblemKind::AttributeUnnamed);
                continue;
            }
            if !seen.insert(key(name)) {
                add(ProblemKind::AttributeTwice { name: name.clone() });
            }
            if definition.anchor {
                match anchor {
                    None => anchor = Some(name),
                    Some(first) => add(ProblemKind::AnchorTwice {
                        name: name.clone(),
                        first: first.clone(),
                    }),
                }
            }
            for object in &definition.references {
                if !is_known(object) {
                    add(ProblemKind::ReferenceUnknown {
                        name: name.clone(),
                        object: object.clone(),
                    });
                }
            }
        }
    }
}
