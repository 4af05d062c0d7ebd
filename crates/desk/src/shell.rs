//! What the desktop shell needs to go on without its window.

use crate::{
    Desk,
    wire::{DeskError, ProvisioningCode, TenantId},
    words::say,
};

/// The words of the icon in the system's tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayWords {
    /// What the icon is of.
    pub tooltip: String,
    /// Shows the window.
    pub open: String,
    /// Pauses all cycles.
    pub pause: String,
    /// Ends the program.
    pub quit: String,
}

impl TrayWords {
    /// In the language of the catalogue.
    #[expect(clippy::new_without_default, reason = "words are made, not assumed")]
    pub fn new() -> Self {
        Self {
            tooltip: say!("tray-tooltip"),
            open: say!("tray-open"),
            pause: say!("tray-pause"),
            quit: say!("tray-quit"),
        }
    }
}

impl Desk {
    /// Whether the cycles of any tenant are on, so that there is a reason to stay when the window is closed.
    pub async fn cycles_are_on(&self) -> Result<bool, DeskError> {
        Ok(!self.tenants_with_cycles().await?.is_empty())
    }

    /// Pauses the cycles of every tenant.
    pub async fn pause_all_cycles(&self) -> Result<(), DeskError> {
        for tenant in self.tenants_with_cycles().await? {
            self.provisioning_pause(TenantId { tenant }).await?;
        }
        Ok(())
    }

    async fn tenants_with_cycles(&self) -> Result<Vec<String>, DeskError> {
        let mut on = Vec::new();
        for tenant in self.tenants_list().await? {
            let request = TenantId {
                tenant: tenant.id.clone(),
            };
            let code = self.provisioning_get(request).await?.code;
            if matches!(
                code,
                ProvisioningCode::NotRun | ProvisioningCode::Active | ProvisioningCode::Quarantine
            ) {
                on.push(tenant.id);
            }
        }
        Ok(on)
    }
}
