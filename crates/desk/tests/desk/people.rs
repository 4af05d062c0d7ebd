//! People: from a file or a tenant into a directory, and who of them is assigned.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use scimdesk_desk::{
    Desk,
    wire::{
        AppRole, AssignPrincipals, AssignmentRow, AssignmentsPage, ChooseDirectory, ColumnChoice, DeskError, DeskEvent,
        Directory, DirectoryId, DirectoryOrigin, ErrorCode, KeepPeople, PeopleChange, PeoplePage, PeopleReading,
        PersonDetail, PersonId, PersonRow, Principal, PrincipalKind, ReadPeople, TakePeople, TenantId,
        UnassignPrincipals, Window,
    },
};

use crate::rig::{self, Rig};

const HR: &str = "Personalnummer;Vorname;Nachname;E-Mail;Abteilung;aktiv;Vorgesetzter;Gruppen\n\
    17;Jörg;Weiß;joerg@contoso.example;Vertrieb;ja;;Vertrieb; Leitung\n\
    18;Ann;Lee;ann@contoso.example;Vertrieb;nein;17;Vertrieb\n\
    19;Ann;Lee;ann2@contoso.example;IT;ja;nobody;\"Vertrieb;Leitung\"\n";

async fn read(desk: &Desk, name: &str, content: &str) -> Result<PeopleReading, DeskError> {
    desk.people_read(ReadPeople {
        file_name: name.into(),
        content: BASE64_STANDARD.encode(content),
    })
    .await
}

/// Keeps every column as it is usually taken.
fn keep(reading: &PeopleReading, directory: Option<&Directory>, name: &str) -> KeepPeople {
    KeepPeople {
        reading: reading.reading.clone(),
        directory: directory.map(|directory| directory.id.clone()),
        name: name.into(),
        columns: reading
            .columns
            .iter()
            .map(|column| ColumnChoice {
                header: column.header.clone(),
                attribute: column.attribute.clone(),
            })
            .collect(),
        id_attribute: reading.id_attribute.clone().expect("an id"),
    }
}

async fn import(desk: &Desk, name: &str, content: &str) -> Directory {
    let reading = read(desk, "hr.csv", content).await.expect("is read");
    desk.people_keep(keep(&reading, None, name)).await.expect("is kept")
}

/// Waits until an event is sounded, among whatever else is. A desk that never sounds it ends the test by its silence.
async fn heard(events: &mut tokio::sync::broadcast::Receiver<DeskEvent>, wanted: &DeskEvent) {
    let listen = async { while events.recv().await.expect("sounds") != *wanted {} };
    tokio::time::timeout(std::time::Duration::from_secs(30), listen)
        .await
        .expect("is heard");
}

fn page(directory: &Directory, search: &str) -> PeoplePage {
    PeoplePage {
        directory: directory.id.clone(),
        search: search.into(),
        window: Window {
            offset: 0,
            limit: 1_000,
        },
    }
}

async fn people(desk: &Desk, directory: &Directory, search: &str) -> Vec<PersonRow> {
    desk.people_page(page(directory, search)).await.expect("lists").rows
}

async fn detail(desk: &Desk, directory: &Directory, person: &str) -> Result<PersonDetail, DeskError> {
    desk.person_detail(PersonId {
        directory: directory.id.clone(),
        person: person.into(),
    })
    .await
}

fn values(detail: &PersonDetail, attribute: &str) -> Option<Vec<String>> {
    let found = detail.attributes.iter().find(|found| found.name == attribute);
    found.map(|found| found.values.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_before_anything_of_it_is_kept() {
    let (desk, _dir) = rig::desk().await;
    let reading = read(&desk, "hr.csv", HR).await.expect("is read");
    assert_eq!(
        (reading.format.as_str(), reading.encoding.as_deref()),
        ("csv", Some("UTF-8, separated by semicolons"))
    );
    assert_eq!((reading.people, reading.groups), (2, 2));
    assert_eq!(reading.id_attribute.as_deref(), Some("employeeId"));
    let column = &reading.columns[1];
    assert_eq!(
        (column.header.as_str(), column.attribute.as_str(), column.filled),
        ("Vorname", "givenName", 2)
    );
    assert_eq!(column.samples, ["Ann"]);
    assert_eq!(reading.rejected_total, 1);
    assert_eq!(reading.rejected[0].line, 2);
    assert_eq!(reading.rejected[0].reason, "It has 9 fields where the header has 8.");
    assert_eq!(
        reading.notes,
        ["2 people have managers who are not here, or whose name several people have (17): left without a manager."]
    );
    assert_eq!(desk.directories_list().await.expect("lists"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_that_are_kept_can_be_listed_searched_and_shown() {
    let (desk, _dir) = rig::desk().await;
    let mut events = desk.events();
    let file = HR.replace("Vertrieb; Leitung", "\"Vertrieb; Leitung\"");
    let directory = import(&desk, " HR ", &file).await;
    assert_eq!(
        (directory.name.as_str(), directory.people, directory.groups),
        ("HR", 3, 2)
    );
    assert_eq!(directory.origin, DirectoryOrigin::Csv { file: "hr.csv".into() });
    assert_eq!(directory.notes.len(), 1, "{:?}", directory.notes);
    heard(&mut events, &DeskEvent::DirectoriesChanged).await;
    let all = desk.directories_list().await.expect("lists");
    assert_eq!(all, std::slice::from_ref(&directory));

    let names: Vec<_> = people(&desk, &directory, "")
        .await
        .into_iter()
        .map(|row| (row.id, row.name, row.enabled))
        .collect();
    let row = |id: &str, name: &str, enabled| (id.to_owned(), name.to_owned(), Some(enabled));
    assert_eq!(
        names,
        [
            row("18", "Ann Lee", false),
            row("19", "Ann Lee", true),
            row("17", "Jörg Weiß", true)
        ]
    );
    let found = people(&desk, &directory, "WEISS").await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].mail.as_deref(), found[0].department.as_deref()),
        (Some("joerg@contoso.example"), Some("Vertrieb"))
    );

    let ann = detail(&desk, &directory, "18").await.expect("is there");
    assert_eq!(values(&ann, "manager"), Some(vec!["17".into()]));
    assert_eq!(values(&ann, "accountEnabled"), Some(vec!["False".into()]));
    assert_eq!(values(&ann, "objectId"), Some(vec!["18".into()]));
    let groups: Vec<_> = ann
        .groups
        .iter()
        .map(|group| (group.name.as_str(), group.members))
        .collect();
    assert_eq!(groups, [("Vertrieb", 3)]);
    let groups = desk.directory_groups_page(page(&directory, "")).await.expect("lists");
    let groups: Vec<_> = groups
        .rows
        .iter()
        .map(|group| (group.name.as_str(), group.members))
        .collect();
    assert_eq!(groups, [("Leitung", 2), ("Vertrieb", 3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_by_what_names_one_alone() {
    let (desk, _dir) = rig::desk().await;
    let directory = import(&desk, "HR", HR).await;
    for (text, found) in [
        ("18", Ok("18")),
        ("ANN2@contoso.example", Ok("19")),
        ("Ann Lee", Err(ErrorCode::PersonAmbiguous)),
        ("Ann", Err(ErrorCode::PersonNotFound)),
        ("", Err(ErrorCode::PersonNotFound)),
    ] {
        let detail = detail(&desk, &directory, text).await;
        let id = detail.map(|detail| detail.row.id).map_err(|error| error.code);
        assert_eq!(id.as_deref(), found.as_ref().copied(), "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_or_kept_says_why_and_leaves_no_directory() {
    let (desk, _dir) = rig::desk().await;
    for (content, said) in [
        ("", "This file cannot be read as people: nothing is in it."),
        ("id,name\n", "This file cannot be read as people: it lists nobody."),
        (
            "[{\"id\": 1},",
            "This file cannot be read as people: the JSON has a mistake at line 1, column 11, or breaks off there.",
        ),
        (
            "{\"users\": []}",
            "This file cannot be read as people: the JSON is neither a list of people nor an object with \"people\" or \"value\".",
        ),
        (
            "PK\u{3}\u{4}",
            "This file cannot be read as people: it is a workbook or an archive, not text; save the sheet as CSV.",
        ),
    ] {
        let error = read(&desk, "x", content).await.expect_err(content);
        assert_eq!(
            (error.code, error.message.as_str()),
            (ErrorCode::PeopleFileUnreadable, said)
        );
    }
    let error = desk
        .people_read(ReadPeople {
            file_name: "x".into(),
            content: "no base64".into(),
        })
        .await;
    assert_eq!(error.expect_err("is refused").code, ErrorCode::BadInput);

    let reading = read(&desk, "hr.csv", HR).await.expect("is read");
    let good = keep(&reading, None, "HR");
    let bad = [
        (
            KeepPeople {
                name: " ".into(),
                ..good.clone()
            },
            ErrorCode::BadInput,
        ),
        (
            KeepPeople {
                name: "a\nb".into(),
                ..good.clone()
            },
            ErrorCode::BadInput,
        ),
        (
            KeepPeople {
                id_attribute: "objectId".into(),
                ..good.clone()
            },
            ErrorCode::BadInput,
        ),
        (
            KeepPeople {
                directory: Some("none".into()),
                ..good.clone()
            },
            ErrorCode::DirectoryNotFound,
        ),
        (
            KeepPeople {
                reading: "none".into(),
                ..good.clone()
            },
            ErrorCode::PeopleReadingGone,
        ),
    ];
    for (request, code) in bad {
        assert_eq!(desk.people_keep(request).await.expect_err("is refused").code, code);
    }
    assert_eq!(desk.directories_list().await.expect("lists"), []);
    desk.people_keep(good.clone()).await.expect("is kept");
    let again = desk.people_keep(good).await.expect_err("the reading was used");
    assert_eq!(again.code, ErrorCode::PeopleReadingGone);
    let reading = read(&desk, "hr.csv", HR).await.expect("is read");
    let taken = desk
        .people_keep(keep(&reading, None, "hr"))
        .await
        .expect_err("the name is taken");
    assert_eq!(taken.code, ErrorCode::DirectoryNameTaken);
    desk.people_keep(keep(&reading, None, "HR 2"))
        .await
        .expect("what was read is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_files_looked_at_last_are_kept_in_memory() {
    let (desk, _dir) = rig::desk().await;
    let mut readings = Vec::new();
    for _ in 0..3 {
        readings.push(read(&desk, "hr.csv", HR).await.expect("is read"));
    }
    let first = desk
        .people_keep(keep(&readings[0], None, "HR"))
        .await
        .expect_err("is gone");
    assert_eq!(first.code, ErrorCode::PeopleReadingGone);
    desk.people_keep(keep(&readings[1], None, "HR")).await.expect("is kept");
    desk.people_keep(keep(&readings[2], None, "HR 2"))
        .await
        .expect("is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_import_says_what_it_changes_and_replaces_the_people() {
    let (desk, _dir) = rig::desk().await;
    let directory = import(&desk, "HR", "id,name\n1,Ann\n2,Ben\n3,Cleo\n").await;
    let reading = read(
        &desk,
        "hr2.json",
        r#"[{"id": "3", "name": "Cleo"}, {"id": "4", "name": "Dora"}]"#,
    )
    .await
    .expect("is read");
    let request = keep(&reading, Some(&directory), "ignored");
    let change = desk.people_keep_change(request.clone()).await.expect("compares");
    assert_eq!(
        change,
        PeopleChange {
            before: 3,
            after: 2,
            added: 1,
            vanished: 2
        }
    );
    let fresh = desk
        .people_keep_change(keep(&reading, None, "New"))
        .await
        .expect("compares");
    assert_eq!(
        fresh,
        PeopleChange {
            before: 0,
            after: 2,
            added: 2,
            vanished: 0
        }
    );

    let replaced = desk.people_keep(request).await.expect("is kept");
    assert_eq!(
        (replaced.id.as_str(), replaced.name.as_str(), replaced.people),
        (directory.id.as_str(), "HR", 2)
    );
    assert_eq!(
        replaced.origin,
        DirectoryOrigin::Json {
            file: "hr2.json".into()
        }
    );
    let ids: Vec<_> = people(&desk, &directory, "")
        .await
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(ids, ["3", "4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_a_tenant_become_people() {
    let rig = Rig::of("custom", scimdesk_desk::wire::SafetyLevel::ReadOnly).await;
    let take = |directory: Option<&Directory>, name: &str| TakePeople {
        tenant: rig.tenant.clone(),
        directory: directory.map(|directory| directory.id.clone()),
        name: name.into(),
    };
    let error = rig
        .desk
        .people_take(take(None, "Acme people"))
        .await
        .expect_err("nothing is fetched yet");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert!(error.message.contains("were not fetched yet"), "{}", error.message);

    rig.refresh().await;
    let directory = rig.desk.people_take(take(None, "Acme people")).await.expect("takes");
    assert_eq!(directory.origin, DirectoryOrigin::Tenant { tenant: "Acme".into() });
    let accounts = rig.accounts(scimdesk_desk::wire::ListQuery::default()).await;
    assert_eq!(directory.people, accounts.total);
    assert!(directory.groups > 0);
    let rows = people(&rig.desk, &directory, "").await;
    assert_eq!(rows.len(), accounts.rows.len());
    for account in &accounts.rows {
        let person = rows.iter().find(|row| row.id == account.id).expect("is there");
        assert_eq!(person.user_name, account.user_name);
        assert_eq!(person.mail, account.email);
        assert_eq!(person.enabled, account.active);
        assert_eq!(person.department, account.department);
        let detail = detail(&rig.desk, &directory, &account.id).await.expect("is there");
        assert_eq!(values(&detail, "objectId"), Some(vec![account.id.clone()]));
        assert_eq!(
            values(&detail, "jobTitle"),
            account.title.clone().map(|title| vec![title])
        );
        assert_eq!(
            values(&detail, "externalId"),
            account.external_id.clone().map(|id| vec![id])
        );
        // The list does not count where a group does not tell who is in it.
        let groups = rig.desk.resource_detail(scimdesk_desk::wire::ResourceId {
            tenant: rig.tenant.clone(),
            kind: scimdesk_desk::wire::ResourceKind::User,
            id: account.id.clone(),
        });
        let known: Vec<_> = groups
            .await
            .expect("is there")
            .links
            .into_iter()
            .map(|link| link.id)
            .collect();
        let taken: Vec<_> = detail.groups.into_iter().map(|group| group.id).collect();
        assert_eq!(taken, known);
    }
    let change = rig
        .desk
        .people_take_change(take(Some(&directory), ""))
        .await
        .expect("compares");
    assert_eq!(
        (change.before, change.after, change.added, change.vanished),
        (directory.people, directory.people, 0, 0)
    );
    let again = rig.desk.people_take(take(Some(&directory), "")).await.expect("takes");
    assert_eq!(
        (again.id, again.name, again.people),
        (directory.id, directory.name, directory.people)
    );
}

fn principal(kind: PrincipalKind, id: &str) -> Principal {
    Principal { kind, id: id.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_groups_are_assigned_with_roles_and_unassigned() {
    let rig = Rig::of("custom", scimdesk_desk::wire::SafetyLevel::ReadOnly).await;
    let (desk, tenant) = (&rig.desk, &rig.tenant);
    let assign = |principals: Vec<Principal>, role: Option<AppRole>| {
        desk.assign(AssignPrincipals {
            tenant: tenant.clone(),
            principals,
            role,
        })
    };
    let rows = async |search: &str| -> Vec<AssignmentRow> {
        let request = AssignmentsPage {
            tenant: tenant.clone(),
            search: search.into(),
            window: Window { offset: 0, limit: 100 },
        };
        desk.assignments_page(request).await.expect("lists").rows
    };
    let person = |id: &str| principal(PrincipalKind::Person, id);
    let group = |id: &str| principal(PrincipalKind::Group, id);

    let error = assign(vec![person("17")], None)
        .await
        .expect_err("no directory is chosen");
    assert_eq!(error.code, ErrorCode::DirectoryMissing);
    let file = HR.replace("Vertrieb; Leitung", "\"Vertrieb; Leitung\"");
    let directory = import(desk, "HR", &file).await;
    let choose = |directory: Option<String>| {
        desk.directory_choose(ChooseDirectory {
            tenant: tenant.clone(),
            directory,
        })
    };
    choose(Some(directory.id.clone())).await.expect("is chosen");
    assert_eq!(desk.directories_list().await.expect("lists")[0].tenants, ["Acme"]);

    let mut events = desk.events();
    assign(vec![person("18"), group("Leitung")], None)
        .await
        .expect("are assigned");
    let changed = DeskEvent::MappingsChanged { tenant: tenant.clone() };
    heard(&mut events, &changed).await;
    let admin = AppRole {
        id: Some("r1".into()),
        value: Some("admin".into()),
        display_name: Some("Admin".into()),
    };
    assign(vec![person("Jörg Weiß"), person("18")], Some(admin.clone()))
        .await
        .expect("are assigned");
    let default = AppRole {
        id: Some("00000000-0000-0000-0000-000000000000".into()),
        value: None,
        display_name: None,
    };
    assign(vec![group("Vertrieb")], Some(default))
        .await
        .expect("is assigned");
    let told = |id: Principal, name: &str, role: Option<AppRole>, people| AssignmentRow {
        principal: id,
        name: Some(name.into()),
        role,
        people,
    };
    assert_eq!(
        rows("").await,
        [
            told(person("18"), "Ann Lee", Some(admin.clone()), None),
            told(person("17"), "Jörg Weiß", Some(admin), None),
            told(group("Leitung"), "Leitung", None, Some(2)),
            told(group("Vertrieb"), "Vertrieb", None, Some(3)),
        ]
    );
    assert_eq!(rows("LEIT").await.len(), 1);

    // All or nothing: one who is not there assigns nobody.
    let error = assign(vec![person("19"), person("nobody")], None)
        .await
        .expect_err("is nobody");
    assert_eq!(
        (error.code, error.message.contains("nobody")),
        (ErrorCode::PersonNotFound, true)
    );
    assert_eq!(rows("").await.len(), 4);

    let in_use = desk
        .directory_remove(DirectoryId {
            directory: directory.id.clone(),
        })
        .await
        .expect_err("is in use");
    assert_eq!(
        (in_use.code, in_use.message.contains("Acme")),
        (ErrorCode::DirectoryInUse, true)
    );
    // Who is no longer in the directory stays assigned, without a name, and can be unassigned.
    let reading = read(desk, "hr.csv", "id,name\n18,Ann\n").await.expect("is read");
    desk.people_keep(keep(&reading, Some(&directory), ""))
        .await
        .expect("is kept");
    let gone: Vec<_> = rows("")
        .await
        .into_iter()
        .filter(|row| row.name.is_none())
        .map(|row| row.principal.id)
        .collect();
    assert_eq!(gone, ["17", "Leitung", "Vertrieb"]);
    let unassign = |principals| {
        desk.unassign(UnassignPrincipals {
            tenant: tenant.clone(),
            principals,
        })
    };
    unassign(vec![person("17"), group("Leitung"), person("Ann")])
        .await
        .expect("are unassigned");
    let error = unassign(vec![person("17")]).await.expect_err("is nobody");
    assert_eq!(error.code, ErrorCode::PersonNotFound);
    let left: Vec<_> = rows("").await.into_iter().map(|row| row.principal).collect();
    assert_eq!(left, [group("Vertrieb")]);

    choose(None).await.expect("is chosen");
    desk.directory_remove(DirectoryId {
        directory: directory.id.clone(),
    })
    .await
    .expect("is removed");
    let error = desk
        .directory_remove(DirectoryId {
            directory: directory.id,
        })
        .await
        .expect_err("is gone");
    assert_eq!(error.code, ErrorCode::DirectoryNotFound);
    desk.tenant_remove(TenantId { tenant: tenant.clone() })
        .await
        .expect("is removed");
}
