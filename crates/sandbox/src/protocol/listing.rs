//! Queries: filter, sort, page (RFC 7644 §3.4.2, §3.4.3).

use scimdesk_scim::{
    error_body::{ScimError, ScimType},
    filter::Filter,
    json::{self, Object},
    list_response::LIST_RESPONSE_SCHEMA,
    path::AttributePath,
    resource::{Resource, ResourceKind},
};
use serde_json::Value;

use super::{
    Answer, Call,
    answer::{Outcome, Refusal, invalid_value, object, texts},
};
use crate::{
    Faults,
    directory::{Directory, Slot},
    profile::Offer,
    projection::Projection,
    sorting::{SortKey, Sorting},
};

/// How many resources a page has when nobody asks.
pub(super) const DEFAULT_COUNT: u64 = 100;
/// The most resources on a page.
pub(super) const MAX_COUNT: u64 = 1_000;

/// What is asked for.
struct Query {
    filter: Option<(Filter, String)>,
    sorting: Option<Sorting>,
    /// Counted from 1.
    start: u64,
    count: u64,
    projection: Projection,
}

pub(super) fn by_query(directory: &Directory, kinds: &[ResourceKind], call: &Call, faults: &Faults) -> Outcome {
    let text = |name: &str| call.parameter(name).map(|value| Value::from(value.to_owned()));
    let query = Query::read(&text)?;
    run(directory, kinds, &query, faults)
}

pub(super) fn by_body(directory: &Directory, kinds: &[ResourceKind], call: &Call, faults: &Faults) -> Outcome {
    let body: Object = object(call.json()?)?;
    let query = Query::read(&|name| json::get(&body, name).cloned())?;
    run(directory, kinds, &query, faults)
}

/// `attributes` or `excludedAttributes` of a request.
pub(super) fn projection(read: &dyn Fn(&str) -> Option<Value>) -> Result<Projection, Refusal> {
    let paths = |name: &str| -> Result<Option<Vec<AttributePath>>, Refusal> {
        let Some(value) = read(name) else {
            return Ok(None);
        };
        let parse = |text: String| {
            AttributePath::parse(&text).map_err(|error| invalid_value(format!("{name}: {text:?}: {error}")))
        };
        let paths: Result<Vec<_>, _> = texts(&value).into_iter().map(parse).collect();
        Ok(Some(paths?).filter(|paths| !paths.is_empty()))
    };
    match (paths("attributes")?, paths("excludedAttributes")?) {
        (Some(_), Some(_)) => Err(invalid_value(
            "attributes and excludedAttributes cannot be used together",
        )),
        (Some(paths), None) => Ok(Projection::Only(paths)),
        (None, Some(paths)) => Ok(Projection::Without(paths)),
        (None, None) => Ok(Projection::Default),
    }
}

impl Query {
    fn read(read: &dyn Fn(&str) -> Option<Value>) -> Result<Self, Refusal> {
        let text = |name: &str| -> Option<String> {
            let value = read(name)?;
            Some(json::as_text(&value)?.into_owned())
        };
        let number = |name: &str| -> Result<Option<i64>, Refusal> {
            match read(name) {
                None | Some(Value::Null) => Ok(None),
                Some(value) => json::as_i64(&value)
                    .map(Some)
                    .ok_or_else(|| invalid_value(format!("{name} must be a whole number"))),
            }
        };
        let filter = match text("filter") {
            None => None,
            Some(text) => match Filter::parse(&text) {
                Ok(filter) => Some((filter, text)),
                Err(error) => return Err(invalid_filter(format!("the filter is not valid: {error}"))),
            },
        };
        let sorting = match text("sortBy").filter(|path| !path.is_empty()) {
            None => None,
            Some(path) => Some(Sorting {
                by: AttributePath::parse(&path).map_err(|error| invalid_value(format!("sortBy: {error}")))?,
                descending: text("sortOrder").is_some_and(|order| order.eq_ignore_ascii_case("descending")),
            }),
        };
        // §3.4.2.4: a start below 1 is 1, a negative count is 0.
        let start = number("startIndex")?.unwrap_or(1).max(1).unsigned_abs();
        let count = match number("count")? {
            None => DEFAULT_COUNT,
            Some(count) => count.max(0).unsigned_abs(),
        };
        Ok(Self {
            filter,
            sorting,
            start,
            count: count.min(MAX_COUNT),
            projection: projection(read)?,
        })
    }
}

fn invalid_filter(detail: String) -> Refusal {
    ScimError::new(400, Some(ScimType::InvalidFilter), detail).into()
}

/// Refuses a filter on an attribute that this app cannot be filtered by, and says where it stands.
fn check_filterable(offer: &Offer, filter: &Filter, text: &str) -> Result<(), Refusal> {
    let Some(path) = offer.first_unfilterable(filter) else {
        return Ok(());
    };
    let lower = text.to_ascii_lowercase();
    let column = lower
        .find(&path.name.to_ascii_lowercase())
        .map_or(1, |at| text[..at].chars().count() + 1);
    let detail = format!("column {column}: {} cannot be filtered by here", path.name);
    Err(invalid_filter(detail))
}

fn run(directory: &Directory, kinds: &[ResourceKind], query: &Query, faults: &Faults) -> Outcome {
    let offers = kinds.iter().filter_map(|kind| directory.profile().offer(*kind));
    let mut found: Vec<(ResourceKind, Slots<'_>)> = Vec::new();
    for offer in offers {
        let slots = match &query.filter {
            None => Slots::All(directory.order(offer.kind)),
            Some((filter, text)) => {
                check_filterable(offer, filter, text)?;
                Slots::Some(matching(directory, offer, filter))
            }
        };
        found.push((offer.kind, slots));
    }
    let total: usize = found.iter().map(|(_, slots)| slots.as_slice().len()).sum();
    let start = if faults.ignore_start_index { 1 } else { query.start };
    let count = query.count.min(faults.cap_page.unwrap_or(u64::MAX));
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let take = usize::try_from(count).unwrap_or(usize::MAX);
    let page: Vec<(ResourceKind, Slot)> = match &query.sorting {
        None => in_order(&found, skip, take),
        Some(sorting) => sorted(directory, &found, sorting, skip, take),
    };
    let mut body = Vec::with_capacity(256 + page.len() * 1_200);
    let total = faults.lie_total.unwrap_or(u64::try_from(total).unwrap_or(u64::MAX));
    let head = format!(
        "{{\"schemas\":[\"{LIST_RESPONSE_SCHEMA}\"],\"totalResults\":{total},\"startIndex\":{start},\
         \"itemsPerPage\":{},\"Resources\":[",
        page.len()
    );
    body.extend_from_slice(head.as_bytes());
    for (position, (kind, slot)) in page.into_iter().enumerate() {
        if position > 0 {
            body.push(b',');
        }
        write(directory, kind, slot, &query.projection, faults, &mut body);
    }
    body.extend_from_slice(b"]}");
    Ok(Answer::text(200, body))
}

/// Resources of one kind.
enum Slots<'a> {
    All(&'a [Slot]),
    Some(Vec<Slot>),
}

impl Slots<'_> {
    fn as_slice(&self) -> &[Slot] {
        match self {
            Self::All(slots) => slots,
            Self::Some(slots) => slots,
        }
    }
}

fn matching(directory: &Directory, offer: &Offer, filter: &Filter) -> Vec<Slot> {
    let fields = directory.needed_for(&filter.paths());
    let matches = |slot: &Slot| {
        let resource = directory.searchable(offer.kind, *slot, fields);
        filter.matches(&resource, &offer.schemas)
    };
    if let Some(candidates) = directory.candidates(offer.kind, filter) {
        return candidates.into_iter().filter(matches).collect();
    }
    let all = directory.order(offer.kind).iter().copied();
    all.filter(matches).collect()
}

/// One page in the order in which resources were made, users before groups.
fn in_order(found: &[(ResourceKind, Slots<'_>)], mut skip: usize, mut take: usize) -> Vec<(ResourceKind, Slot)> {
    let mut page = Vec::new();
    for (kind, slots) in found {
        let slots = slots.as_slice();
        let from = skip.min(slots.len());
        skip -= from;
        let here = take.min(slots.len() - from);
        take -= here;
        page.extend(slots[from..from + here].iter().map(|slot| (*kind, *slot)));
    }
    page
}

fn sorted(
    directory: &Directory,
    found: &[(ResourceKind, Slots<'_>)],
    sorting: &Sorting,
    skip: usize,
    take: usize,
) -> Vec<(ResourceKind, Slot)> {
    let fields = directory.needed_for(std::slice::from_ref(&sorting.by));
    let mut keyed: Vec<(SortKey, ResourceKind, Slot)> = Vec::new();
    for (kind, slots) in found {
        let Some(offer) = directory.profile().offer(*kind) else {
            continue;
        };
        for slot in slots.as_slice() {
            let resource = directory.searchable(*kind, *slot, fields);
            keyed.push((sorting.key(&resource, &offer.schemas), *kind, *slot));
        }
    }
    // Stable: equals stay in the order in which they were made, so that pages do not overlap.
    keyed.sort_by(|(one, ..), (other, ..)| sorting.compare(one, other));
    keyed
        .into_iter()
        .skip(skip)
        .take(take)
        .map(|(_, kind, slot)| (kind, slot))
        .collect()
}

fn write(
    directory: &Directory,
    kind: ResourceKind,
    slot: Slot,
    projection: &Projection,
    faults: &Faults,
    out: &mut Vec<u8>,
) {
    let is_plain = kind == ResourceKind::User && projection.is_default() && !faults.string_active;
    if is_plain && directory.write_unchanged(slot, out) {
        return;
    }
    let resource = seen(directory, kind, slot, projection, faults);
    // Writing JSON to memory does not fail.
    let _ = serde_json::to_writer(out, resource.as_object());
}

/// A resource as a client sees it.
pub(super) fn seen(
    directory: &Directory,
    kind: ResourceKind,
    slot: Slot,
    projection: &Projection,
    faults: &Faults,
) -> Resource {
    // Whose members are not to be seen needs no names for them.
    let mut resource = if kind == ResourceKind::Group && !projection.shows("members") {
        directory.group_without_names(slot)
    } else {
        directory.resource(kind, slot)
    };
    if let Some(offer) = directory.profile().offer(kind) {
        projection.apply(&mut resource, &offer.schemas);
    }
    let object = resource.as_object_mut();
    if faults.omit_members {
        object.shift_remove("members");
    }
    if faults.string_active
        && let Some(active) = object.get_mut("active")
        && let Some(is_active) = active.as_bool()
    {
        *active = if is_active { "True" } else { "False" }.into();
    }
    resource
}
