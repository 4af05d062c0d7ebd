//! `cargo xtask bench`: the numbers, from release builds. Printed, never judged.

use crate::{
    command::{Failure, cargo, run},
    packages, pages, tools,
    workspace::Workspace,
};

/// Accounts of the cache that is searched.
const LARGE_CACHE: &str = "1000000";

/// A program of the store's own.
const SEARCH: &str = "search";

/// A program of the expressions' own.
const EXPRESSIONS: &str = "expressions";

/// Measured from outside, through the desk and the window.
const NUMBERS: [&str; 5] = ["refresh", "memory", "preview", "cycle", WINDOW];
const WINDOW: &str = "window";

/// Without a name everything, with names those measurements alone.
pub(crate) fn bench(workspace: &Workspace, which: &[&str]) -> Result<(), Failure> {
    let known = |name: &&&str| [SEARCH, EXPRESSIONS].contains(*name) || NUMBERS.contains(*name);
    if let Some(unknown) = which.iter().find(|name| !known(name)) {
        return Err(Failure::new(format!(
            "There is no measurement `{unknown}`: {EXPRESSIONS}, {SEARCH}, {}.",
            NUMBERS.join(", ")
        )));
    }
    let wanted = |name: &&str| which.is_empty() || which.contains(name);
    let numbers: Vec<&str> = NUMBERS.into_iter().filter(wanted).collect();

    packages::install(&[packages::TO_RUN, packages::TO_TEST])?;
    if wanted(&WINDOW) {
        pages::install(workspace)?;
        pages::build(workspace)?;
        tools::install(workspace, &tools::DRIVER)?;
        let window = [
            "build",
            "--release",
            "--package",
            "scimdesk",
            "--bin",
            "scimdesk-window",
        ];
        cargo_at(workspace, &window)?;
    }
    if wanted(&SEARCH) {
        let example = ["run", "--release", "--package", "scimdesk-store", "--example", SEARCH];
        cargo_at(workspace, &[&example[..], &["--", LARGE_CACHE]].concat())?;
    }
    if wanted(&EXPRESSIONS) {
        cargo_at(
            workspace,
            &[
                "run",
                "--release",
                "--package",
                "scimdesk-mapping",
                "--example",
                "bench",
            ],
        )?;
    }
    if numbers.is_empty() {
        return Ok(());
    }
    let mut bench = cargo();
    bench
        .args(["bench", "--package", "scimdesk-tests", "--bench", "numbers", "--"])
        .args(numbers);
    bench
        .env("SCIMDESK_TEST_WINDOW", workspace.window("release"))
        .current_dir(&workspace.root);
    run(bench)
}

fn cargo_at(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    let mut cargo = cargo();
    cargo.args(arguments).current_dir(&workspace.root);
    run(cargo)
}
