//! Who is linked to which account.
//!
//! A link changes here only while nobody provisions the tenant, and each change by hand is in the log.

use scimdesk_mapping::model::ObjectKind;
use scimdesk_store::{
    AccountLink, InFlight, Kind, LinkChange, LinkQuery, NewLog, RetryChange, Row, Settlement, Store, StoreError,
};
use uuid::Uuid;

use super::{lease::Lease, logs::Details};
use crate::{
    Desk, codes,
    desk::{Opened, blocking},
    error::store_error,
    lists::MOST,
    tenants::{self, TenantRow},
    wire::{
        DeskError, DeskEvent, ErrorCode, LinkAccount, LinkRow, LinkState, LinksOf, LogAction, LogStatus,
        ModifiedProperty, Page, UnlinkAccount,
    },
    words::{args, say},
};

/// How links made by hand are marked.
const BY_HAND: &str = "by_hand";
/// What was written to an account of which nothing is known yet.
pub(super) const NOTHING_WRITTEN: &str = "{}";

impl Desk {
    /// Rows of the links, people first, each by name.
    pub async fn links_page(&self, request: LinksOf) -> Result<Page<LinkRow>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?.id;
        let window = request.window;
        let query = LinkQuery {
            kind: request.object.map(kind_of),
            state: request.state.map(|state| match state {
                LinkState::Managed => scimdesk_store::LinkState::Managed,
                LinkState::Disabled => scimdesk_store::LinkState::Disabled,
                LinkState::Departed => scimdesk_store::LinkState::Departed,
            }),
            search: request.search,
        };
        opened
            .store(move |store| {
                let directory = store.tenant_directory(&tenant)?;
                let found = store.links(&tenant, &query, window.offset, window.limit.min(MOST))?;
                let rows = (found.rows.into_iter())
                    .map(|link| row(store, &tenant, directory.as_deref(), link))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Page {
                    rows,
                    total: found.total,
                    counting: false,
                    offset: window.offset,
                    revision: found.total,
                })
            })
            .await
    }

    /// Forget a link; nothing is sent. The next cycle matches the person anew. `person` may also be a user name, a mail address or a whole
    /// name in the directory.
    pub async fn link_remove(&self, request: UnlinkAccount) -> Result<(), DeskError> {
        let site = LinkSite::of(self, &request.tenant).await?;
        site.alone(self, move |site| {
            let kind = kind_of(request.object);
            let link = site.link(kind, &request.person)?;
            let sentence = say!(
                "links-removed",
                person = link.person_name.clone(),
                account = link.account_name.clone()
            );
            site.write(vec![LinkEdit {
                link,
                removed: true,
                sentence,
                modified: Vec::new(),
            }])
        })
        .await
    }

    /// Link a person or group with an account; nothing is sent. A link that the person has is replaced. Both are named by their ids, user
    /// names, mail addresses or whole names.
    pub async fn link_set(&self, request: LinkAccount) -> Result<LinkRow, DeskError> {
        let site = LinkSite::of(self, &request.tenant).await?;
        let now = self.inner.clock.now();
        site.alone(self, move |site| {
            let kind = kind_of(request.object);
            let failed = |error: StoreError| store_error(&error);
            let (store, tenant) = (&site.store, &site.tenant);
            let directory = site.directory()?;
            let person = find(store, &directory, kind, &request.person, NO_PERSON)?;
            let account = find(store, &tenant.id, kind, &request.account, NO_ACCOUNT)?;
            let other = store.link_of_account(&tenant.id, kind, &account.id).map_err(failed)?;
            if let Some(other) = other.filter(|other| other.person != person.id) {
                return Err(DeskError::bad_input(say!(
                    "links-taken",
                    account = account.name,
                    person = other.person_name
                )));
            }
            let before = store.link_of_person(&tenant.id, kind, &person.id).map_err(failed)?;
            if let Some(before) = before.as_ref().filter(|before| before.account == account.id) {
                return row(store, &tenant.id, Some(&directory), before.clone()).map_err(failed);
            }
            let link = AccountLink {
                kind,
                person: person.id,
                account: account.id,
                person_name: person.name,
                account_name: account.name,
                state: scimdesk_store::LinkState::Managed,
                origin: BY_HAND.to_owned(),
                wanted: None,
                written: NOTHING_WRITTEN.to_owned(),
                since: now,
                changed_at: None,
                left_at: None,
            };
            let (person, account) = (link.person_name.clone(), link.account_name.clone());
            let sentence = match before {
                None => say!("links-set", person = person, account = account),
                Some(before) => say!(
                    "links-replaced",
                    person = person,
                    account = account,
                    before = before.account_name
                ),
            };
            site.write(vec![LinkEdit {
                link: link.clone(),
                removed: false,
                sentence,
                modified: Vec::new(),
            }])?;
            row(store, &tenant.id, Some(&directory), link).map_err(failed)
        })
        .await
    }
}

/// Where links are changed by a person.
pub(super) struct LinkSite {
    pub(super) opened: std::sync::Arc<Opened>,
    pub(super) store: Store,
    pub(super) tenant: TenantRow,
    now: jiff::Timestamp,
}

impl LinkSite {
    pub(super) async fn of(desk: &Desk, tenant: &str) -> Result<Self, DeskError> {
        let opened = desk.opened()?;
        Ok(Self {
            tenant: tenants::row(&opened, tenant).await?,
            store: opened.store(|store| Ok(store.clone())).await?,
            now: desk.inner.clock.now(),
            opened,
        })
    }

    /// Works on a thread that may block, while nobody else provisions the tenant.
    pub(super) async fn alone<T: Send + 'static>(
        self,
        desk: &Desk,
        work: impl FnOnce(&Self) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let lease = Lease::take(desk, &self.opened, &self.tenant).await?;
        let changed = DeskEvent::ProvisioningChanged {
            tenant: self.tenant.id.clone(),
        };
        let done = blocking(move || work(&self)).await;
        lease.release().await;
        desk.sound(changed);
        done
    }

    /// The directory that the tenant's people are from.
    pub(super) fn directory(&self) -> Result<String, DeskError> {
        let directory = self.store.tenant_directory(&self.tenant.id);
        directory
            .map_err(|error| store_error(&error))?
            .ok_or_else(|| DeskError::with(ErrorCode::DirectoryMissing, args!(tenant = self.tenant.name.as_str())))
    }

    /// The link of somebody who is named by the id, be it that the directory has them no more, or by a text that names them there.
    fn link(&self, kind: Kind, text: &str) -> Result<AccountLink, DeskError> {
        let failed = |error: StoreError| store_error(&error);
        let of = |person: &str| {
            let link = self.store.link_of_person(&self.tenant.id, kind, person);
            link.map_err(failed)
        };
        if let Some(link) = of(text)? {
            return Ok(link);
        }
        let person = find(&self.store, &self.directory()?, kind, text, NO_PERSON)?;
        of(&person.id)?.ok_or_else(|| DeskError::bad_input(say!("links-none", person = person.name)))
    }

    /// Changes links and says so in the log: all of it together, or nothing.
    pub(super) fn write(&self, edits: Vec<LinkEdit>) -> Result<(), DeskError> {
        let failed = |error: StoreError| store_error(&error);
        let tenant = &self.tenant;
        let in_flight = self.store.in_flight(&tenant.id).map_err(failed)?;
        let is_of = |change: &InFlight, link: &AccountLink| change.kind == link.kind && change.person == link.person;
        for LinkEdit { link, .. } in &edits {
            if in_flight.iter().any(|change| is_of(change, link)) {
                // What became of it is found out by whoever provisions next; it must not be forgotten.
                return Err(DeskError::bad_input(say!(
                    "links-in-flight",
                    person = link.person_name.clone()
                )));
            }
        }
        let directory = (self.store.tenant_directory(&tenant.id).map_err(failed)?)
            .map(|id| self.store.directory(&id))
            .transpose()
            .map_err(failed)?
            .flatten();
        let source = directory.map(|directory| directory.name).unwrap_or_default();
        let settlements = (edits.into_iter())
            .map(|edit| self.settlement(edit, &source))
            .collect::<Result<_, _>>()?;
        match self.store.settle_many(settlements) {
            Ok(_) => Ok(()),
            Err(StoreError::LinkedElsewhere { account, person }) => Err(DeskError::bad_input(say!(
                "links-taken",
                account = account,
                person = person
            ))),
            Err(error) => Err(failed(error)),
        }
    }

    fn settlement(&self, edit: LinkEdit, source: &str) -> Result<Settlement, DeskError> {
        let LinkEdit {
            link,
            removed,
            sentence,
            modified,
        } = edit;
        let details = Details {
            change_id: Uuid::new_v4().to_string(),
            source_system: source.to_owned(),
            target_system: self.tenant.name.clone(),
            modified,
            ..Details::default()
        };
        let record = NewLog {
            at: self.now,
            cycle: None,
            kind: link.kind,
            action: codes::code(&LogAction::Other),
            status: codes::code(&LogStatus::Success),
            person: Some(link.person.clone()),
            name: link.person_name.clone(),
            account: Some(link.account.clone()),
            account_name: Some(link.account_name.clone()),
            code: None,
            sentence,
            duration_ms: 0,
            journal: None,
            record: serde_json::to_string(&details)
                .map_err(|cause| DeskError::of(ErrorCode::Internal).because(&cause))?,
        };
        let person = link.person.clone();
        let kind = link.kind;
        Ok(Settlement {
            link: if removed {
                LinkChange::Remove
            } else {
                LinkChange::Put(Box::new(link))
            },
            log: Some(record),
            // What failed before, and what waits for a person, was about the link as it was.
            retry: RetryChange::ClearAll,
            staged_done: true,
            ..Settlement::new(self.tenant.id.clone(), kind, person)
        })
    }
}

/// What becomes of a link by hand, and what the log says about it.
pub(super) struct LinkEdit {
    pub(super) link: AccountLink,
    /// It goes, rather than taking the place of the one that the person has.
    pub(super) removed: bool,
    pub(super) sentence: String,
    pub(super) modified: Vec<ModifiedProperty>,
}

/// Why a text names nobody, or more than one.
type Unclear = (ErrorCode, ErrorCode);
const NO_PERSON: Unclear = (ErrorCode::PersonNotFound, ErrorCode::PersonAmbiguous);
const NO_ACCOUNT: Unclear = (ErrorCode::AccountNotFound, ErrorCode::AccountAmbiguous);

/// The one in a directory, or of a tenant's accounts or groups, that a text names.
fn find(store: &Store, owner: &str, kind: Kind, text: &str, unclear: Unclear) -> Result<Row, DeskError> {
    let found = match kind {
        Kind::User => store.find_person(owner, text, 2),
        Kind::Group => store.find_group(owner, text, 2),
    };
    let mut found = found.map_err(|error| store_error(&error))?;
    match (found.pop(), found.pop()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(DeskError::with(unclear.0, args!(detail = text.to_owned()))),
        _ => Err(DeskError::with(unclear.1, args!(detail = text.to_owned()))),
    }
}

/// A link with the names that both sides have now.
fn row(store: &Store, tenant: &str, directory: Option<&str>, link: AccountLink) -> Result<LinkRow, StoreError> {
    let person_name = match directory {
        Some(directory) => person_name(store, directory, link.kind, &link.person)?,
        None => None,
    };
    let account = store.resource(tenant, link.kind, &link.account)?;
    Ok(LinkRow {
        object: match link.kind {
            Kind::User => ObjectKind::User,
            Kind::Group => ObjectKind::Group,
        },
        person: link.person,
        person_name,
        account: link.account,
        account_name: account.map(|account| account.row.name),
        state: match link.state {
            scimdesk_store::LinkState::Managed => LinkState::Managed,
            scimdesk_store::LinkState::Disabled => LinkState::Disabled,
            scimdesk_store::LinkState::Departed => LinkState::Departed,
        },
        origin: link.origin,
        since: link.since,
        changed_at: link.changed_at,
    })
}

/// The name of a person or group; `None` where the directory has nobody with this id.
fn person_name(store: &Store, directory: &str, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
    let found = match kind {
        Kind::User => store.person(directory, id)?,
        Kind::Group => store.directory_group(directory, id)?,
    };
    Ok(found.map(|found| found.row.name))
}

pub(super) fn kind_of(object: ObjectKind) -> Kind {
    match object {
        ObjectKind::User => Kind::User,
        ObjectKind::Group => Kind::Group,
    }
}
