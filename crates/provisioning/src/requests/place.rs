//! The place in a resource that a target path means.

use scimdesk_mapping::model::{self, AttributeDefinition, RequestProfile};
use scimdesk_scim::{
    filter::{Filter, Literal, Operator},
    json::{self, Object},
    lookup::Found,
    path::{AttributePath, PatchPath},
    resource::{Resource, ResourceKind},
    schema::{Attribute, AttributeType, Mutability, SchemaSet},
};
use serde_json::Value;

use super::Reason;

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An attribute with one value: `title`.
    Whole,
    /// A part of an attribute with one value: `name.givenName`.
    Part,
    /// A part of some values of a list: `emails[type eq "work"].value`.
    Element,
    /// A part of every value of a list: `emails.value`.
    EveryElement,
    /// A list: `roles`.
    Values,
}

/// A place.
#[derive(Debug)]
pub(super) struct Place {
    /// The path, as it is sent. It names a sub-attribute unless the shape is [`Shape::Whole`] or [`Shape::Values`].
    pub(super) path: PatchPath,
    pub(super) shape: Shape,
    /// The extension that it is in.
    pub(super) urn: Option<String>,
    /// What the schemas of RFC 7643 say of the attribute.
    pub(super) schema: Option<&'static Attribute>,
    /// What the path's filter says of the values that match, if it is made of nothing but `eq` and `and`.
    label: Option<Object>,
    kind: ResourceKind,
    /// The type in the app's attribute list.
    listed: model::AttributeType,
}

impl Place {
    /// The place that `target` means, for requests in the form of `profile`.
    pub(super) fn of(
        target: &str,
        kind: ResourceKind,
        definition: &AttributeDefinition,
        profile: RequestProfile,
    ) -> Result<Self, Reason> {
        let unusable = |_| Reason::TargetUnusable;
        let mut path = PatchPath::parse(target.trim()).map_err(unusable)?;
        let schemas = SchemaSet::of(kind);
        let urn = schemas.extension_of(&path.attribute).map(str::to_owned);
        let is_whole_extension = match (&urn, &path.attribute.schema) {
            (Some(urn), Some(written)) => !urn.eq_ignore_ascii_case(written),
            _ => false,
        };
        if is_whole_extension {
            return Err(Reason::TargetUnusable);
        }
        let whole = AttributePath {
            sub: None,
            ..path.attribute.clone()
        };
        let schema = schemas.attribute(&whole);
        let is_list = schema.map_or(definition.multi_valued || path.filter.is_some(), |schema| {
            schema.multi_valued
        });
        let shape = match (is_list, &path.filter, &path.attribute.sub) {
            (false, None, None) => Shape::Whole,
            (false, None, Some(_)) => Shape::Part,
            (true, Some(_), _) => Shape::Element,
            (true, None, Some(_)) => Shape::EveryElement,
            (true, None, None) => Shape::Values,
            (false, Some(_), _) => return Err(Reason::TargetUnusable),
        };
        let label = path.filter.as_ref().and_then(|filter| label_of(filter, schema));
        if profile == RequestProfile::Rfc7644
            && let Some(label) = &label
        {
            path.filter = filter_of(label);
        }
        if shape == Shape::Element && path.attribute.sub.is_none() {
            path.attribute.sub = Some("value".to_owned());
        }
        let place = Self {
            path,
            shape,
            urn,
            schema,
            label,
            kind,
            listed: definition.kind,
        };
        let is_read_only = [place.schema, place.leaf()]
            .into_iter()
            .flatten()
            .any(|attribute| attribute.mutability == Mutability::ReadOnly);
        let has_parts = place.leaf().is_some_and(|leaf| leaf.kind == AttributeType::Complex);
        if is_read_only || has_parts {
            return Err(Reason::TargetUnusable);
        }
        Ok(place)
    }

    /// What the schemas say of what the values at the place are: a sub-attribute, `value` for an attribute that has such, else the attribute.
    pub(super) fn leaf(&self) -> Option<&'static Attribute> {
        let schema = self.schema?;
        match &self.path.attribute.sub {
            Some(sub) => schema.sub_attribute(sub),
            None => schema.sub_attribute("value").or(Some(schema)),
        }
    }

    /// The attribute's name, as its schema spells it.
    pub(super) fn name(&self) -> &str {
        self.schema
            .map_or(self.path.attribute.name.as_str(), |schema| &schema.name)
    }

    /// The sub-attribute's name, as its schema spells it; `value` where the path names none.
    pub(super) fn sub(&self) -> &str {
        let sub = self.path.attribute.sub.as_deref().unwrap_or("value");
        let known = self.schema.and_then(|schema| schema.sub_attribute(sub));
        known.map_or(sub, |known| &known.name)
    }

    /// Whether it is an attribute of the core schema, as a whole.
    pub(super) fn is_core(&self, name: &str) -> bool {
        self.shape == Shape::Whole && self.urn.is_none() && self.name().eq_ignore_ascii_case(name)
    }

    /// The path of the attribute as a whole.
    pub(super) fn whole_path(&self) -> PatchPath {
        PatchPath::new(AttributePath {
            sub: None,
            ..self.path.attribute.clone()
        })
    }

    /// The path of the values that match the filter, as wholes.
    pub(super) fn element_path(&self) -> PatchPath {
        PatchPath {
            filter: self.path.filter.clone(),
            ..self.whole_path()
        }
    }

    /// What an account has there.
    pub(super) fn find<'r>(&self, account: &'r Resource) -> Found<'r> {
        self.path.find(account, SchemaSet::of(self.kind))
    }

    /// A value in the type that the place has, where it is the text of one. The schemas of RFC 7643 know better than a list.
    pub(super) fn typed(&self, value: Value) -> Value {
        let listed = match self.listed {
            model::AttributeType::Boolean => AttributeType::Boolean,
            model::AttributeType::Integer => AttributeType::Integer,
            _ => return typed(value, self.leaf().map(|leaf| leaf.kind)),
        };
        typed(value, Some(self.leaf().map_or(listed, |leaf| leaf.kind)))
    }

    /// What a new value of the list begins with; `None`: the filter does not say. Nothing where the path has no filter.
    pub(super) fn new_element(&self) -> Option<Object> {
        match &self.path.filter {
            Some(_) => self.label.clone(),
            None => Some(Object::new()),
        }
    }

    /// Whether the filter speaks of this sub-attribute.
    pub(super) fn is_label(&self, name: &str) -> bool {
        self.label
            .as_ref()
            .is_some_and(|label| json::get(label, name).is_some())
    }
}

/// The value of `list` that has this label, which is made if there is none.
pub(super) fn element_in(list: &mut Vec<Value>, label: Object) -> &mut Object {
    let is_it = |element: &Value| {
        let has = |name: &str, value| (element.get(name)).is_some_and(|present| is_label_same(present, value));
        label.iter().all(|(name, value)| has(name, value))
    };
    let at = list.iter().position(is_it).unwrap_or_else(|| {
        list.push(Value::Object(label));
        list.len() - 1
    });
    list[at].as_object_mut().expect("what has a label is an object")
}

fn is_label_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}

/// What a filter says of the values that match it, in the schema's types and spelling.
fn label_of(filter: &Filter, schema: Option<&'static Attribute>) -> Option<Object> {
    let terms = match filter {
        Filter::And(terms) => terms.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut label = Object::new();
    for term in terms {
        let Filter::Compare {
            path,
            operator: Operator::Equal,
            value,
        } = term
        else {
            return None;
        };
        if path.schema.is_some() || path.sub.is_some() || *value == Literal::Null {
            return None;
        }
        let sub = schema.and_then(|schema| schema.sub_attribute(&path.name));
        let name = sub.map_or(&path.name, |sub| &sub.name);
        let value = typed(value.to_value(), sub.map(|sub| sub.kind));
        if label.insert(name.clone(), value).is_some() {
            return None;
        }
    }
    Some(label)
}

/// The filter that says no more and no less than a label, in the RFC's literals.
fn filter_of(label: &Object) -> Option<Filter> {
    let term = |(name, value): (&String, &Value)| {
        let literal = match value {
            Value::Bool(value) => Literal::Bool(*value),
            Value::Number(number) => Literal::Number(number.clone()),
            other => Literal::Text(json::as_text(other).unwrap_or_default().into_owned()),
        };
        Filter::eq(AttributePath::new(name), literal)
    };
    label.iter().map(term).reduce(Filter::and)
}

/// A value in this type, where it is the text of one.
fn typed(value: Value, kind: Option<AttributeType>) -> Value {
    let typed = match kind {
        Some(AttributeType::Boolean) => json::as_bool(&value).map(Value::Bool),
        Some(AttributeType::Integer) => json::as_i64(&value).map(Value::from),
        Some(AttributeType::String) => json::as_text(&value).map(|text| Value::from(text.into_owned())),
        _ => None,
    };
    typed.unwrap_or(value)
}
