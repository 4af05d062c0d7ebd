use super::{FORMAT, MAX_BYTES};

/// Why a file is not read. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum FileError {
    /// The file is larger than mappings are.
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are read")]
    FileTooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// The file is no TOML.
    #[error("line {line}, column {column}: {detail}")]
    TomlBroken {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong.
        detail: String,
    },
    /// The file is TOML and does not say that it holds mappings.
    #[error("the file holds no mappings: it does not begin with scimdesk_mappings = {FORMAT}")]
    NotMappings,
    /// The file is of a later version.
    #[error("the file has form {found}; this version reads up to {FORMAT}")]
    FormatNewer {
        /// Its form.
        found: u32,
    },
    /// A key that means nothing there.
    #[error("line {line}, column {column}: {key} means nothing here")]
    KeyUnknown {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// The key.
        key: String,
        /// The key that is written most like it, of those that mean something there.
        nearest: Option<&'static str>,
    },
    /// A value of the wrong type, one that is missing, or a word that is not known.
    #[error("line {line}, column {column}: {detail}")]
    ValueWrong {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong.
        detail: String,
    },
    /// A mapping without a source, or with several.
    #[error(
        "line {line}: the mapping to {target} has {count} sources; it needs one of attribute, constant, expression, and source = 'none'"
    )]
    SourceUnclear {
        /// The line of the mapping.
        line: usize,
        /// Its target.
        target: String,
        /// How many sources it has.
        count: usize,
    },
}

impl FileError {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `key_unknown`.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}
