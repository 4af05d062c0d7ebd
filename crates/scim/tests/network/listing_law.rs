//! The law of listings: *proven* always means that every account was delivered.

use proptest::prelude::*;
use scimdesk_scim::listing::{Completeness, ListOptions};

use crate::listing::drain;
use crate::paging::{Paging, Total, WholePages};
use crate::support::client;

/// Servers with any mix of the known vices. One is left out because nobody can find it out: a server that shows only
/// some accounts, pages through these faultlessly and says that they are all.
fn servers() -> impl Strategy<Value = Paging> {
    let total = prop_oneof![
        4 => Just(Total::True),
        1 => Just(Total::Text),
        1 => Just(Total::Missing),
        2 => Just(Total::OfThePage),
        2 => (0..130u64).prop_map(Total::Fixed),
        1 => Just(Total::ZeroOnEmpty),
        1 => (0..130u64).prop_map(Total::Growing),
    ];
    let whole_pages = prop_oneof![
        Just(WholePages::Containing),
        Just(WholePages::Divided),
        Just(WholePages::Refused(400)),
    ];
    let status = || prop_oneof![Just(400u16), Just(404), Just(500)];
    (
        (
            0..120u64,
            proptest::option::of(1..60u64),
            proptest::option::weighted(0.2, 1..60u64),
        ),
        (
            any::<bool>(),
            any::<bool>(),
            prop_oneof![3 => Just(0u64), 1 => 1..5u64],
            total,
        ),
        (
            proptest::option::weighted(0.1, status()),
            proptest::option::weighted(0.1, status()),
        ),
        (
            proptest::option::weighted(0.2, (0..130u64, status())),
            any::<bool>(),
            proptest::bool::weighted(0.3),
            proptest::option::weighted(0.2, whole_pages),
        ),
        (proptest::bool::weighted(0.2), proptest::option::weighted(0.1, 1..50u64)),
    )
        .prop_map(
            |(
                (users, cap, fixed_page),
                (ignores_start, ignores_count, overlap, total),
                (refuses_count, refuses_start),
                (refuses_beyond, clamps, by_cursor, whole_pages),
                (cursor_repeats, nameless_every),
            )| Paging {
                cap,
                fixed_page,
                ignores_start,
                ignores_count,
                overlap,
                total,
                refuses_count,
                refuses_start,
                refuses_beyond,
                clamps,
                whole_pages,
                by_cursor,
                cursor_repeats,
                nameless_every,
                ..Paging::of(users)
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn proven_means_that_every_account_was_delivered(paging in servers(), page_size in 1..60u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = paging.start().await;
            let (client, _) = client(&server.uri());
            let options = ListOptions { page_size, max_page_size: page_size * 4, ..ListOptions::default() };
            let Ok((all, verdict)) = drain(&client, options).await else {
                return Ok(());
            };
            let ids: std::collections::BTreeSet<String> = all.iter().map(|one| one.columns.id.clone()).collect();
            prop_assert_eq!(ids.len(), all.len(), "no id twice");
            prop_assert!(ids.is_subset(&paging.ids()));
            if verdict.completeness() == Completeness::Proven {
                prop_assert_eq!(ids, paging.ids(), "{:?}", verdict);
            }
            Ok(())
        })?;
    }
}
