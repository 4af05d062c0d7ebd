//! The window's pages: what npm installs, and what Vite builds.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
    time::SystemTime,
};

use crate::{
    command::{Failure, npm, run},
    say,
    workspace::Workspace,
};

/// The oldest Node that the build tools run on.
const NODE: (u32, u32) = (20, 19);

/// Directories of `ui` that are made, not written.
const MADE: &[&str] = &["node_modules", "dist"];

/// Installs exactly what the lock file names, if it is not what was installed last.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Failure> {
    check_node()?;
    let lock = workspace.ui().join("package-lock.json");
    let wanted = fs::read_to_string(&lock).map_err(|cause| Failure::file(&lock, &cause))?;
    // Beside what it vouches for: whoever removes that removes this.
    let stamp = workspace.ui().join("node_modules/.installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("Installing the window's packages");
    let mut ci = npm(&workspace.ui());
    ci.args(["ci", "--no-audit", "--no-fund"]);
    run(ci)?;
    fs::write(&stamp, wanted).map_err(|cause| Failure::file(&stamp, &cause))
}

/// Builds the pages, if anything that they are built from is newer.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Failure> {
    let built = workspace
        .ui()
        .join("dist/index.html")
        .metadata()
        .and_then(|built| built.modified());
    let sources = newest(&workspace.ui(), MADE).and_then(|ui| Ok(ui.max(newest(&workspace.root.join("words"), &[])?)));
    let sources = sources.map_err(|cause| Failure::file(&workspace.ui(), &cause))?;
    if built.is_ok_and(|built| built > sources) {
        return Ok(());
    }
    say("Building the window's pages");
    let mut build = npm(&workspace.ui());
    build.args(["run", "--silent", "build"]);
    run(build)
}

/// When anything under a directory changed last, itself included: a removed file changes its directory.
fn newest(directory: &Path, except: &[&str]) -> io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if except.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let kind = entry.file_type()?;
        let changed = if kind.is_dir() {
            newest
                .max(self::newest(&entry.path(), &[])?)
                .max(entry.metadata()?.modified()?)
        } else {
            entry.metadata()?.modified()?
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}

fn check_node() -> Result<(), Failure> {
    let (major, minor) = NODE;
    let answer = Command::new("node").arg("--version").stderr(Stdio::inherit()).output();
    let Ok(answer) = answer else {
        return Err(Failure::new(format!(
            "Node is missing: install Node {major}.{minor} or newer, with npm."
        )));
    };
    let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if parse_version(&version).is_some_and(|found| found >= NODE) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Node {major}.{minor} or newer is needed; this is {version}."
    )))
}

/// The first two numbers of a version as `node --version` prints it.
fn parse_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        for (version, enough) in [
            ("v20.19.0", true),
            ("v20.20.2", true),
            ("v22.1.0", true),
            ("v100.0.0", true),
            ("v20.9.0", false),
            ("v8.99.0", false),
            ("", false),
            ("nonsense", false),
        ] {
            assert_eq!(
                parse_version(version).is_some_and(|found| found >= NODE),
                enough,
                "{version:?}"
            );
        }
    }
}
