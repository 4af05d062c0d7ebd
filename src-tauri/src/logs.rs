//! The log: one file a day, kept for fourteen days, beside the cache.
//!
//! It holds what Scimdesk did and what went wrong. It holds no body, no token and no account: what is secret has no text
//! form, and libraries are heard only from warnings up.

use std::{fs::DirBuilder, io, path::Path};

use tracing::level_filters::LevelFilter;
use tracing_appender::{
    non_blocking::{NonBlocking, WorkerGuard},
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{
    filter::Targets,
    layer::{Layer as _, SubscriberExt as _},
    util::SubscriberInitExt as _,
};

use crate::environment;

/// How many days of logs are kept.
pub const KEPT_DAYS: usize = 14;

/// Begins to log into `logs` in the data directory, which is made where it is missing, for its owner alone.
///
/// The answer keeps the log's writer alive: what is written after it is dropped may be lost.
///
/// # Errors
/// Where the directory or the file cannot be made.
///
/// # Panics
/// When called twice in one process.
pub fn begin(data_dir: &Path) -> io::Result<WorkerGuard> {
    let (writer, guard) = writer(&data_dir.join("logs"))?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(false)
        .with_filter(filter(
            environment::value(environment::LOG).and_then(|level| level.into_string().ok()),
        ));
    tracing_subscriber::registry().with(lines).init();
    Ok(guard)
}

/// A writer into the directory's file of the day; files beyond [`KEPT_DAYS`] are removed, the oldest first.
fn writer(directory: &Path) -> io::Result<(NonBlocking, WorkerGuard)> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("scimdesk")
        .filename_suffix("log")
        .max_log_files(KEPT_DAYS)
        .build(directory)
        .map_err(io::Error::other)?;
    Ok(tracing_appender::non_blocking(file))
}

/// Our own crates at the level asked for, all others from warnings up.
fn filter(level: Option<String>) -> Targets {
    let level = level.and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("scimdesk", level)
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn the_oldest_logs_go_when_a_fifteenth_begins() {
        let directory = tempfile::tempdir().expect("a directory");
        for day in 1..=20 {
            let name = directory.path().join(format!("scimdesk.2026-01-{day:02}.log"));
            std::fs::write(name, "old").expect("a log");
        }
        let strange = directory.path().join("notes.txt");
        std::fs::write(&strange, "mine").expect("a file");

        let opened = writer(directory.path()).expect("a log");
        drop(opened);

        let logs = std::fs::read_dir(directory.path()).expect("lists");
        let logs = logs
            .filter_map(Result::ok)
            .filter(|file| file.path() != strange)
            .count();
        assert_eq!(logs, KEPT_DAYS);
        assert!(strange.exists(), "only logs are removed");
    }

    #[test]
    fn libraries_are_heard_from_warnings_up_whatever_is_asked_for() {
        for asked in [None, Some("trace"), Some("nonsense")] {
            let filter = filter(asked.map(String::from));
            assert!(filter.would_enable("hyper::proto", &Level::WARN), "{asked:?}");
            assert!(!filter.would_enable("hyper::proto", &Level::INFO), "{asked:?}");
        }
    }

    #[test]
    fn our_own_level_is_as_asked_for_and_else_info() {
        for (asked, level, heard) in [
            (None, Level::INFO, true),
            (None, Level::DEBUG, false),
            (Some("debug"), Level::DEBUG, true),
            (Some("error"), Level::WARN, false),
            (Some("nonsense"), Level::INFO, true),
        ] {
            let filter = filter(asked.map(String::from));
            assert_eq!(
                filter.would_enable("scimdesk_desk::refresh", &level),
                heard,
                "{asked:?} {level}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_logs_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().expect("a directory");
        let logs = directory.path().join("data/logs");
        drop(writer(&logs).expect("a log"));
        for made in [logs.as_path(), logs.parent().expect("a parent")] {
            let mode = made.metadata().expect("exists").permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", made.display());
        }
    }
}
