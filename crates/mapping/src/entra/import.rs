//! Reading a file.

use std::collections::HashMap;

use serde_json::Value;

use crate::model::{
    Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, Clause, FilterGroup, FilterOperator,
    MappingSource, Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty,
};

use super::{
    directory,
    error::ImportError,
    json::{self, At},
    locate::{Both, Located, Object, locate},
    node,
    note::{ImportNote, Side},
    product,
};

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The mappings. [`assignment`](Mappings::assignment) and [`requests`](Mappings::requests) are the defaults: the file does not hold them.
    pub mappings: Mappings,
    /// What to know of it.
    pub notes: Vec<ImportNote>,
}

impl Imported {
    /// What was read, and of `ours` what the file has no place for: assignment, the form of requests, what happens where a source is
    /// empty, and what is known of attributes beyond their type.
    #[must_use]
    pub fn keeping(mut self, ours: &Mappings) -> Self {
        self.mappings.assignment = ours.assignment;
        self.mappings.requests = ours.requests;
        for kind in ObjectKind::ALL {
            let ours = ours.of(kind);
            let theirs = self.mappings.of_mut(kind);
            let empty: HashMap<&str, WhenEmpty> = (ours.mappings.iter())
                .map(|mapping| (mapping.target.as_str(), mapping.when_empty))
                .collect();
            for mapping in &mut theirs.mappings {
                mapping.when_empty = empty.get(mapping.target.as_str()).copied().unwrap_or_default();
            }
            keep_facts(&mut theirs.source, &ours.source);
            keep_facts(&mut theirs.target, &ours.target);
        }
        self
    }
}

fn keep_facts(theirs: &mut [AttributeDefinition], ours: &[AttributeDefinition]) {
    let known: HashMap<&str, &AttributeDefinition> = (ours.iter())
        .map(|definition| (definition.name.as_str(), definition))
        .collect();
    for definition in theirs {
        if let Some(ours) = known.get(definition.name.as_str()) {
            definition.unique = ours.unique;
            definition.filterable = ours.filterable;
            definition.max_length = ours.max_length;
        }
    }
}

/// Reads a portal export, or an answer of Graph: a `synchronizationSchema` in JSON.
///
/// Fails where the file is none, or where reading on would change what it means. What is wrong with the mappings themselves, such as
/// an expression that cannot be read or two mappings to one target, is read as it stands.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    let document = json::parse(text)?;
    read(&document).map(|(imported, _)| imported)
}

/// Reads a document, and says where in it the object mappings are.
pub(super) fn read(document: &Value) -> Result<(Imported, Both), ImportError> {
    if document.get("synchronizationRules").is_none() {
        return Err(if document.get("directories").is_some() {
            ImportError::RulesMissing
        } else {
            ImportError::OtherProduct {
                found: product::tell(document),
            }
        });
    }
    let root = At::root(document);
    let mut notes = Vec::new();
    let both = locate(&root, &mut notes)?;
    let mut reader = Reader { root, notes };
    let users = reader.object_mapping(&both.users, ObjectKind::User)?;
    let groups = match &both.groups {
        Some(located) => reader.object_mapping(located, ObjectKind::Group)?,
        None => ObjectMapping::default(),
    };
    let mappings = Mappings {
        users,
        groups,
        assignment: AssignmentRules::default(),
        requests: RequestProfile::default(),
    };
    let notes = reader.notes;
    Ok((Imported { mappings, notes }, both))
}

struct Reader<'j> {
    root: At<'j>,
    notes: Vec<ImportNote>,
}

impl Reader<'_> {
    fn object_mapping(&mut self, located: &Located, kind: ObjectKind) -> Result<ObjectMapping, ImportError> {
        let at = self.root.items("synchronizationRules")?[located.rule]
            .items("objectMappings")?
            .swap_remove(located.mapping);
        let mut mappings = Vec::new();
        for mapping in at.items("attributeMappings")? {
            mappings.push(self.attribute_mapping(&mapping, kind)?);
        }
        let source = self.definitions(&located.source, kind, Side::Source)?;
        let target = self.definitions(&located.target, kind, Side::Target)?;
        let scope = match at.field("scope")? {
            Some(scope) => self.scope(&scope, kind)?,
            None => Vec::new(),
        };
        Ok(ObjectMapping {
            name: at.text("name")?.unwrap_or_default().to_owned(),
            enabled: at.flag("enabled", true)?,
            actions: actions(&at)?,
            mappings,
            scope,
            source,
            target,
        })
    }

    fn attribute_mapping(&mut self, at: &At<'_>, kind: ObjectKind) -> Result<AttributeMapping, ImportError> {
        let target = at.text("targetAttributeName")?.unwrap_or_default().to_owned();
        let source = match at.field("source")? {
            None => MappingSource::None,
            Some(source) => node::read(&source)?.unwrap_or_else(|found| {
                self.notes.push(ImportNote::SourceUnknown {
                    object: kind,
                    place: source.place.clone(),
                    target: target.clone(),
                    found,
                });
                MappingSource::None
            }),
        };
        Ok(AttributeMapping {
            target,
            source,
            // The portal writes an empty field as an empty text.
            default_value: at
                .text("defaultValue")?
                .filter(|value| !value.is_empty())
                .map(str::to_owned),
            matching: Some(at.count("matchingPriority")?).filter(|precedence| *precedence > 0),
            apply: apply(at)?,
            when_empty: WhenEmpty::Keep,
        })
    }

    fn definitions(
        &mut self,
        object: &Object,
        kind: ObjectKind,
        side: Side,
    ) -> Result<Vec<AttributeDefinition>, ImportError> {
        let mut definitions = Vec::new();
        if let Some((directory, place)) = object.find(&self.root)? {
            let at = self.root.items("directories")?[directory]
                .items("objects")?
                .swap_remove(place);
            for attribute in at.items("attributes")? {
                definitions.push(directory::read(&attribute, &mut self.notes)?);
            }
        }
        if definitions.is_empty() {
            self.notes.push(ImportNote::AttributesMissing { object: kind, side });
        }
        Ok(definitions)
    }

    fn scope(&mut self, at: &At<'_>, kind: ObjectKind) -> Result<Vec<FilterGroup>, ImportError> {
        for name in ["inputFilterGroups", "categoryFilterGroups"] {
            let count = at.items(name)?.len();
            if count > 0 {
                self.notes.push(ImportNote::ReadFilters {
                    object: kind,
                    place: format!("{}/{name}", at.place),
                    count,
                });
            }
        }
        (at.items("groups")?.iter()).map(filter_group).collect()
    }
}

fn filter_group(at: &At<'_>) -> Result<FilterGroup, ImportError> {
    Ok(FilterGroup {
        title: at.text("name")?.unwrap_or_default().to_owned(),
        clauses: (at.items("clauses")?.iter()).map(clause).collect::<Result<_, _>>()?,
    })
}

fn clause(at: &At<'_>) -> Result<Clause, ImportError> {
    let written = at.text("operatorName")?.unwrap_or_default();
    let operator = (FilterOperator::ALL.into_iter())
        .find(|operator| is_written(*operator, written))
        .ok_or_else(|| ImportError::OperatorUnknown {
            place: at.place.clone(),
            found: written.to_owned(),
        })?;
    let value = match at.field("targetOperand")? {
        Some(operand) if operator.takes_value() => {
            let values = operand.texts("values")?;
            if values.len() > 1 {
                return Err(ImportError::SeveralOperands {
                    place: operand.place,
                    count: values.len(),
                });
            }
            values.first().map(|value| (*value).to_owned())
        }
        _ => None,
    };
    Ok(Clause {
        attribute: at.text("sourceOperandName")?.unwrap_or_default().to_owned(),
        operator,
        value,
    })
}

/// Whether a name is the operator's: the portal's spelling, whatever the letter case, with blanks or low lines between the words.
fn is_written(operator: FilterOperator, name: &str) -> bool {
    let plain = |text: &str| text.replace([' ', '_'], "").to_ascii_uppercase();
    plain(operator.as_str()) == plain(name)
}

pub(super) const FLOW_TYPES: [(Apply, &str); 5] = [
    (Apply::Always, "Always"),
    (Apply::OnCreate, "ObjectAddOnly"),
    (Apply::WhenTargetEmpty, "AttributeAddOnly"),
    (Apply::AddValues, "MultiValueAddOnly"),
    (Apply::AddValue, "ValueAddOnly"),
];

fn apply(at: &At<'_>) -> Result<Apply, ImportError> {
    let written = at.text("flowType")?.unwrap_or("Always");
    FLOW_TYPES
        .iter()
        .find(|(_, name)| name.eq_ignore_ascii_case(written))
        .map(|(apply, _)| *apply)
        .ok_or_else(|| ImportError::FlowTypeUnknown {
            place: at.place.clone(),
            found: written.to_owned(),
        })
}

fn actions(at: &At<'_>) -> Result<Actions, ImportError> {
    let Some(written) = at.text("flowTypes")? else {
        return Ok(Actions::default());
    };
    let mut actions = Actions {
        create: false,
        update: false,
        delete: false,
    };
    for name in written.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match name.to_ascii_lowercase().as_str() {
            "none" => {}
            "add" => actions.create = true,
            "update" => actions.update = true,
            "delete" => actions.delete = true,
            _ => {
                return Err(ImportError::ActionUnknown {
                    place: format!("{}/flowTypes", at.place),
                    found: name.to_owned(),
                });
            }
        }
    }
    Ok(actions)
}
