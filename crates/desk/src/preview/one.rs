//! One person or group, in scope or not: what mappings give, and the account that is theirs.

use scimdesk_mapping::model::{Mappings, ObjectKind};
use scimdesk_scim::resource::Resource;
use scimdesk_store::PersonRecord;

use super::{
    Site,
    accounts::{Index, Known, Match},
    ground::Ground,
    people::CachedList,
    plan::{Asked, Flows, Plan},
};
use crate::wire::{CompareWith, Completeness, DeskError};

/// Mappings, and the directory that they are evaluated on. Blocks.
pub(crate) struct One {
    plan: Plan,
    ground: Ground,
    kind: ObjectKind,
}

impl One {
    /// All mappings of one type of object.
    pub(crate) fn new(site: &Site, kind: ObjectKind, mappings: &Mappings) -> Result<Self, DeskError> {
        let ground = Ground::new(&site.store, &site.tenant)?;
        let plan = Plan::new(Asked {
            kind,
            draft: mappings,
            saved: mappings,
            target: None,
            compare: CompareWith::Accounts,
            graph: ground.graph(&site.opened, mappings.assignment)?,
            now: site.now,
            seed: rand::random(),
        })?;
        Ok(Self { plan, ground, kind })
    }

    /// The one person or group that a text names.
    pub(crate) fn find(&self, text: &str) -> Result<PersonRecord, DeskError> {
        self.ground.find(self.kind, text)
    }

    /// The person or group with this id; `None` where the directory has none.
    pub(crate) fn by_id(&self, id: &str) -> Result<Option<PersonRecord>, DeskError> {
        self.ground.by_id(self.kind, id)
    }

    /// What the mappings give, in their order.
    pub(crate) fn flows<'p>(&'p self, person: &'p PersonRecord) -> Flows<'p> {
        self.plan.flows_anyway(person)
    }

    /// The cached accounts, to find people's among them.
    pub(crate) fn accounts(&self) -> Result<OneAccounts<'_>, DeskError> {
        let (list, compared) = self.ground.accounts(self.kind)?;
        // Told to go on always, it reads all.
        let index = Index::read(self.plan.keys(), &list, 0, &mut |_| true)?;
        Ok(OneAccounts {
            plan: &self.plan,
            list,
            index,
            complete: compared.completeness == Completeness::Proven,
        })
    }
}

/// The cached accounts, by the attributes that people are matched by.
pub(crate) struct OneAccounts<'p> {
    plan: &'p Plan,
    list: CachedList,
    index: Option<Index>,
    /// Whether the list is proven complete.
    pub(crate) complete: bool,
}

/// Whose account it is.
pub(crate) enum OneAccount {
    Found(String, Resource),
    None,
    Several,
}

impl OneAccounts<'_> {
    /// The account of the person for whom the mappings give this.
    pub(crate) fn of(&self, flows: &Flows<'_>) -> Result<OneAccount, DeskError> {
        let Some(index) = &self.index else {
            return Ok(OneAccount::None);
        };
        let mut known = Known::default();
        let found = index.find(&[self.plan.matching_texts(flows)], &self.list, &mut known)?;
        Ok(match found.first() {
            Some(Match::One(number)) => match known.get(*number) {
                Some((id, account)) => OneAccount::Found(id.clone(), account.clone()),
                None => OneAccount::None,
            },
            Some(Match::Several) => OneAccount::Several,
            Some(Match::None) | None => OneAccount::None,
        })
    }
}
