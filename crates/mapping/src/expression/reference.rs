//! The reference for people, made from the table of functions.

use std::fmt::Write as _;

use super::{Example, Family, Function, Repeat};

/// The functions of the language as a page of Markdown: how each is called, what it gives, and examples.
pub fn reference() -> String {
    let mut page = String::from(
        "# Expressions: the functions\n\n\
         An expression is a call of a function. Its arguments are text in double quotes, attributes in brackets, numbers and further\n\
         calls. What stands in braces may be left out: `Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")`.\n\n\
         This page is made from the table of functions, and a test holds it to it:\n\
         `cargo run -p scimdesk-mapping --example reference > docs/expressions.md`.\n",
    );
    for family in Family::ALL {
        // Writing to a text does not fail.
        let _ = write!(page, "\n## {}\n", family.title());
        for function in Function::all().filter(|function| function.family == family) {
            describe(&mut page, function);
        }
    }
    page
}

fn describe(page: &mut String, function: &Function) {
    let _ = write!(page, "\n### `{}`\n\n{}\n", function.signature(), function.summary);
    if function.legacy {
        page.push_str("Kept for old mappings.\n");
    }
    if function.outermost {
        page.push_str("Only as the outermost function.\n");
    }
    if !function.parameters.is_empty() {
        page.push('\n');
    }
    for parameter in function.parameters {
        let _ = writeln!(page, "- `{}`: {}", parameter.name, parameter.summary);
    }
    match function.repeat {
        Repeat::No => {}
        Repeat::Last => page.push_str("- …: more like the last\n"),
        Repeat::Pairs => page.push_str("- …: more such pairs\n"),
    }
    if function.examples.is_empty() {
        return;
    }
    page.push_str("\n```text\n");
    for example in function.examples {
        let _ = writeln!(page, "{} → {}{}", example.expression, result(example), person(example));
    }
    page.push_str("```\n");
}

fn result(example: &Example) -> String {
    match example.result {
        [] => "nothing".to_owned(),
        values => quoted(values),
    }
}

fn person(example: &Example) -> String {
    let attributes: Vec<String> = (example.person.iter())
        .map(|(name, values)| format!("[{name}] {}", quoted(values)))
        .collect();
    match attributes.join(", ") {
        none if none.is_empty() => none,
        attributes => format!("   where {attributes}"),
    }
}

/// Each value in quotes.
fn quoted(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    values.join(" ")
}
