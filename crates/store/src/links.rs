//! Who is in which group, and what vanished.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    Store,
    error::Result,
    item, key,
    resource::{Kind, Link, LinkPage, Vanished},
    snapshot::{self, Current},
    time,
};

impl Store {
    /// A window over the groups that name an account or group as a member, by name. `total` is `None` unless the members of
    /// every group are known.
    pub fn groups_of(&self, tenant: &str, member: &str, offset: u64, limit: u32) -> Result<LinkPage> {
        self.read(|sql| {
            let Some(groups) = snapshot::current(sql, tenant, Kind::Group)? else {
                return Ok(LinkPage {
                    rows: Vec::new(),
                    total: None,
                });
            };
            let (first, last) = key::range(groups.snapshot);
            let found: i64 = sql
                .prepare_cached("SELECT count(DISTINCT grp) FROM membership WHERE member = ? AND grp BETWEEN ? AND ?")?
                .query_row(params![member, first, last], |row| row.get(0))?;
            let rows = sql
                .prepare_cached(
                    "SELECT item.id, item.name
                     FROM (SELECT DISTINCT grp FROM membership WHERE member = ? AND grp BETWEEN ? AND ?) AS named
                     JOIN grp ON grp.body = named.grp
                     JOIN identity ON identity.snapshot = ? AND identity.id = grp.id
                     JOIN item ON item.key = identity.key
                     ORDER BY item.key LIMIT ? OFFSET ?",
                )?
                .query_map(
                    params![member, first, last, groups.snapshot, limit, offset.cast_signed()],
                    |row| {
                        Ok(Link {
                            kind: Kind::Group,
                            id: row.get(0)?,
                            name: row.get(1)?,
                            known: true,
                        })
                    },
                )?
                .collect::<rusqlite::Result<_>>()?;
            let all_known = snapshot::counts(sql, groups.snapshot)?.closed == 0;
            Ok(LinkPage {
                rows,
                total: all_known.then_some(found.cast_unsigned()),
            })
        })
    }

    /// A window over the members of a group, in the server's order. `total` is `None` where the server returned none.
    pub fn members_of(&self, tenant: &str, group: &str, offset: u64, limit: u32) -> Result<LinkPage> {
        self.read(|sql| {
            let nothing = LinkPage { rows: Vec::new(), total: None };
            let Some(groups) = snapshot::current(sql, tenant, Kind::Group)? else { return Ok(nothing) };
            let Some((_, item)) = item::find(sql, groups.snapshot, group)? else { return Ok(nothing) };
            let accounts = snapshot::current(sql, tenant, Kind::User)?;
            let mut rows: Vec<Link> = sql
                .prepare_cached(
                    "SELECT member, name, kind FROM membership WHERE grp = ? AND position >= ? ORDER BY position LIMIT ?",
                )?
                .query_map(params![item.body, offset.cast_signed(), limit], |row| {
                    Ok(Link { id: row.get(0)?, name: row.get(1)?, kind: Kind::from_code(row.get(2)?), known: false })
                })?
                .collect::<rusqlite::Result<_>>()?;
            for link in &mut rows {
                let list = match link.kind {
                    Kind::User => accounts,
                    Kind::Group => Some(groups),
                };
                if let Some(name) = name_of(sql, list, &link.id)? {
                    link.name = Some(name);
                    link.known = true;
                }
            }
            Ok(LinkPage { rows, total: item.members.map(u64::from) })
        })
    }

    /// A window over what a listing proven complete no longer contained, or what a read found gone; last noticed first. What
    /// came back is not among them.
    pub fn vanished(&self, tenant: &str, kind: Kind, offset: u64, limit: u32) -> Result<Vec<Vanished>> {
        self.read(|sql| {
            let current = snapshot::current(sql, tenant, kind)?.map_or(0, |current| current.snapshot);
            Ok(sql
                .prepare_cached(
                    "SELECT id, name, last_seen, noticed FROM vanished
                     WHERE tenant = ? AND kind = ?
                       AND NOT EXISTS (SELECT 1 FROM identity WHERE snapshot = ? AND identity.id = vanished.id)
                     ORDER BY noticed DESC, id LIMIT ? OFFSET ?",
                )?
                .query_map(
                    params![tenant, kind.code(), current, limit, offset.cast_signed()],
                    |row| {
                        Ok(Vanished {
                            id: row.get(0)?,
                            name: row.get(1)?,
                            last_seen: time::read(row.get(2)?),
                            noticed: time::read(row.get(3)?),
                        })
                    },
                )?
                .collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn name_of(sql: &Connection, list: Option<Current>, id: &str) -> Result<Option<String>> {
    let Some(list) = list else { return Ok(None) };
    Ok(sql
        .prepare_cached(
            "SELECT item.name FROM identity JOIN item ON item.key = identity.key WHERE identity.snapshot = ? AND identity.id = ?",
        )?
        .query_row(params![list.snapshot, id], |row| row.get(0))
        .optional()?)
}
