//! The cache: tenants (without their secrets), accounts and groups as servers returned them, who is in which group, how
//! complete each list is, the versions of each tenant's mappings, the journal of changes, directories of people from elsewhere, and
//! all that provisioning remembers.
//! One SQLite file, encrypted with a key that the caller keeps.
//!
//! *Knows:* rows, their text as people compare it, and time as it is told. *Must not know:* the network, SCIM, the vault, or
//! what the codes in a tenant or a journal entry mean. *Blocking by design:* callers hop to a thread that may wait.
//!
//! - **Lists.** The rows of a listing are a [snapshot](ListingWriter), written beside the one that is shown and put in its place
//!   by one short transaction. A process that is killed at any moment leaves the old list whole; the next one that opens the
//!   cache, or lists, removes what is left over, bit by bit. Absence means nothing unless a listing is
//!   [proven complete](Completeness): otherwise what did not come is kept and marked.
//! - **Order.** Keys ascend with names. So the list by name is a range of keys, a search in that order ends when the window is
//!   full, and a refresh writes every table from its beginning to its end. Other orders are computed when they are asked for.
//! - **One thread writes**, and callers queue; a pool of connections reads. Several processes may have the cache open.
//!
//! ```
//! use scimdesk_store::{Completeness, Finish, Kind, NewResource, Query, Store, Tenant};
//!
//! # fn main() -> scimdesk_store::Result<()> {
//! # let directory = tempfile::tempdir().expect("a directory");
//! let now = jiff::Timestamp::UNIX_EPOCH;
//! let store = Store::open(&directory.path().join("cache.db"), &[7; 32])?;
//! store.add_tenant(&Tenant {
//!     id: "1".into(), name: "WEDO".into(), app: "wedo".into(), url: "https://wedo.example/scim".into(),
//!     safety: "read_only".into(), environment: "production".into(), rate: 25.0, extra_ca: None, created_at: now,
//!     practice: false, deactivate_form: None, groups_offered: None, last_test: None,
//! })?;
//!
//! let amelie = NewResource {
//!     id: "2819c223".into(), name: "Amélie Dubois".into(), user_name: Some("amelie".into()), email: None,
//!     external_id: None, active: Some(true), title: None, department: None, created: None, last_modified: None,
//!     members: None, raw: r#"{"id":"2819c223"}"#.into(),
//! };
//! let mut writer = store.begin_listing("1", Kind::User, now)?;
//! writer.append(vec![amelie], now)?;
//! writer.finish(Finish { completeness: Completeness::Proven, evidence: "totalResults is 1".into(), at: now })?;
//!
//! let query = Query { search: "amelie d".into(), ..Query::default() };
//! let page = store.page("1", Kind::User, &query, 0, 200)?;
//! assert_eq!((page.rows[0].name.as_str(), page.total), ("Amélie Dubois", 1));
//! # Ok(())
//! # }
//! ```

mod assignment;
mod bodies;
mod connection;
mod directory;
mod edit;
mod error;
mod files;
mod item;
mod journal;
mod key;
mod links;
mod listing;
mod mappings;
mod migrations;
mod provisioning;
mod query;
mod readers;
mod resource;
mod search;
mod snapshot;
mod store;
mod sweep;
mod tenant;
mod time;
mod view;
mod writer;

pub use assignment::Assignment;
pub use bodies::{Body, ListState};
pub use directory::{DirectoryRecord, Membership, NewDirectory, NewGroup, NewPerson, People, PersonRecord};
pub use error::{Result, StoreError};
pub use journal::{Entry, EntryRow, JournalPage, JournalQuery, NewEntry, Outcome};
pub use listing::{Completeness, Finish, FinishReport, Listing, ListingWriter};
pub use mappings::{Imported, MappingVersion, NewMappings, StoredMappings};
pub use provisioning::{
    AccountLink, CycleRecord, CyclesPage, Decision, Departed, Fetch, InFlight, LeaseResult, LinkChange, LinkQuery,
    LinkState, LinksPage, LogPage, LogQuery, LogRecord, LogRow, NewChange, NewLog, NewPlanItem, NewStaged, PlanCount,
    PlanItemOutcome, PlanItemRecord, PlanItemsPage, PlanQuery, PlanRecord, PlanWriter, PlannedFor, ProvisioningRecord,
    Retry, RetryChange, RetryPart, Settlement, SourceRecord, StagedPage, StagedRecord, WhichItems,
};
pub use query::{Page, Query, SortKey};
pub use resource::{Kind, Link, LinkPage, Member, NewResource, Resource, Row, Vanished};
pub use store::Store;
pub use tenant::{Tenant, TestRecord};
