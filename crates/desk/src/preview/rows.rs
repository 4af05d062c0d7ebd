//! Rows of a preview: computed again, by the plan that counted them, when they are looked at.

use std::collections::HashMap;

use super::{
    accounts::{Known, Match},
    judge::Reason,
    pass::Found,
    people::{Accounts, People, stale},
    plan::{JudgedTarget, Plan},
    value, wording,
};
use crate::wire::{DeskError, PreviewOutcome, PreviewRow, PreviewedAttribute};

/// The rows of the people at these places.
pub(crate) fn rows(
    plan: &Plan,
    found: &Found,
    people: &dyn People,
    accounts: Option<&dyn Accounts>,
    places: &[u32],
) -> Result<Vec<PreviewRow>, DeskError> {
    let persons = people.at(places)?;
    let names = others(found, people, places)?;
    let mut known = Known::default();
    if let Some(accounts) = accounts {
        let numbers = places.iter().filter_map(|place| match found.account(*place) {
            Match::One(number) => Some(number),
            Match::None | Match::Several => None,
        });
        // Asked even for none, so that a list that has changed is noticed.
        known.keep(accounts.at(&numbers.collect::<Vec<_>>())?);
    }
    (persons.iter())
        .map(|person| {
            let account = found.account(person.position);
            let flows = plan.flows(person).ok_or_else(stale)?;
            let mut evaluated = plan.judge(person, &flows, account, &known);
            for duplicate in found.duplicates(person.position) {
                let mapping = Some(usize::from(duplicate.mapping));
                let shared = (evaluated.attributes.iter_mut()).find(|attribute| attribute.mapping == mapping);
                if let Some(JudgedTarget { judged, .. }) = shared
                    && judged.outcome > PreviewOutcome::Duplicate
                {
                    judged.outcome = PreviewOutcome::Duplicate;
                    judged.reason = names
                        .get(&duplicate.other)
                        .map(|name| Reason::SameAs { name: name.clone() });
                }
            }
            let outcome = found.outcome(person.position).ok_or_else(stale)?;
            Ok(PreviewRow {
                person: person.id.clone(),
                name: person.name.clone(),
                account: match account {
                    Match::One(number) => known.get(number).map(|(id, _)| id.clone()),
                    Match::None | Match::Several => None,
                },
                outcome,
                attributes: (evaluated.attributes.iter())
                    .filter(|attribute| plan.target.is_some() || matters(attribute, outcome))
                    .map(shown)
                    .collect(),
            })
        })
        .collect()
}

/// Whether a mapping is why a person has an outcome. Of an equal person only what says why nothing happens is shown.
fn matters(attribute: &JudgedTarget, outcome: PreviewOutcome) -> bool {
    let judged = &attribute.judged;
    judged.outcome == outcome && (outcome != PreviewOutcome::Equal || judged.reason.is_some())
}

fn shown(attribute: &JudgedTarget) -> PreviewedAttribute {
    let judged = &attribute.judged;
    PreviewedAttribute {
        target: attribute.target.clone(),
        outcome: judged.outcome,
        from: judged.from.as_ref().map(value::to_json),
        to: judged.to.as_ref().map(value::to_json),
        reason: judged.reason.as_ref().map(wording::reason),
    }
}

/// The names of those with whom values are shared.
fn others(found: &Found, people: &dyn People, places: &[u32]) -> Result<HashMap<u32, String>, DeskError> {
    let mut others: Vec<u32> = (places.iter())
        .flat_map(|place| found.duplicates(*place))
        .map(|duplicate| duplicate.other)
        .collect();
    others.sort_unstable();
    others.dedup();
    let others = people.at(&others)?;
    Ok(others
        .into_iter()
        .map(|person| (person.position, person.name))
        .collect())
}
