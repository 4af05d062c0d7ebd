//! .NET's custom and standard date formats, with the invariant culture: writing with one, and (`read`) reading exactly what one
//! describes.

mod read;

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::date::{self, Moment};

pub(crate) use read::Styles;

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Sunday first, as in .NET.
pub(super) const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// A format, taken apart.
#[derive(Debug)]
pub(crate) struct Format(Vec<Part>);

#[derive(Debug, PartialEq)]
enum Part {
    /// A letter that stands for a part of the date, and how often it comes.
    Field(char, usize),
    Literal(char),
}

impl Format {
    /// Takes a format apart. `None` if it is none.
    pub(crate) fn new(format: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = standard(format)?.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                'd' | 'f' | 'F' | 'g' | 'h' | 'H' | 'K' | 'm' | 'M' | 's' | 't' | 'y' | 'z' => {
                    let mut count = 1;
                    while character != 'K' && rest.next_if_eq(&character).is_some() {
                        count += 1;
                    }
                    let is_known = match character {
                        'f' | 'F' => count <= 7,
                        _ => count <= 40,
                    };
                    if !is_known {
                        return None;
                    }
                    parts.push(Part::Field(character, count));
                }
                '\'' | '"' => loop {
                    match rest.next()? {
                        end if end == character => break,
                        '\\' => parts.push(Part::Literal(rest.next()?)),
                        other => parts.push(Part::Literal(other)),
                    }
                },
                '\\' => parts.push(Part::Literal(rest.next()?)),
                // It only keeps a single letter from being a standard format.
                '%' => match rest.peek() {
                    None | Some('%') => return None,
                    Some(_) => {}
                },
                other => parts.push(Part::Literal(other)),
            }
        }
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// Writes a date.
    pub(crate) fn write(&self, moment: Moment) -> String {
        let date = moment.utc;
        let mut text = String::new();
        for (index, part) in self.0.iter().enumerate() {
            match *part {
                Part::Literal(character) => text.push(character),
                Part::Field('F', count) => {
                    let digits = ticks(date, count);
                    let digits = digits.trim_end_matches('0');
                    // With nothing after it, the point goes too.
                    if digits.is_empty() && index > 0 && self.0[index - 1] == Part::Literal('.') {
                        text.pop();
                    }
                    text.push_str(digits);
                }
                Part::Field(letter, count) => write_field(&mut text, moment, letter, count),
            }
        }
        text
    }
}

/// The custom format of a standard one, which is a single letter.
fn standard(format: &str) -> Option<&str> {
    if format.chars().count() != 1 {
        return Some(format);
    }
    Some(match format {
        "d" => "MM/dd/yyyy",
        "D" => "dddd, dd MMMM yyyy",
        "f" => "dddd, dd MMMM yyyy HH:mm",
        "F" | "U" => "dddd, dd MMMM yyyy HH:mm:ss",
        "g" => "MM/dd/yyyy HH:mm",
        "G" => "MM/dd/yyyy HH:mm:ss",
        "m" | "M" => "MMMM dd",
        "o" | "O" => "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
        "r" | "R" => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        "s" => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        "t" => "HH:mm",
        "T" => "HH:mm:ss",
        "u" => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        "y" | "Y" => "yyyy MMMM",
        _ => return None,
    })
}

/// So many digits of the fraction of the second.
fn ticks(date: DateTime, count: usize) -> String {
    format!("{:07}", date.subsec_nanosecond() / 100)[..count].to_owned()
}

fn write_field(text: &mut String, moment: Moment, letter: char, count: usize) {
    let date = moment.utc;
    let mut number = |value: i16, width: usize| {
        // Writing to a text does not fail.
        let _ = write!(text, "{value:0width$}");
    };
    let short = count.min(2);
    match letter {
        'd' if count <= 2 => number(date.day().into(), count),
        'M' if count <= 2 => number(date.month().into(), count),
        'y' if count <= 2 => number(date.year() % 100, count),
        'y' => number(date.year(), count),
        'h' => number(
            i16::from(match date.hour() % 12 {
                0 => 12,
                hour => hour,
            }),
            short,
        ),
        'H' => number(date.hour().into(), short),
        'm' => number(date.minute().into(), short),
        's' => number(date.second().into(), short),
        'd' => {
            let name = DAYS[date::weekday_of(date.date())];
            text.push_str(if count == 3 { &name[..3] } else { name });
        }
        'M' => {
            let name = MONTHS[usize::try_from(date.month() - 1).unwrap_or_default()];
            text.push_str(if count == 3 { &name[..3] } else { name });
        }
        'f' => text.push_str(&ticks(date, count)),
        'g' => text.push_str("A.D."),
        't' => {
            let half = if date.hour() < 12 { "AM" } else { "PM" };
            text.push_str(&half[..short]);
        }
        'z' => text.push_str(match count {
            1 => "+0",
            2 => "+00",
            _ => "+00:00",
        }),
        'K' if moment.has_offset => text.push('Z'),
        _ => {}
    }
}

/// The year of two digits: .NET's invariant calendar turns at 2049.
pub(super) fn full_year(two_digits: i16) -> Option<i16> {
    match two_digits {
        0..=49 => Some(2000 + two_digits),
        50..=99 => Some(1900 + two_digits),
        _ => None,
    }
}
