//! Previews of many people by the desk, beside their floor: the same rows read from an encrypted file in the same order, and
//! their JSON parsed.

use std::time::{Duration, Instant};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use rusqlite::{Connection, params};
use scimdesk_desk::{
    Desk, DeskOptions,
    wire::{
        AttributeMapping, ChooseDirectory, Clause, ColumnChoice, CompareWith, FilterGroup, FilterOperator, JobEnd,
        KeepPeople, MakePlan, MappingSource, Mappings, ObjectKind, OpenDesk, PlanExtent, PreviewMappings, PreviewPage,
        PreviewScope, PreviewSummary, ProvisioningPlan, ReadPeople, Refresh, ResourceKind, SaveMappings, TenantId,
        VaultKind, Who, Window,
    },
};
use serde_json::{Value, json};

use crate::{
    floors,
    practice::Practice,
    process::{forget_peak, peak_mib, processor_time},
    refresh,
    spread::{milliseconds, seconds, spread},
};

/// How often each preview and its floor are measured, in turn.
const ROUNDS: usize = 5;

/// The mapping that the aim is about.
const JOIN: &str = r#"Join(" ", [givenName], [surname])"#;

/// Prints what previews of that many people cost.
pub(crate) fn of_people(count: u32) {
    let practice = Practice::serve(count);
    let people = people(&practice);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(measure(&practice, &people));
}

/// People who have the accounts of the practice tenant, each as JSON.
fn people(practice: &Practice) -> Vec<String> {
    (floors::rows(practice).iter().enumerate())
        .map(|(number, account)| {
            json!({
                "objectId": format!("00000000-0000-4000-8000-{number:012}"),
                "accountEnabled": account.columns.active,
                "userPrincipalName": account.columns.user_name,
                "displayName": account.columns.best_name(),
                "givenName": format!("Amélie{number}"),
                "surname": "Okoro",
                "mail": account.columns.email,
                "jobTitle": account.columns.title,
                "department": account.columns.department,
                "employeeId": number.to_string(),
                "companyName": "Contoso",
                "city": "Lyon",
                "country": "France",
                "preferredLanguage": "fr-FR",
            })
            .to_string()
        })
        .collect()
}

async fn measure(practice: &Practice, people: &[String]) {
    let scratch = tempfile::tempdir().unwrap();
    let desk = Desk::new(DeskOptions {
        data_dir: Some(scratch.path().to_owned()),
        ..DeskOptions::default()
    });
    let vault = Some(VaultKind::Session);
    let passphrase = None;
    desk.desk_open(OpenDesk { vault, passphrase }).await.unwrap();
    let tenant = refresh::add_tenant(&desk, practice).await;
    let job = desk
        .refresh(Refresh {
            tenant: tenant.clone(),
            kinds: vec![ResourceKind::User],
        })
        .await
        .unwrap();
    desk.job_end(job).await.unwrap();
    keep(&desk, &tenant, people).await;
    let saved = save(&desk, &tenant).await;

    let floor = Floor::new(people);
    let join = with_join(&saved);
    let ask = |compare, mappings, target: Option<&str>| PreviewMappings {
        tenant: tenant.clone(),
        object: ObjectKind::User,
        mappings,
        target: target.map(str::to_owned),
        compare,
    };
    let one = ask(CompareWith::Saved, Some(join), Some("name.familyName"));
    let all = ask(CompareWith::Accounts, None, None);
    let mut scope = saved.clone();
    scope.users.scope = vec![FilterGroup {
        title: "One department".into(),
        clauses: vec![Clause {
            attribute: "department".into(),
            operator: FilterOperator::Equals,
            value: Some("Sales".into()),
        }],
    }];
    let (mut floors, mut ones, mut alls, mut scopes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut plans, mut windows) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floors.push(Took::of(async || floor.read()).await.0);
        let (took, summary) = Took::of(async || preview(&desk, one.clone()).await).await;
        assert_eq!(summary.people, people.len() as u64, "everybody is in scope");
        ones.push(took);
        windows.push(window(&desk, &summary).await);
        alls.push(Took::of(async || preview(&desk, all.clone()).await).await.0);
        scopes.push(
            Took::of(async || preview_scope(&desk, &tenant, scope.clone()).await)
                .await
                .0,
        );
        let (took, made) = Took::of(async || plan(&desk, &tenant).await).await;
        assert_eq!(made.people, people.len() as u64, "everybody was planned for");
        plans.push(took);
    }
    desk.shutdown().await;

    println!(
        "  floor, the same rows read and their JSON parsed: {}",
        Took::times(&floors)
    );
    for (what, took) in [
        ("one mapping, Join of two attributes, against the saved ones", &ones),
        ("all mappings against the accounts", &alls),
        ("scope of one filter", &scopes),
        ("plan of everything, each change kept", &plans),
    ] {
        let of_floor = floors
            .iter()
            .zip(took)
            .map(|(floor, took)| floor.processor.as_secs_f64() / took.processor.as_secs_f64());
        let most = took.iter().map(|took| took.mib).max().unwrap_or_default();
        println!(
            "  {what}: {}; speed, of the floor's by processor time: {}; memory on top: {most} MiB",
            Took::times(took),
            spread(of_floor.collect())
        );
    }
    println!("  200 rows of a preview, far down: {}", milliseconds(&windows));
}

/// A plan of everything that differs, from what was fetched before.
async fn plan(desk: &Desk, tenant: &str) -> ProvisioningPlan {
    let make = MakePlan {
        tenant: tenant.to_owned(),
        extent: PlanExtent::All,
        only: Vec::new(),
        refresh: false,
    };
    let job = desk.plan_make(make).await.unwrap();
    match desk.job_end(job).await.unwrap() {
        JobEnd::Planned { plan } => plan,
        end => panic!("{end:#?}"),
    }
}

/// What something took.
struct Took {
    clock: Duration,
    processor: Duration,
    /// Memory on top of what there was before.
    mib: u64,
}

impl Took {
    async fn of<T>(work: impl AsyncFnOnce() -> T) -> (Self, T) {
        forget_peak();
        let idle = peak_mib();
        let (began, on_processor) = (Instant::now(), processor_time());
        let given = work().await;
        let took = Self {
            clock: began.elapsed(),
            processor: processor_time().saturating_sub(on_processor),
            mib: peak_mib().saturating_sub(idle),
        };
        (took, given)
    }

    fn times(took: &[Self]) -> String {
        let of = |time: fn(&Self) -> Duration| seconds(&took.iter().map(time).collect::<Vec<_>>());
        format!("{}; processors {}", of(|took| took.clock), of(|took| took.processor))
    }
}

async fn keep(desk: &Desk, tenant: &str, people: &[String]) {
    let file = format!("[{}]", people.join(","));
    let reading = desk
        .people_read(ReadPeople {
            file_name: "people.json".into(),
            content: BASE64_STANDARD.encode(file),
        })
        .await
        .unwrap();
    let columns = (reading.columns.iter())
        .map(|column| ColumnChoice {
            header: column.header.clone(),
            attribute: column.attribute.clone(),
        })
        .collect();
    let directory = desk
        .people_keep(KeepPeople {
            reading: reading.reading,
            directory: None,
            name: "People".into(),
            columns,
            id_attribute: "objectId".into(),
        })
        .await
        .unwrap();
    assert_eq!(directory.people, people.len() as u64, "all are kept");
    desk.directory_choose(ChooseDirectory {
        tenant: tenant.to_owned(),
        directory: Some(directory.id),
    })
    .await
    .unwrap();
}

/// Saves the app's own mappings, for everybody in the directory.
async fn save(desk: &Desk, tenant: &str) -> Mappings {
    let tenant = tenant.to_owned();
    let shown = desk.mappings_get(TenantId { tenant: tenant.clone() }).await.unwrap();
    let mut mappings = shown.mappings;
    mappings.assignment.who = Who::All;
    // Nobody has a role where everybody is provisioned.
    let is_of_roles = |mapping: &AttributeMapping| mapping.target.starts_with("roles");
    mappings.users.mappings.retain(|mapping| !is_of_roles(mapping));
    let saved = desk.mappings_save(SaveMappings {
        tenant,
        mappings,
        base: None,
        note: String::new(),
        import: None,
    });
    saved.await.unwrap().mappings
}

fn with_join(saved: &Mappings) -> Mappings {
    let mut draft = saved.clone();
    let mapping = (draft.users.mappings.iter_mut()).find(|mapping| mapping.target == "name.familyName");
    mapping.unwrap().source = MappingSource::Expression { text: JOIN.into() };
    draft
}

async fn preview(desk: &Desk, request: PreviewMappings) -> PreviewSummary {
    let job = desk.mappings_preview(request).await.unwrap();
    let end = desk.job_end(job).await.unwrap();
    match end {
        JobEnd::MappingsPreviewed { summary } => summary,
        other => panic!("{other:?}"),
    }
}

async fn preview_scope(desk: &Desk, tenant: &str, mappings: Mappings) {
    let request = PreviewScope {
        tenant: tenant.to_owned(),
        object: ObjectKind::User,
        mappings,
    };
    let job = desk.scope_preview(request).await.unwrap();
    let end = desk.job_end(job).await.unwrap();
    assert!(matches!(end, JobEnd::ScopePreviewed { .. }), "{end:?}");
}

async fn window(desk: &Desk, summary: &PreviewSummary) -> Duration {
    let began = Instant::now();
    let request = PreviewPage {
        preview: summary.preview.clone(),
        outcome: None,
        window: Window {
            offset: summary.people - 200,
            limit: 200,
        },
    };
    assert_eq!(desk.preview_page(request).await.unwrap().rows.len(), 200);
    began.elapsed()
}

/// The rows in tables of the product's shape, in an encrypted file with its settings.
struct Floor {
    sql: Connection,
    _directory: tempfile::TempDir,
}

impl Floor {
    fn new(people: &[String]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let sql = Connection::open(directory.path().join("floor.db")).unwrap();
        sql.execute_batch(&format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;
             PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
             CREATE TABLE item (key INTEGER PRIMARY KEY, body INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL) STRICT;
             CREATE TABLE body (key INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
             BEGIN;",
            "07".repeat(32),
        ))
        .unwrap();
        {
            let mut item = sql.prepare("INSERT INTO item VALUES (?1, ?1, ?2, ?3)").unwrap();
            let mut body = sql.prepare("INSERT INTO body VALUES (?, ?)").unwrap();
            for (key, person) in (0_i64..).zip(people) {
                let attributes: Value = serde_json::from_str(person).unwrap();
                item.execute(params![
                    key,
                    attributes["objectId"].as_str(),
                    attributes["displayName"].as_str()
                ])
                .unwrap();
                body.execute(params![key, person]).unwrap();
            }
        }
        sql.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
        Self {
            sql,
            _directory: directory,
        }
    }

    fn read(&self) {
        let mut statement = self
            .sql
            .prepare(
                "SELECT item.id, item.name, body.raw FROM item JOIN body ON body.key = item.body ORDER BY item.key",
            )
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut texts = 0;
        while let Some(row) = rows.next().unwrap() {
            let id: String = row.get(0).unwrap();
            let name: String = row.get(1).unwrap();
            let person: Value = serde_json::from_str(row.get_ref(2).unwrap().as_str().unwrap()).unwrap();
            texts += id.len() + name.len() + person.as_object().unwrap().len();
        }
        assert!(texts > 0);
    }
}
