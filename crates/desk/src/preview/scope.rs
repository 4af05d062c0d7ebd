//! Who is in scope: everybody, or who is assigned, if the scoping filters let them in. And what a draft changes about that.

use std::{ops::ControlFlow, sync::Arc};

use scimdesk_mapping::{
    model::{AssignmentRules, Mappings, ObjectKind, ObjectMapping},
    scope::{AssignmentGraph, CompiledScope},
};

use super::{
    attributes::{PersonAttributes, Wanted},
    pass::Watch,
    people::People,
    plan::unusable,
};
use crate::wire::{DeskError, ScopeSide};

/// Who is in scope by some mappings.
pub(crate) struct Scope {
    pub(crate) kind: ObjectKind,
    pub(crate) rules: AssignmentRules,
    /// Groups may be switched off as a whole.
    pub(crate) enabled: bool,
    pub(crate) graph: Arc<AssignmentGraph>,
    pub(crate) filters: CompiledScope,
}

/// Whether somebody is in scope, and whether every clause could be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) inside: bool,
    pub(crate) warned: bool,
}

impl Scope {
    pub(crate) fn new(mappings: &Mappings, kind: ObjectKind, graph: Arc<AssignmentGraph>) -> Result<Self, DeskError> {
        let ObjectMapping { enabled, scope, .. } = mappings.of(kind);
        Ok(Self {
            kind,
            rules: mappings.assignment,
            enabled: *enabled || kind == ObjectKind::User,
            graph,
            filters: CompiledScope::new(scope).map_err(|problems| unusable(&problems))?,
        })
    }

    /// The attributes that the filters ask for.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &str> {
        self.filters.attributes()
    }

    pub(crate) fn is_assigned(&self, id: &str) -> bool {
        match self.kind {
            ObjectKind::User => self.graph.is_assigned(id),
            ObjectKind::Group => self.graph.is_group_assigned(id),
        }
    }

    /// Tells a person's attributes what assignment knows of them, and whether that person is in scope. Filters see nobody as
    /// deleted but who is disabled: that somebody is out of scope is what they decide.
    pub(crate) fn place(&self, id: &str, attributes: &mut PersonAttributes<'_>) -> Placed {
        attributes.place(|| self.graph.roles(id));
        let asked = self.filters.ask(attributes);
        Placed {
            inside: self.enabled && self.is_assigned(id) && asked.passes,
            warned: asked.warned,
        }
    }
}

/// A draft's scope beside the saved one.
pub(crate) struct ScopePlan {
    pub(crate) draft: Scope,
    saved: Scope,
    pub(crate) wanted: Wanted,
}

const INSIDE: u8 = 1;
const WAS_INSIDE: u8 = 2;
const WARNED: u8 = 4;

/// On which side everybody is, by place: one byte each.
#[derive(Debug, Default)]
pub(crate) struct Sides(Vec<u8>);

/// How many there are on each side.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SideCounts {
    pub(crate) inside: u64,
    pub(crate) outside: u64,
    pub(crate) entering: u64,
    pub(crate) leaving: u64,
    pub(crate) warnings: u64,
}

impl ScopePlan {
    pub(crate) fn new(draft: Scope, saved: Scope) -> Self {
        let wanted = Wanted::new(draft.attributes().chain(saved.attributes()));
        Self { draft, saved, wanted }
    }

    /// Asks everybody; `None`: it was told to stop.
    pub(crate) fn pass(&self, people: &dyn People, watch: &mut dyn Watch) -> Result<Option<Sides>, DeskError> {
        let mut sides = Vec::new();
        let (mut done, mut stopped) = (0, false);
        let total = people.count();
        people.each(&mut |person| {
            done += 1;
            stopped = !watch.people(done, total);
            if stopped {
                return ControlFlow::Break(());
            }
            let mut attributes = self.wanted.read(&person.id, &person.attributes);
            let draft = self.draft.place(&person.id, &mut attributes);
            let saved = self.saved.place(&person.id, &mut attributes);
            let bit = |is: bool, bit: u8| if is { bit } else { 0 };
            sides.push(bit(draft.inside, INSIDE) | bit(saved.inside, WAS_INSIDE) | bit(draft.warned, WARNED));
            ControlFlow::Continue(())
        })?;
        Ok((!stopped).then_some(Sides(sides)))
    }
}

impl Sides {
    pub(crate) fn counts(&self) -> SideCounts {
        let mut counts = SideCounts::default();
        for byte in &self.0 {
            counts.inside += u64::from(is_on(*byte, ScopeSide::Inside));
            counts.outside += u64::from(is_on(*byte, ScopeSide::Outside));
            counts.entering += u64::from(is_on(*byte, ScopeSide::Entering));
            counts.leaving += u64::from(is_on(*byte, ScopeSide::Leaving));
            counts.warnings += u64::from(byte & WARNED != 0);
        }
        counts
    }

    /// The places of a window over one side, and how many there are on it.
    pub(crate) fn window(&self, side: ScopeSide, offset: u64, limit: u32) -> (Vec<u32>, u64) {
        super::pass::window(&self.0, |byte| is_on(byte, side), offset, limit)
    }
}

fn is_on(byte: u8, side: ScopeSide) -> bool {
    let (inside, was) = (byte & INSIDE != 0, byte & WAS_INSIDE != 0);
    match side {
        ScopeSide::Inside => inside,
        ScopeSide::Outside => !inside,
        ScopeSide::Entering => inside && !was,
        ScopeSide::Leaving => !inside && was,
    }
}
