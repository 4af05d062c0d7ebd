//! Scoping filters and assignment, as a user of the crate asks them.

mod assignment;
mod filters;
mod text;

use scimdesk_mapping::model::{Clause, FilterGroup, FilterOperator};

fn clause(attribute: &str, operator: FilterOperator, value: Option<&str>) -> Clause {
    Clause {
        attribute: attribute.to_owned(),
        operator,
        value: value.map(str::to_owned),
    }
}

fn group(title: &str, clauses: Vec<Clause>) -> FilterGroup {
    FilterGroup {
        title: title.to_owned(),
        clauses,
    }
}
