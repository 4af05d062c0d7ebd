//! One person and one mapping for each thing that can come of it.

use scimdesk_mapping::model::{Actions, Apply, AttributeType, MappingSource, WhenEmpty};
use serde_json::json;

use super::*;
use crate::wire::{ErrorCode, PreviewedAttribute};

/// What comes of the attribute `x` for a person: the row's outcome, and the value before and after with the reason.
type Expected<'e> = (PreviewOutcome, Value, Value, Option<&'e str>);

fn shown(row: &PreviewRow) -> Expected<'_> {
    let PreviewedAttribute { from, to, reason, .. } =
        (row.attributes.iter().find(|attribute| attribute.target == "x")).expect("the attribute is shown");
    let value = |value: &Option<Value>| value.clone().unwrap_or(Value::Null);
    (row.outcome, value(from), value(to), reason.as_deref())
}

fn matched(x: AttributeMapping, x_definition: AttributeDefinition) -> Mappings {
    mappings(vec![found_by_user_name(), x], vec![x_definition])
}

#[test]
fn against_the_saved_mappings_each_value_is_changed_equal_empty_failed_or_too_long() {
    use PreviewOutcome::{Changed, Empty, Equal, Failed, TooLong};
    let required = |required| AttributeDefinition {
        required,
        ..definition("x")
    };
    let no_x = Value::Null;
    for (draft, saved, x_definition, expected) in [
        (
            direct("a"),
            direct("a"),
            required(false),
            (Equal, json!("A1"), json!("A1"), None),
        ),
        (
            direct("b"),
            direct("a"),
            required(false),
            (Changed, json!("A1"), json!("B1"), None),
        ),
        (
            expression("ToLower([a], )"),
            direct("a"),
            required(false),
            (Changed, json!("A1"), json!("a1"), None),
        ),
        (
            direct("none"),
            direct("a"),
            required(false),
            (Changed, json!("A1"), no_x.clone(), None),
        ),
        (
            direct("none"),
            direct("none"),
            required(false),
            (Empty, no_x.clone(), no_x.clone(), None),
        ),
        (
            direct("empty"),
            direct("none"),
            required(false),
            (Empty, no_x.clone(), no_x.clone(), None),
        ),
        (
            direct("none"),
            direct("a"),
            required(true),
            (
                Failed,
                json!("A1"),
                no_x.clone(),
                Some("The app needs a value, and there is none."),
            ),
        ),
        (
            direct("a"),
            direct("a"),
            AttributeDefinition {
                kind: AttributeType::Boolean,
                ..definition("x")
            },
            (Failed, no_x.clone(), no_x.clone(), Some("A1 is no boolean.")),
        ),
        (
            expression("CBool([a])"),
            direct("a"),
            required(false),
            (
                Failed,
                json!("A1"),
                no_x.clone(),
                Some("\"A1\" is neither True nor False."),
            ),
        ),
        (
            direct("long"),
            direct("a"),
            AttributeDefinition {
                max_length: Some(4),
                ..definition("x")
            },
            (
                TooLong,
                json!("A1"),
                json!("éléphant"),
                Some("8 characters; the app takes 4."),
            ),
        ),
        (
            expression("IgnoreFlowIfNullOrEmpty([none])"),
            direct("a"),
            required(false),
            (Changed, json!("A1"), no_x.clone(), None),
        ),
    ] {
        let draft = matched(mapping("x", draft), x_definition.clone());
        let saved = matched(mapping("x", saved), x_definition);
        let question = Question {
            draft: &draft,
            saved: &saved,
            target: Some("X"),
        };
        let person = json!({"userPrincipalName": "u", "a": "A1", "b": "B1", "empty": "", "long": "éléphant"});
        let seen = question.see(Folk::of([person]), None);
        assert_eq!(shown(&seen.rows(None)[0]), expected, "{:?}", draft.users.mappings[1]);
        assert_eq!(seen.count(expected.0), 1, "{:?}", draft.users.mappings[1]);
    }
}

#[test]
fn against_the_accounts_it_is_what_an_update_leaves() {
    use PreviewOutcome::{Changed, Empty, Equal, Failed, NotCompared};
    let plain = || mapping("x", direct("a"));
    let empty = |when_empty, default: Option<&str>| AttributeMapping {
        when_empty,
        default_value: default.map(str::to_owned),
        ..mapping("x", direct("none"))
    };
    let applied = |apply| AttributeMapping { apply, ..plain() };
    let several = || AttributeDefinition {
        multi_valued: true,
        ..definition("x")
    };
    let required = || AttributeDefinition {
        required: true,
        ..definition("x")
    };
    let reference = || AttributeDefinition {
        kind: AttributeType::Reference,
        ..definition("x")
    };
    let kept = Some("The source is empty, and the account keeps its value.");
    let only_on_create = Some("This is set only when an account is made.");
    let null = Value::Null;
    for (x, x_definition, held, expected) in [
        (
            plain(),
            definition("x"),
            json!("A1"),
            (Equal, json!("A1"), json!("A1"), None),
        ),
        (
            plain(),
            definition("x"),
            json!("a1"),
            (Equal, json!("a1"), json!("a1"), None),
        ),
        (
            plain(),
            definition("x"),
            json!("B1"),
            (Changed, json!("B1"), json!("A1"), None),
        ),
        (
            plain(),
            definition("x"),
            null.clone(),
            (Changed, null.clone(), json!("A1"), None),
        ),
        (
            empty(WhenEmpty::Keep, None),
            definition("x"),
            json!("B1"),
            (Empty, json!("B1"), json!("B1"), kept),
        ),
        (
            empty(WhenEmpty::Keep, Some("D")),
            definition("x"),
            json!("B1"),
            (Empty, json!("B1"), json!("B1"), kept),
        ),
        (
            empty(WhenEmpty::Keep, None),
            required(),
            json!("B1"),
            (Empty, json!("B1"), json!("B1"), kept),
        ),
        (
            empty(WhenEmpty::Keep, None),
            required(),
            null.clone(),
            (
                Failed,
                null.clone(),
                null.clone(),
                Some("The app needs a value, and there is none."),
            ),
        ),
        (
            empty(WhenEmpty::Clear, None),
            definition("x"),
            json!("B1"),
            (Changed, json!("B1"), null.clone(), None),
        ),
        (
            empty(WhenEmpty::Clear, None),
            definition("x"),
            null.clone(),
            (Empty, null.clone(), null.clone(), None),
        ),
        (
            empty(WhenEmpty::Default, Some("D")),
            definition("x"),
            json!("B1"),
            (Changed, json!("B1"), json!("D"), None),
        ),
        (
            empty(WhenEmpty::Default, Some("D")),
            definition("x"),
            json!("D"),
            (Equal, json!("D"), json!("D"), None),
        ),
        (
            AttributeMapping {
                default_value: Some("D".into()),
                ..mapping("x", MappingSource::None)
            },
            definition("x"),
            null.clone(),
            (Changed, null.clone(), json!("D"), None),
        ),
        (
            applied(Apply::OnCreate),
            definition("x"),
            json!("B1"),
            (Equal, json!("B1"), json!("B1"), only_on_create),
        ),
        (
            applied(Apply::WhenTargetEmpty),
            definition("x"),
            json!("B1"),
            (
                Equal,
                json!("B1"),
                json!("B1"),
                Some("This is set only where the account has no value."),
            ),
        ),
        (
            applied(Apply::WhenTargetEmpty),
            definition("x"),
            null.clone(),
            (Changed, null.clone(), json!("A1"), None),
        ),
        (
            applied(Apply::AddValues),
            several(),
            json!(["B1"]),
            (Changed, json!(["B1"]), json!(["B1", "A1"]), None),
        ),
        (
            applied(Apply::AddValues),
            several(),
            json!(["A1", "B1"]),
            (Equal, json!(["A1", "B1"]), json!(["A1", "B1"]), None),
        ),
        (
            plain(),
            several(),
            json!(["B1"]),
            (Changed, json!(["B1"]), json!(["A1"]), None),
        ),
        (
            plain(),
            reference(),
            json!("7"),
            (
                NotCompared,
                json!("7"),
                json!("A1"),
                Some("The account refers to an id of the app, which is not compared with one of the directory."),
            ),
        ),
        (
            plain(),
            reference(),
            null.clone(),
            (Changed, null.clone(), json!("A1"), None),
        ),
        // What the app has taken already is not too long for it.
        (
            mapping("x", direct("long")),
            AttributeDefinition {
                max_length: Some(4),
                ..definition("x")
            },
            json!("éléphant"),
            (Equal, json!("éléphant"), json!("éléphant"), None),
        ),
    ] {
        let question = matched(x, x_definition);
        let question = Question {
            draft: &question,
            saved: &mappings(vec![], vec![]),
            target: Some("x"),
        };
        let person = json!({"userPrincipalName": "U", "a": "A1", "long": "éléphant"});
        let account = json!({"id": "7", "userName": "u", "x": held});
        let seen = question.see(Folk::of([person]), Some(Held::of([account])));
        let row = &seen.rows(None)[0];
        assert_eq!(row.account.as_deref(), Some("a0"));
        assert_eq!(shown(row), expected, "{:?} {held}", question.draft.users.mappings[1]);
    }
}

#[test]
fn without_an_account_there_is_a_new_one_unless_none_is_made() {
    use PreviewOutcome::{New, NotSent};
    let mut draft = matched(mapping("x", direct("a")), definition("x"));
    let see_person = |draft: &Mappings, person: Value| {
        let question = Question {
            draft,
            saved: &mappings(vec![], vec![]),
            target: None,
        };
        let seen = question.see(Folk::of([person]), Some(Held::of([json!({"userName": "other"})])));
        let row = seen.rows(None).remove(0);
        assert_eq!((row.account.clone(), seen.count(row.outcome)), (None, 1));
        row
    };
    let see = |draft: &Mappings, enabled: Value| {
        see_person(
            draft,
            json!({"userPrincipalName": "u", "a": "A1", "accountEnabled": enabled}),
        )
    };
    assert_eq!(shown(&see(&draft, json!(true))), (New, Value::Null, json!("A1"), None));
    assert_eq!(shown(&see(&draft, Value::Null)), (New, Value::Null, json!("A1"), None));
    let disabled = "No account is made for somebody who is disabled or deleted in the directory.";
    assert_eq!(
        shown(&see(&draft, json!(false))),
        (NotSent, Value::Null, json!("A1"), Some(disabled))
    );
    assert_eq!(
        shown(&see(&draft, json!("False"))),
        (NotSent, Value::Null, json!("A1"), Some(disabled))
    );
    let deleted = json!({"userPrincipalName": "u", "a": "A1", "accountEnabled": true, "IsSoftDeleted": true});
    assert_eq!(
        shown(&see_person(&draft, deleted)),
        (NotSent, Value::Null, json!("A1"), Some(disabled))
    );
    draft.users.actions.create = false;
    let off = "No account is made: creating is switched off.";
    assert_eq!(
        shown(&see(&draft, json!(true))),
        (NotSent, Value::Null, json!("A1"), Some(off))
    );
}

#[test]
fn an_account_that_must_not_be_changed_stays_as_it_is() {
    let mut draft = matched(mapping("x", direct("a")), definition("x"));
    draft.users.actions = Actions {
        update: false,
        ..Actions::default()
    };
    let question = Question {
        draft: &draft,
        saved: &mappings(vec![], vec![]),
        target: None,
    };
    let person = json!({"userPrincipalName": "u", "a": "A1"});
    let seen = question.see(
        Folk::of([person]),
        Some(Held::of([json!({"userName": "u", "x": "B1"})])),
    );
    let off = "The account is not changed: updating is switched off.";
    assert_eq!(
        shown(&seen.rows(None)[0]),
        (PreviewOutcome::NotSent, json!("B1"), json!("A1"), Some(off))
    );
}

#[test]
fn an_account_is_found_by_the_first_matching_attribute_that_finds_one() {
    use PreviewOutcome::{Duplicate, Empty, Failed, New};
    let by = |target: &str, attribute: &str, precedence| AttributeMapping {
        matching: Some(precedence),
        ..mapping(target, direct(attribute))
    };
    let exact = AttributeDefinition {
        case_exact: true,
        ..definition("externalId")
    };
    // The order of precedence is not that of the mappings.
    let draft = mappings(
        vec![by("userName", "upn", 2), by("externalId", "number", 1)],
        vec![exact],
    );
    let question = Question {
        draft: &draft,
        saved: &mappings(vec![], vec![]),
        target: None,
    };
    let accounts = [
        json!({"userName": "amelie", "externalId": "n1"}),
        json!({"userName": "ben", "externalId": "n2"}),
        json!({"userName": "twin", "externalId": "n4"}),
        json!({"userName": "TWIN", "externalId": "n5"}),
        json!({"userName": "rock", "externalId": "same"}),
        json!({"userName": "roll", "externalId": "same"}),
    ];
    let cases = [
        (json!({"upn": "ben", "number": "n1"}), Some("a0")),
        (json!({"upn": "BEN", "number": "n9"}), Some("a1")),
        (json!({"upn": "ben2", "number": "N2"}), None),
        (json!({"upn": "Amelie"}), Some("a0")),
        (json!({"upn": "twin"}), None),
        (json!({"upn": "x", "number": "same"}), None),
        (json!({}), None),
    ];
    let seen = question.see(
        Folk::of(cases.clone().map(|(person, _)| person)),
        Some(Held::of(accounts)),
    );
    let rows = seen.rows(None);
    for (row, (person, account)) in rows.iter().zip(cases) {
        assert_eq!(row.account.as_deref(), account, "{person}");
    }
    let outcomes: Vec<_> = rows.iter().map(|row| row.outcome).collect();
    assert_eq!(
        outcomes,
        [Duplicate, Duplicate, New, Empty, Failed, Failed, Failed],
        "{rows:#?}"
    );
    let reasons = |row: &PreviewRow| -> Vec<Option<String>> {
        row.attributes
            .iter()
            .map(|attribute| attribute.reason.clone())
            .collect()
    };
    let several = Some("More than one account has this value.".to_owned());
    assert_eq!(reasons(&rows[4]), [several.clone(), several]);
    let nothing = Some("No matching attribute has a value, so no account can be found or made.".to_owned());
    assert_eq!(reasons(&rows[6]), [nothing.clone(), nothing]);
}

#[test]
fn two_people_with_one_value_name_each_other() {
    let unique = AttributeDefinition {
        unique: true,
        case_exact: true,
        ..definition("x")
    };
    let draft = matched(mapping("x", direct("a")), unique);
    let question = Question {
        draft: &draft,
        saved: &draft,
        target: None,
    };
    let people = [("u0", "A"), ("u1", "a"), ("U0", "B"), ("u3", "B"), ("u4", "B")];
    let people = people.map(|(user, a)| json!({"userPrincipalName": user, "a": a}));
    let seen = question.see(Folk::of(people), None);
    let shared: Vec<(String, String, String)> = (seen.rows(Some(PreviewOutcome::Duplicate)).into_iter())
        .flat_map(|row| {
            let reason = |attribute: PreviewedAttribute| {
                (row.name.clone(), attribute.target, attribute.reason.unwrap_or_default())
            };
            row.attributes.into_iter().map(reason).collect::<Vec<_>>()
        })
        .collect();
    let expected = [
        ("Person 0", "userName", "Person 2 has the same value."),
        ("Person 2", "userName", "Person 0 has the same value."),
        ("Person 2", "x", "Person 3 has the same value."),
        ("Person 3", "x", "Person 2 has the same value."),
        ("Person 4", "x", "Person 2 has the same value."),
    ];
    assert_eq!(
        shared,
        expected.map(|(name, target, reason)| (name.into(), target.into(), reason.into()))
    );
    assert_eq!(
        (seen.count(PreviewOutcome::Duplicate), seen.count(PreviewOutcome::Equal)),
        (4, 1)
    );
}

#[test]
fn a_value_that_is_picked_to_be_unique_is_no_duplicate() {
    let unique = AttributeDefinition {
        unique: true,
        ..definition("x")
    };
    let picked = expression(r#"SelectUniqueValue([a], Append([a], "2"))"#);
    let draft = matched(mapping("x", picked), unique);
    let question = Question {
        draft: &draft,
        saved: &draft,
        target: Some("x"),
    };
    let people = ["0", "1"].map(|user| json!({"userPrincipalName": user, "a": "same"}));
    let seen = question.see(Folk::of(people), None);
    assert_eq!(seen.count(PreviewOutcome::Equal), 2);
}

#[test]
fn a_mapping_that_the_draft_has_no_more_changes_whoever_had_a_value() {
    let saved = matched(mapping("x", direct("a")), definition("x"));
    let draft = mappings(vec![found_by_user_name()], vec![]);
    let question = Question {
        draft: &draft,
        saved: &saved,
        target: None,
    };
    let people = [
        json!({"userPrincipalName": "0", "a": "A1"}),
        json!({"userPrincipalName": "1"}),
    ];
    let seen = question.see(Folk::of(people), None);
    let rows = seen.rows(None);
    let dropped = Some("No mapping fills this any more.");
    assert_eq!(
        shown(&rows[0]),
        (PreviewOutcome::Changed, json!("A1"), Value::Null, dropped)
    );
    assert_eq!(rows[1].outcome, PreviewOutcome::Equal);
}

#[test]
fn random_functions_give_the_draft_and_the_saved_mappings_the_same() {
    let draft = matched(mapping("x", expression("Guid()")), definition("x"));
    let question = Question {
        draft: &draft,
        saved: &draft,
        target: Some("x"),
    };
    let people = ["0", "1"].map(|user| json!({"userPrincipalName": user}));
    let seen = question.see(Folk::of(people), None);
    let [first, second] = [0, 1].map(|row| seen.rows(None)[row].attributes[0].to.clone());
    assert_eq!(seen.count(PreviewOutcome::Equal), 2);
    assert_ne!(first, second);
    assert_eq!(
        seen.rows(None)[0].attributes[0].to,
        first,
        "and the row is the same whenever it is looked at"
    );
}

#[test]
fn one_mapping_can_be_looked_at_while_others_cannot_be_evaluated() {
    let draft = matched(mapping("x", expression("Nonsense(")), definition("x"));
    let question = |target| Question {
        draft: &draft,
        saved: &draft,
        target,
    };
    let seen = question(Some("USERNAME")).see(Folk::of([json!({"userPrincipalName": "u"})]), None);
    assert_eq!(seen.count(PreviewOutcome::Equal), 1);
    let code = |target| question(target).plan(CompareWith::Saved).err().map(|error| error.code);
    assert_eq!(code(None), Some(ErrorCode::MappingsInvalid));
    assert_eq!(code(Some("x")), Some(ErrorCode::MappingsInvalid));
    assert_eq!(code(Some("nothing")), Some(ErrorCode::MappingTargetUnknown));
}

#[test]
fn a_preview_that_is_told_to_stop_stops_wherever_it_is() {
    let draft = matched(
        mapping("x", constant("same")),
        AttributeDefinition {
            unique: true,
            ..definition("x")
        },
    );
    let question = Question {
        draft: &draft,
        saved: &draft,
        target: None,
    };
    let plan = question.plan(CompareWith::Accounts).expect("can be evaluated");
    let people = Folk::of((0..10).map(|n| json!({"userPrincipalName": n.to_string()})));
    let accounts = Held::of((0..10).map(|n| json!({"userName": n.to_string()})));
    // Ten accounts, ten people, and one part of those that share a value.
    for steps in 1..=21 {
        let found = pass(&plan, &people, Some(&accounts), &mut Steps(steps)).expect("no error");
        assert!(found.is_none(), "{steps}");
    }
    let found = pass(&plan, &people, Some(&accounts), &mut Steps(22)).expect("no error");
    assert!(found.is_some());
}

#[test]
fn windows_go_over_everybody_or_one_outcome() {
    let draft = matched(mapping("x", direct("a")), definition("x"));
    let saved = matched(mapping("x", direct("b")), definition("x"));
    let question = Question {
        draft: &draft,
        saved: &saved,
        target: None,
    };
    let people = (0..600).map(
        |n| json!({"userPrincipalName": n.to_string(), "a": "same", "b": if n % 3 == 0 { "other" } else { "same" }}),
    );
    let seen = question.see(Folk::of(people), None);
    let names = |outcome, offset, limit| {
        let (rows, total) = seen.window(outcome, offset, limit);
        (rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), total)
    };
    let (changed, total) = names(Some(PreviewOutcome::Changed), 100, 2);
    assert_eq!(
        (changed, total),
        (vec!["Person 300".to_owned(), "Person 303".to_owned()], 200)
    );
    assert_eq!(names(None, 599, 10), (vec!["Person 599".to_owned()], 600));
    assert_eq!(names(None, 600, 10), (vec![], 600));
    assert_eq!(names(Some(PreviewOutcome::Failed), 0, 10), (vec![], 0));
}

/// Somebody without an account, for whom none is made, shares a value with nobody.
#[test]
fn who_gets_no_account_is_nobodys_duplicate() {
    let draft = matched(mapping("x", direct("a")), definition("x"));
    let question = Question {
        draft: &draft,
        saved: &mappings(vec![], vec![]),
        target: None,
    };
    let person = |enabled: bool| json!({"userPrincipalName": "u", "a": "A1", "accountEnabled": enabled});
    let alone = question.see(
        Folk::of([person(true), person(false)]),
        Some(Held::of([json!({"userName": "other"})])),
    );
    let outcomes = |seen: &super::Seen| seen.rows(None).iter().map(|row| row.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(&alone), [PreviewOutcome::New, PreviewOutcome::NotSent]);
    // With an account it is one, and both get it.
    let held = question.see(
        Folk::of([person(true), person(false)]),
        Some(Held::of([json!({"userName": "u"})])),
    );
    assert_eq!(outcomes(&held), [PreviewOutcome::Duplicate, PreviewOutcome::Duplicate]);
}
