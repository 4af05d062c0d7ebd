//! One person or group: look, decide anew, write down that it begins, send, read back, settle.

use std::time::Instant;

use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::{Action, AttributeChange, Change},
    codes::Code,
    decide::{Intent, Skipped, Standing, Withheld},
};
use scimdesk_scim::{
    client::{ClientError, ClientErrorKind},
    resource::Resource,
};
use scimdesk_store::{AccountLink, LinkChange, RetryPart};
use serde_json::Value;

use super::{
    part::{Checked, InLine},
    run::{Run, scim_kind},
    search::{self, Key, Looked},
    send::{Sender, Sent, preview},
    settler::Seen,
    turn::{account_name, is_conflict, is_within, withheld_end},
};
use crate::{
    desk::blocking,
    error::said_gone,
    preview::store_kind,
    provisioning::{
        planner::{AccountSeen, Part, Planned},
        record::{Doing, Steps, Subject, Told, list},
    },
    wire::{DeskError, ErrorCode, JournalExchange, LogStatus, StepKind},
    words::{self, args, say},
};

/// A planned change at its turn.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// Its number within the plan. `None`: somebody asked for this object now, and whatever is to be done is done.
    pub(crate) number: Option<u32>,
    pub(crate) change: Change,
}

impl Task {
    /// Whether the object refers to others.
    pub(crate) fn refers(&self) -> bool {
        self.change.attributes.iter().any(|attribute| attribute.reference)
    }
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) subject: Subject,
    pub(crate) told: Told,
    pub(crate) doing: Doing,
    /// What is counted.
    pub(crate) came: Came,
    pub(crate) steps: Steps,
    pub(crate) exchanges: Vec<JournalExchange>,
    pub(crate) requests: u64,
    /// The failure that every other object would meet as well: nothing is said about this one.
    pub(crate) lost: Option<ClientError>,
    /// Its record in the log.
    pub(crate) log: Option<i64>,
    pub(crate) attributes: Vec<AttributeChange>,
    /// What its references are made from, where they are still to come.
    pub(crate) planned: Option<Planned>,
    /// The accounts that were looked at.
    pub(crate) matched: Vec<Resource>,
    /// The attributes and values by which they were looked for; none where the account is linked.
    pub(crate) tried: Vec<Key>,
    /// What would be sent: method, path below the tenant URL, body.
    pub(crate) would_send: Vec<(&'static str, String, Value)>,
}

/// What is counted of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// The action was done.
    Done(Action),
    /// A reference, or members, were changed.
    References,
    /// Nothing had to be sent.
    Already,
    Stale,
    Skipped,
    Failed,
    FailedReferences,
    /// Nothing was tried, or it was not its fault.
    NotTried,
}

/// The way of one object through its turn.
pub(super) struct Turn<'a> {
    pub(super) run: &'a Run,
    pub(super) task: &'a Task,
    pub(super) sender: Sender<'a>,
    pub(super) subject: Subject,
    pub(super) steps: Steps,
    pub(super) doing: Doing,
    pub(super) began: Instant,
    pub(super) journal: Option<i64>,
    /// What is kept of the account.
    pub(super) seen: Option<Seen>,
    pub(super) link: LinkChange,
    pub(super) after: Option<Resource>,
    pub(super) lost: Option<ClientError>,
    /// The attributes that are changed.
    pub(super) attributes: Vec<AttributeChange>,
    pub(super) planned: Option<Planned>,
    pub(super) matched: Vec<Resource>,
    pub(super) tried: Vec<Key>,
    pub(super) would_send: Vec<(&'static str, String, Value)>,
    /// Why it is no longer as planned, where that is known.
    pub(super) stale_since: Option<String>,
}

/// How a turn ended.
pub(super) struct End {
    pub(super) told: Told,
    pub(super) came: Came,
}

impl End {
    pub(super) fn new(told: Told, came: Came) -> Self {
        Self { told, came }
    }

    /// Nothing is worth a word.
    pub(super) fn quiet() -> Self {
        Self::new(Told::done(String::new()), Came::Already)
    }
}

/// The object itself, without what it refers to.
pub(crate) async fn send(run: &Run, task: &Task) -> Result<Done, DeskError> {
    let mut turn = Turn::new(run, task, Doing::Action(task.change.action));
    let end = turn.object().await?;
    turn.settle(end, RetryPart::Object).await
}

/// An object to which nothing is sent, and why: a failure that is kept.
pub(crate) async fn withheld(run: &Run, task: &Task, why: Withheld) -> Result<Done, DeskError> {
    let mut turn = Turn::new(run, task, Doing::Action(task.change.action));
    turn.imported();
    let end = withheld_end(why, &task.change, &run.place);
    turn.settle(end, RetryPart::Object).await
}

impl<'a> Turn<'a> {
    pub(super) fn new(run: &'a Run, task: &'a Task, doing: Doing) -> Self {
        let change = &task.change;
        Self {
            run,
            task,
            sender: Sender::new(&run.client, scim_kind(change.object)),
            subject: Subject {
                object: change.object,
                person: change.person.id.clone(),
                name: change.person.name.clone(),
                account: change
                    .account
                    .as_ref()
                    .map(|account| (account.id.clone(), account.name.clone())),
            },
            steps: Steps::new(run.clock.now(), Some(doing)),
            doing,
            began: Instant::now(),
            journal: None,
            seen: None,
            link: LinkChange::Keep,
            after: None,
            lost: None,
            attributes: Vec::new(),
            planned: None,
            matched: Vec::new(),
            tried: Vec::new(),
            would_send: Vec::new(),
            stale_since: None,
        }
    }

    fn is_linked(&self) -> bool {
        let change = &self.task.change;
        self.run.planner.is_linked(change.object, &change.person.id)
    }

    async fn object(&mut self) -> Result<End, DeskError> {
        let run = self.run;
        let change = &self.task.change;
        // Who was to be linked may have been linked since: what matches then is found out by looking.
        if change.intent != Intent::Link
            && let Some(since) = self.linked_otherwise().await?
        {
            self.imported();
            self.stale_since = Some(since);
            return Ok(self.stale());
        }
        let (known, account, etag) = match self.look().await? {
            Ok(looked) => looked,
            Err(error) => return Ok(self.refused(error, &[])),
        };
        let decided = self.decide(known).await?;
        self.imported();
        let Some(planned) = decided else {
            return Ok(self.stale());
        };
        match (&planned.skipped, &planned.change) {
            // Who is out of scope is never linked: the next cycle would take them for leavers.
            (Some(Skipped::InLine), _) | (None, None)
                if self.is_linked() || (account.is_some() && matches!(planned.standing, Standing::InScope { .. })) =>
            {
                let sentence = say!("apply-already", name = self.name(), app = self.app());
                self.steps.add(
                    StepKind::Processing,
                    LogStatus::Skipped,
                    say!("log-step-nothing"),
                    Vec::new(),
                );
                if let Some(account) = account {
                    self.keep_link(&planned, &account, Intent::BringInLine).await?;
                }
                self.planned = Some(planned);
                return Ok(End::new(Told::done(sentence), Came::Already));
            }
            _ if self.task.number.is_none() && (planned.skipped.is_some() || planned.change.is_none()) => {
                return Ok(self.skipped(planned.skipped, planned.standing));
            }
            (Some(_), _) => return Ok(self.stale()),
            _ => {}
        }
        let Some(now) = planned.change.clone() else {
            return Ok(self.stale());
        };
        match now.withheld {
            // It was nobody's when it was planned.
            Some(Withheld::AccountOfAnother) if self.is_taking_over() => {
                self.stale_since = self.of_another().await?;
                return Ok(self.stale());
            }
            Some(withheld) => return Ok(self.withheld(withheld, &now)),
            None => {}
        }
        if self.task.number.is_some() && !is_within(&now, change) {
            return Ok(self.stale());
        }
        self.doing = Doing::Action(now.action);
        self.attributes = now
            .attributes
            .iter()
            .filter(|attribute| !attribute.reference)
            .cloned()
            .collect();
        let decided = say!("log-step-decided", action = self.doing.word());
        self.steps
            .add(StepKind::Processing, LogStatus::Success, decided, Vec::new());
        if run.is_dry() {
            return self.would(planned, &now, account).await;
        }
        match now.intent {
            Intent::Create => self.create(planned, &now).await,
            Intent::Forget => {
                self.link = LinkChange::Remove;
                let sentence = say!("apply-gone-found", name = self.name(), app = self.app());
                Ok(End::new(Told::done(sentence), Came::Done(Action::Delete)))
            }
            Intent::Delete => self.delete().await,
            Intent::Link | Intent::BringInLine | Intent::Restore | Intent::SwitchOff => match account {
                Some(account) => self.bring_in_line(planned, &now, account, etag).await,
                None => Ok(withheld_end(Withheld::AccountMissing, &now, &run.place)),
            },
        }
    }

    /// What was planned for one account is done to no other: why it is not, where the link is not to that account any more.
    pub(super) async fn linked_otherwise(&self) -> Result<Option<String>, DeskError> {
        let (Some(_), Some(planned)) = (self.task.number, &self.task.change.account) else {
            return Ok(None);
        };
        Ok(match self.linked_account().await? {
            Some(link) if link.account == planned.id => None,
            Some(link) => Some(say!(
                "apply-stale-relinked",
                name = self.name(),
                account = link.account_name
            )),
            None => Some(say!("apply-stale-unlinked", name = self.name())),
        })
    }

    /// Something else is to be done than was planned, or nothing any more.
    pub(super) fn stale(&mut self) -> End {
        let sentence = (self.stale_since.take()).unwrap_or_else(|| say!("apply-stale", name = self.name()));
        self.steps
            .add(StepKind::Processing, LogStatus::Skipped, sentence.clone(), Vec::new());
        let told = Told::skipped(Code::RedundantExport, sentence, &self.run.place, self.name());
        End::new(told, Came::Stale)
    }

    /// What the app has of the object now.
    pub(super) async fn look(
        &mut self,
    ) -> Result<Result<(AccountSeen, Option<Resource>, Option<String>), ClientError>, DeskError> {
        let run = self.run;
        let change = &self.task.change;
        // Linked by hand, by a run that went before, or by the one that was interrupted: whatever was planned, it is theirs.
        let current = (self.linked_account().await?).map(|link| (link.account, link.account_name));
        let planned = change
            .account
            .as_ref()
            .map(|account| (account.id.clone(), account.name.clone()));
        let takes_over = change.intent == Intent::Link && current.is_none();
        if let (Some(current), Some(planned)) = (&current, &planned)
            && current.0 != planned.0
        {
            self.stale_since = Some(say!(
                "apply-stale-relinked",
                name = self.name(),
                account = current.1.as_str()
            ));
        }
        let known = current.or(planned);
        self.subject.account.clone_from(&known);
        if let Some((id, name)) = known {
            let looked = search::read(&run.client, &mut self.sender, &id).await;
            match looked {
                Looked::Read(mut read, etag) => {
                    // Some servers leave it out of the answer.
                    read.as_object_mut().entry("id").or_insert_with(|| id.as_str().into());
                    if !takes_over {
                        self.matched.push((*read).clone());
                        let known = AccountSeen::Read(Some(read.clone()));
                        return Ok(Ok((known, Some(*read), etag)));
                    }
                    if self.still_matches(&read).await? {
                        self.matched.push((*read).clone());
                        return Ok(Ok((AccountSeen::Matches(vec![(*read).clone()]), Some(*read), etag)));
                    }
                    self.see(&id, &read);
                    let account = name.as_str();
                    self.stale_since = Some(say!("apply-stale-no-match", name = self.name(), account = account));
                }
                Looked::Gone => {
                    self.seen = Some(Seen::Gone {
                        id,
                        at: run.clock.now(),
                    });
                    if !takes_over {
                        return Ok(Ok((AccountSeen::Read(None), None, None)));
                    }
                    let account = name.as_str();
                    self.stale_since = Some(say!("apply-stale-no-account", name = self.name(), account = account));
                }
                Looked::Unreadable => return Ok(Ok((AccountSeen::FromCache, self.cached(&id).await?, None))),
                Looked::Failed(error) => return Ok(Err(error)),
            }
            // What was planned is not done; who is asked for by name may have another account.
            self.subject.account = None;
            if self.task.number.is_some() {
                return Ok(Ok((AccountSeen::Matches(Vec::new()), None, None)));
            }
        }
        // Who is asked for by name is looked up, however fresh the list.
        if self.task.number.is_some() && run.planner.is_certain(change.object, &change.person.id) {
            return Ok(Ok((AccountSeen::Matches(Vec::new()), None, None)));
        }
        let Some(planned) = self.decide(AccountSeen::Matches(Vec::new())).await? else {
            return Ok(Ok((AccountSeen::Matches(Vec::new()), None, None)));
        };
        let keys = run.planner.matching(&planned);
        Ok(
            match search::find(&run.client, &mut self.sender, change.object, &keys).await {
                Err(error) => Err(error),
                Ok(matched) => {
                    self.matched.clone_from(&matched);
                    self.tried = search::tried(keys, change.object, &matched);
                    let one = match matched.as_slice() {
                        [one] => Some(one.clone()),
                        _ => None,
                    };
                    let named = |account: &Resource| Some((account.id()?.into_owned(), account_name(account)));
                    self.subject.account = one.as_ref().and_then(named);
                    Ok((AccountSeen::Matches(matched), one, None))
                }
            },
        )
    }

    /// Whether an account that nobody has is to become somebody's.
    fn is_taking_over(&self) -> bool {
        self.task.number.is_some() && self.task.change.intent == Intent::Link
    }

    /// Whether an account that was found when it was planned is found by the same values still.
    async fn still_matches(&self, account: &Resource) -> Result<bool, DeskError> {
        let Some(planned) = self.decide(AccountSeen::Matches(Vec::new())).await? else {
            return Ok(false);
        };
        let (planner, account) = (std::sync::Arc::clone(&self.run.planner), account.clone());
        blocking(move || Ok(planner.is_match(&planned, &account))).await
    }

    /// The link of an account to somebody else.
    async fn linked_with_another(&self, id: &str) -> Result<Option<AccountLink>, DeskError> {
        let (tenant, kind, id) = (self.run.tenant.clone(), store_kind(self.subject.object), id.to_owned());
        let link = (self.run.opened).store(move |store| store.link_of_account(&tenant, kind, &id));
        Ok(link.await?.filter(|link| link.person != self.subject.person))
    }

    /// Whose account it is now.
    async fn of_another(&self) -> Result<Option<String>, DeskError> {
        let Some((id, account)) = self.subject.account.clone() else {
            return Ok(None);
        };
        let other = self.linked_with_another(&id).await?;
        Ok(other.map(|other| {
            say!(
                "apply-stale-of-another",
                name = self.name(),
                account = account,
                other = other.person_name
            )
        }))
    }

    pub(super) async fn cached(&self, id: &str) -> Result<Option<Resource>, DeskError> {
        let (tenant, id) = (self.run.tenant.clone(), id.to_owned());
        let kind = store_kind(self.subject.object);
        let found = self
            .run
            .opened
            .store(move |store| store.resource(&tenant, kind, &id))
            .await?;
        Ok(found.and_then(|found| Resource::from_json(&found.raw).ok()))
    }

    pub(super) async fn decide(&self, known: AccountSeen) -> Result<Option<Planned>, DeskError> {
        decide(self.run, self.subject.object, &self.subject.person, known).await
    }

    async fn create(&mut self, planned: Planned, now: &Change) -> Result<End, DeskError> {
        let requests = self.requests(&planned, None, Part::Object).await?;
        // The person has just gone from the directory.
        let Some(body) = requests.create else {
            return Ok(self.stale());
        };
        let keys = self.run.planner.matching(&planned);
        let url = self
            .run
            .client
            .url()
            .join(&[scim_kind(self.subject.object).endpoint()], &[])
            .to_string();
        self.begin(
            JournalExchange {
                request: preview("POST", url, Some(&body)),
                answer: None,
            },
            None,
        )
        .await?;
        let mut sent = self.sender.create(&body).await;
        if let Sent::Lost(error) = &sent {
            // It may have been made: looked up before it is sent again.
            match self.find(&keys).await {
                Err(error) => return Ok(self.refused(error, &[])),
                Ok(matched) if !matched.is_empty() => return self.found(planned, now, matched, &keys, None).await,
                Ok(_) if error.kind == ClientErrorKind::OutcomeUnknown => sent = self.sender.create(&body).await,
                Ok(_) => {}
            }
        }
        match sent {
            Sent::Accepted(answer) => match answer.value.filter(|made| made.id().is_some()) {
                Some(made) => self.made(planned, now, made).await,
                // It was made and not shown.
                None => match self.find(&keys).await {
                    Err(error) => Ok(self.refused(error, &[])),
                    Ok(matched) if matched.is_empty() => Ok(self.without_id()),
                    Ok(matched) => self.found(planned, now, matched, &keys, None).await,
                },
            },
            Sent::Refused(error) if is_conflict(&error) => match self.find(&keys).await {
                Err(error) => Ok(self.refused(error, &[])),
                Ok(matched) => self.found(planned, now, matched, &keys, Some(error)).await,
            },
            Sent::Refused(error) | Sent::Lost(error) => {
                let targets: Vec<String> = keys.into_iter().map(|(target, _)| target).collect();
                Ok(self.refused(error, &targets))
            }
        }
    }

    async fn find(&mut self, keys: &[Key]) -> Result<Vec<Resource>, ClientError> {
        search::find(&self.run.client, &mut self.sender, self.subject.object, keys).await
    }

    /// The account was there already (`conflict` is the server's word for it), or was made by the request whose answer was lost. It
    /// is linked only where it is the one that the mappings match, and nobody else's.
    async fn found(
        &mut self,
        planned: Planned,
        now: &Change,
        mut matched: Vec<Resource>,
        keys: &[Key],
        conflict: Option<ClientError>,
    ) -> Result<End, DeskError> {
        let named = list(
            &keys
                .iter()
                .map(|(target, value)| format!("{target} {value}"))
                .collect::<Vec<_>>(),
        );
        let name = self.name().to_owned();
        let place = &self.run.place;
        let app = place.names.app.clone();
        if matched.is_empty() {
            let Some(conflict) = conflict else {
                return Ok(self.without_id());
            };
            let args = args!(name = name.as_str(), app = app.as_str(), attributes = named.as_str());
            let targets: Vec<String> = keys.iter().map(|(target, _)| target.clone()).collect();
            let mut told = Told::refused(&conflict, self.doing, &targets, place, &name);
            let words = words::text("apply-conflict-nobody", &args);
            told.sentence = format!("{} {words}", told.sentence);
            if let Some(error) = &mut told.error {
                error.reason.clone_from(&told.sentence);
                error.recommended_action = words::next("apply-conflict-nobody", &args);
            }
            return Ok(End::new(told, Came::Failed));
        }
        if matched.len() > 1 {
            let accounts: Vec<String> = matched
                .iter()
                .filter_map(|account| account.id().map(Into::into))
                .collect();
            let args = args!(
                name = name.as_str(),
                app = app.as_str(),
                attributes = named.as_str(),
                accounts = list(&accounts)
            );
            let sentence = words::text("apply-several", &args);
            let told = Told::failed(
                Code::DuplicateTargetEntries,
                sentence,
                words::next("apply-several", &args),
                place,
                &name,
            );
            return Ok(End::new(told, Came::Failed));
        }
        let account = matched.remove(0);
        let id = account.id().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if let Some(end) = self.theirs(&id, account_name(&account), Some(&named)).await? {
            return Ok(end);
        }
        self.subject.account = Some((id, account_name(&account)));
        if conflict.is_none() {
            return self.made(planned, now, account).await;
        }
        // Somebody else's work so far: brought in line as any account that is taken over.
        let decided = self.decide(AccountSeen::Matches(vec![account.clone()])).await?;
        let change = decided.as_ref().and_then(|planned| planned.change.clone());
        let (Some(planned), Some(change)) = (decided, change) else {
            return Ok(self.stale());
        };
        if change.withheld.is_some() || change.intent != Intent::Link {
            return Ok(self.stale());
        }
        let end = self.bring_in_line(planned, &change, account.clone(), None).await?;
        if end.told.status != LogStatus::Failure {
            let sentence = say!(
                "apply-found-instead",
                name = name,
                app = app,
                account = account_name(&account)
            );
            return Ok(End::new(
                Told::warning(sentence, end.told.error),
                Came::Done(Action::Link),
            ));
        }
        Ok(end)
    }

    /// Why an account cannot be this one's: it is linked with somebody else. It was found by attributes and values, or the app answered
    /// that it was made.
    pub(super) async fn theirs(
        &self,
        id: &str,
        account: String,
        found_by: Option<&str>,
    ) -> Result<Option<End>, DeskError> {
        let other = self.linked_with_another(id).await?;
        Ok(other.map(|other| {
            let args = args!(
                app = self.app(),
                attributes = found_by.unwrap_or_default(),
                account = account,
                other = other.person_name.as_str()
            );
            let id = found_by.map_or("apply-answered-theirs", |_| "apply-conflict-theirs");
            let sentence = format!("{}: {}", self.name(), words::text(id, &args));
            let told = Told::failed(
                Code::EntryConflict,
                sentence,
                words::next(id, &args),
                &self.run.place,
                self.name(),
            );
            End::new(told, Came::Failed)
        }))
    }

    /// It was made: read back, link.
    async fn made(&mut self, planned: Planned, now: &Change, made: Resource) -> Result<End, DeskError> {
        let id = made.id().map(std::borrow::Cow::into_owned).unwrap_or_default();
        // A server that makes one account of two answers with the one that it has.
        if let Some(end) = self.theirs(&id, account_name(&made), None).await? {
            return Ok(end);
        }
        self.subject.account = Some((id.clone(), account_name(&made)));
        let checked = self.read_back(&id, Some(made), &sent_targets(now)).await?;
        let done = say!("apply-done", name = self.name(), action = "create", account = "");
        self.linked(planned, checked, Intent::Create, done, Came::Done(Action::Create))
            .await
    }

    async fn bring_in_line(
        &mut self,
        planned: Planned,
        now: &Change,
        account: Resource,
        etag: Option<String>,
    ) -> Result<End, DeskError> {
        let id = match &now.account {
            Some(account) => account.id.clone(),
            None => account.id().map(std::borrow::Cow::into_owned).unwrap_or_default(),
        };
        self.subject.account = Some((id.clone(), account_name(&account)));
        let came = Came::Done(now.action);
        let done = |turn: &Self, updated: bool| match (now.intent, updated) {
            (Intent::Link, true) => {
                say!("apply-linked-and-updated", name = turn.name(), account = turn.account())
            }
            (Intent::Link, false) => say!(
                "apply-done",
                name = turn.name(),
                action = "link",
                account = turn.account()
            ),
            (_, false) => say!("apply-already", name = turn.name(), app = turn.app()),
            (_, true) => {
                say!(
                    "apply-done",
                    name = turn.name(),
                    action = turn.doing.word(),
                    account = turn.account()
                )
            }
        };
        let sent = self.send_patches(&planned, account, &id, etag, Part::Object).await?;
        match sent {
            InLine::Nothing(account) => {
                let sentence = done(self, false);
                let came = if now.intent == Intent::Link {
                    came
                } else {
                    Came::Already
                };
                self.linked(planned, Checked::good(*account), now.intent, sentence, came)
                    .await
            }
            InLine::Sent { shown, refused: None } => {
                let checked = self.read_back(&id, shown, &sent_targets(now)).await?;
                let sentence = done(self, true);
                self.linked(planned, checked, now.intent, sentence, came).await
            }
            InLine::Sent {
                refused: Some(error),
                shown,
            } => {
                if said_gone(&error) && now.intent != Intent::Link {
                    return Ok(self.gone(id));
                }
                // A part may have been done: what there is now is known.
                if let Some(shown) = shown {
                    self.see(&id, &shown);
                    self.after = Some(shown);
                }
                if now.intent == Intent::Link {
                    self.link_pending(&id).await?;
                }
                let matching = self.run.planner.matching(&planned);
                let targets: Vec<String> = matching.into_iter().map(|(target, _)| target).collect();
                Ok(self.refused(error, &targets))
            }
        }
    }

    async fn delete(&mut self) -> Result<End, DeskError> {
        let Some((id, _)) = self.subject.account.clone() else {
            return Ok(End::new(Told::done(String::new()), Came::Already));
        };
        let kind = scim_kind(self.subject.object);
        let url = self.run.client.url().join(&[kind.endpoint(), &id], &[]).to_string();
        let before = self.cached(&id).await?;
        self.begin(
            JournalExchange {
                request: preview("DELETE", url, None),
                answer: None,
            },
            before.as_ref(),
        )
        .await?;
        let mut again = false;
        loop {
            let error = match self.sender.delete(&id).await {
                Sent::Accepted(_) => break,
                Sent::Refused(error) if said_gone(&error) => break,
                Sent::Refused(error) => return Ok(self.refused(error, &[])),
                Sent::Lost(error) => error,
            };
            match search::read(&self.run.client, &mut self.sender, &id).await {
                Looked::Gone => break,
                Looked::Failed(error) => return Ok(self.refused(error, &[])),
                Looked::Read(..) | Looked::Unreadable if again => return Ok(self.refused(error, &[])),
                Looked::Read(..) | Looked::Unreadable => again = true,
            }
        }
        self.link = LinkChange::Remove;
        self.seen = Some(Seen::Gone {
            id,
            at: self.run.clock.now(),
        });
        let sentence = say!("apply-done", name = self.name(), action = "delete", account = "");
        Ok(End::new(Told::done(sentence), Came::Done(Action::Delete)))
    }

    /// The account that is linked was gone when it was to be changed.
    fn gone(&mut self, id: String) -> End {
        let args = args!(name = self.name(), app = self.app(), account = self.account());
        let sentence = words::text("apply-gone", &args);
        let next = words::next("apply-gone", &args);
        self.seen = Some(Seen::Gone {
            id,
            at: self.run.clock.now(),
        });
        let told = Told::failed(Code::InvalidAnchor, sentence, next, &self.run.place, self.name());
        End::new(told, Came::Failed)
    }
}

/// Decides about an object anew, on a thread that may block. `None`: neither the directory nor a link knows it any more.
pub(crate) async fn decide(
    run: &Run,
    object: ObjectKind,
    person: &str,
    known: AccountSeen,
) -> Result<Option<Planned>, DeskError> {
    let (planner, person) = (std::sync::Arc::clone(&run.planner), person.to_owned());
    blocking(move || match planner.one(object, &person, known) {
        Err(error) if error.code == ErrorCode::PersonNotFound => Ok(None),
        decided => decided.map(Some),
    })
    .await
}

/// The attributes that the object part of a change is about.
fn sent_targets(change: &Change) -> Vec<String> {
    let own = change.attributes.iter().filter(|attribute| !attribute.reference);
    own.map(|attribute| attribute.target.clone()).collect()
}
