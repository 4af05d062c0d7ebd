//! How a tenant is provisioned, and which process does it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::require_tenant;
use crate::{
    Store,
    error::{Result, StoreError},
    time,
};

/// How a tenant is provisioned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvisioningRecord {
    /// In the caller's form. `None`: never set.
    pub settings: Option<String>,
    /// Where it stands, in the caller's form. `None`: never begun.
    pub state: Option<String>,
    /// Who provisions it, in the caller's form.
    pub owner: Option<String>,
    /// Until when the owner does, unless they say so again.
    pub owner_until: Option<Timestamp>,
}

/// What came of asking for a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaseResult {
    /// The tenant is the asker's until then.
    Taken,
    /// Somebody else has it.
    HeldBy {
        /// Who, in the caller's form.
        owner: String,
        /// Until when, unless they say so again.
        until: Timestamp,
    },
}

const COLUMNS: &str = "settings, state, owner, owner_until";

fn read(row: &SqlRow<'_>, at: usize) -> rusqlite::Result<ProvisioningRecord> {
    Ok(ProvisioningRecord {
        settings: row.get(at)?,
        state: row.get(at + 1)?,
        owner: row.get(at + 2)?,
        owner_until: row.get::<_, Option<i64>>(at + 3)?.map(time::read),
    })
}

fn find(sql: &Connection, tenant: &str) -> Result<ProvisioningRecord> {
    Ok(sql
        .prepare_cached(&format!("SELECT {COLUMNS} FROM provisioning WHERE tenant = ?"))?
        .query_row([tenant], |row| read(row, 0))
        .optional()?
        .unwrap_or_default())
}

/// That a tenant is this owner's now.
pub(super) fn require(sql: &Connection, tenant: &str, owner: &str, now: Timestamp) -> Result<()> {
    let record = find(sql, tenant)?;
    let is_theirs = record.owner.as_deref() == Some(owner) && record.owner_until.is_some_and(|until| until > now);
    if is_theirs {
        return Ok(());
    }
    Err(StoreError::LeaseLost {
        owner: record.owner.filter(|other| other != owner),
    })
}

impl Store {
    /// How a tenant is provisioned; nothing at all where nobody set it.
    pub fn provisioning(&self, tenant: &str) -> Result<ProvisioningRecord> {
        self.read(|sql| find(sql, tenant))
    }

    /// All tenants for which settings or a state are kept, by id.
    pub fn provisioned_tenants(&self) -> Result<Vec<(String, ProvisioningRecord)>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT tenant, {COLUMNS} FROM provisioning
                     WHERE settings IS NOT NULL OR state IS NOT NULL ORDER BY tenant"
                ))?
                .query_map([], |row| Ok((row.get(0)?, read(row, 1)?)))?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps a tenant's settings.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn save_provisioning_settings(&self, tenant: &str, settings: &str) -> Result<()> {
        self.save_provisioning(tenant, "settings", settings)
    }

    /// Keeps where a tenant's provisioning stands. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn save_provisioning_state(&self, tenant: &str, state: &str) -> Result<()> {
        self.save_provisioning(tenant, "state", state)
    }

    /// Changes where a tenant's provisioning stands, in one transaction, so that of two processes none undoes what the other wrote.
    /// `change` is given what is kept and answers with what takes its place, `None` where it stays. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn change_provisioning_state<T: Send + 'static>(
        &self,
        tenant: &str,
        change: impl FnOnce(Option<&str>) -> (Option<String>, T) + Send + 'static,
    ) -> Result<T> {
        let tenant = tenant.to_owned();
        self.queue().run_durably(move |sql| {
            require_tenant(sql, &tenant)?;
            let (state, answer) = change(find(sql, &tenant)?.state.as_deref());
            if let Some(state) = state {
                sql.prepare_cached(
                    "INSERT INTO provisioning (tenant, state) VALUES (?, ?)
                     ON CONFLICT (tenant) DO UPDATE SET state = excluded.state",
                )?
                .execute(params![tenant, state])?;
            }
            Ok(answer)
        })
    }

    fn save_provisioning(&self, tenant: &str, column: &'static str, value: &str) -> Result<()> {
        let (tenant, value) = (tenant.to_owned(), value.to_owned());
        self.queue().run_durably(move |sql| {
            require_tenant(sql, &tenant)?;
            sql.prepare_cached(&format!(
                "INSERT INTO provisioning (tenant, {column}) VALUES (?, ?)
                 ON CONFLICT (tenant) DO UPDATE SET {column} = excluded.{column}"
            ))?
            .execute(params![tenant, value])?;
            Ok(())
        })
    }

    /// Asks to be the one who provisions a tenant until a moment, or to stay so. Of two processes that ask at once one gets it.
    /// What an owner did not renew in time, by the clock of the asker, is free; so is what ends later than twice the asked length from
    /// now, which somebody took when the clock was ahead.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn lease(&self, tenant: &str, owner: &str, now: Timestamp, until: Timestamp) -> Result<LeaseResult> {
        let (tenant, owner) = (tenant.to_owned(), owner.to_owned());
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            let record = find(sql, &tenant)?;
            let latest = until
                .saturating_add(until.duration_since(now))
                .unwrap_or(Timestamp::MAX);
            if let (Some(other), Some(until)) = (record.owner, record.owner_until)
                && other != owner
                && until > now
                && until <= latest
            {
                return Ok(LeaseResult::HeldBy { owner: other, until });
            }
            sql.prepare_cached(
                "INSERT INTO provisioning (tenant, owner, owner_until) VALUES (?, ?, ?)
                 ON CONFLICT (tenant) DO UPDATE SET owner = excluded.owner, owner_until = excluded.owner_until",
            )?
            .execute(params![tenant, owner, time::write(until)])?;
            Ok(LeaseResult::Taken)
        })
    }

    /// Gives a tenant back; `false` where it was not this owner's.
    pub fn release(&self, tenant: &str, owner: &str) -> Result<bool> {
        let (tenant, owner) = (tenant.to_owned(), owner.to_owned());
        self.queue().run(move |sql| {
            let released = sql.execute(
                "UPDATE provisioning SET owner = NULL, owner_until = NULL WHERE tenant = ? AND owner = ?",
                params![tenant, owner],
            )?;
            Ok(released > 0)
        })
    }
}
