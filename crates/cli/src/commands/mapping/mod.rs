//! `mapping`: the mappings of a tenant, their versions and files.

mod file;
mod show;

use std::{
    io::{self, Write},
    path::Path,
};

use scimdesk_desk::wire::{
    CompareMappings, ErrorCode, ExportMappings, ImportMappings, ImportedMappings, MappingProblem, Mappings,
    MappingsRef, RestoreMappings, SaveMappings, Severity, Tenant, TenantId, TenantMappings,
};

use crate::args::MappingCommand;
use crate::exit::{Exit, Stop};
use crate::output::{agreed, somebody_can_answer};
use crate::session::{Session, bare_error};

/// Runs one of the commands about mappings.
pub(crate) async fn run(session: &Session, command: MappingCommand) -> Result<(), Stop> {
    match command {
        MappingCommand::Show { name, version } => {
            let tenant = session.tenant(&name).await?;
            show::run(session, &tenant, version).await
        }
        MappingCommand::Versions { name } => versions(session, &session.tenant(&name).await?).await,
        MappingCommand::Export {
            name,
            format,
            version,
            out,
        } => {
            let tenant = session.tenant(&name).await?;
            let request = ExportMappings {
                version: numbered(session, &tenant, version).await?,
                tenant: tenant.id,
                format: format.into(),
            };
            export(session, request, out.as_deref()).await
        }
        MappingCommand::Import { name, file, note, yes } => {
            let tenant = session.tenant(&name).await?;
            // Before the file is compared: a version that somebody saves from here on is noticed.
            let base = newest(session, &tenant).await?.version.map(|version| version.number);
            let imported = import(session, &tenant, &file).await?;
            let save = SaveMappings {
                tenant: tenant.id.clone(),
                mappings: imported.mappings.clone(),
                base,
                note,
                import: Some(imported.import.clone()),
            };
            self::save(session, &imported, save, yes).await
        }
        MappingCommand::Diff { name, from, to } => {
            let tenant = session.tenant(&name).await?;
            let from = named(session, &tenant, &from).await?;
            let (from, to) = match (from, to) {
                (from, Some(to)) => (from, named(session, &tenant, &to).await?),
                // A file alone is what would be saved next.
                (file @ MappingsRef::Draft { .. }, None) => (MappingsRef::Newest, file),
                (from, None) => (from, MappingsRef::Newest),
            };
            let request = CompareMappings {
                from,
                to,
                tenant: tenant.id,
            };
            let differences = session.desk.mappings_compare(request).await?;
            for difference in &differences {
                session.output.object(difference)?;
                session.output.line(&show::difference(difference))?;
            }
            if differences.is_empty() {
                session.output.say("Nothing is different.");
            }
            Ok(())
        }
        MappingCommand::Lint { name, file } => {
            let tenant = session.tenant(&name).await?;
            let problems = match file {
                Some(file) => import(session, &tenant, &file).await?.problems,
                None => newest(session, &tenant).await?.problems,
            };
            lint(session, &problems)
        }
        MappingCommand::Restore { name, version, note } => {
            let tenant = session.tenant(&name).await?;
            let base = newest(session, &tenant).await?.version.map(|version| version.number);
            let restored = session
                .desk
                .mappings_restore(RestoreMappings {
                    tenant: tenant.id,
                    version: (version != 0).then_some(version),
                    base,
                    note,
                })
                .await?;
            told_version(session, &restored)
        }
    }
}

/// Reads a file of mappings as a draft for a tenant.
pub(super) async fn import(session: &Session, tenant: &Tenant, file: &Path) -> Result<ImportedMappings, Stop> {
    let request = ImportMappings {
        tenant: tenant.id.clone(),
        text: file::read(file)?,
    };
    Ok(session.desk.mappings_import(request).await?)
}

/// Reads a file of mappings to look at what they give. What is an error is told, and ends the command: two mappings to one target, or
/// nothing to find accounts by, give results that say nothing.
pub(super) async fn draft(session: &Session, tenant: &Tenant, file: &Path) -> Result<Mappings, Stop> {
    let imported = import(session, tenant, file).await?;
    let errors = imported.problems.iter().filter(|problem| is_error(problem));
    for error in errors.clone() {
        session.output.say(&show::problem(error));
    }
    match errors.count() {
        0 => Ok(imported.mappings),
        _ => Err(Stop::from(bare_error(
            ErrorCode::MappingsInvalid,
            "These mappings cannot be used.",
            Some("Mend what is marked as an error."),
        ))),
    }
}

fn is_error(problem: &MappingProblem) -> bool {
    problem.severity == Severity::Error
}

async fn newest(session: &Session, tenant: &Tenant) -> Result<TenantMappings, Stop> {
    let request = TenantId {
        tenant: tenant.id.clone(),
    };
    Ok(session.desk.mappings_get(request).await?)
}

/// What `--version` names: 0 is the app's defaults, which a file of version `None` is only where nothing was saved.
async fn numbered(session: &Session, tenant: &Tenant, version: Option<u32>) -> Result<Option<u32>, Stop> {
    if version == Some(0) && newest(session, tenant).await?.version.is_some() {
        return Err(Stop::from(bare_error(
            ErrorCode::BadInput,
            "The app's defaults can be shown and compared, but only what is saved can be exported.",
            Some("Leave --version away for the newest version."),
        )));
    }
    Ok(version.filter(|version| *version != 0))
}

/// A version by its number, or a file.
async fn named(session: &Session, tenant: &Tenant, text: &str) -> Result<MappingsRef, Stop> {
    Ok(match text.parse() {
        Ok(0) => MappingsRef::Defaults,
        Ok(number) => MappingsRef::Version { number },
        Err(_) => MappingsRef::Draft {
            mappings: Box::new(import(session, tenant, Path::new(text)).await?.mappings),
        },
    })
}

async fn versions(session: &Session, tenant: &Tenant) -> Result<(), Stop> {
    let output = session.output;
    let request = TenantId {
        tenant: tenant.id.clone(),
    };
    let versions = session.desk.mappings_versions(request).await?;
    if versions.is_empty() {
        output.say("Nothing was saved yet: the app's defaults hold.");
    }
    let mut table = crate::output::Table::new(["VERSION", "WHEN", "WHO", "NOTE"]);
    let mut rows = Vec::new();
    for version in &versions {
        output.object(version)?;
        rows.push([
            version.number.to_string(),
            format!("{:.0}", version.at),
            version.author.clone(),
            version.note.clone(),
        ]);
    }
    if !output.json && !rows.is_empty() {
        table.print(&mut io::stdout().lock(), &rows)?;
    }
    Ok(())
}

async fn export(session: &Session, request: ExportMappings, out: Option<&Path>) -> Result<(), Stop> {
    let exported = session.desk.mappings_export(request).await?;
    for note in &exported.notes {
        session.output.say(note);
    }
    match out {
        Some(path) => {
            file::write_new(path, &exported.text)?;
            session.output.say(&format!("Written to {}.", path.display()));
        }
        None if session.output.json => session.output.document(&exported)?,
        // A file as it is, line by line: what stands in it is escaped as its form has it.
        None => io::stdout().lock().write_all(exported.text.as_bytes())?,
    }
    Ok(())
}

async fn save(session: &Session, imported: &ImportedMappings, save: SaveMappings, yes: bool) -> Result<(), Stop> {
    let output = session.output;
    for difference in &imported.differences {
        output.say(&format!("  {}", show::difference(difference)));
    }
    for problem in &imported.problems {
        output.say(&show::problem(problem));
    }
    if imported.differences.is_empty() {
        if save.base.is_some() {
            output.say("The file holds what is saved already. Nothing was saved.");
            return Ok(());
        }
        output.say("The file holds the app's defaults.");
    }
    // The desk refuses these; nobody needs to be asked first.
    let broken = imported.problems.iter().any(is_error);
    if !broken && !yes {
        confirm(session, imported.differences.len())?;
    }
    told_version(session, &session.desk.mappings_save(save).await?)
}

fn confirm(session: &Session, differences: usize) -> Result<(), Stop> {
    if !somebody_can_answer() {
        return Err(Stop::from(bare_error(
            ErrorCode::ReviewNeeded,
            "Nothing was saved: somebody has to agree to the differences.",
            Some("Read the lines above, then run the command again with --yes."),
        )));
    }
    let differences = counted(differences, "difference");
    let question = format!("Save {differences} as a new version?");
    if agreed(&question)? {
        return Ok(());
    }
    session.output.say("Nothing was saved.");
    Err(Stop::Told(Exit::Safety))
}

fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

fn told_version(session: &Session, saved: &TenantMappings) -> Result<(), Stop> {
    if let Some(version) = &saved.version {
        session.output.document(version)?;
        session.output.line(&format!("Saved as version {}.", version.number))?;
    }
    Ok(())
}

fn lint(session: &Session, problems: &[MappingProblem]) -> Result<(), Stop> {
    let output = session.output;
    for problem in problems {
        output.object(problem)?;
        output.line(&show::problem(problem))?;
    }
    let errors = problems.iter().filter(|problem| is_error(problem)).count();
    match (errors, problems.is_empty()) {
        (_, true) => output.say("Nothing is wrong."),
        (0, _) => {
            let warnings = problems
                .iter()
                .filter(|problem| problem.severity == Severity::Warning)
                .count();
            match warnings {
                0 => output.say("No errors."),
                warnings => output.say(&format!("No errors, {}.", counted(warnings, "warning"))),
            }
        }
        (errors, _) => {
            let errors = counted(errors, "error");
            output.say(&format!("{errors}: these mappings cannot be saved."));
            return Err(Stop::Told(Exit::Usage));
        }
    }
    Ok(())
}
