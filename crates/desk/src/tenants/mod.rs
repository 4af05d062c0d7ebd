//! Tenants: saving, changing and forgetting them, and the one way to a client of one.
//!
//! URL and token live together in the vault; what the cache says of a tenant is for display. A client is made from the
//! vault's record alone, and only where the cache agrees on the server, so that no change to the cache file can send a token
//! to another host. Vault and cache are changed in an order that a crash at any moment leaves harmless.

mod client;
mod pending;
mod token;
mod wording;

use scimdesk_gallery::App;
use scimdesk_scim::tenant_url::TenantUrl;
use scimdesk_store as store;
use scimdesk_vault::Credential;
use uuid::Uuid;

pub(crate) use client::{KeptClient, check_roots, connect, credential, roots_error};
pub(crate) use pending::Pending;
pub(crate) use token::cleaned;
pub(crate) use wording::tenant as wire_tenant;

use crate::{
    Desk,
    activation::Form,
    advice, apps, codes,
    desk::Opened,
    error::{Names, io_error},
    wire::{
        AddTenant, DeskError, DeskEvent, Environment, ErrorCode, JobKind, ReplaceCredential, SafetyLevel, Tenant,
        TenantId, UpdateTenant,
    },
    words::{args, say},
};

/// Requests a second where nobody says.
const USUAL_RATE: f64 = 25.0;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// A tenant as the cache keeps it, its codes read.
#[derive(Debug, Clone)]
pub(crate) struct TenantRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) app: String,
    pub(crate) url: String,
    pub(crate) safety: SafetyLevel,
    pub(crate) environment: Environment,
    pub(crate) rate: f64,
    pub(crate) extra_ca: Option<String>,
    pub(crate) practice: bool,
    pub(crate) deactivate_form: Option<Form>,
}

impl TenantRow {
    pub(crate) fn read(tenant: &store::Tenant) -> Self {
        Self {
            id: tenant.id.clone(),
            name: tenant.name.clone(),
            app: tenant.app.clone(),
            url: tenant.url.clone(),
            // A word that this version does not know must not allow more than it should.
            safety: codes::value(&tenant.safety).unwrap_or(SafetyLevel::ReadOnly),
            environment: codes::value(&tenant.environment).unwrap_or(Environment::Production),
            rate: tenant.rate,
            extra_ca: tenant.extra_ca.clone(),
            practice: tenant.practice,
            deactivate_form: tenant
                .deactivate_form
                .as_deref()
                .and_then(Form::from_name)
                .or_else(|| Some(Form::published(apps::vendor(&tenant.url)?.active_form?))),
        }
    }
}

impl Desk {
    /// All tenants, by name.
    pub async fn tenants_list(&self) -> Result<Vec<Tenant>, DeskError> {
        let opened = self.opened()?;
        opened
            .store(|store| {
                let tenants = store.tenants()?;
                tenants.iter().map(|tenant| wire_tenant(store, tenant)).collect()
            })
            .await
    }

    /// Saves a tenant and its credential. Read-only unless asked otherwise.
    pub async fn tenant_add(&self, request: AddTenant) -> Result<Tenant, DeskError> {
        let new = NewTenant {
            name: request.name,
            app: request.app,
            url: request.url,
            credential_token: request.token,
            safety: request.safety.unwrap_or(SafetyLevel::ReadOnly),
            environment: request.environment.unwrap_or(Environment::Production),
            extra_ca: request.extra_ca.filter(|pem| !pem.trim().is_empty()),
            practice: false,
        };
        self.add(new).await
    }

    /// Changes a tenant's name, safety level, environment, rate or certificate authorities.
    pub async fn tenant_update(&self, request: UpdateTenant) -> Result<Tenant, DeskError> {
        let opened = self.opened()?;
        let name = request.name.as_deref().map(checked_name).transpose()?;
        if request.rate.is_some_and(|rate| !(0.1..=1000.0).contains(&rate)) {
            return Err(DeskError::bad_input(say!("tenant-rate-range")));
        }
        let extra_ca = request.extra_ca.map(|pem| (!pem.trim().is_empty()).then_some(pem));
        check_roots(extra_ca.as_ref().and_then(Option::as_deref))?;
        let (id, safety) = (request.id.clone(), request.safety);
        let changed = self.change(&opened, request.id, move |tenant| {
            if let Some(name) = name {
                tenant.name = name;
            }
            if let Some(safety) = request.safety {
                tenant.safety = codes::code(&safety);
            }
            if let Some(environment) = request.environment {
                tenant.environment = codes::code(&environment);
            }
            if let Some(rate) = request.rate {
                tenant.rate = rate;
            }
            if let Some(extra_ca) = extra_ca {
                tenant.extra_ca = extra_ca;
            }
        });
        let changed = changed.await?;
        if safety == Some(SafetyLevel::ReadOnly) {
            for kind in [JobKind::Cycle, JobKind::ApplyPlan, JobKind::OnDemand] {
                self.inner.jobs.cancel_kind(&id, kind).await;
            }
        }
        Ok(changed)
    }

    /// Replaces a tenant's token, and possibly its URL.
    pub async fn tenant_replace_credential(&self, request: ReplaceCredential) -> Result<Tenant, DeskError> {
        let opened = self.opened()?;
        let tenant = stored(&opened, &request.tenant).await?;
        let (token, _) = cleaned(request.token)?;
        let app = apps::find_or_custom(&tenant.app);
        let url = if let Some(url) = request.url {
            usable_url(&url, app)?
        } else {
            // The one that the old token was saved for; the cache's only where the vault has none.
            let id = tenant.id.clone();
            let saved = opened.vault(move |vault| vault.credential(&id)).await?;
            usable_url(saved.as_ref().map_or(&tenant.url, |saved| &saved.tenant_url), app)?
        };
        let id = tenant.id.clone();
        let credential = Credential {
            tenant_url: url.as_str().to_owned(),
            token,
        };
        // The vault first: until the cache follows, nothing is sent to either server.
        opened
            .vault(move |vault| vault.save_credential(&id, &credential))
            .await?;
        opened.reviews().forget_tenant(&tenant.id);
        self.change(&opened, tenant.id, move |tenant| {
            if tenant.url != url.as_str() {
                url.as_str().clone_into(&mut tenant.url);
                // It points elsewhere now, and must not be given a practice server again.
                tenant.practice = false;
                // What was learnt of the other server says nothing about this one.
                tenant.deactivate_form = None;
                tenant.groups_offered = None;
            }
            // The last test was of the old token.
            tenant.last_test = None;
        })
        .await
    }

    /// Forgets a tenant, its credential and its cached data; the journal stays.
    pub async fn tenant_remove(&self, request: TenantId) -> Result<(), DeskError> {
        let opened = self.opened()?;
        let id = stored(&opened, &request.tenant).await?.id;
        self.inner.jobs.cancel_tenant(&id).await;
        self.inner.practice.lock().await.stop(&id).await;
        self.forget(&opened, id).await
    }

    /// Takes a tenant away: the row first, so that no tenant is ever without its credential.
    pub(crate) async fn forget(&self, opened: &Opened, id: String) -> Result<(), DeskError> {
        opened.pending.set(&id).map_err(|error| io_error(&error))?;
        opened.clients().remove(&id);
        opened.reviews().forget_tenant(&id);
        opened.previews().forget_tenant(&id);
        opened.drifts().forget_tenant(&id);
        let row = id.clone();
        opened.store(move |store| store.remove_tenant(&row)).await?;
        self.sound(DeskEvent::TenantsChanged);
        let credential = id.clone();
        opened.vault(move |vault| vault.forget_credential(&credential)).await?;
        crate::provisioning::forget_webhook(opened, &id).await?;
        opened.pending.clear(&id);
        Ok(())
    }

    /// Saves a tenant: the credential first, then the row.
    pub(crate) async fn add(&self, new: NewTenant) -> Result<Tenant, DeskError> {
        let opened = self.opened()?;
        let name = checked_name(&new.name)?;
        let app = apps::find(&new.app)?;
        let url = usable_url(&new.url, app)?;
        let (token, _) = cleaned(new.credential_token)?;
        check_roots(new.extra_ca.as_deref())?;
        let lower = name.to_lowercase();
        let taken = opened.store(store::Store::tenants).await?;
        if taken.iter().any(|other| other.name.to_lowercase() == lower) {
            return Err(DeskError::with(ErrorCode::TenantNameTaken, args!(tenant = name)));
        }
        let tenant = store::Tenant {
            id: Uuid::now_v7().to_string(),
            name,
            app: new.app,
            url: url.as_str().to_owned(),
            safety: codes::code(&new.safety),
            environment: codes::code(&new.environment),
            rate: usual_rate(url.as_str()),
            extra_ca: new.extra_ca,
            created_at: self.inner.clock.now(),
            practice: new.practice,
            deactivate_form: None,
            groups_offered: None,
            last_test: None,
        };
        opened.pending.set(&tenant.id).map_err(|error| io_error(&error))?;
        let id = tenant.id.clone();
        let credential = Credential {
            tenant_url: url.as_str().to_owned(),
            token,
        };
        opened
            .vault(move |vault| vault.save_credential(&id, &credential))
            .await?;
        let id = tenant.id.clone();
        let added = opened
            .store(move |store| {
                store.add_tenant(&tenant)?;
                // As it was written: times are kept less exactly than they are told.
                let written = store.tenant(&tenant.id)?.unwrap_or(tenant);
                wire_tenant(store, &written)
            })
            .await;
        match added {
            Ok(added) => {
                opened.pending.clear(&id);
                self.sound(DeskEvent::TenantsChanged);
                Ok(added)
            }
            Err(error) => {
                let credential = id.clone();
                let forgotten = opened.vault(move |vault| vault.forget_credential(&credential)).await;
                if forgotten.is_ok() {
                    opened.pending.clear(&id);
                }
                Err(error)
            }
        }
    }

    /// Changes a tenant's row, whoever wrote it last.
    async fn change(
        &self,
        opened: &Opened,
        id: String,
        change: impl FnOnce(&mut store::Tenant) + Send + 'static,
    ) -> Result<Tenant, DeskError> {
        let changed = opened
            .store(move |store| {
                let tenant = store.update_tenant(&id, change)?;
                wire_tenant(store, &tenant)
            })
            .await?;
        self.sound(DeskEvent::TenantsChanged);
        Ok(changed)
    }
}

/// A tenant to be saved.
pub(crate) struct NewTenant {
    pub(crate) name: String,
    pub(crate) app: String,
    pub(crate) url: String,
    pub(crate) credential_token: crate::wire::SecretText,
    pub(crate) safety: SafetyLevel,
    pub(crate) environment: Environment,
    pub(crate) extra_ca: Option<String>,
    pub(crate) practice: bool,
}

/// A tenant by its id.
pub(crate) async fn row(opened: &Opened, id: &str) -> Result<TenantRow, DeskError> {
    stored(opened, id).await.map(|tenant| TenantRow::read(&tenant))
}

pub(crate) async fn stored(opened: &Opened, id: &str) -> Result<store::Tenant, DeskError> {
    let id = id.to_owned();
    opened
        .store(move |store| store.tenant(&id))
        .await?
        .ok_or_else(|| DeskError::of(ErrorCode::TenantNotFound))
}

/// The names that sentences about this tenant need.
pub(crate) fn names(tenant: &TenantRow) -> Names {
    Names {
        host: TenantUrl::parse(&tenant.url).map_or_else(|_| tenant.url.clone(), |url| url.host().to_owned()),
        app: apps::spoken_name(&tenant.app, &tenant.name),
        tenant: tenant.name.clone(),
    }
}

/// The URL as displayed, for showing what would be sent.
pub(crate) fn url(tenant: &TenantRow) -> Result<TenantUrl, DeskError> {
    TenantUrl::parse(&tenant.url).map_err(|problem| advice::url_error(&problem, &tenant.name))
}

/// What an admin typed, as a URL that requests may go to.
pub(crate) fn usable_url(text: &str, app: &App) -> Result<TenantUrl, DeskError> {
    let findings = apps::examine_url(text, app);
    match (findings.normalised, findings.problem) {
        (Some(url), None) => Ok(url),
        (_, Some(problem)) => Err(advice::url_error(&problem, &app.name)),
        (None, None) => Err(DeskError::of(ErrorCode::UrlInvalid)),
    }
}

/// What the vendor allows where that is known to be less than usual.
fn usual_rate(url: &str) -> f64 {
    apps::vendor(url)
        .and_then(|vendor| vendor.rate.as_ref())
        .map_or(USUAL_RATE, |limit| limit.per_second().clamp(0.1, USUAL_RATE))
}

fn checked_name(name: &str) -> Result<String, DeskError> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(DeskError::of(ErrorCode::TenantNameInvalid));
    }
    Ok(name.to_owned())
}
