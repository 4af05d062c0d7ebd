//! The floors: what the work would cost with nothing around it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rusqlite::{Connection, Statement, params};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    listing::{ListOptions, ListedResource},
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use secrecy::SecretString;

use crate::{grams::grams_of, practice::Practice, process::processor_time};

/// The page size that the product's listing reaches.
const PAGE: usize = 500;

/// An empty page is shorter, in bytes: it carries the envelope alone.
const EMPTY_PAGE: usize = 500;

/// What a floor took.
#[derive(Clone, Copy)]
pub(crate) struct Floor {
    pub(crate) took: Duration,
    /// By the processors, in this process.
    pub(crate) processor: Duration,
}

/// The same pages over one connection, read to their end and thrown away.
pub(crate) fn fetch(practice: &Practice) -> Floor {
    let (host, path) = practice.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let connection = TcpStream::connect(host).unwrap();
    connection.set_nodelay(true).unwrap();
    let mut reader = BufReader::with_capacity(1 << 16, connection.try_clone().unwrap());
    let mut writer = connection;
    let (began, on_processor) = (Instant::now(), processor_time());
    let mut start = 1;
    let mut body = Vec::new();
    loop {
        write!(
            writer,
            "GET /{path}/Users?startIndex={start}&count={PAGE} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\r\n",
            practice.token
        )
        .unwrap();
        let length = content_length(&mut reader);
        body.resize(length, 0);
        reader.read_exact(&mut body).unwrap();
        if length < EMPTY_PAGE {
            break;
        }
        start += PAGE;
    }
    Floor {
        took: began.elapsed(),
        processor: processor_time().saturating_sub(on_processor),
    }
}

fn content_length(reader: &mut impl BufRead) -> usize {
    let mut length = None;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            return length.expect("the practice server states the length");
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

/// The same rows put into the same tables of an encrypted file, in the order in which they come, by nothing but `INSERT`, with
/// the same full-text index of the same trigrams and the product's own settings.
pub(crate) fn insert(rows: &[ListedResource]) -> Floor {
    let directory = tempfile::tempdir().unwrap();
    let sql = Connection::open(directory.path().join("floor.db")).unwrap();
    sql.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
         PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;
         PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
         {};
         CREATE VIRTUAL TABLE search USING fts5(grams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
         INSERT INTO search (search, rank) VALUES ('hashsize', 16777216), ('automerge', 8), ('crisismerge', 32);",
        "07".repeat(32),
        include_str!("../../../crates/store/migrations/0001-first.sql"),
    ))
    .unwrap();
    let prepare = |insert| sql.prepare(insert).unwrap();
    let mut body = prepare("INSERT INTO body VALUES (?, ?)");
    let mut identity = prepare("INSERT INTO identity VALUES (1, ?, ?, ?, ?)");
    let mut item = prepare("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, NULL)");
    let mut search = prepare("INSERT INTO search (rowid, grams) VALUES (?, ?)");
    let (began, on_processor) = (Instant::now(), processor_time());
    for (page, rows) in rows.chunks(PAGE).enumerate() {
        sql.execute_batch("BEGIN").unwrap();
        for (key, row) in (i64::try_from(page * PAGE + 1).unwrap()..).zip(rows) {
            let columns = &row.columns;
            let name = columns.best_name();
            body.execute(params![key, row.raw()]).unwrap();
            identity.execute(params![columns.id, key, key, key]).unwrap();
            insert_item(&mut item, key, &name, row);
            let texts = [&columns.user_name, &columns.email, &columns.external_id];
            let texts = texts.into_iter().flatten().chain([&name]).map(String::as_str);
            search.execute(params![key, grams_of(texts)]).unwrap();
        }
        sql.execute_batch("COMMIT").unwrap();
    }
    Floor {
        took: began.elapsed(),
        processor: processor_time().saturating_sub(on_processor),
    }
}

fn insert_item(item: &mut Statement<'_>, key: i64, name: &str, row: &ListedResource) {
    let columns = &row.columns;
    item.execute(params![
        key,
        key,
        columns.id,
        name,
        columns.user_name,
        columns.email,
        columns.external_id,
        columns.active,
        columns.title,
        columns.department,
        columns.created.map(Timestamp::as_microsecond),
        columns.last_modified.map(Timestamp::as_microsecond),
    ])
    .unwrap();
}

/// The rows themselves, in memory before a clock starts.
pub(crate) fn rows(practice: &Practice) -> Vec<ListedResource> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut options = ClientOptions::new(
        TenantUrl::parse(&practice.url).unwrap(),
        SecretString::from(practice.token.as_str()),
    );
    options.rate = 1_000.0;
    let client = Client::new(options).unwrap();
    runtime.block_on(async {
        let mut listing = client.list(ResourceKind::User, ListOptions::default());
        let mut rows = Vec::new();
        while let Some(page) = listing.next_page().await.unwrap() {
            rows.extend(page.resources);
        }
        rows
    })
}
