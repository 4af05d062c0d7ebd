//! A cache with a tenant, its accounts, a directory and links, and what is found in it.

use jiff::Timestamp;
use scimdesk_mapping::model::ObjectKind;
use scimdesk_scim::resource::Resource;
use scimdesk_store::{AccountLink, Completeness, Finish, Kind, LinkState, LogQuery, NewDirectory, NewPerson, Tenant};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    Desk, DeskOptions, cache,
    lists::MOST,
    wire::{
        DeskError, DeskStatus, DriftKind, DriftPage, DriftRemedy, DriftRow, DriftRule, DriftSummary, ErrorCode, JobEnd,
        LinkAccount, LinksOf, OpenDesk, ResolveDrift, SaveDriftRules, TenantId, UnlinkAccount, VaultKind, Window,
    },
};

const TENANT: &str = "5b0c3b0e-0000-4000-8000-000000000001";
const HR: &str = "7d0c3b0e-0000-4000-8000-000000000001";
const ALL: Window = Window { offset: 0, limit: MOST };

struct Site {
    desk: Desk,
    _dir: TempDir,
}

fn tenant() -> Tenant {
    Tenant {
        id: TENANT.into(),
        name: "Acme".into(),
        app: "custom".into(),
        url: "https://acme.example/scim".into(),
        safety: "review".into(),
        environment: "production".into(),
        rate: 25.0,
        extra_ca: None,
        created_at: Timestamp::UNIX_EPOCH,
        practice: false,
        deactivate_form: None,
        groups_offered: None,
        last_test: None,
    }
}

fn person(id: &str, name: &str) -> NewPerson {
    let user_name = format!("{name}@contoso.example");
    NewPerson {
        id: id.into(),
        name: name.into(),
        user_name: Some(user_name.clone()),
        mail: None,
        title: None,
        department: None,
        enabled: Some(true),
        attributes: json!({"userPrincipalName": user_name, "displayName": name, "accountEnabled": true}).to_string(),
    }
}

fn account(id: &str, name: &str, active: bool) -> Value {
    json!({"id": id, "userName": format!("{name}@contoso.example"), "displayName": name, "active": active})
}

fn link(person: &str, account: &str, written: &Value) -> AccountLink {
    AccountLink {
        kind: Kind::User,
        person: person.into(),
        account: account.into(),
        person_name: format!("Person {person}"),
        account_name: format!("Account {account}"),
        state: LinkState::Managed,
        origin: "created".into(),
        wanted: Some(7),
        written: json!({"values": written, "references": 7}).to_string(),
        since: Timestamp::UNIX_EPOCH,
        changed_at: None,
        left_at: None,
    }
}

impl Site {
    /// People of whom these are assigned, accounts as listed, and links.
    async fn new(people: Vec<NewPerson>, assigned: &[&str], accounts: Vec<Value>, links: Vec<AccountLink>) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let desk = Desk::new(DeskOptions {
            data_dir: Some(dir.path().into()),
            ..DeskOptions::default()
        });
        let status = desk
            .desk_open(OpenDesk {
                vault: Some(VaultKind::Session),
                passphrase: None,
            })
            .await
            .expect("opens");
        assert!(matches!(status, DeskStatus::Open { .. }), "{status:?}");
        let assigned: Vec<_> = assigned.iter().map(|id| (Kind::User, (*id).to_owned())).collect();
        let opened = desk.opened().expect("is open");
        opened
            .store(move |store| {
                store.add_tenant(&tenant())?;
                let directory = NewDirectory {
                    id: HR.into(),
                    name: "HR".into(),
                    origin: r#"{"from":"csv","file":"hr.csv"}"#.into(),
                    imported_at: Timestamp::UNIX_EPOCH,
                    notes: "[]".into(),
                };
                store.replace_directory(directory, people, [])?;
                store.choose_directory(TENANT, Some(HR))?;
                store.assign(TENANT, assigned, None)?;
                store.put_links(TENANT, links)
            })
            .await
            .expect("is filled");
        let site = Self { desk, _dir: dir };
        site.list(accounts, Completeness::Proven).await;
        site
    }

    async fn list(&self, accounts: Vec<Value>, completeness: Completeness) {
        let opened = self.desk.opened().expect("is open");
        opened
            .store(move |store| {
                let at = Timestamp::UNIX_EPOCH;
                let mut writer = store.begin_listing(TENANT, Kind::User, at)?;
                let rows = accounts.into_iter().map(|account| {
                    let id = account["id"].as_str().expect("an id").to_owned();
                    cache::read_as(&id, &Resource::from_value(account).expect("an object")).expect("an account")
                });
                writer.append(rows.collect(), at)?;
                writer.finish(Finish {
                    completeness,
                    evidence: "counted".into(),
                    at,
                })
            })
            .await
            .expect("is listed");
    }

    async fn find(&self) -> DriftSummary {
        let job = (self.desk.drift_find(id())).await.expect("starts");
        match self.desk.job_end(job).await.expect("ends") {
            JobEnd::DriftFound { summary } => summary,
            other => panic!("{other:?}"),
        }
    }

    async fn rows(&self) -> Vec<DriftRow> {
        self.page(None, "").await.expect("was found")
    }

    async fn page(&self, kind: Option<DriftKind>, search: &str) -> Result<Vec<DriftRow>, DeskError> {
        let request = DriftPage {
            tenant: TENANT.into(),
            object: None,
            kind,
            search: search.into(),
            window: ALL,
        };
        let page = self.desk.drift_page(request).await?;
        assert_eq!(page.total, page.rows.len() as u64);
        Ok(page.rows)
    }

    async fn resolve(&self, numbers: &[u64], remedy: DriftRemedy) -> Result<DriftSummary, DeskError> {
        let request = ResolveDrift {
            tenant: TENANT.into(),
            numbers: numbers.to_vec(),
            remedy,
        };
        self.desk.drift_resolve(request).await
    }

    async fn link_of(&self, person: &'static str) -> Option<AccountLink> {
        let opened = self.desk.opened().expect("is open");
        opened
            .store(move |store| store.link_of_person(TENANT, Kind::User, person))
            .await
            .expect("is read")
    }

    /// The sentences of the log, the newest first.
    async fn log(&self) -> Vec<String> {
        let opened = self.desk.opened().expect("is open");
        let page = opened
            .store(|store| store.log(TENANT, &LogQuery::default(), 0, 100))
            .await
            .expect("is read");
        assert!(page.rows.iter().all(|row| row.action == "other"));
        page.rows.into_iter().map(|row| row.sentence).collect()
    }
}

fn id() -> TenantId {
    TenantId { tenant: TENANT.into() }
}

/// Accounts and kinds, in the order of rows.
fn kinds(rows: &[DriftRow]) -> Vec<(&str, DriftKind)> {
    rows.iter().map(|row| (row.account.as_str(), row.kind)).collect()
}

fn numbers(rows: &[DriftRow], kind: DriftKind) -> Vec<u64> {
    rows.iter()
        .filter(|row| row.kind == kind)
        .map(|row| row.number)
        .collect()
}

/// One of each kind.
async fn one_of_each() -> Site {
    let people = ["amelie", "ben", "cleo", "dora", "emil", "finn"];
    let people = (1..)
        .zip(people)
        .map(|(number, name)| person(&format!("p{number}"), name))
        .collect();
    let accounts = vec![
        // Linked, and as it was written.
        account("a1", "amelie", true),
        // In scope and not linked; out of scope.
        account("a2", "ben", true),
        account("a3", "cleo", true),
        // Linked, and changed.
        json!({"id": "a4", "userName": "dora@contoso.example", "displayName": "Dora the Great", "active": true, "title": "Boss"}),
        // Nobody's: active, and switched off.
        account("b1", "admin", true),
        account("b2", "old", false),
        // Two that match one person.
        account("c1", "EMIL", true),
        account("c2", "emil", true),
        // Matches somebody who has another one.
        account("c3", "amelie", true),
        // Switched off, and linked to somebody who is gone.
        account("d1", "gone", false),
    ];
    let links = vec![
        link(
            "p1",
            "a1",
            &json!({"userName": "amelie@contoso.example", "displayName": "amelie", "active": true}),
        ),
        link(
            "p4",
            "a4",
            &json!({"userName": "dora@contoso.example", "displayName": "dora", "active": true, "timezone": "D"}),
        ),
        link("p6", "m1", &json!({})),
        link("left", "d1", &json!({"displayName": "somebody else"})),
    ];
    Site::new(people, &["p1", "p2", "p4", "p5", "p6"], accounts, links).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_drift_is_told_apart() {
    let site = one_of_each().await;
    let stale = site.page(None, "").await.expect_err("nobody has looked yet");
    assert_eq!(stale.code, ErrorCode::PreviewStale);
    let summary = site.find().await;
    assert_eq!((summary.accounts, summary.managed, summary.ignored), (10, 3, 0));
    assert_eq!(summary.completeness, Some(crate::wire::Completeness::Proven));
    let rows = site.rows().await;
    let mut found = kinds(&rows);
    found.sort_by_key(|(account, _)| *account);
    assert_eq!(
        found,
        [
            ("a2", DriftKind::Unlinked),
            ("a3", DriftKind::Unassigned),
            ("a4", DriftKind::Changed),
            ("b1", DriftKind::Local),
            ("b2", DriftKind::DisabledOrphan),
            ("c1", DriftKind::Duplicate),
            ("c2", DriftKind::Duplicate),
            ("c3", DriftKind::Duplicate),
            ("d1", DriftKind::DisabledOrphan),
            ("m1", DriftKind::Missing),
        ]
    );
    let total: u64 = summary.counts.iter().map(|count| count.count).sum();
    assert_eq!(total, 10);
    assert!(summary.counts.iter().all(|count| count.object == ObjectKind::User));
    let of = |account: &str| rows.iter().find(|row| row.account == account).expect("a row");
    let changed: Vec<_> = (of("a4").attributes.iter())
        .map(|changed| {
            (
                changed.name.as_str(),
                changed.old_value.as_deref(),
                changed.new_value.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        changed,
        [
            ("displayName", Some("dora"), Some("Dora the Great")),
            ("title", None, Some("Boss"))
        ],
        "what no mapping fills is not compared"
    );
    assert_eq!(of("a3").person.as_deref(), Some("p3"));
    assert_eq!(of("c3").person_name.as_deref(), Some("amelie"));
    assert_eq!(of("c3").remedies, [DriftRemedy::Ignore]);
    assert_eq!(of("c1").remedies, [DriftRemedy::Adopt, DriftRemedy::Ignore]);
    let ben = site.page(Some(DriftKind::Unlinked), "BEN@").await.expect("was found");
    assert_eq!(kinds(&ben), [("a2", DriftKind::Unlinked)]);
    assert_eq!(site.page(Some(DriftKind::Local), "ben").await.expect("was found"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_list_that_may_be_incomplete_nothing_is_missing() {
    let site = one_of_each().await;
    site.list(vec![account("a1", "amelie", true)], Completeness::Unproven)
        .await;
    let summary = site.find().await;
    assert_eq!(summary.completeness, Some(crate::wire::Completeness::Unproven));
    assert!(
        summary.counts.iter().all(|count| count.kind != DriftKind::Missing),
        "{summary:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_adopted_is_linked_and_left_to_the_next_cycle() {
    let site = one_of_each().await;
    site.find().await;
    let rows = site.rows().await;
    let unlinked = numbers(&rows, DriftKind::Unlinked);
    let summary = site.resolve(&unlinked, DriftRemedy::Adopt).await.expect("is adopted");
    assert!(summary.counts.iter().all(|count| count.kind != DriftKind::Unlinked));
    let link = site.link_of("p2").await.expect("is linked");
    assert_eq!(
        (
            link.account.as_str(),
            link.origin.as_str(),
            link.wanted,
            link.written.as_str()
        ),
        ("a2", "matched", None, "{}")
    );
    assert_eq!(site.log().await, ["ben is linked with ben."]);
    let again = site.resolve(&unlinked, DriftRemedy::Adopt).await.expect_err("is done");
    assert_eq!(again.code, ErrorCode::PreviewStale);
    // Of two that match one person the second finds the place taken.
    let both: Vec<u64> = (rows.iter())
        .filter(|row| ["c1", "c2"].contains(&row.account.as_str()))
        .map(|row| row.number)
        .collect();
    let error = site
        .resolve(&both, DriftRemedy::Adopt)
        .await
        .expect_err("only one can be");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert_eq!(site.link_of("p5").await, None);
    site.resolve(&both[..1], DriftRemedy::Adopt).await.expect("is adopted");
    let second = site
        .resolve(&both[1..], DriftRemedy::Adopt)
        .await
        .expect_err("emil has one");
    assert_eq!(second.code, ErrorCode::PreviewStale);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_repaired_by_the_next_cycle_or_taken_as_it_is() {
    let site = one_of_each().await;
    site.find().await;
    let changed = numbers(&site.rows().await, DriftKind::Changed);
    site.resolve(&changed, DriftRemedy::Repair).await.expect("is marked");
    assert_eq!(site.link_of("p4").await.expect("is linked").wanted, None);

    // It stays drift until it is written, and can be taken as it is after all.
    let summary = site.find().await;
    assert_eq!(summary.counts.iter().map(|count| count.count).sum::<u64>(), 10);
    let changed = numbers(&site.rows().await, DriftKind::Changed);
    site.resolve(&changed, DriftRemedy::Accept).await.expect("is accepted");
    let written: Value = serde_json::from_str(&site.link_of("p4").await.expect("is linked").written).expect("JSON");
    assert_eq!(
        written,
        json!({"values": {"userName": "dora@contoso.example", "displayName": "Dora the Great", "active": true, "title": "Boss",
                          "timezone": "D"}, "references": 7})
    );
    site.find().await;
    assert_eq!(numbers(&site.rows().await, DriftKind::Changed), [] as [u64; 0]);
    assert_eq!(site.log().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_seen_is_accepted() {
    let site = one_of_each().await;
    site.find().await;
    let changed = numbers(&site.rows().await, DriftKind::Changed);
    let other = json!({"id": "a4", "userName": "dora@contoso.example", "displayName": "Another", "active": true, "title": "Boss"});
    site.list(vec![other], Completeness::Proven).await;
    let error = site
        .resolve(&changed, DriftRemedy::Accept)
        .await
        .expect_err("it changed again");
    assert_eq!(error.code, ErrorCode::PreviewStale);
    let written = site.link_of("p4").await.expect("is linked").written;
    assert!(written.contains(r#""displayName":"dora""#), "{written}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_account_is_gone_is_forgotten_so_that_the_person_is_matched_anew() {
    let site = one_of_each().await;
    site.find().await;
    let missing = numbers(&site.rows().await, DriftKind::Missing);
    site.resolve(&missing, DriftRemedy::Repair).await.expect("is forgotten");
    assert_eq!(site.link_of("p6").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remedy_that_one_row_does_not_have_is_done_to_none() {
    let site = one_of_each().await;
    site.find().await;
    let rows = site.rows().await;
    let mut some = numbers(&rows, DriftKind::Unlinked);
    some.extend(numbers(&rows, DriftKind::Local));
    let error = site
        .resolve(&some, DriftRemedy::Adopt)
        .await
        .expect_err("admin is nobody's");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert_eq!(site.link_of("p2").await, None);
    let error = site
        .resolve(&[], DriftRemedy::Ignore)
        .await
        .expect_err("nothing is chosen");
    assert_eq!(error.code, ErrorCode::SelectionEmpty);
    let error = site
        .resolve(&[99], DriftRemedy::Ignore)
        .await
        .expect_err("there is none");
    assert_eq!(error.code, ErrorCode::PreviewStale);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_leave_out_accounts_or_changes_of_one_attribute() {
    let site = one_of_each().await;
    let rule = |kind, pattern: &str, attribute: Option<&str>| DriftRule {
        id: None,
        object: None,
        kind,
        pattern: pattern.into(),
        attribute: attribute.map(str::to_owned),
    };
    let save = |rules| {
        site.desk.drift_rules_save(SaveDriftRules {
            tenant: TENANT.into(),
            rules,
        })
    };
    let saved = save(vec![
        rule(None, " ADM*@contoso.example ", None),
        rule(Some(DriftKind::Local), "old", None),
        rule(None, "Dora*", Some("title")),
    ])
    .await
    .expect("are saved");
    assert_eq!(saved[0].pattern, "ADM*@contoso.example");
    assert!(saved.iter().all(|rule| rule.id.is_some()));
    let summary = site.find().await;
    assert_eq!(summary.ignored, 1, "the rule about old is about another kind");
    let rows = site.rows().await;
    let changed = rows.iter().find(|row| row.account == "a4").expect("a row");
    let names: Vec<&str> = changed.attributes.iter().map(|changed| changed.name.as_str()).collect();
    assert_eq!(names, ["displayName"]);

    // What is ignored becomes a rule of its own.
    let orphans = numbers(&rows, DriftKind::DisabledOrphan);
    let summary = site.resolve(&orphans, DriftRemedy::Ignore).await.expect("are ignored");
    assert_eq!(summary.ignored, 3);
    assert_eq!(site.desk.drift_rules(id()).await.expect("are read").len(), 5);
    assert_eq!(site.find().await.ignored, 3);

    let error = save(vec![rule(None, "  ", None)]).await.expect_err("it says nothing");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert_eq!(site.desk.drift_rules(id()).await.expect("are read").len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_listed_with_the_names_that_both_sides_have_now() {
    let site = one_of_each().await;
    let page = site.desk.links_page(links("", None)).await.expect("are listed");
    let names: Vec<_> = (page.rows.iter())
        .map(|row| {
            (
                row.person.as_str(),
                row.person_name.as_deref(),
                row.account_name.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("left", None, Some("gone")),
            ("p1", Some("amelie"), Some("amelie")),
            ("p4", Some("dora"), Some("Dora the Great")),
            ("p6", Some("finn"), None),
        ]
    );
    let found = site
        .desk
        .links_page(links("account M1", None))
        .await
        .expect("are listed");
    assert_eq!((found.total, found.rows[0].person.as_str()), (1, "p6"));
    let disabled = links("", Some(crate::wire::LinkState::Disabled));
    assert_eq!(site.desk.links_page(disabled).await.expect("are listed").total, 0);
}

fn links(search: &str, state: Option<crate::wire::LinkState>) -> LinksOf {
    LinksOf {
        tenant: TENANT.into(),
        object: Some(ObjectKind::User),
        state,
        search: search.into(),
        window: ALL,
    }
}

fn pair(person: &str, account: &str) -> LinkAccount {
    LinkAccount {
        tenant: TENANT.into(),
        object: ObjectKind::User,
        person: person.into(),
        account: account.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_made_replaced_and_taken_away_by_hand_and_the_log_says_so() {
    let site = one_of_each().await;
    for (link, code) in [
        (pair("nobody", "a2"), ErrorCode::PersonNotFound),
        (pair("p2", "nothing"), ErrorCode::AccountNotFound),
        (pair("p2", "amelie@contoso.example"), ErrorCode::AccountAmbiguous),
        (pair("p2", "a1"), ErrorCode::BadInput),
    ] {
        let error = site.desk.link_set(link).await.expect_err("cannot be");
        assert_eq!(error.code, code, "{error:?}");
    }
    assert_eq!(site.log().await, [] as [String; 0]);

    let made = site.desk.link_set(pair("p2", "b1")).await.expect("is linked");
    assert_eq!(
        (
            made.person_name.as_deref(),
            made.account_name.as_deref(),
            made.origin.as_str()
        ),
        (Some("ben"), Some("admin"), "by_hand")
    );
    (site.desk.link_set(pair("ben@contoso.example", "Ben")))
        .await
        .expect("is linked anew");
    site.desk
        .link_set(pair("p2", "a2"))
        .await
        .expect("is linked so already");
    let remove = || {
        site.desk.link_remove(UnlinkAccount {
            tenant: TENANT.into(),
            object: ObjectKind::User,
            person: "p2".into(),
        })
    };
    remove().await.expect("is forgotten");
    assert_eq!(remove().await.expect_err("there is none").code, ErrorCode::BadInput);
    assert_eq!(
        site.log().await,
        [
            "ben is no longer linked with ben.",
            "ben is linked with ben, and no longer with admin.",
            "ben is linked with admin.",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_changed_while_somebody_else_provisions_or_a_change_is_in_flight() {
    let site = one_of_each().await;
    site.find().await;
    let unlinked = numbers(&site.rows().await, DriftKind::Unlinked);
    let opened = site.desk.opened().expect("is open");
    let now = site.desk.inner.clock.now();
    let until = now + jiff::SignedDuration::from_secs(30);
    opened
        .store(move |store| store.lease(TENANT, "scimdesk on host (process 1)#x", now, until))
        .await
        .expect("is taken");
    let busy = site.desk.link_set(pair("p2", "a2")).await.expect_err("is busy");
    assert_eq!(busy.code, ErrorCode::AlreadyRunning);
    assert!(busy.message.contains("process 1"), "{}", busy.message);
    let busy = site.resolve(&unlinked, DriftRemedy::Adopt).await.expect_err("is busy");
    assert_eq!(busy.code, ErrorCode::AlreadyRunning);
    assert_eq!(site.link_of("p2").await, None);

    opened
        .store(|store| {
            store.release(TENANT, "scimdesk on host (process 1)#x")?;
            let entry = scimdesk_store::NewEntry {
                at: Timestamp::UNIX_EPOCH,
                os_user: "ann".into(),
                tenant: TENANT.into(),
                tenant_name: "Acme".into(),
                change: "create".into(),
                account: String::new(),
                account_name: "ben".into(),
                requests: "[]".into(),
                before: None,
            };
            let (now, until) = (
                Timestamp::UNIX_EPOCH,
                Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_mins(1),
            );
            store.lease(TENANT, "one that was killed", now, until)?;
            let change = scimdesk_store::NewChange {
                tenant: TENANT.into(),
                owner: "one that was killed".into(),
                kind: Kind::User,
                person: "p2".into(),
                action: "create".into(),
                at: now,
            };
            store.begin_change(change, entry)
        })
        .await
        .expect("is begun");
    let error = site
        .desk
        .link_set(pair("p2", "a2"))
        .await
        .expect_err("its outcome is open");
    assert_eq!(error.code, ErrorCode::BadInput);
    assert_eq!(site.link_of("p2").await, None);
}
