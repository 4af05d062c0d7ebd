//! Which of the rules and object mappings are ours, and where the attribute lists of their objects are.

use std::collections::HashSet;

use crate::model::ObjectKind;

use super::{error::ImportError, json::At, note::ImportNote};

/// An object mapping, by its places in the document's lists.
#[derive(Clone, Debug)]
pub(super) struct Located {
    pub(super) rule: usize,
    pub(super) mapping: usize,
    pub(super) source: Object,
    pub(super) target: Object,
}

/// A type of objects of a directory.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) directory: String,
    pub(super) name: String,
}

impl Object {
    /// Its place in the document: of the directory, and of the object in it.
    pub(super) fn find(&self, root: &At<'_>) -> Result<Option<(usize, usize)>, ImportError> {
        for (place, directory) in root.items("directories")?.iter().enumerate() {
            if !same(directory.text("name")?, &self.directory) {
                continue;
            }
            for (object_place, object) in directory.items("objects")?.iter().enumerate() {
                if same(object.text("name")?, &self.name) {
                    return Ok(Some((place, object_place)));
                }
            }
        }
        Ok(None)
    }
}

fn same(name: Option<&str>, other: &str) -> bool {
    name.is_some_and(|name| name.eq_ignore_ascii_case(other))
}

/// The object mappings of people and of groups.
pub(super) struct Both {
    pub(super) users: Located,
    pub(super) groups: Option<Located>,
}

/// How many directories an error names.
const MOST_NAMED: usize = 8;

/// Finds them by what they map, whatever they are called.
pub(super) fn locate(root: &At<'_>, notes: &mut Vec<ImportNote>) -> Result<Both, ImportError> {
    let rules = root.items("synchronizationRules")?;
    if rules.is_empty() {
        return Err(ImportError::RulesMissing);
    }
    let entra = names_of_entra(root)?;
    let mut candidates = Vec::new();
    let mut sources = Vec::new();
    let mut any_outbound = false;
    for (rule_place, rule) in rules.iter().enumerate() {
        let directory = rule.text("sourceDirectoryName")?.unwrap_or_default();
        if !entra.contains(&directory.to_ascii_lowercase()) {
            sources.push(directory.to_owned());
            continue;
        }
        any_outbound = true;
        for (place, mapping) in rule.items("objectMappings")?.iter().enumerate() {
            candidates.push(Candidate::read(rule, rule_place, mapping, place)?);
        }
    }
    if !any_outbound {
        sources.sort_unstable();
        sources.dedup();
        sources.truncate(MOST_NAMED);
        return Err(ImportError::RulesNotOutbound { sources });
    }
    Ok(Both {
        users: best(&candidates, ObjectKind::User, notes).ok_or(ImportError::UserMappingMissing)?,
        groups: best(&candidates, ObjectKind::Group, notes),
    })
}

struct Candidate {
    located: Located,
    enabled: bool,
    priority: u32,
    place: String,
}

impl Candidate {
    fn read(rule: &At<'_>, rule_place: usize, mapping: &At<'_>, place: usize) -> Result<Self, ImportError> {
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Ok(Self {
            located: Located {
                rule: rule_place,
                mapping: place,
                source: Object {
                    directory: owned(rule.text("sourceDirectoryName")?),
                    name: owned(mapping.text("sourceObjectName")?),
                },
                target: Object {
                    directory: owned(rule.text("targetDirectoryName")?),
                    name: owned(mapping.text("targetObjectName")?),
                },
            },
            enabled: mapping.flag("enabled", true)?,
            priority: rule.count("priority")?,
            place: mapping.place.clone(),
        })
    }

    fn is_about(&self, kind: ObjectKind) -> bool {
        self.located.source.name.eq_ignore_ascii_case(name_of(kind)) && !self.leads_to(other(kind))
    }

    /// Whether the app's object is called so: `urn:ietf:params:scim:schemas:core:2.0:Group`.
    fn leads_to(&self, kind: ObjectKind) -> bool {
        let name = self.located.target.name.rsplit(':').next().unwrap_or_default();
        name.to_ascii_lowercase().contains(&name_of(kind).to_ascii_lowercase())
    }
}

/// What the directory calls its objects.
pub(super) fn name_of(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => "User",
        ObjectKind::Group => "Group",
    }
}

fn other(kind: ObjectKind) -> ObjectKind {
    match kind {
        ObjectKind::User => ObjectKind::Group,
        ObjectKind::Group => ObjectKind::User,
    }
}

/// The one that counts: enabled before disabled, an app's user before another object of it, then as Entra goes through the rules.
fn best(candidates: &[Candidate], kind: ObjectKind, notes: &mut Vec<ImportNote>) -> Option<Located> {
    let mut ours: Vec<&Candidate> = (candidates.iter())
        .filter(|candidate| candidate.is_about(kind))
        .collect();
    ours.sort_by_key(|candidate| (!candidate.enabled, !candidate.leads_to(kind), candidate.priority));
    let (used, left) = ours.split_first()?;
    if !left.is_empty() {
        notes.push(ImportNote::SeveralMappings {
            object: kind,
            used: used.place.clone(),
            left: left.iter().map(|candidate| candidate.place.clone()).collect(),
        });
    }
    Some(used.located.clone())
}

/// The names of Entra's directory, in lower case: those that it has had, and those of directories whose users have what its users have.
fn names_of_entra(root: &At<'_>) -> Result<HashSet<String>, ImportError> {
    const NAMES: [&str; 4] = [
        "azure active directory",
        "microsoft entra id",
        "microsoft entra",
        "entra id",
    ];
    let mut names: HashSet<String> = NAMES.map(str::to_owned).into();
    for directory in root.items("directories")? {
        for object in directory.items("objects")? {
            if same(object.text("name")?, name_of(ObjectKind::User)) && has_people(&object)? {
                names.extend(directory.text("name")?.map(str::to_ascii_lowercase));
            }
        }
    }
    Ok(names)
}

fn has_people(object: &At<'_>) -> Result<bool, ImportError> {
    let mut has = [
        ("objectId", false),
        ("userPrincipalName", false),
        ("IsSoftDeleted", false),
    ];
    for attribute in object.items("attributes")? {
        for (name, found) in &mut has {
            *found |= attribute.text("name")? == Some(*name);
        }
    }
    Ok(has.iter().all(|(_, found)| *found))
}
