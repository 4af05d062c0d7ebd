//! What the system must have: Debian packages are installed, elsewhere what is missing is named.

use std::{
    env,
    io::{self, IsTerminal as _},
    process::Command,
};

use crate::{
    command::{Failure, output, run, succeeds},
    say,
};

/// What building and opening the window needs.
pub(crate) const TO_RUN: &[&str] = &[
    "build-essential",
    "pkg-config",
    // The web view.
    "libwebkit2gtk-4.1-dev",
    // The icon in the tray; looked for when the program runs.
    "libayatana-appindicator3-1",
    // The encrypted cache's OpenSSL is built from source, with more of Perl than the base system has.
    "perl",
];

/// What the tests need beside [`TO_RUN`].
pub(crate) const TO_TEST: &[&str] = &[
    // The real window, on a display without a screen.
    "webkit2gtk-driver",
    "xvfb",
    // A session bus and a real keyring. `dbus` brings `dbus-daemon`, `dbus-run-session` and `dbus-send`.
    "dbus",
    "gnome-keyring",
    // The server and the conformance tester that nobody here wrote.
    "python3-venv",
    // A real LDAP server.
    "slapd",
    "ldap-utils",
    // Names in many scripts, in the pictures that the journeys take.
    "fonts-dejavu-core",
    "fonts-noto-cjk",
    "fonts-noto-core",
    // A picture of the whole display where a journey fails.
    "imagemagick",
];

/// Installs what is missing.
pub(crate) fn install(lists: &[&[&str]]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        // README names what macOS and Windows need; their builds say what is missing.
        return Ok(());
    }
    let wanted: Vec<&str> = lists.concat();
    if !succeeds("dpkg-query", &["--version"]) {
        return without_dpkg(&wanted);
    }
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("Debian packages to install: {}", missing.join(" ")));
    let Some(become_root) = root() else {
        return Err(Failure::new(format!(
            "They need root, and there is no way to become root from here. Type this line, then start again:\n\n  \
             su -c \"apt-get update && apt-get install --yes --no-install-recommends {}\"\n",
            missing.join(" ")
        )));
    };
    let apt = |arguments: &[&str]| {
        let words = become_root
            .iter()
            .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"])
            .chain(arguments)
            .copied()
            .collect::<Vec<_>>();
        let mut command = Command::new(words.first().copied().unwrap_or("apt-get"));
        command.args(words.iter().skip(1));
        run(command)
    };
    // A mirror that cannot be reached matters only if a package then cannot be had.
    let updated = apt(&["update"]);
    apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat()).map_err(|cause| match updated
    {
        Ok(()) => cause,
        Err(update) => Failure::new(format!("{update}\n{cause}")),
    })
}

/// The packages that are not installed.
fn missing<'a>(wanted: &[&'a str]) -> Result<Vec<&'a str>, Failure> {
    // For a package that was never known it also complains and ends with 1; what it prints counts.
    let answer = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"])
        .args(wanted)
        .output()
        .map_err(|cause| Failure::new(format!("`dpkg-query` does not start: {cause}")))?;
    Ok(not_installed(wanted, &String::from_utf8_lossy(&answer.stdout)))
}

fn not_installed<'a>(wanted: &[&'a str], states: &str) -> Vec<&'a str> {
    let installed = |package: &str| states.lines().any(|line| line == format!("installed {package}"));
    wanted.iter().copied().filter(|package| !installed(package)).collect()
}

/// The words that make a command run as root: none for root itself; `None` where there is no way.
fn root() -> Option<&'static [&'static str]> {
    let mut id = Command::new("id");
    id.arg("-u");
    if output(id).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    // sudo may ask for a password where somebody can answer, and must not where nobody can.
    if succeeds("sudo", &["-n", "true"]) {
        return Some(&["sudo", "-n"]);
    }
    let somebody = io::stdin().is_terminal() && env::var_os("CI").is_none();
    (somebody && succeeds("sudo", &["--version"])).then_some(&["sudo"])
}

/// Another Linux: what is missing can be told for what matters most.
fn without_dpkg(wanted: &[&str]) -> Result<(), Failure> {
    if succeeds("pkg-config", &["--exists", "webkit2gtk-4.1"]) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "WebKitGTK 4.1 with its development files is missing. This system has no Debian packages; install what yours calls: {}",
        wanted.join(" ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_as_there_only_when_it_is_wholly_installed() {
        let states = "installed perl\nconfig-files xvfb\nhalf-installed dbus\ninstalled perl-base\n";
        assert_eq!(
            not_installed(&["perl", "xvfb", "dbus", "never-heard-of"], states),
            ["xvfb", "dbus", "never-heard-of"]
        );
    }
}
