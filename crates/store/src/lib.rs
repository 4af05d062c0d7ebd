//! The encrypted SQLite cache: tenants (without secrets), accounts, groups, memberships, listings and the journal.

mod connection;
mod edit;
mod error;
mod files;
mod item;
mod journal;
mod key;
mod links;
mod listing;
mod migrations;
mod query;
mod resource;
mod search;
mod snapshot;
mod store;
mod sweep;
mod tenant;
mod time;
mod view;
mod writer;

pub use error::{Result, StoreError};
pub use journal::{Entry, EntryRow, JournalPage, JournalQuery, NewEntry, Outcome};
pub use listing::{Completeness, Finish, FinishReport, Listing, ListingWriter};
pub use query::{Page, Query, SortKey};
pub use resource::{Kind, Link, LinkPage, Member, NewResource, Resource, Row, Vanished};
pub use store::Store;
pub use tenant::{Tenant, TestRecord};
