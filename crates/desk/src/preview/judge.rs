//! What comes of one mapping for one person: the value before, the value after, and what that is called.

use std::borrow::Cow;

use scimdesk_mapping::{
    expression::Role,
    flow::{self, Flow, FlowError, FlowResult, Sent, TargetValue},
    model::{Apply, AttributeType, WhenEmpty},
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
    /// The person is disabled or deleted in the directory.
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
    /// The draft has no mapping for it any more.
    Dropped,
}

/// What a new account gets; empty text is nothing to see.
pub(crate) fn on_create(flow: &Flow<'_>) -> Option<TargetValue> {
    flow.on_create().map(Cow::into_owned).filter(|value| !value.is_blank())
}

/// What the account has after a change, and why that is not what the mapping gives.
fn after_update(flow: &Flow<'_>, from: Option<&TargetValue>) -> (Option<TargetValue>, Option<Reason>) {
    match flow.on_update(from) {
        Sent::Remove => (None, None),
        Sent::Replace(value) => (Some(value.into_owned()).filter(|value| !value.is_blank()), None),
        Sent::Add(value) => (Some(with_added(from, value.into_owned())), None),
        Sent::Nothing => {
            let reason = match (&flow.result, flow.mapping.apply) {
                (_, Apply::OnCreate) => Some(Reason::OnlyOnCreate),
                // The account has the default already.
                (FlowResult::Empty, _) if has_default_on_update(flow) => None,
                (FlowResult::Empty | FlowResult::NotFlowed, _) => from.map(|_| Reason::Kept),
                (FlowResult::Value(value), Apply::WhenTargetEmpty) => from
                    .filter(|from| !flow::same(value, from, &flow.definition))
                    .map(|_| Reason::OnlyWhereEmpty),
                _ => None,
            };
            (from.cloned(), reason)
        }
    }
}

fn has_default_on_update(flow: &Flow<'_>) -> bool {
    flow.mapping.when_empty == WhenEmpty::Default && flow.default_value().is_some()
}

/// The account's values, and those that come on top of them.
fn with_added(from: Option<&TargetValue>, added: TargetValue) -> TargetValue {
    let Some(from) = from else { return added };
    let mut all = texts_of(from);
    all.extend(texts_of(&added));
    match from {
        TargetValue::References(_) => TargetValue::References(all),
        _ => TargetValue::Texts(all),
    }
}

fn texts_of(value: &TargetValue) -> Vec<String> {
    match value {
        TargetValue::References(ids) => ids.clone(),
        TargetValue::Roles { roles, .. } => (roles.iter())
            .filter_map(|role| role.value.as_deref().or_else(|| Role::name(role)))
            .map(str::to_owned)
            .collect(),
        other => value::texts(other),
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
    let same = match (&from, &to, before) {
        (Some(from), Some(to), Before::Account { .. }) => flow::same(to, from, &flow.definition),
        (from, to, _) => from == to,
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
    // A long value that the account has already was taken by the app.
    let is_new = !(same && matches!(before, Before::Account { .. }));
    if let (Some(most), Some(to), true) = (flow.definition.max_length, &to, is_new) {
        let longest = value::texts(to).iter().map(|text| text.chars().count()).max();
        if let Some(length) = longest.filter(|length| *length > most as usize) {
            return judged(PreviewOutcome::TooLong, Some(Reason::TooLong { length, most }));
        }
    }
    let is_reference = flow.definition.kind == AttributeType::Reference;
    let outcome = match before {
        Before::NoAccount { not_made: Some(_) } if to.is_some() => PreviewOutcome::NotSent,
        Before::NoAccount { not_made: None } if to.is_some() => PreviewOutcome::New,
        Before::Account { .. } if !same && is_reference && from.is_some() && to.is_some() => {
            // The directory's id and the app's id of the same object are different texts.
            reason = Some(Reason::ReferencesNotCompared);
            PreviewOutcome::NotCompared
        }
        Before::Account { updates: false, .. } if !same => {
            reason = Some(Reason::NotUpdated);
            PreviewOutcome::NotSent
        }
        _ if !same => PreviewOutcome::Changed,
        _ if to.is_none() || reason == Some(Reason::Kept) => PreviewOutcome::Empty,
        _ => PreviewOutcome::Equal,
    };
    judged(outcome, reason)
}
