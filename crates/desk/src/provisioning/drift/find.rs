//! One pass over the cached accounts, one over the people.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use scimdesk_scim::resource::Resource;
use scimdesk_store::{Store, StoreError};

use super::{
    difference::{Difference, Places},
    kept::{Drift, Found},
    rules::{self, Rules},
};
use crate::{
    error::store_error,
    preview::{Accounts as _, Asked, Ground, Plan, Site, Watch},
    provisioning::{links::kind_of, planner::Written},
    wire::{CompareWith, Completeness, DeskError, DriftKind, ModifiedProperty},
};

/// A linked person, as seen from the account.
struct Linked {
    person: String,
    person_name: String,
    account_name: String,
    written: String,
    /// When it was written.
    changed_at: Timestamp,
    /// Whether the list of accounts has the account.
    is_seen: bool,
}

/// An account or group of the list.
struct Seen {
    id: String,
    name: String,
    user_name: Option<String>,
    active: Option<bool>,
    is_linked: bool,
    /// Whom an unlinked one matches.
    matched: Option<Matched>,
}

struct Matched {
    kind: DriftKind,
    person: (String, String),
    person_is_linked: bool,
}

/// Looks at accounts and groups; `None`: it was told to stop.
pub(super) fn find(site: &Site, watch: &mut dyn Watch) -> Result<Option<Drift>, DeskError> {
    let failed = |error: StoreError| store_error(&error);
    let ground = Ground::new(&site.store, &site.tenant)?;
    let rules = Rules::new(rules::read(site.store.drift_rules(&site.tenant.id).map_err(failed)?)?);
    let mut drift = Drift {
        at: site.now,
        accounts: 0,
        managed: 0,
        completeness: None,
        ignored: 0,
        rows: Vec::new(),
        resolved: HashSet::new(),
    };
    for object in [ObjectKind::User, ObjectKind::Group] {
        let is_on = object == ObjectKind::User || site.saved.of(object).enabled;
        let listed = site
            .store
            .listing(&site.tenant.id, kind_of(object))
            .map_err(failed)?
            .is_some();
        if is_on && listed && !look(site, &ground, object, &rules, &mut drift, watch)? {
            return Ok(None);
        }
    }
    Ok(Some(drift))
}

/// Looks at one type of objects; `false`: it was told to stop.
fn look(
    site: &Site,
    ground: &Ground,
    object: ObjectKind,
    rules: &Rules,
    drift: &mut Drift,
    watch: &mut dyn Watch,
) -> Result<bool, DeskError> {
    let plan = matching_plan(site, ground, object)?;
    let (accounts, compared) = ground.accounts(object)?;
    let mut links = links(site, object)?;
    let places = Places::new(object, site.saved.of(object));
    let mapped_at = mapped_at(&site.store, &site.tenant.id)?;

    // The accounts: what they have, and by which values they are found.
    let keys = plan.as_ref().map(Plan::keys).unwrap_or_default();
    let mut seen: Vec<Seen> = Vec::new();
    let mut changed: Vec<(usize, Vec<Difference>)> = Vec::new();
    let mut index: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    let mut stopped = false;
    let total = accounts.count();
    accounts.each(&mut |body| {
        let place = seen.len();
        if !watch.accounts(place as u64 + 1, total) {
            stopped = true;
            return ControlFlow::Break(());
        }
        let account = Resource::from_json(&body.raw).unwrap_or_default();
        for (key, matching) in keys.iter().enumerate() {
            if let Some(text) = matching.text(&account) {
                index.entry((key, text)).or_default().push(place);
            }
        }
        let link = links.get_mut(&body.id);
        if let Some(link) = link {
            link.is_seen = true;
            let knows_all = mapped_at.is_none_or(|at| at <= link.changed_at);
            let differences = places.compare(&Written::read(&link.written), &account, knows_all);
            if !differences.is_empty() {
                changed.push((place, differences));
            }
        }
        seen.push(Seen {
            is_linked: links.contains_key(&body.id),
            id: body.id,
            name: body.name,
            user_name: account.text("userName").map(std::borrow::Cow::into_owned),
            active: (object == ObjectKind::User)
                .then(|| account.as_user().active())
                .flatten(),
            matched: None,
        });
        ControlFlow::Continue(())
    })?;
    if stopped {
        return Ok(false);
    }

    // The people: whose the others are.
    let linked: HashSet<String> = links.values().map(|link| link.person.clone()).collect();
    let mut present: HashSet<String> = HashSet::new();
    let people = ground.people(object, plan.as_ref().is_some_and(|plan| plan.wants("members")))?;
    let (mut done, total) = (0, people.count());
    people.each(&mut |person| {
        done += 1;
        if !watch.people(done, total) {
            stopped = true;
            return ControlFlow::Break(());
        }
        let person_is_linked = linked.contains(&person.id);
        if person_is_linked {
            present.insert(person.id.clone());
        }
        let Some(plan) = &plan else {
            return ControlFlow::Continue(());
        };
        let inside = plan.flows(&person);
        let is_inside = inside.is_some();
        let flows = inside.unwrap_or_else(|| plan.flows_anyway(&person));
        let texts = plan.matching_texts(&flows);
        let found = (texts.into_iter().enumerate())
            .find_map(|(key, text)| index.get(&(key, text?)))
            .map_or(&[][..], Vec::as_slice);
        for place in found {
            let account = &mut seen[*place];
            if account.is_linked {
                continue;
            }
            let kind = match (found.len() > 1 || person_is_linked, is_inside) {
                (true, _) => DriftKind::Duplicate,
                (false, true) => DriftKind::Unlinked,
                (false, false) => DriftKind::Unassigned,
            };
            // Of two people who match one account, who is in scope counts.
            if account.matched.is_none() || kind == DriftKind::Unlinked {
                account.matched = Some(Matched {
                    kind,
                    person: (person.id.clone(), person.name.clone()),
                    person_is_linked,
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    if stopped {
        return Ok(false);
    }

    drift.accounts += seen.len() as u64;
    drift.managed += seen.iter().filter(|account| account.is_linked).count() as u64;
    drift.completeness = Some(match drift.completeness {
        Some(Completeness::KnownPartial) => Completeness::KnownPartial,
        Some(Completeness::Unproven) if compared.completeness == Completeness::Proven => Completeness::Unproven,
        _ => compared.completeness,
    });
    let names: HashMap<&str, &str> = match object {
        // Managers are accounts, and members nearly all; ids stand for the rest.
        ObjectKind::User => seen
            .iter()
            .map(|account| (account.id.as_str(), account.name.as_str()))
            .collect(),
        ObjectKind::Group => HashMap::new(),
    };
    let name = |id: &str| match names.get(id) {
        Some(name) => Some((*name).to_owned()),
        None => account_name(site, id),
    };
    let mut changed = changed.into_iter().peekable();
    let mut keep = |found: Found| match rules.leave(found) {
        Some(found) => drift.rows.push(found),
        None => drift.ignored += 1,
    };
    for (place, account) in seen.iter().enumerate() {
        let differences = changed
            .next_if(|(of, _)| *of == place)
            .map(|(_, differences)| differences);
        let link = links.get(&account.id);
        let person = |link: &Linked| (link.person.clone(), link.person_name.clone());
        let found = |kind, person, person_is_linked| Found {
            object,
            kind,
            account: account.id.clone(),
            account_name: account.name.clone(),
            user_name: account.user_name.clone(),
            active: account.active,
            person,
            person_is_linked,
            attributes: Vec::new(),
            differences: Vec::new(),
        };
        let is_off = account.active == Some(false);
        match (link, &account.matched) {
            (Some(link), _) if is_off && !present.contains(&link.person) => {
                keep(found(DriftKind::DisabledOrphan, Some(person(link)), true));
            }
            (Some(link), _) => {
                if let Some(differences) = differences {
                    let attributes = differences
                        .iter()
                        .map(|difference| property(difference, &name))
                        .collect();
                    keep(Found {
                        attributes,
                        differences,
                        ..found(DriftKind::Changed, Some(person(link)), true)
                    });
                }
            }
            (None, Some(matched)) => keep(found(
                matched.kind,
                Some(matched.person.clone()),
                matched.person_is_linked,
            )),
            (None, None) if is_off => keep(found(DriftKind::DisabledOrphan, None, false)),
            (None, None) => keep(found(DriftKind::Local, None, false)),
        }
    }
    if compared.completeness == Completeness::Proven {
        let mut missing: Vec<(&String, &Linked)> = links.iter().filter(|(_, link)| !link.is_seen).collect();
        missing.sort_by(|(_, a), (_, b)| a.account_name.cmp(&b.account_name));
        for (account, link) in missing {
            keep(Found {
                object,
                kind: DriftKind::Missing,
                account: account.clone(),
                account_name: link.account_name.clone(),
                user_name: None,
                active: None,
                person: Some((link.person.clone(), link.person_name.clone())),
                person_is_linked: true,
                attributes: Vec::new(),
                differences: Vec::new(),
            });
        }
    }
    Ok(true)
}

/// The scope and the matching mappings alone: the others give nothing that accounts are found by. `None`: there are none.
fn matching_plan(site: &Site, ground: &Ground, object: ObjectKind) -> Result<Option<Plan>, DeskError> {
    let mappings = &site.saved;
    let Some(target) = (mappings.of(object).matching().first()).map(|mapping| mapping.target.clone()) else {
        return Ok(None);
    };
    let plan = Plan::new(Asked {
        kind: object,
        draft: mappings,
        saved: mappings,
        target: Some(&target),
        compare: CompareWith::Accounts,
        graph: ground.graph(&site.opened, mappings.assignment)?,
        now: site.now,
        seed: 0,
    })?;
    Ok(Some(plan))
}

/// When the mappings were saved; `None`: they are the app's defaults.
pub(super) fn mapped_at(store: &Store, tenant: &str) -> Result<Option<Timestamp>, DeskError> {
    let versions = store.mapping_versions(tenant).map_err(|error| store_error(&error))?;
    Ok(versions.first().map(|version| version.at))
}

/// The links, by account.
fn links(site: &Site, object: ObjectKind) -> Result<HashMap<String, Linked>, DeskError> {
    let mut links = HashMap::new();
    let read = site.store.each_link(&site.tenant.id, kind_of(object), |link| {
        let linked = Linked {
            person: link.person,
            person_name: link.person_name,
            account_name: link.account_name,
            written: link.written,
            changed_at: link.changed_at.unwrap_or(link.since),
            is_seen: false,
        };
        links.insert(link.account, linked);
        ControlFlow::Continue(())
    });
    read.map_err(|error| store_error(&error))?;
    Ok(links)
}

fn account_name(site: &Site, id: &str) -> Option<String> {
    let account = site.store.resource(&site.tenant.id, scimdesk_store::Kind::User, id);
    account.ok().flatten().map(|account| account.row.name)
}

fn property(difference: &Difference, name: &dyn Fn(&str) -> Option<String>) -> ModifiedProperty {
    let (old_value, new_value) = difference.shown(name);
    ModifiedProperty {
        name: difference.target.clone(),
        old_value,
        new_value,
    }
}
