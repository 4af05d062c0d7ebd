//! JSON: lists, documents with groups, and pages of Microsoft Graph.

use scimdesk_directory::{Format, Note, Reason};
use serde_json::json;

use crate::support::{attributes, groups, reading, usual};

#[test]
fn a_list_of_objects_keeps_texts_numbers_lists_and_roles() {
    let file = r#"[
      {"objectId": "1", "displayName": "Ann Lee", "accountEnabled": false, "level": 7, "otherMails": ["a@x.example", " b@x.example "],
       "appRoleAssignments": [{"id": "r1", "value": "admin", "displayName": "Admin"}], "nothing": null, "empty": "", "none": []},
      {"objectId": 2, "proxyAddresses": "smtp:a@x.example; SMTP:b@x.example"}
    ]"#;
    let reading = reading(file);
    assert_eq!(reading.format(), Format::Json);
    let import = usual(&reading);
    assert_eq!(import.notes(), []);
    assert_eq!(
        attributes(&import),
        [
            json!({"objectId": "1", "displayName": "Ann Lee", "accountEnabled": false, "level": 7,
                   "otherMails": ["a@x.example", "b@x.example"],
                   "appRoleAssignments": [{"id": "r1", "value": "admin", "displayName": "Admin"}]}),
            json!({"objectId": 2, "proxyAddresses": ["smtp:a@x.example", "SMTP:b@x.example"]}),
        ]
    );
}

#[test]
fn a_page_of_graph_is_read_and_says_that_there_are_more() {
    let file = r##"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
      "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
      "value": [{"@odata.type": "#microsoft.graph.user", "id": "1", "userPrincipalName": "ann@x.example", "businessPhones": ["+1 5"],
        "mobilePhone": null, "officeLocation": "12/1110", "manager": {"id": "2", "displayName": "Ben"},
        "onPremisesExtensionAttributes": {"extensionAttribute1": "blue", "extensionAttribute2": null}},
       {"id": "2", "userPrincipalName": "ben@x.example", "businessPhones": []}]}"##;
    let reading = reading(file);
    let import = usual(&reading);
    assert_eq!(import.notes(), [Note::MorePages]);
    assert_eq!(
        attributes(&import),
        [
            json!({"objectId": "1", "userPrincipalName": "ann@x.example", "telephoneNumber": "+1 5",
                   "physicalDeliveryOfficeName": "12/1110", "manager": "2", "extensionAttribute1": "blue"}),
            json!({"objectId": "2", "userPrincipalName": "ben@x.example"}),
        ]
    );
}

#[test]
fn groups_have_their_members_and_those_who_say_that_they_are_in_them() {
    let file = r#"{
      "people": [{"id": "1", "upn": "ann@x.example", "groups": ["Sales", {"id": "g2", "displayName": "Leads"}]},
                 {"id": "2", "upn": "ben@x.example", "groups": "New; sales"}],
      "groups": [{"id": "g1", "displayName": "Sales", "description": "All of sales", "members": ["ben@x.example", {"id": "g2"}, "1"]},
                 {"id": "g2", "name": "Leads", "members": []},
                 {"name": "All", "members": ["Leads", "nobody", 2, null]},
                 {"id": "g2", "displayName": "Again"}, {"description": "nameless"}, "Sales"]
    }"#;
    let reading = reading(file);
    let import = usual(&reading);
    assert_eq!(
        groups(&import),
        json!([
            ["g1", "Sales", ["2", "group g2", "1"]],
            ["g2", "Leads", ["1"]],
            ["All", "All", ["group g2", "2"]],
            ["New", "New", ["2"]],
        ])
    );
    assert_eq!(import.groups()[0].attributes["description"], "All of sales");
    assert_eq!(import.groups()[2].attributes["objectId"], "All");
    assert_eq!(
        import.notes(),
        [Note::MembersMissing {
            members: 1,
            first: "nobody".to_owned()
        }]
    );
    let rejected: Vec<_> = import
        .rejections()
        .first
        .iter()
        .map(|row| (row.group, row.line, row.reason.clone()))
        .collect();
    let twice = Reason::IdTwice {
        id: "g2".to_owned(),
        first: 2,
    };
    assert_eq!(
        rejected,
        [
            (true, 6, Reason::NotAnObject),
            (true, 4, twice),
            (true, 5, Reason::NoId)
        ]
    );
}
