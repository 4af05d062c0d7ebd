//! Keys of rows: the snapshot in the upper half, a number in the lower.

/// Distance of the keys of neighbours in a list, so that a renamed row finds room between two others.
pub(crate) const GAP: u32 = 16;

/// Rows that a snapshot can number.
pub(crate) const MOST: u64 = (u32::MAX / GAP) as u64 - 1;

/// The key of a row.
pub(crate) fn of(snapshot: i64, number: u32) -> i64 {
    snapshot << 32 | i64::from(number)
}

/// The lower half.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the lower half is what is asked for"
)]
pub(crate) fn number(key: i64) -> u32 {
    key as u32
}

/// The upper half.
pub(crate) fn snapshot(key: i64) -> i64 {
    key >> 32
}

/// First and last possible key of a snapshot.
pub(crate) fn range(snapshot: i64) -> (i64, i64) {
    (of(snapshot, 0), of(snapshot, u32::MAX))
}
