//! Looking: details, links both ways, filters on the server.

use scimdesk_desk::wire::{
    CheckFilter, CheckUrl, Completeness, ErrorCode, LinksPage, ListPage, ListQuery, ResourceId, ResourceKind,
    ServerFilter, SortKey, Window,
};
use scimdesk_sandbox::Faults;
use serde_json::Value;

use crate::rig::Rig;

#[tokio::test(flavor = "multi_thread")]
async fn the_cache_answers_when_the_server_does_not() {
    let rig = Rig::refreshed().await;
    let all = rig.accounts(ListQuery::default()).await;
    rig.faults(Faults {
        html_login_200: true,
        ..Faults::default()
    });
    let found = rig
        .accounts(ListQuery {
            search: all.rows[3].user_name.clone().expect("a user name"),
            sort: SortKey::UserName,
            descending: true,
            ..ListQuery::default()
        })
        .await;
    assert!(found.rows.iter().any(|row| row.id == all.rows[3].id));
    assert!(found.total < all.total);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_and_accounts_link_to_each_other() {
    let rig = Rig::refreshed().await;
    let groups = rig
        .desk
        .groups_page(ListPage {
            tenant: rig.tenant.clone(),
            query: ListQuery {
                sort: SortKey::Members,
                descending: true,
                ..ListQuery::default()
            },
            window: Window { offset: 0, limit: 1 },
        })
        .await
        .expect("lists");
    let id = |kind, id: &str| ResourceId {
        tenant: rig.tenant.clone(),
        kind,
        id: id.into(),
    };
    let group = rig
        .desk
        .resource_detail(id(ResourceKind::Group, &groups.rows[0].id))
        .await
        .expect("is there");
    assert!(group.links_total.expect("known") > 0);
    let member = group
        .links
        .iter()
        .find(|link| link.kind == ResourceKind::User)
        .expect("a member");
    assert!(member.known);
    let account = rig
        .desk
        .resource_detail(id(ResourceKind::User, &member.id))
        .await
        .expect("is there");
    assert!(
        account
            .links
            .iter()
            .any(|link| link.id == group.id && link.name == group.name)
    );
    assert_eq!(account.completeness, Some(Completeness::Proven));
    assert!(
        account.attributes[0]
            .attributes
            .iter()
            .any(|view| view.label == "User name")
    );
    let raw: Value = serde_json::from_str(&account.raw).expect("JSON");
    assert_eq!(raw["id"], account.id);

    let page = rig
        .desk
        .resource_links(LinksPage {
            resource: id(ResourceKind::Group, &group.id),
            window: Window { offset: 0, limit: 2 },
        })
        .await
        .expect("lists");
    assert_eq!(page.rows, group.links[..page.rows.len()]);
    assert_eq!(Some(page.total), group.links_total);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_run_by_the_server_and_checked_here() {
    let rig = Rig::refreshed().await;
    let run = |filter: &str| {
        rig.desk.server_filter(ServerFilter {
            tenant: rig.tenant.clone(),
            kind: ResourceKind::User,
            filter: filter.into(),
            limit: None,
        })
    };
    let inactive = rig
        .accounts(ListQuery {
            active: Some(false),
            ..ListQuery::default()
        })
        .await;
    let outcome = run("active eq false").await.expect("is run");
    assert_eq!(outcome.accounts.len() as u64, inactive.total);
    assert_eq!(
        (outcome.not_matching, outcome.completeness),
        (0, Completeness::Proven),
        "{}",
        outcome.evidence
    );

    let name = inactive.rows[0].user_name.clone().expect("a user name");
    let outcome = run(&format!("userName eq {}", Value::from(name)))
        .await
        .expect("is run");
    assert_eq!(
        outcome.accounts.iter().map(|row| &row.id).collect::<Vec<_>>(),
        [&inactive.rows[0].id]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_cannot_be_read_is_not_sent() {
    let rig = Rig::refreshed().await;
    let before = rig.server.requests().len();
    let error = rig
        .desk
        .server_filter(ServerFilter {
            tenant: rig.tenant.clone(),
            kind: ResourceKind::User,
            filter: "userName equals \"x\"".into(),
            limit: None,
        })
        .await
        .expect_err("is refused");
    assert_eq!(error.code, ErrorCode::FilterInvalid);
    assert!(error.message.contains("at column 10"), "{}", error.message);
    assert_eq!(rig.server.requests().len(), before);
    let advice = rig
        .desk
        .filter_check(CheckFilter {
            filter: "userName equals \"x\"".into(),
        })
        .await
        .expect("advises");
    assert_eq!((advice.column, advice.canonical), (Some(10), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn advice_on_a_url_names_what_is_wrong_and_a_better_one() {
    let rig = Rig::refreshed().await;
    let check = |app: &str, url: &str| {
        rig.desk.url_check(CheckUrl {
            app: app.into(),
            url: url.into(),
        })
    };
    let advice = check("documo", "api.documo.com").await.expect("advises");
    assert_eq!(
        advice.suggestion.as_deref(),
        Some("https://api.documo.com/scim/v2"),
        "{advice:?}"
    );
    let advice = check("custom", "https://api.example.com/scim/v2/?aadOptscim062020")
        .await
        .expect("advises");
    assert_eq!(advice.normalised.as_deref(), Some("https://api.example.com/scim/v2"));
    assert_eq!(advice.notes.len(), 1, "{advice:?}");
    let advice = check("custom", "https://portal.azure.com/#home")
        .await
        .expect("advises");
    assert_eq!(advice.normalised, None);
    assert!(advice.problem.expect("a problem").contains("page for people"));
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_things_have_their_own_codes() {
    let rig = Rig::refreshed().await;
    let detail = |kind| {
        rig.desk.resource_detail(ResourceId {
            tenant: rig.tenant.clone(),
            kind,
            id: "nobody".into(),
        })
    };
    for kind in [ResourceKind::User, ResourceKind::Group] {
        // The server was asked, since the cache cannot know what was made since.
        let error = detail(kind).await.expect_err("unknown");
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
        assert_eq!(error.evidence.and_then(|evidence| evidence.status), Some(404));
    }
    let entry = rig.desk.journal_entry(scimdesk_desk::wire::JournalId { id: 99 }).await;
    assert_eq!(entry.expect_err("unknown").code, ErrorCode::JournalEntryNotFound);
}
