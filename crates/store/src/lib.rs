//! The encrypted SQLite cache: tenants (without secrets), accounts, groups, memberships, listings and the journal.

mod error;
mod journal;
mod listing;
mod query;
mod resource;
mod store;
mod tenant;

pub use error::{Result, StoreError};
pub use journal::{Entry, EntryRow, JournalPage, JournalQuery, NewEntry, Outcome};
pub use listing::{Completeness, Finish, FinishReport, Listing, ListingWriter};
pub use query::{Page, Query, SortKey};
pub use resource::{Kind, Link, LinkPage, Member, NewResource, Resource, Row, Vanished};
pub use store::Store;
pub use tenant::{Tenant, TestRecord};
