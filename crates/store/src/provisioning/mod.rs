//! What provisioning remembers: settings and who runs the cycles, links, changes on their way, failures that are tried again,
//! changes that wait for a person, plans, cycles, the log; and of a directory where it is read from and who left it.
//!
//! Settings, states, actions and records are texts in the caller's form; the cache does not look into them.

mod change;
mod cycle;
mod departed;
mod drift_rule;
mod filter;
mod lease;
mod links;
mod log;
mod plan;
mod plan_items;
mod retry;
mod source;
mod staged;

use rusqlite::Connection;

use crate::{
    error::{Result, StoreError},
    listing::tenant_exists,
};

pub use change::{InFlight, LinkChange, NewChange, PlanItemOutcome, Settlement};
pub use cycle::{CycleRecord, CyclesPage};
pub use departed::Departed;
pub use lease::{LeaseResult, ProvisioningRecord};
pub use links::{AccountLink, LinkQuery, LinkState, LinksPage};
pub use log::{LogPage, LogQuery, LogRecord, LogRow, NewLog};
pub use plan::{NewPlanItem, PlanRecord, PlanWriter, PlannedFor};
pub(crate) use plan_items::sweep as sweep_plans;
pub use plan_items::{PlanCount, PlanItemRecord, PlanItemsPage, PlanQuery, WhichItems};
pub use retry::{Retry, RetryChange, RetryPart};
pub(crate) use source::keep_fetch;
pub use source::{Fetch, SourceRecord};
pub use staged::{Decision, NewStaged, StagedPage, StagedRecord};

/// Rows read at a time where all are handed over.
const CHUNK: usize = 1_000;

/// Removes what is known of a removed tenant. The changes of its plans go bit by bit.
pub(crate) fn forget_tenant(sql: &Connection, tenant: &str) -> Result<()> {
    for table in [
        "provisioning",
        "account_link",
        "in_flight",
        "retry",
        "staged",
        "plan",
        "cycle",
        "log",
        "drift_rule",
    ] {
        sql.execute(&format!("DELETE FROM {table} WHERE tenant = ?"), [tenant])?;
    }
    Ok(())
}

/// Removes what is known of a removed directory.
pub(crate) fn forget_directory(sql: &Connection, directory: &str) -> Result<()> {
    sql.execute("DELETE FROM directory_source WHERE directory = ?", [directory])?;
    sql.execute("DELETE FROM departed WHERE directory = ?", [directory])?;
    Ok(())
}

/// What is written for a tenant that was removed meanwhile would belong to nobody.
fn require_tenant(sql: &Connection, tenant: &str) -> Result<()> {
    if tenant_exists(sql, tenant)? {
        Ok(())
    } else {
        Err(StoreError::NoSuchTenant { id: tenant.to_owned() })
    }
}
