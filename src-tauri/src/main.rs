//! Opens the window of Scimdesk.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use scimdesk_window::{environment, window};

/// Scimdesk: who has an account in other people's software.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Where cache, preferences and logs live.
    #[arg(long, value_name = "DIR", env = environment::DATA_DIR)]
    data_dir: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if cfg!(target_os = "linux")
        && [environment::DISPLAY, environment::WAYLAND_DISPLAY]
            .into_iter()
            .all(|name| environment::value(name).is_none())
    {
        return refuse("There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set.");
    }
    match window::open(arguments.data_dir) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => refuse(&format!("The window cannot be opened: {cause}")),
    }
}

/// Says why there is no window; there is nothing else to say it with.
fn refuse(why: &str) -> ExitCode {
    // Nobody reads it where standard error is closed, and there is nobody else to tell.
    let _ = writeln!(io::stderr(), "{why}");
    ExitCode::FAILURE
}
