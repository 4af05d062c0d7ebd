//! Mappings: the app's defaults, versions, going back, files, and what the server says of its attributes.

use scimdesk_desk::wire::{
    AskFilterable, AttributeMapping, CompareMappings, DraftMappings, ErrorCode, ExportMappings, ImportMappings,
    MappingFormat, MappingSource, MappingVersionId, Mappings, MappingsRef, ObjectKind, ProblemPlace, RestoreMappings,
    SafetyLevel, SaveMappings, Severity, TenantMappings, TryMapping, WhenEmpty,
};
use scimdesk_mapping::model::{Clause, FilterGroup, FilterOperator};

use crate::rig::Rig;

async fn rig(app: &str) -> Rig {
    Rig::of(app, SafetyLevel::ReadOnly).await
}

impl Rig {
    async fn mappings(&self) -> TenantMappings {
        self.desk.mappings_get(self.id()).await.expect("are there")
    }

    async fn save(&self, mappings: &Mappings, base: Option<u32>, import: Option<String>) -> Result<u32, ErrorCode> {
        let saved = self
            .desk
            .mappings_save(SaveMappings {
                tenant: self.tenant.clone(),
                mappings: mappings.clone(),
                base,
                note: format!(" after {base:?} "),
                import,
            })
            .await;
        saved
            .map(|saved| saved.version.expect("was saved").number)
            .map_err(|error| error.code)
    }

    async fn export(&self, format: MappingFormat) -> String {
        let request = ExportMappings {
            tenant: self.tenant.clone(),
            version: None,
            format,
        };
        self.desk.mappings_export(request).await.expect("is written").text
    }

    async fn import(&self, text: &str) -> scimdesk_desk::wire::ImportedMappings {
        let request = ImportMappings {
            tenant: self.tenant.clone(),
            text: text.to_owned(),
        };
        self.desk.mappings_import(request).await.expect("is read")
    }
}

/// The same mappings with another source for one target.
fn with_source(mappings: &Mappings, target: &str, source: MappingSource) -> Mappings {
    let mut changed = mappings.clone();
    let mapping = changed
        .users
        .mappings
        .iter_mut()
        .find(|mapping| mapping.target == target);
    mapping.expect("is mapped").source = source;
    changed
}

fn expression(text: &str) -> MappingSource {
    MappingSource::Expression { text: text.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_app_begins_with_defaults_that_can_be_saved() {
    for app in ["wedo", "workgrid", "workteam", "ideo", "documo", "custom"] {
        let rig = rig(app).await;
        let begun = rig.mappings().await;
        assert_eq!(begun.version, None, "{app}");
        let errors: Vec<_> = (begun.problems.iter())
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{app}: {errors:?}");
        assert!(!begun.mappings.users.matching().is_empty(), "{app}");
        assert_eq!(rig.save(&begun.mappings, None, None).await, Ok(1), "{app}");
        assert_eq!(rig.mappings().await.mappings, begun.mappings, "{app}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_makes_a_version_and_going_back_makes_another() {
    let rig = rig("documo").await;
    let first = rig.mappings().await.mappings;
    let second = with_source(&first, "name.givenName", expression("ToUpper([givenName])"));
    assert_eq!(rig.save(&first, None, None).await, Ok(1));
    assert_eq!(rig.save(&second, Some(1), None).await, Ok(2));
    let back = rig
        .desk
        .mappings_restore(RestoreMappings {
            tenant: rig.tenant.clone(),
            version: Some(1),
            base: Some(2),
            note: String::new(),
        })
        .await
        .expect("goes back");
    assert_eq!(back.mappings, first);
    let versions = rig.desk.mappings_versions(rig.id()).await.expect("are listed");
    assert_eq!(
        versions
            .iter()
            .map(|version| (version.number, version.note.as_str()))
            .collect::<Vec<_>>(),
        [(3, "Back to version 1"), (2, "after Some(1)"), (1, "after None")]
    );
    assert!(!versions[0].author.is_empty());
    let request = MappingVersionId {
        tenant: rig.tenant.clone(),
        version: Some(2),
    };
    assert_eq!(rig.desk.mappings_version(request).await.expect("is kept"), second);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_overwrites_what_somebody_else_saved() {
    let rig = rig("documo").await;
    let first = rig.mappings().await.mappings;
    let second = with_source(&first, "name.givenName", expression("StripSpaces([givenName])"));
    assert_eq!(rig.save(&first, None, None).await, Ok(1));
    assert_eq!(rig.save(&second, None, None).await, Err(ErrorCode::MappingsChanged));
    assert_eq!(rig.mappings().await.mappings, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_not_saved_and_says_where() {
    let rig = rig("documo").await;
    let good = rig.mappings().await.mappings;
    let without_matching = {
        let mut bad = good.clone();
        for mapping in &mut bad.users.mappings {
            mapping.matching = None;
        }
        bad
    };
    let twice = {
        let mut bad = good.clone();
        let again = AttributeMapping {
            target: "USERNAME".to_owned(),
            ..bad.users.mappings[0].clone()
        };
        bad.users.mappings.push(AttributeMapping {
            matching: None,
            ..again
        });
        bad
    };
    for (bad, code) in [
        (without_matching, "matching_missing"),
        (twice, "target_twice"),
        (
            with_source(&good, "name.givenName", expression("Jion([givenName])")),
            "function_unknown",
        ),
        (
            with_source(
                &good,
                "name.givenName",
                expression(&format!("Not(\"{}\")", "x".repeat(10_001))),
            ),
            "expression_too_long",
        ),
    ] {
        let draft = DraftMappings {
            tenant: rig.tenant.clone(),
            mappings: bad.clone(),
        };
        let problems = rig.desk.mappings_check(draft).await.expect("is checked");
        assert_eq!(
            problems.first().map(|problem| problem.code.as_str()),
            Some(code),
            "{problems:?}"
        );
        assert!(problems[0].next.is_some(), "{code} says what to do");
        assert_eq!(
            rig.save(&bad, None, None).await,
            Err(ErrorCode::MappingsInvalid),
            "{code}"
        );
    }
    assert_eq!(rig.mappings().await.version, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_import_holds_beyond_our_model_is_exported_again() {
    let rig = rig("documo").await;
    let exported = rig.export(MappingFormat::Entra).await;
    let mut schema: serde_json::Value = serde_json::from_str(&exported).expect("is JSON");
    schema["somethingNew"] = serde_json::json!({"kept": [1, 2, 3]});
    let imported = rig.import(&schema.to_string()).await;
    assert_eq!(imported.format, MappingFormat::Entra);
    let different: Vec<_> = (imported.differences.iter())
        .map(|different| different.name.as_str())
        .collect();
    assert_eq!(different, ["What else Entra's schema holds"]);
    let changed = with_source(&imported.mappings, "name.givenName", expression("ToUpper([givenName])"));
    assert_eq!(rig.save(&changed, None, Some(imported.import)).await, Ok(1));
    // A later version that was not imported keeps it too.
    let later = with_source(&changed, "name.familyName", expression("ToUpper([surname])"));
    assert_eq!(rig.save(&later, Some(1), None).await, Ok(2));
    let again: serde_json::Value = serde_json::from_str(&rig.export(MappingFormat::Entra).await).expect("is JSON");
    assert_eq!(again["somethingNew"], schema["somethingNew"]);
    assert!(again.to_string().contains("ToUpper([surname])"));
    // A schema that is different in nothing else is worth a version.
    let mut newer = again;
    newer["somethingNew"] = serde_json::json!("other");
    let imported = rig.import(&newer.to_string()).await;
    assert_eq!((imported.differences.len(), &imported.mappings), (1, &later));
    assert_eq!(rig.save(&later, Some(2), Some(imported.import)).await, Ok(3));
    let exported: serde_json::Value = serde_json::from_str(&rig.export(MappingFormat::Entra).await).expect("is JSON");
    assert_eq!(exported, newer);
    let same = rig.import(&newer.to_string()).await;
    assert_eq!(same.differences, []);
    assert_eq!(
        rig.save(&later, Some(3), Some(same.import)).await,
        Err(ErrorCode::BadInput)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_that_is_no_pattern_is_told_as_it_is_written() {
    let rig = rig("documo").await;
    let mut mappings = rig.mappings().await.mappings;
    mappings.users.scope = vec![FilterGroup {
        title: "Ids".to_owned(),
        clauses: vec![Clause {
            attribute: "employeeId".to_owned(),
            operator: FilterOperator::RegexMatch,
            value: Some(r"(\d".to_owned()),
        }],
    }];
    let request = DraftMappings {
        tenant: rig.tenant.clone(),
        mappings,
    };
    let problems = rig.desk.mappings_check(request).await.expect("is checked");
    let error = problems.first().expect("is an error");
    assert_eq!(
        (error.severity, error.code.as_str()),
        (Severity::Error, "pattern_invalid")
    );
    assert_eq!(
        error.next.as_deref(),
        Some("Correct it. Only in the text form of filters is a backslash written twice.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_later_ones_pushed_out_says_so_and_saves_nothing() {
    let rig = rig("documo").await;
    let file = rig.export(MappingFormat::Entra).await;
    let first = rig.import(&file).await;
    for _ in 0..8 {
        rig.import(&file).await;
    }
    let saved = rig.save(&first.mappings, None, Some(first.import)).await;
    assert_eq!(saved, Err(ErrorCode::BadInput));
    assert_eq!(rig.mappings().await.version, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_forms_of_a_file_read_back_as_what_was_written() {
    for app in ["workgrid", "custom"] {
        let rig = rig(app).await;
        let mut mappings = rig.mappings().await.mappings;
        mappings.users.mappings[2].when_empty = WhenEmpty::Clear;
        assert_eq!(rig.save(&mappings, None, None).await, Ok(1));
        for format in [MappingFormat::Scimdesk, MappingFormat::Entra] {
            let imported = rig.import(&rig.export(format).await).await;
            assert_eq!(imported.format, format);
            assert_eq!(imported.mappings, mappings, "{app} {format:?}");
            assert_eq!(imported.differences, [], "{app} {format:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_something_else_is_named_and_nothing_is_lost() {
    let rig = rig("documo").await;
    let mappings = rig.mappings().await.mappings;
    assert_eq!(rig.save(&mappings, None, None).await, Ok(1));
    for (text, said) in [
        ("", "empty"),
        ("{\"synchronizationRules\": [", "broken at line 1"),
        ("[1, 2]", "a list"),
        ("\"text\"", "a single value"),
        ("{\"synchronizationRules\": []}", "no synchronization rules"),
        (
            "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#users\", \"value\": []}",
            "Graph",
        ),
        (
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"id\": \"1\", \"userName\": \"a\"}",
            "SCIM resource",
        ),
        ("userName,mail\na,b\n", "line 1"),
    ] {
        let request = ImportMappings {
            tenant: rig.tenant.clone(),
            text: text.to_owned(),
        };
        let error = rig.desk.mappings_import(request).await.expect_err(text);
        assert_eq!(error.code, ErrorCode::MappingFileUnreadable, "{text}");
        assert!(error.message.contains(said), "{text}: {}", error.message);
    }
    assert_eq!(rig.mappings().await.mappings, mappings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_is_told_as_an_admin_would() {
    let rig = rig("documo").await;
    let before = rig.mappings().await.mappings;
    let mut after = with_source(&before, "name.givenName", expression("StripSpaces([givenName])"));
    after
        .users
        .mappings
        .retain(|mapping| mapping.target != "name.familyName");
    let differences = rig
        .desk
        .mappings_compare(CompareMappings {
            tenant: rig.tenant.clone(),
            from: MappingsRef::Defaults,
            to: MappingsRef::Draft {
                mappings: Box::new(after),
            },
        })
        .await
        .expect("are compared");
    let told: Vec<_> = (differences.iter())
        .map(|difference| {
            (
                difference.name.as_str(),
                difference.from.as_deref(),
                difference.to.as_deref(),
            )
        })
        .collect();
    assert!(
        told.contains(&("name.givenName", Some("[givenName]"), Some("StripSpaces([givenName])"))),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|(name, from, to)| *name == "name.familyName" && from.is_some() && to.is_none()),
        "{told:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_says_while_it_is_typed_what_is_wrong_with_it_alone() {
    let rig = rig("documo").await;
    let tried = |text: &str| TryMapping {
        tenant: rig.tenant.clone(),
        object: ObjectKind::User,
        mapping: AttributeMapping {
            target: "name.givenName".to_owned(),
            source: expression(text),
            default_value: None,
            matching: None,
            apply: scimdesk_desk::wire::Apply::default(),
            when_empty: WhenEmpty::default(),
        },
        definition: None,
        person: None,
    };
    let good = rig
        .desk
        .mapping_try(tried("StripSpaces([givenName])"))
        .await
        .expect("is tried");
    assert_eq!((good.problems, good.result), (Vec::new(), None));
    let bad = rig
        .desk
        .mapping_try(tried("StripSpaces([givenName]"))
        .await
        .expect("is tried");
    assert_eq!(bad.problems.len(), 1, "{bad:?}");
    assert_eq!(
        (bad.problems[0].severity, bad.problems[0].offset),
        (Severity::Error, Some(0))
    );
    assert!(matches!(&bad.problems[0].place, ProblemPlace::Mapping { field, .. } if field == "source"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_which_attributes_it_has_and_can_be_asked_for() {
    let rig = rig("custom").await;
    let discovered = rig.desk.attributes_discover(rig.id()).await.expect("answers");
    let names: Vec<&str> = discovered
        .users
        .iter()
        .map(|attribute| attribute.name.as_str())
        .collect();
    for name in [
        "userName",
        "active",
        "name.givenName",
        "emails[type eq \"work\"].value",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
    ] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(
        !names.contains(&"id") && !names.contains(&"groups"),
        "nobody can fill these"
    );
    assert!(
        discovered
            .groups
            .iter()
            .any(|attribute| attribute.name == "members" && attribute.multi_valued)
    );
    let ask = |path: &str| AskFilterable {
        tenant: rig.tenant.clone(),
        object: ObjectKind::User,
        path: path.to_owned(),
    };
    let answer = rig.desk.filterable_ask(ask("userName")).await.expect("answers");
    assert_eq!(answer.filterable, Some(true), "{}", answer.sentence);
    let broken = rig.desk.filterable_ask(ask("userName eq")).await.expect_err("no path");
    assert_eq!(broken.code, ErrorCode::BadInput);
}
