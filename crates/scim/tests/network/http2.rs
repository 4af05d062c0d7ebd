//! Servers that speak HTTP/2 (RFC 9113), as most in the cloud do.

use std::sync::{Arc, Mutex};

use h2::Reason;
use scimdesk_scim::client::ClientErrorKind;
use scimdesk_scim::patch::PatchOp;
use scimdesk_scim::resource::ResourceKind;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::support::{TOKEN, user};
use crate::tls::{Ca, acceptor, trusting};

/// What a server does with each request.
#[derive(Clone, Copy)]
enum Stream {
    /// Answers with one user.
    Answer,
    /// Resets the stream before the answer, for this reason.
    Reset(Reason),
    /// Begins the answer and resets the stream.
    ResetHalfWay,
}

/// A server on loopback that speaks nothing but HTTP/2.
struct Http2Server {
    url: String,
    seen: Arc<Mutex<Seen>>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<http::Request<()>>,
}

impl Http2Server {
    async fn start(ca: &Ca, stream: Stream) -> Self {
        let acceptor = acceptor(ca.sign(&["localhost"], -1, 90), &[b"h2"]);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}/scim/v2", listener.local_addr().unwrap().port());
        let seen = Arc::new(Mutex::new(Seen::default()));
        let task = tokio::spawn(accept(listener, acceptor, stream, Arc::clone(&seen)));
        Self { url, seen, task }
    }

    fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    fn requests(&self) -> usize {
        self.seen.lock().unwrap().requests.len()
    }
}

impl Drop for Http2Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, stream: Stream, seen: Arc<Mutex<Seen>>) {
    while let Ok((tcp, _)) = listener.accept().await {
        let tls = acceptor.accept(tcp).await.unwrap();
        assert_eq!(tls.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let mut connection = h2::server::handshake(tls).await.unwrap();
        seen.lock().unwrap().connections += 1;
        let seen = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Some(Ok((request, mut respond))) = connection.accept().await {
                seen.lock().unwrap().requests.push(request.map(drop));
                let body = user("7").to_string();
                match stream {
                    Stream::Answer => {
                        let mut send = respond.send_response(head(), false).unwrap();
                        send.send_data(body.into(), true).unwrap();
                    }
                    Stream::Reset(reason) => respond.send_reset(reason),
                    Stream::ResetHalfWay => {
                        let mut send = respond.send_response(head(), false).unwrap();
                        send.send_data(body[..10].to_owned().into(), false).unwrap();
                        send.send_reset(Reason::INTERNAL_ERROR);
                    }
                }
            }
        });
    }
}

fn head() -> http::Response<()> {
    http::Response::builder()
        .header("content-type", "application/scim+json")
        .body(())
        .unwrap()
}

#[tokio::test]
async fn requests_share_one_connection_and_carry_the_token() {
    let ca = Ca::new();
    let server = Http2Server::start(&ca, Stream::Answer).await;
    let client = trusting(&server.url, Some(&ca));
    for _ in 0..3 {
        let answer = client.get(ResourceKind::User, "7").await.unwrap();
        assert_eq!(answer.value.id().as_deref(), Some("7"));
        assert_eq!(answer.exchange.status, Some(200));
    }
    assert_eq!((server.connections(), server.requests()), (1, 3));
    for request in &server.seen.lock().unwrap().requests {
        assert_eq!(request.version(), http::Version::HTTP_2);
        assert_eq!(request.uri().path(), "/scim/v2/Users/7");
        assert_eq!(request.headers()["authorization"], format!("Bearer {TOKEN}"));
    }
}

#[tokio::test]
async fn a_stream_that_is_reset_is_a_lost_connection_and_a_write_on_it_is_not_repeated() {
    let ca = Ca::new();
    for stream in [Stream::Reset(Reason::INTERNAL_ERROR), Stream::ResetHalfWay] {
        let server = Http2Server::start(&ca, stream).await;
        let client = trusting(&server.url, Some(&ca));
        let error = client.get(ResourceKind::User, "7").await.unwrap_err();
        assert_eq!(
            error.kind,
            ClientErrorKind::ConnectionLost,
            "{:?}",
            error.exchange.cause
        );
        assert!(server.requests() > 1, "a read is tried again");

        let before = server.requests();
        let patch = PatchOp::set_active(false);
        let error = client.patch(ResourceKind::User, "7", &patch, None).await.unwrap_err();
        assert_eq!(error.kind, ClientErrorKind::OutcomeUnknown);
        assert_eq!(server.requests(), before + 1);
    }
}
