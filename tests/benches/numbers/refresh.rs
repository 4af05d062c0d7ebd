//! Refreshes by the desk, in a process of their own.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{
        AddTenant, DeskStatus, JobEnd, OpenDesk, Refresh, RefreshOutcome, ReplaceCredential, ResourceKind, SecretText,
        UpdateTenant, VaultKind,
    },
};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::{
    practice::Practice,
    process::{forget_peak, peak_mib, processor_time},
};

/// Where the refreshed cache goes.
pub(crate) enum Vault {
    /// An encrypted cache that goes with the process.
    Session,
    /// One that stays, its key in the keyring of that environment.
    Keyring {
        /// The directory of the cache.
        data_dir: PathBuf,
        /// The environment with the session bus of the keyring.
        environment: Vec<(String, String)>,
    },
}

/// What a refresh took.
pub(crate) struct Measured {
    /// From the command to the end of its job.
    pub(crate) took: Duration,
    /// By the processors, in the process that refreshed.
    pub(crate) processor: Duration,
    /// Accounts held after it.
    pub(crate) count: u64,
    /// Accounts held after it that it did not bring.
    pub(crate) not_seen: u64,
    /// Most of the process's memory while it ran.
    pub(crate) peak_mib: u64,
    /// The same before it began.
    pub(crate) idle_mib: u64,
}

/// Runs this program anew for refreshes of one tenant, one after another; each of them finds the tenant at another server.
pub(crate) fn in_a_process_of_its_own(servers: &[&Practice], vault: &Vault) -> Vec<Measured> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["child", "refresh"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let data_dir = match vault {
        Vault::Session => None,
        Vault::Keyring { data_dir, environment } => {
            command.env_clear().envs(environment.iter().cloned());
            Some(data_dir)
        }
    };
    let mut child = command.spawn().unwrap();
    let servers: Vec<Value> = servers
        .iter()
        .map(|server| json!({ "url": server.url, "token": server.token }))
        .collect();
    let request = json!({ "servers": servers, "dataDir": data_dir });
    child
        .stdin
        .take()
        .unwrap()
        .write_all(request.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the refresh ended with {}", output.status);
    let measured: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    measured.iter().map(Measured::read).collect()
}

impl Measured {
    fn read(measured: &Value) -> Self {
        let number = |name: &str| measured[name].as_u64().unwrap();
        Self {
            took: Duration::from_millis(number("milliseconds")),
            processor: Duration::from_millis(number("processorMilliseconds")),
            count: number("count"),
            not_seen: number("notSeen"),
            peak_mib: number("peakMib"),
            idle_mib: number("idleMib"),
        }
    }
}

/// The process of its own.
pub(crate) fn child() {
    let request: Value = serde_json::from_reader(std::io::stdin()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("{}", runtime.block_on(refreshes(&request)));
}

async fn refreshes(request: &Value) -> Value {
    let scratch = tempfile::tempdir().unwrap();
    let kept = request["dataDir"].as_str().map(PathBuf::from);
    let vault = if kept.is_some() {
        VaultKind::Keyring
    } else {
        VaultKind::Session
    };
    let desk = Desk::new(DeskOptions {
        data_dir: Some(kept.unwrap_or_else(|| scratch.path().to_owned())),
        ..DeskOptions::default()
    });
    let status = desk
        .desk_open(OpenDesk {
            vault: Some(vault),
            passphrase: None,
        })
        .await
        .unwrap();
    assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
    let mut tenant: Option<String> = None;
    let mut measured = Vec::new();
    for server in request["servers"].as_array().unwrap() {
        let url = server["url"].as_str().unwrap().to_owned();
        let token = SecretText::from(SecretString::from(server["token"].as_str().unwrap()));
        let id = match tenant.take() {
            None => add(&desk, url, token).await,
            Some(tenant) => {
                let url = Some(url);
                let moved = desk.tenant_replace_credential(ReplaceCredential { tenant, url, token });
                moved.await.unwrap().id
            }
        };
        measured.push(refresh(&desk, &id).await);
        tenant = Some(id);
    }
    desk.shutdown().await;
    Value::from(measured)
}

/// Adds a tenant at a practice server.
pub(crate) async fn add_tenant(desk: &Desk, practice: &Practice) -> String {
    let token = SecretText::from(SecretString::from(practice.token.as_str()));
    add(desk, practice.url.clone(), token).await
}

async fn add(desk: &Desk, url: String, token: SecretText) -> String {
    let added = desk.tenant_add(AddTenant {
        name: "Large".to_owned(),
        app: "documo".to_owned(),
        url,
        token,
        safety: None,
        environment: None,
        extra_ca: None,
    });
    let id = added.await.unwrap().id;
    // The limiter is for other people's servers; here it would be all that is measured.
    desk.tenant_update(UpdateTenant {
        id: id.clone(),
        rate: Some(1_000.0),
        ..UpdateTenant::default()
    })
    .await
    .unwrap();
    id
}

async fn refresh(desk: &Desk, tenant: &str) -> Value {
    let idle = peak_mib();
    forget_peak();
    let (began, on_processor) = (Instant::now(), processor_time());
    let job = desk
        .refresh(Refresh {
            tenant: tenant.to_owned(),
            kinds: vec![ResourceKind::User],
        })
        .await
        .unwrap();
    let end = desk.job_end(job).await.unwrap();
    let (took, processor) = (began.elapsed(), processor_time().saturating_sub(on_processor));
    let outcome = outcome(end);
    let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap();
    json!({
        "milliseconds": milliseconds(took),
        "processorMilliseconds": milliseconds(processor),
        "count": outcome.count,
        "notSeen": outcome.not_seen,
        "peakMib": peak_mib(),
        "idleMib": idle,
    })
}

fn outcome(end: JobEnd) -> RefreshOutcome {
    let JobEnd::Refreshed { mut outcomes, failures } = end else {
        panic!("{end:?}")
    };
    assert!(failures.is_empty(), "{failures:?}");
    outcomes.remove(0)
}
