//! One pass over everybody: people before groups, those of the directory before those whom it has no more.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use scimdesk_mapping::{
    flow::FlowResult,
    model::{MappingSource, ObjectKind},
};
use scimdesk_provisioning::{
    change::{Change, Reason},
    decide::{AccountView, Intent, Skipped, Standing, Withheld},
};
use scimdesk_scim::resource::Resource;
use scimdesk_store::PersonRecord;

use super::{
    AccountSeen, Kinded, Linked, Planned, Planner, Totals, Unfilled, Written,
    look::Seen,
    object::{Evaluated, Outcome, Subject, leads_nowhere_yet},
};
use crate::{
    error::store_error,
    preview::{CachedList, Index, KEPT, Known, Match, Watch, store_kind},
    wire::{DeskError, ErrorCode, PlanExtent},
    words::args,
};

/// People decided about together: their accounts are read at once.
const CHUNK: usize = 256;

/// Accounts that are named where several match.
const NAMED: usize = 10;

/// Links that are asked what was had before. What nobody has any more was had by most.
const LINKS_ASKED: usize = 1_000;

/// Takes what was decided, one after the other.
pub(crate) type Sink<'s> = &'s mut dyn FnMut(Planned) -> Result<(), DeskError>;

impl Planner {
    /// Decides about everybody, or about those with these ids. `None`: it was told to stop.
    pub(crate) fn each(
        &self,
        only: &[String],
        watch: &mut dyn Watch,
        sink: Sink<'_>,
    ) -> Result<Option<Totals>, DeskError> {
        let mut totals = Totals::default();
        let mut known = HashSet::new();
        for kind in ObjectKind::ALL {
            let Some(of) = self.of(kind) else { continue };
            let mut pass = Pass {
                planner: self,
                of,
                list: self.list(of)?,
                index: None,
                keep: if only.is_empty() && self.extent == PlanExtent::All {
                    KEPT
                } else {
                    0
                },
                totals: &mut totals,
                later: Vec::new(),
                had: vec![false; of.plan.places().count()],
                has_anybody: false,
                values: HashSet::new(),
                sink: &mut *sink,
            };
            let went_on = if only.is_empty() {
                pass.everybody(watch)?
            } else {
                pass.some(only, &mut known, watch)?
            };
            if !went_on {
                return Ok(None);
            }
        }
        match only.iter().find(|id| !known.contains(*id) && !only.is_empty()) {
            Some(id) => Err(DeskError::with(ErrorCode::PersonNotFound, args!(detail = id.clone()))),
            None => Ok(Some(totals)),
        }
    }

    /// One object decided anew, from the directory as it is and its account as it was just seen.
    #[expect(clippy::needless_pass_by_value, reason = "what was seen is seen once")]
    pub(crate) fn one(&self, object: ObjectKind, person: &str, seen: AccountSeen) -> Result<Planned, DeskError> {
        let unknown = || DeskError::with(ErrorCode::PersonNotFound, args!(detail = person.to_owned()));
        let of = self.of(object).ok_or_else(unknown)?;
        let record = self.ground.whole(object, person)?;
        let links = self.links();
        let link = links.of(object, person);
        let name = match (&record, link) {
            (Some(record), _) => record.name.as_str(),
            (None, Some(link)) => &link.person_name,
            (None, None) => return Err(unknown()),
        };
        let mut subject = Subject {
            of,
            id: person,
            name,
            person: record.as_ref(),
            link,
        };
        let evaluated = self.evaluate(of, person, subject.person);
        let mut cached = Known::default();
        let seen = match &seen {
            AccountSeen::Read(Some(account)) => {
                let id = account.id().unwrap_or_default().into_owned();
                Seen::One(id.into(), Cow::Borrowed(account))
            }
            AccountSeen::Read(None) => Seen::Not(AccountView::None),
            AccountSeen::Matches(found) => {
                subject.link = None;
                match found.as_slice() {
                    [] => Seen::Not(AccountView::None),
                    [account] => self.own(of, person, account, &links),
                    several => Seen::Several(several.iter().take(NAMED).cloned().collect()),
                }
            }
            AccountSeen::FromCache => match link {
                Some(link) => self.cached_of_link(of, link)?,
                None => self.cached_match(of, &evaluated, &mut cached)?,
            },
        };
        let seen = self.looked_for_again(of, seen, &mut subject, &evaluated, &mut cached)?;
        let reasons: Vec<Reason> = self.touched_always(&subject, &evaluated);
        Ok(match self.decided(&subject, &evaluated, reasons, &seen, &links, true) {
            Outcome::Planned(planned) => *planned,
            Outcome::OutOfScope | Outcome::Unchanged | Outcome::Later => self.undecided(&subject, &evaluated),
        })
    }

    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    fn touched_always(&self, subject: &Subject<'_>, evaluated: &Evaluated<'_>) -> Vec<Reason> {
        let is_in = matches!(evaluated.standing, Standing::InScope { .. });
        let is_other = subject.link.is_some_and(|link| link.wanted != Some(evaluated.wanted));
        if is_in && is_other {
            vec![Reason::Changed]
        } else {
            Vec::new()
        }
    }

    /// An account that matches, unless it is somebody else's.
    #[expect(clippy::unused_self, reason = "one of a family of questions to the planner")]
    fn own<'a>(&self, of: &Kinded, person: &str, account: &'a Resource, links: &super::Links) -> Seen<'a> {
        let id = account.id().unwrap_or_default().into_owned();
        match links.person_of(of.kind, &id) {
            Some(other) if other != person => Seen::Not(AccountView::OfAnother),
            _ => Seen::One(id.into(), Cow::Borrowed(account)),
        }
    }

    fn cached_of_link(&self, of: &Kinded, link: &Linked) -> Result<Seen<'static>, DeskError> {
        let found = self.store.resource(&self.tenant.id, store_kind(of.kind), &link.account);
        Ok(match found.map_err(|error| store_error(&error))? {
            Some(found) => {
                let account = Resource::from_json(&found.raw).unwrap_or_default();
                Seen::One(found.row.id.into(), Cow::Owned(account))
            }
            None => Seen::Not(not_seen(of)),
        })
    }

    fn cached_match(
        &self,
        of: &Kinded,
        evaluated: &Evaluated<'_>,
        known: &mut Known,
    ) -> Result<Seen<'static>, DeskError> {
        let Some(flows) = &evaluated.flows else {
            return Ok(Seen::Not(not_seen(of)));
        };
        let list = self.list(of)?;
        let Some(index) = Index::read(of.plan.keys(), &list, 0, &mut |_| true)? else {
            return Ok(Seen::Not(not_seen(of)));
        };
        let texts = of.plan.matching_texts(flows);
        if texts.iter().all(Option::is_none) {
            return Ok(Seen::Not(AccountView::NothingToFindBy));
        }
        let found = index.find(std::slice::from_ref(&texts), &list, known)?;
        Ok(match found.first() {
            Some(Match::One(number)) => match known.get(*number) {
                Some((id, account)) => Seen::One(id.clone().into(), Cow::Owned(account.clone())),
                None => Seen::Not(not_seen(of)),
            },
            Some(Match::Several) => {
                let numbers = index.first(&texts, NAMED, &list, known)?;
                Seen::Several(accounts_at(&numbers, known))
            }
            Some(Match::None) | None => Seen::Not(not_seen(of)),
        })
    }

    /// Where accounts that are gone are made anew, another one that matches may be there.
    fn looked_for_again<'s>(
        &self,
        of: &Kinded,
        seen: Seen<'s>,
        subject: &mut Subject<'_>,
        evaluated: &Evaluated<'_>,
        known: &mut Known,
    ) -> Result<Seen<'s>, DeskError> {
        let is_gone = matches!(seen, Seen::Not(AccountView::None));
        let is_wanted = matches!(evaluated.standing, Standing::InScope { .. });
        if !(of.rules.recreate_missing && is_gone && is_wanted && subject.link.is_some()) {
            return Ok(seen);
        }
        subject.link = None;
        self.cached_match(of, evaluated, known)
    }
}

/// Accounts that were read.
fn accounts_at(numbers: &[u32], known: &Known) -> Vec<Resource> {
    let read = numbers.iter().filter_map(|number| known.get(*number));
    read.map(|(_, account)| account.clone()).collect()
}

/// What it means that a list does not have an account.
fn not_seen(of: &Kinded) -> AccountView {
    if of.is_complete() {
        AccountView::None
    } else {
        AccountView::NotSeen
    }
}

/// Where somebody is, for the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whereabouts {
    /// In scope.
    Inside,
    /// In the directory, and not in scope.
    Outside,
    /// Not in the directory any more.
    Departed,
}

/// The pass over people, or over groups.
struct Pass<'p, 't, 's> {
    planner: &'p Planner,
    of: &'p Kinded,
    list: CachedList,
    /// Read when the first account is looked for.
    index: Option<Index>,
    /// Bytes of accounts that it keeps: none where few people are touched.
    keep: usize,
    totals: &'t mut Totals,
    /// Who refers to somebody who was not decided about yet.
    later: Vec<PersonRecord>,
    /// By mapping: whether somebody in scope has a value.
    had: Vec<bool>,
    /// Whether anybody is in scope.
    has_anybody: bool,
    /// The matching values of those who get an account, hashed with the place of their attribute.
    values: HashSet<i64>,
    sink: Sink<'s>,
}

impl Pass<'_, '_, '_> {
    fn everybody(&mut self, watch: &mut dyn Watch) -> Result<bool, DeskError> {
        let (planner, of) = (self.planner, self.of);
        let mut left = planner.links().everybody(of.kind);
        let people = planner.ground.people(of.kind, of.plan.wants("members"))?;
        let total = people.count();
        self.count(total);
        let mut chunk = Vec::with_capacity(CHUNK);
        let (mut done, mut end) = (0, Ok(true));
        people.each(&mut |person| {
            left.remove(person.id.as_str());
            chunk.push(person);
            done += 1;
            if !watch.people(done, total) {
                end = Ok(false);
            } else if chunk.len() == CHUNK {
                end = self.decide(&chunk, watch, false);
                chunk.clear();
            }
            match end {
                Ok(true) => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        })?;
        if !end? || !self.decide(&chunk, watch, false)? {
            return Ok(false);
        }
        let later = std::mem::take(&mut self.later);
        for chunk in later.chunks(CHUNK) {
            if !watch.people(total, total) || !self.decide(chunk, watch, true)? {
                return Ok(false);
            }
        }
        let mut left: Vec<Box<str>> = left.into_iter().collect();
        left.sort_unstable();
        for chunk in left.chunks(CHUNK) {
            if !watch.people(total, total) {
                return Ok(false);
            }
            self.departed(chunk)?;
        }
        let unfilled = self.unfilled()?;
        self.totals.unfilled.extend(unfilled);
        Ok(true)
    }

    /// So many are in the directory.
    fn count(&mut self, count: u64) {
        match self.of.kind {
            ObjectKind::User => self.totals.people += count,
            ObjectKind::Group => self.totals.groups += count,
        }
    }

    /// Notes who has what, and finds out afterwards what nobody has.
    fn note(&mut self, evaluated: &Evaluated<'_>) {
        let Some(flows) = &evaluated.flows else { return };
        self.has_anybody = true;
        for (had, flow) in self.had.iter_mut().zip(flows.as_slice()) {
            *had |= flow.result != FlowResult::Empty;
        }
    }

    /// Attributes that nobody in scope has, although accounts are found by them, need them, or have been given them before: a column has
    /// another name now, or is not read any more.
    fn unfilled(&self) -> Result<Vec<Unfilled>, DeskError> {
        if !self.has_anybody {
            return Ok(Vec::new());
        }
        let (mut sure, mut open) = (Vec::new(), Vec::new());
        for ((mapping, _, definition), had) in self.of.plan.places().zip(&self.had) {
            let MappingSource::Direct { attribute } = &mapping.source else {
                continue;
            };
            if *had {
                continue;
            }
            let unfilled = Unfilled {
                object: self.of.kind,
                attribute: attribute.clone(),
                target: mapping.target.clone(),
            };
            if definition.required || mapping.matching.is_some() {
                sure.push(unfilled);
            } else {
                open.push(unfilled);
            }
        }
        let (store, tenant) = (&self.planner.store, &self.planner.tenant.id);
        let mut left = LINKS_ASKED;
        let read = store.each_link(tenant, store_kind(self.of.kind), |link| {
            let written = Written::read(&link.written);
            sure.extend(open.extract_if(.., |unfilled| written.values.contains_key(&unfilled.target)));
            left -= 1;
            if left == 0 || open.is_empty() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        read.map_err(|error| store_error(&error))?;
        Ok(sure)
    }

    /// Those with these ids.
    fn some(&mut self, only: &[String], known: &mut HashSet<String>, watch: &mut dyn Watch) -> Result<bool, DeskError> {
        let (planner, of) = (self.planner, self.of);
        let mut people = Vec::new();
        let mut left: Vec<Box<str>> = Vec::new();
        for id in only {
            if let Some(person) = planner.ground.whole(of.kind, id)? {
                known.insert(id.clone());
                people.push(person);
            } else if planner.links().of(of.kind, id).is_some() {
                known.insert(id.clone());
                left.push(id.as_str().into());
            }
        }
        self.count(people.len() as u64);
        for chunk in people.chunks(CHUNK) {
            if !self.decide(chunk, watch, true)? {
                return Ok(false);
            }
        }
        self.departed(&left)?;
        Ok(true)
    }

    /// Decides about some people of the directory; `false`: it was told to stop.
    fn decide(&mut self, chunk: &[PersonRecord], watch: &mut dyn Watch, is_last: bool) -> Result<bool, DeskError> {
        let (planner, of) = (self.planner, self.of);
        let mut looked_at = Vec::new();
        {
            let links = planner.links();
            for person in chunk {
                let evaluated = planner.evaluate(of, &person.id, Some(person));
                self.note(&evaluated);
                let link = links.of(of.kind, &person.id).cloned();
                let subject = Subject {
                    of,
                    id: &person.id,
                    name: &person.name,
                    person: Some(person),
                    link: link.as_ref(),
                };
                match planner.touched(&subject, &evaluated, &links) {
                    Some(reasons) => looked_at.push((person, evaluated, link, reasons)),
                    // Whom they refer to may be about to get an account.
                    None if !is_last
                        && evaluated
                            .flows
                            .as_ref()
                            .is_some_and(|flows| leads_nowhere_yet(flows, &links)) =>
                    {
                        self.later.push(person.clone());
                    }
                    None if evaluated.flows.is_some() => self.totals.unchanged += 1,
                    None => self.totals.out_of_scope += 1,
                }
            }
        }
        if looked_at.is_empty() {
            return Ok(true);
        }
        let ids: Vec<Option<&str>> = (looked_at.iter())
            .map(|(_, _, link, _)| link.as_ref().map(|link| &*link.account))
            .collect();
        let mut known = Known::default();
        let Some(linked) = self.linked(&ids, &mut known, watch)? else {
            return Ok(false);
        };
        let recreates = of.rules.recreate_missing;
        let is_gone = |seen: &Option<Seen<'_>>| matches!(seen, Some(Seen::Not(AccountView::None)));
        let texts: Vec<Vec<Option<String>>> = (looked_at.iter().zip(&linked))
            .map(|((_, evaluated, link, _), seen)| match &evaluated.flows {
                Some(flows) if link.is_none() || (recreates && is_gone(seen)) => of.plan.matching_texts(flows),
                _ => Vec::new(),
            })
            .collect();
        let mut several = HashMap::new();
        let matches = if texts.iter().any(|texts| !texts.is_empty()) {
            if !self.read_index(watch)? {
                return Ok(false);
            }
            match &self.index {
                Some(index) => {
                    let matches = index.find(&texts, &self.list, &mut known)?;
                    for (texts, _) in texts
                        .iter()
                        .zip(&matches)
                        .filter(|(_, found)| **found == Match::Several)
                    {
                        let numbers = index.first(texts, NAMED, &self.list, &mut known)?;
                        several.insert(texts.clone(), accounts_at(&numbers, &known));
                    }
                    matches
                }
                None => vec![Match::None; texts.len()],
            }
        } else {
            vec![Match::None; texts.len()]
        };
        for ((((person, evaluated, link, reasons), linked), texts), found) in
            looked_at.into_iter().zip(linked).zip(texts).zip(matches)
        {
            let is_matched = link.is_none() || !texts.is_empty();
            let seen = match linked {
                Some(seen) if !is_matched => seen,
                _ if found == Match::Several => Seen::Several(several.get(&texts).cloned().unwrap_or_default()),
                _ => self.matched(&person.id, &texts, found, &known),
            };
            let subject = Subject {
                of,
                id: &person.id,
                name: &person.name,
                person: Some(person),
                link: link.as_ref().filter(|_| !is_matched),
            };
            let outcome = planner.decided(&subject, &evaluated, reasons, &seen, &planner.links(), is_last);
            if let Outcome::Later = outcome {
                // What it will have is known already, for those who refer to it.
                self.expect(person, &seen, &evaluated);
                self.later.push(person.clone());
                continue;
            }
            let place = match evaluated.flows {
                Some(_) => Whereabouts::Inside,
                None => Whereabouts::Outside,
            };
            self.take(outcome, &texts, place)?;
        }
        Ok(true)
    }

    /// Decides about some whom the directory does not have any more.
    fn departed(&mut self, people: &[Box<str>]) -> Result<(), DeskError> {
        let (planner, of) = (self.planner, self.of);
        for id in people {
            let Some(link) = planner.links().of(of.kind, id).cloned() else {
                continue;
            };
            let subject = Subject {
                of,
                id,
                name: &link.person_name,
                person: None,
                link: Some(&link),
            };
            let evaluated = planner.evaluate(of, id, None);
            let reasons = planner.touched(&subject, &evaluated, &planner.links());
            let Some(reasons) = reasons else { continue };
            let seen = planner.cached_of_link(of, &link)?;
            let outcome = planner.decided(&subject, &evaluated, reasons, &seen, &planner.links(), true);
            self.take(outcome, &[], Whereabouts::Departed)?;
        }
        Ok(())
    }

    /// The accounts of links. `None`: it was told to stop.
    fn linked(
        &mut self,
        ids: &[Option<&str>],
        known: &mut Known,
        watch: &mut dyn Watch,
    ) -> Result<Option<Vec<Option<Seen<'static>>>>, DeskError> {
        // The next cycle touches few; they are not worth reading a whole list.
        if self.planner.extent == PlanExtent::All && ids.iter().any(Option::is_some) && !self.read_index(watch)? {
            return Ok(None);
        }
        let missing = || Some(Seen::Not(not_seen(self.of)));
        let Some(index) = &self.index else {
            let store = &self.planner.store;
            let kind = store_kind(self.of.kind);
            let seen = ids.iter().map(|id| {
                let Some(id) = id else { return Ok(None) };
                let found = store.resource(&self.planner.tenant.id, kind, id);
                let found = found.map_err(|error| store_error(&error))?;
                Ok(found.map_or_else(missing, |found| {
                    let account = Resource::from_json(&found.raw).unwrap_or_default();
                    Some(Seen::One(found.row.id.into(), Cow::Owned(account)))
                }))
            });
            return Ok(Some(seen.collect::<Result<_, DeskError>>()?));
        };
        let numbers = index.by_id(ids, &self.list, known)?;
        let seen = ids.iter().zip(numbers).map(|(id, number)| {
            let id = (*id)?;
            match number.and_then(|number| known.get(number)) {
                Some((_, account)) => Some(Seen::One(id.to_owned().into(), Cow::Owned(account.clone()))),
                None => missing(),
            }
        });
        Ok(Some(seen.collect()))
    }

    fn read_index(&mut self, watch: &mut dyn Watch) -> Result<bool, DeskError> {
        if self.index.is_none() {
            let total = self.of.accounts.count;
            let go_on = &mut |done| watch.accounts(done, total);
            self.index = Index::read(self.of.plan.keys(), &self.list, self.keep, go_on)?;
        }
        Ok(self.index.is_some())
    }

    /// The account that matches, unless it is somebody else's.
    fn matched<'k>(&self, person: &str, texts: &[Option<String>], found: Match, known: &'k Known) -> Seen<'k> {
        if texts.iter().all(Option::is_none) {
            return Seen::Not(AccountView::NothingToFindBy);
        }
        match found {
            Match::One(number) => match known.get(number) {
                Some((id, account)) => match self.planner.links().person_of(self.of.kind, id) {
                    Some(other) if other != person => Seen::Not(AccountView::OfAnother),
                    _ => Seen::One(id.as_str().into(), Cow::Borrowed(account)),
                },
                None => Seen::Not(not_seen(self.of)),
            },
            Match::None | Match::Several => Seen::Not(not_seen(self.of)),
        }
    }

    /// Remembers which account somebody will have.
    fn expect(&self, person: &PersonRecord, seen: &Seen<'_>, evaluated: &Evaluated<'_>) {
        let mut links = self
            .planner
            .links
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let kind = self.of.kind;
        if links.of(kind, &person.id).is_some() {
            return;
        }
        match (seen, evaluated.standing) {
            (Seen::One(account, _), Standing::InScope { .. }) => {
                links.expect_account(kind, &person.id, &person.name, account);
            }
            (Seen::Not(AccountView::None | AccountView::NotSeen), Standing::InScope { enabled: true })
                if self.of.rules.actions.create =>
            {
                links.expect_new(kind, &person.id, &person.name);
            }
            _ => {}
        }
    }

    /// Counts what came of an object, and hands it on.
    fn take(&mut self, outcome: Outcome, texts: &[Option<String>], place: Whereabouts) -> Result<(), DeskError> {
        let mut planned = match outcome {
            Outcome::Planned(planned) => planned,
            Outcome::Unchanged | Outcome::OutOfScope => {
                self.nothing_for(place);
                return Ok(());
            }
            Outcome::Later => return Ok(()),
        };
        if planned.skipped == Some(Skipped::InLine) {
            self.nothing_for(place);
        }
        if let Some(change) = &mut planned.change {
            if change.intent == Intent::Create && self.is_taken(texts) {
                change.withheld = Some(Withheld::SameAsAnother);
            }
            if change.withheld.is_none() {
                self.expect_planned(change);
            }
        }
        (self.sink)(*planned)
    }

    /// Nothing is to be done for one.
    fn nothing_for(&mut self, place: Whereabouts) {
        match place {
            Whereabouts::Inside => self.totals.unchanged += 1,
            Whereabouts::Outside => self.totals.out_of_scope += 1,
            // They are not among those of the directory.
            Whereabouts::Departed => {}
        }
    }

    /// Whether somebody before gets an account with the same matching value.
    fn is_taken(&mut self, texts: &[Option<String>]) -> bool {
        let mut taken = false;
        for (place, text) in texts.iter().enumerate() {
            let Some(text) = text else { continue };
            let mut digest = super::hash::Digest::new();
            digest.text(&place.to_string());
            digest.text(text);
            taken |= !self.values.insert(digest.finish());
        }
        taken
    }

    fn expect_planned(&self, change: &Change) {
        let mut links = self
            .planner
            .links
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match (change.intent, &change.account) {
            (Intent::Create, _) => links.expect_new(change.object, &change.person.id, &change.person.name),
            (Intent::Link, Some(account)) => {
                links.expect_account(change.object, &change.person.id, &change.person.name, &account.id);
            }
            _ => {}
        }
    }
}
