//! What is said, and when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::{args, next, say, text};

/// How many failures a digest names.
const NAMED: usize = 20;
/// How many days before its end a token is spoken of.
const EXPIRY_DAYS: [i32; 5] = [60, 30, 14, 7, 1];

/// Why people are told.
#[derive(Debug, Clone)]
pub(crate) enum Occasion {
    Test,
    /// It began, or its reason changed.
    Quarantine {
        sentence: String,
    },
    /// After four weeks in quarantine.
    Disabled,
    /// Disables and deletions wait for a person.
    Staged {
        count: u64,
        sentence: String,
    },
    /// Failures of one cycle, gathered.
    Failures {
        count: u64,
        first: Vec<String>,
    },
    /// In so many days; none are left where it is over.
    TokenExpires {
        day: Date,
        days: i32,
    },
}

/// What people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// Stable, for programs: `quarantine`.
    pub(crate) occasion: String,
    pub(crate) title: String,
    pub(crate) text: String,
}

impl Message {
    pub(crate) fn of(occasion: &Occasion, tenant: &str) -> Self {
        let (name, title, mut body) = match occasion {
            Occasion::Test => ("test", "notify-test", say!("notify-test-text", tenant = tenant)),
            Occasion::Quarantine { sentence } => (
                "quarantine",
                "notify-quarantine",
                say!("notify-quarantine-text", sentence = sentence.as_str()),
            ),
            Occasion::Disabled => ("disabled", "notify-disabled", say!("notify-disabled-text")),
            Occasion::Staged { sentence, .. } => (
                "staged",
                "notify-staged",
                say!("notify-staged-text", sentence = sentence.as_str()),
            ),
            Occasion::Failures { .. } => ("failures", "notify-failures", say!("notify-failures-text")),
            Occasion::TokenExpires { day, days } => (
                "token_expires",
                if *days < 0 {
                    "notify-token-expired"
                } else {
                    "notify-token-expires"
                },
                say!("notify-token-text", day = day.to_string()),
            ),
        };
        let mut words = args!(tenant = tenant);
        match occasion {
            Occasion::Staged { count, .. } => words.set("count", *count),
            Occasion::Failures { count, first } => {
                words.set("count", *count);
                for failure in first.iter().take(NAMED) {
                    body.push_str("\n- ");
                    body.push_str(failure);
                }
                let more = count.saturating_sub(first.len().min(NAMED) as u64);
                if more > 0 {
                    body.push_str("\n- ");
                    body.push_str(&say!("notify-failures-more", count = more));
                }
            }
            Occasion::TokenExpires { days, .. } => words.set("days", *days),
            _ => {}
        }
        if let Some(next) = next(title, &words) {
            body.push_str("\n\n");
            body.push_str(&next);
        }
        Self {
            occasion: name.to_owned(),
            title: text(title, &words),
            text: body,
        }
    }
}

/// Whether the end of a token is to be spoken of today: the mark that is reached, in days before, unless `told` says that this one or a
/// later one was spoken of for the same day.
pub(crate) fn token_expiry(day: Date, today: Date, told: Option<(Date, i32)>) -> Option<i32> {
    let left = today.until(day).ok()?.get_days();
    let mark = if left < 0 {
        -1
    } else {
        *EXPIRY_DAYS.iter().rev().find(|mark| left <= **mark)?
    };
    match told {
        Some((of, last)) if of == day && last <= mark => None,
        _ => Some(mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn the_end_of_a_token_is_spoken_of_60_30_14_7_and_1_days_before_and_when_it_is_over() {
        let end = day("2027-03-31");
        let mut told = None;
        let mut spoken = Vec::new();
        let mut today = day("2027-01-01");
        while today <= day("2027-04-10") {
            if let Some(mark) = token_expiry(end, today, told) {
                told = Some((end, mark));
                spoken.push((today.to_string(), mark));
            }
            today = today.tomorrow().expect("a day");
        }
        let expected = [
            ("2027-01-30", 60),
            ("2027-03-01", 30),
            ("2027-03-17", 14),
            ("2027-03-24", 7),
            ("2027-03-30", 1),
            ("2027-04-01", -1),
        ];
        assert_eq!(spoken, expected.map(|(day, mark)| (day.to_owned(), mark)));
    }

    #[test]
    fn a_mark_that_nobody_was_there_for_is_made_up_by_the_next_and_another_day_begins_anew() {
        let end = day("2027-03-31");
        assert_eq!(token_expiry(end, day("2027-03-26"), Some((end, 30))), Some(7));
        assert_eq!(token_expiry(end, day("2027-03-26"), Some((end, 7))), None);
        assert_eq!(
            token_expiry(end, day("2027-03-26"), Some((day("2026-03-31"), 1))),
            Some(7)
        );
        assert_eq!(token_expiry(end, day("2026-12-01"), None), None);
    }

    #[test]
    fn a_digest_names_the_first_failures_and_counts_the_others() {
        let failures = (1..=25).map(|number| format!("Failure {number}.")).collect();
        let digest = Occasion::Failures {
            count: 40,
            first: failures,
        };
        let message = Message::of(&digest, "Acme");
        assert!(
            message.title.contains("Acme") && message.title.contains("40"),
            "{}",
            message.title
        );
        assert!(message.text.contains("- Failure 20.\n- 20 more"), "{}", message.text);
        assert!(!message.text.contains("Failure 21."), "{}", message.text);
    }
}
