//! The exact requests that make an account or a group, or bring one in line with what its mappings give.
//!
//! [`create()`] gives the body of a `POST`, [`update()`] the bodies of the `PATCH`es that an account needs: only what differs, and none
//! at all where nothing does. Three forms, one for each [`RequestProfile`]:
//!
//! | | RFC 7644 | Entra | Entra with `aadOptscim062020` |
//! |---|---|---|---|
//! | `op` | `add`, `replace`, `remove` | `Add`, `Replace`, `Remove` | as the RFC |
//! | booleans, numbers | real | as text in `PATCH`: `"False"`, `"12"` | real |
//! | several single values replaced | an operation each | an operation each | one `replace` without a path, its keys paths; filtered paths stay apart |
//! | typed value that is missing | the whole value is added to the attribute | `Add` at the filtered path | `add` at the filtered path |
//! | value of a list goes | the attribute is replaced | `Remove` with the values | `remove` at `x[value eq "…"]` |
//! | member goes | `remove` at `members[value eq "…"]` | `Remove` with the values | as the RFC |
//! | app roles that come on top | objects | JSON as text in `value` | objects |
//! | `primary` | only where a mapping or a path says so | the `work` one of mails and phones | the same |
//! | `schemas` | those that are used | core and enterprise, no custom one | the same |
//! | `meta` | not sent | `resourceType` | the same |
//!
//! `Add` is used where the account has no value, `Replace` where it has one. What holds in all of them:
//! - A switch-off (`active` false) is a request of its own, the last: apps do other things when it is mixed with more, and some refuse to
//!   change an account that is off. A switch-on comes first.
//! - References (manager, members) are requests of their own after the rest, since one that the app does not know fails the request it is
//!   in. They are never part of a `POST`. Members go and come in separate requests of at most [`MAX_MEMBERS`].
//! - What the account has and no mapping fills stays as it is. A value that stays in a list keeps its `type` and its `primary`.
//! - A list of members that the server did not return is unknown, not empty: members are added and none is taken away. None is taken away
//!   either while it is unknown which account somebody has, for it may be theirs.
//!
//! Decided where nothing is documented, or against it:
//! - Entra never clears and lets lists only grow. Where a mapping says to clear, or values are to go, its profiles send `Remove`: the admin
//!   asked for it, and the form is the one that Entra uses for members.
//! - The manager is sent in Entra's newer form, the id as text at the path of the mapping, not as an array with a `$ref`.
//! - A group is made with the core schema alone; the URN of Microsoft's own that Entra adds is of no use to anybody.
//! - Empty text is left out of a `POST`. In a `PATCH` it is sent: some admins blank a field with it.
//!
//! Sources: RFC 7643 §2.4 and §2.5, RFC 7644 §3.3 and §3.5.2; Microsoft, "Develop and plan provisioning for a SCIM endpoint", "Known
//! issues with SCIM 2.0 protocol compliance" and "Customize user provisioning attribute-mappings"; requests as servers log them.

mod create;
mod form;
mod list;
mod operations;
mod place;
mod references;
mod roles;
mod update;

use scimdesk_mapping::flow::FlowError;
use serde_json::Value;

pub use create::create;
pub use update::update;

#[cfg(doc)]
use scimdesk_mapping::model::RequestProfile;

/// The most members in one request: the least that any app is known to take.
pub const MAX_MEMBERS: usize = 100;

/// Whom the ids in the source directory belong to at the app.
pub trait References {
    /// The id at the app of the object that has this id in the directory. `None`: none is known.
    fn account_of(&self, person: &str) -> Option<String>;

    /// Whether somebody without a known account has none for certain, because the list of accounts is proven complete. As long as it
    /// may be incomplete, nobody who is not recognised is taken out of a group whose wanted members are not all known.
    fn knows_all(&self) -> bool {
        false
    }

    /// Whether nobody is taken out of a group at all, because the directory that says who is in it may lack somebody.
    fn keeps_members(&self) -> bool {
        false
    }
}

/// What makes an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Created {
    /// The body of the `POST`.
    pub body: Value,
    /// The bodies of the `PATCH`es that follow it, in this order: the references.
    pub then: Vec<Value>,
    /// What is left out.
    pub notes: Vec<Note>,
}

/// What brings an object in line.
#[derive(Clone, Debug, PartialEq)]
pub struct Updated {
    /// The bodies of the `PATCH`es, in this order. Each is to be sent whatever becomes of those before it. Empty: nothing differs.
    pub requests: Vec<Value>,
    /// What is left out.
    pub notes: Vec<Note>,
}

/// Something that is left out of the requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The target attribute, as its mapping spells it.
    pub target: String,
    /// Why.
    pub reason: Reason,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The mapping gives nothing that can be sent.
    Failed(FlowError),
    /// The target is no path to an attribute that a client may write, or its filter does not say what a new value looks like.
    TargetUnusable,
    /// The app wants a value, and there is none. The request is likely to be refused.
    RequiredMissing,
    /// The value would be cleared, but the app wants one; it stays.
    RequiredKept,
    /// These objects of the directory have no known account at the app.
    Unresolved {
        /// Their ids in the directory.
        people: Vec<String>,
    },
    /// Members that nobody asks for stay, since they may be some of those whose account is not known.
    RemovalsWithheld {
        /// How many.
        count: usize,
    },
    /// Members that nobody asks for stay, since the directory is not proven to hold everybody.
    DirectoryUnproven {
        /// How many.
        count: usize,
    },
    /// The server did not return the list, so that nothing is taken from it.
    NotReturned,
    /// Servers never return the attribute (`password`): nobody can say whether it differs, so that it is sent with a new object alone.
    NeverReturned,
}
