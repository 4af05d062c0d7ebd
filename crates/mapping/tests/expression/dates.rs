//! Dates, as .NET reads, counts and writes them.

use scimdesk_mapping::expression::Person;

use crate::{failure, lines, value};

#[track_caller]
fn reads(text: &str) -> String {
    lines(&value(&format!("CDate(\"{text}\")"))).remove(0)
}

#[test]
fn dates_are_read_in_the_forms_that_net_takes() {
    for (text, date) in [
        ("2020-03-16", "3/16/2020 12:00:00 AM"),
        ("2020-3-6", "3/6/2020 12:00:00 AM"),
        ("2020/03/16", "3/16/2020 12:00:00 AM"),
        ("2020-03-16T13:05:06", "3/16/2020 1:05:06 PM"),
        ("2020-03-16 13:05", "3/16/2020 1:05:00 PM"),
        ("2020-03-16T13:05:06.789Z", "3/16/2020 1:05:06 PM"),
        ("2020-03-16T13:05:06.1234567890+02:00", "3/16/2020 11:05:06 AM"),
        ("2020-03-16T00:30:00+0100", "3/15/2020 11:30:00 PM"),
        ("2020-03-16T00:30:00 -1", "3/16/2020 1:30:00 AM"),
        ("2020-03-16Z", "3/16/2020 12:00:00 AM"),
        ("2020-03-16+05:30", "3/15/2020 6:30:00 PM"),
        ("3/16/2020", "3/16/2020 12:00:00 AM"),
        ("03-16-2020", "3/16/2020 12:00:00 AM"),
        ("3/16/20", "3/16/2020 12:00:00 AM"),
        ("3/16/49", "3/16/2049 12:00:00 AM"),
        ("3/16/50", "3/16/1950 12:00:00 AM"),
        ("3/16/2020 1:05:06 pm", "3/16/2020 1:05:06 PM"),
        ("3/16/2020 12:00 AM", "3/16/2020 12:00:00 AM"),
        ("3/16/2020 12:00 PM", "3/16/2020 12:00:00 PM"),
        ("3/16/2020 9 AM", "3/16/2020 9:00:00 AM"),
        ("16 March 2020", "3/16/2020 12:00:00 AM"),
        ("16-Mar-2020", "3/16/2020 12:00:00 AM"),
        ("March 16, 2020 13:05", "3/16/2020 1:05:00 PM"),
        ("Mar 16 2020", "3/16/2020 12:00:00 AM"),
        ("Monday, 16 March 2020", "3/16/2020 12:00:00 AM"),
        ("Mon, 16 Mar 2020 13:05:06 GMT", "3/16/2020 1:05:06 PM"),
        ("  2020-02-29  ", "2/29/2020 12:00:00 AM"),
        ("0001-01-01", "1/1/0001 12:00:00 AM"),
        ("9999-12-31T23:59:59", "12/31/9999 11:59:59 PM"),
    ] {
        assert_eq!(reads(text), date, "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        " ",
        "soon",
        "2020",
        "16/03/2020",
        "2021-02-29",
        "2020-13-01",
        "2020-00-10",
        "2020-03-16T",
        "2020-03-16 25:00",
        "2020-03-16 13",
        "2020-03-16 13:60",
        "2020-03-16 13:00 AM",
        "2020-03-16 0:30 PM",
        "2020-03-16+15:00",
        "2020-03-16+05:99",
        "2020-03-16 x",
        "2020-03/16",
        "20200316",
        "Tuesday, 16 March 2020",
        "16 Brumaire 2020",
        "10000-01-01",
        "０３/16/2020",
        "😀",
        "2020-03-16T13:05:06.",
    ] {
        let expression = format!("CDate(\"{text}\")");
        assert_eq!(failure(&expression, &Person::default()).0, "not_date", "{text}");
    }
    // The clock shows the year 1, and it is the year 0 in UTC.
    assert_eq!(
        failure(r#"CDate("0001-01-01+01:00")"#, &Person::default()).0,
        "not_date"
    );
}

#[test]
fn dates_are_moved_by_intervals() {
    for (arguments, date) in [
        (r#""yyyy", 1, "2024-02-29""#, "2/28/2025 12:00:00 AM"),
        (r#""yyyy", -2024, "2025-01-01""#, "1/1/0001 12:00:00 AM"),
        (r#""m", -1, "2024-03-31""#, "2/29/2024 12:00:00 AM"),
        (r#""m", 10, "2012-03-16-07:00""#, "1/16/2013 7:00:00 AM"),
        (r#""D", 1, "2023-02-28""#, "3/1/2023 12:00:00 AM"),
        (r#""ww", 2, "2023-12-25""#, "1/8/2024 12:00:00 AM"),
        (r#""h", -25, "2023-01-01 12:00""#, "12/31/2022 11:00:00 AM"),
        (r#""n", 1, "2023-01-01 23:59:30""#, "1/2/2023 12:00:30 AM"),
        (r#""s", -1, "2023-01-01""#, "12/31/2022 11:59:59 PM"),
        (r#""d", "7", CDate("2012-03-16-07:00")"#, "3/23/2012 7:00:00 AM"),
    ] {
        assert_eq!(lines(&value(&format!("DateAdd({arguments})"))), [date], "{arguments}");
    }
}

#[test]
fn dates_leave_the_calendar_at_neither_end() {
    for text in [
        r#"DateAdd("yyyy", 1, "9999-01-01")"#,
        r#"DateAdd("yyyy", -1, "0001-12-31")"#,
        r#"DateAdd("m", 999999999999999999, "2020-01-01")"#,
        r#"DateAdd("yyyy", 999999999999999999, "2020-01-01")"#,
        r#"DateAdd("d", -999999999999999999, "2020-01-01")"#,
        r#"DateAdd("s", 999999999999999999, "2020-01-01")"#,
    ] {
        let found = failure(text, &Person::default());
        assert_eq!(found, ("date_out_of_range", text.to_owned()));
    }
    let text = r#"NumFromDate("1600-12-31")"#;
    assert_eq!(failure(text, &Person::default()).0, "date_out_of_range");
}

#[test]
fn intervals_between_dates_are_counted_as_visual_basic_does() {
    let documented = (r#"CDate("8/25/2021 5:41:18 PM")"#, r#"CDate("2012-03-16-07:00")"#);
    let day = (r#"CDate("2021-08-24")"#, r#"CDate("2021-08-25")"#);
    for (interval, (from, to), count) in [
        ("yyyy", documented, "-9"),
        ("m", documented, "-113"),
        ("d", documented, "-3449"),
        ("ww", documented, "-493"),
        ("h", documented, "-82786"),
        ("n", documented, "-4967201"),
        ("s", documented, "-298032078"),
        ("d", day, "1"),
        ("h", day, "24"),
        ("n", day, "1440"),
        ("s", day, "86400"),
        ("ww", day, "0"),
        // From Saturday to Sunday a week begins.
        ("ww", (r#""2021-08-28""#, r#""2021-08-29""#), "1"),
        ("ww", (r#""2021-08-29""#, r#""2021-08-28""#), "-1"),
        ("m", (r#""2021-08-31""#, r#""2021-09-01""#), "1"),
        ("yyyy", (r#""2020-12-31 23:59""#, r#""2021-01-01""#), "1"),
        ("d", (r#""2020-12-31 23:59""#, r#""2021-01-01""#), "0"),
        ("d", (r#""2021-01-02""#, r#""2021-01-01 00:01""#), "0"),
    ] {
        let text = format!(r#"DateDiff("{interval}", {from}, {to})"#);
        assert_eq!(lines(&value(&text)), [count], "{text}");
    }
    let nobody = Person::default();
    for text in [r#"DateDiff("q", Now(), Now())"#, r#"DateAdd("", 1, Now())"#] {
        assert_eq!(failure(text, &nobody).0, "interval_unknown", "{text}");
    }
}

#[test]
fn file_times_come_back_as_they_went() {
    for (date, number) in [
        ("1/1/1601 12:00:00 AM", "0"),
        ("1/1/2012 11:00:00 PM", "129699324000000000"),
        ("1/1/2021 7:59:59 AM", "132539615990000000"),
        ("11/16/4769 9:46:39 AM", "999999999990000000"),
    ] {
        assert_eq!(lines(&value(&format!(r#"NumFromDate("{date}")"#))), [number]);
        assert_eq!(lines(&value(&format!("DateFromNum({number})"))), [date]);
    }
    assert_eq!(lines(&value(r#"NumFromDate("1601-01-01T00:00:00.0000001Z")"#)), ["1"]);
}

/// What a date becomes in an output format.
#[track_caller]
fn formatted(format: &str) -> String {
    let text = format!(
        r#"FormatDateTime("2020-03-06 09:05:07.1200000", , "yyyy-MM-dd HH:mm:ss.fffffff", "{}")"#,
        format.replace('\\', r"\\").replace('"', "\\\"")
    );
    lines(&value(&text)).remove(0)
}

#[test]
fn formats_write_what_net_writes() {
    for (format, text) in [
        ("d", "03/06/2020"),
        ("D", "Friday, 06 March 2020"),
        ("f", "Friday, 06 March 2020 09:05"),
        ("F", "Friday, 06 March 2020 09:05:07"),
        ("g", "03/06/2020 09:05"),
        ("G", "03/06/2020 09:05:07"),
        ("M", "March 06"),
        ("o", "2020-03-06T09:05:07.1200000"),
        ("R", "Fri, 06 Mar 2020 09:05:07 GMT"),
        ("s", "2020-03-06T09:05:07"),
        ("t", "09:05"),
        ("T", "09:05:07"),
        ("u", "2020-03-06 09:05:07Z"),
        ("U", "Friday, 06 March 2020 09:05:07"),
        ("y", "2020 March"),
        ("%d", "6"),
        ("%M", "3"),
        ("%h", "9"),
        ("ddd MMM", "Fri Mar"),
        ("dddd MMMM", "Friday March"),
        ("y yy yyy yyyy yyyyy", "20 20 2020 2020 02020"),
        ("h hh H HH m mm s ss", "9 09 9 09 5 05 7 07"),
        ("t tt", "A AM"),
        ("f ff fff fffffff", "1 12 120 1200000"),
        ("F FF FFF FFFFFFF", "1 12 12 12"),
        ("ss.FFF", "07.12"),
        ("z zz zzz K", "+0 +00 +00:00 "),
        ("gg", "A.D."),
        ("'day' d", "day 6"),
        ("\"d\"d", "d6"),
        (r"\dd", "d6"),
        ("'it\\'s' d", "it's 6"),
        ("dd.MM.yyyy 'um' HH:mm", "06.03.2020 um 09:05"),
        ("é 😀 yyyy", "é 😀 2020"),
    ] {
        assert_eq!(formatted(format), text, "{format}");
    }
    // A second without a fraction takes its point along.
    assert_eq!(lines(&value(r#"FormatDateTime("5", , "%s", "s.FFF")"#)), ["5"]);
}

#[test]
fn formats_read_what_net_reads() {
    for (text, styles, format, iso) in [
        (
            "20150123105347.1Z",
            "",
            "yyyyMMddHHmmss.fZ",
            "2015-01-23T10:53:47.1000000",
        ),
        ("2020-12-31-08:00", "", "yyyy-MM-ddzzz", "2020-12-31T08:00:00.0000000Z"),
        (
            "2020-12-31T10:00:00Z",
            "",
            "yyyy-MM-ddTHH:mm:ssK",
            "2020-12-31T10:00:00.0000000Z",
        ),
        (
            "2020-12-31T10:00:00",
            "",
            "yyyy-MM-ddTHH:mm:ssK",
            "2020-12-31T10:00:00.0000000",
        ),
        ("6.3.20", "", "d.M.yy", "2020-03-06T00:00:00.0000000"),
        ("06.03.2020", "", "d.M.yyyy", "2020-03-06T00:00:00.0000000"),
        (" 6.3.2020 ", "", "d.M.yyyy", "2020-03-06T00:00:00.0000000"),
        (
            "friday, 6 march 2020",
            "",
            "dddd, d MMMM yyyy",
            "2020-03-06T00:00:00.0000000",
        ),
        ("Fri 6 Mar 2020", "", "ddd d MMM yyyy", "2020-03-06T00:00:00.0000000"),
        ("12:30 am 2020", "", "h:mm tt yyyy", "2020-01-01T00:30:00.0000000"),
        ("12:30 P 2020", "", "h:mm t yyyy", "2020-01-01T12:30:00.0000000"),
        ("12:30 2020", "", "h:mm yyyy", "2020-01-01T00:30:00.0000000"),
        ("09:05", "", "HH:mm", "2021-07-02T09:05:00.0000000"),
        ("09:05", "NoCurrentDateDefault", "HH:mm", "0001-01-01T09:05:00.0000000"),
        ("5/16", "", "M/d", "2021-05-16T00:00:00.0000000"),
        // Blanks at the ends of the format go where those of the text go.
        (" 2020 ", "", " yyyy ", "2020-01-01T00:00:00.0000000"),
        ("2020", "", "' 'yyyy' '", "2020-01-01T00:00:00.0000000"),
        ("2020 . 3", "AllowInnerWhite", "yyyy.M", "2020-03-01T00:00:00.0000000"),
        (
            "2020-03-06",
            "AdjustToUniversal, AssumeUniversal",
            "yyyy-MM-dd",
            "2020-03-06T00:00:00.0000000",
        ),
        ("07.12", "", "ss.FFF", "2021-07-02T00:00:07.1200000"),
        ("2020-03-06 2020", "", "yyyy-MM-dd yyyy", "2020-03-06T00:00:00.0000000"),
        ("03/06/2020", "", "d", "2020-03-06T00:00:00.0000000"),
    ] {
        let expression = format!(r#"FormatDateTime("{text}", "{styles}", "{format}", "o")"#);
        assert_eq!(lines(&value(&expression)), [iso], "{expression}");
    }
}

#[test]
fn text_in_another_format_is_refused() {
    let nobody = Person::default();
    for (text, styles, format) in [
        ("", "", "yyyy"),
        ("2020-3-06", "", "yyyy-MM-dd"),
        ("2020-03-06 ", "None", "yyyy-MM-dd"),
        (" 2020-03-06", "AllowTrailingWhite", "yyyy-MM-dd"),
        ("2020", "None", "yyyy "),
        ("2020-03-06x", "", "yyyy-MM-dd"),
        ("2020-02-30", "", "yyyy-MM-dd"),
        ("Monday, 6 March 2020", "", "dddd, d MMMM yyyy"),
        ("13:00 PM", "", "h:mm tt"),
        ("24:00", "", "HH:mm"),
        ("2020 2021", "", "yyyy yyyy"),
        ("12é", "", "HHtt"),
    ] {
        let expression = format!(r#"FormatDateTime("{text}", "{styles}", "{format}", "o")"#);
        assert_eq!(failure(&expression, &nobody).0, "date_not_in_format", "{expression}");
    }
    for (expression, code) in [
        (r#"FormatDateTime("x", , "", "o")"#, "format_invalid"),
        (r#"FormatDateTime("x", , "Q", "o")"#, "format_invalid"),
        (r#"FormatDateTime("x", , "%", "o")"#, "format_invalid"),
        (r#"FormatDateTime("x", , "yyyy'", "o")"#, "format_invalid"),
        (r#"FormatDateTime("x", , "ffffffff", "o")"#, "format_invalid"),
        (
            r#"FormatDateTime("x", "Sometimes", "yyyy", "o")"#,
            "date_styles_unknown",
        ),
        (
            r#"FormatDateTime("x", "AssumeLocal, AssumeUniversal", "yyyy", "o")"#,
            "date_styles_unknown",
        ),
    ] {
        assert_eq!(failure(expression, &nobody).0, code, "{expression}");
    }
}
