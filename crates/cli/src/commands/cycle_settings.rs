//! `cycle --settings` and `cycle --set`: how a tenant is provisioned, by the names that its JSON has.

use std::io;

use scimdesk_desk::wire::{ErrorCode, ProvisioningSettings, SaveProvisioning, TenantId};
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};

use crate::exit::Stop;
use crate::output::Output;
use crate::session::{Session, bare_error, read_secret};

/// A URL that is a secret for many services, and must not be in a list of arguments.
const SECRET: &str = "notify.webhook";

/// Prints the settings.
pub(crate) async fn print(session: &Session, tenant: String) -> Result<(), Stop> {
    let settings = session.desk.provisioning_get(TenantId { tenant }).await?.settings;
    Ok(show(session.output, &settings)?)
}

/// Changes settings, all or none of them, and prints what holds now.
pub(crate) async fn set(session: &Session, tenant: String, changes: &[String]) -> Result<(), Stop> {
    let id = TenantId { tenant: tenant.clone() };
    let mut settings = session.desk.provisioning_get(id).await?.settings;
    for change in changes {
        let (field, value) = change.split_once('=').ok_or_else(|| {
            refused(
                &format!("\"{change}\" has no \"=\"."),
                "Write it as FIELD=VALUE: intervalMinutes=60",
            )
        })?;
        let typed = match (field, value) {
            (SECRET, "-") => Some(read_secret("URL of the webhook: ").await?.into_secret()),
            _ => None,
        };
        let value = typed.as_ref().map_or(value, |secret| secret.expose_secret());
        settings = changed(&settings, field, value, typed.is_some())?;
    }
    let saved = session
        .desk
        .provisioning_save(SaveProvisioning { tenant, settings })
        .await?;
    Ok(show(session.output, &saved.settings)?)
}

/// The settings with one field changed. The value is read as what the field has now: a number, a word, yes or no, a list.
fn changed(
    settings: &ProvisioningSettings,
    field: &str,
    value: &str,
    is_piped: bool,
) -> Result<ProvisioningSettings, Stop> {
    let known: Vec<String> = fields(settings).into_iter().map(|(name, _)| name).collect();
    let mut document = json(settings);
    let is_known = known.iter().any(|name| name == field);
    let Some(slot) = document.pointer_mut(&pointer(field)).filter(|_| is_known) else {
        return Err(refused(
            &format!("There is no setting \"{field}\"."),
            &format!("The settings are: {}", known.join(", ")),
        ));
    };
    if field == SECRET && !is_piped && value != "none" && slot.as_str() != Some(value) {
        return Err(refused(
            "The URL of a webhook is a secret for many services, and whoever lists the processes of this computer would see it.",
            &format!("Write {SECRET}=- and pipe the URL, or enter it when asked."),
        ));
    }
    let unusable = |why: &str| {
        let shown = if is_piped {
            "What was given"
        } else {
            &format!("\"{value}\"")
        };
        refused(
            &format!("{shown} cannot be {field}: {why}."),
            "`scimdesk cycle NAME --settings` shows what it is now; docs/provisioning.md says what it may be.",
        )
    };
    *slot = if is_piped {
        Value::from(value)
    } else {
        read(slot, value).map_err(unusable)?
    };
    serde_json::from_value(document).map_err(|problem| unusable(problem.to_string().trim_end_matches('.')))
}

fn read(now: &Value, text: &str) -> Result<Value, &'static str> {
    let number = || text.parse().ok().map(Value::Number);
    match now {
        Value::Array(_) if text == "none" => Ok(Value::Array(Vec::new())),
        Value::Array(_) => Ok(text.split(',').map(|each| Value::from(each.trim())).collect()),
        Value::Bool(_) => text.parse().map(Value::Bool).map_err(|_| "it is true or false"),
        _ if text == "none" => Ok(Value::Null),
        Value::Number(_) => number().ok_or("it is a number"),
        // What it is where it is something: a number or a text.
        Value::Null => Ok(number().unwrap_or_else(|| Value::from(text))),
        _ => Ok(Value::from(text)),
    }
}

fn show(output: Output, settings: &ProvisioningSettings) -> io::Result<()> {
    output.document(settings)?;
    let fields = fields(settings);
    let width = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, value) in fields {
        output.line(&format!("{name:width$}  {}", shown(&value)))?;
    }
    Ok(())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::from("none"),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.is_empty() => String::from("none"),
        Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Every setting by its name, `guard.count`, in the order of the settings.
fn fields(settings: &ProvisioningSettings) -> Vec<(String, Value)> {
    fn walk(of: &Map<String, Value>, before: &str, into: &mut Vec<(String, Value)>) {
        for (name, value) in of {
            match value {
                Value::Object(inner) => walk(inner, &format!("{before}{name}."), into),
                value => into.push((format!("{before}{name}"), value.clone())),
            }
        }
    }
    let mut all = Vec::new();
    if let Value::Object(document) = json(settings) {
        walk(&document, "", &mut all);
    }
    all
}

fn json(settings: &ProvisioningSettings) -> Value {
    // Numbers, words and lists of words: nothing that JSON lacks.
    serde_json::to_value(settings).unwrap_or_default()
}

fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

fn refused(message: &str, next: &str) -> Stop {
    Stop::from(bare_error(ErrorCode::BadInput, message, Some(next)))
}
