//! Writing the file.

use serde::Serialize;
use toml_writer::{ToTomlValue as _, TomlStringBuilder};

use crate::model::{
    Apply, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup, MappingSource, Mappings,
    ObjectKind, ObjectMapping, WhenEmpty,
};

use super::{FORMAT, FORMAT_KEY};

const HEAD: &str = "\
# The attribute mappings of an app, written by Scimdesk to be kept under version control and read back.
# What is left out has its default. Lists keep their order.
";

const MAPPINGS: &str = "\
# Each fills a target from one source: attribute, constant, expression, or source = 'none'.
#   default     the value where the source has none
#   matching    the precedence, from 1, among the attributes that an existing account is found by
#   apply       always, on_create, when_target_empty, add_values or add_value; always is left out
#   when_empty  keep, clear or default; keep is left out
";

const FILTERS: &str =
    "# One filter lets an object in if all of its clauses are true. Without any, everybody is let in.\n";

const ATTRIBUTES: &str = "# What the directory's objects have, and the app's. Where no type is given it is string.\n";

/// Writes mappings as our own file. [`read`](super::read()) gives the same back.
pub fn write(mappings: &Mappings) -> String {
    let assignment = mappings.assignment;
    let mut file = File {
        text: format!("{HEAD}{FORMAT_KEY} = {FORMAT}\n"),
    };
    file.line("\n[assignment]");
    file.line("# assigned, or all");
    file.pair("who", &word(&assignment.who));
    file.pair("nested_groups", &assignment.nested_groups.to_string());
    file.pair("exclude_default_access", &assignment.exclude_default_access.to_string());
    file.line("\n[requests]");
    file.line("# rfc7644, entra_default or entra_062020");
    file.pair("profile", &word(&mappings.requests));
    for kind in ObjectKind::ALL {
        let name = match kind {
            ObjectKind::User => "users",
            ObjectKind::Group => "groups",
        };
        file.object(name, mappings.of(kind));
    }
    file.text
}

struct File {
    text: String,
}

impl File {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn pair(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    fn object(&mut self, name: &str, object: &ObjectMapping) {
        self.line(&format!("\n[{name}]"));
        self.pair("name", &quoted(&object.name));
        self.pair("enabled", &object.enabled.to_string());
        let actions: Vec<String> = [
            (object.actions.create, "create"),
            (object.actions.update, "update"),
            (object.actions.delete, "delete"),
        ]
        .into_iter()
        .filter(|(allowed, _)| *allowed)
        .map(|(_, name)| quoted(name))
        .collect();
        self.pair("actions", &format!("[{}]", actions.join(", ")));
        for (index, mapping) in object.mappings.iter().enumerate() {
            self.line("");
            if index == 0 {
                self.text.push_str(MAPPINGS);
            }
            self.mapping(name, mapping);
        }
        for (index, filter) in object.scope.iter().enumerate() {
            self.line("");
            if index == 0 {
                self.text.push_str(FILTERS);
            }
            self.filter(name, filter);
        }
        if !object.source.is_empty() || !object.target.is_empty() {
            self.line("");
            self.text.push_str(ATTRIBUTES);
            self.line(&format!("[{name}.attributes]"));
            self.rows("source", object.source.iter().map(attribute));
            self.rows("target", object.target.iter().map(attribute));
        }
    }

    fn mapping(&mut self, object: &str, mapping: &AttributeMapping) {
        self.line(&format!("[[{object}.mapping]]"));
        self.pair("target", &quoted(&mapping.target));
        match &mapping.source {
            MappingSource::Direct { attribute } => self.pair("attribute", &quoted(attribute)),
            MappingSource::Constant { value } => self.pair("constant", &quoted(value)),
            MappingSource::Expression { text } => self.pair("expression", &quoted(text)),
            MappingSource::None => self.pair("source", &quoted("none")),
        }
        if let Some(default) = &mapping.default_value {
            self.pair("default", &quoted(default));
        }
        if let Some(precedence) = mapping.matching {
            self.pair("matching", &precedence.to_string());
        }
        if mapping.apply != Apply::Always {
            self.pair("apply", &word(&mapping.apply));
        }
        if mapping.when_empty != WhenEmpty::Keep {
            self.pair("when_empty", &word(&mapping.when_empty));
        }
    }

    fn filter(&mut self, object: &str, filter: &FilterGroup) {
        self.line(&format!("[[{object}.filter]]"));
        self.pair("title", &quoted(&filter.title));
        self.rows("clauses", filter.clauses.iter().map(clause));
    }

    /// A list with one item on each line.
    fn rows(&mut self, key: &str, rows: impl ExactSizeIterator<Item = String>) {
        if rows.len() == 0 {
            return;
        }
        self.line(&format!("{key} = ["));
        for row in rows {
            self.line(&format!("  {row},"));
        }
        self.line("]");
    }
}

fn clause(clause: &Clause) -> String {
    let mut fields = vec![
        ("attribute", inline(&clause.attribute)),
        ("operator", inline(clause.operator.as_str())),
    ];
    fields.extend(clause.value.as_ref().map(|value| ("value", inline(value))));
    table(&fields)
}

fn attribute(definition: &AttributeDefinition) -> String {
    let mut fields = vec![("name", inline(&definition.name))];
    if definition.kind != AttributeType::String {
        fields.push(("type", word(&definition.kind)));
    }
    for (key, holds) in [
        ("multi_valued", definition.multi_valued),
        ("required", definition.required),
        ("case_exact", definition.case_exact),
        ("unique", definition.unique),
        ("primary_key", definition.anchor),
    ] {
        if holds {
            fields.push((key, true.to_string()));
        }
    }
    fields.extend(
        definition
            .filterable
            .map(|filterable| ("filterable", filterable.to_string())),
    );
    fields.extend(definition.max_length.map(|length| ("max_length", length.to_string())));
    if !definition.references.is_empty() {
        let references: Vec<String> = definition.references.iter().map(|object| inline(object)).collect();
        fields.push(("references", format!("[{}]", references.join(", "))));
    }
    table(&fields)
}

fn table(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A text after its key: in single quotes as it stands, over several lines if it has them; escaped only where it must be.
fn quoted(text: &str) -> String {
    let builder = TomlStringBuilder::new(text);
    // A carriage return before the end of a line would be read as a part of it.
    let over_lines = || {
        builder
            .as_ml_literal()
            .filter(|_| text.contains('\n') && !text.contains('\r'))
    };
    builder
        .as_literal()
        .or_else(over_lines)
        .unwrap_or_else(|| builder.as_basic())
        .to_toml_value()
}

/// A text in a row, which stays one line.
fn inline(text: &str) -> String {
    let builder = TomlStringBuilder::new(text);
    builder
        .as_literal()
        .unwrap_or_else(|| builder.as_basic())
        .to_toml_value()
}

/// A word of the model, as the model itself calls it.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => inline(&name),
        other => unreachable!("words of the model are texts: {other:?}"),
    }
}
