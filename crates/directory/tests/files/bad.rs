//! Files, rows and values that cannot be used: each has its reason, and the rest is kept.

use scimdesk_directory::{Note, OddValue, ReadError, Reason, Rejected, read};

use crate::support::{attributes, reading, usual};

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let wide = (0..501).map(|n| format!("a{n}")).collect::<Vec<_>>().join(",");
    let wide_json = format!(
        "[{{{}}}]",
        (0..501).map(|n| format!("\"a{n}\":1")).collect::<Vec<_>>().join(",")
    );
    let cases: [(&str, Vec<u8>, ReadError); 16] = [
        ("nothing", vec![], ReadError::Empty),
        ("space", b" \r\n\t\n".to_vec(), ReadError::Empty),
        ("a mark alone", b"\xef\xbb\xbf".to_vec(), ReadError::Empty),
        ("a workbook", b"PK\x03\x04\x14\x00".to_vec(), ReadError::Workbook),
        (
            "an old workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            ReadError::Workbook,
        ),
        (
            "a picture",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec(),
            ReadError::NotText,
        ),
        ("a header alone", b"id,name\n".to_vec(), ReadError::NoRows),
        (
            "too many columns",
            format!("{wide}\n").into_bytes(),
            ReadError::TooManyColumns,
        ),
        ("too many attributes", wide_json.into_bytes(), ReadError::TooManyColumns),
        ("an empty list", b"[]".to_vec(), ReadError::NoRows),
        (
            "an object of another kind",
            br#"{"users": []}"#.to_vec(),
            ReadError::NoList,
        ),
        (
            "a list of another kind",
            br#"{"people": {}}"#.to_vec(),
            ReadError::NoList,
        ),
        (
            "JSON that breaks off",
            b"[\n{\"id\": 1".to_vec(),
            ReadError::BrokenJson { line: 2, column: 8 },
        ),
        (
            "a comma too many",
            b"[{\"id\": 1},]".to_vec(),
            ReadError::BrokenJson { line: 1, column: 12 },
        ),
        (
            "two documents",
            b"[{\"id\": 1}]\n[]".to_vec(),
            ReadError::BrokenJson { line: 2, column: 1 },
        ),
        (
            "an object that breaks off",
            b"{\"people\": [".to_vec(),
            ReadError::BrokenJson { line: 1, column: 12 },
        ),
    ];
    for (what, bytes, error) in cases {
        assert_eq!(read(bytes).err(), Some(error), "{what}");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_looked_at() {
    assert_eq!(read(vec![b'a'; (256 << 20) + 1]).err(), Some(ReadError::TooLarge));
}

#[test]
fn a_row_that_cannot_be_used_is_listed_with_its_line_and_the_rest_is_kept() {
    let long = "x".repeat(1_025);
    let file = format!(
        "id,name,city\n1,Ann,Rome\n2,Ben\n3,Carla,Rome,Italy\n\n,Dora,Rome\n1,Eve,Rome\n{long},Fay,Rome\n4,Gus,\"Rome\n5,Hal,Oslo\n"
    );
    let reading = reading(&file);
    let import = usual(&reading);
    assert_eq!(attributes(&import).len(), 1);
    let row = |line, reason| Rejected {
        line,
        group: false,
        reason,
    };
    let fields = |found| Reason::Fields { expected: 3, found };
    let mut listed = import.rejections().first.clone();
    listed.sort_by_key(|row| row.line);
    let twice = Reason::IdTwice {
        id: "1".to_owned(),
        first: 2,
    };
    assert_eq!(
        listed,
        [
            row(3, fields(2)),
            row(4, fields(4)),
            row(6, Reason::NoId),
            row(7, twice),
            row(8, Reason::IdTooLong),
            row(9, Reason::OpenQuote),
        ]
    );
    assert_eq!(import.rejections().total, 6);
}

#[test]
fn a_quotation_mark_in_the_middle_of_a_field_is_part_of_it() {
    let reading = reading("id,name\n1,5\" disk");
    let import = usual(&reading);
    assert_eq!(attributes(&import)[0]["displayName"], "5\" disk");
    assert_eq!(import.rejections().total, 0);
}

#[test]
fn a_row_with_bytes_of_no_encoding_is_listed_and_does_not_change_the_others() {
    let reading = read(b"id,name\n1,Zo\xc3\xab\n2,J\xc3\xb6rg\n3,Ren\xe9\n".to_vec()).unwrap();
    let import = usual(&reading);
    let names: Vec<_> = import.people().map(|person| person.name).collect();
    assert_eq!(names, ["Jörg", "Zoë"]);
    assert_eq!(
        import.rejections().first,
        [Rejected {
            line: 4,
            group: false,
            reason: Reason::Encoding
        }]
    );
}

#[test]
fn no_more_rows_are_listed_than_anybody_reads_but_all_are_counted() {
    let file = format!("id,name\n1,Ann\n{}", "2\n".repeat(1_000));
    let reading = reading(&file);
    assert_eq!(usual(&reading).rejections().first.len(), 100);
    assert_eq!(usual(&reading).rejections().total, 1_000);
}

#[test]
fn a_value_of_no_use_is_left_out_and_noted() {
    let long = "x".repeat((64 << 10) + 1);
    let file = format!(
        r#"[{{"id": "1", "city": {{"name": "Rome"}}, "state": [["a"]], "accountEnabled": "perhaps", "title": "Head"}},
            {{"id": "2", "city": {{}}, "department": "{long}"}}, 7, {{"id": null}}, {{"id": {{}}}}]"#
    );
    let reading = reading(&file);
    let import = usual(&reading);
    assert_eq!(
        attributes(&import),
        [
            serde_json::json!({"objectId": "1", "jobTitle": "Head"}),
            serde_json::json!({"objectId": "2"}),
        ]
    );
    let note = |attribute: &str, odd, people, first| Note::ValuesLeftOut {
        attribute: attribute.to_owned(),
        odd,
        people,
        first,
    };
    assert_eq!(
        import.notes(),
        [
            note("accountEnabled", OddValue::NotBoolean, 1, 1),
            note("city", OddValue::Shape, 2, 1),
            note("department", OddValue::TooLong, 1, 2),
            note("objectId", OddValue::Shape, 1, 5),
            note("state", OddValue::Shape, 1, 1),
        ]
    );
    let lines: Vec<_> = import
        .rejections()
        .first
        .iter()
        .map(|row| (row.line, row.reason.clone()))
        .collect();
    assert_eq!(lines, [(3, Reason::NotAnObject), (4, Reason::NoId), (5, Reason::NoId)]);
}
