//! Who is provisioned by assignment, and through what.

use std::collections::{HashMap, VecDeque};

use crate::{
    expression::Role,
    model::{AssignmentRules, Who},
};

/// The id of the role *Default Access*, in every Entra app.
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// A person or a group, by its id in the directory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A person.
    Person(String),
    /// A group.
    Group(String),
}

/// That somebody is assigned to the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub principal: Principal,
    /// With which role. None at all, and the role of the all-zero id, are *Default Access*.
    pub role: Option<Role>,
}

/// That somebody is directly in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The id of the group.
    pub group: String,
    /// Who is in it.
    pub member: Principal,
}

/// Who is assigned, made once of all assignments and memberships and asked for many people.
///
/// Takes time and memory for each assignment and each membership once, times the number of different roles where groups in groups
/// count. Groups that are in one another are no danger.
#[derive(Debug)]
pub struct AssignmentGraph {
    rules: AssignmentRules,
    /// The different roles, in the order of the assignments; `None` is *Default Access*.
    roles: Vec<Option<Role>>,
    groups: Groups,
    people: HashMap<Box<str>, Links>,
}

/// What leads to a person.
#[derive(Debug, Default)]
struct Links {
    /// Roles of assignments of the person's own.
    direct: Vec<usize>,
    /// Groups that the person is directly in, and that are assigned.
    groups: Vec<usize>,
}

#[derive(Debug, Default)]
struct Groups {
    places: HashMap<Box<str>, usize>,
    names: Vec<Box<str>>,
    /// Roles of assignments of the group's own.
    direct: Vec<Vec<usize>>,
    /// The groups that are assigned with each role.
    assigned: Vec<Vec<usize>>,
    /// The groups that are directly in the group.
    members: Vec<Vec<usize>>,
    /// The roles that lead to the group's members, in their order.
    reached: Vec<Vec<Reach>>,
}

#[derive(Clone, Copy, Debug)]
struct Reach {
    role: usize,
    /// The group that this one is in, where the assignment is not its own.
    from: Option<usize>,
}

/// One way that leads from an assignment to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through<'g> {
    /// The role; `None` is *Default Access*.
    pub role: Option<&'g Role>,
    /// The assigned group first, and the one that the person is in last; empty where the person is assigned.
    pub groups: Vec<&'g str>,
    /// Whether it counts: *Default Access* does not where the rules say so.
    pub counts: bool,
}

impl AssignmentGraph {
    /// Works out who is assigned. Memberships of groups that the directory does not have, and the same one twice, do no harm.
    pub fn new(
        rules: AssignmentRules,
        assignments: impl IntoIterator<Item = Assignment>,
        memberships: impl IntoIterator<Item = Membership>,
    ) -> Self {
        let mut graph = Self {
            rules,
            roles: Vec::new(),
            groups: Groups::default(),
            people: HashMap::new(),
        };
        let mut places: HashMap<Option<Role>, usize> = HashMap::new();
        for Assignment { principal, role } in assignments {
            let role = role.filter(|role| !is_default_access(role));
            let (roles, assigned) = (&mut graph.roles, &mut graph.groups.assigned);
            let role = *places.entry(role).or_insert_with_key(|role| {
                roles.push(role.clone());
                assigned.push(Vec::new());
                roles.len() - 1
            });
            match principal {
                Principal::Person(id) => {
                    let direct = &mut graph.people.entry(id.into()).or_default().direct;
                    if !direct.contains(&role) {
                        direct.push(role);
                    }
                }
                Principal::Group(id) => graph.groups.assign(&id, role),
            }
        }
        for Membership { group, member } in memberships {
            graph.add(&group, member);
        }
        for role in 0..graph.roles.len() {
            graph.groups.reach(role);
        }
        let reached = &graph.groups.reached;
        graph.people.retain(|_, links| {
            links.groups.retain(|group| !reached[*group].is_empty());
            links.groups.sort_unstable();
            links.groups.dedup();
            !links.direct.is_empty() || !links.groups.is_empty()
        });
        graph
    }

    fn add(&mut self, group: &str, member: Principal) {
        // Without groups in groups, those that are not assigned lead nowhere.
        let group = match self.groups.places.get(group) {
            Some(group) => *group,
            None if self.rules.nested_groups => self.groups.place(group),
            None => return,
        };
        match member {
            Principal::Person(id) => self.people.entry(id.into()).or_default().groups.push(group),
            Principal::Group(id) if self.rules.nested_groups => {
                let member = self.groups.place(&id);
                self.groups.members[group].push(member);
            }
            Principal::Group(_) => {}
        }
    }

    /// Whether a person is provisioned, as far as assignment goes.
    pub fn is_assigned(&self, person: &str) -> bool {
        self.rules.who == Who::All
            || (self.people.get(person)).is_some_and(|links| self.leading(links).any(|reach| self.counts(reach.role)))
    }

    /// Whether a group is provisioned, as far as assignment goes. A group in an assigned group is not: only its members may be.
    pub fn is_group_assigned(&self, group: &str) -> bool {
        let has_role = |group: &usize| self.groups.direct[*group].iter().any(|role| self.counts(*role));
        self.rules.who == Who::All || self.groups.places.get(group).is_some_and(has_role)
    }

    /// Every way that leads from an assignment to a person, the person's own first; of each group and role the shortest one.
    pub fn through(&self, person: &str) -> Vec<Through<'_>> {
        let Some(links) = self.people.get(person) else {
            return Vec::new();
        };
        let direct = links.direct.iter().map(|role| self.way(*role, Vec::new()));
        let groups = links.groups.iter().flat_map(|group| {
            (self.groups.reached[*group].iter()).map(|reach| self.way(reach.role, self.groups.chain(*group, *reach)))
        });
        direct.chain(groups).collect()
    }

    fn way<'g>(&'g self, role: usize, groups: Vec<&'g str>) -> Through<'g> {
        Through {
            role: self.roles[role].as_ref(),
            groups,
            counts: self.counts(role),
        }
    }

    /// The roles of a person, each once: the value of `appRoleAssignments`. Those of the person's own assignments come first, then those
    /// of groups in the order of the assignments. *Default Access* is none.
    pub fn roles(&self, person: &str) -> Vec<Role> {
        let Some(links) = self.people.get(person) else {
            return Vec::new();
        };
        let mut places: Vec<usize> = links.direct.clone();
        let mut of_groups: Vec<usize> = (links.groups.iter())
            .flat_map(|group| self.groups.reached[*group].iter().map(|reach| reach.role))
            .filter(|role| !links.direct.contains(role))
            .collect();
        of_groups.sort_unstable();
        of_groups.dedup();
        places.append(&mut of_groups);
        places.into_iter().filter_map(|role| self.roles[role].clone()).collect()
    }

    fn leading<'g>(&'g self, links: &'g Links) -> impl Iterator<Item = Reach> + 'g {
        let direct = links.direct.iter().map(|role| Reach {
            role: *role,
            from: None,
        });
        direct.chain(
            links
                .groups
                .iter()
                .flat_map(|group| self.groups.reached[*group].iter().copied()),
        )
    }

    fn counts(&self, role: usize) -> bool {
        !self.rules.exclude_default_access || self.roles[role].is_some()
    }
}

impl Groups {
    fn place(&mut self, id: &str) -> usize {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let place = self.names.len();
        self.places.insert(id.into(), place);
        self.names.push(id.into());
        self.direct.push(Vec::new());
        self.members.push(Vec::new());
        self.reached.push(Vec::new());
        place
    }

    fn assign(&mut self, id: &str, role: usize) {
        let group = self.place(id);
        if !self.direct[group].contains(&role) {
            self.direct[group].push(role);
            self.assigned[role].push(group);
        }
    }

    /// Follows one role from the groups that are assigned with it to the groups in them; each group is visited once.
    fn reach(&mut self, role: usize) {
        let assigned = self.assigned[role].iter();
        let mut open: VecDeque<(usize, Option<usize>)> = assigned.map(|group| (*group, None)).collect();
        while let Some((group, from)) = open.pop_front() {
            // Roles are followed one after the other.
            if self.reached[group].last().is_some_and(|reach| reach.role == role) {
                continue;
            }
            self.reached[group].push(Reach { role, from });
            open.extend(self.members[group].iter().map(|member| (*member, Some(group))));
        }
    }

    /// The groups from the assigned one to this one.
    fn chain(&self, group: usize, reach: Reach) -> Vec<&str> {
        let mut chain = vec![&*self.names[group]];
        let mut from = reach.from;
        while let Some(group) = from {
            chain.push(&*self.names[group]);
            let before = self.reached[group].iter().find(|before| before.role == reach.role);
            from = before.and_then(|before| before.from);
        }
        chain.reverse();
        chain
    }
}

fn is_default_access(role: &Role) -> bool {
    match role.id.as_deref() {
        Some(id) => id == DEFAULT_ACCESS,
        None => role.name().is_none(),
    }
}
