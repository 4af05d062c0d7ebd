//! The window: one web view that shows our own pages and nothing else.

use std::{path::PathBuf, time::Duration};

use scimdesk_desk::{Desk, DeskOptions, wire::DeskError};
use serde_json::value::RawValue;
use tauri::{
    App, AppHandle, Emitter as _, Manager as _, RunEvent, State, Url, WebviewWindow, WindowEvent, Wry,
    webview::{NewWindowResponse, WebviewWindowBuilder},
};
use tauri_plugin_window_state::StateFlags;

use crate::{bridge, events, logs, panics, saving, tray};

/// The label of the one window.
const LABEL: &str = "main";

/// The commands after which the desk may be open.
const OPENING: [&str; 2] = ["desk_open", "desk_start_anew"];

/// The event under which the window hears what the desk tells.
const EVENT: &str = "desk";

/// The longest that closing waits for running work to stop. What is cut off then is found and swept at the next start.
const LONGEST_SHUTDOWN: Duration = Duration::from_secs(5);

/// Opens the window and stays until it is closed.
///
/// `data_dir`: where cache, preferences and logs live; `None` for the usual place. Without it a second start shows the first
/// one's window; with it each start is on its own.
///
/// # Errors
/// Where the system offers no display or no web view.
pub fn open(data_dir: Option<PathBuf>) -> Result<(), OpenError> {
    let own_place = data_dir.is_some();
    let desk = Desk::new(DeskOptions {
        data_dir,
        ..DeskOptions::default()
    });
    let data_dir = desk.data_dir();
    // Without a log there is still a window; the desk will say what is wrong with the directory.
    let _log = data_dir.as_deref().and_then(|directory| logs::begin(directory).ok());
    panics::install();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "starting");

    let mut app = tauri::Builder::default();
    if !own_place {
        app = app.plugin(tauri_plugin_single_instance::init(|app, _, _| show(app)));
    }
    if let Some(directory) = data_dir {
        app = app.plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                // A whole path stands for itself, so that each data directory remembers its own window.
                .with_filename(directory.join("window.json").to_string_lossy())
                .build(),
        );
    }
    let app = app
        .manage(desk)
        .manage(tray::Staying::default())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(tauri::generate_handler![call, save])
        .setup(|app| Ok(begin(app)?));
    // Where the display does not answer, the toolkit panics.
    let app = panics::caught_here(|| build_app(app)).map_err(OpenError::Panicked)??;
    app.run(|app, event| match event {
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } if app.state::<tray::Staying>().stays() => {
            api.prevent_close();
            hide(app);
        }
        RunEvent::Exit => end(app),
        _ => {}
    });
    Ok(())
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system's toolkit gave up, at this place in its source. On Linux: the display cannot be reached.
    #[error("the system's toolkit gave up at {0}; the display may be out of reach")]
    Panicked(String),
    /// The web view or the configuration.
    #[error(transparent)]
    Tauri(#[from] tauri::Error),
}

#[expect(clippy::exit, reason = "it stands in what `generate_context!` writes")]
fn build_app(app: tauri::Builder<Wry>) -> tauri::Result<App> {
    app.build(tauri::generate_context!())
}

/// Everything that the window asks the desk for, by name.
#[tauri::command]
async fn call(desk: State<'_, Desk>, name: String, request: serde_json::Value) -> Result<Box<RawValue>, DeskError> {
    let answer = bridge::call(&desk, &name, request).await;
    if OPENING.contains(&name.as_str()) {
        begin_cycles(&desk).await;
    }
    answer
}

/// Keeps text as a file under a name that a person chooses; `None` where they do not. The one thing that needs the system's
/// own dialog, and the only way from the window to a file.
#[tauri::command]
async fn save(window: WebviewWindow, name: String, content: String) -> Result<Option<String>, DeskError> {
    saving::save(&window, &name, content).await
}

/// Runs the cycles that are due from now on, once the desk is open. The window shows whether it is.
async fn begin_cycles(desk: &Desk) {
    if let Err(error) = desk.scheduler_start(Vec::new()).await {
        tracing::info!(code = ?error.code, "no cycles yet");
    }
}

fn begin(app: &App) -> tauri::Result<()> {
    let desk = app.state::<Desk>().inner().clone();
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(events::forward(desk.clone(), desk.events(), move |event| {
        if let Err(cause) = handle.emit_to(LABEL, EVENT, event) {
            tracing::warn!(%cause, "the window cannot be told");
        }
    }));
    tauri::async_runtime::spawn(tray::listen(app.handle().clone(), desk.clone(), desk.events()));
    build(app, &desk)?;
    tray::begin(app.handle(), &desk, show);
    // The window is there already; the keyring and the cache may take their time.
    tauri::async_runtime::spawn(async move {
        match desk.desk_status().await {
            Ok(_) => begin_cycles(&desk).await,
            Err(error) => tracing::warn!(code = ?error.code, "the desk did not open"),
        }
    });
    Ok(())
}

fn build(app: &App, desk: &Desk) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::<Wry, _>::new(app, LABEL, tauri::WebviewUrl::default())
        .title("Scimdesk")
        .inner_size(1200.0, 800.0)
        .min_inner_size(800.0, 560.0)
        // The page takes files that are dropped on it; what is dropped elsewhere would lead away, which is refused.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some(directory) = desk.data_dir() {
        window = window.data_directory(directory.join("webview"));
    }
    window.build().map(drop)
}

/// Whether an address is one of our own pages: `tauri://localhost`, which Windows and Android spell as a web address.
fn is_own_page(url: &Url) -> bool {
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    if !own {
        // Without its path and query, which may hold anything.
        tracing::warn!(scheme = url.scheme(), host = url.host_str(), "navigation refused");
    }
    own
}

/// Brings the window to the front.
fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(cause) = shown {
        tracing::warn!(%cause, "the window cannot be shown");
    }
}

fn hide(app: &AppHandle) {
    let hidden = app.get_webview_window(LABEL).map(|window| window.hide());
    if let Some(Err(cause)) = hidden {
        tracing::warn!(%cause, "the window cannot be hidden");
    }
}

fn end(app: &AppHandle) {
    let desk = app.state::<Desk>().inner().clone();
    let ended = tauri::async_runtime::block_on(async { tokio::time::timeout(LONGEST_SHUTDOWN, desk.shutdown()).await });
    if ended.is_err() {
        tracing::warn!("running work did not stop in time");
    }
    tracing::info!("ended");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_pages() {
        for (address, own) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html#/tenants/1", true),
            ("tauri://example.com/", false),
            ("http://localhost/", false),
            ("https://example.com/", false),
            ("https://tauri.localhost.example.com/", false),
            ("http://tauri.localhost:8080@example.com/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,<h1>hello</h1>", false),
            ("javascript:alert(1)", false),
            ("about:blank", false),
        ] {
            let url = Url::parse(address).expect(address);
            assert_eq!(is_own_page(&url), own, "{address}");
        }
    }
}
