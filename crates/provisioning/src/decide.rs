//! What is to become of one person or group at the app: the deprovisioning matrix.
//!
//! | | not linked | linked | linked, switched off before |
//! |---|---|---|---|
//! | in scope | link what matches, or create | bring in line | restore |
//! | in scope, disabled in the directory | link what matches, or skip | bring in line: the mapping switches off | bring in line |
//! | out of scope, or deleted softly | nothing | switch off | nothing; delete after the days that are set |
//! | gone for good | nothing | delete, or switch off where deleting is not allowed | delete |
//!
//! Groups know no switch-off: one that leaves is deleted, where that is allowed. A departure that rests on a list that may be incomplete is
//! withheld, since whom the list lacks may still be there. Whose account is gone at the app already is forgotten.
//!
//! Entra never deletes who was switched off before they were gone for good; here the deletion is finished.

use scimdesk_mapping::model::{Actions, ObjectKind};
use serde::{Deserialize, Serialize};

/// Where a person or group stands in the directory, seen by scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Assigned, and let in by the scoping filters.
    InScope {
        /// Whether the directory has them enabled. Groups always are.
        enabled: bool,
    },
    /// In the directory, and not in scope.
    OutOfScope,
    /// No longer in the directory, which may give them back.
    SoftDeleted,
    /// Deleted for good.
    Gone,
}

/// What is known of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkView {
    /// There is none.
    None,
    /// The account is kept in line.
    Managed,
    /// Switched off, because its person left.
    Left {
        /// Whole days since; `None`: not known.
        days: Option<u32>,
    },
}

/// What is known of the account: of a link's, or else of those that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountView {
    /// There is one.
    One,
    /// There is none for certain.
    None,
    /// The list that was looked through may be incomplete.
    NotSeen,
    /// Several match.
    Several,
    /// The one that matches is somebody else's.
    OfAnother,
    /// Nothing to match by has a value.
    NothingToFindBy,
}

/// What an admin allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Rules {
    /// What may be done at the app.
    pub actions: Actions,
    /// `SkipOutOfScopeDeletions`: who leaves the scope is left alone.
    pub skip_out_of_scope_deletions: bool,
    /// Whole days after which who left is deleted.
    pub delete_after_days: Option<u32>,
    /// Whether an account that is gone at the app is found or made anew.
    pub recreate_missing: bool,
}

/// What is asked about one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// People or groups.
    pub object: ObjectKind,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it stands there only because a list that may be incomplete lacks something.
    pub rests_on_unproven: bool,
    /// Whether it is linked.
    pub link: LinkView,
    /// Whether it has an account.
    pub account: AccountView,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Make an account.
    Create,
    /// Take the account over that matches, and bring it in line.
    Link,
    /// Send what differs, if anything does. Where the mappings switch off who is disabled, that is part of it.
    BringInLine,
    /// Switch on again, and send what differs.
    Restore,
    /// Send what the mappings make of somebody who is deleted, and nothing else.
    SwitchOff,
    /// Delete it at the app.
    Delete,
    /// The account is gone already: the link goes too, and nothing is sent.
    Forget,
}

/// Why nothing is done about somebody of whom something might be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// The directory has them disabled, and no account is made for such.
    Disabled,
    /// *Create* is off.
    CreateOff,
    /// *Update* is off.
    UpdateOff,
    /// *Delete* is off.
    DeleteOff,
    /// `SkipOutOfScopeDeletions`.
    KeptOutOfScope,
    /// No mapping says what becomes of an account whose person left.
    NothingSwitchesOff,
    /// The account has everything already.
    InLine,
}

/// Why something that ought to be done is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The directory's list is not proven complete.
    UnprovenDirectory,
    /// Several accounts match (`DuplicateTargetEntries`).
    SeveralAccounts,
    /// The account that matches is linked to somebody else.
    AccountOfAnother,
    /// No matching attribute has a value.
    NothingToFindBy,
    /// Somebody else in the directory would get the same matching value.
    SameAsAnother,
    /// The linked account is gone at the app.
    AccountMissing,
    /// A person has protected it.
    Protected,
}

impl Withheld {
    /// Whether it is a failure of this object, rather than a matter of safety.
    pub fn is_failure(self) -> bool {
        !matches!(self, Self::UnprovenDirectory | Self::Protected)
    }
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is no concern of ours.
    Nothing,
    /// To be done.
    Do(Intent),
    /// Left alone, and worth a line in the log.
    Skip(Skipped),
    /// Ought to be done, and is not.
    Withhold(Intent, Withheld),
}

/// Decides.
pub fn decide(question: &Question, rules: &Rules) -> Decision {
    match (question.link, question.standing) {
        (LinkView::None, Standing::InScope { enabled }) => unlinked(question.account, enabled, rules),
        (LinkView::None, _) => Decision::Nothing,
        (link, Standing::InScope { enabled }) => match question.account {
            AccountView::None if !rules.recreate_missing => {
                Decision::Withhold(Intent::BringInLine, Withheld::AccountMissing)
            }
            // Whoever asks looks for a match first, where the account may be made anew.
            AccountView::None => unlinked(AccountView::None, enabled, rules),
            _ if enabled && matches!(link, LinkView::Left { .. }) => allowed(rules.actions.update, Intent::Restore),
            _ => allowed(rules.actions.update, Intent::BringInLine),
        },
        _ => leaving(question, rules),
    }
}

fn unlinked(account: AccountView, enabled: bool, rules: &Rules) -> Decision {
    match account {
        AccountView::One => Decision::Do(Intent::Link),
        AccountView::Several => Decision::Withhold(Intent::Link, Withheld::SeveralAccounts),
        AccountView::OfAnother => Decision::Withhold(Intent::Link, Withheld::AccountOfAnother),
        AccountView::None | AccountView::NotSeen | AccountView::NothingToFindBy if !enabled => {
            Decision::Skip(Skipped::Disabled)
        }
        AccountView::NothingToFindBy => Decision::Withhold(Intent::Create, Withheld::NothingToFindBy),
        AccountView::None | AccountView::NotSeen if !rules.actions.create => Decision::Skip(Skipped::CreateOff),
        AccountView::None | AccountView::NotSeen => Decision::Do(Intent::Create),
    }
}

/// Who is linked and not in scope.
fn leaving(question: &Question, rules: &Rules) -> Decision {
    let decision = if question.account == AccountView::None {
        Decision::Do(Intent::Forget)
    } else {
        match question.object {
            ObjectKind::User => person_leaves(question, rules),
            ObjectKind::Group if question.standing == Standing::OutOfScope && rules.skip_out_of_scope_deletions => {
                Decision::Skip(Skipped::KeptOutOfScope)
            }
            ObjectKind::Group if rules.actions.delete => Decision::Do(Intent::Delete),
            ObjectKind::Group => Decision::Skip(Skipped::DeleteOff),
        }
    };
    match decision {
        Decision::Do(intent) if question.rests_on_unproven => Decision::Withhold(intent, Withheld::UnprovenDirectory),
        decision => decision,
    }
}

fn person_leaves(question: &Question, rules: &Rules) -> Decision {
    let is_skipped = question.standing == Standing::OutOfScope && rules.skip_out_of_scope_deletions;
    match question.link {
        LinkView::Left { .. } if question.standing == Standing::Gone && rules.actions.delete => {
            Decision::Do(Intent::Delete)
        }
        LinkView::Left { days } => {
            let is_due = (rules.delete_after_days).is_some_and(|after| days.is_some_and(|days| days >= after));
            if is_due && rules.actions.delete && !is_skipped {
                Decision::Do(Intent::Delete)
            } else {
                Decision::Nothing
            }
        }
        _ if is_skipped => Decision::Skip(Skipped::KeptOutOfScope),
        _ if question.standing == Standing::Gone && rules.actions.delete => Decision::Do(Intent::Delete),
        _ => allowed(rules.actions.update, Intent::SwitchOff),
    }
}

fn allowed(update: bool, intent: Intent) -> Decision {
    if update {
        Decision::Do(intent)
    } else {
        Decision::Skip(Skipped::UpdateOff)
    }
}
