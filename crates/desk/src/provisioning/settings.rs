//! How a tenant is provisioned where nobody has decided otherwise.

use crate::wire::{
    DeletionGuard, DriftPolicy, MissingAccount, NotificationSettings, ProvisioningSettings, QuarantineThresholds,
    ReadBack,
};

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
