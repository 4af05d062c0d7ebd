use super::is_plain;
use crate::model::{Clause, FilterGroup};

/// Filters as text, one a line: [`read`](super::read) gives the same filters, where every clause has the value that its operator takes.
pub fn print(groups: &[FilterGroup]) -> String {
    let mut text = String::new();
    for group in groups {
        if !group.title.is_empty() || group.clauses.is_empty() {
            quote(&group.title, &mut text);
            text.push(':');
            if !group.clauses.is_empty() {
                text.push(' ');
            }
        }
        for (index, clause) in group.clauses.iter().enumerate() {
            if index > 0 {
                text.push_str(" AND ");
            }
            print_into(clause, &mut text);
        }
        text.push('\n');
    }
    text
}

/// A clause as text: `department EQUALS "sales"`.
pub fn print_clause(clause: &Clause) -> String {
    let mut text = String::new();
    print_into(clause, &mut text);
    text
}

fn print_into(clause: &Clause, text: &mut String) {
    if is_plain(&clause.attribute) {
        text.push_str(&clause.attribute);
    } else {
        quote(&clause.attribute, text);
    }
    text.push(' ');
    text.push_str(clause.operator.as_str());
    if let Some(value) = clause.value.as_deref().filter(|_| clause.operator.takes_value()) {
        text.push(' ');
        quote(value, text);
    }
}

fn quote(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text.push('"');
}
