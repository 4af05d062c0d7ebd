//! Holds back what a person must decide: disables and deletions of protected accounts, and of too many at once.
//!
//! Only these wait. Everything else of the plan goes on. It is so in cycles, and where a person has a plan sent: what a person saw of a
//! plan were many rows at once, and whether so many are to lose their accounts is a question of its own.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use jiff::Timestamp;
use scimdesk_provisioning::guard::{self, Limits, Losses, Protected, Tripped};
use scimdesk_store::{
    self as store, Decision, Kind, LinkQuery, NewLog, NewStaged, PlanItemOutcome, PlanItemRecord, Settlement, Store,
    StoreError,
};
use serde_json::Value;
use uuid::Uuid;

use std::sync::Arc;

use super::{logs::Details, plan, staged::Why};
use crate::{
    Desk, cache, codes,
    desk::Opened,
    tenants::TenantRow,
    wire::{DeletionGuard, DeskError, LogAction, LogStatus, PlanItemState, PlannedAction, ProvisioningStep, StepKind},
    words::say,
};

/// How the log names what waits.
const CODE: &str = "TooManyDeletes";

/// What was held back.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Of protected accounts.
    pub(super) protected: u64,
    /// Waiting for a person, those of earlier cycles included.
    pub(super) waiting: u64,
    /// Of these, new ones, and why in one sentence.
    pub(super) newly_staged: Option<(u64, String)>,
}

/// A disable or deletion that is planned.
struct Loss {
    item: PlanItemRecord,
    person: String,
    account: String,
    name: String,
    wanted: i64,
}

/// A plan that is about to be sent.
pub(super) struct Sending<'a> {
    pub(super) desk: &'a Desk,
    pub(super) opened: &'a Arc<Opened>,
    pub(super) tenant: &'a TenantRow,
    pub(super) guard: &'a DeletionGuard,
    pub(super) plan: i64,
    /// The run's number.
    pub(super) cycle: u64,
    /// The directory's name.
    pub(super) directory: &'a str,
    /// Whether everybody was planned for, so that whoever is not in the plan has nothing to lose.
    pub(super) is_whole: bool,
}

/// Goes through a plan, and takes out of it what is not to be sent by itself.
pub(super) async fn hold(sending: &Sending<'_>) -> Result<Held, DeskError> {
    let plan = sending.plan;
    let guard = sending.guard.clone();
    let found = sending.opened.store(move |store| losses(store, plan)).await?;
    let user_names = user_names(sending, &guard, &found.losses).await?;
    let work = Work {
        tenant: sending.tenant.id.clone(),
        plan,
        guard,
        user_names,
        now: sending.desk.inner.clock.now(),
        cycle: sending.cycle,
        is_whole: sending.is_whole,
        source_system: sending.directory.to_owned(),
        target_system: sending.tenant.name.clone(),
        effects: plan::effects(sending.tenant),
    };
    sending.opened.store(move |store| work.hold(store, found)).await
}

struct Found {
    losses: Vec<Loss>,
    /// Whoever is to lose an account by this plan, be it held back for another reason.
    named: HashSet<(Kind, String)>,
}

fn losses(store: &Store, plan: i64) -> Result<Found, StoreError> {
    let planned = codes::code(&PlanItemState::Planned);
    let taken_away = [PlannedAction::Disable, PlannedAction::Delete].map(|action| codes::code(&action));
    let mut found = Found {
        losses: Vec::new(),
        named: HashSet::new(),
    };
    store.each_plan_item(plan, 1, |item| {
        if taken_away.contains(&item.action)
            && let (Some(person), Some(account)) = (item.person.clone(), item.account.clone())
        {
            found.named.insert((item.kind, person.clone()));
            if item.state == planned {
                let change: Value = serde_json::from_str(&item.change).unwrap_or_default();
                found.losses.push(Loss {
                    wanted: change["wanted"].as_i64().unwrap_or_default(),
                    name: (item.person_name.clone())
                        .or_else(|| item.account_name.clone())
                        .unwrap_or_else(|| person.clone()),
                    person,
                    account,
                    item,
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The user names of accounts, where patterns may protect them.
async fn user_names(
    sending: &Sending<'_>,
    guard: &DeletionGuard,
    losses: &[Loss],
) -> Result<HashMap<String, String>, DeskError> {
    if guard.protected.is_empty() {
        return Ok(HashMap::new());
    }
    let accounts: Vec<String> = (losses.iter())
        .filter(|loss| loss.item.kind == Kind::User)
        .map(|loss| loss.account.clone())
        .collect();
    let known = cache::briefs(sending.opened, &sending.tenant.id, accounts.clone()).await?;
    let named = accounts.into_iter().zip(known);
    Ok(named
        .filter_map(|(account, brief)| Some((account, brief.user_name?)))
        .collect())
}

struct Work {
    tenant: String,
    plan: i64,
    guard: DeletionGuard,
    user_names: HashMap<String, String>,
    now: Timestamp,
    cycle: u64,
    is_whole: bool,
    source_system: String,
    target_system: String,
    effects: plan::Effects,
}

impl Work {
    fn hold(self, store: &Store, found: Found) -> Result<Held, StoreError> {
        let mut held = Held::default();
        let mut settled = Vec::new();
        let protected = Protected::new(&self.guard.protected);
        let decided: HashMap<(Kind, String), store::StagedRecord> = (store.all_staged(&self.tenant)?.into_iter())
            .map(|staged| ((staged.change.kind, staged.change.person.clone()), staged))
            .collect();
        let mut undecided = Vec::new();
        for loss in found.losses {
            if self.is_protected(&protected, &loss) {
                held.protected += 1;
                settled.push(self.taken_out(&loss, PlanItemState::Withheld, say!("cycle-protected")));
                continue;
            }
            let before = decided.get(&(loss.item.kind, loss.person.clone()));
            // Another change of the same person is another question.
            let before =
                before.filter(|staged| staged.change.action == loss.item.action && staged.change.wanted == loss.wanted);
            match before.map(|staged| staged.decision) {
                Some(Decision::Allowed) => {}
                Some(Decision::Denied) => {
                    settled.push(self.taken_out(&loss, PlanItemState::Rejected, say!("cycle-denied")));
                }
                Some(Decision::Waiting) => undecided.push((loss, true)),
                None => undecided.push((loss, false)),
            }
        }
        let tripped = self.tripped(store, &undecided)?;
        let mut staged = Vec::new();
        let mut logged = Vec::new();
        for (loss, waits) in undecided {
            if !waits && tripped.is_none() {
                continue;
            }
            held.waiting += 1;
            settled.push(self.taken_out(&loss, PlanItemState::Withheld, say!("cycle-staged")));
            staged.push(self.staged(&loss));
            if !waits {
                logged.push(self.log(&loss));
            }
        }
        if let Some(tripped) = tripped.filter(|_| !logged.is_empty()) {
            held.newly_staged = Some((logged.len() as u64, sentence(tripped)));
        }
        // Who is back in scope waits for nobody. Who failed and is not due again is in no plan, and keeps what was decided.
        let failed: HashSet<(Kind, String)> = (store.retries(&self.tenant)?.into_iter())
            .map(|retry| (retry.kind, retry.person))
            .collect();
        for who @ (kind, person) in decided.keys() {
            if self.is_whole && !found.named.contains(who) && !failed.contains(who) {
                store.unstage(&self.tenant, *kind, person)?;
            }
        }
        store.stage(&self.tenant, staged, self.now)?;
        store.log_append(&self.tenant, logged)?;
        store.settle_many(settled)?;
        Ok(held)
    }

    fn is_protected(&self, protected: &Protected, loss: &Loss) -> bool {
        let names = [
            loss.item.person_name.as_deref(),
            loss.item.account_name.as_deref(),
            self.user_names.get(&loss.account).map(String::as_str),
        ];
        names.into_iter().flatten().any(|name| protected.covers(name))
    }

    fn tripped(&self, store: &Store, undecided: &[(Loss, bool)]) -> Result<Option<Tripped>, StoreError> {
        if !self.guard.enabled {
            return Ok(None);
        }
        let of = |kind: Kind| -> Result<Losses, StoreError> {
            let query = LinkQuery {
                kind: Some(kind),
                ..LinkQuery::default()
            };
            Ok(Losses {
                losing: undecided.iter().filter(|(loss, _)| loss.item.kind == kind).count() as u64,
                linked: store.links(&self.tenant, &query, 0, 0)?.total,
            })
        };
        let limits = Limits {
            count: self.guard.count.map(u64::from),
            share: self.guard.share,
        };
        Ok(guard::tripped(&[of(Kind::User)?, of(Kind::Group)?], limits))
    }

    fn taken_out(&self, loss: &Loss, state: PlanItemState, outcome: String) -> Settlement {
        Settlement {
            plan_item: Some(PlanItemOutcome {
                plan: self.plan,
                number: loss.item.number,
                state: codes::code(&state),
                outcome: Some(outcome),
            }),
            ..Settlement::new(&self.tenant, loss.item.kind, &loss.person)
        }
    }

    fn staged(&self, loss: &Loss) -> NewStaged {
        let why = Why {
            why: plan::why(&loss.item),
            effect: plan::effect(&loss.item, &self.effects),
        };
        NewStaged {
            kind: loss.item.kind,
            person: loss.person.clone(),
            name: loss.name.clone(),
            account: loss.account.clone(),
            action: loss.item.action.clone(),
            wanted: loss.wanted,
            why: serde_json::to_string(&why).unwrap_or_default(),
        }
    }

    fn log(&self, loss: &Loss) -> NewLog {
        let sentence = say!(
            "cycle-staged-log",
            name = loss.name.as_str(),
            action = loss.item.action.as_str()
        );
        let details = Details {
            change_id: Uuid::new_v4().to_string(),
            source_system: self.source_system.clone(),
            target_system: self.target_system.clone(),
            steps: vec![ProvisioningStep {
                kind: StepKind::Processing,
                name: String::from("EntrySynchronizationStagedDelete"),
                status: LogStatus::Skipped,
                description: sentence.clone(),
                details: vec![(String::from("SkipReason"), String::from(CODE))],
                at: self.now,
            }],
            ..Details::default()
        };
        NewLog {
            at: self.now,
            cycle: Some(self.cycle),
            kind: loss.item.kind,
            action: codes::code(&LogAction::StagedDelete),
            status: codes::code(&LogStatus::Skipped),
            person: Some(loss.person.clone()),
            name: loss.name.clone(),
            account: Some(loss.account.clone()),
            account_name: loss.item.account_name.clone(),
            code: Some(CODE.to_owned()),
            sentence,
            duration_ms: 0,
            journal: None,
            record: serde_json::to_string(&details).unwrap_or_default(),
        }
    }
}

fn sentence(tripped: Tripped) -> String {
    match tripped {
        Tripped::Count { losing, limit } => say!("cycle-tripped-count", losing = losing, limit = limit),
        Tripped::Share { losing, linked, limit } => {
            say!("cycle-tripped-share", losing = losing, linked = linked, limit = limit)
        }
    }
}
