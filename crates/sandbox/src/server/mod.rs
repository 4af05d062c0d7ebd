//! The server: it listens, asks for the token, plays the faults, and hands requests on.

mod handler;
pub(crate) mod wire;

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use secrecy::SecretString;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use self::wire::{Door, Scissors};
use crate::{
    Faults, PracticeOptions, RecordedRequest, StartError, directory::Directory, faults::ActiveFaults,
    options::MAX_ACCOUNTS, people::People, profile::Profile, requests::Requests,
};

/// Where the tenant URL points below the host.
const BASE: &str = "/scim/v2";

/// A running practice tenant. It stops when dropped; [`PracticeServer::stop`] waits until it has.
pub struct PracticeServer {
    app: String,
    url: String,
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: CancellationToken,
    serving: Option<JoinHandle<()>>,
}

/// What all requests share.
struct Shared {
    token: SecretString,
    directory: RwLock<Directory>,
    faults: Mutex<ActiveFaults>,
    requests: Mutex<Requests>,
}

/// A panic while a lock was held leaves nothing half done that a later request could not live with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PracticeServer {
    /// Starts a practice tenant on 127.0.0.1. Several can run at once.
    pub async fn start(options: PracticeOptions) -> Result<Self, StartError> {
        let Some(profile) = Profile::of(&options.app) else {
            return Err(StartError::UnknownApp(options.app));
        };
        if options.accounts > MAX_ACCOUNTS {
            return Err(StartError::TooManyAccounts(options.accounts));
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port.unwrap_or(0)));
        let listen = |cause| StartError::Listen { address, cause };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let url = format!("http://{address}{BASE}");
        let people = People::new(options.seed, &options.app, options.accounts);
        let shared = Arc::new(Shared {
            token: options.token.unwrap_or_else(random_token),
            directory: RwLock::new(Directory::new(url.clone(), profile, people)),
            faults: Mutex::new(ActiveFaults::new(options.faults)),
            requests: Mutex::default(),
        });
        let stop = CancellationToken::new();
        let door = Door {
            listener,
            stop: stop.clone(),
        };
        let router = axum::Router::new()
            .fallback(handler::serve)
            .with_state(Arc::clone(&shared));
        let service = router.into_make_service_with_connect_info::<Scissors>();
        let stopped = stop.clone();
        let serving = tokio::spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                ended = axum::serve(door, service).into_future() => {
                    if let Err(cause) = ended {
                        tracing::error!(%cause, "the practice tenant ended");
                    }
                }
            }
        });
        Ok(Self {
            app: options.app,
            url,
            address,
            shared,
            stop,
            serving: Some(serving),
        })
    }

    /// The tenant URL: `http://127.0.0.1:PORT/scim/v2`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The token it wants, as `Authorization: Bearer …`.
    pub fn token(&self) -> &SecretString {
        &self.shared.token
    }

    /// The gallery id of the app that it behaves as.
    pub fn app(&self) -> &str {
        &self.app
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes how it misbehaves, from the next request on. Counters begin anew.
    pub fn set_faults(&self, faults: Faults) {
        *lock(&self.shared.faults) = ActiveFaults::new(faults);
    }

    /// How it misbehaves now.
    pub fn faults(&self) -> Faults {
        lock(&self.shared.faults).faults.clone()
    }

    /// The last 1,000 requests, oldest first, refused ones included.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).all()
    }

    /// Stops: closes the port and every connection, and forgets what was changed.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(serving) = self.serving.take()
            && let Err(cause) = serving.await
        {
            tracing::error!(%cause, "the practice tenant did not end well");
        }
    }
}

impl Drop for PracticeServer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl fmt::Debug for PracticeServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PracticeServer")
            .field("app", &self.app)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// 256 random bits in hexadecimal digits.
fn random_token() -> SecretString {
    let bits: [u128; 2] = rand::random();
    format!("{:032x}{:032x}", bits[0], bits[1]).into()
}
