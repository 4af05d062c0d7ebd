//! The test of a connection, in stages.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    assignments,
    attributes::{self, LeftOut, Selection},
    client::Client,
    permissions::Permission,
};
use crate::source::{SeenAttribute, SourceError, SourceReport, Stage, StageName, StageOutcome};

const STAGES: [StageName; 7] = [
    StageName::SignIn,
    StageName::Token,
    StageName::Permissions,
    StageName::People,
    StageName::Groups,
    StageName::Assignments,
    StageName::Attributes,
];

/// How many people are looked at for their attributes.
const SAMPLE: &str = "100";

pub(super) async fn run(client: &Client, selection: &Selection, progress: &(dyn Fn(&Stage) + Sync)) -> SourceReport {
    let mut report = SourceReport::default();
    let mut failed = false;
    for name in STAGES {
        let outcome = if failed {
            StageOutcome::NotReached
        } else {
            match stage(client, selection, name, &mut report).await {
                Ok(Some(seen)) => StageOutcome::Passed(seen),
                Ok(None) => StageOutcome::NotReached,
                Err(error) => {
                    failed = true;
                    StageOutcome::Failed(error)
                }
            }
        };
        let stage = Stage { name, outcome };
        progress(&stage);
        report.stages.push(stage);
    }
    report
}

/// What was seen; `None` where it is not asked for.
async fn stage(
    client: &Client,
    selection: &Selection,
    name: StageName,
    report: &mut SourceReport,
) -> Result<Option<String>, SourceError> {
    let cancel = &CancellationToken::new();
    let options = client.options();
    match name {
        StageName::SignIn => {
            client.sign_in(cancel).await?;
            Ok(Some(options.directory.clone()))
        }
        // What is allowed is the next stage: here only whether Graph takes the token at all.
        StageName::Token => match probe(client, Permission::Users, cancel).await {
            Ok(()) | Err(SourceError::Forbidden { .. }) => Ok(Some(options.endpoints.graph.clone())),
            Err(error) => Err(error),
        },
        StageName::Permissions => {
            let mut missing = Vec::new();
            for needed in options.needs() {
                match probe(client, needed, cancel).await {
                    Ok(()) => {}
                    Err(SourceError::Forbidden { .. }) => missing.push(needed.name()),
                    Err(error) => return Err(error),
                }
            }
            if missing.is_empty() {
                let needs: Vec<&str> = options.needs().map(Permission::name).collect();
                Ok(Some(needs.join(", ")))
            } else {
                Err(SourceError::Forbidden {
                    detail: missing.join(", "),
                })
            }
        }
        StageName::People => {
            let people = count(client, "users", Permission::Users, cancel).await?;
            if people == 0 {
                return Err(SourceError::Nobody {
                    filter: "users".to_owned(),
                });
            }
            report.people = Some(people);
            Ok(Some(people.to_string()))
        }
        StageName::Groups if options.groups => {
            let groups = count(client, "groups", Permission::Groups, cancel).await?;
            report.groups = Some(groups);
            Ok(Some(groups.to_string()))
        }
        StageName::Assignments => {
            let Some(id) = &options.service_principal else {
                return Ok(None);
            };
            let application = assignments::application(client, id, cancel).await?;
            let assignments = assignments::read_of(client, &application, cancel).await?;
            Ok(Some(format!("{} ({})", application.display_name, assignments.len())))
        }
        StageName::Attributes => {
            report.attributes = sample(client, selection, cancel).await?;
            Ok(Some(report.attributes.len().to_string()))
        }
        _ => Ok(None),
    }
}

/// Reads one object that needs the permission.
async fn probe(client: &Client, needs: Permission, cancel: &CancellationToken) -> Result<(), SourceError> {
    let path = match needs {
        Permission::Users => "/users",
        Permission::Groups => "/groups",
        Permission::Applications => "/servicePrincipals",
    };
    let url = client.url(path, &[("$select", "id"), ("$top", "1")])?;
    client.get(&url, needs, cancel).await.map(drop)
}

async fn count(
    client: &Client,
    collection: &str,
    needs: Permission,
    cancel: &CancellationToken,
) -> Result<u64, SourceError> {
    let url = client.url(&format!("/{collection}/$count"), &[])?;
    let count = client.get(&url, needs, cancel).await?;
    count
        .as_ref()
        .and_then(Value::as_u64)
        .ok_or_else(|| SourceError::NotUnderstood {
            detail: format!("the count of {collection} is no number"),
        })
}

/// Attributes of the first people, each with the first value there is.
async fn sample(
    client: &Client,
    selection: &Selection,
    cancel: &CancellationToken,
) -> Result<Vec<SeenAttribute>, SourceError> {
    let select = format!("id,{}", selection.users());
    let url = client.url(
        "/users",
        &[
            ("$select", &select),
            ("$expand", "manager($select=id)"),
            ("$top", SAMPLE),
        ],
    )?;
    let page = client.get(&url, Permission::Users, cancel).await?.unwrap_or_default();
    let users = page.get("value").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut seen: BTreeMap<String, SeenAttribute> = BTreeMap::new();
    for user in users {
        let Value::Object(user) = user else { continue };
        let mut names: Vec<String> = user.keys().cloned().collect();
        if let Some(Value::Object(extensions)) = user.get("onPremisesExtensionAttributes") {
            names.extend(extensions.keys().cloned());
        }
        let id = user.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let manager = user.get("manager").and_then(|manager| manager.get("id")).cloned();
        let mut attributes = attributes::read(&id, user, &mut LeftOut::default());
        if let Some(manager) = manager {
            attributes.insert("manager".to_owned(), manager);
        }
        for name in names {
            let attribute = attributes::attribute(&name).to_owned();
            if let Some(value) = attributes.get(&attribute) {
                let sample = match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Array(list) => list.first().map(|first| match first {
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    }),
                    other => Some(other.to_string()),
                };
                seen.entry(name.clone()).or_insert_with(|| SeenAttribute {
                    name,
                    attribute,
                    sample,
                });
            }
        }
    }
    Ok(seen.into_values().collect())
}
