//! Putting people and groups in the place of those before.

use rusqlite::{Connection, params};

use super::{DirectoryRecord, NewDirectory, NewGroup, NewPerson};
use crate::{
    Store,
    error::{Result, StoreError},
    listing::ListingWriter,
    provisioning::{Fetch, keep_fetch},
    resource::{Kind, NewResource},
    tenant::name_key,
    time,
};

/// Rows written down at a time.
const CHUNK: usize = 2_000;

impl From<NewPerson> for NewResource {
    fn from(person: NewPerson) -> Self {
        Self {
            external_id: Some(person.id.clone()),
            id: person.id,
            name: person.name,
            user_name: person.user_name,
            email: person.mail,
            active: person.enabled,
            title: person.title,
            department: person.department,
            created: None,
            last_modified: None,
            members: None,
            raw: person.attributes,
        }
    }
}

impl From<NewGroup> for NewResource {
    fn from(group: NewGroup) -> Self {
        Self {
            external_id: Some(group.id.clone()),
            id: group.id,
            name: group.name,
            user_name: None,
            email: None,
            active: None,
            title: None,
            department: None,
            created: None,
            last_modified: None,
            members: Some(group.members),
            raw: group.attributes,
        }
    }
}

impl Store {
    /// Adds a directory, or puts other people and groups, another name and origin in the place of those it has. Until this
    /// returns, and after an error or a killed process, the directory is as it was. People and groups are written down as
    /// they come, in bounded memory; reading them in the order of names is quickest if they come in about that order. Should
    /// an id come again, the later one counts.
    ///
    /// # Errors
    /// [`StoreError::DirectoryNameTaken`]; [`StoreError::BeingRefreshed`] where the same directory is being replaced;
    /// [`StoreError::NoSuchDirectory`] where it is removed meanwhile.
    pub fn replace_directory(
        &self,
        directory: NewDirectory,
        people: impl IntoIterator<Item = NewPerson>,
        groups: impl IntoIterator<Item = NewGroup>,
    ) -> Result<DirectoryRecord> {
        self.try_replace_directory(directory, people.into_iter().map(Ok), groups)
    }

    /// The same, with people whose reading may fail: then the directory stays as it was.
    ///
    /// # Errors
    /// Those of [`replace_directory`](Self::replace_directory), and the first one among the people.
    pub fn try_replace_directory(
        &self,
        directory: NewDirectory,
        people: impl IntoIterator<Item = Result<NewPerson>>,
        groups: impl IntoIterator<Item = NewGroup>,
    ) -> Result<DirectoryRecord> {
        self.put_directory(directory, people, groups, None)
    }

    /// The same for a directory that is read from somewhere. Who left, up to where it was read and whether it is all there is are
    /// kept in the transaction that shows the new people and groups: a process that is killed leaves all of the old or of the new.
    ///
    /// # Errors
    /// Those of [`try_replace_directory`](Self::try_replace_directory), and [`StoreError::NoSuchDirectory`] where it is not read
    /// from anywhere.
    pub fn refresh_directory(
        &self,
        directory: NewDirectory,
        people: impl IntoIterator<Item = Result<NewPerson>>,
        groups: impl IntoIterator<Item = NewGroup>,
        fetch: Fetch,
    ) -> Result<DirectoryRecord> {
        self.put_directory(directory, people, groups, Some(fetch))
    }

    fn put_directory(
        &self,
        directory: NewDirectory,
        people: impl IntoIterator<Item = Result<NewPerson>>,
        groups: impl IntoIterator<Item = NewGroup>,
        fetch: Option<Fetch>,
    ) -> Result<DirectoryRecord> {
        let id = directory.id.clone();
        let gone = |error| match error {
            StoreError::NoSuchTenant { id } => StoreError::NoSuchDirectory { id },
            other => other,
        };
        let key = name_key(&directory.name);
        if self.read(|sql| name_is_taken(sql, &key, &id))? {
            return Err(StoreError::DirectoryNameTaken { name: directory.name });
        }
        let mut people_list = self.begin_list(&id, Kind::User, directory.imported_at)?;
        let mut group_list = self.begin_list(&id, Kind::Group, directory.imported_at)?;
        self.sweep();
        fill(&mut people_list, people, &directory).map_err(gone)?;
        fill(&mut group_list, groups.into_iter().map(Ok), &directory).map_err(gone)?;
        let lists = [
            people_list.end_uncompared().map_err(gone)?,
            group_list.end_uncompared().map_err(gone)?,
        ];
        self.queue().run(move |sql| {
            publish(sql, &directory, &lists)?;
            fetch.map_or(Ok(()), |fetch| keep_fetch(sql, &directory.id, &fetch))
        })?;
        people_list.published();
        group_list.published();
        self.sweep();
        self.directory(&id)?.ok_or(StoreError::NoSuchDirectory { id })
    }
}

fn name_is_taken(sql: &Connection, key: &str, id: &str) -> Result<bool> {
    Ok(sql
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM directory WHERE name_key = ? AND id <> ?)")?
        .query_row([key, id], |row| row.get(0))?)
}

fn fill<T: Into<NewResource>>(
    list: &mut ListingWriter,
    rows: impl IntoIterator<Item = Result<T>>,
    directory: &NewDirectory,
) -> Result<()> {
    let mut rows = rows.into_iter().map(|row| row.map(Into::into)).peekable();
    while rows.peek().is_some() {
        let chunk = rows.by_ref().take(CHUNK).collect::<Result<_>>()?;
        list.append(chunk, directory.imported_at)?;
    }
    Ok(())
}

/// One transaction: whoever reads sees the old people and groups, or the new ones.
fn publish(sql: &Connection, directory: &NewDirectory, lists: &[i64]) -> Result<()> {
    let d = directory;
    let key = name_key(&d.name);
    if name_is_taken(sql, &key, &d.id)? {
        return Err(StoreError::DirectoryNameTaken { name: d.name.clone() });
    }
    let at = time::write(d.imported_at);
    sql.execute("UPDATE snapshot SET state = 2 WHERE tenant = ? AND state = 1", [&d.id])?;
    for list in lists {
        let shown = sql.execute(
            "UPDATE snapshot SET state = 1, fetched_at = ?, completeness = 0, evidence = '', revision = id
             WHERE id = ? AND state = 0",
            [at, *list],
        )?;
        if shown == 0 {
            return Err(StoreError::NoSuchDirectory { id: d.id.clone() });
        }
    }
    sql.execute(
        "INSERT INTO directory (id, name, name_key, origin, imported_at, notes) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, origin = excluded.origin,
             imported_at = excluded.imported_at, notes = excluded.notes",
        params![d.id, d.name, key, d.origin, at, d.notes],
    )?;
    Ok(())
}
