//! The `scimdesk` command: the use cases of the desk, for scripts.
//!
//! It parses what was typed, calls the desk and prints. It knows `scimdesk-desk` alone and holds no logic of its own:
//! safety levels, look-ups and words live in the desk.

mod args;
mod commands;
mod exit;
mod next_step;
mod output;
mod provisioning_args;
mod session;

use std::{process::ExitCode, time::Duration};

use clap::Parser;

use crate::args::Cli;
use crate::exit::{Exit, Stop, exit_of};
use crate::output::Output;

/// How long the command waits for its own threads when it ends.
const LONGEST_END: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output { json: cli.global.json };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => {
            output.say(&format!("Scimdesk cannot start its threads: {cause}"));
            return Exit::Local.into();
        }
    };
    let exit = match runtime.block_on(commands::run(cli, output)) {
        // Whoever read the output has seen enough.
        Ok(()) | Err(Stop::BrokenPipe) => Exit::Done,
        Err(Stop::Told(exit)) => exit,
        Err(Stop::Error(error)) => {
            output.error(&error);
            exit_of(error.code)
        }
    };
    // The threads must have ended before the process does: OpenSSL, which the cache is encrypted with, tidies up at the end of the
    // process what it kept for each thread, and a thread that ends just then tidies up the same. Only a read of a terminal may
    // still wait, and that is not waited for.
    runtime.shutdown_timeout(LONGEST_END);
    exit.into()
}
