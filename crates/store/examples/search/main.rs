//! The cache with a million accounts: `cargo xtask bench search`, or
//! `cargo run --release -p scimdesk-store --example search -- [ACCOUNTS] [DIRECTORY]`.
//!
//! Prints a line for each number; `VERBOSE=1` prints every search. Searches are told twice: as they were, and by the time that
//! the thread was given by a processor (Linux), where waiting for others on a busy machine does not count.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program ends where it cannot go on, and prints"
)]

mod people;

use std::{
    fmt, fs, thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use people::account;
use scimdesk_store::{Completeness, Finish, FinishReport, Kind, NewResource, Query, SortKey, Store, Tenant};

const TENANT: &str = "5b0c3b0e-0000-4000-8000-000000000001";
const PAGE: u64 = 500;

/// Passes over all searches after the first.
const PASSES: usize = 4;

/// Letters are typed one by one.
const TYPED: &[&str] = &[
    "anna",
    "smith",
    "müller",
    "garcía",
    "anna smith",
    "amelie.dub",
    "zimmermann",
    "王小",
    "李",
    "김민",
    "петров",
    "example.com",
    "@exam",
    "o'brien",
    "van der berg",
    "ö",
    "xq",
    "zz",
    "4711",
    "u-0012",
    "thompson",
    "engineer",
    "yilmaz",
    "de v",
    "nowhere to be found",
];

/// Most of the memory that this process had since [`forget_peak`], in MiB. Linux alone tells.
fn peak() -> String {
    fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned))
        })
        .and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .map_or_else(|| "unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
}

/// Lets the peak begin anew, where the system can.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// How busy the machine is: numbers taken on one that is not idle are upper bounds.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let processors = thread::available_parallelism().map_or(0, usize::from);
    format!(
        "load {} on {processors} processors",
        load.split(' ').next().unwrap_or_default()
    )
}

/// Time that this process was given by the processors: what a busy machine does not blur. Zero where it cannot be told.
#[cfg(unix)]
fn processor_time() -> Duration {
    given(rustix::time::ClockId::ProcessCPUTime)
}

/// The same for this thread alone.
#[cfg(unix)]
fn thread_time() -> Duration {
    given(rustix::time::ClockId::ThreadCPUTime)
}

#[cfg(unix)]
fn given(clock: rustix::time::ClockId) -> Duration {
    rustix::time::clock_gettime(clock).try_into().unwrap()
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    Duration::ZERO
}

#[cfg(not(unix))]
fn thread_time() -> Duration {
    Duration::ZERO
}

/// A moment; each is later than the one before.
fn moment() -> Timestamp {
    use std::sync::atomic::{AtomicI64, Ordering};
    static SECOND: AtomicI64 = AtomicI64::new(1_767_225_600);
    Timestamp::from_second(SECOND.fetch_add(1, Ordering::Relaxed)).unwrap()
}

fn refresh(store: &Store, accounts: u64, from: u64, completeness: Completeness) -> (Duration, Duration, FinishReport) {
    let mut writer = store.begin_listing(TENANT, Kind::User, moment()).unwrap();
    let mut appending = Duration::ZERO;
    for first in (from..accounts).step_by(usize::try_from(PAGE).unwrap()) {
        let rows: Vec<NewResource> = (first..(first + PAGE).min(accounts)).map(account).collect();
        let began = Instant::now();
        writer.append(rows, moment()).unwrap();
        appending += began.elapsed();
    }
    let began = Instant::now();
    let finish = Finish {
        completeness,
        evidence: "counted".to_owned(),
        at: moment(),
    };
    let report = writer.finish(finish).unwrap();
    (appending, began.elapsed(), report)
}

/// A time as it was, and as the thread was given by a processor.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    processor: Duration,
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1?} ({:.1?} of a processor)", self.wall, self.processor)
    }
}

fn percentiles(times: &[Took]) -> String {
    let of = |time: fn(&Took) -> Duration| {
        let mut times: Vec<Duration> = times.iter().map(time).collect();
        times.sort_unstable();
        let at = |part: usize| times[(times.len() - 1) * part / 100];
        format!("p50 {:.1?}, p99 {:.1?}, most {:.1?}", at(50), at(99), at(100))
    };
    format!(
        "{} of {}; of a processor {}",
        of(|took| took.wall),
        times.len(),
        of(|took| took.processor)
    )
}

/// The first 200 rows from `offset` on: how long they took, how many match and whether these are all.
fn page(store: &Store, query: &Query, offset: u64) -> (Took, u64, bool) {
    let (began, on_processor) = (Instant::now(), thread_time());
    let page = store.page(TENANT, Kind::User, query, offset, 200).unwrap();
    let took = Took {
        processor: thread_time().saturating_sub(on_processor),
        wall: began.elapsed(),
    };
    (took, page.total, page.total_is_exact)
}

/// Everything that is typed, letter by letter; no result of one pass is left for the next.
fn searches(store: &Store, sort: SortKey) -> Vec<Took> {
    let verbose = std::env::var_os("VERBOSE").is_some();
    let mut times = Vec::new();
    for text in TYPED {
        for (end, c) in text.char_indices() {
            let query = Query {
                search: text[..end + c.len_utf8()].to_owned(),
                sort,
                ..Query::default()
            };
            let (took, total, exact) = page(store, &query, 0);
            if verbose {
                println!("    {:?} {took} {total}{}", query.search, if exact { "" } else { "+" });
            }
            times.push(took);
        }
    }
    times
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let accounts: u64 = arguments
        .next()
        .map_or(100_000, |n| n.parse().expect("a number of accounts"));
    let scratch = arguments.next().map_or_else(std::env::temp_dir, Into::into);
    let directory = tempfile::Builder::new()
        .prefix("scimdesk-bench-")
        .tempdir_in(scratch)
        .unwrap();
    let path = directory.path().join("cache.db");
    let store = Store::open(&path, &[7; 32]).unwrap();
    add_tenant(&store);

    println!("search: a cache of {accounts} accounts; {} before it", load());
    println!("  memory before: {}", peak());
    let before = processor_time();
    let (appending, finishing, _) = refresh(&store, accounts, 0, Completeness::Proven);
    println!(
        "  first refresh: {:.2?} (pages {appending:.2?}, end {finishing:.2?}; processors {:.2?}), peak {} (aim 200 MiB)",
        appending + finishing,
        processor_time().saturating_sub(before),
        peak()
    );
    println!("  file: {} MiB", fs::metadata(&path).unwrap().len() >> 20);
    drop(store);

    forget_peak();
    let began = Instant::now();
    let store = Store::open(&path, &[7; 32]).unwrap();
    let (first, total, _) = page(&store, &Query::default(), 0);
    println!(
        "  open and first 200 of {total}: {:.1?}, the rows alone {first}",
        began.elapsed()
    );
    println!(
        "  jump to the middle: {}",
        page(&store, &Query::default(), accounts / 2).0
    );
    let inactive = Query {
        active: Some(false),
        ..Query::default()
    };
    println!(
        "  jump to the middle of the inactive: {}",
        page(&store, &inactive, accounts / 18).0
    );
    search(&store);
    sort(&store, accounts);
    println!("  peak with everything read: {}", peak());

    change(&store, accounts);
    for (what, from, completeness) in [
        ("second refresh", accounts / 100, Completeness::Proven),
        ("half, unproven", accounts / 2, Completeness::Unproven),
    ] {
        forget_peak();
        let (appending, finishing, report) = refresh(&store, accounts, from, completeness);
        println!(
            "  {what}: {:.2?} (pages {appending:.2?}, end {finishing:.2?}), peak {} (aim 200 MiB) with what the reading \
             before it left; {report:?}",
            appending + finishing,
            peak()
        );
    }
    println!("  {} after it", load());
}

fn add_tenant(store: &Store) {
    let tenant = Tenant {
        id: TENANT.to_owned(),
        name: "Bench".to_owned(),
        app: "custom".to_owned(),
        url: "https://scim.example.com/v2".to_owned(),
        safety: "read_only".to_owned(),
        environment: "test".to_owned(),
        rate: 25.0,
        extra_ca: None,
        created_at: moment(),
        practice: false,
        deactivate_form: None,
        groups_offered: None,
        last_test: None,
    };
    store.add_tenant(&tenant).unwrap();
}

fn search(store: &Store) {
    println!("  search as you type, first 200 rows (aim p50 5 ms, p99 30 ms):");
    println!("    first pass: {}", percentiles(&searches(store, SortKey::Name)));
    let warm: Vec<Took> = (0..PASSES).flat_map(|_| searches(store, SortKey::Name)).collect();
    println!("    {PASSES} more passes: {}", percentiles(&warm));
    for search in ["a", "an", "example", "smith", "王", "@example.com"] {
        let query = Query {
            search: search.to_owned(),
            ..Query::default()
        };
        let began = Instant::now();
        let count = store.count(TENANT, Kind::User, &query, || true).unwrap();
        println!("  count of {search:?}: {} in {:.1?}", count.unwrap(), began.elapsed());
    }
}

fn sort(store: &Store, accounts: u64) {
    for sort in [SortKey::Email, SortKey::Department, SortKey::Created] {
        let query = Query {
            sort,
            ..Query::default()
        };
        let (first, ..) = page(store, &query, 0);
        println!(
            "  by {sort:?}: first {first}, then the middle {}",
            page(store, &query, accounts / 2).0
        );
    }
    println!(
        "  search as you type by e-mail: {}",
        percentiles(&searches(store, SortKey::Email))
    );
}

/// One account read back on its own, and what a list in another order makes of it.
fn change(store: &Store, accounts: u64) {
    let mut changed = account(accounts / 3);
    changed.active = Some(false);
    let began = Instant::now();
    store
        .keep(TENANT, Kind::User, vec![changed], moment(), "looked up")
        .unwrap();
    println!("  replace: {:.1?}", began.elapsed());
    let by_email = Query {
        sort: SortKey::Email,
        ..Query::default()
    };
    println!("  by e-mail after it: {}", page(store, &by_email, 0).0);
}
