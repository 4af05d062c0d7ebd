//! A practice Graph, a source that reads it, and the state that fetches add up to.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use scimdesk_directory::{
    Member,
    graph::{Clock, Endpoints, GraphCredential, GraphOptions, GraphSource},
    source::{Fetched, Source as _, SourceError},
};
use scimdesk_sandbox::graph::{ObjectKind, PracticeDirectory, PracticeGraph, PracticeGraphOptions};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

/// A clock that waits by moving on at once, and remembers for how long.
pub(crate) struct TestClock {
    state: Mutex<(Timestamp, Vec<Duration>)>,
    /// Cancelled by the first wait, which then never ends.
    cancelled_by_waiting: Option<CancellationToken>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        let noon = Timestamp::from_second(1_800_000_000).expect("a time");
        Self {
            state: Mutex::new((noon, Vec::new())),
            cancelled_by_waiting: None,
        }
    }

    pub(crate) fn cancelling(token: CancellationToken) -> Self {
        Self {
            cancelled_by_waiting: Some(token),
            ..Self::new()
        }
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.state.lock().expect("a lock").1.clone()
    }

    pub(crate) fn forward(&self, duration: Duration) {
        self.state.lock().expect("a lock").0 += duration;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.state.lock().expect("a lock").0
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.state.lock().expect("a lock").1.push(duration);
        self.forward(duration);
        match &self.cancelled_by_waiting {
            None => Box::pin(std::future::ready(())),
            Some(token) => {
                token.cancel();
                Box::pin(std::future::pending())
            }
        }
    }
}

/// A practice Graph of some people, with small pages.
pub(crate) async fn practice(people: u32) -> PracticeGraph {
    practice_of(PracticeGraphOptions {
        people,
        page: 7,
        members: 5,
        ..PracticeGraphOptions::default()
    })
    .await
}

pub(crate) async fn practice_of(options: PracticeGraphOptions) -> PracticeGraph {
    PracticeGraph::start(options).await.expect("a practice Graph")
}

pub(crate) fn options(graph: &PracticeGraph, clock: &Arc<TestClock>) -> GraphOptions {
    let endpoints = Endpoints::practice(graph.endpoint()).expect("loopback");
    let clock: Arc<dyn Clock> = clock.clone();
    GraphOptions {
        clock,
        ..GraphOptions::new(endpoints, graph.directory(), graph.client())
    }
}

pub(crate) fn source_of(options: GraphOptions, credential: GraphCredential) -> GraphSource {
    GraphSource::new(options, credential).expect("a source")
}

/// The usual: groups too, signed in with the secret.
pub(crate) fn source(graph: &PracticeGraph) -> GraphSource {
    let clock = Arc::new(TestClock::new());
    source_of(options(graph, &clock), GraphCredential::Secret(graph.secret()))
}

pub(crate) async fn fetch(source: &GraphSource, since: Option<&str>) -> Result<Fetched, SourceError> {
    source.fetch(since, &|_| {}, &CancellationToken::new()).await
}

/// A person as fetches add up: text of some attributes, whether the account is enabled, the manager.
pub(crate) type PersonState = (Vec<Option<String>>, Option<bool>, Option<String>);

/// What is known after some fetches.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) people: BTreeMap<String, PersonState>,
    /// Name and members by id.
    pub(crate) groups: BTreeMap<String, (Option<String>, BTreeSet<String>)>,
}

const TEXTS: [&str; 4] = ["displayName", "department", "jobTitle", "userPrincipalName"];

impl State {
    /// As whoever keeps a directory does it.
    pub(crate) fn take(&mut self, fetched: &Fetched) {
        if fetched.full {
            *self = Self::default();
        }
        for (member, _) in &fetched.removed {
            match member {
                Member::Person(id) => drop(self.people.remove(id)),
                Member::Group(id) => drop(self.groups.remove(id)),
            }
        }
        for person in &fetched.people {
            assert_eq!(person.attributes["objectId"], *person.id);
            let text = |name: &str| person.attributes.get(name).and_then(Value::as_str).map(str::to_owned);
            let enabled = person.attributes.get("accountEnabled").and_then(Value::as_bool);
            let state = (TEXTS.map(text).into(), enabled, text("manager"));
            let before = self.people.insert(person.id.clone(), state);
            assert!(before.is_none() || !fetched.full, "{} comes twice", person.id);
        }
        for group in &fetched.groups {
            let entry = self.groups.entry(group.id.clone()).or_default();
            let name = group.attributes.get("displayName").and_then(Value::as_str);
            entry.0 = name.map(str::to_owned);
            if let Some(members) = &group.members {
                entry.1 = members.iter().map(id_of).collect();
            }
            for (member, came) in &group.member_changes {
                if *came {
                    entry.1.insert(id_of(member));
                } else {
                    entry.1.remove(&id_of(member));
                }
            }
        }
    }

    /// What the practice Graph has, by its own word.
    pub(crate) fn of(graph: &PracticeGraph) -> Self {
        graph.edit(|directory| Self {
            people: directory
                .present(ObjectKind::User)
                .into_iter()
                .map(|id| (id.clone(), person(directory, &id)))
                .collect(),
            groups: directory
                .present(ObjectKind::Group)
                .into_iter()
                .map(|id| {
                    let name = text(directory, &id, "displayName");
                    let members = directory.members(&id).into_iter().map(str::to_owned).collect();
                    (id, (name, members))
                })
                .collect(),
        })
    }
}

fn person(directory: &PracticeDirectory, id: &str) -> PersonState {
    let texts = TEXTS.map(|name| text(directory, id, name)).into();
    let user = directory.get(id).expect("present");
    let enabled = user.properties.get("accountEnabled").and_then(Value::as_bool);
    (texts, enabled, directory.manager(id).map(str::to_owned))
}

fn text(directory: &PracticeDirectory, id: &str, name: &str) -> Option<String> {
    let object = directory.get(id).expect("present");
    object
        .properties
        .get(name)
        .and_then(Value::as_str)
        .map(|text| text.trim().to_owned())
}

pub(crate) fn id_of(member: &Member) -> String {
    match member {
        Member::Person(id) | Member::Group(id) => id.clone(),
    }
}
