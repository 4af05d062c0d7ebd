//! `users`, `groups` and `show`.

use std::io;

use scimdesk_desk::wire::{
    AccountRow, FindAccount, GroupRow, ListPage, ListQuery, ListingSummary, Page, ResourceId, ResourceKind,
    ServerFilter, ServerFilterOutcome, Window,
};

use crate::args::{ListArgs, YesNo};
use crate::commands::tenant::completeness_word;
use crate::exit::Stop;
use crate::output::{Output, Table};
use crate::session::Session;

/// Rows fetched at once.
const WINDOW: u32 = 500;

/// Lists accounts.
pub(crate) async fn users(session: &Session, args: ListArgs) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(&args.name).await?;
    let mut table = Table::new(["NAME", "USER NAME", "E-MAIL", "STATE", "ID"]);
    if let Some(filter) = args.filter {
        let outcome = run_filter(session, &tenant.id, ResourceKind::User, filter, args.limit).await?;
        print_accounts(output, &mut table, &outcome.accounts)?;
        say_filtered(output, &outcome, outcome.accounts.len());
        return Ok(());
    }
    tell_age(output, tenant.users.as_ref(), &tenant.name);
    let query = query(args.search, args.active);
    let mut rest = args.limit.unwrap_or(u64::MAX);
    let mut offset = 0;
    while rest > 0 {
        let page = session
            .desk
            .accounts_page(list_page(&tenant.id, &query, offset, rest))
            .await?;
        print_accounts(output, &mut table, &page.rows)?;
        if !advance(&page, &mut offset, &mut rest) {
            break;
        }
    }
    Ok(())
}

/// Lists groups.
pub(crate) async fn groups(session: &Session, args: ListArgs) -> Result<(), Stop> {
    let output = session.output;
    if args.active.is_some() {
        return Err(Stop::from(crate::session::bare_error(
            scimdesk_desk::wire::ErrorCode::BadInput,
            "Groups are neither active nor inactive.",
            Some("Leave --active out."),
        )));
    }
    let tenant = session.tenant(&args.name).await?;
    let mut table = Table::new(["NAME", "MEMBERS", "EXTERNAL ID", "ID"]);
    if let Some(filter) = args.filter {
        let outcome = run_filter(session, &tenant.id, ResourceKind::Group, filter, args.limit).await?;
        print_groups(output, &mut table, &outcome.groups)?;
        say_filtered(output, &outcome, outcome.groups.len());
        return Ok(());
    }
    tell_age(output, tenant.groups.as_ref(), &tenant.name);
    let query = query(args.search, None);
    let mut rest = args.limit.unwrap_or(u64::MAX);
    let mut offset = 0;
    while rest > 0 {
        let page = session
            .desk
            .groups_page(list_page(&tenant.id, &query, offset, rest))
            .await?;
        print_groups(output, &mut table, &page.rows)?;
        if !advance(&page, &mut offset, &mut rest) {
            break;
        }
    }
    Ok(())
}

/// Shows one account or group whole.
pub(crate) async fn show(session: &Session, name: &str, kind: ResourceKind, id: String) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    let id = match kind {
        ResourceKind::User => {
            let found = session.desk.account_find(FindAccount {
                tenant: tenant.id.clone(),
                text: id,
            });
            found.await?.id
        }
        ResourceKind::Group => id,
    };
    let detail = session
        .desk
        .resource_detail(ResourceId {
            tenant: tenant.id,
            kind,
            id,
        })
        .await?;
    output.document(&detail)?;
    output.line(&detail.name)?;
    if kind == ResourceKind::User {
        output.line(state_word(detail.active))?;
    }
    for group in &detail.attributes {
        output.line("")?;
        output.line(&group.label)?;
        for attribute in &group.attributes {
            output.line(&format!("  {}: {}", attribute.label, attribute.value))?;
        }
    }
    let links = match kind {
        ResourceKind::User => "Groups",
        ResourceKind::Group => "Members",
    };
    output.line("")?;
    match detail.links_total {
        None => output.line(&format!("{links}: unknown, the server did not tell"))?,
        Some(total) => {
            output.line(&format!("{links}: {total}"))?;
            for link in &detail.links {
                output.line(&format!("  {} ({})", link.name, link.id))?;
            }
            let shown = u64::try_from(detail.links.len()).unwrap_or(u64::MAX);
            if total > shown {
                output.line(&format!("  and {} more", total - shown))?;
            }
        }
    }
    output.line("")?;
    output.line(&format!("Last seen {:.0}", detail.last_seen))?;
    Ok(())
}

async fn run_filter(
    session: &Session,
    tenant: &str,
    kind: ResourceKind,
    filter: String,
    limit: Option<u64>,
) -> Result<ServerFilterOutcome, Stop> {
    let limit = limit.map(|limit| u32::try_from(limit).unwrap_or(u32::MAX));
    Ok(session
        .desk
        .server_filter(ServerFilter {
            tenant: tenant.to_owned(),
            kind,
            filter,
            limit,
        })
        .await?)
}

fn say_filtered(output: Output, outcome: &ServerFilterOutcome, shown: usize) {
    output.say(&outcome.evidence);
    if let Some(total) = outcome.server_total
        && total > shown as u64
    {
        output.say(&format!("{shown} shown of {total}. --limit shows more."));
    }
}

fn query(search: Option<String>, active: Option<YesNo>) -> ListQuery {
    ListQuery {
        search: search.unwrap_or_default(),
        active: active.map(|active| active == YesNo::Yes),
        ..ListQuery::default()
    }
}

fn list_page(tenant: &str, query: &ListQuery, offset: u64, rest: u64) -> ListPage {
    let limit = u32::try_from(rest).unwrap_or(u32::MAX).min(WINDOW);
    ListPage {
        tenant: tenant.to_owned(),
        query: query.clone(),
        window: Window { offset, limit },
    }
}

/// Moves on past a page; `false` at the end.
fn advance<T>(page: &Page<T>, offset: &mut u64, rest: &mut u64) -> bool {
    let arrived = page.rows.len() as u64;
    *offset += arrived;
    *rest = rest.saturating_sub(arrived);
    arrived > 0 && *offset < page.total
}

fn tell_age(output: Output, listing: Option<&ListingSummary>, name: &str) {
    match listing {
        None => output.say(&format!("Nothing is cached yet. Fetch it: scimdesk refresh {name}")),
        Some(listing) => output.say(&format!(
            "{} cached, {}, as of {:.0}. {}",
            listing.count,
            completeness_word(listing.completeness),
            listing.fetched_at,
            listing.evidence
        )),
    }
}

fn print_accounts(output: Output, table: &mut Table<5>, rows: &[AccountRow]) -> io::Result<()> {
    if output.json {
        return rows.iter().try_for_each(|row| output.object(row));
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            [
                row.name.clone(),
                row.user_name.clone().unwrap_or_default(),
                row.email.clone().unwrap_or_default(),
                state_word(row.active).to_owned(),
                row.id.clone(),
            ]
        })
        .collect();
    table.print(&mut io::stdout().lock(), &cells)
}

fn print_groups(output: Output, table: &mut Table<4>, rows: &[GroupRow]) -> io::Result<()> {
    if output.json {
        return rows.iter().try_for_each(|row| output.object(row));
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            [
                row.name.clone(),
                row.members
                    .map_or_else(|| "unknown".to_owned(), |members| members.to_string()),
                row.external_id.clone().unwrap_or_default(),
                row.id.clone(),
            ]
        })
        .collect();
    table.print(&mut io::stdout().lock(), &cells)
}

/// The state of an account in a word.
pub(crate) fn state_word(active: Option<bool>) -> &'static str {
    match active {
        Some(true) => "active",
        Some(false) => "inactive",
        None => "state unknown",
    }
}
