//! A desk, an app's practice tenant, and a directory: everything that a cycle needs.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use scimdesk_desk::{Clock, Desk, DeskOptions, wire::*};
use scimdesk_sandbox::{Faults, PracticeOptions, PracticeServer};
use secrecy::SecretString;
use tempfile::TempDir;

use crate::{
    directory::{Directory, Kind},
    model::{Absent, App, Tenant},
    observed::Reader,
    world::World,
};

/// Requests a second: as many as a tenant can be set to.
const RATE: f64 = 1_000.0;

pub(crate) struct Stage {
    pub(crate) desk: Desk,
    server: Option<PracticeServer>,
    pub(crate) tenant: String,
    directory: String,
    source: Directory,
    reader: Reader,
    app: App,
    now: Arc<AtomicI64>,
    department: Option<String>,
    _dir: TempDir,
}

impl Stage {
    /// An empty tenant of an app whose people come from a file.
    pub(crate) async fn new(app: &App, kind: Kind, absent: Absent) -> Option<Self> {
        let server = PracticeServer::start(PracticeOptions::for_app(app.id).with_accounts(0))
            .await
            .expect("listens");
        let (url, token) = (server.url().to_owned(), server.token().clone());
        Self::at(app, (kind, absent), &url, token, Some(server)).await
    }

    /// An empty tenant of an app at a server that somebody else ends.
    pub(crate) async fn elsewhere(app: &App, absent: Absent, url: &str, token: SecretString) -> Option<Self> {
        Self::at(app, (Kind::Csv, absent), url, token, None).await
    }

    async fn at(
        app: &App,
        (kind, absent): (Kind, Absent),
        url: &str,
        token: SecretString,
        server: Option<PracticeServer>,
    ) -> Option<Self> {
        let dir = tempfile::tempdir().expect("a directory");
        let source = Directory::start(kind, absent, dir.path().join("people.csv")).await?;
        let now = Arc::new(AtomicI64::new(1_790_000_000));
        let told = Arc::clone(&now);
        let desk = Desk::new(DeskOptions {
            data_dir: Some(dir.path().join("data")),
            vault: None,
            clock: Clock::from_fn(move || {
                Timestamp::from_second(told.load(Ordering::Acquire)).expect("a time in range")
            }),
        });
        let open = OpenDesk {
            vault: Some(VaultKind::Session),
            passphrase: None,
        };
        assert!(matches!(desk.desk_open(open).await, Ok(DeskStatus::Open { .. })));
        let tenant = AddTenant {
            name: app.id.to_owned(),
            app: app.id.to_owned(),
            url: url.to_owned(),
            token: SecretText::from(token.clone()),
            safety: Some(SafetyLevel::Trusted),
            environment: None,
            extra_ca: None,
        };
        let tenant = desk.tenant_add(tenant).await.expect("is added").id;
        let rate = UpdateTenant {
            id: tenant.clone(),
            name: None,
            safety: None,
            environment: None,
            rate: Some(RATE),
            extra_ca: None,
        };
        desk.tenant_update(rate).await.expect("is changed");
        let reader = Reader::new(url, token);
        if app.has_groups {
            reader.empty().await;
        }
        let stage = Self {
            directory: String::new(),
            source,
            reader,
            app: app.clone(),
            now,
            department: None,
            server,
            tenant,
            desk,
            _dir: dir,
        };
        Some(stage.connected(absent).await)
    }

    async fn connected(mut self, absent: Absent) -> Self {
        self.source.follow(&World::default()).await;
        let (source, secret) = self.source.source(absent);
        let connect = ConnectDirectory {
            directory: None,
            name: "People".to_owned(),
            source,
            secret,
        };
        self.directory = self
            .desk
            .directory_connect(connect)
            .await
            .expect("is connected")
            .directory;
        let choose = ChooseDirectory {
            tenant: self.tenant.clone(),
            directory: Some(self.directory.clone()),
        };
        self.desk.directory_choose(choose).await.expect("is chosen");
        // Every cycle is its own; how many leave at once is another test's matter.
        let settings = ProvisioningSettings {
            guard: DeletionGuard {
                enabled: false,
                ..DeletionGuard::default()
            },
            ..ProvisioningSettings::default()
        };
        self.save(settings).await;
        self.save_mappings(None).await;
        self
    }

    pub(crate) async fn save(&self, settings: ProvisioningSettings) {
        let save = SaveProvisioning {
            tenant: self.tenant.clone(),
            settings,
        };
        self.desk.provisioning_save(save).await.expect("is saved");
    }

    pub(crate) fn id(&self) -> TenantId {
        TenantId {
            tenant: self.tenant.clone(),
        }
    }

    /// Everybody who is assigned, and only people of this department, if one is named.
    async fn save_mappings(&mut self, department: Option<String>) {
        let saved = self.desk.mappings_get(self.id()).await.expect("are there");
        let mut mappings = saved.mappings;
        mappings.groups.enabled = self.app.has_groups;
        mappings.users.scope = (department.iter())
            .map(|department| FilterGroup {
                title: "Department".to_owned(),
                clauses: vec![Clause {
                    attribute: "department".to_owned(),
                    operator: FilterOperator::Equals,
                    value: Some(department.clone()),
                }],
            })
            .collect();
        let save = SaveMappings {
            tenant: self.tenant.clone(),
            mappings,
            base: saved.version.map(|version| version.number),
            note: "scope".to_owned(),
            import: None,
        };
        self.desk.mappings_save(save).await.expect("is saved");
        self.department = department;
    }

    /// Brings the directory, the assignments and the filter to where the world is.
    pub(crate) async fn follow(&mut self, world: &World) {
        self.source.follow(world).await;
        let wanted: BTreeSet<(bool, String)> = (world.assigned.iter())
            .map(|who| (false, self.source.person_id(world, *who)))
            .chain(
                world
                    .assigned_groups
                    .iter()
                    .filter(|group| world.groups.contains_key(*group))
                    .map(|group| (true, self.source.group_id(group))),
            )
            .collect();
        let held: BTreeSet<(bool, String)> = self.assigned().await;
        let principals = |of: &mut dyn Iterator<Item = &(bool, String)>| -> Vec<Principal> {
            of.map(|(group, id)| Principal {
                kind: if *group {
                    PrincipalKind::Group
                } else {
                    PrincipalKind::Person
                },
                id: id.clone(),
            })
            .collect()
        };
        let gone = principals(&mut held.difference(&wanted));
        let new = principals(&mut wanted.difference(&held));
        if !gone.is_empty() {
            let unassign = UnassignPrincipals {
                tenant: self.tenant.clone(),
                principals: gone,
            };
            self.desk.unassign(unassign).await.expect("are unassigned");
        }
        if !new.is_empty() {
            let assign = AssignPrincipals {
                tenant: self.tenant.clone(),
                principals: new,
                role: None,
            };
            // Only who is in the cached directory can be assigned.
            self.refresh_directory().await;
            self.desk.assign(assign).await.expect("are assigned");
        }
        if self.department != world.department {
            self.save_mappings(world.department.clone()).await;
        }
    }

    async fn refresh_directory(&self) {
        let refresh = RefreshDirectory {
            directory: self.directory.clone(),
            full: false,
            anyway: false,
        };
        let job = self.desk.directory_refresh(refresh).await.expect("begins");
        let end = self.desk.job_end(job).await.expect("ends");
        assert!(matches!(end, JobEnd::DirectoryRefreshed { .. }), "{end:?}");
    }

    async fn assigned(&self) -> BTreeSet<(bool, String)> {
        let page = AssignmentsPage {
            tenant: self.tenant.clone(),
            search: String::new(),
            window: Window {
                offset: 0,
                limit: 1_000,
            },
        };
        let rows = self.desk.assignments_page(page).await.expect("are there").rows;
        rows.into_iter()
            .map(|row| (row.principal.kind == PrincipalKind::Group, row.principal.id))
            .collect()
    }

    /// Runs a cycle to its end, whatever that is.
    pub(crate) async fn cycle(&self) -> JobEnd {
        self.now.fetch_add(60, Ordering::AcqRel);
        let job = self
            .desk
            .cycle_run(RunCycle {
                tenant: self.id().tenant,
                reviewed: true,
            })
            .await
            .expect("begins");
        self.desk.job_end(job).await.expect("ends")
    }

    /// Has the directory forget from where changes are told, where it can.
    pub(crate) fn forget_changes(&self) {
        self.source.forget_changes();
    }

    /// Lets time go by.
    pub(crate) fn wait(&self, time: SignedDuration) {
        self.now.fetch_add(time.as_secs(), Ordering::AcqRel);
    }

    pub(crate) fn faults(&self, faults: Faults) {
        self.server.as_ref().expect("a practice tenant").set_faults(faults);
    }

    /// What the tenant holds.
    pub(crate) async fn observed(&self) -> Tenant {
        self.reader.tenant(&self.app).await
    }

    pub(crate) async fn end(self) {
        self.desk.shutdown().await;
        self.source.stop().await;
        if let Some(server) = self.server {
            server.stop().await;
        }
    }
}
