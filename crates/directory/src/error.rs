//! Why a file, a choice, a row or a value cannot be used, and what is odd about the rest. Callers have the words.

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 256 << 20;
/// The most columns of a file, or different attributes of the people of a JSON file.
pub const MOST_COLUMNS: usize = 500;
/// The longest text of an attribute, in bytes of UTF-8.
pub const LONGEST_TEXT: usize = 64 << 10;
/// The most people of a file.
pub const MOST_PEOPLE: usize = 5_000_000;

/// Why a file as a whole cannot be read. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing is in it but space.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`MOST_BYTES`].
    #[error("the file is larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// It is a workbook of a spreadsheet program, or another archive.
    #[error("the file is a workbook or an archive")]
    Workbook,
    /// It is no text.
    #[error("the file is no text")]
    NotText,
    /// There is a header, and nobody below it; or a list without anybody.
    #[error("the file has no rows")]
    NoRows,
    /// There are more than [`MOST_COLUMNS`].
    #[error("the file has more than {MOST_COLUMNS} columns")]
    TooManyColumns,
    /// There are more than [`MOST_PEOPLE`].
    #[error("the file has more than {MOST_PEOPLE} people")]
    TooManyPeople,
    /// It begins like JSON and is none.
    #[error("the JSON breaks off or has a mistake at line {line}, column {column}")]
    BrokenJson {
        /// From 1.
        line: u64,
        /// From 1, in bytes.
        column: u64,
    },
    /// It is JSON, but neither a list of objects nor an object with `people` or `value`.
    #[error("the JSON has no list of people")]
    NoList,
}

/// Why columns and id cannot be chosen so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChoiceError {
    /// The file has no such column.
    #[error("there is no column {0}")]
    NoColumn(String),
    /// Two columns are to be the same attribute.
    #[error("two columns are the attribute {0}")]
    AttributeTwice(String),
    /// No chosen column is the attribute that is to tell people apart.
    #[error("no column is the attribute {0}")]
    NoId(String),
    /// An attribute without a name.
    #[error("an attribute of column {0} has no name")]
    NoName(String),
}

/// Why a row cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// More or fewer fields than the header.
    Fields {
        /// As many as the header has.
        expected: usize,
        /// As many as the row has.
        found: usize,
    },
    /// A quotation mark opens and none closes: the rest of the file would be one field.
    OpenQuote,
    /// Bytes that the file's encoding does not have.
    Encoding,
    /// The attribute that tells people apart is empty.
    NoId,
    /// The id is that of an earlier row.
    IdTwice {
        /// The id.
        id: String,
        /// Where it came first, counted like [`Rejected::line`].
        first: u64,
    },
    /// A member of a JSON list that is no object.
    NotAnObject,
    /// The id is longer than [`LONGEST_ID`].
    IdTooLong,
}

/// The longest id, in bytes of UTF-8.
pub const LONGEST_ID: usize = 1_024;

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// From 1, the header included; of JSON the place in its list.
    pub line: u64,
    /// Whether it is of the list of groups.
    pub group: bool,
    /// Why.
    pub reason: Reason,
}

/// The first rows that cannot be used, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rejections {
    /// The first ones.
    pub first: Vec<Rejected>,
    /// How many in all.
    pub total: u64,
}

impl Rejections {
    /// Rows that are listed.
    const LISTED: usize = 100;

    pub(crate) fn add(&mut self, rejected: Rejected) {
        self.total += 1;
        if self.first.len() < Self::LISTED {
            self.first.push(rejected);
        }
    }
}

/// Why a value is left out of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OddValue {
    /// An object or a list of lists.
    Shape,
    /// Longer than [`LONGEST_TEXT`].
    TooLong,
    /// Neither yes nor no.
    NotBoolean,
}

/// What is odd about people and groups that can be used all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Values were left out.
    ValuesLeftOut {
        /// The attribute.
        attribute: String,
        /// Why.
        odd: OddValue,
        /// How many people's.
        people: u64,
        /// Where first, counted like [`Rejected::line`].
        first: u64,
    },
    /// Managers that are nobody here, or could be several; these people are left without one.
    ManagersMissing {
        /// How many people have such a manager.
        people: u64,
        /// The first manager that was not found.
        first: String,
    },
    /// People who manage each other in a circle, or themselves. They are kept so.
    ManagerCircle {
        /// How many people are in circles.
        people: u64,
        /// The id of one of them.
        first: String,
    },
    /// Groups that contain each other in a circle, or themselves. They are kept so.
    GroupCircle {
        /// How many groups are in circles.
        groups: u64,
        /// The name of one of them.
        first: String,
    },
    /// Members that are nobody here; they are left out.
    MembersMissing {
        /// How many.
        members: u64,
        /// The first.
        first: String,
    },
    /// People who have the same user name as another.
    UserNamesTwice {
        /// How many.
        people: u64,
        /// The first such user name.
        first: String,
    },
    /// The file is one page of several: it names where the next is.
    MorePages,
}
