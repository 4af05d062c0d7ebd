//! The numbers of `docs/performance.md`, each printed beside its floor from the same run. Never a test: nothing here fails
//! because a machine is slow.
//!
//! `cargo xtask bench` builds what this needs (release) and runs it. Refreshes and practice servers run in processes of their
//! own, so that time and memory are theirs alone. Where something is measured repeatedly, the median is printed with the least
//! and the most: `median (least–most)`.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program prints, and ends where it cannot go on"
)]

mod cycle;
mod floors;
mod practice;
mod preview;
mod process;
mod refresh;
mod spread;
mod window;

// What the store's index holds of a row, by its own source: it is no part of the store's interface.
#[path = "../../../crates/store/src/search/fold.rs"]
#[allow(unused_imports, reason = "its tests run there, not here")]
mod fold;
#[path = "../../../crates/store/src/search/grams.rs"]
#[allow(unused_imports, dead_code, reason = "only what is written, not what is looked for")]
mod grams;

use std::time::Duration;

use fold::fold;
use practice::Practice;
use refresh::{Measured, Vault};
use spread::{seconds, spread};

/// Accounts of the refresh that is held against its floors.
const ACCOUNTS: u32 = 100_000;

/// Accounts of the large cache.
const LARGE: u32 = 1_000_000;

/// People who get an account in one cycle.
const NEW_PEOPLE: u32 = 10_000;

/// How often floors and refresh are measured, in turn.
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["child", "refresh"] => refresh::child(),
        ["child", "serve", accounts, total] => practice::child(accounts, total),
        [] => ["refresh", "memory", "preview", "cycle", "window"]
            .into_iter()
            .for_each(measure),
        which => which.iter().copied().for_each(measure),
    }
}

fn measure(which: &str) {
    println!("\n{which} · load before it: {}", process::load());
    match which {
        "refresh" => refresh_against_floors(),
        "memory" => memory(),
        "preview" => preview(),
        "cycle" => cycle(),
        "window" => window::start_and_jump(LARGE),
        other => panic!("unknown measurement {other:?}: refresh, memory, preview, cycle or window"),
    }
    println!("  load after it: {}", process::load());
}

fn refresh_against_floors() {
    println!("Refresh of {ACCOUNTS} accounts from a practice server on loopback into a new cache, {ROUNDS} rounds");
    let practice = Practice::serve(ACCOUNTS);
    let rows = floors::rows(&practice);
    assert_eq!(rows.len(), ACCOUNTS as usize, "the floor's rows are whole");
    let (mut fetched, mut inserted, mut refreshed) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        fetched.push(floors::fetch(&practice));
        inserted.push(floors::insert(&rows));
        let refresh = refresh_once(&practice, &Vault::Session);
        assert_eq!(refresh.count, u64::from(ACCOUNTS), "the refresh is whole");
        refreshed.push(refresh);
    }
    let print = |what: &str, took: Vec<Duration>, processor: Vec<Duration>| {
        println!("  {what}: {}; processors {}", seconds(&took), seconds(&processor));
    };
    let floor = |floors: &[floors::Floor]| {
        (
            floors.iter().map(|floor| floor.took).collect::<Vec<_>>(),
            floors.iter().map(|floor| floor.processor).collect::<Vec<_>>(),
        )
    };
    let (took, processor) = floor(&fetched);
    print("floor, the same pages fetched and thrown away", took, processor);
    let (took, processor) = floor(&inserted);
    print("floor, the same rows inserted with the same indexes", took, processor);
    print(
        "refresh",
        refreshed.iter().map(|refresh| refresh.took).collect(),
        refreshed.iter().map(|refresh| refresh.processor).collect(),
    );
    let rounds = || fetched.iter().zip(&inserted).zip(&refreshed);
    let of_slower: Vec<f64> = rounds()
        .map(|((fetch, insert), refresh)| fetch.took.max(insert.took).as_secs_f64() / refresh.took.as_secs_f64())
        .collect();
    println!(
        "  speed, of the slower floor's in the same round: {} (aim 0.70)",
        spread(of_slower)
    );
    let of_both: Vec<f64> = rounds()
        .map(|((fetch, insert), refresh)| {
            (fetch.processor + insert.processor).as_secs_f64() / refresh.processor.as_secs_f64()
        })
        .collect();
    println!("  processor time of both floors, of the refresh's: {}", spread(of_both));
    let peak = refreshed
        .iter()
        .map(|refresh| refresh.peak_mib)
        .max()
        .unwrap_or_default();
    println!("  peak memory of the process: {peak} MiB");
}

/// One refresh into a new cache.
fn refresh_once(practice: &Practice, vault: &Vault) -> Measured {
    let measured = refresh::in_a_process_of_its_own(&[practice], vault);
    measured.into_iter().next().unwrap()
}

fn preview() {
    println!(
        "Previews and plans of {ACCOUNTS} people with as many accounts (aims: one mapping 1 s, a plan 5 s and 1 GiB)"
    );
    preview::of_people(ACCOUNTS);
    println!("The same of half as many");
    preview::of_people(ACCOUNTS / 2);
}

fn cycle() {
    println!("Initial cycles of {NEW_PEOPLE} new people into an empty tenant");
    cycle::of_new_people(NEW_PEOPLE, &[100.0, 500.0]);
}

fn memory() {
    println!(
        "Refreshes of {LARGE} accounts, one after another in one process: its peak memory during each (aim 200 MiB)"
    );
    let whole = Practice::serve(LARGE);
    let half = Practice::serve_stating(LARGE / 2, LARGE);
    let measured = refresh::in_a_process_of_its_own(&[&whole, &whole, &half], &Vault::Session);
    println!("  before the first: {} MiB", measured[0].idle_mib);
    let what = [
        "the first, into an empty cache",
        "the second, all known",
        "the third, half of it missing and carried over",
    ];
    for (what, refresh) in what.into_iter().zip(&measured) {
        assert_eq!(refresh.count, u64::from(LARGE), "the list is whole");
        println!(
            "  {what}: peak {} MiB; {}, processors {}",
            refresh.peak_mib,
            seconds(&[refresh.took]),
            seconds(&[refresh.processor]),
        );
    }
    assert_eq!(measured[2].not_seen, u64::from(LARGE / 2), "half is carried over");
}
