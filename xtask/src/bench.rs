//! `cargo xtask bench`: the numbers, from release builds. Printed, never judged.

use crate::{
    command::{Failure, cargo, run},
    packages, pages, tools,
    workspace::Workspace,
};

pub(crate) fn bench(workspace: &Workspace, which: &[&str]) -> Result<(), Failure> {
    packages::install(&[packages::TO_RUN, packages::TO_TEST])?;
    pages::install(workspace)?;
    pages::build(workspace)?;
    tools::install(workspace, &tools::DRIVER)?;

    let mut window = cargo();
    window.args([
        "build",
        "--release",
        "--package",
        "scimdesk",
        "--bin",
        "scimdesk-window",
    ]);
    window.current_dir(&workspace.root);
    run(window)?;

    let mut numbers = cargo();
    numbers
        .args(["bench", "--package", "scimdesk-tests", "--bench", "numbers", "--"])
        .args(which);
    numbers
        .env("SCIMDESK_TEST_WINDOW", workspace.window("release"))
        .current_dir(&workspace.root);
    run(numbers)
}
