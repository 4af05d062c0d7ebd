//! Who is assigned to an app.

use scimdesk_store::{self as store, Kind};

use super::{directories, find};
use crate::{
    Desk,
    lists::MOST,
    tenants,
    wire::{
        AppRole, AssignPrincipals, AssignmentRow, AssignmentsPage, DeskError, DeskEvent, LostAssignments, Page,
        Principal, PrincipalKind, TenantId, UnassignPrincipals,
    },
};

/// The id of *Default Access*, which is no role of the app's own.
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

impl Desk {
    /// How many of a tenant's assignments name somebody that its directory does not have: another directory, or other people, may know
    /// the same person by another id.
    pub async fn assignments_lost(&self, request: TenantId) -> Result<LostAssignments, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let all = opened.store(move |store| store.assignments(&tenant)).await?;
        let lost = all.iter().filter(|assignment| assignment.name.is_none()).count();
        Ok(LostAssignments {
            lost: lost as u64,
            all: all.len() as u64,
        })
    }

    /// Rows of a tenant's assignments.
    pub async fn assignments_page(&self, request: AssignmentsPage) -> Result<Page<AssignmentRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        opened
            .store(move |store| {
                let directory = store.tenant_directory(&tenant)?;
                let wanted = request.search.trim().to_lowercase();
                let mut all: Vec<(String, store::Assignment)> = store
                    .assignments(&tenant)?
                    .into_iter()
                    .map(|row| (row.name.as_ref().unwrap_or(&row.principal).to_lowercase(), row))
                    .filter(|(name, row)| name.contains(&wanted) || row.principal.to_lowercase().contains(&wanted))
                    .collect();
                all.sort_by(|(a, _), (b, _)| a.cmp(b));
                let total = all.len() as u64;
                let offset = usize::try_from(request.window.offset).unwrap_or(usize::MAX);
                let limit = request.window.limit.min(MOST) as usize;
                let window = all.into_iter().skip(offset).take(limit);
                let rows = window.map(|(_, row)| {
                    let people = match (&directory, row.kind, &row.name) {
                        (Some(directory), Kind::Group, Some(_)) => {
                            Some(store.people_in_group(directory, &row.principal)?)
                        }
                        _ => None,
                    };
                    Ok(told(row, people))
                });
                Ok(Page {
                    rows: rows.collect::<Result<_, store::StoreError>>()?,
                    total,
                    counting: false,
                    offset: request.window.offset,
                    // It is read whole each time.
                    revision: total,
                })
            })
            .await
    }

    /// Assign people and groups to a tenant's app.
    pub async fn assign(&self, request: AssignPrincipals) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let directory = directories::of_tenant(&opened, &request.tenant).await?.id;
        let mut principals = Vec::with_capacity(request.principals.len());
        for principal in &request.principals {
            // Ids alone are unambiguous here, but a name that is typed is as good.
            let row = find::principal(&opened, &directory, principal.kind, &principal.id).await?;
            principals.push((kind(principal.kind), row.id));
        }
        let role = request.role.filter(|role| !is_default(role));
        let role = role.and_then(|role| serde_json::to_string(&role).ok());
        let tenant = request.tenant.clone();
        opened
            .store(move |store| store.assign(&tenant, principals, role))
            .await?;
        self.sound(DeskEvent::MappingsChanged { tenant: request.tenant });
        Ok(())
    }

    /// Take assignments away. Who is not assigned stays so.
    pub async fn unassign(&self, request: UnassignPrincipals) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let of = tenant.clone();
        let assigned = opened.store(move |store| store.assignments(&of)).await?;
        let mut principals = Vec::with_capacity(request.principals.len());
        for principal in request.principals {
            let of = kind(principal.kind);
            let is_assigned = |row: &store::Assignment| row.kind == of && row.principal == principal.id;
            if assigned.iter().any(is_assigned) {
                // Whether the directory still has them or not.
                principals.push((of, principal.id));
            } else {
                let directory = directories::of_tenant(&opened, &tenant).await?.id;
                let row = find::principal(&opened, &directory, principal.kind, &principal.id).await?;
                principals.push((of, row.id));
            }
        }
        let of = tenant.clone();
        opened.store(move |store| store.unassign(&of, principals)).await?;
        self.sound(DeskEvent::MappingsChanged { tenant });
        Ok(())
    }
}

fn kind(kind: PrincipalKind) -> Kind {
    match kind {
        PrincipalKind::Person => Kind::User,
        PrincipalKind::Group => Kind::Group,
    }
}

fn is_default(role: &AppRole) -> bool {
    role.id.as_deref() == Some(DEFAULT_ACCESS)
        || (role.id.is_none() && role.value.is_none() && role.display_name.is_none())
}

fn told(row: store::Assignment, people: Option<u64>) -> AssignmentRow {
    AssignmentRow {
        principal: Principal {
            kind: match row.kind {
                Kind::User => PrincipalKind::Person,
                Kind::Group => PrincipalKind::Group,
            },
            id: row.principal,
        },
        name: row.name,
        role: row.role.and_then(|role| serde_json::from_str(&role).ok()),
        people,
    }
}
