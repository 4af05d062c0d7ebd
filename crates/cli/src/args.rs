//! What can be typed: every command, its arguments and its help.

use std::path::PathBuf;

use crate::provisioning_args::{ApplyArgs, CycleArgs, LogsArgs, PlanArgs, ProvisionArgs, ServeArgs, StagedArgs};
use clap::{Args, Parser, Subcommand, ValueEnum};
use scimdesk_desk::wire::{DriftKind, LinkState, MappingFormat, ResourceKind, SafetyLevel, VaultKind};

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(
    name = "scimdesk",
    version,
    about = "See who has an account in a SaaS app over SCIM 2.0, switch accounts off, and keep the attribute mappings",
    after_help = "Exit codes: 0 done · 1 vault or cache · 2 what was given cannot be used (an option, a name, a file, an expression) · 3 the server or the connection said no · \
                  4 refused by a safety rule, or the same work is under way already · 5 done in part.",
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// Flags that every command takes.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Where the cache and the preferences are kept
    #[arg(long, global = true, value_name = "DIR", env = "SCIMDESK_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Where secrets are kept. `file` takes its passphrase from `SCIMDESK_PASSPHRASE`, or asks
    #[arg(long, global = true, value_name = "WHERE")]
    pub(crate) vault: Option<VaultArg>,
    /// Print JSON: one document, or one object a line for lists
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum VaultArg {
    /// The operating system's keyring
    Keyring,
    /// A file encrypted with a passphrase
    File,
}

impl From<VaultArg> for VaultKind {
    fn from(vault: VaultArg) -> Self {
        match vault {
            VaultArg::Keyring => Self::Keyring,
            VaultArg::File => Self::File,
        }
    }
}

/// How much may be changed in a tenant.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SafetyArg {
    /// Nothing is changed
    ReadOnly,
    /// Each change is shown before it is sent
    Review,
    /// As review, but scripts need no --yes
    Trusted,
}

impl From<SafetyArg> for SafetyLevel {
    fn from(safety: SafetyArg) -> Self {
        match safety {
            SafetyArg::ReadOnly => Self::ReadOnly,
            SafetyArg::Review => Self::Review,
            SafetyArg::Trusted => Self::Trusted,
        }
    }
}

/// The two kinds of resources.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum KindArg {
    /// An account
    User,
    /// A group
    Group,
}

impl From<KindArg> for ResourceKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::User => Self::User,
            KindArg::Group => Self::Group,
        }
    }
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    /// Yes
    Yes,
    /// No
    No,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Save, show, change or remove tenants
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Test the connection and say what is wrong
    #[command(after_help = "Example: scimdesk test documo")]
    Test {
        /// The tenant's name
        name: String,
    },
    /// Fetch accounts and groups anew
    #[command(after_help = "Example: scimdesk refresh documo")]
    Refresh {
        /// The tenant's name
        name: String,
    },
    /// List accounts
    #[command(after_help = "Examples:\n  scimdesk users documo --search okoro\n  \
                            scimdesk users documo --active no --json\n  \
                            scimdesk users documo --filter 'userName eq \"amelie@example.com\"'")]
    Users(ListArgs),
    /// List groups
    #[command(after_help = "Example: scimdesk groups workgrid --search sales")]
    Groups(ListArgs),
    /// Show one account or group whole
    #[command(after_help = "Example: scimdesk show documo user 2819c223")]
    Show {
        /// The tenant's name
        name: String,
        /// An account or a group
        kind: KindArg,
        /// The server's id; for an account also its user name
        id: String,
    },
    /// Switch accounts off
    #[command(after_help = "Example: scimdesk deactivate documo amelie@example.com --yes")]
    Deactivate(ActivateArgs),
    /// Switch accounts on again
    #[command(after_help = "Example: scimdesk reactivate documo amelie@example.com --yes")]
    Reactivate(ActivateArgs),
    /// Show what was sent, newest first
    #[command(after_help = "Example: scimdesk journal documo --json")]
    Journal {
        /// The tenant's name; all tenants where absent
        name: Option<String>,
    },
    /// Keep people of a file or of a tenant, list them, and choose whose people a tenant's are
    #[command(subcommand)]
    Directory(DirectoryCommand),
    /// Assign people or groups of a tenant's directory to its app; who is assigned already gets the role
    #[command(after_help = "Examples:\n  scimdesk assign documo amelie@example.com\n  \
                            scimdesk assign documo --group Sales --role admin")]
    Assign(AssignArgs),
    /// Take assignments away
    #[command(after_help = "Example: scimdesk unassign documo --group Sales")]
    Unassign(UnassignArgs),
    /// List who is assigned to a tenant's app
    #[command(after_help = "Example: scimdesk assignments documo --json")]
    Assignments {
        /// The tenant's name
        name: String,
        /// Part of a name or id
        #[arg(long, value_name = "T")]
        search: Option<String>,
    },
    /// Evaluate an expression of an attribute mapping for a person
    #[command(
        after_help = "Prints the value, and nothing where there is none. With --json: {\"value\": …}, {\"flow\": false} where \
                            the attribute is left out, or {\"error\": …} with code, message, next, and offset and length in UTF-16 \
                            units.\n\nEnds with 2 where the expression cannot be read, the person cannot be used, or the expression \
                            has no value for this person. docs/expressions.md lists the functions.\n\n\
                            Example: scimdesk eval 'Join(\" \", [givenName], [surname])' --person ada.json"
    )]
    Eval(EvalArgs),
    /// Show, save, compare, export, import and check the mappings of a tenant
    #[command(subcommand)]
    Mapping(MappingCommand),
    /// Show what the mappings give for everybody in scope, beside what the accounts have
    #[command(
        after_help = "Counts on stderr, one row for each person. With --changed only those whose account would be made or \
                            changed, or who fail. Nothing is sent.\n\nEnds with 5 where a mapping fails for somebody.\n\n\
                            Examples:\n  scimdesk preview documo --changed\n  \
                            scimdesk preview documo --mappings draft.toml --target userName --json"
    )]
    Preview(PreviewArgs),
    /// Show who is in scope, or why somebody is or is not
    #[command(after_help = "Examples:\n  scimdesk scope documo\n  \
                            scimdesk scope documo --explain amelie@example.com")]
    Scope(ScopeArgs),
    /// Plan what provisioning would do, and why; sends nothing
    #[command(
        after_help = "Shows everything that differs, whoever changed it; with --next what the next cycle would send. --out writes the plan \
                            whole as JSON, or for people where the file ends in .md.\n\n\
                            Examples:\n  scimdesk plan documo\n  scimdesk plan documo --refresh --out plan.json\n  \
                            scimdesk plan documo --show 3"
    )]
    Plan(PlanArgs),
    /// List who is linked to which account, link or unlink by hand
    #[command(subcommand)]
    Links(LinksCommand),
    /// Find accounts that nobody manages and those that were changed at the app, and decide about them
    #[command(subcommand)]
    Drift(DriftCommand),
    /// Run a provisioning cycle now, or see and switch a tenant's cycles
    #[command(
        after_help = "A tenant whose changes are reviewed asks first, unless its cycles are on: switching them on is the review. Ctrl-C \
                            stops after the object at hand.\n\nEnds with 5 where some objects failed.\n\n\
                            Examples:\n  scimdesk cycle documo --yes\n  scimdesk cycle documo --status\n  \
                            scimdesk cycle documo --start --yes\n  \
                            scimdesk cycle documo --set intervalMinutes=60 guard.count=50 notify.emails=ops@example.com"
    )]
    Cycle(CycleArgs),
    /// Send what a plan says: the newest one, or one from a file
    #[command(
        after_help = "Each change is decided anew at its turn; what is no longer true is not sent.\n\nEnds with 5 where some failed.\n\n\
                            Examples:\n  scimdesk apply documo\n  scimdesk apply documo plan.json --yes"
    )]
    Apply(ApplyArgs),
    /// Provision some people or groups now, step by step
    #[command(
        after_help = "Ends with 5 where some failed.\n\nExamples:\n  scimdesk provision documo amelie@example.com --dry-run\n  \
                            scimdesk provision documo amelie@example.com --group Sales --yes"
    )]
    Provision(ProvisionArgs),
    /// Run the cycles that are due until SIGTERM or Ctrl-C, a line on stderr for each thing that happens
    #[command(
        after_help = "Only tenants whose cycles are on are provisioned. Several programs may serve the same tenants: each cycle is run by \
                            one of them. docs/scimdesk.service is a unit for systemd.\n\nExample: scimdesk serve documo ideo"
    )]
    Serve(ServeArgs),
    /// Show the provisioning log, newest first, or write it to files
    #[command(after_help = "Examples:\n  scimdesk logs documo --status failure\n  \
                            scimdesk logs documo --show 42\n  scimdesk logs documo --cycle 3 --export .")]
    Logs(LogsArgs),
    /// Show disables and deletions that wait for a person, allow or deny them
    #[command(
        after_help = "Examples:\n  scimdesk staged documo\n  scimdesk staged documo --allow 3 4\n  \
                            scimdesk staged documo --deny all"
    )]
    Staged(StagedArgs),
    /// Serve practice tenants until Ctrl-C; prints URL and token
    #[command(after_help = "Example: scimdesk practice --app documo --accounts 10000 --port 8090")]
    Practice(PracticeArgs),
}

/// Commands about tenants.
#[derive(Debug, Subcommand)]
pub(crate) enum TenantCommand {
    /// Save a tenant; the token is read from stdin, or asked for
    #[command(after_help = "Example: scimdesk tenant add documo --app documo \
                            --url https://api.documo.com/scim/v2 < token.txt")]
    Add {
        /// A name of your own
        name: String,
        /// The tenant URL
        #[arg(long)]
        url: String,
        /// The app: wedo, workgrid, workteam, ideo, documo or custom
        #[arg(long, default_value = "custom")]
        app: String,
        /// How much may be changed
        #[arg(long, value_name = "LEVEL")]
        safety: Option<SafetyArg>,
    },
    /// List tenants
    List,
    /// Show a tenant
    Show {
        /// The tenant's name
        name: String,
    },
    /// Forget a tenant, its token and its cached data; the journal stays
    Remove {
        /// The tenant's name
        name: String,
    },
    /// Change a tenant, or replace its token and its URL
    #[command(after_help = "Examples:\n  scimdesk tenant set documo --safety review --rate 10\n  \
                            scimdesk tenant set documo --new-token < token.txt\n  \
                            scimdesk tenant set documo --url https://api.documo.com/scim/v2 < token.txt")]
    Set {
        /// The tenant's name
        name: String,
        /// How much may be changed
        #[arg(long, value_name = "LEVEL", required_unless_present_any = ["rate", "new_token", "url"])]
        safety: Option<SafetyArg>,
        /// Requests a second, at most
        #[arg(long, value_name = "R")]
        rate: Option<f64>,
        /// Replace the token; the new one is read from stdin, or asked for
        #[arg(long, conflicts_with_all = ["safety", "rate"])]
        new_token: bool,
        /// Replace the tenant URL, and with it the token, which is read likewise: no token goes to another server
        #[arg(long, value_name = "URL", conflicts_with_all = ["safety", "rate"])]
        url: Option<String>,
    },
}

/// Commands about links.
#[derive(Debug, Subcommand)]
pub(crate) enum LinksCommand {
    /// List links
    #[command(after_help = "Example: scimdesk links list documo --search okoro --json")]
    List {
        /// The tenant's name
        name: String,
        /// Part of a name or id, in the directory or at the app
        #[arg(long, value_name = "T")]
        search: Option<String>,
        /// Only those in this state
        #[arg(long)]
        state: Option<LinkStateArg>,
        /// Of groups; of people where absent
        #[arg(long)]
        groups: bool,
    },
    /// Link a person of the directory with an account; a link that the person has is replaced. Nothing is sent
    #[command(after_help = "Example: scimdesk links set documo amelie@example.com 2819c223")]
    Set {
        /// The tenant's name
        name: String,
        /// Id, user name, e-mail or whole name in the directory
        person: String,
        /// Id or user name at the app
        account: String,
        /// A group of the directory and one of the app
        #[arg(long)]
        group: bool,
    },
    /// Forget a link; the next cycle matches the person anew. Nothing is sent
    #[command(after_help = "Example: scimdesk links remove documo amelie@example.com")]
    Remove {
        /// The tenant's name
        name: String,
        /// Id, user name, e-mail or whole name in the directory
        person: String,
        /// A group
        #[arg(long)]
        group: bool,
    },
}

/// The states of a link.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LinkStateArg {
    /// In scope
    Managed,
    /// Switched off, because its person left
    Disabled,
    /// Its person is gone from the directory
    Departed,
}

impl From<LinkStateArg> for LinkState {
    fn from(state: LinkStateArg) -> Self {
        match state {
            LinkStateArg::Managed => Self::Managed,
            LinkStateArg::Disabled => Self::Disabled,
            LinkStateArg::Departed => Self::Departed,
        }
    }
}

/// Commands about drift. Each compares the cached accounts with links and people first.
#[derive(Debug, Subcommand)]
pub(crate) enum DriftCommand {
    /// Count what is found
    #[command(after_help = "Example: scimdesk refresh documo && scimdesk drift find documo")]
    Find {
        /// The tenant's name
        name: String,
    },
    /// List what is found
    #[command(after_help = "Example: scimdesk drift list documo --kind changed --json")]
    List {
        /// The tenant's name
        name: String,
        /// Only of this kind
        #[arg(long)]
        kind: Option<DriftKindArg>,
        /// Part of a name or id
        #[arg(long, value_name = "T")]
        search: Option<String>,
    },
    /// Link accounts to the people that they match; the next cycle brings them in line
    #[command(after_help = "Example: scimdesk drift adopt documo 2819c223")]
    Adopt(DriftArgs),
    /// Let the next cycle write what the mappings give; forget links whose account is gone
    #[command(after_help = "Example: scimdesk drift repair documo --all --kind changed")]
    Repair(DriftArgs),
    /// Take what the app has as written
    #[command(after_help = "Example: scimdesk drift accept documo 2819c223")]
    Accept(DriftArgs),
    /// Leave accounts out from now on, by a rule for each
    #[command(after_help = "Example: scimdesk drift ignore documo 2819c223")]
    Ignore(DriftArgs),
    /// List the rules by which accounts are no drift, add or remove some
    #[command(after_help = "Examples:\n  scimdesk drift rules documo\n  \
                            scimdesk drift rules documo --add 'svc-*' --kind local\n  \
                            scimdesk drift rules documo --remove 3")]
    Rules {
        /// The tenant's name
        name: String,
        /// Leave out whose name or user name this is; * stands for any text
        #[arg(long, value_name = "PATTERN")]
        add: Option<String>,
        /// Only this kind of drift
        #[arg(long, requires = "add")]
        kind: Option<DriftKindArg>,
        /// Only changes of this attribute
        #[arg(long, value_name = "ATTRIBUTE", requires = "add")]
        attribute: Option<String>,
        /// Remove the rule with this number
        #[arg(long, value_name = "N", conflicts_with = "add")]
        remove: Option<u64>,
    },
}

/// Which accounts to decide about.
#[derive(Debug, Args)]
pub(crate) struct DriftArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Ids or names of accounts or groups at the app, as `drift list` shows them
    #[arg(required_unless_present = "all")]
    pub(crate) accounts: Vec<String>,
    /// All that this can be done about
    #[arg(long, conflicts_with = "accounts")]
    pub(crate) all: bool,
    /// Only of this kind
    #[arg(long)]
    pub(crate) kind: Option<DriftKindArg>,
}

/// The kinds of drift.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DriftKindArg {
    /// Matches nobody in the directory
    Local,
    /// Matches somebody who is not in scope
    Unassigned,
    /// Matches somebody in scope, and is not linked yet
    Unlinked,
    /// Changed at the app since it was written
    Changed,
    /// Switched off, and linked to nobody who is left
    DisabledOrphan,
    /// Several match one person
    Duplicate,
    /// Linked, and gone at the app
    Missing,
}

impl From<DriftKindArg> for DriftKind {
    fn from(kind: DriftKindArg) -> Self {
        match kind {
            DriftKindArg::Local => Self::Local,
            DriftKindArg::Unassigned => Self::Unassigned,
            DriftKindArg::Unlinked => Self::Unlinked,
            DriftKindArg::Changed => Self::Changed,
            DriftKindArg::DisabledOrphan => Self::DisabledOrphan,
            DriftKindArg::Duplicate => Self::Duplicate,
            DriftKindArg::Missing => Self::Missing,
        }
    }
}

/// Commands about directories.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Keep the people of a CSV or JSON file; those of a directory with this name are replaced
    #[command(
        after_help = "CSV has one header row; JSON is a list of objects, {\"people\": […], \"groups\": […]}, or a page of \
                            Microsoft Graph. Usual headers are known; a column with another header becomes an attribute of \
                            that name. Rows that cannot be used are listed on stderr.\n\n\
                            Examples:\n  scimdesk directory import hr users.csv\n  \
                            scimdesk directory import hr export.csv --id employeeId --map 'Cost centre=extensionAttribute1' \
                            --map Notes="
    )]
    Import {
        /// A name of your own
        name: String,
        /// The file; - for stdin
        file: PathBuf,
        /// The attribute that tells people apart for good. Where absent: of objectId, employeeId, userPrincipalName, mailNickname
        /// and mail the first that every row has and no two share, or else the first that any row has
        #[arg(long, value_name = "ATTRIBUTE")]
        id: Option<String>,
        /// Take a column for this attribute, one of those in `mapping export` or one of your own; leave it out where no attribute
        /// follows. May be given several times
        #[arg(long, value_name = "HEADER=ATTRIBUTE", value_parser = header_and_attribute)]
        map: Vec<(String, String)>,
        /// Replace people even if more than half of them would vanish
        #[arg(long, short)]
        yes: bool,
    },
    /// Keep a tenant's cached accounts and groups as people and groups
    #[command(after_help = "Example: scimdesk directory take found --tenant documo")]
    Take {
        /// A name of your own
        name: String,
        /// The tenant's name
        #[arg(long)]
        tenant: String,
        /// Replace people even if more than half of them would vanish
        #[arg(long, short)]
        yes: bool,
    },
    /// Say where a directory is read from, again and again; a password is read from stdin, or asked for
    #[command(
        after_help = "A directory with this name is from there from now on. What is said anew takes the place of all that was said \
                            before; the password stays where the server is the same and none is given.\n\n\
                            Examples:\n  scimdesk directory add staff --ldap ldaps://dc1.example.com --base dc=example,dc=com \\\n      \
                            --bind 'CN=Reader,OU=Service,DC=example,DC=com' < password.txt\n  \
                            scimdesk directory add staff --entra contoso.example --client 11111111-2222-3333-4444-555555555555 < secret.txt\n  \
                            scimdesk directory add hr --file /srv/hr/users.csv --map 'Cost centre=extensionAttribute1'\n  \
                            scimdesk directory add found --tenant documo"
    )]
    Add(Box<AddDirectoryArgs>),
    /// Sign in to a directory of Microsoft Entra ID with a code, in a browser
    #[command(
        after_help = "For directories that were added with --sign-in device-code.\n\nExample: scimdesk directory sign-in staff"
    )]
    SignIn {
        /// The directory's name
        name: String,
    },
    /// Test where a directory is read from, step by step
    #[command(after_help = "Example: scimdesk directory test staff")]
    Test {
        /// The directory's name
        name: String,
    },
    /// Read a directory anew: what changed, or everything
    #[command(after_help = "Example: scimdesk directory refresh staff --full")]
    Refresh {
        /// The directory's name
        name: String,
        /// Everything, and not only what changed
        #[arg(long)]
        full: bool,
        /// Also if more than half of the people would leave
        #[arg(long, short)]
        yes: bool,
    },
    /// List directories
    List,
    /// Show a directory, and what is odd about it
    Show {
        /// The directory's name
        name: String,
    },
    /// List a directory's people
    #[command(after_help = "Example: scimdesk directory people hr --search okoro")]
    People {
        /// The directory's name
        name: String,
        /// Part of a name, user name, e-mail or id
        #[arg(long, value_name = "T")]
        search: Option<String>,
        /// At most so many rows
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
    },
    /// Forget a directory that no tenant uses
    Remove {
        /// The directory's name
        name: String,
    },
    /// Take a tenant's people from a directory
    #[command(after_help = "Example: scimdesk directory use documo hr")]
    Use {
        /// The tenant's name
        tenant: String,
        /// The directory's name
        #[arg(required_unless_present = "none")]
        name: Option<String>,
        /// From no directory any more
        #[arg(long, conflicts_with = "name")]
        none: bool,
    },
}

/// Where a directory is read from.
#[expect(clippy::struct_excessive_bools, reason = "flags of a command")]
#[derive(Debug, Args)]
pub(crate) struct AddDirectoryArgs {
    /// A name of your own
    pub(crate) name: String,
    /// An LDAP server: `ldaps://HOST` or `ldap://HOST`
    #[arg(
        long,
        value_name = "URL",
        group = "from",
        required_unless_present_any = ["entra", "file", "tenant"]
    )]
    pub(crate) ldap: Option<String>,
    /// A Microsoft Entra ID directory, by its id or a domain of it
    #[arg(long, value_name = "DIRECTORY", group = "from", requires = "client")]
    pub(crate) entra: Option<String>,
    /// A CSV or JSON file on this computer
    #[arg(long, value_name = "PATH", group = "from")]
    pub(crate) file: Option<PathBuf>,
    /// Another tenant's accounts and groups
    #[arg(long, value_name = "NAME", group = "from")]
    pub(crate) tenant: Option<String>,
    /// LDAP: encrypt a connection of ldap:// before anything else is sent
    #[arg(long, requires = "ldap")]
    pub(crate) start_tls: bool,
    /// LDAP: a file of certificate authorities of your own, as PEM
    #[arg(long, value_name = "PATH", requires = "ldap")]
    pub(crate) ca: Option<PathBuf>,
    /// LDAP: who signs in; nobody where absent
    #[arg(long, value_name = "DN", requires = "ldap")]
    pub(crate) bind: Option<String>,
    /// LDAP: where to look; the server's own where absent
    #[arg(long, value_name = "DN", requires = "ldap")]
    pub(crate) base: Option<String>,
    /// LDAP: which entries are people
    #[arg(long, value_name = "FILTER", requires = "ldap")]
    pub(crate) people: Option<String>,
    /// LDAP: which entries are groups
    #[arg(long, value_name = "FILTER", requires = "ldap")]
    pub(crate) groups: Option<String>,
    /// LDAP, file: the attribute that tells people apart for good
    #[arg(long, value_name = "ATTRIBUTE", conflicts_with_all = ["entra", "tenant"])]
    pub(crate) id: Option<String>,
    /// LDAP: what names the members of a group
    #[arg(long, value_name = "ATTRIBUTE", requires = "ldap")]
    pub(crate) members: Option<String>,
    /// LDAP: read everything each time
    #[arg(long, requires = "ldap")]
    pub(crate) no_changes: bool,
    /// LDAP, file: take an attribute or column for this attribute. May be given several times
    #[arg(long, value_name = "FROM=ATTRIBUTE", value_parser = header_and_attribute, conflicts_with_all = ["entra", "tenant"])]
    pub(crate) map: Vec<(String, String)>,
    /// File, LDAP: who is no longer there is deleted for good, and not only disabled
    #[arg(long, conflicts_with_all = ["entra", "tenant"])]
    pub(crate) absent_deleted: bool,
    /// Entra ID: the application's client id
    #[arg(long, value_name = "ID", requires = "entra")]
    pub(crate) client: Option<String>,
    /// Entra ID: which cloud
    #[arg(long, value_name = "CLOUD", requires = "entra")]
    pub(crate) cloud: Option<CloudArg>,
    /// Entra ID: how to sign in
    #[arg(long, value_name = "HOW", requires = "entra")]
    pub(crate) sign_in: Option<SignInArg>,
    /// Entra ID: the object id of the enterprise application whose assignments are read
    #[arg(long, value_name = "ID", requires = "entra")]
    pub(crate) service_principal: Option<String>,
    /// Entra ID: an attribute of users besides the usual ones. May be given several times
    #[arg(long, value_name = "NAME", requires = "entra")]
    pub(crate) attribute: Vec<String>,
    /// Entra ID: leave groups out
    #[arg(long, requires = "entra")]
    pub(crate) no_groups: bool,
    /// Entra ID: a practice Graph on this computer in Microsoft's place (`scimdesk practice --graph`)
    #[arg(long, value_name = "URL", requires = "entra")]
    pub(crate) endpoint: Option<String>,
}

/// A cloud of Microsoft's.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CloudArg {
    /// Everybody's
    Global,
    /// US Government L4
    UsGov,
    /// US Government L5 (DOD)
    UsGovDod,
    /// China, by 21Vianet
    China,
}

/// How to sign in to Microsoft Entra ID.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SignInArg {
    /// A client secret
    Secret,
    /// A PEM of certificate and private key
    Certificate,
    /// A person, with a code, in a browser
    DeviceCode,
}

fn header_and_attribute(text: &str) -> Result<(String, String), &'static str> {
    // A header may hold the sign, an attribute not.
    let (header, attribute) = text.rsplit_once('=').ok_or("it has no =")?;
    Ok((header.to_owned(), attribute.to_owned()))
}

/// Whom to assign, and with which role.
#[derive(Debug, Args)]
pub(crate) struct AssignArgs {
    /// Whom
    #[command(flatten)]
    pub(crate) principals: PrincipalArgs,
    /// The value of an app role; Default Access where absent
    #[arg(long, value_name = "VALUE")]
    pub(crate) role: Option<String>,
}

/// Whose assignment to take away.
#[derive(Debug, Args)]
pub(crate) struct UnassignArgs {
    /// Whose
    #[command(flatten)]
    pub(crate) principals: PrincipalArgs,
}

/// People and groups.
#[derive(Debug, Args)]
pub(crate) struct PrincipalArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Ids, user names, e-mail addresses or whole names of people
    #[arg(value_name = "PERSON", required_unless_present = "group")]
    pub(crate) people: Vec<String>,
    /// Id or whole name of a group. May be given several times
    #[arg(long, value_name = "G")]
    pub(crate) group: Vec<String>,
}

/// Which rows of a list.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Part of a name, user name, e-mail or external id; looks in the cache
    #[arg(long, value_name = "T")]
    pub(crate) search: Option<String>,
    /// A SCIM filter; runs on the server
    #[arg(long, value_name = "F", conflicts_with_all = ["search", "active"])]
    pub(crate) filter: Option<String>,
    /// Only active, or only inactive accounts; looks in the cache
    #[arg(long)]
    pub(crate) active: Option<YesNo>,
    /// At most so many rows. Where absent: all of the cache; of a filter 1,000, and it says so where there are more
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
}

/// Which accounts to switch.
#[derive(Debug, Args)]
pub(crate) struct ActivateArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Ids, or user names
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// Send without asking
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// Which expression to evaluate, and for whom.
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// The expression
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    pub(crate) expression: String,
    /// A JSON file with the person's attributes, as one object; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) person: PathBuf,
    /// What `DefaultDomain` gives
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) default_domain: Option<String>,
}

/// Commands about mappings.
#[derive(Debug, Subcommand)]
pub(crate) enum MappingCommand {
    /// Show the mappings, scoping filters and settings
    #[command(after_help = "Example: scimdesk mapping show documo")]
    Show {
        /// The tenant's name
        name: String,
        /// An older version; the newest where absent, 0 for the app's defaults
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// List the versions, the newest first
    Versions {
        /// The tenant's name
        name: String,
    },
    /// Write the mappings to stdout, or to a file
    #[command(after_help = "Examples:\n  scimdesk mapping export documo > documo.toml\n  \
                            scimdesk mapping export documo --format entra --out schema.json")]
    Export {
        /// The tenant's name
        name: String,
        /// `scimdesk`: TOML, for version control. `entra`: the JSON that Entra's portal takes
        #[arg(long, default_value = "scimdesk")]
        format: FormatArg,
        /// An older version; the newest where absent, 0 for the app's defaults
        #[arg(long, value_name = "N")]
        version: Option<u32>,
        /// The file to write; it must not exist
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Read mappings from a file and save them as a new version
    #[command(
        after_help = "The form is found out: a portal export of Entra's schema (JSON), or a file of `mapping export`.\n\n\
                            Example: scimdesk mapping import documo schema.json --note 'as in Entra'"
    )]
    Import {
        /// The tenant's name
        name: String,
        /// The file; - for stdin
        file: PathBuf,
        /// Why, for the list of versions
        #[arg(long, default_value = "")]
        note: String,
        /// Save without asking
        #[arg(long, short)]
        yes: bool,
    },
    /// Show what is different between two: versions, or files
    #[command(
        after_help = "A number is a version, 0 the app's defaults, anything else a file. A file alone is compared with the newest \
                            version: what it would change.\n\n\
                            Examples:\n  scimdesk mapping diff documo 3\n  scimdesk mapping diff documo draft.toml\n  \
                            scimdesk mapping diff documo 3 draft.toml"
    )]
    Diff {
        /// The tenant's name
        name: String,
        /// From this; the app's defaults where absent. A file alone: from the newest version to it
        #[arg(default_value = "0")]
        from: String,
        /// To this; the newest version where absent
        to: Option<String>,
    },
    /// Say what is wrong with the mappings, or with a file
    #[command(
        after_help = "Ends with 2 where something is an error.\n\nExample: scimdesk mapping lint documo draft.toml"
    )]
    Lint {
        /// The tenant's name
        name: String,
        /// A file instead of the saved mappings; - for stdin
        file: Option<PathBuf>,
    },
    /// Go back to an older version, as a new one
    #[command(after_help = "Example: scimdesk mapping restore documo 3")]
    Restore {
        /// The tenant's name
        name: String,
        /// The version; 0 for the app's defaults
        version: u32,
        /// Why, for the list of versions
        #[arg(long, default_value = "")]
        note: String,
    },
}

/// The form of a file of mappings.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FormatArg {
    /// Entra's `synchronizationSchema`, JSON
    Entra,
    /// Our own, TOML
    Scimdesk,
}

impl From<FormatArg> for MappingFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Entra => Self::Entra,
            FormatArg::Scimdesk => Self::Scimdesk,
        }
    }
}

/// What to preview.
#[derive(Debug, Args)]
pub(crate) struct PreviewArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Only who would be made or changed, or fails
    #[arg(long)]
    pub(crate) changed: bool,
    /// Groups rather than people
    #[arg(long)]
    pub(crate) groups: bool,
    /// Only the mapping that fills this attribute
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) target: Option<String>,
    /// A file of mappings instead of the saved ones; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) mappings: Option<PathBuf>,
    /// Compare with what the saved mappings give, rather than with the accounts
    #[arg(long, requires = "mappings")]
    pub(crate) against_saved: bool,
}

/// Whose scope to show.
#[derive(Debug, Args)]
pub(crate) struct ScopeArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Explain one person (or, with --groups, one group): id, user name or whole name
    #[arg(long, value_name = "PERSON")]
    pub(crate) explain: Option<String>,
    /// Groups rather than people
    #[arg(long)]
    pub(crate) groups: bool,
    /// A file of mappings instead of the saved ones; - for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) mappings: Option<PathBuf>,
}

/// Which practice tenants to serve.
#[derive(Debug, Args)]
pub(crate) struct PracticeArgs {
    /// One app; all five where absent
    #[arg(long)]
    pub(crate) app: Option<String>,
    /// Accounts in each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(crate) accounts: Option<u32>,
    /// Port on loopback; with several apps they take the following ports; free ones where absent or 0
    #[arg(long, value_name = "P", default_value_t = 0)]
    pub(crate) port: u16,
    /// A practice Microsoft Graph alone: a directory to connect without a Microsoft tenant
    #[arg(long, conflicts_with = "app")]
    pub(crate) graph: bool,
}
