//! The icon in the system's tray: while the cycles of any tenant are on, closing the window leaves it there, and they go on.
//!
//! Where the system shows no tray there is no icon, and closing the window ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

use scimdesk_desk::{Desk, TrayWords, wire::DeskEvent};
use tauri::{
    AppHandle, Manager as _, Wry,
    menu::{MenuBuilder, MenuItemBuilder},
    tray::TrayIconBuilder,
};
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::panics;

const OPEN: &str = "open";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// Whether the program stays when its window is closed.
#[derive(Debug, Default)]
pub struct Staying {
    has_icon: AtomicBool,
    cycles_are_on: AtomicBool,
}

impl Staying {
    /// Whether there is a reason to stay, and a way back to the window.
    pub fn stays(&self) -> bool {
        self.has_icon.load(Ordering::Acquire) && self.cycles_are_on.load(Ordering::Acquire)
    }

    fn set_icon(&self, has_icon: bool) {
        self.has_icon.store(has_icon, Ordering::Release);
    }

    fn set_cycles(&self, are_on: bool) {
        self.cycles_are_on.store(are_on, Ordering::Release);
    }
}

/// What a person chose in the tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Open,
    PauseAll,
    Quit,
}

impl Choice {
    fn of(id: &str) -> Option<Self> {
        match id {
            OPEN => Some(Self::Open),
            PAUSE => Some(Self::PauseAll),
            QUIT => Some(Self::Quit),
            _ => None,
        }
    }
}

/// Puts the icon there, where the system shows one. `open` shows the window.
pub(crate) fn begin(app: &AppHandle, desk: &Desk, open: fn(&AppHandle)) {
    if !is_shown() {
        tracing::info!("the system shows no tray");
        return;
    }
    // On Linux the icon's library is looked for when the program runs, and where it is missing its binding panics.
    let built = panics::caught_here(|| build(app, desk, open));
    match built {
        Ok(Ok(())) => app.state::<Staying>().set_icon(true),
        Ok(Err(cause)) => tracing::warn!(%cause, "there is no icon in the tray"),
        Err(place) => tracing::warn!(place, "there is no icon in the tray"),
    }
}

fn build(app: &AppHandle, desk: &Desk, open: fn(&AppHandle)) -> tauri::Result<()> {
    let words = TrayWords::new();
    let item = |id: &str, text: &str| MenuItemBuilder::with_id(id, text).build(app);
    let menu = MenuBuilder::<Wry, _>::new(app)
        .item(&item(OPEN, &words.open)?)
        .item(&item(PAUSE, &words.pause)?)
        .separator()
        .item(&item(QUIT, &words.quit)?)
        .build()?;
    let desk = desk.clone();
    let mut icon = TrayIconBuilder::with_id("scimdesk")
        .tooltip(words.tooltip)
        .menu(&menu)
        .on_menu_event(move |app, event| match Choice::of(event.id().as_ref()) {
            Some(Choice::Open) => open(app),
            Some(Choice::PauseAll) => {
                let desk = desk.clone();
                tauri::async_runtime::spawn(async move {
                    if let Err(error) = desk.pause_all_cycles().await {
                        tracing::warn!(code = ?error.code, "cycles could not be paused");
                    }
                });
            }
            Some(Choice::Quit) => app.exit(0),
            None => {}
        });
    if let Some(image) = app.default_window_icon() {
        icon = icon.icon(image.clone());
    }
    icon.build(app).map(drop)
}

/// Whether anything shows icons of programs. Windows and macOS always do; on Linux a program of the desktop has to.
#[cfg(target_os = "linux")]
fn is_shown() -> bool {
    let asked = zbus::blocking::Connection::session().and_then(|bus| {
        let names = zbus::blocking::fdo::DBusProxy::new(&bus)?;
        Ok(names.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
    });
    asked.unwrap_or_else(|cause| {
        tracing::info!(%cause, "the session bus does not say whether there is a tray");
        false
    })
}

#[cfg(not(target_os = "linux"))]
fn is_shown() -> bool {
    true
}

/// Tells the person at this computer what they should hear of, and keeps in mind whether cycles are on, until the desk is gone.
pub(crate) async fn listen(app: AppHandle, desk: Desk, mut events: Receiver<DeskEvent>) {
    loop {
        match events.recv().await {
            Ok(DeskEvent::Notification { title, text, .. }) => {
                let shown = app.notification().builder().title(title).body(text).show();
                if let Err(cause) = shown {
                    tracing::warn!(%cause, "the system shows no notification");
                }
                continue;
            }
            Ok(DeskEvent::ProvisioningChanged { .. } | DeskEvent::TenantsChanged) | Err(RecvError::Lagged(_)) => {}
            Ok(_) => continue,
            Err(RecvError::Closed) => return,
        }
        if let Ok(are_on) = desk.cycles_are_on().await {
            app.state::<Staying>().set_cycles(are_on);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_stays_only_with_an_icon_and_with_cycles() {
        let staying = Staying::default();
        for (icon, cycles) in [(false, false), (true, false), (false, true), (true, true)] {
            staying.set_icon(icon);
            staying.set_cycles(cycles);
            assert_eq!(staying.stays(), icon && cycles);
        }
    }

    #[test]
    fn items_of_the_menu_are_choices_and_others_are_none() {
        assert_eq!(Choice::of(OPEN), Some(Choice::Open));
        assert_eq!(Choice::of(PAUSE), Some(Choice::PauseAll));
        assert_eq!(Choice::of(QUIT), Some(Choice::Quit));
        assert_eq!(Choice::of("anything"), None);
    }
}
