//! How a tenant is provisioned: as somebody decided, or as it is where nobody has.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::notify;
use crate::{
    desk::Opened,
    wire::{
        DeletionGuard, DeskError, DriftPolicy, ErrorCode, MissingAccount, NotificationSettings, ProvisioningSettings,
        QuarantineThresholds, ReadBack,
    },
    words::say,
};

/// Minutes between two cycles: up to a week.
const INTERVAL: RangeInclusive<u32> = 1..=7 * 24 * 60;
/// Ten years.
const DAYS: RangeInclusive<u32> = 1..=3_650;
/// A year.
const HOURS: RangeInclusive<u32> = 1..=8_760;
/// Patterns, and addresses.
const MOST: usize = 200;

/// A tenant's settings; those that nobody changed where none were saved.
pub(crate) async fn of(opened: &Opened, tenant: &str) -> Result<ProvisioningSettings, DeskError> {
    let tenant = tenant.to_owned();
    let record = opened.store(move |store| store.provisioning(&tenant)).await?;
    read(record.settings.as_deref())
}

/// Settings as the cache keeps them. What cannot be read is an error, and not the defaults: these would send more than was decided.
pub(crate) fn read(text: Option<&str>) -> Result<ProvisioningSettings, DeskError> {
    text.map_or_else(
        || Ok(ProvisioningSettings::default()),
        |text| {
            let read = serde_json::from_str(text);
            read.map_err(|problem| DeskError::of(ErrorCode::CacheBroken).because(&problem))
        },
    )
}

/// Settings as they are kept: blanks gone, every number within its bounds.
pub(crate) fn checked(mut settings: ProvisioningSettings) -> Result<ProvisioningSettings, DeskError> {
    let refused = |id: &str| {
        Err(DeskError::bad_input(crate::words::text(
            id,
            &fluent_bundle::FluentArgs::new(),
        )))
    };
    let out_of = |range: &RangeInclusive<u32>, value: Option<u32>| value.is_some_and(|value| !range.contains(&value));
    if out_of(&INTERVAL, Some(settings.interval_minutes)) {
        return refused("settings-interval-range");
    }
    if out_of(&DAYS, settings.delete_after_days) || out_of(&DAYS, settings.log_days) {
        return refused("settings-days-range");
    }
    if out_of(&HOURS, settings.relist_hours) {
        return refused("settings-hours-range");
    }
    let guard = &mut settings.guard;
    if guard.share.is_some_and(|share| !(0.0..=100.0).contains(&share)) {
        return refused("settings-share-range");
    }
    if guard.enabled && guard.count.is_none() && guard.share.is_none() {
        return refused("settings-guard-without-limit");
    }
    tidy(&mut guard.protected);
    let quarantine = &settings.quarantine;
    let share_is_usable = quarantine.share > 0.0 && quarantine.share <= 100.0;
    if quarantine.evaluate_from == 0 || !share_is_usable || quarantine.base == 0 || quarantine.total < quarantine.base {
        return refused("settings-quarantine-range");
    }
    let notify = &mut settings.notify;
    tidy(&mut notify.emails);
    if notify.emails.len() > MOST || guard.protected.len() > MOST {
        return Err(DeskError::bad_input(say!("settings-too-many", most = MOST as u64)));
    }
    for address in &notify.emails {
        notify::check_address(address)?;
    }
    notify.token_expires = (notify.token_expires.take())
        .map(|day| day.trim().to_owned())
        .filter(|day| !day.is_empty());
    if notify
        .token_expires
        .as_ref()
        .is_some_and(|day| day.parse::<Date>().is_err())
    {
        return refused("settings-day-invalid");
    }
    Ok(settings)
}

fn tidy(texts: &mut Vec<String>) {
    let mut known = std::collections::HashSet::new();
    for text in texts.iter_mut() {
        *text = text.trim().to_owned();
    }
    texts.retain(|text| !text.is_empty() && known.insert(text.to_lowercase()));
}

impl Default for ProvisioningSettings {
    fn default() -> Self {
        Self {
            interval_minutes: 40,
            on_change: true,
            guard: DeletionGuard::default(),
            quarantine: QuarantineThresholds::default(),
            notify: NotificationSettings::default(),
            skip_out_of_scope_deletions: false,
            delete_after_days: None,
            missing_account: MissingAccount::Report,
            read_back: ReadBack::Answer,
            drift: DriftPolicy::Report,
            log_days: Some(90),
            relist_hours: Some(24),
        }
    }
}

impl Default for DeletionGuard {
    /// Tighter than Microsoft Entra's 500, which most tenants here never reach.
    fn default() -> Self {
        Self {
            enabled: true,
            count: Some(25),
            share: Some(10.0),
            protected: Vec::new(),
        }
    }
}

impl Default for QuarantineThresholds {
    /// Microsoft Entra begins to count shares at 5,000 failures, where a small tenant never comes.
    fn default() -> Self {
        Self {
            evaluate_from: 20,
            share: 40.0,
            base: 40_000,
            total: 60_000,
        }
    }
}
