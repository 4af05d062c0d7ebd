//! Between the cache's rows and the desk's own types. Every question hops to a thread that may block.

use jiff::Timestamp;
use scimdesk_scim::{
    listing::{Columns, ListedResource},
    resource::Resource,
};
use scimdesk_store::{self as store, Kind, NewResource};

use crate::{
    activation::Form,
    codes,
    desk::Opened,
    wire::{
        ChangeKind, ChangeOutcome, Completeness, DeskError, ErrorCode, FoundAccount, JournalExchange, ListQuery,
        ResourceKind, SortKey,
    },
    words::say,
};

/// Rows asked for at once where all are needed.
const BATCH: u32 = 1_000;

/// What is written into the journal before anything is sent.
pub(crate) struct JournalOpen {
    pub(crate) at: Timestamp,
    pub(crate) os_user: String,
    pub(crate) tenant: String,
    pub(crate) tenant_name: String,
    pub(crate) active: bool,
    pub(crate) account: String,
    pub(crate) account_name: String,
    /// The request that is sent first.
    pub(crate) request: JournalExchange,
    pub(crate) before: Option<String>,
}

/// What is added to it when the change has ended.
pub(crate) struct JournalOutcome {
    pub(crate) id: i64,
    pub(crate) at: Timestamp,
    pub(crate) outcome: ChangeOutcome,
    pub(crate) sentence: String,
    pub(crate) exchanges: Vec<JournalExchange>,
    pub(crate) after: Option<String>,
}

/// An account of a review, as it is shown.
pub(crate) struct Brief {
    pub(crate) name: String,
    pub(crate) user_name: Option<String>,
    pub(crate) resource: Resource,
}

pub(crate) fn kind(kind: ResourceKind) -> Kind {
    match kind {
        ResourceKind::User => Kind::User,
        ResourceKind::Group => Kind::Group,
    }
}

pub(crate) fn wire_kind(kind: Kind) -> ResourceKind {
    match kind {
        Kind::User => ResourceKind::User,
        Kind::Group => ResourceKind::Group,
    }
}

pub(crate) fn query(query: &ListQuery) -> store::Query {
    store::Query {
        search: query.search.clone(),
        active: query.active,
        sort: match query.sort {
            SortKey::Name => store::SortKey::Name,
            SortKey::UserName => store::SortKey::UserName,
            SortKey::Email => store::SortKey::Email,
            SortKey::ExternalId => store::SortKey::ExternalId,
            SortKey::Active => store::SortKey::Active,
            SortKey::Title => store::SortKey::Title,
            SortKey::Department => store::SortKey::Department,
            SortKey::Created => store::SortKey::Created,
            SortKey::LastModified => store::SortKey::LastModified,
            SortKey::Members => store::SortKey::Members,
        },
        descending: query.descending,
    }
}

/// What the cache keeps of a resource.
pub(crate) fn new_resource(raw: String, columns: Columns) -> NewResource {
    let name = columns.best_name();
    NewResource {
        name,
        id: columns.id,
        user_name: columns.user_name,
        email: columns.email,
        external_id: columns.external_id,
        active: columns.active,
        title: columns.title,
        department: columns.department,
        created: columns.created,
        last_modified: columns.last_modified,
        members: columns.members.map(|members| {
            members
                .into_iter()
                .map(|member| store::Member {
                    kind: match member.kind {
                        Some(kind) if kind.eq_ignore_ascii_case("group") => Kind::Group,
                        _ => Kind::User,
                    },
                    id: member.id,
                    name: member.display,
                })
                .collect()
        }),
        raw,
    }
}

/// The name and the JSON of an account, where the cache holds it.
pub(crate) async fn account_json(
    opened: &Opened,
    tenant: &str,
    id: &str,
) -> Result<Option<(String, String)>, DeskError> {
    let (tenant, id) = (tenant.to_owned(), id.to_owned());
    opened
        .store(move |store| store.resource(&tenant, Kind::User, &id))
        .await
        .map(|found| found.map(|account| (account.row.name, account.raw)))
}

/// An account that the cache holds under this id.
pub(crate) async fn account_by_id(opened: &Opened, tenant: &str, id: &str) -> Result<Option<FoundAccount>, DeskError> {
    let (tenant, id) = (tenant.to_owned(), id.to_owned());
    opened
        .store(move |store| store.resource(&tenant, Kind::User, &id))
        .await
        .map(|found| found.map(|account| found_account(account.row)))
}

/// Accounts that the cache holds with this user name, in any letter case; `most` at most.
pub(crate) async fn accounts_by_user_name(
    opened: &Opened,
    tenant: &str,
    user_name: &str,
    most: u32,
) -> Result<Vec<FoundAccount>, DeskError> {
    let (tenant, wanted) = (tenant.to_owned(), user_name.to_lowercase());
    let search = store::Query {
        search: user_name.to_owned(),
        ..store::Query::default()
    };
    opened
        .store(move |store| {
            let mut found = Vec::new();
            let mut offset = 0;
            loop {
                let page = store.page(&tenant, Kind::User, &search, offset, BATCH)?;
                if page.rows.is_empty() || found.len() >= most as usize {
                    return Ok(found);
                }
                offset += page.rows.len() as u64;
                let named = page
                    .rows
                    .into_iter()
                    .filter(|row| row.user_name.as_ref().is_some_and(|name| name.to_lowercase() == wanted));
                found.extend(named.map(found_account));
            }
        })
        .await
}

fn found_account(row: store::Row) -> FoundAccount {
    FoundAccount {
        id: row.id,
        name: row.name,
        user_name: row.user_name,
    }
}

/// Keeps an account or group as it was read just now; whether it is new or differs from before. It was asked for by this id;
/// some servers leave it out of the answer.
pub(crate) async fn keep_as(
    opened: &Opened,
    tenant: &str,
    kind: ResourceKind,
    id: &str,
    resource: &Resource,
    at: Timestamp,
) -> Result<bool, DeskError> {
    let Some(new) = read_as(id, resource) else {
        return Ok(false);
    };
    keep_new(opened, tenant, kind, vec![new], at).await.map(|news| news > 0)
}

/// Keeps accounts or groups that were read on their own; how many of them are new or differ from before. Those without an id
/// are left out.
pub(crate) async fn keep(
    opened: &Opened,
    tenant: &str,
    kind: ResourceKind,
    resources: Vec<Resource>,
    at: Timestamp,
) -> Result<u64, DeskError> {
    let new = resources
        .iter()
        .filter_map(read)
        .filter(|new| !new.id.is_empty())
        .collect();
    keep_new(opened, tenant, kind, new, at).await
}

/// The same, of resources whose columns were read already.
pub(crate) async fn keep_new(
    opened: &Opened,
    tenant: &str,
    of: ResourceKind,
    resources: Vec<NewResource>,
    at: Timestamp,
) -> Result<u64, DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| store.keep(&tenant, kind(of), resources, at, &say!("listing-looked-up")))
        .await
}

/// What the cache keeps of an account or group that was asked for by this id.
pub(crate) fn read_as(id: &str, resource: &Resource) -> Option<NewResource> {
    let mut new = read(resource)?;
    id.clone_into(&mut new.id);
    Some(new)
}

fn read(resource: &Resource) -> Option<NewResource> {
    let raw = serde_json::to_string(resource).ok()?;
    let mut listed = ListedResource::from_json(&raw).ok()?;
    let columns = std::mem::take(&mut listed.columns);
    Some(new_resource(raw, columns))
}

/// Takes an account or group out of the list because the server says that it is gone; whether it was listed.
pub(crate) async fn mark_gone(
    opened: &Opened,
    tenant: &str,
    of: ResourceKind,
    id: &str,
    at: Timestamp,
) -> Result<bool, DeskError> {
    let (tenant, id) = (tenant.to_owned(), id.to_owned());
    opened
        .store(move |store| store.mark_gone(&tenant, kind(of), &id, at))
        .await
}

pub(crate) async fn remember_form(opened: &Opened, tenant: &str, form: Form) -> Result<(), DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| {
            store.update_tenant(&tenant, move |tenant| {
                tenant.deactivate_form = Some(form.name().to_owned());
            })
        })
        .await
        .map(|_| ())
}

/// Grows with every change of the tenant's accounts.
pub(crate) async fn revision(opened: &Opened, tenant: &str) -> Result<u64, DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| store.listing(&tenant, Kind::User))
        .await
        .map(|listing| listing.map_or(0, |listing| listing.revision))
}

/// What the cache knows of an account's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KnownState {
    pub(crate) active: Option<bool>,
    /// When a listing or a read last returned it.
    pub(crate) seen: Timestamp,
}

impl From<&store::Row> for KnownState {
    fn from(row: &store::Row) -> Self {
        Self {
            active: row.active,
            seen: row.last_seen,
        }
    }
}

/// The state of each account; `None` where the cache does not hold it.
pub(crate) async fn states(
    opened: &Opened,
    tenant: &str,
    ids: Vec<String>,
) -> Result<Vec<(String, Option<KnownState>)>, DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| {
            ids.into_iter()
                .map(|id| {
                    let found = store.resource(&tenant, Kind::User, &id)?;
                    Ok((id, found.map(|account| KnownState::from(&account.row))))
                })
                .collect()
        })
        .await
}

/// Every account that matches, with its state, in the order of the list. Fails where the list changes meanwhile.
pub(crate) async fn matching(
    opened: &Opened,
    tenant: &str,
    wanted: ListQuery,
    except: Vec<String>,
) -> Result<Vec<(String, KnownState)>, DeskError> {
    let tenant = tenant.to_owned();
    let found = opened
        .store(move |store| {
            let except: std::collections::HashSet<String> = except.into_iter().collect();
            let wanted = query(&wanted);
            let mut found = Vec::new();
            let mut offset = 0;
            let mut revision = None;
            loop {
                let page = store.page(&tenant, Kind::User, &wanted, offset, BATCH)?;
                if *revision.get_or_insert(page.revision) != page.revision {
                    return Ok(None);
                }
                if page.rows.is_empty() {
                    return Ok(Some(found));
                }
                offset += page.rows.len() as u64;
                found.extend(
                    page.rows
                        .into_iter()
                        .filter(|row| !except.contains(&row.id))
                        .map(|row| (row.id.clone(), KnownState::from(&row))),
                );
            }
        })
        .await?;
    found.ok_or_else(|| DeskError::of(ErrorCode::ReviewStale))
}

/// Accounts as a review shows them; one that is gone meanwhile stands with its id alone.
pub(crate) async fn briefs(opened: &Opened, tenant: &str, ids: Vec<String>) -> Result<Vec<Brief>, DeskError> {
    let tenant = tenant.to_owned();
    opened
        .store(move |store| {
            ids.into_iter()
                .map(|id| {
                    Ok(match store.resource(&tenant, Kind::User, &id)? {
                        Some(account) => Brief {
                            name: account.row.name,
                            user_name: account.row.user_name,
                            resource: Resource::from_json(&account.raw).unwrap_or_default(),
                        },
                        None => Brief {
                            name: id,
                            user_name: None,
                            resource: Resource::default(),
                        },
                    })
                })
                .collect()
        })
        .await
}

/// Writes an entry before anything is sent; its id.
pub(crate) async fn journal_open(opened: &Opened, entry: JournalOpen) -> Result<i64, DeskError> {
    let change = if entry.active {
        ChangeKind::Reactivate
    } else {
        ChangeKind::Deactivate
    };
    let entry = store::NewEntry {
        at: entry.at,
        os_user: entry.os_user,
        tenant: entry.tenant,
        tenant_name: entry.tenant_name,
        change: codes::code(&change),
        account: entry.account,
        account_name: entry.account_name,
        requests: json(&[entry.request]),
        before: entry.before,
    };
    opened.store(move |store| store.begin_entry(&entry)).await
}

/// Adds how it ended, once.
pub(crate) async fn journal_close(opened: &Opened, ended: JournalOutcome) -> Result<(), DeskError> {
    let outcome = store::Outcome {
        at: ended.at,
        outcome: codes::code(&ended.outcome),
        sentence: ended.sentence,
        exchanges: json(&ended.exchanges),
        after: ended.after,
    };
    opened
        .store(move |store| store.complete_entry(ended.id, &outcome))
        .await
}

fn json(exchanges: &[JournalExchange]) -> String {
    serde_json::to_string(exchanges).unwrap_or_else(|_| String::from("[]"))
}

pub(crate) fn completeness(completeness: store::Completeness) -> Completeness {
    match completeness {
        store::Completeness::Proven => Completeness::Proven,
        store::Completeness::Unproven => Completeness::Unproven,
        store::Completeness::KnownPartial => Completeness::KnownPartial,
    }
}
