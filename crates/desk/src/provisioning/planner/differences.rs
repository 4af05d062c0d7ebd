//! What differs between what mappings give and what an account has, told by the requests that would be sent.

use std::collections::HashSet;

use scimdesk_mapping::{
    flow::{Flow, FlowResult, Sent, TargetValue, text_of},
    model::{AttributeMapping, AttributeType, MappingSource, ObjectKind, RequestProfile},
};
use scimdesk_provisioning::{
    change::AttributeChange,
    requests::{Note, Reason, References, create, update},
};
use scimdesk_scim::resource::Resource;
use serde_json::Value;

use super::links::{Future, Links};
use crate::{
    preview::{Before, Place, Plan, judge, on_create},
    requests,
    words::say,
};

/// What stands for a secret.
const HIDDEN: &str = "********";

/// Changes of attributes, and what is left out of them.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) attributes: Vec<AttributeChange>,
    pub(super) notes: Vec<String>,
    /// Whether members stay only because the directory is not proven.
    pub(super) keeps_members: bool,
}

/// What is compared, and how it is sent.
pub(super) struct Comparing<'c> {
    pub(super) object: ObjectKind,
    pub(super) plan: &'c Plan,
    pub(super) profile: RequestProfile,
    pub(super) links: &'c Links,
    /// The name of somebody in the directory who has no account.
    pub(super) name: &'c dyn Fn(&str) -> String,
}

pub(super) fn is_reference(flow: &Flow<'_>) -> bool {
    flow.definition.kind == AttributeType::Reference
}

/// The ids in the directory that a flow refers to.
pub(super) fn referred<'f>(flow: &'f Flow<'_>) -> &'f [String] {
    match &flow.result {
        FlowResult::Value(TargetValue::References(ids)) => ids,
        _ => &[],
    }
}

impl Comparing<'_> {
    /// What a new account gets.
    pub(super) fn new_account(&self, flows: &[Flow<'_>]) -> Differences {
        let mut found = Differences::default();
        for flow in flows {
            let Some(value) = on_create(flow) else { continue };
            let mut change = self.change(flow);
            if is_reference(flow) {
                // Whoever has no account and gets none is left out, which a note says.
                let future = Future(self.links);
                let known = referred(flow).iter().filter(|id| future.account_of(id).is_some());
                change.added = known.map(|id| self.name_of(id)).collect();
                if change.added.is_empty() {
                    continue;
                }
                if !flow.definition.multi_valued {
                    change.to = change.added.pop();
                }
            } else {
                change.to = Some(shown(flow.mapping, &value));
            }
            found.attributes.push(change);
        }
        let created = create(self.object, flows, self.profile, &Future(self.links));
        found.notes = created.notes.iter().map(|note| self.note(note)).collect();
        found
    }

    /// What an account lacks or has otherwise.
    pub(super) fn account(&self, flows: &[Flow<'_>], account: &Resource) -> Differences {
        let mut found = Differences::default();
        for (flow, (_, place, _)) in flows.iter().zip(self.plan.places()) {
            if is_reference(flow) {
                self.reference(flow, place, account, &mut found);
            } else {
                self.value(flow, place, account, &mut found);
            }
        }
        found
    }

    fn value(&self, flow: &Flow<'_>, place: &Place, account: &Resource, found: &mut Differences) {
        let held = place.read(account, &flow.definition);
        let are_roles = matches!(flow.result, FlowResult::Value(TargetValue::Roles { .. }));
        let is_failed = matches!(flow.result, FlowResult::Failed(_));
        if !are_roles && !is_failed && flow.on_update(held.as_ref()) == Sent::Nothing {
            return;
        }
        // What is sent is the truth: a place may be read otherwise than it is written.
        let updated = update(
            self.object,
            std::slice::from_ref(flow),
            account,
            self.profile,
            &Future(self.links),
        );
        found.notes.extend(updated.notes.iter().map(|note| self.note(note)));
        if updated.requests.is_empty() {
            return;
        }
        let judged = judge(
            flow,
            Before::Account {
                value: held.as_ref(),
                updates: true,
            },
        );
        let text = |value: &TargetValue| shown(flow.mapping, value);
        found.attributes.push(AttributeChange {
            from: judged.from.as_ref().map(text),
            to: judged.to.as_ref().map(text),
            ..self.change(flow)
        });
    }

    fn reference(&self, flow: &Flow<'_>, place: &Place, account: &Resource, found: &mut Differences) {
        let held = place.read(account, &flow.definition);
        let present: &[String] = match &held {
            Some(TargetValue::References(ids)) => ids,
            _ => &[],
        };
        let future = Future(self.links);
        let people = referred(flow);
        let wanted: Vec<Option<String>> = people.iter().map(|id| future.account_of(id)).collect();
        let known: HashSet<&str> = wanted.iter().flatten().map(String::as_str).collect();
        let is_same = known.len() == present.len() && present.iter().all(|id| known.contains(id.as_str()));
        if is_same && wanted.iter().all(Option::is_some) && flow.result != FlowResult::Empty {
            return;
        }
        let updated = update(self.object, std::slice::from_ref(flow), account, self.profile, &future);
        found.notes.extend(updated.notes.iter().map(|note| self.note(note)));
        let is_unproven = |note: &Note| matches!(note.reason, Reason::DirectoryUnproven { .. });
        let keeps_all = updated.notes.iter().any(is_unproven);
        found.keeps_members |= keeps_all;
        if updated.requests.is_empty() {
            return;
        }
        let mut change = self.change(flow);
        let has: HashSet<&str> = present.iter().map(String::as_str).collect();
        let comes = (people.iter().zip(&wanted)).filter(|(_, account)| {
            let account = account.as_deref();
            account.is_some_and(|account| !has.contains(account))
        });
        change.added = comes.map(|(person, _)| self.name_of(person)).collect();
        let withholds = |note: &Note| matches!(note.reason, Reason::RemovalsWithheld { .. });
        let keeps = keeps_all || updated.notes.iter().any(withholds);
        if !keeps {
            let goes = present.iter().filter(|id| !known.contains(id.as_str()));
            change.removed = goes.map(|id| self.name_of_account(id)).collect();
        }
        if !flow.definition.multi_valued {
            change.from = std::mem::take(&mut change.removed).pop();
            change.to = std::mem::take(&mut change.added).pop();
        }
        found.attributes.push(change);
    }

    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    fn change(&self, flow: &Flow<'_>) -> AttributeChange {
        AttributeChange {
            target: flow.mapping.target.clone(),
            mapping: source(flow.mapping),
            reference: is_reference(flow),
            ..AttributeChange::default()
        }
    }

    fn name_of(&self, person: &str) -> String {
        (self.links.name_of_person(person)).unwrap_or_else(|| (self.name)(person))
    }

    fn name_of_account(&self, account: &str) -> String {
        self.links
            .name_of_account(account)
            .unwrap_or_else(|| account.to_owned())
    }

    /// A note that names people rather than their ids.
    pub(super) fn note(&self, note: &Note) -> String {
        match &note.reason {
            Reason::Unresolved { people } => requests::note(&Note {
                target: note.target.clone(),
                reason: Reason::Unresolved {
                    people: people.iter().map(|id| self.name_of(id)).collect(),
                },
            }),
            _ => requests::note(note),
        }
    }
}

/// A value as people see it; a password never is.
fn shown(mapping: &AttributeMapping, value: &TargetValue) -> String {
    if is_secret(&mapping.target) {
        HIDDEN.to_owned()
    } else {
        text_of(value)
    }
}

/// Whether a target holds a secret (RFC 7643 §4.1.1).
pub(crate) fn is_secret(target: &str) -> bool {
    let name = target.rsplit([':', '.']).next().unwrap_or(target);
    name.eq_ignore_ascii_case("password")
}

/// The body with secret values hidden: those of attributes, and those of operations on them.
pub(crate) fn without_secrets(body: &Value) -> Value {
    match body {
        Value::Array(values) => values.iter().map(without_secrets).collect(),
        Value::Object(object) => {
            let is_on_secret = (object.iter())
                .any(|(name, value)| name.eq_ignore_ascii_case("path") && value.as_str().is_some_and(is_secret));
            let hidden = |(name, value): (&String, &Value)| {
                let is_hidden = is_secret(name) || (is_on_secret && name.eq_ignore_ascii_case("value"));
                let value = if is_hidden {
                    HIDDEN.into()
                } else {
                    without_secrets(value)
                };
                (name.clone(), value)
            };
            Value::Object(object.iter().map(hidden).collect())
        }
        plain => plain.clone(),
    }
}

/// What fills a target, as people read it.
fn source(mapping: &AttributeMapping) -> Option<String> {
    match &mapping.source {
        MappingSource::Direct { attribute } => Some(attribute.clone()),
        MappingSource::Constant { .. } | MappingSource::Expression { .. } if is_secret(&mapping.target) => {
            Some(HIDDEN.to_owned())
        }
        MappingSource::Constant { value } => Some(say!("plan-constant", value = value.as_str())),
        MappingSource::Expression { text } => Some(text.clone()),
        MappingSource::None => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_password_is_shown_wherever_a_request_has_it() {
        let bodies = [
            json!({"userName": "ada", "password": "s3cret"}),
            json!({"Operations": [{"op": "replace", "path": "password", "value": "s3cret"}]}),
            json!({"Operations": [{"op": "replace", "value": {"password": "s3cret", "title": "x"}}]}),
            json!({"Operations": [{"op": "Add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:Password", "value": "s3cret"}]}),
        ];
        for body in bodies {
            let shown = without_secrets(&body).to_string();
            assert!(!shown.contains("s3cret") && shown.contains(HIDDEN), "{shown}");
        }
    }

    #[test]
    fn what_is_no_secret_is_shown_as_it_is() {
        let body = json!({"Operations": [{"op": "replace", "path": "title", "value": "Head of passwords"}]});
        assert_eq!(without_secrets(&body), body);
    }
}
