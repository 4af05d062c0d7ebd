//! `links`: who is linked to which account.

use std::io;

use scimdesk_desk::wire::{LinkAccount, LinkRow, LinkState, LinksOf, ObjectKind, UnlinkAccount};

use crate::args::LinksCommand;
use crate::exit::Stop;
use crate::output::Table;
use crate::session::{Session, each_page};

/// Lists links, makes one or takes one away.
pub(crate) async fn run(session: &Session, command: LinksCommand) -> Result<(), Stop> {
    match command {
        LinksCommand::List {
            name,
            search,
            state,
            groups,
        } => list(session, &name, search, state.map(Into::into), groups).await,
        LinksCommand::Set {
            name,
            person,
            account,
            group,
        } => set(session, &name, person, account, group).await,
        LinksCommand::Remove { name, person, group } => remove(session, &name, person, group).await,
    }
}

async fn list(
    session: &Session,
    name: &str,
    search: Option<String>,
    state: Option<LinkState>,
    groups: bool,
) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    let search = search.unwrap_or_default();
    let mut table = Table::new(["PERSON", "ACCOUNT", "STATE", "ORIGIN", "PERSON ID", "ACCOUNT ID"]);
    let ask = async |window| {
        let request = LinksOf {
            tenant: tenant.id.clone(),
            object: Some(object(groups)),
            state,
            search: search.clone(),
            window,
        };
        session.desk.links_page(request).await
    };
    each_page(ask, |page| {
        if output.json {
            for row in &page.rows {
                output.object(row)?;
            }
        } else if page.total == 0 {
            output.say("No links.");
        } else {
            let rows: Vec<_> = page.rows.iter().map(row).collect();
            table.print(&mut io::stdout().lock(), &rows)?;
        }
        Ok(())
    })
    .await
}

async fn set(session: &Session, name: &str, person: String, account: String, group: bool) -> Result<(), Stop> {
    let tenant = session.tenant(name).await?;
    let request = LinkAccount {
        tenant: tenant.id,
        object: object(group),
        person,
        account,
    };
    let link = session.desk.link_set(request).await?;
    session.output.document(&link)?;
    let (person, account) = names(&link);
    Ok(session.output.line(&format!("{person} is linked with {account}."))?)
}

async fn remove(session: &Session, name: &str, person: String, group: bool) -> Result<(), Stop> {
    let tenant = session.tenant(name).await?;
    let request = UnlinkAccount {
        tenant: tenant.id,
        object: object(group),
        person: person.clone(),
    };
    session.desk.link_remove(request).await?;
    Ok(session.output.line(&format!("The link of {person} is forgotten."))?)
}

fn object(group: bool) -> ObjectKind {
    if group { ObjectKind::Group } else { ObjectKind::User }
}

fn names(link: &LinkRow) -> (String, String) {
    (
        (link.person_name.clone()).unwrap_or_else(|| "(no longer in the directory)".to_owned()),
        (link.account_name.clone()).unwrap_or_else(|| "(not in the cache)".to_owned()),
    )
}

fn row(link: &LinkRow) -> [String; 6] {
    let (person, account) = names(link);
    let state = match link.state {
        LinkState::Managed => "managed",
        LinkState::Disabled => "disabled",
        LinkState::Departed => "departed",
    };
    [
        person,
        account,
        state.to_owned(),
        link.origin.replace('_', " "),
        link.person.clone(),
        link.account.clone(),
    ]
}
