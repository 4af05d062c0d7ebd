//! An OpenLDAP server of the test's own.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use ldap3::{Ldap, LdapConnAsync};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use scimdesk_directory::ldap::{LdapDirectory, Settings};
use scimdesk_directory::source::{Fetched, Source as _, SourceError};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub(crate) const ADMIN: &str = "cn=admin,dc=example,dc=org";
pub(crate) const PASSWORD: &str = "correct horse";
pub(crate) const BASE: &str = "dc=example,dc=org";

/// The tree that everything is below.
pub(crate) const TREE: &str = "\
dn: dc=example,dc=org
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,dc=example,dc=org
objectClass: organizationalUnit
ou: people

dn: ou=leavers,dc=example,dc=org
objectClass: organizationalUnit
ou: leavers

dn: ou=groups,dc=example,dc=org
objectClass: organizationalUnit
ou: groups

";

pub(crate) fn person(uid: &str, more: &str) -> String {
    format!(
        "dn: uid={uid},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: Person {uid}\nsn: {uid}\nmail: {uid}@example.org\n{more}\n"
    )
}

/// What the server is to be like.
#[derive(Default)]
pub(crate) struct Recipe {
    pub(crate) ldif: String,
    /// Lines of `slapd.conf` before the database.
    pub(crate) global: String,
    /// Lines of the database.
    pub(crate) database: String,
    /// The host that the certificate is for; `None`: the server offers no encryption.
    pub(crate) certificate_for: Option<&'static str>,
    /// Attributes of the root DSE besides its own.
    pub(crate) root_dse: Option<String>,
}

pub(crate) struct Slapd {
    child: Child,
    dir: TempDir,
    pub(crate) plain: u16,
    pub(crate) encrypted: u16,
    pub(crate) authority: String,
}

/// The server, where this machine has one.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/libexec", "/usr/lib/openldap"].map(PathBuf::from))
        .map(|dir| dir.join(name))
        .find(|program| program.is_file())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Slapd {
    /// `None`, and a line that says so, where there is no `slapd` on this machine.
    pub(crate) fn start(recipe: &Recipe) -> Option<Self> {
        let Some(slapd) = program("slapd") else {
            writeln!(
                std::io::stderr(),
                "skipped: there is no slapd (Debian: apt-get install slapd)"
            )
            .unwrap();
            return None;
        };
        let dir = tempfile::tempdir().unwrap();
        let authority = configure(dir.path(), recipe);
        fs::write(dir.path().join("data.ldif"), format!("{TREE}{}", recipe.ldif)).unwrap();
        // One binary: `slapadd` is `slapd` called by another name.
        let loaded = Command::new(program("slapadd").unwrap_or_else(|| slapd.clone()))
            .args(["-q", "-f"])
            .arg(dir.path().join("slapd.conf"))
            .arg("-l")
            .arg(dir.path().join("data.ldif"))
            .output()
            .unwrap();
        assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        let (child, plain, encrypted) = serve(&slapd, dir.path());
        Some(Self {
            child,
            dir,
            plain,
            encrypted,
            authority,
        })
    }

    /// Ends the server and starts it again with another root DSE.
    pub(crate) fn restart(&mut self, root_dse: &str) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        fs::write(self.dir.path().join("root.ldif"), root_dse).unwrap();
        (self.child, self.plain, self.encrypted) = serve(&program("slapd").unwrap(), self.dir.path());
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings {
            url: format!("ldap://127.0.0.1:{}", self.plain),
            bind_dn: ADMIN.to_owned(),
            base: BASE.to_owned(),
            ..Settings::default()
        }
    }

    /// A connection of the administrator's, with which the directory is changed.
    pub(crate) async fn admin(&self) -> Ldap {
        let (connection, mut ldap) = LdapConnAsync::new(&format!("ldap://127.0.0.1:{}", self.plain))
            .await
            .unwrap();
        ldap3::drive!(connection);
        ldap.simple_bind(ADMIN, PASSWORD).await.unwrap().success().unwrap();
        ldap
    }

    pub(crate) async fn fetch(&self, since: Option<&str>) -> Fetched {
        fetch(self.settings(), since).await.unwrap()
    }
}

impl Drop for Slapd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "the server of the test has no other clock")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

pub(crate) fn directory(settings: Settings) -> LdapDirectory {
    LdapDirectory::new(settings, Some(SecretString::from(PASSWORD)), now())
}

pub(crate) async fn fetch(settings: Settings, since: Option<&str>) -> Result<Fetched, SourceError> {
    directory(settings)
        .fetch(since, &|_| {}, &CancellationToken::new())
        .await
}

fn serve(slapd: &Path, dir: &Path) -> (Child, u16, u16) {
    // Between looking for a free port and using it another program may take it.
    for _ in 0..5 {
        let (plain, encrypted) = (free_port(), free_port());
        let mut child = Command::new(slapd)
            .args(["-d", "conns", "-h"])
            .arg(format!("ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{encrypted}"))
            .arg("-f")
            .arg(dir.join("slapd.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = String::new();
        let started = lines.by_ref().map_while(Result::ok).any(|line| {
            writeln!(said, "{line}").unwrap();
            // It says that it is starting before it listens.
            line.contains(": listen=")
        });
        if started {
            // It says more than a pipe holds.
            thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return (child, plain, encrypted);
        }
        child.wait().unwrap();
        assert!(said.contains("Address already in use"), "{said}");
    }
    panic!("no port stays free");
}

/// Writes `slapd.conf` and the certificates; the authority as PEM.
fn configure(dir: &Path, recipe: &Recipe) -> String {
    let shown = |name: &str| dir.join(name).display().to_string();
    let mut config = String::new();
    for schema in ["core", "cosine", "inetorgperson", "nis"] {
        let found = [
            "/etc/ldap/schema",
            "/etc/openldap/schema",
            "/opt/homebrew/etc/openldap/schema",
        ]
        .iter()
        .map(|dir| Path::new(dir).join(format!("{schema}.schema")))
        .find(|path| path.is_file());
        writeln!(config, "include {}", found.unwrap().display()).unwrap();
    }
    for modules in ["/usr/lib/ldap", "/usr/lib64/openldap"] {
        if Path::new(modules).is_dir() {
            writeln!(
                config,
                "modulepath {modules}\nmoduleload back_mdb\nmoduleload refint\nmoduleload memberof"
            )
            .unwrap();
        }
    }
    writeln!(
        config,
        "pidfile {}\nargsfile {}\n{}",
        shown("pid"),
        shown("args"),
        recipe.global
    )
    .unwrap();
    let authority = recipe.certificate_for.map(|host| {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![host.to_owned()])
            .unwrap()
            .signed_by(&key, &issuer)
            .unwrap();
        fs::write(dir.join("cert.pem"), certificate.pem()).unwrap();
        fs::write(dir.join("key.pem"), key.serialize_pem()).unwrap();
        writeln!(
            config,
            "TLSCertificateFile {}\nTLSCertificateKeyFile {}",
            shown("cert.pem"),
            shown("key.pem")
        )
        .unwrap();
        issuer.pem()
    });
    if let Some(root) = &recipe.root_dse {
        fs::write(dir.join("root.ldif"), root).unwrap();
        writeln!(config, "rootDSE {}", shown("root.ldif")).unwrap();
    }
    fs::create_dir(dir.join("db")).unwrap();
    writeln!(
        config,
        "database mdb\nsuffix {BASE}\nrootdn {ADMIN}\nrootpw \"{PASSWORD}\"\ndirectory {}\nmaxsize 268435456\ndbnosync\n{}",
        shown("db"),
        recipe.database
    )
    .unwrap();
    fs::write(dir.join("slapd.conf"), config).unwrap();
    authority.unwrap_or_default()
}
