//! What every turn has: a beginning in the journal, words for what came of it, and an end that is written down.

use scimdesk_provisioning::{
    change::{Action, AttributeChange, Change, Reason},
    codes::{self, Code},
    decide::{Intent, Skipped, Standing, Withheld},
};
use scimdesk_scim::{
    client::{ClientError, ClientErrorKind},
    error_body::ScimType,
    resource::Resource,
};
use scimdesk_store::{
    AccountLink, LinkChange, LinkState, NewChange, NewEntry, Outcome, PlanItemOutcome, RetryChange, RetryPart,
    Settlement, StoreError,
};

use serde_json::Value;

use super::{
    object::{Came, Done, End, Turn},
    part::Checked,
    run::scim_kind,
    settler::{Seen, Settled, Unsettled},
};
use crate::{
    error::client_error,
    preview::store_kind,
    provisioning::{
        planner::{Part, Planned},
        record::{Place, Record, Told, concerned, list},
    },
    wire::{ChangeOutcome, DeskError, ErrorCode, JournalExchange, LogStatus, PlanItemState, StepKind},
    words::{self, args, say},
};

impl Turn<'_> {
    pub(super) fn name(&self) -> &str {
        &self.subject.name
    }

    pub(super) fn app(&self) -> &str {
        &self.run.place.names.app
    }

    /// The account's name.
    pub(super) fn account(&self) -> String {
        self.subject
            .account
            .as_ref()
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    }

    /// Writes down that a change is about to be sent. It is on the disk when this returns.
    pub(super) async fn begin(&mut self, first: JournalExchange, before: Option<&Resource>) -> Result<(), DeskError> {
        // A turn is one change, whatever requests it takes.
        if self.journal.is_some() {
            return Ok(());
        }
        // Every change comes past here, so that none is sent by a dry run.
        let Some(held) = self.run.held.clone() else {
            return Err(DeskError::of(ErrorCode::Internal));
        };
        let at = self.run.clock.now();
        let (account, account_name) = self.subject.account.clone().unwrap_or_default();
        let entry = NewEntry {
            at,
            os_user: self.run.os_user.clone(),
            tenant: self.run.tenant.clone(),
            tenant_name: self.run.place.names.tenant.clone(),
            change: self.journal_word(),
            account,
            account_name: if account_name.is_empty() {
                self.subject.name.clone()
            } else {
                account_name
            },
            requests: serde_json::to_string(&[first]).unwrap_or_default(),
            before: before.and_then(|before| serde_json::to_string(before).ok()),
        };
        let change = NewChange {
            tenant: self.run.tenant.clone(),
            owner: held.owner,
            kind: store_kind(self.subject.object),
            person: self.subject.person.clone(),
            action: self.doing.word(),
            at,
        };
        let lost = held.lost;
        let begun = self.run.opened.store(move |store| {
            let begun = store.begin_change(change, entry);
            if let Err(StoreError::LeaseLost { .. }) = begun {
                // Everybody who sends for this lease is told at once, and not when it would have been renewed.
                lost.cancel();
            }
            begun
        });
        self.journal = Some(begun.await?);
        Ok(())
    }

    /// What the journal calls it.
    fn journal_word(&self) -> String {
        match self.doing.word().as_str() {
            "members" => String::from("references"),
            "link" => String::from("update"),
            word => word.to_owned(),
        }
    }

    /// A request failed. Where it says nothing about this object, nothing is said about it.
    pub(super) fn refused(&mut self, error: ClientError, matching: &[String]) -> End {
        let attributes: Vec<String> = self
            .attributes
            .iter()
            .map(|attribute| attribute.target.clone())
            .collect();
        let about = concerned(&error, &attributes, matching);
        let told = Told::refused(&error, self.doing, &about, &self.run.place, &self.subject.name);
        if codes::concerns_all(&error.kind) {
            self.lost = Some(error);
            return End::new(told, Came::NotTried);
        }
        End::new(told, Came::Failed)
    }

    /// The app made something and gives no id for it.
    pub(super) fn without_id(&self) -> End {
        let args = args!(app = self.app(), name = self.name());
        let sentence = format!("{}: {}", self.name(), words::text("apply-no-id", &args));
        let next = words::next("apply-no-id", &args);
        End::new(
            Told::failed(Code::ServiceIncompatible, sentence, next, &self.run.place, self.name()),
            Came::Failed,
        )
    }

    pub(super) fn not_applied(&self, attributes: &[String]) -> Told {
        let args = args!(name = self.name(), app = self.app(), attributes = list(attributes));
        let sentence = words::text("apply-not-applied", &args);
        let next = words::next("apply-not-applied", &args);
        let mut told = Told::failed(Code::UnprocessableEntity, sentence, next, &self.run.place, self.name());
        told.status = LogStatus::Warning;
        told
    }

    /// What was seen of the account goes into the list.
    pub(super) fn see(&mut self, id: &str, account: &Resource) {
        self.seen = Some(Seen::Here {
            id: id.to_owned(),
            resource: Box::new(account.clone()),
            at: self.run.clock.now(),
        });
    }

    pub(super) async fn linked_account(&self) -> Result<Option<AccountLink>, DeskError> {
        let (tenant, kind, person) = (
            self.run.tenant.clone(),
            store_kind(self.subject.object),
            self.subject.person.clone(),
        );
        self.run
            .opened
            .store(move |store| store.link_of_person(&tenant, kind, &person))
            .await
    }

    /// The account is linked from now on, as it was checked; what was accepted and is not so is told.
    pub(super) async fn linked(
        &mut self,
        planned: Planned,
        checked: Checked,
        intent: Intent,
        done: String,
        came: Came,
    ) -> Result<End, DeskError> {
        let Some((id, _)) = self.subject.account.clone() else {
            return Ok(self.without_id());
        };
        if checked.vanished {
            return Ok(self.vanished(id, intent));
        }
        if let Some(account) = &checked.account {
            self.see(&id, account);
            self.after = Some(account.clone());
            self.subject.account = Some((id.clone(), account_name(account)));
            self.keep_link(&planned, account, intent).await?;
        } else {
            self.link_pending(&id).await?;
        }
        self.planned = Some(planned);
        if let Some(error) = checked.unread {
            let detail = client_error(&error, &self.run.place.names).message;
            let sentence = say!("apply-unread", name = self.name(), app = self.app(), detail = detail);
            return Ok(End::new(Told::warning(sentence, None), came));
        }
        if !checked.not_applied.is_empty() {
            return Ok(End::new(self.not_applied(&checked.not_applied), came));
        }
        Ok(End::new(Told::done(done), came))
    }

    /// The app no longer has the account after it was changed: some delete what is switched off.
    fn vanished(&mut self, id: String, intent: Intent) -> End {
        self.seen = Some(Seen::Gone {
            id,
            at: self.run.clock.now(),
        });
        if intent == Intent::SwitchOff {
            self.link = LinkChange::Remove;
            let sentence = say!("apply-vanished", name = self.name(), app = self.app());
            return End::new(Told::done(sentence), Came::Done(Action::Disable));
        }
        let args = args!(name = self.name(), app = self.app(), account = self.account());
        let sentence = words::text("apply-gone", &args);
        let next = words::next("apply-gone", &args);
        End::new(
            Told::failed(Code::InvalidAnchor, sentence, next, &self.run.place, self.name()),
            Came::Failed,
        )
    }

    /// The link as it is after this turn. References come later: until then they count as not sent.
    pub(super) async fn keep_link(
        &mut self,
        planned: &Planned,
        account: &Resource,
        intent: Intent,
    ) -> Result<(), DeskError> {
        let mut link = self.link_for(planned.standing, intent).await?;
        link.account_name = account_name(account);
        link.wanted = Some(planned.wanted);
        link.written = self.run.planner.written(planned, account);
        self.link = LinkChange::Put(Box::new(link));
        Ok(())
    }

    /// The link to an account of which no more is known than that it is there.
    pub(super) async fn link_pending(&mut self, id: &str) -> Result<(), DeskError> {
        let mut link = self.link_for(Standing::InScope { enabled: true }, Intent::Link).await?;
        id.clone_into(&mut link.account);
        link.wanted = None;
        self.link = LinkChange::Put(Box::new(link));
        Ok(())
    }

    async fn link_for(&self, standing: Standing, intent: Intent) -> Result<AccountLink, DeskError> {
        let now = self.run.clock.now();
        let before = self.linked_account().await?;
        let (account, account_name) = self
            .subject
            .account
            .clone()
            .ok_or_else(|| DeskError::of(ErrorCode::Internal))?;
        let same = before.filter(|before| before.account == account);
        let is_new = same.is_none();
        let mut link = same.unwrap_or_else(|| AccountLink {
            kind: store_kind(self.subject.object),
            person: self.subject.person.clone(),
            account,
            person_name: String::new(),
            account_name,
            state: LinkState::Managed,
            origin: String::from(if intent == Intent::Create { "created" } else { "matched" }),
            wanted: None,
            written: String::from("{}"),
            since: now,
            changed_at: None,
            left_at: None,
        });
        link.person_name.clone_from(&self.subject.name);
        if self.journal.is_some() || is_new {
            link.changed_at = self.journal.map(|_| now);
        }
        match intent {
            Intent::SwitchOff => {
                link.state = match standing {
                    Standing::Gone => LinkState::Departed,
                    _ => LinkState::Disabled,
                };
                link.left_at = link.left_at.or(Some(now));
            }
            Intent::Create | Intent::Link | Intent::Restore => {
                link.state = LinkState::Managed;
                link.left_at = None;
            }
            Intent::BringInLine | Intent::Delete | Intent::Forget => {}
        }
        Ok(link)
    }

    /// Why it must not be done.
    pub(super) fn withheld(&self, withheld: Withheld, now: &Change) -> End {
        withheld_end(withheld, now, &self.run.place)
    }

    /// The first steps: what was planned, and why.
    pub(super) fn imported(&mut self) {
        let place = &self.run.place;
        let change = &self.task.change;
        let read = match change.standing {
            Standing::Gone | Standing::SoftDeleted => {
                say!(
                    "log-step-import-gone",
                    directory = place.directory.as_str(),
                    name = self.name()
                )
            }
            Standing::InScope { .. } | Standing::OutOfScope => {
                say!("log-step-import", directory = place.directory.as_str())
            }
        };
        self.steps.add(StepKind::Import, LogStatus::Success, read, Vec::new());
        let why = change.reasons.iter().find_map(|reason| match reason {
            Reason::Standing { why, .. } => Some(why.clone()),
            _ => None,
        });
        let why = why.unwrap_or_default();
        let scope = match change.standing {
            Standing::InScope { .. } => say!("log-step-in-scope"),
            _ => say!("log-step-out-of-scope", detail = why.as_str()),
        };
        self.steps.add(StepKind::Scoping, LogStatus::Success, scope, Vec::new());
        let matched = change.reasons.iter().find_map(|reason| match reason {
            Reason::Matched { target, value } => Some(format!("{target} {value}")),
            _ => None,
        });
        let account = self.account();
        let matching = match (matched, &change.account) {
            (Some(by), _) => say!("log-step-match-one", account = account, attributes = by),
            (None, Some(_)) => say!("log-step-linked", account = account),
            (None, None) => say!("log-step-match-nobody"),
        };
        self.steps
            .add(StepKind::Matching, LogStatus::Success, matching, Vec::new());
    }

    /// Writes down what came of it.
    pub(super) async fn settle(mut self, end: End, part: RetryPart) -> Result<Done, DeskError> {
        let End { mut told, mut came } = end;
        let run = self.run;
        if run.is_dry() {
            return Ok(self.done(told, came, Vec::new(), None));
        }
        let exchanges = std::mem::take(&mut self.sender.exchanges);
        self.steps.sent(&exchanges);
        let settled = self.settled(&mut told, came, part, &exchanges);
        let mut link = settled.settlement.link.clone();
        let log = match run.settler.settle(settled).await {
            Err(Unsettled::LinkedElsewhere) => {
                // Linked with somebody else a moment ago: this one has failed, and the others go on.
                let (id, account) = self.subject.account.clone().unwrap_or_default();
                let end = self.theirs(&id, account, None).await?;
                let end = end.unwrap_or_else(|| self.stale());
                (told, came, link) = (end.told, end.came, LinkChange::Keep);
                let settled = self.settled(&mut told, came, part, &exchanges);
                run.settler.settle(settled).await?
            }
            log => log?,
        };
        run.learn(self.subject.object, &self.subject.person, link);
        Ok(self.done(told, came, exchanges, log))
    }

    /// What is written down of an end.
    fn settled(&mut self, told: &mut Told, came: Came, part: RetryPart, exchanges: &[JournalExchange]) -> Settled {
        let run = self.run;
        let at = run.clock.now();
        let is_silent = came == Came::NotTried || (told.sentence.is_empty() && self.journal.is_none());
        let failed = matches!(came, Came::Failed | Came::FailedReferences);
        let mut settlement = Settlement::new(
            run.tenant.clone(),
            store_kind(self.subject.object),
            self.subject.person.clone(),
        );
        settlement.link = std::mem::take(&mut self.link);
        settlement.retry = match came {
            Came::NotTried | Came::Stale => RetryChange::Keep,
            _ => {
                let code = told.code().filter(|_| failed);
                run.retry(&self.subject, part, told, code, self.task.change.wanted)
            }
        };
        settlement.staged_done = matches!(came, Came::Done(action) if action.takes_away());
        settlement.plan_item = self.plan_item(came, part, told);
        settlement.journal = self.journal.map(|journal| {
            let outcome = Outcome {
                at,
                outcome: crate::codes::code(&outcome_of(came, told)),
                sentence: told.sentence.clone(),
                exchanges: serde_json::to_string(exchanges).unwrap_or_default(),
                after: self.after.as_ref().and_then(|after| serde_json::to_string(after).ok()),
            };
            (journal, outcome)
        });
        if !is_silent {
            let record = Record {
                subject: &self.subject,
                place: &run.place,
                told,
                action: self.doing.log_action(),
                steps: self.steps.taken.clone(),
                attributes: &self.attributes,
                journal: self.journal,
                at,
                took: self.began.elapsed(),
            };
            settlement.log = Some(record.written());
        }
        Settled {
            settlement,
            seen: self.seen.take(),
        }
    }

    fn done(self, told: Told, came: Came, exchanges: Vec<JournalExchange>, log: Option<i64>) -> Done {
        Done {
            requests: self.sender.requests,
            subject: self.subject,
            told,
            doing: self.doing,
            came,
            steps: self.steps,
            exchanges,
            attributes: self.attributes,
            planned: self.planned,
            matched: self.matched,
            tried: self.tried,
            would_send: self.would_send,
            lost: self.lost,
            log,
        }
    }

    /// Nothing is to be done about who was asked for, and why.
    pub(super) fn skipped(&mut self, skipped: Option<Skipped>, standing: Standing) -> End {
        let (id, code) = match (skipped, standing) {
            (Some(Skipped::Disabled), _) => ("apply-skipped-disabled", Code::EntrySynchronizationSkipped),
            (Some(Skipped::CreateOff), _) => ("apply-skipped-create-off", Code::EntrySynchronizationSkipped),
            (Some(Skipped::UpdateOff), _) => ("apply-skipped-update-off", Code::EntrySynchronizationSkipped),
            (Some(Skipped::DeleteOff), _) => ("apply-skipped-delete-off", Code::EntrySynchronizationSkipped),
            (Some(Skipped::KeptOutOfScope), _) => ("apply-skipped-kept", Code::EntrySynchronizationSkipped),
            (Some(Skipped::NothingSwitchesOff), _) => ("apply-skipped-no-switch", Code::EntrySynchronizationSkipped),
            (Some(Skipped::InLine), _) | (None, Standing::InScope { .. }) => {
                ("apply-skipped-in-line", Code::RedundantExport)
            }
            (None, _) => ("apply-skipped-not-entitled", Code::NotEffectivelyEntitled),
        };
        let args = args!(name = self.name(), app = self.app());
        let sentence = words::text(id, &args);
        self.steps
            .add(StepKind::Processing, LogStatus::Skipped, sentence.clone(), Vec::new());
        let told = Told::skipped(code, sentence, &self.run.place, self.name());
        End::new(told, Came::Skipped)
    }

    /// What would be done.
    pub(super) async fn would(
        &mut self,
        planned: Planned,
        now: &Change,
        account: Option<Resource>,
    ) -> Result<End, DeskError> {
        let base = format!("/{}", scim_kind(self.subject.object).endpoint());
        let id = now.account.as_ref().map_or("{id}", |account| account.id.as_str());
        let one = format!("{base}/{id}");
        let requests = self.requests(&planned, account.as_ref(), Part::Object).await?;
        self.would_send
            .extend(requests.create.map(|body| ("POST", base.clone(), body)));
        self.would_send
            .extend(requests.patches.into_iter().map(|body| ("PATCH", one.clone(), body)));
        if requests.delete {
            self.would_send.push(("DELETE", one.clone(), Value::Null));
        }
        self.attributes.clone_from(&now.attributes);
        // What a new one would refer to is told by its attributes; the id is not known yet.
        if let Some(account) = &account {
            let references = self.requests(&planned, Some(account), Part::References).await?;
            self.would_send
                .extend(references.patches.into_iter().map(|body| ("PATCH", one.clone(), body)));
        }
        self.steps.add(
            StepKind::Export,
            LogStatus::Skipped,
            say!("log-step-not-sent"),
            Vec::new(),
        );
        let sentence = say!(
            "apply-would",
            name = self.name(),
            action = self.doing.word(),
            app = self.app()
        );
        Ok(End::new(Told::done(sentence), Came::Done(now.action)))
    }

    /// What becomes of the plan's item. Of those that refer to others, the second part decides.
    fn plan_item(&self, came: Came, part: RetryPart, told: &Told) -> Option<PlanItemOutcome> {
        let state = match came {
            Came::NotTried => return None,
            Came::Stale => PlanItemState::Stale,
            Came::Failed | Came::FailedReferences => PlanItemState::Failed,
            Came::Done(_) | Came::References | Came::Already | Came::Skipped => PlanItemState::Applied,
        };
        let is_first = part == RetryPart::Object;
        if is_first && state == PlanItemState::Applied && self.task.refers() {
            return None;
        }
        Some(PlanItemOutcome {
            plan: self.run.plan?,
            number: self.task.number?,
            state: crate::codes::code(&state),
            outcome: (!told.sentence.is_empty()).then(|| match told.status {
                // There is nothing to be done about it.
                LogStatus::Skipped => told.sentence.clone(),
                _ => told.with_next(),
            }),
        })
    }
}

/// Why a change must not be made, told as what it is.
pub(crate) fn withheld_end(withheld: Withheld, change: &Change, place: &Place) -> End {
    let (name, app) = (change.person.name.as_str(), place.names.app.as_str());
    let account = change
        .account
        .as_ref()
        .map_or_else(String::new, |account| account.name.clone());
    let attributes = change.reasons.iter().find_map(|reason| match reason {
        Reason::Matched { target, value } => Some(format!("{target} {value}")),
        _ => None,
    });
    let args = args!(
        name = name,
        app = app,
        account = account.as_str(),
        attributes = attributes.unwrap_or_else(|| String::from("none")),
    );
    let (id, code) = match withheld {
        Withheld::SeveralAccounts => ("apply-withheld-several", Code::DuplicateTargetEntries),
        Withheld::AccountOfAnother => ("apply-withheld-of-another", Code::DuplicateSourceEntries),
        Withheld::SameAsAnother => ("apply-withheld-same", Code::DuplicateSourceEntries),
        Withheld::NothingToFindBy => ("apply-withheld-nothing-to-find-by", Code::ImportSkipped),
        Withheld::AccountMissing => ("apply-gone", Code::InvalidAnchor),
        Withheld::UnprovenDirectory => ("apply-withheld-unproven", Code::EntrySynchronizationSkipped),
        Withheld::Protected => ("apply-withheld-protected", Code::EntrySynchronizationSkipped),
    };
    let mut told = Told::failed(code, words::text(id, &args), words::next(id, &args), place, name);
    if withheld.is_failure() {
        return End::new(told, Came::Failed);
    }
    told.status = LogStatus::Skipped;
    End::new(told, Came::Skipped)
}

fn outcome_of(came: Came, told: &Told) -> ChangeOutcome {
    match came {
        Came::Failed | Came::FailedReferences | Came::NotTried
            if told.code() == Some(Code::WebExceptionProtocolError) =>
        {
            ChangeOutcome::Unknown
        }
        Came::Failed | Came::FailedReferences | Came::NotTried => ChangeOutcome::Failed,
        Came::Already | Came::Skipped | Came::Stale => ChangeOutcome::Already,
        Came::Done(_) | Came::References if told.code() == Some(Code::UnprocessableEntity) => {
            ChangeOutcome::AcceptedNotApplied
        }
        Came::Done(_) | Came::References => ChangeOutcome::Applied,
    }
}

/// Whether the server says that a value is taken.
pub(super) fn is_conflict(error: &ClientError) -> bool {
    matches!(
        error.kind,
        ClientErrorKind::Conflict { .. }
            | ClientErrorKind::BadRequest {
                scim_type: Some(ScimType::Uniqueness)
            }
    )
}

/// Whether what is to be done now is what somebody saw in the plan, or what is left of it.
pub(super) fn is_within(now: &Change, seen: &Change) -> bool {
    let intent = now.intent == seen.intent
        || matches!(
            (seen.intent, now.intent),
            (Intent::Create, Intent::Link | Intent::BringInLine)
                | (Intent::Link | Intent::Restore, Intent::BringInLine)
                | (Intent::Delete | Intent::SwitchOff, Intent::Forget)
        );
    let attribute = |change: &AttributeChange| {
        seen.attributes
            .iter()
            .any(|known| known.target == change.target && (known.to == change.to || now.wanted == seen.wanted))
    };
    let same_account = match (&seen.account, &now.account) {
        (Some(seen), Some(now)) => seen.id == now.id,
        _ => true,
    };
    // Nobody loses an account who was not seen to.
    let loses = now.action.takes_away() && !seen.action.takes_away();
    intent && same_account && !loses && (now.wanted == seen.wanted || now.attributes.iter().all(attribute))
}

/// A name for an account, as the server has it.
pub(super) fn account_name(account: &Resource) -> String {
    let name = account.text("userName").or_else(|| account.text("displayName"));
    name.or_else(|| account.id())
        .map(std::borrow::Cow::into_owned)
        .unwrap_or_default()
}
