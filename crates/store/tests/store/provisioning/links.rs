//! Links.

use std::ops::ControlFlow;

use scimdesk_store::{AccountLink, Kind, LinkQuery, LinkState, StoreError};

use super::{OTHER, deletion, link};
use crate::support::{TENANT, at, desk, tenant};

fn persons(links: &[AccountLink]) -> Vec<&str> {
    links.iter().map(|link| link.person.as_str()).collect()
}

#[test]
fn a_link_is_found_from_both_sides_and_one_more_of_the_person_takes_its_place() {
    let desk = desk();
    let whole = AccountLink {
        state: LinkState::Disabled,
        wanted: None,
        changed_at: None,
        left_at: Some(at(9)),
        ..link("p1", "a1")
    };
    desk.store.put_links(TENANT, vec![whole.clone()]).unwrap();
    let store = &desk.store;
    assert_eq!(
        store.link_of_person(TENANT, Kind::User, "p1").unwrap().as_ref(),
        Some(&whole)
    );
    assert_eq!(
        store.link_of_account(TENANT, Kind::User, "a1").unwrap().as_ref(),
        Some(&whole)
    );
    assert_eq!(store.link_of_account(TENANT, Kind::Group, "a1").unwrap(), None);
    assert_eq!(store.link_of_person(OTHER, Kind::User, "p1").unwrap(), None);

    store.put_links(TENANT, vec![link("p1", "a2")]).unwrap();
    assert_eq!(store.link_of_account(TENANT, Kind::User, "a1").unwrap(), None);
    assert_eq!(
        store.link_of_person(TENANT, Kind::User, "p1").unwrap(),
        Some(link("p1", "a2"))
    );
    assert!(store.remove_link(TENANT, Kind::User, "p1").unwrap());
    assert!(!store.remove_link(TENANT, Kind::User, "p1").unwrap());
}

#[test]
fn an_account_is_linked_to_one_person_and_what_would_link_it_to_two_writes_nothing() {
    let desk = desk();
    desk.store.put_links(TENANT, vec![link("p1", "a1")]).unwrap();
    let error = desk
        .store
        .put_links(TENANT, vec![link("p2", "a2"), link("p3", "a1")])
        .err();
    assert!(
        matches!(error, Some(StoreError::LinkedElsewhere { ref account, ref person }) if account == "a1" && person == "p1"),
        "{error:?}"
    );
    assert_eq!(desk.store.count_links(TENANT, Kind::User).unwrap(), 1);

    // A group and another tenant's account may have the same id.
    let group = AccountLink {
        kind: Kind::Group,
        ..link("p3", "a1")
    };
    desk.store.put_links(TENANT, vec![group]).unwrap();
    desk.store.add_tenant(&tenant(OTHER, "Others")).unwrap();
    desk.store.put_links(OTHER, vec![link("p3", "a1")]).unwrap();
    let error = desk.store.put_links("nobody", vec![link("p3", "a1")]).err();
    assert!(matches!(error, Some(StoreError::NoSuchTenant { .. })), "{error:?}");
}

#[test]
fn links_are_listed_by_name_and_narrowed_by_kind_state_and_text() {
    let desk = desk();
    let named = |person: &str, name: &str, account_name: &str| AccountLink {
        person_name: name.to_owned(),
        account_name: account_name.to_owned(),
        ..link(person, &format!("a-{person}"))
    };
    desk.store
        .put_links(
            TENANT,
            vec![
                named("1", "Zoé Martin", "zmartin"),
                AccountLink {
                    state: LinkState::Disabled,
                    ..named("2", "amélie Dubois", "adubois")
                },
                named("3", "Bob_Lee 100%", "blee"),
                AccountLink {
                    kind: Kind::Group,
                    ..named("4", "Amelia's team", "team")
                },
            ],
        )
        .unwrap();
    let find = |kind, state, search: &str| {
        let query = LinkQuery {
            kind,
            state,
            search: search.to_owned(),
        };
        let page = desk.store.links(TENANT, &query, 0, 10).unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        persons(&page.rows).join(" ")
    };
    for (kind, state, search, found) in [
        (None, None, "", "2 3 1 4"),
        (Some(Kind::User), None, "", "2 3 1"),
        (None, Some(LinkState::Disabled), "", "2"),
        (None, None, "AMEL", "2 4"),
        (None, None, "zmart", "1"),
        (None, None, "a-3", "3"),
        (None, None, "100%", "3"),
        (None, None, "b%b", ""),
        (Some(Kind::Group), Some(LinkState::Disabled), "", ""),
    ] {
        assert_eq!(find(kind, state, search), found, "{kind:?} {state:?} {search:?}");
    }
    let page = desk.store.links(TENANT, &LinkQuery::default(), 1, 2).unwrap();
    assert_eq!((persons(&page.rows), page.total), (vec!["3", "1"], 4));
}

#[test]
fn all_links_are_handed_over_by_id_until_told_to_stop() {
    let desk = desk();
    let links: Vec<_> = (0..2_345)
        .map(|n| link(&format!("p{n:05}"), &format!("a{n}")))
        .collect();
    desk.store.put_links(TENANT, links.clone()).unwrap();
    let mut seen = Vec::new();
    desk.store
        .each_link(TENANT, Kind::User, |link| {
            seen.push(link);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen, links);
    let mut first = 0;
    desk.store
        .each_link(TENANT, Kind::User, |_| {
            first += 1;
            if first == 1_500 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert_eq!(first, 1_500);
}

#[test]
fn who_forgets_the_links_forgets_what_hangs_on_them() {
    let desk = desk();
    desk.store.put_links(TENANT, vec![link("p1", "a1")]).unwrap();
    desk.store.stage(TENANT, vec![deletion("p1", 1)], at(1)).unwrap();
    desk.store.forget_links(TENANT).unwrap();
    assert_eq!(desk.store.count_links(TENANT, Kind::User).unwrap(), 0);
    assert_eq!(desk.store.all_staged(TENANT).unwrap(), []);
}
