//! What is wrong with mappings, or good to know of them, and where. Typed: whoever shows it finds the words.

mod kind;
mod severity;

pub use kind::ProblemKind;
pub use severity::Severity;

use crate::{expression::Range, model::ObjectKind};

/// Something to know of mappings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Whose mappings; `None` where that is not known, or it is about both.
    pub object: Option<ObjectKind>,
    /// Where.
    pub place: Place,
    /// Which part of the text there, in UTF-16 units.
    pub range: Option<Range>,
}

impl Problem {
    pub(crate) fn at(place: Place, kind: ProblemKind) -> Self {
        Self {
            kind,
            object: None,
            place,
            range: None,
        }
    }

    pub(crate) fn within(self, range: Range) -> Self {
        Self {
            range: Some(range),
            ..self
        }
    }

    pub(crate) fn of(self, object: ObjectKind) -> Self {
        Self {
            object: Some(object),
            ..self
        }
    }
}

/// Where a problem is. Numbers are places in the lists of the object's mapping, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// All of it.
    Whole,
    /// A mapping.
    Mapping {
        /// Which one.
        index: usize,
        /// Which field of it.
        field: Field,
    },
    /// A scoping filter.
    Filter {
        /// Which one.
        group: usize,
        /// Which clause, where it is about one.
        clause: Option<usize>,
    },
    /// A row of the source's attribute list, by its name.
    SourceAttribute(String),
    /// A row of the target's attribute list, by its name.
    TargetAttribute(String),
}

/// A field of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    /// The target attribute.
    Target,
    /// Where the value is from.
    Source,
    /// The default value.
    DefaultValue,
    /// The matching precedence.
    Matching,
    /// When it applies.
    Apply,
    /// What happens where the source has no value.
    WhenEmpty,
}

impl Field {
    /// Its stable name: `default_value`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
