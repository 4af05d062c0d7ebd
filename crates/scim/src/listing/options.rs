use crate::filter::Filter;

/// What to list.
#[derive(Debug, Clone)]
pub struct ListOptions {
    /// `count` of the first request.
    pub page_size: u32,
    /// Up to which `count` grows while pages come full and quickly.
    pub max_page_size: u32,
    /// Attributes to return; everything where empty (RFC 7644 §3.4.2.5).
    pub attributes: Vec<String>,
    /// Attributes not to return.
    pub excluded_attributes: Vec<String>,
    /// Only what matches, by the server's judgement.
    pub filter: Option<Filter>,
    /// Stop after so many.
    pub max_items: Option<u64>,
    /// Stop after so many pages, whatever the server says.
    pub page_cap: u64,
    /// Stop after so many resources, whatever the server says.
    pub resource_cap: u64,
}

impl Default for ListOptions {
    /// Pages of 100 growing to 500; caps that a million accounts in pages of 20 stay well below.
    fn default() -> Self {
        Self {
            page_size: 100,
            max_page_size: 500,
            attributes: Vec::new(),
            excluded_attributes: Vec::new(),
            filter: None,
            max_items: None,
            page_cap: 200_000,
            resource_cap: 5_000_000,
        }
    }
}
