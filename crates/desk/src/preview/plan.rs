//! What a preview asks of every person: the draft's mappings, what they are compared with, and who is in scope. Made once;
//! rows are computed by the same plan as the counts, whenever they are looked at.

use std::{
    borrow::Cow,
    cell::Cell,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use jiff::Timestamp;
use scimdesk_mapping::{
    check::Problem,
    expression::{Context, Expression, LintKind, Random, Uniqueness},
    flow::{self, CompiledObject, Flow},
    model::{Actions, AttributeDefinition, AttributeMapping, MappingSource, Mappings, ObjectKind, ObjectMapping},
    scope::AssignmentGraph,
};
use scimdesk_store::PersonRecord;

use super::{
    accounts::{Key, Known, Match},
    attributes::{PersonAttributes, Wanted},
    duplicates::UniqueText,
    judge::{self, Before, Judged, NotMade, Reason},
    scope::{Placed, Scope},
    value::{self, Place},
};
use crate::{
    wire::{CompareWith, DeskError, ErrorCode, PreviewOutcome},
    words::args,
};

/// What a preview asks.
pub(crate) struct Plan {
    pub(crate) target: Option<String>,
    pub(crate) compare: CompareWith,
    draft: CompiledObject,
    /// Of each of the draft's compiled mappings.
    targets: Vec<Target>,
    /// The places of the matching ones, the first to try first.
    matching: Vec<usize>,
    /// Whether all matching mappings are among them, so that it shows when none has a value.
    knows_matching: bool,
    saved: Option<CompiledObject>,
    /// Of each saved mapping: whether no mapping of the draft has its target.
    dropped: Vec<bool>,
    actions: Actions,
    scope: Scope,
    wanted: Wanted,
    now: Timestamp,
    seed: u64,
}

/// What is known of a mapping's target, whoever the person is.
struct Target {
    place: Place,
    definition: AttributeDefinition,
    /// Whether it was asked for, and is not there only to find accounts.
    is_shown: bool,
    is_unique: bool,
    /// Its place among the saved mappings.
    saved: Option<usize>,
}

/// What a plan is made from.
pub(crate) struct Asked<'a> {
    pub(crate) kind: ObjectKind,
    pub(crate) draft: &'a Mappings,
    pub(crate) saved: &'a Mappings,
    pub(crate) target: Option<&'a str>,
    pub(crate) compare: CompareWith,
    /// Who is assigned, by the draft's rules.
    pub(crate) graph: Arc<AssignmentGraph>,
    pub(crate) now: Timestamp,
    /// What random functions begin with: the same for the draft and the saved mappings, so that they differ in nothing else.
    pub(crate) seed: u64,
}

/// A person, and what the draft's mappings give for them.
pub(crate) struct Flows<'p> {
    attributes: PersonAttributes<'p>,
    flows: Vec<Flow<'p>>,
}

impl<'p> Flows<'p> {
    /// In the order of the draft's mappings.
    pub(crate) fn as_slice(&self) -> &[Flow<'p>] {
        &self.flows
    }
}

/// What comes of a person.
#[derive(Debug)]
pub(crate) struct Evaluated {
    pub(crate) outcome: PreviewOutcome,
    /// The mappings that were asked for, in their order.
    pub(crate) attributes: Vec<JudgedTarget>,
    pub(crate) unique: Vec<UniqueText>,
}

/// What comes of one target.
#[derive(Debug)]
pub(crate) struct JudgedTarget {
    /// The place of the mapping; `None` for one that the draft has no more.
    pub(crate) mapping: Option<usize>,
    pub(crate) target: String,
    pub(crate) judged: Judged,
}

impl Plan {
    pub(crate) fn new(asked: Asked<'_>) -> Result<Self, DeskError> {
        let object = asked.draft.of(asked.kind);
        let is_wanted = |target: &str| asked.target.is_none_or(|wanted| wanted.eq_ignore_ascii_case(target));
        if let Some(target) = asked.target
            && !object.mappings.iter().any(|mapping| is_wanted(&mapping.target))
        {
            return Err(DeskError::with(
                ErrorCode::MappingTargetUnknown,
                args!(detail = target.to_owned()),
            ));
        }
        let finds = asked.compare == CompareWith::Accounts;
        let draft = compiled(object, |target, is_matching| {
            is_wanted(target) || (finds && is_matching)
        })?;
        let saved = match asked.compare {
            CompareWith::Saved => Some(compiled(asked.saved.of(asked.kind), |target, _| is_wanted(target))?),
            CompareWith::Accounts => None,
        };
        let saved_targets: Vec<&str> = (saved.iter())
            .flat_map(|saved| saved.mappings().map(|(mapping, _)| mapping.target.as_str()))
            .collect();
        let targets: Vec<Target> = draft
            .mappings()
            .map(|(mapping, _)| {
                let definition = object.target_definition(&mapping.target);
                Target {
                    place: Place::new(asked.kind, &mapping.target),
                    is_shown: is_wanted(&mapping.target),
                    is_unique: !picks_unique(mapping)
                        && (mapping.matching.is_some() || definition.is_some_and(|definition| definition.unique)),
                    definition: definition.cloned().unwrap_or_default(),
                    saved: (saved_targets.iter()).position(|saved| saved.eq_ignore_ascii_case(&mapping.target)),
                }
            })
            .collect();
        let mut matching: Vec<(u32, usize)> = (draft.mappings().enumerate())
            .filter_map(|(place, (mapping, _))| Some((mapping.matching?, place)))
            .collect();
        matching.sort_unstable();
        let dropped = (saved_targets.iter())
            .map(|saved| {
                draft
                    .mappings()
                    .all(|(mapping, _)| !mapping.target.eq_ignore_ascii_case(saved))
            })
            .collect();
        let scope = Scope::new(asked.draft, asked.kind, asked.graph)?;
        let names = (draft.attributes())
            .chain(saved.iter().flat_map(CompiledObject::attributes))
            .chain(scope.attributes());
        Ok(Self {
            target: asked.target.map(str::to_owned),
            compare: asked.compare,
            wanted: Wanted::new(names),
            knows_matching: !matching.is_empty() && matching.len() == object.matching().len(),
            matching: matching.into_iter().map(|(_, place)| place).collect(),
            actions: object.actions,
            draft,
            targets,
            saved,
            dropped,
            scope,
            now: asked.now,
            seed: asked.seed,
        })
    }

    /// Whether a source attribute is asked for.
    pub(crate) fn wants(&self, attribute: &str) -> bool {
        self.wanted.has(attribute)
    }

    /// Where accounts have the matching attributes, in the order in which they are tried.
    pub(crate) fn keys(&self) -> Vec<Key> {
        (self.matching.iter())
            .map(|place| Key {
                place: self.targets[*place].place.clone(),
                definition: self.targets[*place].definition.clone(),
            })
            .collect()
    }

    /// What the draft gives for a person; `None` where they are out of scope.
    pub(crate) fn flows<'p>(&'p self, person: &'p PersonRecord) -> Option<Flows<'p>> {
        let mut attributes = self.wanted.read(&person.id, &person.attributes);
        if !self.scope.place(&person.id, &mut attributes).inside {
            return None;
        }
        let flows = self.evaluate(&self.draft, &person.id, &attributes);
        Some(Flows { attributes, flows })
    }

    /// What the draft gives for a person, in scope or not.
    pub(crate) fn flows_anyway<'p>(&'p self, person: &'p PersonRecord) -> Flows<'p> {
        let mut attributes = self.wanted.read(&person.id, &person.attributes);
        if !self.scope.place(&person.id, &mut attributes).inside {
            attributes.leave();
        }
        let flows = self.evaluate(&self.draft, &person.id, &attributes);
        Flows { attributes, flows }
    }

    /// A person as the filters and mappings see them, and whether they are in scope.
    pub(crate) fn placed<'p>(&'p self, person: &'p PersonRecord) -> (Placed, PersonAttributes<'p>) {
        let mut attributes = self.wanted.read(&person.id, &person.attributes);
        let placed = self.scope.place(&person.id, &mut attributes);
        (placed, attributes)
    }

    /// Somebody of whom the directory knows this and no more.
    pub(crate) fn nobody<'p>(&'p self, attributes: &'p str) -> PersonAttributes<'p> {
        let mut attributes = self.wanted.read("", attributes);
        attributes.place(Vec::new);
        attributes
    }

    /// What the draft gives for a person who is seen so. `seed` is what random functions begin with.
    pub(crate) fn flows_of<'p>(&'p self, id: &str, attributes: PersonAttributes<'p>, seed: u64) -> Flows<'p> {
        let flows = self.evaluate_from(&self.draft, id, &attributes, seed);
        Flows { attributes, flows }
    }

    /// The draft's mappings and where an account has their targets, in the order of flows.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&AttributeMapping, &Place, &AttributeDefinition)> {
        (self.draft.mappings().zip(&self.targets))
            .map(|((mapping, _), target)| (mapping, &target.place, &target.definition))
    }

    /// The places of the matching mappings among the flows, the first to try first.
    pub(crate) fn matching(&self) -> &[usize] {
        &self.matching
    }

    /// What they are mapped to, in the same order.
    pub(crate) fn matching_targets(&self) -> Vec<String> {
        let targets: Vec<&String> = self.draft.mappings().map(|(mapping, _)| &mapping.target).collect();
        self.matching.iter().map(|place| targets[*place].clone()).collect()
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The values by which an account is found.
    pub(crate) fn matching_texts(&self, flows: &Flows<'_>) -> Vec<Option<String>> {
        let text = |place: &usize| {
            let value = judge::on_create(&flows.flows[*place])?;
            Some(value::folded(&flow::text_of(&value), &self.targets[*place].definition))
        };
        self.matching.iter().map(text).collect()
    }

    /// What comes of a person. `found` is the account, where accounts are compared.
    pub(crate) fn judge(&self, person: &PersonRecord, flows: &Flows<'_>, found: Match, known: &Known) -> Evaluated {
        let saved = (self.saved.as_ref()).map(|saved| self.evaluate(saved, &person.id, &flows.attributes));
        let account = match found {
            Match::One(number) => known.get(number),
            Match::None | Match::Several => None,
        };
        let not_made = if flows.attributes.is_off() {
            Some(NotMade::Disabled)
        } else {
            (!self.actions.create).then_some(NotMade::SwitchedOff)
        };
        let unfindable =
            self.knows_matching && (self.matching.iter()).all(|place| judge::on_create(&flows.flows[*place]).is_none());
        // Who has no account and gets none takes no value from anybody.
        let is_held = self.compare == CompareWith::Saved || not_made.is_none() || found != Match::None;
        let mut evaluated = Evaluated {
            outcome: PreviewOutcome::Equal,
            attributes: Vec::new(),
            unique: Vec::new(),
        };
        for (mapping, (target, flow)) in self.targets.iter().zip(&flows.flows).enumerate() {
            if !target.is_shown {
                continue;
            }
            let held = account.and_then(|(_, account)| target.place.read(account, &flow.definition));
            let before = match (&saved, account) {
                (Some(saved), _) => Before::Saved(target.saved.map(|place| &saved[place])),
                (None, Some(_)) => Before::Account {
                    value: held.as_ref(),
                    updates: self.actions.update,
                },
                (None, None) => Before::NoAccount { not_made },
            };
            let mut judged = judge::judge(flow, before);
            if flow.mapping.matching.is_some() && judged.outcome != PreviewOutcome::Failed {
                let fault = if found == Match::Several {
                    Some(Reason::SeveralAccounts)
                } else {
                    unfindable.then_some(Reason::NothingToFindBy)
                };
                if fault.is_some() {
                    judged.outcome = PreviewOutcome::Failed;
                    judged.reason = fault;
                }
            }
            if target.is_unique && is_held {
                evaluated.unique.extend(unique_texts(mapping, flow));
            }
            evaluated.attributes.push(JudgedTarget {
                mapping: Some(mapping),
                target: flow.mapping.target.clone(),
                judged,
            });
        }
        let dropped = saved
            .iter()
            .flatten()
            .zip(&self.dropped)
            .filter(|(_, dropped)| **dropped);
        for (flow, _) in dropped {
            if let Some(from) = judge::on_create(flow) {
                evaluated.attributes.push(JudgedTarget {
                    mapping: None,
                    target: flow.mapping.target.clone(),
                    judged: Judged {
                        outcome: PreviewOutcome::Changed,
                        from: Some(from),
                        to: None,
                        reason: Some(Reason::Dropped),
                    },
                });
            }
        }
        let worst = evaluated
            .attributes
            .iter()
            .map(|attribute| attribute.judged.outcome)
            .min();
        evaluated.outcome = worst.unwrap_or(PreviewOutcome::Equal);
        if self.compare == CompareWith::Accounts {
            match found {
                Match::Several => evaluated.outcome = PreviewOutcome::Failed,
                _ if unfindable => evaluated.outcome = PreviewOutcome::Failed,
                Match::None if not_made.is_none() => {
                    evaluated.outcome = evaluated.outcome.min(PreviewOutcome::New);
                }
                Match::None | Match::One(_) => {}
            }
        }
        evaluated
    }

    fn evaluate<'p>(
        &'p self,
        object: &'p CompiledObject,
        id: &str,
        attributes: &PersonAttributes<'_>,
    ) -> Vec<Flow<'p>> {
        self.evaluate_from(object, id, attributes, self.seed)
    }

    fn evaluate_from<'p>(
        &'p self,
        object: &'p CompiledObject,
        id: &str,
        attributes: &PersonAttributes<'_>,
        seed: u64,
    ) -> Vec<Flow<'p>> {
        let dice = Dice::new(seed, id);
        let context = Context {
            random: Some(&dice),
            uniqueness: Some(&NothingTaken),
            ..Context::at(self.now)
        };
        object.evaluate(attributes, &context)
    }
}

/// What nobody else may have of what a mapping gives.
fn unique_texts(mapping: usize, flow: &Flow<'_>) -> Vec<UniqueText> {
    let Some(value) = judge::on_create(flow) else {
        return Vec::new();
    };
    (value::texts(&value).into_iter())
        .filter(|text| !text.is_empty())
        .map(|text| UniqueText {
            mapping,
            text: value::folded(&text, &flow.definition),
        })
        .collect()
}

/// Compiles the mappings that are wanted by their targets, and whether they are matching.
fn compiled(object: &ObjectMapping, wanted: impl Fn(&str, bool) -> bool) -> Result<CompiledObject, DeskError> {
    let mut some = Cow::Borrowed(object);
    if object
        .mappings
        .iter()
        .any(|mapping| !wanted(&mapping.target, mapping.matching.is_some()))
    {
        some.to_mut()
            .mappings
            .retain(|mapping| wanted(&mapping.target, mapping.matching.is_some()));
    }
    CompiledObject::new(&some).map_err(|problems| unusable(&problems))
}

/// Whether a mapping asks the app for a value that nobody has: its first candidate may be another person's too.
fn picks_unique(mapping: &AttributeMapping) -> bool {
    let MappingSource::Expression { text } = &mapping.source else {
        return false;
    };
    Expression::parse(text).is_ok_and(|expression| {
        let mut lints = expression.lints().iter();
        lints.any(|lint| lint.kind == LintKind::UniqueValue)
    })
}

/// Mappings that cannot be evaluated; the first reason will do, since the editor lists them all.
pub(super) fn unusable(problems: &[Problem]) -> DeskError {
    let first = problems.first().map(|problem| problem.kind.to_string());
    DeskError::with(ErrorCode::MappingsInvalid, args!(detail = first.unwrap_or_default()))
}

/// Random numbers that are the same each time a person is evaluated, so that a row shows what was counted.
struct Dice(Cell<u64>);

impl Dice {
    fn new(seed: u64, id: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (seed, id).hash(&mut hasher);
        Self(Cell::new(hasher.finish()))
    }
}

impl Random for Dice {
    /// `SplitMix64` (Steele, Lea and Flood, 2014): every seed gives a good sequence, and a seed is all that is kept.
    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// No target is asked: `SelectUniqueValue` gives its first candidate.
struct NothingTaken;

impl Uniqueness for NothingTaken {
    fn is_taken(&self, _candidate: &str) -> Result<bool, String> {
        Ok(false)
    }
}
