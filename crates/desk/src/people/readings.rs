//! Files that were looked at, kept in memory until their people are kept.

use std::sync::Arc;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use scimdesk_directory::{self as directory, Choice, Format, Import, Reading};
use uuid::Uuid;

use super::wording;
use crate::{
    Desk,
    desk::blocking,
    wire::{ColumnChoice, DeskError, DirectoryOrigin, ErrorCode, PeopleColumn, PeopleReading, ReadPeople},
    words::say,
};

/// Files kept at a time; a new one takes the place of the oldest.
const KEPT: usize = 2;

/// A file that was looked at.
pub(crate) struct KeptReading {
    id: String,
    pub(super) reading: Reading,
    pub(super) origin: DirectoryOrigin,
}

/// The files that were looked at last.
#[derive(Default)]
pub(crate) struct Readings(Vec<Arc<KeptReading>>);

impl Readings {
    fn keep(&mut self, reading: KeptReading) {
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push(Arc::new(reading));
    }

    pub(super) fn find(&self, id: &str) -> Result<Arc<KeptReading>, DeskError> {
        let found = self.0.iter().find(|reading| reading.id == id).cloned();
        found.ok_or_else(|| DeskError::of(ErrorCode::PeopleReadingGone))
    }

    pub(super) fn forget(&mut self, id: &str) {
        self.0.retain(|reading| reading.id != id);
    }
}

impl Desk {
    /// Look at a file of people; nothing is kept.
    pub async fn people_read(&self, request: ReadPeople) -> Result<PeopleReading, DeskError> {
        let bytes = blocking(move || {
            let bytes = BASE64_STANDARD.decode(request.content);
            bytes.map_err(|_| DeskError::bad_input(say!("people-file-not-base64")))
        });
        self.people_read_bytes(request.file_name, bytes.await?).await
    }

    /// The same, for a caller in this process.
    pub async fn people_read_bytes(&self, file: String, bytes: Vec<u8>) -> Result<PeopleReading, DeskError> {
        let opened = self.opened()?;
        let (kept, told) = blocking(move || {
            let reading = directory::read(bytes).map_err(|error| wording::unreadable(&error))?;
            let origin = match reading.format() {
                Format::Csv { .. } => DirectoryOrigin::Csv { file },
                Format::Json => DirectoryOrigin::Json { file },
            };
            let id = Uuid::new_v4().to_string();
            let told = told(&id, &reading)?;
            Ok((KeptReading { id, reading, origin }, told))
        })
        .await?;
        opened.readings().keep(kept);
        Ok(told)
    }
}

/// What is told of a file before anything of it is kept.
fn told(id: &str, reading: &Reading) -> Result<PeopleReading, DeskError> {
    let usual = reading.usual_choice();
    let import = usual.as_ref().map(|choice| choose(reading, choice)).transpose()?;
    let rejections = import.as_ref().map_or_else(|| reading.rejections(), Import::rejections);
    let columns = reading.columns().iter().map(|column| PeopleColumn {
        header: column.header.clone(),
        attribute: column.attribute.clone(),
        filled: column.filled,
        samples: column.samples.clone(),
    });
    let (format, encoding) = match reading.format() {
        Format::Json => ("json", None),
        Format::Csv { encoding, separator } => {
            let separator = match separator {
                ',' => say!("people-separator-comma"),
                ';' => say!("people-separator-semicolon"),
                '\t' => say!("people-separator-tab"),
                other => say!("people-separator-other", separator = other.to_string()),
            };
            ("csv", Some(format!("{encoding}, {separator}")))
        }
    };
    Ok(PeopleReading {
        reading: id.to_owned(),
        format: format.to_owned(),
        encoding,
        people: import.as_ref().map_or_else(|| reading.rows(), Import::count),
        groups: import.as_ref().map_or(0, |import| import.groups().len() as u64),
        columns: columns.collect(),
        id_attribute: reading.id_attribute().map(str::to_owned),
        rejected: rejections.first.iter().map(wording::rejected).collect(),
        rejected_total: rejections.total,
        notes: import.iter().flat_map(Import::notes).map(wording::note).collect(),
    })
}

pub(super) fn choice(columns: &[ColumnChoice], id_attribute: &str) -> Choice {
    let columns = columns.iter();
    Choice {
        columns: columns
            .map(|column| (column.header.clone(), column.attribute.clone()))
            .collect(),
        id_attribute: id_attribute.to_owned(),
    }
}

pub(super) fn choose<'r>(reading: &'r Reading, choice: &Choice) -> Result<Import<'r>, DeskError> {
    reading.choose(choice).map_err(|error| wording::bad_choice(&error))
}
