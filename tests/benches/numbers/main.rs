//! The numbers of `docs/performance.md`, each printed beside its floor from the same run. Never a test: nothing here fails
//! because a machine is slow.
//!
//! `cargo xtask bench` builds what this needs (release) and runs it. Each measurement of a refresh runs in a process of its
//! own, so that its peak memory is its own.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program prints, and ends where it cannot go on"
)]

mod floors;
mod practice;
mod refresh;
mod window;

use std::time::Duration;

use practice::Practice;
use refresh::Vault;

/// Accounts of the refresh that is held against its floors.
const ACCOUNTS: u32 = 100_000;

/// Accounts of the large cache.
const LARGE: u32 = 1_000_000;

/// Rounds of each pair; the median ratio is printed.
const ROUNDS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["child", "refresh"] => refresh::child(),
        ["refresh"] => refresh_against_floors(),
        ["memory"] => memory(),
        ["window"] => window::start_and_jump(LARGE),
        [] => {
            refresh_against_floors();
            memory();
            window::start_and_jump(LARGE);
        }
        other => panic!("unknown measurement {other:?}: refresh, memory or window"),
    }
}

fn refresh_against_floors() {
    println!("Refresh of {ACCOUNTS} accounts from a practice server on loopback");
    let practice = Practice::serve(ACCOUNTS);
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let fetch = floors::fetch(&practice);
        let insert = floors::insert(&practice);
        let refresh = refresh::in_a_process_of_its_own(&practice, &Vault::Session);
        assert_eq!(refresh.count, u64::from(ACCOUNTS), "the refresh is whole");
        let slower = fetch.took.max(insert);
        let ratio = slower.as_secs_f64() / refresh.took.as_secs_f64();
        println!(
            "  round {round}: pages fetched and thrown away {} in {} · rows inserted with the same indexes {} · refresh {} \
             · {ratio:.2} of the slower floor · peak {} MiB",
            fetch.pages,
            seconds(fetch.took),
            seconds(insert),
            seconds(refresh.took),
            refresh.peak_mib,
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "  median: {:.2} of the slower floor (aim 0.70)",
        ratios[ratios.len() / 2]
    );
}

fn memory() {
    println!("Refresh of {LARGE} accounts: peak memory of the whole process");
    let practice = Practice::serve(LARGE);
    let refresh = refresh::in_a_process_of_its_own(&practice, &Vault::Session);
    println!(
        "  {} accounts in {}, peak {} MiB (aim 200 MiB); an idle process of the same program: {} MiB",
        refresh.count,
        seconds(refresh.took),
        refresh.peak_mib,
        refresh.idle_mib,
    );
}

/// Seconds with two digits.
fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}
