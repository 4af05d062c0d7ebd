//! A SCIM filter, run on the server and checked here: servers get filters wrong. Hits are kept in the cache.

use std::time::Instant;

use jiff::Timestamp;
use scimdesk_scim::{
    filter::Filter,
    listing::{Columns, ListOptions},
    resource::{Resource, ResourceKind as Kind},
    schema::SchemaSet,
};
use scimdesk_store as store;

use crate::{
    Desk, cache, completeness,
    error::{client_error, milliseconds},
    lists::{account_row, group_row},
    tenants,
    wire::{AccountRow, DeskError, DeskEvent, ErrorCode, GroupRow, ResourceKind, ServerFilter, ServerFilterOutcome},
    words::{args, say},
};

/// How many hits are fetched where nobody says.
const USUAL_LIMIT: u32 = 1_000;
/// The most hits that one answer holds.
const MOST: u32 = 100_000;

impl Desk {
    /// Runs a SCIM filter on the server. Hits that do not satisfy it are left out and counted.
    pub async fn server_filter(&self, request: ServerFilter) -> Result<ServerFilterOutcome, DeskError> {
        let opened = self.opened()?;
        let filter = parse(&request.filter)?;
        let (tenant, client) = tenants::connect(self, &opened, &request.tenant).await?;
        let names = tenants::names(&tenant);
        let began = Instant::now();
        let kind = match request.kind {
            ResourceKind::User => Kind::User,
            ResourceKind::Group => Kind::Group,
        };
        let mut listing = client.list(
            kind,
            ListOptions {
                filter: Some(filter.clone()),
                max_items: Some(request.limit.unwrap_or(USUAL_LIMIT).clamp(1, MOST).into()),
                ..ListOptions::default()
            },
        );
        let mut accounts = Vec::new();
        let mut groups = Vec::new();
        let mut not_matching = 0;
        let mut server_total = None;
        let mut news = 0;
        while let Some(page) = listing
            .next_page()
            .await
            .map_err(|error| client_error(&error, &names))?
        {
            server_total = page.total.or(server_total);
            let at = page.asked_at;
            let mut kept = Vec::new();
            for mut listed in page.resources {
                let matches = Resource::from_json(listed.raw())
                    .is_ok_and(|resource| filter.matches(&resource, SchemaSet::of(kind)));
                if !matches {
                    not_matching += 1;
                    continue;
                }
                let raw = listed.raw().to_owned();
                let columns = std::mem::take(&mut listed.columns);
                match request.kind {
                    ResourceKind::User => accounts.push(account(&columns, at)),
                    ResourceKind::Group => groups.push(group(&columns, at)),
                }
                kept.push(cache::new_resource(raw, columns));
            }
            // So that a hit can be opened and switched off at once, whether or not a refresh has brought it.
            news += cache::keep_new(&opened, &tenant.id, request.kind, kept, at).await?;
        }
        if news > 0 {
            self.sound(DeskEvent::DataChanged {
                tenant: tenant.id.clone(),
            });
        }
        let verdict = listing.verdict();
        let mut evidence = completeness::sentence(&verdict);
        if not_matching > 0 {
            evidence = format!(
                "{evidence} {}",
                say!("server-filter-not-matching", count = not_matching)
            );
        }
        Ok(ServerFilterOutcome {
            accounts,
            groups,
            server_total: server_total.or(verdict.evidence.last_total),
            not_matching,
            completeness: completeness::of(&verdict),
            evidence,
            elapsed_ms: milliseconds(began.elapsed()),
        })
    }
}

fn parse(text: &str) -> Result<Filter, DeskError> {
    Filter::parse(text).map_err(|problem| {
        DeskError::with(
            ErrorCode::FilterInvalid,
            args!(detail = problem.kind.to_string(), column = problem.column),
        )
    })
}

fn account(columns: &Columns, seen: Timestamp) -> AccountRow {
    // What the answer itself says: an account's groups are known where it names them.
    let groups = columns.groups.as_ref().map(Vec::len);
    let mut row = account_row(row(columns, seen));
    row.groups = groups.and_then(|count| u32::try_from(count).ok());
    row
}

fn group(columns: &Columns, seen: Timestamp) -> GroupRow {
    let members = columns.members.as_ref().map(Vec::len);
    let mut row = group_row(row(columns, seen));
    row.members = members.and_then(|count| u32::try_from(count).ok());
    row
}

fn row(columns: &Columns, seen: Timestamp) -> store::Row {
    let columns = columns.clone();
    store::Row {
        name: columns.best_name(),
        id: columns.id,
        user_name: columns.user_name,
        email: columns.email,
        external_id: columns.external_id,
        active: columns.active,
        title: columns.title,
        department: columns.department,
        created: columns.created,
        last_modified: columns.last_modified,
        last_seen: seen,
        not_seen: false,
        links: None,
    }
}
