use serde::{Deserialize, Serialize};

use super::{AttributeDefinition, AttributeMapping, FilterGroup};

/// Everything that a version of a tenant's mappings holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Mappings {
    /// People to accounts.
    pub users: ObjectMapping,
    /// The directory's groups to the app's.
    pub groups: ObjectMapping,
    /// Who is provisioned by assignment.
    #[serde(default)]
    pub assignment: AssignmentRules,
    /// In which form changes are sent.
    #[serde(default)]
    pub requests: RequestProfile,
}

impl Mappings {
    /// The mapping of one type of object.
    pub fn of(&self, kind: ObjectKind) -> &ObjectMapping {
        match kind {
            ObjectKind::User => &self.users,
            ObjectKind::Group => &self.groups,
        }
    }

    /// The mapping of one type of object, to be changed.
    pub fn of_mut(&mut self, kind: ObjectKind) -> &mut ObjectMapping {
        match kind {
            ObjectKind::User => &mut self.users,
            ObjectKind::Group => &mut self.groups,
        }
    }
}

/// The two types of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// People and accounts.
    User,
    /// Groups.
    Group,
}

impl ObjectKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];
}

/// How one type of object is provisioned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct ObjectMapping {
    /// For people: `Provision Microsoft Entra ID Users`.
    pub name: String,
    /// Whether this type is provisioned. People always are.
    pub enabled: bool,
    /// What may be done at the app.
    pub actions: Actions,
    /// In the admin's order.
    pub mappings: Vec<AttributeMapping>,
    /// The scoping filters: one of them must let an object in. None at all let everybody in.
    pub scope: Vec<FilterGroup>,
    /// What the directory's objects have.
    pub source: Vec<AttributeDefinition>,
    /// What the app's objects have.
    pub target: Vec<AttributeDefinition>,
}

impl ObjectMapping {
    /// The definition of a target attribute, whatever the letter case.
    pub fn target_definition(&self, name: &str) -> Option<&AttributeDefinition> {
        self.target
            .iter()
            .find(|definition| definition.name.eq_ignore_ascii_case(name))
    }

    /// The definition of a source attribute. Letter case counts.
    pub fn source_definition(&self, name: &str) -> Option<&AttributeDefinition> {
        self.source.iter().find(|definition| definition.name == name)
    }

    /// The mappings by which an existing object is found, the first to try first.
    pub fn matching(&self) -> Vec<&AttributeMapping> {
        let mut matching: Vec<_> = self
            .mappings
            .iter()
            .filter(|mapping| mapping.matching.is_some())
            .collect();
        matching.sort_by_key(|mapping| mapping.matching);
        matching
    }
}

/// What may be done at the app: Entra's target object actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Actions {
    /// Objects are made. Without it existing ones are still found and changed.
    pub create: bool,
    /// Objects are changed; switching off is a change.
    pub update: bool,
    /// Objects are deleted.
    pub delete: bool,
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            create: true,
            update: true,
            delete: true,
        }
    }
}

/// Who is provisioned by assignment, before the scoping filters are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct AssignmentRules {
    /// Everybody, or who is assigned.
    pub who: Who,
    /// Whether an assigned group assigns the members of the groups in it too. Entra: never.
    pub nested_groups: bool,
    /// Whether an assignment with the role *Default Access* counts for nothing, as it did in Entra until July 2020.
    pub exclude_default_access: bool,
}

/// Everybody, or who is assigned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Only assigned people and groups, and the members of assigned groups.
    #[default]
    Assigned,
    /// Everybody in the directory.
    All,
}

/// In which form changes are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RequestProfile {
    /// As RFC 7644 has it: lower-case operations, real booleans, a path on every operation.
    #[default]
    #[serde(rename = "rfc7644")]
    Rfc7644,
    /// As Entra sends by default: capitalised operations, every scalar as text, members removed by value.
    EntraDefault,
    /// As Entra sends with the flag `aadOptscim062020`.
    #[serde(rename = "entra_062020")]
    Entra062020,
}
