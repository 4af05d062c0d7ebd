//! Times as the database keeps them: microseconds since 1970, UTC.

use jiff::Timestamp;

pub(crate) fn write(time: Timestamp) -> i64 {
    time.as_microsecond()
}

/// A number outside jiff's years, which only a damaged file holds, becomes the nearest time there is.
pub(crate) fn read(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(if microseconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
