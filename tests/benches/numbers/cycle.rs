//! An initial cycle of new people into an empty tenant, beside the time that its requests take at the rate that is allowed.

use std::{fmt::Write as _, fs, time::Instant};

use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{
        AbsentMeans, ChooseDirectory, ConnectDirectory, CycleCounts, CycleState, DeletionGuard, DirectorySource,
        FileSource, JobEnd, OpenDesk, ProvisioningSettings, RunCycle, SafetyLevel, SaveMappings, SaveProvisioning,
        TenantId, UpdateTenant, VaultKind, Who,
    },
};

use crate::{
    practice::Practice,
    process::{forget_peak, peak_mib, processor_time},
    refresh,
};

/// Prints how long it takes to make that many accounts at each of these rates, in requests a second.
pub(crate) fn of_new_people(count: u32, rates: &[f64]) {
    for rate in rates {
        let practice = Practice::serve(0);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(measure(&practice, count, *rate));
    }
}

async fn measure(practice: &Practice, count: u32, rate: f64) {
    let scratch = tempfile::tempdir().unwrap();
    let desk = Desk::new(DeskOptions {
        data_dir: Some(scratch.path().join("data")),
        ..DeskOptions::default()
    });
    let open = OpenDesk {
        vault: Some(VaultKind::Session),
        passphrase: None,
    };
    desk.desk_open(open).await.unwrap();
    let file = scratch.path().join("people.csv");
    fs::write(&file, people(count)).unwrap();
    let tenant = prepared(&desk, practice, &file.to_string_lossy(), rate).await;

    forget_peak();
    let (began, processor) = (Instant::now(), processor_time());
    let job = desk.cycle_run(RunCycle { tenant, reviewed: true }).await.unwrap();
    let end = desk.job_end(job).await.unwrap();
    let (took, processor) = (began.elapsed(), processor_time().saturating_sub(processor));
    let JobEnd::Provisioned { outcome } = end else {
        panic!("{end:#?}")
    };
    let counts: CycleCounts = outcome.cycle.counts;
    assert_eq!(outcome.cycle.state, CycleState::Succeeded, "{outcome:#?}");
    assert_eq!(counts.created, u64::from(count), "everybody has an account");
    let share = |requests: f64| took.as_secs_f64() / (requests / rate);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let requests = counts.requests as f64;
    println!(
        "  at {rate} requests/s: {:.1} s, processors {:.1} s, peak {} MiB; {requests} requests",
        took.as_secs_f64(),
        processor.as_secs_f64(),
        peak_mib(),
    );
    println!(
        "    time, of what one request for each person takes at that rate: {:.3} (aim 1.1); of what all that were sent take: {:.3}",
        share(f64::from(count)),
        share(requests),
    );
    desk.shutdown().await;
}

fn people(count: u32) -> String {
    let mut csv =
        "objectId,userPrincipalName,givenName,surname,displayName,mail,department,accountEnabled\n".to_owned();
    for number in 0..count {
        let _ = writeln!(
            csv,
            "person-{number},person{number}@corp.example,Amélie{number},Okoro,Amélie{number} Okoro,\
             person{number}@mail.example,Sales,true"
        );
    }
    csv
}

/// A tenant whose people are those of the file, everybody in scope.
async fn prepared(desk: &Desk, practice: &Practice, file: &str, rate: f64) -> String {
    let tenant = refresh::add_tenant(desk, practice).await;
    let update = UpdateTenant {
        id: tenant.clone(),
        rate: Some(rate),
        safety: Some(SafetyLevel::Trusted),
        ..UpdateTenant::default()
    };
    desk.tenant_update(update).await.unwrap();
    let connect = ConnectDirectory {
        directory: None,
        name: "People".to_owned(),
        source: DirectorySource::File(FileSource {
            path: file.to_owned(),
            columns: Vec::new(),
            id_attribute: Some("objectId".to_owned()),
            absent: AbsentMeans::Disabled,
        }),
        secret: None,
    };
    let directory = desk.directory_connect(connect).await.unwrap().directory;
    let choose = ChooseDirectory {
        tenant: tenant.clone(),
        directory: Some(directory),
    };
    desk.directory_choose(choose).await.unwrap();
    let id = TenantId { tenant: tenant.clone() };
    let mut mappings = desk.mappings_get(id).await.unwrap().mappings;
    mappings.assignment.who = Who::All;
    // App roles are assigned, and here nobody is.
    mappings
        .users
        .mappings
        .retain(|mapping| !mapping.target.starts_with("roles"));
    let save = SaveMappings {
        tenant: tenant.clone(),
        mappings,
        base: None,
        note: String::new(),
        import: None,
    };
    desk.mappings_save(save).await.unwrap();
    let save = SaveProvisioning {
        tenant: tenant.clone(),
        settings: ProvisioningSettings {
            guard: DeletionGuard {
                enabled: false,
                ..DeletionGuard::default()
            },
            ..ProvisioningSettings::default()
        },
    };
    desk.provisioning_save(save).await.unwrap();
    tenant
}
