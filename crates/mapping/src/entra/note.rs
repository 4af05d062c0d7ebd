//! What an admin should know of a file that was read or written.

use crate::model::{ObjectKind, RequestProfile, WhenEmpty, Who};

/// What to know of a file that was read. Places are JSON pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ImportNote {
    /// Several object mappings are about the same type; one of them was read, all are kept.
    SeveralMappings {
        /// The type.
        object: ObjectKind,
        /// The one that was read.
        used: String,
        /// The others.
        left: Vec<String>,
    },
    /// A mapping's source is of a type that is not known; it was read as none.
    SourceUnknown {
        /// The type of the objects.
        object: ObjectKind,
        /// Where.
        place: String,
        /// The mapping's target.
        target: String,
        /// The type of the source, as it is written.
        found: String,
    },
    /// An attribute is of a type that is not known; it was read as text.
    AttributeTypeUnknown {
        /// Where.
        place: String,
        /// The attribute.
        attribute: String,
        /// The type, as it is written.
        found: String,
    },
    /// Filters that Entra applies while it reads; they are kept, and nobody is filtered by them here.
    ReadFilters {
        /// The type of the objects.
        object: ObjectKind,
        /// Where.
        place: String,
        /// How many.
        count: usize,
    },
    /// The schema does not list the attributes of the directory's or the app's objects.
    AttributesMissing {
        /// The type of the objects.
        object: ObjectKind,
        /// Whose.
        side: Side,
    },
}

impl ImportNote {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `several_mappings`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// The two ends of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// The directory.
    Source,
    /// The app.
    Target,
}

/// What Entra would not know, or do otherwise, of mappings that were written.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ExportNote {
    /// There was no file to write into: the ids are made up, and the portal may want those of its own job.
    TemplateUsed,
    /// Everybody or the assigned is a setting beside the schema.
    AssignmentElsewhere {
        /// What it is here.
        who: Who,
    },
    /// Entra expands no groups in groups.
    NestedGroups,
    /// Entra counts Default Access as any role.
    DefaultAccessExcluded,
    /// Entra sends changes in its own form, as a flag on the tenant URL says.
    RequestForm {
        /// What it is here.
        profile: RequestProfile,
    },
    /// Entra always keeps the value where the source is empty.
    WhenEmpty {
        /// The type of the objects.
        object: ObjectKind,
        /// The mapping's target.
        target: String,
        /// What happens here.
        when: WhenEmpty,
    },
    /// Entra is known to give other results for the expression.
    ExpressionDiffers {
        /// The type of the objects.
        object: ObjectKind,
        /// The mapping's target.
        target: String,
    },
    /// The expression is wrong. It is written as it stands, without a tree.
    ExpressionWrong {
        /// The type of the objects.
        object: ObjectKind,
        /// The mapping's target.
        target: String,
    },
    /// The expression holds something that has no documented form in the tree of an expression.
    TreeUndocumented {
        /// The type of the objects.
        object: ObjectKind,
        /// The mapping's target.
        target: String,
    },
    /// Attributes that are unique, filterable or bounded in length: the file has no place for that.
    AttributeFacts {
        /// The type of the objects.
        object: ObjectKind,
        /// How many attributes.
        count: usize,
    },
    /// An attribute list has no primary key, or several; Entra wants exactly one.
    PrimaryKey {
        /// The type of the objects.
        object: ObjectKind,
        /// Whose.
        side: Side,
        /// How many there are.
        count: usize,
    },
}

impl ExportNote {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `template_used`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}
