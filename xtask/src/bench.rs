//! `cargo xtask bench`: the numbers, from release builds. Printed, never judged.

use crate::{
    command::{Failure, cargo, run},
    packages, pages, tools,
    workspace::Workspace,
};

/// Accounts of the cache that is searched.
const LARGE_CACHE: &str = "1000000";

/// Without a name everything, with names those measurements alone.
pub(crate) fn bench(workspace: &Workspace, which: &[&str]) -> Result<(), Failure> {
    packages::install(&[packages::TO_RUN, packages::TO_TEST])?;
    pages::install(workspace)?;
    pages::build(workspace)?;
    tools::install(workspace, &tools::DRIVER)?;

    // The window, and the command that serves the practice tenants.
    let mut programs = cargo();
    programs.args([
        "build",
        "--release",
        "--package",
        "scimdesk",
        "--bin",
        "scimdesk-window",
        "--package",
        "scimdesk-cli",
        "--bin",
        "scimdesk",
    ]);
    programs.current_dir(&workspace.root);
    run(programs)?;

    if which.is_empty() {
        let mut cache = cargo();
        cache.args([
            "run",
            "--release",
            "--package",
            "scimdesk-store",
            "--example",
            "bench",
            "--",
            LARGE_CACHE,
        ]);
        cache.current_dir(&workspace.root);
        run(cache)?;
    }

    let mut numbers = cargo();
    numbers
        .args(["bench", "--package", "scimdesk-tests", "--bench", "numbers", "--"])
        .args(which);
    numbers
        .env("SCIMDESK_TEST_WINDOW", workspace.window("release"))
        .current_dir(&workspace.root);
    run(numbers)
}
