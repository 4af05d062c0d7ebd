//! What the desk tells, on its way to the window.

use scimdesk_desk::{Desk, wire::DeskEvent};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Hands every event on until the desk is gone. Where the window was too slow and events were lost, it is told that
/// everything may have changed.
pub async fn forward(desk: Desk, mut events: Receiver<DeskEvent>, send: impl Fn(DeskEvent)) {
    loop {
        match events.recv().await {
            Ok(event) => send(event),
            Err(RecvError::Lagged(lost)) => {
                tracing::warn!(lost, "the window lags behind");
                everything(&desk).await.into_iter().for_each(&send);
            }
            Err(RecvError::Closed) => return,
        }
    }
}

/// The events after which nothing that a listener shows is stale.
async fn everything(desk: &Desk) -> Vec<DeskEvent> {
    let jobs = desk.jobs_list().await.unwrap_or_default();
    // Before the desk is open there is no tenant whose data could have changed.
    let tenants = desk.tenants_list().await.unwrap_or_default();
    let mut events = vec![
        DeskEvent::TenantsChanged,
        DeskEvent::JournalChanged,
        DeskEvent::DirectoriesChanged,
    ];
    for tenant in tenants.into_iter().map(|tenant| tenant.id) {
        events.push(DeskEvent::DataChanged { tenant: tenant.clone() });
        events.push(DeskEvent::MappingsChanged { tenant: tenant.clone() });
        events.push(DeskEvent::ProvisioningChanged { tenant });
    }
    events.extend(jobs.into_iter().map(|job| DeskEvent::JobChanged { job }));
    events
}
