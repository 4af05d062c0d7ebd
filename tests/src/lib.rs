//! The product from outside: a real window, real servers, real faults.
//!
//! Here are the rigs; the tests themselves are in `tests/tests`.

pub mod foreign_server;
#[cfg(target_os = "linux")]
pub mod machine;
pub mod python;
#[cfg(target_os = "linux")]
pub mod supervised;
pub mod wait;
#[cfg(target_os = "linux")]
pub mod window;

use std::path::PathBuf;

/// Cargo's target directory, whatever it is set to: what is kept between runs lives there.
pub fn target_dir() -> PathBuf {
    let test = std::env::current_exe().expect("a running program has a path");
    // target/PROFILE/deps/TEST
    test.ancestors()
        .nth(3)
        .expect("cargo runs tests from its target directory")
        .to_owned()
}
