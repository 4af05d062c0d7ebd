//! A program that leaves nothing behind, however its test ends.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// Runs the program in a process group of its own and ends the whole group when the lifeline closes: at drop, and when the
/// test process dies by a signal. First politely, so that the program removes what it made; five seconds later by force.
const SUPERVISOR: &str = r#"
input=$1
shift
"$@" <"$input" &
program=$!
trap : TERM
read -r _
kill -TERM 0
(sleep 5; kill -KILL 0) &
wait "$program"
kill -KILL 0
"#;

/// A running program and everything that it started.
#[derive(Debug)]
pub struct Supervised {
    supervisor: Child,
    /// The standard input of the supervisor. The kernel closes it with us.
    lifeline: Option<ChildStdin>,
    name: String,
}

impl Supervised {
    /// Starts a program with an environment of its own.
    ///
    /// `input` is the file that it reads as standard input; what it says goes to `log`.
    ///
    /// # Panics
    /// Where it cannot be started.
    pub fn start(command: &[&str], environment: &[(String, String)], input: Option<&Path>, log: &Path) -> Self {
        let log = File::create(log).expect("the directory of logs can be written");
        let copy = log.try_clone().expect("a file has two handles");
        Self::spawn(command, environment, input, Stdio::from(log), Stdio::from(copy)).0
    }

    /// Starts a program that says a line on standard output when it is ready, and waits for that line.
    ///
    /// # Panics
    /// Where it cannot be started, or says nothing within a minute.
    pub fn announced(command: &[&str], environment: &[(String, String)], log: &Path) -> (Self, String) {
        let log = File::create(log).expect("the directory of logs can be written");
        let (program, output) = Self::spawn(command, environment, None, Stdio::piped(), Stdio::from(log));
        let output = output.expect("standard output was asked for");
        let (tell, told) = mpsc::channel();
        // Ends with the program, at the latest when it is dropped.
        thread::spawn(move || {
            let mut line = String::new();
            if BufReader::new(output).read_line(&mut line).is_ok() {
                // Nobody listens any more where the limit has passed.
                let _ = tell.send(line.trim().to_owned());
            }
        });
        let line = told
            .recv_timeout(Duration::from_mins(1))
            .unwrap_or_else(|cause| panic!("`{}` said nothing: {cause}", program.name));
        assert!(!line.is_empty(), "`{}` ended before it was ready", program.name);
        (program, line)
    }

    fn spawn(
        command: &[&str],
        environment: &[(String, String)],
        input: Option<&Path>,
        output: Stdio,
        errors: Stdio,
    ) -> (Self, Option<ChildStdout>) {
        let mut supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor"])
            .arg(input.unwrap_or(Path::new("/dev/null")))
            .args(command)
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|cause| panic!("`sh` does not start: {cause}"));
        let lifeline = supervisor.stdin.take();
        let output = supervisor.stdout.take();
        let name = command.first().copied().unwrap_or_default().to_owned();
        (
            Self {
                supervisor,
                lifeline,
                name,
            },
            output,
        )
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // It ends itself by force at the latest; that it was waited for matters, how it ended does not.
        let _ = self.supervisor.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait;

    fn environment() -> Vec<(String, String)> {
        vec![("PATH".into(), std::env::var("PATH").expect("a path"))]
    }

    fn runs(process: &str) -> bool {
        // A zombie has ended; it only waits to be collected by whoever adopted it.
        std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn a_dropped_program_takes_its_children_with_it() {
        let directory = tempfile::tempdir().expect("a directory");
        let script = "sleep 600 & echo $!; wait";
        let log = directory.path().join("log");
        let (program, child) = Supervised::announced(&["sh", "-c", script], &environment(), &log);
        assert!(runs(&child), "{child} runs");
        drop(program);
        wait::until(Duration::from_mins(1), "the child is gone", || {
            (!runs(&child)).then_some(())
        });
    }

    #[test]
    fn a_program_that_ignores_the_polite_signal_ends_by_force() {
        let directory = tempfile::tempdir().expect("a directory");
        let script = "trap '' TERM; echo $$; while :; do sleep 600; done";
        let log = directory.path().join("log");
        let (program, itself) = Supervised::announced(&["sh", "-c", script], &environment(), &log);
        drop(program);
        wait::until(Duration::from_mins(1), "the program is gone", || {
            (!runs(&itself)).then_some(())
        });
    }
}
