//! Who is who: people named by others are found by id, user name, mail and the like, and circles are noted.

use std::collections::HashMap;

use petgraph::{Directed, Graph, algo::kosaraju_scc, graph::NodeIndex};
use serde_json::{Map, Value};

use crate::error::Note;

/// By what a person can be named by others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// The id.
    pub id: &'a str,
    /// `userPrincipalName`
    pub user_name: Option<&'a str>,
    /// `mail`
    pub mail: Option<&'a str>,
    /// `employeeId`
    pub employee_id: Option<&'a str>,
    /// `distinguishedName`, by which LDAP names people.
    pub distinguished_name: Option<&'a str>,
}

/// A group whose members are named as its source names them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NamedGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// All attributes but the members.
    pub attributes: Map<String, Value>,
    /// Members by id, user name, mail or the like, and groups by id or name.
    pub members: Vec<String>,
}

/// A group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// All attributes but the members.
    pub attributes: Map<String, Value>,
    /// Who is directly in it, each once.
    pub members: Vec<Member>,
}

/// A member of a group, by id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Member {
    /// A person.
    Person(String),
    /// A group.
    Group(String),
}

/// Everybody, as far as others can name them.
#[derive(Debug, Default)]
pub struct Roster {
    ids: Vec<Box<str>>,
    /// Managers as they are named, by number of the person.
    managers: Vec<(u32, Box<str>)>,
    by_id: HashMap<Box<str>, u32>,
    /// In lower case; `None` where several people have it.
    by_name: HashMap<Box<str>, Option<u32>>,
    user_names_twice: u64,
    first_twice: Option<String>,
}

/// Who manages whom and who is in which group.
#[derive(Debug, Default)]
pub struct Settled {
    /// The manager of each person who has one, both by their numbers; ordered.
    managers: Vec<(u32, u32)>,
    ids: Vec<Box<str>>,
    /// The groups, in the order given.
    pub groups: Vec<Group>,
    /// What is odd.
    pub notes: Vec<Note>,
}

impl Settled {
    /// The id of a person's manager. People are numbered from 0 as they were added.
    pub fn manager(&self, person: u32) -> Option<&str> {
        let at = self
            .managers
            .binary_search_by_key(&person, |(person, _)| *person)
            .ok()?;
        let (_, manager) = self.managers.get(at)?;
        self.ids.get(*manager as usize).map(AsRef::as_ref)
    }
}

impl Roster {
    /// Adds a person, and by what name the source calls the manager. Returns the person's number, counted from 0; an id that
    /// is there already is an error, which tells the number of the person who has it.
    pub fn add(&mut self, names: Names<'_>, manager: Option<&str>) -> Result<u32, u32> {
        if let Some(taken) = self.by_id.get(names.id) {
            return Err(*taken);
        }
        let number = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(names.id.into());
        self.by_id.insert(names.id.into(), number);
        if let Some(manager) = manager {
            self.managers.push((number, manager.into()));
        }
        let user_name = names.user_name.map(str::to_lowercase);
        if let Some(name) = &user_name
            && self.call(name.as_str().into(), number)
        {
            self.user_names_twice += 1;
            self.first_twice.get_or_insert_with(|| name.clone());
        }
        let others = [names.mail, names.employee_id, names.distinguished_name];
        for name in others.into_iter().flatten().map(str::to_lowercase) {
            if Some(&name) != user_name.as_ref() {
                self.call(name.into(), number);
            }
        }
        Ok(number)
    }

    /// Remembers a name; `true` where another person has it.
    fn call(&mut self, name: Box<str>, number: u32) -> bool {
        let known = self.by_name.entry(name).or_insert(Some(number));
        let is_taken = *known != Some(number);
        if is_taken {
            *known = None;
        }
        is_taken
    }

    fn find(&self, name: &str) -> Option<u32> {
        let name = name.trim();
        self.by_id
            .get(name)
            .copied()
            .or_else(|| self.by_name.get(name.to_lowercase().as_str()).copied().flatten())
    }

    /// Finds out who managers and members are. Takes time in proportion to people and memberships.
    pub fn settle(self, groups: Vec<NamedGroup>) -> Settled {
        let mut notes = Vec::new();
        if let Some(first) = self.first_twice.clone() {
            notes.push(Note::UserNamesTwice {
                people: self.user_names_twice,
                first,
            });
        }
        let managers = self.settle_managers(&mut notes);
        let groups = self.settle_groups(groups, &mut notes);
        Settled {
            managers,
            ids: self.ids,
            groups,
            notes,
        }
    }

    fn settle_managers(&self, notes: &mut Vec<Note>) -> Vec<(u32, u32)> {
        let mut managers = Vec::with_capacity(self.managers.len());
        let mut missing = (0, None);
        for (person, name) in &self.managers {
            if let Some(manager) = self.find(name) {
                managers.push((*person, manager));
            } else {
                missing.0 += 1;
                missing.1.get_or_insert_with(|| name.to_string());
            }
        }
        if let (people, Some(first)) = missing {
            notes.push(Note::ManagersMissing { people, first });
        }
        let circle = in_circles(&managers);
        if let Some(first) = circle.first().and_then(|first| self.ids.get(*first as usize)) {
            notes.push(Note::ManagerCircle {
                people: circle.len() as u64,
                first: first.to_string(),
            });
        }
        managers
    }

    fn settle_groups(&self, named: Vec<NamedGroup>, notes: &mut Vec<Note>) -> Vec<Group> {
        let mut by_id: HashMap<String, u32> = HashMap::new();
        let mut by_name: HashMap<String, Option<u32>> = HashMap::new();
        for (number, group) in (0..).zip(&named) {
            by_id.entry(group.id.clone()).or_insert(number);
            by_name
                .entry(group.name.to_lowercase())
                .and_modify(|known| *known = None)
                .or_insert(Some(number));
        }
        let ids: Vec<String> = named.iter().map(|group| group.id.clone()).collect();
        let mut missing = (0, None);
        let mut nested = Vec::new();
        let mut groups = Vec::with_capacity(named.len());
        for (number, group) in (0..).zip(named) {
            let mut members = Vec::with_capacity(group.members.len());
            let mut seen = std::collections::HashSet::with_capacity(group.members.len());
            for name in group.members {
                let person = self.find(&name);
                let inner = by_id
                    .get(&name)
                    .copied()
                    .or_else(|| by_name.get(&name.to_lowercase()).copied().flatten());
                let member = match (person.and_then(|person| self.ids.get(person as usize)), inner) {
                    (Some(id), _) => Member::Person(id.to_string()),
                    (None, Some(inner)) => {
                        nested.push((number, inner));
                        Member::Group(ids[inner as usize].clone())
                    }
                    (None, None) => {
                        missing.0 += 1;
                        missing.1.get_or_insert(name);
                        continue;
                    }
                };
                if seen.insert(member.clone()) {
                    members.push(member);
                }
            }
            groups.push(Group {
                id: group.id,
                name: group.name,
                attributes: group.attributes,
                members,
            });
        }
        if let (members, Some(first)) = missing {
            notes.push(Note::MembersMissing { members, first });
        }
        let circle = in_circles(&nested);
        if let Some(first) = circle.first().and_then(|first| groups.get(*first as usize)) {
            notes.push(Note::GroupCircle {
                groups: circle.len() as u64,
                first: first.name.clone(),
            });
        }
        groups
    }
}

/// Who is in a circle, ascending: whoever gets back to themselves along the edges.
fn in_circles(edges: &[(u32, u32)]) -> Vec<u32> {
    let graph = Graph::<(), (), Directed, u32>::from_edges(edges);
    let loops = |node: NodeIndex<u32>| graph.contains_edge(node, node);
    let mut members: Vec<u32> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|component| component.len() > 1 || component.iter().any(|node| loops(*node)))
        .flatten()
        .map(|node| u32::try_from(node.index()).unwrap_or(u32::MAX))
        .collect();
    members.sort_unstable();
    members
}

#[cfg(test)]
mod tests {
    use super::in_circles;

    #[test]
    fn those_in_circles_are_told_from_those_beside_them() {
        type Edges = &'static [(u32, u32)];
        let cases: [(Edges, &[u32]); 6] = [
            (&[], &[]),
            (&[(0, 1), (1, 2), (3, 2)], &[]),
            (&[(0, 0), (1, 0)], &[0]),
            (&[(0, 1), (1, 2), (2, 0), (3, 0)], &[0, 1, 2]),
            // 2 stands between two circles.
            (&[(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 3)], &[0, 1, 3, 4]),
            (&[(5, 6), (6, 5)], &[5, 6]),
        ];
        for (edges, expected) in cases {
            assert_eq!(in_circles(edges), expected, "{edges:?}");
        }
    }

    #[test]
    fn a_chain_of_a_million_is_no_danger() {
        let mut chain: Vec<(u32, u32)> = (1..1_000_000).map(|n| (n, n - 1)).collect();
        assert_eq!(in_circles(&chain), [0; 0]);
        chain.push((0, 999_999));
        assert_eq!(in_circles(&chain).len(), 1_000_000);
    }
}
