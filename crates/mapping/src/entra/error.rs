use super::{MAX_BYTES, MAX_DEPTH, product::Product};

/// Why a file is not read. Places are JSON pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ImportError {
    /// The file is larger than any portal export.
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are read")]
    FileTooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// Nothing is in the file but blanks.
    #[error("there is nothing in the file")]
    FileEmpty,
    /// The file is no JSON.
    #[error("line {line}, column {column}: {detail}")]
    JsonBroken {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong.
        detail: String,
    },
    /// Lists and objects within one another, too deep.
    #[error("line {line}, column {column}: more than {MAX_DEPTH} lists and objects within one another")]
    JsonTooDeep {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but of something else.
    #[error("this is {found}, not the schema of a provisioning job in Entra")]
    OtherProduct {
        /// What it is.
        found: Product,
    },
    /// `synchronizationRules` is empty.
    #[error("the schema has no synchronization rules")]
    RulesMissing,
    /// All rules lead into the directory, or between other systems.
    #[error("no rule of the schema leads from Entra's directory to an app")]
    RulesNotOutbound {
        /// The directories that they lead from, the first few by name.
        sources: Vec<String>,
    },
    /// No object mapping takes people from the directory.
    #[error("no rule of the schema maps the directory's users")]
    UserMappingMissing,
    /// Something else stands where the schema has a text, a list, an object, a number, or true or false.
    #[error("{place}: {expected} belongs here, not {found}")]
    ShapeWrong {
        /// Where.
        place: String,
        /// What belongs there, with its article.
        expected: &'static str,
        /// What stands there, with its article.
        found: &'static str,
    },
    /// A scoping filter uses an operator that is not documented.
    #[error("{place}: there is no operator {found}")]
    OperatorUnknown {
        /// Where.
        place: String,
        /// As it is written.
        found: String,
    },
    /// A clause of a scoping filter compares with several values.
    #[error("{place}: a clause compares with one value, not with {count}")]
    SeveralOperands {
        /// Where.
        place: String,
        /// How many there are.
        count: usize,
    },
    /// A mapping applies in a way that is not documented.
    #[error("{place}: there is no flow type {found}")]
    FlowTypeUnknown {
        /// Where.
        place: String,
        /// As it is written.
        found: String,
    },
    /// An object action that is not documented.
    #[error("{place}: an object mapping allows Add, Update and Delete, not {found}")]
    ActionUnknown {
        /// Where.
        place: String,
        /// As it is written.
        found: String,
    },
    /// An expression without text, whose tree is deeper than an expression may be.
    #[error("{place}: the expression is nested too deep")]
    ExpressionTooDeep {
        /// Where.
        place: String,
    },
}

impl ImportError {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `other_product`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Where in the document, as a JSON pointer, where it is about one place of it.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::ShapeWrong { place, .. }
            | Self::OperatorUnknown { place, .. }
            | Self::SeveralOperands { place, .. }
            | Self::FlowTypeUnknown { place, .. }
            | Self::ActionUnknown { place, .. }
            | Self::ExpressionTooDeep { place } => Some(place),
            _ => None,
        }
    }
}
