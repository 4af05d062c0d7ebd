//! Mappings, problems and differences as lines for people.

use std::io;

use scimdesk_desk::wire::{
    Apply, AttributeMapping, MappingDifference, MappingProblem, MappingSource, MappingVersionId, ObjectKind,
    ObjectMapping, ProblemPlace, RequestProfile, ScopeFilters, Severity, Tenant, TenantId, WhenEmpty, Who,
};

use crate::exit::Stop;
use crate::output::Table;
use crate::session::Session;

/// Prints the mappings of a tenant: the newest, a version, or (0) the app's defaults.
pub(super) async fn run(session: &Session, tenant: &Tenant, version: Option<u32>) -> Result<(), Stop> {
    let output = session.output;
    let mut shown = session
        .desk
        .mappings_get(TenantId {
            tenant: tenant.id.clone(),
        })
        .await?;
    if let Some(version) = version {
        let request = MappingVersionId {
            tenant: tenant.id.clone(),
            version: (version != 0).then_some(version),
        };
        shown.mappings = session.desk.mappings_version(request).await?;
        let versions = session
            .desk
            .mappings_versions(TenantId {
                tenant: tenant.id.clone(),
            })
            .await?;
        shown.version = versions.into_iter().find(|saved| saved.number == version);
        shown.problems = session
            .desk
            .mappings_check(scimdesk_desk::wire::DraftMappings {
                tenant: tenant.id.clone(),
                mappings: shown.mappings.clone(),
            })
            .await?;
    }
    output.document(&shown)?;
    output.line(&match &shown.version {
        Some(version) => format!(
            "Version {} · {} · {:.0}{}",
            version.number,
            version.author,
            version.at,
            if version.note.is_empty() {
                String::new()
            } else {
                format!(" · {}", version.note)
            }
        ),
        None => format!("The defaults of {}", tenant.app_name),
    })?;
    for note in &shown.notes {
        output.line(note)?;
    }
    let mappings = &shown.mappings;
    output.line(&format!(
        "Provisioned: {}{}{}. Requests: {}.",
        match mappings.assignment.who {
            Who::Assigned => "who is assigned",
            Who::All => "everybody in the directory",
        },
        if mappings.assignment.nested_groups {
            ", through groups in groups too"
        } else {
            ""
        },
        if mappings.assignment.exclude_default_access {
            ", Default Access left out"
        } else {
            ""
        },
        match mappings.requests {
            RequestProfile::Rfc7644 => "RFC 7644",
            RequestProfile::EntraDefault => "as Entra sends by default",
            RequestProfile::Entra062020 => "as Entra sends with aadOptscim062020",
        }
    ))?;
    for kind in ObjectKind::ALL {
        object(session, kind, mappings.of(kind)).await?;
    }
    for found in &shown.problems {
        output.line(&problem(found))?;
    }
    Ok(())
}

async fn object(session: &Session, kind: ObjectKind, object: &ObjectMapping) -> Result<(), Stop> {
    let output = session.output;
    if output.json {
        return Ok(());
    }
    let actions: Vec<&str> = [
        (object.actions.create, "create"),
        (object.actions.update, "update"),
        (object.actions.delete, "delete"),
    ]
    .into_iter()
    .filter_map(|(on, word)| on.then_some(word))
    .collect();
    output.line("")?;
    output.line(&format!(
        "{}: {} ({})",
        kind_word(kind),
        if object.enabled { "on" } else { "off" },
        if actions.is_empty() {
            "nothing is sent".to_owned()
        } else {
            actions.join(", ")
        }
    ))?;
    if !object.scope.is_empty() {
        let filters = ScopeFilters {
            filters: object.scope.clone(),
        };
        for line in session.desk.scope_print(filters).await?.text.lines() {
            output.line(&format!("  in scope: {line}"))?;
        }
    }
    let rows: Vec<_> = object.mappings.iter().map(row).collect();
    if !rows.is_empty() {
        let mut table = Table::new(["TARGET", "SOURCE", "MATCH", "APPLIED", "WHEN EMPTY"]);
        table.print(&mut io::stdout().lock(), &rows)?;
    }
    Ok(())
}

fn row(mapping: &AttributeMapping) -> [String; 5] {
    [
        mapping.target.clone(),
        match &mapping.source {
            MappingSource::Direct { attribute } => format!("[{attribute}]"),
            MappingSource::Constant { value } => format!("\"{value}\""),
            MappingSource::Expression { text } => text.clone(),
            MappingSource::None => "nothing".to_owned(),
        },
        mapping
            .matching
            .map(|precedence| precedence.to_string())
            .unwrap_or_default(),
        match mapping.apply {
            Apply::Always => "always",
            Apply::OnCreate => "on creation",
            Apply::WhenTargetEmpty => "where the account has none",
            Apply::AddValues | Apply::AddValue => "values are added",
        }
        .to_owned(),
        match (mapping.when_empty, &mapping.default_value) {
            (WhenEmpty::Keep, None) => "keep".to_owned(),
            (WhenEmpty::Keep, Some(value)) => format!("keep; \"{value}\" on creation"),
            (WhenEmpty::Clear, None) => "clear".to_owned(),
            (WhenEmpty::Clear, Some(value)) => format!("clear; \"{value}\" on creation"),
            (WhenEmpty::Default, value) => format!("\"{}\"", value.as_deref().unwrap_or_default()),
        },
    ]
}

fn kind_word(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::User => "Users",
        ObjectKind::Group => "Groups",
    }
}

/// A problem on one line: how bad, where, what, and what to do.
pub(super) fn problem(problem: &MappingProblem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let object = problem
        .object
        .map(|kind| format!(" {}", kind_word(kind).to_lowercase()))
        .unwrap_or_default();
    let place = match &problem.place {
        ProblemPlace::Whole => String::new(),
        ProblemPlace::Mapping { index, field } => format!(" mapping {} ({field})", index + 1),
        ProblemPlace::Filter { group, clause: None } => format!(" filter {}", group + 1),
        ProblemPlace::Filter {
            group,
            clause: Some(clause),
        } => format!(" filter {}, clause {}", group + 1, clause + 1),
        ProblemPlace::SourceAttribute { name } | ProblemPlace::TargetAttribute { name } => format!(" {name}"),
    };
    let at = problem
        .offset
        .map(|offset| format!(", character {}", offset + 1))
        .unwrap_or_default();
    let place = match format!("{object}{place}{at}") {
        place if place.is_empty() => place,
        place => format!("{place}:"),
    };
    let next = problem.next.as_ref().map(|next| format!(" {next}")).unwrap_or_default();
    format!("{severity}:{place} {}{next} [{}]", problem.message, problem.code)
}

/// A difference on one line.
pub(super) fn difference(difference: &MappingDifference) -> String {
    let object = difference
        .object
        .map(|kind| format!("{}: ", kind_word(kind)))
        .unwrap_or_default();
    let field = if difference.field.is_empty() {
        String::new()
    } else {
        format!(" · {}", difference.field)
    };
    let (sign, value) = match (&difference.from, &difference.to) {
        (None, Some(to)) => ("+", to.clone()),
        (Some(from), None) => ("−", from.clone()),
        (Some(from), Some(to)) => ("~", format!("{from} → {to}")),
        (None, None) => ("~", String::new()),
    };
    // A filter as text ends with its line.
    let value = value.trim_end();
    format!("{sign} {object}{}{field}: {value}", difference.name)
}
