//! What the server says about itself (RFC 7644 §4).

use scimdesk_scim::{
    error_body::ScimError, list_response::LIST_RESPONSE_SCHEMA, resource_type::RESOURCE_TYPE_SCHEMA, schema::Schema,
    service_provider_config::SERVICE_PROVIDER_CONFIG_SCHEMA,
};
use serde_json::{Value, json};

use super::{
    Answer, Call,
    answer::{Outcome, not_found},
    listing::{DEFAULT_COUNT, MAX_COUNT},
};
use crate::{directory::Directory, profile::Offer};

pub(super) fn service_provider_config(directory: &Directory) -> Answer {
    let body = json!({
        "schemas": [SERVICE_PROVIDER_CONFIG_SCHEMA],
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": MAX_COUNT},
        "changePassword": {"supported": false},
        "sort": {"supported": true},
        "etag": {"supported": true},
        "pagination": {
            "cursor": false,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": DEFAULT_COUNT,
            "maxPageSize": MAX_COUNT,
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "The token that this practice tenant was started with, as RFC 6750 sends it.",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{}/ServiceProviderConfig", directory.url()),
        },
    });
    Answer::json(200, &body)
}

fn all_schemas(directory: &Directory) -> impl Iterator<Item = &Schema> {
    directory.profile().offers().flat_map(|offer| offer.schemas.schemas())
}

fn schema_body(directory: &Directory, schema: &Schema) -> Value {
    let mut body = schema.to_value();
    body["meta"] = json!({
        "resourceType": "Schema",
        "location": format!("{}/Schemas/{}", directory.url(), schema.id),
    });
    body
}

pub(super) fn schemas(directory: &Directory, call: &Call) -> Outcome {
    let bodies = all_schemas(directory).map(|schema| schema_body(directory, schema));
    list(&bodies.collect::<Vec<_>>(), call)
}

pub(super) fn schema(directory: &Directory, id: &str) -> Outcome {
    all_schemas(directory)
        .find(|schema| schema.id.eq_ignore_ascii_case(id))
        .map(|schema| Answer::json(200, &schema_body(directory, schema)))
        .ok_or_else(|| not_found(format!("there is no schema {id:?}")))
}

fn resource_type_body(directory: &Directory, offer: &Offer) -> Value {
    let kind = offer.kind;
    let extensions: Vec<Value> = offer
        .schemas
        .extensions()
        .iter()
        .map(|schema| json!({"schema": schema.id, "required": false}))
        .collect();
    json!({
        "schemas": [RESOURCE_TYPE_SCHEMA],
        "id": kind.name(),
        "name": kind.name(),
        "description": format!("The {} of this practice tenant.", kind.endpoint().to_lowercase()),
        "endpoint": format!("/{}", kind.endpoint()),
        "schema": kind.schema(),
        "schemaExtensions": extensions,
        "meta": {
            "resourceType": "ResourceType",
            "location": format!("{}/ResourceTypes/{}", directory.url(), kind.name()),
        },
    })
}

pub(super) fn resource_types(directory: &Directory, call: &Call) -> Outcome {
    let offers = directory.profile().offers();
    let bodies = offers.map(|offer| resource_type_body(directory, offer));
    list(&bodies.collect::<Vec<_>>(), call)
}

pub(super) fn resource_type(directory: &Directory, id: &str) -> Outcome {
    directory
        .profile()
        .offers()
        .find(|offer| offer.kind.name().eq_ignore_ascii_case(id))
        .map(|offer| Answer::json(200, &resource_type_body(directory, offer)))
        .ok_or_else(|| not_found(format!("there is no resource type {id:?}")))
}

/// All at once: these lists are not paged, and a filter is refused with 403 (RFC 7644 §4).
fn list(bodies: &[Value], call: &Call) -> Outcome {
    if call.parameter("filter").is_some() {
        return Err(ScimError::new(403, None, "what the server says about itself cannot be filtered").into());
    }
    let body = json!({
        "schemas": [LIST_RESPONSE_SCHEMA],
        "totalResults": bodies.len(),
        "startIndex": 1,
        "itemsPerPage": bodies.len(),
        "Resources": bodies,
    });
    Ok(Answer::json(200, &body))
}
