//! `directory import | take | add | test | refresh | list | show | people | remove | use`.

mod source;

use std::{
    io::{self, Read as _},
    path::Path,
};

use jiff::Timestamp;
use scimdesk_desk::counted;
use scimdesk_desk::wire::{
    ChooseDirectory, ColumnChoice, Directory, DirectoryId, DirectoryOrigin, ErrorCode, KeepPeople, PeopleChange,
    PeoplePage, PeopleReading, PersonRow, RejectedRows, TakePeople, TenantId, Window,
};

use crate::args::DirectoryCommand;
use crate::exit::Stop;
use crate::next_step::argument;
use crate::output::Table;
use crate::session::{Session, bare_error};

/// Rows fetched at once.
const WINDOW: u32 = 500;

/// Bytes read of a file: one more than the desk takes, so that it says that there are too many.
const LIMIT: u64 = (256 << 20) + 1;

/// Runs a command about directories.
pub(crate) async fn run(session: &Session, command: DirectoryCommand) -> Result<(), Stop> {
    let output = session.output;
    match command {
        DirectoryCommand::Import {
            name,
            file,
            id,
            map,
            yes,
        } => import(session, name, &file, id, &map, yes).await,
        DirectoryCommand::Take { name, tenant, yes } => take(session, name, &tenant, yes).await,
        DirectoryCommand::Add(add) => source::add(session, *add).await,
        DirectoryCommand::SignIn { name } => source::sign_in(session, &name).await,
        DirectoryCommand::Test { name } => source::test(session, &name).await,
        DirectoryCommand::Refresh { name, full, yes } => source::refresh(session, &name, full, yes).await,
        DirectoryCommand::List => {
            let directories = session.desk.directories_list().await?;
            for directory in &directories {
                output.object(directory)?;
            }
            if directories.is_empty() {
                output.say("There are no directories yet. Import people: scimdesk directory import NAME FILE");
            } else if !output.json {
                let rows: Vec<_> = directories.iter().map(row).collect();
                Table::new(["NAME", "PEOPLE", "GROUPS", "FROM", "IMPORTED", "TENANTS"])
                    .print(&mut io::stdout().lock(), &rows)?;
            }
            Ok(())
        }
        DirectoryCommand::Show { name } => {
            let directory = session.directory(&name).await?;
            let reading = Reading::of(session, &directory).await?;
            Ok(show(session, &directory, reading)?)
        }
        DirectoryCommand::People { name, search, limit } => people(session, &name, search, limit).await,
        DirectoryCommand::Remove { name } => {
            let directory = session.directory(&name).await?;
            let id = directory.id.clone();
            session.desk.directory_remove(DirectoryId { directory: id }).await?;
            output.line(&format!("Forgot {} and its people.", directory.name))?;
            Ok(output.document(&directory)?)
        }
        DirectoryCommand::Use { tenant, name, .. } => {
            let tenant = session.tenant(&tenant).await?;
            let directory = match name {
                Some(name) => Some(session.directory(&name).await?),
                None => None,
            };
            let choice = ChooseDirectory {
                tenant: tenant.id.clone(),
                directory: directory.as_ref().map(|directory| directory.id.clone()),
            };
            session.desk.directory_choose(choice).await?;
            match directory {
                Some(directory) => {
                    output.line(&format!("{} takes its people from {}.", tenant.name, directory.name))?;
                    let assignments = session.desk.assignments_lost(TenantId { tenant: tenant.id }).await?;
                    if assignments.lost > 0 {
                        output.say(&format!(
                            "{}: scimdesk assignments {}",
                            counted::lost_assignments(assignments.lost, assignments.all, &directory.name),
                            argument(&tenant.name)
                        ));
                    }
                    output.document(&session.directory(&directory.id).await?)?;
                }
                None => output.line(&format!("{} takes its people from no directory.", tenant.name))?,
            }
            Ok(())
        }
    }
}

async fn import(
    session: &Session,
    name: String,
    file: &Path,
    id: Option<String>,
    map: &[(String, String)],
    yes: bool,
) -> Result<(), Stop> {
    let (file_name, bytes) = read(file)?;
    let reading = session.desk.people_read_bytes(file_name, bytes).await?;
    let id_attribute = id.or_else(|| reading.id_attribute.clone()).ok_or_else(|| {
        let headers: Vec<&str> = reading.columns.iter().map(|column| column.header.as_str()).collect();
        bare_error(
            ErrorCode::BadInput,
            "Nothing in the file is known to tell people apart.",
            Some(&format!(
                "Name the attribute: --id ATTRIBUTE. The columns are: {}",
                headers.join(", ")
            )),
        )
    })?;
    let before = session.find_directory(&name).await?;
    let keep = KeepPeople {
        columns: columns(&reading, map)?,
        reading: reading.reading,
        directory: before.as_ref().map(|directory| directory.id.clone()),
        name,
        id_attribute,
    };
    tell(session, &keep, &session.desk.people_keep_rejected(keep.clone()).await?);
    if let Some(before) = &before {
        let change = session.desk.people_keep_change(keep.clone()).await?;
        confirm(session, before, change, yes)?;
    }
    kept(session, &session.desk.people_keep(keep).await?)
}

async fn take(session: &Session, name: String, tenant: &str, yes: bool) -> Result<(), Stop> {
    let before = session.find_directory(&name).await?;
    let take = TakePeople {
        tenant: session.tenant(tenant).await?.id,
        directory: before.as_ref().map(|directory| directory.id.clone()),
        name,
    };
    if let Some(before) = &before {
        let change = session.desk.people_take_change(take.clone()).await?;
        confirm(session, before, change, yes)?;
    }
    kept(session, &session.desk.people_take(take).await?)
}

/// The file's name and bytes, as far as they are looked at.
fn read(file: &Path) -> Result<(String, Vec<u8>), Stop> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(LIMIT).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
    };
    read.map_err(|cause| {
        bare_error(
            ErrorCode::PeopleFileUnreadable,
            &format!("{} cannot be read: {cause}.", file.display()),
            Some("Check the path, and whether you may read the file."),
        )
    })?;
    let name = file
        .file_name()
        .map_or_else(|| "stdin".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok((if name == "-" { "stdin".to_owned() } else { name }, bytes))
}

/// What the columns are taken for, what tells people apart, and which rows cannot be used.
fn tell(session: &Session, keep: &KeepPeople, rejected: &RejectedRows) {
    for column in &keep.columns {
        if column.header != column.attribute {
            session.output.say(&format!("{} → {}", column.header, column.attribute));
        }
    }
    session
        .output
        .say(&format!("People are told apart by {}.", keep.id_attribute));
    for row in &rejected.first {
        session.output.say(&format!("Line {}: {}", row.line, row.reason));
    }
    let more = rejected.total - rejected.first.len() as u64;
    if more > 0 {
        session.output.say(&format!("{more} more rows cannot be used."));
    }
}

/// The columns as they are usually taken, but for those that were named.
fn columns(reading: &PeopleReading, map: &[(String, String)]) -> Result<Vec<ColumnChoice>, Stop> {
    if let Some((unknown, _)) = map
        .iter()
        .find(|(header, _)| !reading.columns.iter().any(|column| column.header == *header))
    {
        let headers: Vec<&str> = reading.columns.iter().map(|column| column.header.as_str()).collect();
        return Err(Stop::from(bare_error(
            ErrorCode::BadInput,
            &format!("The file has no column \"{unknown}\"."),
            Some(&format!("Its columns are: {}", headers.join(", "))),
        )));
    }
    let named = |header: &str| {
        map.iter()
            .rev()
            .find(|(of, _)| of == header)
            .map(|(_, attribute)| attribute.as_str())
    };
    let columns = reading.columns.iter().map(|column| {
        let attribute = named(&column.header).unwrap_or_else(|| {
            // An attribute that another column was named for is no longer this one's.
            let is_taken = map.iter().any(|(_, attribute)| *attribute == column.attribute);
            if is_taken { &column.header } else { &column.attribute }
        });
        ColumnChoice {
            header: column.header.clone(),
            attribute: attribute.to_owned(),
        }
    });
    Ok(columns.filter(|column| !column.attribute.is_empty()).collect())
}

/// Says what would change, and refuses where most people would vanish and nobody said yes.
fn confirm(session: &Session, before: &Directory, change: PeopleChange, yes: bool) -> Result<(), Stop> {
    let PeopleChange {
        before: had,
        after,
        added,
        vanished,
    } = change;
    session.output.say(&format!(
        "{}: {had} people before, {after} after; {added} new, {vanished} gone.",
        before.name
    ));
    if change.loses_most() && !yes {
        return Err(Stop::from(bare_error(
            ErrorCode::ReviewNeeded,
            &format!(
                "More than half of the people of {} would vanish; nothing was changed.",
                before.name
            ),
            Some("Check the file. Add --yes to replace them all the same."),
        )));
    }
    Ok(())
}

fn kept(session: &Session, directory: &Directory) -> Result<(), Stop> {
    let output = session.output;
    for note in &directory.notes {
        output.say(note);
    }
    output.line(&format!(
        "{}: {} people, {} groups. Next: scimdesk directory use TENANT {}",
        directory.name, directory.people, directory.groups, directory.name
    ))?;
    Ok(output.document(directory)?)
}

/// When the people of a directory were read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reading {
    /// Once, from a file or a tenant.
    Imported(Timestamp),
    /// Last, from where it is read again and again; `None`: not yet.
    Refreshed(Option<Timestamp>),
}

impl Reading {
    /// Of this directory.
    pub(crate) async fn of(session: &Session, directory: &Directory) -> Result<Self, Stop> {
        let id = DirectoryId {
            directory: directory.id.clone(),
        };
        Ok(match session.desk.directory_connection(id).await? {
            Some(connection) => Self::Refreshed(connection.refreshed_at),
            None => Self::Imported(directory.imported_at),
        })
    }
}

fn show(session: &Session, directory: &Directory, reading: Reading) -> io::Result<()> {
    let output = session.output;
    output.document(directory)?;
    output.line(&directory.name)?;
    output.line(&format!("From      {}", origin(&directory.origin)))?;
    output.line(&match reading {
        Reading::Imported(at) => format!("Imported  {at:.0}"),
        Reading::Refreshed(Some(at)) => format!("Last read {at:.0}"),
        Reading::Refreshed(None) => String::from("Last read never"),
    })?;
    output.line(&format!("People    {}", directory.people))?;
    output.line(&format!("Groups    {}", directory.groups))?;
    if !directory.tenants.is_empty() {
        output.line(&format!("Tenants   {}", directory.tenants.join(", ")))?;
    }
    for note in &directory.notes {
        output.line(note)?;
    }
    Ok(())
}

async fn people(session: &Session, name: &str, search: Option<String>, limit: Option<u64>) -> Result<(), Stop> {
    let output = session.output;
    let directory = session.directory(name).await?.id;
    let search = search.unwrap_or_default();
    let mut table = Table::new(["NAME", "USER NAME", "E-MAIL", "DEPARTMENT", "STATE", "ID"]);
    let (mut offset, mut rest) = (0, limit.unwrap_or(u64::MAX));
    while rest > 0 {
        let page = session
            .desk
            .people_page(PeoplePage {
                directory: directory.clone(),
                search: search.clone(),
                window: Window {
                    offset,
                    limit: u32::try_from(rest).unwrap_or(WINDOW).min(WINDOW),
                },
            })
            .await?;
        if output.json {
            for person in &page.rows {
                output.object(person)?;
            }
        } else {
            let rows: Vec<_> = page.rows.iter().map(person_row).collect();
            table.print(&mut io::stdout().lock(), &rows)?;
        }
        let count = page.rows.len() as u64;
        offset += count;
        rest -= count.min(rest);
        if count == 0 || (offset >= page.total && !page.counting) {
            break;
        }
    }
    Ok(())
}

fn row(directory: &Directory) -> [String; 6] {
    [
        directory.name.clone(),
        directory.people.to_string(),
        directory.groups.to_string(),
        origin(&directory.origin),
        format!("{:.0}", directory.imported_at),
        directory.tenants.join(", "),
    ]
}

fn origin(origin: &DirectoryOrigin) -> String {
    match origin {
        DirectoryOrigin::Csv { file } | DirectoryOrigin::Json { file } => file.clone(),
        DirectoryOrigin::Tenant { tenant } => format!("tenant {tenant}"),
        DirectoryOrigin::EntraId { directory } => format!("Entra ID {directory}"),
        DirectoryOrigin::Ldap { url } => url.clone(),
    }
}

fn person_row(person: &PersonRow) -> [String; 6] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let state = match person.enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "",
    };
    [
        person.name.clone(),
        text(&person.user_name),
        text(&person.mail),
        text(&person.department),
        state.to_owned(),
        person.id.clone(),
    ]
}
