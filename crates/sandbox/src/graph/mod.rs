//! A practice Graph: the sign-in of Microsoft Entra ID and the part of Microsoft Graph v1.0 that reads a directory, on loopback.
//!
//! The company is that of the practice tenants. It pages, tells changes, throttles, lets links expire and refuses as documented, on
//! request ([`GraphFaults`]), and its people can be changed while it runs ([`PracticeGraph::edit`]). Its links hold nothing but chance:
//! whoever takes them apart finds nothing.
//!
//! Sources: <https://learn.microsoft.com/graph/delta-query-overview>, <https://learn.microsoft.com/graph/throttling>,
//! <https://learn.microsoft.com/graph/errors>, <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>.

mod delta;
mod directory;
mod pages;
mod routes;
mod sign_in;

use std::{
    collections::HashSet,
    fmt,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use secrecy::SecretString;
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub use self::directory::{Assignment, ObjectKind, PracticeDirectory, PracticeObject, Presence};
use self::{pages::Pages, sign_in::SignIns};
use crate::{
    RecordedRequest, StartError, options::MAX_ACCOUNTS, people::People, requests::Requests, server::wire::Door,
};

/// What a practice Graph is made of.
#[derive(Debug, Clone)]
pub struct PracticeGraphOptions {
    /// How many people there are.
    pub people: u32,
    /// What they are made up from: the seed of practice tenants gives the same people.
    pub seed: u64,
    /// The port on 127.0.0.1; `None` takes a free one.
    pub port: Option<u16>,
    /// Objects on a page.
    pub page: usize,
    /// Members of one group in one value of a delta.
    pub members: usize,
    /// Makes rounds of delta queries as unhelpful as they may be, by chance from this seed: any order, the same object several
    /// times with former values too, every coming and going of a member.
    pub tangled: Option<u64>,
}

impl Default for PracticeGraphOptions {
    fn default() -> Self {
        Self {
            people: 412,
            seed: 0,
            port: None,
            page: 100,
            members: 200,
            tangled: None,
        }
    }
}

/// How it misbehaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphFaults {
    /// How many of the next requests to Graph are answered with 429, each part of a batch for itself.
    pub throttle: u32,
    /// What `Retry-After` then says, in seconds.
    pub retry_after: Option<u64>,
    /// How many of the next requests to Graph fail with 503.
    pub unavailable: u32,
    /// The origin that links to further pages lead to instead of its own: `http://127.0.0.1:9`.
    pub links_to: Option<String>,
}

/// Its domain, which stands for the directory's id too.
const DOMAIN: &str = "harbour.example";
/// The largest body that is read, in bytes.
const MAX_BODY: usize = 4 << 20;

/// A running practice Graph. It stops when dropped.
pub struct PracticeGraph {
    endpoint: String,
    directory: String,
    client: String,
    service_principal: String,
    world: Arc<Mutex<World>>,
    stop: CancellationToken,
    serving: Option<JoinHandle<()>>,
}

/// All there is.
struct World {
    endpoint: String,
    service_principal: String,
    client: String,
    options: PracticeGraphOptions,
    directory: PracticeDirectory,
    sign_ins: SignIns,
    pages: Pages,
    permissions: HashSet<String>,
    faults: GraphFaults,
    requests: Requests,
}

/// An answer.
struct Reply {
    status: StatusCode,
    retry_after: Option<u64>,
    location: Option<String>,
    body: Value,
}

impl Reply {
    fn of(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            retry_after: None,
            location: None,
            body,
        }
    }

    fn ok(body: Value) -> Self {
        Self::of(StatusCode::OK, body)
    }
}

/// 256 random bits.
fn token() -> String {
    let bits: [u128; 2] = rand::random();
    format!("{:032x}{:032x}", bits[0], bits[1])
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PracticeGraph {
    /// Starts one on 127.0.0.1. Several can run at once.
    pub async fn start(options: PracticeGraphOptions) -> Result<Self, StartError> {
        if options.people > MAX_ACCOUNTS {
            return Err(StartError::TooManyAccounts(options.people));
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port.unwrap_or(0)));
        let listen = |cause| StartError::Listen { address, cause };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let endpoint = format!("http://{}", listener.local_addr().map_err(listen)?);
        let [directory, client, service_principal] = [(); 3].map(|()| Uuid::new_v4().to_string());
        let people = People::new(options.seed, "graph", options.people);
        let world = World {
            endpoint: endpoint.clone(),
            service_principal: service_principal.clone(),
            client: client.clone(),
            directory: PracticeDirectory::new(&people),
            sign_ins: SignIns::new(endpoint.clone(), directory.clone(), DOMAIN, client.clone()),
            pages: Pages::default(),
            permissions: routes::PERMISSIONS.map(str::to_owned).into(),
            faults: GraphFaults::default(),
            requests: Requests::default(),
            options,
        };
        let world = Arc::new(Mutex::new(world));
        let stop = CancellationToken::new();
        let door = Door {
            listener,
            stop: stop.clone(),
        };
        let router = axum::Router::new().fallback(serve).with_state(Arc::clone(&world));
        let stopped = stop.clone();
        let serving = tokio::spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                ended = axum::serve(door, router).into_future() => {
                    if let Err(cause) = ended {
                        tracing::error!(%cause, "the practice Graph ended");
                    }
                }
            }
        });
        Ok(Self {
            endpoint,
            directory,
            client,
            service_principal,
            world,
            stop,
            serving: Some(serving),
        })
    }

    /// Where it signs in and answers: `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The directory (tenant) id.
    pub fn directory(&self) -> &str {
        &self.directory
    }

    /// The application (client) id that may sign in.
    pub fn client(&self) -> &str {
        &self.client
    }

    /// The object id of the service principal with assignments; the id of its application is [`client`](Self::client).
    pub fn service_principal(&self) -> &str {
        &self.service_principal
    }

    /// The client secret.
    pub fn secret(&self) -> SecretString {
        lock(&self.world).sign_ins.secret.clone().into()
    }

    /// Looks at or changes who is there. Requests wait meanwhile.
    pub fn edit<T>(&self, edit: impl FnOnce(&mut PracticeDirectory) -> T) -> T {
        edit(&mut lock(&self.world).directory)
    }

    /// Changes how it misbehaves, from the next request on.
    pub fn set_faults(&self, faults: GraphFaults) {
        lock(&self.world).faults = faults;
    }

    /// Changes what the application may do: names of permissions.
    pub fn set_permissions(&self, permissions: &[&str]) {
        lock(&self.world).permissions = permissions.iter().map(ToString::to_string).collect();
    }

    /// All links given so far lead nowhere (410).
    pub fn expire_links(&self) {
        lock(&self.world).pages.clear();
    }

    /// All access tokens given so far are refused (401).
    pub fn expire_tokens(&self) {
        lock(&self.world).sign_ins.expire_access();
    }

    /// The secret is right and no longer good.
    pub fn expire_secret(&self) {
        lock(&self.world).sign_ins.secret_expired = true;
    }

    /// Nobody has agreed that the application may act for people.
    pub fn withdraw_consent(&self) {
        lock(&self.world).sign_ins.consent = false;
    }

    /// Takes assertions signed with the key of a certificate, in DER. `false` where it is none.
    pub fn trust(&self, certificate: &[u8]) -> bool {
        lock(&self.world).sign_ins.trust(certificate)
    }

    /// A person types a code and agrees, or declines. `false` where nobody waits for the code.
    pub fn decide(&self, user_code: &str, approve: bool) -> bool {
        lock(&self.world).sign_ins.decide(user_code, approve)
    }

    /// Signs everybody out for good.
    pub fn revoke_sign_ins(&self) {
        lock(&self.world).sign_ins.revoke();
    }

    /// The last 1,000 requests, oldest first. Bodies of sign-ins are left out: they have secrets in them.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.world).requests.all()
    }

    /// Stops: closes the port and every connection.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(serving) = self.serving.take()
            && let Err(cause) = serving.await
        {
            tracing::error!(%cause, "the practice Graph did not end well");
        }
    }
}

impl Drop for PracticeGraph {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl fmt::Debug for PracticeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PracticeGraph")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

async fn serve(State(world): State<Arc<Mutex<World>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let bearer = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
        .unwrap_or_default();
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    if path == "/device" {
        return routes::device(&mut lock(&world), parts.method.as_str(), &body);
    }
    let reply = routes::answer(&mut lock(&world), parts.method.as_str(), path, query, bearer, &body);
    let mut response = Response::new(Body::from(reply.body.to_string()));
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = reply.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(Ok(location)) = reply.location.map(HeaderValue::try_from) {
        headers.insert(header::LOCATION, location);
    }
    response
}
