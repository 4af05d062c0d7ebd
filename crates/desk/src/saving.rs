//! Keeping an export as a file, where a person said so.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use crate::{error::file_error, wire::DeskError};

/// Writes `content` to `path`, whole or not at all. A file that is there is replaced, keeps its permissions, and stays as it
/// was where writing fails; behind a link, it is the file that the link leads to.
///
/// # Errors
/// [`ErrorCode::DiskFull`](crate::wire::ErrorCode::DiskFull); else
/// [`ErrorCode::FileNotWritten`](crate::wire::ErrorCode::FileNotWritten), with what the file system said as evidence.
pub fn save(path: &Path, content: &str) -> Result<(), DeskError> {
    write(path, content).map_err(|error| file_error(path, &error))
}

/// Writes `content` to `path`, whole or not at all, where no file is yet.
///
/// # Errors
/// As [`save`]; [`ErrorCode::FileNotWritten`](crate::wire::ErrorCode::FileNotWritten) where there is one, which stays as it is.
pub fn save_new(path: &Path, content: &str) -> Result<(), DeskError> {
    write_new(path, content).map_err(|error| file_error(path, &error))
}

fn write_new(path: &Path, content: &str) -> io::Result<()> {
    // Written first and then given its name, so that nobody ever finds half a file.
    let mut file = builder().tempfile_in(directory_of(path)?)?;
    file.write_all(content.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

/// The name of a file alone is one in the working directory.
fn directory_of(path: &Path) -> io::Result<&Path> {
    let directory = path
        .parent()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not the name of a file"))?;
    Ok(if directory.as_os_str().is_empty() {
        Path::new(".")
    } else {
        directory
    })
}

fn write(path: &Path, content: &str) -> io::Result<()> {
    let before = match fs::canonicalize(path) {
        Ok(path) => Some((fs::metadata(&path)?.permissions(), path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = before.as_ref().map_or(path, |(_, path)| path);
    let mut file = builder().tempfile_in(directory_of(target)?)?;
    file.write_all(content.as_bytes())?;
    if let Some((permissions, _)) = &before {
        file.as_file().set_permissions(permissions.clone())?;
    }
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

/// A new file is for whom the person's other files are for, as with any program.
fn builder() -> tempfile::Builder<'static, 'static> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ErrorCode;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("can be read");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_whole_and_nothing_else_is_left() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("plan.md");
        save(&path, "# Plan\n").expect("saved");
        assert_eq!(fs::read_to_string(&path).expect("there"), "# Plan\n");
        save(&path, "# Another\n").expect("saved again");
        assert_eq!(fs::read_to_string(&path).expect("there"), "# Another\n");
        assert_eq!(names(directory.path()), ["plan.md"]);
    }

    #[test]
    fn where_nothing_can_be_written_it_says_so_and_leaves_what_is_there() {
        let directory = tempfile::tempdir().expect("a directory");
        let occupied = directory.path().join("plan.md");
        fs::create_dir(&occupied).expect("a directory in its place");
        fs::write(occupied.join("inside"), "stays").expect("written");
        for path in [occupied.clone(), directory.path().join("missing/plan.md")] {
            let error = save(&path, "# Plan\n").expect_err("cannot be written");
            assert_eq!(error.code, ErrorCode::FileNotWritten);
            assert!(error.message.contains("plan.md"), "{error}");
            assert!(error.next.is_some() && error.evidence.is_some(), "{error:?}");
        }
        assert_eq!(names(directory.path()), ["plan.md"]);
        assert_eq!(fs::read_to_string(occupied.join("inside")).expect("there"), "stays");
    }

    #[test]
    fn a_new_file_takes_the_place_of_none() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("plan.json");
        save_new(&path, "{}\n").expect("saved");
        let error = save_new(&path, "another").expect_err("is there");
        assert_eq!(error.code, ErrorCode::FileNotWritten);
        assert_eq!(fs::read_to_string(&path).expect("there"), "{}\n");
        assert_eq!(names(directory.path()), ["plan.json"]);
    }

    #[test]
    fn a_name_alone_is_a_file_of_the_working_directory() {
        for (path, directory) in [("plan.json", "."), ("plans/plan.json", "plans"), ("/plan.json", "/")] {
            assert_eq!(
                directory_of(Path::new(path)).expect("a directory"),
                Path::new(directory)
            );
        }
        directory_of(Path::new("/")).expect_err("no file has this name");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_keeps_its_permissions_and_a_link_its_place() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("kept.json");
        fs::write(&file, "before").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        let link = directory.path().join("link.json");
        symlink(&file, &link).expect("linked");
        save(&link, "after").expect("saved");
        assert_eq!(fs::read_to_string(&file).expect("there"), "after");
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    }
}
