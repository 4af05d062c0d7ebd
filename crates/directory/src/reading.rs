//! What is in a file: its columns, the attributes they are taken for, and the people they make.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde_json::Value;

use crate::{
    error::{ChoiceError, MOST_COLUMNS, ReadError, Rejections},
    import::{self, Import},
    json, known, table, text,
};

/// Different values of a column that are told.
const SAMPLES: usize = 3;
/// Letters of a value that are told.
const SAMPLE_LETTERS: usize = 80;

/// The attributes that tell people apart for good, the best first.
const IDS: [&str; 5] = ["objectId", "employeeId", "userPrincipalName", "mailNickname", "mail"];

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Rows of fields, with a header.
    Csv {
        /// The encoding by its name in the WHATWG Encoding Standard.
        encoding: &'static str,
        /// What separates the fields.
        separator: char,
    },
    /// A list of objects.
    Json,
}

/// A column of CSV, or an attribute of the objects of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the file calls it.
    pub header: String,
    /// The source attribute that it is taken for; the header itself where none is known.
    pub attribute: String,
    /// How many rows have a value.
    pub filled: u64,
    /// The first different values, shortened.
    pub samples: Vec<String>,
}

/// Which columns are to be which attributes, and which of these tells people apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Header and attribute of each column; others are left out.
    pub columns: Vec<(String, String)>,
    /// One of the attributes.
    pub id_attribute: String,
}

impl Choice {
    /// The same with known attributes in the letter case that mappings name them by.
    fn spelled(&self) -> Self {
        let columns = self.columns.iter();
        Self {
            columns: columns
                .map(|(header, attribute)| (header.clone(), known::spelled(attribute.trim()).to_owned()))
                .collect(),
            id_attribute: known::spelled(self.id_attribute.trim()).to_owned(),
        }
    }
}

/// A file that was looked at. Its text is kept, and where each row stands in it; rows are read anew each time.
pub struct Reading {
    text: String,
    format: Format,
    /// Of CSV.
    splitter: Option<table::Splitter>,
    pub(crate) rows: Vec<table::Row>,
    pub(crate) groups: Vec<table::Row>,
    headers: Vec<String>,
    columns: Vec<Column>,
    id_attribute: Option<String>,
    pub(crate) rejections: Rejections,
    pub(crate) more_pages: bool,
}

/// Looks at a file: CSV with one header row, or JSON.
///
/// # Errors
/// [`ReadError`]; rows that cannot be used are no error, but listed.
pub fn read(bytes: Vec<u8>) -> Result<Reading, ReadError> {
    let file = text::read(bytes)?;
    let mut rejections = Rejections::default();
    let mut reading = Reading {
        text: String::new(),
        format: Format::Json,
        splitter: None,
        rows: Vec::new(),
        groups: Vec::new(),
        headers: Vec::new(),
        columns: Vec::new(),
        id_attribute: None,
        rejections: Rejections::default(),
        more_pages: false,
    };
    if file.text.trim_start().starts_with(['[', '{']) {
        let lists = json::read(&file.text, &mut rejections)?;
        let rows = |list: Vec<(u32, std::ops::Range<u32>)>| {
            list.into_iter()
                .map(|(line, bytes)| table::Row { line, bytes })
                .collect()
        };
        reading.rows = rows(lists.people);
        reading.groups = rows(lists.groups);
        reading.more_pages = lists.more_pages;
    } else {
        let table = table::read(&file.text, file.is_damaged, &mut rejections)?;
        reading.format = Format::Csv {
            encoding: file.encoding,
            separator: char::from(table.separator),
        };
        reading.splitter = Some(table::Splitter::new(table.separator));
        reading.headers = table.headers;
        reading.rows = table.rows;
    }
    reading.text = file.text;
    reading.rejections = rejections;
    reading.look_at_columns()?;
    Ok(reading)
}

impl Reading {
    /// What the file is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The attribute that tells people apart best: the first of the usual ones that every row has and no two rows share, or
    /// else the first that any row has.
    pub fn id_attribute(&self) -> Option<&str> {
        self.id_attribute.as_deref()
    }

    /// Every column as the attribute that it is taken for. `None` where nothing tells people apart.
    pub fn usual_choice(&self) -> Option<Choice> {
        let columns = self.columns.iter();
        Some(Choice {
            columns: columns
                .map(|column| (column.header.clone(), column.attribute.clone()))
                .collect(),
            id_attribute: self.id_attribute.clone()?,
        })
    }

    /// People and groups as these columns make them.
    ///
    /// # Errors
    /// [`ChoiceError`].
    pub fn choose(&self, choice: &Choice) -> Result<Import<'_>, ChoiceError> {
        import::choose(self, &choice.spelled())
    }

    /// How many rows there are that could be people.
    pub fn rows(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The rows that cannot be used whatever is chosen.
    pub fn rejections(&self) -> &Rejections {
        &self.rejections
    }

    /// A row's values that are there, with their headers.
    pub(crate) fn fields(&self, row: &table::Row) -> Vec<(Cow<'_, str>, Value)> {
        let slice = self.slice(row);
        let Some(splitter) = &self.splitter else {
            let object = json::fields(slice);
            return object
                .into_iter()
                .map(|(key, value)| (Cow::Owned(key), value))
                .collect();
        };
        self.headers
            .iter()
            .zip(splitter.fields(slice))
            .filter(|(_, field)| !field.trim().is_empty())
            .map(|(header, field)| (Cow::Borrowed(header.as_str()), Value::from(field)))
            .collect()
    }

    pub(crate) fn slice(&self, row: &table::Row) -> &str {
        &self.text[row.bytes.start as usize..row.bytes.end as usize]
    }

    fn look_at_columns(&mut self) -> Result<(), ReadError> {
        let mut columns: Vec<Column> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut add = |header: &str, columns: &mut Vec<Column>| {
            let known = known::attribute(header).filter(|known| !taken.contains(*known));
            let attribute = known.unwrap_or(header).to_owned();
            taken.insert(attribute.clone());
            columns.push(Column {
                header: header.to_owned(),
                attribute,
                filled: 0,
                samples: Vec::new(),
            });
        };
        for header in &self.headers {
            numbers.insert(header.clone(), columns.len());
            add(header, &mut columns);
        }
        // Hashes of the values of each column that may be the id, until two rows share one.
        let mut distinct: HashMap<usize, Option<HashSet<u64>>> = HashMap::new();
        for row in &self.rows {
            for (header, value) in self.fields(row) {
                let number = numbers.get(&*header).copied().unwrap_or_else(|| {
                    add(&header, &mut columns);
                    numbers.insert(header.into_owned(), columns.len() - 1);
                    columns.len() - 1
                });
                if columns.len() > MOST_COLUMNS {
                    return Err(ReadError::TooManyColumns);
                }
                let column = &mut columns[number];
                let shown = shown(&value);
                if shown.is_empty() {
                    continue;
                }
                column.filled += 1;
                if IDS.contains(&column.attribute.as_str()) {
                    let seen = distinct.entry(number).or_insert_with(|| Some(HashSet::new()));
                    if seen.as_mut().is_some_and(|seen| !seen.insert(hash(shown.trim()))) {
                        *seen = None;
                    }
                }
                if column.samples.len() < SAMPLES {
                    let sample: String = shown.chars().take(SAMPLE_LETTERS).collect();
                    if !column.samples.contains(&sample) {
                        column.samples.push(sample);
                    }
                }
            }
        }
        let column_of = |id: &str| {
            columns
                .iter()
                .position(|column| column.attribute == id && column.filled > 0)
        };
        let tells_apart = |number: &usize| {
            columns[*number].filled == self.rows.len() as u64 && distinct.get(number).is_some_and(Option::is_some)
        };
        let candidates = || IDS.into_iter().filter_map(column_of);
        let id = candidates().find(tells_apart).or_else(|| candidates().next());
        self.id_attribute = id.map(|number| columns[number].attribute.clone());
        self.columns = columns;
        Ok(())
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A value as it is told in a line.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
