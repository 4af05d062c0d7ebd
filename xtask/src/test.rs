//! `cargo xtask test`: everything that CI runs.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use crate::{
    command::{Failure, cargo, npm, run},
    packages, pages, say, tools,
    workspace::Workspace,
};

/// Runs every step, says how each went, and fails where one failed.
pub(crate) fn test(workspace: &Workspace) -> Result<(), Failure> {
    let mut report = Report::default();
    // Nothing else can run without these two.
    report.step("Set-up", || set_up(workspace));
    report.step("Pages", || pages::build(workspace));
    if report.failed() {
        return report.end();
    }
    report.step("Formatting", || cargo_at(workspace, &["fmt", "--all", "--check"]));
    report.step("Lints", || {
        cargo_at(
            workspace,
            &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        )
    });
    report.step("Documentation", || documentation(workspace));
    report.step("Dependencies", || dependencies(workspace));
    report.step("Checks of the window", || {
        npm_at(workspace, &["run", "--silent", "check"])
    });
    report.step("Tests of the window", || {
        npm_at(workspace, &["run", "--silent", "test"])
    });
    report.step("Tests", || {
        cargo_at(workspace, &["test", "--workspace", "--no-fail-fast"])
    });
    if cfg!(target_os = "linux") {
        report.step("Journeys in the real window", || journeys(workspace));
    } else {
        say("\nThe journeys in the real window run on Linux only: there is no WebDriver for this system's web view.");
    }
    report.end()
}

fn set_up(workspace: &Workspace) -> Result<(), Failure> {
    packages::install(&[packages::TO_RUN, packages::TO_TEST])?;
    pages::install(workspace)?;
    tools::install(workspace, &tools::DENY)?;
    if cfg!(target_os = "linux") {
        tools::install(workspace, &tools::DRIVER)?;
    }
    Ok(())
}

fn documentation(workspace: &Workspace) -> Result<(), Failure> {
    let mut doc = cargo();
    doc.args(["doc", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "--deny warnings").current_dir(&workspace.root);
    run(doc)
}

/// Licences, sources and banned crates. Advisories need a database from the network: `cargo deny check advisories`.
fn dependencies(workspace: &Workspace) -> Result<(), Failure> {
    let mut deny = std::process::Command::new(tools::path(workspace, &tools::DENY));
    deny.args([
        "--locked",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]);
    deny.current_dir(&workspace.root);
    say("Advisories are not checked here, because they need a database from the network: cargo deny check advisories");
    run(deny)
}

/// The tests that need a display, a keyring and a driver, and the very program that the tests before were built with.
fn journeys(workspace: &Workspace) -> Result<(), Failure> {
    let mut journeys = cargo();
    journeys.args([
        "test",
        "--workspace",
        "--lib",
        "--test",
        "journeys",
        "--no-fail-fast",
        "--",
        "--ignored",
    ]);
    journeys.env("SCIMDESK_TEST_WINDOW", workspace.window("debug"));
    journeys.current_dir(&workspace.root);
    run(journeys)
}

fn cargo_at(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    let mut cargo = cargo();
    cargo.args(arguments).current_dir(&workspace.root);
    run(cargo)
}

fn npm_at(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    let mut npm = npm(&workspace.ui());
    npm.args(arguments);
    run(npm)
}

/// How each step went.
#[derive(Default)]
struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    time: Duration,
    failure: Option<Failure>,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), Failure>) {
        say(&format!("\n== {name}"));
        let begun = Instant::now();
        let failure = work().err();
        if let Some(failure) = &failure {
            say(&format!("{failure}"));
        }
        self.steps.push(Step {
            name,
            time: begun.elapsed(),
            failure,
        });
    }

    fn failed(&self) -> bool {
        self.steps.iter().any(|step| step.failure.is_some())
    }

    fn end(self) -> Result<(), Failure> {
        say(&format!("\n== Summary\n{}", self.summary()));
        let failed: Vec<_> = self
            .steps
            .iter()
            .filter(|step| step.failure.is_some())
            .map(|step| step.name)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!("Failed: {}", failed.join(", "))))
        }
    }

    /// A line a step: how it went, its time, its name.
    fn summary(&self) -> String {
        self.steps
            .iter()
            .fold(String::new(), |mut lines, Step { name, time, failure }| {
                let outcome = if failure.is_none() { "ok    " } else { "FAILED" };
                let (minutes, seconds) = (time.as_secs() / 60, time.as_secs() % 60);
                // Writing to a string does not fail.
                let _ = writeln!(lines, "{outcome} {minutes:3} min {seconds:2} s  {name}");
                lines
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_at_the_end_and_the_steps_after_it_still_run() {
        let mut report = Report::default();
        let mut ran = false;
        report.step("First", || Err(Failure::new("no")));
        report.step("Second", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert!(report.failed());
        let lines: Vec<_> = report.summary().lines().map(String::from).collect();
        assert!(
            lines[0].starts_with("FAILED") && lines[0].ends_with("First"),
            "{lines:?}"
        );
        assert!(lines[1].starts_with("ok") && lines[1].ends_with("Second"), "{lines:?}");
        let end = report.end().expect_err("a step failed");
        assert_eq!(end.to_string(), "Failed: First");
    }
}
