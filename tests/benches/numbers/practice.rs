//! A practice server in a process of its own, as `scimdesk practice` serves it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use scimdesk_tests::target_dir;
use serde_json::Value;

/// A running practice tenant; ended when dropped.
pub(crate) struct Practice {
    process: Child,
    /// Its tenant URL.
    pub(crate) url: String,
    /// Its token, made up for this run.
    pub(crate) token: String,
}

impl Practice {
    /// Serves Documo with that many accounts.
    pub(crate) fn serve(accounts: u32) -> Self {
        let command = target_dir().join("release/scimdesk");
        let mut process = Command::new(&command)
            .args([
                "practice",
                "--app",
                "documo",
                "--json",
                "--accounts",
                &accounts.to_string(),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|cause| {
                panic!(
                    "{} does not start: {cause}; `cargo xtask bench` builds it",
                    command.display()
                )
            });
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let served: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| served[name].as_str().unwrap().to_owned();
        Self {
            process,
            url: text("url"),
            token: text("token"),
        }
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
