//! Where a tenant's provisioning stands, how it is set, and its way through on, off, paused and anew.

use crate::{
    Desk,
    wire::{DeskError, ErrorCode, Provisioning, RestartProvisioning, SaveProvisioning, TenantId},
};

impl Desk {
    /// Where a tenant's provisioning stands.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_get(&self, _request: TenantId) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Change how a tenant is provisioned.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_save(&self, _request: SaveProvisioning) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Switch cycles on, or go on after a pause or a quarantine.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_start(&self, _request: TenantId) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Stop cycles now; the one that runs stops after the object at hand.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_pause(&self, _request: TenantId) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Switch cycles off.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_stop(&self, _request: TenantId) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Begin anew with an initial cycle.
    #[expect(clippy::unused_async, reason = "not written yet")]
    pub async fn provisioning_restart(&self, _request: RestartProvisioning) -> Result<Provisioning, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
