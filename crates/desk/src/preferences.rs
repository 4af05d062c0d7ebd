//! What is remembered between starts: `preferences.json`, written whole or not at all.
//!
//! A file that cannot be read is set aside, not lost: it is renamed to `preferences.broken.json` and the preferences begin
//! anew; the log says so. *Must not know:* what the preferences mean. Holds no secret and no personal data.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    Desk,
    desk::blocking,
    error::io_error,
    opening,
    wire::{DeskError, Preferences},
};

/// The preferences of one data directory.
pub(crate) struct PreferencesFile {
    /// `None` where there is no data directory: nothing is remembered then.
    path: Option<PathBuf>,
    /// Read at first use.
    current: Mutex<Option<Preferences>>,
}

impl PreferencesFile {
    pub(crate) fn new(data_dir: Option<PathBuf>) -> Self {
        Self {
            path: data_dir.map(|dir| dir.join("preferences.json")),
            current: Mutex::new(None),
        }
    }

    /// The preferences as remembered; the defaults where nothing is.
    pub(crate) fn get(&self) -> Result<Preferences, DeskError> {
        let mut current = self.lock();
        if let Some(preferences) = &*current {
            return Ok(preferences.clone());
        }
        let read = self.read().map_err(|error| io_error(&error))?;
        Ok(current.insert(read).clone())
    }

    /// Changes some of them and remembers all. Another process may have changed them: they are read again first.
    pub(crate) fn update(&self, change: impl FnOnce(&mut Preferences)) -> Result<Preferences, DeskError> {
        let mut current = self.lock();
        let mut preferences = self.read().map_err(|error| io_error(&error))?;
        change(&mut preferences);
        self.write(&preferences).map_err(|error| io_error(&error))?;
        Ok(current.insert(preferences).clone())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Preferences>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> io::Result<Preferences> {
        let Some(path) = &self.path else {
            return Ok(Preferences::default());
        };
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Preferences::default());
            }
            Err(error) => return Err(error),
        };
        match serde_json::from_slice(&text) {
            Ok(preferences) => Ok(preferences),
            Err(problem) => {
                let aside = path.with_extension("broken.json");
                fs::rename(path, &aside)?;
                tracing::warn!(%problem, aside = %aside.display(), "the preferences could not be read and were set aside");
                Ok(Preferences::default())
            }
        }
    }

    fn write(&self, preferences: &Preferences) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let dir = path.parent().unwrap_or(Path::new("."));
        opening::make_private_dir(dir)?;
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        serde_json::to_writer_pretty(&mut file, preferences)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }
}

impl Desk {
    /// What is remembered between starts.
    pub async fn preferences_get(&self) -> Result<Preferences, DeskError> {
        let desk = self.clone();
        blocking(move || desk.inner.preferences.get()).await
    }

    /// Remembers it. The vault is not chosen here but by opening the desk: what is given for it is ignored.
    pub async fn preferences_set(&self, request: Preferences) -> Result<Preferences, DeskError> {
        let desk = self.clone();
        blocking(move || {
            desk.inner.preferences.update(|preferences| {
                let vault = preferences.vault;
                *preferences = Preferences { vault, ..request };
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Theme;

    #[test]
    fn preferences_are_remembered_by_the_next_start() {
        let dir = tempfile::tempdir().expect("a directory");
        let preferences = Preferences {
            theme: Theme::Dark,
            last_tenant: Some("t1".into()),
            ..Preferences::default()
        };
        PreferencesFile::new(Some(dir.path().into()))
            .update(|all| *all = preferences.clone())
            .expect("writes");
        assert_eq!(
            PreferencesFile::new(Some(dir.path().into())).get().expect("reads"),
            preferences
        );
    }

    #[test]
    fn a_broken_file_is_set_aside_and_kept() {
        let dir = tempfile::tempdir().expect("a directory");
        fs::write(dir.path().join("preferences.json"), "{\"theme\": ").expect("writes");
        let file = PreferencesFile::new(Some(dir.path().into()));
        assert_eq!(file.get().expect("reads"), Preferences::default());
        let kept = fs::read_to_string(dir.path().join("preferences.broken.json")).expect("kept");
        assert_eq!(kept, "{\"theme\": ");
    }

    #[test]
    fn fields_of_a_later_version_do_not_break_the_file() {
        let dir = tempfile::tempdir().expect("a directory");
        fs::write(dir.path().join("preferences.json"), r#"{"theme": "light", "later": 1}"#).expect("writes");
        assert_eq!(
            PreferencesFile::new(Some(dir.path().into()))
                .get()
                .expect("reads")
                .theme,
            Theme::Light
        );
    }
}
