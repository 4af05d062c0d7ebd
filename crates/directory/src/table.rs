//! CSV: which character separates fields, what the header is, and where each row stands.

use std::{
    ops::Range,
    sync::{Mutex, PoisonError},
};

use csv::{ReaderBuilder, StringRecord};

use crate::error::{MOST_COLUMNS, MOST_PEOPLE, ReadError, Reason, Rejected, Rejections};

/// The characters that may separate fields, the most usual first.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Rows looked at to tell which one does.
const SAMPLE: usize = 50;

pub(crate) struct Table {
    pub(crate) separator: u8,
    /// No two are equal.
    pub(crate) headers: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// Where a row stands in the text.
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) bytes: Range<u32>,
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(text.len().clamp(64, 64 << 10))
        .from_reader(text.as_bytes())
}

/// Reads single rows of a table again. One reader for all of them: to make one takes far longer than to read a row.
pub(crate) struct Splitter(Mutex<csv_core::Reader>);

impl Splitter {
    pub(crate) fn new(separator: u8) -> Self {
        Self(Mutex::new(csv_core::ReaderBuilder::new().delimiter(separator).build()))
    }

    /// The fields of one row.
    pub(crate) fn fields(&self, row: &str) -> Vec<String> {
        let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        reader.reset();
        // No field is longer than its row, and none ends but behind a byte of it.
        let (mut text, mut ends) = (vec![0; row.len()], vec![0; row.len() + 1]);
        let (mut input, mut length, mut count) = (row.as_bytes(), 0, 0);
        loop {
            let (result, read, written, ended) = reader.read_record(input, &mut text[length..], &mut ends[count..]);
            input = &input[read..];
            length += written;
            count += ended;
            match result {
                // Asked once more, with nothing, it ends the last field.
                csv_core::ReadRecordResult::InputEmpty => {}
                _ => break,
            }
        }
        drop(reader);
        let mut start = 0;
        ends[..count]
            .iter()
            .map(|end| {
                let field = &text[start..*end];
                start = *end;
                String::from_utf8_lossy(field).into_owned()
            })
            .collect()
    }
}

/// Finds the rows. What has not as many fields as the header is rejected.
pub(crate) fn read(text: &str, is_damaged: bool, rejections: &mut Rejections) -> Result<Table, ReadError> {
    let (from, told) = preamble(text);
    let body = &text[from..];
    let separator = told.unwrap_or_else(|| likeliest(body));
    let splitter = Splitter::new(separator);
    let mut reader = reader(body, separator);
    let mut record = StringRecord::new();
    let end = |reader: &csv::Reader<&[u8]>| {
        usize::try_from(reader.position().byte())
            .unwrap_or(usize::MAX)
            .min(body.len())
    };
    if !read_one(&mut reader, &mut record) {
        return Err(ReadError::Empty);
    }
    if record.len() > MOST_COLUMNS {
        return Err(ReadError::TooManyColumns);
    }
    let headers = distinct(&record);
    let mut rows = Vec::new();
    let mut start = end(&reader);
    let mut line_at_start = 1 + lines(&text[..from + start]);
    while read_one(&mut reader, &mut record) {
        let stop = end(&reader);
        let slice = &body[start..stop];
        // Lines are counted here, since empty lines and the second half of a line's end belong to the row after them.
        let row = slice.trim_start_matches(['\r', '\n']);
        let line = line_at_start + lines(&slice[..slice.len() - row.len()]);
        line_at_start += lines(slice);
        let reason = if stop == body.len() && ends_in_a_quote(slice, &splitter) {
            Some(Reason::OpenQuote)
        } else if record.len() != headers.len() {
            Some(Reason::Fields {
                expected: headers.len(),
                found: record.len(),
            })
        } else if is_damaged && slice.contains('\u{fffd}') {
            Some(Reason::Encoding)
        } else {
            None
        };
        match reason {
            Some(reason) => rejections.add(Rejected {
                line,
                group: false,
                reason,
            }),
            None => rows.push(Row {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                bytes: at(from + start)..at(from + stop),
            }),
        }
        start = stop;
        if rows.len() > MOST_PEOPLE {
            return Err(ReadError::TooManyPeople);
        }
    }
    if rows.is_empty() && rejections.total == 0 {
        return Err(ReadError::NoRows);
    }
    Ok(Table {
        separator,
        headers,
        rows,
    })
}

fn lines(text: &str) -> u64 {
    text.matches('\n').count() as u64
}

/// Whether a quotation mark is open at the end of the last row: then a line put behind it belongs to it.
fn ends_in_a_quote(row: &str, splitter: &Splitter) -> bool {
    const MARK: &str = "\n\u{1}";
    row.contains('"')
        && splitter
            .fields(&format!("{}{MARK}", row.trim_end()))
            .iter()
            .any(|field| field.ends_with('\u{1}'))
}

/// A file is smaller than 4 GiB.
fn at(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// `false` at the end. Nothing else can go wrong: the text is in memory, and fields may be of any number.
fn read_one(reader: &mut csv::Reader<&[u8]>, record: &mut StringRecord) -> bool {
    reader.read_record(record).unwrap_or(false)
}

/// Lines before the header: Excel's `sep=;`, which tells the separator, and `version:v1.0` of Entra's templates.
fn preamble(text: &str) -> (usize, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    let length = text.find('\n').map_or(text.len(), |at| at + 1);
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) if separator.is_ascii() => (length, Some(*separator)),
        _ if line.starts_with("version:v") => (length, None),
        _ => (0, None),
    }
}

/// The separator that splits the most rows into as many fields as the header, of those that split the header at all; of two
/// as good the one that makes more fields.
fn likeliest(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut reader = reader(text, separator);
        let mut record = StringRecord::new();
        read_one(&mut reader, &mut record);
        let fields = record.len();
        if fields < 2 {
            return (0, 0);
        }
        let mut alike = 1;
        for _ in 0..SAMPLE {
            if !read_one(&mut reader, &mut record) {
                break;
            }
            alike += usize::from(record.len() == fields);
        }
        (alike, fields)
    };
    // The last of equals wins, so the most usual comes last.
    SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}

/// The headers; a number tells those apart that are empty or the same.
fn distinct(record: &StringRecord) -> Vec<String> {
    let mut headers: Vec<String> = Vec::with_capacity(record.len());
    for (index, header) in record.iter().enumerate() {
        let header = header.trim();
        let mut name = match header {
            "" => format!("Column {}", index + 1),
            header => header.to_owned(),
        };
        let mut number = 2;
        while headers.contains(&name) {
            name = format!("{header} ({number})");
            number += 1;
        }
        headers.push(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::Splitter;

    #[test]
    fn a_row_is_split_again_as_it_was_read() {
        for (row, fields) in [
            ("1,Ann\n", &["1", "Ann"][..]),
            ("1,Ann", &["1", "Ann"]),
            ("\n1,\"Lee, Ann\"\r\n", &["1", "Lee, Ann"]),
            ("1,", &["1", ""]),
            ("\r\n\"\"\n", &[""]),
            ("a", &["a"]),
        ] {
            assert_eq!(Splitter::new(b',').fields(row), fields, "{row:?}");
        }
    }
}
