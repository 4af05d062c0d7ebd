//! Other programs, and how they can fail.

use std::{
    env,
    ffi::OsStr,
    fmt, io,
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

/// Why a task cannot go on, in a sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    pub(crate) fn file(file: &Path, cause: &io::Error) -> Self {
        Self(format!("{}: {cause}", file.display()))
    }

    fn start(program: &OsStr, cause: &io::Error) -> Self {
        Self(format!("`{}` does not start: {cause}", program.display()))
    }

    fn ended(command: &Command, status: ExitStatus) -> Self {
        Self(format!("`{}` ended with {status}.", line(command)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm, which is a script on Windows.
pub(crate) fn npm(directory: &Path) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(directory);
    npm
}

/// Runs a program to its end, in sight.
pub(crate) fn run(mut command: Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|cause| Failure::start(command.get_program(), &cause))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::ended(&command, status))
    }
}

/// Runs a program to its end and answers what it printed; its complaints stay in sight.
pub(crate) fn output(mut command: Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|cause| Failure::start(command.get_program(), &cause))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::ended(&command, output.status))
    }
}

/// Whether a program is there and ends well, out of sight.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = [program].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
