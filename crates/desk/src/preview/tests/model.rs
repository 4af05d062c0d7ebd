//! Previews beside a model that looks at everybody and everything for each answer.

use proptest::prelude::*;
use scimdesk_mapping::{
    expression::Context,
    flow::{self, CompiledObject, Flow, FlowResult, Sent, TargetValue},
    model::{Apply, WhenEmpty},
};
use serde_json::json;

use super::*;

/// Values that meet one another, in several letter cases.
fn word() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        2 => Just(None),
        1 => Just(Some("")),
        6 => prop_oneof![Just("x"), Just("X"), Just("y"), Just("true"), Just("longer text")].prop_map(Some),
    ]
}

fn object(names: [&'static str; 3]) -> impl Strategy<Value = Value> {
    [word(), word(), word()].prop_map(move |words| {
        let pairs = names.into_iter().zip(words);
        pairs.filter_map(|(name, word)| Some((name, json!(word?)))).collect()
    })
}

fn source() -> impl Strategy<Value = MappingSource> {
    prop_oneof![
        4 => prop_oneof![Just("a"), Just("b"), Just("c")].prop_map(direct),
        1 => Just(constant("x")),
        4 => prop_oneof![
            Just("ToUpper([a], )"), Just(r#"Join("-", [a], [b])"#), Just("CBool([b])"), Just("IgnoreFlowIfNullOrEmpty([c])"),
            Just(r#"IIF([a] = "x", [b], [c])"#),
        ].prop_map(expression),
        1 => Just(MappingSource::None),
    ]
}

fn attribute(target: &'static str) -> impl Strategy<Value = AttributeMapping> {
    let apply = prop_oneof![3 => Just(Apply::Always), 1 => Just(Apply::OnCreate), 1 => Just(Apply::WhenTargetEmpty)];
    let when_empty = prop_oneof![Just(WhenEmpty::Keep), Just(WhenEmpty::Clear), Just(WhenEmpty::Default)];
    let default = prop_oneof![3 => Just(None), 1 => Just(Some("y".to_owned()))];
    let matching = prop_oneof![2 => Just(None), 1 => (1_u32..3).prop_map(Some)];
    (source(), apply, when_empty, default, matching).prop_map(
        move |(source, apply, when_empty, default_value, matching)| AttributeMapping {
            target: target.to_owned(),
            source,
            default_value,
            matching,
            apply,
            when_empty,
        },
    )
}

fn defined(name: &'static str) -> impl Strategy<Value = AttributeDefinition> {
    let most = prop_oneof![2 => Just(None), 1 => Just(Some(3))];
    (any::<[bool; 3]>(), most).prop_map(
        move |([required, case_exact, unique], max_length)| AttributeDefinition {
            required,
            case_exact,
            unique,
            max_length,
            ..definition(name)
        },
    )
}

const TARGETS: [&str; 3] = ["title", "nickName", "userType"];

fn some_mappings() -> impl Strategy<Value = Mappings> {
    let attributes = TARGETS.map(attribute);
    let definitions = TARGETS.map(defined);
    let scope = prop_oneof![
        2 => Just(vec![]),
        1 => Just(vec![filter("one", &[("a", FilterOperator::Equals, "x")]), filter("two", &[("b", FilterOperator::IsNotNull, "")])]),
    ];
    (attributes, definitions, 1..4_usize, scope, any::<[bool; 2]>()).prop_map(
        |(attributes, definitions, count, scope, [create, update])| {
            let mut made = mappings(attributes.into_iter().take(count).collect(), definitions.to_vec());
            made.users.scope = scope;
            made.users.actions.create = create;
            made.users.actions.update = update;
            made
        },
    )
}

/// What a mapping gives on creation, nothing to see left out.
fn created(flow: &Flow<'_>) -> Option<TargetValue> {
    flow.on_create()
        .map(std::borrow::Cow::into_owned)
        .filter(|value| !value.is_blank())
}

fn fold(text: &str, definition: &AttributeDefinition) -> String {
    if definition.case_exact {
        text.to_owned()
    } else {
        text.to_lowercase()
    }
}

/// Evaluates everybody, and asks of each, one after the other, what the outcomes of the wire say.
struct Model {
    /// Of everybody in scope, by place.
    outcomes: Vec<(usize, PreviewOutcome)>,
}

impl Model {
    fn of(draft: &Mappings, saved: &Mappings, people: &[Value], accounts: Option<&[Value]>) -> Self {
        let everybody: Vec<usize> = (0..people.len())
            .filter(|place| is_in_scope(draft, &people[*place]))
            .collect();
        let of_draft = CompiledObject::new(&draft.users).expect("compiles");
        let of_saved = CompiledObject::new(&saved.users).expect("compiles");
        let flows: Vec<Vec<Flow<'_>>> = everybody
            .iter()
            .map(|place| evaluate(&of_draft, &people[*place]))
            .collect();
        let outcomes = (everybody.iter().enumerate())
            .map(|(at, place)| {
                let before = evaluate(&of_saved, &people[*place]);
                (*place, outcome(at, &flows, &before, draft, accounts))
            })
            .collect();
        Self { outcomes }
    }
}

fn is_in_scope(draft: &Mappings, person: &Value) -> bool {
    draft.users.scope.is_empty() || person["a"] == "x" || person["b"].as_str().is_some_and(|b| !b.is_empty())
}

fn evaluate<'c>(object: &'c CompiledObject, person: &Value) -> Vec<Flow<'c>> {
    let person: scimdesk_mapping::expression::Person = (person.as_object().expect("an object").iter())
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())))
        .collect();
    object.evaluate(&person, &Context::at(jiff::Timestamp::UNIX_EPOCH))
}

fn outcome(
    at: usize,
    everybody: &[Vec<Flow<'_>>],
    before: &[Flow<'_>],
    draft: &Mappings,
    accounts: Option<&[Value]>,
) -> PreviewOutcome {
    let flows = &everybody[at];
    let mut matching: Vec<usize> = (0..flows.len())
        .filter(|place| flows[*place].mapping.matching.is_some())
        .collect();
    matching.sort_by_key(|place| flows[*place].mapping.matching);
    let hits = |of: usize, place: usize| -> Vec<&Value> {
        let flow = &everybody[of][place];
        let definition = &flow.definition;
        let wanted = created(flow).map(|value| fold(&flow::text_of(&value), definition));
        let has = |account: &&Value| {
            let held = account[&definition.name].as_str().filter(|held| !held.is_empty());
            wanted.is_some() && held.map(|held| fold(held, definition)) == wanted
        };
        accounts.unwrap_or_default().iter().filter(has).collect()
    };
    let found_of = |of: usize| {
        let mut tried = matching.iter().map(|place| hits(of, *place));
        tried.find(|hits| !hits.is_empty()).unwrap_or_default()
    };
    let found = found_of(at);
    let unfindable = !matching.is_empty() && matching.iter().all(|place| created(&flows[*place]).is_none());
    let account = if found.len() == 1 { found.first().copied() } else { None };

    // What each mapping leads from and to.
    let ways: Vec<(Option<TargetValue>, Option<TargetValue>)> = (flows.iter())
        .map(|flow| match (accounts, account) {
            (None, _) => {
                let saved = before.iter().find(|saved| saved.mapping.target == flow.mapping.target);
                (saved.and_then(created), created(flow))
            }
            (Some(_), None) => (None, created(flow)),
            (Some(_), Some(account)) => {
                let held = account[&flow.mapping.target].as_str().filter(|held| !held.is_empty());
                let held = held.map(|held| TargetValue::Text(held.to_owned()));
                let sent = match flow.on_update(held.as_ref()) {
                    Sent::Nothing => held.clone(),
                    Sent::Add(value) | Sent::Replace(value) => {
                        Some(value.into_owned()).filter(|value| !value.is_blank())
                    }
                    Sent::Remove => None,
                };
                (held, sent)
            }
        })
        .collect();
    let same = |place: usize| match (&ways[place], account) {
        ((Some(from), Some(to)), Some(_)) => flow::same(to, from, &flows[place].definition),
        ((from, to), _) => from == to,
    };

    let is_failed = |place: usize| {
        matches!(flows[place].result, FlowResult::Failed(_))
            || (flows[place].definition.required && ways[place].1.is_none())
    };
    if found.len() > 1 || unfindable || (0..flows.len()).any(is_failed) {
        return PreviewOutcome::Failed;
    }
    // Who has no account and gets none takes no value from anybody.
    let is_held = |of: usize| accounts.is_none() || draft.users.actions.create || !found_of(of).is_empty();
    let is_duplicate = |place: usize| {
        let definition = &flows[place].definition;
        let value = |flows: &[Flow<'_>]| created(&flows[place]).map(|value| fold(&flow::text_of(&value), definition));
        let mine = value(flows);
        (definition.unique || flows[place].mapping.matching.is_some())
            && mine.is_some()
            && (0..everybody.len()).any(|other| other != at && is_held(other) && value(&everybody[other]) == mine)
    };
    if is_held(at) && (0..flows.len()).any(is_duplicate) {
        return PreviewOutcome::Duplicate;
    }
    let is_too_long = |place: usize| {
        let length = ways[place].1.as_ref().map_or(0, |to| flow::text_of(to).chars().count());
        let is_kept = account.is_some() && same(place);
        !is_kept
            && flows[place]
                .definition
                .max_length
                .is_some_and(|most| length > most as usize)
    };
    if (0..flows.len()).any(is_too_long) {
        return PreviewOutcome::TooLong;
    }
    if accounts.is_some() && account.is_none() {
        return if draft.users.actions.create {
            PreviewOutcome::New
        } else if ways.iter().any(|(_, to)| to.is_some()) {
            PreviewOutcome::NotSent
        } else if flows.is_empty() {
            PreviewOutcome::Equal
        } else {
            PreviewOutcome::Empty
        };
    }
    let is_dropped = |saved: &Flow<'_>| {
        accounts.is_none()
            && created(saved).is_some()
            && flows.iter().all(|flow| flow.mapping.target != saved.mapping.target)
    };
    let may_change = account.is_none() || draft.users.actions.update;
    if before.iter().any(is_dropped) || (may_change && (0..flows.len()).any(|place| !same(place))) {
        return PreviewOutcome::Changed;
    }
    let is_empty = |place: usize| {
        let (from, to) = &ways[place];
        let is_left_alone = account.is_some()
            && from.is_some()
            && flows[place].mapping.apply != Apply::OnCreate
            && (flows[place].result == FlowResult::NotFlowed
                || flows[place].mapping.when_empty != WhenEmpty::Default
                || flows[place].default_value().is_none())
            && matches!(flows[place].result, FlowResult::Empty | FlowResult::NotFlowed)
            && flows[place].on_update(from.as_ref()) == Sent::Nothing
            && same(place);
        (to.is_none() && same(place)) || is_left_alone
    };
    if !may_change && (0..flows.len()).any(|place| !same(place)) {
        return PreviewOutcome::NotSent;
    }
    if (0..flows.len()).any(is_empty) {
        return PreviewOutcome::Empty;
    }
    PreviewOutcome::Equal
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn counts_and_rows_are_those_of_a_model_that_looks_at_everybody(
        draft in some_mappings(),
        saved in some_mappings(),
        people in proptest::collection::vec(object(["a", "b", "c"]), 0..50),
        accounts in proptest::option::of(proptest::collection::vec(object(TARGETS), 0..20)),
    ) {
        let model = Model::of(&draft, &saved, &people, accounts.as_deref());
        let question = Question { draft: &draft, saved: &saved, target: None };
        let seen = question.see(Folk::of(people.clone()), accounts.clone().map(Held::of));

        let rows = seen.rows(None);
        let names = |places: &[usize]| places.iter().map(|place| format!("Person {place}")).collect::<Vec<_>>();
        let everybody: Vec<usize> = model.outcomes.iter().map(|(place, _)| *place).collect();
        prop_assert_eq!(rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>(), names(&everybody));
        for (row, (place, outcome)) in rows.iter().zip(&model.outcomes) {
            prop_assert_eq!(row.outcome, *outcome, "{} {:?}", &people[*place], row);
        }
        prop_assert_eq!(seen.found.people(), (everybody.len() as u64, (people.len() - everybody.len()) as u64));
        for outcome in super::super::pass::OUTCOMES {
            let places: Vec<usize> = (model.outcomes.iter())
                .filter(|(_, found)| *found == outcome)
                .map(|(place, _)| *place)
                .collect();
            prop_assert_eq!(seen.count(outcome), places.len() as u64);
            let rows = seen.rows(Some(outcome));
            prop_assert_eq!(rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>(), names(&places));
            for row in rows {
                // Every outcome but these is that of some mapping, and the row says of which.
                let is_alone = matches!(outcome, PreviewOutcome::Equal | PreviewOutcome::New);
                prop_assert!(is_alone || !row.attributes.is_empty(), "{:?}", row);
                prop_assert!(row.attributes.iter().all(|attribute| attribute.outcome == outcome));
            }
        }
    }
}
