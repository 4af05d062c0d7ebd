//! Some people or groups, now, step by step.

use std::sync::Arc;

use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::{Action, AttributeChange, Change},
    decide::Intent,
};
use scimdesk_scim::{client::Client, resource::Resource};
use serde_json::Value;

use super::{
    apply::{self, Applied, Came, Done, Run, Task},
    lease::Lease,
    planner::AccountSeen,
    record::{Doing, list},
};
use crate::{
    Desk,
    activation::forbidden,
    codes,
    desk::{Opened, blocking},
    error::io_error,
    jobs::{JobHandle, JobTenant},
    preview::{Ground, Site},
    tenants::{self, TenantRow},
    wire::{
        BuiltRequest, CycleKind, DeskError, ErrorCode, ExplainScope, JobEnd, JobId, JobKind, LogStatus,
        OnDemandOutcome, OnDemandResult, PlannedAttribute, ProvisionOnDemand, ProvisioningStep, ScopeExplanation,
        StepKind,
    },
    words::say,
};

/// Characters of a value that a step shows.
const VALUE: usize = 200;

/// Somebody, or a group, who was asked for.
struct Asked {
    object: ObjectKind,
    id: String,
    /// As the directory has them: JSON.
    attributes: String,
}

impl Desk {
    /// Provision some people or groups, or see what would be done; a job.
    pub async fn provision_on_demand(&self, request: ProvisionOnDemand) -> Result<JobId, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        if !request.dry_run
            && let Some(error) = forbidden(&tenant)
        {
            return Err(error);
        }
        if request.people.is_empty() && request.groups.is_empty() {
            return Err(DeskError::of(ErrorCode::SelectionEmpty));
        }
        let (tenant, client) = tenants::connect(self, &opened, &tenant.id).await?;
        let asked = asked(self, &tenant, &request).await?;
        let of = JobTenant {
            id: tenant.id.clone(),
            name: tenant.name.clone(),
        };
        let changing = opened.changing.clone();
        let marker = blocking(move || changing.hold().map_err(|error| io_error(&error))).await?;
        let demand = Demand {
            desk: self.clone(),
            opened,
            tenant,
            asked,
            dry_run: request.dry_run,
        };
        self.inner
            .jobs
            .start(JobKind::OnDemand, Some(of), move |job| async move {
                let ended = demand.run(client, &job).await;
                drop(marker);
                match ended {
                    Ok(results) => JobEnd::ProvisionedOnDemand {
                        outcome: OnDemandOutcome {
                            dry_run: demand.dry_run,
                            results,
                        },
                    },
                    Err(error) => JobEnd::Failed { error },
                }
            })
    }
}

/// Whom the texts name, each once.
async fn asked(desk: &Desk, tenant: &TenantRow, request: &ProvisionOnDemand) -> Result<Vec<Asked>, DeskError> {
    let site = Site::of(desk, &tenant.id).await?;
    let texts: Vec<(ObjectKind, String)> = (request.people.iter().map(|text| (ObjectKind::User, text)))
        .chain(request.groups.iter().map(|text| (ObjectKind::Group, text)))
        .map(|(object, text)| (object, text.trim().to_owned()))
        .collect();
    blocking(move || {
        let ground = Ground::new(&site.store, &site.tenant)?;
        let mut asked: Vec<Asked> = Vec::new();
        for (object, text) in texts {
            let found = ground.find(object, &text)?;
            if !asked.iter().any(|known| known.object == object && known.id == found.id) {
                asked.push(Asked {
                    object,
                    id: found.id,
                    attributes: found.attributes,
                });
            }
        }
        Ok(asked)
    })
    .await
}

struct Demand {
    desk: Desk,
    opened: Arc<Opened>,
    tenant: TenantRow,
    asked: Vec<Asked>,
    dry_run: bool,
}

impl Demand {
    async fn run(&self, client: Client, job: &JobHandle) -> Result<Vec<OnDemandResult>, DeskError> {
        job.progress(|progress| progress.total = Some(self.asked.len() as u64));
        if self.dry_run {
            let (results, _) = self.objects(client, None, None, job).await?;
            return Ok(results);
        }
        let lease = Lease::take(&self.desk, &self.opened, &self.tenant).await?;
        let mut results = Vec::new();
        let recorded = apply::recorded(
            &self.desk,
            &self.opened,
            &self.tenant.id,
            CycleKind::OnDemand,
            async |cycle| {
                let (found, applied) = self.objects(client, Some(cycle), Some(&lease), job).await?;
                results = found;
                Ok(applied)
            },
        )
        .await;
        lease.release().await;
        recorded.map(|_| results)
    }

    /// Everybody in turn: users, groups, then what they refer to.
    async fn objects(
        &self,
        client: Client,
        cycle: Option<u64>,
        lease: Option<&Lease>,
        job: &JobHandle,
    ) -> Result<(Vec<OnDemandResult>, Applied), DeskError> {
        let held = lease.map(Lease::held);
        let (run, writing) = apply::begin(
            &self.desk,
            &self.opened,
            &self.tenant.id,
            client,
            None,
            cycle,
            held,
            job,
        )
        .await?;
        let unclear = if self.dry_run {
            apply::Unclear::new()
        } else {
            apply::leftovers(&run).await?
        };
        let mut applied = Applied::default();
        let mut results = Vec::new();
        let mut later = Vec::new();
        let is_over = |run: &Run| run.has_lost() || job.cancellation().is_cancelled() || run.stop.is_cancelled();
        for asked in &self.asked {
            if is_over(&run) {
                break;
            }
            let task = task(&run, asked).await?;
            if let Some(error) = unclear.get(&(asked.object, asked.id.clone())) {
                let name = task.change.person.name;
                let sentence = applied.add_unclear(&name, error, &run);
                results.push(untold(asked, name, sentence));
                job.progress(|progress| progress.done += 1);
                continue;
            }
            let mut done = match apply::object::send(&run, &task).await {
                // What was done so far is told; where that is nothing, why.
                Err(_) if run.has_lost() && !results.is_empty() => break,
                sent => sent?,
            };
            applied.add(&done, &run);
            let planned = done.planned.take();
            let explained = self.explained(asked).await?;
            results.push(result(asked, done, explained, &run.place.directory));
            if let Some(planned) = planned.filter(|_| !self.dry_run && task.change.intent != Intent::SwitchOff) {
                later.push((results.len() - 1, task, planned));
            }
            job.progress(|progress| progress.done += 1);
        }
        for (place, task, planned) in later {
            if is_over(&run) {
                break;
            }
            let sent = match apply::references::send(&run, &task, Some(planned)).await {
                Err(_) if run.has_lost() => break,
                sent => sent?,
            };
            if let Some(done) = sent {
                applied.add(&done, &run);
                add_references(&mut results[place], done);
            }
        }
        applied.stopped = applied.connection_lost.is_none() && is_over(&run);
        drop(run);
        let _ = writing.await;
        self.desk.sound(crate::wire::DeskEvent::DataChanged {
            tenant: self.tenant.id.clone(),
        });
        Ok((results, applied))
    }

    async fn explained(&self, asked: &Asked) -> Result<ScopeExplanation, DeskError> {
        self.desk
            .scope_explain(ExplainScope {
                tenant: self.tenant.id.clone(),
                object: asked.object,
                person: asked.id.clone(),
                mappings: None,
            })
            .await
    }
}

/// Whatever is to be done about somebody: the account is looked at when it is their turn.
async fn task(run: &Run, asked: &Asked) -> Result<Task, DeskError> {
    let decided = apply::object::decide(run, asked.object, &asked.id, AccountSeen::FromCache).await?;
    let planned = decided.ok_or_else(|| DeskError::of(ErrorCode::PersonNotFound))?;
    let (tenant, kind, person) = (
        run.tenant.clone(),
        crate::preview::store_kind(asked.object),
        asked.id.clone(),
    );
    let link = run
        .opened
        .store(move |store| store.link_of_person(&tenant, kind, &person))
        .await?;
    let linked = link.map(|link| scimdesk_provisioning::change::Party {
        id: link.account,
        name: link.account_name,
    });
    let mut change = planned.change.unwrap_or_else(|| Change {
        object: asked.object,
        action: Action::Update,
        intent: Intent::BringInLine,
        standing: planned.standing,
        person: planned.who,
        account: None,
        reasons: Vec::new(),
        attributes: Vec::new(),
        withheld: None,
        notes: Vec::new(),
        wanted: planned.wanted,
    });
    // Several may match; which one is theirs is found out at the app.
    change.account = linked.or(change.account.filter(|_| change.withheld.is_none()));
    Ok(Task { number: None, change })
}

/// Nothing was sent about somebody: it is not known what became of what was sent before.
fn untold(asked: &Asked, name: String, sentence: String) -> OnDemandResult {
    OnDemandResult {
        object: asked.object,
        person: asked.id.clone(),
        name,
        status: LogStatus::Failure,
        action: None,
        sentence,
        steps: Vec::new(),
        attributes: Vec::new(),
        requests: Vec::new(),
        error: None,
        log: None,
    }
}

/// How the account was looked for, and what was found. `None`: the app did not tell.
fn matching(done: &Done) -> Option<String> {
    let account = (done.subject.account.as_ref()).map(|(_, name)| name.as_str());
    let by: Vec<String> = (done.tried.iter())
        .map(|(target, value)| format!("{target} {value}"))
        .collect();
    let by = list(&by);
    Some(match (done.matched.len(), done.tried.is_empty(), account) {
        // What the app has is not known where it was not told; who is linked is.
        (_, true, Some(account)) => say!("log-step-linked", account = account),
        (_, true, None) if matches!(done.came, Came::NotTried | Came::Failed) && done.exchanges.is_empty() => {
            return None;
        }
        (_, true, None) => say!("log-step-match-nobody"),
        (0, false, _) => say!("log-step-match-none", attributes = by),
        (1, false, _) => say!(
            "log-step-match-one",
            account = account.unwrap_or_default(),
            attributes = by
        ),
        (count, false, _) => say!("log-step-match-of-several", count = count as u64, attributes = by),
    })
}

fn result(asked: &Asked, done: Done, explained: ScopeExplanation, directory: &str) -> OnDemandResult {
    let at = done.steps.at();
    let step = |kind, name: &str, status, description, details| ProvisioningStep {
        kind,
        name: name.to_owned(),
        status,
        description,
        details,
        at,
    };
    let mut steps = vec![
        step(
            StepKind::Import,
            "EntryImportAdd",
            LogStatus::Success,
            say!("log-step-import", directory = directory),
            values(&asked.attributes),
        ),
        step(
            StepKind::Scoping,
            "EntrySynchronizationScoping",
            if explained.in_scope {
                LogStatus::Success
            } else {
                LogStatus::Skipped
            },
            explained.sentence.clone(),
            clauses(explained),
        ),
    ];
    steps.extend(matching(&done).map(|said| {
        let details = done.matched.iter().flat_map(properties).collect();
        step(StepKind::Matching, "EntryMatching", LogStatus::Success, said, details)
    }));
    let mut rest = done.steps.taken;
    rest.retain(|step| !matches!(step.kind, StepKind::Import | StepKind::Scoping | StepKind::Matching));
    let (connection, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|step| step.kind == StepKind::Connection);
    steps.splice(0..0, connection);
    steps.extend(rest);
    let status = if done.lost.is_some() {
        LogStatus::Failure
    } else {
        done.told.status
    };
    OnDemandResult {
        object: asked.object,
        person: asked.id.clone(),
        name: done.subject.name,
        status,
        action: match (done.came, done.doing) {
            (Came::Done(action), _) | (Came::Failed, Doing::Action(action)) => codes::value(&codes::code(&action)),
            _ => None,
        },
        sentence: done.told.sentence,
        steps,
        attributes: done.attributes.into_iter().map(planned_attribute).collect(),
        requests: requests(&done.exchanges, done.would_send),
        error: done.told.error,
        log: done.log.map(i64::cast_unsigned),
    }
}

/// What came of the references joins what came of the object.
fn add_references(result: &mut OnDemandResult, done: Done) {
    result.requests.extend(requests(&done.exchanges, Vec::new()));
    if done.told.sentence.is_empty() {
        return;
    }
    result.steps.extend(done.steps.taken);
    for attribute in done.attributes.into_iter().map(planned_attribute) {
        if !result.attributes.contains(&attribute) {
            result.attributes.push(attribute);
        }
    }
    let is_worse = result.status != LogStatus::Failure && done.told.status != LogStatus::Success;
    if is_worse || result.status == LogStatus::Skipped {
        result.status = done.told.status;
        result.error = done.told.error;
    }
    result.sentence = format!("{} {}", result.sentence, done.told.sentence);
    result.action = result.action.or(match done.came {
        Came::References => Some(crate::wire::PlannedAction::Members),
        _ => None,
    });
    result.log = result.log.or(done.log.map(i64::cast_unsigned));
}

fn requests(
    exchanges: &[crate::wire::JournalExchange],
    would_send: Vec<(&'static str, String, Value)>,
) -> Vec<BuiltRequest> {
    let sent = exchanges.iter().map(|exchange| BuiltRequest {
        method: exchange.request.method.clone(),
        path: super::record::path_of(&exchange.request.url),
        body: exchange.request.body.clone().unwrap_or_default(),
    });
    let would = would_send.into_iter().map(|(method, path, body)| BuiltRequest {
        method: method.to_owned(),
        path,
        body: if body.is_null() {
            String::new()
        } else {
            format!("{:#}", super::planner::without_secrets(&body))
        },
    });
    sent.chain(would).collect()
}

fn planned_attribute(change: AttributeChange) -> PlannedAttribute {
    PlannedAttribute {
        target: change.target,
        from: change.from,
        to: change.to,
        added: change.added,
        removed: change.removed,
        mapping: change.mapping,
    }
}

/// Each question of the scope and its answer, each clause of a filter with its own.
fn clauses(explained: ScopeExplanation) -> Vec<(String, String)> {
    let mut details = Vec::new();
    for step in explained.steps {
        details.push((step.title, step.sentence));
        details.extend(step.clauses.into_iter().map(|clause| (clause.clause, clause.sentence)));
    }
    details
}

/// The attributes of somebody, those without a value left out.
fn values(attributes: &str) -> Vec<(String, String)> {
    match serde_json::from_str(attributes) {
        Ok(Value::Object(object)) => object
            .iter()
            .filter(|(name, value)| !value.is_null() && !super::planner::is_secret(name))
            .map(|(name, value)| (name.clone(), short(value)))
            .collect(),
        _ => Vec::new(),
    }
}

/// The properties of an account that matched.
fn properties(account: &Resource) -> Vec<(String, String)> {
    let shown = |name: &str| !name.eq_ignore_ascii_case("schemas") && !super::planner::is_secret(name);
    (account.as_object().iter())
        .filter(|(name, value)| shown(name) && !value.is_null())
        .map(|(name, value)| (name.clone(), short(value)))
        .collect()
}

fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
