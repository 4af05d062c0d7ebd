//! A resource seen as a group (RFC 7643 §4.2).

use std::borrow::Cow;

use crate::{json, resource::Resource, user::MultiValue};

/// A group's attributes by name.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a>(&'a Resource);

impl<'a> Group<'a> {
    /// Looks at `resource` as a group.
    pub fn new(resource: &'a Resource) -> Self {
        Self(resource)
    }

    /// The name to show.
    pub fn display_name(&self) -> Option<Cow<'a, str>> {
        json::get(self.0.as_object(), "displayName").and_then(json::as_text)
    }

    /// The best name there is: `displayName`, else `id`. A blank one is passed over.
    pub fn best_name(&self) -> Option<Cow<'a, str>> {
        [self.display_name(), self.0.id()]
            .into_iter()
            .flatten()
            .find(|candidate| !candidate.trim().is_empty())
    }

    /// The members. `None`: the server did not return them, so that nothing is known about them; many servers leave members
    /// out of listings.
    pub fn members(&self) -> Option<Vec<Member<'a>>> {
        let members = MultiValue::all(json::get(self.0.as_object(), "members")?);
        Some(members)
    }
}

/// One member: `value` is the id of a user or a group, `kind` says which (`User`, `Group`) where the server tells.
pub type Member<'a> = MultiValue<'a>;
