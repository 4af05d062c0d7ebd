//! A plan as it is shown.

use std::ops::ControlFlow;

use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::Change,
    decide::{Intent, Withheld},
};
use scimdesk_scim::resource::{Resource, ResourceKind};
use scimdesk_store::{Kind, PlanItemRecord, PlanRecord, Store};

use super::{
    make::{PlanGround, PlanSummary, State},
    wording::{self, Effects},
};
use crate::{
    codes,
    error::store_error,
    preview::store_kind,
    provisioning::planner::{AccountSeen, Part, Planner, without_secrets},
    requests::{path_of, request},
    tenants::TenantRow,
    wire::{
        BuiltRequest, Completeness, DeskError, ErrorCode, PlanCount, PlanItem, PlanItemState, PlanRow, PlannedAction,
        PlannedAttribute, ProvisioningPlan, SafetyLevel,
    },
    words::{args, say},
};

/// The plan with this id, of whatever tenant.
pub(super) fn find(store: &Store, id: &str) -> Result<PlanRecord, DeskError> {
    let missing = || DeskError::of(ErrorCode::PlanNotFound);
    let number: i64 = id.parse().map_err(|_| missing())?;
    store
        .plan(number)
        .map_err(|error| store_error(&error))?
        .ok_or_else(missing)
}

/// What a plan was made from and what it sums up.
pub(crate) fn parts(record: &PlanRecord) -> Result<(PlanGround, PlanSummary), DeskError> {
    let broken = |cause: serde_json::Error| DeskError::of(ErrorCode::CacheBroken).because(&cause);
    Ok((
        serde_json::from_str(&record.ground).map_err(broken)?,
        serde_json::from_str(&record.summary).map_err(broken)?,
    ))
}

/// A plan as a whole.
pub(super) fn plan(store: &Store, tenant: &TenantRow, record: &PlanRecord) -> Result<ProvisioningPlan, DeskError> {
    let (ground, summary) = parts(record)?;
    let counts = store.plan_counts(record.id).map_err(|error| store_error(&error))?;
    let counts: Vec<PlanCount> = (counts.into_iter())
        .filter_map(|count| {
            Some(PlanCount {
                object: object_of(count.kind),
                action: codes::value(&count.action)?,
                state: codes::value(&count.state)?,
                count: count.count,
            })
        })
        .collect();
    let blocked = (tenant.safety == SafetyLevel::ReadOnly)
        .then(|| DeskError::with(ErrorCode::ReadOnlyTenant, args!(tenant = tenant.name.as_str())));
    Ok(ProvisioningPlan {
        plan: record.id.to_string(),
        tenant: tenant.id.clone(),
        tenant_name: tenant.name.clone(),
        extent: ground.extent,
        made_at: record.made_at,
        mapping_version: ground.mapping_version,
        directory: ground.directory_name.clone(),
        directory_proven: ground.directory_proven,
        accounts: ground.users,
        groups: ground.groups,
        people: summary.people,
        directory_groups: summary.groups,
        unchanged: summary.unchanged,
        out_of_scope: summary.out_of_scope,
        warnings: warnings(store, tenant, record, &ground, &summary, &counts)?,
        counts,
        stale: stale(&ground, &State::of(store, &tenant.id)?),
        blocked,
    })
}

fn stale(ground: &PlanGround, now: &State) -> Option<String> {
    if ground.mapping_version != now.mapping_version {
        return Some(say!("plan-stale-mappings"));
    }
    if now.directory.as_deref() != Some(ground.directory.as_str()) {
        return Some(say!("plan-stale-other-directory"));
    }
    if now.generation != Some(ground.generation) {
        return Some(say!("plan-stale-directory"));
    }
    None
}

fn warnings(
    store: &Store,
    tenant: &TenantRow,
    record: &PlanRecord,
    ground: &PlanGround,
    summary: &PlanSummary,
    counts: &[PlanCount],
) -> Result<Vec<String>, DeskError> {
    let mut warnings = Vec::new();
    if !ground.directory_proven {
        warnings.push(say!(
            "plan-warning-directory",
            directory = ground.directory_name.as_str()
        ));
    }
    if ground.users.is_some_and(|users| users != Completeness::Proven) {
        warnings.push(say!("plan-warning-accounts"));
    }
    if ground.groups.is_some_and(|groups| groups != Completeness::Proven) {
        warnings.push(say!("plan-warning-groups"));
    }
    let switched_off = counts.iter().any(|count| {
        count.action == PlannedAction::Disable
            && count.object == ObjectKind::User
            && count.state == PlanItemState::Planned
    });
    let effects = wording::effects(tenant);
    if switched_off && effects.switch_off_deletes() {
        warnings.push(say!("plan-warning-switch-off-deletes"));
    }
    let is_withheld = |count: &&PlanCount| count.state == PlanItemState::Withheld;
    if counts.iter().any(|count| is_withheld(&count)) {
        warnings.extend(withheld(store, record.id)?);
    }
    warnings.extend(summary.unfilled.iter().map(|unfilled| {
        say!(
            "plan-warning-unfilled",
            attribute = unfilled.attribute.as_str(),
            directory = ground.directory_name.as_str(),
            object = codes::code(&unfilled.object),
            target = unfilled.target.as_str()
        )
    }));
    let words = summary
        .skipped
        .iter()
        .filter_map(|(code, count)| wording::skipped(codes::value(code)?, *count));
    warnings.extend(words);
    Ok(warnings)
}

/// How many are withheld, for each reason.
fn withheld(store: &Store, plan: i64) -> Result<Vec<String>, DeskError> {
    let mut counts: Vec<((Withheld, ObjectKind), u64)> = Vec::new();
    let query = scimdesk_store::PlanQuery {
        state: Some(codes::code(&PlanItemState::Withheld)),
        ..scimdesk_store::PlanQuery::default()
    };
    let mut offset = 0;
    loop {
        let page = store
            .plan_items(plan, &query, offset, 1_000)
            .map_err(|error| store_error(&error))?;
        if page.rows.is_empty() {
            break;
        }
        offset += page.rows.len() as u64;
        let reasons = page.rows.iter().filter_map(|item| {
            let change = wording::read(item)?;
            Some((change.withheld?, change.object))
        });
        for reason in reasons {
            match counts.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => counts.push((reason, 1)),
            }
        }
    }
    let word = |((reason, object), count): ((Withheld, ObjectKind), u64)| {
        let why = wording::withheld_of(reason, object);
        say!("plan-warning-withheld", count = count, why = why)
    };
    Ok(counts.into_iter().map(word).collect())
}

/// An item as a row.
pub(super) fn row(item: &PlanItemRecord, effects: &Effects) -> Option<PlanRow> {
    let change = wording::read(item)?;
    let state = codes::value(&item.state)?;
    Some(PlanRow {
        number: item.number,
        object: object_of(item.kind),
        action: codes::value(&item.action)?,
        state,
        person: item.person.clone(),
        person_name: item.person_name.clone(),
        account: item.account.clone(),
        account_name: item.account_name.clone(),
        why: wording::why_of(&change),
        effect: match state {
            PlanItemState::Withheld => say!("plan-effect-withheld"),
            _ => effects.of(&change),
        },
        attributes: u32::try_from(change.attributes.len()).unwrap_or(u32::MAX),
    })
}

/// An item whole. `planner` is made of what holds now.
pub(super) fn item(
    store: &Store,
    plan: i64,
    item: &PlanItemRecord,
    effects: &Effects,
    planner: Option<&Planner>,
) -> Result<PlanItem, DeskError> {
    let broken = || DeskError::of(ErrorCode::CacheBroken);
    let change = wording::read(item).ok_or_else(broken)?;
    let mut notes = change.notes.clone();
    let is_open = match codes::value(&item.state) {
        Some(PlanItemState::Planned | PlanItemState::Rejected | PlanItemState::Failed) => change.withheld.is_none(),
        _ => false,
    };
    let requests = match planner {
        // What is withheld is not sent, and what was done is told by its record.
        Some(planner) if is_open => {
            if let Some(requests) = requests(store, plan, &change, planner)? {
                requests
            } else {
                notes.push(say!("plan-note-changed"));
                Vec::new()
            }
        }
        _ => Vec::new(),
    };
    let mut reasons: Vec<String> = wording::withheld(&change).into_iter().collect();
    reasons.extend(change.reasons.iter().map(wording::reason));
    Ok(PlanItem {
        row: row(item, effects).ok_or_else(broken)?,
        reasons,
        attributes: change.attributes.iter().map(attribute).collect(),
        requests,
        notes,
        outcome: item.outcome.clone(),
        log: item.log.and_then(|log| u64::try_from(log).ok()),
    })
}

pub(crate) fn attribute(change: &scimdesk_provisioning::change::AttributeChange) -> PlannedAttribute {
    PlannedAttribute {
        target: change.target.clone(),
        from: change.from.clone(),
        to: change.to.clone(),
        added: change.added.clone(),
        removed: change.removed.clone(),
        mapping: change.mapping.clone(),
    }
}

/// The requests of a change as it would be decided now. `None`: it would be another.
fn requests(
    store: &Store,
    plan: i64,
    change: &Change,
    planner: &Planner,
) -> Result<Option<Vec<BuiltRequest>>, DeskError> {
    if change.attributes.iter().any(|attribute| attribute.reference) {
        expect(store, plan, planner)?;
    }
    let now = planner.one(change.object, &change.person.id, AccountSeen::FromCache)?;
    let is_same = (now.change.as_ref()).is_some_and(|now| now.intent == change.intent && now.wanted == change.wanted);
    if !is_same {
        return Ok(None);
    }
    let account = match &change.account {
        Some(account) => {
            let found = store.resource(planner.tenant(), store_kind(change.object), &account.id);
            let found = found.map_err(|error| store_error(&error))?;
            found.and_then(|found| Resource::from_json(&found.raw).ok())
        }
        None => None,
    };
    let references = planner.expecting();
    let kind = match change.object {
        ObjectKind::User => ResourceKind::User,
        ObjectKind::Group => ResourceKind::Group,
    };
    let new = format!("{{id:{}}}", change.person.id);
    let path = match &change.account {
        Some(account) => path_of(kind, &account.id),
        None => format!("/{}/{new}", kind.endpoint()),
    };
    let mut built = Vec::new();
    let object = planner.requests(&now, account.as_ref(), Part::Object, &references);
    built.extend(
        object
            .create
            .map(|body| request("POST", &format!("/{}", kind.endpoint()), &without_secrets(&body))),
    );
    built.extend(
        object
            .patches
            .into_iter()
            .map(|body| request("PATCH", &path, &without_secrets(&body))),
    );
    if object.delete {
        built.push(BuiltRequest {
            method: "DELETE".to_owned(),
            path: path.clone(),
            body: String::new(),
        });
    }
    // A new account has no references.
    let empty = Resource::default();
    let later = planner.requests(
        &now,
        Some(account.as_ref().unwrap_or(&empty)),
        Part::References,
        &references,
    );
    built.extend(
        later
            .patches
            .into_iter()
            .map(|body| request("PATCH", &path, &without_secrets(&body))),
    );
    Ok(Some(built))
}

/// Has the planner expect what the plan makes and links, as when it was made: who refers to these is decided about by that.
fn expect(store: &Store, plan: i64, planner: &Planner) -> Result<(), DeskError> {
    let read = store.each_plan_item(plan, 1, |item| {
        let is_new = matches!(
            codes::value(&item.action),
            // A link that switches off, too.
            Some(PlannedAction::Create | PlannedAction::Link | PlannedAction::Disable)
        );
        if let Some(change) = is_new.then(|| wording::read(&item)).flatten().filter(is_expected) {
            let (who, account) = (&change.person, change.account.as_ref());
            planner.expect(
                change.object,
                &who.id,
                &who.name,
                account.map(|account| account.id.as_str()),
            );
        }
        ControlFlow::Continue(())
    });
    read.map_err(|error| store_error(&error))
}

fn is_expected(change: &Change) -> bool {
    change.withheld.is_none() && matches!(change.intent, Intent::Create | Intent::Link)
}

fn object_of(kind: Kind) -> ObjectKind {
    match kind {
        Kind::User => ObjectKind::User,
        Kind::Group => ObjectKind::Group,
    }
}
