//! Practice tenants: servers of this process on loopback, and the tenants that point at them.
//!
//! What is practised is lost when the server stops; the tenant stays, and gets a fresh server when the desk is opened again. A
//! practice tenant is a tenant like any other: read-only until the admin allows changes.

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use scimdesk_sandbox::{PracticeOptions, PracticeServer, StartError};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    tenant_url::TenantUrl,
};
use scimdesk_store::{self as store, Store};
use scimdesk_vault::Credential;
use secrecy::SecretString;

use crate::{
    Desk, apps,
    desk::Opened,
    tenants::NewTenant,
    wire::{DeskError, DeskEvent, Environment, PracticeStatus, SafetyLevel, SecretText, StartPractice, TenantId},
    words::say,
};

/// The apps that are practised where nobody names one.
const APPS: [&str; 5] = ["wedo", "workgrid", "workteam", "ideo", "documo"];
/// How long to wait for a server of this machine to accept a connection, and to answer.
const KNOCK: Duration = Duration::from_secs(1);

/// The servers of this process, by tenant.
#[derive(Default)]
pub(crate) struct Practice {
    servers: HashMap<String, PracticeServer>,
}

impl Practice {
    /// Stops the server of a tenant that is going away.
    pub(crate) async fn stop(&mut self, tenant: &str) {
        if let Some(server) = self.servers.remove(tenant) {
            server.stop().await;
        }
    }

    pub(crate) async fn stop_all(&mut self) {
        for (_, server) in self.servers.drain() {
            server.stop().await;
        }
    }
}

impl Desk {
    /// Whether practice tenants run.
    pub async fn practice_status(&self) -> Result<PracticeStatus, DeskError> {
        let opened = self.opened()?;
        let practice = self.inner.practice.lock().await;
        status(&opened, &practice).await
    }

    /// Starts practice tenants. Those that exist are pointed at fresh servers where theirs does not run.
    pub async fn practice_start(&self, request: StartPractice) -> Result<PracticeStatus, DeskError> {
        let opened = self.opened()?;
        let wanted: Vec<String> = match request.app {
            Some(app) => vec![app],
            None => APPS.map(String::from).to_vec(),
        };
        for app in &wanted {
            apps::find(app)?;
        }
        let mut practice = self.inner.practice.lock().await;
        let existing = tenants_of(&opened).await?;
        for app in wanted {
            let options = options(&app, request.accounts);
            match existing.iter().find(|tenant| tenant.app == app) {
                Some(tenant) => {
                    let runs = practice.servers.contains_key(&tenant.id);
                    if !runs || request.accounts.is_some() {
                        repoint(self, &opened, &mut practice, tenant.clone(), options).await?;
                    }
                }
                None => add(self, &opened, &mut practice, options).await?,
            }
        }
        self.sound(DeskEvent::TenantsChanged);
        status(&opened, &practice).await
    }

    /// Stops practice tenants and forgets them.
    pub async fn practice_stop(&self) -> Result<PracticeStatus, DeskError> {
        let opened = self.opened()?;
        for tenant in tenants_of(&opened).await? {
            self.tenant_remove(TenantId { tenant: tenant.id }).await?;
        }
        let mut practice = self.inner.practice.lock().await;
        practice.stop_all().await;
        status(&opened, &practice).await
    }
}

/// Gives every practice tenant whose server is gone a fresh one, in the background. Whoever works on a practice tenant waits
/// for it.
pub(crate) async fn wake(desk: &Desk, opened: &Arc<Opened>) {
    let mut practice = Arc::clone(&desk.inner.practice).lock_owned().await;
    let (desk, opened) = (desk.clone(), Arc::clone(opened));
    tokio::spawn(async move {
        let tenants = match tenants_of(&opened).await {
            Ok(tenants) => tenants,
            Err(error) => {
                tracing::warn!(%error, "practice tenants could not be listed");
                return;
            }
        };
        for tenant in tenants {
            // The window may serve it while the command looks.
            if practice.servers.contains_key(&tenant.id) || is_served(&opened, &tenant).await {
                continue;
            }
            let options = options(&tenant.app, None);
            if let Err(error) = repoint(&desk, &opened, &mut practice, tenant, options).await {
                tracing::warn!(%error, "a practice tenant could not be started");
            }
        }
        desk.sound(DeskEvent::TenantsChanged);
    });
}

/// Whether a practice tenant's own server runs in another process: it takes the tenant's token, as nothing else would that
/// came to listen at its port.
async fn is_served(opened: &Opened, tenant: &store::Tenant) -> bool {
    if !listens(&tenant.url).await {
        return false;
    }
    let id = tenant.id.clone();
    let Ok(Some(credential)) = opened.vault(move |vault| vault.credential(&id)).await else {
        return false;
    };
    let Ok(url) = TenantUrl::parse(&credential.tenant_url) else {
        return false;
    };
    if url.as_str() != tenant.url {
        return false;
    }
    let options = ClientOptions::new(url, credential.token);
    let Ok(client) = tokio::task::spawn_blocking(move || Client::new(options)).await else {
        return false;
    };
    let Ok(client) = client else { return false };
    let asked = client.list_page(&["Users"], &[("startIndex", "1"), ("count", "1")]);
    matches!(tokio::time::timeout(KNOCK, asked).await, Ok(Ok(_)))
}

/// Whether anything listens there; asked first, because a client tries a refused connection several times.
pub(crate) async fn listens(url: &str) -> bool {
    let address = url::Url::parse(url).ok().and_then(|url| {
        format!("{}:{}", url.host_str()?, url.port()?)
            .parse::<SocketAddr>()
            .ok()
    });
    let Some(address) = address else { return false };
    matches!(
        tokio::time::timeout(KNOCK, tokio::net::TcpStream::connect(address)).await,
        Ok(Ok(_))
    )
}

fn options(app: &str, accounts: Option<u32>) -> PracticeOptions {
    let options = PracticeOptions::for_app(app);
    match accounts {
        Some(accounts) => options.with_accounts(accounts),
        None => options,
    }
}

/// A new tenant on a new server.
async fn add(desk: &Desk, opened: &Opened, practice: &mut Practice, options: PracticeOptions) -> Result<(), DeskError> {
    let app = options.app.clone();
    let server = start(options).await?;
    let tenant = desk
        .add(NewTenant {
            name: free_name(opened, &app).await?,
            app,
            url: server.url().to_owned(),
            credential_token: SecretText::from(server.token().clone()),
            safety: SafetyLevel::ReadOnly,
            environment: Environment::Practice,
            extra_ca: None,
            practice: true,
        })
        .await?;
    practice.servers.insert(tenant.id, server);
    Ok(())
}

/// A fresh server for a tenant that exists.
async fn repoint(
    desk: &Desk,
    opened: &Opened,
    practice: &mut Practice,
    tenant: store::Tenant,
    options: PracticeOptions,
) -> Result<(), DeskError> {
    desk.inner.jobs.cancel_tenant(&tenant.id).await;
    let server = start(options).await?;
    practice.stop(&tenant.id).await;
    let id = tenant.id.clone();
    let credential = Credential {
        tenant_url: server.url().to_owned(),
        token: server.token().clone(),
    };
    opened
        .vault(move |vault| vault.save_credential(&id, &credential))
        .await?;
    let url = server.url().to_owned();
    practice.servers.insert(tenant.id.clone(), server);
    opened
        .store(move |store| store.update_tenant(&tenant.id, move |tenant| tenant.url = url))
        .await
        .map(|_| ())
}

async fn start(options: PracticeOptions) -> Result<PracticeServer, DeskError> {
    PracticeServer::start(options).await.map_err(|error| match &error {
        StartError::UnknownApp(app) => apps::unknown(app),
        StartError::TooManyAccounts(_) => DeskError::bad_input(say!("practice-too-many")),
        StartError::Listen { .. } => DeskError::bad_input(say!("practice-no-port")).because(&error),
    })
}

async fn tenants_of(opened: &Opened) -> Result<Vec<store::Tenant>, DeskError> {
    let tenants = opened.store(Store::tenants).await?;
    Ok(tenants.into_iter().filter(|tenant| tenant.practice).collect())
}

/// "Documo · practice", or with a number where that is taken.
async fn free_name(opened: &Opened, app: &str) -> Result<String, DeskError> {
    let taken: Vec<String> = opened
        .store(Store::tenants)
        .await?
        .into_iter()
        .map(|tenant| tenant.name.to_lowercase())
        .collect();
    let name = say!("practice-tenant-name", app = apps::find(app)?.name.as_str());
    let mut free = name.clone();
    let mut number = 2;
    while taken.contains(&free.to_lowercase()) {
        free = format!("{name} {number}");
        number += 1;
    }
    Ok(free)
}

async fn status(opened: &Opened, practice: &Practice) -> Result<PracticeStatus, DeskError> {
    Ok(PracticeStatus {
        running: !practice.servers.is_empty(),
        tenants: tenants_of(opened).await?.into_iter().map(|tenant| tenant.id).collect(),
    })
}

/// Practice tenants in the foreground, with no vault and no cache: what the command serves.
#[derive(Debug, Clone, Default)]
pub struct ForegroundPractice {
    /// Gallery id of one app; all five where absent.
    pub app: Option<String>,
    /// Accounts in each; some hundred where absent, at most 1,000,000.
    pub accounts: Option<u32>,
    /// The port of the first on 127.0.0.1, the others follow it; free ones where absent or 0.
    pub port: Option<u16>,
}

/// One server that runs in the foreground.
pub struct Served {
    /// Gallery id.
    pub app: String,
    /// The app's name.
    pub app_name: String,
    /// Its tenant URL.
    pub url: String,
    /// Its token, made up for this run.
    pub token: SecretString,
    /// How many accounts it began with.
    pub accounts: u32,
    server: PracticeServer,
}

/// Servers that run until they are stopped or dropped.
pub struct ServedPractice(Vec<Served>);

impl ServedPractice {
    /// The servers, in the order of the apps.
    pub fn iter(&self) -> std::slice::Iter<'_, Served> {
        self.0.iter()
    }

    /// Stops them all.
    pub async fn stop(self) {
        for served in self.0 {
            served.server.stop().await;
        }
    }
}

impl<'a> IntoIterator for &'a ServedPractice {
    type Item = &'a Served;
    type IntoIter = std::slice::Iter<'a, Served>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Starts practice tenants in the foreground.
pub async fn serve(request: ForegroundPractice) -> Result<ServedPractice, DeskError> {
    let wanted = match request.app {
        Some(app) => vec![app],
        None => APPS.map(String::from).to_vec(),
    };
    let mut port = request.port.filter(|port| *port != 0);
    let mut served = Vec::new();
    for app in wanted {
        let app_name = apps::find(&app)?.name.clone();
        let mut options = options(&app, request.accounts);
        options.port = port;
        port = port.and_then(|port| port.checked_add(1));
        let accounts = options.accounts;
        let server = start(options).await?;
        served.push(Served {
            app,
            app_name,
            url: server.url().to_owned(),
            token: server.token().clone(),
            accounts,
            server,
        });
    }
    Ok(ServedPractice(served))
}
