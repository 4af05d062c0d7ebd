//! An open desk for the length of one command, and long work followed to its end.

use std::fmt::Write as _;
use std::io::{IsTerminal, Read};
use std::sync::OnceLock;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use scimdesk_desk::wire::{
    DeskError, DeskEvent, DeskStatus, Directory, ErrorCode, JobEnd, JobId, OpenDesk, Page, Progress, ResourceKind,
    SecretText, Stage, Tenant, VaultKind, Window,
};
use scimdesk_desk::{Desk, DeskOptions};
use secrecy::{ExposeSecret as _, SecretString};

use crate::args::Global;
use crate::exit::Stop;
use crate::output::{Output, somebody_can_answer};

/// The environment variable that holds the passphrase of `--vault file`.
const PASSPHRASE: &str = "SCIMDESK_PASSPHRASE";

/// The largest token that is read from stdin, with room for blanks around it: 64 KiB.
const STDIN_LIMIT: u64 = 64 * 1024;

/// An open desk, and where to print.
pub(crate) struct Session {
    /// The use cases.
    pub(crate) desk: Desk,
    /// Where to print.
    pub(crate) output: Output,
    /// The first tenant that was named, for what to do next.
    named: OnceLock<String>,
}

impl Session {
    /// Opens the desk as the global flags say.
    pub(crate) async fn open(global: Global, output: Output) -> Result<Self, Stop> {
        let vault = global.vault.map(VaultKind::from);
        let desk = Desk::new(DeskOptions {
            data_dir: global.data_dir,
            ..DeskOptions::default()
        });
        let passphrase = std::env::var(PASSPHRASE).ok().map(SecretString::from);
        let mut status = desk
            .desk_open(OpenDesk {
                vault,
                passphrase: passphrase.map(SecretText::from),
            })
            .await?;
        if matches!(status, DeskStatus::PassphraseNeeded { problem: None }) && somebody_can_answer() {
            let passphrase = ask_hidden("Passphrase: ").await?;
            status = desk
                .desk_open(OpenDesk {
                    vault,
                    passphrase: Some(SecretText::from(passphrase)),
                })
                .await?;
        }
        match status {
            DeskStatus::Open { .. } => Ok(Self {
                desk,
                output,
                named: OnceLock::new(),
            }),
            DeskStatus::PassphraseNeeded { problem: None } => Err(Stop::from(bare_error(
                ErrorCode::PassphraseMissing,
                "The passphrase of the vault file is needed.",
                Some("Set SCIMDESK_PASSPHRASE, or run the command in a terminal to be asked."),
            ))),
            DeskStatus::PassphraseNeeded { problem: Some(problem) }
            | DeskStatus::KeyringUnavailable { problem, .. }
            | DeskStatus::CacheKeyLost { problem }
            | DeskStatus::CacheUnusable { problem } => Err(Stop::from(problem)),
        }
    }

    /// The tenant of that name, whatever the letter case.
    pub(crate) async fn tenant(&self, name: &str) -> Result<Tenant, Stop> {
        let wanted = name.to_lowercase();
        let all = self.desk.tenants_list().await?;
        let found = all
            .into_iter()
            .find(|tenant| tenant.name.to_lowercase() == wanted || tenant.id == name);
        let tenant = found.ok_or_else(|| {
            Stop::from(bare_error(
                ErrorCode::TenantNotFound,
                &format!("There is no tenant named \"{name}\"."),
                Some("`scimdesk tenant list` shows the names."),
            ))
        })?;
        self.named.get_or_init(|| tenant.name.clone());
        Ok(tenant)
    }

    /// The name of the tenant that the command is about.
    pub(crate) fn named(&self) -> Option<&str> {
        self.named.get().map(String::as_str)
    }

    /// The directory of that name, whatever the letter case.
    pub(crate) async fn directory(&self, name: &str) -> Result<Directory, Stop> {
        self.find_directory(name).await?.ok_or_else(|| {
            Stop::from(bare_error(
                ErrorCode::DirectoryNotFound,
                &format!("There is no directory named \"{name}\"."),
                Some("`scimdesk directory list` shows the names."),
            ))
        })
    }

    /// The same; `None` where there is none.
    pub(crate) async fn find_directory(&self, name: &str) -> Result<Option<Directory>, Stop> {
        let wanted = name.trim().to_lowercase();
        let all = self.desk.directories_list().await?;
        Ok(all
            .into_iter()
            .find(|directory| directory.name.to_lowercase() == wanted || directory.id == name))
    }

    /// Follows a job to its end, with a progress bar on a terminal. Ctrl-C cancels it; a second one ends the command.
    pub(crate) async fn follow(
        &self,
        start: impl Future<Output = Result<JobId, DeskError>>,
        on_stage: impl Fn(&Stage),
    ) -> Result<JobEnd, Stop> {
        // Listening comes first: the first stages end before the job's id is known.
        let mut events = self.desk.events();
        let job = start.await?;
        let bar = progress_bar(self.output);
        let end = self.desk.job_end(job.clone());
        tokio::pin!(end);
        let mut cancelled = false;
        let end = loop {
            tokio::select! {
                end = &mut end => break end?,
                event = events.recv() => match event {
                    Ok(DeskEvent::JobChanged { job: changed }) if changed.id == job.job => show(&bar, &changed.progress),
                    // Not on the line of the bar.
                    Ok(DeskEvent::StageChanged { job: of, stage }) if of == job.job => bar.suspend(|| on_stage(&stage)),
                    // Missed or foreign events change nothing: the end is awaited on its own.
                    _ => {}
                },
                _ = tokio::signal::ctrl_c(), if !cancelled => {
                    cancelled = true;
                    self.output.say("Cancelling. Press Ctrl-C again to end at once.");
                    self.desk.job_cancel(job.clone()).await?;
                    tokio::spawn(end_at_second_interrupt());
                }
            }
        };
        bar.finish_and_clear();
        // Stages that were reported while the end was already known.
        while let Ok(event) = events.try_recv() {
            if let DeskEvent::StageChanged { job: of, stage } = event
                && of == job.job
            {
                on_stage(&stage);
            }
        }
        Ok(end)
    }
}

#[expect(clippy::exit, reason = "the second Ctrl-C asks for exactly this")]
async fn end_at_second_interrupt() {
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(130);
    }
}

fn progress_bar(output: Output) -> ProgressBar {
    if output.json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    let template = if progress.total.is_some() {
        "{prefix} {bar:30} {human_pos} of {human_len}{msg}"
    } else {
        "{prefix} {spinner} {human_pos}{msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_prefix(match progress.kind {
        Some(ResourceKind::User) => "Users",
        Some(ResourceKind::Group) => "Groups",
        None => "",
    });
    if let Some(total) = progress.total {
        bar.set_length(total);
    }
    bar.set_position(progress.done);
    let mut message = String::new();
    if progress.pages > 0 {
        let _ = write!(message, " · {} pages", progress.pages);
    }
    if let Some(rate) = progress.rate {
        let _ = write!(message, " · {rate:.0}/s");
    }
    if let Some(left) = progress.time_left_ms {
        let _ = write!(message, " · {} s left", left.div_ceil(1_000));
    }
    if let Some(waiting) = progress.waiting_ms {
        let _ = write!(message, " · the server asked to wait {} s", waiting.div_ceil(1_000));
    }
    bar.set_message(message);
}

/// Rows fetched at once.
const WINDOW: u32 = 500;

/// Goes through a list to its end, window by window. `each` sees every window, one without rows included.
pub(crate) async fn each_page<T>(
    mut ask: impl AsyncFnMut(Window) -> Result<Page<T>, DeskError>,
    mut each: impl FnMut(&Page<T>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut offset = 0;
    loop {
        let page = ask(Window { offset, limit: WINDOW }).await?;
        each(&page)?;
        offset += page.rows.len() as u64;
        if page.rows.is_empty() || offset >= page.total {
            return Ok(());
        }
    }
}

/// The token: from stdin where something is piped in, else from a hidden prompt.
pub(crate) async fn read_token() -> Result<SecretText, Stop> {
    let token = read_stdin_or_ask("Secret token: ").await?;
    Ok(SecretText::from(SecretString::from(token.expose_secret().trim())))
}

/// A password or secret, likewise: the line's end is no part of it, blanks may be.
pub(crate) async fn read_secret(prompt: &'static str) -> Result<SecretText, Stop> {
    let secret = read_stdin_or_ask(prompt).await?;
    Ok(SecretText::from(SecretString::from(
        secret.expose_secret().trim_end_matches(['\r', '\n']),
    )))
}

async fn read_stdin_or_ask(prompt: &'static str) -> Result<SecretString, Stop> {
    if std::io::stdin().is_terminal() {
        return ask_hidden(prompt).await;
    }
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(STDIN_LIMIT)
        .read_to_string(&mut text)
        .map_err(|cause| {
            bare_error(
                ErrorCode::TokenInvalid,
                &format!("The token on stdin cannot be read: {cause}."),
                Some("Pipe the token as text."),
            )
        })?;
    let secret = SecretString::from(text.as_str());
    secrecy::zeroize::Zeroize::zeroize(&mut text);
    Ok(secret)
}

async fn ask_hidden(prompt: &'static str) -> Result<SecretString, Stop> {
    let answer = tokio::task::spawn_blocking(move || rpassword::prompt_password(prompt)).await;
    match answer {
        Ok(Ok(text)) => Ok(SecretString::from(text)),
        Ok(Err(cause)) => Err(Stop::from(cause)),
        Err(_) => Err(Stop::Told(crate::exit::Exit::Local)),
    }
}

/// An error of the command's own making: something typed that leads nowhere.
pub(crate) fn bare_error(code: ErrorCode, message: &str, next: Option<&str>) -> DeskError {
    DeskError {
        code,
        message: message.to_owned(),
        next: next.map(str::to_owned),
        evidence: None,
    }
}
