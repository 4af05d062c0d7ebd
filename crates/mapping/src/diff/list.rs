//! What is different between two lists of named things.

use std::collections::HashMap;

use super::{Changes, Difference, Setting, Shown, Subject};
use crate::model::ObjectKind;

/// A thing of a list.
pub(super) trait Listed: PartialEq {
    /// What tells it apart. Two of the same name are told apart by their order.
    fn name(&self) -> &str;

    /// The whole.
    fn whole(&self) -> Shown;

    /// What is different of two of the same name.
    fn changes(&self, to: &Self) -> Changes;
}

/// A name, and how many of the same name come before it.
type Key<'a> = (&'a str, usize);

pub(super) fn compare<T: Listed>(
    object: ObjectKind,
    from: &[T],
    to: &[T],
    subject: fn(String) -> Subject,
    order: Setting,
) -> Vec<Difference> {
    let (from_keys, to_keys) = (keys(from), keys(to));
    let before: HashMap<Key<'_>, &T> = from_keys.iter().copied().zip(from).collect();
    let after: HashMap<Key<'_>, &T> = to_keys.iter().copied().zip(to).collect();
    let difference = |name: &str, field, from, to| Difference {
        object: Some(object),
        subject: subject(name.to_owned()),
        field,
        from,
        to,
    };
    let mut found = Vec::new();
    for (key, now) in to_keys.iter().zip(to) {
        match before.get(key) {
            None => found.push(difference(now.name(), None, None, Some(now.whole()))),
            Some(was) => found.extend(
                (was.changes(now).into_iter()).map(|(field, from, to)| difference(now.name(), Some(field), from, to)),
            ),
        }
    }
    for (key, was) in from_keys.iter().zip(from) {
        if !after.contains_key(key) {
            found.push(difference(was.name(), None, Some(was.whole()), None));
        }
    }
    let stayed = |keys: &[Key<'_>], other: &HashMap<Key<'_>, &T>| -> Vec<(String, usize)> {
        (keys.iter().filter(|key| other.contains_key(*key)))
            .map(|(name, place)| ((*name).to_owned(), *place))
            .collect()
    };
    let (was, is) = (stayed(&from_keys, &after), stayed(&to_keys, &before));
    if was != is {
        let names = |keys: Vec<(String, usize)>| Shown::Names(keys.into_iter().map(|(name, _)| name).collect());
        found.push(Difference {
            object: Some(object),
            subject: Subject::Setting(order),
            field: None,
            from: Some(names(was)),
            to: Some(names(is)),
        });
    }
    found
}

fn keys<T: Listed>(list: &[T]) -> Vec<Key<'_>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    list.iter()
        .map(|thing| {
            let count = seen.entry(thing.name()).or_default();
            *count += 1;
            (thing.name(), *count - 1)
        })
        .collect()
}
