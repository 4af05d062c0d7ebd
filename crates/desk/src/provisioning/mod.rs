//! Provisioning: directory in, scope and mappings in the middle, SCIM out; planned, applied in cycles, explained.

mod apply;
mod cycle;
mod drift;
mod holding;
mod lease;
mod links;
mod logs;
mod notify;
mod on_demand;
mod plan;
mod planner;
mod record;
mod scheduler;
mod settings;
mod staged;
mod state;
mod status;

pub(crate) use drift::Drifts;
pub(crate) use lease::shown as shown_owner;
pub(crate) use notify::{forget_url as forget_webhook, url_entry as webhook_entry};
pub(crate) use scheduler::Scheduler;
