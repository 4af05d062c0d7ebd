//! Saving what the window exports. The page names no place: a person does, in the system's own dialog, which also asks before
//! a file is replaced.

use std::path::Path;

use scimdesk_desk::{saving, wire::DeskError};
use tauri::WebviewWindow;
use tauri_plugin_dialog::DialogExt as _;
use tokio::{sync::oneshot, task};

/// Asks where to, and writes. Answers the path, `None` where the dialog was dismissed.
///
/// # Errors
/// `bad_input` where `name` is no plain name of a file; else as [`saving::save`].
pub async fn save(window: &WebviewWindow, name: &str, content: String) -> Result<Option<String>, DeskError> {
    let dialog = (window.dialog().file()).set_parent(window).set_file_name(plain(name)?);
    let (answer, answered) = oneshot::channel();
    dialog.save_file(|path| {
        // Nobody waits any more where the window is gone.
        let _ = answer.send(path);
    });
    let Some(chosen) = answered.await.ok().flatten() else {
        return Ok(None);
    };
    let path =
        (chosen.into_path()).map_err(|cause| DeskError::bad_input(format!("the place has no path ({cause})")))?;
    let shown = path.display().to_string();
    let written = task::spawn_blocking(move || saving::save(&path, &content)).await;
    written.map_err(|_| DeskError::of(scimdesk_desk::wire::ErrorCode::Internal))??;
    Ok(Some(shown))
}

/// A name, and nothing that leads to another directory.
fn plain(name: &str) -> Result<&str, DeskError> {
    let is_plain =
        Path::new(name).file_name().is_some_and(|only| only == name) && !name.contains(['/', '\\', ':', '\0']);
    is_plain
        .then_some(name)
        .ok_or_else(|| DeskError::bad_input("the name of a file may not lead to another directory"))
}

#[cfg(test)]
mod tests {
    use scimdesk_desk::wire::ErrorCode;

    use super::*;

    #[test]
    fn only_a_plain_name_is_offered() {
        for name in ["ProvisioningLogs.csv", "documo-plan.md", "Zürich.json", ".hidden"] {
            assert_eq!(plain(name).expect(name), name);
        }
        for name in [
            "",
            ".",
            "..",
            "/etc/passwd",
            "../plan.md",
            "a/b",
            "a\\b",
            "C:plan.md",
            "a\0b",
            "plan.md/",
        ] {
            let error = plain(name).expect_err(name);
            assert_eq!(error.code, ErrorCode::BadInput, "{name:?}");
        }
    }
}
