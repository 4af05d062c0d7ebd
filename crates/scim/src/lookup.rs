//! What a path leads to in a resource: the reading half of [`crate::patch`].
//!
//! Knows the two places of an attribute, at the top of a resource and in an extension, and which values of a multi-valued
//! attribute a filter picks out. Changes nothing.

use serde_json::Value;

use crate::{
    filter::{Scope, as_element, matches_in},
    json,
    path::PatchPath,
    resource::Resource,
    schema::SchemaSet,
};

/// What a path leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found<'r> {
    /// The attribute as a whole. `None`: the server did not return it.
    pub attribute: Option<&'r Value>,
    /// The values of the attribute that match the path's filter, null ones left out; a single value is a list of one.
    pub elements: Vec<&'r Value>,
    /// What the path ends at: the sub-attribute of those values that have it, or the values themselves where it names none.
    /// A value that is no object is its own `value`.
    pub values: Vec<&'r Value>,
}

impl PatchPath {
    /// Finds what the path leads to in `resource`. `schemas` says in which extension a bare name stands, and which
    /// sub-attributes a filter compares whatever their letter case.
    pub fn find<'r>(&self, resource: &'r Resource, schemas: &SchemaSet) -> Found<'r> {
        let (attribute, described) = schemas.find(resource.as_object(), &self.attribute);
        let scope = Scope::Element(described);
        let elements: Vec<&Value> = attribute
            .map(json::as_list)
            .unwrap_or_default()
            .iter()
            .filter(|element| !element.is_null())
            .filter(|element| {
                (self.filter.as_ref()).is_none_or(|filter| matches_in(filter, &as_element(element), scope))
            })
            .collect();
        let values = match self.attribute.sub.as_deref() {
            None => elements.clone(),
            Some(sub) => (elements.iter().copied())
                .filter_map(|element| match element {
                    Value::Object(object) => json::get(object, sub),
                    plain => sub.eq_ignore_ascii_case("value").then_some(plain),
                })
                .collect(),
        };
        Found {
            attribute,
            elements,
            values,
        }
    }
}
