//! Schemas: which attributes there are and how each behaves (RFC 7643 §7).
//!
//! [`Schema`] is one schema as `/Schemas` describes it, read leniently; [`SchemaSet`] is what holds for one kind of resource,
//! core schema and extensions together, and answers which attribute a path means. The schemas of RFC 7643 §8.7.1 are here as
//! data. A server's own schemas are never fetched here.

mod set;

use serde_json::{Value, json};

pub(crate) use set::Container;
pub use set::SchemaSet;

use crate::json::{self, Object};

/// The URN of the core user schema (RFC 7643 §4.1).
pub const USER_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The URN of the core group schema (RFC 7643 §4.2).
pub const GROUP_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The URN of the enterprise extension (RFC 7643 §4.3).
pub const ENTERPRISE_USER_SCHEMA: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The URN of the schema that describes schemas (RFC 7643 §7).
pub const SCHEMA_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/// Why JSON is no schema.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A schema is a JSON object; this is something else.
    #[error("a schema must be a JSON object, this is {0}")]
    NotAnObject(&'static str),
    /// Without its URN a schema cannot be referred to.
    #[error("the schema has no id")]
    NoId,
}

/// A schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its URN.
    pub id: String,
    /// Its name to show.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
}

impl Schema {
    /// Reads one entry of `/Schemas`. What an attribute does not say is taken as RFC 7643 §2.2 has it by default; an attribute
    /// without a name is left out.
    pub fn from_value(value: &Value) -> Result<Self, SchemaError> {
        let object = value
            .as_object()
            .ok_or(SchemaError::NotAnObject(json::kind_of(value)))?;
        Ok(Self {
            id: json::text_of(object, "id")
                .filter(|id| !id.is_empty())
                .ok_or(SchemaError::NoId)?,
            name: json::text_of(object, "name"),
            description: json::text_of(object, "description"),
            attributes: attributes_of(object, "attributes"),
        })
    }

    /// The schema as `/Schemas` serves it, without `meta`.
    pub fn to_value(&self) -> Value {
        let mut value = json!({"schemas": [SCHEMA_SCHEMA], "id": self.id});
        if let Some(name) = &self.name {
            value["name"] = name.as_str().into();
        }
        if let Some(description) = &self.description {
            value["description"] = description.as_str().into();
        }
        value["attributes"] = self.attributes.iter().map(Attribute::to_value).collect();
        value
    }

    /// The attribute called `name`, in any letter case.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

/// An attribute and its characteristics (RFC 7643 §2.2, §7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The type of its values. The RFC calls this `type`.
    pub kind: AttributeType,
    /// Whether it holds a list.
    pub multi_valued: bool,
    /// What it is for.
    pub description: Option<String>,
    /// Whether every resource must have it.
    pub required: bool,
    /// Whether letter case matters when values are compared.
    pub case_exact: bool,
    /// Who may change it, and when.
    pub mutability: Mutability,
    /// When it is returned.
    pub returned: Returned,
    /// Among what its values must be unique.
    pub uniqueness: Uniqueness,
    /// Values that are suggested, such as `work` and `home`.
    pub canonical_values: Vec<String>,
    /// What a reference may point at.
    pub reference_types: Vec<String>,
    /// The parts of a complex attribute.
    pub sub_attributes: Vec<Attribute>,
}

impl Attribute {
    /// An attribute with the characteristics that RFC 7643 §2.2 gives by default: an optional, readable and writable text
    /// whose letter case does not matter.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: AttributeType::default(),
            multi_valued: false,
            description: None,
            required: false,
            case_exact: false,
            mutability: Mutability::default(),
            returned: Returned::default(),
            uniqueness: Uniqueness::default(),
            canonical_values: Vec::new(),
            reference_types: Vec::new(),
            sub_attributes: Vec::new(),
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        let sub_attributes = attributes_of(object, "subAttributes");
        let kind = match json::text_of(object, "type") {
            Some(word) => AttributeType::read(&word),
            None if sub_attributes.is_empty() => AttributeType::default(),
            None => AttributeType::Complex,
        };
        let word = |name| json::text_of(object, name).unwrap_or_default();
        let flag = |name| json::bool_of(object, name).unwrap_or(false);
        Some(Self {
            name: json::text_of(object, "name").filter(|name| !name.is_empty())?,
            kind,
            multi_valued: flag("multiValued"),
            description: json::text_of(object, "description"),
            required: flag("required"),
            // Binary data means nothing else in another letter case (RFC 7643 §2.3.6).
            case_exact: kind == AttributeType::Binary || flag("caseExact"),
            mutability: Mutability::read(&word("mutability")),
            returned: Returned::read(&word("returned")),
            uniqueness: Uniqueness::read(&word("uniqueness")),
            canonical_values: json::texts_of(object, "canonicalValues"),
            reference_types: json::texts_of(object, "referenceTypes"),
            sub_attributes,
        })
    }

    fn to_value(&self) -> Value {
        let mut value = json!({
            "name": self.name,
            "type": self.kind.as_str(),
            "multiValued": self.multi_valued,
            "description": self.description.as_deref().unwrap_or_default(),
            "required": self.required,
            "caseExact": self.case_exact,
            "mutability": self.mutability.as_str(),
            "returned": self.returned.as_str(),
            "uniqueness": self.uniqueness.as_str(),
        });
        if !self.canonical_values.is_empty() {
            value["canonicalValues"] = json!(self.canonical_values);
        }
        if !self.reference_types.is_empty() {
            value["referenceTypes"] = json!(self.reference_types);
        }
        if !self.sub_attributes.is_empty() {
            value["subAttributes"] = self.sub_attributes.iter().map(Self::to_value).collect();
        }
        value
    }

    /// The sub-attribute called `name`, in any letter case.
    pub fn sub_attribute(&self, name: &str) -> Option<&Self> {
        self.sub_attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

fn attributes_of(object: &Object, name: &str) -> Vec<Attribute> {
    json::get(object, name)
        .map(json::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Attribute::from_value)
        .collect()
}

/// Writes an enum of words: how each is spelled, and reading in any letter case with the RFC's default for the rest.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The word as a schema spells it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn read(word: &str) -> Self {
                $(if word.eq_ignore_ascii_case($word) { return Self::$variant; })+
                Self::default()
            }
        }
    };
}

words! {
    /// The type of an attribute's values (RFC 7643 §2.3). A word that the RFC does not have is read as text.
    AttributeType {
        /// Text.
        #[default]
        String = "string",
        /// True or false.
        Boolean = "boolean",
        /// A number that may have a fraction.
        Decimal = "decimal",
        /// A whole number.
        Integer = "integer",
        /// An instant.
        DateTime = "dateTime",
        /// Binary data, encoded in base64.
        Binary = "binary",
        /// A URI, or the address of a resource.
        Reference = "reference",
        /// Sub-attributes.
        Complex = "complex",
    }
}

words! {
    /// Who may change an attribute, and when (RFC 7643 §7).
    Mutability {
        /// Only the server.
        ReadOnly = "readOnly",
        /// Anyone at any time.
        #[default]
        ReadWrite = "readWrite",
        /// Once: when it has no value yet.
        Immutable = "immutable",
        /// Anyone at any time, but nobody can read it.
        WriteOnly = "writeOnly",
    }
}

words! {
    /// When an attribute is returned (RFC 7643 §7).
    Returned {
        /// Always, whatever is asked for.
        Always = "always",
        /// Never.
        Never = "never",
        /// Unless something else is asked for.
        #[default]
        Default = "default",
        /// Only if asked for.
        Request = "request",
    }
}

words! {
    /// Among what an attribute's values must be unique (RFC 7643 §7).
    Uniqueness {
        /// Nothing.
        #[default]
        None = "none",
        /// The resources of one server.
        Server = "server",
        /// All resources anywhere.
        Global = "global",
    }
}
