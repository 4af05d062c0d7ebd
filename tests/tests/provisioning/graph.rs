//! A practice Graph as the source of truth.

use std::collections::{BTreeMap, BTreeSet};

use scimdesk_desk::wire::{DirectorySource, EntraCloud, EntraIdSource, EntraSignIn};
use scimdesk_sandbox::graph::{ObjectKind, PracticeDirectory, PracticeGraph, PracticeGraphOptions};
use secrecy::SecretString;
use serde_json::{Map, Value, json};

use crate::{
    model::Absent,
    world::{Person, World},
};

/// A practice Graph that is changed object by object. It makes up the ids.
pub(crate) struct GraphTenant {
    server: PracticeGraph,
    absent: Absent,
    people: BTreeMap<usize, String>,
    groups: BTreeMap<String, String>,
}

impl GraphTenant {
    pub(crate) async fn start(absent: Absent) -> Self {
        let options = PracticeGraphOptions {
            people: 0,
            // Several pages even of a few objects, and groups in several parts.
            page: 3,
            members: 2,
            tangled: Some(7),
            ..PracticeGraphOptions::default()
        };
        Self {
            server: PracticeGraph::start(options).await.expect("listens"),
            absent,
            people: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }

    pub(crate) fn source(&self) -> (DirectorySource, SecretString) {
        let source = EntraIdSource {
            cloud: EntraCloud::Global,
            directory: self.server.directory().to_owned(),
            client: self.server.client().to_owned(),
            sign_in: EntraSignIn::Secret,
            service_principal: None,
            attributes: Vec::new(),
            groups: true,
            endpoint: Some(self.server.endpoint().to_owned()),
        };
        (DirectorySource::EntraId(source), self.server.secret())
    }

    pub(crate) fn person_id(&self, who: usize) -> String {
        self.people[&who].clone()
    }

    pub(crate) fn group_id(&self, group: &str) -> String {
        self.groups[group].clone()
    }

    /// Links to changes are good no longer.
    pub(crate) fn expire_links(&self) {
        self.server.expire_links();
    }

    pub(crate) async fn stop(self) {
        self.server.stop().await;
    }

    pub(crate) fn follow(&mut self, world: &World) {
        let Self {
            server,
            absent,
            people,
            groups,
        } = self;
        server.edit(|directory| {
            for (number, person) in world.people.iter().enumerate() {
                follow_person(directory, people, *absent, number, person);
            }
            for (number, person) in world.there() {
                let boss = person.manager.filter(|boss| world.people[*boss].there);
                let boss = boss.map(|boss| people[&boss].as_str());
                let id = &people[&number];
                if directory.manager(id) != boss {
                    directory.set_manager(id, boss);
                }
            }
            follow_groups(directory, groups, people, *absent, world);
        });
    }
}

fn follow_person(
    directory: &mut PracticeDirectory,
    people: &mut BTreeMap<usize, String>,
    absent: Absent,
    number: usize,
    person: &Person,
) {
    let present = present(directory, ObjectKind::User);
    match (people.get(&number).cloned(), person.there) {
        (None, true) => {
            people.insert(number, directory.add_user(properties(person)));
        }
        (Some(id), true) => {
            if !present.contains(&id) {
                directory.restore(&id);
            }
            let held = directory.get(&id).expect("is there").properties.clone();
            for (name, value) in properties(person) {
                if held.get(&name) != Some(&value) {
                    directory.set(&id, &name, value);
                }
            }
        }
        (Some(id), false) if present.contains(&id) => {
            directory.delete(&id);
            if absent == Absent::Deleted {
                directory.purge(&id);
                people.remove(&number);
            }
        }
        (_, false) => {}
    }
}

fn follow_groups(
    directory: &mut PracticeDirectory,
    groups: &mut BTreeMap<String, String>,
    people: &BTreeMap<usize, String>,
    absent: Absent,
    world: &World,
) {
    let names: BTreeSet<String> = groups.keys().chain(world.groups.keys()).cloned().collect();
    for name in names {
        let present = present(directory, ObjectKind::Group);
        let Some(members) = world.groups.get(&name) else {
            let id = groups[&name].clone();
            if present.contains(&id) {
                directory.delete(&id);
            }
            if absent == Absent::Deleted {
                directory.purge(&id);
                groups.remove(&name);
            }
            continue;
        };
        let id = match groups.get(&name) {
            Some(id) => id.clone(),
            None => directory.add_group(&name),
        };
        groups.insert(name, id.clone());
        if !directory.present(ObjectKind::Group).contains(&id) {
            directory.restore(&id);
        }
        let wanted: BTreeSet<String> = members.iter().map(|who| people[who].clone()).collect();
        let held: BTreeSet<String> = directory.members(&id).into_iter().map(str::to_owned).collect();
        for member in wanted.difference(&held) {
            directory.add_member(&id, member);
        }
        for member in held.difference(&wanted) {
            directory.remove_member(&id, member);
        }
    }
}

fn present(directory: &PracticeDirectory, kind: ObjectKind) -> BTreeSet<String> {
    directory.present(kind).into_iter().collect()
}

fn properties(person: &Person) -> Map<String, Value> {
    let properties = json!({
        "accountEnabled": person.enabled,
        "userPrincipalName": person.user_name,
        "givenName": person.given,
        "surname": person.family,
        "displayName": person.display_name(),
        "mail": person.mail(),
        "mailNickname": person.nick(),
        "jobTitle": person.title,
        "department": person.department,
        "city": person.city,
        "businessPhones": person.phone.iter().collect::<Vec<_>>(),
    });
    match properties {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}
