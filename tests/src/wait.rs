//! Waiting for a condition, with a limit. Nothing here or in a test waits for a time to pass.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(20);

/// Looks at a condition again and again until it gives a value.
///
/// # Panics
/// Where it gives none within the limit; `what` says what was waited for.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that pauses, between two looks at a condition"
)]
pub fn until<T>(limit: Duration, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(begun.elapsed() < limit, "{what}: not within {limit:?}");
        std::thread::sleep(INTERVAL);
    }
}
