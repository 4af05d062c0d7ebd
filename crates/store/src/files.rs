//! The file of the cache on the disk: who may read it, and which processes use it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::error::{Result, StoreError};

fn failed(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_path_buf();
    move |source| match source.kind() {
        io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Io { path, source },
    }
}

/// Makes an empty file and its directory where there are none, for this user alone.
pub(crate) fn prepare(path: &Path) -> Result<()> {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(directory).map_err(failed(directory))?;
    }
    // Closing a file releases what locks this process has on it, so a file that may be in use is not opened here.
    if path.exists() {
        Ok(())
    } else {
        private().open(path).map_err(failed(path)).map(drop)
    }
}

/// For a file that is made for this user alone and left as it is where it exists.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// `path` with more text at its end.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A lock that the system releases when its holder ends, however it ends.
pub(crate) struct Lock {
    // Closing the file releases the lock.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits for it.
    pub(crate) fn wait(path: PathBuf) -> Result<Self> {
        loop {
            let file = private().open(&path).map_err(failed(&path))?;
            file.lock().map_err(failed(&path))?;
            // Between the two somebody may have found it free and removed it.
            if path.exists() {
                return Ok(Self { _file: file, path });
            }
        }
    }

    /// `None` where somebody holds it.
    pub(crate) fn attempt(path: PathBuf) -> Result<Option<Self>> {
        let file = private().open(&path).map_err(failed(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file, path })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(&path)(error)),
        }
    }

    /// Whether somebody holds the lock of this file. A file that is not there is held by nobody.
    pub(crate) fn is_held(path: &Path) -> Result<bool> {
        Ok(path.exists() && Self::attempt(path.to_path_buf())?.is_none())
    }

    /// Removes its file and releases it, in this order: see [`wait`](Self::wait).
    pub(crate) fn remove(self) {
        // Left behind, it is removed by the next process.
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes the files beside `path` that begin with `suffix` and that nobody holds the lock of.
pub(crate) fn remove_released(path: &Path, suffix: &str) -> Result<()> {
    let prefix = beside(path, suffix);
    let (Some(directory), Some(prefix)) = (path.parent(), prefix.file_name().and_then(|name| name.to_str())) else {
        return Ok(());
    };
    let directory = if directory.as_os_str().is_empty() {
        Path::new(".")
    } else {
        directory
    };
    for entry in fs::read_dir(directory).map_err(failed(directory))?.flatten() {
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix))
            && let Some(lock) = Lock::attempt(entry.path())?
        {
            lock.remove();
        }
    }
    Ok(())
}

/// Deletes a cache with everything that belongs to it.
pub(crate) fn delete(path: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let _ = fs::remove_file(beside(path, suffix));
    }
}

/// Deletes the session caches in `directory` whose process has ended.
pub(crate) fn delete_abandoned_sessions(directory: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_session = entry.file_name().to_str().is_some_and(|name| {
            name.starts_with("session-") && path.extension().is_some_and(|extension| extension == "db")
        });
        if is_session && !Lock::is_held(&beside(&path, ".session"))? {
            delete(&path);
            let _ = fs::remove_file(beside(&path, ".session"));
        }
    }
    Ok(())
}
