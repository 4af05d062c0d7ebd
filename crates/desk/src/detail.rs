//! One account or group whole: attributes in plain words, links both ways, the server's JSON.

use scimdesk_store::{self as store, Kind};
use serde_json::{Map, Value};

use crate::{
    Desk, attributes, cache,
    desk::Opened,
    lists::MOST,
    tenants,
    wire::{DeskError, LinksPage, Page, ResourceDetail, ResourceId, ResourceLink, Window},
};

/// How many links come with a detail.
const FIRST_LINKS: u32 = 200;

impl Desk {
    /// One account or group whole, as the cache has it. What the cache does not hold is read from the server.
    pub async fn resource_detail(&self, request: ResourceId) -> Result<ResourceDetail, DeskError> {
        let opened = self.opened()?;
        tenants::row(&opened, &request.tenant).await?;
        match self.cached_detail(&opened, request.clone()).await? {
            Some(detail) => Ok(detail),
            None => self.resource_look(request).await,
        }
    }

    /// `None`: the cache does not hold it.
    pub(crate) async fn cached_detail(
        &self,
        opened: &Opened,
        request: ResourceId,
    ) -> Result<Option<ResourceDetail>, DeskError> {
        let kind = cache::kind(request.kind);
        let found = opened
            .store(move |store| {
                let Some(resource) = store.resource(&request.tenant, kind, &request.id)? else {
                    return Ok(None);
                };
                let first = Window {
                    offset: 0,
                    limit: FIRST_LINKS,
                };
                let links = links(store, &request.tenant, kind, &request.id, first)?;
                let listing = store.listing(&request.tenant, kind)?;
                Ok(Some((resource, links, listing)))
            })
            .await?;
        let Some((resource, links, listing)) = found else {
            return Ok(None);
        };
        let row = resource.row;
        let object: Map<String, Value> = serde_json::from_str(&resource.raw).unwrap_or_default();
        let raw = serde_json::to_string_pretty(&object).unwrap_or(resource.raw);
        Ok(Some(ResourceDetail {
            kind: request.kind,
            id: row.id,
            name: row.name,
            user_name: row.user_name,
            active: row.active,
            attributes: attributes::describe(request.kind, &object),
            links: links.rows.into_iter().map(link).collect(),
            links_total: links.total,
            raw,
            last_seen: row.last_seen,
            not_seen: row.not_seen,
            completeness: listing.map(|listing| cache::completeness(listing.completeness)),
        }))
    }

    /// More of an account's groups or a group's members.
    pub async fn resource_links(&self, request: LinksPage) -> Result<Page<ResourceLink>, DeskError> {
        let opened = self.opened()?;
        let LinksPage { resource, window } = request;
        tenants::row(&opened, &resource.tenant).await?;
        opened
            .store(move |store| {
                let kind = cache::kind(resource.kind);
                let found = links(store, &resource.tenant, kind, &resource.id, window)?;
                // Links come from the groups' list, whichever way they are followed.
                let revision = store
                    .listing(&resource.tenant, Kind::Group)?
                    .map_or(0, |listing| listing.revision);
                let known = window.offset + found.rows.len() as u64;
                Ok(Page {
                    rows: found.rows.into_iter().map(link).collect(),
                    total: found.total.unwrap_or(known),
                    counting: false,
                    offset: window.offset,
                    revision,
                })
            })
            .await
    }
}

fn links(
    store: &store::Store,
    tenant: &str,
    kind: Kind,
    id: &str,
    window: Window,
) -> Result<store::LinkPage, store::StoreError> {
    let limit = window.limit.min(MOST);
    match kind {
        Kind::User => store.groups_of(tenant, id, window.offset, limit),
        Kind::Group => store.members_of(tenant, id, window.offset, limit),
    }
}

fn link(link: store::Link) -> ResourceLink {
    ResourceLink {
        kind: cache::wire_kind(link.kind),
        name: link
            .name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| link.id.clone()),
        id: link.id,
        known: link.known,
    }
}
