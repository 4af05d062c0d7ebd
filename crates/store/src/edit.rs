//! Changing single rows of a list: what was read back after a change, and what turned out to be gone.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    Store,
    error::{Result, StoreError},
    item::{self, COLUMNS, Item, Place},
    key,
    listing::{Completeness, Finish, remember, tenant_exists},
    resource::{Kind, Member, NewResource},
    search::{self, Letters},
    snapshot::{self, Counts},
    time,
};

/// Not the time of any change: rows that only made room for others.
const MOVED: i64 = i64::MIN;

/// Rows kept in one transaction: readers and other writers wait for no more.
const AT_ONCE: usize = 500;

/// A list that is changed.
pub(crate) struct List<'a> {
    pub(crate) tenant: &'a str,
    pub(crate) kind: Kind,
    pub(crate) snapshot: i64,
}

impl Store {
    /// Keeps accounts or groups that were read on their own at `at`, and says how many of them are new or differ from before.
    /// What is known from a later moment stays. Where there is no list yet, one begins that is known to be partial, with
    /// `partial` as its evidence; a first listing that is under way takes its place and what it brought.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTenant`].
    pub fn keep(
        &self,
        tenant: &str,
        kind: Kind,
        resources: Vec<NewResource>,
        at: Timestamp,
        partial: &str,
    ) -> Result<u64> {
        if resources.len() > AT_ONCE && self.read(|sql| snapshot::current(sql, tenant, kind))?.is_none() {
            match self.begin_listing(tenant, kind, at) {
                Ok(mut writer) => {
                    writer.append(resources, at)?;
                    let finish = Finish {
                        completeness: Completeness::KnownPartial,
                        evidence: partial.to_owned(),
                        at,
                    };
                    return Ok(writer.finish(finish)?.count);
                }
                Err(StoreError::BeingRefreshed) => {}
                Err(error) => return Err(error),
            }
        }
        let mut news = 0;
        let mut resources = resources.into_iter();
        loop {
            let some: Vec<_> = resources.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(news);
            }
            let (tenant, partial) = (tenant.to_owned(), partial.to_owned());
            news += self.queue().run(move |sql| {
                let snapshot = match snapshot::current(sql, &tenant, kind)? {
                    Some(current) => current.snapshot,
                    None => begin_partial(sql, &tenant, kind, at, &partial)?,
                };
                let list = List {
                    tenant: &tenant,
                    kind,
                    snapshot,
                };
                let under_way = sql
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM snapshot WHERE tenant = ? AND kind = ? AND state = 0)",
                    )?
                    .query_row(params![tenant, kind.code()], |row| row.get(0))?;
                let mut news = 0;
                for resource in some {
                    news += u64::from(keep_one(sql, &list, resource, at, under_way)?);
                }
                Ok(news)
            })?;
        }
    }

    /// Takes an account or group out of its list because the server said at `at` that there is none; it is remembered as
    /// vanished. `false` where it was not listed, or was seen later.
    pub fn mark_gone(&self, tenant: &str, kind: Kind, id: &str, at: Timestamp) -> Result<bool> {
        let (tenant, id) = (tenant.to_owned(), id.to_owned());
        self.queue().run(move |sql| {
            let Some(current) = snapshot::current(sql, &tenant, kind)? else {
                return Ok(false);
            };
            let list = List {
                tenant: &tenant,
                kind,
                snapshot: current.snapshot,
            };
            // It was seen since.
            if item::find(sql, list.snapshot, &id)?.is_some_and(|(_, item)| item.last_seen > time::write(at)) {
                return Ok(false);
            }
            take_out(sql, &list, &id, time::write(at))
        })
    }
}

/// Begins a list with nothing in it, which what is looked up is put into. No builder: it is whole as it is.
fn begin_partial(sql: &Connection, tenant: &str, kind: Kind, at: Timestamp, evidence: &str) -> Result<i64> {
    if !tenant_exists(sql, tenant)? {
        return Err(StoreError::NoSuchTenant { id: tenant.to_owned() });
    }
    sql.prepare_cached(
        "INSERT INTO snapshot (tenant, kind, state, builder, begun_at, fetched_at, completeness, evidence)
         VALUES (?1, ?2, 1, '', ?3, ?3, ?4, ?5)",
    )?
    .execute(params![
        tenant,
        kind.code(),
        time::write(at),
        Completeness::KnownPartial.code(),
        evidence
    ])?;
    let snapshot = sql.last_insert_rowid();
    search::create_index(sql, snapshot)?;
    let (first, _) = key::range(snapshot);
    snapshot::write_block(sql, first, Counts::default(), Letters::NONE)?;
    Ok(snapshot)
}

/// Keeps one resource, unless something is known of it from a later moment; whether it is news. `under_way`: a listing is being
/// written, which must learn of what was read meanwhile.
fn keep_one(
    sql: &Connection,
    list: &List<'_>,
    mut resource: NewResource,
    at: Timestamp,
    under_way: bool,
) -> Result<bool> {
    let moment = time::write(at);
    let old = item::find(sql, list.snapshot, &resource.id)?;
    let newer_is_known = match &old {
        Some((_, item)) => item.last_seen > moment,
        None => sql
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM vanished WHERE tenant = ? AND kind = ? AND id = ? AND noticed > ?)",
            )?
            .query_row(params![list.tenant, list.kind.code(), resource.id, moment], |row| {
                row.get(0)
            })?,
    };
    if newer_is_known {
        return Ok(false);
    }
    let same = is_kept(sql, list, &resource)?;
    if let Some((key, item)) = old {
        if same && !under_way {
            see_again(sql, key, &item, moment)?;
            return Ok(false);
        }
        // What an answer leaves out is unknown, and was known before.
        if resource.members.is_none() && item.members.is_some() {
            resource.members = load(sql, list.snapshot, list.kind, &resource.id)?.and_then(|known| known.members);
        }
    }
    put(sql, list, &resource, at)?;
    Ok(!same)
}

/// Dates a row that came again as it is.
fn see_again(sql: &Connection, key: i64, item: &Item, at: i64) -> Result<()> {
    sql.prepare_cached("UPDATE item SET last_seen = ?, not_seen = 0 WHERE key = ?")?
        .execute([at, key])?;
    if item.not_seen {
        let counts = Counts {
            not_seen: -1,
            ..Counts::default()
        };
        snapshot::adjust_block(sql, key, counts, Letters::NONE)?;
    }
    Ok(())
}

/// A resource as it is cached.
pub(crate) fn load(sql: &Connection, snapshot: i64, kind: Kind, id: &str) -> Result<Option<NewResource>> {
    let Some((_, item)) = item::find(sql, snapshot, id)? else {
        return Ok(None);
    };
    let raw = sql
        .prepare_cached("SELECT raw FROM body WHERE key = ?")?
        .query_row([item.body], |row| row.get(0))?;
    let members = match (kind, item.members) {
        (Kind::Group, Some(_)) => Some(
            sql.prepare_cached("SELECT member, name, kind FROM membership WHERE grp = ? ORDER BY position")?
                .query_map([item.body], |row| {
                    Ok(Member {
                        id: row.get(0)?,
                        name: row.get(1)?,
                        kind: Kind::from_code(row.get(2)?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?,
        ),
        _ => None,
    };
    Ok(Some(NewResource {
        id: item.id,
        name: item.name,
        user_name: item.user_name,
        email: item.email,
        external_id: item.external_id,
        active: item.active,
        title: item.title,
        department: item.department,
        created: item.created.map(time::read),
        last_modified: item.last_modified.map(time::read),
        members,
        raw,
    }))
}

/// Puts a resource into a list, in the place of the one with its id if there is one.
pub(crate) fn put(sql: &Connection, list: &List<'_>, resource: &NewResource, at: Timestamp) -> Result<()> {
    let old = item::find(sql, list.snapshot, &resource.id)?;
    let body = match &old {
        Some((_, item)) => item.body,
        None => next_body(sql, list.snapshot)?,
    };
    item::write_body(sql, list.kind, body, resource)?;
    let new = Item::new(resource, list.kind, body, at);
    let place = new.place();
    let stays = old
        .as_ref()
        .filter(|(_, item)| item.place() == place)
        .map(|(key, _)| *key);
    if let Some((key, item)) = &old {
        remove_row(sql, *key, item)?;
    }
    let key = match stays {
        Some(key) => key,
        None => make_room(sql, list.snapshot, &place)?,
    };
    insert_row(sql, key, &new)?;
    sql.prepare_cached("INSERT OR REPLACE INTO identity (snapshot, id, key, body, hash) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![
            list.snapshot,
            resource.id,
            key,
            body,
            item::hash(&resource.raw)
        ])?;
    note(
        sql,
        list.snapshot,
        &resource.id,
        time::write(at),
        old.map(|(key, _)| key),
        Some(key),
    )
}

/// Takes a resource out of a list and remembers it as vanished.
pub(crate) fn take_out(sql: &Connection, list: &List<'_>, id: &str, at: i64) -> Result<bool> {
    let Some((key, item)) = item::find(sql, list.snapshot, id)? else {
        return Ok(false);
    };
    remove_row(sql, key, &item)?;
    item::remove_body(sql, item.body)?;
    sql.prepare_cached("DELETE FROM identity WHERE snapshot = ? AND id = ?")?
        .execute(params![list.snapshot, id])?;
    remember(sql, list.tenant, list.kind, &item, at)?;
    note(sql, list.snapshot, id, at, Some(key), None)?;
    Ok(true)
}

/// Whether a list holds the resource just so.
fn is_kept(sql: &Connection, list: &List<'_>, resource: &NewResource) -> Result<bool> {
    Ok(sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM identity WHERE snapshot = ? AND id = ? AND hash = ?)")?
        .query_row(params![list.snapshot, resource.id, item::hash(&resource.raw)], |row| {
            row.get(0)
        })?)
}

fn insert_row(sql: &Connection, key: i64, item: &Item) -> Result<()> {
    item.insert_into(sql, "item", key)?;
    let grams = item.grams();
    search::add(sql, key::snapshot(key), key::number(key), &grams)?;
    let mut counts = Counts::default();
    counts.add(item, 1);
    snapshot::adjust_block(sql, key, counts, Letters::of_grams(&grams))
}

fn remove_row(sql: &Connection, key: i64, item: &Item) -> Result<()> {
    sql.prepare_cached("DELETE FROM item WHERE key = ?")?.execute([key])?;
    search::remove(sql, key::snapshot(key), key::number(key), &item.grams())?;
    let mut counts = Counts::default();
    counts.add(item, -1);
    // Its letters stay: other rows may have them too.
    snapshot::adjust_block(sql, key, counts, Letters::NONE)
}

/// Notes a change, so that what is kept in memory of the list can follow it, and a listing that is under way can repeat it.
fn note(sql: &Connection, snapshot: i64, id: &str, at: i64, was: Option<i64>, became: Option<i64>) -> Result<()> {
    sql.prepare_cached("UPDATE snapshot SET revision = revision + 1 WHERE id = ?")?
        .execute([snapshot])?;
    sql.prepare_cached(
        "INSERT INTO edit (snapshot, revision, id, at, was, became)
         SELECT id, revision, ?, ?, ?, ? FROM snapshot WHERE id = ?",
    )?
    .execute(params![id, at, was, became, snapshot])?;
    Ok(())
}

fn next_body(sql: &Connection, snapshot: i64) -> Result<i64> {
    let (first, last) = key::range(snapshot);
    let greatest: Option<i64> = sql
        .prepare_cached("SELECT max(key) FROM body WHERE key BETWEEN ? AND ?")?
        .query_row([first, last], |row| row.get(0))?;
    match greatest.map_or(first, |key| key + 1) {
        key if key < last => Ok(key),
        _ => Err(StoreError::TooManyRows { limit: key::MOST }),
    }
}

/// A free key where a row of this place belongs. Keys ascend with places, so it is found by halving.
fn make_room(sql: &Connection, snapshot: i64, place: &Place) -> Result<i64> {
    let (start, end) = key::range(snapshot);
    // Every row up to `low` comes before the place, every row from `high` on after it.
    let (mut low, mut high) = (start, end);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let next: Option<(i64, String, String)> = sql
            .prepare_cached("SELECT key, name, id FROM item WHERE key BETWEEN ? AND ? ORDER BY key LIMIT 1")?
            .query_row([middle, high - 1], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        match next {
            Some((key, name, id)) if place.compare(&name, &id).is_gt() => low = key,
            _ => high = middle,
        }
    }
    let before: i64 = sql
        .prepare_cached("SELECT coalesce(max(key), ?1) FROM item WHERE key BETWEEN ?1 AND ?2")?
        .query_row([start, low], |row| row.get(0))?;
    let after: Option<i64> = sql
        .prepare_cached("SELECT min(key) FROM item WHERE key BETWEEN ? AND ?")?
        .query_row([before + 1, end], |row| row.get(0))?;
    match after {
        None if end - before > 1 => Ok((before + i64::from(key::GAP)).min(end - 1)),
        None => Err(StoreError::TooManyRows { limit: key::MOST }),
        Some(after) if after - before > 1 => Ok(before + (after - before) / 2),
        Some(after) => {
            move_up(sql, snapshot, after)?;
            Ok(after)
        }
    }
}

/// Moves a row up by one, and before it those that stand in its way.
fn move_up(sql: &Connection, snapshot: i64, first: i64) -> Result<()> {
    let (_, end) = key::range(snapshot);
    let mut crowd: Vec<(i64, Item)> = Vec::new();
    {
        let mut statement = sql.prepare_cached(&format!(
            "SELECT key, {COLUMNS} FROM item WHERE key BETWEEN ? AND ? ORDER BY key"
        ))?;
        let mut rows = statement.query([first, end])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            if crowd.last().is_some_and(|(last, _)| key - last > 1) {
                break;
            }
            crowd.push((key, Item::read(row, 1)?));
        }
    }
    if crowd.last().is_some_and(|(last, _)| *last >= end) {
        return Err(StoreError::TooManyRows { limit: key::MOST });
    }
    for (key, item) in crowd.iter().rev() {
        remove_row(sql, *key, item)?;
        insert_row(sql, key + 1, item)?;
        sql.prepare_cached("UPDATE identity SET key = ? WHERE snapshot = ? AND id = ?")?
            .execute(params![key + 1, snapshot, item.id])?;
        note(sql, snapshot, &item.id, MOVED, Some(*key), Some(key + 1))?;
    }
    Ok(())
}
