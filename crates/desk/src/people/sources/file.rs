//! A file on this computer, read anew each time.

use std::{
    fs::File,
    io::{self, Read as _},
};

use scimdesk_directory::{
    self as directory, Choice, MOST_BYTES, Note, Reading,
    source::{
        Fetched, Incomplete, SeenAttribute, SourceError, SourceGroup, SourceNote, SourceReport, Stage, StageName,
        StageOutcome,
    },
};

use super::reading::Read;
use crate::{
    people::{readings, wording},
    wire::{DeskError, ErrorCode, FileSource},
    words::{args, say},
};

/// The people and groups in the file, and the rows that cannot be used, one sentence each, as far as they are listed. It has no
/// changes: it is always read whole, and once.
pub(super) fn fetch(source: &FileSource) -> Result<Read, DeskError> {
    let reading = open(&source.path)?;
    let import = readings::choose(&reading, &choice(source, &reading)?)?;
    let rejections = import.rejections();
    let complete = match rejections.first.first() {
        Some(first) => Err(Incomplete::Unreadable {
            rows: rejections.total,
            first: line(first),
        }),
        None if import.notes().contains(&Note::MorePages) => Err(Incomplete::MorePages),
        None if import.count() == 0 => Err(Incomplete::Nobody),
        None => Ok(()),
    };
    let groups = import.groups().iter().map(|group| SourceGroup {
        id: group.id.clone(),
        name: group.name.clone(),
        attributes: group.attributes.clone(),
        members: Some(group.members.clone()),
        member_changes: Vec::new(),
    });
    let fetched = Fetched {
        full: true,
        groups: groups.collect(),
        people: import.people().collect(),
        removed: Vec::new(),
        present: None,
        reads_groups: true,
        assignments: None,
        watermark: None,
        complete,
        notes: import.notes().iter().cloned().map(SourceNote::People).collect(),
    };
    Ok(Read {
        fetched,
        told: rejections.first.iter().map(line).collect(),
    })
}

fn line(rejected: &directory::Rejected) -> String {
    let row = wording::rejected(rejected);
    say!("source-bad-row", line = row.line, reason = row.reason)
}

fn open(path: &str) -> Result<Reading, DeskError> {
    let unreadable =
        |cause: &io::Error| DeskError::with(ErrorCode::SourceFileUnreadable, args!(detail = path)).because(cause);
    let file = File::open(path).map_err(|cause| unreadable(&cause))?;
    match whole(&file, bytes).map_err(|cause| unreadable(&cause))? {
        Some(bytes) => directory::read(bytes).map_err(|error| wording::unreadable(&error)),
        None => Err(DeskError::with(ErrorCode::SourceFileChanging, args!(detail = path))),
    }
}

fn bytes(file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One more than is taken, so that it says that there are too many.
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is read of a file; `None` where somebody wrote to it meanwhile, so that it may be the half of what it will be. A file that
/// takes its place under its name is another, and this one is whole.
fn whole(file: &File, read: impl FnOnce(&File) -> io::Result<Vec<u8>>) -> io::Result<Option<Vec<u8>>> {
    let before = file.metadata()?;
    let bytes = read(file)?;
    let after = file.metadata()?;
    let is_same = before.len() == after.len() && before.modified()? == after.modified()?;
    Ok(is_same.then_some(bytes))
}

/// The columns as they are chosen, the others as they are usually taken.
fn choice(source: &FileSource, reading: &Reading) -> Result<Choice, DeskError> {
    let columns = reading.columns().iter().map(|column| {
        let chosen = source.columns.iter().find(|(header, _)| *header == column.header);
        let attribute = chosen.map_or_else(
            || {
                let is_taken = source
                    .columns
                    .iter()
                    .any(|(_, attribute)| *attribute == column.attribute);
                if is_taken {
                    column.header.clone()
                } else {
                    column.attribute.clone()
                }
            },
            |(_, attribute)| attribute.clone(),
        );
        (column.header.clone(), attribute)
    });
    let columns: Vec<(String, String)> = columns.filter(|(_, attribute)| !attribute.is_empty()).collect();
    if let Some((header, _)) = source
        .columns
        .iter()
        .find(|(header, _)| !reading.columns().iter().any(|column| column.header == *header))
    {
        return Err(wording::bad_choice(&directory::ChoiceError::NoColumn(header.clone())));
    }
    let id = source.id_attribute.as_deref().or_else(|| reading.id_attribute());
    let id = id.ok_or_else(|| DeskError::of(ErrorCode::SourceIdMissing))?;
    Ok(Choice {
        columns,
        id_attribute: id.to_owned(),
    })
}

/// Whether it can be read.
pub(super) fn test(source: &FileSource) -> Result<SourceReport, DeskError> {
    let reading = open(&source.path)?;
    let choice = choice(source, &reading)?;
    let import = readings::choose(&reading, &choice)?;
    let passed = |name, seen: String| Stage {
        name,
        outcome: StageOutcome::Passed(seen),
    };
    let people = if import.count() == 0 {
        StageOutcome::Failed(SourceError::Nobody {
            filter: source.path.clone(),
        })
    } else {
        StageOutcome::Passed(import.count().to_string())
    };
    let attributes = choice.columns.iter().map(|(header, attribute)| SeenAttribute {
        name: header.clone(),
        attribute: attribute.clone(),
        sample: reading
            .columns()
            .iter()
            .find(|column| column.header == *header)
            .and_then(|column| column.samples.first().cloned()),
    });
    Ok(SourceReport {
        stages: vec![
            passed(StageName::File, source.path.clone()),
            Stage {
                name: StageName::People,
                outcome: people,
            },
            passed(StageName::Groups, import.groups().len().to_string()),
        ],
        attributes: attributes.collect(),
        people: Some(import.count()),
        groups: Some(import.groups().len() as u64),
    })
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File},
        io::Write as _,
    };

    use super::{bytes, whole};

    #[test]
    fn a_file_that_is_written_to_while_it_is_read_is_not_taken() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("hr.csv");
        fs::write(&path, "objectId\n1\n").expect("writes");
        let open = || File::open(&path).expect("opens");
        assert_eq!(
            whole(&open(), bytes).expect("is read").as_deref(),
            Some(&b"objectId\n1\n"[..])
        );
        let longer = whole(&open(), |file| {
            let read = bytes(file);
            let mut more = File::options().append(true).open(&path)?;
            more.write_all(b"2\n")?;
            read
        });
        assert_eq!(longer.expect("is read"), None);
        let as_long = whole(&open(), |file| {
            let read = bytes(file);
            let written = File::options().write(true).open(&path)?;
            let at = written.metadata()?.modified()?;
            written.set_modified(at + std::time::Duration::from_secs(1))?;
            read
        });
        assert_eq!(as_long.expect("is read"), None);
        let replaced = whole(&open(), |file| {
            let read = bytes(file);
            fs::write(path.with_extension("new"), "objectId\n3\n")?;
            fs::rename(path.with_extension("new"), &path)?;
            read
        });
        assert_eq!(replaced.expect("is read").as_deref(), Some(&b"objectId\n1\n2\n"[..]));
    }
}
