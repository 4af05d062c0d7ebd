//! What is to be done about everybody: one state of directory, scope, mappings, links and accounts, and the changes that follow from it.
//!
//! Everybody is evaluated each time, since that takes seconds; what is touched is told by a hash of all that is wanted for somebody. The
//! same functions decide about everybody in one pass ([`Planner::each`]) and about one object when its turn comes ([`Planner::one`]), and
//! give the requests. *Must not know:* how anything is sent, or where plans are kept. Blocks.

mod differences;
mod hash;
mod links;
mod look;
mod object;
mod pass;
mod sending;
mod written;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard},
};

use jiff::{SignedDuration, Timestamp};
use scimdesk_mapping::model::{Mappings, ObjectKind, RequestProfile};
use scimdesk_provisioning::{
    change::{Change, Party},
    decide::{Rules, Skipped, Standing},
};
use scimdesk_scim::resource::Resource;
use scimdesk_store::{AccountLink, PersonRecord, Retry, RetryPart, Store};

use crate::{
    error::store_error,
    people,
    preview::{Asked, CachedList, Ground, Plan, Site, store_kind},
    tenants::TenantRow,
    wire::{AccountsCompared, CompareWith, Completeness, DeskError, MissingAccount, PlanExtent, ProvisioningSettings},
};
pub(crate) use differences::{is_secret, without_secrets};
use links::{Linked, Links};
pub(crate) use sending::{Part, Requests};
pub(crate) use written::Written;

/// One state of everything that a tenant's provisioning rests on.
pub(crate) struct Planner {
    store: Store,
    tenant: TenantRow,
    mappings: Mappings,
    settings: ProvisioningSettings,
    extent: PlanExtent,
    now: Timestamp,
    ground: Ground,
    /// Whether the directory's list is proven complete.
    directory_proven: bool,
    users: Kinded,
    /// `None`: groups are not provisioned.
    groups: Option<Kinded>,
    links: RwLock<Links>,
    retries: HashMap<(ObjectKind, String, RetryPart), Failed>,
    names: Mutex<HashMap<String, String>>,
}

/// What is known of people and accounts, or of groups on both sides.
struct Kinded {
    kind: ObjectKind,
    plan: Plan,
    rules: Rules,
    accounts: AccountsCompared,
    /// When they were listed last.
    fetched_at: Option<Timestamp>,
    departed: HashMap<String, bool>,
}

/// A failure that is tried again.
struct Failed {
    next_at: Timestamp,
    /// What was tried; see [`Planner::attempt`].
    attempt: Option<i64>,
}

/// What was decided about one object, and what its requests are made from.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) object: ObjectKind,
    pub(crate) standing: Standing,
    /// A hash of all that is wanted for it.
    pub(crate) wanted: i64,
    /// In the directory.
    pub(crate) who: Party,
    /// `None`: nothing is to be done.
    pub(crate) change: Option<Change>,
    /// Why nothing is to be done, where that is worth a line.
    pub(crate) skipped: Option<Skipped>,
    /// As the directory has them; `None`: it does not, any more.
    person: Option<PersonRecord>,
}

/// What is known of an object's account when its turn comes.
#[derive(Debug, Clone)]
pub(crate) enum AccountSeen {
    /// As it is cached.
    FromCache,
    /// The linked account as it was just read; `None`: the app does not have it.
    Read(Option<Box<Resource>>),
    /// Those that match, as they were just found. For an object that is linked, those that may take the place of its account.
    Matches(Vec<Resource>),
}

/// How many people and groups were looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// In the directory.
    pub(crate) people: u64,
    /// Neither changed nor skipped.
    pub(crate) unchanged: u64,
    pub(crate) out_of_scope: u64,
}

/// For how long a list is taken as what the app has now: a cycle that lists at its beginning.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

impl Planner {
    pub(crate) fn new(
        site: &Site,
        settings: &ProvisioningSettings,
        extent: PlanExtent,
        now: Timestamp,
    ) -> Result<Self, DeskError> {
        let ground = Ground::new(&site.store, &site.tenant)?;
        let kinded = |kind| Kinded::new(site, settings, &ground, kind, now);
        let users = kinded(ObjectKind::User)?;
        let groups = if site.saved.groups.enabled {
            Some(kinded(ObjectKind::Group)?)
        } else {
            None
        };
        let mut links = Links::read(&site.store, &site.tenant.id)?;
        links.is_complete = users.is_complete() && groups.as_ref().is_none_or(Kinded::is_complete);
        let retries = site
            .store
            .retries(&site.tenant.id)
            .map_err(|error| store_error(&error))?;
        let retry = |retry: Retry| {
            let failed = Failed {
                // What failed later than now did so when the clock was ahead.
                next_at: if retry.last_failed > site.now {
                    site.now
                } else {
                    retry.next_at
                },
                attempt: retry.wanted,
            };
            ((object_kind(retry.kind), retry.person, retry.part), failed)
        };
        Ok(Self {
            store: site.store.clone(),
            tenant: site.tenant.clone(),
            mappings: site.saved.clone(),
            settings: settings.clone(),
            extent,
            now,
            directory_proven: people::is_proven(&site.store, ground.directory())?,
            ground,
            users,
            groups,
            links: RwLock::new(links),
            retries: retries.into_iter().map(retry).collect(),
            names: Mutex::default(),
        })
    }

    /// The directory that people come from, and whether its list is proven complete.
    pub(crate) fn directory(&self) -> (&str, bool) {
        (self.ground.directory(), self.directory_proven)
    }

    pub(crate) fn tenant(&self) -> &str {
        &self.tenant.id
    }

    /// Which state of the directory this is.
    pub(crate) fn generation(&self) -> i64 {
        self.ground.generation()
    }

    /// How complete the accounts, or the app's groups, are. `None`: groups are not provisioned.
    pub(crate) fn completeness(&self, kind: ObjectKind) -> Option<Completeness> {
        self.of(kind).map(|of| of.accounts.completeness)
    }

    /// Whether nobody has to be asked whether somebody has an account already: the list is proven complete and was fetched just now, what
    /// is unique at every app is looked for, and no former try may have made it.
    pub(crate) fn is_certain(&self, kind: ObjectKind, person: &str) -> bool {
        let is_fresh = |of: &Kinded| {
            let age = of.fetched_at.map(|at| self.now.duration_since(at));
            of.is_complete() && age.is_some_and(|age| age <= FRESH)
        };
        kind == ObjectKind::User
            && self.of(kind).is_some_and(is_fresh)
            && !self.retries.contains_key(&(kind, person.to_owned(), RetryPart::Object))
    }

    /// A link was made or changed by what was sent: references to it can be resolved from now on.
    pub(crate) fn put_link(&self, link: AccountLink) {
        self.links.write().unwrap_or_else(PoisonError::into_inner).put(link);
    }

    /// Whether somebody has an account that is remembered as theirs.
    pub(crate) fn is_linked(&self, kind: ObjectKind, person: &str) -> bool {
        self.links().of(kind, person).is_some()
    }

    /// A link is no more.
    pub(crate) fn remove_link(&self, kind: ObjectKind, person: &str) {
        self.links
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(kind, person);
    }

    /// Whose account is whose now, as [`References`](scimdesk_provisioning::requests::References).
    pub(crate) fn references(&self) -> RwLockReadGuard<'_, Links> {
        self.links()
    }

    fn links(&self) -> RwLockReadGuard<'_, Links> {
        self.links.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, kind: ObjectKind) -> Option<&Kinded> {
        match kind {
            ObjectKind::User => Some(&self.users),
            ObjectKind::Group => self.groups.as_ref(),
        }
    }

    fn profile(&self) -> RequestProfile {
        self.mappings.requests
    }

    /// The name of a group or person of the directory; the id where there is none.
    fn name(&self, id: &str) -> String {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = names.get(id) {
            return name.clone();
        }
        let found = ObjectKind::ALL
            .into_iter()
            .rev()
            .find_map(|kind| self.ground.by_id(kind, id).ok()?);
        let name = found.map_or_else(|| id.to_owned(), |found| found.name);
        names.insert(id.to_owned(), name.clone());
        name
    }

    /// The names of people or groups of the directory, for sentences.
    pub(crate) fn names_of(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.name(id)).collect()
    }

    /// The list of accounts, or of the app's groups, as it is now.
    fn list(&self, of: &Kinded) -> Result<CachedList, DeskError> {
        Ok(self.ground.accounts(of.kind)?.0)
    }

    /// Whether a failure waits for its time. Something else than what failed does not.
    fn waits(&self, kind: ObjectKind, person: &str, part: RetryPart, wanted: i64) -> Option<bool> {
        let failed = self.retries.get(&(kind, person.to_owned(), part))?;
        let is_same = failed
            .attempt
            .is_none_or(|attempt| attempt == self.attempt(kind, wanted));
        Some(is_same && failed.next_at > self.now)
    }

    /// A hash of what is tried for somebody: all that is wanted, and by what their account is found.
    pub(crate) fn attempt(&self, kind: ObjectKind, wanted: i64) -> i64 {
        let matching = self.of(kind).map_or(&[][..], |of| of.plan.matching());
        hash::attempt(wanted, matching)
    }
}

impl Kinded {
    fn new(
        site: &Site,
        settings: &ProvisioningSettings,
        ground: &Ground,
        kind: ObjectKind,
        now: Timestamp,
    ) -> Result<Self, DeskError> {
        let plan = Plan::new(Asked {
            kind,
            draft: &site.saved,
            saved: &site.saved,
            target: None,
            compare: CompareWith::Accounts,
            graph: ground.graph(&site.opened, site.saved.assignment)?,
            now,
            // The same for all time, so that random functions change nothing from one cycle to the next.
            seed: hash::seed(&site.tenant.id),
        })?;
        let departed = site.store.departed(ground.directory(), store_kind(kind));
        let departed = departed.map_err(|error| store_error(&error))?;
        let listing = site.store.listing(&site.tenant.id, store_kind(kind));
        let listing = listing.map_err(|error| store_error(&error))?;
        Ok(Self {
            kind,
            plan,
            rules: Rules {
                actions: site.saved.of(kind).actions,
                skip_out_of_scope_deletions: settings.skip_out_of_scope_deletions,
                delete_after_days: settings.delete_after_days,
                recreate_missing: settings.missing_account == MissingAccount::Recreate,
            },
            accounts: ground.accounts(kind)?.1,
            fetched_at: listing.map(|listing| listing.fetched_at),
            departed: departed
                .into_iter()
                .map(|departed| (departed.id, departed.gone))
                .collect(),
        })
    }

    fn is_complete(&self) -> bool {
        self.accounts.completeness == Completeness::Proven
    }
}

fn object_kind(kind: scimdesk_store::Kind) -> ObjectKind {
    match kind {
        scimdesk_store::Kind::User => ObjectKind::User,
        scimdesk_store::Kind::Group => ObjectKind::Group,
    }
}
