//! Who is linked to which account or group.

use std::ops::ControlFlow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::{CHUNK, filter::Filter, require_tenant};
use crate::{
    Store,
    error::{Result, StoreError},
    resource::Kind,
    time,
};

/// Where a linked account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkState {
    /// Its person is in scope.
    Managed,
    /// Switched off, because its person left.
    Disabled,
    /// Its person is gone from the directory; the account waits for its end.
    Departed,
}

impl LinkState {
    fn code(self) -> i64 {
        match self {
            Self::Managed => 0,
            Self::Disabled => 1,
            Self::Departed => 2,
        }
    }

    fn from_code(code: i64) -> Self {
        match code {
            0 => Self::Managed,
            1 => Self::Disabled,
            _ => Self::Departed,
        }
    }
}

/// A person or group of the directory, and the account or group at the app that is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// [`Kind::User`] links a person and an account.
    pub kind: Kind,
    /// The id in the directory.
    pub person: String,
    /// The id at the app.
    pub account: String,
    /// The name in the directory, when it was last seen.
    pub person_name: String,
    /// The name at the app, when it was last seen.
    pub account_name: String,
    /// Where it stands.
    pub state: LinkState,
    /// How it came about, as a stable code.
    pub origin: String,
    /// A hash of everything that was wanted when the account was last brought in line. `None`: not yet, or to be done again.
    pub wanted: Option<i64>,
    /// What was written, in the caller's form.
    pub written: String,
    /// When the link was made.
    pub since: Timestamp,
    /// When the account was last changed.
    pub changed_at: Option<Timestamp>,
    /// When the person left the scope or the directory.
    pub left_at: Option<Timestamp>,
}

/// Which links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkQuery {
    /// Of people or of groups.
    pub kind: Option<Kind>,
    /// In this state.
    pub state: Option<LinkState>,
    /// Text that a name or an id on either side contains, whatever the letter case and accents.
    pub search: String,
}

/// A window over links, by the name in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinksPage {
    /// People first, then groups.
    pub rows: Vec<AccountLink>,
    /// How many there are in all.
    pub total: u64,
}

const COLUMNS: &str =
    "kind, person, account, person_name, account_name, state, origin, wanted, written, since, changed_at, left_at";

fn read(row: &SqlRow<'_>) -> rusqlite::Result<AccountLink> {
    Ok(AccountLink {
        kind: Kind::from_code(row.get(0)?),
        person: row.get(1)?,
        account: row.get(2)?,
        person_name: row.get(3)?,
        account_name: row.get(4)?,
        state: LinkState::from_code(row.get(5)?),
        origin: row.get(6)?,
        wanted: row.get(7)?,
        written: row.get(8)?,
        since: time::read(row.get(9)?),
        changed_at: row.get::<_, Option<i64>>(10)?.map(time::read),
        left_at: row.get::<_, Option<i64>>(11)?.map(time::read),
    })
}

/// Writes a link in the place of the one that the person has.
pub(super) fn put(sql: &Connection, tenant: &str, link: &AccountLink) -> Result<()> {
    let written = sql
        .prepare_cached(
            "INSERT INTO account_link (tenant, kind, person, account, person_name, account_name, state, origin, wanted, written,
                                       since, changed_at, left_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (tenant, kind, person) DO UPDATE SET
                 account = excluded.account, person_name = excluded.person_name, account_name = excluded.account_name,
                 state = excluded.state, origin = excluded.origin, wanted = excluded.wanted, written = excluded.written,
                 since = excluded.since, changed_at = excluded.changed_at, left_at = excluded.left_at",
        )?
        .execute(params![
            tenant,
            link.kind.code(),
            link.person,
            link.account,
            link.person_name,
            link.account_name,
            link.state.code(),
            link.origin,
            link.wanted,
            link.written,
            time::write(link.since),
            link.changed_at.map(time::write),
            link.left_at.map(time::write),
        ]);
    match written {
        Err(error) => match of_account(sql, tenant, link.kind, &link.account)? {
            Some(other) if other.person != link.person => Err(StoreError::LinkedElsewhere {
                account: link.account.clone(),
                person: other.person,
            }),
            _ => Err(error.into()),
        },
        Ok(_) => Ok(()),
    }
}

/// Removes the link of a person or group; `false` where there was none.
pub(super) fn remove(sql: &Connection, tenant: &str, kind: Kind, person: &str) -> Result<bool> {
    Ok(sql
        .prepare_cached("DELETE FROM account_link WHERE tenant = ? AND kind = ? AND person = ?")?
        .execute(params![tenant, kind.code(), person])?
        > 0)
}

fn of_account(sql: &Connection, tenant: &str, kind: Kind, account: &str) -> Result<Option<AccountLink>> {
    Ok(sql
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM account_link WHERE tenant = ? AND kind = ? AND account = ?"
        ))?
        .query_row(params![tenant, kind.code(), account], read)
        .optional()?)
}

impl Store {
    /// A window over a tenant's links.
    pub fn links(&self, tenant: &str, query: &LinkQuery, offset: u64, limit: u32) -> Result<LinksPage> {
        let mut filter = Filter::new("tenant = ?", tenant.to_owned());
        filter.and_some("kind = ?", query.kind.map(Kind::code));
        filter.and_some("state = ?", query.state.map(LinkState::code));
        filter.containing(&["person_name", "account_name", "person", "account"], &query.search);
        self.read(|sql| {
            let total: i64 = sql
                .prepare_cached(&format!("SELECT count(*) FROM account_link WHERE {}", filter.text()))?
                .query_row(filter.values(), |row| row.get(0))?;
            let rows = sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM account_link WHERE {}
                     ORDER BY kind, folded(person_name), person LIMIT {limit} OFFSET {offset}",
                    filter.text()
                ))?
                .query_map(filter.values(), read)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(LinksPage {
                rows,
                total: total.cast_unsigned(),
            })
        })
    }

    /// The link of a person or group of the directory.
    pub fn link_of_person(&self, tenant: &str, kind: Kind, person: &str) -> Result<Option<AccountLink>> {
        self.read(|sql| {
            Ok(sql
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM account_link WHERE tenant = ? AND kind = ? AND person = ?"
                ))?
                .query_row(params![tenant, kind.code(), person], read)
                .optional()?)
        })
    }

    /// The link of an account or group at the app.
    pub fn link_of_account(&self, tenant: &str, kind: Kind, account: &str) -> Result<Option<AccountLink>> {
        self.read(|sql| of_account(sql, tenant, kind, account))
    }

    /// How many links a tenant has.
    pub fn count_links(&self, tenant: &str, kind: Kind) -> Result<u64> {
        self.read(|sql| {
            let count: i64 = sql
                .prepare_cached("SELECT count(*) FROM account_link WHERE tenant = ? AND kind = ?")?
                .query_row(params![tenant, kind.code()], |row| row.get(0))?;
            Ok(count.cast_unsigned())
        })
    }

    /// Hands over every link of a tenant's people or groups by the id in the directory, until told to stop. They are read in
    /// parts, so that no transaction stays open while they are looked at; what changes meanwhile may be seen or not.
    pub fn each_link(
        &self,
        tenant: &str,
        kind: Kind,
        mut each: impl FnMut(AccountLink) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut after = String::new();
        loop {
            let rows: Vec<AccountLink> = self.read(|sql| {
                Ok(sql
                    .prepare_cached(&format!(
                        "SELECT {COLUMNS} FROM account_link WHERE tenant = ? AND kind = ? AND person > ?
                         ORDER BY person LIMIT {CHUNK}"
                    ))?
                    .query_map(params![tenant, kind.code(), after], read)?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            let Some(last) = rows.last() else { return Ok(()) };
            after.clone_from(&last.person);
            for row in rows {
                if each(row).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Writes links, each in the place of the one that its person has, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`]; [`StoreError::LinkedElsewhere`]: then none is written.
    pub fn put_links(&self, tenant: &str, mut links: Vec<AccountLink>) -> Result<()> {
        let tenant = tenant.to_owned();
        // In the order of the table, which is then written from its beginning to its end.
        links.sort_by(|a, b| (a.kind.code(), &a.person).cmp(&(b.kind.code(), &b.person)));
        self.queue().run(move |sql| {
            require_tenant(sql, &tenant)?;
            links.iter().try_for_each(|link| put(sql, &tenant, link))
        })
    }

    /// Removes the link of a person or group; `false` where there was none.
    pub fn remove_link(&self, tenant: &str, kind: Kind, person: &str) -> Result<bool> {
        let (tenant, person) = (tenant.to_owned(), person.to_owned());
        self.queue().run(move |sql| remove(sql, &tenant, kind, &person))
    }

    /// Removes all links of a tenant, and with them the failures that would be tried again and what waits for a person.
    pub fn forget_links(&self, tenant: &str) -> Result<()> {
        let tenant = tenant.to_owned();
        self.queue().run(move |sql| {
            for table in ["account_link", "retry", "staged"] {
                sql.execute(&format!("DELETE FROM {table} WHERE tenant = ?"), [&tenant])?;
            }
            Ok(())
        })
    }
}
