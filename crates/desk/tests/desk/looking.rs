//! What the cache does not hold, or holds no longer as it is: made, changed or deleted at the server since the last refresh.

use std::fmt::Write as _;

use scimdesk_desk::{
    Clock, Desk, DeskOptions,
    wire::{
        AddTenant, ChangeOutcome, Completeness, ErrorCode, FindAccount, JobEnd, ListQuery, OpenDesk, PrepareActivation,
        ResourceId, ResourceKind, SafetyLevel, Selection, ServerFilter, VaultKind,
    },
};
use scimdesk_sandbox::{Faults, StatusFor};
use scimdesk_scim::{
    client::{Client, ClientOptions},
    patch::PatchOp,
    resource::ResourceKind as Kind,
    tenant_url::TenantUrl,
};
use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path, query_param_contains},
};

use crate::rig::Rig;

/// Somebody else who administers the same app.
fn somebody_else(rig: &Rig) -> Client {
    let url = TenantUrl::parse(rig.server.url()).expect("a URL");
    Client::new(ClientOptions::new(url, rig.server.token().clone())).expect("a client")
}

/// Makes an account behind the desk's back; its id.
async fn made(rig: &Rig, user_name: &str) -> String {
    let account = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": user_name, "displayName": "Nora New", "active": true,
    });
    let made = somebody_else(rig).create(Kind::User, &account).await.expect("is made");
    made.value.expect("is shown").id().expect("has an id").into_owned()
}

fn resource(rig: &Rig, id: &str) -> ResourceId {
    ResourceId {
        tenant: rig.tenant.clone(),
        kind: ResourceKind::User,
        id: id.into(),
    }
}

async fn find(rig: &Rig, text: &str) -> Result<String, ErrorCode> {
    let request = FindAccount {
        tenant: rig.tenant.clone(),
        text: text.into(),
    };
    let found = rig.desk.account_find(request).await;
    found.map(|account| account.id).map_err(|error| error.code)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_made_since_the_last_refresh_can_be_opened_and_switched_off() {
    let rig = Rig::refreshed().await;
    let id = made(&rig, "nora.new@example.com").await;
    let detail = rig.desk.resource_detail(resource(&rig, &id)).await.expect("is read");
    assert_eq!((detail.name.as_str(), detail.active), ("Nora New", Some(true)));
    assert_eq!(rig.account(&id).await.expect("is kept").name, "Nora New");

    let other = made(&rig, "nora.other@example.com").await;
    let outcome = rig.switch(std::slice::from_ref(&other), false).await;
    assert_eq!(outcome.applied, 1, "{outcome:?}");
    assert_eq!(rig.account(&other).await.expect("is kept").active, Some(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_found_by_id_or_user_name_wherever_it_is() {
    let rig = Rig::refreshed().await;
    let known = rig.accounts(ListQuery::default()).await.rows.remove(0);
    let user_name = known.user_name.clone().expect("a user name");
    let before = rig.server.requests().len();
    assert_eq!(find(&rig, &known.id).await.as_ref(), Ok(&known.id));
    assert_eq!(find(&rig, &user_name.to_uppercase()).await.as_ref(), Ok(&known.id));
    assert_eq!(rig.server.requests().len(), before, "the cache knows them");

    let id = made(&rig, "nora.new@example.com").await;
    assert_eq!(find(&rig, "Nora.New@example.com").await.as_ref(), Ok(&id));
    let other = made(&rig, "nora.other@example.com").await;
    assert_eq!(find(&rig, &other).await.as_ref(), Ok(&other));
    assert_eq!(find(&rig, "nobody@example.com").await, Err(ErrorCode::AccountNotFound));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hit_of_a_server_filter_can_be_opened_before_any_refresh() {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let id = made(&rig, "nora.new@example.com").await;
    let outcome = rig
        .desk
        .server_filter(ServerFilter {
            tenant: rig.tenant.clone(),
            kind: ResourceKind::User,
            filter: r#"userName eq "nora.new@example.com""#.into(),
            limit: None,
        })
        .await
        .expect("is run");
    assert_eq!(outcome.accounts.len(), 1);
    let before = rig.server.requests().len();
    let detail = rig.desk.resource_detail(resource(&rig, &id)).await.expect("is kept");
    assert_eq!(detail.completeness, Some(Completeness::KnownPartial));
    assert_eq!(rig.server.requests().len(), before);
    let users = rig.tenant().await.users.expect("a list");
    assert_eq!((users.count, users.completeness), (1, Completeness::KnownPartial));
    assert_eq!(rig.switch(&[id], false).await.applied, 1);

    rig.refresh().await;
    let users = rig.tenant().await.users.expect("a list");
    assert_eq!(users.completeness, Completeness::Proven);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_gone_is_said_to_be_and_leaves_the_list() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(2).await;
    let name = rig.account(&ids[0]).await.expect("is listed").name;
    somebody_else(&rig)
        .delete(Kind::User, &ids[0])
        .await
        .expect("is deleted");

    let review = rig.review(&ids, false).await.expect("is reviewed");
    assert_eq!((review.count, &review.gone), (1, &vec![name.clone()]));
    assert_eq!(review.items.len(), 1);
    let job = rig.start_apply(&review).await.expect("starts");
    let JobEnd::ActivationDone { outcome, error: None } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert_eq!(
        (outcome.applied, outcome.failed),
        (1, 1),
        "nobody who was selected is left out"
    );
    assert_eq!((&outcome.results[0].id, &outcome.results[0].name), (&ids[0], &name));
    assert_eq!(rig.account(&ids[0]).await, None);
    let error = rig.review(&ids[..1], false).await.expect_err("nobody is left");
    assert_eq!(error.code, ErrorCode::ResourceNotFound);
    let error = rig
        .desk
        .resource_look(resource(&rig, &ids[0]))
        .await
        .expect_err("is gone");
    assert_eq!(error.code, ErrorCode::ResourceNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_shows_the_states_of_this_moment() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(2).await;
    let seen = rig.account(&ids[0]).await.expect("is listed").last_seen;
    let off = PatchOp::set_active(false);
    somebody_else(&rig)
        .patch(Kind::User, &ids[0], &off, None)
        .await
        .expect("is switched off");
    let review = rig.review(&ids, false).await.expect("is reviewed");
    assert_eq!((review.count, review.already), (1, 1));
    assert_eq!(
        review.items.iter().map(|item| item.from).collect::<Vec<_>>(),
        [Some(false), Some(true)]
    );
    assert!(review.as_of > seen);
    assert_eq!(review.not_read, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_without_the_server_shows_what_is_cached_and_says_so() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(1).await;
    let seen = rig.account(&ids[0]).await.expect("is listed").last_seen;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let review = rig.review(&ids, false).await.expect("is reviewed");
    assert_eq!((review.count, review.as_of), (1, seen));
    assert_eq!(review.not_read.map(|error| error.code), Some(ErrorCode::TokenRefused));
    let error = rig.review(&["nobody".into()], false).await.expect_err("is not known");
    assert_eq!(error.code, ErrorCode::TokenRefused);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_reviewed_as_being_so_already_is_looked_at_and_never_changed() {
    let rig = Rig::refreshed().await;
    let inactive = rig
        .accounts(ListQuery {
            active: Some(false),
            ..ListQuery::default()
        })
        .await
        .rows
        .remove(0)
        .id;
    // So many that their cached states are reviewed.
    let review = rig
        .desk
        .activation_review(PrepareActivation {
            tenant: rig.tenant.clone(),
            selection: Selection::AllExcept {
                query: ListQuery::default(),
                except: Vec::new(),
            },
            active: false,
        })
        .await
        .expect("is reviewed");
    let on = PatchOp::set_active(true);
    somebody_else(&rig)
        .patch(Kind::User, &inactive, &on, None)
        .await
        .expect("is switched on");
    let job = rig.start_apply(&review).await.expect("starts");
    let JobEnd::ActivationDone { outcome, error: None } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert_eq!(
        (outcome.applied, outcome.already, outcome.not_sent),
        (review.count, review.already - 1, 1)
    );
    let spared = outcome
        .results
        .iter()
        .find(|result| result.id == inactive)
        .expect("is told");
    assert_eq!(spared.outcome, ChangeOutcome::NotSent);
    let account = rig.account(&inactive).await.expect("is listed");
    assert_eq!(account.active, Some(true), "the list has learnt of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_only_search_still_shows_is_not_called_deleted() {
    let account = |active: bool| json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "userName": "ada", "active": active});
    let list = |accounts: Vec<serde_json::Value>| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": accounts.len(), "startIndex": 1, "itemsPerPage": accounts.len(), "Resources": accounts,
        })
    };
    let gone = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404"});
    for (found, outcome) in [
        (vec![account(false)], ChangeOutcome::Applied),
        (vec![account(true)], ChangeOutcome::AcceptedNotApplied),
        (vec![], ChangeOutcome::Vanished),
    ] {
        let server = MockServer::start().await;
        // Read for the review and before the change; not afterwards.
        Mock::given(method("GET"))
            .and(path("/scim/v2/Users/7"))
            .respond_with(ResponseTemplate::new(200).set_body_json(account(true)))
            .up_to_n_times(2)
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path("/scim/v2/Users/7"))
            .respond_with(ResponseTemplate::new(404).set_body_json(&gone))
            .mount(&server)
            .await;
        Mock::given(method("PATCH"))
            .respond_with(ResponseTemplate::new(204))
            .expect(1)
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path("/scim/v2/Users"))
            .and(query_param_contains("filter", "userName eq \"ada\""))
            .respond_with(ResponseTemplate::new(200).set_body_json(list(found)))
            .expect(1)
            .mount(&server)
            .await;
        let rig = at(&server).await;
        let told = rig.switch(&["7".into()], false).await;
        assert_eq!(told.results[0].outcome, outcome, "{told:?}");
        assert_eq!(rig.account("7").await.is_some(), outcome != ChangeOutcome::Vanished);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_dated_by_when_its_page_was_asked_for() {
    // A desk whose own clock is far ahead: whatever it dates is after 2100.
    let ahead: jiff::Timestamp = "2100-01-01T00:00:00Z".parse().expect("a time");
    let dir = tempfile::tempdir().expect("a directory");
    let desk = Desk::new(DeskOptions {
        data_dir: Some(dir.path().into()),
        clock: Clock::from_fn(move || ahead),
        ..DeskOptions::default()
    });
    desk.desk_open(OpenDesk {
        vault: Some(VaultKind::Session),
        passphrase: None,
    })
    .await
    .expect("opens");
    let server = crate::rig::server("documo").await;
    let tenant = desk
        .tenant_add(crate::rig::add(&server, "Acme"))
        .await
        .expect("is added")
        .id;
    let rig = Rig {
        desk,
        server,
        tenant,
        _dir: dir,
    };
    rig.refresh().await;
    let rows = rig.accounts(ListQuery::default()).await.rows;
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row.last_seen < ahead),
        "{rows:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_told_where_the_cache_fails_on_the_way() {
    for (break_it, sent) in [
        // Before anything is sent: what cannot be journalled is not sent.
        ("DROP TABLE journal", false),
        // After it: the outcome cannot be added to the entry.
        (
            "CREATE TRIGGER full BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'no more'); END",
            true,
        ),
    ] {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().to_path_buf();
        let desk = crate::rig::kept_desk(&path).await;
        let server = crate::rig::server("documo").await;
        let tenant = desk
            .tenant_add(AddTenant {
                safety: Some(SafetyLevel::Review),
                ..crate::rig::add(&server, "Acme")
            })
            .await
            .expect("is added")
            .id;
        let rig = Rig {
            desk,
            server,
            tenant,
            _dir: dir,
        };
        rig.refresh().await;
        let ids = rig.active(12).await;
        let review = rig.review(&ids, false).await.expect("is reviewed");
        break_cache(&path, break_it);

        let job = rig.start_apply(&review).await.expect("starts");
        let JobEnd::ActivationDone {
            outcome,
            error: Some(error),
        } = rig.desk.job_end(job).await.expect("ends")
        else {
            panic!("the cache did not fail")
        };
        assert_eq!(error.code, ErrorCode::CacheFailed);
        assert_eq!(outcome.results.len(), 12, "everybody is told of");
        assert_eq!(outcome.applied > 0, sent, "{outcome:?}");
        assert!(outcome.not_sent > 0, "{outcome:?}");
        assert_eq!(outcome.applied + outcome.not_sent, 12);
        assert_eq!(rig.writes().len() as u64, outcome.applied);
        rig.desk.shutdown().await;
    }
}

/// Runs a statement on the cache of a desk that is open, past the desk.
fn break_cache(dir: &std::path::Path, statement: &str) {
    let vault = scimdesk_vault::Vault::file(&dir.join("vault.age"), "one".into()).expect("opens");
    let id = std::fs::read_to_string(dir.join("cache.id")).expect("an id");
    let key = vault.cache_key(id.trim()).expect("reads").expect("a key");
    let key = secrecy::ExposeSecret::expose_secret(&key);
    let hex = key.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let sql = rusqlite::Connection::open(dir.join("cache.sqlite")).expect("opens");
    sql.execute_batch(&format!(
        "PRAGMA key = \"x'{hex}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; {statement};"
    ))
    .expect("runs");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_the_server_made_and_then_failed_over_is_read_back() {
    let account = |active: bool| json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "userName": "ada", "active": active});
    let login = ResponseTemplate::new(200).set_body_raw("<html><form><input type=password></form></html>", "text/html");
    let cut = ResponseTemplate::new(200).set_body_raw(r#"{"id": "7", "act"#, "application/scim+json");
    for (answer, after, outcome, words) in [
        (
            ResponseTemplate::new(500),
            false,
            ChangeOutcome::Applied,
            "read back as inactive",
        ),
        (
            ResponseTemplate::new(503),
            false,
            ChangeOutcome::Applied,
            "read back as inactive",
        ),
        (login.clone(), false, ChangeOutcome::Applied, "read back as inactive"),
        (cut.clone(), false, ChangeOutcome::Applied, "read back as inactive"),
        (
            ResponseTemplate::new(500),
            true,
            ChangeOutcome::Failed,
            "failed on its own side (500)",
        ),
        (
            cut,
            true,
            ChangeOutcome::Unknown,
            "answered 200, but the answer could not be read",
        ),
        (
            login,
            true,
            ChangeOutcome::Unknown,
            "answered 200, but the answer could not be read",
        ),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .and(path("/scim/v2/Users/7"))
            .respond_with(ResponseTemplate::new(200).set_body_json(account(true)))
            .up_to_n_times(2)
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path("/scim/v2/Users/7"))
            .respond_with(ResponseTemplate::new(200).set_body_json(account(after)))
            .mount(&server)
            .await;
        // A 503 is tried again: it says that nothing was done yet.
        Mock::given(method("PATCH"))
            .respond_with(answer)
            .expect(1..)
            .mount(&server)
            .await;
        let rig = at(&server).await;
        let told = rig.switch(&["7".into()], false).await;
        assert_eq!(told.results[0].outcome, outcome, "{told:?}");
        assert!(told.results[0].sentence.contains(words), "{told:?}");
        assert_eq!(rig.account("7").await.expect("is kept").active, Some(after));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_has_moved_does_not_take_its_accounts_out_of_the_list() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(2).await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 404,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let review = rig.review(&ids, false).await.expect("is reviewed by what is cached");
    assert_eq!((review.count, review.gone.len()), (2, 0), "nobody is called gone");
    assert!(review.not_read.is_some());
    let error = rig
        .desk
        .resource_look(resource(&rig, &ids[0]))
        .await
        .expect_err("is not read");
    assert_eq!(error.evidence.and_then(|evidence| evidence.status), Some(404));
    assert_eq!(
        rig.accounts(ListQuery::default()).await.total,
        u64::from(crate::rig::ACCOUNTS)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_that_match_are_read_anew_however_they_were_selected() {
    let rig = Rig::refreshed().await;
    let name = rig.account(&rig.active(1).await[0]).await.expect("is listed").name;
    let before = rig.server.requests().len();
    let review = rig
        .desk
        .activation_review(PrepareActivation {
            tenant: rig.tenant.clone(),
            selection: Selection::AllExcept {
                query: ListQuery {
                    search: name,
                    ..ListQuery::default()
                },
                except: Vec::new(),
            },
            active: false,
        })
        .await
        .expect("is reviewed");
    assert!(rig.server.requests().len() > before);
    assert_eq!(review.not_read, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_outlives_what_happens_to_others() {
    let rig = Rig::refreshed().await;
    let ids = rig.active(2).await;
    let review = rig.review(&ids[..1], false).await.expect("is reviewed");
    assert_eq!(rig.switch(&ids[1..], false).await.applied, 1);
    let job = rig.start_apply(&review).await.expect("is good still");
    let JobEnd::ActivationDone { outcome, error: None } = rig.desk.job_end(job).await.expect("ends") else {
        panic!("it did not end well")
    };
    assert_eq!(outcome.applied, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_be_asked_is_asked_once_for_an_account() {
    let rig = Rig::refreshed().await;
    rig.faults(Faults {
        status_for: vec![StatusFor {
            status: 401,
            ..StatusFor::default()
        }],
        ..Faults::default()
    });
    let before = rig.server.requests().len();
    assert_eq!(find(&rig, "nobody@example.com").await, Err(ErrorCode::TokenRefused));
    assert_eq!(rig.server.requests().len(), before + 1);
}

/// A desk with one tenant, at this server.
async fn at(server: &MockServer) -> Rig {
    let rig = Rig::of("custom", SafetyLevel::Review).await;
    let tenant = rig
        .desk
        .tenant_add(AddTenant {
            url: format!("{}/scim/v2", server.uri()),
            name: "Another".into(),
            safety: Some(SafetyLevel::Review),
            ..crate::rig::add(&rig.server, "Another")
        })
        .await
        .expect("is added");
    Rig {
        tenant: tenant.id,
        ..rig
    }
}
