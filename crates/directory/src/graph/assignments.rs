//! Who is assigned to an application: the app role assignments of its service principal.
//!
//! Source: <https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto>.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{client::Client, delta, permissions::Permission};
use crate::{
    roster::Member,
    source::{SourceAssignment, SourceError},
};

/// A service principal.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Application {
    pub(super) id: String,
    #[serde(default)]
    pub(super) display_name: String,
    #[serde(default)]
    app_roles: Vec<AppRole>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppRole {
    id: String,
    value: Option<String>,
    display_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assigned {
    app_role_id: String,
    principal_id: String,
    principal_type: String,
}

/// The service principal by its object id, or by the id of its application, which stands next to it in the admin center.
pub(super) async fn application(
    client: &Client,
    id: &str,
    cancel: &CancellationToken,
) -> Result<Application, SourceError> {
    for path in [
        format!("/servicePrincipals/{id}"),
        format!("/servicePrincipals(appId='{id}')"),
    ] {
        let url = client.url(&path, &[("$select", "id,displayName,appRoles")])?;
        if let Some(found) = client.get(&url, Permission::Applications, cancel).await? {
            return parse(found);
        }
    }
    Err(SourceError::NoBase {
        base: id.to_owned(),
        matched: None,
    })
}

pub(super) async fn read_of(
    client: &Client,
    application: &Application,
    cancel: &CancellationToken,
) -> Result<Vec<SourceAssignment>, SourceError> {
    let path = format!("/servicePrincipals/{}/appRoleAssignedTo", application.id);
    let url = client.url(&path, &[("$top", "999")])?;
    let Some(list) = delta::list(client, url, Permission::Applications, cancel).await? else {
        return Err(SourceError::NoBase {
            base: application.id.clone(),
            matched: None,
        });
    };
    let roles: HashMap<&str, &AppRole> = application
        .app_roles
        .iter()
        .map(|role| (role.id.as_str(), role))
        .collect();
    let mut assignments = Vec::with_capacity(list.len());
    for assigned in list {
        let assigned: Assigned = parse(assigned)?;
        let principal = match assigned.principal_type.as_str() {
            "User" => Member::Person(assigned.principal_id),
            "Group" => Member::Group(assigned.principal_id),
            // Other applications may be assigned too; they are nobody's account.
            _ => continue,
        };
        let role = roles.get(assigned.app_role_id.as_str());
        assignments.push(SourceAssignment {
            principal,
            role_value: role.and_then(|role| role.value.clone()),
            role_name: role.and_then(|role| role.display_name.clone()),
            role: assigned.app_role_id,
        });
    }
    Ok(assignments)
}

pub(super) async fn read(
    client: &Client,
    id: &str,
    cancel: &CancellationToken,
) -> Result<Vec<SourceAssignment>, SourceError> {
    let application = application(client, id, cancel).await?;
    read_of(client, &application, cancel).await
}

fn parse<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, SourceError> {
    serde_json::from_value(value).map_err(|cause| SourceError::NotUnderstood {
        detail: cause.to_string(),
    })
}
