//! Messages to people: the webhook and this computer. E-mail is tried on a real SMTP server, from outside.

use scimdesk_desk::wire::{
    DeskEvent, ErrorCode, MailSecurity, MailServer, NotificationTest, SafetyLevel, SaveMailServer, SaveProvisioning,
    SecretText,
};
use secrecy::SecretString;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use crate::rig::Rig;

async fn test(rig: &Rig, change: impl FnOnce(&mut scimdesk_desk::wire::NotificationSettings)) -> NotificationTest {
    let mut settings = rig.desk.provisioning_get(rig.id()).await.expect("is shown").settings;
    change(&mut settings.notify);
    let request = SaveProvisioning {
        tenant: rig.tenant.clone(),
        settings,
    };
    rig.desk.provisioning_save(request).await.expect("is saved");
    rig.desk.notification_test(rig.id()).await.expect("is tried")
}

fn ways(test: &NotificationTest) -> Vec<(&str, Option<ErrorCode>)> {
    (test.ways.iter())
        .map(|way| (way.way.as_str(), way.error.as_ref().map(|error| error.code)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_gets_one_post_of_json_without_any_secret() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let hook = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/hook/canary"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&hook)
        .await;
    let tried = test(&rig, |notify| {
        notify.webhook = Some(format!("{}/hook/canary", hook.uri()));
    })
    .await;
    assert_eq!(ways(&tried), [("webhook", None)]);
    let requests = hook.received_requests().await.expect("are recorded");
    let [request] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    let body: serde_json::Value = request.body_json().expect("is JSON");
    assert_eq!(body["occasion"], "test");
    assert_eq!(body["tenantName"], "Acme");
    assert_eq!(body["tenant"], rig.tenant);
    let text = String::from_utf8_lossy(&request.body).into_owned();
    let token = secrecy::ExposeSecret::expose_secret(rig.server.token()).to_owned();
    assert!(
        !text.contains(&token) && !request.headers.contains_key("authorization"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_webhook_only_the_host_is_shown_which_stands_for_the_url_that_is_kept() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let hook = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/hook/canary"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&hook)
        .await;
    test(&rig, |notify| {
        notify.webhook = Some(format!("{}/hook/canary", hook.uri()));
    })
    .await;
    let shown = async || {
        let shown = rig.desk.provisioning_get(rig.id()).await.expect("is shown");
        shown.settings.notify.webhook
    };
    assert_eq!(shown().await, Some(hook.address().to_string()));
    // Saved again as it is shown, together with something else.
    let again = test(&rig, |notify| notify.digest = true).await;
    assert_eq!(ways(&again), [("webhook", None)]);
    assert_eq!(hook.received_requests().await.expect("are recorded").len(), 2);
    // A host that is not the kept one is no URL.
    let mut settings = rig.desk.provisioning_get(rig.id()).await.expect("is shown").settings;
    settings.notify.webhook = Some("hooks.contoso.example".into());
    let save = SaveProvisioning {
        tenant: rig.tenant.clone(),
        settings,
    };
    let refused = rig.desk.provisioning_save(save).await.expect_err("is no URL");
    assert_eq!(refused.code, ErrorCode::BadInput);
    assert_eq!(ways(&test(&rig, |notify| notify.webhook = None).await), []);
    assert_eq!(shown().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_leads_elsewhere_or_answers_badly_is_an_error_that_does_not_tell_its_url() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let hook = MockServer::start().await;
    let elsewhere = MockServer::start().await;
    let moved = ResponseTemplate::new(307).insert_header("location", elsewhere.uri().as_str());
    Mock::given(path("/canary-moved"))
        .respond_with(moved)
        .mount(&hook)
        .await;
    Mock::given(path("/canary-broken"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&hook)
        .await;
    for (place, status) in [("canary-moved", "307"), ("canary-broken", "500")] {
        let tried = test(&rig, |notify| notify.webhook = Some(format!("{}/{place}", hook.uri()))).await;
        assert_eq!(ways(&tried), [("webhook", Some(ErrorCode::WebhookFailed))]);
        let error = serde_json::to_string(&tried.ways[0].error).expect("is JSON");
        assert!(error.contains(status) && !error.contains("canary"), "{error}");
    }
    assert_eq!(elsewhere.received_requests().await.expect("are recorded").len(), 0);
    drop(hook);
}

#[tokio::test(flavor = "multi_thread")]
async fn this_computer_is_told_by_an_event_and_a_way_that_fails_stops_no_other() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let mut events = rig.desk.events();
    let tried = test(&rig, |notify| {
        notify.desktop = true;
        notify.emails = vec!["ops@contoso.example".into()];
    })
    .await;
    assert_eq!(
        ways(&tried),
        [("desktop", None), ("email", Some(ErrorCode::MailServerMissing))]
    );
    let mut heard = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let DeskEvent::Notification { tenant, title, .. } = event {
            heard.push((tenant, title));
        }
    }
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].0, rig.tenant);
    assert!(heard[0].1.contains("Acme"), "{heard:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_is_kept_without_showing_its_password_which_goes_to_no_other_server() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let server = MailServer {
        host: " mail.contoso.example ".into(),
        port: 587,
        security: MailSecurity::StartTls,
        user: Some("scimdesk".into()),
        from: "Scimdesk <scimdesk@contoso.example>".into(),
        extra_ca: None,
    };
    let save = async |server: &MailServer, password: Option<&str>| {
        rig.desk
            .mail_server_save(SaveMailServer {
                server: server.clone(),
                password: password.map(|text| SecretText::from(SecretString::from(text))),
            })
            .await
            .map_err(|error| error.code)
    };
    let kept = save(&server, Some("canary-password")).await.expect("is saved");
    assert_eq!(kept.host, "mail.contoso.example");
    assert_eq!(rig.desk.mail_server_get().await.expect("is shown"), kept);
    save(&kept, None).await.expect("the password is kept");

    let elsewhere = MailServer {
        host: "mail.evil.example".into(),
        ..kept.clone()
    };
    assert_eq!(
        save(&elsewhere, None).await.expect_err("needs a password of its own"),
        ErrorCode::BadInput
    );
    for (what, bad) in [
        (
            "in the clear",
            MailServer {
                security: MailSecurity::None,
                ..kept.clone()
            },
        ),
        (
            "no port",
            MailServer {
                port: 0,
                ..kept.clone()
            },
        ),
        (
            "no sender",
            MailServer {
                from: "Scimdesk".into(),
                ..kept.clone()
            },
        ),
        (
            "a host with a path",
            MailServer {
                host: "mail.contoso.example/x".into(),
                ..kept.clone()
            },
        ),
    ] {
        assert_eq!(
            save(&bad, Some("x")).await.expect_err(what),
            ErrorCode::BadInput,
            "{what}"
        );
    }
    assert_eq!(rig.desk.mail_server_get().await.expect("is shown"), kept);
    let forgotten = save(&MailServer::default(), None).await.expect("is forgotten");
    assert_eq!(forgotten, MailServer::default());
    assert_eq!(
        rig.desk.mail_server_get().await.expect("is shown"),
        MailServer::default()
    );
}
