//! `cargo xtask run | test | bench | bindings`: set-up, and everything that CI runs.
//!
//! It needs nothing but the standard library, so that it is there at once on a fresh machine. What it makes lies in the
//! target directory.

mod bench;
mod command;
mod packages;
mod pages;
mod run;
mod test;
mod tools;
mod workspace;

use std::{
    env, fs,
    io::{self, Write as _},
    process::ExitCode,
};

use command::{Failure, cargo};
use workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask run [--release] [-- ARGUMENTS]   set up, build, open the window
       cargo xtask test                             set up, run everything that CI runs
       cargo xtask bench [WHICH]                    print the numbers of docs/performance.md, from release builds;
                                                    WHICH: search, refresh, memory, window; everything without
       cargo xtask bindings                         write the window's types anew, from Rust";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::here();
    let outcome = match arguments.as_slice() {
        ["run", rest @ ..] => match run::Options::parse(rest) {
            Some(options) => run::run(&workspace, &options),
            None => return usage(),
        },
        ["test"] => test::test(&workspace),
        ["bench", which @ ..] => bench::bench(&workspace, which),
        ["bindings"] => bindings(&workspace),
        ["help" | "--help" | "-h"] => {
            say(USAGE);
            Ok(())
        }
        _ => return usage(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Writes the TypeScript side of the bridge. A test holds the committed file against it.
fn bindings(workspace: &Workspace) -> Result<(), Failure> {
    let mut generator = cargo();
    generator.args(["run", "--quiet", "--package", "scimdesk", "--example", "bindings"]);
    let module = command::output(generator)?;
    let file = workspace.root.join("ui/src/bridge/generated.ts");
    if fs::read_to_string(&file).is_ok_and(|before| before == module) {
        say("ui/src/bridge/generated.ts is up to date.");
        return Ok(());
    }
    fs::write(&file, module).map_err(|cause| Failure::file(&file, &cause))?;
    say("ui/src/bridge/generated.ts is written anew.");
    Ok(())
}

fn usage() -> ExitCode {
    complain(USAGE);
    ExitCode::from(2)
}

/// Tells the person at the terminal how it goes.
fn say(text: &str) {
    // Nobody reads it where the output is closed; the work goes on.
    let _ = writeln!(io::stdout(), "{text}");
}

/// Tells the person at the terminal what went wrong.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
