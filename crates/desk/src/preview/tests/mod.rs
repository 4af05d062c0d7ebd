//! Previews of people and accounts in memory.

mod kept;
mod model;
mod outcomes;
mod scopes;

use std::{ops::ControlFlow, sync::Arc};

use scimdesk_mapping::{
    model::{
        Apply, AssignmentRules, AttributeDefinition, AttributeMapping, Clause, FilterGroup, FilterOperator,
        MappingSource, Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty, Who,
    },
    scope::{Assignment, AssignmentGraph, Membership},
};
use scimdesk_store::{Body, PersonRecord};
use serde_json::Value;

use super::{
    pass::{Found, Watch, pass},
    people::{Accounts, People},
    plan::{Asked, Plan},
    rows::rows,
};
use crate::wire::{CompareWith, DeskError, PreviewOutcome, PreviewRow};

/// People in memory: their attributes, by place.
struct Folk(Vec<PersonRecord>);

impl Folk {
    fn of(people: impl IntoIterator<Item = Value>) -> Self {
        let record = |(position, attributes): (u32, Value)| PersonRecord {
            position,
            id: format!("p{position}"),
            name: format!("Person {position}"),
            attributes: attributes.to_string(),
        };
        Self((0..).zip(people).map(record).collect())
    }
}

impl People for Folk {
    fn count(&self) -> u64 {
        self.0.len() as u64
    }

    fn each(&self, each: &mut dyn FnMut(PersonRecord) -> ControlFlow<()>) -> Result<(), DeskError> {
        let _ = self.0.iter().cloned().try_for_each(each);
        Ok(())
    }

    fn at(&self, positions: &[u32]) -> Result<Vec<PersonRecord>, DeskError> {
        Ok(positions
            .iter()
            .map(|position| self.0[*position as usize].clone())
            .collect())
    }
}

/// Accounts in memory, numbered from 16 as the cache does.
struct Held(Vec<Body>);

impl Held {
    fn of(accounts: impl IntoIterator<Item = Value>) -> Self {
        let body = |(number, account): (u32, Value)| Body {
            number: (number + 1) * 16,
            id: format!("a{number}"),
            name: format!("Account {number}"),
            raw: account.to_string(),
        };
        Self((0..).zip(accounts).map(body).collect())
    }
}

impl Accounts for Held {
    fn count(&self) -> u64 {
        self.0.len() as u64
    }

    fn each(&self, each: &mut dyn FnMut(Body) -> ControlFlow<()>) -> Result<(), DeskError> {
        let _ = self.0.iter().cloned().try_for_each(each);
        Ok(())
    }

    fn at(&self, numbers: &[u32]) -> Result<Vec<Body>, DeskError> {
        Ok(numbers
            .iter()
            .map(|number| self.0[*number as usize / 16 - 1].clone())
            .collect())
    }
}

/// Goes on until so many steps were taken.
struct Steps(u64);

impl Steps {
    fn endless() -> Self {
        Self(u64::MAX)
    }
}

impl Watch for Steps {
    fn accounts(&mut self, _done: u64, _total: u64) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }

    fn people(&mut self, done: u64, total: u64) -> bool {
        self.accounts(done, total)
    }
}

fn mapping(target: &str, source: MappingSource) -> AttributeMapping {
    AttributeMapping {
        target: target.to_owned(),
        source,
        default_value: None,
        matching: None,
        apply: Apply::default(),
        when_empty: WhenEmpty::default(),
    }
}

fn direct(attribute: &str) -> MappingSource {
    MappingSource::Direct {
        attribute: attribute.to_owned(),
    }
}

fn expression(text: &str) -> MappingSource {
    MappingSource::Expression { text: text.to_owned() }
}

fn constant(value: &str) -> MappingSource {
    MappingSource::Constant {
        value: value.to_owned(),
    }
}

/// A mapping with the user name to find accounts by.
fn found_by_user_name() -> AttributeMapping {
    AttributeMapping {
        matching: Some(1),
        ..mapping("userName", direct("userPrincipalName"))
    }
}

fn definition(name: &str) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        ..AttributeDefinition::default()
    }
}

/// Mappings of people; everybody is in scope by assignment.
fn mappings(mappings: Vec<AttributeMapping>, target: Vec<AttributeDefinition>) -> Mappings {
    Mappings {
        users: ObjectMapping {
            enabled: true,
            mappings,
            target,
            ..ObjectMapping::default()
        },
        groups: ObjectMapping::default(),
        assignment: AssignmentRules {
            who: Who::All,
            ..AssignmentRules::default()
        },
        requests: RequestProfile::default(),
    }
}

fn filter(title: &str, clauses: &[(&str, FilterOperator, &str)]) -> FilterGroup {
    FilterGroup {
        title: title.to_owned(),
        clauses: (clauses.iter())
            .map(|(attribute, operator, value)| Clause {
                attribute: (*attribute).to_owned(),
                operator: *operator,
                value: operator.takes_value().then(|| (*value).to_owned()),
            })
            .collect(),
    }
}

fn graph(rules: AssignmentRules, assignments: Vec<Assignment>, memberships: Vec<Membership>) -> Arc<AssignmentGraph> {
    Arc::new(AssignmentGraph::new(rules, assignments, memberships))
}

/// A preview, whole.
struct Seen {
    plan: Plan,
    found: Found,
    people: Folk,
    accounts: Option<Held>,
}

/// What a preview asks, but for the people.
struct Question<'q> {
    draft: &'q Mappings,
    saved: &'q Mappings,
    target: Option<&'q str>,
}

impl Question<'_> {
    fn plan(&self, compare: CompareWith) -> Result<Plan, DeskError> {
        Plan::new(Asked {
            kind: ObjectKind::User,
            draft: self.draft,
            saved: self.saved,
            target: self.target,
            compare,
            graph: graph(self.draft.assignment, Vec::new(), Vec::new()),
            now: jiff::Timestamp::UNIX_EPOCH,
            seed: 7,
        })
    }

    fn see(&self, people: Folk, accounts: Option<Held>) -> Seen {
        let compare = match accounts {
            None => CompareWith::Saved,
            Some(_) => CompareWith::Accounts,
        };
        let plan = self.plan(compare).expect("mappings that can be evaluated");
        let held = accounts.as_ref().map(|accounts| accounts as &dyn Accounts);
        let found = pass(&plan, &people, held, &mut Steps::endless());
        Seen {
            found: found.expect("no error").expect("goes to its end"),
            plan,
            people,
            accounts,
        }
    }
}

impl Seen {
    fn rows(&self, outcome: Option<PreviewOutcome>) -> Vec<PreviewRow> {
        self.window(outcome, 0, u32::MAX).0
    }

    fn window(&self, outcome: Option<PreviewOutcome>, offset: u64, limit: u32) -> (Vec<PreviewRow>, u64) {
        let (places, total) = self.found.window(outcome, offset, limit);
        let accounts = self.accounts.as_ref().map(|accounts| accounts as &dyn Accounts);
        let rows = rows(&self.plan, &self.found, &self.people, accounts, &places);
        (rows.expect("rows"), total)
    }

    /// How many people have an outcome.
    fn count(&self, outcome: PreviewOutcome) -> u64 {
        let counts = self.found.counts();
        let found = counts.iter().find(|count| count.outcome == outcome);
        found.map_or(0, |count| count.count)
    }
}
