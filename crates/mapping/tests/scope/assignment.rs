use std::collections::{BTreeSet, HashSet};

use proptest::prelude::*;
use scimdesk_mapping::{
    expression::Role,
    model::{AssignmentRules, Who},
    scope::{Assignment, AssignmentGraph, Membership, Principal},
};

const DIRECT: AssignmentRules = AssignmentRules {
    who: Who::Assigned,
    nested_groups: false,
    exclude_default_access: false,
};
const NESTED: AssignmentRules = AssignmentRules {
    nested_groups: true,
    ..DIRECT
};

fn role(name: &str) -> Role {
    Role {
        id: Some(format!("id-{name}")),
        value: Some(name.to_lowercase()),
        display_name: Some(name.to_owned()),
    }
}

/// A person is written `ada`, a group `#sales`.
fn principal(text: &str) -> Principal {
    match text.strip_prefix('#') {
        Some(group) => Principal::Group(group.to_owned()),
        None => Principal::Person(text.to_owned()),
    }
}

fn graph(rules: AssignmentRules, assignments: &[(&str, Option<Role>)], members: &[(&str, &str)]) -> AssignmentGraph {
    AssignmentGraph::new(
        rules,
        assignments.iter().map(|(who, role)| Assignment {
            principal: principal(who),
            role: role.clone(),
        }),
        members.iter().map(|(group, member)| Membership {
            group: group.trim_start_matches('#').to_owned(),
            member: principal(member),
        }),
    )
}

fn role_names(graph: &AssignmentGraph, person: &str) -> Vec<String> {
    (graph.roles(person).iter())
        .map(|role| role.name().unwrap_or_default().to_owned())
        .collect()
}

/// Each way as `Role: #group > #group`.
fn ways(graph: &AssignmentGraph, person: &str) -> Vec<String> {
    (graph.through(person).iter())
        .map(|through| {
            let role = through.role.and_then(Role::name).unwrap_or("Default Access");
            let not = if through.counts { "" } else { " (does not count)" };
            format!("{role}: {}{not}", through.groups.join(" > "))
        })
        .collect()
}

#[test]
fn people_are_assigned_themselves_or_as_direct_members_of_a_group() {
    let graph = graph(
        DIRECT,
        &[("ada", Some(role("Admin"))), ("#sales", Some(role("Reader")))],
        &[
            ("#sales", "bob"),
            ("#sales", "#emea"),
            ("#emea", "cleo"),
            ("#legal", "dan"),
        ],
    );
    for (person, expected) in [
        ("ada", true),
        ("bob", true),
        ("cleo", false),
        ("dan", false),
        ("eve", false),
    ] {
        assert_eq!(graph.is_assigned(person), expected, "{person}");
    }
    assert_eq!(ways(&graph, "ada"), ["Admin: "]);
    assert_eq!(ways(&graph, "bob"), ["Reader: sales"]);
    assert!(ways(&graph, "cleo").is_empty());
    assert_eq!(role_names(&graph, "bob"), ["Reader"]);
}

#[test]
fn groups_in_groups_count_only_where_that_is_chosen() {
    let assignments = [("#sales", Some(role("Reader")))];
    let members = [("#sales", "#emea"), ("#emea", "#france"), ("#france", "cleo")];
    assert!(!graph(DIRECT, &assignments, &members).is_assigned("cleo"));
    let nested = graph(NESTED, &assignments, &members);
    assert!(nested.is_assigned("cleo"));
    assert_eq!(ways(&nested, "cleo"), ["Reader: sales > emea > france"]);
    // The group that is assigned is provisioned; those in it are not.
    assert!(nested.is_group_assigned("sales"));
    assert!(!nested.is_group_assigned("emea"));
    assert!(!nested.is_group_assigned("unheard of"));
}

#[test]
fn groups_that_are_in_one_another_are_no_danger() {
    let graph = graph(
        NESTED,
        &[("#a", Some(role("Reader"))), ("#c", Some(role("Admin")))],
        &[("#a", "#b"), ("#b", "#c"), ("#c", "#a"), ("#b", "#b"), ("#c", "ada")],
    );
    assert_eq!(ways(&graph, "ada"), ["Reader: a > b > c", "Admin: c"]);
}

#[test]
fn everybody_is_assigned_where_the_rules_say_so() {
    let rules = AssignmentRules {
        who: Who::All,
        ..DIRECT
    };
    let graph = graph(rules, &[("ada", Some(role("Admin")))], &[]);
    assert!(graph.is_assigned("nobody in particular"));
    assert!(graph.is_group_assigned("any"));
    assert_eq!(role_names(&graph, "ada"), ["Admin"]);
}

#[test]
fn default_access_counts_unless_it_is_excluded_and_is_never_a_role() {
    let zero = Some(Role {
        id: Some("00000000-0000-0000-0000-000000000000".to_owned()),
        value: None,
        display_name: Some("Default Access".to_owned()),
    });
    for default in [None, zero, Some(Role::default())] {
        let assignments = [
            ("ada", default.clone()),
            ("#sales", default),
            ("bob", Some(role("Reader"))),
        ];
        let members = [("#sales", "bob"), ("#sales", "cleo")];
        let included = graph(DIRECT, &assignments, &members);
        assert!(["ada", "bob", "cleo"].iter().all(|person| included.is_assigned(person)));
        assert!(role_names(&included, "ada").is_empty());
        assert_eq!(role_names(&included, "bob"), ["Reader"]);

        let rules = AssignmentRules {
            exclude_default_access: true,
            ..DIRECT
        };
        let excluded = graph(rules, &assignments, &members);
        assert!(!excluded.is_assigned("ada"));
        assert!(!excluded.is_assigned("cleo"));
        assert!(excluded.is_assigned("bob"));
        assert!(!excluded.is_group_assigned("sales"));
        assert_eq!(ways(&excluded, "cleo"), ["Default Access: sales (does not count)"]);
        assert_eq!(
            ways(&excluded, "bob"),
            ["Reader: ", "Default Access: sales (does not count)"]
        );
    }
}

#[test]
fn roles_come_once_the_persons_own_first_and_then_in_the_order_of_the_assignments() {
    let graph = graph(
        NESTED,
        &[
            ("#a", Some(role("Reader"))),
            ("#b", Some(role("Auditor"))),
            ("#b", Some(role("Reader"))),
            ("ada", Some(role("Admin"))),
            ("ada", Some(role("Admin"))),
        ],
        &[("#b", "ada"), ("#b", "ada"), ("#a", "ada")],
    );
    assert_eq!(role_names(&graph, "ada"), ["Admin", "Reader", "Auditor"]);
}

#[test]
fn a_chain_of_a_hundred_thousand_groups_is_followed() {
    let count = 100_000;
    let memberships = (0..count).map(|number| Membership {
        group: number.to_string(),
        // The last is in the first: a circle.
        member: Principal::Group(((number + 1) % count).to_string()),
    });
    let ada = Membership {
        group: (count - 1).to_string(),
        member: Principal::Person("ada".to_owned()),
    };
    let assigned = Assignment {
        principal: Principal::Group("0".to_owned()),
        role: None,
    };
    let graph = AssignmentGraph::new(NESTED, [assigned], memberships.chain([ada]));
    assert!(graph.is_assigned("ada"));
    assert_eq!(graph.through("ada")[0].groups.len(), count);
}

/// Groups 0 to 5 and people 6 to 9, by number.
fn named(number: usize) -> String {
    if number < 6 {
        format!("#{number}")
    } else {
        number.to_string()
    }
}

proptest! {
    /// The graph agrees with following every membership until nothing new comes of it.
    #[test]
    fn who_is_assigned_is_who_can_be_reached(
        assigned in prop::collection::vec((0_usize..10, 0_usize..3), 0..5),
        members in prop::collection::vec((0_usize..6, 0_usize..10), 0..16),
        nested: bool,
    ) {
        let roles = ["Reader", "Admin", "Auditor"];
        let assignments: Vec<_> = assigned.iter().map(|(who, number)| (named(*who), Some(role(roles[*number])))).collect();
        let borrowed: Vec<_> = assignments.iter().map(|(who, role)| (who.as_str(), role.clone())).collect();
        let names: Vec<_> = members.iter().map(|(group, member)| (named(*group), named(*member))).collect();
        let pairs: Vec<_> = names.iter().map(|(group, member)| (group.as_str(), member.as_str())).collect();
        let graph = graph(AssignmentRules { nested_groups: nested, ..DIRECT }, &borrowed, &pairs);

        let mut reached: HashSet<(usize, usize)> = assigned.iter().copied().collect();
        loop {
            let before = reached.len();
            for (group, member) in &members {
                for role in 0..3 {
                    let starts = if nested { reached.contains(&(*group, role)) } else { assigned.contains(&(*group, role)) };
                    if starts && (nested || *member >= 6) {
                        reached.insert((*member, role));
                    }
                }
            }
            if reached.len() == before {
                break;
            }
        }
        for person in 6..10 {
            let expected: BTreeSet<_> = (0..3).filter(|role| reached.contains(&(person, *role))).map(|role| roles[role].to_owned()).collect();
            let found: BTreeSet<_> = role_names(&graph, &named(person)).into_iter().collect();
            prop_assert_eq!(graph.is_assigned(&named(person)), !expected.is_empty());
            prop_assert_eq!(found, expected);
            // Each way is one that exists.
            for through in graph.through(&named(person)) {
                let mut chain: Vec<String> = through.groups.iter().map(|group| format!("#{group}")).collect();
                chain.push(named(person));
                prop_assert!(borrowed.iter().any(|(who, role)| *who == chain[0] && role.as_ref() == through.role));
                for step in chain.windows(2) {
                    prop_assert!(pairs.contains(&(step[0].as_str(), step[1].as_str())), "{:?}", chain);
                }
            }
        }
    }
}
