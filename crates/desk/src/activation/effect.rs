//! What switching off or on does at this app, in one sentence, and whether anybody knows.

use scimdesk_gallery::{Effect, EffectOfChange};

use crate::{
    apps,
    tenants::{TenantRow, names},
    words::say,
};

/// An effect as a review shows it.
pub(crate) struct ShownEffect {
    pub(crate) sentence: String,
    /// From the vendor or from probing, rather than assumed from the standard.
    pub(crate) known: bool,
    /// The account is gone for good.
    pub(crate) destructive: bool,
}

/// What the change does to `count` accounts of this tenant.
pub(crate) fn of(tenant: &TenantRow, active: bool, count: u64) -> ShownEffect {
    let app = names(tenant).app;
    if active {
        return ShownEffect {
            sentence: say!("effect-reactivates", app = app, count = count),
            known: false,
            destructive: false,
        };
    }
    // The server at that host may be better known than the app that the admin chose for it.
    let published = apps::vendor(&tenant.url)
        .and_then(|vendor| vendor.deactivate.as_ref())
        .unwrap_or(&apps::find_or_custom(&tenant.app).effects.deactivate);
    let sentence = match published.effect {
        Effect::Deactivates => say!("effect-deactivates", app = app, count = count),
        Effect::Deletes => say!("effect-deletes", app = app, count = count),
        Effect::Refused => say!("effect-refused", app = app),
        Effect::Unknown => say!("effect-assumed", app = app, count = count),
    };
    ShownEffect {
        sentence: with_wording(sentence, published),
        known: published.effect != Effect::Unknown,
        destructive: published.effect == Effect::Deletes,
    }
}

/// Adds what the vendor's own page says, where the effect is known.
fn with_wording(sentence: String, published: &EffectOfChange) -> String {
    if published.effect == Effect::Unknown || published.wording.is_empty() {
        return sentence;
    }
    format!("{sentence} {}", published.wording)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Environment, SafetyLevel};

    fn tenant(app: &str, url: &str) -> TenantRow {
        TenantRow {
            id: "1".into(),
            name: "Acme".into(),
            app: app.into(),
            url: url.into(),
            safety: SafetyLevel::Review,
            environment: Environment::Production,
            rate: 25.0,
            extra_ca: None,
            practice: false,
            deactivate_form: None,
        }
    }

    #[test]
    fn a_server_known_to_delete_is_announced_as_destructive_whatever_app_was_chosen() {
        let effect = of(&tenant("custom", "https://api.pagerduty.com/scim/v2"), false, 3);
        assert!(effect.destructive && effect.known);
        assert!(
            effect.sentence.contains("Acme deletes these 3 accounts for good"),
            "{}",
            effect.sentence
        );
    }

    #[test]
    fn what_nobody_published_is_said_to_be_assumed() {
        let effect = of(&tenant("documo", "https://api.documo.com/scim/v2"), false, 1);
        assert!(!effect.destructive && !effect.known);
        assert!(
            effect.sentence.contains("By the SCIM standard Documo"),
            "{}",
            effect.sentence
        );
    }
}
