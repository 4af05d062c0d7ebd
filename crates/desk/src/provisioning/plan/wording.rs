//! Words for planned changes: why, and what they do at this app.

use scimdesk_gallery::{Effect, EffectOfChange};
use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::{Action, Change, Party, Reason},
    decide::{Intent, Skipped, Standing, Withheld},
};
use scimdesk_store::PlanItemRecord;

use crate::{
    apps, codes,
    tenants::{TenantRow, names},
    words::say,
};

/// Targets named in one sentence.
const NAMED: usize = 3;

/// What changes really do at a tenant's app.
pub(crate) struct Effects {
    app: String,
    deactivate: &'static EffectOfChange,
    delete: &'static EffectOfChange,
}

/// What changes do at this tenant's app. The server at its host may be better known than the app that the admin chose for it.
pub(crate) fn effects(tenant: &TenantRow) -> Effects {
    let vendor = apps::vendor(&tenant.url);
    let published = &apps::find_or_custom(&tenant.app).effects;
    Effects {
        app: names(tenant).app,
        deactivate: (vendor.and_then(|vendor| vendor.deactivate.as_ref())).unwrap_or(&published.deactivate),
        delete: (vendor.and_then(|vendor| vendor.delete.as_ref())).unwrap_or(&published.delete),
    }
}

impl Effects {
    /// Whether switching off deletes for good there.
    pub(crate) fn switch_off_deletes(&self) -> bool {
        self.deactivate.effect == Effect::Deletes
    }

    /// What a change does, in one or two sentences.
    pub(crate) fn of(&self, change: &Change) -> String {
        if change.withheld.is_some() {
            return say!("plan-effect-withheld");
        }
        let app = self.app.as_str();
        match (change.action, change.intent) {
            (_, Intent::Forget) | (Action::Unlink, _) => say!("plan-effect-forget"),
            (Action::Create, _) => say!("plan-effect-create", app = app),
            (Action::Link, _) if change.attributes.is_empty() => say!("plan-effect-link"),
            (Action::Link, _) => say!("plan-effect-link-update", count = change.attributes.len()),
            (Action::Update, _) if change.attributes.is_empty() => say!("plan-effect-unseen"),
            (Action::Update, _) => say!("plan-effect-update", count = change.attributes.len()),
            (Action::Members, _) => members(change),
            (Action::Restore, _) => say!("plan-effect-restore", app = app),
            (Action::Disable, _) if change.attributes.is_empty() && change.intent == Intent::SwitchOff => {
                say!("plan-effect-off-already")
            }
            (Action::Disable, _) => published(
                self.deactivate,
                match self.deactivate.effect {
                    Effect::Deactivates => say!("plan-effect-disable", app = app),
                    Effect::Deletes => say!("plan-effect-disable-deletes", app = app),
                    Effect::Refused => say!("plan-effect-disable-refused", app = app),
                    Effect::Unknown => say!("plan-effect-disable-assumed", app = app),
                },
            ),
            (Action::Delete, _) => published(
                self.delete,
                match self.delete.effect {
                    Effect::Deactivates => say!("plan-effect-delete-deactivates", app = app),
                    Effect::Deletes => say!("plan-effect-delete", app = app),
                    Effect::Refused => say!("plan-effect-delete-refused", app = app),
                    Effect::Unknown => say!("plan-effect-delete-assumed", app = app),
                },
            ),
        }
    }
}

fn published(effect: &EffectOfChange, sentence: String) -> String {
    if effect.effect == Effect::Unknown || effect.wording.is_empty() {
        return sentence;
    }
    format!("{sentence} {}", effect.wording)
}

fn members(change: &Change) -> String {
    let count = |of: fn(&scimdesk_provisioning::change::AttributeChange) -> usize| -> usize {
        change.attributes.iter().map(of).sum()
    };
    say!(
        "plan-effect-members",
        added = count(|change| change.added.len()),
        removed = count(|change| change.removed.len())
    )
}

/// Why, in one sentence, as a row says it.
pub(crate) fn why_of(change: &Change) -> String {
    if let Some(withheld) = change.withheld {
        return withheld_of(withheld, change.object);
    }
    let is_update = matches!(change.action, Action::Update | Action::Members);
    if is_update && !change.attributes.is_empty() {
        let targets: Vec<&str> = change
            .attributes
            .iter()
            .map(|attribute| attribute.target.as_str())
            .collect();
        let named = targets[..targets.len().min(NAMED)].join(", ");
        return match targets.len().saturating_sub(NAMED) {
            0 => say!("plan-why-differs", targets = named),
            more => say!("plan-why-differs-more", targets = named, more = more),
        };
    }
    let matched = change
        .reasons
        .iter()
        .find(|reason| matches!(reason, Reason::Matched { .. }));
    let first = change.reasons.first();
    // Whether somebody loses an account is decided by why they do, and not by how it was found.
    let told = if change.action.takes_away() {
        [first, matched]
    } else {
        [matched.or(first), None]
    };
    let sentences: Vec<String> = told.into_iter().flatten().map(reason).collect();
    sentences.join(" ")
}

/// Why, as the cycle says it of what it stages.
pub(crate) fn why(item: &PlanItemRecord) -> String {
    read(item).map(|change| why_of(&change)).unwrap_or_default()
}

/// What an item does at the app.
pub(crate) fn effect(item: &PlanItemRecord, effects: &Effects) -> String {
    read(item).map(|change| effects.of(&change)).unwrap_or_default()
}

/// The change of an item, where this version can read it.
pub(crate) fn read(item: &PlanItemRecord) -> Option<Change> {
    serde_json::from_str(&item.change).ok()
}

/// A reason as a sentence.
pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Standing { standing, why } => {
            let why = why.as_str();
            match standing {
                Standing::InScope { enabled: true } => say!("plan-reason-in-scope", why = why),
                Standing::InScope { enabled: false } => say!("plan-reason-disabled", why = why),
                Standing::OutOfScope => say!("plan-reason-out-of-scope", why = why),
                Standing::SoftDeleted | Standing::Gone => say!("plan-reason-left", why = why),
            }
        }
        Reason::NoAccount => say!("plan-reason-no-account"),
        Reason::NotFoundYet => say!("plan-reason-not-found-yet"),
        Reason::Matched { target, value } => {
            say!("plan-reason-matched", target = target.as_str(), value = value.as_str())
        }
        Reason::Several {
            target,
            value,
            accounts,
        } => say!(
            "plan-reason-several",
            target = target.as_str(),
            value = value.as_str(),
            accounts = named(accounts)
        ),
        Reason::Changed => say!("plan-reason-changed"),
        Reason::Differs => say!("plan-reason-differs"),
        Reason::LateReference => say!("plan-reason-late-reference"),
        Reason::Retry => say!("plan-reason-retry"),
        Reason::LeftBefore { days } => say!("plan-reason-left-before", days = *days),
        Reason::AccountGone => say!("plan-reason-account-gone"),
    }
}

/// Accounts by their names, each with its id, since several may have one name.
pub(crate) fn named(accounts: &[Party]) -> String {
    let each = accounts
        .iter()
        .map(|account| format!("{} ({})", account.name, account.id));
    each.collect::<Vec<_>>().join(", ")
}

/// Why this change is withheld, where it is.
pub(super) fn withheld(change: &Change) -> Option<String> {
    Some(withheld_of(change.withheld?, change.object))
}

/// Why a change is withheld.
pub(crate) fn withheld_of(withheld: Withheld, object: ObjectKind) -> String {
    let object = codes::code(&object);
    match withheld {
        Withheld::UnprovenDirectory => say!("plan-withheld-directory"),
        Withheld::SeveralAccounts => say!("plan-withheld-several", object = object),
        Withheld::AccountOfAnother => say!("plan-withheld-of-another", object = object),
        Withheld::NothingToFindBy => say!("plan-withheld-nothing-to-find-by"),
        Withheld::SameAsAnother => say!("plan-withheld-same", object = object),
        Withheld::AccountMissing => say!("plan-withheld-missing", object = object),
        Withheld::Protected => say!("plan-withheld-protected"),
    }
}

/// How many were left alone, and why.
pub(super) fn skipped(skipped: Skipped, count: u64) -> Option<String> {
    Some(match skipped {
        Skipped::Disabled => say!("plan-skipped-disabled", count = count),
        Skipped::CreateOff => say!("plan-skipped-create-off", count = count),
        Skipped::UpdateOff => say!("plan-skipped-update-off", count = count),
        Skipped::DeleteOff => say!("plan-skipped-delete-off", count = count),
        Skipped::KeptOutOfScope => say!("plan-skipped-out-of-scope", count = count),
        Skipped::NothingSwitchesOff => say!("plan-skipped-nothing-switches-off", count = count),
        Skipped::InLine => return None,
    })
}
