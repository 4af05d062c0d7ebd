//! What is sent of a planned change.

use scimdesk_mapping::{
    flow::{Flow, TargetValue, text_of},
    model::ObjectKind,
};
use scimdesk_provisioning::{
    decide::{Intent, Standing},
    requests::{References, create, update},
};
use scimdesk_scim::resource::Resource;
use serde_json::Value;

use super::{Kinded, Planned, Planner, Written, differences::is_reference, hash, object::references_of};
use crate::{
    preview::{Flows, on_create, to_json},
    requests::note,
};

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
    /// What is left out, one sentence each.
    pub(crate) notes: Vec<String>,
}

impl Requests {
    pub(crate) fn is_empty(&self) -> bool {
        self.create.is_none() && self.patches.is_empty() && !self.delete
    }
}

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
        let change = &planned.change;
        let Some(of) = self.of(change.object) else {
            return Requests::default();
        };
        match (change.intent, account) {
            (Intent::Delete, _) => Requests {
                delete: part == Part::Object,
                ..Requests::default()
            },
            (Intent::Forget, _) => Requests::default(),
            (Intent::SwitchOff, Some(account)) if part == Part::Object => {
                let leaving = self.leaving_flows(of, &change.person.id, planned.person.as_ref());
                let flows = chosen(&leaving.flows, |flow| leaving.switches(&flow.mapping.target));
                self.update(of.kind, &flows, account, references)
            }
            (Intent::SwitchOff, _) => Requests::default(),
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
                    notes: created.notes.iter().map(note).collect(),
                    ..Requests::default()
                }
            }
            (_, Some(account)) => self.in_line(of, planned, account, part, references),
            (_, None) => Requests::default(),
        }
    }

    fn in_line(
        &self,
        of: &Kinded,
        planned: &Planned,
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
        if planned.change.intent != Intent::Restore {
            return self.update(
                of.kind,
                &chosen(&flows, |flow| !is_reference(flow)),
                account,
                references,
            );
        }
        // Some apps refuse to change an account that is off.
        let leaving = self.leaving_flows(of, &planned.change.person.id, planned.person.as_ref());
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
            notes: updated.notes.iter().map(note).collect(),
            ..Requests::default()
        }
    }

    fn flows<'p>(&self, of: &'p Kinded, planned: &'p Planned, seed: u64) -> Option<Flows<'p>> {
        let person = planned.person.as_ref()?;
        let (_, attributes) = of.plan.placed(person);
        Some(of.plan.flows_of(&person.id, attributes, seed))
    }

    /// Attributes by which the app is asked for this person's account, in the order in which they are tried: targets and values.
    pub(crate) fn matching(&self, planned: &Planned) -> Vec<(String, String)> {
        let found = self.of(planned.change.object).and_then(|of| {
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

    /// What is kept as written when `account` was brought in line up to this part. What the app did not take is not there, and is not
    /// sent again until something else is wanted.
    pub(crate) fn written(&self, planned: &Planned, account: &Resource, sent: Part) -> String {
        let Some(of) = self.of(planned.change.object) else {
            return Written::default().to_text();
        };
        let mut written = Written::default();
        for (mapping, place, definition) in of.plan.places() {
            let value = place.read(account, definition);
            if super::is_secret(&mapping.target)
                || matches!(value, Some(TargetValue::References(_))) && definition.multi_valued
            {
                continue;
            }
            if let Some(value) = value {
                written.values.insert(mapping.target.clone(), to_json(&value));
            }
        }
        if let Some(flows) = self.flows(of, planned, hash::seed(&self.tenant.id)) {
            let has_none = !flows
                .as_slice()
                .iter()
                .any(|flow| !super::differences::referred(flow).is_empty());
            if sent == Part::References || has_none {
                written.references = Some(references_of(&flows, &self.links()));
            }
        }
        written.to_text()
    }

    /// Whether somebody is wanted at the app, switched on.
    pub(crate) fn is_wanted(planned: &Planned) -> bool {
        planned.change.standing == Standing::InScope { enabled: true }
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
