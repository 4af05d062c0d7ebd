//! What was found, as it is kept and shown.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;

use super::difference::Difference;
use crate::{
    lists::MOST,
    wire::{
        Completeness, DeskError, DriftCount, DriftKind, DriftPage, DriftRemedy, DriftRow, DriftSummary, ErrorCode,
        ModifiedProperty, Page, ResolveDrift,
    },
    words::say,
};

/// What was found of each tenant last.
#[derive(Default)]
pub(crate) struct Drifts(HashMap<String, Drift>);

/// What one search found.
pub(crate) struct Drift {
    pub(super) at: Timestamp,
    /// Accounts and groups that were looked at.
    pub(super) accounts: u64,
    /// Of which linked.
    pub(super) managed: u64,
    /// Of the less complete list.
    pub(super) completeness: Option<Completeness>,
    /// Left out by rules.
    pub(super) ignored: u64,
    pub(super) rows: Vec<Found>,
    /// Places of rows that something was done about.
    pub(super) resolved: HashSet<u64>,
}

/// An account or group that is as it should not be.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) object: ObjectKind,
    pub(super) kind: DriftKind,
    pub(super) account: String,
    pub(super) account_name: String,
    pub(super) user_name: Option<String>,
    pub(super) active: Option<bool>,
    /// Id and name of the person that it matches, or that it is linked to.
    pub(super) person: Option<(String, String)>,
    /// Of several accounts that match one person: whether that person has one of them.
    pub(super) person_is_linked: bool,
    pub(super) attributes: Vec<ModifiedProperty>,
    pub(super) differences: Vec<Difference>,
}

impl Drifts {
    pub(super) fn keep(&mut self, tenant: &str, drift: Drift) {
        self.0.insert(tenant.to_owned(), drift);
    }

    pub(super) fn of(&self, tenant: &str) -> Result<&Drift, DeskError> {
        self.0.get(tenant).ok_or_else(|| DeskError::of(ErrorCode::PreviewStale))
    }

    /// Remembers that something was done about rows.
    pub(super) fn resolved(&mut self, tenant: &str, request: &ResolveDrift) -> Result<DriftSummary, DeskError> {
        let drift = (self.0.get_mut(tenant)).ok_or_else(|| DeskError::of(ErrorCode::PreviewStale))?;
        let before = drift.resolved.len();
        drift.resolved.extend(&request.numbers);
        if request.remedy == DriftRemedy::Ignore {
            drift.ignored += (drift.resolved.len() - before) as u64;
        }
        Ok(drift.summary())
    }

    pub(crate) fn forget_tenant(&mut self, tenant: &str) {
        self.0.remove(tenant);
    }
}

impl Drift {
    pub(super) fn summary(&self) -> DriftSummary {
        let mut counts: Vec<DriftCount> = Vec::new();
        for (_, found) in self.open() {
            let (object, kind) = (found.object, found.kind);
            match counts
                .iter_mut()
                .find(|count| count.object == object && count.kind == kind)
            {
                Some(count) => count.count += 1,
                None => counts.push(DriftCount { object, kind, count: 1 }),
            }
        }
        counts.sort_by_key(|count| (count.object != ObjectKind::User, count.kind as u8));
        DriftSummary {
            at: self.at,
            accounts: self.accounts,
            managed: self.managed,
            completeness: self.completeness,
            counts,
            ignored: self.ignored,
        }
    }

    /// Rows of a window over those that nothing was done about.
    pub(super) fn page(&self, request: &DriftPage) -> Page<DriftRow> {
        let search = request.search.trim().to_lowercase();
        let window = request.window;
        let limit = window.limit.min(MOST) as usize;
        let mut total = 0;
        let mut rows = Vec::new();
        for (number, found) in self.open() {
            let is_wanted = request.object.is_none_or(|object| object == found.object)
                && request.kind.is_none_or(|kind| kind == found.kind)
                && found.contains(&search);
            if is_wanted {
                if total >= window.offset && rows.len() < limit {
                    rows.push(found.row(number));
                }
                total += 1;
            }
        }
        Page {
            rows,
            total,
            counting: false,
            offset: window.offset,
            revision: self.resolved.len() as u64,
        }
    }

    /// The row with this number, unless something was done about it.
    pub(super) fn row(&self, number: u64) -> Option<&Found> {
        let place = usize::try_from(number.checked_sub(1)?).ok()?;
        (!self.resolved.contains(&number)).then(|| self.rows.get(place))?
    }

    fn open(&self) -> impl Iterator<Item = (u64, &Found)> {
        (1..)
            .zip(&self.rows)
            .filter(|(number, _)| !self.resolved.contains(number))
    }
}

impl Found {
    fn contains(&self, search: &str) -> bool {
        let (person, person_name) = self.person.clone().unzip();
        search.is_empty()
            || [
                Some(&self.account_name),
                Some(&self.account),
                self.user_name.as_ref(),
                person.as_ref(),
                person_name.as_ref(),
            ]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(search))
    }

    /// What can be done about it.
    pub(super) fn remedies(&self) -> Vec<DriftRemedy> {
        use DriftRemedy::{Accept, Adopt, Ignore, Repair};
        match self.kind {
            // Whoever has one of several accounts gets another by the links, where it shows which one goes.
            DriftKind::Duplicate if self.person_is_linked => vec![Ignore],
            DriftKind::Unassigned | DriftKind::Unlinked | DriftKind::Duplicate => vec![Adopt, Ignore],
            DriftKind::Local | DriftKind::DisabledOrphan => vec![Ignore],
            DriftKind::Changed => vec![Repair, Accept, Ignore],
            DriftKind::Missing => vec![Repair, Ignore],
        }
    }

    fn sentence(&self) -> String {
        let name = self.account_name.as_str();
        let person = self.person.as_ref().map_or("", |(_, name)| name.as_str());
        match self.kind {
            DriftKind::Local => say!("drift-local", name = name),
            DriftKind::Unassigned => say!("drift-unassigned", name = name, person = person),
            DriftKind::Unlinked => say!("drift-unlinked", name = name, person = person),
            DriftKind::Changed => say!("drift-changed", name = name, count = self.attributes.len() as u64),
            DriftKind::DisabledOrphan if self.person.is_some() => {
                say!("drift-orphan-left", name = name, person = person)
            }
            DriftKind::DisabledOrphan => say!("drift-orphan", name = name),
            DriftKind::Duplicate if self.person_is_linked => {
                say!("drift-duplicate-linked", name = name, person = person)
            }
            DriftKind::Duplicate => say!("drift-duplicate", name = name, person = person),
            DriftKind::Missing => say!("drift-missing", name = name, person = person),
        }
    }

    fn row(&self, number: u64) -> DriftRow {
        let (person, person_name) = self.person.clone().unzip();
        DriftRow {
            number,
            object: self.object,
            kind: self.kind,
            account: self.account.clone(),
            account_name: self.account_name.clone(),
            active: self.active,
            person,
            person_name,
            attributes: self.attributes.clone(),
            sentence: self.sentence(),
            remedies: self.remedies(),
        }
    }
}
