//! What a file is that is not ours to read.

use serde_json::{Map, Value};

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
pub enum Product {
    /// Profile mappings or a user schema of Okta.
    #[strum(to_string = "an export of Okta")]
    Okta,
    /// A schema of RFC 7643 §7, or a list of them.
    #[strum(to_string = "a SCIM schema")]
    ScimSchema,
    /// A user, a group or a list of them, as a SCIM server answers.
    #[strum(to_string = "a SCIM resource")]
    ScimResource,
    /// People of Entra's directory, as Graph answers.
    #[strum(to_string = "a list of people from Microsoft Graph")]
    GraphPeople,
    /// Another answer of Graph.
    #[strum(to_string = "another answer of Microsoft Graph")]
    GraphOther,
    /// A template of Graph, with the schema within.
    #[strum(to_string = "a provisioning template: the schema is its field schema")]
    EntraTemplate,
    /// A rule or an object mapping alone.
    #[strum(to_string = "a part of a schema")]
    PartOfSchema,
    /// A list of something.
    #[strum(to_string = "a list")]
    List,
    /// A text, a number, true, false or null.
    #[strum(to_string = "a single value")]
    SingleValue,
    /// An object of something else.
    #[strum(to_string = "JSON of another kind")]
    Unknown,
}

/// What a document is that has no `synchronizationRules`.
pub(super) fn tell(document: &Value) -> Product {
    match document {
        Value::Object(object) => of_object(object),
        Value::Array(items) => of_list(items),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Product::SingleValue,
    }
}

fn of_list(items: &[Value]) -> Product {
    match items.first() {
        Some(Value::Object(first)) => match of_object(first) {
            Product::Unknown => Product::List,
            product => product,
        },
        _ => Product::List,
    }
}

fn of_object(object: &Map<String, Value>) -> Product {
    let has = |key: &str| object.contains_key(key);
    let first = |key: &str| object.get(key)?.as_array()?.first();
    if let Some(schemas) = object.get("schemas").and_then(Value::as_array) {
        let names = |end: &str| {
            schemas
                .iter()
                .any(|schema| schema.as_str().is_some_and(|urn| urn.ends_with(end)))
        };
        let of_first = first("Resources").and_then(Value::as_object).map(of_object);
        return if names("core:2.0:Schema") || of_first == Some(Product::ScimSchema) {
            Product::ScimSchema
        } else {
            Product::ScimResource
        };
    }
    if has("attributes") && text(object, "id").starts_with("urn:ietf:params:scim:schemas") {
        return Product::ScimSchema;
    }
    if is_okta(object) {
        return Product::Okta;
    }
    if has("schema") && has("factoryTag") {
        return Product::EntraTemplate;
    }
    if has("objectMappings") || has("attributeMappings") || has("targetAttributeName") {
        return Product::PartOfSchema;
    }
    let is_person = |object: &Map<String, Value>| object.contains_key("userPrincipalName");
    if is_person(object) || first("value").and_then(Value::as_object).is_some_and(is_person) {
        return Product::GraphPeople;
    }
    if has("@odata.context") || has("@odata.type") {
        return Product::GraphOther;
    }
    Product::Unknown
}

/// A profile mapping names how each property is pushed; users and their schema link to the organisation's host.
fn is_okta(object: &Map<String, Value>) -> bool {
    let pushes = object
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| properties.values().any(|property| property.get("pushStatus").is_some()));
    let links = |link: &Value| link.get("href").and_then(Value::as_str).is_some_and(is_okta_url);
    let linked = object
        .get("_links")
        .and_then(Value::as_object)
        .is_some_and(|all| all.values().any(links));
    pushes || linked || is_okta_url(text(object, "id"))
}

fn is_okta_url(url: &str) -> bool {
    let host = url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| {
        [".okta.com", ".oktapreview.com", ".okta-emea.com"]
            .iter()
            .any(|end| host.ends_with(end))
    })
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}
