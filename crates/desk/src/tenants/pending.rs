//! Traces of a credential whose tenant was just being added or removed.
//!
//! Vault and cache cannot be changed in one step. A mark is set before the first step and taken away after the last; a mark
//! that is still there at a later start names a credential that may belong to nobody, and then it is forgotten.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Another process may be in the middle of it; none takes as long as this.
const STALE: Duration = Duration::from_mins(10);

/// The marks of one data directory; of a session, none.
#[derive(Debug, Clone)]
pub(crate) struct Pending(Option<PathBuf>);

impl Pending {
    pub(crate) fn new(data_dir: Option<&Path>) -> Self {
        Self(data_dir.map(|dir| dir.join("pending-credentials")))
    }

    pub(crate) fn set(&self, tenant: &str) -> io::Result<()> {
        let Some(dir) = &self.0 else { return Ok(()) };
        fs::create_dir_all(dir)?;
        fs::write(dir.join(tenant), "")
    }

    pub(crate) fn clear(&self, tenant: &str) {
        if let Some(dir) = &self.0 {
            let _ = fs::remove_file(dir.join(tenant));
            // Goes only where it is empty.
            let _ = fs::remove_dir(dir);
        }
    }

    /// Tenants whose mark was left behind.
    pub(crate) fn left(&self, now: SystemTime) -> Vec<String> {
        let Some(dir) = &self.0 else { return Vec::new() };
        let Ok(entries) = fs::read_dir(dir) else {
            return Vec::new();
        };
        entries
            .flatten()
            .filter(|entry| {
                entry
                    .metadata()
                    .and_then(|metadata| metadata.modified())
                    .is_ok_and(|set| now.duration_since(set).is_ok_and(|age| age > STALE))
            })
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_left_only_where_nobody_took_it_away_for_long() {
        let dir = tempfile::tempdir().expect("a directory");
        let pending = Pending::new(Some(dir.path()));
        pending.set("done").expect("writes");
        pending.set("crashed").expect("writes");
        pending.clear("done");
        let set = fs::metadata(dir.path().join("pending-credentials/crashed"))
            .and_then(|metadata| metadata.modified())
            .expect("a time");
        assert_eq!(pending.left(set), Vec::<String>::new());
        assert_eq!(pending.left(set + STALE * 2), ["crashed"]);
        pending.clear("crashed");
        assert_eq!(fs::read_dir(dir.path()).expect("reads").count(), 0);
    }
}
