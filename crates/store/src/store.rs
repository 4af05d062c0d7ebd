//! The open cache.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;

use crate::{
    error::Result,
    journal::{Entry, JournalPage, JournalQuery, NewEntry, Outcome},
    listing::{Listing, ListingWriter},
    query::{Page, Query},
    resource::{Kind, LinkPage, NewResource, Resource, Vanished},
    tenant::{Tenant, TestRecord},
};

/// The open cache. Clones share it; it closes with the last of them. Every call blocks.
#[derive(Clone)]
pub struct Store {
    shared: Arc<()>,
}

macro_rules! api {
    ($($(#[$m:meta])* fn $name:ident(&self $(, $arg:ident: $ty:ty)*) -> $ret:ty;)*) => {
        impl Store { $($(#[$m])* pub fn $name(&self $(, $arg: $ty)*) -> $ret { $(let _ = $arg;)* unimplemented!() })* }
    };
}

impl Store {
    /// Opens the cache, making it where there is none.
    pub fn open(path: &Path, key: &[u8; 32]) -> Result<Self> {
        let _ = (path, key);
        unimplemented!()
    }
    /// A cache for this session alone, under a random key; deleted when it closes.
    pub fn open_temporary(directory: &Path) -> Result<Self> {
        let _ = directory;
        unimplemented!()
    }
}

api! {
    /// The file.
    fn path(&self) -> &Path;

    /// Adds a tenant.
    fn add_tenant(&self, tenant: &Tenant) -> Result<()>;
    /// Writes a tenant's columns anew, by id.
    fn update_tenant(&self, tenant: &Tenant) -> Result<()>;
    /// All tenants, by name.
    fn tenants(&self) -> Result<Vec<Tenant>>;
    /// One tenant.
    fn tenant(&self, id: &str) -> Result<Option<Tenant>>;
    /// Removes a tenant and its lists; the journal stays. `false` where there was none.
    fn remove_tenant(&self, id: &str) -> Result<bool>;
    /// Keeps the last connection test.
    fn record_test(&self, id: &str, test: &TestRecord) -> Result<()>;
    /// Remembers the form of request that switched an account off.
    fn remember_deactivate_form(&self, id: &str, form: &str) -> Result<()>;

    /// Begins to write a listing.
    fn begin_listing(&self, tenant: &str, kind: Kind, at: Timestamp) -> Result<ListingWriter>;
    /// What is known of the last listing; `None` before the first.
    fn listing(&self, tenant: &str, kind: Kind) -> Result<Option<Listing>>;

    /// A window over a list. Before the first listing it is empty, with revision 0.
    fn page(&self, tenant: &str, kind: Kind, query: &Query, offset: u64, limit: u32) -> Result<Page>;
    /// How many rows match, exactly.
    fn count(&self, tenant: &str, kind: Kind, query: &Query) -> Result<u64>;
    /// The ids of every matching row but `except`, in the order of the list, handed over in batches.
    fn ids_matching(&self, tenant: &str, kind: Kind, query: &Query, except: &[String], each: &mut dyn FnMut(Vec<String>)) -> Result<u64>;
    /// One account or group, whole.
    fn resource(&self, tenant: &str, kind: Kind, id: &str) -> Result<Option<Resource>>;
    /// The groups that name an account.
    fn groups_of(&self, tenant: &str, account: &str, offset: u64, limit: u32) -> Result<LinkPage>;
    /// The members of a group.
    fn members_of(&self, tenant: &str, group: &str, offset: u64, limit: u32) -> Result<LinkPage>;
    /// What vanished, last noticed first.
    fn vanished(&self, tenant: &str, kind: Kind, offset: u64, limit: u32) -> Result<Vec<Vanished>>;

    /// Keeps an account or group that was read on its own. `false` where there is no list yet to keep it in.
    fn replace(&self, tenant: &str, kind: Kind, resource: NewResource, at: Timestamp) -> Result<bool>;
    /// Takes an account or group out of its list because the server says that it is gone. `false` where it was not listed.
    fn mark_gone(&self, tenant: &str, kind: Kind, id: &str, at: Timestamp) -> Result<bool>;

    /// Writes an entry before anything is sent; its id.
    fn begin_entry(&self, entry: &NewEntry) -> Result<i64>;
    /// Adds how it ended, once.
    fn complete_entry(&self, id: i64, outcome: &Outcome) -> Result<()>;
    /// A window over the journal, newest first.
    fn journal(&self, query: &JournalQuery, offset: u64, limit: u32) -> Result<JournalPage>;
    /// One entry.
    fn entry(&self, id: i64) -> Result<Option<Entry>>;
}

impl ListingWriter {
    /// Writes rows down, in one transaction: a page, or several.
    pub fn append(&mut self, rows: Vec<NewResource>, at: Timestamp) -> Result<()> {
        let _ = (rows, at);
        unimplemented!()
    }
    /// Ends the listing: compares it with the list before and puts it in its place.
    pub fn finish(self, finish: crate::listing::Finish) -> Result<crate::listing::FinishReport> {
        let _ = finish;
        unimplemented!()
    }
    /// Drops what was written.
    pub fn abandon(self) {}
}
