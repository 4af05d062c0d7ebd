//! Searches, page by page.

use ldap3::{
    Ldap, LdapResult, Scope, SearchEntry, SearchOptions,
    controls::{Control, ControlType, PagedResults},
};

use super::{connect::PATIENCE, entry::Entry, failure};
use crate::source::{Incomplete, SourceError};

/// What a search came to.
#[derive(Debug, Default)]
pub(super) struct Searched {
    pub(super) entries: u64,
    /// Other servers that it named.
    pub(super) referrals: Vec<String>,
    /// Why it may not have found all.
    pub(super) incomplete: Option<Incomplete>,
}

/// A search of a whole tree.
pub(super) struct Search<'a> {
    pub(super) base: &'a str,
    pub(super) filter: &'a str,
    pub(super) attributes: Vec<String>,
    pub(super) page_size: i32,
}

/// Finds every entry; each is handed on as it comes.
pub(super) async fn each(
    ldap: &mut Ldap,
    search: Search<'_>,
    mut found: impl FnMut(Entry),
) -> Result<Searched, SourceError> {
    let mut searched = Searched::default();
    let mut cookie = Vec::new();
    loop {
        let page = PagedResults {
            size: search.page_size,
            cookie,
        };
        let result = page_of(ldap, &search, page, &mut searched, &mut found).await?;
        match result.rc {
            0 => {}
            // timeLimitExceeded, sizeLimitExceeded, adminLimitExceeded
            3 | 4 | 11 => {
                searched.incomplete = Some(Incomplete::Limit {
                    entries: searched.entries,
                    detail: failure::said(&result),
                });
                return Ok(searched);
            }
            _ => return Err(failure::of_result(&result, search.base)),
        }
        cookie = next_page(&result);
        if cookie.is_empty() {
            return Ok(searched);
        }
    }
}

/// The entries of the first page alone.
pub(super) async fn first(ldap: &mut Ldap, search: Search<'_>) -> Result<Vec<Entry>, SourceError> {
    let page = PagedResults {
        size: search.page_size,
        cookie: Vec::new(),
    };
    let mut entries = Vec::new();
    let mut keep = |entry| entries.push(entry);
    let result = page_of(ldap, &search, page, &mut Searched::default(), &mut keep).await?;
    match result.rc {
        0 | 3 | 4 | 11 => Ok(entries),
        _ => Err(failure::of_result(&result, search.base)),
    }
}

async fn page_of(
    ldap: &mut Ldap,
    search: &Search<'_>,
    page: PagedResults,
    searched: &mut Searched,
    found: &mut impl FnMut(Entry),
) -> Result<LdapResult, SourceError> {
    let asked = ldap
        .with_timeout(PATIENCE)
        .with_search_options(SearchOptions::new())
        .with_controls(page)
        .streaming_search(search.base, Scope::Subtree, search.filter, search.attributes.clone())
        .await;
    let mut stream = asked.map_err(|error| of_filter(error, search.filter))?;
    while let Some(item) = stream.next().await.map_err(failure::of)? {
        if item.is_ref() {
            searched.referrals.extend(ldap3::parse_refs(item.0));
        } else if !item.is_intermediate() {
            searched.entries += 1;
            found(Entry::of(SearchEntry::construct(item)));
        }
    }
    Ok(stream.finish().await)
}

/// The first entry that is found; `None` where there is none, or no such base.
pub(super) async fn one(
    ldap: &mut Ldap,
    scope: Scope,
    base: &str,
    filter: &str,
    attributes: Vec<String>,
) -> Result<Option<Entry>, SourceError> {
    let asked = ldap
        .with_timeout(PATIENCE)
        .search(base, scope, filter, attributes)
        .await;
    let ldap3::SearchResult(entries, result) = asked.map_err(|error| of_filter(error, filter))?;
    match result.rc {
        0 | 4 => Ok(entries
            .into_iter()
            .find(|entry| !entry.is_ref() && !entry.is_intermediate())
            .map(|entry| Entry::of(SearchEntry::construct(entry)))),
        _ => Err(failure::of_result(&result, base)),
    }
}

fn of_filter(error: ldap3::LdapError, filter: &str) -> SourceError {
    match error {
        ldap3::LdapError::FilterParsing => SourceError::BadFilter {
            filter: filter.to_owned(),
        },
        other => failure::of(other),
    }
}

/// Where the next page begins; empty: this was the last, or the server does not page.
fn next_page(result: &LdapResult) -> Vec<u8> {
    result
        .ctrls
        .iter()
        .find_map(|Control(kind, raw)| {
            let is_page = matches!(kind, Some(ControlType::PagedResults));
            (is_page && raw.val.is_some()).then(|| raw.parse::<PagedResults>().cookie)
        })
        .unwrap_or_default()
}
