//! `cargo xtask run`: from a fresh checkout to the open window.

use std::{env, process::Command};

use crate::{
    command::{Failure, cargo, run as run_to_end},
    packages, pages, say,
    workspace::Workspace,
};

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    release: bool,
    /// For the window.
    arguments: Vec<String>,
}

impl Options {
    /// Reads the command line after `run`; `None` where it cannot be read.
    pub(crate) fn parse(words: &[&str]) -> Option<Self> {
        let (own, arguments) = match words.iter().position(|word| *word == "--") {
            Some(at) => (&words[..at], &words[at + 1..]),
            None => (words, &[][..]),
        };
        let release = match own {
            [] => false,
            ["--release"] => true,
            _ => return None,
        };
        Some(Self {
            release,
            arguments: arguments.iter().map(ToString::to_string).collect(),
        })
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    check_display()?;
    packages::install(&[packages::TO_RUN])?;
    pages::install(workspace)?;
    pages::build(workspace)?;

    let mut build = cargo();
    build.args(["build", "--package", "scimdesk", "--bin", "scimdesk-window"]);
    if options.release {
        build.arg("--release");
    }
    build.current_dir(&workspace.root);
    run_to_end(build)?;

    let program = workspace.window(if options.release { "release" } else { "debug" });
    say("Opening the window");
    let mut window = Command::new(program);
    window.args(&options.arguments);
    run_to_end(window)
}

/// Said first, before minutes of building for a window that cannot open.
fn check_display() -> Result<(), Failure> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        return Err(Failure::new(
            "There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(release: bool, arguments: &[&str]) -> Options {
        Options {
            release,
            arguments: arguments.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn what_stands_after_two_dashes_is_the_windows() {
        for (words, read) in [
            (&[][..], Some(options(false, &[]))),
            (&["--release"], Some(options(true, &[]))),
            (&["--", "--release"], Some(options(false, &["--release"]))),
            (
                &["--release", "--", "--data-dir", "/tmp/desk"],
                Some(options(true, &["--data-dir", "/tmp/desk"])),
            ),
            (&["--", "a", "--", "b"], Some(options(false, &["a", "--", "b"]))),
            (&["--releas"], None),
            (&["--data-dir", "/tmp/desk"], None),
        ] {
            assert_eq!(Options::parse(words), read, "{words:?}");
        }
    }
}
