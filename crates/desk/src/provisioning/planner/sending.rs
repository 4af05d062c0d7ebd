//! What is sent of a planned change.

use std::collections::HashSet;

use scimdesk_mapping::{
    flow::{Flow, TargetValue, text_of},
    model::ObjectKind,
};
use scimdesk_provisioning::{
    decide::{Intent, Skipped, Standing},
    requests::{Note, References, create, update},
};
use scimdesk_scim::resource::Resource;
use serde_json::Value;

use super::{
    Kinded, Planned, Planner, Written,
    differences::{is_reference, is_secret, referred},
    hash,
    object::references_of,
};
use crate::preview::{Flows, on_create, to_json};

/// What is sent first, and what is sent when everybody has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The object's own attributes.
    Object,
    /// A manager, members.
    References,
}

/// The bodies, in the order in which they are sent.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Requests {
    /// Of the `POST`.
    pub(crate) create: Option<Value>,
    /// Of each `PATCH`. Each is sent whatever becomes of those before it.
    pub(crate) patches: Vec<Value>,
    pub(crate) delete: bool,
    /// What is left out.
    pub(crate) notes: Vec<Note>,
}

impl Requests {}

impl Planner {
    /// The requests of one part. `account` is the account as it was just read; `None`: it is made by this change. A new account's
    /// random values are others each time they are asked for.
    pub(crate) fn requests(
        &self,
        planned: &Planned,
        account: Option<&Resource>,
        part: Part,
        references: &dyn References,
    ) -> Requests {
        let Some(of) = self.of(planned.object) else {
            return Requests::default();
        };
        let intent = match (&planned.change, planned.skipped) {
            (Some(change), _) => change.intent,
            // Nothing differs but, it may be, by what has become known since.
            (None, None | Some(Skipped::InLine)) if matches!(planned.standing, Standing::InScope { .. }) => {
                Intent::BringInLine
            }
            (None, _) => return Requests::default(),
        };
        match (intent, account) {
            (Intent::Delete, _) => Requests {
                delete: part == Part::Object,
                ..Requests::default()
            },
            (Intent::SwitchOff, Some(account)) if part == Part::Object => {
                let leaving = self.leaving_flows(of, &planned.who.id, planned.person.as_ref());
                let flows = chosen(&leaving.flows, |flow| leaving.switches(&flow.mapping.target));
                self.update(of.kind, &flows, account, references)
            }
            (Intent::SwitchOff | Intent::Forget, _) => Requests::default(),
            (Intent::Link, Some(_)) if !of.rules.actions.update => Requests::default(),
            (Intent::Create, None) if part == Part::Object => {
                let Some(flows) = self.flows(of, planned, rand::random()) else {
                    return Requests::default();
                };
                let created = create(
                    of.kind,
                    &chosen(&flows, |flow| !is_reference(flow)),
                    self.profile(),
                    references,
                );
                Requests {
                    create: Some(created.body),
                    notes: created.notes,
                    ..Requests::default()
                }
            }
            (intent, Some(account)) => self.in_line(of, planned, intent, account, part, references),
            (_, None) => Requests::default(),
        }
    }

    fn in_line(
        &self,
        of: &Kinded,
        planned: &Planned,
        intent: Intent,
        account: &Resource,
        part: Part,
        references: &dyn References,
    ) -> Requests {
        let Some(flows) = self.flows(of, planned, hash::seed(&self.tenant.id)) else {
            return Requests::default();
        };
        if part == Part::References {
            return self.update(of.kind, &chosen(&flows, is_reference), account, references);
        }
        if intent != Intent::Restore {
            return self.update(
                of.kind,
                &chosen(&flows, |flow| !is_reference(flow)),
                account,
                references,
            );
        }
        // Some apps refuse to change an account that is off.
        let leaving = self.leaving_flows(of, &planned.who.id, planned.person.as_ref());
        let is_switch = |flow: &Flow<'_>| leaving.switches(&flow.mapping.target);
        let mut requests = self.update(of.kind, &chosen(&flows, is_switch), account, references);
        let others = chosen(&flows, |flow| !is_reference(flow) && !is_switch(flow));
        let others = self.update(of.kind, &others, account, references);
        requests.patches.extend(others.patches);
        requests.notes.extend(others.notes);
        requests
    }

    fn update(
        &self,
        kind: ObjectKind,
        flows: &[Flow<'_>],
        account: &Resource,
        references: &dyn References,
    ) -> Requests {
        let updated = update(kind, flows, account, self.profile(), references);
        Requests {
            patches: updated.requests,
            notes: updated.notes,
            ..Requests::default()
        }
    }

    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    pub(super) fn flows<'p>(&self, of: &'p Kinded, planned: &'p Planned, seed: u64) -> Option<Flows<'p>> {
        let person = planned.person.as_ref()?;
        let (_, attributes) = of.plan.placed(person);
        Some(of.plan.flows_of(&person.id, attributes, seed))
    }

    /// Attributes by which the app is asked for this person's account, in the order in which they are tried: targets and values.
    pub(crate) fn matching(&self, planned: &Planned) -> Vec<(String, String)> {
        let found = self.of(planned.object).and_then(|of| {
            let flows = self.flows(of, planned, hash::seed(&self.tenant.id))?;
            let pairs = of.plan.matching().iter().filter_map(|place| {
                let flow = &flows.as_slice()[*place];
                let value = on_create(flow)?;
                Some((flow.mapping.target.clone(), text_of(&value)))
            });
            Some(pairs.collect())
        });
        found.unwrap_or_default()
    }

    /// The attributes by which accounts are found, in their order.
    pub(crate) fn matching_targets(&self, object: ObjectKind) -> Vec<String> {
        self.of(object).map(|of| of.plan.matching_targets()).unwrap_or_default()
    }

    /// What is kept as written when `account` was brought in line. References that it does not have count as not sent.
    pub(crate) fn written(&self, planned: &Planned, account: &Resource) -> String {
        self.written_of(planned, account, false)
    }

    /// The same after all references were sent: what the app did not take is not sent again until something else is wanted.
    pub(crate) fn written_with_references(&self, planned: &Planned, account: &Resource) -> String {
        self.written_of(planned, account, true)
    }

    fn written_of(&self, planned: &Planned, account: &Resource, all_sent: bool) -> String {
        let Some(of) = self.of(planned.object) else {
            return Written::default().to_text();
        };
        let mut written = Written::default();
        let flows = self.flows(of, planned, hash::seed(&self.tenant.id));
        let links = self.links();
        let mut has_all = true;
        for (at, (mapping, place, definition)) in of.plan.places().enumerate() {
            let value = place.read(account, definition);
            let flow = flows.as_ref().map(|flows| &flows.as_slice()[at]);
            if let Some(flow) = flow.filter(|flow| is_reference(flow)) {
                let present: HashSet<&str> = match &value {
                    Some(TargetValue::References(ids)) => ids.iter().map(String::as_str).collect(),
                    _ => HashSet::new(),
                };
                let mut wanted = referred(flow).iter().filter_map(|id| links.account_of(id));
                has_all &= wanted.all(|account| present.contains(account.as_str()));
            }
            // Who is in a group is told by the group; thousands of ids are not kept twice.
            let is_list = matches!(value, Some(TargetValue::References(_))) && definition.multi_valued;
            if is_secret(&mapping.target) || is_list {
                continue;
            }
            if let Some(value) = value {
                written.values.insert(mapping.target.clone(), to_json(&value));
            }
        }
        if let Some(flows) = &flows
            && (has_all || all_sent)
        {
            written.references = Some(references_of(flows, &*links));
        }
        written.to_text()
    }
}

fn chosen<'f>(flows: &Flows<'f>, is_wanted: impl Fn(&Flow<'_>) -> bool) -> Vec<Flow<'f>> {
    flows
        .as_slice()
        .iter()
        .filter(|flow| is_wanted(flow))
        .cloned()
        .collect()
}
