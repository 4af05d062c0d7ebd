//! A SCIM filter, run on the server and checked here: servers get filters wrong.

use std::time::Instant;

use jiff::Timestamp;
use scimdesk_scim::{
    filter::Filter,
    listing::{ListOptions, ListedResource},
    resource::{Resource, ResourceKind as Kind},
    schema::SchemaSet,
};
use scimdesk_store as store;

use crate::{
    Desk, cache, completeness,
    error::{client_error, milliseconds},
    lists::{account_row, group_row},
    tenants,
    wire::{AccountRow, DeskError, ErrorCode, GroupRow, ResourceKind, ServerFilter, ServerFilterOutcome},
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
        while let Some(page) = listing
            .next_page()
            .await
            .map_err(|error| client_error(&error, &names))?
        {
            server_total = page.total.or(server_total);
            let now = self.inner.clock.now();
            for listed in page.resources {
                let matches = Resource::from_json(listed.raw())
                    .is_ok_and(|resource| filter.matches(&resource, SchemaSet::of(kind)));
                if !matches {
                    not_matching += 1;
                    continue;
                }
                match request.kind {
                    ResourceKind::User => accounts.push(account(listed, now)),
                    ResourceKind::Group => groups.push(group(listed, now)),
                }
            }
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

fn account(listed: ListedResource, seen: Timestamp) -> AccountRow {
    // What the answer itself says: an account's groups are known where it names them.
    let groups = listed.columns.groups.as_ref().map(Vec::len);
    let mut row = account_row(row(listed, seen));
    row.groups = groups.and_then(|count| u32::try_from(count).ok());
    row
}

fn group(listed: ListedResource, seen: Timestamp) -> GroupRow {
    let members = listed.columns.members.as_ref().map(Vec::len);
    let mut row = group_row(row(listed, seen));
    row.members = members.and_then(|count| u32::try_from(count).ok());
    row
}

fn row(listed: ListedResource, seen: Timestamp) -> store::Row {
    let resource = cache::new_resource(String::new(), listed.columns);
    store::Row {
        id: resource.id,
        name: resource.name,
        user_name: resource.user_name,
        email: resource.email,
        external_id: resource.external_id,
        active: resource.active,
        title: resource.title,
        department: resource.department,
        created: resource.created,
        last_modified: resource.last_modified,
        last_seen: seen,
        not_seen: false,
        links: None,
    }
}
