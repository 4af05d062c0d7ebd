//! Rules by which accounts are no drift.

use scimdesk_provisioning::guard::Protected;

use super::kept::Found;
use crate::{
    wire::{DeskError, DriftKind, DriftRule, ErrorCode},
    words::say,
};

/// Rules of a tenant at most.
const MOST: usize = 1_000;

/// Rules as they are asked.
pub(super) struct Rules(Vec<(DriftRule, Protected)>);

impl Rules {
    pub(super) fn new(rules: Vec<DriftRule>) -> Self {
        let names = |rule: DriftRule| {
            let names = Protected::new([&rule.pattern]);
            (rule, names)
        };
        Self(rules.into_iter().map(names).collect())
    }

    /// Leaves out what the rules are about; `None` where nothing is left.
    pub(super) fn leave(&self, mut found: Found) -> Option<Found> {
        for (rule, names) in &self.0 {
            let is_about = rule.object.is_none_or(|object| object == found.object)
                && rule.kind.is_none_or(|kind| kind == found.kind)
                && (names.covers(&found.account_name)
                    || found.user_name.as_deref().is_some_and(|name| names.covers(name)));
            if !is_about {
                continue;
            }
            match &rule.attribute {
                None => return None,
                // A rule about an attribute is about its changes, and nothing else.
                Some(attribute) if found.kind == DriftKind::Changed => {
                    let is_other = |name: &str| !name.eq_ignore_ascii_case(attribute);
                    found.attributes.retain(|changed| is_other(&changed.name));
                    found.differences.retain(|changed| is_other(&changed.target));
                    if found.attributes.is_empty() {
                        return None;
                    }
                }
                Some(_) => {}
            }
        }
        Some(found)
    }
}

/// Rules as the cache keeps them.
pub(super) fn read(kept: Vec<(u64, String)>) -> Result<Vec<DriftRule>, DeskError> {
    kept.into_iter()
        .map(|(id, text)| {
            let rule: DriftRule = serde_json::from_str(&text)
                .map_err(|problem| DeskError::of(ErrorCode::CacheBroken).because(&problem))?;
            Ok(DriftRule { id: Some(id), ..rule })
        })
        .collect()
}

/// Rules as they are to be kept: blanks gone, none that says nothing.
pub(super) fn written(rules: Vec<DriftRule>) -> Result<Vec<String>, DeskError> {
    if rules.len() > MOST {
        return Err(DeskError::bad_input(say!("drift-too-many-rules", most = MOST as u64)));
    }
    rules.into_iter().map(|rule| text(&rule)).collect()
}

pub(super) fn text(rule: &DriftRule) -> Result<String, DeskError> {
    let pattern = rule.pattern.trim().to_owned();
    if pattern.is_empty() {
        return Err(DeskError::bad_input(say!("drift-pattern-missing")));
    }
    let attribute = rule.attribute.as_ref().map(|attribute| attribute.trim().to_owned());
    let rule = DriftRule {
        id: None,
        pattern,
        attribute: attribute.filter(|attribute| !attribute.is_empty()),
        ..rule.clone()
    };
    serde_json::to_string(&rule).map_err(|cause| DeskError::of(ErrorCode::Internal).because(&cause))
}
