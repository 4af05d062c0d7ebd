//! What came of one person or group, told for the log: steps, modified attributes, and why something failed.

use std::time::Duration;

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use scimdesk_provisioning::{
    change::{Action, AttributeChange},
    codes::Code,
};
use scimdesk_scim::client::{ClientError, ClientErrorKind};
use scimdesk_store::NewLog;
use uuid::Uuid;

use super::logs::Details;
use crate::{
    codes,
    error::{Names, clause, client_error, evidence, milliseconds, without_servers_words},
    preview::store_kind,
    wire::{JournalExchange, LogAction, LogError, LogStatus, ModifiedProperty, ProvisioningStep, StepKind},
    words::{self, args, say},
};

/// Attributes that a sentence names; more are counted.
const NAMED: usize = 6;
/// Characters of one value that the log keeps.
const VALUE: usize = 2_000;

/// Whom or what a record is about.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) object: ObjectKind,
    /// The id in the directory.
    pub(crate) person: String,
    pub(crate) name: String,
    /// Id and name at the app.
    pub(crate) account: Option<(String, String)>,
}

/// What a run has in common for all its records.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) cycle: Option<u64>,
    /// The name of the directory.
    pub(crate) directory: String,
    pub(crate) names: Names,
}

/// What came of one object, in words and codes.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) status: LogStatus,
    pub(crate) sentence: String,
    pub(crate) error: Option<LogError>,
    /// The sentence without what the server said, where it says something.
    plain: Option<String>,
}

impl Told {
    /// It went as it should.
    pub(crate) fn done(sentence: String) -> Self {
        Self {
            status: LogStatus::Success,
            sentence,
            error: None,
            plain: None,
        }
    }

    /// It did, but for something that a person should know.
    pub(crate) fn warning(sentence: String, error: Option<LogError>) -> Self {
        Self {
            status: LogStatus::Warning,
            sentence,
            error,
            plain: None,
        }
    }

    /// Nothing was sent, by intent.
    pub(crate) fn skipped(code: Code, sentence: String, place: &Place, name: &str) -> Self {
        Self {
            status: LogStatus::Skipped,
            error: Some(error(code, sentence.clone(), None, place, name)),
            sentence,
            plain: None,
        }
    }

    /// It failed. `next` is what to do, where there is more to say than the code has.
    pub(crate) fn failed(code: Code, sentence: String, next: Option<String>, place: &Place, name: &str) -> Self {
        let mut error = error(code, sentence.clone(), None, place, name);
        if next.is_some() {
            error.recommended_action = next;
        }
        Self {
            status: LogStatus::Failure,
            sentence,
            error: Some(error),
            plain: None,
        }
    }

    /// A request failed. `attributes` are those that it was about.
    pub(crate) fn refused(
        failed: &ClientError,
        action: Doing,
        attributes: &[String],
        place: &Place,
        name: &str,
    ) -> Self {
        let code = Code::of(&failed.kind, failed.status(), failed.detail.as_deref());
        let told = client_error(failed, &place.names);
        let said = failed.detail.as_deref().and_then(clause);
        let sentence = |message: &str, said: String| {
            say!(
                "apply-failed",
                name = name,
                app = place.names.app.as_str(),
                action = action.word(),
                attributes = list(attributes),
                said = said,
                message = message,
            )
        };
        let plain = sentence(&without_servers_words(&told, &place.names), none());
        let said = said.filter(|said| !told.message.contains(said.as_str()));
        let sentence = sentence(&told.message, said.unwrap_or_else(none));
        Self {
            status: LogStatus::Failure,
            error: Some(error(
                code,
                sentence.clone(),
                serde_json::to_string(&evidence(&failed.exchange)).ok(),
                place,
                name,
            )),
            sentence,
            plain: Some(plain),
        }
    }

    /// The code, where it failed or was skipped.
    pub(crate) fn code(&self) -> Option<Code> {
        self.error.as_ref().and_then(|error| Code::named(&error.code))
    }

    /// Something more about what to do.
    pub(crate) fn advise(&mut self, more: String) {
        if let Some(error) = &mut self.error {
            error.recommended_action = Some(match error.recommended_action.take() {
                Some(next) => format!("{next} {more}"),
                None => more,
            });
        }
    }

    /// What a message says of it: the desk's own words and the code, and nothing that the server said.
    pub(crate) fn for_message(&self) -> String {
        let sentence = self.plain.as_ref().unwrap_or(&self.sentence);
        match &self.error {
            Some(error) => format!("{sentence} ({})", error.code),
            None => sentence.clone(),
        }
    }

    /// The sentence, and what to do next.
    pub(crate) fn with_next(&self) -> String {
        match self
            .error
            .as_ref()
            .and_then(|error| error.recommended_action.as_deref())
        {
            Some(next) => format!("{} {next}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

/// What was being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Action(Action),
    /// A manager, or the like.
    References,
}

impl Doing {
    /// The word that the catalogue and the journal know.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Action(action) => codes::code(&action),
            Self::References => String::from("references"),
        }
    }

    pub(crate) fn log_action(self) -> LogAction {
        match self {
            Self::Action(Action::Create) => LogAction::Create,
            Self::Action(Action::Disable) => LogAction::Disable,
            Self::Action(Action::Delete) => LogAction::Delete,
            Self::Action(Action::Link | Action::Unlink) => LogAction::Other,
            Self::Action(Action::Update | Action::Restore | Action::Members) | Self::References => LogAction::Update,
        }
    }
}

fn error(code: Code, reason: String, details: Option<String>, place: &Place, name: &str) -> LogError {
    let args = args!(app = place.names.app.as_str(), name = name);
    LogError {
        code: code.name().to_owned(),
        reason,
        recommended_action: Some(words::text(&recommended(code), &args)),
        category: code.category().name().to_owned(),
        details,
    }
}

/// The message with what to do about a code: `log-do-entry-conflict`.
fn recommended(code: Code) -> String {
    let mut id = String::from("log-do");
    for letter in code.name().chars() {
        if letter.is_ascii_uppercase() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}

/// The steps of one object, as they are taken.
#[derive(Debug, Clone)]
pub(crate) struct Steps {
    at: Timestamp,
    /// How names of steps end: `Add`, `Update`, `Delete`.
    ending: &'static str,
    pub(crate) taken: Vec<ProvisioningStep>,
}

impl Steps {
    pub(crate) fn new(at: Timestamp, doing: Option<Doing>) -> Self {
        Self {
            at,
            ending: match doing {
                Some(Doing::Action(Action::Create)) => "Add",
                Some(Doing::Action(Action::Delete)) => "Delete",
                _ => "Update",
            },
            taken: Vec::new(),
        }
    }

    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    pub(crate) fn add(
        &mut self,
        kind: StepKind,
        status: LogStatus,
        description: String,
        details: Vec<(String, String)>,
    ) {
        let name = match kind {
            StepKind::Connection => String::from("ConnectionTest"),
            StepKind::Import => format!("EntryImport{}", self.ending),
            StepKind::Scoping => String::from("EntrySynchronizationScoping"),
            StepKind::Matching => String::from("EntryMatching"),
            StepKind::Processing if status == LogStatus::Skipped => String::from("EntrySynchronizationSkip"),
            StepKind::Processing => format!("EntrySynchronization{}", self.ending),
            StepKind::ReferenceResolution => String::from("EntryReferenceResolution"),
            StepKind::Export => format!("EntryExport{}", self.ending),
        };
        self.taken.push(ProvisioningStep {
            kind,
            name,
            status,
            description,
            details,
            at: self.at,
        });
    }

    /// What was sent, a step for each request.
    pub(crate) fn sent(&mut self, exchanges: &[JournalExchange]) {
        for exchange in exchanges {
            let status = exchange.answer.as_ref().and_then(|answer| answer.status);
            let good = status.is_some_and(|status| (200..300).contains(&status));
            let description = say!(
                "log-step-sent",
                method = exchange.request.method.as_str(),
                path = path_of(&exchange.request.url),
                status = crate::error::status_text(status),
            );
            let status = if good { LogStatus::Success } else { LogStatus::Failure };
            self.add(StepKind::Export, status, description, Vec::new());
        }
    }
}

/// The path below the tenant URL.
pub(crate) fn path_of(url: &str) -> String {
    let found = ["/Users", "/Groups"].into_iter().find_map(|kind| url.rfind(kind));
    url[found.unwrap_or(0)..].to_owned()
}

/// A record of the log.
pub(crate) struct Record<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) place: &'a Place,
    pub(crate) told: &'a Told,
    pub(crate) action: LogAction,
    pub(crate) steps: Vec<ProvisioningStep>,
    pub(crate) attributes: &'a [AttributeChange],
    pub(crate) journal: Option<i64>,
    pub(crate) at: Timestamp,
    pub(crate) took: Duration,
}

impl Record<'_> {
    /// As the cache keeps it.
    pub(crate) fn written(self) -> NewLog {
        let details = Details {
            change_id: Uuid::now_v7().to_string(),
            source_system: self.place.directory.clone(),
            target_system: self.place.names.tenant.clone(),
            steps: self.steps,
            modified: modified(self.attributes),
            error: self.told.error.clone(),
        };
        let (account, account_name) = self.subject.account.clone().unzip();
        NewLog {
            at: self.at,
            cycle: self.place.cycle,
            kind: store_kind(self.subject.object),
            action: codes::code(&self.action),
            status: codes::code(&self.told.status),
            person: Some(self.subject.person.clone()),
            name: self.subject.name.clone(),
            account,
            account_name,
            code: self.told.error.as_ref().map(|error| error.code.clone()),
            sentence: self.told.sentence.clone(),
            duration_ms: milliseconds(self.took),
            journal: self.journal,
            record: serde_json::to_string(&details).unwrap_or_default(),
        }
    }
}

/// Attributes before and after, members as those who come and go.
fn modified(attributes: &[AttributeChange]) -> Vec<ModifiedProperty> {
    let some = |values: &[String]| (!values.is_empty()).then(|| short(&values.join(", ")));
    attributes
        .iter()
        .map(|attribute| ModifiedProperty {
            name: attribute.target.clone(),
            old_value: attribute
                .from
                .as_deref()
                .map(short)
                .or_else(|| some(&attribute.removed)),
            new_value: attribute.to.as_deref().map(short).or_else(|| some(&attribute.added)),
        })
        .collect()
}

fn short(value: &str) -> String {
    match value.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

fn none() -> String {
    String::from("none")
}

/// Attributes as a sentence names them; `none` where there are none.
pub(crate) fn list(attributes: &[String]) -> String {
    match attributes {
        [] => none(),
        some if some.len() <= NAMED => some.join(", "),
        many => format!("{}, …", many[..NAMED].join(", ")),
    }
}

/// Those of the attributes that a refusal is about: those that the server names, else the matching ones of a conflict, else all.
pub(crate) fn concerned(failed: &ClientError, attributes: &[String], matching: &[String]) -> Vec<String> {
    let said = failed.detail.as_deref().unwrap_or_default().to_lowercase();
    let last = |attribute: &str| {
        let name = attribute.rsplit(':').next().unwrap_or(attribute);
        name.split('[').next().unwrap_or(name).to_lowercase()
    };
    let named: Vec<String> = attributes
        .iter()
        .filter(|attribute| said.contains(&last(attribute)))
        .cloned()
        .collect();
    if !named.is_empty() {
        return named;
    }
    match failed.kind {
        ClientErrorKind::Conflict { .. } if !matching.is_empty() => matching.to_vec(),
        _ => attributes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_to_do() {
        for code in Code::ALL {
            let id = recommended(code);
            assert!(words::source(&id).is_some(), "{id}");
        }
    }
}
