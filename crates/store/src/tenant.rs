//! Tenants, without their secrets.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use crate::{
    Store,
    error::{Result, StoreError},
    provisioning, time,
};

/// A saved connection. Its token, and the tenant URL that requests use, are in the vault.
///
/// `safety`, `environment`, `deactivate_form` and the verdict of a test are codes that only the use cases understand.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    /// A UUID, made by the caller.
    pub id: String,
    /// Unique, whatever the letter case.
    pub name: String,
    /// Gallery id.
    pub app: String,
    /// For display only.
    pub url: String,
    /// Safety level.
    pub safety: String,
    /// What it is used for.
    pub environment: String,
    /// Requests a second, at most.
    pub rate: f64,
    /// PEM of the admin's own certificate authorities.
    pub extra_ca: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// Whether it is a practice tenant of this machine.
    pub practice: bool,
    /// The form of request that switched an account off here.
    pub deactivate_form: Option<String>,
    /// Whether the app has groups over SCIM, as its server last showed; `None` until it was asked.
    pub groups_offered: Option<bool>,
    /// The last connection test.
    pub last_test: Option<TestRecord>,
}

/// The last connection test of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRecord {
    /// When it ended.
    pub at: Timestamp,
    /// How it ended, as a code.
    pub verdict: String,
    /// The whole report, as JSON.
    pub report: String,
}

const COLUMNS: &str = "id, name, app, url, safety, environment, rate, extra_ca, created_at, practice, deactivate_form,
    groups_offered, test_at, test_verdict, test_report";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<Tenant> {
    let tested: Option<i64> = row.get(12)?;
    Ok(Tenant {
        id: row.get(0)?,
        name: row.get(1)?,
        app: row.get(2)?,
        url: row.get(3)?,
        safety: row.get(4)?,
        environment: row.get(5)?,
        rate: row.get(6)?,
        extra_ca: row.get(7)?,
        created_at: time::read(row.get(8)?),
        practice: row.get(9)?,
        deactivate_form: row.get(10)?,
        groups_offered: row.get(11)?,
        last_test: match tested {
            Some(at) => Some(TestRecord {
                at: time::read(at),
                verdict: row.get(13)?,
                report: row.get(14)?,
            }),
            None => None,
        },
    })
}

/// Names are compared without letter case, in every script; SQLite's own `NOCASE` knows ASCII alone.
pub(crate) fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn name_taken(error: rusqlite::Error, name: &str) -> StoreError {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(ref detail)) if detail.contains("tenant.name_key") => {
            StoreError::NameTaken { name: name.to_owned() }
        }
        other => other.into(),
    }
}

impl Store {
    /// Adds a tenant.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`].
    pub fn add_tenant(&self, tenant: &Tenant) -> Result<()> {
        let t = tenant.clone();
        self.queue().run(move |sql| {
            let test = t.last_test.as_ref();
            sql.execute(
                &format!(
                    "INSERT INTO tenant (name_key, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                params![
                    name_key(&t.name),
                    t.id,
                    t.name,
                    t.app,
                    t.url,
                    t.safety,
                    t.environment,
                    t.rate,
                    t.extra_ca,
                    time::write(t.created_at),
                    t.practice,
                    t.deactivate_form,
                    t.groups_offered,
                    test.map(|test| time::write(test.at)),
                    test.map(|test| &test.verdict),
                    test.map(|test| &test.report),
                ],
            )
            .map_err(|error| name_taken(error, &t.name))?;
            Ok(())
        })
    }

    /// Changes a tenant: `change` is handed what is stored now, whoever wrote it last, and what it leaves is stored. Its id
    /// and the time of its making stay as they were. Returns what was stored.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`], [`StoreError::NameTaken`].
    pub fn update_tenant(&self, id: &str, change: impl FnOnce(&mut Tenant) + Send + 'static) -> Result<Tenant> {
        let id = id.to_owned();
        self.queue().run(move |sql| {
            let mut t = find(sql, &id)?.ok_or_else(|| StoreError::NoSuchTenant { id: id.clone() })?;
            let created_at = t.created_at;
            change(&mut t);
            t.id = id;
            t.created_at = created_at;
            let test = t.last_test.as_ref();
            sql.execute(
                "UPDATE tenant SET name_key = ?, name = ?, app = ?, url = ?, safety = ?, environment = ?, rate = ?,
                     extra_ca = ?, practice = ?, deactivate_form = ?, groups_offered = ?, test_at = ?, test_verdict = ?,
                     test_report = ?
                 WHERE id = ?",
                params![
                    name_key(&t.name),
                    t.name,
                    t.app,
                    t.url,
                    t.safety,
                    t.environment,
                    t.rate,
                    t.extra_ca,
                    t.practice,
                    t.deactivate_form,
                    t.groups_offered,
                    test.map(|test| time::write(test.at)),
                    test.map(|test| &test.verdict),
                    test.map(|test| &test.report),
                    t.id,
                ],
            )
            .map_err(|error| name_taken(error, &t.name))?;
            Ok(t)
        })
    }

    /// All tenants, by name.
    pub fn tenants(&self) -> Result<Vec<Tenant>> {
        self.read(|sql| {
            let mut statement = sql.prepare_cached(&format!("SELECT {COLUMNS} FROM tenant ORDER BY name_key"))?;
            let tenants = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
            Ok(tenants)
        })
    }

    /// One tenant, by id.
    pub fn tenant(&self, id: &str) -> Result<Option<Tenant>> {
        self.read(|sql| find(sql, id))
    }

    /// Removes a tenant with its lists, mappings, assignments and provisioning; its journal stays. `false` where there was none.
    /// What its lists and plans held goes bit by bit.
    pub fn remove_tenant(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        let removed = self.queue().run(move |sql| {
            sql.execute("UPDATE snapshot SET state = 2 WHERE tenant = ?", [&id])?;
            sql.execute("DELETE FROM vanished WHERE tenant = ?", [&id])?;
            sql.execute("DELETE FROM mapping_version WHERE tenant = ?", [&id])?;
            sql.execute("DELETE FROM mapping_import WHERE tenant = ?", [&id])?;
            sql.execute("DELETE FROM assignment WHERE tenant = ?", [&id])?;
            provisioning::forget_tenant(sql, &id)?;
            Ok(sql.execute("DELETE FROM tenant WHERE id = ?", [&id])? > 0)
        })?;
        self.sweep();
        Ok(removed)
    }
}

fn find(sql: &Connection, id: &str) -> Result<Option<Tenant>> {
    Ok(sql
        .prepare_cached(&format!("SELECT {COLUMNS} FROM tenant WHERE id = ?"))?
        .query_row([id], read)
        .optional()?)
}
