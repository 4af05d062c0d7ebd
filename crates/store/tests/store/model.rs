//! The law of the lists: any window is the slice of the sorted whole, compared with a model that keeps its rows in a `Vec` and
//! does everything the naive way.

use std::{cell::Cell, cmp::Ordering};

use proptest::{collection::vec, option, prelude::*, sample::select};
use scimdesk_store::{Completeness, Kind, NewResource, Query, SortKey, Store};

use crate::support::{Desk, TENANT, account, at, desk, list};

/// Folds as the documentation of `Query` says, for the characters that these tests use.
fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'é' | 'ë' => 'e',
            'ö' => 'o',
            c => c,
        })
        .collect()
}

fn texts(row: &NewResource) -> impl Iterator<Item = &String> {
    [
        Some(&row.name),
        row.user_name.as_ref(),
        row.email.as_ref(),
        row.external_id.as_ref(),
    ]
    .into_iter()
    .flatten()
}

fn by_column(a: &NewResource, b: &NewResource, query: &Query) -> Ordering {
    fn last_if_none<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
        match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
        }
    }
    let text = |value: &Option<String>| value.as_deref().map(fold);
    let (value, has_value) = match query.sort {
        SortKey::UserName => (
            last_if_none(text(&a.user_name), text(&b.user_name), query.descending),
            a.user_name.is_some(),
        ),
        SortKey::Email => (
            last_if_none(text(&a.email), text(&b.email), query.descending),
            a.email.is_some(),
        ),
        SortKey::ExternalId => (
            last_if_none(text(&a.external_id), text(&b.external_id), query.descending),
            a.external_id.is_some(),
        ),
        SortKey::Title => (
            last_if_none(text(&a.title), text(&b.title), query.descending),
            a.title.is_some(),
        ),
        SortKey::Active => (last_if_none(a.active, b.active, query.descending), a.active.is_some()),
        SortKey::Created => (
            last_if_none(a.created, b.created, query.descending),
            a.created.is_some(),
        ),
        _ => (Ordering::Equal, true),
    };
    let names = (fold(&a.name), &a.id).cmp(&(fold(&b.name), &b.id));
    // Descending is ascending backwards, but for the rows without a value.
    value.then(if query.descending && has_value {
        names.reverse()
    } else {
        names
    })
}

fn expected<'a>(rows: &'a [NewResource], query: &Query) -> Vec<&'a str> {
    let needle = fold(&query.search);
    let mut rows: Vec<&NewResource> = rows
        .iter()
        .filter(|row| query.active.is_none() || row.active == query.active)
        .filter(|row| texts(row).any(|text| fold(text).contains(&needle)))
        .collect();
    rows.sort_by(|a, b| by_column(a, b, query));
    rows.into_iter().map(|row| row.id.as_str()).collect()
}

/// Few different characters, so that texts have parts in common.
fn word() -> impl Strategy<Value = String> {
    vec(
        select(vec![
            "a", "b", "é", "E", "Ö", "n", " ", "@", ".", "\"", "%", "_", "*", "王", "小", "7", "😀",
        ]),
        1..7,
    )
    .prop_map(|parts| parts.concat())
}

fn row() -> impl Strategy<Value = NewResource> {
    (
        "[a-f]{1,2}",
        word(),
        option::of(word()),
        option::of(word()),
        option::of(word()),
        option::of(any::<bool>()),
        option::of(word()),
        option::of(0..4_i64),
    )
        .prop_map(
            |(id, name, user_name, email, external_id, active, title, created)| NewResource {
                user_name,
                email,
                external_id,
                active,
                title,
                created: created.map(at),
                ..account(&id, &name)
            },
        )
}

fn query() -> impl Strategy<Value = Query> {
    let sorts = select(vec![
        SortKey::Name,
        SortKey::Name,
        SortKey::UserName,
        SortKey::Email,
        SortKey::ExternalId,
        SortKey::Title,
        SortKey::Active,
        SortKey::Created,
    ]);
    let search = prop_oneof![1 => Just(String::new()), 3 => word()];
    (search, option::of(any::<bool>()), sorts, any::<bool>()).prop_map(|(search, active, sort, descending)| Query {
        search,
        active,
        sort,
        descending,
    })
}

/// What happens to a list after its listing.
#[derive(Debug, Clone)]
enum Event {
    Read(Box<NewResource>),
    Gone(String),
    Listed(Vec<NewResource>),
    Look(Query, u64, u32),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => row().prop_map(|row| Event::Read(Box::new(row))),
        1 => "[a-f]{1,2}".prop_map(Event::Gone),
        1 => vec(row(), 0..12).prop_map(Event::Listed),
        6 => (query(), 0..20_u64, 1..9_u32).prop_map(|(query, offset, limit)| Event::Look(query, offset, limit)),
    ]
}

fn put(rows: &mut Vec<NewResource>, row: NewResource) {
    rows.retain(|other| other.id != row.id);
    rows.push(row);
}

fn look(store: &Store, rows: &[NewResource], query: &Query, offset: u64, limit: u32) -> Result<(), TestCaseError> {
    let whole = expected(rows, query);
    let from = usize::try_from(offset).unwrap().min(whole.len());
    let to = (from + limit as usize).min(whole.len());
    let page = store.page(TENANT, Kind::User, query, offset, limit).unwrap();
    let ids: Vec<&str> = page.rows.iter().map(|row| row.id.as_str()).collect();
    prop_assert_eq!(ids, &whole[from..to], "{:?} from {} of {:?}", query, offset, rows);
    let all = whole.len() as u64;
    if page.total_is_exact {
        prop_assert_eq!(page.total, all);
    } else {
        // A search may stop once it knows that there is more than the window holds.
        prop_assert!(
            offset + u64::from(limit) < page.total && page.total <= all,
            "{} of {}",
            page.total,
            all
        );
    }
    prop_assert_eq!(
        store.count(TENANT, Kind::User, query, || true).unwrap(),
        Some(whole.len() as u64)
    );
    let mut selected = Vec::new();
    let except: Vec<String> = whole.first().map(|id| (*id).to_owned()).into_iter().collect();
    store
        .ids_matching(TENANT, Kind::User, query, &except, |ids| selected.extend(ids))
        .unwrap();
    prop_assert_eq!(selected, &whole[except.len()..]);
    Ok(())
}

thread_local! {
    /// One cache for all cases: each case begins with a listing of its own.
    static DESK: Desk = desk();
    /// Time goes on from case to case: what was read after a listing began is newer than what the listing brings.
    static SECOND: Cell<i64> = const { Cell::new(0) };
}

fn tick() -> i64 {
    SECOND.set(SECOND.get() + 1);
    SECOND.get()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_window_is_the_slice_of_the_sorted_whole(
        first in vec(row(), 0..40),
        events in vec(event(), 1..25),
    ) {
        DESK.with(|desk| {
            let store = &desk.store;
            let mut rows = Vec::new();
            for event in std::iter::once(Event::Listed(first)).chain(events) {
                let second = tick();
                match event {
                    Event::Read(row) => {
                        store.keep(TENANT, Kind::User, vec![(*row).clone()], at(second), "looked up").unwrap();
                        put(&mut rows, *row);
                    }
                    Event::Gone(id) => {
                        let was_there = rows.iter().any(|row: &NewResource| row.id == id);
                        prop_assert_eq!(store.mark_gone(TENANT, Kind::User, &id, at(second)).unwrap(), was_there);
                        rows.retain(|row| row.id != id);
                    }
                    Event::Listed(listed) => {
                        list(store, Kind::User, &listed, Completeness::Proven, second);
                        rows.clear();
                        for row in listed {
                            put(&mut rows, row);
                        }
                    }
                    Event::Look(query, offset, limit) => look(store, &rows, &query, offset, limit)?,
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn names_that_crowd_in_one_place_find_room(names in vec("[ab]{1,8}", 1..120)) {
        DESK.with(|desk| {
            let mut rows = vec![account("first", "a"), account("last", "c")];
            list(&desk.store, Kind::User, &rows, Completeness::Proven, tick());
            for (number, name) in names.iter().enumerate() {
                let row = account(&number.to_string(), name);
                desk.store.keep(TENANT, Kind::User, vec![row.clone()], at(tick()), "looked up").unwrap();
                put(&mut rows, row);
            }
            look(&desk.store, &rows, &Query::default(), 0, 1_000)?;
            look(&desk.store, &rows, &Query { search: "ab".to_owned(), ..Query::default() }, 0, 1_000)?;
            look(&desk.store, &rows, &Query { sort: SortKey::UserName, ..Query::default() }, 0, 1_000)
        })?;
    }
}
