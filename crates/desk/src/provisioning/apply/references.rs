//! What an object refers to: a manager, the members of a group. Sent once all that are to be there are there.

use scimdesk_provisioning::{change::Action, codes::Code, requests};
use scimdesk_scim::resource::Resource;
use scimdesk_store::{AccountLink, LinkChange, RetryPart};

use super::{
    object::{Came, Done, End, Task, Turn},
    part::InLine,
    run::Run,
    search::{self, Looked},
};
use crate::{
    provisioning::{
        planner::{AccountSeen, Part, Planned},
        record::{Doing, Told, list},
    },
    wire::{DeskError, LogStatus, StepKind},
    words::say,
};

/// What an object refers to. `planned`: as it was decided when its own attributes were sent a moment ago, so that it need not be read
/// again. `None`: nothing was to be said about it.
pub(crate) async fn send(run: &Run, task: &Task, planned: Option<Planned>) -> Result<Option<Done>, DeskError> {
    let doing = match task.change.action {
        Action::Members => Doing::Action(Action::Members),
        _ => Doing::References,
    };
    let mut turn = Turn::new(run, task, doing);
    let Some(end) = turn.references(planned).await? else {
        return Ok(None);
    };
    turn.settle(end, RetryPart::References).await.map(Some)
}

impl Turn<'_> {
    async fn references(&mut self, planned: Option<Planned>) -> Result<Option<End>, DeskError> {
        let run = self.run;
        // Whose own attributes were just sent has the account that was planned.
        if planned.is_none()
            && let Some(since) = self.linked_otherwise().await?
        {
            self.stale_since = Some(since);
            return Ok(Some(self.stale()));
        }
        // Without an account there is nothing to be given a manager or members.
        let Some(link) = self.linked_account().await? else {
            return Ok(None);
        };
        let id = link.account.clone();
        self.subject.account = Some((id.clone(), link.account_name.clone()));
        let (account, etag) = if planned.is_some() {
            (self.cached(&id).await?, None)
        } else {
            match search::read(&run.client, &mut self.sender, &id).await {
                Looked::Read(account, etag) => (Some(*account), etag),
                // The next plan says so.
                Looked::Gone => return Ok(None),
                Looked::Unreadable => (self.cached(&id).await?, None),
                Looked::Failed(error) => return Ok(Some(self.refused(error, &[]))),
            }
        };
        let Some(mut account) = account else { return Ok(None) };
        account
            .as_object_mut()
            .entry("id")
            .or_insert_with(|| id.as_str().into());
        let planned = match planned {
            Some(planned) => planned,
            None => match self.decide(AccountSeen::Read(Some(Box::new(account.clone())))).await? {
                Some(planned) => planned,
                None => return Ok(Some(End::quiet())),
            },
        };
        let requests = self.requests(&planned, Some(&account), Part::References).await?;
        let unresolved = unresolved(&requests.notes);
        self.attributes = (self.task.change.attributes.iter())
            .filter(|attribute| attribute.reference)
            .cloned()
            .collect();
        let targets: Vec<String> = self
            .attributes
            .iter()
            .map(|attribute| attribute.target.clone())
            .collect();
        if requests.patches.is_empty() && unresolved.is_empty() {
            self.references_are_there(&planned, link, &account);
            return Ok(Some(End::quiet()));
        }
        self.steps.add(
            StepKind::ReferenceResolution,
            if unresolved.is_empty() {
                LogStatus::Success
            } else {
                LogStatus::Warning
            },
            say!(
                "log-step-references",
                known = requests.patches.len() as u64,
                unknown = unresolved.len() as u64
            ),
            Vec::new(),
        );
        let before = account.clone();
        let mut not_applied = Vec::new();
        let mut came = Came::Already;
        match self
            .send_patches(&planned, account, &id, etag, Part::References)
            .await?
        {
            InLine::Nothing(_) => {}
            InLine::Sent { shown, refused: None } => {
                came = Came::References;
                let checked = self.read_back(&id, shown, &targets).await?;
                not_applied = checked.not_applied;
                if let Some(account) = checked.account {
                    self.see(&id, &account);
                    self.after = Some(account);
                }
            }
            InLine::Sent {
                shown,
                refused: Some(error),
            } => {
                if let Some(shown) = shown {
                    self.see(&id, &shown);
                    self.after = Some(shown);
                }
                let mut end = self.refused(error, &targets);
                if end.came == Came::Failed {
                    end.came = Came::FailedReferences;
                }
                return Ok(Some(end));
            }
        }
        let shown = self.after.clone().unwrap_or(before);
        self.references_are_there(&planned, link, &shown);
        let name = self.name().to_owned();
        if !unresolved.is_empty() {
            let sentence = say!(
                "apply-unresolved",
                name = name.as_str(),
                app = self.app(),
                count = unresolved.len() as u64,
                people = list(&run.planner.names_of(&unresolved))
            );
            let mut told = Told::failed(
                Code::UnableToResolveReferenceAttributeValue,
                sentence,
                None,
                &run.place,
                &name,
            );
            told.status = LogStatus::Warning;
            return Ok(Some(End::new(told, came)));
        }
        if came == Came::Already {
            return Ok(Some(End::quiet()));
        }
        if !not_applied.is_empty() {
            return Ok(Some(End::new(self.not_applied(&not_applied), came)));
        }
        let done = say!(
            "apply-done",
            name = name,
            action = self.doing.word(),
            account = self.account()
        );
        Ok(Some(End::new(Told::done(done), came)))
    }

    /// What it refers to is there now, as far as it can be: not to be sent again until that is something else.
    fn references_are_there(&mut self, planned: &Planned, mut link: AccountLink, account: &Resource) {
        if self.journal.is_some() {
            link.changed_at = Some(self.run.clock.now());
        }
        link.wanted = Some(planned.wanted);
        link.written = self.run.planner.written_with_references(planned, account);
        self.link = LinkChange::Put(Box::new(link));
    }
}

/// The ids, in the directory, of those whose accounts are not known.
fn unresolved(notes: &[requests::Note]) -> Vec<String> {
    let of = |note: &requests::Note| match &note.reason {
        requests::Reason::Unresolved { people } => people.clone(),
        _ => Vec::new(),
    };
    notes.iter().flat_map(of).collect()
}
