//! Sends one change, in the form that the server takes, and says what became of it. Reading back is the caller's.

use scimdesk_scim::{
    client::{Answer, Client, ClientError, ClientErrorKind},
    patch::PatchOp,
    resource::{Resource, ResourceKind},
};

use super::form::{self, Form};
use crate::{
    error::evidence,
    look::is_gone,
    wire::{JournalExchange, RequestPreview},
};

/// What became of a change.
pub(crate) enum Sent {
    /// The server answered well.
    Accepted {
        /// In which form.
        form: Form,
        /// With which status.
        status: Option<u16>,
    },
    /// It was sent, and the answer was lost or cannot be read.
    Lost(ClientError),
    /// The server said no.
    Refused(ClientError),
    /// The server said no to every form.
    FormsRefused(ClientError),
    /// Somebody else changed the account meanwhile, and it is now as wanted.
    AlreadySo(Answer<Resource>),
    /// The account was there a moment ago and no longer is.
    Gone(ClientError),
    /// Cancelled before anything was sent.
    Nothing,
}

/// A change on its way.
pub(crate) struct Sending<'a> {
    pub(crate) client: &'a Client,
    pub(crate) id: &'a str,
    pub(crate) active: bool,
    /// Every request that was sent and its answer, in order: for the journal.
    pub(crate) exchanges: Vec<JournalExchange>,
}

impl Sending<'_> {
    /// Sends the change, beginning with the form that worked before. `fresh` is the account as just read, where the server
    /// lets it be read.
    pub(crate) async fn send(&mut self, mut fresh: Option<Answer<Resource>>, remembered: Option<Form>) -> Sent {
        let mut last = None;
        for form in Form::in_order(remembered) {
            // What was cached may be old: a PUT of it would undo what others changed since.
            if form == Form::Put && fresh.is_none() {
                continue;
            }
            match self.try_form(form, &mut fresh).await {
                Sent::Refused(error) if form::refused(&error) => last = Some(error),
                Sent::Refused(error) if matches!(error.kind, ClientErrorKind::NotFound { .. }) => {
                    // The account or the way to it? Only the account's own answer tells.
                    match self.read().await {
                        Ok(again) => fresh = Some(again),
                        Err(gone) if is_gone(self.client, &gone).await => return Sent::Gone(error),
                        Err(_) => return Sent::Refused(error),
                    }
                    last = Some(error);
                }
                sent => return sent,
            }
        }
        match last {
            Some(error) => Sent::FormsRefused(error),
            None => Sent::Nothing,
        }
    }

    async fn read(&self) -> Result<Answer<Resource>, ClientError> {
        self.client.get(ResourceKind::User, self.id).await
    }

    /// One form. Where somebody else changed the account in between, it is read again and decided again, once.
    async fn try_form(&mut self, form: Form, fresh: &mut Option<Answer<Resource>>) -> Sent {
        let version = fresh.as_ref().and_then(version_of);
        let first = self.request(form, fresh.as_ref(), version.as_deref()).await;
        let Sent::Refused(ClientError {
            kind: ClientErrorKind::PreconditionFailed,
            ..
        }) = &first
        else {
            return first;
        };
        let Ok(again) = self.read().await else {
            return first;
        };
        if again.value.as_user().active() == Some(self.active) {
            return Sent::AlreadySo(again);
        }
        // A server that refuses the version it has just given compares versions wrongly; then it goes without.
        let new_version = version_of(&again);
        let if_match = if new_version == version { None } else { new_version };
        *fresh = Some(again);
        self.request(form, fresh.as_ref(), if_match.as_deref()).await
    }

    async fn request(&mut self, form: Form, fresh: Option<&Answer<Resource>>, if_match: Option<&str>) -> Sent {
        let empty = Resource::default();
        let body = form.body(fresh.map_or(&empty, |answer| &answer.value), self.active);
        let kind = ResourceKind::User;
        let result = match form {
            Form::Path => {
                let patch = PatchOp::set_active(self.active);
                self.client.patch(kind, self.id, &patch, if_match).await
            }
            Form::Pathless => {
                let patch = PatchOp::set_active_without_path(self.active);
                self.client.patch(kind, self.id, &patch, if_match).await
            }
            Form::Put => self.client.put(kind, self.id, &body, if_match).await,
        };
        let exchange = match &result {
            Ok(answer) => &answer.exchange,
            Err(error) => &error.exchange,
        };
        if exchange.attempts == 0 {
            return match result {
                Err(error) if error.kind != ClientErrorKind::Cancelled => Sent::Refused(error),
                _ => Sent::Nothing,
            };
        }
        self.exchanges.push(JournalExchange {
            request: RequestPreview {
                method: form.method().to_owned(),
                url: exchange.url.clone(),
                body: serde_json::to_string_pretty(&body).ok(),
            },
            answer: Some(evidence(exchange)),
        });
        match result {
            Ok(answer) => Sent::Accepted {
                form,
                status: answer.exchange.status,
            },
            Err(error) => match error.kind {
                ClientErrorKind::Cancelled => Sent::Nothing,
                // A success whose body is no use is a success whose effect is not known.
                // A server that failed may have failed after it had done what it was asked.
                ClientErrorKind::OutcomeUnknown | ClientErrorKind::ServerFailed { .. } => Sent::Lost(error),
                _ if error.status().is_some_and(|status| (200..300).contains(&status)) && is_unreadable(&error) => {
                    Sent::Lost(error)
                }
                _ => Sent::Refused(error),
            },
        }
    }
}

/// Whether the answer could not be read, rather than said no.
pub(crate) fn is_unreadable(error: &ClientError) -> bool {
    matches!(
        error.kind,
        ClientErrorKind::NotScim
            | ClientErrorKind::SignInPage
            | ClientErrorKind::EmptyAnswer
            | ClientErrorKind::BrokenJson { .. }
            | ClientErrorKind::AnswerTooLarge { .. }
            | ClientErrorKind::BodyStalled
            | ClientErrorKind::ConnectionLost
    )
}

/// The entity tag of an answer (RFC 7644 §3.14), where the server gave one that `If-Match` can take.
fn version_of(answer: &Answer<Resource>) -> Option<String> {
    answer.etag.clone().or_else(|| {
        answer
            .value
            .meta()
            .version
            .filter(|version| version.starts_with('"') || version.starts_with("W/\""))
            .map(std::borrow::Cow::into_owned)
    })
}
