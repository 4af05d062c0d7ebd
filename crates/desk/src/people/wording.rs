//! What is said about files of people.

use scimdesk_directory::{
    ChoiceError, LONGEST_ID, MOST_BYTES, MOST_COLUMNS, MOST_PEOPLE, Note, OddValue, ReadError, Reason, Rejected,
};

use crate::{
    wire::{DeskError, ErrorCode, RejectedRow},
    words::{args, say},
};

/// A file that cannot be read.
pub(super) fn unreadable(error: &ReadError) -> DeskError {
    let detail = match error {
        ReadError::Empty => say!("people-file-empty"),
        ReadError::TooLarge => say!("people-file-too-large", limit = MOST_BYTES >> 20),
        ReadError::Workbook => say!("people-file-workbook"),
        ReadError::NoRows => say!("people-file-no-rows"),
        ReadError::TooManyColumns => say!("people-file-too-many-columns", limit = MOST_COLUMNS),
        ReadError::TooManyPeople => say!("people-file-too-many-people", limit = MOST_PEOPLE),
        ReadError::BrokenJson { line, column } => say!("people-file-broken-json", line = *line, column = *column),
        ReadError::NoList => say!("people-file-no-list"),
        _ => say!("people-file-not-text"),
    };
    DeskError::with(ErrorCode::PeopleFileUnreadable, args!(detail = detail)).because(error)
}

/// Columns that cannot be chosen so.
pub(super) fn bad_choice(error: &ChoiceError) -> DeskError {
    DeskError::bad_input(match error {
        ChoiceError::NoColumn(column) => say!("people-choice-no-column", column = column.as_str()),
        ChoiceError::AttributeTwice(attribute) => say!("people-choice-attribute-twice", attribute = attribute.as_str()),
        ChoiceError::NoId(attribute) => say!("people-choice-no-id", attribute = attribute.as_str()),
        ChoiceError::NoName(column) => say!("people-choice-no-attribute", column = column.as_str()),
        other => other.to_string(),
    })
}

/// A row that cannot be used.
pub(super) fn rejected(row: &Rejected) -> RejectedRow {
    let reason = match &row.reason {
        Reason::Fields { expected, found } => say!("people-row-fields", expected = *expected, found = *found),
        Reason::OpenQuote => say!("people-row-open-quote"),
        Reason::Encoding => say!("people-row-encoding"),
        Reason::NoId => say!("people-row-no-id"),
        Reason::IdTwice { id, first } => say!("people-row-id-twice", id = id.as_str(), first = *first),
        Reason::IdTooLong => say!("people-row-id-too-long", limit = LONGEST_ID),
        _ => say!("people-row-not-an-object"),
    };
    RejectedRow {
        line: row.line,
        reason: if row.group {
            say!("people-row-group", line = row.line, reason = reason)
        } else {
            reason
        },
    }
}

/// What is odd.
pub(super) fn note(note: &Note) -> String {
    match note {
        Note::ValuesLeftOut {
            attribute,
            odd,
            people,
            first,
        } => {
            let id = match odd {
                OddValue::TooLong => "people-note-too-long",
                OddValue::NotBoolean => "people-note-not-boolean",
                _ => "people-note-shape",
            };
            say!(id, attribute = attribute.as_str(), people = *people, first = *first)
        }
        Note::ManagersMissing { people, first } => {
            say!("people-note-managers-missing", people = *people, first = first.as_str())
        }
        Note::ManagerCircle { people, first } => {
            say!("people-note-manager-circle", people = *people, first = first.as_str())
        }
        Note::GroupCircle { groups, first } => {
            say!("people-note-group-circle", groups = *groups, first = first.as_str())
        }
        Note::MembersMissing { members, first } => {
            say!(
                "people-note-members-missing",
                members = *members,
                first = first.as_str()
            )
        }
        Note::UserNamesTwice { people, first } => {
            say!("people-note-user-names-twice", people = *people, first = first.as_str())
        }
        _ => say!("people-note-more-pages"),
    }
}
