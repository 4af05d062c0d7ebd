//! A tenant's mappings: as they are, checked, saved, compared, exported and imported.

use jiff::Timestamp;
use scimdesk_mapping::model::{AttributeDefinition, AttributeMapping, Mappings, ObjectKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeskError, ExpressionProblem};

/// The mappings of a tenant.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantMappings {
    pub tenant: String,
    /// `None`: nothing was saved yet, these are the app's defaults.
    pub version: Option<MappingVersion>,
    pub mappings: Mappings,
    pub problems: Vec<MappingProblem>,
    /// What an admin should know of this app's attributes: what is unverified, who is left out. One sentence each.
    pub notes: Vec<String>,
    /// The directory that its people are from.
    pub directory: Option<String>,
}

/// One saved version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingVersion {
    /// From 1, without gaps.
    pub number: u32,
    #[ts(type = "string")]
    pub at: Timestamp,
    pub author: String,
    pub note: String,
}

/// What is wrong with mappings, or good to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingProblem {
    /// Stable.
    pub code: String,
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub next: Option<String>,
    /// Whose mappings; `None` where it is about the whole.
    pub object: Option<ObjectKind>,
    pub place: ProblemPlace,
    /// Where in the text of an expression, in UTF-16 units from 0.
    pub offset: Option<usize>,
    pub length: Option<usize>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Mappings with it cannot be saved.
    Error,
    /// Likely not meant.
    Warning,
    /// Good to know: Entra answers otherwise.
    Note,
}

/// Where a problem is. Numbers are places in the lists of the object's mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum ProblemPlace {
    /// The whole, or the file it was read from.
    Whole,
    /// A mapping, and which field of it: `target`, `source`, `default_value`, `matching`, `apply`, `when_empty`.
    Mapping {
        index: usize,
        field: String,
    },
    /// A scoping filter; the clause, where it is about one.
    Filter {
        group: usize,
        clause: Option<usize>,
    },
    /// A row of an attribute list.
    SourceAttribute {
        name: String,
    },
    TargetAttribute {
        name: String,
    },
}

/// Mappings as they are being edited.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftMappings {
    pub tenant: String,
    pub mappings: Mappings,
}

/// A new version. Refused with `mappings_changed` if another was saved since `base`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveMappings {
    pub tenant: String,
    pub mappings: Mappings,
    /// The version that was edited; `None`: the app's defaults.
    pub base: Option<u32>,
    pub note: String,
    /// The import that the draft began with, so that what it holds beyond our model is kept.
    pub import: Option<String>,
}

/// One version; `None` is the app's defaults.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingVersionId {
    pub tenant: String,
    pub version: Option<u32>,
}

/// Go back: the mappings of an older version become the newest version.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreMappings {
    pub tenant: String,
    /// `None`: the app's defaults.
    pub version: Option<u32>,
    /// The version that is the newest now, as the admin saw it.
    pub base: Option<u32>,
    /// Empty: it says which version this was.
    pub note: String,
}

/// Compare two.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompareMappings {
    pub tenant: String,
    pub from: MappingsRef,
    pub to: MappingsRef,
}

/// Names mappings of a tenant.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "which", rename_all = "snake_case")]
pub enum MappingsRef {
    /// The app's defaults.
    Defaults,
    /// The newest version; the defaults where there is none.
    Newest,
    Version {
        number: u32,
    },
    Draft {
        mappings: Box<Mappings>,
    },
}

/// What is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingDifference {
    /// `None` where it is about both.
    pub object: Option<ObjectKind>,
    /// What it is about: `mapping`, `scope`, `attribute_source`, `attribute_target`, `setting`.
    pub subject: String,
    /// The target attribute, the filter's title, the attribute's name, or the setting, for people.
    pub name: String,
    /// What of it, for people: "Source", "Applied"; empty where the whole was added or removed.
    pub field: String,
    /// As text for people; `None`: was not there.
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Mappings as a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportMappings {
    pub tenant: String,
    /// `None`: the newest; the defaults where there is none.
    pub version: Option<u32>,
    pub format: MappingFormat,
}

/// The two forms of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MappingFormat {
    /// Entra's `synchronizationSchema`, JSON.
    Entra,
    /// Our own, TOML, made to be read and compared.
    Scimdesk,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedMappings {
    pub file_name: String,
    pub text: String,
    /// What the other side would not understand, or understand otherwise: one sentence each.
    pub notes: Vec<String>,
}

/// A file to read. Nothing is saved.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportMappings {
    pub tenant: String,
    pub text: String,
}

/// What was read: a draft.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedMappings {
    /// To be named when the draft is saved.
    pub import: String,
    pub format: MappingFormat,
    pub mappings: Mappings,
    pub problems: Vec<MappingProblem>,
    /// Against the newest version.
    pub differences: Vec<MappingDifference>,
}

/// What the editor needs to know of the expression language and of the filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MappingLanguage {
    pub functions: Vec<FunctionHelp>,
    pub operators: Vec<OperatorHelp>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FunctionHelp {
    pub name: String,
    pub family: String,
    /// `Mid(source, start, length)`; what may be left out stands in braces.
    pub signature: String,
    pub summary: String,
    pub parameters: Vec<ParameterHelp>,
    pub examples: Vec<ExampleHelp>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParameterHelp {
    pub name: String,
    pub required: bool,
    /// Whether more like it may follow: the last one, or the last two as a pair.
    pub repeats: bool,
    /// What it means, in a phrase.
    pub summary: String,
}

/// An example of a function, and what it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExampleHelp {
    pub expression: String,
    /// The attributes that it asks for.
    pub person: Vec<super::PersonAttribute>,
    /// Nothing for an absent value, several for a list.
    pub gives: Vec<String>,
}

/// An operator of scoping filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperatorHelp {
    pub operator: scimdesk_mapping::model::FilterOperator,
    /// In words: "is exactly".
    pub label: String,
    /// One sentence, what it does with an empty value included.
    pub summary: String,
    pub takes_value: bool,
}

/// One mapping, tried for one person while it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TryMapping {
    pub tenant: String,
    pub object: ObjectKind,
    pub mapping: AttributeMapping,
    /// Of the target, as the draft has it.
    pub definition: Option<AttributeDefinition>,
    /// Of the tenant's directory; `None`: only the text is checked.
    pub person: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TriedMapping {
    /// Of the text, whoever the person is; places are in the mapping's fields.
    pub problems: Vec<MappingProblem>,
    /// `None` without a person, or where the text cannot be used.
    pub result: Option<MappingResult>,
}

/// What a mapping gives for a person.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum MappingResult {
    /// What would be sent.
    Value { value: serde_json::Value },
    /// Nothing; the default, where one is set, is used as `on_create`.
    Empty { default: Option<serde_json::Value> },
    /// The attribute is left out.
    NotFlowed,
    /// Why not.
    Failed { problem: ExpressionProblem },
}

/// The attributes that a server's `/Schemas` lists.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveredAttributes {
    pub users: Vec<AttributeDefinition>,
    pub groups: Vec<AttributeDefinition>,
    /// What was found, in one sentence.
    pub sentence: String,
    /// Why nothing was found, where nothing was.
    pub error: Option<DeskError>,
}

/// Asks the server whether it can be asked for objects by an attribute.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskFilterable {
    pub tenant: String,
    pub object: ObjectKind,
    pub path: String,
}

/// What the server said.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterableAnswer {
    /// `None`: it could not be told.
    pub filterable: Option<bool>,
    pub sentence: String,
    pub error: Option<DeskError>,
}
