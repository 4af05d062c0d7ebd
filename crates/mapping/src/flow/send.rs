//! What of a mapping's result is sent, to create an account and to change one. Requests and previews ask the same functions.

use std::borrow::Cow;

use super::{
    Flow, FlowResult, TargetValue,
    account::{missing, same},
    compile::default_value,
};
use crate::model::{Apply, MappingSource, WhenEmpty};

/// What is sent about one attribute of an account that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent<'f> {
    /// Nothing.
    Nothing,
    /// A value for an attribute that has none, or values on top of those that it has.
    Add(Cow<'f, TargetValue>),
    /// A value in place of the one that it has.
    Replace(Cow<'f, TargetValue>),
    /// That its value is taken away.
    Remove,
}

impl Flow<'_> {
    /// The default value in the type of the target, where there is one.
    pub fn default_value(&self) -> Option<TargetValue> {
        default_value(self.mapping, &self.definition).ok().flatten()
    }

    /// The value that a new account gets: what the mapping gives, or else the default. `None`: the attribute is left out.
    ///
    /// Every [`Apply`] applies on creation, since a new account has no values.
    pub fn on_create(&self) -> Option<Cow<'_, TargetValue>> {
        match &self.result {
            FlowResult::Value(value) => Some(Cow::Borrowed(value)),
            FlowResult::Empty => self.default_value().map(Cow::Owned),
            FlowResult::NotFlowed | FlowResult::Failed(_) => None,
        }
    }

    /// What is sent to an account that has `current` at the target; `None` and empty text are no value.
    ///
    /// - A mapping without source fills an empty target with its default, and leaves any other alone.
    /// - Where the source is empty, [`WhenEmpty`] decides; nothing is taken away by a mapping that only adds or only fills.
    /// - [`Apply::AddValues`] and [`Apply::AddValue`] send the values that the account lacks; of an attribute that holds one value they fill
    ///   an empty one. So do roles that come on top.
    /// - A value that is the [`same`] is not sent again.
    ///
    /// `current` of a reference must be ids of the same side as the flow's.
    pub fn on_update(&self, current: Option<&TargetValue>) -> Sent<'_> {
        let current = current.filter(|current| !current.is_blank());
        let apply = self.mapping.apply;
        if apply == Apply::OnCreate {
            return Sent::Nothing;
        }
        let default = || self.default_value().map(Cow::Owned);
        let value = match (&self.result, self.mapping.when_empty) {
            (FlowResult::Value(value), _) => Some(Cow::Borrowed(value)),
            (FlowResult::Empty, _) if self.mapping.source == MappingSource::None => {
                default().filter(|_| current.is_none())
            }
            (FlowResult::Empty, WhenEmpty::Clear) if current.is_some() && apply == Apply::Always => {
                return Sent::Remove;
            }
            (FlowResult::Empty, WhenEmpty::Default) => default(),
            (FlowResult::Empty, WhenEmpty::Keep | WhenEmpty::Clear)
            | (FlowResult::NotFlowed | FlowResult::Failed(_), _) => None,
        };
        match (value, current) {
            (None, _) => Sent::Nothing,
            // An account without the attribute has no roles and no text already.
            (Some(value), None) if value.is_blank() => Sent::Nothing,
            (Some(value), None) => Sent::Add(value),
            (Some(value), Some(current)) => self.beside(value, current),
        }
    }

    /// What is sent of a value to an account that has one.
    fn beside<'f>(&self, value: Cow<'f, TargetValue>, current: &TargetValue) -> Sent<'f> {
        let adds = matches!(self.mapping.apply, Apply::AddValues | Apply::AddValue)
            || matches!(*value, TargetValue::Roles { replace: false, .. });
        if self.mapping.apply == Apply::WhenTargetEmpty {
            return Sent::Nothing;
        }
        if adds {
            return match missing(&value, current, &self.definition) {
                Some(missing) => Sent::Add(Cow::Owned(missing)),
                None => Sent::Nothing,
            };
        }
        if same(&value, current, &self.definition) {
            return Sent::Nothing;
        }
        Sent::Replace(value)
    }
}
