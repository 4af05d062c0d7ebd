//! Lists that change while they are read, and what a proof still says then.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use scimdesk_scim::listing::{Completeness, Continuity, ListOptions, Reason, Verdict};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::listing::drain;
use crate::support::{client, list, scim, user};

/// What happens to a list between two requests.
#[derive(Debug, Clone)]
enum Change {
    /// Deletes the account in this place, counted from 0 and round and round.
    Delete(usize),
    /// Creates an account in this place, or at the end where the list is shorter. The others keep their order.
    Create(usize),
    /// As a server without any order of its own: the other way round.
    Reverse,
}

/// A server that answers as the RFC says, from a list that changes from one request to the next.
struct ChangingServer {
    server: MockServer,
    list: Arc<Mutex<ChangingList>>,
}

struct ChangingList {
    accounts: Vec<u64>,
    /// How many there ever were.
    created: u64,
    /// Who was there all the time.
    constant: BTreeSet<u64>,
    requests: u64,
    /// What happens before the second request, before the third, and so on.
    script: VecDeque<Vec<Change>>,
}

impl ChangingServer {
    async fn start(accounts: u64, script: Vec<Vec<Change>>) -> Self {
        let list = Arc::new(Mutex::new(ChangingList {
            accounts: (1..=accounts).collect(),
            created: accounts,
            constant: (1..=accounts).collect(),
            requests: 0,
            script: script.into(),
        }));
        let server = MockServer::start().await;
        let answering = Arc::clone(&list);
        Mock::given(path("/Users"))
            .respond_with(move |request: &Request| answering.lock().unwrap().answer(request))
            .mount(&server)
            .await;
        Self { server, list }
    }

    /// What was listed, who should have been, and the verdict.
    async fn read(&self, page_size: u32) -> (BTreeSet<String>, BTreeSet<String>, Verdict) {
        let (client, _) = client(&self.server.uri());
        let options = ListOptions {
            page_size,
            max_page_size: page_size * 4,
            ..ListOptions::default()
        };
        let (all, verdict) = drain(&client, options).await.unwrap();
        let listed = all.into_iter().map(|one| one.columns.id).collect();
        let constant = self.list.lock().unwrap().constant.iter().map(|id| name(*id)).collect();
        (listed, constant, verdict)
    }
}

fn name(id: u64) -> String {
    format!("id-{id}")
}

impl ChangingList {
    fn answer(&mut self, request: &Request) -> ResponseTemplate {
        if self.requests > 0 {
            for change in self.script.pop_front().unwrap_or_default() {
                self.make(&change);
            }
        }
        self.requests += 1;
        let number = |name: &str| {
            let mut pairs = request.url.query_pairs();
            let (_, value) = pairs.find(|(key, _)| key == name).unwrap();
            value.parse::<usize>().unwrap()
        };
        let start = number("startIndex");
        let page: Vec<_> = self
            .accounts
            .iter()
            .skip(start - 1)
            .take(number("count"))
            .map(|id| user(&name(*id)))
            .collect();
        scim(200, &list(self.accounts.len() as u64, start as u64, &page))
    }

    fn make(&mut self, change: &Change) {
        match change {
            Change::Delete(place) if !self.accounts.is_empty() => {
                let gone = self.accounts.remove(place % self.accounts.len());
                self.constant.remove(&gone);
            }
            Change::Delete(_) => {}
            Change::Create(place) => {
                self.created += 1;
                let place = (*place).min(self.accounts.len());
                self.accounts.insert(place, self.created);
            }
            Change::Reverse => self.accounts.reverse(),
        }
    }
}

const END: usize = usize::MAX;

#[tokio::test]
async fn a_deletion_that_a_creation_makes_up_for_is_noticed() {
    // By the numbers alone this was a proof: 250 stated first and last, and 250 listed, one of whom is gone, while id-101
    // had moved onto the page already read.
    let server = ChangingServer::start(250, vec![vec![Change::Delete(49), Change::Create(END)]]).await;
    let (_, _, verdict) = server.read(100).await;
    assert_eq!(verdict.reason, Reason::MovedWhileListing, "{verdict:?}");
    assert_eq!(verdict.completeness(), Completeness::Unproven);
    assert_eq!(verdict.evidence.continuity, Continuity::Broken);
    assert_eq!(
        (verdict.evidence.first_total, verdict.evidence.last_total),
        (Some(250), Some(250))
    );
}

#[tokio::test]
async fn what_changes_behind_the_place_that_was_read_or_not_at_all_is_no_harm() {
    let swap = |deleted, created| vec![Change::Delete(deleted), Change::Create(created)];
    // What happens before the second request, and the ids that are listed beside those that were there all the time.
    let table = [
        ("nothing", vec![], &[][..]),
        ("a deletion and a creation at the end", swap(180, END), &["id-251"][..]),
    ];
    for (name, change, others) in table {
        let server = ChangingServer::start(250, vec![change]).await;
        let (listed, constant, verdict) = server.read(100).await;
        assert_eq!(
            verdict.reason,
            Reason::TotalReachedAndNothingBeyond,
            "{name}: {verdict:?}"
        );
        assert_eq!(verdict.evidence.continuity, Continuity::Checked, "{name}");
        let others: BTreeSet<String> = others.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(listed, &constant | &others, "{name}");
    }
}

#[tokio::test]
async fn a_list_without_an_order_is_not_proven() {
    let server = ChangingServer::start(250, vec![vec![Change::Reverse]]).await;
    let (_, _, verdict) = server.read(100).await;
    assert_ne!(verdict.completeness(), Completeness::Proven, "{verdict:?}");
    assert_eq!(verdict.evidence.continuity, Continuity::Broken);
}

/// Changes that the total does not tell, and now and then others.
fn scripts() -> impl Strategy<Value = Vec<Vec<Change>>> {
    let place = || prop_oneof![3 => 0..32usize, 1 => Just(END)];
    let change = prop_oneof![place().prop_map(Change::Delete), place().prop_map(Change::Create)];
    let even = (place(), place(), any::<bool>()).prop_map(|(deleted, created, deletes_first)| {
        let mut changes = vec![Change::Delete(deleted), Change::Create(created)];
        if !deletes_first {
            changes.reverse();
        }
        changes
    });
    let step = prop_oneof![
        8 => Just(Vec::new()),
        6 => even.clone(),
        2 => (even.clone(), even).prop_map(|(one, other)| [one, other].concat()),
        1 => proptest::collection::vec(change, 1..3),
    ];
    proptest::collection::vec(step, 0..16)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// The law: what was there from the first request to the last is in a list that is proven and whose pages were seen
    /// to go on from each other. (It does not hold without the latter; why is said at the top of `listing`.)
    #[test]
    fn proven_means_that_everybody_who_was_there_all_the_time_was_listed(
        accounts in 0..30u64,
        script in scripts(),
        page_size in 2..9u32,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = ChangingServer::start(accounts, script).await;
            let (listed, constant, verdict) = server.read(page_size).await;
            if verdict.completeness() == Completeness::Proven && verdict.evidence.continuity != Continuity::NotCheckable {
                prop_assert!(listed.is_superset(&constant), "{:?} of {:?}: {:?}", listed, constant, verdict);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_list_that_does_not_change_is_proven(accounts in 0..60u64, page_size in 2..30u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = ChangingServer::start(accounts, Vec::new()).await;
            let (listed, constant, verdict) = server.read(page_size).await;
            prop_assert_eq!(listed, constant);
            prop_assert_eq!(verdict.completeness(), Completeness::Proven, "{:?}", verdict);
            let needed = accounts > u64::from(page_size);
            let expected = if needed { Continuity::Checked } else { Continuity::Unneeded };
            prop_assert_eq!(verdict.evidence.continuity, expected, "{:?}", verdict);
            prop_assert_eq!(verdict.evidence.doubled, 0);
            Ok(())
        })?;
    }
}
