//! The requests that bring an object in line, or give it what it refers to; and what the app shows afterwards.

use scimdesk_scim::{
    client::{ClientError, ClientErrorKind},
    resource::Resource,
};

use super::{
    object::{Known, Turn},
    run::scim_kind,
    search::{self, Looked},
    send::{Sent, preview},
};
use crate::{
    desk::blocking,
    provisioning::planner::{Part, Planned, Requests},
    wire::{DeskError, JournalExchange, ReadBack},
};

/// What came of the requests that bring an object in line.
pub(super) enum InLine {
    /// None was needed.
    Nothing(Box<Resource>),
    Sent {
        /// The object as the last answer shows it, where one does.
        shown: Option<Resource>,
        /// The first that failed.
        refused: Option<ClientError>,
    },
}

/// What the app shows after a change.
pub(super) struct Checked {
    /// `None`: it cannot be read, and no answer showed it.
    pub(super) account: Option<Resource>,
    /// What was accepted and is not so.
    pub(super) not_applied: Vec<String>,
    /// Why it could not be read.
    pub(super) unread: Option<ClientError>,
    /// The app no longer has it.
    pub(super) vanished: bool,
}

impl Checked {
    pub(super) fn good(account: Resource) -> Self {
        Self {
            account: Some(account),
            not_applied: Vec::new(),
            unread: None,
            vanished: false,
        }
    }
}

impl Turn<'_> {
    /// The requests that a part needs, given what the app has.
    pub(super) async fn requests(
        &self,
        planned: &Planned,
        account: Option<&Resource>,
        part: Part,
    ) -> Result<Requests, DeskError> {
        let planner = std::sync::Arc::clone(&self.run.planner);
        let (planned, account) = (planned.clone(), account.cloned());
        blocking(move || {
            let references = planner.references();
            Ok(planner.requests(&planned, account.as_ref(), part, &*references))
        })
        .await
    }

    /// Sends what a part needs, each request whatever became of the one before. Where an answer is lost, or somebody else changed the
    /// object in between, it is read and decided again, once.
    pub(super) async fn send_patches(
        &mut self,
        planned: &Planned,
        mut account: Resource,
        id: &str,
        mut etag: Option<String>,
        part: Part,
    ) -> Result<InLine, DeskError> {
        let mut bodies = self.requests(planned, Some(&account), part).await?.patches;
        if bodies.is_empty() {
            return Ok(InLine::Nothing(Box::new(account)));
        }
        let url = self.run.client.url().join(&[scim_kind(self.subject.object).endpoint(), id], &[]).to_string();
        let first = JournalExchange {
            request: preview("PATCH", url, bodies.first()),
            answer: None,
        };
        self.begin(first, Some(&account)).await?;
        let mut again = false;
        loop {
            let (mut shown, mut refused, mut unclear) = (None, None, None);
            for body in &bodies {
                match self.sender.patch(id, body, etag.as_deref()).await {
                    Sent::Accepted(answer) => {
                        // What is shown is as it was before the next request.
                        shown = answer.value;
                        etag = answer.etag;
                    }
                    Sent::Lost(error) => {
                        (shown, etag) = (None, None);
                        unclear = Some(error);
                        break;
                    }
                    Sent::Refused(error) if error.kind == ClientErrorKind::PreconditionFailed => {
                        (shown, etag) = (None, None);
                        unclear = Some(error);
                        break;
                    }
                    Sent::Refused(error) => {
                        let ends = scimdesk_provisioning::codes::concerns_all(&error.kind);
                        refused.get_or_insert(error);
                        (shown, etag) = (None, None);
                        if ends {
                            break;
                        }
                    }
                }
            }
            let Some(error) = unclear else {
                return Ok(InLine::Sent { shown, refused });
            };
            let read = match search::read(&self.run.client, &mut self.sender, id).await {
                Looked::Read(read, _) => *read,
                Looked::Gone => return Ok(InLine::Sent { shown: None, refused: None }),
                Looked::Unreadable | Looked::Failed(_) => return Ok(InLine::Sent { shown, refused: Some(error) }),
            };
            bodies = self.requests(planned, Some(&read), part).await?.patches;
            account = read;
            if bodies.is_empty() {
                return Ok(InLine::Sent { shown: Some(account), refused });
            }
            // A server that failed is not asked at once again.
            if again || matches!(error.kind, ClientErrorKind::ServerFailed { .. }) {
                return Ok(InLine::Sent {
                    shown: Some(account),
                    refused: Some(error),
                });
            }
            again = true;
        }
    }

    /// What the app shows after a change: its own answer where that tells, else the object as it is read.
    pub(super) async fn read_back(
        &mut self,
        id: &str,
        shown: Option<Resource>,
        targets: &[String],
    ) -> Result<Checked, DeskError> {
        if let Some(shown) = &shown
            && self.run.settings.read_back == ReadBack::Answer
        {
            let (differing, is_told) = self.differing(id, shown, targets).await?;
            if differing.is_empty() || is_told {
                return Ok(Checked {
                    not_applied: differing,
                    ..Checked::good(shown.clone())
                });
            }
        }
        Ok(match search::read(&self.run.client, &mut self.sender, id).await {
            Looked::Read(read, _) => {
                let (not_applied, _) = self.differing(id, &read, targets).await?;
                Checked {
                    not_applied,
                    ..Checked::good(*read)
                }
            }
            Looked::Gone => Checked {
                account: None,
                not_applied: Vec::new(),
                unread: None,
                vanished: true,
            },
            Looked::Unreadable => Checked {
                account: shown,
                not_applied: Vec::new(),
                unread: None,
                vanished: false,
            },
            Looked::Failed(error) => Checked {
                account: shown,
                not_applied: Vec::new(),
                unread: Some(error),
                vanished: false,
            },
        })
    }

    /// Which of these attributes are not as wanted, and whether the app says of each what it is instead.
    async fn differing(&self, id: &str, shown: &Resource, targets: &[String]) -> Result<(Vec<String>, bool), DeskError> {
        if targets.is_empty() {
            return Ok((Vec::new(), true));
        }
        let mut shown = shown.clone();
        if shown.id().is_none() {
            shown.as_object_mut().insert(String::from("id"), id.into());
        }
        let known = match self.linked_account().await? {
            Some(_) => Known::Read(Some(shown)),
            None => Known::Matches(vec![shown]),
        };
        let changes = self.decide(known).await?.map(|planned| planned.change.attributes).unwrap_or_default();
        let left: Vec<_> = changes.into_iter().filter(|change| targets.contains(&change.target)).collect();
        let is_told = left.iter().all(|change| change.from.is_some() || !change.removed.is_empty());
        Ok((left.into_iter().map(|change| change.target).collect(), is_told))
    }
}
