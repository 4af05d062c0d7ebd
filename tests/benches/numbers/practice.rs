//! A practice server in a process of its own.

use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer};
use scimdesk_tests::supervised::Supervised;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A running practice tenant; ended when dropped, and when this process ends in whatever way.
pub(crate) struct Practice {
    _process: Supervised,
    _log: TempDir,
    /// Its tenant URL.
    pub(crate) url: String,
    /// Its token, made up for this run.
    pub(crate) token: String,
}

impl Practice {
    /// Serves Documo with that many accounts.
    pub(crate) fn serve(accounts: u32) -> Self {
        Self::serve_stating(accounts, accounts)
    }

    /// The same, and states another total than the accounts it serves.
    pub(crate) fn serve_stating(accounts: u32, total: u32) -> Self {
        let log = tempfile::tempdir().unwrap();
        let program = std::env::current_exe().unwrap();
        let (accounts, total) = (accounts.to_string(), total.to_string());
        let command = [program.to_str().unwrap(), "child", "serve", &accounts, &total];
        let (process, line) = Supervised::announced(&command, &environment(), &log.path().join("log"));
        let served: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| served[name].as_str().unwrap().to_owned();
        Self {
            _process: process,
            _log: log,
            url: text("url"),
            token: text("token"),
        }
    }
}

/// What the supervisor's shell needs.
fn environment() -> Vec<(String, String)> {
    vec![("PATH".to_owned(), std::env::var("PATH").unwrap())]
}

/// The process of its own: serves until it is ended.
pub(crate) fn child(accounts: &str, total: &str) {
    let mut options = PracticeOptions::for_app("documo").with_accounts(accounts.parse().unwrap());
    options.faults = Faults {
        lie_total: (accounts != total).then(|| total.parse().unwrap()),
        ..Faults::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let server = PracticeServer::start(options).await.unwrap();
        println!(
            "{}",
            json!({ "url": server.url(), "token": server.token().expose_secret() })
        );
        std::future::pending::<()>().await;
    });
}
