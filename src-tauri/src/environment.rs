//! Every environment variable that the window reads, declared once.
//!
//! Two more belong to the web view on Linux, for machines where its graphics fail and the window stays blank:
//! `WEBKIT_DISABLE_DMABUF_RENDERER=1`, and `WEBKIT_DISABLE_COMPOSITING_MODE=1` where that is not enough. Both cost speed, so
//! Scimdesk never sets them by itself.

/// Where cache, preferences and logs live, instead of `scimdesk` in the system's directory for application data.
/// `--data-dir` does the same and wins.
pub const DATA_DIR: &str = "SCIMDESK_DATA_DIR";

/// How much of Scimdesk's own doing is logged: `error`, `warn`, `info` (the default), `debug` or `trace`. Libraries log
/// their warnings only, whatever this says: what they tell beyond that may quote a request.
pub const LOG: &str = "SCIMDESK_LOG";

/// On Linux: the X display. Without it and without [`WAYLAND_DISPLAY`] there is nothing to open a window on.
pub const DISPLAY: &str = "DISPLAY";

/// On Linux: the Wayland display.
pub const WAYLAND_DISPLAY: &str = "WAYLAND_DISPLAY";

/// The value of a variable; an empty one counts as not set.
pub fn value(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
