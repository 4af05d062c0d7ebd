//! A refresh by the desk, in a process of its own.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{AddTenant, DeskStatus, JobEnd, OpenDesk, Refresh, ResourceKind, SecretText, UpdateTenant, VaultKind},
};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::practice::Practice;

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
    /// Accounts held after it.
    pub(crate) count: u64,
    /// The process's own peak (resident set).
    pub(crate) peak_mib: u64,
    /// Its peak before the refresh began.
    pub(crate) idle_mib: u64,
}

/// Runs this program anew for one refresh.
pub(crate) fn in_a_process_of_its_own(practice: &Practice, vault: &Vault) -> Measured {
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
    let request = json!({ "url": practice.url, "token": practice.token, "dataDir": data_dir });
    child
        .stdin
        .take()
        .unwrap()
        .write_all(request.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the refresh ended with {}", output.status);
    let measured: Value = serde_json::from_slice(&output.stdout).unwrap();
    let number = |name: &str| measured[name].as_u64().unwrap();
    Measured {
        took: Duration::from_millis(number("milliseconds")),
        count: number("count"),
        peak_mib: number("peakMib"),
        idle_mib: number("idleMib"),
    }
}

/// The process of its own.
pub(crate) fn child() {
    let request: Value = serde_json::from_reader(std::io::stdin()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("{}", runtime.block_on(refresh(&request)));
}

async fn refresh(request: &Value) -> Value {
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
    let tenant = desk
        .tenant_add(AddTenant {
            name: "Large".to_owned(),
            app: "documo".to_owned(),
            url: request["url"].as_str().unwrap().to_owned(),
            token: SecretText::from(SecretString::from(request["token"].as_str().unwrap())),
            safety: None,
            environment: None,
            extra_ca: None,
        })
        .await
        .unwrap();
    // The limiter is for other people's servers; here it would be all that is measured.
    desk.tenant_update(UpdateTenant {
        id: tenant.id.clone(),
        rate: Some(1_000.0),
        ..UpdateTenant::default()
    })
    .await
    .unwrap();
    let idle = peak_mib();
    let began = Instant::now();
    let job = desk
        .refresh(Refresh {
            tenant: tenant.id,
            kinds: vec![ResourceKind::User],
        })
        .await
        .unwrap();
    let end = desk.job_end(job).await.unwrap();
    let took = began.elapsed();
    let JobEnd::Refreshed { outcomes, failures } = end else {
        panic!("{end:?}")
    };
    assert!(failures.is_empty(), "{failures:?}");
    let answer = json!({
        "milliseconds": u64::try_from(took.as_millis()).unwrap(),
        "count": outcomes[0].count,
        "peakMib": peak_mib(),
        "idleMib": idle,
    });
    desk.shutdown().await;
    answer
}

/// Most of the memory that this process ever had, in MiB. Linux alone tells.
fn peak_mib() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .unwrap()
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmHWM:")?
                .trim()
                .strip_suffix(" kB")?
                .parse::<u64>()
                .ok()
        })
        .unwrap()
        / 1024
}
