//! Python packages that the tests run: a SCIM server, a conformance tester and an SMTP server that nobody here wrote.
//!
//! They live in a virtual environment under the target directory, made from `tests/python/requirements.txt` and made anew
//! when that file changes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The virtual environment's `bin` directory, made on first use. Several test processes may ask at once.
///
/// # Panics
/// Where Python 3 with `venv` is missing or the packages cannot be installed: the test that asked has failed.
pub fn environment() -> PathBuf {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/requirements.txt");
    let wanted = fs::read_to_string(&requirements).expect("the list of packages is part of the project");
    let home = crate::target_dir().join("python");
    fs::create_dir_all(&home).expect("the target directory can be written");
    let lock = File::create(home.join("lock")).expect("the target directory can be written");
    lock.lock().expect("the file system has locks");
    let environment = home.join("environment");
    let stamp = environment.join("requirements.txt");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(wanted.as_str()) {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&environment));
        run(Command::new(environment.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(&requirements));
        fs::write(&stamp, wanted).expect("the environment was just made");
    }
    environment.join("bin")
}

fn run(command: &mut Command) {
    let status = command
        .status()
        .unwrap_or_else(|cause| panic!("{command:?} does not start: {cause}"));
    assert!(status.success(), "{command:?} ended with {status}");
}
