//! What can be typed: every command, its arguments and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use scimdesk_desk::wire::{ResourceKind, SafetyLevel, VaultKind};

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(
    name = "scimdesk",
    version,
    about = "See who has an account in a SaaS app over SCIM 2.0, and switch accounts off",
    after_help = "Exit codes: 0 done · 1 vault or cache · 2 usage · 3 the server or the connection said no · \
                  4 refused by a safety rule · 5 done in part.",
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
    /// Evaluate an expression of an attribute mapping for a person
    #[command(
        after_help = "Prints the value, and nothing where there is none. With --json: {\"value\": …}, {\"flow\": false} where \
                            the attribute is left out, or {\"error\": …} with code, message, next, and offset and length in UTF-16 \
                            units.\n\nEnds with 2 where the expression cannot be read, the person cannot be used, or the expression \
                            has no value for this person.\n\n\
                            Example: scimdesk eval 'Join(\" \", [givenName], [surname])' --person ada.json"
    )]
    Eval(EvalArgs),
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
    /// Change a tenant
    #[command(after_help = "Example: scimdesk tenant set documo --safety review --rate 10")]
    Set {
        /// The tenant's name
        name: String,
        /// How much may be changed
        #[arg(long, value_name = "LEVEL", required_unless_present = "rate")]
        safety: Option<SafetyArg>,
        /// Requests a second, at most
        #[arg(long, value_name = "R")]
        rate: Option<f64>,
    },
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
}
