//! A listed resource: its JSON as it came, and beside it the few attributes that lists need.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::columns::Columns;

/// One resource of a listing.
///
/// Fields are `None` where the server did not return the attribute: unknown, not empty.
#[derive(Clone, Default)]
pub struct ListedResource {
    page: Arc<str>,
    place: Range<usize>,
    /// What lists show of it.
    pub columns: Columns,
}

impl ListedResource {
    /// Reads one resource from its JSON text, for instance after a read of its own.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let columns = serde_json::from_str(text)?;
        Ok(Self {
            page: Arc::from(text),
            place: 0..text.len(),
            columns,
        })
    }

    /// Reads the resource that stands at `place` in `page`, without copying its text.
    pub(super) fn in_page(page: &Arc<str>, place: Range<usize>) -> Result<Self, serde_json::Error> {
        let columns = serde_json::from_str(&page[place.clone()])?;
        Ok(Self {
            page: Arc::clone(page),
            place,
            columns,
        })
    }

    /// The resource's JSON exactly as the server sent it. The whole page stays in memory as long as this resource does.
    pub fn raw(&self) -> &str {
        &self.page[self.place.clone()]
    }
}

impl fmt::Debug for ListedResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListedResource")
            .field("raw", &self.raw())
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}
