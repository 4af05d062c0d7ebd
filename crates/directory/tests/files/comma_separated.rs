//! CSV: encodings, separators, headers, and that what was written is what is read.

use proptest::prelude::*;
use scimdesk_directory::{Choice, ChoiceError, Format, read};
use serde_json::{Value, json};

use crate::support::{attributes, groups, reading, usual};

#[test]
fn the_bulk_download_of_the_entra_admin_center_is_read_as_it_is() {
    let file = "\u{feff}userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,\
                streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,\
                companyName,directorySynced\r\n\
                amelie@contoso.example,Amélie Dubois,Dubois,amelie.dubois@contoso.example,Amélie,7f0c,Member,\"Head, Sales\",Sales,True,FR,,,,\
                Paris 2,,,,,amelie@home.example,Contoso,True\r\n";
    let reading = reading(file);
    assert_eq!(
        reading.format(),
        Format::Csv {
            encoding: "UTF-8",
            separator: ','
        }
    );
    assert_eq!(reading.id_attribute(), Some("objectId"));
    let import = usual(&reading);
    assert_eq!((import.rejections().total, import.notes()), (0, &[][..]));
    assert_eq!(
        attributes(&import),
        [json!({
            "userPrincipalName": "amelie@contoso.example", "displayName": "Amélie Dubois", "surname": "Dubois",
            "mail": "amelie.dubois@contoso.example", "givenName": "Amélie", "objectId": "7f0c", "userType": "Member",
            "jobTitle": "Head, Sales", "department": "Sales", "accountEnabled": true, "usageLocation": "FR",
            "physicalDeliveryOfficeName": "Paris 2", "otherMails": ["amelie@home.example"], "companyName": "Contoso",
            "dirSyncEnabled": true,
        })]
    );
}

#[test]
fn an_export_in_german_with_groups_and_superiors_is_read_as_it_is() {
    let file = "sep=;\r\nPersonalnummer;Vorname;Nachname;E-Mail-Adresse;Vorgesetzter;Gruppen;aktiv;Schuhgröße\r\n\
                17;Jörg;Weiß;joerg@contoso.example;;\"Vertrieb; Leitung\";ja;44\r\n\
                18;Ann;Lee;ann@contoso.example;JOERG@contoso.example;Vertrieb;nein;\r\n";
    let reading = reading(file);
    let import = usual(&reading);
    assert_eq!((import.rejections().total, import.notes()), (0, &[][..]));
    assert_eq!(
        attributes(&import),
        [
            json!({"employeeId": "17", "givenName": "Jörg", "surname": "Weiß", "mail": "joerg@contoso.example",
                   "accountEnabled": true, "Schuhgröße": "44", "objectId": "17"}),
            json!({"employeeId": "18", "givenName": "Ann", "surname": "Lee", "mail": "ann@contoso.example",
                   "accountEnabled": false, "manager": "17", "objectId": "18"}),
        ]
    );
    assert_eq!(
        groups(&import),
        json!([["Vertrieb", "Vertrieb", ["17", "18"]], ["Leitung", "Leitung", ["17"]]])
    );
    let names: Vec<_> = import.people().map(|person| person.name).collect();
    assert_eq!(names, ["Ann Lee", "Jörg Weiß"], "in the order of names");
}

#[test]
fn an_encoding_is_recognised() {
    let text = "id,name,ville\n1,Zoë Łukasz,Besançon\n2,Ann,Orléans\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        mark.then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let latin: Vec<u8> = "id,name,ville\n1,Zoë Müller,Besançon\n2,Ann,Orléans\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let cases = [
        ("plain", text.as_bytes().to_vec(), "UTF-8", "Zoë Łukasz"),
        (
            "with a mark",
            format!("\u{feff}{text}").into_bytes(),
            "UTF-8",
            "Zoë Łukasz",
        ),
        ("UTF-16LE", utf16(u16::to_le_bytes, true), "UTF-16LE", "Zoë Łukasz"),
        ("UTF-16BE", utf16(u16::to_be_bytes, true), "UTF-16BE", "Zoë Łukasz"),
        (
            "UTF-16LE without a mark",
            utf16(u16::to_le_bytes, false),
            "UTF-16LE",
            "Zoë Łukasz",
        ),
        (
            "UTF-16BE without a mark",
            utf16(u16::to_be_bytes, false),
            "UTF-16BE",
            "Zoë Łukasz",
        ),
        ("Windows", latin, "windows-1252", "Zoë Müller"),
    ];
    for (what, bytes, encoding, name) in cases {
        let reading = read(bytes).unwrap();
        assert_eq!(
            reading.format(),
            Format::Csv {
                encoding,
                separator: ','
            },
            "{what}"
        );
        let people = attributes(&usual(&reading));
        assert_eq!((people.len(), &people[0]["displayName"]), (2, &json!(name)), "{what}");
    }
}

#[test]
fn a_separator_is_recognised() {
    for separator in [',', ';', '\t', '|'] {
        let other = if separator == ',' { ';' } else { ',' };
        let file =
            format!("id{separator}name\n1{separator}\"Lee{separator} Ann\"\n2{separator}Ocean{other} Ben{other} Dr\n");
        let reading = reading(&file);
        assert_eq!(
            reading.format(),
            Format::Csv {
                encoding: "UTF-8",
                separator
            }
        );
        assert_eq!(attributes(&usual(&reading)).len(), 2, "{separator:?}");
    }
    // One column needs none.
    assert_eq!(
        attributes(&usual(&reading("mail\nann@contoso.example\n")))[0]["objectId"],
        "ann@contoso.example"
    );
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for end in ["\n", "\r\n"] {
        let file = "sep=,|id,name,streetAddress|1,Ann,\"1 High St|London\"|||2,Ben|3,Carla,Rome|4|".replace('|', end);
        let reading = reading(&file);
        let import = usual(&reading);
        assert_eq!(attributes(&import)[0]["streetAddress"], format!("1 High St{end}London"));
        let lines: Vec<_> = import.rejections().first.iter().map(|row| row.line).collect();
        assert_eq!(lines, [7, 9], "{end:?}");
    }
}

#[test]
fn columns_are_told_with_what_is_in_them() {
    let reading =
        reading("UPN,Mail,E-Mail,,UPN\nann@a.example,x@a.example,y@a.example,1,\nben@a.example,,y@a.example,,\n");
    let told: Vec<_> = reading
        .columns()
        .iter()
        .map(|column| {
            (
                column.header.as_str(),
                column.attribute.as_str(),
                column.filled,
                column.samples.join(" "),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("UPN", "userPrincipalName", 2, "ann@a.example ben@a.example".to_owned()),
            ("Mail", "mail", 1, "x@a.example".to_owned()),
            // Of two columns of one attribute the first is taken.
            ("E-Mail", "E-Mail", 2, "y@a.example".to_owned()),
            ("Column 4", "Column 4", 1, "1".to_owned()),
            ("UPN (2)", "UPN (2)", 0, String::new()),
        ]
    );
}

#[test]
fn the_id_is_the_first_attribute_that_all_have_and_none_share() {
    for (file, id) in [
        ("mail,upn,id\na,b,c\n", Some("objectId")),
        ("mail,upn,id\na,b,c\nd,e,\n", Some("userPrincipalName")),
        ("mail,upn\na,b\nc,b\n", Some("mail")),
        // Where none does, the best there is; the rows in question are listed then.
        ("mail,upn\na,b\na,b\n", Some("userPrincipalName")),
        ("name,city\na,b\n", None),
        ("mail,city\n,b\n", None),
    ] {
        assert_eq!(reading(file).id_attribute(), id, "{file:?}");
    }
}

#[test]
fn columns_can_be_chosen_otherwise() {
    let reading = reading("nr,who,boss\n1,Ann,\n2,Ben,1\n");
    assert_eq!(reading.usual_choice(), None);
    let choice = |columns: &[(&str, &str)], id: &str| Choice {
        columns: columns
            .iter()
            .map(|(header, name)| ((*header).to_owned(), (*name).to_owned()))
            .collect(),
        id_attribute: id.to_owned(),
    };
    let chosen = choice(
        &[("nr", "extensionAttribute1"), ("boss", "manager")],
        "extensionAttribute1",
    );
    let import = reading.choose(&chosen).unwrap();
    assert_eq!(
        attributes(&import),
        [
            json!({"extensionAttribute1": "1", "objectId": "1"}),
            json!({"extensionAttribute1": "2", "manager": "1", "objectId": "2"}),
        ]
    );
    // Known attributes are spelled as mappings name them, however they were typed.
    let typed = choice(&[("nr", "EmployeeID"), ("boss", "MANAGER")], "employeeid");
    assert_eq!(
        attributes(&reading.choose(&typed).unwrap())[1],
        json!({"employeeId": "2", "manager": "1", "objectId": "2"})
    );
    for (columns, id, error) in [
        (&[("nr", "objectId")][..], "mail", ChoiceError::NoId("mail".to_owned())),
        (
            &[("nr", "a"), ("who", "a")],
            "a",
            ChoiceError::AttributeTwice("a".to_owned()),
        ),
        (
            &[("number", "objectId")],
            "objectId",
            ChoiceError::NoColumn("number".to_owned()),
        ),
        (&[("nr", " ")], "objectId", ChoiceError::NoName("nr".to_owned())),
    ] {
        assert_eq!(reading.choose(&choice(columns, id)).err(), Some(error));
    }
}

#[test]
fn yes_and_no_are_understood_as_exports_write_them() {
    for (text, enabled) in [
        ("True", Some(true)),
        ("false", Some(false)),
        ("1", Some(true)),
        ("0", Some(false)),
        ("Ja", Some(true)),
        ("nein", Some(false)),
        ("Active", Some(true)),
        ("Terminated", Some(false)),
        ("512", Some(true)),
        // userAccountControl: 512 with the bit that disables, and a password that never expires.
        ("514", Some(false)),
        ("66050", Some(false)),
        ("66048", Some(true)),
        ("", None),
        ("perhaps", None),
    ] {
        let file = format!("id,accountEnabled\n1,{text}\n");
        let reading = reading(&file);
        let import = usual(&reading);
        assert_eq!(
            attributes(&import)[0].get("accountEnabled").and_then(Value::as_bool),
            enabled,
            "{text:?}"
        );
        assert_eq!(import.notes().len(), usize::from(text == "perhaps"), "{text:?}");
    }
}

/// A value of a field: anything but what cannot be told from an empty field, or from a part of the file's form.
fn field() -> impl Strategy<Value = String> {
    "[ -~\u{e0}-\u{ff}\n\u{4e00}-\u{4e20},;|\t\"]{0,12}".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn what_is_written_as_csv_is_what_is_read(
        rows in prop::collection::vec((field(), field(), field()), 1..30),
        separator in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        crlf in any::<bool>(),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .quote_style(csv::QuoteStyle::Always)
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        writer.write_record(["id", "displayName", "department", "x"]).unwrap();
        for (number, (name, department, x)) in rows.iter().enumerate() {
            writer.write_record([&format!("{number:04}"), name, department, x]).unwrap();
        }
        let reading = read(writer.into_inner().unwrap()).unwrap();
        let import = usual(&reading);
        prop_assert_eq!(import.rejections().total, 0);
        let read = attributes(&import);
        prop_assert_eq!(read.len(), rows.len());
        for ((number, (name, department, x)), person) in rows.iter().enumerate().zip(read) {
            let mut expected = serde_json::Map::new();
            expected.insert("objectId".to_owned(), json!(format!("{number:04}")));
            for (attribute, text) in [("displayName", name), ("department", department), ("x", x)] {
                if !text.is_empty() {
                    expected.insert(attribute.to_owned(), json!(text));
                }
            }
            prop_assert_eq!(person, Value::Object(expected));
        }
    }

    #[test]
    fn no_bytes_are_a_danger(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(reading) = read(bytes)
            && let Some(choice) = reading.usual_choice()
        {
            let import = reading.choose(&choice).unwrap();
            prop_assert_eq!(import.people().count() as u64, import.count());
        }
    }

    #[test]
    fn every_row_is_a_person_or_listed(file in "(id|upn|,|;|1|2|\"|\n|é|a){0,60}") {
        let file = format!("id,upn\n{file}");
        if let Ok(reading) = read(file.into_bytes())
            && let Some(choice) = reading.usual_choice()
        {
            let import = reading.choose(&choice).unwrap();
            let rows = reading.rows() + reading.rejections().total;
            prop_assert_eq!(import.count() + import.rejections().total, rows);
        }
    }
}
