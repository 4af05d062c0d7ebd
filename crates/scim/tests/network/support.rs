//! A clock that never waits, servers that misbehave on the wire, and short forms of what tests need.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use scimdesk_scim::client::{Client, ClientOptions, Clock, Limits};
use scimdesk_scim::tenant_url::TenantUrl;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wiremock::ResponseTemplate;

/// A token that stands out wherever it turns up.
pub(crate) const TOKEN: &str = "tok/en+with=odd.chars~7f3a9c51";

/// Time that moves only when somebody sleeps, and then at once.
#[derive(Default)]
pub(crate) struct FakeClock {
    elapsed: Mutex<Duration>,
    sleeps: Mutex<Vec<Duration>>,
}

impl FakeClock {
    /// 2026-11-21 08:00:00 UTC.
    pub(crate) fn start() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_hours(498_680)
    }

    /// Waits between attempts; the rate limit's own are shorter than these.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        let sleeps = self.sleeps.lock().unwrap();
        sleeps
            .iter()
            .copied()
            .filter(|sleep| *sleep > Duration::from_millis(1))
            .collect()
    }
}

impl Clock for FakeClock {
    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        Self::start() + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.elapsed.lock().unwrap() += duration;
        self.sleeps.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

pub(crate) fn options(url: &str, clock: &Arc<FakeClock>) -> ClientOptions {
    ClientOptions {
        rate: 10_000.0,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        ..ClientOptions::new(TenantUrl::parse(url).unwrap(), SecretString::from(TOKEN))
    }
}

/// A client with a clock that never waits.
pub(crate) fn client(url: &str) -> (Client, Arc<FakeClock>) {
    let clock = Arc::new(FakeClock::default());
    (Client::new(options(url, &clock)).unwrap(), clock)
}

/// A client with the one short limit that a test is about; no other is met on a busy machine.
pub(crate) fn impatient(url: &str, shorten: impl FnOnce(&mut Limits)) -> Client {
    let clock = Arc::new(FakeClock::default());
    let mut options = options(url, &clock);
    options.limits = Limits {
        connect: Duration::from_secs(30),
        first_byte: Duration::from_secs(30),
        idle_body: Duration::from_secs(30),
        whole_body: Duration::from_secs(30),
        ..options.limits
    };
    shorten(&mut options.limits);
    Client::new(options).unwrap()
}

pub(crate) fn user(id: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": id,
        "userName": format!("user-{id}@example.com"),
        "active": true,
    })
}

pub(crate) fn list(total: u64, start: u64, resources: &[Value]) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    })
}

pub(crate) fn scim(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_string(), "application/scim+json")
}

pub(crate) fn scim_error(status: u16, scim_type: Option<&str>, detail: &str) -> ResponseTemplate {
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.to_string(),
        "detail": detail,
    });
    if let Some(scim_type) = scim_type {
        body["scimType"] = scim_type.into();
    }
    scim(status, &body)
}

/// What a hand-made server does with a connection after it has read the request.
#[derive(Clone)]
pub(crate) enum Behaviour {
    /// Sends these bytes and hangs up.
    Send(Vec<u8>),
    /// Sends these bytes and then nothing more, for as long as the client holds on.
    SendThenStall(Vec<u8>),
    /// Sends the first bytes, then the second again and again, this far apart.
    Trickle(Vec<u8>, Vec<u8>, Duration),
    /// Sends these bytes to whoever shows a token, and hangs up on everybody else.
    SendToKnown(Vec<u8>),
    /// Hangs up at once.
    HangUp,
}

/// A server on loopback that plays one behaviour for each connection, the last one for all that follow.
pub(crate) struct WireServer {
    pub(crate) url: String,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl WireServer {
    pub(crate) async fn start(script: Vec<Behaviour>) -> Self {
        Self::start_on(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    pub(crate) fn start_on(listener: TcpListener, script: Vec<Behaviour>) -> Self {
        let url = format!("http://{}/scim/v2", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let counter = Arc::clone(&connections);
        let log = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = counter.fetch_add(1, Ordering::SeqCst);
                let behaviour = script[number.min(script.len() - 1)].clone();
                tokio::spawn(play(stream, behaviour, Arc::clone(&log)));
            }
        });
        Self {
            url,
            connections,
            requests,
            task,
        }
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The requests as they came over the wire.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for WireServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(mut stream: TcpStream, behaviour: Behaviour, log: Arc<Mutex<Vec<String>>>) {
    let Some(request) = read_request(&mut stream).await else {
        return;
    };
    let is_known = request.to_ascii_lowercase().contains("\r\nauthorization:");
    log.lock().unwrap().push(request);
    // Errors here mean that the client has gone, which is what some tests are about.
    match behaviour {
        Behaviour::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Behaviour::SendThenStall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            until_gone(&mut stream).await;
        }
        Behaviour::Trickle(first, again, pause) => {
            let _ = stream.write_all(&first).await;
            while stream.write_all(&again).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        }
        Behaviour::SendToKnown(bytes) if is_known => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Behaviour::SendToKnown(_) | Behaviour::HangUp => {}
    }
}

async fn until_gone(stream: &mut TcpStream) {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await.is_ok_and(|n| n > 0) {}
}

/// Head and body of one request.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let n = stream.read(&mut buffer).await.ok()?;
        if n == 0 {
            return None;
        }
        bytes.extend_from_slice(&buffer[..n]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse::<usize>().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text);
            }
        }
    }
}

/// An HTTP answer as bytes, with a true length.
pub(crate) fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}
