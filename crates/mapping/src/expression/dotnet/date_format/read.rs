//! Reading a date that is exactly in a format.

use jiff::civil;

use super::{DAYS, Format, MONTHS, Part, full_year};
use crate::expression::dotnet::date::{self, Moment};

/// Which blanks are skipped when reading, and whether a date that is left out is not today's.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are .NET's flags, each for itself")]
pub(crate) struct Styles {
    leading: bool,
    trailing: bool,
    inner: bool,
    no_current_date: bool,
}

impl Default for Styles {
    /// As the provisioning service has it where nothing is said.
    fn default() -> Self {
        Self {
            leading: true,
            trailing: true,
            inner: false,
            no_current_date: false,
        }
    }
}

impl Styles {
    /// Reads names of `DateTimeStyles` with commas between them. `None` if one does not exist, or contradicts another.
    ///
    /// Local time is UTC here, as it is in the service, so that the styles about it change nothing.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut styles = Self {
            leading: false,
            trailing: false,
            ..Self::default()
        };
        let (mut assumes_local, mut assumes_universal, mut adjusts, mut roundtrips) = (false, false, false, false);
        for name in text.split(',').map(str::trim) {
            match name.to_ascii_lowercase().as_str() {
                "none" => {}
                "allowleadingwhite" => styles.leading = true,
                "allowtrailingwhite" => styles.trailing = true,
                "allowinnerwhite" => styles.inner = true,
                "allowwhitespaces" => (styles.leading, styles.trailing, styles.inner) = (true, true, true),
                "nocurrentdatedefault" => styles.no_current_date = true,
                "assumelocal" => assumes_local = true,
                "assumeuniversal" => assumes_universal = true,
                "adjusttouniversal" => adjusts = true,
                "roundtripkind" => roundtrips = true,
                _ => return None,
            }
        }
        let contradicts =
            assumes_local && assumes_universal || roundtrips && (assumes_local || assumes_universal || adjusts);
        (!contradicts).then_some(styles)
    }
}

impl Format {
    /// Reads a text that is exactly in this format. What the format leaves out comes from today, or is the first.
    pub(crate) fn read(&self, text: &str, styles: Styles, today: civil::Date) -> Option<Moment> {
        // Blanks at the ends go from the format too.
        let is_blank = |part: &Part| matches!(part, Part::Literal(literal) if literal.is_whitespace());
        let (mut text, mut parts) = (text, &self.0[..]);
        if styles.leading {
            text = text.trim_start();
            parts = &parts[parts.iter().take_while(|part| is_blank(part)).count()..];
        }
        if styles.trailing {
            text = text.trim_end();
            parts = &parts[..parts.len() - parts.iter().rev().take_while(|part| is_blank(part)).count()];
        }
        let mut found = Found::default();
        for part in parts {
            if styles.inner {
                text = text.trim_start();
            }
            text = match *part {
                Part::Literal(' ') if styles.inner => text,
                Part::Literal(literal) => text.strip_prefix(literal)?,
                Part::Field(letter, count) => found.field(text, letter, count)?,
            };
        }
        text.is_empty().then_some(())?;
        found.moment(styles, today)
    }
}

/// What was read so far.
#[derive(Debug, Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<usize>,
    hour: Option<i8>,
    /// The hour is one of twelve.
    of_twelve: bool,
    is_afternoon: Option<bool>,
    minute: Option<i8>,
    second: Option<i8>,
    nanosecond: Option<i32>,
    ahead: Option<i32>,
}

impl Found {
    /// Reads one field, and gives what follows it.
    fn field<'a>(&mut self, text: &'a str, letter: char, count: usize) -> Option<&'a str> {
        match letter {
            'd' if count <= 2 => small(&mut self.day, text, count),
            'M' if count <= 2 => small(&mut self.month, text, count),
            'd' => {
                let (index, rest) = name(&DAYS, text, count == 3)?;
                keep(&mut self.weekday, index)?;
                Some(rest)
            }
            'M' => {
                let (index, rest) = name(&MONTHS, text, count == 3)?;
                keep(&mut self.month, i8::try_from(index + 1).ok()?)?;
                Some(rest)
            }
            'y' => {
                let (digits, rest) = if count == 1 {
                    digits(text, 1, 2)?
                } else {
                    digits(text, count, count)?
                };
                let year = digits.parse().ok()?;
                keep(&mut self.year, if count <= 2 { full_year(year)? } else { year })?;
                Some(rest)
            }
            'h' | 'H' => {
                self.of_twelve = letter == 'h';
                small(&mut self.hour, text, count)
            }
            'm' => small(&mut self.minute, text, count),
            's' => small(&mut self.second, text, count),
            'f' => {
                let (digits, rest) = digits(text, count, count)?;
                keep(&mut self.nanosecond, date::fraction(digits)?)?;
                Some(rest)
            }
            'F' => match digits(text, 1, count) {
                Some((digits, rest)) => {
                    keep(&mut self.nanosecond, date::fraction(digits)?)?;
                    Some(rest)
                }
                None => Some(text),
            },
            't' => {
                let is_half = |half: &str| {
                    let half = &half[..count.min(2)];
                    text.get(..half.len())
                        .is_some_and(|start| start.eq_ignore_ascii_case(half))
                };
                let is_afternoon = is_half("PM");
                (is_afternoon || is_half("AM")).then_some(())?;
                keep(&mut self.is_afternoon, is_afternoon)?;
                Some(&text[count.min(2)..])
            }
            'g' => ["A.D.", "AD"].into_iter().find_map(|era| text.strip_prefix(era)),
            'z' => self.offset(text),
            'K' => match text.strip_prefix(['Z', 'z']) {
                Some(rest) => {
                    keep(&mut self.ahead, 0)?;
                    Some(rest)
                }
                None if text.starts_with(['+', '-']) => self.offset(text),
                None => Some(text),
            },
            _ => None,
        }
    }

    fn offset<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (seconds, rest) = date::offset(text)?;
        keep(&mut self.ahead, seconds)?;
        Some(rest)
    }

    fn moment(&self, styles: Styles, today: civil::Date) -> Option<Moment> {
        let date = match (self.year, self.month, self.day) {
            (None, None, None) if styles.no_current_date => date::date(1, 1, 1)?,
            (None, None, None) => today,
            (year, month, day) => date::date(year.unwrap_or(today.year()), month.unwrap_or(1), day.unwrap_or(1))?,
        };
        if self.weekday.is_some_and(|weekday| weekday != date::weekday_of(date)) {
            return None;
        }
        let mut hour = self.hour.unwrap_or_default();
        if self.of_twelve && !(1..=12).contains(&hour) {
            return None;
        }
        match self.is_afternoon {
            Some(is_afternoon) if self.of_twelve => hour = hour % 12 + if is_afternoon { 12 } else { 0 },
            Some(true) if hour < 12 => hour += 12,
            // Twelve o'clock without a half is midnight.
            None if self.of_twelve => hour %= 12,
            Some(_) | None => {}
        }
        let time = civil::Time::new(
            hour,
            self.minute.unwrap_or_default(),
            self.second.unwrap_or_default(),
            self.nanosecond.unwrap_or_default(),
        );
        Moment::new(date.to_datetime(time.ok()?), self.ahead)
    }
}

/// Keeps a value; one that comes twice must be the same.
fn keep<T: PartialEq + Copy>(place: &mut Option<T>, value: T) -> Option<()> {
    (*place.get_or_insert(value) == value).then_some(())
}

/// A number of one or two digits, or of exactly two if the letter comes twice.
fn small<'a>(place: &mut Option<i8>, text: &'a str, count: usize) -> Option<&'a str> {
    let (digits, rest) = digits(text, count.min(2), 2)?;
    keep(place, digits.parse().ok()?)?;
    Some(rest)
}

fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| text.split_at(count))
}

fn name<'a>(names: &[&str], text: &'a str, is_short: bool) -> Option<(usize, &'a str)> {
    names.iter().enumerate().find_map(|(index, name)| {
        let name = if is_short { &name[..3] } else { name };
        let start = text.get(..name.len())?;
        start.eq_ignore_ascii_case(name).then(|| (index, &text[name.len()..]))
    })
}
