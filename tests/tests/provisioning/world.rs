//! The directory as a test knows it, and what happens in it: joiners, movers, leavers, and the groups that they are in.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

/// Somebody, whether still there or not.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) user_name: String,
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) title: Option<String>,
    pub(crate) department: String,
    pub(crate) city: Option<String>,
    pub(crate) phone: Option<String>,
    /// A number of somebody who came before.
    pub(crate) manager: Option<usize>,
    pub(crate) enabled: bool,
    pub(crate) there: bool,
}

impl Person {
    pub(crate) fn display_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    pub(crate) fn mail(&self) -> String {
        self.user_name.replace("@corp.", "@mail.")
    }

    pub(crate) fn nick(&self) -> String {
        self.user_name.split('@').next().unwrap_or_default().to_owned()
    }
}

/// Everybody, the groups, who is assigned, and the scoping filter.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    /// Members by the group's name, which is its id too.
    pub(crate) groups: BTreeMap<String, BTreeSet<usize>>,
    pub(crate) assigned: BTreeSet<usize>,
    pub(crate) assigned_groups: BTreeSet<String>,
    /// Only people of this department are in scope.
    pub(crate) department: Option<String>,
    renames: usize,
}

/// Something that happens. Numbers stand for one of those there are.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Join {
        assigned: bool,
        manager: Option<usize>,
        enabled: bool,
    },
    Move {
        who: usize,
        department: usize,
        title: Option<usize>,
    },
    Relocate {
        who: usize,
        city: Option<usize>,
    },
    Block(usize),
    Unblock(usize),
    Delete(usize),
    Rehire(usize),
    Rename(usize),
    Manager {
        who: usize,
        boss: usize,
    },
    Assign(usize),
    Unassign(usize),
    EnterGroup {
        who: usize,
        group: usize,
    },
    LeaveGroup {
        who: usize,
        group: usize,
    },
    AssignGroup(usize),
    UnassignGroup(usize),
    Filter(Option<usize>),
}

const DEPARTMENTS: [&str; 3] = ["Sales", "Research & Development", "Легал"];
const GROUPS: [&str; 3] = ["All staff", "Leads", "Außendienst"];
const CITIES: [&str; 3] = ["Zürich", "São Paulo", "東京"];
const TITLES: [&str; 3] = ["Engineer", "Head of \"Things\"", "Übersetzer, vereidigt"];
const GIVEN: [&str; 6] = ["Amélie", "Taro", "Олена", "O'Neil", "Jürgen", "Ben"];
const FAMILY: [&str; 5] = ["Okoro", "山田", "Шевченко", "van der Berg", "Smith"];

/// What may happen.
pub(crate) fn event() -> impl Strategy<Value = Event> {
    let one = || 0_usize..64;
    prop_oneof![
        4 => (any::<bool>(), prop::option::of(one()), prop::bool::weighted(0.9))
            .prop_map(|(assigned, manager, enabled)| Event::Join { assigned, manager, enabled }),
        2 => (one(), one(), prop::option::of(one())).prop_map(|(who, department, title)| Event::Move { who, department, title }),
        1 => (one(), prop::option::of(one())).prop_map(|(who, city)| Event::Relocate { who, city }),
        1 => one().prop_map(Event::Block),
        1 => one().prop_map(Event::Unblock),
        1 => one().prop_map(Event::Delete),
        1 => one().prop_map(Event::Rehire),
        1 => one().prop_map(Event::Rename),
        2 => (one(), one()).prop_map(|(who, boss)| Event::Manager { who, boss }),
        2 => one().prop_map(Event::Assign),
        1 => one().prop_map(Event::Unassign),
        2 => (one(), one()).prop_map(|(who, group)| Event::EnterGroup { who, group }),
        1 => (one(), one()).prop_map(|(who, group)| Event::LeaveGroup { who, group }),
        1 => one().prop_map(Event::AssignGroup),
        1 => one().prop_map(Event::UnassignGroup),
        1 => prop::option::of(one()).prop_map(Event::Filter),
    ]
}

fn pick<'a>(from: &[&'a str], number: usize) -> &'a str {
    from[number % from.len()]
}

impl World {
    pub(crate) fn happen(&mut self, event: &Event) {
        let count = self.people.len();
        let at = |number: usize| (count > 0).then(|| number % count);
        match event {
            Event::Join {
                assigned,
                manager,
                enabled,
            } => self.join(*assigned, manager.and_then(at), *enabled),
            Event::Move { who, department, title } => {
                if let Some(who) = at(*who) {
                    pick(&DEPARTMENTS, *department).clone_into(&mut self.people[who].department);
                    self.people[who].title = title.map(|title| pick(&TITLES, title).to_owned());
                }
            }
            Event::Relocate { who, city } => {
                if let Some(who) = at(*who) {
                    self.people[who].city = city.map(|city| pick(&CITIES, city).to_owned());
                }
            }
            Event::Block(who) => self.change(at(*who), |person| person.enabled = false),
            Event::Unblock(who) => self.change(at(*who), |person| person.enabled = true),
            Event::Delete(who) => {
                if let Some(who) = at(*who).filter(|who| *who >= crate::FIRST) {
                    self.people[who].there = false;
                    self.assigned.remove(&who);
                    for members in self.groups.values_mut() {
                        members.remove(&who);
                    }
                }
            }
            Event::Rehire(who) => {
                if let Some(who) = at(*who).filter(|who| *who >= crate::FIRST) {
                    self.people[who].there = true;
                    self.people[who].enabled = true;
                    self.assigned.insert(who);
                }
            }
            Event::Rename(who) => {
                self.renames += 1;
                let number = self.renames;
                self.change(at(*who), |person| {
                    person.family = format!("{}-{}", pick(&FAMILY, number), number);
                    person.user_name = format!("renamed{number}@corp.example");
                });
            }
            Event::Manager { who, boss } => {
                if let Some(who) = at(*who)
                    && who > 0
                {
                    self.people[who].manager = Some(boss % who);
                }
            }
            Event::Assign(who) => {
                if let Some(who) = at(*who)
                    && self.people[who].there
                {
                    self.assigned.insert(who);
                }
            }
            Event::Unassign(who) => {
                if let Some(who) = at(*who) {
                    self.assigned.remove(&who);
                }
            }
            Event::EnterGroup { who, group } => {
                if let Some(who) = at(*who)
                    && self.people[who].there
                {
                    self.groups
                        .entry(pick(&GROUPS, *group).to_owned())
                        .or_default()
                        .insert(who);
                }
            }
            Event::LeaveGroup { who, group } => {
                if let (Some(who), Some(members)) = (at(*who), self.groups.get_mut(pick(&GROUPS, *group))) {
                    members.remove(&who);
                }
            }
            Event::AssignGroup(group) => {
                let group = pick(&GROUPS, *group);
                if self.groups.get(group).is_some_and(|members| !members.is_empty()) {
                    self.assigned_groups.insert(group.to_owned());
                }
            }
            Event::UnassignGroup(group) => {
                self.assigned_groups.remove(pick(&GROUPS, *group));
            }
            Event::Filter(department) => {
                self.department = department.map(|department| pick(&DEPARTMENTS, department).to_owned());
            }
        }
        // A group that nobody is in is in no file of people.
        self.groups.retain(|_, members| !members.is_empty());
    }

    fn change(&mut self, who: Option<usize>, change: impl FnOnce(&mut Person)) {
        if let Some(who) = who {
            change(&mut self.people[who]);
        }
    }

    fn join(&mut self, assigned: bool, manager: Option<usize>, enabled: bool) {
        let number = self.people.len();
        self.people.push(Person {
            id: format!("person-{number:03}"),
            user_name: format!("person{number}@corp.example"),
            given: pick(&GIVEN, number).to_owned(),
            family: pick(&FAMILY, number * 7 + 1).to_owned(),
            title: (!number.is_multiple_of(3)).then(|| pick(&TITLES, number).to_owned()),
            department: pick(&DEPARTMENTS, number / 2).to_owned(),
            city: number.is_multiple_of(2).then(|| pick(&CITIES, number).to_owned()),
            phone: number.is_multiple_of(4).then(|| format!("+41 44 {number:03} 00 00")),
            manager,
            enabled,
            there: true,
        });
        if assigned {
            self.assigned.insert(number);
        }
    }

    /// Those who are there, with their numbers.
    pub(crate) fn there(&self) -> impl Iterator<Item = (usize, &Person)> {
        self.people.iter().enumerate().filter(|(_, person)| person.there)
    }

    /// Whether somebody is to have an account: there, assigned, and let in by the filter.
    pub(crate) fn is_in_scope(&self, who: usize) -> bool {
        let person = &self.people[who];
        let by_group = || {
            (self.assigned_groups.iter())
                .filter_map(|group| self.groups.get(group))
                .any(|members| members.contains(&who))
        };
        person.there
            && (self.assigned.contains(&who) || by_group())
            && self
                .department
                .as_ref()
                .is_none_or(|department| *department == person.department)
    }
}
