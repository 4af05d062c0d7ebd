//! One resource: read, create, replace, patch, delete (RFC 7644 §3.3 to §3.6), with entity tags (§3.14).

use jiff::Timestamp;
use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    patch::{OperationKind, PatchOp},
    resource::{Resource, ResourceKind},
};
use serde_json::Value;

use super::{
    Answer, Call,
    answer::{Outcome, Refusal, invalid_value, not_found},
    listing::{projection, seen},
};
use crate::{
    Faults,
    directory::{Directory, Slot, etag},
    incoming,
    profile::Offer,
    projection::Projection,
};

pub(super) fn get(directory: &Directory, kind: ResourceKind, id: &str, call: &Call, faults: &Faults) -> Outcome {
    let slot = find(directory, kind, id)?;
    let tag = etag(directory.version(kind, slot));
    if call.if_none_match.as_deref().is_some_and(|tags| names(tags, &tag)) {
        return Ok(Answer::empty(304).with("etag", tag));
    }
    show(directory, kind, slot, 200, call, faults)
}

pub(super) fn create(
    directory: &mut Directory,
    kind: ResourceKind,
    call: &Call,
    faults: &Faults,
    now: Timestamp,
) -> Outcome {
    let offer = offer(directory, kind)?;
    let resource = incoming::whole(call.json()?, offer)?;
    check(directory, kind, None, &resource)?;
    let slot = directory.add(kind, resource, now);
    let location = directory.location(kind, &directory.id(kind, slot));
    Ok(show(directory, kind, slot, 201, call, faults)?.with("location", location))
}

pub(super) fn replace(
    directory: &mut Directory,
    kind: ResourceKind,
    id: &str,
    call: &Call,
    faults: &Faults,
    now: Timestamp,
) -> Outcome {
    let slot = find(directory, kind, id)?;
    check_version(directory, kind, slot, call)?;
    let offer = offer(directory, kind)?;
    let resource = incoming::whole(call.json()?, offer)?;
    let before = directory.kept(kind, slot).resource;
    store(directory, kind, slot, &before, resource, call, faults, now)
}

pub(super) fn patch(
    directory: &mut Directory,
    kind: ResourceKind,
    id: &str,
    call: &Call,
    faults: &Faults,
    now: Timestamp,
) -> Outcome {
    if faults.patch_501 {
        return Err(ScimError::new(501, None, "PATCH is not offered").into());
    }
    let slot = find(directory, kind, id)?;
    check_version(directory, kind, slot, call)?;
    let body = call.json()?;
    let patch = PatchOp::from_value(&body).map_err(|error| error.to_scim_error())?;
    check_form(&patch, faults)?;
    let offer = offer(directory, kind)?;
    let before = directory.kept(kind, slot).resource;
    let outcome = match incoming::patched(before.clone(), &patch, offer)? {
        Some(resource) => store(directory, kind, slot, &before, resource, call, faults, now)?,
        None => show(directory, kind, slot, 200, call, faults)?,
    };
    if faults.patch_204 {
        return Ok(Answer {
            status: 204,
            body: None,
            headers: outcome
                .headers
                .into_iter()
                .filter(|(name, _)| *name == "etag")
                .collect(),
        });
    }
    Ok(outcome)
}

pub(super) fn delete(directory: &mut Directory, kind: ResourceKind, id: &str, call: &Call, now: Timestamp) -> Outcome {
    let slot = find(directory, kind, id)?;
    check_version(directory, kind, slot, call)?;
    directory.remove(kind, slot, now);
    Ok(Answer::empty(204))
}

fn find(directory: &Directory, kind: ResourceKind, id: &str) -> Result<Slot, Refusal> {
    directory
        .slot(kind, id)
        .ok_or_else(|| not_found(format!("there is no {} with the id {id:?}", kind.name().to_lowercase())))
}

fn offer(directory: &Directory, kind: ResourceKind) -> Result<&Offer, Refusal> {
    let offer = directory.profile().offer(kind);
    offer.ok_or_else(|| not_found("there is nothing at this address"))
}

/// A resource as the answer to a request.
fn show(directory: &Directory, kind: ResourceKind, slot: Slot, status: u16, call: &Call, faults: &Faults) -> Outcome {
    let text = |name: &str| call.parameter(name).map(|value| Value::from(value.to_owned()));
    let resource = seen(directory, kind, slot, &projection(&text)?, faults);
    Ok(with_tag(directory, kind, slot, status, resource))
}

fn with_tag(directory: &Directory, kind: ResourceKind, slot: Slot, status: u16, resource: Resource) -> Answer {
    let tag = etag(directory.version(kind, slot));
    Answer::json(status, &resource.into_value()).with("etag", tag)
}

/// Stores a new state, with what the faults make of it.
#[expect(clippy::too_many_arguments, reason = "what a change is made of")]
fn store(
    directory: &mut Directory,
    kind: ResourceKind,
    slot: Slot,
    before: &Resource,
    mut resource: Resource,
    call: &Call,
    faults: &Faults,
    now: Timestamp,
) -> Outcome {
    check(directory, kind, Some(slot), &resource)?;
    let claimed = resource.get("active").cloned();
    let ignores = faults.accept_but_ignore_active && claimed.as_ref() != before.get("active");
    if ignores {
        set_active(&mut resource, before.get("active"));
    }
    if resource != *before {
        directory.replace(kind, slot, resource, now);
    }
    let answer = if ignores {
        let mut claim = seen(directory, kind, slot, &Projection::Default, faults);
        set_active(&mut claim, claimed.as_ref());
        with_tag(directory, kind, slot, 200, claim)
    } else {
        show(directory, kind, slot, 200, call, faults)?
    };
    if faults.deactivate_deletes && kind == ResourceKind::User {
        let kept = directory.kept(kind, slot).resource;
        if kept.as_user().active() == Some(false) {
            directory.remove(kind, slot, now);
        }
    }
    Ok(answer)
}

fn set_active(resource: &mut Resource, active: Option<&Value>) {
    let object = resource.as_object_mut();
    match active {
        Some(active) => object.insert("active".to_owned(), active.clone()),
        None => object.shift_remove("active"),
    };
}

/// Refuses a state that others stand against: a user name that is taken, a member that is not there.
fn check(directory: &Directory, kind: ResourceKind, slot: Option<Slot>, resource: &Resource) -> Result<(), Refusal> {
    match kind {
        ResourceKind::User => {
            let user_name = resource.text("userName").unwrap_or_default();
            match directory.slot_of_user_name(&user_name) {
                Some(other) if Some(other) != slot => {
                    let detail = format!("the userName {user_name:?} is taken");
                    Err(ScimError::new(409, Some(ScimType::Uniqueness), detail).into())
                }
                _ => Ok(()),
            }
        }
        ResourceKind::Group => match directory.first_unknown_member(resource) {
            Some(id) => Err(invalid_value(format!("nobody here has the id {id:?}"))),
            None => Ok(()),
        },
    }
}

/// Refuses forms of a patch that the faults refuse.
fn check_form(patch: &PatchOp, faults: &Faults) -> Result<(), Refusal> {
    for operation in &patch.operations {
        let is_set = operation.kind != OperationKind::Remove;
        match &operation.path {
            Some(path) if faults.refuse_patch_active_with_path && path.attribute.names("active") => {
                let detail = "active cannot be named in a path";
                return Err(ScimError::new(400, Some(ScimType::InvalidPath), detail).into());
            }
            None if faults.refuse_patch_without_path && is_set => {
                let detail = "an operation needs a path";
                return Err(ScimError::new(400, Some(ScimType::InvalidPath), detail).into());
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_version(directory: &Directory, kind: ResourceKind, slot: Slot, call: &Call) -> Result<(), Refusal> {
    let tag = etag(directory.version(kind, slot));
    match &call.if_match {
        Some(tags) if !names(tags, &tag) => {
            let detail = format!("the resource is at version {tag}");
            let error = ScimError::new(412, None, detail);
            Err(Refusal(Answer::error(&error).with("etag", tag)))
        }
        _ => Ok(()),
    }
}

/// Whether a list of entity tags has this one. Weak comparison (RFC 9110 §8.8.3.2): servers and clients drop `W/`.
fn names(tags: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',')
        .any(|listed| listed.trim() == "*" || opaque(listed) == opaque(tag))
}
