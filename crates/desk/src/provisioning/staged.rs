//! Disables and deletions that wait for a person.
//!
//! What is allowed is done by the next cycle; what is denied is not, as long as the same change is wanted. Nothing is sent from here.

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use scimdesk_store::{self as store, Decision, Kind, Store, StoreError};
use serde::{Deserialize, Serialize};

use super::state::{self, Switch};
use crate::{
    Desk, codes,
    lists::MOST,
    tenants,
    wire::{
        DecideStaged, DeskError, ErrorCode, Page, PlannedAction, Provisioning, StagedDecision, StagedRow, TenantPage,
    },
    words::{self, args},
};

/// What waits in all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Waiting {
    pub(crate) count: u64,
    /// The longest.
    pub(crate) since: Option<Timestamp>,
}

/// Why a change is staged, as the cache keeps it: sentences.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    pub(crate) why: String,
    pub(crate) effect: String,
}

impl Desk {
    /// Disables and deletions that wait for a person, or that one has decided on.
    pub async fn staged_page(&self, request: TenantPage) -> Result<Page<StagedRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let window = request.window;
        let page = opened
            .store(move |store| store.staged(&tenant, window.offset, window.limit.min(MOST)))
            .await?;
        Ok(Page {
            rows: page.rows.into_iter().map(row).collect(),
            total: page.total,
            counting: false,
            offset: window.offset,
            revision: page.total,
        })
    }

    /// Allows or denies some of them, or all that wait; `Waiting` takes a decision back. What is allowed is done by the next cycle, which
    /// is due now where cycles are on.
    ///
    /// # Errors
    /// [`ErrorCode::BadInput`] where one of the numbers is none of theirs; nothing is decided then.
    pub async fn staged_decide(&self, request: DecideStaged) -> Result<Provisioning, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let decision = match request.decision {
            StagedDecision::Waiting => Decision::Waiting,
            StagedDecision::Allowed => Decision::Allowed,
            StagedDecision::Denied => Decision::Denied,
        };
        let numbers: Vec<i64> = request.numbers.iter().map(|number| number.cast_signed()).collect();
        let id = tenant.id.clone();
        let decided = opened
            .store(move |store| {
                let all = store.all_staged(&id)?;
                let unknown = |number: &&i64| !all.iter().any(|staged| staged.number == **number);
                match numbers.iter().find(unknown) {
                    Some(unknown) => Ok(Err(*unknown)),
                    None => store.decide_staged(&id, &numbers, decision).map(Ok),
                }
            })
            .await?
            .map_err(|unknown| unknown_number(unknown, &tenant.name))?;
        if decided > 0 && decision == Decision::Allowed {
            state::change(&opened, &tenant.id, |state| state.due_now = state.switch == Switch::On).await?;
        }
        self.changed(&opened, &tenant).await
    }
}

fn unknown_number(number: i64, tenant: &str) -> DeskError {
    // A number as it is typed, without marks between the thousands.
    let names = args!(number = number.to_string(), tenant = tenant);
    DeskError {
        message: words::text("staged-number-unknown", &names),
        next: words::next("staged-number-unknown", &names),
        ..DeskError::of(ErrorCode::BadInput)
    }
}

/// What waits for a person now.
pub(crate) fn waiting(store: &Store, tenant: &str) -> Result<Waiting, StoreError> {
    let mut waiting = Waiting::default();
    for staged in store.all_staged(tenant)? {
        if staged.decision == Decision::Waiting {
            waiting.count += 1;
            // The first is the one that waits longest.
            waiting.since.get_or_insert(staged.since);
        }
    }
    Ok(waiting)
}

fn row(staged: store::StagedRecord) -> StagedRow {
    let change = staged.change;
    let why: Why = serde_json::from_str(&change.why).unwrap_or_default();
    StagedRow {
        number: staged.number.cast_unsigned(),
        object: match change.kind {
            Kind::User => ObjectKind::User,
            Kind::Group => ObjectKind::Group,
        },
        action: codes::value(&change.action).unwrap_or(PlannedAction::Disable),
        person: change.person,
        name: change.name,
        account: change.account,
        why: why.why,
        effect: why.effect,
        since: staged.since,
        decision: match staged.decision {
            Decision::Waiting => StagedDecision::Waiting,
            Decision::Allowed => StagedDecision::Allowed,
            Decision::Denied => StagedDecision::Denied,
        },
    }
}
