//! Prevents accidental deletions: how many accounts one cycle may switch off or delete, and whose are never touched.
//!
//! As Microsoft Entra's *accidental deletions prevention*, which counts users and groups that would be disabled or deleted in one cycle.
//! Microsoft says "met" in one place and "exceeded" in another; here more than the limit trips, as many as it do not.

/// Changes from which on a share counts: one of three people is a third of them and no accident.
const SHARE_FROM: u64 = 3;

/// How many at once are still no accident.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Limits {
    /// More than so many, users and groups together. `None`: any number.
    pub count: Option<u64>,
    /// More than this share of the linked accounts, or of the linked groups, percent; from three changes on. `None`: any share.
    pub share: Option<f64>,
}

/// What one cycle would switch off or delete of one type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Losses {
    /// To be disabled or deleted.
    pub losing: u64,
    /// Linked now, those included.
    pub linked: u64,
}

/// Why a cycle's disables and deletions wait for a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tripped {
    /// More than [`Limits::count`].
    Count {
        /// So many.
        losing: u64,
        /// Allowed.
        limit: u64,
    },
    /// More than [`Limits::share`].
    Share {
        /// So many.
        losing: u64,
        /// Of so many.
        linked: u64,
        /// Allowed, percent.
        limit: f64,
    },
}

/// Whether a cycle would take away too much. Each item of `losses` is one type of object.
pub fn tripped(losses: &[Losses], limits: Limits) -> Option<Tripped> {
    let losing = losses.iter().map(|of| of.losing).sum();
    if let Some(limit) = limits.count
        && losing > limit
    {
        return Some(Tripped::Count { losing, limit });
    }
    let limit = limits.share?;
    losses
        .iter()
        .find(|of| of.losing >= SHARE_FROM && is_more_than(of, limit))
        .map(|of| Tripped::Share {
            losing: of.losing,
            linked: of.linked,
            limit,
        })
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn is_more_than(of: &Losses, percent: f64) -> bool {
    of.losing as f64 * 100.0 > percent * of.linked as f64
}

/// Names of accounts and groups that are never disabled or deleted.
#[derive(Debug, Clone, Default)]
pub struct Protected(Vec<Vec<String>>);

impl Protected {
    /// From patterns in which `*` stands for any text, none included. Letter case does not count. Empty patterns protect nobody.
    pub fn new<T: AsRef<str>>(patterns: impl IntoIterator<Item = T>) -> Self {
        let pieces = |pattern: T| -> Vec<String> {
            (pattern.as_ref().trim().to_lowercase().split('*'))
                .map(str::to_owned)
                .collect()
        };
        Self(
            patterns
                .into_iter()
                .filter(|pattern| !pattern.as_ref().trim().is_empty())
                .map(pieces)
                .collect(),
        )
    }

    /// Whether a pattern stands for this name as a whole.
    pub fn covers(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.0.iter().any(|pieces| is_match(pieces, &name))
    }
}

/// The pieces between the stars stand in this order; the first at the beginning, the last at the end.
fn is_match(pieces: &[String], name: &str) -> bool {
    let [first, middle @ .., last] = pieces else {
        // No star: `split` gives the pattern itself.
        return pieces.first().is_some_and(|whole| whole == name);
    };
    let Some(mut rest) = name.strip_prefix(first.as_str()) else {
        return false;
    };
    for piece in middle {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn losses(losing: u64, linked: u64) -> Losses {
        Losses { losing, linked }
    }

    #[test]
    fn more_than_the_limit_trips_and_as_many_do_not() {
        let limits = Limits {
            count: Some(25),
            share: Some(10.0),
        };
        let none = losses(0, 0);
        for (users, groups, trips) in [
            (none, none, false),
            (losses(25, 1_000), none, false),
            (losses(26, 1_000), none, true),
            // Users and groups count together …
            (losses(20, 1_000), losses(6, 1_000), true),
            (losses(20, 1_000), losses(5, 1_000), false),
            // … and each type has its own share.
            (losses(10, 100), none, false),
            (losses(11, 100), none, true),
            (losses(1, 1_000), losses(3, 29), true),
            (losses(1, 1_000), losses(3, 30), false),
            // Few are no accident, whatever their share.
            (losses(2, 2), none, false),
            (losses(3, 3), none, true),
        ] {
            let tripped = tripped(&[users, groups], limits);
            assert_eq!(tripped.is_some(), trips, "{users:?} {groups:?} {tripped:?}");
        }
    }

    #[test]
    fn without_limits_nothing_trips() {
        assert_eq!(tripped(&[losses(1_000, 1_000)], Limits::default()), None);
        let count_alone = Limits {
            count: Some(1_000),
            share: None,
        };
        assert_eq!(tripped(&[losses(1_000, 1_000)], count_alone), None);
    }

    #[test]
    fn a_pattern_covers_whole_names_whatever_their_letter_case() {
        for (pattern, name, covered) in [
            ("admin@contoso.example", "Admin@Contoso.example", true),
            ("admin", "admin@contoso.example", false),
            ("admin*", "admin@contoso.example", true),
            ("*@contoso.example", "ben@contoso.example", true),
            ("*@contoso.example", "ben@contoso.example.org", false),
            ("svc-*-prod", "svc-prod", false),
            ("svc-*-prod", "svc--prod", true),
            ("svc-*-prod", "svc-a-prod-b-prod", true),
            ("a*a", "a", false),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "acb", false),
            ("*", "anybody", true),
            ("", "", false),
            ("  ", "", false),
            ("É*", "élodie", true),
        ] {
            assert_eq!(Protected::new([pattern]).covers(name), covered, "{pattern} {name}");
        }
    }

    proptest! {
        #[test]
        fn a_name_with_any_part_replaced_by_a_star_still_covers_it(
            before in "[a-z@.-]{0,8}", part in "[a-z@.-]{0,8}", after in "[a-z@.-]{0,8}",
        ) {
            let name = format!("{before}{part}{after}");
            let covered = Protected::new([format!("{before}*{after}")]).covers(&name);
            prop_assert!(covered, "{}", name);
        }
    }
}
