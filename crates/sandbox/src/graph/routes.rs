//! What is asked for, and what is answered.

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Map, Value, json};

use super::{
    Reply, World,
    delta::{self, Manner},
    directory::{ObjectKind, PracticeObject, Presence, ROLES},
    pages::{Rest, Round},
};
use crate::RecordedRequest;

/// What the application may do from the start: the least for all there is.
pub(super) const PERMISSIONS: [&str; 3] = ["User.Read.All", "GroupMember.Read.All", "Application.Read.All"];
/// Stands for all of them.
const DIRECTORY: &str = "Directory.Read.All";
/// The most requests in a batch.
const MOST: usize = 20;
/// The largest page of a list.
const LARGEST: usize = 999;

/// Properties that exist whether anybody has them. Extensions are there once somebody has one.
const USER: &str = "accountEnabled,businessPhones,city,companyName,country,createdDateTime,department,displayName,employeeHireDate,\
    employeeId,employeeOrgData,employeeType,faxNumber,givenName,jobTitle,mail,mailNickname,mobilePhone,officeLocation,\
    onPremisesDistinguishedName,onPremisesExtensionAttributes,onPremisesSamAccountName,onPremisesSecurityIdentifier,\
    onPremisesSyncEnabled,otherMails,postalCode,preferredLanguage,proxyAddresses,state,streetAddress,surname,usageLocation,\
    userPrincipalName,userType,manager";
const GROUP: &str =
    "description,displayName,groupTypes,mail,mailEnabled,mailNickname,proxyAddresses,securityEnabled,members";

fn error(status: StatusCode, code: &str, message: &str) -> Reply {
    Reply::of(status, json!({ "error": { "code": code, "message": message } }))
}

fn not_found(id: &str) -> Reply {
    let message =
        format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
    error(StatusCode::NOT_FOUND, "Request_ResourceNotFound", &message)
}

/// Where a person types a code.
pub(super) fn device(world: &mut World, method: &str, body: &[u8]) -> Response {
    let page = |text: &str| {
        format!("<!DOCTYPE html>\n<html><head><title>Practice sign-in</title></head><body>{text}</body></html>\n")
    };
    let text = if method == "POST" {
        let mut form = url::form_urlencoded::parse(body);
        let code = form
            .find(|(name, _)| name == "code")
            .map(|(_, code)| code.trim().to_uppercase());
        if code.is_some_and(|code| world.sign_ins.decide(&code, true)) {
            page("<p>You are signed in. Close this page.</p>")
        } else {
            page("<p>Nobody waits for this code.</p>")
        }
    } else {
        page(
            "<form method=\"post\"><label>Code <input name=\"code\" autofocus></label> <button>Sign in</button></form>",
        )
    };
    let mut response = Response::new(Body::from(text));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

/// Any request but that for the page above.
pub(super) fn answer(world: &mut World, method: &str, path: &str, query: &str, bearer: &str, body: &[u8]) -> Reply {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let sign_in = match parts.as_slice() {
        [directory, "oauth2", "v2.0", what] => Some((*directory, *what)),
        _ => None,
    };
    let shown = if sign_in.is_some() { Vec::new() } else { body.to_vec() };
    world.requests.push(RecordedRequest {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        body: String::from_utf8_lossy(&shown).into_owned(),
    });
    if let Some((directory, what)) = sign_in {
        return world.sign_ins.answer(directory, what, body);
    }
    let ["v1.0", rest @ ..] = parts.as_slice() else {
        return error(StatusCode::NOT_FOUND, "BadRequest", "Invalid version.");
    };
    if !world.sign_ins.lets_in(bearer) {
        return error(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            "Access token is empty, expired or not known.",
        );
    }
    if rest == ["$batch"] && method == "POST" {
        return batch(world, body);
    }
    one(world, method, rest, query)
}

/// One request, alone or of a batch.
fn one(world: &mut World, method: &str, parts: &[&str], query: &str) -> Reply {
    if world.faults.throttle > 0 {
        world.faults.throttle -= 1;
        let mut reply = error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Too many requests.");
        reply.retry_after = world.faults.retry_after;
        return reply;
    }
    if world.faults.unavailable > 0 {
        world.faults.unavailable -= 1;
        return error(
            StatusCode::SERVICE_UNAVAILABLE,
            "ServiceUnavailable",
            "The service is unavailable.",
        );
    }
    if method != "GET" {
        return error(
            StatusCode::METHOD_NOT_ALLOWED,
            "Request_BadRequest",
            "The method is not allowed.",
        );
    }
    let needs = match parts.first().copied().unwrap_or_default() {
        "users" | "directory" => PERMISSIONS[0],
        "groups" => PERMISSIONS[1],
        first if first.starts_with("servicePrincipals") => PERMISSIONS[2],
        _ => {
            return error(
                StatusCode::BAD_REQUEST,
                "BadRequest",
                "Resource not found for the segment.",
            );
        }
    };
    if !world.permissions.contains(needs) && !world.permissions.contains(DIRECTORY) {
        let message = "Insufficient privileges to complete the operation.";
        return error(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message);
    }
    let query: HashMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    match *parts {
        ["users", ref rest @ ..] => objects(world, ObjectKind::User, rest, &query),
        ["groups", ref rest @ ..] => objects(world, ObjectKind::Group, rest, &query),
        ["directory", "deletedItems", id] => {
            let mut all = [ObjectKind::User, ObjectKind::Group]
                .into_iter()
                .flat_map(|kind| world.directory.all(kind));
            match all.find(|(known, object)| *known == id && object.presence == Presence::Deleted) {
                Some(_) => Reply::ok(json!({ "id": id })),
                None => not_found(id),
            }
        }
        [first, ref rest @ ..] => applications(world, first, rest, &query),
        [] => not_found(""),
    }
}

fn objects(world: &mut World, kind: ObjectKind, rest: &[&str], query: &HashMap<String, String>) -> Reply {
    match *rest {
        [] => {
            let ids = world.directory.present(kind);
            let select = match select(world, kind, query) {
                Ok(select) => select,
                Err(reply) => return reply,
            };
            let values = ids
                .iter()
                .filter_map(|id| rendered(world, id, &select, query))
                .collect();
            listed(world, collection(kind), values, query)
        }
        ["$count"] => Reply::ok(world.directory.present(kind).len().into()),
        ["delta"] => round(world, kind, query),
        [id] => {
            let select = match select(world, kind, query) {
                Ok(select) => select,
                Err(reply) => return reply,
            };
            let is_kind = world.directory.get(id).is_some_and(|object| object.kind == kind);
            match rendered(world, id, &select, query) {
                Some(object) if is_kind => Reply::ok(object),
                _ => not_found(id),
            }
        }
        [id, "members"] if kind == ObjectKind::Group => {
            if world.directory.get(id).is_none() {
                return not_found(id);
            }
            let members = world.directory.members(id);
            let member = |id: &&str| json!({ "@odata.type": world.directory.type_of(id), "id": id });
            let values = members.iter().map(member).collect();
            listed(world, &format!("groups/{id}/members"), values, query)
        }
        [id, "manager"] if kind == ObjectKind::User => match world.directory.manager(id) {
            Some(manager) => Reply::ok(json!({ "@odata.type": "#microsoft.graph.user", "id": manager })),
            None => not_found("manager"),
        },
        _ => error(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            "Resource not found for the segment.",
        ),
    }
}

fn collection(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => "users",
        ObjectKind::Group => "groups",
    }
}

/// The selected properties; a refusal where one does not exist.
fn select(world: &World, kind: ObjectKind, query: &HashMap<String, String>) -> Result<Vec<String>, Reply> {
    let Some(select) = query.get("$select") else {
        return Ok(["displayName", "mail", "userPrincipalName"].map(str::to_owned).into());
    };
    let known = match kind {
        ObjectKind::User => USER,
        ObjectKind::Group => GROUP,
    };
    let exists = |name: &str| {
        let mut all = world.directory.all(kind);
        name == "id"
            || known.split(',').any(|known| known == name)
            || all.any(|(_, object)| object.properties.contains_key(name))
    };
    let select: Vec<String> = select.split(',').map(str::to_owned).collect();
    match select.iter().find(|name| !exists(name)) {
        None => Ok(select),
        Some(name) => {
            let message = format!("Could not find a property named '{name}' on type 'microsoft.graph.{kind:?}'.");
            Err(error(StatusCode::BAD_REQUEST, "BadRequest", &message))
        }
    }
}

/// An object outside of a delta: selected properties without a value are null.
fn rendered(world: &World, id: &str, select: &[String], query: &HashMap<String, String>) -> Option<Value> {
    let object: &PracticeObject = world.directory.get(id)?;
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id.into());
    for name in select
        .iter()
        .filter(|name| !matches!(name.as_str(), "id" | "manager" | "members"))
    {
        shown.insert(name.clone(), object.properties.get(name).cloned().unwrap_or_default());
    }
    if query.get("$expand").is_some_and(|expand| expand.starts_with("manager"))
        && let Some(manager) = world.directory.manager(id)
    {
        shown.insert(
            "manager".to_owned(),
            json!({ "@odata.type": "#microsoft.graph.user", "id": manager }),
        );
    }
    Some(shown.into())
}

fn listed(world: &mut World, path: &str, values: Vec<Value>, query: &HashMap<String, String>) -> Reply {
    if let Some(link) = query.get("$skiptoken") {
        return match world.pages.rest(link) {
            Some(rest) => page(world, path, rest),
            None => error(
                StatusCode::BAD_REQUEST,
                "Directory_ExpiredPageToken",
                "The page token is not known.",
            ),
        };
    }
    let size = query
        .get("$top")
        .and_then(|top| top.parse().ok())
        .unwrap_or(world.options.page);
    let rest = Rest {
        values: Arc::new(values),
        from: 0,
        end: None,
        size: size.clamp(1, LARGEST),
    };
    page(world, path, rest)
}

fn page(world: &mut World, path: &str, mut rest: Rest) -> Reply {
    let until = rest.values.len().min(rest.from + rest.size);
    let mut body = json!({ "value": rest.values[rest.from..until] });
    let origin = world.faults.links_to.clone().unwrap_or_else(|| world.endpoint.clone());
    let base = format!("{origin}/v1.0/{path}");
    if until < rest.values.len() {
        rest.from = until;
        let link = world.pages.keep(rest);
        body["@odata.nextLink"] = format!("{base}?$skiptoken={link}").into();
    } else if let Some(round) = rest.end {
        let link = world.pages.end(round);
        body["@odata.deltaLink"] = format!("{base}?$deltatoken={link}").into();
    }
    Reply::ok(body)
}

fn round(world: &mut World, kind: ObjectKind, query: &HashMap<String, String>) -> Reply {
    let path = format!("{}/delta", collection(kind));
    if let Some(link) = query.get("$skiptoken") {
        return match world.pages.rest(link) {
            Some(rest) => page(world, &path, rest),
            None => gone(world, &path),
        };
    }
    let (select, since) = match query.get("$deltatoken") {
        Some(link) => match world.pages.round(link) {
            Some(round) if round.kind == kind => (round.select, round.since),
            _ => return gone(world, &path),
        },
        None => match select(world, kind, query) {
            Ok(select) => (select, 0),
            Err(reply) => return reply,
        },
    };
    let manner = Manner {
        members: world.options.members,
        tangled: world.options.tangled,
    };
    let values = delta::changes(&world.directory, kind, &select, since, manner);
    let end = Round {
        kind,
        select,
        since: world.directory.version(),
    };
    let rest = Rest {
        values: Arc::new(values),
        from: 0,
        end: Some(end),
        size: world.options.page.max(1),
    };
    page(world, &path, rest)
}

fn gone(world: &World, path: &str) -> Reply {
    let mut reply = error(
        StatusCode::GONE,
        "syncStateNotFound",
        "The sync state is not known: start anew.",
    );
    reply.location = Some(format!("{}/v1.0/{path}?$deltatoken=", world.endpoint));
    reply
}

fn applications(world: &mut World, first: &str, rest: &[&str], query: &HashMap<String, String>) -> Reply {
    let by_client = format!("servicePrincipals(appId='{}')", world.client);
    let first = first.replace("%27", "'");
    let rest: Vec<&str> = match (first.as_str(), rest) {
        ("servicePrincipals", [id, rest @ ..]) if *id == world.service_principal => rest.to_vec(),
        ("servicePrincipals", []) => {
            let values = vec![json!({ "id": world.service_principal })];
            return listed(world, "servicePrincipals", values, query);
        }
        (first, rest) if first == by_client => rest.to_vec(),
        _ => return not_found(rest.first().unwrap_or(&"")),
    };
    match rest.as_slice() {
        [] => {
            let role = |(id, value, name): (&str, &str, &str)| json!({ "id": id, "value": value, "displayName": name });
            let roles = ROLES.map(role);
            Reply::ok(json!({ "id": world.service_principal, "displayName": "Practice app", "appRoles": roles }))
        }
        ["appRoleAssignedTo"] => {
            let assigned = world.directory.assignments().map(|assignment| {
                json!({
                    "id": assignment.id, "appRoleId": assignment.role, "principalId": assignment.principal,
                    "principalType": assignment.principal_type, "resourceId": world.service_principal,
                })
            });
            let values = assigned.collect();
            let path = format!("servicePrincipals/{}/appRoleAssignedTo", world.service_principal);
            listed(world, &path, values, query)
        }
        _ => error(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            "Resource not found for the segment.",
        ),
    }
}

fn batch(world: &mut World, body: &[u8]) -> Reply {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let requests = body["requests"].as_array().cloned().unwrap_or_default();
    if requests.is_empty() || requests.len() > MOST {
        return error(StatusCode::BAD_REQUEST, "BadRequest", "A batch has 1 to 20 requests.");
    }
    let mut responses = Vec::new();
    for request in &requests {
        let url = request["url"].as_str().unwrap_or_default();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let reply = one(world, request["method"].as_str().unwrap_or_default(), &parts, query);
        let mut response = json!({ "id": request["id"], "status": reply.status.as_u16(), "body": reply.body });
        if let Some(seconds) = reply.retry_after {
            response["headers"] = json!({ "Retry-After": seconds.to_string() });
        }
        responses.push(response);
    }
    // Answers come in any order.
    responses.reverse();
    Reply::ok(json!({ "responses": responses }))
}
