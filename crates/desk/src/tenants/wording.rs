//! A tenant as the shells see it: its names, the state of its connection, what is held of its lists.

use scimdesk_store::{self as store, Kind, Store, StoreError};

use super::TenantRow;
use crate::{
    apps, cache, codes,
    wire::{ConnectionReport, ConnectionVerdict, LastTest, ListingSummary, Tenant, TenantState},
};

/// A tenant with what is known of it. Blocks.
pub(crate) fn tenant(store: &Store, tenant: &store::Tenant) -> Result<Tenant, StoreError> {
    let row = TenantRow::read(tenant);
    let last_test = tenant.last_test.as_ref().and_then(|test| {
        let report: ConnectionReport = serde_json::from_str(&test.report).ok()?;
        Some(LastTest {
            at: test.at,
            verdict: codes::value(&test.verdict).unwrap_or(report.verdict),
            sentence: report.sentence,
        })
    });
    let users = store.listing(&row.id, Kind::User)?.map(summary);
    let groups = store.listing(&row.id, Kind::Group)?.map(summary);
    let state = match &last_test {
        Some(test) if test.verdict == ConnectionVerdict::Fails => TenantState::NeedsAttention,
        Some(_) => TenantState::Reachable,
        // A list that was fetched shows as well as a test that the connection works.
        None if users.is_some() => TenantState::Reachable,
        None => TenantState::NeverTested,
    };
    let app = apps::find_or_custom(&row.app);
    Ok(Tenant {
        app_name: app.name.clone(),
        id: row.id,
        name: row.name,
        app: row.app,
        url: row.url,
        safety: row.safety,
        environment: row.environment,
        rate: row.rate,
        extra_ca: row.extra_ca,
        state,
        last_test,
        users,
        groups,
        // What the server showed is better than what its vendor writes.
        groups_offered: tenant.groups_offered.or_else(|| app.groups.offered.known()),
        created_at: tenant.created_at,
    })
}

fn summary(listing: store::Listing) -> ListingSummary {
    let accounts = listing.kind == Kind::User;
    ListingSummary {
        count: listing.count,
        active: accounts.then_some(listing.active),
        inactive: accounts.then_some(listing.inactive),
        not_seen: listing.not_seen,
        fetched_at: listing.fetched_at,
        completeness: cache::completeness(listing.completeness),
        evidence: listing.evidence,
    }
}
