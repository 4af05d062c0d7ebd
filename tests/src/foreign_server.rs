//! `scim2-server`: a SCIM server that nobody here wrote.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use scimdesk_scim::{
    client::{Client, ClientOptions},
    tenant_url::TenantUrl,
};
use secrecy::SecretString;

use crate::{python, wait};

/// The token that it takes.
pub const TOKEN: &str = "a-token-of-this-test-only";

/// A running `scim2-server`; ended when dropped.
pub struct ForeignServer {
    process: Child,
    /// Its tenant URL.
    pub url: String,
}

impl ForeignServer {
    /// An empty one, listening.
    ///
    /// # Panics
    /// Where it cannot be installed or does not start.
    pub fn start() -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .expect("can be had on loopback")
            .local_addr()
            .expect("can be had on loopback")
            .port();
        let process = Command::new(python::environment().join("scim2-server"))
            .args([
                "--hostname",
                "127.0.0.1",
                "--bearer-token",
                TOKEN,
                "--port",
                &port.to_string(),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("can be had on loopback");
        let server = Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        wait::until(Duration::from_mins(1), "the server listens", || {
            TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()
        });
        server
    }

    /// Somebody who knows nothing of the product.
    ///
    /// # Panics
    /// Where there are no system roots.
    pub fn client(&self) -> Client {
        Client::new(ClientOptions::new(
            TenantUrl::parse(&self.url).expect("can be had on loopback"),
            SecretString::from(TOKEN),
        ))
        .expect("can be had on loopback")
    }
}

impl Drop for ForeignServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
