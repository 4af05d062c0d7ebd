use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::report::{Done, Report, StageId, StageOutcome, TestVerdict};
use super::{Capabilities, Finding, SkipReason, Stage, TokenLifetime};
use crate::client::Clock;

/// The test ends here; why is in the report.
#[derive(Debug)]
pub(super) struct Stop;

/// A test under way: keeps the stages and tells the observer.
pub(super) struct Run<'a> {
    observer: &'a mut (dyn FnMut(&Stage) + Send + Sync),
    pub(super) cancellation: CancellationToken,
    clock: Arc<dyn Clock>,
    pub(super) now: Timestamp,
    pub(super) lifetime: Option<TokenLifetime>,
    stages: Vec<Stage>,
    /// The stage under way and when it began.
    current: Option<(StageId, Duration)>,
    pub(super) suggested_url: Option<String>,
    pub(super) capabilities: Capabilities,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        observer: &'a mut (dyn FnMut(&Stage) + Send + Sync),
        cancellation: CancellationToken,
        clock: Arc<dyn Clock>,
        now: Timestamp,
        lifetime: Option<TokenLifetime>,
    ) -> Self {
        Self {
            observer,
            cancellation,
            clock,
            now,
            lifetime,
            stages: Vec::new(),
            current: None,
            suggested_url: None,
            capabilities: Capabilities::default(),
        }
    }

    pub(super) fn begin(&mut self, id: StageId) {
        self.current = Some((id, self.clock.elapsed()));
        (self.observer)(&Stage::running(id));
    }

    /// Ends the stage under way. A failure, and a cancellation, end the test.
    pub(super) fn end(&mut self, done: Done) -> Result<(), Stop> {
        let Some((id, began)) = self.current.take() else {
            return Ok(());
        };
        let elapsed = self.clock.elapsed().saturating_sub(began);
        let stops = done.outcome == StageOutcome::Failed || done.finding == Finding::NotTried(SkipReason::Cancelled);
        self.keep(Stage {
            id,
            outcome: done.outcome,
            elapsed: (done.outcome != StageOutcome::Skipped).then_some(elapsed),
            finding: Some(done.finding),
            evidence: done.evidence,
        });
        if stops { Err(Stop) } else { Ok(()) }
    }

    pub(super) fn skip(&mut self, id: StageId, reason: SkipReason) {
        let done = Done::skipped(reason);
        self.keep(Stage {
            id,
            outcome: done.outcome,
            elapsed: None,
            finding: Some(done.finding),
            evidence: None,
        });
    }

    fn keep(&mut self, stage: Stage) {
        (self.observer)(&stage);
        self.stages.push(stage);
    }

    pub(super) fn finish(mut self, elapsed: Duration) -> Report {
        let failed = self.stages.iter().any(|stage| stage.outcome == StageOutcome::Failed);
        let cancelled = !failed && self.cancellation.is_cancelled();
        let reason = if cancelled {
            SkipReason::Cancelled
        } else {
            SkipReason::EarlierFailure
        };
        for id in StageId::ALL {
            if !self.stages.iter().any(|stage| stage.id == id) {
                self.skip(id, reason.clone());
            }
        }
        self.stages.sort_by_key(|stage| stage.id);
        let warned = self.stages.iter().any(|stage| stage.outcome == StageOutcome::Warning);
        Report {
            at: self.now,
            verdict: match (failed, cancelled, warned) {
                (true, ..) => TestVerdict::Fails,
                (_, true, _) => TestVerdict::Cancelled,
                (.., true) => TestVerdict::WorksWithWarnings,
                _ => TestVerdict::Works,
            },
            stages: self.stages,
            capabilities: self.capabilities,
            suggested_url: self.suggested_url,
            token_lifetime: self.lifetime,
            elapsed,
        }
    }
}
