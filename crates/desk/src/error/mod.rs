//! From the typed errors of the crates below to the one error that crosses the desk's boundary: a stable code, words from
//! the catalogue, and the evidence.

mod client;
mod store;
mod vault;

use std::fmt;

use fluent_bundle::FluentArgs;

use crate::{
    wire::{DeskError, ErrorCode, Evidence},
    words::{self, say},
};

pub(crate) use client::{
    Names, clause, client_error, evidence, kind_error, milliseconds, said_gone, status_text, without_servers_words,
};
pub(crate) use store::store_error;
pub(crate) use vault::vault_error;

impl ErrorCode {
    /// The code as it is written in JSON: `token_refused`.
    pub fn name(self) -> String {
        crate::codes::code(&self)
    }
}

impl DeskError {
    /// An error in the words of the catalogue, with plain words where a name is not known.
    pub fn of(code: ErrorCode) -> Self {
        Self::with(code, FluentArgs::new())
    }

    /// An error in the words of the catalogue, its places filled.
    pub(crate) fn with(code: ErrorCode, mut args: FluentArgs<'_>) -> Self {
        for (place, word) in [
            ("host", "word-the-server"),
            ("app", "word-the-app"),
            ("apps", "word-the-gallery"),
            ("tenant", "word-the-tenant"),
            ("status", "word-no-status"),
        ] {
            if args.get(place).is_none() {
                args.set(place, say!(word));
            }
        }
        for (place, value) in [
            ("detail", "none"),
            ("column", "1"),
            ("owner", "none"),
            ("setting", "none"),
            ("from", "other"),
            ("tenants", "0"),
            ("of", "people"),
            ("lost", "0"),
            ("had", "0"),
            ("matched", "0"),
        ] {
            if args.get(place).is_none() {
                args.set(place, value);
            }
        }
        let id = format!("error-{}", code.name().replace('_', "-"));
        Self {
            code,
            message: words::text(&id, &args),
            next: words::next(&id, &args),
            evidence: None,
        }
    }

    /// The same error with the technical cause chain as evidence.
    pub(crate) fn because(mut self, cause: &dyn std::error::Error) -> Self {
        self.evidence = Some(Evidence {
            cause: Some(chain(cause)),
            ..Evidence::default()
        });
        self
    }

    /// Input that cannot be used, and why (the rest of the sentence "This cannot be used: …").
    pub fn bad_input(detail: impl Into<String>) -> Self {
        Self::with(ErrorCode::BadInput, words::args!(detail = detail.into()))
    }
}

/// The messages of an error and of all its causes, outermost first.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let part = cause.to_string();
        // Many errors repeat their cause in their own message.
        if !text.contains(&part) {
            text.push_str(": ");
            text.push_str(&part);
        }
        source = cause.source();
    }
    text
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DeskError {}

/// What the file system reported.
pub(crate) fn io_error(error: &std::io::Error) -> DeskError {
    DeskError::of(io_code(error)).because(error)
}

/// Why a file of a person's choice could not be written.
pub(crate) fn file_error(path: &std::path::Path, error: &std::io::Error) -> DeskError {
    let code = match io_code(error) {
        ErrorCode::DiskFull => ErrorCode::DiskFull,
        _ => ErrorCode::FileNotWritten,
    };
    DeskError::with(code, words::args!(detail = path.display().to_string())).because(error)
}

fn io_code(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        _ => ErrorCode::CacheFailed,
    }
}
