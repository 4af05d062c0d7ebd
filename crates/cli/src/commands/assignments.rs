//! `assign`, `unassign` and `assignments`.

use std::io;

use scimdesk_desk::wire::{
    AppRole, AssignPrincipals, AssignmentRow, AssignmentsPage, Principal, PrincipalKind, UnassignPrincipals,
};

use crate::args::{AssignArgs, PrincipalArgs, UnassignArgs};
use crate::exit::Stop;
use crate::output::Table;
use crate::session::{Session, each_page};

/// Assigns people and groups.
pub(crate) async fn assign(session: &Session, args: AssignArgs) -> Result<(), Stop> {
    let tenant = session.tenant(&args.principals.name).await?;
    let principals = principals(args.principals);
    let count = principals.len();
    let role = args.role.map(|value| AppRole {
        id: None,
        display_name: Some(value.clone()),
        value: Some(value),
    });
    let word = role
        .as_ref()
        .and_then(|role| role.value.clone())
        .unwrap_or_else(|| "Default Access".to_owned());
    let request = AssignPrincipals {
        tenant: tenant.id,
        principals,
        role,
    };
    session.desk.assign(request).await?;
    Ok(session
        .output
        .line(&format!("{count} assigned to {} with {word}.", tenant.name))?)
}

/// Takes assignments away.
pub(crate) async fn unassign(session: &Session, args: UnassignArgs) -> Result<(), Stop> {
    let tenant = session.tenant(&args.principals.name).await?;
    let principals = principals(args.principals);
    let count = principals.len();
    let request = UnassignPrincipals {
        tenant: tenant.id,
        principals,
    };
    session.desk.unassign(request).await?;
    Ok(session
        .output
        .line(&format!("{count} no longer assigned to {}.", tenant.name))?)
}

/// Lists who is assigned.
pub(crate) async fn list(session: &Session, name: &str, search: Option<String>) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    let search = search.unwrap_or_default();
    let mut table = Table::new(["NAME", "KIND", "ROLE", "PEOPLE", "ID"]);
    let ask = async |window| {
        let request = AssignmentsPage {
            tenant: tenant.id.clone(),
            search: search.clone(),
            window,
        };
        session.desk.assignments_page(request).await
    };
    each_page(ask, |page| {
        if output.json {
            for row in &page.rows {
                output.object(row)?;
            }
        } else if page.total == 0 {
            output.say("Nobody is assigned.");
        } else {
            let rows: Vec<_> = page.rows.iter().map(row).collect();
            table.print(&mut io::stdout().lock(), &rows)?;
        }
        Ok(())
    })
    .await
}

fn principals(args: PrincipalArgs) -> Vec<Principal> {
    let of = |kind: PrincipalKind| move |id: String| Principal { kind, id };
    let people = args.people.into_iter().map(of(PrincipalKind::Person));
    people
        .chain(args.group.into_iter().map(of(PrincipalKind::Group)))
        .collect()
}

fn row(row: &AssignmentRow) -> [String; 5] {
    let role = row
        .role
        .as_ref()
        .and_then(|role| role.display_name.as_ref().or(role.value.as_ref()).or(role.id.as_ref()));
    [
        row.name
            .clone()
            .unwrap_or_else(|| "(no longer in the directory)".to_owned()),
        match row.principal.kind {
            PrincipalKind::Person => "person".to_owned(),
            PrincipalKind::Group => "group".to_owned(),
        },
        role.cloned().unwrap_or_else(|| "Default Access".to_owned()),
        row.people.map(|people| people.to_string()).unwrap_or_default(),
        row.principal.id.clone(),
    ]
}
