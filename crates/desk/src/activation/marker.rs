//! Whether changes are being sent from this data directory now, by this process or another.
//!
//! A journal entry without an outcome is either under way or was left by a process that died. The system lets go of a file
//! lock when a process ends, however it ends, so the lock tells the two apart.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The lock that is held while changes are sent.
#[derive(Debug, Clone)]
pub(crate) struct Changing(PathBuf);

impl Changing {
    pub(crate) fn new(dir: &Path) -> Self {
        Self(dir.join("changing.lock"))
    }

    /// Held until what it returns is dropped. Several may hold it. Blocks for a moment at most.
    pub(crate) fn hold(&self) -> io::Result<File> {
        let file = self.open()?;
        file.lock_shared()?;
        Ok(file)
    }

    /// Whether anybody holds it. Where that cannot be found out, nobody is said to.
    pub(crate) fn anybody(&self) -> bool {
        self.open()
            .is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }

    fn open(&self) -> io::Result<File> {
        File::options().create(true).truncate(false).write(true).open(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_held_as_long_as_one_of_its_holders_lives() {
        let dir = tempfile::tempdir().expect("a directory");
        let changing = Changing::new(dir.path());
        assert!(!changing.anybody());
        let first = changing.hold().expect("is held");
        let second = changing.hold().expect("is held twice");
        assert!(changing.anybody());
        drop(first);
        assert!(changing.anybody());
        drop(second);
        assert!(!changing.anybody());
    }
}
