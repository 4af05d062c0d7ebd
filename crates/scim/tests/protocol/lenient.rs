//! What real servers send instead of what the RFCs say, and how it is read. One row for each habit that was seen.

use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    list_response::{ListResponse, ListResponseError},
    resource::Resource,
    resource_type::ResourceType,
    schema::{AttributeType, Mutability, Returned, Schema, SchemaError},
    service_provider_config::ServiceProviderConfig,
};
use serde_json::{Value, json};

fn resource(value: Value) -> Resource {
    Resource::from_value(value).expect("an object")
}

#[test]
fn error_bodies_are_read_whatever_their_shape() {
    let error = |status, scim_type, detail: Option<&str>| {
        Some(ScimError {
            status,
            scim_type,
            detail: detail.map(str::to_owned),
        })
    };
    let urn = "urn:ietf:params:scim:api:messages:2.0:Error";
    let table = [
        (
            "status as text",
            json!({"schemas": [urn], "status": "404", "detail": "x"}),
            error(Some(404), None, Some("x")),
        ),
        (
            "status as a number",
            json!({"schemas": [urn], "status": 404}),
            error(Some(404), None, None),
        ),
        (
            "no status",
            json!({"schemas": [urn], "detail": "x"}),
            error(None, None, Some("x")),
        ),
        (
            "a status that is none",
            json!({"schemas": [urn], "status": "Not Found"}),
            error(None, None, None),
        ),
        (
            "a status out of range",
            json!({"schemas": [urn], "status": 70000}),
            error(None, None, None),
        ),
        (
            "no schemas",
            json!({"detail": "x", "status": 409}),
            error(Some(409), None, Some("x")),
        ),
        (
            "schemas as text",
            json!({"schemas": urn, "status": 500}),
            error(Some(500), None, None),
        ),
        (
            "another letter case",
            json!({"Schemas": [urn.to_lowercase()], "Status": "400", "SCIMType": "INVALIDFILTER", "Detail": "x"}),
            error(Some(400), Some(ScimType::InvalidFilter), Some("x")),
        ),
        (
            "a word of their own",
            json!({"scimType": "seatLimit", "detail": "x"}),
            error(None, Some(ScimType::Other("seatLimit".to_owned())), Some("x")),
        ),
        (
            "SCIM 1.1",
            json!({"Errors": [{"description": "x", "code": "401"}]}),
            error(Some(401), None, Some("x")),
        ),
        ("another API's error", json!({"error": "unauthorized"}), None),
        ("a list", json!([]), None),
        ("text", json!("Unauthorized"), None),
        ("a user", json!({"userName": "a", "status": 200}), None),
    ];
    for (habit, body, expected) in table {
        assert_eq!(ScimError::from_value(&body), expected, "{habit}");
    }
}

#[test]
fn list_envelopes_are_read_whatever_their_shape() {
    let table = [
        (
            "numbers as text",
            json!({"totalResults": "2", "startIndex": "1", "itemsPerPage": "2", "Resources": [{}, {}]}),
            (Some(2), Some(1), 2),
        ),
        ("no schemas, no numbers", json!({"Resources": [{}]}), (None, None, 1)),
        (
            "another letter case",
            json!({"TOTALRESULTS": 1, "resources": [{}]}),
            (Some(1), None, 1),
        ),
        ("nobody, no Resources", json!({"totalResults": 0}), (Some(0), None, 0)),
        (
            "nobody, Resources null",
            json!({"totalResults": 0, "Resources": null}),
            (Some(0), None, 0),
        ),
        (
            "startIndex echoed as 0",
            json!({"totalResults": 1, "startIndex": 0, "Resources": [{}]}),
            (Some(1), Some(0), 1),
        ),
        ("a bare list", json!([{}, {}]), (None, None, 2)),
        (
            "a negative total",
            json!({"totalResults": -1, "Resources": []}),
            (None, None, 0),
        ),
    ];
    for (habit, body, (total, start, count)) in table {
        let page = ListResponse::from_value(body).unwrap_or_else(|error| panic!("{habit}: {error}"));
        assert_eq!(
            (page.total_results, page.start_index, page.resources.len()),
            (total, start, count),
            "{habit}"
        );
    }
    let page =
        ListResponse::from_value(json!({"totalResults": 9, "nextCursor": "abc", "Resources": [{}]})).expect("a page");
    assert_eq!(page.next_cursor.as_deref(), Some("abc"));
    let page = ListResponse::from_value(json!({"nextCursor": "", "Resources": []})).expect("a page");
    assert_eq!(page.next_cursor, None);
}

#[test]
fn what_is_no_list_is_not_taken_for_an_empty_one() {
    for body in [
        json!({}),
        json!({"error": "unauthorized"}),
        json!({"id": "1", "userName": "a"}),
        json!({"Resources": "none"}),
        json!({"totalResults": 1, "Resources": {"id": "1"}}),
        json!("x"),
        json!(null),
    ] {
        let error = ListResponse::from_value(body.clone()).expect_err("not a list");
        assert!(matches!(error, ListResponseError::NotAList), "{body}");
    }
    let error = ListResponse::from_value(json!({"Resources": [{}, "x"]})).expect_err("not a resource");
    assert_eq!(
        error.to_string(),
        "entry 2 of the list is no resource: a resource must be a JSON object, this is text"
    );
}

/// What a row of the table below looks at.
type Read = fn(&Resource) -> Option<String>;

#[test]
fn users_are_read_whatever_their_shape() {
    let table: [(&str, Value, Read, Option<&str>); 16] = [
        (
            "active as text",
            json!({"active": "False"}),
            |r| r.as_user().active().map(|a| a.to_string()),
            Some("false"),
        ),
        (
            "active as a number",
            json!({"active": 1}),
            |r| r.as_user().active().map(|a| a.to_string()),
            None,
        ),
        (
            "active null",
            json!({"active": null}),
            |r| r.as_user().active().map(|a| a.to_string()),
            None,
        ),
        (
            "id as a number",
            json!({"id": 12}),
            |r| r.id().map(Into::into),
            Some("12"),
        ),
        ("no id", json!({"userName": "a"}), |r| r.id().map(Into::into), None),
        (
            "snake case",
            json!({"external_id": "e"}),
            |r| r.external_id().map(Into::into),
            Some("e"),
        ),
        (
            "names in another letter case",
            json!({"USERNAME": "u"}),
            |r| r.as_user().user_name().map(Into::into),
            Some("u"),
        ),
        ("no meta", json!({}), |r| r.meta().version.map(Into::into), None),
        (
            "meta null",
            json!({"meta": null}),
            |r| r.meta().version.map(Into::into),
            None,
        ),
        (
            "a relative location",
            json!({"meta": {"location": "/Users/1"}}),
            |r| r.meta().location.map(Into::into),
            Some("/Users/1"),
        ),
        (
            "a time without an offset",
            json!({"meta": {"created": "2024-05-01T10:00:00"}}),
            |r| r.meta().created.map(|t| t.to_string()),
            Some("2024-05-01T10:00:00Z"),
        ),
        (
            "e-mail addresses without type",
            json!({"emails": [{"value": "a@example.com"}]}),
            |r| r.as_user().primary_email().map(Into::into),
            Some("a@example.com"),
        ),
        (
            "a manager as bare text",
            json!({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "7"}}),
            |r| r.as_user().enterprise()?.manager()?.value.map(Into::into),
            Some("7"),
        ),
        (
            "a manager as a list of one",
            json!({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": [{"value": 7}]}}),
            |r| r.as_user().enterprise()?.manager()?.value.map(Into::into),
            Some("7"),
        ),
        (
            "the extension's URN in lower case",
            json!({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:user": {"Department": "D"}}),
            |r| r.as_user().enterprise()?.department().map(Into::into),
            Some("D"),
        ),
        (
            "the extension null",
            json!({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": null}),
            |r| r.as_user().enterprise()?.department().map(Into::into),
            None,
        ),
    ];
    for (habit, body, read, expected) in table {
        assert_eq!(read(&resource(body)).as_deref(), expected, "{habit}");
    }
}

#[test]
fn members_are_read_whatever_their_shape() {
    let ids = |value: Value| -> Option<Vec<String>> {
        let group = resource(value);
        let members = group.as_group().members()?;
        Some(
            members
                .into_iter()
                .filter_map(|member| member.value.map(Into::into))
                .collect(),
        )
    };
    assert_eq!(
        ids(json!({"members": [{"value": 1}, {"value": "2"}]})),
        Some(vec!["1".to_owned(), "2".to_owned()])
    );
    assert_eq!(ids(json!({"members": ["1"]})), Some(vec!["1".to_owned()]));
    assert_eq!(ids(json!({"members": null})), Some(vec![]));
    assert_eq!(ids(json!({})), None);
}

#[test]
fn a_service_provider_config_may_leave_anything_out() {
    let read = |body: Value| ServiceProviderConfig::from_value(&body);
    assert_eq!(read(json!({})), Some(ServiceProviderConfig::default()));
    assert_eq!(read(json!([])), None);
    let config = read(json!({
        "PATCH": {"Supported": "true"},
        "sort": false,
        "filter": {"supported": true, "maxResults": "200"},
        "bulk": {"supported": false},
        "pagination": {"cursor": true, "defaultPaginationMethod": "cursor", "cursorTimeout": "3600"},
        "authenticationSchemes": {"type": "oauthbearertoken"},
    }))
    .expect("a config");
    assert_eq!(
        (config.patch, config.sort, config.etag),
        (Some(true), Some(false), None)
    );
    assert_eq!(config.filter_max_results, Some(200));
    assert_eq!((config.bulk, config.bulk_max_operations), (Some(false), None));
    let pagination = config.pagination.expect("pagination");
    assert_eq!(
        (pagination.cursor, pagination.index, pagination.cursor_timeout),
        (Some(true), None, Some(3600))
    );
    assert_eq!(config.authentication_schemes.len(), 1);
    let wrapped = read(json!({"totalResults": 1, "Resources": [{"patch": {"supported": true}}]})).expect("a config");
    assert_eq!(wrapped.patch, Some(true));
}

#[test]
fn schemas_may_leave_characteristics_out() {
    let schema = Schema::from_value(&json!({
        "ID": "urn:example:2.0:User",
        "Attributes": [
            {"name": "plain"},
            {"name": "parts", "subAttributes": [{"name": "value", "type": "BOOLEAN"}], "multiValued": "true"},
            {"name": "odd", "type": "uuid", "mutability": "READONLY", "returned": "sometimes"},
            {"type": "string"},
            "nonsense",
        ],
    }))
    .expect("a schema");
    assert_eq!(schema.attributes.len(), 3);
    let plain = schema.attribute("PLAIN").expect("an attribute");
    assert_eq!(
        (plain.kind, plain.mutability, plain.returned),
        (AttributeType::String, Mutability::ReadWrite, Returned::Default)
    );
    let parts = schema.attribute("parts").expect("an attribute");
    assert_eq!((parts.kind, parts.multi_valued), (AttributeType::Complex, true));
    assert_eq!(
        parts.sub_attribute("VALUE").map(|sub| sub.kind),
        Some(AttributeType::Boolean)
    );
    let odd = schema.attribute("odd").expect("an attribute");
    assert_eq!(
        (odd.kind, odd.mutability, odd.returned),
        (AttributeType::String, Mutability::ReadOnly, Returned::Default)
    );

    assert!(matches!(
        Schema::from_value(&json!({"name": "User"})),
        Err(SchemaError::NoId)
    ));
    assert!(matches!(
        Schema::from_value(&json!([])),
        Err(SchemaError::NotAnObject("a list"))
    ));
}

#[test]
fn resource_types_may_leave_things_out() {
    let read = |body: Value| ResourceType::from_value(&body);
    let bare = read(json!({"endpoint": "https://example.com/scim/v2/Users/"})).expect("a type");
    assert!(bare.is_at("users"));
    assert!(!bare.is_at("Groups"));
    assert_eq!(read(json!({"schema": "urn:x"})), None);
    let extended = read(
        json!({"name": "User", "schemaExtensions": ["urn:example:ext", {"schema": "urn:b", "required": "false"}, {}]}),
    );
    let extensions = extended.expect("a type").schema_extensions;
    assert_eq!(extensions.len(), 2);
    assert_eq!((extensions[0].required, extensions[1].required), (None, Some(false)));
}
