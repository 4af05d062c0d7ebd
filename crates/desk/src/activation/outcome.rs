//! The result of a whole review: all counts, and the rows that a person should see first.

use crate::wire::{ActivationOutcome, ActivationResult, ChangeOutcome};

/// How many rows a result holds. Those left out are only counted: what was sent is in the journal, but what was not sent, was
/// as wanted already, or failed before anything was sent is journalled nowhere.
const ROWS: usize = 10_000;

/// Counts results as they come, in bounded memory.
pub(crate) struct Tally {
    outcome: ActivationOutcome,
    /// Those that went well; shown after the others, as far as there is room.
    well: Vec<ActivationResult>,
}

impl Tally {
    pub(crate) fn new(tenant: String, active: bool) -> Self {
        Self {
            outcome: ActivationOutcome {
                tenant,
                active,
                applied: 0,
                accepted_not_applied: 0,
                vanished: 0,
                failed: 0,
                unknown: 0,
                already: 0,
                not_sent: 0,
                results: Vec::new(),
            },
            well: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, result: ActivationResult) {
        let outcome = &mut self.outcome;
        let count = match result.outcome {
            ChangeOutcome::Applied => &mut outcome.applied,
            ChangeOutcome::AcceptedNotApplied => &mut outcome.accepted_not_applied,
            ChangeOutcome::Vanished => &mut outcome.vanished,
            ChangeOutcome::Failed => &mut outcome.failed,
            ChangeOutcome::Unknown => &mut outcome.unknown,
            ChangeOutcome::Already => &mut outcome.already,
            ChangeOutcome::NotSent => &mut outcome.not_sent,
        };
        *count += 1;
        let rows = match result.outcome {
            ChangeOutcome::Applied | ChangeOutcome::Already => &mut self.well,
            _ => &mut outcome.results,
        };
        if rows.len() < ROWS {
            rows.push(result);
        }
    }

    /// Those that went wrong first, worst first.
    pub(crate) fn finish(mut self) -> ActivationOutcome {
        self.outcome.results.sort_by_key(|result| rank(result.outcome));
        self.outcome.results.append(&mut self.well);
        self.outcome.results.truncate(ROWS);
        self.outcome
    }
}

fn rank(outcome: ChangeOutcome) -> u8 {
    match outcome {
        ChangeOutcome::Unknown => 0,
        ChangeOutcome::Vanished => 1,
        ChangeOutcome::AcceptedNotApplied => 2,
        ChangeOutcome::Failed => 3,
        ChangeOutcome::NotSent => 4,
        ChangeOutcome::Applied => 5,
        ChangeOutcome::Already => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(id: usize, outcome: ChangeOutcome) -> ActivationResult {
        ActivationResult {
            id: id.to_string(),
            name: String::new(),
            outcome,
            sentence: String::new(),
            next: None,
            evidence: None,
            journal: None,
        }
    }

    #[test]
    fn what_went_wrong_is_shown_first_however_many_went_well() {
        let mut tally = Tally::new("t".into(), false);
        for id in 0..50_000 {
            tally.add(result(id, ChangeOutcome::Applied));
        }
        tally.add(result(50_000, ChangeOutcome::Failed));
        tally.add(result(50_001, ChangeOutcome::Unknown));
        let outcome = tally.finish();
        assert_eq!((outcome.applied, outcome.failed, outcome.unknown), (50_000, 1, 1));
        assert_eq!(outcome.results.len(), ROWS);
        assert_eq!(outcome.results[0].id, "50001");
        assert_eq!(outcome.results[1].id, "50000");
    }
}
