//! Repeated measurements.

use std::time::Duration;

/// The middle of what was measured, with the least and the most; alone what was measured once.
pub(crate) fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    match values.as_slice() {
        [once] => format!("{once:.2}"),
        [least, .., most] => format!("{:.2} ({least:.2}–{most:.2})", median(&values)),
        [] => "never".to_owned(),
    }
}

/// The same of times, in seconds.
pub(crate) fn seconds(times: &[Duration]) -> String {
    format!("{} s", spread(times.iter().map(Duration::as_secs_f64).collect()))
}

/// The same of times, in milliseconds.
pub(crate) fn milliseconds(times: &[Duration]) -> String {
    let mut values: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1_000.0).collect();
    values.sort_by(f64::total_cmp);
    let (least, most) = (values[0], values[values.len() - 1]);
    format!("{:.0} ms ({least:.0}–{most:.0})", median(&values))
}

/// Of sorted values.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    }
}
