//! Where things lie.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The checkout that this task was built in.
pub(crate) struct Workspace {
    /// Its root.
    pub(crate) root: PathBuf,
    /// Cargo's target directory, whatever it is set to.
    pub(crate) target: PathBuf,
}

impl Workspace {
    pub(crate) fn here() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .unwrap_or(Path::new("."))
            .to_owned();
        // target/PROFILE/xtask
        let target = env::current_exe()
            .ok()
            .and_then(|own| Some(own.ancestors().nth(2)?.to_owned()));
        let target = target.unwrap_or_else(|| root.join("target"));
        Self { root, target }
    }

    /// The window's pages.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The window's program in a profile's directory.
    pub(crate) fn window(&self, profile: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("scimdesk-window{}", env::consts::EXE_SUFFIX))
    }
}
