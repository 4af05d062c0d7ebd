//! Counts in words that fit one and many.
//!
//! *Knows:* the messages `count-…` of the catalogue. *Must not know:* what is counted, and where the words are shown.

use crate::words::say;

/// `1 account`, `1,200 accounts`.
pub fn accounts(count: u64) -> String {
    say!("count-accounts", count = count)
}

/// `1 group`, `2 groups`.
pub fn groups(count: u64) -> String {
    say!("count-groups", count = count)
}

/// `1 change`, `2 changes`.
pub fn changes(count: u64) -> String {
    say!("count-changes", count = count)
}

/// `1 reference or membership`, `2 references and memberships`.
pub fn memberships(count: u64) -> String {
    say!("count-memberships", count = count)
}

/// `1 failure to try again`, `2 failures to try again`.
pub fn retries(count: u64) -> String {
    say!("count-retries", count = count)
}

/// `1 of 3 assignments names nobody in HR`.
pub fn lost_assignments(lost: u64, all: u64, directory: &str) -> String {
    say!(
        "count-lost-assignments",
        lost = lost,
        all = all,
        directory = directory.to_owned()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_counted_as_one_and_many_as_many() {
        for (said, words) in [
            (accounts(0), "0 accounts"),
            (accounts(1), "1 account"),
            (accounts(1_200), "1,200 accounts"),
            (groups(1), "1 group"),
            (groups(2), "2 groups"),
            (changes(1), "1 change"),
            (changes(2), "2 changes"),
            (memberships(1), "1 reference or membership"),
            (memberships(2), "2 references and memberships"),
            (retries(1), "1 failure to try again"),
            (retries(0), "0 failures to try again"),
            (lost_assignments(1, 1, "HR"), "The only assignment names nobody in HR"),
            (lost_assignments(1, 3, "HR"), "1 of 3 assignments names nobody in HR"),
            (lost_assignments(2, 3, "HR"), "2 of 3 assignments name nobody in HR"),
        ] {
            assert_eq!(said, words);
        }
    }
}
