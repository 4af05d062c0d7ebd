//! Rules by which accounts are no drift.

use rusqlite::params;

use super::require_tenant;
use crate::{Store, error::Result};

impl Store {
    /// A tenant's rules in the caller's form, each with its id, in the order in which they were saved.
    pub fn drift_rules(&self, tenant: &str) -> Result<Vec<(u64, String)>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached("SELECT id, rule FROM drift_rule WHERE tenant = ? ORDER BY id")?
                .query_map([tenant], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Puts rules in the place of those that a tenant has.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`](crate::StoreError::NoSuchTenant).
    pub fn save_drift_rules(&self, tenant: &str, rules: Vec<String>) -> Result<()> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            sql.execute("DELETE FROM drift_rule WHERE tenant = ?", [&tenant])?;
            let mut insert = sql.prepare_cached("INSERT INTO drift_rule (tenant, rule) VALUES (?, ?)")?;
            for rule in &rules {
                insert.execute(params![tenant, rule])?;
            }
            Ok(())
        })
    }
}
