//! What comes of one mapping for one person: the value before, the value after, and what that is called.

use scimdesk_mapping::{
    flow::{Flow, FlowError, FlowResult, TargetValue},
    model::{Apply, AttributeType, MappingSource, WhenEmpty},
};

use super::value;
use crate::wire::PreviewOutcome;

/// What there is before.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Before<'b> {
    /// What the saved mappings give; `None` where none of them fills this target.
    Saved(Option<&'b Flow<'b>>),
    /// An account was found, and has this value.
    Account {
        value: Option<&'b TargetValue>,
        /// Whether accounts are changed at all.
        updates: bool,
    },
    /// No account was found; why none is made, where none is.
    NoAccount { not_made: Option<NotMade> },
}

/// Why no account is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotMade {
    /// The person is disabled in the directory.
    Disabled,
    /// The mapping has *create* switched off.
    SwitchedOff,
}

/// What comes of one mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) outcome: PreviewOutcome,
    pub(crate) from: Option<TargetValue>,
    pub(crate) to: Option<TargetValue>,
    pub(crate) reason: Option<Reason>,
}

/// Why, where it is not plain from the values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    Flow(FlowError),
    RequiredMissing,
    /// No matching attribute has a value: the person is left out.
    NothingToFindBy,
    SeveralAccounts,
    TooLong {
        length: usize,
        most: u32,
    },
    SameAs {
        name: String,
    },
    /// The source has no value, and the account keeps its own.
    Kept,
    OnlyOnCreate,
    OnlyWhereEmpty,
    ReferencesNotCompared,
    NotMade(NotMade),
    NotUpdated,
}

/// What a mapping gives on creation: its value, else its default.
pub(crate) fn on_create(flow: &Flow<'_>) -> Option<TargetValue> {
    match &flow.result {
        FlowResult::Value(value) => Some(value.clone()).filter(|value| !value::is_empty(value)),
        FlowResult::Empty => default(flow),
        FlowResult::NotFlowed if flow.mapping.source == MappingSource::None => default(flow),
        FlowResult::NotFlowed | FlowResult::Failed(_) => None,
    }
}

fn default(flow: &Flow<'_>) -> Option<TargetValue> {
    let text = (flow.mapping.default_value.as_deref()).filter(|text| !text.is_empty())?;
    value::default(text, &flow.definition)
}

/// What the account has after a change, and why that is not what the mapping gives.
fn after_update(flow: &Flow<'_>, from: Option<&TargetValue>) -> (Option<TargetValue>, Option<Reason>) {
    let kept = |reason| (from.cloned(), from.map(|_| reason));
    if flow.mapping.apply == Apply::OnCreate {
        return kept(Reason::OnlyOnCreate);
    }
    match &flow.result {
        FlowResult::Value(to) => match (flow.mapping.apply, from) {
            (Apply::WhenTargetEmpty, Some(_)) => kept(Reason::OnlyWhereEmpty),
            (Apply::AddValue, Some(from)) => (Some(value::with_added(from, to)), None),
            (Apply::AddValues, Some(from)) if flow.definition.multi_valued => {
                (Some(value::with_added(from, to)), None)
            }
            (_, Some(from)) if matches!(to, TargetValue::Roles { replace: false, .. }) => {
                (Some(value::with_added(from, to)), None)
            }
            _ => (Some(to.clone()).filter(|to| !value::is_empty(to)), None),
        },
        FlowResult::Empty => match flow.mapping.when_empty {
            WhenEmpty::Keep => kept(Reason::Kept),
            WhenEmpty::Clear => (None, None),
            WhenEmpty::Default => match default(flow) {
                Some(default) => (Some(default), None),
                None => kept(Reason::Kept),
            },
        },
        FlowResult::NotFlowed if flow.mapping.source == MappingSource::None && from.is_none() => (default(flow), None),
        FlowResult::NotFlowed => kept(Reason::Kept),
        FlowResult::Failed(_) => (from.cloned(), None),
    }
}

/// What comes of one mapping. Duplicates show only beside other people.
pub(crate) fn judge(flow: &Flow<'_>, before: Before<'_>) -> Judged {
    let (from, to, mut reason) = match before {
        Before::Saved(saved) => (saved.and_then(on_create), on_create(flow), None),
        Before::NoAccount { not_made } => (None, on_create(flow), not_made.map(Reason::NotMade)),
        Before::Account { value, .. } => {
            let (to, reason) = after_update(flow, value);
            (value.cloned(), to, reason)
        }
    };
    let judged = |outcome, reason| Judged {
        outcome,
        from: from.clone(),
        to: to.clone(),
        reason,
    };
    if let FlowResult::Failed(error) = &flow.result {
        return judged(PreviewOutcome::Failed, Some(Reason::Flow(error.clone())));
    }
    if flow.definition.required && to.is_none() {
        return judged(PreviewOutcome::Failed, Some(Reason::RequiredMissing));
    }
    if let Some(most) = flow.definition.max_length
        && let Some(to) = to.as_ref().filter(|to| Some(*to) != from.as_ref())
    {
        let longest = value::texts(to).iter().map(|text| text.chars().count()).max();
        if let Some(length) = longest.filter(|length| *length > most as usize) {
            return judged(PreviewOutcome::TooLong, Some(Reason::TooLong { length, most }));
        }
    }
    let same = value::same(from.as_ref(), to.as_ref(), flow.definition.kind);
    let outcome = match before {
        Before::NoAccount { not_made: Some(_) } => PreviewOutcome::Equal,
        Before::NoAccount { not_made: None } if to.is_some() => PreviewOutcome::New,
        Before::Account { .. }
            if !same && flow.definition.kind == AttributeType::Reference && from.is_some() && to.is_some() =>
        {
            // The directory's id and the app's id of the same object are different texts.
            reason = Some(Reason::ReferencesNotCompared);
            PreviewOutcome::Equal
        }
        Before::Account { updates: false, .. } if !same => {
            reason = Some(Reason::NotUpdated);
            PreviewOutcome::Equal
        }
        _ if !same => PreviewOutcome::Changed,
        _ if to.is_none() || reason == Some(Reason::Kept) => PreviewOutcome::Empty,
        _ => PreviewOutcome::Equal,
    };
    judged(outcome, reason)
}
