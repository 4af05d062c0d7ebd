//! Files of mappings.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use scimdesk_desk::wire::{DeskError, ErrorCode};

use crate::session::bare_error;

/// The largest file that is read: 32 MiB.
const LIMIT: u64 = 32 * 1024 * 1024;

/// The text of a file; `-` is stdin.
pub(super) fn read(path: &Path) -> Result<String, DeskError> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LIMIT + 1).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_string(&mut text))
    };
    let refuse = |message: &str| {
        let next = "Name a file of mappings, or - to read it from stdin.";
        bare_error(ErrorCode::MappingFileUnreadable, message, Some(next))
    };
    match read {
        Ok(length) if length as u64 > LIMIT => Err(refuse("The file is larger than 32 MiB.")),
        Ok(_) => Ok(text),
        Err(cause) => Err(refuse(&format!("{} cannot be read: {cause}.", path.display()))),
    }
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), DeskError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .map_err(|cause| {
            bare_error(
                ErrorCode::BadInput,
                &format!("{} cannot be written: {cause}.", path.display()),
                Some("Name a file that does not exist yet."),
            )
        })
}
