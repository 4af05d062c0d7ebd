//! Messages by e-mail, on an SMTP server that nobody here wrote: `aiosmtpd`, on loopback.
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use scimdesk_desk::wire::*;
use scimdesk_desk::{Desk, DeskOptions};
use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::python;
use secrecy::SecretString;
use serde_json::Value;
use tempfile::TempDir;

const PASSWORD: &str = "canary password of this test only";

/// A running SMTP server that writes each message into a directory; ended when dropped.
struct MailBox {
    process: Child,
    port: u16,
    directory: TempDir,
    /// PEM of the authority of its certificate.
    authority: String,
}

impl MailBox {
    /// `how`: `plain`, `starttls` or `tls`. It wants the user `scimdesk` with the password, but for `plain`.
    fn start(how: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let authority = made.cert.pem();
        fs::write(directory.path().join("cert.pem"), &authority).unwrap();
        fs::write(directory.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let mut process = Command::new(python::environment().join("python3"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python/mailbox.py"))
            .arg(how)
            .arg(directory.path())
            .env("MAILBOX_PASSWORD", PASSWORD)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            process,
            port: line.trim().parse().unwrap(),
            directory,
            authority,
        }
    }

    fn messages(&self) -> Vec<Value> {
        let mut files: Vec<_> = fs::read_dir(self.directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
            .collect();
        files.sort();
        files
            .iter()
            .map(|file| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap())
            .collect()
    }

    fn server(&self, security: MailSecurity) -> MailServer {
        MailServer {
            host: "localhost".into(),
            port: self.port,
            security,
            user: (security != MailSecurity::None).then(|| "scimdesk".into()),
            from: "Scimdesk <scimdesk@contoso.example>".into(),
            extra_ca: Some(self.authority.clone()),
        }
    }
}

impl Drop for MailBox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A desk with a tenant whose messages go to two addresses.
struct Admin {
    desk: Desk,
    tenant: TenantId,
    _server: PracticeServer,
    _directory: TempDir,
}

impl Admin {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let desk = Desk::new(DeskOptions {
            data_dir: Some(directory.path().into()),
            ..DeskOptions::default()
        });
        desk.desk_open(OpenDesk {
            vault: Some(VaultKind::Session),
            passphrase: None,
        })
        .await
        .unwrap();
        let server = PracticeServer::start(PracticeOptions::for_app("custom").with_accounts(1))
            .await
            .unwrap();
        let tenant = desk
            .tenant_add(AddTenant {
                name: "Acmé \"=2+2\"".into(),
                app: "custom".into(),
                url: server.url().into(),
                token: SecretText::from(server.token().clone()),
                safety: None,
                environment: None,
                extra_ca: None,
            })
            .await
            .unwrap();
        let tenant = TenantId { tenant: tenant.id };
        let mut settings = desk.provisioning_get(tenant.clone()).await.unwrap().settings;
        settings.notify.emails = vec!["ops@contoso.example".into(), "iam@contoso.example".into()];
        let request = SaveProvisioning {
            tenant: tenant.tenant.clone(),
            settings,
        };
        desk.provisioning_save(request).await.unwrap();
        Self {
            desk,
            tenant,
            _server: server,
            _directory: directory,
        }
    }

    async fn use_server(&self, server: MailServer, password: Option<&str>) {
        self.desk
            .mail_server_save(SaveMailServer {
                server,
                password: password.map(|text| SecretText::from(SecretString::from(text))),
            })
            .await
            .unwrap();
    }

    async fn tell(&self) -> Option<DeskError> {
        let tried = self.desk.notification_test(self.tenant.clone()).await.unwrap();
        let [way] = tried.ways.as_slice() else {
            panic!("{tried:?}")
        };
        assert_eq!(way.way, "email");
        way.error.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_arrives_whole_at_every_address_over_each_kind_of_connection() {
    for (how, security) in [
        ("tls", MailSecurity::Tls),
        ("starttls", MailSecurity::StartTls),
        ("plain", MailSecurity::None),
    ] {
        let mailbox = MailBox::start(how);
        let admin = Admin::new().await;
        admin.use_server(mailbox.server(security), Some(PASSWORD)).await;
        assert_eq!(admin.tell().await, None, "{how}");
        let messages = mailbox.messages();
        let [message] = messages.as_slice() else {
            panic!("{how}: {messages:?}")
        };
        assert_eq!(message["from"], "scimdesk@contoso.example", "{how}");
        let mut to: Vec<_> = message["to"]
            .as_array()
            .unwrap()
            .iter()
            .map(|to| to.as_str().unwrap())
            .collect();
        to.sort_unstable();
        assert_eq!(to, ["iam@contoso.example", "ops@contoso.example"], "{how}");
        assert_eq!(
            message["subject"], "Scimdesk: a test message for Acmé \"=2+2\"",
            "{how}"
        );
        assert!(message["text"].as_str().unwrap().contains("Acmé"), "{how}: {message}");
        assert!(!message.to_string().contains("canary"), "{how}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_an_untrusted_server_and_one_that_is_not_there_are_told_apart() {
    let mailbox = MailBox::start("tls");
    let admin = Admin::new().await;
    let server = mailbox.server(MailSecurity::Tls);

    admin.use_server(server.clone(), Some("canary that is wrong")).await;
    let refused = admin.tell().await.unwrap();
    assert_eq!(refused.code, ErrorCode::MailFailed);
    assert!(refused.message.contains("user name or password"), "{}", refused.message);
    assert!(!serde_json::to_string(&refused).unwrap().contains("canary"));

    let untrusted = MailServer {
        extra_ca: None,
        ..server.clone()
    };
    admin.use_server(untrusted, Some(PASSWORD)).await;
    let error = admin.tell().await.unwrap();
    assert_eq!(error.code, ErrorCode::MailFailed);
    assert!(error.evidence.unwrap().cause.unwrap().contains("certificate"));

    // STARTTLS is not skipped where the server does not offer it.
    let stripped = MailBox::start("plain");
    let mut clear = stripped.server(MailSecurity::StartTls);
    clear.host = "localhost".into();
    admin.use_server(clear, Some(PASSWORD)).await;
    assert_eq!(admin.tell().await.unwrap().code, ErrorCode::MailFailed);
    assert_eq!(stripped.messages(), Vec::<Value>::new());

    drop(mailbox);
    admin.use_server(server, Some(PASSWORD)).await;
    let gone = admin.tell().await.unwrap();
    assert!(gone.message.contains("no connection"), "{}", gone.message);
}
