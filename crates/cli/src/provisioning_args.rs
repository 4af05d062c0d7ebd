//! What can be typed about cycles, their log and what waits for a person.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use scimdesk_desk::wire::{LogAction, LogStatus};

/// What to plan.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Only what the next cycle would send
    #[arg(long)]
    pub(crate) next: bool,
    /// List the accounts first, and read the directory anew where it can be
    #[arg(long)]
    pub(crate) refresh: bool,
    /// Only for these people or groups, by id in the directory
    #[arg(long, num_args = 1.., value_name = "PERSON")]
    pub(crate) only: Vec<String>,
    /// Write the plan to a file: JSON, or Markdown where its name ends in .md
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Show one change of the newest plan whole, by its number
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["next", "refresh", "only", "out"])]
    pub(crate) show: Option<u32>,
}

/// Which cycle to run, or what to do with a tenant's cycles.
#[derive(Debug, Args)]
pub(crate) struct CycleArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// What to do instead of running a cycle
    #[command(flatten)]
    pub(crate) instead: CycleInstead,
    /// With --restart: forget as well who is linked to which account, and match everybody anew
    #[arg(long, requires = "restart")]
    pub(crate) forget_links: bool,
    /// Send without asking
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// What to do with a tenant's cycles; one at most.
#[expect(clippy::struct_excessive_bools, reason = "flags of a command")]
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct CycleInstead {
    /// Show where provisioning stands
    #[arg(long)]
    pub(crate) status: bool,
    /// Switch cycles on, or go on after a pause or a quarantine; `serve` or the desktop app runs them
    #[arg(long)]
    pub(crate) start: bool,
    /// Stop cycles until they are started again
    #[arg(long)]
    pub(crate) pause: bool,
    /// Switch cycles off
    #[arg(long)]
    pub(crate) stop: bool,
    /// Begin anew: quarantine and failures are forgotten, and the next cycle is an initial one
    #[arg(long)]
    pub(crate) restart: bool,
    /// Show how the tenant is provisioned
    #[arg(long)]
    pub(crate) settings: bool,
    /// Change how it is provisioned: `intervalMinutes=60`; names as --settings shows them, `none` for nothing, lists with commas
    #[arg(long, value_name = "FIELD=VALUE", num_args = 1..)]
    pub(crate) set: Vec<String>,
}

/// Whose cycles to run.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Names of tenants; all whose cycles are on where absent
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

/// Which records of the log, and as what.
#[derive(Debug, Args)]
pub(crate) struct LogsArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Part of a name or an id, in the directory or at the app
    #[arg(long, value_name = "T", default_value = "")]
    pub(crate) search: String,
    /// Only what was done so
    #[arg(long)]
    pub(crate) action: Option<LogActionArg>,
    /// Only what ended so
    #[arg(long)]
    pub(crate) status: Option<LogStatusArg>,
    /// Only with this code: `EntryConflict`
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// Only of this cycle
    #[arg(long, value_name = "N")]
    pub(crate) cycle: Option<u64>,
    /// Not before: 2027-01-31T08:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// Before
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<String>,
    /// At most so many rows
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Show one record whole, with its steps
    #[arg(long, value_name = "ID", conflicts_with_all = ["export", "limit"])]
    pub(crate) show: Option<u64>,
    /// Write files into this directory, which must be there: three CSV files, or with --json one JSON array
    #[arg(long, value_name = "DIR", conflicts_with = "limit")]
    pub(crate) export: Option<PathBuf>,
    /// Write over files that are there already
    #[arg(long, requires = "export")]
    pub(crate) force: bool,
}

/// What was done.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogActionArg {
    /// An account or group was made
    Create,
    /// It was changed
    Update,
    /// It was deleted
    Delete,
    /// It would be deleted or switched off, and waits for a person
    StagedDelete,
    /// It was switched off
    Disable,
    /// Anything else
    Other,
}

impl From<LogActionArg> for LogAction {
    fn from(action: LogActionArg) -> Self {
        match action {
            LogActionArg::Create => Self::Create,
            LogActionArg::Update => Self::Update,
            LogActionArg::Delete => Self::Delete,
            LogActionArg::StagedDelete => Self::StagedDelete,
            LogActionArg::Disable => Self::Disable,
            LogActionArg::Other => Self::Other,
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogStatusArg {
    /// As it should
    Success,
    /// It failed
    Failure,
    /// Nothing was sent
    Skipped,
    /// With something to know
    Warning,
}

impl From<LogStatusArg> for LogStatus {
    fn from(status: LogStatusArg) -> Self {
        match status {
            LogStatusArg::Success => Self::Success,
            LogStatusArg::Failure => Self::Failure,
            LogStatusArg::Skipped => Self::Skipped,
            LogStatusArg::Warning => Self::Warning,
        }
    }
}

/// What waits for a person, and what is decided.
#[derive(Debug, Args)]
pub(crate) struct StagedArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Allow these by their numbers, or `all` that wait: the next cycle does them
    #[arg(long, value_name = "N", num_args = 1.., conflicts_with = "deny")]
    pub(crate) allow: Vec<String>,
    /// Deny these by their numbers, or `all` that wait
    #[arg(long, value_name = "N", num_args = 1..)]
    pub(crate) deny: Vec<String>,
}

/// Which plan to send.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// A plan that was written to a file (JSON); the newest plan where absent. - for stdin
    #[arg(value_name = "F")]
    pub(crate) file: Option<PathBuf>,
    /// Send without asking
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// Whom to provision now.
#[derive(Debug, Args)]
pub(crate) struct ProvisionArgs {
    /// The tenant's name
    pub(crate) name: String,
    /// Ids, user names, e-mail addresses or whole names of people
    #[arg(value_name = "PERSON", required_unless_present = "group")]
    pub(crate) people: Vec<String>,
    /// Id or whole name of a group; its members are put in where they have accounts. May be given several times
    #[arg(long, value_name = "G")]
    pub(crate) group: Vec<String>,
    /// Show what would be done, and send nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Send without asking
    #[arg(long, short)]
    pub(crate) yes: bool,
}
