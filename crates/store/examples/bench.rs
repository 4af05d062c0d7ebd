//! Measures the cache: `cargo run --release -p scimdesk-store --example bench -- [ACCOUNTS] [DIRECTORY]`.
//!
//! Prints one line for each number; `VERBOSE=1` prints every search. On a busy machine `PROCESSOR_TIME=1` measures pages by the
//! time that the thread was given (Linux), where waiting for others does not count. The floor of a refresh is the same rows put into the same tables in the order in which they
//! come, by nothing but `INSERT`, with a full-text index made by FTS5's own trigram tokenizer.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program ends where it cannot go on, and prints"
)]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use scimdesk_store::{Completeness, Finish, FinishReport, Kind, NewResource, Query, SortKey, Store, Tenant};

const TENANT: &str = "5b0c3b0e-0000-4000-8000-000000000001";
const PAGE: u64 = 500;

const GIVEN: &[&str] = &[
    "Anna",
    "Amélie",
    "Łukasz",
    "Søren",
    "José",
    "Zoë",
    "Ahmed",
    "Fatima",
    "Ivan",
    "Olga",
    "Priya",
    "Rahul",
    "Kenji",
    "Yuki",
    "Chloë",
    "Björn",
    "Marek",
    "Giulia",
    "Pedro",
    "Inês",
    "Nguyễn",
    "Thảo",
    "Mehmet",
    "Ayşe",
    "Oluwaseun",
    "Chiamaka",
    "Noah",
    "Emma",
    "Liam",
    "Olivia",
    "Mateo",
    "Valentina",
    "Hannah",
    "Lukas",
    "Leon",
    "Mia",
    "Sophie",
    "Hugo",
    "Elsa",
    "Astrid",
];
const FAMILY: &[&str] = &[
    "Smith",
    "Dubois",
    "Müller",
    "García",
    "Nowak",
    "Andersson",
    "Rossi",
    "Silva",
    "Kowalski",
    "Ivanov",
    "Petrova",
    "Sharma",
    "Patel",
    "Tanaka",
    "Suzuki",
    "Nguyen",
    "Tran",
    "Yılmaz",
    "Öztürk",
    "Okafor",
    "Adeyemi",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Miller",
    "Davis",
    "Martínez",
    "Hernández",
    "López",
    "González",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Thompson",
    "White",
    "Harris",
    "Clark",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Van der Berg",
    "De Vries",
    "O'Brien",
    "Fitzgerald",
    "MacDonald",
    "Zimmermann",
    "Schröder",
    "Björkman",
    "Lindqvist",
];
const WHOLE: &[&str] = &[
    "王小明",
    "李娜",
    "佐藤 花子",
    "山田太郎",
    "김민준",
    "이서연",
    "Иван Петров",
    "محمد علي",
    "דוד כהן",
];
const DEPARTMENTS: &[&str] = &[
    "Engineering",
    "Sales",
    "Human Resources",
    "Finance",
    "Legal",
    "Support",
    "Operations",
    "Marketing",
    "Research",
];
const TITLES: &[&str] = &[
    "Engineer",
    "Manager",
    "Director",
    "Analyst",
    "Assistant",
    "Consultant",
    "Architect",
];

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

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

fn account(number: u64) -> NewResource {
    let mut random = Random((number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (0..4).for_each(|_| {
        random.below(2);
    });
    let id = uuid::Builder::from_random_bytes(std::array::from_fn(|_| u8::try_from(random.below(256)).unwrap()))
        .into_uuid()
        .to_string();
    let name = if random.below(12) == 0 {
        random.of(WHOLE).to_owned()
    } else {
        format!("{} {}", random.of(GIVEN), random.of(FAMILY))
    };
    let login: String = name
        .to_lowercase()
        .chars()
        .filter_map(|c| {
            if c.is_ascii_alphanumeric() {
                Some(c)
            } else if c == ' ' {
                Some('.')
            } else {
                None
            }
        })
        .collect();
    let user_name = format!("{login}{number}@example.com");
    let external_id = format!("U-{number:07}");
    let active = random.below(9) != 0;
    let title = random.of(TITLES).to_owned();
    let department = random.of(DEPARTMENTS).to_owned();
    let created = "2020-01-01T00:00:00Z".parse::<Timestamp>().unwrap()
        + SignedDuration::from_secs(i64::try_from(random.below(180_000_000)).unwrap());
    let raw = format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"{id}","externalId":"{external_id}","userName":"{user_name}","displayName":"{name}","name":{{"formatted":"{name}"}},"title":"{title}","active":{active},"emails":[{{"value":"{user_name}","type":"work","primary":true}}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{{"department":"{department}"}},"meta":{{"resourceType":"User","created":"{created}","lastModified":"{created}","location":"https://scim.example.com/v2/Users/{id}"}}}}"#
    );
    NewResource {
        id,
        name,
        user_name: Some(user_name.clone()),
        email: Some(user_name),
        external_id: Some(external_id),
        active: Some(active),
        title: Some(title),
        department: Some(department),
        created: Some(created),
        last_modified: Some(created),
        members: None,
        raw,
    }
}

/// Most of the memory that this process ever had, in MiB. Linux alone tells.
fn peak() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned))
        })
        .and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .map_or_else(|| "unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
}

/// Time that this process was given by the processors: what a busy machine does not blur. Zero where the system does not tell.
fn processor_time() -> Duration {
    let of = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    std::fs::read_dir("/proc/self/task").map_or(Duration::ZERO, |tasks| tasks.flatten().filter_map(of).sum())
}

/// The same for this thread alone.
fn thread_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
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

/// The same rows by nothing but `INSERT`.
fn floor(path: &Path, accounts: u64) -> Duration {
    let sql = Connection::open(path).unwrap();
    sql.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
         PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
         {};
         CREATE VIRTUAL TABLE search USING fts5(name, user_name, email, external_id, content = '', columnsize = 0,
             detail = none, tokenize = 'trigram');",
        "07".repeat(32),
        include_str!("../migrations/0001-first.sql"),
    ))
    .unwrap();
    let mut took = Duration::ZERO;
    for first in (0..accounts).step_by(usize::try_from(PAGE).unwrap()) {
        let rows: Vec<NewResource> = (first..(first + PAGE).min(accounts)).map(account).collect();
        let began = Instant::now();
        sql.execute_batch("BEGIN").unwrap();
        for (key, row) in (first.cast_signed()..).zip(&rows) {
            sql.prepare_cached("INSERT INTO body VALUES (?, ?)")
                .unwrap()
                .execute(params![key, row.raw])
                .unwrap();
            sql.prepare_cached("INSERT INTO identity VALUES (1, ?, ?, ?, ?)")
                .unwrap()
                .execute(params![row.id, key, key, key])
                .unwrap();
            sql.prepare_cached("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, NULL)")
                .unwrap()
                .execute(params![
                    key,
                    key,
                    row.id,
                    row.name,
                    row.user_name,
                    row.email,
                    row.external_id,
                    row.active,
                    row.title,
                    row.department,
                    row.created.map(Timestamp::as_microsecond),
                    row.last_modified.map(Timestamp::as_microsecond),
                ])
                .unwrap();
            sql.prepare_cached(
                "INSERT INTO search (rowid, name, user_name, email, external_id) VALUES (?, ?, ?, ?, ?)",
            )
            .unwrap()
            .execute(params![key, row.name, row.user_name, row.email, row.external_id])
            .unwrap();
        }
        sql.execute_batch("COMMIT").unwrap();
        took += began.elapsed();
    }
    took
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    format!(
        "p50 {:.1?}, p99 {:.1?}, max {:.1?} of {}",
        at(50),
        at(99),
        at(100),
        times.len()
    )
}

fn page(store: &Store, query: &Query, offset: u64) -> (Duration, u64, bool) {
    let (began, on_processor) = (Instant::now(), thread_time());
    let page = store.page(TENANT, Kind::User, query, offset, 200).unwrap();
    let took = match (on_processor, std::env::var_os("PROCESSOR_TIME")) {
        (Some(before), Some(_)) => thread_time().unwrap_or_default().saturating_sub(before),
        _ => began.elapsed(),
    };
    (took, page.total, page.total_is_exact)
}

fn searches(store: &Store, sort: SortKey) -> Vec<Duration> {
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
                println!(
                    "  {:?} {took:.1?} {total}{}",
                    query.search,
                    if exact { "" } else { "+" }
                );
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
    let directory = scratch.join(format!("scimdesk-bench-{}", std::process::id()));
    let path = directory.join("cache.db");
    let store = Store::open(&path, &[7; 32]).unwrap();
    store
        .add_tenant(&Tenant {
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
        })
        .unwrap();

    println!("{accounts} accounts, memory before: {}", peak());
    let before = processor_time();
    let (appending, finishing, _) = refresh(&store, accounts, 0, Completeness::Proven);
    println!(
        "first refresh: {:.2?} (pages {appending:.2?}, end {finishing:.2?}; processors {:.2?}), peak {}",
        appending + finishing,
        processor_time().saturating_sub(before),
        peak()
    );
    println!("file: {} MiB", std::fs::metadata(&path).unwrap().len() >> 20);

    let store = {
        drop(store);
        let began = Instant::now();
        let store = Store::open(&path, &[7; 32]).unwrap();
        let (_, total, _) = page(&store, &Query::default(), 0);
        println!("open and first 200 of {total}: {:.1?}", began.elapsed());
        store
    };
    println!(
        "jump to the middle: {:.1?}",
        page(&store, &Query::default(), accounts / 2).0
    );
    let inactive = Query {
        active: Some(false),
        ..Query::default()
    };
    println!(
        "jump to the middle of the inactive: {:.1?}",
        page(&store, &inactive, accounts / 18).0
    );
    println!(
        "search as you type, never asked before: {}",
        percentiles(searches(&store, SortKey::Name))
    );
    for search in ["a", "an", "example", "smith", "王", "@example.com"] {
        let query = Query {
            search: search.to_owned(),
            ..Query::default()
        };
        let began = Instant::now();
        let count = store.count(TENANT, Kind::User, &query, || true).unwrap();
        println!("count of {search:?}: {} in {:.1?}", count.unwrap(), began.elapsed());
    }
    for sort in [SortKey::Email, SortKey::Department, SortKey::Created] {
        let query = Query {
            sort,
            ..Query::default()
        };
        let (first, ..) = page(&store, &query, 0);
        println!(
            "by {sort:?}: first {first:.1?}, then the middle {:.1?}",
            page(&store, &query, accounts / 2).0
        );
    }
    println!(
        "search as you type by e-mail: {}",
        percentiles(searches(&store, SortKey::Email))
    );
    println!("peak with everything read: {}", peak());

    let mut changed = account(accounts / 3);
    changed.active = Some(false);
    let began = Instant::now();
    store.replace(TENANT, Kind::User, changed, moment()).unwrap();
    println!("replace: {:.1?}", began.elapsed());
    println!(
        "by e-mail after it: {:.1?}",
        page(
            &store,
            &Query {
                sort: SortKey::Email,
                ..Query::default()
            },
            0
        )
        .0
    );

    let (appending, finishing, report) = refresh(&store, accounts, accounts / 100, Completeness::Proven);
    println!(
        "second refresh: {:.2?} (pages {appending:.2?}, end {finishing:.2?}), peak {}; {report:?}",
        appending + finishing,
        peak()
    );
    let (appending, finishing, report) = refresh(&store, accounts, accounts / 2, Completeness::Unproven);
    println!(
        "half, unproven: {:.2?} (pages {appending:.2?}, end {finishing:.2?}), peak {}; {report:?}",
        appending + finishing,
        peak()
    );
    drop(store);
    let before = processor_time();
    let took = floor(&directory.join("floor.db"), accounts);
    println!(
        "floor, bare insertion: {took:.2?} (processors {:.2?})",
        processor_time().saturating_sub(before)
    );
    std::fs::remove_dir_all(directory).unwrap();
}
