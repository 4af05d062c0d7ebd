//! A machine for one test: a display, a session bus, a keyring and a home, none of them shared with anything.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use tempfile::TempDir;

use crate::{supervised::Supervised, wait};

/// The size of the display in pixels.
pub const DISPLAY: (u32, u32) = (1400, 1000);

/// The password of the keyring.
const KEYRING_PASSWORD: &str = "a-password-of-this-test-only";

/// How long the keyring may take to start.
const KEYRING_LIMIT: Duration = Duration::from_mins(1);

/// A session bus that starts no service by itself: what a test did not start is not there.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=RUNTIME</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The keyring of the machine: a real gnome-keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// Open, as after signing in.
    Unlocked,
    /// There, but locked, and nobody can answer its prompt.
    Locked,
    /// No Secret Service on the bus.
    Missing,
}

/// What the desktop asks of windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// A machine. Dropped, it is gone with everything that ran on it.
#[derive(Debug)]
pub struct Machine {
    environment: Vec<(String, String)>,
    // In the order of their end: the keyring before its bus, the display last.
    keyring: Option<Supervised>,
    _bus: Supervised,
    _display: Supervised,
    home: TempDir,
}

impl Machine {
    /// Starts a machine.
    ///
    /// # Panics
    /// Where a program is missing or does not start: `cargo xtask test` installs what is needed.
    pub fn start(keyring: Keyring, theme: Theme) -> Self {
        let home = tempfile::Builder::new().prefix("scimdesk-").tempdir().expect("a home");
        let mut environment = private_environment(home.path());
        write_theme(home.path(), theme);

        let (width, height) = DISPLAY;
        let screen = format!("{width}x{height}x24");
        let xvfb = [
            "Xvfb",
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
            "-noreset",
        ];
        let (display, number) = Supervised::announced(&xvfb, &environment, &log(home.path(), "display"));
        environment.push(("DISPLAY".into(), format!(":{number}")));

        let configuration = home.path().join("bus.xml");
        let runtime = home.path().join("runtime");
        fs::write(&configuration, BUS.replace("RUNTIME", &runtime.to_string_lossy())).expect("the home can be written");
        let configured = format!("--config-file={}", configuration.display());
        let daemon = [
            "dbus-daemon",
            &configured,
            "--nofork",
            "--nopidfile",
            "--print-address=1",
        ];
        let (bus, address) = Supervised::announced(&daemon, &environment, &log(home.path(), "bus"));
        environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));

        let mut machine = Self {
            environment,
            keyring: None,
            _bus: bus,
            _display: display,
            home,
        };
        if keyring != Keyring::Missing {
            machine.unlock_keyring();
        }
        if keyring == Keyring::Locked {
            machine.lock_keyring();
        }
        machine
    }

    /// The environment of every program on this machine: nothing of the test's own but the path.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// The home directory.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The directory of what the machine's programs said.
    pub fn logs(&self) -> PathBuf {
        self.home().join("logs")
    }

    /// The file that a program's words go to.
    pub fn log(&self, name: &str) -> PathBuf {
        log(self.home(), name)
    }

    /// Unlocks the keyring, as signing in does; the first time it is made.
    ///
    /// # Panics
    /// Where it does not open.
    pub fn unlock_keyring(&mut self) {
        let password = self.home().join("password");
        fs::write(&password, KEYRING_PASSWORD).expect("the home can be written");
        self.start_keyring(&["--unlock"], Some(&password));
        self.await_keyring(Some(false));
        fs::remove_file(&password).expect("the home can be written");
    }

    /// Locks the keyring: its daemon starts anew, and nobody gives it the password.
    ///
    /// # Panics
    /// Where it does not come back.
    pub fn lock_keyring(&mut self) {
        self.start_keyring(&[], None);
        self.await_keyring(Some(true));
    }

    fn start_keyring(&mut self, options: &[&str], password: Option<&Path>) {
        if self.keyring.take().is_some() {
            self.await_keyring(None);
        }
        let mut command = vec!["gnome-keyring-daemon", "--foreground", "--components=secrets"];
        command.extend(options);
        let said = self.log("keyring");
        self.keyring = Some(Supervised::start(&command, &self.environment, password, &said));
    }

    /// Waits until the login collection is there, locked or not; with `None` until no keyring is on the bus.
    fn await_keyring(&self, locked: Option<bool>) {
        let what = match locked {
            Some(true) => "the keyring is locked",
            Some(false) => "the keyring is open",
            None => "the keyring is gone",
        };
        wait::until(KEYRING_LIMIT, what, || (self.keyring_locked() == locked).then_some(()));
    }

    /// Whether the login collection is locked; `None` where there is no keyring.
    fn keyring_locked(&self) -> Option<bool> {
        let answer = Command::new("dbus-send")
            .args(["--session", "--print-reply=literal", "--dest=org.freedesktop.secrets"])
            .args([
                "/org/freedesktop/secrets/collection/login",
                "org.freedesktop.DBus.Properties.Get",
            ])
            .args(["string:org.freedesktop.Secret.Collection", "string:Locked"])
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .output()
            .expect("`dbus-send` starts");
        // As in `   variant       boolean true`; an error where the service or the collection is not there.
        let answer = String::from_utf8_lossy(&answer.stdout);
        answer.split_whitespace().last()?.parse().ok()
    }
}

fn log(home: &Path, name: &str) -> PathBuf {
    home.join("logs").join(format!("{name}.log"))
}

/// Every place that a program could share with another, moved into the home.
fn private_environment(home: &Path) -> Vec<(String, String)> {
    let directory = |name: &str| {
        let path = home.join(name);
        fs::create_dir_all(&path).expect("the home can be written");
        path.to_string_lossy().into_owned()
    };
    directory("logs");
    let runtime = directory("runtime");
    let own = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    fs::set_permissions(&runtime, own).expect("the home is ours");
    let fixed = [
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        // No accessibility bus and no settings daemon: both would be started from outside the machine.
        ("NO_AT_BRIDGE", "1"),
        ("GSETTINGS_BACKEND", "memory"),
        ("GDK_BACKEND", "x11"),
    ];
    let mut environment: Vec<_> = fixed.map(|(name, value)| (name.into(), value.into())).into();
    environment.extend([
        (
            "PATH".into(),
            std::env::var("PATH").expect("programs are found by a path"),
        ),
        ("HOME".into(), home.to_string_lossy().into_owned()),
        ("XDG_RUNTIME_DIR".into(), runtime),
        ("XDG_DATA_HOME".into(), directory("data")),
        ("XDG_CONFIG_HOME".into(), directory("config")),
        ("XDG_CACHE_HOME".into(), directory("cache")),
        ("XDG_STATE_HOME".into(), directory("state")),
        ("TMPDIR".into(), directory("tmp")),
    ]);
    environment
}

fn write_theme(home: &Path, theme: Theme) {
    let settings = home.join("config/gtk-3.0");
    fs::create_dir_all(&settings).expect("the home can be written");
    let dark = u8::from(theme == Theme::Dark);
    let text = format!("[Settings]\ngtk-application-prefer-dark-theme={dark}\ngtk-enable-animations=0\n");
    fs::write(settings.join("settings.ini"), text).expect("the home can be written");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "needs gnome-keyring and a display: `cargo xtask test` installs both"]
    fn a_keyring_can_be_locked_and_unlocked_again() {
        let mut machine = Machine::start(Keyring::Locked, Theme::Light);
        assert_eq!(machine.keyring_locked(), Some(true));
        machine.unlock_keyring();
        assert_eq!(machine.keyring_locked(), Some(false));
    }

    #[test]
    #[ignore = "needs a display: `cargo xtask test` installs one"]
    fn a_machine_without_a_keyring_has_none() {
        let machine = Machine::start(Keyring::Missing, Theme::Light);
        assert_eq!(machine.keyring_locked(), None);
    }
}
