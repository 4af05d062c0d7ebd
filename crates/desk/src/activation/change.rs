//! One account: look, write into the journal, send, read back, tell.

use std::sync::{Arc, Mutex, PoisonError};

use scimdesk_scim::{
    client::{Answer, Client, ClientError, ClientErrorKind},
    resource::{Resource, ResourceKind},
};

use super::{
    form::Form,
    reviews::{Gone, Reviewed},
    send::{Sending, Sent},
};
use crate::{
    cache::{self, JournalOpen, JournalOutcome},
    desk::Opened,
    error::{Names, clause, client_error, evidence, said_gone, status_text},
    look::{is_gone, named},
    tenants,
    wire::{
        ActivationResult, ChangeOutcome, DeskError, ErrorCode, Evidence, JournalExchange, RequestPreview,
        ResourceKind as Kind,
    },
    words::{self, args, say},
};

/// What all accounts of one job have in common.
pub(crate) struct Change {
    pub(crate) opened: Arc<Opened>,
    /// Ends when the job is cancelled.
    pub(crate) client: Client,
    pub(crate) names: Names,
    pub(crate) tenant: String,
    pub(crate) active: bool,
    pub(crate) os_user: String,
    pub(crate) clock: crate::Clock,
    /// The form that worked last; remembered for the tenant.
    pub(crate) form: Mutex<Option<Form>>,
}

/// How one account's change ended.
pub(crate) struct Changed {
    pub(crate) result: ActivationResult,
    /// It makes no sense to go on with the others.
    pub(crate) stop: bool,
    /// The cache failed on the way; the result says how far the change had come.
    pub(crate) fatal: Option<DeskError>,
}

impl Changed {
    fn end(&mut self, ending: Ending) {
        self.result.outcome = ending.outcome;
        self.result.sentence = ending.sentence;
        self.result.next = ending.next;
        self.result.evidence = ending.evidence;
        self.stop = ending.stop;
    }
}

/// What the state of an account was and is, in words and evidence.
struct Ending {
    outcome: ChangeOutcome,
    sentence: String,
    next: Option<String>,
    evidence: Option<Evidence>,
    after: Option<Resource>,
    stop: bool,
}

impl Change {
    /// Changes one account.
    pub(crate) async fn apply(&self, account: &Reviewed) -> Changed {
        let mut changed = self.not_begun(account, "change-not-sent-cache");
        if let Err(error) = self.steps(account, &mut changed).await {
            changed.stop = true;
            changed.fatal = Some(error);
        }
        changed
    }

    /// An account to which nothing is sent.
    pub(crate) fn not_begun(&self, account: &Reviewed, why: &str) -> Changed {
        let mut changed = Changed {
            result: ActivationResult {
                id: account.id.to_string(),
                name: account.id.to_string(),
                outcome: ChangeOutcome::NotSent,
                sentence: String::new(),
                next: None,
                evidence: None,
                journal: None,
            },
            stop: false,
            fatal: None,
        };
        changed.end(self.ending(why, ChangeOutcome::NotSent));
        changed
    }

    /// An account that was no longer there when the change was reviewed.
    pub(crate) fn gone(&self, account: Gone) -> ActivationResult {
        let ending = self.ending("change-gone-before", ChangeOutcome::Failed);
        ActivationResult {
            id: account.id,
            name: account.name,
            outcome: ending.outcome,
            sentence: ending.sentence,
            next: ending.next,
            evidence: None,
            journal: None,
        }
    }

    /// Look, write into the journal, send, read back, tell. `changed` says at each step what is known, since the cache may
    /// fail at any.
    async fn steps(&self, account: &Reviewed, changed: &mut Changed) -> Result<(), DeskError> {
        let id = &*account.id;
        let cached = cache::account_json(&self.opened, &self.tenant, id).await?;
        if let Some((name, _)) = &cached {
            changed.result.name.clone_from(name);
        }
        let fresh = match self.client.get(ResourceKind::User, id).await {
            Ok(fresh) => Some(fresh),
            Err(error) => match self.unread(id, error).await? {
                Some(ending) => {
                    changed.end(ending);
                    return Ok(());
                }
                None => None,
            },
        };
        let now = match &fresh {
            Some(fresh) => fresh.value.as_user().active(),
            None => account.from,
        };
        if let Some(fresh) = &fresh
            && (now == Some(self.active) || account.from == Some(self.active))
        {
            self.remember(id, &fresh.value).await?;
        }
        if now == Some(self.active) {
            changed.end(self.already());
            return Ok(());
        }
        // The review announced that nothing is sent to this account.
        if account.from == Some(self.active) {
            changed.end(self.ending("change-not-sent-otherwise", ChangeOutcome::NotSent));
            return Ok(());
        }

        let before = match &fresh {
            Some(fresh) => Some(fresh.value.clone()),
            None => cached.as_ref().and_then(|(_, raw)| Resource::from_json(raw).ok()),
        };
        // Others may have made the tenant read-only while the job runs.
        if super::forbidden(&tenants::row(&self.opened, &self.tenant).await?).is_some() {
            let mut ending = self.ending("change-not-sent-read-only", ChangeOutcome::NotSent);
            ending.stop = true;
            changed.end(ending);
            return Ok(());
        }
        let journal = cache::journal_open(
            &self.opened,
            JournalOpen {
                at: self.clock.now(),
                os_user: self.os_user.clone(),
                tenant: self.tenant.clone(),
                tenant_name: self.names.tenant.clone(),
                active: self.active,
                account: id.to_owned(),
                account_name: changed.result.name.clone(),
                request: self.first_request(id, before.as_ref()),
                before: before.as_ref().and_then(json),
            },
        )
        .await?;
        changed.result.journal = Some(journal);

        let mut sending = Sending {
            client: &self.client,
            id,
            active: self.active,
            exchanges: Vec::new(),
        };
        let remembered = *self.form.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = sending.send(fresh, remembered).await;
        let exchanges = sending.exchanges;
        changed.end(self.ending("change-unknown", ChangeOutcome::Unknown));
        let user_name = before
            .as_ref()
            .and_then(|before| before.as_user().user_name().map(Into::into));
        let ending = self.conclude(id, user_name, sent).await?;
        let outcome = JournalOutcome {
            id: journal,
            at: self.clock.now(),
            outcome: ending.outcome,
            sentence: ending.sentence.clone(),
            exchanges,
            after: ending.after.as_ref().and_then(json),
        };
        changed.end(ending);
        cache::journal_close(&self.opened, outcome).await
    }

    /// The account could not be read before the change. `None`: this server does not let accounts be read one by one; the
    /// cached state has to do.
    async fn unread(&self, id: &str, error: ClientError) -> Result<Option<Ending>, DeskError> {
        match &error.kind {
            ClientErrorKind::Cancelled => Ok(Some(self.not_sent())),
            _ if is_gone(&self.client, &error).await => {
                self.forget(id).await?;
                let mut ending = self.ending("change-gone-before", ChangeOutcome::Failed);
                ending.evidence = Some(evidence(&error.exchange));
                Ok(Some(ending))
            }
            ClientErrorKind::NotSupported | ClientErrorKind::Forbidden | ClientErrorKind::BadRequest { .. } => Ok(None),
            _ => Ok(Some(self.failed(&error))),
        }
    }

    /// From what became of the request to what became of the account.
    async fn conclude(&self, id: &str, user_name: Option<String>, sent: Sent) -> Result<Ending, DeskError> {
        match sent {
            Sent::Nothing => Ok(self.not_sent()),
            Sent::Refused(error) => Ok(self.failed(&error)),
            Sent::FormsRefused(error) => {
                let mut ending = self.failed(&error);
                let args = args!(
                    app = self.names.app.as_str(),
                    status = status_text(error.status()),
                    detail = error
                        .detail
                        .as_deref()
                        .and_then(clause)
                        .unwrap_or_else(|| String::from("none"))
                );
                ending.sentence = words::text("change-forms-refused", &args);
                ending.next = words::next("change-forms-refused", &args);
                Ok(ending)
            }
            Sent::Gone(error) => {
                self.forget(id).await?;
                let mut ending = self.ending("change-gone-before", ChangeOutcome::Failed);
                ending.evidence = Some(evidence(&error.exchange));
                Ok(ending)
            }
            Sent::AlreadySo(account) => {
                self.remember(id, &account.value).await?;
                let mut ending = self.already();
                ending.after = Some(account.value);
                Ok(ending)
            }
            Sent::Accepted { form, status } => self.read_back(id, user_name, Some((form, status)), None).await,
            Sent::Lost(error) => self.read_back(id, user_name, None, Some(error)).await,
        }
    }

    /// The account as it is now decides, not what was answered. Reading back goes on after a cancellation: what was sent
    /// must be told.
    async fn read_back(
        &self,
        id: &str,
        user_name: Option<String>,
        accepted: Option<(Form, Option<u16>)>,
        lost: Option<ClientError>,
    ) -> Result<Ending, DeskError> {
        let client = self
            .client
            .clone()
            .with_cancellation(tokio_util::sync::CancellationToken::new());
        let refused = lost
            .as_ref()
            .filter(|error| error.status().is_some_and(|status| status >= 500));
        let refused = refused.map(|error| self.failed(error));
        let unreadable = lost.as_ref().and_then(ClientError::status);
        let lost = lost.map(|error| evidence(&error.exchange));
        let mut read = client.get(ResourceKind::User, id).await;
        let mut gone = false;
        if let Err(error) = &read
            && said_gone(error)
        {
            match still_found(&client, id, user_name, error).await {
                Still::There(account) => {
                    read = Ok(Answer {
                        value: account,
                        etag: None,
                        exchange: (*error.exchange).clone(),
                    });
                }
                Still::Gone => gone = true,
                Still::Unclear => {}
            }
        }
        match read {
            Ok(account) => {
                self.remember(id, &account.value).await?;
                let now = account.value.as_user().active();
                let mut ending = if now == Some(self.active) {
                    if let Some((form, _)) = accepted {
                        self.remember_form(form).await?;
                    }
                    self.ending(
                        if self.active {
                            "change-applied-on"
                        } else {
                            "change-applied-off"
                        },
                        ChangeOutcome::Applied,
                    )
                } else if now == Some(!self.active)
                    && let Some(refused) = refused
                {
                    refused
                } else {
                    self.not_so(
                        now,
                        accepted.map(|(_, status)| status_text(status)).as_deref(),
                        unreadable,
                    )
                };
                let read = (ending.outcome != ChangeOutcome::Applied).then(|| evidence(&account.exchange));
                ending.evidence = lost.or(read);
                ending.after = Some(account.value);
                Ok(ending)
            }
            Err(error) if gone && !self.active => {
                self.forget(id).await?;
                if let Some((form, _)) = accepted {
                    self.remember_form(form).await?;
                }
                let mut ending = self.ending("change-vanished", ChangeOutcome::Vanished);
                ending.evidence = Some(evidence(&error.exchange));
                Ok(ending)
            }
            Err(error) => {
                let id = if accepted.is_some() {
                    "change-unread"
                } else {
                    "change-unknown"
                };
                let mut ending = self.ending(id, ChangeOutcome::Unknown);
                ending.evidence = lost.or_else(|| Some(evidence(&error.exchange)));
                ending.stop = error.kind == ClientErrorKind::TokenRefused;
                Ok(ending)
            }
        }
    }

    /// It reads back otherwise than wanted. `accepted` is the status of the answer, where one came that could be read.
    /// `unreadable` is the status of one that could not.
    fn not_so(&self, now: Option<bool>, accepted: Option<&str>, unreadable: Option<u16>) -> Ending {
        let (id, outcome) = match (now, accepted) {
            (None, Some(_)) => ("change-accepted-not-said", ChangeOutcome::Unknown),
            (None, None) => ("change-unknown", ChangeOutcome::Unknown),
            (Some(_), Some(_)) => ("change-accepted-not-applied", ChangeOutcome::AcceptedNotApplied),
            // What was sent may be under way yet.
            (Some(_), None) if unreadable.is_some() => ("change-unreadable-not-applied", ChangeOutcome::Unknown),
            (Some(_), None) => ("change-lost-not-applied", ChangeOutcome::Unknown),
        };
        let status = accepted.map_or_else(|| status_text(unreadable), ToOwned::to_owned);
        let args = args!(app = self.names.app.as_str(), status = status);
        Ending {
            sentence: words::text(id, &args),
            next: words::next(id, &args),
            ..self.ending(id, outcome)
        }
    }

    fn failed(&self, error: &ClientError) -> Ending {
        let told = client_error(error, &self.names);
        Ending {
            outcome: ChangeOutcome::Failed,
            sentence: told.message,
            next: told.next,
            evidence: told.evidence,
            after: None,
            // Every other account would meet the same refusal.
            stop: told.code == ErrorCode::TokenRefused,
        }
    }

    fn already(&self) -> Ending {
        self.ending(self.already_id(), ChangeOutcome::Already)
    }

    /// The sentence for an account that is as wanted already.
    pub(super) fn already_id(&self) -> &'static str {
        if self.active {
            "change-already-on"
        } else {
            "change-already-off"
        }
    }

    fn not_sent(&self) -> Ending {
        self.ending("change-not-sent-cancelled", ChangeOutcome::NotSent)
    }

    fn ending(&self, id: &str, outcome: ChangeOutcome) -> Ending {
        let args = args!(
            app = self.names.app.as_str(),
            status = say!("word-no-status"),
            detail = "none"
        );
        Ending {
            outcome,
            sentence: words::text(id, &args),
            next: words::next(id, &args),
            evidence: None,
            after: None,
            stop: false,
        }
    }

    /// What is sent first, for a journal whose writer may die before the answer.
    fn first_request(&self, id: &str, account: Option<&Resource>) -> JournalExchange {
        let form = self
            .form
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .unwrap_or(Form::Path);
        let empty = Resource::default();
        let body = form.body(account.unwrap_or(&empty), self.active);
        JournalExchange {
            request: RequestPreview {
                method: form.method().to_owned(),
                url: self.client.url().join(&["Users", id], &[]).to_string(),
                body: serde_json::to_string_pretty(&body).ok(),
            },
            answer: None,
        }
    }

    /// Puts what was read into the cache.
    async fn remember(&self, id: &str, account: &Resource) -> Result<(), DeskError> {
        cache::keep_as(&self.opened, &self.tenant, Kind::User, id, account, self.clock.now())
            .await
            .map(|_| ())
    }

    /// Takes out of the cache what the server no longer has.
    async fn forget(&self, id: &str) -> Result<(), DeskError> {
        cache::mark_gone(&self.opened, &self.tenant, Kind::User, id, self.clock.now())
            .await
            .map(|_| ())
    }

    async fn remember_form(&self, form: Form) -> Result<(), DeskError> {
        {
            let mut known = self.form.lock().unwrap_or_else(PoisonError::into_inner);
            if *known == Some(form) {
                return Ok(());
            }
            *known = Some(form);
        }
        cache::remember_form(&self.opened, &self.tenant, form).await
    }
}

/// What became of an account that cannot be read by its id.
enum Still {
    There(Resource),
    Gone,
    /// The server does not say.
    Unclear,
}

/// Looks for an account that cannot be read by its id: some servers hide whom they have switched off from one way and not from
/// the other, and such an account is not gone.
async fn still_found(client: &Client, id: &str, user_name: Option<String>, error: &ClientError) -> Still {
    if let Some(user_name) = user_name
        && let Ok(found) = named(client, &user_name).await
    {
        let account = found.into_iter().find(|account| account.id().as_deref() == Some(id));
        return account.map_or(Still::Gone, Still::There);
    }
    if is_gone(client, error).await {
        Still::Gone
    } else {
        Still::Unclear
    }
}

fn json(account: &Resource) -> Option<String> {
    serde_json::to_string(account).ok()
}
