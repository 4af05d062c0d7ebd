//! Who is linked to which account, and who will be: what references are resolved by while something is planned.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    sync::RwLockReadGuard,
};

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::requests::References;
use scimdesk_store::{AccountLink, LinkState, Store};

use super::written::Written;
use crate::{error::store_error, preview::store_kind, wire::DeskError};

/// What is known of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) account: Box<str>,
    pub(crate) account_name: Box<str>,
    pub(crate) person_name: Box<str>,
    pub(crate) state: LinkState,
    pub(crate) wanted: Option<i64>,
    /// Of the references that were sent last; see [`Written`].
    pub(crate) references: Option<i64>,
    pub(crate) left_at: Option<Timestamp>,
}

impl Linked {
    pub(crate) fn of(link: AccountLink) -> Self {
        Self {
            references: Written::references_in(&link.written),
            account: link.account.into(),
            account_name: link.account_name.into(),
            person_name: link.person_name.into(),
            state: link.state,
            wanted: link.wanted,
            left_at: link.left_at,
        }
    }
}

/// An account that is not linked yet.
#[derive(Debug, Clone)]
enum Expected {
    /// It is there, and will be linked.
    Account(Box<str>),
    /// It will be made.
    New,
}

/// The links of people, or of groups.
#[derive(Default)]
struct Roll {
    linked: HashMap<Box<str>, Linked>,
    /// Who has an account, by its id.
    people: HashMap<Box<str>, Box<str>>,
    expected: HashMap<Box<str>, (Expected, Box<str>)>,
}

/// All links of a tenant, and those that a plan leads to.
#[derive(Default)]
pub(crate) struct Links {
    users: Roll,
    groups: Roll,
    /// Whether the list of accounts is proven complete.
    pub(crate) is_complete: bool,
    /// Whether the directory is proven to hold everybody.
    pub(crate) directory_proven: bool,
}

impl Links {
    pub(crate) fn read(store: &Store, tenant: &str) -> Result<Self, DeskError> {
        let mut links = Self::default();
        for kind in ObjectKind::ALL {
            let roll = links.roll_mut(kind);
            let each = store.each_link(tenant, store_kind(kind), |link| {
                let person: Box<str> = link.person.clone().into();
                let linked = Linked::of(link);
                roll.people.insert(linked.account.clone(), person.clone());
                roll.linked.insert(person, linked);
                ControlFlow::Continue(())
            });
            each.map_err(|error| store_error(&error))?;
        }
        Ok(links)
    }

    fn roll(&self, kind: ObjectKind) -> &Roll {
        match kind {
            ObjectKind::User => &self.users,
            ObjectKind::Group => &self.groups,
        }
    }

    fn roll_mut(&mut self, kind: ObjectKind) -> &mut Roll {
        match kind {
            ObjectKind::User => &mut self.users,
            ObjectKind::Group => &mut self.groups,
        }
    }

    pub(crate) fn of(&self, kind: ObjectKind, person: &str) -> Option<&Linked> {
        self.roll(kind).linked.get(person)
    }

    /// Everybody who is linked.
    pub(crate) fn everybody(&self, kind: ObjectKind) -> HashSet<Box<str>> {
        self.roll(kind).linked.keys().cloned().collect()
    }

    /// Who has this account, or will have it.
    pub(crate) fn person_of(&self, kind: ObjectKind, account: &str) -> Option<&str> {
        self.roll(kind).people.get(account).map(|person| &**person)
    }

    /// The name of who has this account.
    pub(crate) fn name_of_account(&self, account: &str) -> Option<String> {
        ObjectKind::ALL.into_iter().find_map(|kind| {
            let roll = self.roll(kind);
            let person = roll.people.get(account)?;
            let linked = roll.linked.get(person).map(|linked| &linked.person_name);
            let name = linked.or_else(|| roll.expected.get(person).map(|(_, name)| name))?;
            Some(name.to_string())
        })
    }

    /// The name of a person or group that has an account, or will have one.
    pub(crate) fn name_of_person(&self, person: &str) -> Option<String> {
        ObjectKind::ALL.into_iter().find_map(|kind| {
            let roll = self.roll(kind);
            let linked = roll.linked.get(person).map(|linked| &linked.person_name);
            let name = linked.or_else(|| roll.expected.get(person).map(|(_, name)| name))?;
            Some(name.to_string())
        })
    }

    /// Somebody will be linked to an account that is there.
    pub(crate) fn expect_account(&mut self, kind: ObjectKind, person: &str, name: &str, account: &str) {
        let roll = self.roll_mut(kind);
        roll.people.insert(account.into(), person.into());
        let expected = Expected::Account(account.into());
        roll.expected.insert(person.into(), (expected, name.into()));
    }

    /// An account will be made for somebody.
    pub(crate) fn expect_new(&mut self, kind: ObjectKind, person: &str, name: &str) {
        let roll = self.roll_mut(kind);
        roll.expected.insert(person.into(), (Expected::New, name.into()));
    }

    /// A plan links somebody, or makes an account for them. Links that are there hold.
    pub(super) fn expect(&mut self, kind: ObjectKind, person: &str, name: &str, account: Option<&str>) {
        if self.of(kind, person).is_some() {
            return;
        }
        match account {
            Some(account) if self.person_of(kind, account).is_some_and(|other| other != person) => {}
            Some(account) => self.expect_account(kind, person, name, account),
            None => self.expect_new(kind, person, name),
        }
    }

    /// A link was made, or changed.
    pub(crate) fn put(&mut self, link: AccountLink) {
        let kind = match link.kind {
            scimdesk_store::Kind::User => ObjectKind::User,
            scimdesk_store::Kind::Group => ObjectKind::Group,
        };
        let person: Box<str> = link.person.clone().into();
        self.remove(kind, &person);
        let roll = self.roll_mut(kind);
        let linked = Linked::of(link);
        roll.people.insert(linked.account.clone(), person.clone());
        roll.linked.insert(person, linked);
    }

    /// A link is no more.
    pub(crate) fn remove(&mut self, kind: ObjectKind, person: &str) {
        let roll = self.roll_mut(kind);
        roll.expected.remove(person);
        if let Some(linked) = roll.linked.remove(person) {
            roll.people.remove(&linked.account);
        }
    }

    /// The account that somebody has, or will have, at the app now.
    fn account(&self, person: &str) -> Option<&str> {
        ObjectKind::ALL.into_iter().find_map(|kind| {
            let roll = self.roll(kind);
            if let Some(linked) = roll.linked.get(person) {
                return Some(&*linked.account);
            }
            match roll.expected.get(person) {
                Some((Expected::Account(account), _)) => Some(&**account),
                _ => None,
            }
        })
    }

    fn is_new(&self, person: &str) -> bool {
        ObjectKind::ALL.into_iter().any(|kind| {
            let expected = self.roll(kind).expected.get(person);
            expected.is_some_and(|(expected, _)| matches!(expected, Expected::New))
        })
    }
}

/// As they are: what can be sent now.
impl References for Links {
    fn account_of(&self, person: &str) -> Option<String> {
        self.account(person).map(str::to_owned)
    }

    fn knows_all(&self) -> bool {
        self.is_complete
    }

    fn keeps_members(&self) -> bool {
        !self.directory_proven
    }
}

/// As they will be, for whoever shows requests.
pub(crate) struct Expecting<'p>(pub(super) RwLockReadGuard<'p, Links>);

impl References for Expecting<'_> {
    fn account_of(&self, person: &str) -> Option<String> {
        Future(&self.0).account_of(person)
    }

    fn knows_all(&self) -> bool {
        self.0.is_complete
    }
}

/// As they will be: `{id of …}` stands for the account that is yet to be made.
pub(super) struct Future<'l>(pub(super) &'l Links);

impl References for Future<'_> {
    fn account_of(&self, person: &str) -> Option<String> {
        let links = self.0;
        let new = || links.is_new(person).then(|| format!("{{id:{person}}}"));
        links.account(person).map(str::to_owned).or_else(new)
    }

    fn knows_all(&self) -> bool {
        self.0.is_complete
    }

    fn keeps_members(&self) -> bool {
        !self.0.directory_proven
    }
}
