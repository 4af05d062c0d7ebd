//! Two versions of mappings, compared.

use proptest::prelude::*;
use scimdesk_mapping::{
    diff::{Difference, DifferingField, Setting, Shown, Subject, diff},
    model::{
        Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup,
        FilterOperator, MappingSource, Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty, Who,
    },
};

fn mapping(target: &str, attribute: &str) -> AttributeMapping {
    AttributeMapping {
        target: target.to_owned(),
        source: MappingSource::Direct {
            attribute: attribute.to_owned(),
        },
        default_value: None,
        matching: None,
        apply: Apply::Always,
        when_empty: WhenEmpty::Keep,
    }
}

fn attribute(name: &str) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        ..AttributeDefinition::default()
    }
}

fn filter(title: &str, department: &str) -> FilterGroup {
    FilterGroup {
        title: title.to_owned(),
        clauses: vec![Clause {
            attribute: "department".to_owned(),
            operator: FilterOperator::Equals,
            value: Some(department.to_owned()),
        }],
    }
}

fn mappings() -> Mappings {
    let users = ObjectMapping {
        enabled: true,
        mappings: vec![mapping("userName", "userPrincipalName"), mapping("title", "jobTitle")],
        scope: vec![filter("Sales", "sales"), filter("Legal", "legal")],
        source: vec![attribute("userPrincipalName"), attribute("jobTitle")],
        target: vec![attribute("userName"), attribute("title")],
        ..ObjectMapping::default()
    };
    Mappings {
        groups: ObjectMapping {
            mappings: vec![mapping("displayName", "displayName")],
            ..ObjectMapping::default()
        },
        users,
        assignment: AssignmentRules::default(),
        requests: RequestProfile::default(),
    }
}

/// The one difference that a change makes.
fn changed(change: impl Fn(&mut Mappings)) -> Difference {
    let from = mappings();
    let mut to = mappings();
    change(&mut to);
    let mut found = diff(&from, &to);
    assert_eq!(found.len(), 1, "{found:?}");
    // Back again it is the same difference, the other way round.
    let Difference {
        object,
        subject,
        field,
        from: was,
        to: is,
    } = found.remove(0);
    let back = diff(&to, &from);
    assert_eq!(back.len(), 1, "{back:?}");
    assert_eq!(
        (&back[0].object, &back[0].subject, &back[0].field),
        (&object, &subject, &field)
    );
    assert_eq!((&back[0].from, &back[0].to), (&is, &was));
    Difference {
        object,
        subject,
        field,
        from: was,
        to: is,
    }
}

#[test]
fn every_field_of_a_mapping_is_a_difference_of_its_own() {
    type Change = fn(&mut AttributeMapping);
    let cases: [(Change, DifferingField, Option<Shown>, Option<Shown>); 5] = [
        (
            |mapping| mapping.source = MappingSource::None,
            DifferingField::Source,
            Some(Shown::Source(mapping("title", "jobTitle").source)),
            Some(Shown::Source(MappingSource::None)),
        ),
        (
            |mapping| mapping.default_value = Some("x".to_owned()),
            DifferingField::DefaultValue,
            None,
            Some(Shown::Text("x".to_owned())),
        ),
        (
            |mapping| mapping.matching = Some(2),
            DifferingField::Matching,
            None,
            Some(Shown::Number(2)),
        ),
        (
            |mapping| mapping.apply = Apply::OnCreate,
            DifferingField::Apply,
            Some(Shown::Apply(Apply::Always)),
            Some(Shown::Apply(Apply::OnCreate)),
        ),
        (
            |mapping| mapping.when_empty = WhenEmpty::Clear,
            DifferingField::WhenEmpty,
            Some(Shown::WhenEmpty(WhenEmpty::Keep)),
            Some(Shown::WhenEmpty(WhenEmpty::Clear)),
        ),
    ];
    for (change, field, from, to) in cases {
        let found = changed(|mappings| change(&mut mappings.users.mappings[1]));
        let expected = Difference {
            object: Some(ObjectKind::User),
            subject: Subject::Mapping("title".to_owned()),
            field: Some(field),
            from,
            to,
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn every_field_of_an_attribute_is_a_difference_of_its_own() {
    type Change = fn(&mut AttributeDefinition);
    let cases: [(Change, DifferingField); 9] = [
        (
            |attribute| attribute.kind = AttributeType::Integer,
            DifferingField::Type,
        ),
        (|attribute| attribute.multi_valued = true, DifferingField::MultiValued),
        (|attribute| attribute.required = true, DifferingField::Required),
        (|attribute| attribute.case_exact = true, DifferingField::CaseExact),
        (|attribute| attribute.unique = true, DifferingField::Unique),
        (|attribute| attribute.anchor = true, DifferingField::Anchor),
        (
            |attribute| attribute.filterable = Some(false),
            DifferingField::Filterable,
        ),
        (|attribute| attribute.max_length = Some(64), DifferingField::MaxLength),
        (
            |attribute| attribute.references.push("User".to_owned()),
            DifferingField::References,
        ),
    ];
    for (change, field) in cases {
        let found = changed(|mappings| change(&mut mappings.users.target[1]));
        assert_eq!(found.subject, Subject::TargetAttribute("title".to_owned()));
        assert_eq!(found.field, Some(field));
        let found = changed(|mappings| change(&mut mappings.users.source[1]));
        assert_eq!(found.subject, Subject::SourceAttribute("jobTitle".to_owned()));
        assert_eq!(found.field, Some(field));
    }
}

#[test]
fn every_setting_is_a_difference_of_its_own() {
    type Change = fn(&mut Mappings);
    let (all, of_groups) = (None, Some(ObjectKind::Group));
    let cases: [(Change, Option<ObjectKind>, Setting); 13] = [
        (|m| m.assignment.who = Who::All, all, Setting::Who),
        (|m| m.assignment.nested_groups = true, all, Setting::NestedGroups),
        (
            |m| m.assignment.exclude_default_access = true,
            all,
            Setting::ExcludeDefaultAccess,
        ),
        (|m| m.requests = RequestProfile::EntraDefault, all, Setting::Requests),
        (|m| m.groups.name = "x".to_owned(), of_groups, Setting::Name),
        (|m| m.groups.enabled = true, of_groups, Setting::Enabled),
        (|m| m.groups.actions.create = false, of_groups, Setting::Create),
        (|m| m.groups.actions.update = false, of_groups, Setting::Update),
        (|m| m.groups.actions.delete = false, of_groups, Setting::Delete),
        (
            |m| m.users.mappings.reverse(),
            Some(ObjectKind::User),
            Setting::MappingOrder,
        ),
        (
            |m| m.users.scope.reverse(),
            Some(ObjectKind::User),
            Setting::FilterOrder,
        ),
        (
            |m| m.users.source.reverse(),
            Some(ObjectKind::User),
            Setting::SourceOrder,
        ),
        (
            |m| m.users.target.reverse(),
            Some(ObjectKind::User),
            Setting::TargetOrder,
        ),
    ];
    for (change, object, setting) in cases {
        let found = changed(change);
        assert_eq!(
            (found.object, found.subject, found.field),
            (object, Subject::Setting(setting), None)
        );
        assert_ne!(found.from, found.to);
    }
}

#[test]
fn what_is_added_or_taken_away_is_shown_whole() {
    let found = changed(|mappings| {
        mappings
            .users
            .mappings
            .insert(0, mapping("locale", "preferredLanguage"));
    });
    assert_eq!(found.subject, Subject::Mapping("locale".to_owned()));
    let whole = Shown::Mapping(Box::new(mapping("locale", "preferredLanguage")));
    assert_eq!((found.field, found.from, found.to), (None, None, Some(whole)));

    let found = changed(|mappings| {
        mappings.users.scope.remove(0);
    });
    assert_eq!(found.subject, Subject::Filter("Sales".to_owned()));
    let whole = Shown::Filter(filter("Sales", "sales"));
    assert_eq!((found.field, found.from, found.to), (None, Some(whole), None));

    let found = changed(|mappings| mappings.groups.source.push(attribute("members")));
    assert_eq!(found.subject, Subject::SourceAttribute("members".to_owned()));
}

#[test]
fn a_filter_shows_its_clauses_before_and_after() {
    let found = changed(|mappings| mappings.users.scope[0] = filter("Sales", "marketing"));
    let clauses = |department: &str| Some(Shown::Names(vec![format!("department EQUALS \"{department}\"")]));
    assert_eq!(found.field, Some(DifferingField::Clauses));
    assert_eq!((found.from, found.to), (clauses("sales"), clauses("marketing")));
}

#[test]
fn two_mappings_of_the_same_target_are_told_apart_by_their_order() {
    let mut from = mappings();
    from.users.mappings.push(mapping("title", "position"));
    let mut to = from.clone();
    to.users.mappings[2] = mapping("title", "role");
    let found = diff(&from, &to);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].to, Some(Shown::Source(mapping("title", "role").source)));
}

fn any_mapping() -> impl Strategy<Value = AttributeMapping> {
    let source = prop::sample::select(vec![
        MappingSource::None,
        MappingSource::Constant { value: "a".to_owned() },
        MappingSource::Expression { text: "a".to_owned() },
    ]);
    let default = prop::option::of(Just("a".to_owned()));
    let apply = prop::sample::select(vec![Apply::Always, Apply::AddValue]);
    let when_empty = prop::sample::select(vec![WhenEmpty::Keep, WhenEmpty::Clear]);
    ("[ab]", source, default, prop::option::of(1_u32..3), apply, when_empty).prop_map(
        |(target, source, default_value, matching, apply, when_empty)| AttributeMapping {
            target,
            source,
            default_value,
            matching,
            apply,
            when_empty,
        },
    )
}

fn any_attribute() -> impl Strategy<Value = AttributeDefinition> {
    let kind = prop::sample::select(vec![AttributeType::String, AttributeType::Boolean]);
    ("[ab]", kind, any::<[bool; 2]>(), prop::option::of(any::<bool>())).prop_map(
        |(name, kind, [required, unique], filterable)| AttributeDefinition {
            name,
            kind,
            required,
            unique,
            filterable,
            ..AttributeDefinition::default()
        },
    )
}

fn any_object() -> impl Strategy<Value = ObjectMapping> {
    let filter = ("[ab]", "[ab]").prop_map(|(title, department)| filter(&title, &department));
    let list = 0..3_usize;
    (
        any::<[bool; 2]>(),
        prop::collection::vec(any_mapping(), list.clone()),
        prop::collection::vec(filter, list.clone()),
        prop::collection::vec(any_attribute(), list.clone()),
        prop::collection::vec(any_attribute(), list),
    )
        .prop_map(|([enabled, create], mappings, scope, source, target)| ObjectMapping {
            name: String::new(),
            enabled,
            actions: Actions {
                create,
                ..Actions::default()
            },
            mappings,
            scope,
            source,
            target,
        })
}

fn with_users(users: ObjectMapping) -> Mappings {
    Mappings { users, ..mappings() }
}

proptest! {
    #[test]
    fn mappings_are_no_different_from_themselves(users in any_object()) {
        let mappings = with_users(users);
        prop_assert_eq!(diff(&mappings, &mappings), vec![]);
    }

    #[test]
    fn there_is_a_difference_exactly_where_two_are_not_equal(from in any_object(), to in any_object()) {
        let is_equal = from == to;
        prop_assert_eq!(diff(&with_users(from), &with_users(to)).is_empty(), is_equal);
    }

    /// Lists of few things of few names, so that equal ones, swapped ones and doubles all come up.
    #[test]
    fn lists_are_no_different_exactly_where_they_are_equal(
        from in prop::collection::vec(("[ab]", "[ab]"), 0..4),
        to in prop::collection::vec(("[ab]", "[ab]"), 0..4),
    ) {
        let of = |list: &[(String, String)]| with_users(ObjectMapping {
            mappings: list.iter().map(|(target, source)| mapping(target, source)).collect(),
            ..ObjectMapping::default()
        });
        prop_assert_eq!(diff(&of(&from), &of(&to)).is_empty(), from == to);
    }
}
