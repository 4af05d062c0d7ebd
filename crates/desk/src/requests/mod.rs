//! The exact requests that mappings make for one person. Nothing is sent.

mod build;
mod wording;

use std::collections::{HashMap, HashSet};

use scimdesk_mapping::{
    flow::{Flow, TargetValue},
    model::ObjectKind,
};

use crate::{
    Desk,
    desk::blocking,
    preview::{One, OneAccount, OneAccounts, Site},
    wire::{BuildRequests, BuiltRequests, DeskError},
    words::say,
};
use build::{Accounts, built};
pub(crate) use build::{path_of, request};
pub(crate) use wording::note;

impl Desk {
    /// The exact requests for one person; nothing is sent.
    pub async fn requests_build(&self, request: BuildRequests) -> Result<BuiltRequests, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        blocking(move || build(&site, &request)).await
    }
}

fn build(site: &Site, request: &BuildRequests) -> Result<BuiltRequests, DeskError> {
    let mappings = request.mappings.as_ref().unwrap_or(&site.saved);
    let one = One::new(site, request.object, mappings)?;
    let person = one.find(&request.person)?;
    let flows = one.flows(&person);
    let cached = one.accounts()?;
    let found = cached.of(&flows)?;
    let references = referred(flows.as_slice());
    let mut accounts = Accounts {
        known: HashMap::new(),
        is_complete: true,
    };
    resolve(&references, &one, Some(&cached), &mut accounts)?;
    for kind in ObjectKind::ALL.into_iter().filter(|kind| *kind != request.object) {
        if references.len() > accounts.known.len() {
            resolve(&references, &One::new(site, kind, mappings)?, None, &mut accounts)?;
        }
    }
    let account = match &found {
        OneAccount::Found(id, account) => Some((id.as_str(), account)),
        OneAccount::None | OneAccount::Several => None,
    };
    let profile = request.profile.unwrap_or(mappings.requests);
    let mut requests = built(request.object, flows.as_slice(), account, profile, &accounts);
    if matches!(found, OneAccount::Several) {
        requests.notes.insert(0, say!("requests-several-accounts"));
    }
    Ok(requests)
}

/// The ids, in the directory, of everybody that the mappings refer to.
fn referred(flows: &[Flow<'_>]) -> HashSet<String> {
    (flows.iter())
        .filter_map(Flow::on_create)
        .flat_map(|value| match value.into_owned() {
            TargetValue::References(ids) => ids,
            _ => Vec::new(),
        })
        .collect()
}

/// Finds the accounts of those that are not known yet, among the cached ones of one type of object, as the mappings match them.
/// `cached` are these, where they were read already.
fn resolve(
    references: &HashSet<String>,
    one: &One,
    cached: Option<&OneAccounts<'_>>,
    accounts: &mut Accounts,
) -> Result<(), DeskError> {
    let mut persons = Vec::new();
    for id in references.iter().filter(|id| !accounts.known.contains_key(*id)) {
        persons.extend(one.by_id(id)?);
    }
    if persons.is_empty() {
        return Ok(());
    }
    let read = if cached.is_none() { Some(one.accounts()?) } else { None };
    let Some(cached) = cached.or(read.as_ref()) else {
        return Ok(());
    };
    accounts.is_complete &= cached.complete;
    for person in &persons {
        if let OneAccount::Found(id, _) = cached.of(&one.flows(person))? {
            accounts.known.insert(person.id.clone(), id);
        }
    }
    Ok(())
}
