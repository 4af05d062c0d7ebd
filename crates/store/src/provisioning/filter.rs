//! Conditions of a search, and the values in them.

use rusqlite::types::Value;

use crate::search::fold;

/// Conditions that all have to hold.
pub(super) struct Filter {
    text: String,
    values: Vec<Value>,
}

impl Filter {
    pub(super) fn new(condition: &str, value: impl Into<Value>) -> Self {
        Self {
            text: condition.to_owned(),
            values: vec![value.into()],
        }
    }

    /// Adds a condition with one `?`.
    pub(super) fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
        self.values.push(value.into());
    }

    /// Adds a condition with two `?`.
    pub(super) fn and_pair(&mut self, condition: &str, (first, second): (i64, i64)) {
        self.and(condition, first);
        self.values.push(second.into());
    }

    /// The same as `and` where there is a value.
    pub(super) fn and_some(&mut self, condition: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    /// One of the columns contains the text, whatever the letter case and accents. Empty text is in all.
    pub(super) fn containing(&mut self, columns: &[&str], text: &str) {
        let folded = fold(text);
        if folded.is_empty() {
            return;
        }
        self.text.push_str(" AND (");
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                self.text.push_str(" OR ");
            }
            self.text.push_str("instr(folded(");
            self.text.push_str(column);
            self.text.push_str("), ?) > 0");
            self.values.push(folded.clone().into());
        }
        self.text.push(')');
    }

    /// As it stands after `WHERE`.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn values(&self) -> impl rusqlite::Params + '_ {
        rusqlite::params_from_iter(&self.values)
    }
}
