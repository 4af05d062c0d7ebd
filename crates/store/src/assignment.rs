//! Who is assigned to a tenant's app.

use rusqlite::params;

use crate::{
    Store, directory,
    error::{Result, StoreError},
    listing,
    resource::Kind,
    snapshot,
};

/// A person or group that is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// [`Kind::User`] is a person.
    pub kind: Kind,
    /// The id in the directory.
    pub principal: String,
    /// The app role, in the caller's form. `None` is *Default Access*.
    pub role: Option<String>,
    /// The name in the tenant's directory; `None` where it has no such person or group.
    pub name: Option<String>,
}

impl Store {
    /// Everybody who is assigned to a tenant's app: people, then groups, each by id.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn assignments(&self, tenant: &str) -> Result<Vec<Assignment>> {
        self.read(|sql| {
            let lists = match directory::of_tenant(sql, tenant)? {
                None => [None, None],
                Some(id) => [
                    snapshot::current(sql, &id, Kind::User)?,
                    snapshot::current(sql, &id, Kind::Group)?,
                ],
            };
            let [people, groups] = lists.map(|list| list.map(|list| list.snapshot));
            Ok(sql
                .prepare_cached(
                    "SELECT assignment.kind, principal, role, item.name FROM assignment
                     LEFT JOIN identity ON identity.snapshot = iif(assignment.kind = 0, ?2, ?3) AND identity.id = principal
                     LEFT JOIN item ON item.key = identity.key
                     WHERE assignment.tenant = ?1 ORDER BY assignment.kind, principal",
                )?
                .query_map(params![tenant, people, groups], |row| {
                    Ok(Assignment {
                        kind: Kind::from_code(row.get(0)?),
                        principal: row.get(1)?,
                        role: row.get(2)?,
                        name: row.get(3)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Assigns people and groups with a role; who is assigned already gets this role.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn assign(&self, tenant: &str, principals: Vec<(Kind, String)>, role: Option<String>) -> Result<()> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            if !listing::tenant_exists(sql, &tenant)? {
                return Err(StoreError::NoSuchTenant { id: tenant });
            }
            let mut statement = sql.prepare_cached(
                "INSERT INTO assignment (tenant, kind, principal, role) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET role = excluded.role",
            )?;
            for (kind, principal) in &principals {
                statement.execute(params![tenant, kind.code(), principal, role])?;
            }
            Ok(())
        })
    }

    /// Takes assignments away; returns how many there were.
    pub fn unassign(&self, tenant: &str, principals: Vec<(Kind, String)>) -> Result<u64> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            let mut statement =
                sql.prepare_cached("DELETE FROM assignment WHERE tenant = ? AND kind = ? AND principal = ?")?;
            let mut removed = 0;
            for (kind, principal) in &principals {
                removed += statement.execute(params![tenant, kind.code(), principal])? as u64;
            }
            Ok(removed)
        })
    }
}
