//! What all objects of one run share.

use std::{collections::HashMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    codes::Code,
    retry::{self, Failing},
};
use scimdesk_scim::{client::Client, resource::ResourceKind};
use scimdesk_store::{Kind, LinkChange, Retry, RetryChange, RetryPart, Store};
use tokio_util::sync::CancellationToken;

use super::settler::Settler;
use crate::{
    Clock,
    desk::Opened,
    error::store_error,
    preview::store_kind,
    provisioning::{
        lease::Held,
        planner::Planner,
        record::{Place, Subject, Told},
    },
    wire::{DeskError, ProvisioningSettings},
    words::say,
};

/// What all objects of one run share.
pub(crate) struct Run {
    pub(crate) opened: Arc<Opened>,
    pub(crate) tenant: String,
    pub(crate) client: Client,
    pub(crate) settings: ProvisioningSettings,
    pub(crate) place: Place,
    pub(crate) settler: Settler,
    pub(crate) os_user: String,
    pub(crate) clock: Clock,
    /// In whose name changes are sent. `None`: nothing that writes is sent, and nothing is kept.
    pub(crate) held: Option<Held>,
    /// The plan whose items are sent.
    pub(crate) plan: Option<i64>,
    /// Learns of each link that is made, which others may refer to.
    pub(crate) planner: Arc<Planner>,
    /// The failures that there were when the run began.
    failures: HashMap<(Kind, String, RetryPart), Retry>,
    /// Cancelled where every other object would meet the same failure.
    pub(crate) stop: CancellationToken,
}

impl Run {
    #[expect(clippy::too_many_arguments, reason = "it gathers what a run is made of, once")]
    pub(crate) fn new(
        opened: &Arc<Opened>,
        store: &Store,
        tenant: &str,
        client: Client,
        settings: ProvisioningSettings,
        place: Place,
        settler: Settler,
        planner: Planner,
        clock: Clock,
        plan: Option<i64>,
        held: Option<Held>,
    ) -> Result<Self, DeskError> {
        let failures = store.retries(tenant).map_err(|error| store_error(&error))?;
        Ok(Self {
            opened: Arc::clone(opened),
            tenant: tenant.to_owned(),
            client,
            settings,
            place,
            settler,
            os_user: crate::activation::os_user(),
            clock,
            plan,
            held,
            planner: Arc::new(planner),
            failures: (failures.into_iter())
                .map(|failure| ((failure.kind, failure.person.clone(), failure.part), failure))
                .collect(),
            stop: CancellationToken::new(),
        })
    }

    pub(crate) fn is_dry(&self) -> bool {
        self.held.is_none()
    }

    /// Whether somebody else provisions the tenant now: nothing more may be sent or written down.
    pub(crate) fn has_lost(&self) -> bool {
        self.held.as_ref().is_some_and(|held| held.lost.is_cancelled())
    }

    /// A link changed: who refers to it can be resolved from now on.
    pub(crate) fn learn(&self, object: ObjectKind, person: &str, link: LinkChange) {
        match link {
            LinkChange::Keep => {}
            LinkChange::Put(link) => self.planner.put_link(*link),
            LinkChange::Remove => self.planner.remove_link(object, person),
        }
    }

    /// What becomes of the failures of an object, after this came of it. `wanted`: a hash of all that was wanted for it.
    pub(crate) fn retry(
        &self,
        subject: &Subject,
        part: RetryPart,
        told: &mut Told,
        code: Option<Code>,
        wanted: i64,
    ) -> RetryChange {
        let Some(code) = code else {
            return RetryChange::Clear(part);
        };
        let kind = store_kind(subject.object);
        let now = self.clock.now();
        let attempt = self.planner.attempt(subject.object, wanted);
        let before = self.failures.get(&(kind, subject.person.clone(), part));
        // Something else begins from the start.
        let before = before.filter(|before| before.wanted.is_none_or(|before| before == attempt));
        let first_failed = before.map_or(now, |before| before.first_failed);
        let attempts = before.map_or(0, |before| before.attempts) + 1;
        let failing = Failing {
            first_failed,
            attempts,
            passes: code.passes(),
        };
        let next_at = retry::next(failing, now);
        if next_at.is_none() {
            told.advise(say!("apply-given-up"));
        }
        RetryChange::Put(Retry {
            kind,
            person: subject.person.clone(),
            part,
            attempts,
            first_failed,
            last_failed: now,
            // Never by itself any more; it stays known, so that it is not begun from the start again.
            next_at: next_at.unwrap_or_else(never),
            code: code.name().to_owned(),
            sentence: told.sentence.clone(),
            wanted: Some(attempt),
        })
    }
}

/// A century from the first moment that computers count: later than anybody waits, and a time that every store can hold.
fn never() -> Timestamp {
    Timestamp::UNIX_EPOCH
        .saturating_add(SignedDuration::from_hours(24 * 365 * 200))
        .unwrap_or(Timestamp::MAX)
}

/// The protocol's kind of an object.
pub(crate) fn scim_kind(object: ObjectKind) -> ResourceKind {
    match object {
        ObjectKind::User => ResourceKind::User,
        ObjectKind::Group => ResourceKind::Group,
    }
}
