//! Dates as .NET reads and writes them with the invariant culture.

use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{self, DateTime},
    tz::TimeZone,
};

use super::date_format::{DAYS, MONTHS, full_year};

/// A point in time as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    /// In UTC.
    pub(crate) utc: DateTime,
    /// Whether the text said how far it is from UTC. Without that it is taken as UTC.
    pub(crate) has_offset: bool,
}

impl Moment {
    /// From what a clock shows, so many seconds ahead of UTC. `None` outside the years 1 to 9999.
    pub(crate) fn new(shown: DateTime, ahead: Option<i32>) -> Option<Self> {
        let utc = shown
            .checked_sub(SignedDuration::from_secs(ahead.unwrap_or_default().into()))
            .ok()?;
        in_range(utc).map(|utc| Self {
            utc,
            has_offset: ahead.is_some(),
        })
    }
}

/// The date, if .NET has it: the years 1 to 9999.
pub(crate) fn in_range(date: DateTime) -> Option<DateTime> {
    (1..=9999).contains(&date.year()).then_some(date)
}

/// The time in UTC.
pub(crate) fn utc(now: Timestamp) -> DateTime {
    now.to_zoned(TimeZone::UTC).datetime()
}

/// The form in which functions pass dates: `M/d/yyyy h:mm:ss tt`.
pub(crate) fn written(date: DateTime) -> String {
    let (hour, half) = match date.hour() {
        0 => (12, "AM"),
        hour @ 1..=11 => (hour, "AM"),
        12 => (12, "PM"),
        hour => (hour - 12, "PM"),
    };
    format!(
        "{}/{}/{:04} {hour}:{:02}:{:02} {half}",
        date.month(),
        date.day(),
        date.year(),
        date.minute(),
        date.second()
    )
}

/// Reads exactly what [`written`] writes.
pub(crate) fn read_written(text: &str) -> Option<DateTime> {
    // Most text is no date, and shows it at once.
    if !text.ends_with('M') {
        return None;
    }
    let date = read(text)?.utc;
    (written(date) == text).then_some(date)
}

/// 100-nanosecond steps since 1601, as Windows counts them. `None` before that.
pub(crate) fn file_time(date: DateTime) -> Option<i64> {
    let nanoseconds = date.duration_since(file_time_zero()).as_nanos();
    i64::try_from(nanoseconds / 100).ok().filter(|steps| *steps >= 0)
}

/// The date of so many 100-nanosecond steps since 1601.
pub(crate) fn from_file_time(steps: i64) -> Option<DateTime> {
    let seconds = SignedDuration::new(steps / 10_000_000, i32::try_from(steps % 10_000_000 * 100).ok()?);
    file_time_zero().checked_add(seconds).ok().and_then(in_range)
}

fn file_time_zero() -> DateTime {
    civil::date(1601, 1, 1).at(0, 0, 0, 0)
}

/// Adds months; a day that the month does not have becomes its last.
pub(crate) fn add_months(date: DateTime, months: i64) -> Option<DateTime> {
    let span = Span::new().try_months(months).ok()?;
    date.checked_add(span).ok().and_then(in_range)
}

/// Adds seconds.
pub(crate) fn add_seconds(date: DateTime, seconds: i64) -> Option<DateTime> {
    date.checked_add(SignedDuration::from_secs(seconds))
        .ok()
        .and_then(in_range)
}

/// Reads a date in any of the forms that .NET takes: year first, month first, or with the month's name; with or without a time; with
/// or without an offset from UTC.
pub(crate) fn read(text: &str) -> Option<Moment> {
    let mut reader = Reader { rest: text.trim() };
    let date = reader.date()?;
    let time = reader.time()?;
    let ahead = reader.offset()?;
    if !reader.rest.is_empty() {
        return None;
    }
    Moment::new(date.to_datetime(time), ahead)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, word: &str) -> bool {
        let found = (self.rest.get(..word.len())).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.rest = &self.rest[word.len()..];
        }
        found
    }

    fn digits(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!digits.is_empty()).then_some(digits)
    }

    /// A number of one or two digits.
    fn number(&mut self) -> Option<i8> {
        self.digits().filter(|digits| digits.len() <= 2)?.parse().ok()
    }

    fn letters(&mut self) -> Option<&'a str> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let (letters, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!letters.is_empty()).then_some(letters)
    }

    fn date(&mut self) -> Option<civil::Date> {
        let weekday = self.weekday();
        let date = if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.date_from_number()?
        } else {
            let month = month(self.letters()?)?;
            self.blanks();
            let day = self.number()?;
            self.separator();
            date(self.year()?, month, day)?
        };
        // .NET refuses a day of the week that is another.
        weekday
            .is_none_or(|weekday| weekday == weekday_of(date))
            .then_some(date)
    }

    fn weekday(&mut self) -> Option<usize> {
        let before = self.rest;
        let found = self.letters().and_then(weekday);
        match found {
            Some(_) => self.separator(),
            None => self.rest = before,
        }
        found
    }

    /// A comma or blanks.
    fn separator(&mut self) {
        self.blanks();
        self.take(",");
        self.blanks();
    }

    fn year(&mut self) -> Option<i16> {
        let digits = self.digits()?;
        match digits.len() {
            2 => full_year(digits.parse().ok()?),
            4 => digits.parse().ok(),
            _ => None,
        }
    }

    fn date_from_number(&mut self) -> Option<civil::Date> {
        let first = self.digits()?;
        let separator = self.rest.chars().next()?;
        if first.len() == 4 {
            let year = first.parse().ok()?;
            let (month, day) = self.two_more(separator)?;
            return date(year, month, day);
        }
        let first = first.parse().ok().filter(|_| first.len() <= 2)?;
        if !matches!(separator, '/' | '-' | '.') || self.rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            // `16 March 2020`, `16-Mar-2020`
            self.rest = self.rest.trim_start_matches(['-', ' ']);
            let month = month(self.letters()?)?;
            self.rest = self.rest.trim_start_matches(['-', ' ', ',', '.']);
            return date(self.year()?, month, first);
        }
        self.rest = &self.rest[1..];
        let day = self.number()?;
        if !self.take(separator.encode_utf8(&mut [0; 4])) {
            return None;
        }
        date(self.year()?, first, day)
    }

    /// Month and day, each after the separator.
    fn two_more(&mut self, separator: char) -> Option<(i8, i8)> {
        if !matches!(separator, '-' | '/' | '.') {
            return None;
        }
        self.rest = &self.rest[1..];
        let month = self.number()?;
        if !self.take(separator.encode_utf8(&mut [0; 4])) {
            return None;
        }
        Some((month, self.number()?))
    }

    /// The time, or midnight if there is none. `None` if it is broken.
    fn time(&mut self) -> Option<civil::Time> {
        let before = self.rest;
        let has_t = self.take("T");
        self.blanks();
        if !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.rest = before.trim_start();
            return (!has_t).then(civil::Time::midnight);
        }
        let hour = self.number()?;
        let (mut minute, mut second, mut nanosecond) = (0, 0, 0);
        let has_minutes = self.take(":");
        if has_minutes {
            minute = self.number()?;
            if self.take(":") {
                second = self.number()?;
                if self.take(".") {
                    nanosecond = fraction(self.digits()?)?;
                }
            }
        }
        self.blanks();
        let half = [("AM", 0), ("PM", 12)].into_iter().find(|(word, _)| self.take(word));
        let hour = match half {
            Some((_, more)) if (1..=12).contains(&hour) => hour % 12 + more,
            None if has_minutes => hour,
            Some(_) | None => return None,
        };
        civil::Time::new(hour, minute, second, nanosecond).ok()
    }

    /// Seconds ahead of UTC, if the text says so. The outer `None` means that it is broken.
    #[expect(
        clippy::option_option,
        reason = "nothing there is one thing, and something broken another"
    )]
    fn offset(&mut self) -> Option<Option<i32>> {
        self.blanks();
        if ["Z", "GMT", "UTC"]
            .into_iter()
            .any(|word| self.rest.eq_ignore_ascii_case(word))
        {
            self.rest = "";
            return Some(Some(0));
        }
        match offset(self.rest) {
            Some((seconds, rest)) => {
                self.rest = rest;
                Some(Some(seconds))
            }
            None if self.rest.is_empty() => Some(None),
            None => None,
        }
    }
}

/// An offset from UTC such as `-07:00`, `+0100` or `+1`, in seconds, and what follows it.
pub(crate) fn offset(text: &str) -> Option<(i32, &str)> {
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[1..];
    let (hours, rest) = match digits(rest) {
        4 => rest.split_at(2),
        count @ (1 | 2) => rest.split_at(count),
        _ => return None,
    };
    let minutes = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = match digits(minutes) {
        2 => minutes.split_at(2),
        0 if minutes == rest => ("0", rest),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    // .NET knows no place further than 14 hours from UTC.
    (hours * 60 + minutes <= 14 * 60 && minutes < 60).then_some((sign * (hours * 60 + minutes) * 60, rest))
}

/// Nanoseconds from the digits after the point; .NET keeps seven.
pub(crate) fn fraction(digits: &str) -> Option<i32> {
    let kept = &digits[..digits.len().min(7)];
    let value: i32 = kept.parse().ok()?;
    Some(value * 10_i32.pow(9 - u32::try_from(kept.len()).ok()?))
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> Option<civil::Date> {
    civil::Date::new(year, month, day).ok().filter(|date| date.year() >= 1)
}

/// The month of a name or of its first three letters.
fn month(name: &str) -> Option<i8> {
    named(&MONTHS, name).and_then(|index| i8::try_from(index + 1).ok())
}

/// The day of the week of a name or of its first three letters; Sunday is 0.
fn weekday(name: &str) -> Option<usize> {
    named(&DAYS, name)
}

fn named(names: &[&str], found: &str) -> Option<usize> {
    (names.iter()).position(|name| name.eq_ignore_ascii_case(found) || name[..3].eq_ignore_ascii_case(found))
}

/// The day of the week; Sunday is 0.
pub(crate) fn weekday_of(date: civil::Date) -> usize {
    usize::try_from(date.weekday().to_sunday_zero_offset()).unwrap_or_default()
}
