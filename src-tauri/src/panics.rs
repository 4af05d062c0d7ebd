//! Panics: where one happened is told and logged; what it said is not, where it may quote a secret.

use std::{
    any::Any,
    cell::RefCell,
    panic::{self, AssertUnwindSafe, PanicHookInfo},
};

use futures_util::FutureExt as _;

thread_local! {
    /// What the hook noted of the last panic of this thread, until [`caught`] takes it.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has every panic from now on noted in the log, and its place kept for [`caught`].
///
/// In a debug build the panic is also printed, as it is without this.
pub fn install() {
    let printed = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let noted = note(panic);
        tracing::error!(thread = std::thread::current().name(), "panicked at {noted}");
        LAST.set(Some(noted));
        if cfg!(debug_assertions) {
            printed(panic);
        }
    }));
}

/// Runs a future; if it panics, the place comes back as an error.
///
/// # Errors
/// The place of the panic in the source, with its message where that is a literal.
pub async fn caught<F: Future>(future: F) -> Result<F::Output, String> {
    // What a panicked handler leaves half done lies behind the desk's own locks and transactions; the future itself is
    // dropped here. A panic ends the poll on the thread that the hook ran on, so its note is this thread's last.
    AssertUnwindSafe(future).catch_unwind().await.map_err(|_| last())
}

/// As [`caught`], for work that is no future.
///
/// # Errors
/// As [`caught`].
pub fn caught_here<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| last())
}

fn last() -> String {
    LAST.take().unwrap_or_else(|| String::from("an unknown place"))
}

fn note(panic: &PanicHookInfo<'_>) -> String {
    let place = panic
        .location()
        .map_or_else(|| String::from("an unknown place"), ToString::to_string);
    match literal(panic.payload()) {
        Some(message) => format!("{place}: {message}"),
        None => place,
    }
}

/// The message of a panic, if it is a literal of the source. A formatted message may hold anything.
fn literal(payload: &(dyn Any + Send)) -> Option<&'static str> {
    payload.downcast_ref::<&'static str>().copied()
}
