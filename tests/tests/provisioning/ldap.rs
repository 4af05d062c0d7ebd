//! A real LDAP server as the source of truth.

use std::collections::{BTreeSet, HashSet};

use ldap3::{Ldap, Mod};
use scimdesk_desk::wire::{AbsentMeans, DirectorySource, LdapSource, LdapWatermark};

use crate::{
    model::Absent,
    slapd::{ADMIN, BASE, PASSWORD, Recipe, Slapd},
    world::{Person, World},
};

/// An OpenLDAP server that is changed entry by entry.
pub(crate) struct LdapTree {
    server: Slapd,
    held: World,
}

impl LdapTree {
    /// `None` where this machine has no `slapd`, which is said.
    pub(crate) fn start() -> Option<Self> {
        Some(Self {
            server: Slapd::start(&Recipe::default())?,
            held: World::default(),
        })
    }

    pub(crate) fn source(&self, absent: Absent) -> (DirectorySource, &'static str) {
        let named = |source: &str, ldap: &str| (source.to_owned(), ldap.to_owned());
        let source = LdapSource {
            url: format!("ldap://127.0.0.1:{}", self.server.plain),
            bind_dn: ADMIN.to_owned(),
            base: BASE.to_owned(),
            people_filter: "(objectClass=inetOrgPerson)".to_owned(),
            groups_filter: "(objectClass=groupOfNames)".to_owned(),
            id_attribute: "employeeNumber".to_owned(),
            attributes: vec![
                named("userPrincipalName", "description"),
                named("mailNickname", "initials"),
                named("accountEnabled", "employeeType"),
                named("department", "departmentNumber"),
            ],
            member_attribute: "member".to_owned(),
            group_name_attribute: "cn".to_owned(),
            watermark: LdapWatermark::ModifyTimestamp,
            // Several pages even of a few people.
            page_size: 5,
            absent: match absent {
                Absent::SwitchedOff => AbsentMeans::Disabled,
                Absent::Deleted => AbsentMeans::Deleted,
            },
            ..LdapSource::default()
        };
        (DirectorySource::Ldap(source), PASSWORD)
    }

    pub(crate) async fn follow(&mut self, world: &World) {
        let mut ldap = self.server.admin().await;
        for (number, person) in world.people.iter().enumerate() {
            let was_there = self.held.people.get(number).is_some_and(|held| held.there);
            match (was_there, person.there) {
                (false, true) => add(&mut ldap, person, world).await,
                (true, true) => replace(&mut ldap, person, world).await,
                (true, false) => {
                    let gone = ldap.delete(&dn(person)).await.expect("answers");
                    gone.success().expect("is deleted");
                }
                (false, false) => {}
            }
        }
        let names: BTreeSet<&String> = self.held.groups.keys().chain(world.groups.keys()).collect();
        for name in names {
            let entry = format!("cn={name},ou=groups,{BASE}");
            let members = world
                .groups
                .get(name)
                .map(|members| -> HashSet<String> { members.iter().map(|who| dn(&world.people[*who])).collect() });
            let done = match (self.held.groups.contains_key(name), members) {
                (false, Some(members)) => {
                    let one = |value: &str| HashSet::from([value.to_owned()]);
                    let classes = ["groupOfNames", "extensibleObject"].map(str::to_owned);
                    let attributes = vec![
                        ("objectClass".to_owned(), HashSet::from(classes)),
                        ("cn".to_owned(), one(name)),
                        ("employeeNumber".to_owned(), one(name)),
                        ("member".to_owned(), members),
                    ];
                    ldap.add(&entry, attributes).await
                }
                (true, Some(members)) => {
                    ldap.modify(&entry, vec![Mod::Replace("member".to_owned(), members)])
                        .await
                }
                (true, None) => ldap.delete(&entry).await,
                (false, None) => continue,
            };
            done.expect("answers").success().expect("is done");
        }
        ldap.unbind().await.expect("parts");
        self.held = world.clone();
    }
}

fn dn(person: &Person) -> String {
    format!("uid={},ou=people,{BASE}", person.id)
}

/// What an entry has besides its class and its name; no value where there is none.
fn attributes(person: &Person, world: &World) -> Vec<(String, HashSet<String>)> {
    let manager = person.manager.map(|boss| &world.people[boss]).filter(|boss| boss.there);
    let values: [(&str, Option<String>); 13] = [
        ("employeeNumber", Some(person.id.clone())),
        ("description", Some(person.user_name.clone())),
        ("cn", Some(person.display_name())),
        ("displayName", Some(person.display_name())),
        ("givenName", Some(person.given.clone())),
        ("sn", Some(person.family.clone())),
        ("mail", Some(person.mail())),
        ("initials", Some(person.nick())),
        ("title", person.title.clone()),
        ("departmentNumber", Some(person.department.clone())),
        ("l", person.city.clone()),
        ("telephoneNumber", person.phone.clone()),
        ("manager", manager.map(dn)),
    ];
    let enabled = ("employeeType".to_owned(), HashSet::from([person.enabled.to_string()]));
    (values.into_iter())
        .map(|(name, value)| (name.to_owned(), value.into_iter().collect()))
        .chain([enabled])
        .collect()
}

async fn add(ldap: &mut Ldap, person: &Person, world: &World) {
    let class = ("objectClass".to_owned(), HashSet::from(["inetOrgPerson".to_owned()]));
    let own = attributes(person, world)
        .into_iter()
        .filter(|(_, values)| !values.is_empty());
    let uid = ("uid".to_owned(), HashSet::from([person.id.clone()]));
    let all = [class, uid].into_iter().chain(own).collect();
    let added = ldap.add(&dn(person), all).await.expect("answers");
    added.success().expect("is added");
}

async fn replace(ldap: &mut Ldap, person: &Person, world: &World) {
    let changes = attributes(person, world).into_iter();
    let changes = changes.map(|(name, values)| Mod::Replace(name, values)).collect();
    let changed = ldap.modify(&dn(person), changes).await.expect("answers");
    changed.success().expect("is changed");
}
