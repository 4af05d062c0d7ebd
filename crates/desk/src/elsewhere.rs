//! Noticing what another process changed in the cache: the command beside the window, or a second window.

use std::{sync::Arc, time::Duration};

use scimdesk_store::Store;
use tokio::{task::JoinHandle, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::{
    Desk,
    desk::{Inner, Opened},
    wire::DeskEvent,
};

/// How often is looked.
const EVERY: Duration = Duration::from_secs(2);

/// Looks until it is stopped, and tells those who listen to ask again.
pub(crate) struct Watch {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Watch {
    /// Begins with the cache as it is at the time of the call.
    pub(crate) async fn start(desk: &Desk, opened: &Arc<Opened>) -> Self {
        let stop = CancellationToken::new();
        let (desk, opened, stopped) = (Arc::downgrade(&desk.inner), Arc::clone(opened), stop.clone());
        let mut known = opened.store(Store::version_elsewhere).await.ok();
        let task = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(EVERY);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = stopped.cancelled() => return,
                    _ = ticks.tick() => {}
                }
                let Some(desk) = desk.upgrade() else { return };
                // A cache that cannot be asked now is asked again; whoever needs it is told what is wrong.
                if let Ok(version) = opened.store(Store::version_elsewhere).await
                    && known.replace(version).is_some_and(|known| known != version)
                {
                    tell(desk, &opened).await;
                }
            }
        });
        Self { stop, task }
    }

    /// Returns when nothing is looked at any more.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        // It ends by itself; had it panicked, there would be nothing to stop.
        let _ = self.task.await;
    }
}

async fn tell(inner: Arc<Inner>, opened: &Opened) {
    let desk = Desk { inner };
    desk.sound(DeskEvent::TenantsChanged);
    desk.sound(DeskEvent::JournalChanged);
    desk.sound(DeskEvent::DirectoriesChanged);
    for tenant in opened.store(Store::tenants).await.unwrap_or_default() {
        desk.sound(DeskEvent::MappingsChanged {
            tenant: tenant.id.clone(),
        });
        desk.sound(DeskEvent::DataChanged { tenant: tenant.id });
    }
}
