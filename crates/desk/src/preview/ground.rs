//! What previews are made from, as the cache has it: a tenant's directory, who is assigned, and the accounts.

use std::{collections::HashSet, sync::Arc};

use scimdesk_mapping::{
    expression::Role,
    model::{AssignmentRules, ObjectKind},
    scope::{self, AssignmentGraph, Principal},
};
use scimdesk_store::{Assignment, Kind, PersonRecord, Row, Store, StoreError};

use super::people::{CachedList, DirectoryGroups, DirectoryPeople, People, stale, with_members};
use crate::{
    desk::Opened,
    error::store_error,
    tenants::TenantRow,
    wire::{AccountsCompared, AppRole, Completeness, DeskError, ErrorCode},
    words::args,
};

/// Assignments of which the graph is kept.
const GRAPHS: usize = 4;

/// A tenant's directory in one state, and its assignments.
pub(crate) struct Ground {
    store: Store,
    tenant: String,
    directory: String,
    generation: i64,
    assignments: Vec<Assignment>,
}

/// Graphs made lately: an editor asks again and again about the same people.
#[derive(Default)]
pub(crate) struct Graphs(Vec<(GraphOf, Arc<AssignmentGraph>)>);

#[derive(PartialEq)]
struct GraphOf {
    directory: String,
    generation: i64,
    rules: AssignmentRules,
    assignments: Vec<Assignment>,
}

impl Ground {
    /// The tenant's directory as it is now. Blocks.
    pub(crate) fn new(store: &Store, tenant: &TenantRow) -> Result<Self, DeskError> {
        let failed = |error: StoreError| store_error(&error);
        let missing = || DeskError::with(ErrorCode::DirectoryMissing, args!(tenant = tenant.name.as_str()));
        let directory = store
            .tenant_directory(&tenant.id)
            .map_err(failed)?
            .ok_or_else(missing)?;
        let record = store.directory(&directory).map_err(failed)?.ok_or_else(missing)?;
        Ok(Self {
            assignments: store.assignments(&tenant.id).map_err(failed)?,
            store: store.clone(),
            tenant: tenant.id.clone(),
            directory,
            generation: record.generation,
        })
    }

    pub(crate) fn directory(&self) -> &str {
        &self.directory
    }

    pub(crate) fn generation(&self) -> i64 {
        self.generation
    }

    pub(crate) fn has_assigned_groups(&self) -> bool {
        self.assignments.iter().any(|assignment| assignment.kind == Kind::Group)
    }

    /// The people, or the groups with their members where these are asked for.
    pub(crate) fn people(
        &self,
        kind: ObjectKind,
        with_members: bool,
    ) -> Result<Box<dyn People + Send + Sync>, DeskError> {
        Ok(match kind {
            ObjectKind::User => Box::new(DirectoryPeople::new(&self.store, &self.directory, self.generation)?),
            ObjectKind::Group => Box::new(DirectoryGroups::new(&self.store, &self.directory, with_members)?),
        })
    }

    /// Who is assigned by these rules.
    pub(crate) fn graph(&self, opened: &Opened, rules: AssignmentRules) -> Result<Arc<AssignmentGraph>, DeskError> {
        let of = GraphOf {
            directory: self.directory.clone(),
            generation: self.generation,
            rules,
            assignments: self.assignments.clone(),
        };
        if let Some(graph) = opened.previews().graphs.get(&of) {
            return Ok(graph);
        }
        let graph = Arc::new(self.make_graph(rules)?);
        opened.previews().graphs.keep(of, Arc::clone(&graph));
        Ok(graph)
    }

    fn make_graph(&self, rules: AssignmentRules) -> Result<AssignmentGraph, DeskError> {
        let principal = |kind, id: &str| match kind {
            Kind::User => Principal::Person(id.to_owned()),
            Kind::Group => Principal::Group(id.to_owned()),
        };
        let assigned: HashSet<&str> = (self.assignments.iter())
            .filter(|assignment| assignment.kind == Kind::Group)
            .map(|assignment| assignment.principal.as_str())
            .collect();
        let mut memberships = Vec::new();
        if !assigned.is_empty() {
            let generation = self.store.memberships(&self.directory, |membership| {
                // Without groups in groups only the members of assigned groups matter.
                if rules.nested_groups || assigned.contains(membership.group) {
                    memberships.push(scope::Membership {
                        group: membership.group.to_owned(),
                        member: principal(membership.kind, membership.member),
                    });
                }
            });
            if generation.map_err(|error| store_error(&error))? != self.generation {
                return Err(stale());
            }
        }
        let assignments = (self.assignments.iter()).map(|assignment| scope::Assignment {
            principal: principal(assignment.kind, &assignment.principal),
            role: assignment.role.as_deref().map(role),
        });
        Ok(AssignmentGraph::new(rules, assignments, memberships))
    }

    /// The tenant's accounts or groups, and how complete that list is.
    pub(crate) fn accounts(&self, kind: ObjectKind) -> Result<(CachedList, AccountsCompared), DeskError> {
        let kind = store_kind(kind);
        let listing = self.store.listing(&self.tenant, kind);
        let compared = match listing.map_err(|error| store_error(&error))? {
            None => AccountsCompared {
                count: 0,
                completeness: Completeness::Unproven,
                evidence: crate::words::say!("preview-no-accounts"),
            },
            Some(listing) => AccountsCompared {
                count: listing.count,
                completeness: match listing.completeness {
                    scimdesk_store::Completeness::Proven => Completeness::Proven,
                    scimdesk_store::Completeness::Unproven => Completeness::Unproven,
                    scimdesk_store::Completeness::KnownPartial => Completeness::KnownPartial,
                },
                evidence: listing.evidence,
            },
        };
        Ok((
            CachedList::new(&self.store, &self.tenant, kind, compared.count)?,
            compared,
        ))
    }

    /// The one person or group that a text names.
    pub(crate) fn find(&self, kind: ObjectKind, text: &str) -> Result<PersonRecord, DeskError> {
        let found = match kind {
            ObjectKind::User => self.store.find_person(&self.directory, text, 2),
            ObjectKind::Group => self.store.find_group(&self.directory, text, 2),
        };
        let found: Vec<Row> = found.map_err(|error| store_error(&error))?;
        let code = match found.as_slice() {
            [one] => {
                let whole = match kind {
                    ObjectKind::User => self.store.person(&self.directory, &one.id),
                    ObjectKind::Group => self.store.directory_group(&self.directory, &one.id),
                };
                let whole = whole.map_err(|error| store_error(&error))?.ok_or_else(stale)?;
                let attributes = match kind {
                    ObjectKind::User => whole.raw,
                    ObjectKind::Group => with_members(&self.store, &self.directory, &whole.row.id, &whole.raw)?,
                };
                return Ok(PersonRecord {
                    position: 0,
                    id: whole.row.id,
                    name: whole.row.name,
                    attributes,
                });
            }
            [] => ErrorCode::PersonNotFound,
            _ => ErrorCode::PersonAmbiguous,
        };
        Err(DeskError::with(code, args!(detail = text.to_owned())))
    }

    /// The person, or the group with its members, with this id; `None` where the directory has none.
    pub(crate) fn whole(&self, kind: ObjectKind, id: &str) -> Result<Option<PersonRecord>, DeskError> {
        let mut found = self.by_id(kind, id)?;
        if let (ObjectKind::Group, Some(group)) = (kind, &mut found) {
            group.attributes = with_members(&self.store, &self.directory, id, &group.attributes)?;
        }
        Ok(found)
    }

    /// The person or group with this id, a group without its members; `None` where the directory has none.
    pub(crate) fn by_id(&self, kind: ObjectKind, id: &str) -> Result<Option<PersonRecord>, DeskError> {
        let found = match kind {
            ObjectKind::User => self.store.person(&self.directory, id),
            ObjectKind::Group => self.store.directory_group(&self.directory, id),
        };
        Ok(found.map_err(|error| store_error(&error))?.map(|whole| PersonRecord {
            position: 0,
            id: whole.row.id,
            name: whole.row.name,
            attributes: whole.raw,
        }))
    }

    /// Gives the names of groups, to be asked on a thread that may block.
    pub(crate) fn names(&self) -> GroupNames {
        GroupNames {
            store: self.store.clone(),
            directory: self.directory.clone(),
        }
    }
}

/// The names of a directory's groups.
pub(crate) struct GroupNames {
    store: Store,
    directory: String,
}

impl GroupNames {
    /// The name; the id where there is none.
    pub(crate) fn of(&self, id: &str) -> String {
        match self.store.directory_group(&self.directory, id) {
            Ok(Some(group)) => group.row.name,
            Ok(None) | Err(_) => id.to_owned(),
        }
    }
}

impl Graphs {
    fn get(&self, of: &GraphOf) -> Option<Arc<AssignmentGraph>> {
        let found = self.0.iter().find(|(known, _)| known == of);
        found.map(|(_, graph)| Arc::clone(graph))
    }

    fn keep(&mut self, of: GraphOf, graph: Arc<AssignmentGraph>) {
        self.0.retain(|(known, _)| *known != of);
        self.0.insert(0, (of, graph));
        self.0.truncate(GRAPHS);
    }
}

pub(crate) fn store_kind(kind: ObjectKind) -> Kind {
    match kind {
        ObjectKind::User => Kind::User,
        ObjectKind::Group => Kind::Group,
    }
}

/// The role of an assignment, as the cache keeps it.
fn role(text: &str) -> Role {
    let AppRole {
        id,
        value,
        display_name,
    } = serde_json::from_str(text).unwrap_or_else(|_| AppRole {
        id: None,
        value: Some(text.to_owned()),
        display_name: None,
    });
    Role {
        id,
        value,
        display_name,
    }
}
