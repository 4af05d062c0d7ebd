//! The law: whatever happens, and however unhelpfully it is told, what was fetched at first and what changed since add up to what is.

use proptest::prelude::*;
use scimdesk_sandbox::graph::{ObjectKind, PracticeDirectory, PracticeGraphOptions};
use serde_json::{Map, Value};

use crate::support::{State, fetch, practice_of, source};

/// Something that happens; numbers choose among those who are there, modulo how many they are.
#[derive(Debug, Clone)]
enum Event {
    Join,
    Set(usize, usize, Option<u8>),
    Enable(usize, bool),
    Manage(usize, Option<usize>),
    Delete(ObjectKind, usize),
    Restore(ObjectKind, usize),
    Purge(ObjectKind, usize),
    Recycle(ObjectKind, usize, usize),
    Found,
    Enter(usize, usize),
    Nest(usize, usize),
    Leave(usize, usize),
}

fn kind() -> impl Strategy<Value = ObjectKind> {
    prop_oneof![Just(ObjectKind::User), Just(ObjectKind::Group)]
}

fn event() -> impl Strategy<Value = Event> {
    let n = 0..64_usize;
    prop_oneof![
        Just(Event::Join),
        (n.clone(), 0..3_usize, any::<Option<u8>>()).prop_map(|(who, what, value)| Event::Set(who, what, value)),
        (n.clone(), any::<bool>()).prop_map(|(who, enabled)| Event::Enable(who, enabled)),
        (n.clone(), proptest::option::of(n.clone())).prop_map(|(who, boss)| Event::Manage(who, boss)),
        (kind(), n.clone()).prop_map(|(kind, which)| Event::Delete(kind, which)),
        (kind(), n.clone()).prop_map(|(kind, which)| Event::Restore(kind, which)),
        (kind(), n.clone()).prop_map(|(kind, which)| Event::Purge(kind, which)),
        (kind(), n.clone(), n.clone()).prop_map(|(kind, which, who)| Event::Recycle(kind, which, who)),
        Just(Event::Found),
        (n.clone(), n.clone()).prop_map(|(group, who)| Event::Enter(group, who)),
        (n.clone(), n.clone()).prop_map(|(group, inner)| Event::Nest(group, inner)),
        (n.clone(), n).prop_map(|(group, who)| Event::Leave(group, who)),
    ]
}

fn pick(ids: &[String], number: usize) -> Option<String> {
    ids.get(number.checked_rem(ids.len())?).cloned()
}

fn happen(directory: &mut PracticeDirectory, event: &Event) {
    let present = |directory: &PracticeDirectory, kind, number| pick(&directory.present(kind), number);
    let any = |directory: &PracticeDirectory, kind, number| {
        let all: Vec<String> = directory.all(kind).map(|(id, _)| id.to_owned()).collect();
        pick(&all, number)
    };
    match *event {
        Event::Join => {
            let mut properties = Map::new();
            properties.insert("displayName".to_owned(), "Joiner".into());
            properties.insert("accountEnabled".to_owned(), true.into());
            directory.add_user(properties);
        }
        Event::Set(who, what, value) => {
            if let Some(id) = present(directory, ObjectKind::User, who) {
                let value = value.map_or(Value::Null, |value| format!("Value {value}").into());
                directory.set(&id, ["department", "jobTitle", "displayName"][what], value);
            }
        }
        Event::Enable(who, enabled) => {
            if let Some(id) = present(directory, ObjectKind::User, who) {
                directory.set(&id, "accountEnabled", enabled);
            }
        }
        Event::Manage(who, boss) => {
            let boss = boss.and_then(|boss| present(directory, ObjectKind::User, boss));
            if let Some(id) = present(directory, ObjectKind::User, who) {
                directory.set_manager(&id, boss.as_deref());
            }
        }
        Event::Delete(kind, which) => {
            if let Some(id) = present(directory, kind, which) {
                directory.delete(&id);
            }
        }
        Event::Restore(kind, which) => {
            if let Some(id) = any(directory, kind, which) {
                directory.restore(&id);
            }
        }
        Event::Purge(kind, which) => {
            if let Some(id) = any(directory, kind, which) {
                directory.purge(&id);
            }
        }
        // Away and back again, with somebody who left meanwhile.
        Event::Recycle(kind, which, who) => {
            if let Some(id) = present(directory, kind, which) {
                let members: Vec<String> = directory.members(&id).into_iter().map(str::to_owned).collect();
                directory.delete(&id);
                if let Some(member) = pick(&members, who) {
                    directory.remove_member(&id, &member);
                }
                directory.restore(&id);
            }
        }
        Event::Found => drop(directory.add_group("Founded")),
        Event::Enter(group, who) => {
            if let (Some(group), Some(who)) = (
                present(directory, ObjectKind::Group, group),
                present(directory, ObjectKind::User, who),
            ) {
                directory.add_member(&group, &who);
            }
        }
        Event::Nest(group, inner) => {
            if let (Some(group), Some(inner)) = (
                present(directory, ObjectKind::Group, group),
                present(directory, ObjectKind::Group, inner),
            ) {
                directory.add_member(&group, &inner);
            }
        }
        Event::Leave(group, who) => {
            if let Some(group) = present(directory, ObjectKind::Group, group) {
                let members: Vec<String> = directory.members(&group).into_iter().map(str::to_owned).collect();
                if let Some(member) = pick(&members, who) {
                    directory.remove_member(&group, &member);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn fetches_add_up_to_what_there_is(
        rounds in proptest::collection::vec(proptest::collection::vec(event(), 0..12), 1..5),
        tangled in proptest::option::of(any::<u64>()),
        page in 1..9_usize,
        members in 1..6_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let graph = practice_of(PracticeGraphOptions { people: 12, page, members, tangled, ..Default::default() }).await;
            let source = source(&graph);
            let mut state = State::default();
            let mut watermark: Option<String> = None;
            for events in rounds {
                graph.edit(|directory| events.iter().for_each(|event| happen(directory, event)));
                let fetched = fetch(&source, watermark.as_deref()).await.expect("a fetch");
                prop_assert_eq!(fetched.full, watermark.is_none());
                state.take(&fetched);
                prop_assert_eq!(&state, &State::of(&graph));
                watermark = fetched.watermark;
            }
            graph.stop().await;
            Ok(())
        })?;
    }
}
