//! What becomes of one object.

use std::borrow::Cow;

use scimdesk_mapping::{
    flow::text_of,
    model::{Apply, ObjectKind, Who},
};
use scimdesk_provisioning::{
    change::{Action, AttributeChange, Change, Party, Reason},
    decide::{AccountView, Decision, Intent, LinkView, Question, Skipped, Standing, Withheld, decide},
    requests::References,
};
use scimdesk_scim::resource::Resource;
use scimdesk_store::{LinkState, PersonRecord, RetryPart};

use super::{
    Kinded, Linked, Links, Planned, Planner,
    differences::{Comparing, Differences, is_reference, referred},
    hash,
    links::Future,
    look::{Seen, name_of, party_of},
    written::references_hash,
};
use crate::{
    preview::{Flows, on_create, scope_reason},
    wire::{DriftPolicy, PlanExtent},
    words::say,
};

/// What stands for the attributes of somebody whom the directory does not have any more.
const NOTHING: &str = "{}";

/// An object as it was evaluated, before its account is looked at.
pub(super) struct Evaluated<'p> {
    pub(super) standing: Standing,
    rests_on_unproven: bool,
    /// In a few words, what the standing rests on.
    why: Why<'p>,
    /// What the mappings give for somebody in scope.
    pub(super) flows: Option<Flows<'p>>,
    pub(super) wanted: i64,
}

/// Found out where it is asked for only.
enum Why<'p> {
    Scope(&'p PersonRecord),
    Departed,
}

/// An object, and what is known of it.
pub(super) struct Subject<'s> {
    pub(super) of: &'s Kinded,
    pub(super) id: &'s str,
    pub(super) name: &'s str,
    pub(super) person: Option<&'s PersonRecord>,
    pub(super) link: Option<&'s Linked>,
}

/// What came of it.
pub(super) enum Outcome {
    OutOfScope,
    Unchanged,
    /// It refers to somebody about whom nothing is decided yet.
    Later,
    Planned(Box<Planned>),
}

impl Planner {
    /// Where somebody stands, and what the mappings give.
    pub(super) fn evaluate<'p>(&self, of: &'p Kinded, id: &str, person: Option<&'p PersonRecord>) -> Evaluated<'p> {
        let Some(person) = person else {
            let standing = match of.departed.get(id) {
                Some(true) => Standing::Gone,
                // Somebody who was never in this directory, after it took another's place, may be in that one still.
                Some(false) | None => Standing::SoftDeleted,
            };
            return Evaluated {
                standing,
                rests_on_unproven: !self.directory_proven || !of.departed.contains_key(id),
                why: Why::Departed,
                flows: None,
                wanted: hash::wanted(standing, &[]),
            };
        };
        let (placed, attributes) = of.plan.placed(person);
        let (standing, flows) = if placed.inside {
            let enabled = of.kind == ObjectKind::Group || !attributes.is_off();
            let flows = of.plan.flows_of(id, attributes, hash::seed(&self.tenant.id));
            (Standing::InScope { enabled }, Some(flows))
        } else {
            (Standing::OutOfScope, None)
        };
        let scope = of.plan.scope();
        // Who lost an assignment by leaving a group is told by the group's members, which may be incomplete.
        let by_absence = !placed.inside
            && scope.rules.who == Who::Assigned
            && of.kind == ObjectKind::User
            && self.ground.has_assigned_groups()
            && !scope.is_assigned(id);
        let slice = flows.as_ref().map_or(&[][..], Flows::as_slice);
        Evaluated {
            standing,
            rests_on_unproven: by_absence && !self.directory_proven,
            why: Why::Scope(person),
            wanted: hash::wanted(standing, slice),
            flows,
        }
    }

    /// Why an object is looked at; `None`: nothing about it changed.
    pub(super) fn touched(
        &self,
        subject: &Subject<'_>,
        evaluated: &Evaluated<'_>,
        links: &Links,
    ) -> Option<Vec<Reason>> {
        let object = subject.of.kind;
        // Whoever leaves does not wait for what failed before.
        let may_wait = evaluated.standing == Standing::InScope { enabled: true };
        let waits = |part| {
            let waits = self.waits(object, subject.id, part, evaluated.wanted);
            waits.map(|waits| waits && may_wait)
        };
        let Some(link) = subject.link else {
            let is_candidate = matches!(evaluated.standing, Standing::InScope { .. });
            let is_waiting = self.extent == PlanExtent::NextCycle && waits(RetryPart::Object) == Some(true);
            return (is_candidate && !is_waiting).then(Vec::new);
        };
        let is_other = link.wanted != Some(evaluated.wanted);
        let mut reasons = Vec::new();
        if is_other && matches!(evaluated.standing, Standing::InScope { .. }) {
            reasons.push(Reason::Changed);
        }
        if self.extent == PlanExtent::All {
            return Some(reasons);
        }
        let (object_waits, references_wait) = (waits(RetryPart::Object), waits(RetryPart::References));
        if object_waits == Some(true) {
            return None;
        }
        if object_waits == Some(false) || references_wait == Some(false) {
            reasons.push(Reason::Retry);
        }
        if let Some(flows) = &evaluated.flows {
            if references_wait != Some(true) && link.references != Some(references_of(flows, &Future(links))) {
                reasons.push(Reason::LateReference);
            }
            let is_back = link.state != LinkState::Managed && evaluated.standing == Standing::InScope { enabled: true };
            let repairs = self.settings.drift == DriftPolicy::Repair;
            let looks_for_missing = subject.of.rules.recreate_missing;
            return (is_back || repairs || looks_for_missing || !reasons.is_empty()).then_some(reasons);
        }
        Some(reasons)
    }

    /// What becomes of an object whose account was looked for. `is_last`: nobody is decided about later, so that a reference that
    /// leads nowhere leads nowhere.
    pub(super) fn decided(
        &self,
        subject: &Subject<'_>,
        evaluated: &Evaluated<'_>,
        mut reasons: Vec<Reason>,
        seen: &Seen<'_>,
        links: &Links,
        is_last: bool,
    ) -> Outcome {
        let of = subject.of;
        let days = |link: &Linked| {
            let left = self.now.duration_since(link.left_at?);
            u32::try_from(left.as_hours() / 24).ok()
        };
        let link = match subject.link {
            None => LinkView::None,
            Some(link) if link.state == LinkState::Managed => LinkView::Managed,
            Some(link) => LinkView::Left { days: days(link) },
        };
        let decision = decide(
            &Question {
                object: of.kind,
                standing: evaluated.standing,
                rests_on_unproven: evaluated.rests_on_unproven,
                link,
                account: seen.view(),
            },
            &of.rules,
        );
        let (intent, mut withheld) = match decision {
            Decision::Nothing if subject.link.is_some() => return Outcome::Unchanged,
            Decision::Nothing => return Outcome::OutOfScope,
            Decision::Skip(skipped) => {
                let mut planned = self.undecided(subject, evaluated);
                planned.skipped = Some(skipped);
                // Nobody is missed whose account has everything.
                if skipped == Skipped::UpdateOff
                    && let (Some(flows), Some((_, account))) = (&evaluated.flows, seen.account())
                    && self
                        .comparing(of, links, |comparing| comparing.account(flows.as_slice(), account))
                        .attributes
                        .is_empty()
                {
                    return Outcome::Unchanged;
                }
                return Outcome::Planned(Box::new(planned));
            }
            Decision::Do(intent) => (intent, None),
            Decision::Withhold(intent, why) => (intent, Some(why)),
        };
        if !is_last && withheld.is_none() && self.refers_ahead(evaluated, intent, links) {
            return Outcome::Later;
        }
        let found = self.differences(subject, evaluated, intent, seen, links);
        let keeps_members = found.keeps_members && found.attributes.is_empty();
        if keeps_members && intent == Intent::BringInLine && withheld.is_none() {
            withheld = Some(Withheld::UnprovenDirectory);
        }
        let Some((action, differences, skipped)) = self.action(subject, evaluated, intent, found, seen) else {
            return Outcome::Unchanged;
        };
        let mut planned = self.undecided(subject, evaluated);
        planned.skipped = skipped;
        if skipped.is_some() {
            return Outcome::Planned(Box::new(planned));
        }
        if reasons.is_empty() && !differences.attributes.is_empty() && intent == Intent::BringInLine {
            reasons.push(Reason::Differs);
        }
        match intent {
            Intent::Create if seen.view() == AccountView::None => reasons.push(Reason::NoAccount),
            Intent::Create => reasons.push(Reason::NotFoundYet),
            Intent::Link => reasons.extend(self.matched_by(of, evaluated, seen)),
            Intent::Forget => reasons.push(Reason::AccountGone),
            Intent::Delete => {
                if let LinkView::Left { days: Some(days) } = link {
                    reasons.push(Reason::LeftBefore { days });
                }
            }
            _ => {}
        }
        if withheld.is_none() && action.takes_away() && self.is_protected(subject, seen) {
            withheld = Some(Withheld::Protected);
        }
        let mut change = self.change(subject, evaluated, intent, action, reasons, seen);
        change.attributes = differences.attributes;
        change.notes = differences.notes;
        change.withheld = withheld;
        planned.change = Some(change);
        Outcome::Planned(Box::new(planned))
    }

    /// An object about which nothing is decided.
    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    pub(super) fn undecided(&self, subject: &Subject<'_>, evaluated: &Evaluated<'_>) -> Planned {
        Planned {
            object: subject.of.kind,
            standing: evaluated.standing,
            wanted: evaluated.wanted,
            who: Party {
                id: subject.id.to_owned(),
                name: subject.name.to_owned(),
            },
            change: None,
            skipped: None,
            person: subject.person.cloned(),
        }
    }

    fn change(
        &self,
        subject: &Subject<'_>,
        evaluated: &Evaluated<'_>,
        intent: Intent,
        action: Action,
        mut reasons: Vec<Reason>,
        seen: &Seen<'_>,
    ) -> Change {
        let standing = Reason::Standing {
            standing: evaluated.standing,
            why: self.why(subject, evaluated),
        };
        reasons.insert(0, standing);
        let seen_account = seen.account().map(|(id, account)| Party {
            id: id.to_owned(),
            name: name_of(account),
        });
        let linked = || {
            let link = subject.link?;
            Some(Party {
                id: link.account.to_string(),
                name: link.account_name.to_string(),
            })
        };
        Change {
            object: subject.of.kind,
            action,
            intent,
            standing: evaluated.standing,
            person: Party {
                id: subject.id.to_owned(),
                name: subject.name.to_owned(),
            },
            account: if intent == Intent::Create {
                None
            } else {
                seen_account.or_else(linked)
            },
            reasons,
            attributes: Vec::new(),
            withheld: None,
            notes: Vec::new(),
            wanted: evaluated.wanted,
        }
    }

    fn why(&self, subject: &Subject<'_>, evaluated: &Evaluated<'_>) -> String {
        match evaluated.why {
            Why::Scope(person) => {
                let of = subject.of;
                let (_, attributes) = of.plan.placed(person);
                scope_reason(of.plan.scope(), &person.id, &attributes, &|id| self.name(id))
            }
            Why::Departed => match of_departed(subject) {
                Some(true) if self.tells_deletions => say!("plan-why-gone"),
                Some(false) if self.tells_deletions => say!("plan-why-deleted"),
                Some(true) => say!("plan-why-absent-gone"),
                None if self.directory_proven => say!("plan-why-unheard-of"),
                Some(false) | None => say!("plan-why-absent"),
            },
        }
    }

    fn differences(
        &self,
        subject: &Subject<'_>,
        evaluated: &Evaluated<'_>,
        intent: Intent,
        seen: &Seen<'_>,
        links: &Links,
    ) -> Differences {
        let of = subject.of;
        match (intent, &evaluated.flows, seen.account()) {
            (Intent::Create, Some(flows), _) => {
                self.comparing(of, links, |comparing| comparing.new_account(flows.as_slice()))
            }
            (Intent::Link, _, _) if !of.rules.actions.update => Differences::default(),
            (Intent::Link | Intent::BringInLine | Intent::Restore, Some(flows), Some((_, account))) => {
                self.comparing(of, links, |comparing| comparing.account(flows.as_slice(), account))
            }
            // An account that nobody has seen lately is read before anything is sent.
            (Intent::BringInLine | Intent::Restore, Some(_), None) => Differences {
                notes: vec![say!("plan-note-account-not-seen")],
                ..Differences::default()
            },
            (Intent::SwitchOff, _, account) => {
                let leaving = self.leaving_flows(of, subject.id, subject.person);
                let empty = Resource::default();
                let account = account.map_or(&empty, |(_, account)| account);
                let mut found = self.comparing(of, links, |comparing| {
                    comparing.account(leaving.flows.as_slice(), account)
                });
                found.attributes.retain(|change| leaving.switches(&change.target));
                found.notes.clear();
                found
            }
            _ => Differences::default(),
        }
    }

    /// What people call it, and whether it is worth anything. `None`: nothing is to be done.
    fn action(
        &self,
        subject: &Subject<'_>,
        evaluated: &Evaluated<'_>,
        intent: Intent,
        found: Differences,
        seen: &Seen<'_>,
    ) -> Option<(Action, Differences, Option<Skipped>)> {
        let is_empty = found.attributes.is_empty();
        let action = match intent {
            Intent::Create => Action::Create,
            Intent::Link if self.switches_off(subject, evaluated, &found) => Action::Disable,
            Intent::Link => Action::Link,
            Intent::Restore if found.attributes.iter().any(is_switch_off) => Action::Disable,
            Intent::Restore => Action::Restore,
            Intent::Delete => Action::Delete,
            Intent::Forget => Action::Unlink,
            Intent::SwitchOff => {
                let leaving = self.leaving_flows(subject.of, subject.id, subject.person);
                let skipped = leaving.targets.is_empty().then_some(Skipped::NothingSwitchesOff);
                return Some((Action::Disable, found, skipped));
            }
            Intent::BringInLine if is_empty && found.keeps_members => Action::Members,
            Intent::BringInLine if is_empty => {
                // What was not seen may differ; what is the same is worth nothing but to be remembered as such.
                let is_unseen = seen.account().is_none();
                let is_remembered = subject.link.is_some_and(|link| link.wanted == Some(evaluated.wanted));
                if is_unseen {
                    let is_off = evaluated.standing == Standing::InScope { enabled: false };
                    let was_on = subject.link.is_none_or(|link| link.state == LinkState::Managed);
                    let action = if was_on && (is_off || gives_off(evaluated)) {
                        Action::Disable
                    } else {
                        Action::Update
                    };
                    return Some((action, found, None));
                }
                if is_remembered {
                    return None;
                }
                return Some((Action::Update, found, Some(Skipped::InLine)));
            }
            Intent::BringInLine
                if subject.of.kind == ObjectKind::Group && found.attributes.iter().all(|change| change.reference) =>
            {
                Action::Members
            }
            Intent::BringInLine if self.switches_off(subject, evaluated, &found) => Action::Disable,
            Intent::BringInLine => Action::Update,
        };
        Some((action, found, None))
    }

    /// Whether an account that is on is switched off: because the directory has its person disabled, or because the mappings make
    /// it so of whatever else.
    fn switches_off(&self, subject: &Subject<'_>, evaluated: &Evaluated<'_>, found: &Differences) -> bool {
        if found.attributes.iter().any(is_switch_off) {
            return true;
        }
        let is_off = evaluated.standing == Standing::InScope { enabled: false };
        let was_on = subject.link.is_none_or(|link| link.state == LinkState::Managed);
        is_off && was_on && {
            let leaving = self.leaving_flows(subject.of, subject.id, subject.person);
            (found.attributes.iter()).any(|change| leaving.switches(&change.target))
        }
    }

    /// What the mappings make of somebody who left, and which targets tell so.
    pub(super) fn leaving_flows<'p>(&self, of: &'p Kinded, id: &str, person: Option<&'p PersonRecord>) -> Leaving<'p> {
        let seed = hash::seed(&self.tenant.id);
        let seen = |leaves: bool| {
            let mut attributes = match person {
                Some(person) => of.plan.placed(person).1,
                None => of.plan.nobody(NOTHING),
            };
            if leaves {
                attributes.leave();
            } else {
                attributes.stay();
            }
            of.plan.flows_of(id, attributes, seed)
        };
        let (stays, leaves) = (seen(false), seen(true));
        let differ = (stays.as_slice().iter().zip(leaves.as_slice()))
            .filter(|(stay, leave)| !is_reference(leave) && on_create(stay) != on_create(leave));
        Leaving {
            targets: differ.map(|(_, leave)| leave.mapping.target.clone()).collect(),
            flows: leaves,
        }
    }

    fn comparing<T>(&self, of: &Kinded, links: &Links, compare: impl FnOnce(&Comparing<'_>) -> T) -> T {
        compare(&Comparing {
            object: of.kind,
            plan: &of.plan,
            profile: self.profile(),
            links,
            name: &|id| self.name(id),
        })
    }

    /// Whether an object refers to somebody in the directory who may get an account by the same plan.
    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    fn refers_ahead(&self, evaluated: &Evaluated<'_>, intent: Intent, links: &Links) -> bool {
        let counts = matches!(
            intent,
            Intent::Create | Intent::Link | Intent::BringInLine | Intent::Restore
        );
        counts
            && evaluated
                .flows
                .as_ref()
                .is_some_and(|flows| leads_nowhere_yet(flows, links))
    }

    /// By which attribute the account was found.
    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    fn matched_by(&self, of: &Kinded, evaluated: &Evaluated<'_>, seen: &Seen<'_>) -> Option<Reason> {
        let flows = evaluated.flows.as_ref()?;
        let account = match seen {
            Seen::One(_, account) => account,
            Seen::Several(accounts) => accounts.first()?,
            Seen::Not(_) => return None,
        };
        let keys = of.plan.keys();
        let texts = of.plan.matching_texts(flows);
        let at = (keys.iter().zip(&texts)).position(|(key, text)| text.is_some() && key.text(account) == *text)?;
        let flow = &flows.as_slice()[of.plan.matching()[at]];
        let (target, value) = (flow.mapping.target.clone(), text_of(&*flow.on_create()?));
        Some(match seen {
            Seen::Several(accounts) => Reason::Several {
                target,
                value,
                accounts: accounts.iter().map(party_of).collect(),
            },
            _ => Reason::Matched { target, value },
        })
    }

    /// Whether an account has a value by which it is found for whom this was decided about.
    pub(crate) fn is_match(&self, planned: &Planned, account: &Resource) -> bool {
        let Some(of) = self.of(planned.object) else {
            return false;
        };
        let Some(flows) = self.flows(of, planned, hash::seed(&self.tenant.id)) else {
            return false;
        };
        let (keys, texts) = (of.plan.keys(), of.plan.matching_texts(&flows));
        (keys.iter().zip(&texts)).any(|(key, text)| text.is_some() && key.text(account) == *text)
    }

    fn is_protected(&self, subject: &Subject<'_>, seen: &Seen<'_>) -> bool {
        let patterns = &self.settings.guard.protected;
        if patterns.is_empty() {
            return false;
        }
        let account = seen.account().map(|(_, account)| account);
        let user_name = account.and_then(|account| account.text("userName"));
        let linked = subject.link.map(|link| Cow::from(&*link.account_name));
        let names = [
            Some(Cow::from(subject.name)),
            account.map(name_of).map(Cow::from),
            user_name,
            linked,
        ];
        let is_any = |pattern: &String| names.iter().flatten().any(|name| matches_pattern(pattern, name));
        patterns.iter().any(is_any)
    }
}

/// What mappings make of somebody who left.
pub(super) struct Leaving<'p> {
    pub(super) flows: Flows<'p>,
    /// The targets that would be otherwise if they had stayed.
    pub(super) targets: Vec<String>,
}

impl Leaving<'_> {
    pub(super) fn switches(&self, target: &str) -> bool {
        self.targets.iter().any(|known| known == target)
    }
}

fn of_departed(subject: &Subject<'_>) -> Option<bool> {
    subject.of.departed.get(subject.id).copied()
}

/// Whether a reference leads to somebody who has no account, and of whom it is not known that they get one.
pub(super) fn leads_nowhere_yet(flows: &Flows<'_>, links: &Links) -> bool {
    (flows.as_slice().iter())
        .filter(|flow| is_reference(flow))
        .flat_map(referred)
        .any(|id| links.name_of_person(id).is_none())
}

/// A hash of the references, as far as they lead to accounts.
pub(super) fn references_of(flows: &Flows<'_>, references: &dyn References) -> i64 {
    let wanted = (flows.as_slice().iter())
        .filter(|flow| is_reference(flow))
        .map(|flow| (flow.mapping.target.as_str(), referred(flow)));
    references_hash(wanted, references)
}

/// Whether a target is what says that an account is on (RFC 7643 §4.1.1).
fn is_active(target: &str) -> bool {
    let name = target.strip_prefix("urn:ietf:params:scim:schemas:core:2.0:User:");
    name.unwrap_or(target).eq_ignore_ascii_case("active")
}

/// Whether an account that is on, or of which that is not known, is off after it.
fn is_switch_off(change: &AttributeChange) -> bool {
    let is_off = |value: &Option<String>| value.as_deref().is_some_and(|text| text.eq_ignore_ascii_case("false"));
    is_active(&change.target) && is_off(&change.to) && !is_off(&change.from)
}

/// Whether the mappings have the account off, as far as can be told without having seen it.
fn gives_off(evaluated: &Evaluated<'_>) -> bool {
    let flows = evaluated.flows.as_ref().map_or(&[][..], Flows::as_slice);
    let active = flows.iter().filter(|flow| is_active(&flow.mapping.target));
    active
        .filter(|flow| flow.mapping.apply == Apply::Always)
        .filter_map(on_create)
        .any(|value| text_of(&value).eq_ignore_ascii_case("false"))
}

/// Whether a name fits a pattern, whatever the letter case; `*` stands for any text.
pub(super) fn matches_pattern(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.trim().to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
