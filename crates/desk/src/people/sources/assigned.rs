//! App role assignments of the directory itself, as the assignments of the tenant that takes its people from it.

use std::collections::HashMap;

use scimdesk_directory::{Member, source::SourceAssignment};
use scimdesk_store::{Kind, Store, StoreError};

use super::connect;
use crate::{
    desk::Opened,
    wire::{AppRole, DeskError, DirectorySource, ErrorCode},
    words::args,
};

/// What is odd about them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Assigned {
    /// People and groups who have several roles; one is kept, the first by name.
    pub(super) several_roles: u64,
    /// Tenants that take their people from this directory, where they are several: then no assignment was touched.
    pub(super) several_tenants: u64,
}

/// Who is assigned, with the role as the cache keeps it.
type Principals = HashMap<(Kind, String), Option<String>>;

/// Makes the assignments of the one tenant of a directory those that the directory says.
///
/// They are those of one application. Where several tenants take their people from the directory, nothing tells whose they
/// are, and nobody may get an account of another app by them.
pub(super) fn keep(store: &Store, directory: &str, assignments: &[SourceAssignment]) -> Result<Assigned, StoreError> {
    let mut tenants = Vec::new();
    for tenant in store.tenants()? {
        if store.tenant_directory(&tenant.id)?.as_deref() == Some(directory) {
            tenants.push(tenant.id);
        }
    }
    let tenant = match tenants.as_slice() {
        [] => None,
        [tenant] => Some(tenant.as_str()),
        several => {
            return Ok(Assigned {
                several_tenants: several.len() as u64,
                ..Assigned::default()
            });
        }
    };
    let (wanted, several_roles) = wanted(assignments);
    if let Some(tenant) = tenant {
        replace(store, tenant, &wanted)?;
    }
    Ok(Assigned {
        several_roles,
        ..Assigned::default()
    })
}

/// Refuses that a tenant takes its people from a directory that has the assignments of another tenant's app: nobody would be
/// assigned or unassigned any more.
pub(crate) async fn of_one_app(opened: &Opened, directory: &str, tenant: &str) -> Result<(), DeskError> {
    let (id, tenant) = (directory.to_owned(), tenant.to_owned());
    let found = opened
        .store(move |store| {
            let source = store.directory_source(&id)?;
            if !source
                .as_ref()
                .and_then(connect::source_of)
                .is_some_and(|source| has_assignments(&source))
            {
                return Ok(None);
            }
            let mut others = Vec::new();
            for other in store.tenants()? {
                if other.id != tenant && store.tenant_directory(&other.id)?.as_deref() == Some(id.as_str()) {
                    others.push(other.name);
                }
            }
            let name = store.directory(&id)?.map(|record| record.name).unwrap_or_default();
            Ok((!others.is_empty()).then_some((name, others)))
        })
        .await?;
    match found {
        None => Ok(()),
        Some((name, others)) => Err(DeskError::with(
            ErrorCode::DirectoryOfOneApp,
            args!(detail = name, tenants = others.join(", ")),
        )),
    }
}

fn has_assignments(source: &DirectorySource) -> bool {
    match source {
        DirectorySource::EntraId(source) => {
            (source.service_principal.as_deref()).is_some_and(|id| !id.trim().is_empty())
        }
        DirectorySource::Ldap(_) | DirectorySource::File(_) | DirectorySource::Tenant { .. } => false,
    }
}

fn replace(store: &Store, tenant: &str, wanted: &Principals) -> Result<(), StoreError> {
    let before: Principals = store
        .assignments(tenant)?
        .into_iter()
        .map(|row| ((row.kind, row.principal), row.role))
        .collect();
    if before == *wanted {
        return Ok(());
    }
    let mut by_role: HashMap<&Option<String>, Vec<(Kind, String)>> = HashMap::new();
    for (principal, role) in wanted
        .iter()
        .filter(|(principal, role)| before.get(*principal) != Some(*role))
    {
        by_role.entry(role).or_default().push(principal.clone());
    }
    for (role, principals) in by_role {
        store.assign(tenant, principals, role.clone())?;
    }
    let gone = before.keys().filter(|principal| !wanted.contains_key(*principal));
    store.unassign(tenant, gone.cloned().collect()).map(drop)
}

/// One role for each principal, as the cache keeps it, and how many have several.
fn wanted(assignments: &[SourceAssignment]) -> (Principals, u64) {
    let mut roles: HashMap<(Kind, String), Vec<&SourceAssignment>> = HashMap::new();
    for assignment in assignments {
        let principal = match &assignment.principal {
            Member::Person(id) => (Kind::User, id.clone()),
            Member::Group(id) => (Kind::Group, id.clone()),
        };
        roles.entry(principal).or_default().push(assignment);
    }
    let several = roles.values().filter(|roles| roles.len() > 1).count() as u64;
    let one = roles.into_iter().map(|(principal, mut roles)| {
        roles.sort_by_key(|role| (role.role_name.as_deref(), role.role.as_str()));
        // No name stands for default access, which any named role is more than.
        let named = roles
            .iter()
            .find(|role| role.role_value.is_some() || role.role_name.is_some());
        let role = named.and_then(|role| {
            let role = AppRole {
                id: Some(role.role.clone()),
                value: role.role_value.clone(),
                display_name: role.role_name.clone(),
            };
            serde_json::to_string(&role).ok()
        });
        (principal, role)
    });
    (one.collect(), several)
}
