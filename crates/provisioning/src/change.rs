//! A planned change, as it is kept and handed around.

use scimdesk_mapping::model::ObjectKind;
use serde::{Deserialize, Serialize};

use crate::decide::{Intent, Standing, Withheld};

/// One change of one account or group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// An account or a group.
    pub object: ObjectKind,
    /// What is done, as people are told.
    pub action: Action,
    /// What is done, as it was decided.
    pub intent: Intent,
    /// Where the person stands.
    pub standing: Standing,
    /// Who it is about in the directory.
    pub person: Party,
    /// What it is about at the app; `None`: it is yet to be made.
    pub account: Option<Party>,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What changes.
    #[serde(default)]
    pub attributes: Vec<AttributeChange>,
    /// Why it is not done.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// What is left out of it, one sentence each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// A hash of all that is wanted for the object. Another one is another change.
    pub wanted: i64,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// An account is made.
    Create,
    /// An account that is there already is taken over.
    Link,
    /// Attributes change.
    Update,
    /// It is switched on again.
    Restore,
    /// It is switched off.
    Disable,
    /// It is deleted.
    Delete,
    /// It is gone already: the link goes too, and nothing is sent.
    Unlink,
    /// Only who is in a group changes.
    Members,
}

impl Action {
    /// Whether somebody loses something by it, so that guards count it.
    pub fn takes_away(self) -> bool {
        matches!(self, Self::Disable | Self::Delete)
    }
}

/// Somebody or something, with the name it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The id, in the directory or at the app.
    pub id: String,
    /// The name, for people.
    pub name: String,
}

/// Why a change is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reason {
    /// Where the person stands, and by what: an assignment, a clause, a deletion.
    Standing {
        /// Where.
        standing: Standing,
        /// In a few words: `assigned through Sales`.
        why: String,
    },
    /// No account matches.
    NoAccount,
    /// No account was found in a list that may be incomplete: it is asked for once more before one is made.
    NotFoundYet,
    /// The account was found by this attribute.
    Matched {
        /// The target attribute.
        target: String,
        /// Its value.
        value: String,
    },
    /// Several accounts were found by this attribute.
    Several {
        /// The target attribute.
        target: String,
        /// Its value.
        value: String,
        /// The first of them.
        accounts: Vec<Party>,
    },
    /// What the mappings give is something else than what was written last.
    Changed,
    /// What the app has is something else than what the mappings give.
    Differs,
    /// An account that it refers to has become known.
    LateReference,
    /// It failed before, and is tried again.
    Retry,
    /// Its person left so long ago.
    LeftBefore {
        /// Whole days.
        days: u32,
    },
    /// The account is gone at the app.
    AccountGone,
}

/// An attribute before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct AttributeChange {
    /// The path, as the mapping spells it.
    pub target: String,
    /// What the account has; `None`: nothing.
    pub from: Option<String>,
    /// What it will have; `None`: nothing.
    pub to: Option<String>,
    /// Of a list of references: who comes, by name.
    pub added: Vec<String>,
    /// Who goes, by name.
    pub removed: Vec<String>,
    /// What fills it, as people read it: `department`.
    pub mapping: Option<String>,
    /// Whether it refers to other objects, so that it is sent after these are there.
    pub reference: bool,
}
