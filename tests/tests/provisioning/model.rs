//! What a tenant has to hold after each cycle, computed without the product: from what Microsoft documents of its provisioning
//! service ("How Application Provisioning works in Microsoft Entra ID") and of each app (its provisioning tutorial).

use std::collections::{BTreeMap, BTreeSet};

use crate::world::{Person, World};

/// What it means that somebody is no longer in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// Soft-deleted: the account is switched off.
    SwitchedOff,
    /// Deleted for good, and so is the account.
    Deleted,
}

/// An attribute of an account, and what fills it.
pub(crate) type Field = (&'static str, fn(&Person) -> Option<String>);

const CORE: [Field; 3] = [
    ("userName", |person| Some(person.user_name.clone())),
    ("name.givenName", |person| Some(person.given.clone())),
    ("name.familyName", |person| Some(person.family.clone())),
];
const DISPLAY_NAME: Field = ("displayName", |person| Some(person.display_name()));
const MAIL: Field = (r#"emails[type eq "work"].value"#, |person| Some(person.mail()));
const TITLE: Field = ("title", |person| person.title.clone());

/// An app, as its tutorial lists its attributes.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) id: &'static str,
    pub(crate) fields: Vec<Field>,
    pub(crate) has_manager: bool,
    pub(crate) has_groups: bool,
}

impl App {
    pub(crate) fn all() -> Vec<Self> {
        let app = |id, more: &[Field], has_manager, has_groups| Self {
            id,
            fields: CORE.iter().chain(more).copied().collect(),
            has_manager,
            has_groups,
        };
        vec![
            app("wedo", &[DISPLAY_NAME, MAIL, TITLE], false, false),
            app(
                "workgrid",
                &[
                    DISPLAY_NAME,
                    MAIL,
                    TITLE,
                    (r#"phoneNumbers[type eq "work"].value"#, |person| person.phone.clone()),
                    (r#"addresses[type eq "work"].locality"#, |person| person.city.clone()),
                    ("externalId", |person| Some(person.nick())),
                ],
                true,
                true,
            ),
            app(
                "workteam",
                &[
                    DISPLAY_NAME,
                    MAIL,
                    TITLE,
                    ("nickName", |person| Some(person.nick())),
                    (
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                        |person| Some(person.department.clone()),
                    ),
                ],
                true,
                false,
            ),
            app("ideo", &[MAIL], false, true),
            app("documo", &[], false, false),
        ]
    }
}

/// An account that has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) fields: BTreeMap<&'static str, String>,
    pub(crate) active: bool,
    /// The manager's user name; none also where the manager's account is gone.
    pub(crate) manager: Option<String>,
}

/// All that a tenant has to hold: accounts by user name, members' user names by group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tenant {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) groups: BTreeMap<String, BTreeSet<String>>,
}

impl Tenant {
    /// Where this one is not as wanted: what it has, and what it should have.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<String> {
        let accounts = self.accounts.keys().chain(wanted.accounts.keys());
        let groups = self.groups.keys().chain(wanted.groups.keys());
        let accounts = accounts.collect::<BTreeSet<_>>().into_iter().filter_map(|name| {
            let (has, should) = (self.accounts.get(name), wanted.accounts.get(name));
            (has != should).then(|| format!("{name} is {has:?} and should be {should:?}"))
        });
        let groups = groups.collect::<BTreeSet<_>>().into_iter().filter_map(|name| {
            let (has, should) = (self.groups.get(name), wanted.groups.get(name));
            (has != should).then(|| format!("group {name} has {has:?} and should have {should:?}"))
        });
        accounts.chain(groups).collect()
    }
}

/// A tenant on its way through the cycles.
pub(crate) struct Model {
    app: App,
    absent: Absent,
    accounts: BTreeMap<usize, Held>,
    groups: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Held {
    fields: BTreeMap<&'static str, String>,
    active: bool,
    manager: Option<usize>,
}

impl Model {
    pub(crate) fn new(app: App, absent: Absent) -> Self {
        Self {
            app,
            absent,
            accounts: BTreeMap::new(),
            groups: BTreeSet::new(),
        }
    }

    /// One cycle over the directory as it is now.
    pub(crate) fn cycle(&mut self, world: &World) {
        for (number, person) in world.people.iter().enumerate() {
            self.person(world, number, person);
        }
        for (number, person) in world.there() {
            let has_account = |who: &usize| self.accounts.contains_key(who);
            // A manager who has left is no longer named by the directory.
            let boss = person
                .manager
                .filter(|boss| world.people[*boss].there && has_account(boss));
            if self.app.has_manager
                && world.is_in_scope(number)
                && let (Some(boss), Some(held)) = (boss, self.accounts.get_mut(&number))
            {
                held.manager = Some(boss);
            }
        }
        if self.app.has_groups {
            self.groups = (world.assigned_groups.iter())
                .filter(|group| world.groups.contains_key(*group))
                .cloned()
                .collect();
        }
    }

    fn person(&mut self, world: &World, number: usize, person: &Person) {
        let filled = || {
            self.app
                .fields
                .iter()
                .filter_map(|(target, fill)| Some((*target, fill(person)?)))
        };
        if !person.there && self.absent == Absent::Deleted {
            self.accounts.remove(&number);
        } else if world.is_in_scope(number) {
            if let Some(held) = self.accounts.get_mut(&number) {
                // What became empty stays, as Microsoft Entra leaves it.
                held.fields.extend(filled());
                held.active = person.enabled;
            } else if person.enabled {
                let held = Held {
                    fields: filled().collect(),
                    active: true,
                    manager: None,
                };
                self.accounts.insert(number, held);
            }
        } else if let Some(held) = self.accounts.get_mut(&number) {
            held.active = false;
        }
    }

    /// What the tenant has to hold now.
    pub(crate) fn tenant(&self, world: &World) -> Tenant {
        let user_name = |who: &usize| self.accounts.get(who).map(|held| held.fields["userName"].clone());
        let accounts = self.accounts.values().map(|held| {
            let account = Account {
                fields: held.fields.clone(),
                active: held.active,
                manager: held.manager.as_ref().and_then(user_name),
            };
            (held.fields["userName"].clone(), account)
        });
        let groups = self.groups.iter().map(|group| {
            let members = world.groups[group].iter().filter_map(user_name).collect();
            (group.clone(), members)
        });
        Tenant {
            accounts: accounts.collect(),
            groups: groups.collect(),
        }
    }
}
