//! The floors: what the work would cost with nothing around it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    listing::{ListOptions, ListedResource},
    resource::ResourceKind,
    tenant_url::TenantUrl,
};
use secrecy::SecretString;

use crate::practice::Practice;

/// The page size that the product's listing reaches.
const PAGE: usize = 500;

/// Pages fetched and thrown away.
pub(crate) struct Fetch {
    /// How long it took.
    pub(crate) took: Duration,
    /// How many pages there were.
    pub(crate) pages: usize,
}

/// The same pages over one connection, read to their end and thrown away.
pub(crate) fn fetch(practice: &Practice) -> Fetch {
    let (host, path) = practice.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let connection = TcpStream::connect(host).unwrap();
    connection.set_nodelay(true).unwrap();
    let mut reader = BufReader::with_capacity(1 << 16, connection.try_clone().unwrap());
    let mut writer = connection;
    let began = Instant::now();
    let mut pages = 0;
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
        // An empty page carries the envelope alone.
        if length < 500 {
            break;
        }
        pages += 1;
        start += PAGE;
    }
    Fetch {
        took: began.elapsed(),
        pages,
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

/// The same rows put into the same tables, in the order in which they come, by nothing but `INSERT`, with a full-text index
/// made by FTS5's own trigram tokenizer. The rows are in memory before the clock starts.
pub(crate) fn insert(practice: &Practice) -> Duration {
    let rows = rows(practice);
    let directory = tempfile::tempdir().unwrap();
    let sql = Connection::open(directory.path().join("floor.db")).unwrap();
    sql.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 8192;
         PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
         {};
         CREATE VIRTUAL TABLE search USING fts5(name, user_name, email, external_id, content = '', columnsize = 0,
             detail = none, tokenize = 'trigram');",
        "07".repeat(32),
        include_str!("../../../crates/store/migrations/0001-first.sql"),
    ))
    .unwrap();
    let began = Instant::now();
    for (page, rows) in rows.chunks(PAGE).enumerate() {
        sql.execute_batch("BEGIN").unwrap();
        for (key, row) in ((page * PAGE).cast_signed()..).zip(rows) {
            let columns = &row.columns;
            let name = columns.best_name();
            sql.prepare_cached("INSERT INTO body VALUES (?, ?)")
                .unwrap()
                .execute(params![key, row.raw()])
                .unwrap();
            sql.prepare_cached("INSERT INTO identity VALUES (1, ?, ?, ?, ?)")
                .unwrap()
                .execute(params![columns.id, key, key, key])
                .unwrap();
            sql.prepare_cached("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, NULL)")
                .unwrap()
                .execute(params![
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
            sql.prepare_cached(
                "INSERT INTO search (rowid, name, user_name, email, external_id) VALUES (?, ?, ?, ?, ?)",
            )
            .unwrap()
            .execute(params![
                key,
                name,
                columns.user_name,
                columns.email,
                columns.external_id
            ])
            .unwrap();
        }
        sql.execute_batch("COMMIT").unwrap();
    }
    began.elapsed()
}

fn rows(practice: &Practice) -> Vec<ListedResource> {
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
