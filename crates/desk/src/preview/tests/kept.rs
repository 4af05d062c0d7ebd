//! Accounts that are kept from the first reading on: nothing is found otherwise, and less is read.

use std::sync::atomic::{AtomicUsize, Ordering};

use scimdesk_mapping::model::AttributeDefinition;
use serde_json::json;

use super::*;
use crate::preview::{
    accounts::{Index, KEPT, Key, Known, Match},
    value::Place,
};

/// Accounts that count how many were read by their numbers.
struct Counted(Held, AtomicUsize);

impl Accounts for Counted {
    fn count(&self) -> u64 {
        self.0.count()
    }

    fn each(&self, each: &mut dyn FnMut(Body) -> ControlFlow<()>) -> Result<(), DeskError> {
        self.0.each(each)
    }

    fn at(&self, numbers: &[u32]) -> Result<Vec<Body>, DeskError> {
        self.1.fetch_add(numbers.len(), Ordering::Relaxed);
        self.0.at(numbers)
    }
}

#[test]
fn whatever_is_kept_the_same_accounts_are_found_and_only_the_others_are_read_again() {
    let user_name = |text: &str| json!({"userName": text, "title": "as it was sent"});
    let held = Held::of(["amelie", "ben", "twin", "Twin", "zoe"].map(user_name));
    let ben = &held.0[1];
    // No other is smaller.
    let one = size_of::<Body>() + ben.id.len() + ben.name.len() + ben.raw.len();
    let accounts = Counted(held, AtomicUsize::new(0));
    let text = |text: &str| vec![Some(text.to_owned())];
    let people = ["amelie", "ben", "twin", "nobody", "zoe"].map(text);
    for (keep, read) in [(0, 5), (one - 1, 5), (one, 4), (KEPT, 0)] {
        let key = Key {
            place: Place::new(ObjectKind::User, "userName"),
            definition: AttributeDefinition::default(),
        };
        let index = Index::read(vec![key], &accounts, keep, &mut |_| true);
        let index = index.expect("no error").expect("goes to its end");
        accounts.1.store(0, Ordering::Relaxed);
        let mut known = Known::default();
        let found = index.find(&people, &accounts, &mut known).expect("no error");
        assert_eq!(
            found,
            [
                Match::One(16),
                Match::One(32),
                Match::Several,
                Match::None,
                Match::One(80)
            ],
            "{keep} bytes"
        );
        let ben = known.get(32).map(|(id, account)| (id.as_str(), account.to_value()));
        assert_eq!(ben, Some(("a1", user_name("ben"))), "{keep} bytes");
        let zoe = index.by_id(&[None, Some("a4"), Some("a9")], &accounts, &mut known);
        assert_eq!(zoe.expect("no error"), [None, Some(80), None], "{keep} bytes");
        assert_eq!(accounts.1.load(Ordering::Relaxed), read, "{keep} bytes");
    }
}
