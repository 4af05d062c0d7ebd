//! Managers and groups: who is meant, and circles.

use scimdesk_directory::Note;
use serde_json::Value;

use crate::support::{attributes, groups, reading, usual};

#[test]
fn a_manager_is_found_by_id_user_name_mail_and_the_other_names_of_exports() {
    let people = "id,upn,mail,employeeId,dn,manager\nb,Boss@x.example,the.boss@x.example,0042,\"CN=Boss,DC=x\",\n";
    for (named, found) in [
        ("b", true),
        (" b ", true),
        ("boss@X.example", true),
        ("the.boss@x.example", true),
        ("0042", true),
        ("\"CN=Boss,DC=x\"", true),
        ("B", false),
        ("Boss", false),
        ("", false),
    ] {
        let file = format!("{people}a,ann@x.example,,,,{named}\n");
        let reading = reading(&file);
        let import = usual(&reading);
        let manager = attributes(&import)[0].get("manager").cloned();
        assert_eq!(manager, found.then(|| Value::from("b")), "{named:?}");
        let missing = !found && !named.is_empty();
        assert_eq!(import.notes().len(), usize::from(missing), "{named:?}");
    }
}

#[test]
fn an_id_goes_before_the_user_name_of_another() {
    let reading = reading("id,upn,manager\nx,y,\ny,z,\n1,a,y\n");
    assert_eq!(attributes(&usual(&reading))[0]["manager"], "y");
}

#[test]
fn a_name_that_two_people_have_is_nobody() {
    let reading = reading(
        "id,upn,mail,manager\n1,a@x.example,s@x.example,\n2,b@x.example,S@x.example,\n3,c@x.example,,s@x.example\n4,A@x.example,,\n",
    );
    let import = usual(&reading);
    assert_eq!(attributes(&import)[2].get("manager"), None);
    let expected = [
        Note::UserNamesTwice {
            people: 1,
            first: "a@x.example".to_owned(),
        },
        Note::ManagersMissing {
            people: 1,
            first: "s@x.example".to_owned(),
        },
    ];
    assert_eq!(import.notes(), expected);
}

#[test]
fn circles_of_managers_and_of_groups_are_kept_and_noted() {
    let file = r#"{"people": [{"id": "1", "manager": "2"}, {"id": "2", "manager": "3"}, {"id": "3", "manager": "1"},
                               {"id": "4", "manager": "1"}, {"id": "5", "manager": "5"}],
                   "groups": [{"id": "g1", "displayName": "A", "members": ["g2", "4"]}, {"id": "g2", "displayName": "B", "members": ["g1"]},
                              {"id": "g3", "displayName": "C", "members": ["g1"]}]}"#;
    let reading = reading(file);
    let import = usual(&reading);
    let managers: Vec<_> = attributes(&import)
        .iter()
        .map(|person| person["manager"].clone())
        .collect();
    assert_eq!(managers, ["2", "3", "1", "1", "5"]);
    assert_eq!(groups(&import)[1][2][0], "group g1");
    let expected = [
        Note::ManagerCircle {
            people: 4,
            first: "1".to_owned(),
        },
        Note::GroupCircle {
            groups: 2,
            first: "A".to_owned(),
        },
    ];
    assert_eq!(import.notes(), expected);
}

#[test]
fn a_member_that_is_named_twice_is_one() {
    let reading = reading("id,mail,groups\n1,a@x.example,Sales; sales;SALES\n");
    let import = usual(&reading);
    assert_eq!(groups(&import), serde_json::json!([["Sales", "Sales", ["1"]]]));
}
