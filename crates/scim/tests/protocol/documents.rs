//! The RFCs' example documents: what is read from them, and that nothing is lost.

use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    list_response::ListResponse,
    path::AttributePath,
    resource::{Resource, ResourceKind},
    resource_type::ResourceType,
    schema::{AttributeType, Mutability, Returned, Schema, SchemaSet, Uniqueness},
    service_provider_config::ServiceProviderConfig,
};
use serde_json::{Value, json};

use crate::{fixture, resource};

#[test]
fn a_full_user_is_read_attribute_by_attribute() {
    let resource = resource("rfc7643-8.3-enterprise-user");
    let user = resource.as_user();
    assert_eq!(resource.id().as_deref(), Some("2819c223-7f76-453a-919d-413861904646"));
    assert_eq!(resource.external_id().as_deref(), Some("701984"));
    assert_eq!(
        resource.schemas(),
        [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        ]
    );
    assert_eq!(user.user_name().as_deref(), Some("bjensen@example.com"));
    assert_eq!(user.display_name().as_deref(), Some("Babs Jensen"));
    assert_eq!(user.best_name().as_deref(), Some("Babs Jensen"));
    assert_eq!(user.nick_name().as_deref(), Some("Babs"));
    assert_eq!(user.title().as_deref(), Some("Tour Guide"));
    assert_eq!(user.user_type().as_deref(), Some("Employee"));
    assert_eq!(user.preferred_language().as_deref(), Some("en-US"));
    assert_eq!(user.locale().as_deref(), Some("en-US"));
    assert_eq!(user.timezone().as_deref(), Some("America/Los_Angeles"));
    assert_eq!(user.profile_url().as_deref(), Some("https://login.example.com/bjensen"));
    assert_eq!(user.active(), Some(true));
    assert_eq!(user.primary_email().as_deref(), Some("bjensen@example.com"));

    let name = user.name().expect("a name");
    assert_eq!(name.formatted.as_deref(), Some("Ms. Barbara J Jensen, III"));
    assert_eq!(name.given_and_family().as_deref(), Some("Barbara Jensen"));
    assert_eq!(name.middle_name.as_deref(), Some("Jane"));
    assert_eq!(name.honorific_prefix.as_deref(), Some("Ms."));
    assert_eq!(name.honorific_suffix.as_deref(), Some("III"));

    let emails = user.emails().expect("e-mail addresses");
    assert_eq!(emails.len(), 2);
    assert_eq!(emails[1].value.as_deref(), Some("babs@jensen.org"));
    assert_eq!(emails[1].kind.as_deref(), Some("home"));
    assert_eq!(emails[1].primary, None);
    assert_eq!(
        user.phone_numbers().expect("telephone numbers")[1].kind.as_deref(),
        Some("mobile")
    );
    assert_eq!(user.ims().expect("ims")[0].value.as_deref(), Some("someaimhandle"));
    assert_eq!(user.photos().expect("photos").len(), 2);
    assert_eq!(user.roles(), None);
    assert_eq!(user.entitlements(), None);
    let addresses = user.addresses().expect("addresses");
    assert_eq!(addresses[0].locality.as_deref(), Some("Hollywood"));
    assert_eq!(addresses[0].primary, Some(true));
    assert_eq!(addresses[1].street_address.as_deref(), Some("456 Hollywood Blvd"));
    let groups = user.groups().expect("groups");
    assert_eq!(groups[0].display.as_deref(), Some("Tour Guides"));
    assert!(groups[0].reference.is_some());

    let enterprise = user.enterprise().expect("the extension");
    assert_eq!(enterprise.employee_number().as_deref(), Some("701984"));
    assert_eq!(enterprise.cost_center().as_deref(), Some("4130"));
    assert_eq!(enterprise.organization().as_deref(), Some("Universal Studios"));
    assert_eq!(enterprise.division().as_deref(), Some("Theme Park"));
    assert_eq!(enterprise.department().as_deref(), Some("Tour Operations"));
    let manager = enterprise.manager().expect("a manager");
    assert_eq!(manager.value.as_deref(), Some("26118915-6090-4610-87e4-49d8ca9f808d"));
    assert_eq!(manager.display_name.as_deref(), Some("John Smith"));

    let meta = resource.meta();
    assert_eq!(meta.resource_type.as_deref(), Some("User"));
    assert_eq!(meta.created, "2010-01-23T04:56:22Z".parse().ok());
    assert_eq!(meta.last_modified, "2011-05-13T04:42:34Z".parse().ok());
    assert_eq!(meta.version.as_deref(), Some("W/\"3694e05e9dff591\""));
    assert!(meta.location.is_some());
}

#[test]
fn what_a_minimal_user_does_not_say_is_unknown() {
    let resource = resource("rfc7643-8.1-minimal-user");
    let user = resource.as_user();
    assert_eq!(user.best_name().as_deref(), Some("bjensen@example.com"));
    assert_eq!(user.active(), None);
    assert_eq!(user.emails(), None);
    assert_eq!(user.groups(), None);
    assert!(user.enterprise().is_none());
    assert_eq!(user.name(), None);
    assert_eq!(resource.external_id(), None);
}

#[test]
fn a_group_is_read_with_its_members() {
    let resource = resource("rfc7643-8.4-group");
    let group = resource.as_group();
    assert_eq!(group.display_name().as_deref(), Some("Tour Guides"));
    let members = group.members().expect("members");
    assert_eq!(members[1].display.as_deref(), Some("Mandy Pepperidge"));
    assert_eq!(
        members[1].value.as_deref(),
        Some("902c246b-6245-4190-8e05-00816be7344a")
    );
}

#[test]
fn members_that_were_not_returned_are_unknown_and_not_none() {
    let group = |value: Value| Resource::from_value(value).expect("an object");
    assert_eq!(group(json!({"displayName": "G"})).as_group().members(), None);
    assert_eq!(
        group(json!({"displayName": "G", "members": []})).as_group().members(),
        Some(Vec::new())
    );
}

#[test]
fn resources_keep_what_nobody_here_has_heard_of_and_its_order() {
    let text = r#"{"zebra":1,"userName":"a","urn:example:2.0:User":{"b":[null,{"c":1.50}]},"alpha":null}"#;
    let resource = Resource::from_json(text).expect("a resource");
    let written = serde_json::to_string(&resource).expect("JSON");
    let names: Vec<&String> = resource.as_object().keys().collect();
    assert_eq!(names, ["zebra", "userName", "urn:example:2.0:User", "alpha"]);
    assert_eq!(
        written,
        r#"{"zebra":1,"userName":"a","urn:example:2.0:User":{"b":[null,{"c":1.5}]},"alpha":null}"#
    );
    let read_back: Resource = serde_json::from_str(&written).expect("a resource");
    assert_eq!(read_back, resource);
    assert!(Resource::from_json("[]").is_err());
    assert!(Resource::from_json("{").is_err());
}

#[test]
fn the_best_name_is_the_first_that_is_not_blank() {
    let table = [
        (json!({"displayName": "D", "userName": "u", "id": "1"}), Some("D")),
        (
            json!({"displayName": " ", "name": {"formatted": "F", "givenName": "G"}, "userName": "u"}),
            Some("F"),
        ),
        (
            json!({"name": {"givenName": "G", "familyName": "H"}, "userName": "u"}),
            Some("G H"),
        ),
        (
            json!({"name": {"familyName": "H", "givenName": ""}, "userName": "u"}),
            Some("H"),
        ),
        (json!({"name": "Plain Text", "userName": "u"}), Some("Plain Text")),
        (
            json!({"displayName": null, "name": {}, "userName": "u", "id": "1"}),
            Some("u"),
        ),
        (json!({"id": 7}), Some("7")),
        (json!({}), None),
    ];
    for (value, best) in table {
        let user = Resource::from_value(value.clone()).expect("an object");
        assert_eq!(user.as_user().best_name().as_deref(), best, "{value}");
    }
}

#[test]
fn the_address_to_write_to_is_primary_else_work_else_the_first() {
    let table = [
        (json!([{"value": "a"}, {"value": "b", "primary": "True"}]), Some("b")),
        (
            json!([{"value": "a", "type": "home"}, {"value": "b", "type": "Work"}]),
            Some("b"),
        ),
        (
            json!([{"value": "a", "type": "home"}, {"value": "b", "type": "other"}]),
            Some("a"),
        ),
        (json!([{"value": "", "primary": true}, {"value": "b"}]), Some("b")),
        (json!(["a@example.com"]), Some("a@example.com")),
        (json!("a@example.com"), Some("a@example.com")),
        (json!({"value": "a"}), Some("a")),
        (json!([]), None),
        (json!(null), None),
    ];
    for (emails, address) in table {
        let user = Resource::from_value(json!({"emails": emails})).expect("an object");
        assert_eq!(user.as_user().primary_email().as_deref(), address, "{emails}");
    }
}

#[test]
fn a_service_provider_config_is_read() {
    let config = ServiceProviderConfig::from_value(&fixture("rfc7643-8.5-service-provider-config")).expect("a config");
    assert_eq!(config.patch, Some(true));
    assert_eq!(
        (config.bulk, config.bulk_max_operations, config.bulk_max_payload_size),
        (Some(true), Some(1000), Some(1_048_576))
    );
    assert_eq!((config.filter, config.filter_max_results), (Some(true), Some(200)));
    assert_eq!(
        (config.change_password, config.sort, config.etag),
        (Some(true), Some(true), Some(true))
    );
    assert_eq!(config.pagination, None);
    assert_eq!(config.authentication_schemes.len(), 2);
    assert_eq!(
        config.authentication_schemes[0].kind.as_deref(),
        Some("oauthbearertoken")
    );
    assert_eq!(config.authentication_schemes[0].primary, Some(true));
}

#[test]
fn resource_types_are_read() {
    let types: Vec<ResourceType> = fixture("rfc7643-8.6-resource-types")
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(ResourceType::from_value)
        .collect();
    assert!(types[0].is_at("Users"));
    assert!(!types[0].is_at("Groups"));
    assert_eq!(types[0].schema.as_deref(), Some(ResourceKind::User.schema()));
    assert_eq!(types[0].schema_extensions[0].required, Some(true));
    assert_eq!(types[1].schema_extensions, []);
}

#[test]
fn a_list_response_is_read_and_written() {
    let page = ListResponse::from_value(fixture("rfc7644-3.4.2-list-response")).expect("a page");
    assert_eq!(page.total_results, Some(2));
    assert_eq!(page.start_index, None);
    assert_eq!(page.resources[1].text("userName").as_deref(), Some("jsmith"));
    assert_eq!(page.to_value(), fixture("rfc7644-3.4.2-list-response"));
}

#[test]
fn an_error_is_read_and_written() {
    let error = ScimError::from_value(&fixture("rfc7644-3.12-error")).expect("an error");
    assert_eq!(error.status, Some(400));
    assert_eq!(error.scim_type, Some(ScimType::Mutability));
    assert_eq!(error.to_value(), fixture("rfc7644-3.12-error"));
}

/// The characteristics of RFC 7643 §8.7.1 that something here depends on.
#[test]
fn the_core_schemas_say_what_the_rfc_says() {
    let users = SchemaSet::of(ResourceKind::User);
    let groups = SchemaSet::of(ResourceKind::Group);
    let names = |set: &SchemaSet, kind: ResourceKind| -> Vec<String> {
        let schema = set.schema(kind.schema()).expect("the core schema");
        schema
            .attributes
            .iter()
            .map(|attribute| attribute.name.clone())
            .collect()
    };
    assert_eq!(
        names(users, ResourceKind::User),
        [
            "userName",
            "name",
            "displayName",
            "nickName",
            "profileUrl",
            "title",
            "userType",
            "preferredLanguage",
            "locale",
            "timezone",
            "active",
            "password",
            "emails",
            "phoneNumbers",
            "ims",
            "photos",
            "addresses",
            "groups",
            "entitlements",
            "roles",
            "x509Certificates"
        ]
    );
    assert_eq!(names(groups, ResourceKind::Group), ["displayName", "members"]);
    let extension = users.extensions().first().expect("the enterprise extension");
    let enterprise: Vec<&str> = extension
        .attributes
        .iter()
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(
        enterprise,
        [
            "employeeNumber",
            "costCenter",
            "organization",
            "division",
            "department",
            "manager"
        ]
    );

    let of = |set: &'static SchemaSet, path: &str| {
        set.attribute(&AttributePath::parse(path).expect("a path"))
            .unwrap_or_else(|| panic!("{path} is unknown"))
    };
    let user_name = of(users, "USERNAME");
    assert!(user_name.required && !user_name.case_exact && !user_name.multi_valued);
    assert_eq!(user_name.uniqueness, Uniqueness::Server);
    assert_eq!(of(users, "active").kind, AttributeType::Boolean);
    assert_eq!(
        (of(users, "password").mutability, of(users, "password").returned),
        (Mutability::WriteOnly, Returned::Never)
    );
    assert_eq!(of(users, "groups").mutability, Mutability::ReadOnly);
    assert!(of(users, "emails").multi_valued);
    assert_eq!(of(users, "emails").kind, AttributeType::Complex);
    assert_eq!(of(users, "emails.type").canonical_values, ["work", "home", "other"]);
    assert_eq!(of(users, "profileUrl").kind, AttributeType::Reference);
    assert_eq!(of(users, "x509Certificates.value").kind, AttributeType::Binary);
    assert_eq!(of(users, "manager.displayName").mutability, Mutability::ReadOnly);
    assert_eq!(of(groups, "members.value").mutability, Mutability::Immutable);
    assert!(of(groups, "displayName").required);
    // The common attributes of §3.1 belong to every kind.
    for set in [users, groups] {
        assert!(of(set, "id").case_exact);
        assert_eq!(of(set, "id").mutability, Mutability::ReadOnly);
        assert!(of(set, "externalId").case_exact);
        assert_eq!(of(set, "meta.lastModified").kind, AttributeType::DateTime);
        assert!(of(set, "schemas").multi_valued);
    }
    assert!(users.attribute(&AttributePath::new("members")).is_none());
    assert!(groups.attribute(&AttributePath::new("emails")).is_none());
}

#[test]
fn a_schema_is_read_and_written() {
    for schema in SchemaSet::core().schemas() {
        assert_eq!(
            Schema::from_value(&schema.to_value()).as_ref().ok(),
            Some(schema),
            "{}",
            schema.id
        );
    }
}

#[test]
fn a_servers_schemas_are_put_together_by_its_resource_type() {
    let types = fixture("rfc7643-8.6-resource-types");
    let user = ResourceType::from_value(&types[0]).expect("a type");
    let schemas: Vec<Schema> = SchemaSet::core().schemas().cloned().collect();
    let set = SchemaSet::of_server(&user, &schemas).expect("the core schema is described");
    assert_eq!(&set, SchemaSet::of(ResourceKind::User));
    let without_extension = SchemaSet::of_server(&user, &schemas[..1]).expect("the core schema is described");
    assert_eq!(without_extension.extensions(), []);
    assert_eq!(SchemaSet::of_server(&user, &schemas[1..]), None);
}
