//! What a server says of its own attributes: which there are (`/Schemas`), and which it can be asked for.

use scimdesk_mapping::model::{AttributeDefinition, AttributeType, ObjectKind};
use scimdesk_scim::{
    client::ClientErrorKind,
    filter::Filter,
    path::PatchPath,
    resource::Resource,
    schema::{
        Attribute, AttributeType as ScimType, ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, Mutability, Schema, SchemaSet,
        USER_SCHEMA, Uniqueness,
    },
};
use uuid::Uuid;

use crate::{
    Desk,
    error::client_error,
    tenants,
    wire::{AskFilterable, DeskError, DiscoveredAttributes, FilterableAnswer, TenantId},
    words::say,
};

/// Attributes with one value of each type (RFC 7643 §4.1.2), and the type that is meant where a server lists none.
const CONTACTS: [&str; 4] = ["emails", "phoneNumbers", "addresses", "ims"];
const USUAL_TYPE: &str = "work";
/// Parts of an element that say which one it is, and are never filled by a mapping of their own.
const SELECTING_PARTS: [&str; 3] = ["type", "primary", "$ref"];

impl Desk {
    /// The attributes that the server's schemas list.
    pub async fn attributes_discover(&self, request: TenantId) -> Result<DiscoveredAttributes, DeskError> {
        let opened = self.opened()?;
        let (tenant, client) = tenants::connect(self, &opened, &request.tenant).await?;
        let answer = match client.schemas().await {
            Ok(answer) => answer,
            Err(error) => {
                return Ok(DiscoveredAttributes {
                    users: Vec::new(),
                    groups: Vec::new(),
                    sentence: say!("discover-none"),
                    error: Some(client_error(&error, &tenants::names(&tenant))),
                });
            }
        };
        let schemas: Vec<Schema> = (answer.value.resources.iter())
            .filter_map(|resource| Schema::from_value(&resource.to_value()).ok())
            .collect();
        let users = definitions(&schemas, ObjectKind::User);
        let groups = definitions(&schemas, ObjectKind::Group);
        let sentence = if users.is_empty() && groups.is_empty() {
            say!("discover-none")
        } else {
            say!("discover-found", users = users.len(), groups = groups.len())
        };
        Ok(DiscoveredAttributes {
            users,
            groups,
            sentence,
            error: None,
        })
    }

    /// Asks the server for an object that cannot exist, by one attribute: it answers with nothing, or cannot be asked so.
    pub async fn filterable_ask(&self, request: AskFilterable) -> Result<FilterableAnswer, DeskError> {
        let opened = self.opened()?;
        let unusable = |problem: String| DeskError::bad_input(problem);
        PatchPath::parse(&request.path).map_err(|problem| unusable(problem.to_string()))?;
        let text = format!("{} eq \"{}\"", request.path, Uuid::new_v4());
        let filter = Filter::parse(&text).map_err(|problem| unusable(problem.to_string()))?;
        let (tenant, client) = tenants::connect(self, &opened, &request.tenant).await?;
        let kind = match request.object {
            ObjectKind::User => scimdesk_scim::resource::ResourceKind::User,
            ObjectKind::Group => scimdesk_scim::resource::ResourceKind::Group,
        };
        let answer = client
            .list_page(&[kind.endpoint()], &[("filter", text.as_str()), ("count", "1")])
            .await;
        let path = request.path;
        Ok(match answer {
            Ok(page) => {
                let matches = |resource: &Resource| filter.matches(resource, SchemaSet::of(kind));
                let found = page.value.resources.iter().any(|resource| !matches(resource));
                FilterableAnswer {
                    filterable: Some(!found),
                    sentence: if found {
                        say!("filterable-ignored", path = path)
                    } else {
                        say!("filterable-yes", path = path)
                    },
                    error: None,
                }
            }
            Err(error) => {
                let refused = matches!(
                    error.kind,
                    ClientErrorKind::BadRequest { .. } | ClientErrorKind::NotSupported
                );
                FilterableAnswer {
                    filterable: refused.then_some(false),
                    sentence: if refused {
                        say!("filterable-no", path = path)
                    } else {
                        say!("filterable-unknown", path = path)
                    },
                    error: Some(client_error(&error, &tenants::names(&tenant))),
                }
            }
        })
    }
}

/// The attributes of one type of object, as paths that a mapping can fill, in the order of the schemas.
fn definitions(schemas: &[Schema], object: ObjectKind) -> Vec<AttributeDefinition> {
    let core = match object {
        ObjectKind::User => USER_SCHEMA,
        ObjectKind::Group => GROUP_SCHEMA,
    };
    let is_of = |schema: &Schema| match object {
        ObjectKind::User => is_extension_of_users(&schema.id),
        ObjectKind::Group => schema.id.contains(":extension:") && schema.id.ends_with(":Group"),
    };
    let mut found = Vec::new();
    for schema in schemas.iter().filter(|schema| schema.id.eq_ignore_ascii_case(core)) {
        flatten(&schema.attributes, "", &mut found);
    }
    for schema in schemas.iter().filter(|schema| is_of(schema)) {
        flatten(&schema.attributes, &format!("{}:", schema.id), &mut found);
    }
    found
}

fn is_extension_of_users(id: &str) -> bool {
    id.eq_ignore_ascii_case(ENTERPRISE_USER_SCHEMA) || (id.contains(":extension:") && !id.ends_with(":Group"))
}

fn flatten(attributes: &[Attribute], prefix: &str, into: &mut Vec<AttributeDefinition>) {
    for attribute in attributes.iter().filter(|attribute| can_be_filled(attribute)) {
        let name = format!("{prefix}{}", attribute.name);
        if attribute.kind != ScimType::Complex || attribute.sub_attributes.is_empty() {
            into.push(definition(name, attribute, attribute));
            continue;
        }
        let parts: Vec<&Attribute> = (attribute.sub_attributes.iter())
            .filter(|part| can_be_filled(part) && !SELECTING_PARTS.contains(&part.name.as_str()))
            .collect();
        if attribute.sub_attributes.iter().any(|part| part.name == "$ref") {
            // A reference such as `manager` or `members` is filled as a whole.
            into.push(AttributeDefinition {
                kind: AttributeType::Reference,
                multi_valued: attribute.multi_valued,
                ..definition(name, attribute, attribute)
            });
        } else if !attribute.multi_valued {
            for part in parts {
                into.push(definition(format!("{name}.{}", part.name), part, attribute));
            }
        } else {
            let types = types(attribute);
            for kind in &types {
                for part in &parts {
                    let path = format!("{name}[type eq \"{kind}\"].{}", part.name);
                    into.push(definition(path, part, attribute));
                }
            }
            if types.is_empty() {
                into.push(definition(name, attribute, attribute));
            }
        }
    }
}

/// The types that tell the values of a multi-valued attribute apart: those that the server lists, or the usual one.
fn types(attribute: &Attribute) -> Vec<&str> {
    let listed = (attribute.sub_attributes.iter())
        .filter(|part| part.name == "type")
        .flat_map(|part| part.canonical_values.iter().map(String::as_str))
        .collect::<Vec<_>>();
    if listed.is_empty() && CONTACTS.contains(&attribute.name.as_str()) {
        vec![USUAL_TYPE]
    } else {
        listed
    }
}

fn can_be_filled(attribute: &Attribute) -> bool {
    attribute.mutability != Mutability::ReadOnly
}

/// What `leaf` holds, under a path of its own; `attribute` is the one that it belongs to.
fn definition(name: String, leaf: &Attribute, attribute: &Attribute) -> AttributeDefinition {
    let whole = std::ptr::eq(leaf, attribute);
    AttributeDefinition {
        name,
        kind: match leaf.kind {
            ScimType::Boolean => AttributeType::Boolean,
            ScimType::Integer => AttributeType::Integer,
            ScimType::DateTime => AttributeType::DateTime,
            ScimType::Binary => AttributeType::Binary,
            ScimType::Reference
                if !leaf
                    .reference_types
                    .iter()
                    .all(|kind| kind == "external" || kind == "uri") =>
            {
                AttributeType::Reference
            }
            _ => AttributeType::String,
        },
        multi_valued: whole && leaf.multi_valued,
        required: attribute.required && leaf.required,
        case_exact: leaf.case_exact,
        unique: leaf.uniqueness != Uniqueness::None,
        references: references(leaf),
        ..AttributeDefinition::default()
    }
}

fn references(attribute: &Attribute) -> Vec<String> {
    let link = attribute.sub_attributes.iter().find(|part| part.name == "$ref");
    (link.unwrap_or(attribute).reference_types.iter())
        .filter(|kind| *kind != "external" && *kind != "uri")
        .cloned()
        .collect()
}
