//! A document that comes from somebody else takes a bounded amount of memory.

use scimdesk_mapping::{
    check::{Field, Place, ProblemKind, Severity},
    flow::CompiledObject,
    model::{Clause, FilterGroup, FilterOperator, Mappings},
    scope::CompiledScope,
};

use crate::{expression, found, good, mapping};

/// Many large regular expressions, each of which is fine alone.
const COUNT: usize = 12;

fn large_mappings(mappings: &mut Mappings) {
    let text = r#"Replace([jobTitle], , "\\w{1,25}", , "")"#;
    let large = (0..COUNT).map(|number| mapping(&format!("tag{number}"), expression(text)));
    mappings.users.mappings.extend(large);
}

fn large_filters(mappings: &mut Mappings) {
    let clause = Clause {
        attribute: "jobTitle".to_owned(),
        operator: FilterOperator::RegexMatch,
        value: Some(r"^\w{1,25}$".to_owned()),
    };
    mappings.users.scope = (0..COUNT)
        .map(|number| FilterGroup {
            title: number.to_string(),
            clauses: vec![clause.clone()],
        })
        .collect();
}

/// How many errors say that a regular expression is too large, and whether the first one, which fits, is among them.
fn too_large(change: fn(&mut Mappings), first: &Place) -> (usize, bool) {
    let problems = found(change);
    let errors: Vec<_> = (problems.iter())
        .filter(|problem| problem.kind.severity() == Severity::Error)
        .collect();
    assert!(
        errors.iter().all(|problem| problem.kind.code() == "pattern_too_large"),
        "{errors:?}"
    );
    (errors.len(), errors.iter().any(|problem| problem.place == *first))
}

#[test]
fn the_patterns_of_all_mappings_are_so_large_together_and_no_larger() {
    let first = Place::Mapping {
        index: 1,
        field: Field::Source,
    };
    let (errors, is_first_among_them) = too_large(large_mappings, &first);
    assert!((1..COUNT).contains(&errors) && !is_first_among_them, "{errors}");
    let mut mappings = good();
    large_mappings(&mut mappings);
    let refused = CompiledObject::new(&mappings.users).expect_err("they are too large together");
    assert_eq!(refused.len(), errors);
    assert!(
        refused
            .iter()
            .all(|problem| matches!(problem.kind, ProblemKind::Expression(_)))
    );
}

#[test]
fn the_patterns_of_all_filters_are_so_large_together_and_no_larger() {
    let first = Place::Filter {
        group: 0,
        clause: Some(0),
    };
    let (errors, is_first_among_them) = too_large(large_filters, &first);
    assert!((1..COUNT).contains(&errors) && !is_first_among_them, "{errors}");
    let mut mappings = good();
    large_filters(&mut mappings);
    let refused = CompiledScope::new(&mappings.users.scope).expect_err("they are too large together");
    assert_eq!(refused.len(), errors);
}
