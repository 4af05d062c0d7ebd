//! The exact requests that mappings make for one person. Nothing is sent.

mod build;
mod wording;

use std::collections::{HashMap, HashSet};

use scimdesk_mapping::{
    flow::{Flow, TargetValue},
    model::{Mappings, ObjectKind},
};

use crate::{
    Desk,
    desk::blocking,
    preview::{One, OneAccount, Site},
    wire::{BuildRequests, BuiltRequests, DeskError},
    words::say,
};
use build::{Accounts, built};

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
    let found = one.accounts()?.of(&flows)?;
    let references = referred(flows.as_slice());
    let accounts = accounts_of(site, mappings, &references)?;
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

/// Their accounts, found among the cached ones as the mappings match them: people's, and groups' where it is none of a person.
fn accounts_of(site: &Site, mappings: &Mappings, references: &HashSet<String>) -> Result<Accounts, DeskError> {
    let mut accounts = Accounts {
        known: HashMap::new(),
        is_complete: true,
    };
    if references.is_empty() {
        return Ok(accounts);
    }
    for kind in ObjectKind::ALL {
        let one = One::new(site, kind, mappings)?;
        let wanted = references.iter().filter(|id| !accounts.known.contains_key(*id));
        let mut persons = Vec::new();
        for id in wanted {
            persons.extend(one.by_id(id)?);
        }
        if persons.is_empty() {
            continue;
        }
        let cached = one.accounts()?;
        accounts.is_complete &= cached.complete;
        for person in &persons {
            if let OneAccount::Found(id, _) = cached.of(&one.flows(person))? {
                accounts.known.insert(person.id.clone(), id);
            }
        }
    }
    Ok(accounts)
}
