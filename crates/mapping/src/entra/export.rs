//! Writing a file: over the one that the mappings came from, or over a template.

use serde_json::{Value, json};

use crate::{
    expression::Expression,
    model::{
        Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, Clause, FilterGroup, MappingSource,
        Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty,
    },
};

use super::{
    directory,
    document::{add_groups, add_object, list, remove},
    error::ImportError,
    import::{FLOW_TYPES, read},
    json::{self, At},
    locate::{Located, Object},
    merge::merge,
    node,
    note::{ExportNote, Side},
};

/// A schema without mappings and attributes, as a job of the template for any SCIM app has it.
const TEMPLATE: &str = include_str!("template.json");

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The JSON.
    pub text: String,
    /// What Entra would not know, or do otherwise.
    pub notes: Vec<ExportNote>,
}

/// Writes mappings as the portal takes them.
///
/// `imported` is the file that they once came from: what is different is written into it, and everything else stays. If nothing is
/// different, it is that file to the letter. Fails where it cannot be read.
pub fn export(mappings: &Mappings, imported: Option<&str>) -> Result<Exported, ImportError> {
    let mut document = json::parse(imported.unwrap_or(TEMPLATE))?;
    let (theirs, both) = read(&document)?;
    let mut writer = Writer { notes: Vec::new() };
    writer.note_whole(mappings, imported.is_none());
    let ours = expressible(mappings);
    if let Some(text) = imported
        && ours == theirs.mappings
    {
        return Ok(Exported {
            text: text.to_owned(),
            notes: writer.notes,
        });
    }
    writer.write(
        &mut document,
        &both.users,
        ObjectKind::User,
        &ours.users,
        &theirs.mappings.users,
    )?;
    match &both.groups {
        Some(located) if imported.is_none() && is_nothing(&ours.groups) => remove(&mut document, located)?,
        Some(located) => {
            writer.write(
                &mut document,
                located,
                ObjectKind::Group,
                &ours.groups,
                &theirs.mappings.groups,
            )?;
        }
        None if is_nothing(&ours.groups) => {}
        None => {
            let located = add_groups(&mut document, &both.users);
            writer.write(
                &mut document,
                &located,
                ObjectKind::Group,
                &ours.groups,
                &ObjectMapping::default(),
            )?;
        }
    }
    Ok(Exported {
        text: format!("{document:#}\n"),
        notes: writer.notes,
    })
}

/// The mappings, without what the file has no place for.
fn expressible(mappings: &Mappings) -> Mappings {
    let object = |object: &ObjectMapping| ObjectMapping {
        mappings: (object.mappings.iter())
            .map(|mapping| AttributeMapping {
                default_value: mapping.default_value.clone().filter(|value| !value.is_empty()),
                matching: mapping.matching.filter(|precedence| *precedence > 0),
                when_empty: WhenEmpty::Keep,
                ..mapping.clone()
            })
            .collect(),
        source: object.source.iter().map(directory::expressible).collect(),
        target: object.target.iter().map(directory::expressible).collect(),
        ..object.clone()
    };
    Mappings {
        users: object(&mappings.users),
        groups: object(&mappings.groups),
        assignment: AssignmentRules::default(),
        requests: RequestProfile::default(),
    }
}

/// An app without groups.
fn is_nothing(object: &ObjectMapping) -> bool {
    !object.enabled
        && object.mappings.is_empty()
        && object.scope.is_empty()
        && object.source.is_empty()
        && object.target.is_empty()
}

struct Writer {
    notes: Vec<ExportNote>,
}

impl Writer {
    fn note_whole(&mut self, mappings: &Mappings, template: bool) {
        let assignment = mappings.assignment;
        if template {
            self.notes.push(ExportNote::TemplateUsed);
        }
        self.notes.push(ExportNote::AssignmentElsewhere { who: assignment.who });
        if assignment.nested_groups {
            self.notes.push(ExportNote::NestedGroups);
        }
        if assignment.exclude_default_access {
            self.notes.push(ExportNote::DefaultAccessExcluded);
        }
        if mappings.requests != RequestProfile::EntraDefault {
            self.notes.push(ExportNote::RequestForm {
                profile: mappings.requests,
            });
        }
        for object in ObjectKind::ALL {
            self.note_object(object, mappings.of(object));
        }
    }

    fn note_object(&mut self, object: ObjectKind, mapping: &ObjectMapping) {
        for mapping in &mapping.mappings {
            let target = || mapping.target.clone();
            if mapping.when_empty != WhenEmpty::Keep {
                self.notes.push(ExportNote::WhenEmpty {
                    object,
                    target: target(),
                    when: mapping.when_empty,
                });
            }
            if let MappingSource::Expression { text } = &mapping.source {
                match Expression::parse(text) {
                    Err(_) => self.notes.push(ExportNote::ExpressionWrong {
                        object,
                        target: target(),
                    }),
                    Ok(expression) if expression.lints().iter().any(|lint| lint.kind.differs_from_entra()) => {
                        self.notes.push(ExportNote::ExpressionDiffers {
                            object,
                            target: target(),
                        });
                    }
                    Ok(_) => {}
                }
            }
        }
        let count = (mapping.source.iter().chain(&mapping.target))
            .filter(|definition| directory::expressible(definition) != **definition)
            .count();
        if count > 0 {
            self.notes.push(ExportNote::AttributeFacts { object, count });
        }
        for (side, definitions) in [(Side::Source, &mapping.source), (Side::Target, &mapping.target)] {
            let count = definitions.iter().filter(|definition| definition.anchor).count();
            if !definitions.is_empty() && count != 1 {
                self.notes.push(ExportNote::PrimaryKey { object, side, count });
            }
        }
    }

    /// Writes what is different about one type of objects.
    fn write(
        &mut self,
        document: &mut Value,
        located: &Located,
        object: ObjectKind,
        ours: &ObjectMapping,
        theirs: &ObjectMapping,
    ) -> Result<(), ImportError> {
        write_definitions(document, &located.source, &ours.source, &theirs.source)?;
        write_definitions(document, &located.target, &ours.target, &theirs.target)?;
        let mapping = &mut document["synchronizationRules"][located.rule]["objectMappings"][located.mapping];
        if ours.name != theirs.name {
            mapping["name"] = json!(ours.name);
        }
        if ours.enabled != theirs.enabled {
            mapping["enabled"] = json!(ours.enabled);
        }
        if ours.actions != theirs.actions {
            mapping["flowTypes"] = json!(actions_text(ours.actions));
        }
        if ours.mappings != theirs.mappings {
            merge(
                list(mapping, "attributeMappings"),
                &ours.mappings,
                &theirs.mappings,
                &[
                    |mapping| mapping.target.clone(),
                    |mapping| format!("{:?}", mapping.source),
                ],
                |into, ours, theirs| self.write_mapping(into, object, ours, theirs),
            );
        }
        if ours.scope != theirs.scope {
            if !mapping["scope"].is_object() {
                mapping["scope"] = json!({"groups": [], "inputFilterGroups": [], "categoryFilterGroups": []});
            }
            merge(
                list(&mut mapping["scope"], "groups"),
                &ours.scope,
                &theirs.scope,
                &[|group| group.title.clone(), |group| format!("{:?}", group.clauses)],
                write_group,
            );
        }
        Ok(())
    }

    fn write_mapping(
        &mut self,
        into: &mut Value,
        object: ObjectKind,
        ours: &AttributeMapping,
        theirs: Option<&AttributeMapping>,
    ) {
        if theirs.is_none() {
            *into = json!({
                "defaultValue": null,
                "exportMissingReferences": false,
                "flowBehavior": "FlowWhenChanged",
                "flowType": "Always",
                "matchingPriority": 0,
                "targetAttributeName": "",
                "source": null,
            });
        }
        let blank = AttributeMapping {
            target: String::new(),
            source: MappingSource::None,
            default_value: None,
            matching: None,
            apply: Apply::Always,
            when_empty: WhenEmpty::Keep,
        };
        let theirs = theirs.unwrap_or(&blank);
        if ours.target != theirs.target {
            into["targetAttributeName"] = json!(ours.target);
        }
        if ours.default_value != theirs.default_value {
            into["defaultValue"] = json!(ours.default_value);
        }
        if ours.matching != theirs.matching {
            into["matchingPriority"] = json!(ours.matching.unwrap_or(0));
        }
        if ours.apply != theirs.apply {
            let name = FLOW_TYPES.iter().find(|(apply, _)| *apply == ours.apply);
            into["flowType"] = json!(name.map(|(_, name)| name));
        }
        if ours.source != theirs.source {
            let source = self.source(object, ours);
            // What else the old source says is kept: it is said of the mapping rather than of the value.
            match (&mut into["source"], source) {
                (Value::Object(old), Value::Object(new)) => old.extend(new),
                (old, new) => *old = new,
            }
        }
    }

    fn source(&mut self, object: ObjectKind, mapping: &AttributeMapping) -> Value {
        match &mapping.source {
            MappingSource::None => Value::Null,
            MappingSource::Direct { attribute } => node::of_attribute(attribute),
            MappingSource::Constant { value } => node::of_constant(value),
            MappingSource::Expression { text } => match Expression::parse(text) {
                Ok(expression) => {
                    let tree = node::tree(expression.root());
                    if !tree.documented {
                        self.notes.push(ExportNote::TreeUndocumented {
                            object,
                            target: mapping.target.clone(),
                        });
                    }
                    tree.node
                }
                Err(_) => node::of_wrong(text),
            },
        }
    }
}

fn write_definitions(
    document: &mut Value,
    object: &Object,
    ours: &[AttributeDefinition],
    theirs: &[AttributeDefinition],
) -> Result<(), ImportError> {
    if ours == theirs {
        return Ok(());
    }
    let (directory, place) = match object.find(&At::root(document))? {
        Some(found) => found,
        None => add_object(document, object),
    };
    merge(
        list(&mut document["directories"][directory]["objects"][place], "attributes"),
        ours,
        theirs,
        &[
            |definition| definition.name.clone(),
            |definition| definition.name.to_lowercase(),
        ],
        directory::write,
    );
    Ok(())
}

fn write_group(into: &mut Value, ours: &FilterGroup, theirs: Option<&FilterGroup>) {
    if theirs.is_none() {
        *into = json!({"name": "", "clauses": []});
    }
    let blank = FilterGroup::default();
    let theirs = theirs.unwrap_or(&blank);
    if ours.title != theirs.title {
        into["name"] = json!(ours.title);
    }
    if ours.clauses != theirs.clauses {
        merge(
            list(into, "clauses"),
            &ours.clauses,
            &theirs.clauses,
            &[
                |clause| format!("{} {:?}", clause.attribute, clause.operator),
                |clause| clause.attribute.clone(),
            ],
            write_clause,
        );
    }
}

fn write_clause(into: &mut Value, ours: &Clause, theirs: Option<&Clause>) {
    if theirs.is_none() {
        *into = json!({"operatorName": null, "sourceOperandName": null, "targetOperand": {"values": []}});
    }
    if theirs.is_none_or(|theirs| theirs.operator != ours.operator) {
        into["operatorName"] = json!(ours.operator.as_str());
    }
    if theirs.is_none_or(|theirs| theirs.attribute != ours.attribute) {
        into["sourceOperandName"] = json!(ours.attribute);
    }
    if theirs.is_none_or(|theirs| theirs.value != ours.value) {
        let operand = &mut into["targetOperand"];
        // Beside an operator that takes none, anything may have stood here.
        if !operand.is_object() {
            *operand = json!({});
        }
        operand["values"] = ours.value.iter().cloned().collect();
    }
}

fn actions_text(actions: Actions) -> String {
    let names: Vec<&str> = [
        (actions.create, "Add"),
        (actions.update, "Update"),
        (actions.delete, "Delete"),
    ]
    .into_iter()
    .filter_map(|(allowed, name)| allowed.then_some(name))
    .collect();
    if names.is_empty() {
        "None".to_owned()
    } else {
        names.join(", ")
    }
}
