//! Dates. Functions pass them as text in the form `M/d/yyyy h:mm:ss tt`, in UTC.

use jiff::civil::DateTime;

use super::{Example, Family, Function, Kind, gives, gives_for, optional, required};
use crate::expression::{
    dotnet::{
        date::{self, Moment},
        date_format::{Format, Styles},
    },
    error::{EvaluateErrorKind as Error, excerpt},
    evaluate::{Arguments, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "CDate",
        Family::Date,
        "The date that a text writes, in the form that the date functions take.",
        &[required(
            "expression",
            Kind::Text,
            "a date, with or without a time and an offset from UTC",
        )],
        c_date,
    )
    .examples(C_DATE),
    Function::new(
        "DateAdd",
        Family::Date,
        "A date so many intervals later, or earlier.",
        &[
            required("interval", Kind::Interval, "yyyy, m, d, ww, h, n (minutes) or s"),
            required("value", Kind::Whole, "how many; earlier if negative"),
            required("dateTime", Kind::Date, "the date"),
        ],
        date_add,
    )
    .examples(DATE_ADD),
    Function::new(
        "DateDiff",
        Family::Date,
        "How many intervals lie between two dates; negative if the second is earlier.",
        &[
            required("interval", Kind::Interval, "yyyy, m, d, ww, h, n (minutes) or s"),
            required("date1", Kind::Date, "the date to count from"),
            required("date2", Kind::Date, "the date to count to"),
        ],
        date_diff,
    )
    .examples(DATE_DIFF),
    Function::new(
        "DateFromNum",
        Family::Date,
        "The date of a Windows file time: 100-nanosecond steps since 1601.",
        &[required("value", Kind::Whole, "the file time")],
        date_from_num,
    )
    .examples(DATE_FROM_NUM),
    Function::new(
        "FormatDateTime",
        Family::Date,
        "A date in another format.",
        &[
            required("source", Kind::Text, "the date"),
            optional(
                "dateTimeStyles",
                Kind::Text,
                "names of DateTimeStyles, with commas between them",
            ),
            required("inputFormat", Kind::DateFormat, "the .NET format that the date is in"),
            required("outputFormat", Kind::DateFormat, "the .NET format that it becomes"),
        ],
        format_date_time,
    )
    // What the input leaves out comes from today.
    .varying()
    .examples(FORMAT_DATE_TIME),
    Function::new("Now", Family::Date, "The date and time now, in UTC.", &[], now).varying(),
    Function::new(
        "NumFromDate",
        Family::Date,
        "The Windows file time of a date: 100-nanosecond steps since 1601.",
        &[required("value", Kind::Date, "the date, as ISO 8601 writes it")],
        num_from_date,
    )
    .examples(NUM_FROM_DATE),
];

/// The argument as a date; `None` if absent.
fn date_of(arguments: &Arguments<'_, '_>, index: usize) -> std::result::Result<Option<DateTime>, Stop> {
    let Some(text) = arguments.text(index)? else {
        return Ok(None);
    };
    match date::read(&text) {
        Some(moment) => Ok(Some(moment.utc)),
        None => Err(arguments.fail(index, Error::NotDate { found: excerpt(&text) })),
    }
}

fn written<'e>(arguments: &Arguments<'_, '_>, date: Option<DateTime>) -> Result<'e> {
    match date {
        Some(date) => Ok(Value::from(date::written(date))),
        None => Err(arguments.fail_call(Error::DateOutOfRange)),
    }
}

const C_DATE: &[Example] = &[
    gives(r#"CDate("2009-06-15T01:45:30-07:00")"#, &["6/15/2009 8:45:30 AM"]),
    gives(r#"CDate("2020-03-16-07:00")"#, &["3/16/2020 7:00:00 AM"]),
    gives(r#"CDate("3/16/2020")"#, &["3/16/2020 12:00:00 AM"]),
    gives(r#"CDate("Mon, 16 Mar 2020 13:05:00 GMT")"#, &["3/16/2020 1:05:00 PM"]),
    gives("CDate([StatusHireDate])", &[]),
];

fn c_date<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    match date_of(arguments, 0)? {
        Some(date) => written(arguments, Some(date)),
        None => Ok(Value::Absent),
    }
}

/// Parts of a date to count in.
#[derive(Clone, Copy, Debug)]
enum Interval {
    Years,
    Months,
    Weeks,
    /// Of so many seconds each.
    Seconds(i64),
}

fn interval(arguments: &Arguments<'_, '_>) -> std::result::Result<Interval, Stop> {
    let name = arguments.text_or_empty(0)?;
    Ok(match name.to_ascii_lowercase().as_str() {
        "yyyy" => Interval::Years,
        "m" => Interval::Months,
        "ww" => Interval::Weeks,
        "d" => Interval::Seconds(24 * 60 * 60),
        "h" => Interval::Seconds(60 * 60),
        "n" => Interval::Seconds(60),
        "s" => Interval::Seconds(1),
        _ => return Err(arguments.fail(0, Error::IntervalUnknown { found: excerpt(&name) })),
    })
}

const DATE_ADD: &[Example] = &[
    gives(
        r#"DateAdd("yyyy", 2, CDate("2012-03-16-07:00"))"#,
        &["3/16/2014 7:00:00 AM"],
    ),
    gives(r#"DateAdd("m", 1, CDate("2023-01-31"))"#, &["2/28/2023 12:00:00 AM"]),
    gives(
        r#"DateAdd("yyyy", -1, CDate("2024-02-29"))"#,
        &["2/28/2023 12:00:00 AM"],
    ),
    gives(r#"DateAdd("ww", -1, CDate("2024-03-01"))"#, &["2/23/2024 12:00:00 AM"]),
    gives(
        r#"DateAdd("n", 90, CDate("2024-02-29 23:00"))"#,
        &["3/1/2024 12:30:00 AM"],
    ),
    gives(r#"DateAdd("d", 7, [StatusHireDate])"#, &[]),
];

fn date_add<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let interval = interval(arguments)?;
    let value = arguments.whole_needed(1)?;
    let Some(date) = date_of(arguments, 2)? else {
        return Ok(Value::Absent);
    };
    let seconds = |each| {
        value
            .checked_mul(each)
            .and_then(|seconds| date::add_seconds(date, seconds))
    };
    written(
        arguments,
        match interval {
            Interval::Years => value.checked_mul(12).and_then(|months| date::add_months(date, months)),
            Interval::Months => date::add_months(date, value),
            Interval::Weeks => seconds(7 * 24 * 60 * 60),
            Interval::Seconds(each) => seconds(each),
        },
    )
}

const DATE_DIFF: &[Example] = &[
    gives(
        r#"DateDiff("d", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
        &["-3449"],
    ),
    gives(
        r#"DateDiff("ww", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
        &["-493"],
    ),
    gives(r#"DateDiff("m", CDate("2021-01-31"), CDate("2021-02-01"))"#, &["1"]),
    gives(r#"DateDiff("yyyy", CDate("2021-12-31"), CDate("2022-01-01"))"#, &["1"]),
    gives(
        r#"DateDiff("h", CDate("2021-08-24"), CDate("2021-08-24 01:59"))"#,
        &["1"],
    ),
    gives(r#"DateDiff("d", [StatusHireDate], CDate("2021-08-24"))"#, &[]),
];

fn date_diff<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let interval = interval(arguments)?;
    let (Some(first), Some(second)) = (date_of(arguments, 1)?, date_of(arguments, 2)?) else {
        return Ok(Value::Absent);
    };
    let years = i64::from(second.year()) - i64::from(first.year());
    // Visual Basic counts the Sundays between the two.
    let week = |date: DateTime| {
        let days = date.date().duration_since(DateTime::MIN.date()).as_hours() / 24;
        days - i64::from(date.date().weekday().to_sunday_zero_offset())
    };
    Ok(Value::from(match interval {
        Interval::Years => years,
        Interval::Months => years * 12 + i64::from(second.month()) - i64::from(first.month()),
        Interval::Weeks => (week(second) - week(first)) / 7,
        Interval::Seconds(each) => second.duration_since(first).as_secs() / each,
    }))
}

const DATE_FROM_NUM: &[Example] = &[
    gives("DateFromNum(129699324000000000)", &["1/1/2012 11:00:00 PM"]),
    gives("DateFromNum(0)", &["1/1/1601 12:00:00 AM"]),
    gives_for(
        &[("accountExpires", &["129699324000000000"])],
        "DateFromNum([accountExpires])",
        &["1/1/2012 11:00:00 PM"],
    ),
    gives("DateFromNum([accountExpires])", &[]),
];

fn date_from_num<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    match arguments.whole(0)? {
        None => Ok(Value::Absent),
        Some(steps) if steps < 0 => Err(arguments.fail(
            0,
            Error::OutOfRange {
                found: steps,
                allowed: "0 or more",
            },
        )),
        Some(steps) => written(arguments, date::from_file_time(steps)),
    }
}

const NUM_FROM_DATE: &[Example] = &[
    gives(r#"NumFromDate("2020-12-31 23:59:59-08:00")"#, &["132539615990000000"]),
    gives(r#"NumFromDate(CDate("1601-01-01"))"#, &["0"]),
    gives("NumFromDate([ContractEndDate])", &[]),
];

fn num_from_date<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    match date_of(arguments, 0)? {
        None => Ok(Value::Absent),
        Some(date) => match date::file_time(date) {
            Some(steps) => Ok(Value::from(steps)),
            None => Err(arguments.fail(0, Error::DateOutOfRange)),
        },
    }
}

const FORMAT_DATE_TIME: &[Example] = &[
    gives(
        r#"FormatDateTime("20150123105347.1Z", , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
        &["2015-01-23"],
    ),
    gives(
        r#"FormatDateTime(CDate("2020-03-16 13:05"), , "M/d/yyyy h:mm:ss tt", "dddd, d MMMM yyyy, HH:mm")"#,
        &["Monday, 16 March 2020, 13:05"],
    ),
    gives(
        r#"FormatDateTime("2020-12-31-08:00", , "yyyy-MM-ddzzz", "yyyy-MM-dd")"#,
        &["2020-12-31"],
    ),
    gives(
        r#"FormatDateTime(" 5.1.2020 ", "AllowWhiteSpaces", "d.M.yyyy", "o")"#,
        &["2020-01-05T00:00:00.0000000"],
    ),
    gives(r#"FormatDateTime([birthday], , "yyyy", "yy")"#, &[]),
];

fn format_date_time<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let styles = match arguments.text_or_empty(1)? {
        names if names.trim().is_empty() => Styles::default(),
        names => Styles::read(&names).ok_or_else(|| {
            let found = excerpt(&names);
            arguments.fail(1, Error::DateStylesUnknown { found })
        })?,
    };
    let format = |index| {
        let format = arguments.text_or_empty(index)?;
        Format::new(&format).ok_or_else(|| {
            let format = excerpt(&format);
            arguments.fail(index, Error::FormatInvalid { format })
        })
    };
    let (input, output) = (format(2)?, format(3)?);
    let today = date::utc(arguments.context().now).date();
    match input.read(&text, styles, today) {
        Some(moment) => arguments.bounded(output.write(moment)),
        None => Err(arguments.fail(
            0,
            Error::DateNotInFormat {
                found: excerpt(&text),
                format: excerpt(&arguments.text_or_empty(2)?),
            },
        )),
    }
}

fn now<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let now = Moment {
        utc: date::utc(arguments.context().now),
        has_offset: true,
    };
    written(arguments, date::in_range(now.utc))
}
