//! What is different between two mappings, filters or attributes of the same name.

use super::{DifferingField as Field, Shown, list::Listed};
use crate::{
    model::{AttributeDefinition, AttributeMapping, FilterGroup},
    scope::print_clause,
};

/// Fields, as they were and as they are.
pub(super) type Changes = Vec<(Field, Option<Shown>, Option<Shown>)>;

fn compare<T: PartialEq>(changes: &mut Changes, field: Field, from: &T, to: &T, shown: impl Fn(&T) -> Option<Shown>) {
    if from != to {
        changes.push((field, shown(from), shown(to)));
    }
}

fn flag(changes: &mut Changes, field: Field, from: bool, to: bool) {
    compare(changes, field, &from, &to, |flag| Some(Shown::Flag(*flag)));
}

impl Listed for AttributeMapping {
    fn name(&self) -> &str {
        &self.target
    }

    fn whole(&self) -> Shown {
        Shown::Mapping(Box::new(self.clone()))
    }

    fn changes(&self, to: &Self) -> Changes {
        let Self {
            target: _,
            source,
            default_value,
            matching,
            apply,
            when_empty,
        } = self;
        let mut changes = Changes::new();
        let found = &mut changes;
        compare(found, Field::Source, source, &to.source, |source| {
            Some(Shown::Source(source.clone()))
        });
        compare(found, Field::DefaultValue, default_value, &to.default_value, |value| {
            value.clone().map(Shown::Text)
        });
        compare(found, Field::Matching, matching, &to.matching, |matching| {
            matching.map(Shown::Number)
        });
        compare(found, Field::Apply, apply, &to.apply, |apply| {
            Some(Shown::Apply(*apply))
        });
        compare(found, Field::WhenEmpty, when_empty, &to.when_empty, |when_empty| {
            Some(Shown::WhenEmpty(*when_empty))
        });
        changes
    }
}

impl Listed for FilterGroup {
    fn name(&self) -> &str {
        &self.title
    }

    fn whole(&self) -> Shown {
        Shown::Filter(self.clone())
    }

    fn changes(&self, to: &Self) -> Changes {
        let Self { title: _, clauses } = self;
        let mut changes = Changes::new();
        compare(&mut changes, Field::Clauses, clauses, &to.clauses, |clauses| {
            Some(Shown::Names(clauses.iter().map(print_clause).collect()))
        });
        changes
    }
}

impl Listed for AttributeDefinition {
    fn name(&self) -> &str {
        &self.name
    }

    fn whole(&self) -> Shown {
        Shown::Attribute(Box::new(self.clone()))
    }

    fn changes(&self, to: &Self) -> Changes {
        let Self {
            name: _,
            kind,
            multi_valued,
            required,
            case_exact,
            unique,
            anchor,
            filterable,
            max_length,
            references,
        } = self;
        let mut changes = Changes::new();
        let found = &mut changes;
        compare(found, Field::Type, kind, &to.kind, |kind| Some(Shown::Type(*kind)));
        flag(found, Field::MultiValued, *multi_valued, to.multi_valued);
        flag(found, Field::Required, *required, to.required);
        flag(found, Field::CaseExact, *case_exact, to.case_exact);
        flag(found, Field::Unique, *unique, to.unique);
        flag(found, Field::Anchor, *anchor, to.anchor);
        compare(found, Field::Filterable, filterable, &to.filterable, |filterable| {
            filterable.map(Shown::Flag)
        });
        compare(found, Field::MaxLength, max_length, &to.max_length, |length| {
            length.map(Shown::Number)
        });
        compare(found, Field::References, references, &to.references, |references| {
            Some(Shown::Names(references.clone()))
        });
        changes
    }
}
