//! Words for files of mappings: why one cannot be read, and what the other side would not understand.

use fluent_bundle::FluentArgs;
use scimdesk_mapping::{
    entra::{ExportNote, ImportError, ImportNote, Side},
    file::FileError,
    model::{ObjectKind, Who},
};

use crate::{
    codes::code,
    wire::{MappingProblem, ProblemPlace, Severity},
    words::{self, args, say},
};

/// Why a file cannot be read, as the end of a sentence.
pub(super) fn import_error(error: &ImportError) -> String {
    let places = match error {
        ImportError::JsonBroken { line, column, detail } => {
            args!(line = *line, column = *column, detail = detail.clone())
        }
        ImportError::JsonTooDeep { line, column } => args!(line = *line, column = *column),
        ImportError::OtherProduct { found } => args!(found = found.to_string()),
        ImportError::ShapeWrong { place, expected, found } => {
            args!(place = shown(place), expected = *expected, found = *found)
        }
        ImportError::OperatorUnknown { place, found }
        | ImportError::FlowTypeUnknown { place, found }
        | ImportError::ActionUnknown { place, found } => args!(place = shown(place), found = quoted(found)),
        ImportError::SeveralOperands { place, count } => args!(place = shown(place), count = *count),
        ImportError::ExpressionTooDeep { place } => args!(place = shown(place)),
        ImportError::FileTooLarge { .. }
        | ImportError::FileEmpty
        | ImportError::RulesMissing
        | ImportError::RulesNotOutbound { .. }
        | ImportError::UserMappingMissing => FluentArgs::new(),
    };
    words::text(&id("import", error.code()), &places)
}

/// Why a file of our own form cannot be read, as the end of a sentence.
pub(super) fn file_error(error: &FileError) -> String {
    let places = match error {
        FileError::TomlBroken { line, column, detail } | FileError::ValueWrong { line, column, detail } => {
            args!(
                line = *line,
                column = *column,
                detail = detail.trim_end_matches('.').to_owned()
            )
        }
        FileError::FormatNewer { found } => args!(found = *found),
        FileError::KeyUnknown {
            line,
            column,
            key,
            nearest,
        } => args!(
            line = *line,
            column = *column,
            key = key.clone(),
            nearest = nearest.unwrap_or("none")
        ),
        FileError::SourceUnclear { line, target, count } => {
            args!(line = *line, target = target.clone(), count = *count)
        }
        FileError::FileTooLarge { .. } | FileError::NotMappings => FluentArgs::new(),
    };
    words::text(&id("file", error.code()), &places)
}

/// What to know of a file that was read, as a note among its problems.
pub(super) fn import_note(note: &ImportNote) -> MappingProblem {
    let (object, places) = match note {
        ImportNote::SeveralMappings { object, used, left } => (
            *object,
            args!(
                object = object_word(*object),
                used = used.clone(),
                left = left.join(", ")
            ),
        ),
        ImportNote::SourceUnknown {
            object, target, found, ..
        } => (*object, args!(target = target.clone(), found = quoted(found))),
        ImportNote::AttributeTypeUnknown { attribute, found, .. } => {
            return noted(note, None, &args!(attribute = attribute.clone(), found = quoted(found)));
        }
        ImportNote::ReadFilters { object, count, .. } => {
            (*object, args!(object = object_word(*object), count = *count))
        }
        ImportNote::AttributesMissing { object, side } => {
            (*object, args!(object = object_word(*object), side = side_code(*side)))
        }
    };
    noted(note, Some(object), &places)
}

fn noted(note: &ImportNote, object: Option<ObjectKind>, places: &FluentArgs<'_>) -> MappingProblem {
    MappingProblem {
        code: format!("import_{}", note.code()),
        severity: Severity::Note,
        message: words::text(&id("import-note", note.code()), places),
        next: None,
        object,
        place: ProblemPlace::Whole,
        offset: None,
        length: None,
    }
}

/// What Entra would not know, or do otherwise, in one sentence.
pub(super) fn export_note(note: &ExportNote) -> String {
    let places = match note {
        ExportNote::AssignmentElsewhere { who } => args!(
            who = match who {
                Who::All => "all",
                Who::Assigned => "assigned",
            }
        ),
        ExportNote::RequestForm { profile } => args!(profile = super::differences::profile_text(*profile)),
        ExportNote::WhenEmpty { target, when, .. } => args!(target = target.clone(), when = code(when)),
        ExportNote::ExpressionDiffers { target, .. }
        | ExportNote::ExpressionWrong { target, .. }
        | ExportNote::TreeUndocumented { target, .. } => args!(target = target.clone()),
        ExportNote::AttributeFacts { object, count } => args!(object = object_word(*object), count = *count),
        ExportNote::PrimaryKey { object, side, count } => {
            args!(object = object_word(*object), side = side_code(*side), count = *count)
        }
        ExportNote::TemplateUsed | ExportNote::NestedGroups | ExportNote::DefaultAccessExcluded => FluentArgs::new(),
    };
    words::text(&id("export-note", note.code()), &places)
}

/// Every message that is found by a code.
#[cfg(test)]
pub(super) fn ids() -> impl Iterator<Item = String> {
    let errors = ImportError::CODES.iter().map(|code| id("import", code));
    let notes = ImportNote::CODES.iter().map(|code| id("import-note", code));
    errors
        .chain(FileError::CODES.iter().map(|code| id("file", code)))
        .chain(notes)
        .chain(ExportNote::CODES.iter().map(|code| id("export-note", code)))
}

fn id(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

fn object_word(object: ObjectKind) -> String {
    match object {
        ObjectKind::User => say!("object-users"),
        ObjectKind::Group => say!("object-groups"),
    }
}

fn side_code(side: Side) -> &'static str {
    match side {
        Side::Source => "source",
        Side::Target => "target",
    }
}

/// A JSON pointer; the document itself has an empty one.
fn shown(place: &str) -> String {
    if place.is_empty() {
        "/".to_owned()
    } else {
        place.to_owned()
    }
}

fn quoted(found: &str) -> String {
    format!("\"{found}\"")
}
