//! Reading the file.

use serde::Deserialize;
use toml::{Spanned, de::DeTable};

use crate::model::{
    Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, Clause, FilterGroup,
    FilterOperator, MappingSource, Mappings, ObjectMapping, RequestProfile, WhenEmpty, Who,
};

use super::{FORMAT, FORMAT_KEY, MAX_BYTES, error::FileError, keys};

/// Reads mappings from our own file.
pub fn read(text: &str) -> Result<Mappings, FileError> {
    if text.len() > MAX_BYTES {
        return Err(FileError::FileTooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let keys = DeTable::parse(text).map_err(|error| {
        let (line, column) = place(text, error.span().map_or(0, |span| span.start));
        FileError::TomlBroken {
            line,
            column,
            detail: error.message().to_owned(),
        }
    })?;
    let wrong = |error: toml::de::Error| {
        let (line, column) = place(text, error.span().map_or(0, |span| span.start));
        FileError::ValueWrong {
            line,
            column,
            detail: error.message().to_owned(),
        }
    };
    if !keys.get_ref().contains_key(FORMAT_KEY) {
        return Err(FileError::NotMappings);
    }
    let Format { found } = toml::from_str(text).map_err(wrong)?;
    // What a later version writes may have keys that mean nothing yet.
    if found > FORMAT {
        return Err(FileError::FormatNewer { found });
    }
    keys::check(keys.get_ref()).map_err(|unknown| {
        let (line, column) = place(text, unknown.offset);
        FileError::KeyUnknown {
            line,
            column,
            key: unknown.key,
            nearest: unknown.nearest,
        }
    })?;
    let document: Document = toml::from_str(text).map_err(wrong)?;
    Ok(Mappings {
        users: document.users.read(text)?,
        groups: document.groups.read(text)?,
        assignment: AssignmentRules {
            who: document.assignment.who,
            nested_groups: document.assignment.nested_groups,
            exclude_default_access: document.assignment.exclude_default_access,
        },
        requests: document.requests.profile,
    })
}

/// Line and column of a byte, from 1.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[derive(Deserialize)]
struct Format {
    #[serde(rename = "scimdesk_mappings")]
    found: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Document {
    assignment: Assignment,
    requests: Requests,
    users: Object,
    groups: Object,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Assignment {
    who: Who,
    nested_groups: bool,
    exclude_default_access: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Requests {
    profile: RequestProfile,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Object {
    name: String,
    enabled: bool,
    actions: Option<Vec<Action>>,
    #[serde(rename = "mapping")]
    mappings: Vec<Spanned<Mapping>>,
    #[serde(rename = "filter")]
    filters: Vec<Filter>,
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    source: Vec<Attribute>,
    target: Vec<Attribute>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Create,
    Update,
    Delete,
}

#[derive(Deserialize)]
struct Mapping {
    target: String,
    attribute: Option<String>,
    constant: Option<String>,
    expression: Option<String>,
    source: Option<NoSource>,
    default: Option<String>,
    matching: Option<u32>,
    #[serde(default)]
    apply: Apply,
    #[serde(default)]
    when_empty: WhenEmpty,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum NoSource {
    None,
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    title: String,
    #[serde(default)]
    clauses: Vec<FilterClause>,
}

#[derive(Deserialize)]
struct FilterClause {
    attribute: String,
    operator: FilterOperator,
    value: Option<String>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the columns of an attribute list")]
struct Attribute {
    name: String,
    #[serde(rename = "type", default)]
    kind: AttributeType,
    #[serde(default)]
    multi_valued: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    case_exact: bool,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    primary_key: bool,
    filterable: Option<bool>,
    max_length: Option<u32>,
    #[serde(default)]
    references: Vec<String>,
}

impl Object {
    fn read(self, text: &str) -> Result<ObjectMapping, FileError> {
        let actions = match self.actions {
            None => Actions::default(),
            Some(actions) => Actions {
                create: actions.contains(&Action::Create),
                update: actions.contains(&Action::Update),
                delete: actions.contains(&Action::Delete),
            },
        };
        Ok(ObjectMapping {
            name: self.name,
            enabled: self.enabled,
            actions,
            mappings: (self.mappings.into_iter())
                .map(|mapping| {
                    let (line, _) = place(text, mapping.span().start);
                    mapping.into_inner().read(line)
                })
                .collect::<Result<_, _>>()?,
            scope: self.filters.into_iter().map(Filter::read).collect(),
            source: self.attributes.source.into_iter().map(Attribute::read).collect(),
            target: self.attributes.target.into_iter().map(Attribute::read).collect(),
        })
    }
}

impl Mapping {
    fn read(self, line: usize) -> Result<AttributeMapping, FileError> {
        let mut sources: Vec<MappingSource> = [
            self.attribute.map(|attribute| MappingSource::Direct { attribute }),
            self.constant.map(|value| MappingSource::Constant { value }),
            self.expression.map(|text| MappingSource::Expression { text }),
            self.source.map(|NoSource::None| MappingSource::None),
        ]
        .into_iter()
        .flatten()
        .collect();
        let count = sources.len();
        let (1, Some(source)) = (count, sources.pop()) else {
            return Err(FileError::SourceUnclear {
                line,
                target: self.target,
                count,
            });
        };
        Ok(AttributeMapping {
            target: self.target,
            source,
            default_value: self.default,
            matching: self.matching,
            apply: self.apply,
            when_empty: self.when_empty,
        })
    }
}

impl Filter {
    fn read(self) -> FilterGroup {
        FilterGroup {
            title: self.title,
            clauses: (self.clauses.into_iter())
                .map(|clause| Clause {
                    attribute: clause.attribute,
                    operator: clause.operator,
                    value: clause.value,
                })
                .collect(),
        }
    }
}

impl Attribute {
    fn read(self) -> AttributeDefinition {
        AttributeDefinition {
            name: self.name,
            kind: self.kind,
            multi_valued: self.multi_valued,
            required: self.required,
            case_exact: self.case_exact,
            unique: self.unique,
            anchor: self.primary_key,
            filterable: self.filterable,
            max_length: self.max_length,
            references: self.references,
        }
    }
}
