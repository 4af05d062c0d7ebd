//! Which request is for what (RFC 7644 §3.2).

use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use scimdesk_scim::{error_body::ScimError, resource::ResourceKind};

use super::{
    Answer, Call,
    answer::{Outcome, not_allowed, not_found},
    discovery, listing, resources,
};
use crate::{Faults, directory::Directory};

/// Answers a request.
pub(crate) fn answer(directory: &RwLock<Directory>, call: &Call, faults: &Faults, now: Timestamp) -> Answer {
    let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
    let is_change =
        matches!(call.method.as_str(), "POST" | "PUT" | "PATCH" | "DELETE") && path.last() != Some(&".search");
    // A panic with the lock held leaves no change half made: each is one replacement.
    let outcome = if is_change {
        let mut directory = directory.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut directory, call, &path, faults, now)
    } else {
        let directory = directory.read().unwrap_or_else(PoisonError::into_inner);
        read(&directory, call, &path, faults)
    };
    outcome.unwrap_or_else(|refusal| refusal.0)
}

/// The kind of resource at an endpoint, if the app has it.
fn kind_at(directory: &Directory, endpoint: &str) -> Option<ResourceKind> {
    ResourceKind::ALL
        .into_iter()
        .find(|kind| kind.endpoint() == endpoint && directory.profile().offer(*kind).is_some())
}

fn read(directory: &Directory, call: &Call, path: &[&str], faults: &Faults) -> Outcome {
    let method = call.method.as_str();
    if let Some(outcome) = not_implemented(path) {
        return outcome;
    }
    let kinds: Vec<ResourceKind> = directory.profile().offers().map(|offer| offer.kind).collect();
    match (path, method) {
        ([], "GET") => listing::by_query(directory, &kinds, call, faults),
        ([".search"], "POST") => listing::by_body(directory, &kinds, call, faults),
        ([".search"], _) => Err(not_allowed(method, "POST")),
        (["ServiceProviderConfig"], "GET") => Ok(discovery::service_provider_config(directory)),
        (["Schemas"], "GET") => discovery::schemas(directory, call),
        (["Schemas", id], "GET") => discovery::schema(directory, id),
        (["ResourceTypes"], "GET") => discovery::resource_types(directory, call),
        (["ResourceTypes", id], "GET") => discovery::resource_type(directory, id),
        ([endpoint, rest @ ..], _) => {
            let Some(kind) = kind_at(directory, endpoint) else {
                return Err(refuse_elsewhere(path, method));
            };
            match (rest, method) {
                ([], "GET") => listing::by_query(directory, &[kind], call, faults),
                ([".search"], "POST") => listing::by_body(directory, &[kind], call, faults),
                ([], _) => Err(not_allowed(method, "GET, POST")),
                ([".search"], _) => Err(not_allowed(method, "POST")),
                ([id], "GET") => resources::get(directory, kind, id, call, faults),
                ([_], _) => Err(not_allowed(method, "GET, PUT, PATCH, DELETE")),
                _ => Err(not_found("there is nothing at this address")),
            }
        }
        ([], _) => Err(not_allowed(method, "GET")),
    }
}

fn change(directory: &mut Directory, call: &Call, path: &[&str], faults: &Faults, now: Timestamp) -> Outcome {
    let method = call.method.as_str();
    if let Some(outcome) = not_implemented(path) {
        return outcome;
    }
    let [endpoint, rest @ ..] = path else {
        return Err(not_allowed(method, "GET"));
    };
    let Some(kind) = kind_at(directory, endpoint) else {
        return Err(refuse_elsewhere(path, method));
    };
    match (rest, method) {
        ([], "POST") => resources::create(directory, kind, call, faults, now),
        ([], _) => Err(not_allowed(method, "GET, POST")),
        ([_], "POST") => Err(not_allowed(method, "GET, PUT, PATCH, DELETE")),
        ([id], "PUT") => resources::replace(directory, kind, id, call, faults, now),
        ([id], "PATCH") => resources::patch(directory, kind, id, call, faults, now),
        ([id], _) => resources::delete(directory, kind, id, call, now),
        _ => Err(not_found("there is nothing at this address")),
    }
}

/// What RFC 7644 has and this server does not.
fn not_implemented(path: &[&str]) -> Option<Outcome> {
    let what = match path {
        ["Bulk", ..] => "bulk requests are not offered",
        ["Me", ..] => "/Me is not offered",
        _ => return None,
    };
    Some(Err(ScimError::new(501, None, what).into()))
}

/// The answer for what is no endpoint for resources: discovery can be read and not written, the rest is not there.
fn refuse_elsewhere(path: &[&str], method: &str) -> super::answer::Refusal {
    match path {
        ["ServiceProviderConfig" | "Schemas" | "ResourceTypes"] | ["Schemas" | "ResourceTypes", _] => {
            not_allowed(method, "GET")
        }
        _ => not_found("there is nothing at this address"),
    }
}
