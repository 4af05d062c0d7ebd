//! Provisioning as a whole: after each cycle a tenant holds what an independent model computes from the directory, the scope and
//! the mappings of the app.
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod csv;
mod directory;
mod graph;
mod ldap;
mod model;
mod observed;
#[path = "../../../crates/directory/tests/ldap/slapd.rs"]
#[allow(dead_code, reason = "a rig of other tests too")]
mod slapd;
mod stage;
mod world;

use jiff::SignedDuration;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use scimdesk_desk::wire::{CycleState, JobEnd};
use scimdesk_sandbox::{Faults, StatusFor};
use scimdesk_tests::foreign_server::{ForeignServer, TOKEN};
use secrecy::SecretString;

use directory::Kind;
use model::{Absent, App, Model};
use stage::Stage;
use world::{Event, World, event};

/// Who is there from the beginning.
const FIRST: usize = 8;

/// Something that goes wrong at the app during a cycle, and then no more.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Throttled(u32),
    Failing(u32),
    /// Changes are made, and their answers are lost.
    Lost(u32),
    /// The token is refused.
    Refused,
}

impl Trouble {
    fn faults(self) -> Faults {
        let answers = |status, times| Faults {
            status_for: vec![StatusFor {
                status,
                times,
                ..StatusFor::default()
            }],
            ..Faults::default()
        };
        match self {
            Self::Throttled(times) => answers(429, Some(times)),
            Self::Failing(times) => answers(500, Some(times)),
            Self::Lost(changes) => Faults {
                drop_after_write: changes,
                ..Faults::default()
            },
            Self::Refused => answers(401, None),
        }
    }
}

fn trouble() -> impl Strategy<Value = Option<Trouble>> {
    prop_oneof![
        3 => Just(None),
        1 => (1_u32..4).prop_map(|times| Some(Trouble::Throttled(times))),
        1 => (1_u32..12).prop_map(|times| Some(Trouble::Failing(times))),
        1 => (1_u32..6).prop_map(|changes| Some(Trouble::Lost(changes))),
        1 => Just(Some(Trouble::Refused)),
    ]
}

/// What happens before each cycle, and what goes wrong during it.
type History = Vec<(Vec<Event>, Option<Trouble>)>;

fn history() -> impl Strategy<Value = History> {
    prop::collection::vec((prop::collection::vec(event(), 0..6), trouble()), 1..7)
}

async fn live(app: &App, kind: Kind, absent: Absent, history: &History) {
    if let Some(stage) = Stage::new(app, kind, absent).await {
        live_on(stage, app, absent, history).await;
    }
}

async fn live_on(mut stage: Stage, app: &App, absent: Absent, history: &History) {
    let mut model = Model::new(app.clone(), absent);
    let mut world = World::default();
    for number in 0..FIRST {
        world.happen(&Event::Join {
            assigned: number % 3 != 2,
            manager: (number > 0).then_some(number / 2),
            enabled: true,
        });
    }
    for (cycle, (events, trouble)) in history.iter().enumerate() {
        for event in events {
            world.happen(event);
        }
        stage.follow(&world).await;
        if cycle % 4 == 3 {
            stage.forget_changes();
        }
        model.cycle(&world);
        if let Some(trouble) = trouble {
            stage.faults(trouble.faults());
            stage.cycle().await;
            stage.faults(Faults::default());
            // What failed is tried again six hours after it did.
            stage.wait(SignedDuration::from_hours(7));
        }
        let end = stage.cycle().await;
        match &end {
            JobEnd::Provisioned { outcome } => {
                assert_eq!(outcome.cycle.state, CycleState::Succeeded, "{outcome:#?}");
            }
            other => panic!("{other:#?}"),
        }
        let (wanted, found) = (model.tenant(&world), stage.observed().await);
        let differences = found.differences(&wanted);
        assert!(
            differences.is_empty(),
            "after {events:?} with {trouble:?} in {}: {differences:#?}",
            app.id
        );
    }
    stage.end().await;
}

fn histories(cases: u32, absent: Absent) {
    let apps = App::all();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config {
        cases,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let directories = prop::sample::select(&Kind::ALL[..]);
    let strategy = (prop::sample::select(apps), directories, history());
    TestRunner::new(config)
        .run(&strategy, |(app, kind, history)| {
            runtime.block_on(live(&app, kind, absent, &history));
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn after_each_cycle_a_tenant_holds_what_directory_scope_and_mappings_say_where_who_is_absent_is_switched_off() {
    histories(24, Absent::SwitchedOff);
}

#[test]
fn after_each_cycle_a_tenant_holds_what_directory_scope_and_mappings_say_where_who_is_absent_is_deleted() {
    histories(24, Absent::Deleted);
}

/// Joiner, late manager, mover, rename, new manager, blocked and back, groups, unassigned and back, filtered and back, deleted, rehired,
/// unassigned and then deleted, a group unassigned, and a cycle with nothing to do.
fn a_life() -> History {
    let late = FIRST;
    [
        vec![
            Event::EnterGroup { who: 0, group: 0 },
            Event::EnterGroup { who: 3, group: 0 },
            Event::AssignGroup(0),
        ],
        // A joiner whose manager gets an account only later.
        vec![
            Event::Join {
                assigned: false,
                manager: None,
                enabled: true,
            },
            Event::Join {
                assigned: true,
                manager: Some(late),
                enabled: true,
            },
        ],
        vec![Event::Assign(late)],
        vec![Event::Move {
            who: 1,
            department: 1,
            title: Some(1),
        }],
        vec![Event::Rename(3)],
        vec![Event::Manager { who: 4, boss: 1 }],
        vec![Event::Block(0)],
        vec![Event::Unblock(0)],
        vec![
            Event::EnterGroup { who: 5, group: 0 },
            Event::LeaveGroup { who: 3, group: 0 },
        ],
        vec![Event::Unassign(4)],
        vec![Event::Assign(4)],
        vec![Event::Filter(Some(0))],
        vec![Event::Filter(None)],
        vec![Event::Delete(late)],
        vec![Event::Rehire(late)],
        vec![Event::Unassign(late)],
        vec![Event::Delete(late)],
        vec![Event::UnassignGroup(0)],
        vec![],
    ]
    .into_iter()
    .map(|events| (events, None))
    .collect()
}

#[test]
fn every_app_goes_from_an_empty_tenant_through_joiner_mover_leaver_rehire_rename_manager_and_groups() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let history = a_life();
    for absent in [Absent::SwitchedOff, Absent::Deleted] {
        for app in App::all() {
            for kind in Kind::ALL {
                runtime.block_on(live(&app, kind, absent, &history));
            }
        }
    }
}

#[test]
fn somebody_who_is_blocked_and_has_another_manager_is_switched_off_and_has_the_manager_after_one_cycle() {
    let app = App::all().into_iter().find(|app| app.id == "workgrid").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let events = vec![Event::Manager { who: 4, boss: 3 }, Event::Block(4)];
    let history = vec![(Vec::new(), None), (events, None)];
    runtime.block_on(live(&app, Kind::Csv, Absent::SwitchedOff, &history));
}

#[test]
fn a_server_that_nobody_here_wrote_goes_through_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let apps = App::all();
    let app = apps.iter().find(|app| app.id == "workgrid").unwrap();
    for absent in [Absent::SwitchedOff, Absent::Deleted] {
        let server = ForeignServer::start();
        runtime.block_on(async {
            let stage = Stage::elsewhere(app, absent, &server.url, SecretString::from(TOKEN)).await;
            live_on(stage.unwrap(), app, absent, &a_life()).await;
        });
    }
}
