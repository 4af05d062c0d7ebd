//! One account or group as its server has it at this moment: read on its own, kept in the cache, shown.
//!
//! What the cache does not hold may be there all the same: made since the last refresh, found by a filter that ran on the
//! server, a member that no list names. *Must not know:* why somebody looks.

use scimdesk_scim::{
    client::{Client, ClientError, ClientErrorKind},
    filter::Filter,
    path::AttributePath,
    resource::{Resource, ResourceKind as ScimKind},
    schema::SchemaSet,
};

use crate::{
    Desk, cache,
    desk::Opened,
    error::{client_error, said_gone},
    tenants,
    wire::{DeskError, DeskEvent, ErrorCode, FindAccount, FoundAccount, ResourceDetail, ResourceId, ResourceKind},
    words::args,
};

/// Accounts with the same user name that are told apart; more are only said to be several.
const SEVERAL: u32 = 100;

impl Desk {
    /// Reads one account or group from its server, keeps it, and shows it whole.
    ///
    /// # Errors
    /// [`ErrorCode::ResourceNotFound`] where the server says that there is none; it is then taken out of the list.
    pub async fn resource_look(&self, request: ResourceId) -> Result<ResourceDetail, DeskError> {
        let opened = self.opened()?;
        let (tenant, client) = tenants::connect(self, &opened, &request.tenant).await?;
        match look(self, &opened, &client, &tenant.id, request.kind, &request.id).await? {
            Looked::Here(_) => {}
            Looked::Gone(error) | Looked::Unread(error) => {
                return Err(client_error(&error, &tenants::names(&tenant)));
            }
        }
        self.cached_detail(&opened, request)
            .await?
            .ok_or_else(|| DeskError::of(ErrorCode::Internal))
    }

    /// The one account that an admin means by an id or a user name. The cache is asked first, then the server.
    ///
    /// # Errors
    /// [`ErrorCode::AccountNotFound`]; [`ErrorCode::AccountAmbiguous`] where several have this user name.
    pub async fn account_find(&self, request: FindAccount) -> Result<FoundAccount, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let text = request.text.trim().to_owned();
        if let Some(account) = cache::account_by_id(&opened, &tenant, &text).await? {
            return Ok(account);
        }
        let mut found = cache::accounts_by_user_name(&opened, &tenant, &text, SEVERAL).await?;
        if found.is_empty() {
            found = self.found_on_server(&opened, &tenant, &text).await?;
        }
        match found.len() {
            0 => Err(DeskError::with(
                ErrorCode::AccountNotFound,
                args!(detail = text.as_str()),
            )),
            1 => Ok(found.remove(0)),
            _ => Err(DeskError::with(
                ErrorCode::AccountAmbiguous,
                args!(detail = text.as_str()),
            )),
        }
    }

    /// By id, then by user name.
    async fn found_on_server(&self, opened: &Opened, tenant: &str, text: &str) -> Result<Vec<FoundAccount>, DeskError> {
        let (row, client) = tenants::connect(self, opened, tenant).await?;
        match look(self, opened, &client, tenant, ResourceKind::User, text).await? {
            Looked::Here(_) => return Ok(cache::account_by_id(opened, tenant, text).await?.into_iter().collect()),
            Looked::Gone(_) => {}
            // What is no id here is answered in many ways.
            Looked::Unread(error) if is_no_id(&error) => {}
            Looked::Unread(error) => return Err(client_error(&error, &tenants::names(&row))),
        }
        let hits = named(&client, text)
            .await
            .map_err(|error| client_error(&error, &tenants::names(&row)))?;
        let at = self.inner.clock.now();
        if cache::keep(opened, tenant, ResourceKind::User, hits, at).await? > 0 {
            self.sound(DeskEvent::DataChanged { tenant: tenant.into() });
        }
        cache::accounts_by_user_name(opened, tenant, text, SEVERAL).await
    }
}

/// What a look at the server came to.
pub(crate) enum Looked {
    Here(Resource),
    /// The server has no such account or group.
    Gone(ClientError),
    /// It could not be read, which says nothing about whether it is there.
    Unread(ClientError),
}

/// Reads one account or group and keeps it; where the server itself says that it is gone, takes it out of the list. Tells
/// those who listen where either is news.
pub(crate) async fn look(
    desk: &Desk,
    opened: &Opened,
    client: &Client,
    tenant: &str,
    kind: ResourceKind,
    id: &str,
) -> Result<Looked, DeskError> {
    let scim_kind = match kind {
        ResourceKind::User => ScimKind::User,
        ResourceKind::Group => ScimKind::Group,
    };
    let at = desk.inner.clock.now();
    let (looked, news) = match client.get(scim_kind, id).await {
        Ok(answer) => {
            let news = cache::keep_as(opened, tenant, kind, id, &answer.value, at).await?;
            (Looked::Here(answer.value), news)
        }
        Err(error) if is_gone(client, &error).await => {
            let news = cache::mark_gone(opened, tenant, kind, id, at).await?;
            (Looked::Gone(error), news)
        }
        Err(error) => (Looked::Unread(error), false),
    };
    if news {
        desk.sound(DeskEvent::DataChanged { tenant: tenant.into() });
    }
    Ok(looked)
}

/// Whether the account or group is gone: the SCIM server itself says so, and answers where its accounts are listed, so that it is
/// not the whole place that has moved.
pub(crate) async fn is_gone(client: &Client, error: &ClientError) -> bool {
    said_gone(error)
        && client
            .list_page(&[ScimKind::User.endpoint()], &[("startIndex", "1"), ("count", "1")])
            .await
            .is_ok()
}

/// Whether an answer says no more than that there is no account with this id, or that none is shown by its id.
fn is_no_id(error: &ClientError) -> bool {
    matches!(
        error.kind,
        ClientErrorKind::NotFound { .. }
            | ClientErrorKind::BadRequest { .. }
            | ClientErrorKind::NotSupported
            | ClientErrorKind::Forbidden
            | ClientErrorKind::IdUnusable
    )
}

/// The accounts with this user name, by the server's search; each hit is checked, since servers get filters wrong.
pub(crate) async fn named(client: &Client, user_name: &str) -> Result<Vec<Resource>, ClientError> {
    let filter = Filter::eq(AttributePath::new("userName"), user_name);
    let answer = client.find(ScimKind::User, &filter, &[]).await?;
    Ok(answer
        .value
        .resources
        .into_iter()
        .filter(|account| filter.matches(account, SchemaSet::of(ScimKind::User)))
        .collect())
}
