//! Laying a list of ours over a list of the document, so that each item keeps what only the document knows of it.

use std::{
    collections::{HashMap, VecDeque},
    fmt::Debug,
    mem,
};

use serde_json::Value;

/// What two items have in common if one became the other.
type Key<T> = fn(&T) -> String;

/// Brings the items into our order. An item becomes the one that is equal to it, or else one with the first key that they share; what
/// is left over is taken out. `write` gets the item, ours, and what it was; of an item that is new, `null` and nothing.
///
/// `theirs` are the items as they were read, one for each.
pub(super) fn merge<T: PartialEq + Debug>(
    items: &mut Vec<Value>,
    ours: &[T],
    theirs: &[T],
    keys: &[Key<T>],
    mut write: impl FnMut(&mut Value, &T, Option<&T>),
) {
    debug_assert_eq!(items.len(), theirs.len());
    let mut old = mem::take(items);
    for (item, place) in ours.iter().zip(pair(ours, theirs, keys)) {
        let mut value = place.map_or(Value::Null, |place| mem::take(&mut old[place]));
        write(&mut value, item, place.map(|place| &theirs[place]));
        items.push(value);
    }
}

/// For each of ours the place of the one that it was.
fn pair<T: Debug>(ours: &[T], theirs: &[T], keys: &[Key<T>]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; ours.len()];
    let mut taken = vec![false; theirs.len()];
    let whole: Key<T> = |item| format!("{item:?}");
    for key in [whole].iter().chain(keys) {
        let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (place, item) in theirs.iter().enumerate().filter(|(place, _)| !taken[*place]) {
            free.entry(key(item)).or_default().push_back(place);
        }
        for (pair, item) in pairs.iter_mut().zip(ours).filter(|(pair, _)| pair.is_none()) {
            *pair = free.get_mut(&key(item)).and_then(VecDeque::pop_front);
            if let Some(place) = *pair {
                taken[place] = true;
            }
        }
    }
    pairs
}
