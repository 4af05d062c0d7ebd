//! Where a tenant's provisioning stands, how it is set, and its way through on, off, paused and anew.

use scimdesk_desk::wire::{
    AssignPrincipals, ChooseDirectory, Directory, ErrorCode, Principal, PrincipalKind, Provisioning, ProvisioningCode,
    ProvisioningSettings, RestartProvisioning, SafetyLevel, SaveProvisioning,
};

use serde_json::json;

use crate::{cycles::run, preview::keep, rig::Rig};

/// Two people, kept as the tenant's directory.
pub(crate) async fn with_directory(rig: &Rig) -> Directory {
    let people = json!([
        {"objectId": "u1", "userPrincipalName": "amelie@contoso.example", "displayName": "Amélie"},
        {"objectId": "u2", "userPrincipalName": "ben@contoso.example", "displayName": "Ben"},
    ]);
    let directory = keep(&rig.desk, None, &people).await;
    rig.desk
        .directory_choose(ChooseDirectory {
            tenant: rig.tenant.clone(),
            directory: Some(directory.id.clone()),
        })
        .await
        .expect("is chosen");
    directory
}

pub(crate) async fn assign(rig: &Rig, people: &[&str]) {
    let principals = people.iter().map(|id| Principal {
        kind: PrincipalKind::Person,
        id: (*id).into(),
    });
    rig.desk
        .assign(AssignPrincipals {
            tenant: rig.tenant.clone(),
            principals: principals.collect(),
            role: None,
        })
        .await
        .expect("are assigned");
}

async fn shown(rig: &Rig) -> Provisioning {
    rig.desk.provisioning_get(rig.id()).await.expect("is shown")
}

async fn save(rig: &Rig, change: impl FnOnce(&mut ProvisioningSettings)) -> Result<Provisioning, ErrorCode> {
    let mut settings = shown(rig).await.settings;
    change(&mut settings);
    let request = SaveProvisioning {
        tenant: rig.tenant.clone(),
        settings,
    };
    rig.desk.provisioning_save(request).await.map_err(|error| error.code)
}

/// Makes settings unusable.
type Spoil = fn(&mut ProvisioningSettings);

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_and_cycles_cannot_be_switched_on_before() {
    let rig = Rig::of("custom", SafetyLevel::ReadOnly).await;
    let begun = shown(&rig).await;
    assert_eq!(begun.code, ProvisioningCode::NotConfigured);
    assert_eq!(begun.missing.len(), 3, "{:?}", begun.missing);
    let refused = rig.desk.provisioning_start(rig.id()).await.expect_err("is read-only");
    assert_eq!(refused.code, ErrorCode::ReadOnlyTenant);

    rig.safety(SafetyLevel::Review).await;
    let refused = rig
        .desk
        .provisioning_start(rig.id())
        .await
        .expect_err("has no directory");
    assert_eq!(refused.code, ErrorCode::ProvisioningNotReady);
    assert!(refused.message.contains("directory"), "{}", refused.message);

    with_directory(&rig).await;
    let refused = rig.desk.cycle_run(run(rig.id())).await.expect_err("nobody is assigned");
    assert_eq!(refused.code, ErrorCode::ProvisioningNotReady);

    assign(&rig, &["u1"]).await;
    let ready = shown(&rig).await;
    assert_eq!((ready.code, ready.missing), (ProvisioningCode::Off, Vec::new()));
    assert_eq!(ready.next_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn cycles_are_switched_on_paused_and_off_and_a_restart_leaves_off_what_is_off() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    with_directory(&rig).await;
    assign(&rig, &["u1"]).await;
    let restart = || RestartProvisioning {
        tenant: rig.tenant.clone(),
        forget_links: true,
    };
    let off = rig.desk.provisioning_restart(restart()).await.expect("begins anew");
    assert_eq!(off.code, ProvisioningCode::Off);
    let on = rig.desk.provisioning_start(rig.id()).await.expect("starts");
    assert_eq!(on.code, ProvisioningCode::NotRun);
    assert!(on.next_at.is_some());
    let paused = rig.desk.provisioning_pause(rig.id()).await.expect("pauses");
    assert_eq!((paused.code, paused.next_at), (ProvisioningCode::Paused, None));
    let anew = rig.desk.provisioning_restart(restart()).await.expect("begins anew");
    assert_eq!(anew.code, ProvisioningCode::NotRun);
    let stopped = rig.desk.provisioning_stop(rig.id()).await.expect("stops");
    assert_eq!(stopped.code, ProvisioningCode::Off);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_as_they_are_and_unusable_ones_change_nothing() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let kept = save(&rig, |settings| {
        settings.interval_minutes = 5;
        settings.guard.protected = vec![" admin* ".into(), "ADMIN*".into(), String::new()];
        settings.notify.emails = vec![" ops@contoso.example ".into()];
        settings.notify.webhook = Some("  ".into());
        settings.notify.token_expires = Some("2027-01-31".into());
    })
    .await
    .expect("are saved");
    assert_eq!(kept.settings.interval_minutes, 5);
    assert_eq!(kept.settings.guard.protected, ["admin*"]);
    assert_eq!(kept.settings.notify.emails, ["ops@contoso.example"]);
    assert_eq!(kept.settings.notify.webhook, None);

    let unusable: [(&str, Spoil); 14] = [
        ("no minutes", |settings| settings.interval_minutes = 0),
        ("more than a week", |settings| settings.interval_minutes = 10_081),
        ("no days", |settings| settings.delete_after_days = Some(0)),
        ("a log of no days", |settings| settings.log_days = Some(0)),
        ("no hours", |settings| settings.relist_hours = Some(0)),
        ("a share above all", |settings| settings.guard.share = Some(100.5)),
        ("no share at all", |settings| settings.guard.share = Some(f64::NAN)),
        ("a guard of nothing", |settings| {
            settings.guard.share = None;
            settings.guard.count = None;
        }),
        ("no failures", |settings| settings.quarantine.evaluate_from = 0),
        ("a total below its part", |settings| settings.quarantine.total = 1),
        ("no address", |settings| settings.notify.emails = vec!["ops".into()]),
        ("an address with a header in it", |settings| {
            settings.notify.emails = vec!["ops@contoso.example\r\nBcc: all@contoso.example".into()];
        }),
        ("a webhook in the clear", |settings| {
            settings.notify.webhook = Some("http://hooks.example.com".into());
        }),
        ("no day", |settings| {
            settings.notify.token_expires = Some("31.1.2027".into());
        }),
    ];
    for (what, change) in unusable {
        assert_eq!(save(&rig, change).await.expect_err(what), ErrorCode::BadInput, "{what}");
        assert_eq!(shown(&rig).await.settings, kept.settings, "{what}");
    }
}
