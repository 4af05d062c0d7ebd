//! Words for what is left out of requests, from the catalogue.

use scimdesk_provisioning::requests::{Note, Reason};

use crate::{preview::flow_error, words::say};

/// The most people who are named.
const NAMED: usize = 3;

/// What is left out, and why.
pub(crate) fn note(note: &Note) -> String {
    let target = note.target.as_str();
    match &note.reason {
        Reason::Failed(error) => say!("request-failed", target = target, why = flow_error(error)),
        Reason::TargetUnusable => say!("request-target-unusable", target = target),
        Reason::RequiredMissing => say!("request-required-missing", target = target),
        Reason::RequiredKept => say!("request-required-kept", target = target),
        Reason::Unresolved { people } => say!("request-unresolved", target = target, people = named(people)),
        Reason::RemovalsWithheld { count } => say!("request-removals-withheld", target = target, count = *count),
        Reason::DirectoryUnproven { count } => say!("request-directory-unproven", target = target, count = *count),
        Reason::NotReturned => say!("request-not-returned", target = target),
        Reason::NeverReturned => say!("request-never-returned", target = target),
    }
}

fn named(people: &[String]) -> String {
    let names = people[..people.len().min(NAMED)].join(", ");
    match people.len().saturating_sub(NAMED) {
        0 => names,
        more => say!("list-and-more", items = names, more = more),
    }
}

#[cfg(test)]
mod tests {
    use scimdesk_mapping::flow::FlowError;

    use super::*;

    #[test]
    fn every_reason_is_one_sentence_that_names_the_attribute() {
        let people = |count: usize| (0..count).map(|number| format!("p{number}")).collect();
        let table = [
            (
                Reason::Failed(FlowError::SeveralValues { count: 2 }),
                "title is left out: 2 values for an attribute that holds one.",
            ),
            (
                Reason::TargetUnusable,
                "title is left out: it is no path of an attribute that can be written.",
            ),
            (
                Reason::RequiredMissing,
                "title has no value, and the app needs one: it will probably refuse the request.",
            ),
            (Reason::RequiredKept, "title stays as it is: the app needs a value."),
            (
                Reason::Unresolved { people: people(2) },
                "title is left out: no account is known for p0, p1.",
            ),
            (
                Reason::Unresolved { people: people(5) },
                "title is left out: no account is known for p0, p1, p2 and 2 more.",
            ),
            (
                Reason::RemovalsWithheld { count: 1 },
                "title: 1 value that nobody asks for stays, since it may belong to somebody whose account is not known.",
            ),
            (
                Reason::RemovalsWithheld { count: 1200 },
                "title: 1,200 values that nobody asks for stay, since they may belong to somebody whose account is not known.",
            ),
            (
                Reason::DirectoryUnproven { count: 1 },
                "title: 1 value that nobody asks for stays, since the directory is not proven to hold everybody.",
            ),
            (
                Reason::NotReturned,
                "title: the server did not return what is there, so nothing is taken away.",
            ),
            (
                Reason::NeverReturned,
                "title is sent only with a new account: servers never return it.",
            ),
        ];
        for (reason, sentence) in table {
            let target = "title".to_owned();
            assert_eq!(note(&Note { target, reason }), sentence);
        }
    }
}
