//! Reading people and groups: a window, one, all of them in order, and who is in which group.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use crate::{
    Store,
    error::{Result, StoreError},
    item, key,
    query::{Page, Query},
    resource::{Kind, Link, Resource, Row},
    search::fold,
    snapshot,
};

/// People read at a time.
const CHUNK: usize = 1_000;

/// A person as expressions and filters see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Place in the order of names, from 0.
    pub position: u32,
    /// The id.
    pub id: String,
    /// The best name there is.
    pub name: String,
    /// All attributes, as a JSON object.
    pub attributes: String,
}

/// People of one state of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Which state, as [`DirectoryRecord::generation`](super::DirectoryRecord::generation) tells it.
    pub generation: i64,
    /// The people.
    pub rows: Vec<PersonRecord>,
}

/// Who is directly in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership<'a> {
    /// The group's id.
    pub group: &'a str,
    /// The member's id, whether the directory has it or not.
    pub member: &'a str,
    /// [`Kind::User`] is a person.
    pub kind: Kind,
}

const RECORD: &str = "SELECT item.key, item.id, item.name, body.raw FROM item JOIN body ON body.key = item.body";

fn record(row: &SqlRow<'_>) -> rusqlite::Result<PersonRecord> {
    Ok(PersonRecord {
        // The first key is one gap above nothing. Rows that were renamed in a tenant's list have keys in between.
        position: (key::number(row.get(0)?) / key::GAP).saturating_sub(1),
        id: row.get(1)?,
        name: row.get(2)?,
        attributes: row.get(3)?,
    })
}

fn key_at(generation: i64, position: u32) -> i64 {
    key::of(generation, position.saturating_add(1).saturating_mul(key::GAP))
}

/// The snapshot of a directory's people or groups.
fn list(sql: &Connection, directory: &str, kind: Kind) -> Result<i64> {
    snapshot::current(sql, directory, kind)?
        .map(|current| current.snapshot)
        .ok_or_else(|| StoreError::NoSuchDirectory {
            id: directory.to_owned(),
        })
}

impl Store {
    /// A window over a directory's people, by name; `search` is a part of the name, user name, mail or id.
    pub fn people(&self, directory: &str, search: &str, offset: u64, limit: u32) -> Result<Page> {
        self.page(directory, Kind::User, &searched(search), offset, limit)
    }

    /// A window over a directory's groups, by name; `search` is a part of the name or id. `links` is how many members.
    pub fn directory_groups(&self, directory: &str, search: &str, offset: u64, limit: u32) -> Result<Page> {
        self.page(directory, Kind::Group, &searched(search), offset, limit)
    }

    /// One person, by id; `raw` holds the attributes.
    pub fn person(&self, directory: &str, id: &str) -> Result<Option<Resource>> {
        self.resource(directory, Kind::User, id)
    }

    /// One group, by id; `raw` holds the attributes.
    pub fn directory_group(&self, directory: &str, id: &str) -> Result<Option<Resource>> {
        self.resource(directory, Kind::Group, id)
    }

    /// The groups that have a person or group as a direct member, by name.
    pub fn groups_of_person(&self, directory: &str, id: &str, offset: u64, limit: u32) -> Result<Vec<Link>> {
        Ok(self.groups_of(directory, id, offset, limit)?.rows)
    }

    /// How many people are directly in a group.
    pub fn people_in_group(&self, directory: &str, group: &str) -> Result<u64> {
        self.read(|sql| {
            let groups = list(sql, directory, Kind::Group)?;
            let Some((_, group)) = item::find(sql, groups, group)? else {
                return Ok(0);
            };
            let people: i64 = sql
                .prepare_cached("SELECT count(*) FROM membership WHERE grp = ? AND kind = 0")?
                .query_row([group.body], |row| row.get(0))?;
            Ok(people.cast_unsigned())
        })
    }

    /// The people whose id is a text; if there are none, whose user name it is, or else whose mail, or else whose whole name.
    /// Letter case, accents and widths make no difference, but an id that is the very text comes alone. At most `most`.
    pub fn find_person(&self, directory: &str, text: &str, most: usize) -> Result<Vec<Row>> {
        self.find(directory, Kind::User, text, most)
    }

    /// The groups whose id is a text, or else whose whole name it is; as [`find_person`](Self::find_person).
    pub fn find_group(&self, directory: &str, text: &str, most: usize) -> Result<Vec<Row>> {
        self.find(directory, Kind::Group, text, most)
    }

    fn find(&self, directory: &str, kind: Kind, text: &str, most: usize) -> Result<Vec<Row>> {
        let wanted = fold(text);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(exact) = self.resource(directory, kind, text.trim())? {
            return Ok(vec![exact.row]);
        }
        // Every whole text that matches is among those that contain it.
        let mut found: [Vec<Row>; 4] = Default::default();
        let mut offset = 0;
        loop {
            let page = self.page(
                directory,
                kind,
                &searched(text),
                offset,
                u32::try_from(CHUNK).unwrap_or(u32::MAX),
            )?;
            let last = page.rows.len() < CHUNK;
            offset += page.rows.len() as u64;
            for row in page.rows {
                let texts = [
                    Some(&row.id),
                    row.user_name.as_ref(),
                    row.email.as_ref(),
                    Some(&row.name),
                ];
                let which = texts
                    .iter()
                    .position(|text| text.is_some_and(|text| fold(text) == wanted));
                if let Some(found) = which.and_then(|which| found.get_mut(which))
                    && found.len() < most
                {
                    found.push(row);
                }
            }
            if last {
                break;
            }
        }
        Ok(found.into_iter().find(|rows| !rows.is_empty()).unwrap_or_default())
    }

    /// Hands over every person in the order of names, until told to stop; all of one state of the directory, which is
    /// returned. They are read in parts, so that no transaction stays open while they are looked at.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`]; [`StoreError::DirectoryReplaced`] where it is replaced or removed meanwhile.
    pub fn each_person(&self, directory: &str, each: impl FnMut(PersonRecord) -> ControlFlow<()>) -> Result<i64> {
        self.each_record(directory, Kind::User, each)
    }

    /// Hands over every account or group of a tenant in the order of names, whole; as [`each_person`](Self::each_person).
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`] before the first listing; [`StoreError::DirectoryReplaced`] where the list is
    /// refreshed meanwhile.
    pub fn each_resource(
        &self,
        tenant: &str,
        kind: Kind,
        mut each: impl FnMut(&str, &str) -> ControlFlow<()>,
    ) -> Result<i64> {
        self.each_record(tenant, kind, |record| each(&record.id, &record.attributes))
    }

    fn each_record(
        &self,
        owner: &str,
        kind: Kind,
        mut each: impl FnMut(PersonRecord) -> ControlFlow<()>,
    ) -> Result<i64> {
        let list = self.read(|sql| list(sql, owner, kind))?;
        let (mut after, last) = key::range(list);
        loop {
            let rows: Vec<(i64, PersonRecord)> = self.read(|sql| {
                let now = snapshot::current(sql, owner, kind)?;
                if now.is_none_or(|now| now.snapshot != list) {
                    return Err(StoreError::DirectoryReplaced { id: owner.to_owned() });
                }
                Ok(sql
                    .prepare_cached(&format!(
                        "{RECORD} WHERE item.key > ? AND item.key <= ? ORDER BY item.key LIMIT {CHUNK}"
                    ))?
                    .query_map([after, last], |row| Ok((row.get(0)?, record(row)?)))?
                    .collect::<rusqlite::Result<_>>()?)
            })?;
            let Some((end, _)) = rows.last() else { return Ok(list) };
            after = *end;
            for (_, row) in rows {
                if each(row).is_break() {
                    return Ok(list);
                }
            }
        }
    }

    /// People by their places in the order of names, in the order asked for; places that there are not are left out.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`].
    pub fn people_at(&self, directory: &str, positions: &[u32]) -> Result<People> {
        self.read(|sql| {
            let generation = list(sql, directory, Kind::User)?;
            let mut statement = sql.prepare_cached(&format!("{RECORD} WHERE item.key = ?"))?;
            let mut rows = Vec::with_capacity(positions.len());
            for position in positions {
                rows.extend(
                    statement
                        .query_row([key_at(generation, *position)], record)
                        .optional()?,
                );
            }
            Ok(People { generation, rows })
        })
    }

    /// Hands over who is directly in which group, group by group. Returns the state of the directory that it is of.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDirectory`].
    pub fn memberships(&self, directory: &str, mut each: impl FnMut(Membership<'_>)) -> Result<i64> {
        self.read(|sql| {
            let generation = list(sql, directory, Kind::User)?;
            let (first, last) = key::range(list(sql, directory, Kind::Group)?);
            let mut statement = sql.prepare_cached(
                "SELECT grp.id, membership.member, membership.kind FROM membership JOIN grp ON grp.body = membership.grp
                 WHERE membership.grp BETWEEN ? AND ? ORDER BY membership.grp, membership.position",
            )?;
            let mut rows = statement.query(params![first, last])?;
            while let Some(row) = rows.next()? {
                each(Membership {
                    group: row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
                    member: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
                    kind: Kind::from_code(row.get(2)?),
                });
            }
            Ok(generation)
        })
    }
}

fn searched(search: &str) -> Query {
    Query {
        search: search.to_owned(),
        ..Query::default()
    }
}
