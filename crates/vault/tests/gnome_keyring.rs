//! The vault against a real GNOME Keyring, on a session bus of its own.
//!
//! Each test runs this very program again under `dbus-run-session`, in a home of its own, where `in_session` plays the
//! scenario named in the environment. The bus starts no service by itself: only what a scenario starts is there.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stderr, reason = "a skipped test says why")]

use std::{
    env, fs,
    io::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
};

use scimdesk_vault::{CacheKey, Credential, Vault, VaultError};
use secrecy::{ExposeSecret as _, SecretString};
use zbus::{
    blocking::{Connection, fdo::DBusProxy},
    zvariant::{OwnedObjectPath, OwnedValue},
};

const SERVICE: &str = "scimdesk-test";
const PASSWORD: &str = "password of the login keyring";
const SCENARIO: &str = "SCIMDESK_TEST_SCENARIO";
const HOME: &str = "SCIMDESK_TEST_HOME";
const SECRETS: &str = "org.freedesktop.secrets";
/// As the bus of a session, but without services that start when they are called.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

#[test]
fn what_is_saved_is_read_by_another_process_and_gone_when_forgotten() {
    play_in_session("saved");
}

#[test]
fn a_locked_keyring_is_locked_and_not_empty() {
    play_in_session("locked");
}

#[test]
fn a_keyring_locked_while_in_use_is_locked_and_not_empty() {
    play_in_session("locked_later");
}

#[test]
fn a_keyring_started_anew_is_found_again() {
    play_in_session("started_anew");
}

#[test]
fn a_keyring_without_default_collection_says_so() {
    play_in_session("no_collection");
}

#[test]
fn a_bus_without_keyring_is_missing_one() {
    play_in_session("no_service");
}

#[test]
fn threads_share_one_vault() {
    play_in_session("shared");
}

#[test]
fn a_system_without_session_bus_is_missing_a_keyring() {
    let home = tempfile::tempdir().expect("a directory");
    let mut command = this_program("no_bus", home.path());
    command.env_remove("DBUS_SESSION_BUS_ADDRESS");
    succeed(command);
}

/// Plays one scenario. Not a test by itself: the tests above start it where it belongs.
#[test]
#[ignore = "played by the other tests, on a bus of their own"]
fn in_session() {
    let scenario = env::var(SCENARIO).expect("named by the test that plays it");
    match scenario.as_str() {
        "saved" => saved(),
        "saved_other_process" => saved_other_process(),
        "locked" => locked(),
        "locked_later" => locked_later(),
        "started_anew" => started_anew(),
        "shared" => shared(),
        "no_collection" => {
            let _daemon = Daemon::start(None);
            let error = Vault::keyring(SERVICE).expect_err("nowhere to keep anything");
            assert!(matches!(error, VaultError::NoDefaultCollection), "{error:?}");
        }
        "no_service" | "no_bus" => {
            let error = Vault::keyring(SERVICE).expect_err("no keyring");
            assert!(matches!(error, VaultError::Missing(_)), "{error:?}");
        }
        other => panic!("no such scenario: {other}"),
    }
}

fn saved() {
    let _daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable");
    assert!(vault.credential("tenant").expect("read").is_none());
    vault.save_credential("tenant", &credential("first")).expect("saved");
    vault
        .save_credential("tenant", &credential(&long_token()))
        .expect("replaced");
    vault.save_cache_key("cache", &key()).expect("saved");

    let home = env::var(HOME).expect("given");
    succeed(this_program("saved_other_process", Path::new(&home)));

    assert!(
        vault.credential("tenant").expect("read").is_none(),
        "the other process forgot it"
    );
    assert!(vault.cache_key("cache").expect("read").is_none());
    assert_eq!(items(), 0, "nothing is left in the keyring");
}

fn saved_other_process() {
    let vault = Vault::keyring(SERVICE).expect("usable");
    let found = vault.credential("tenant").expect("read").expect("there");
    assert_eq!(found.tenant_url, "https://example.com/scim/v2");
    assert_eq!(found.token.expose_secret(), long_token());
    let found = vault.cache_key("cache").expect("read").expect("there");
    assert_eq!(found.expose_secret(), key().expose_secret());
    // Another service sees nothing of it.
    let other = Vault::keyring("another-service").expect("usable");
    assert!(other.credential("tenant").expect("read").is_none());
    vault.forget_credential("tenant").expect("forgotten");
    vault.forget_credential("tenant").expect("none is no error");
    vault.forget_cache_key("cache").expect("forgotten");
}

fn locked() {
    let daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable");
    vault.save_credential("tenant", &credential("token")).expect("saved");
    drop(daemon);
    // As after a login that did not unlock it; there is nobody to show a prompt.
    let daemon = Daemon::start(None);
    let error = Vault::keyring(SERVICE).expect_err("locked");
    assert!(matches!(error, VaultError::Locked), "{error:?}");
    drop(daemon);
    let _daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable again");
    assert!(vault.credential("tenant").expect("read").is_some());
}

fn locked_later() {
    let _daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable");
    vault.save_credential("tenant", &credential("token")).expect("saved");
    lock();
    for (what, outcome) in [
        ("read", vault.credential("tenant").map(drop)),
        ("read what is not there", vault.credential("never saved").map(drop)),
        ("save", vault.save_credential("tenant", &credential("other"))),
        ("forget", vault.forget_credential("tenant")),
    ] {
        assert!(matches!(outcome, Err(VaultError::Locked)), "{what}: {outcome:?}");
    }
}

fn started_anew() {
    let daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable");
    vault.save_credential("tenant", &credential("token")).expect("saved");
    drop(daemon);
    let error = vault.credential("tenant").expect_err("gone");
    assert!(matches!(error, VaultError::Missing(_)), "{error:?}");
    let _daemon = Daemon::start(Some(PASSWORD));
    let found = vault.credential("tenant").expect("read").expect("there");
    assert_eq!(found.token.expose_secret(), "token");
}

/// Threads share one vault, as the blocking threads of a runtime do.
fn shared() {
    let _daemon = Daemon::start(Some(PASSWORD));
    let vault = Vault::keyring(SERVICE).expect("usable");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let vault = &vault;
            scope.spawn(move || {
                let tenant = format!("tenant {number}");
                vault.save_credential(&tenant, &credential(&tenant)).expect("saved");
                let found = vault.credential(&tenant).expect("read").expect("there");
                assert_eq!(found.token.expose_secret(), tenant);
            });
        }
    });
}

fn credential(token: &str) -> Credential {
    Credential {
        tenant_url: String::from("https://example.com/scim/v2"),
        token: SecretString::from(token),
    }
}

fn long_token() -> String {
    "0123456789abcdef".repeat(1024)
}

fn key() -> CacheKey {
    CacheKey::new(Box::new([7; 32]))
}

/// A GNOME Keyring that ends with this handle.
struct Daemon(Child);

impl Daemon {
    /// Started, and known to the bus. With a password its login keyring is unlocked, and made if there is none.
    fn start(password: Option<&str>) -> Self {
        let bus = Connection::session().expect("a bus");
        let names = DBusProxy::new(&bus).expect("the bus itself");
        let mut changes = names.receive_name_owner_changed().expect("signals");
        let mut command = Command::new("gnome-keyring-daemon");
        command
            .args(["--foreground", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        if password.is_some() {
            command.arg("--unlock");
        }
        let mut child = command.spawn().expect("started");
        let mut input = child.stdin.take().expect("piped");
        input
            .write_all(password.unwrap_or_default().as_bytes())
            .expect("written");
        drop(input);
        let daemon = Self(child);
        changes
            .find(|change| {
                let change = change.args().expect("readable");
                change.name.as_str() == SECRETS && change.new_owner.is_some()
            })
            .expect("on the bus");
        daemon
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let bus = Connection::session().expect("a bus");
        let names = DBusProxy::new(&bus).expect("the bus itself");
        let mut changes = names.receive_name_owner_changed().expect("signals");
        self.0.kill().expect("running");
        self.0.wait().expect("ended");
        let owned = names
            .name_has_owner(SECRETS.try_into().expect("a name"))
            .expect("an answer");
        if owned {
            changes
                .find(|change| {
                    let change = change.args().expect("readable");
                    change.name.as_str() == SECRETS && change.new_owner.is_none()
                })
                .expect("off the bus");
        }
    }
}

fn default_collection(bus: &Connection) -> OwnedObjectPath {
    bus.call_method(
        Some(SECRETS),
        "/org/freedesktop/secrets",
        Some("org.freedesktop.Secret.Service"),
        "ReadAlias",
        &"default",
    )
    .expect("answered")
    .body()
    .deserialize()
    .expect("a path")
}

fn lock() {
    let bus = Connection::session().expect("a bus");
    let path = default_collection(&bus);
    bus.call_method(
        Some(SECRETS),
        "/org/freedesktop/secrets",
        Some("org.freedesktop.Secret.Service"),
        "Lock",
        &vec![&path],
    )
    .expect("answered");
    let locked = property(&bus, &path, "Locked");
    assert!(bool::try_from(locked).expect("a truth value"), "the keyring did lock");
}

/// How many items the default collection holds.
fn items() -> usize {
    let bus = Connection::session().expect("a bus");
    let items = property(&bus, &default_collection(&bus), "Items");
    Vec::<OwnedObjectPath>::try_from(items).expect("paths").len()
}

fn property(bus: &Connection, collection: &OwnedObjectPath, name: &str) -> OwnedValue {
    bus.call_method(
        Some(SECRETS),
        collection,
        Some("org.freedesktop.DBus.Properties"),
        "Get",
        &("org.freedesktop.Secret.Collection", name),
    )
    .expect("answered")
    .body()
    .deserialize()
    .expect("a value")
}

fn play_in_session(scenario: &str) {
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        if Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            eprintln!("skipped: {program} is not installed");
            return;
        }
    }
    let home = tempfile::tempdir().expect("a directory");
    let config = home.path().join("bus.conf");
    fs::write(&config, BUS).expect("written");
    let program = this_program(scenario, home.path());
    let mut command = Command::new("dbus-run-session");
    command
        .arg("--config-file")
        .arg(&config)
        .arg("--")
        .arg(program.get_program())
        .args(program.get_args());
    for (name, value) in program.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    succeed(command);
}

/// This program again, to play a scenario in a home of its own.
fn this_program(scenario: &str, home: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command
        .args(["--exact", "in_session", "--ignored", "--nocapture"])
        .env(SCENARIO, scenario)
        .env(HOME, home)
        .env("HOME", home)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    for (variable, directory) in [
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let directory = home.join(directory);
        fs::create_dir_all(&directory).expect("made");
        command.env(variable, directory);
    }
    command
}

fn succeed(mut command: Command) {
    let output = command.output().expect("started");
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    // The scenario did run: a filter that finds nothing succeeds as well.
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}
