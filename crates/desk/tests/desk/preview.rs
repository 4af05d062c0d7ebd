//! Previews: what mappings and filters would do for everybody, before they are saved.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use scimdesk_desk::{
    Desk,
    wire::{
        AppRole, AssignPrincipals, ChooseDirectory, Clause, ColumnChoice, CompareWith, Completeness, DeskError,
        Directory, ErrorCode, ExplainScope, FilterGroup, FilterOperator, JobEnd, KeepPeople, MappingSource, Mappings,
        ObjectKind, Page, PreviewCount, PreviewMappings, PreviewOutcome, PreviewPage, PreviewRow, PreviewScope,
        PreviewSummary, Principal, PrincipalKind, ReadPeople, SaveMappings, ScopeExplanation, ScopeFilters, ScopePage,
        ScopeRow, ScopeSide, ScopeSummary, ScopeText, Who, Window,
    },
};
use serde_json::{Value, json};

use crate::rig::Rig;

const ALL: Window = Window {
    offset: 0,
    limit: 1_000,
};

/// Three people, and two groups of which one is in the other.
fn folk() -> Value {
    json!({
        "people": [
            {"objectId": "u1", "userPrincipalName": "amelie@contoso.example", "displayName": "Amélie", "department": "Sales"},
            {"objectId": "u2", "userPrincipalName": "ben@contoso.example", "displayName": "Ben", "department": "sales"},
            {"objectId": "u3", "userPrincipalName": "cleo@contoso.example", "displayName": "Cleo"},
        ],
        "groups": [
            {"objectId": "g1", "displayName": "All staff", "members": ["g2", "u1"]},
            {"objectId": "g2", "displayName": "EMEA", "members": ["u2"]},
        ],
    })
}

/// A tenant that takes its people from a directory, with the mappings saved that a test begins with.
struct Site {
    rig: Rig,
    directory: Directory,
    saved: Mappings,
}

impl Site {
    async fn new(people: &Value, change: impl FnOnce(&mut Mappings)) -> Self {
        let rig = Rig::refreshed().await;
        let directory = keep(&rig.desk, None, people).await;
        rig.desk
            .directory_choose(ChooseDirectory {
                tenant: rig.tenant.clone(),
                directory: Some(directory.id.clone()),
            })
            .await
            .expect("is chosen");
        let shown = rig.desk.mappings_get(rig.id()).await.expect("are shown");
        let mut saved = shown.mappings;
        saved.assignment.who = Who::All;
        change(&mut saved);
        let site = Self {
            rig,
            directory,
            saved: saved.clone(),
        };
        site.save(saved).await;
        site
    }

    async fn save(&self, mappings: Mappings) {
        let shown = self.rig.desk.mappings_get(self.rig.id()).await.expect("are shown");
        self.rig
            .desk
            .mappings_save(SaveMappings {
                tenant: self.rig.tenant.clone(),
                mappings,
                base: shown.version.map(|version| version.number),
                note: String::new(),
                import: None,
            })
            .await
            .expect("are saved");
    }

    fn ask(&self, compare: CompareWith, mappings: Option<Mappings>) -> PreviewMappings {
        PreviewMappings {
            tenant: self.rig.tenant.clone(),
            object: ObjectKind::User,
            mappings,
            target: None,
            compare,
        }
    }

    async fn end(&self, request: PreviewMappings) -> JobEnd {
        let job = self.rig.desk.mappings_preview(request).await.expect("starts");
        self.rig.desk.job_end(job).await.expect("ends")
    }

    async fn preview(&self, request: PreviewMappings) -> PreviewSummary {
        match self.end(request).await {
            JobEnd::MappingsPreviewed { summary } => summary,
            other => panic!("{other:?}"),
        }
    }

    async fn rows(&self, preview: &str, outcome: Option<PreviewOutcome>) -> Result<Page<PreviewRow>, DeskError> {
        self.rig
            .desk
            .preview_page(PreviewPage {
                preview: preview.into(),
                outcome,
                window: ALL,
            })
            .await
    }

    async fn scope(&self, object: ObjectKind, mappings: Mappings) -> ScopeSummary {
        let request = PreviewScope {
            tenant: self.rig.tenant.clone(),
            object,
            mappings,
        };
        let job = self.rig.desk.scope_preview(request).await.expect("starts");
        match self.rig.desk.job_end(job).await.expect("ends") {
            JobEnd::ScopePreviewed { summary } => summary,
            other => panic!("{other:?}"),
        }
    }

    async fn side(&self, preview: &str, side: ScopeSide) -> Vec<(String, String)> {
        let page: Page<ScopeRow> = self
            .rig
            .desk
            .scope_page(ScopePage {
                preview: preview.into(),
                side,
                window: ALL,
            })
            .await
            .expect("lists");
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows.into_iter().map(|row| (row.name, row.reason)).collect()
    }

    async fn explain(&self, object: ObjectKind, person: &str) -> Result<ScopeExplanation, DeskError> {
        self.rig
            .desk
            .scope_explain(ExplainScope {
                tenant: self.rig.tenant.clone(),
                object,
                person: person.into(),
                mappings: None,
            })
            .await
    }

    async fn assign(&self, kind: PrincipalKind, id: &str, role: Option<&str>) {
        self.rig
            .desk
            .assign(AssignPrincipals {
                tenant: self.rig.tenant.clone(),
                principals: vec![Principal { kind, id: id.into() }],
                role: role.map(|role| AppRole {
                    id: Some(role.to_lowercase()),
                    value: Some(role.to_lowercase()),
                    display_name: Some(role.into()),
                }),
            })
            .await
            .expect("is assigned");
    }
}

pub(crate) async fn keep(desk: &Desk, directory: Option<&Directory>, people: &Value) -> Directory {
    keep_as(desk, "HR", directory, people).await
}

pub(crate) async fn keep_as(desk: &Desk, name: &str, directory: Option<&Directory>, people: &Value) -> Directory {
    let reading = desk
        .people_read(ReadPeople {
            file_name: "people.json".into(),
            content: BASE64_STANDARD.encode(people.to_string()),
        })
        .await
        .expect("is read");
    let columns = (reading.columns.iter())
        .map(|column| ColumnChoice {
            header: column.header.clone(),
            attribute: column.attribute.clone(),
        })
        .collect();
    desk.people_keep(KeepPeople {
        reading: reading.reading,
        directory: directory.map(|directory| directory.id.clone()),
        name: name.into(),
        columns,
        id_attribute: reading.id_attribute.expect("an id"),
    })
    .await
    .expect("is kept")
}

/// The mappings with another source for one target.
fn with_source(mappings: &Mappings, target: &str, text: &str) -> Mappings {
    let mut changed = mappings.clone();
    let mapping = (changed.users.mappings.iter_mut()).find(|mapping| mapping.target == target);
    mapping.expect("is mapped").source = MappingSource::Expression { text: text.into() };
    changed
}

fn count(summary: &PreviewSummary, outcome: PreviewOutcome) -> u64 {
    let found = summary.counts.iter().find(|count| count.outcome == outcome);
    found.map_or(0, |count| count.count)
}

fn by_department(operator: FilterOperator, value: Option<&str>) -> Vec<FilterGroup> {
    vec![FilterGroup {
        title: "Sales people".into(),
        clauses: vec![Clause {
            attribute: "department".into(),
            operator,
            value: value.map(str::to_owned),
        }],
    }]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_shows_who_would_change_before_it_is_saved() {
    let site = Site::new(&folk(), |_| {}).await;
    let draft = with_source(
        &site.saved,
        "displayName",
        r#"IIF([displayName] = "Ben", "Benjamin", [displayName])"#,
    );
    let request = PreviewMappings {
        target: Some("displayName".into()),
        ..site.ask(CompareWith::Saved, Some(draft))
    };
    let summary = site.preview(request).await;
    assert_eq!((summary.people, summary.out_of_scope, &summary.accounts), (3, 0, &None));
    let counted = |outcome, count| PreviewCount { outcome, count };
    assert_eq!(
        summary.counts,
        [counted(PreviewOutcome::Changed, 1), counted(PreviewOutcome::Equal, 2)]
    );
    let page = site
        .rows(&summary.preview, Some(PreviewOutcome::Changed))
        .await
        .expect("lists");
    assert_eq!((page.total, page.rows.len()), (1, 1));
    let (row, attribute) = (&page.rows[0], &page.rows[0].attributes[0]);
    assert_eq!(
        (row.person.as_str(), row.name.as_str(), row.account.as_deref()),
        ("u2", "Ben", None)
    );
    assert_eq!(
        (attribute.target.as_str(), &attribute.from, &attribute.to),
        ("displayName", &Some(json!("Ben")), &Some(json!("Benjamin")))
    );
    let everybody = site.rows(&summary.preview, None).await.expect("lists");
    let names: Vec<&str> = everybody.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Amélie", "Ben", "Cleo"]);
    assert!(
        everybody.rows.iter().all(|row| row.attributes.len() == 1),
        "of the equal the one asked for"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_found_and_compared_with_what_the_mappings_give() {
    let rig = Rig::refreshed().await;
    let accounts = rig.accounts(scimdesk_desk::wire::ListQuery::default()).await.rows;
    drop(rig);
    let first = accounts[0].user_name.clone().expect("a user name");
    let people = json!([
        {"objectId": "u1", "userPrincipalName": first.to_uppercase(), "displayName": "Nobody is called so"},
        {"objectId": "u2", "userPrincipalName": "new@contoso.example", "displayName": "New"},
        {"objectId": "u3", "userPrincipalName": "off@contoso.example", "displayName": "Off", "accountEnabled": false},
    ]);
    let site = Site::new(&people, |_| {}).await;
    let summary = site.preview(site.ask(CompareWith::Accounts, None)).await;
    let compared = summary.accounts.as_ref().expect("accounts were compared");
    assert_eq!((compared.count, compared.completeness), (30, Completeness::Proven));
    let rows = site.rows(&summary.preview, None).await.expect("lists").rows;
    let outcome = |name: &str| {
        let row = rows.iter().find(|row| row.person == name).expect("is there");
        (row.outcome, row.account.clone())
    };
    let id = site.rig.accounts(scimdesk_desk::wire::ListQuery::default()).await.rows[0]
        .id
        .clone();
    assert_eq!(outcome("u1"), (PreviewOutcome::Changed, Some(id)));
    assert_eq!(outcome("u2"), (PreviewOutcome::New, None));
    assert_eq!(outcome("u3"), (PreviewOutcome::NotSent, None));
    let changed = rows.iter().find(|row| row.person == "u1").expect("is there");
    let name = changed
        .attributes
        .iter()
        .find(|attribute| attribute.target == "displayName");
    let name = name.expect("the name changes");
    assert_eq!(name.to, Some(json!("Nobody is called so")));
    assert_eq!(name.from, Some(json!(accounts[0].name)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_stale_once_its_people_or_accounts_have_changed() {
    let site = Site::new(&folk(), |_| {}).await;
    let saved = site.preview(site.ask(CompareWith::Saved, None)).await.preview;
    let accounts = site.preview(site.ask(CompareWith::Accounts, None)).await.preview;
    let scope = site.scope(ObjectKind::User, site.saved.clone()).await.preview;

    let account = site.rig.active(1).await;
    site.rig.switch(&account, false).await;
    assert!(site.rows(&saved, None).await.is_ok(), "no account was looked at");
    let stale = site.rows(&accounts, None).await.expect_err("an account has changed");
    assert_eq!(stale.code, ErrorCode::PreviewStale);

    keep(&site.rig.desk, Some(&site.directory), &folk()).await;
    let stale = site.rows(&saved, None).await.expect_err("the people were replaced");
    assert_eq!(stale.code, ErrorCode::PreviewStale);
    let page = ScopePage {
        preview: scope,
        side: ScopeSide::Inside,
        window: ALL,
    };
    let stale = site
        .rig
        .desk
        .scope_page(page)
        .await
        .expect_err("the people were replaced");
    assert_eq!(stale.code, ErrorCode::PreviewStale);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_previews_are_kept_and_none_of_a_tenant_that_is_gone() {
    let site = Site::new(&folk(), |_| {}).await;
    let mut previews = Vec::new();
    for _ in 0..17 {
        previews.push(site.preview(site.ask(CompareWith::Saved, None)).await.preview);
    }
    let first = site.rows(&previews[0], None).await.expect_err("the oldest is gone");
    assert_eq!(first.code, ErrorCode::PreviewStale);
    assert!(site.rows(&previews[1], None).await.is_ok());
    site.rig.desk.tenant_remove(site.rig.id()).await.expect("is removed");
    assert_eq!(
        site.rows(&previews[16], None).await.expect_err("is gone").code,
        ErrorCode::PreviewStale
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_needs_a_tenant_a_directory_and_mappings_that_can_be_evaluated() {
    let site = Site::new(&folk(), |_| {}).await;
    let desk = &site.rig.desk;
    let failed = |end| match end {
        JobEnd::Failed { error } => error.code,
        other => panic!("{other:?}"),
    };
    let broken = with_source(&site.saved, "displayName", "Nonsense(");
    let end = site.end(site.ask(CompareWith::Saved, Some(broken))).await;
    assert_eq!(failed(end), ErrorCode::MappingsInvalid);
    let unmapped = PreviewMappings {
        target: Some("nothing".into()),
        ..site.ask(CompareWith::Saved, None)
    };
    assert_eq!(failed(site.end(unmapped).await), ErrorCode::MappingTargetUnknown);

    let unknown = PreviewMappings {
        tenant: "nobody".into(),
        ..site.ask(CompareWith::Saved, None)
    };
    assert_eq!(
        desk.mappings_preview(unknown).await.expect_err("is unknown").code,
        ErrorCode::TenantNotFound
    );
    let none = ChooseDirectory {
        tenant: site.rig.tenant.clone(),
        directory: None,
    };
    desk.directory_choose(none).await.expect("is chosen");
    let end = site.end(site.ask(CompareWith::Saved, None)).await;
    assert_eq!(failed(end), ErrorCode::DirectoryMissing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_shows_who_comes_and_who_goes_and_why() {
    let site = Site::new(&folk(), |mappings| {
        mappings.users.scope = by_department(FilterOperator::Equals, Some("Sales"));
    })
    .await;
    let mut draft = site.saved.clone();
    draft.users.scope = by_department(FilterOperator::Equals, Some("sales"));
    let summary = site.scope(ObjectKind::User, draft).await;
    assert_eq!(
        (summary.inside, summary.outside, summary.entering, summary.leaving),
        (1, 2, 1, 1)
    );
    let row = |name: &str, reason: &str| (name.to_owned(), reason.to_owned());
    assert_eq!(
        site.side(&summary.preview, ScopeSide::Entering).await,
        [row(
            "Ben",
            "everybody is in scope by assignment; let in by Sales people"
        )]
    );
    assert_eq!(
        site.side(&summary.preview, ScopeSide::Outside).await,
        [
            row("Amélie", "Sales people: department is Sales, not sales"),
            row("Cleo", "Sales people: department is empty"),
        ]
    );
    // The mappings of those in scope alone are previewed.
    let request = PreviewMappings {
        target: Some("displayName".into()),
        ..site.ask(CompareWith::Saved, None)
    };
    let preview = site.preview(request).await;
    assert_eq!((preview.people, preview.out_of_scope), (1, 2));
    assert_eq!(count(&preview, PreviewOutcome::Equal), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn assignments_lead_through_groups_and_their_roles_reach_the_mappings() {
    let site = Site::new(&folk(), |mappings| {
        mappings.assignment.who = Who::Assigned;
        mappings.assignment.nested_groups = true;
    })
    .await;
    site.assign(PrincipalKind::Group, "g1", Some("Reader")).await;
    let explanation = site.explain(ObjectKind::User, "u2").await.expect("is explained");
    assert_eq!(
        explanation.sentence,
        "Ben is in scope: assigned through All staff › EMEA as Reader."
    );
    let out = site
        .explain(ObjectKind::User, "cleo@contoso.example")
        .await
        .expect("by user name");
    assert_eq!(
        (out.in_scope, out.sentence.as_str()),
        (false, "Cleo is out of scope: not assigned.")
    );
    assert_eq!(
        site.explain(ObjectKind::User, "nobody")
            .await
            .expect_err("is unknown")
            .code,
        ErrorCode::PersonNotFound
    );

    let draft = with_source(
        &site.saved,
        "displayName",
        "SingleAppRoleAssignment([appRoleAssignments])",
    );
    let request = PreviewMappings {
        target: Some("displayName".into()),
        ..site.ask(CompareWith::Saved, Some(draft))
    };
    let summary = site.preview(request).await;
    assert_eq!((summary.people, summary.out_of_scope), (2, 1));
    let rows = site.rows(&summary.preview, None).await.expect("lists").rows;
    let given: Vec<_> = rows.iter().map(|row| row.attributes[0].to.clone()).collect();
    assert_eq!(given, [Some(json!("Reader")), Some(json!("Reader"))]);

    // Another assignment is another scope.
    site.assign(PrincipalKind::Person, "u3", None).await;
    assert!(
        site.explain(ObjectKind::User, "u3")
            .await
            .expect("is explained")
            .in_scope
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_previewed_like_people() {
    let site = Site::new(&folk(), |mappings| {
        mappings.assignment.who = Who::Assigned;
        mappings.groups.enabled = true;
    })
    .await;
    site.assign(PrincipalKind::Group, "g1", None).await;
    let mut draft = site.saved.clone();
    let name = (draft.groups.mappings.iter_mut()).find(|mapping| mapping.target == "displayName");
    name.expect("is mapped").source = MappingSource::Expression {
        text: r#"Append([displayName], " (HR)")"#.into(),
    };
    let request = PreviewMappings {
        object: ObjectKind::Group,
        ..site.ask(CompareWith::Saved, Some(draft.clone()))
    };
    let summary = site.preview(request).await;
    assert_eq!(
        (summary.object, summary.people, summary.out_of_scope),
        (ObjectKind::Group, 1, 1)
    );
    let rows = site
        .rows(&summary.preview, Some(PreviewOutcome::Changed))
        .await
        .expect("lists")
        .rows;
    assert_eq!((rows[0].person.as_str(), rows[0].name.as_str()), ("g1", "All staff"));
    assert_eq!(rows[0].attributes[0].to, Some(json!("All staff (HR)")));

    let scope = site.scope(ObjectKind::Group, draft).await;
    assert_eq!((scope.inside, scope.outside), (1, 1));
    let explanation = site.explain(ObjectKind::Group, "EMEA").await.expect("is explained");
    assert_eq!(explanation.sentence, "EMEA is out of scope: not assigned.");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_printed_and_read_back() {
    let (desk, _dir) = crate::rig::desk().await;
    let filters = by_department(FilterOperator::NotEquals, Some("HR \"old\""));
    let text = desk
        .scope_print(ScopeFilters {
            filters: filters.clone(),
        })
        .await
        .expect("prints");
    let read = desk.scope_read(text).await.expect("reads");
    assert_eq!((read.filters, read.problem), (Some(filters), None));
    let text = "department EQUALZ \"x\"".into();
    let problem = desk
        .scope_read(ScopeText { text })
        .await
        .expect("reads")
        .problem
        .expect("a problem");
    assert_eq!(
        (
            problem.code.as_str(),
            problem.offset,
            problem.length,
            problem.next.as_deref()
        ),
        ("operator_unknown", Some(11), Some(6), Some("Did you mean EQUALS?"))
    );
}
