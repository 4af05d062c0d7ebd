//! Requests as a user of the crate builds them: compared with documented ones, applied by the patch rules, and taken by a server.

mod create;
mod law;
mod server;
mod update;

use std::collections::HashMap;

use jiff::Timestamp;
use scimdesk_mapping::{
    expression::{Context, Person, Role, Value as Source},
    flow::{CompiledObject, Flow},
    model::{
        Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, ObjectKind, ObjectMapping,
        RequestProfile, WhenEmpty,
    },
};
use scimdesk_provisioning::requests::{Created, Note, Reason, References, Updated, create, update};
use scimdesk_scim::resource::Resource;
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

const PROFILES: [RequestProfile; 3] = [
    RequestProfile::Rfc7644,
    RequestProfile::EntraDefault,
    RequestProfile::Entra062020,
];

/// Who has which account.
#[derive(Debug, Default)]
struct Accounts {
    known: HashMap<String, String>,
    all: bool,
    keeps: bool,
}

impl References for Accounts {
    fn account_of(&self, person: &str) -> Option<String> {
        self.known.get(person).cloned()
    }

    fn knows_all(&self) -> bool {
        self.all
    }

    fn keeps_members(&self) -> bool {
        self.keeps
    }
}

/// A mapping from the source attribute that is called like its target.
fn mapping(target: &str) -> AttributeMapping {
    AttributeMapping {
        target: target.to_owned(),
        source: MappingSource::Direct {
            attribute: target.to_owned(),
        },
        default_value: None,
        matching: None,
        apply: Apply::Always,
        when_empty: WhenEmpty::Keep,
    }
}

fn by_expression(target: &str, text: &str) -> AttributeMapping {
    AttributeMapping {
        source: MappingSource::Expression { text: text.to_owned() },
        ..mapping(target)
    }
}

fn clearing(target: &str) -> AttributeMapping {
    AttributeMapping {
        when_empty: WhenEmpty::Clear,
        ..mapping(target)
    }
}

fn definition(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        kind,
        ..AttributeDefinition::default()
    }
}

fn list_of(name: &str, kind: AttributeType) -> AttributeDefinition {
    AttributeDefinition {
        multi_valued: true,
        ..definition(name, kind)
    }
}

/// What the attribute lists of these tests say beyond "one text".
fn definitions() -> Vec<AttributeDefinition> {
    vec![
        definition("active", AttributeType::Boolean),
        definition(MANAGER, AttributeType::Reference),
        list_of("members", AttributeType::Reference),
        list_of("roles", AttributeType::String),
        list_of("emails", AttributeType::String),
    ]
}

/// Mappings of an object, and whom they are evaluated for.
#[derive(Debug)]
struct Case {
    object: ObjectMapping,
    kind: ObjectKind,
    person: Person,
    accounts: Accounts,
}

impl Case {
    fn of(kind: ObjectKind, mappings: Vec<AttributeMapping>, person: Person) -> Self {
        Self {
            object: ObjectMapping {
                mappings,
                target: definitions(),
                ..ObjectMapping::default()
            },
            kind,
            person,
            accounts: Accounts::default(),
        }
    }

    /// A person whose attributes are called like their targets.
    fn user(values: &[(&str, &str)]) -> Self {
        let person = values.iter().map(|&(target, value)| (target, Source::from(value)));
        let mappings = values.iter().map(|(target, _)| mapping(target)).collect();
        Self::of(ObjectKind::User, mappings, person.collect())
    }

    /// Somebody of whom nothing is known.
    fn nobody(mappings: Vec<AttributeMapping>) -> Self {
        Self::of(ObjectKind::User, mappings, Person::default())
    }

    /// A group with these members, and what else it has.
    fn group(values: &[(&str, &str)], members: &[String]) -> Self {
        let mut mappings: Vec<AttributeMapping> = values.iter().map(|(target, _)| mapping(target)).collect();
        mappings.push(mapping("members"));
        let texts = values.iter().map(|&(target, value)| (target, Source::from(value)));
        let members = ("members", Source::from(members.to_vec()));
        Self::of(ObjectKind::Group, mappings, texts.chain([members]).collect())
    }

    fn knowing<'a>(mut self, known: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let known = known
            .into_iter()
            .map(|(person, account)| (person.into(), account.into()));
        self.accounts.known = known.collect();
        self
    }

    fn listing(mut self, definitions: Vec<AttributeDefinition>) -> Self {
        self.object.target.extend(definitions);
        self
    }

    fn create(&self, profile: RequestProfile) -> Created {
        self.with_flows(|flows| create(self.kind, flows, profile, &self.accounts))
    }

    fn update(&self, account: &Value, profile: RequestProfile) -> Updated {
        let account = Resource::from_value(account.clone()).expect("an account");
        self.with_flows(|flows| update(self.kind, flows, &account, profile, &self.accounts))
    }

    fn with_flows<T>(&self, then: impl FnOnce(&[Flow<'_>]) -> T) -> T {
        let compiled = CompiledObject::new(&self.object).unwrap_or_else(|problems| panic!("{problems:?}"));
        then(&compiled.evaluate(&self.person, &Context::at(Timestamp::UNIX_EPOCH)))
    }
}

fn role(id: &str, value: &str, name: &str) -> Role {
    Role {
        id: Some(id.to_owned()),
        value: Some(value.to_owned()),
        display_name: Some(name.to_owned()),
    }
}

fn patch(operations: &[Value]) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

fn note(target: &str, reason: Reason) -> Note {
    Note {
        target: target.to_owned(),
        reason,
    }
}
