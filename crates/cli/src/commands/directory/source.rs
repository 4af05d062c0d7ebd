//! `directory add | test | refresh`.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
};

use scimdesk_desk::wire::{
    AbsentMeans, ConnectDirectory, DirectoryId, DirectorySource, DirectoryStage, EntraCloud, EntraIdSource,
    EntraSignIn, ErrorCode, FileSource, JobEnd, JobId, LdapSource, LdapWatermark, RefreshDirectory, SecretText,
    TestDirectory,
};

use crate::{
    args::{AddDirectoryArgs, CloudArg, SignInArg},
    commands::tenant::completeness_word,
    exit::{Exit, Stop, exit_of},
    session::{Session, bare_error, read_secret},
};

/// Says where a directory is read from.
pub(super) async fn add(session: &Session, add: AddDirectoryArgs) -> Result<(), Stop> {
    let output = session.output;
    let before = session.find_directory(&add.name).await?;
    let source = source(session, &add).await?;
    let secret = secret(session, &source, before.as_ref().map(|before| before.id.as_str())).await?;
    let connection = session
        .desk
        .directory_connect(ConnectDirectory {
            directory: before.map(|before| before.id),
            name: add.name,
            source,
            secret,
        })
        .await?;
    output.line(&format!(
        "Saved {}. Next: scimdesk directory test {}",
        connection.name, connection.name
    ))?;
    Ok(output.document(&connection)?)
}

async fn source(session: &Session, add: &AddDirectoryArgs) -> Result<DirectorySource, Stop> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    if let Some(url) = &add.ldap {
        return Ok(DirectorySource::Ldap(LdapSource {
            url: url.clone(),
            start_tls: add.start_tls,
            extra_ca: add.ca.as_deref().map(authority).transpose()?,
            bind_dn: text(&add.bind),
            base: text(&add.base),
            people_filter: text(&add.people),
            groups_filter: text(&add.groups),
            id_attribute: text(&add.id),
            // A column becomes an attribute; an attribute is taken from LDAP's.
            attributes: add.map.iter().map(|(from, to)| (to.clone(), from.clone())).collect(),
            member_attribute: text(&add.members),
            group_name_attribute: String::new(),
            watermark: if add.no_changes {
                LdapWatermark::None
            } else {
                LdapWatermark::ModifyTimestamp
            },
            page_size: 0,
            absent: absent(add),
        }));
    }
    if let Some(directory) = &add.entra {
        return Ok(DirectorySource::EntraId(EntraIdSource {
            cloud: match add.cloud {
                None | Some(CloudArg::Global) => EntraCloud::Global,
                Some(CloudArg::UsGov) => EntraCloud::UsGov,
                Some(CloudArg::UsGovDod) => EntraCloud::UsGovDod,
                Some(CloudArg::China) => EntraCloud::China,
            },
            directory: directory.clone(),
            client: text(&add.client),
            sign_in: match add.sign_in {
                None | Some(SignInArg::Secret) => EntraSignIn::Secret,
                Some(SignInArg::Certificate) => EntraSignIn::Certificate,
                Some(SignInArg::DeviceCode) => EntraSignIn::DeviceCode,
            },
            service_principal: add.service_principal.clone(),
            attributes: add.attribute.clone(),
            groups: !add.no_groups,
            endpoint: add.endpoint.clone(),
        }));
    }
    if let Some(path) = &add.file {
        let whole = std::path::absolute(path).map_err(Stop::from)?;
        return Ok(DirectorySource::File(FileSource {
            path: whole.display().to_string(),
            columns: add.map.clone(),
            id_attribute: add.id.clone(),
            absent: absent(add),
        }));
    }
    let tenant = session.tenant(&text(&add.tenant)).await?.id;
    Ok(DirectorySource::Tenant { tenant })
}

fn absent(add: &AddDirectoryArgs) -> AbsentMeans {
    if add.absent_deleted {
        AbsentMeans::Deleted
    } else {
        AbsentMeans::Disabled
    }
}

fn authority(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|cause| {
        Stop::from(bare_error(
            ErrorCode::BadInput,
            &format!("{} cannot be read: {cause}.", path.display()),
            Some("Name a file of certificates as PEM."),
        ))
    })
}

/// The secret that the source needs; none where nothing is piped in and one was saved for the same server.
async fn secret(session: &Session, source: &DirectorySource, before: Option<&str>) -> Result<Option<SecretText>, Stop> {
    let prompt = match source {
        DirectorySource::Ldap(ldap) if !ldap.bind_dn.is_empty() => "Password: ",
        DirectorySource::EntraId(entra) if entra.sign_in != EntraSignIn::DeviceCode => "Client secret: ",
        _ => return Ok(None),
    };
    if std::io::stdin().is_terminal()
        && let Some(directory) = before
    {
        let request = DirectoryId {
            directory: directory.to_owned(),
        };
        let saved = session.desk.directory_connection(request).await?;
        if saved.is_some_and(|saved| saved.has_secret && same_server(&saved.source, source)) {
            return Ok(None);
        }
    }
    Ok(Some(read_secret(prompt).await?))
}

fn same_server(saved: &DirectorySource, source: &DirectorySource) -> bool {
    match (saved, source) {
        (DirectorySource::Ldap(saved), DirectorySource::Ldap(new)) => {
            (&saved.url, saved.start_tls, &saved.bind_dn) == (&new.url, new.start_tls, &new.bind_dn)
        }
        (DirectorySource::EntraId(saved), DirectorySource::EntraId(new)) => {
            (
                saved.cloud,
                saved.sign_in,
                &saved.directory,
                &saved.client,
                &saved.endpoint,
            ) == (new.cloud, new.sign_in, &new.directory, &new.client, &new.endpoint)
        }
        _ => false,
    }
}

/// Signs a person in with a code.
pub(super) async fn sign_in(session: &Session, name: &str) -> Result<(), Stop> {
    let output = session.output;
    let directory = session.directory(name).await?.id;
    let code = session.desk.directory_sign_in(DirectoryId { directory }).await?;
    output.object(&code)?;
    // Who reads the output waits for the code, and not for the end.
    output.line(&code.sentence)?;
    io::stdout().flush()?;
    let started = async { Ok(JobId { job: code.job }) };
    match session.follow(started, |_| {}).await? {
        JobEnd::SignedIn => Ok(output.line(&format!("Signed in to {name}."))?),
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => Err(Stop::Told(Exit::Local)),
    }
}

/// Tests where a directory is read from.
pub(super) async fn test(session: &Session, name: &str) -> Result<(), Stop> {
    let output = session.output;
    let directory = session.directory(name).await?.id;
    let start = session.desk.directory_test(TestDirectory::Saved { directory });
    match session.follow(start, |_| {}).await? {
        JobEnd::DirectoryTested { report } => {
            output.document(&report)?;
            if !output.json {
                for stage in &report.stages {
                    output.say(&stage_line(stage));
                }
                for seen in &report.attributes {
                    let sample = seen.sample.as_deref().unwrap_or_default();
                    output.say(&format!("{} → {}: {sample}", seen.name, seen.attribute));
                }
            }
            output.line(&report.sentence)?;
            let failed = report.stages.iter().find_map(|stage| stage.error.as_ref());
            match failed {
                None => Ok(()),
                Some(error) => {
                    if let Some(next) = &error.next {
                        output.line(next)?;
                    }
                    Err(Stop::Told(exit_of(error.code)))
                }
            }
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => Err(Stop::Told(Exit::Local)),
    }
}

fn stage_line(stage: &DirectoryStage) -> String {
    let mark = match stage.passed {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "–",
    };
    let said = stage
        .error
        .as_ref()
        .map_or(stage.detail.as_str(), |error| error.message.as_str());
    match said {
        "" => format!("{mark} {}", stage.name),
        said => format!("{mark} {}: {said}", stage.name),
    }
}

/// Reads a directory anew.
pub(super) async fn refresh(session: &Session, name: &str, full: bool, anyway: bool) -> Result<(), Stop> {
    let output = session.output;
    let directory = session.directory(name).await?;
    let request = RefreshDirectory {
        directory: directory.id,
        full,
        anyway,
    };
    match session.follow(session.desk.directory_refresh(request), |_| {}).await? {
        JobEnd::DirectoryRefreshed { outcome } => {
            output.document(&outcome)?;
            for note in &outcome.notes {
                output.say(note);
            }
            output.line(&format!(
                "{}: {} people, {} groups ({}); {} new, {} changed, {} gone. {}",
                directory.name,
                outcome.people,
                outcome.groups,
                completeness_word(outcome.completeness),
                outcome.added,
                outcome.changed,
                outcome.removed,
                outcome.evidence
            ))?;
            Ok(())
        }
        JobEnd::Failed { error } if error.code == ErrorCode::SourceShrunk => {
            output.error(&error);
            output.say("Add --yes to refresh it all the same.");
            Err(Stop::Told(Exit::Safety))
        }
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            output.say("Cancelled. The directory is as it was.");
            Err(Stop::Told(Exit::Local))
        }
    }
}
