use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter as Governor};

use super::Clock;

/// How many requests may go out at once before the rate is felt.
const BURST: NonZeroU32 = NonZeroU32::new(5).expect("five is not zero");
/// Rates are held between one request in a hundred seconds and ten thousand in one.
const SLOWEST: f64 = 0.01;
const FASTEST: f64 = 10_000.0;

/// Spaces the requests of one tenant (GCRA).
pub(crate) struct RateLimiter {
    governor: Governor<NotKeyed, InMemoryState, GovernorClock, NoOpMiddleware<Duration>>,
    clock: GovernorClock,
}

#[derive(Clone)]
struct GovernorClock(Arc<dyn Clock>);

impl governor::clock::Clock for GovernorClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

impl RateLimiter {
    /// `rate` in requests a second.
    pub(crate) fn new(rate: f64, clock: Arc<dyn Clock>) -> Self {
        let rate = if rate.is_finite() {
            rate.clamp(SLOWEST, FASTEST)
        } else {
            FASTEST
        };
        let quota = Quota::with_period(Duration::from_secs_f64(1.0 / rate))
            .expect("the rate is clamped, so the period is above zero")
            .allow_burst(BURST);
        let clock = GovernorClock(clock);
        Self {
            governor: Governor::direct_with_clock(quota, clock.clone()),
            clock,
        }
    }

    /// Returns when the next request may be sent.
    pub(crate) async fn acquire(&self) {
        while let Err(not_yet) = self.governor.check() {
            let wait = not_yet.wait_time_from(self.clock.now());
            self.clock.0.sleep(wait).await;
        }
    }
}
