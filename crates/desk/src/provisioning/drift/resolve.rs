//! What is done about drift: links and marks in the cache. Nothing is sent.

use std::collections::HashSet;

use jiff::Timestamp;
use scimdesk_mapping::model::Mappings;
use scimdesk_scim::resource::Resource;
use scimdesk_store::{AccountLink, LinkState, StoreError};

use super::{difference::Places, kept::Found, rules};
use crate::{
    error::store_error,
    provisioning::{
        links::{LinkEdit, LinkSite, NOTHING_WRITTEN, kind_of},
        planner::Written,
    },
    wire::{DeskError, DriftKind, DriftRemedy, DriftRule, ErrorCode, ResolveDrift},
    words::say,
};

/// How links of accounts that were found by matching are marked.
const MATCHED: &str = "matched";

/// Does to all rows what was asked for, after it is known that all of them can be helped so.
pub(super) fn resolve(
    site: &LinkSite,
    saved: &Mappings,
    request: &ResolveDrift,
    now: Timestamp,
) -> Result<(), DeskError> {
    let rows = chosen(site, request)?;
    if request.remedy == DriftRemedy::Ignore {
        return ignore(site, &rows);
    }
    let mut adopted = HashSet::new();
    let mut edits = Vec::with_capacity(rows.len());
    for found in &rows {
        edits.push(match request.remedy {
            DriftRemedy::Adopt => {
                // Of several accounts that match one person only one becomes theirs.
                if let Some((person, name)) = &found.person
                    && !adopted.insert((found.object, person))
                {
                    return Err(DeskError::bad_input(say!("drift-several", person = name.clone())));
                }
                adopt(site, found, now)?
            }
            DriftRemedy::Accept => accept(site, saved, found)?,
            DriftRemedy::Repair | DriftRemedy::Ignore => repair(site, found)?,
        });
    }
    site.write(edits)
}

fn put(link: AccountLink, sentence: String, found: &Found) -> LinkEdit {
    LinkEdit {
        link,
        removed: false,
        sentence,
        modified: found.attributes.clone(),
    }
}

fn chosen(site: &LinkSite, request: &ResolveDrift) -> Result<Vec<Found>, DeskError> {
    if request.numbers.is_empty() {
        return Err(DeskError::of(ErrorCode::SelectionEmpty));
    }
    let drifts = site.opened.drifts();
    let drift = drifts.of(&site.tenant.id)?;
    (request.numbers.iter())
        .map(|number| {
            let found = drift
                .row(*number)
                .ok_or_else(|| DeskError::of(ErrorCode::PreviewStale))?;
            if found.remedies().contains(&request.remedy) {
                Ok(found.clone())
            } else {
                Err(DeskError::bad_input(say!(
                    "drift-no-remedy",
                    name = found.account_name.clone()
                )))
            }
        })
        .collect()
}

/// Links the account to the person that it matches. The next cycle brings it in line.
fn adopt(site: &LinkSite, found: &Found, now: Timestamp) -> Result<LinkEdit, DeskError> {
    let (person, person_name) = found.person.clone().ok_or_else(stale)?;
    let kind = kind_of(found.object);
    let failed = |error: StoreError| store_error(&error);
    let is_linked = (site.store.link_of_person(&site.tenant.id, kind, &person))
        .map_err(failed)?
        .is_some();
    let account = (site.store.resource(&site.tenant.id, kind, &found.account)).map_err(failed)?;
    if is_linked || account.is_none() {
        return Err(stale());
    }
    let sentence = say!(
        "links-set",
        person = person_name.clone(),
        account = found.account_name.clone()
    );
    let link = AccountLink {
        kind,
        person,
        account: found.account.clone(),
        person_name,
        account_name: found.account_name.clone(),
        state: LinkState::Managed,
        origin: MATCHED.to_owned(),
        wanted: None,
        written: NOTHING_WRITTEN.to_owned(),
        since: now,
        changed_at: None,
        left_at: None,
    };
    Ok(put(link, sentence, found))
}

/// Marks the link so that the next cycle writes what the mappings give; of an account that is gone, forgets it, so that the person is
/// matched anew.
fn repair(site: &LinkSite, found: &Found) -> Result<LinkEdit, DeskError> {
    let link = link_of(site, found)?;
    if found.kind == DriftKind::Missing {
        let sentence = say!(
            "links-removed",
            person = link.person_name.clone(),
            account = link.account_name.clone()
        );
        return Ok(LinkEdit {
            removed: true,
            ..put(link, sentence, found)
        });
    }
    let sentence = say!("drift-repair", name = found.account_name.clone());
    Ok(put(AccountLink { wanted: None, ..link }, sentence, found))
}

/// Takes what the app has for what was written. Only what the person saw: an account that has changed again is looked at again.
fn accept(site: &LinkSite, saved: &Mappings, found: &Found) -> Result<LinkEdit, DeskError> {
    let link = link_of(site, found)?;
    let account = (site.store.resource(&site.tenant.id, link.kind, &found.account))
        .map_err(|error| store_error(&error))?
        .and_then(|account| Resource::from_json(&account.raw).ok())
        .ok_or_else(stale)?;
    let places = Places::new(found.object, saved.of(found.object));
    let mut written = Written::read(&link.written);
    // What was not written counts as nothing here: it is compared with what the person saw.
    let now = places.compare(&written, &account, true);
    for seen in &found.differences {
        if !now.contains(seen) {
            return Err(stale());
        }
        if seen.is.is_null() {
            written.values.remove(&seen.target);
        } else {
            written.values.insert(seen.target.clone(), seen.is.clone());
        }
    }
    let sentence = say!("drift-accepted", name = found.account_name.clone());
    let written = written.to_text();
    Ok(put(AccountLink { written, ..link }, sentence, found))
}

/// Adds a rule for each account.
fn ignore(site: &LinkSite, rows: &[Found]) -> Result<(), DeskError> {
    let failed = |error: StoreError| store_error(&error);
    let tenant = &site.tenant.id;
    let mut rules = rules::read(site.store.drift_rules(tenant).map_err(failed)?)?;
    for found in rows {
        rules.push(DriftRule {
            id: None,
            object: Some(found.object),
            kind: Some(found.kind),
            pattern: found.user_name.clone().unwrap_or_else(|| found.account_name.clone()),
            attribute: None,
        });
    }
    (site.store.save_drift_rules(tenant, rules::written(rules)?)).map_err(failed)
}

/// The link, if it is still the one that was looked at.
fn link_of(site: &LinkSite, found: &Found) -> Result<AccountLink, DeskError> {
    let (person, _) = found.person.as_ref().ok_or_else(stale)?;
    let link = site
        .store
        .link_of_person(&site.tenant.id, kind_of(found.object), person);
    (link.map_err(|error| store_error(&error))?)
        .filter(|link| link.account == found.account)
        .ok_or_else(stale)
}

fn stale() -> DeskError {
    DeskError::of(ErrorCode::PreviewStale)
}
