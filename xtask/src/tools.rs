//! Programs of cargo's own kind that the tests need, installed into the target directory, each at one version.

use std::fs;

use crate::{
    command::{Failure, cargo, run},
    say,
    workspace::Workspace,
};

/// A program from the registry.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    options: &'static [&'static str],
}

/// Holds licences, sources and banned crates against `deny.toml`.
///
/// Not optimised and without what only its other commands need: that halves the time of its build.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    options: &["--no-default-features", "--debug"],
};

/// Speaks WebDriver to the window.
pub(crate) const DRIVER: Tool = Tool {
    name: "tauri-driver",
    version: "2.1.0",
    options: &["--debug"],
};

/// Installs a tool, if that version is not there.
pub(crate) fn install(workspace: &Workspace, tool: &Tool) -> Result<(), Failure> {
    let tools = workspace.target.join("tools");
    let Tool { name, version, options } = tool;
    let installed = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{name} {version} ")) {
        return Ok(());
    }
    say(&format!("Installing {name} {version} into {}", tools.display()));
    let built = tools.join("build");
    let mut install = cargo();
    install
        // Forced: a program of an install that was cut short is there, but not recorded.
        .args([
            "install",
            "--quiet",
            "--locked",
            "--force",
            "--version",
            version,
            "--root",
        ])
        .arg(&tools)
        .args(*options)
        .arg(name);
    install.env("CARGO_TARGET_DIR", &built);
    run(install)?;
    // Needed for nothing more, and large.
    fs::remove_dir_all(&built).map_err(|cause| Failure::file(&built, &cause))
}

/// The path of an installed tool.
pub(crate) fn path(workspace: &Workspace, tool: &Tool) -> std::path::PathBuf {
    workspace
        .target
        .join("tools/bin")
        .join(format!("{}{}", tool.name, std::env::consts::EXE_SUFFIX))
}
