//! The schemas that hold for a kind of resource, and what a path means under them.

use std::sync::LazyLock;

use serde_json::Value;

use super::{Attribute, Schema};
use crate::{
    json::{self, Object},
    path::AttributePath,
    resource::ResourceKind,
    resource_type::ResourceType,
};

/// The core schemas and the extensions of a kind of resource, the common attributes of RFC 7643 §3.1 always among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaSet {
    base: Vec<Schema>,
    extensions: Vec<Schema>,
}

static COMMON: LazyLock<Schema> = LazyLock::new(|| built_in(include_str!("common.json")));
static USER: LazyLock<Schema> = LazyLock::new(|| built_in(include_str!("user.json")));
static GROUP: LazyLock<Schema> = LazyLock::new(|| built_in(include_str!("group.json")));
static ENTERPRISE_USER: LazyLock<Schema> = LazyLock::new(|| built_in(include_str!("enterprise_user.json")));
static USERS: LazyLock<SchemaSet> = LazyLock::new(|| SchemaSet::new(USER.clone(), vec![ENTERPRISE_USER.clone()]));
static GROUPS: LazyLock<SchemaSet> = LazyLock::new(|| SchemaSet::new(GROUP.clone(), Vec::new()));
static CORE: LazyLock<SchemaSet> = LazyLock::new(|| SchemaSet {
    base: vec![USER.clone(), GROUP.clone()],
    extensions: vec![ENTERPRISE_USER.clone()],
});

fn built_in(text: &str) -> Schema {
    let value: Value = serde_json::from_str(text).expect("a schema of this crate is JSON");
    Schema::from_value(&value).expect("a schema of this crate is a schema")
}

/// Where an attribute stands in a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container<'p> {
    /// At the top.
    Root,
    /// In the extension with this URN.
    Extension(&'p str),
    /// It is itself the extension with this URN.
    WholeExtension(&'p str),
}

/// What a path means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved<'p, 's> {
    pub(crate) container: Container<'p>,
    /// The attribute that [`AttributePath::name`] means, if a schema describes it.
    pub(crate) attribute: Option<&'s Attribute>,
}

impl SchemaSet {
    /// A core schema and its extensions.
    pub fn new(base: Schema, extensions: Vec<Schema>) -> Self {
        Self {
            base: vec![base],
            extensions,
        }
    }

    /// What a server describes of one kind of resource: the schemas that `kind` names, out of those of `/Schemas`. Extensions
    /// that the server names and does not describe are left out. `None`: it does not describe the core schema.
    pub fn of_server(kind: &ResourceType, schemas: &[Schema]) -> Option<Self> {
        let describe = |urn: &str| {
            schemas
                .iter()
                .find(|schema| schema.id.eq_ignore_ascii_case(urn))
                .cloned()
        };
        let base = describe(kind.schema.as_deref()?)?;
        let extensions = kind
            .schema_extensions
            .iter()
            .filter_map(|extension| describe(&extension.schema));
        Some(Self::new(base, extensions.collect()))
    }

    /// The schemas of RFC 7643 for users and groups together, for a filter whose resources may be either.
    pub fn core() -> &'static Self {
        &CORE
    }

    /// The schemas of RFC 7643 for one kind: the user schema with the enterprise extension, or the group schema.
    pub fn of(kind: ResourceKind) -> &'static Self {
        match kind {
            ResourceKind::User => &USERS,
            ResourceKind::Group => &GROUPS,
        }
    }

    /// All schemas, core ones first.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        self.base.iter().chain(&self.extensions)
    }

    /// The extensions.
    pub fn extensions(&self) -> &[Schema] {
        &self.extensions
    }

    /// The schema with this URN, in any letter case.
    pub fn schema(&self, urn: &str) -> Option<&Schema> {
        self.schemas().find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }

    /// The attribute or sub-attribute that a path means; `None` if no schema here describes it. A name without a schema before
    /// it is looked for in the core schemas first, then in the extensions.
    pub fn attribute(&self, path: &AttributePath) -> Option<&Attribute> {
        let attribute = self.resolve(None, path).attribute?;
        match &path.sub {
            Some(sub) => attribute.sub_attribute(sub),
            None => Some(attribute),
        }
    }

    /// The URN of the extension that a path leads into, in its schema's spelling; `None`: to an attribute of the core schema. A URN that
    /// no schema here has is an extension's, unless it begins as those of core schemas do.
    pub fn extension_of<'p, 's: 'p>(&'s self, path: &'p AttributePath) -> Option<&'p str> {
        match self.resolve(None, path).container {
            Container::Root => None,
            Container::Extension(urn) | Container::WholeExtension(urn) => Some(urn),
        }
    }

    /// The attributes that every resource has (RFC 7643 §3.1).
    pub fn common_attributes() -> &'static [Attribute] {
        &COMMON.attributes
    }

    /// What `path` means in `object`. An extension counts as known if a schema describes it or if `object` has it.
    pub(crate) fn resolve<'p, 's: 'p>(
        &'s self,
        object: Option<&'p Object>,
        path: &'p AttributePath,
    ) -> Resolved<'p, 's> {
        let at_root = |attribute| Resolved {
            container: Container::Root,
            attribute,
        };
        let Some(urn) = path.schema.as_deref() else {
            let attribute = self.base_attribute(&path.name);
            if attribute.is_some() || object.is_some_and(|object| json::get(object, &path.name).is_some()) {
                return at_root(attribute);
            }
            let in_extension = self
                .extensions
                .iter()
                .find_map(|extension| Some((extension, extension.attribute(&path.name)?)));
            return match in_extension {
                Some((extension, attribute)) => Resolved {
                    container: Container::Extension(&extension.id),
                    attribute: Some(attribute),
                },
                None => at_root(None),
            };
        };
        let extension = |known: &'p str, attribute| Resolved {
            container: Container::Extension(known),
            attribute,
        };
        let spelled = |name: &str| object.and_then(|object| json::spelling(object, name));
        if let Some(schema) = self
            .extensions
            .iter()
            .find(|schema| schema.id.eq_ignore_ascii_case(urn))
        {
            return extension(spelled(urn).unwrap_or(&schema.id), schema.attribute(&path.name));
        }
        if let Some(known) = spelled(urn) {
            return extension(known, None);
        }
        if let Some(schema) = self.base.iter().find(|schema| schema.id.eq_ignore_ascii_case(urn)) {
            return at_root(schema.attribute(&path.name).or_else(|| COMMON.attribute(&path.name)));
        }
        // The whole path may be the URN of an extension, whose last part then looks like an attribute's name.
        let whole = self
            .extensions
            .iter()
            .map(|schema| schema.id.as_str())
            .chain(object.into_iter().flat_map(|object| object.keys().map(String::as_str)))
            .find(|known| is_urn_in_two(known, urn, &path.name));
        if let Some(known) = whole {
            return Resolved {
                container: Container::WholeExtension(spelled(known).unwrap_or(known)),
                attribute: None,
            };
        }
        if starts_with_ignore_case(urn, CORE_SCHEMAS) {
            return at_root(self.base_attribute(&path.name));
        }
        extension(urn, None)
    }

    /// The value in `object` that the attribute's name in `path` means (sub-attribute left aside), and what a schema says.
    pub(crate) fn find<'o, 's>(
        &'s self,
        object: &'o Object,
        path: &AttributePath,
    ) -> (Option<&'o Value>, Option<&'s Attribute>) {
        let Resolved { container, attribute } = self.resolve(Some(object), path);
        let value = match container {
            Container::Root => json::get(object, &path.name),
            Container::WholeExtension(urn) => json::get(object, urn),
            Container::Extension(urn) => json::get(object, urn)
                .and_then(Value::as_object)
                .and_then(|extension| json::get(extension, &path.name)),
        };
        (value, attribute)
    }

    /// The attribute of a core schema, or one that every resource has.
    pub(crate) fn base_attribute(&self, name: &str) -> Option<&Attribute> {
        self.base
            .iter()
            .find_map(|schema| schema.attribute(name))
            .or_else(|| COMMON.attribute(name))
    }

    /// Whether this is the URN of an extension: one that is known here, or one that is no core schema.
    pub(crate) fn is_extension(&self, urn: &str) -> bool {
        self.extensions.iter().any(|schema| schema.id.eq_ignore_ascii_case(urn))
            || (urn.contains(':')
                && !starts_with_ignore_case(urn, CORE_SCHEMAS)
                && !self.base.iter().any(|schema| schema.id.eq_ignore_ascii_case(urn)))
    }
}

/// What the URNs of all core schemas begin with.
const CORE_SCHEMAS: &str = "urn:ietf:params:scim:schemas:core:";

fn starts_with_ignore_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether `known` is `urn`, a colon and `name`.
fn is_urn_in_two(known: &str, urn: &str, name: &str) -> bool {
    known.len() == urn.len() + 1 + name.len()
        && starts_with_ignore_case(known, urn)
        && known[urn.len()..]
            .strip_prefix(':')
            .is_some_and(|rest| rest.eq_ignore_ascii_case(name))
}
