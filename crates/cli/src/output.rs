//! Stdout is data, stderr is talk.
//!
//! What a server returned is text: control characters are shown as `�`, so that no display name can drive the terminal.

use std::io::{self, BufRead as _, IsTerminal, Write};
use std::path::Path;

use scimdesk_desk::saving;
use scimdesk_desk::wire::{DeskError, ErrorCode};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::exit::Stop;

/// Where a command prints to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    /// JSON rather than text.
    pub(crate) json: bool,
}

impl Output {
    /// One line of text on stdout; nothing with `--json`.
    pub(crate) fn line(self, text: &str) -> io::Result<()> {
        if self.json {
            return Ok(());
        }
        writeln!(io::stdout().lock(), "{}", plain(text))
    }

    /// One JSON document on stdout; nothing without `--json`.
    pub(crate) fn document<T: Serialize>(self, value: &T) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, value)?;
        writeln!(out)
    }

    /// One object a line on stdout; nothing without `--json`.
    pub(crate) fn object<T: Serialize>(self, value: &T) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, value)?;
        writeln!(out)
    }

    /// A sentence for a person on stderr, with and without `--json`.
    #[expect(
        clippy::unused_self,
        reason = "where to print is one thing, whatever the shape of the data"
    )]
    pub(crate) fn say(self, text: &str) {
        // Nobody is left to tell where stderr is gone.
        let _ = writeln!(io::stderr().lock(), "{}", plain(text));
    }

    /// An error on stderr: sentences, or one JSON object.
    pub(crate) fn error(self, error: &DeskError) {
        if self.json {
            if let Ok(text) = serde_json::to_string(error) {
                let _ = writeln!(io::stderr().lock(), "{text}");
            }
            return;
        }
        self.say(&error.message);
        if let Some(next) = &error.next {
            self.say(next);
        }
        let Some(evidence) = &error.evidence else { return };
        if let (Some(method), Some(url)) = (&evidence.method, &evidence.url) {
            let status = evidence.status.map(|status| format!(" → {status}")).unwrap_or_default();
            self.say(&format!("  {method} {url}{status}"));
        }
        if let Some(body) = evidence.body_excerpt.as_deref().filter(|body| !body.trim().is_empty()) {
            self.say(&format!("  {}", first_characters(body.trim(), 300)));
        }
        if let Some(cause) = &evidence.cause {
            self.say(&format!("  {cause}"));
        }
    }
}

/// Whether somebody sits at the terminal to answer a question.
pub(crate) fn somebody_can_answer() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question that is answered with yes or no; anything else is a no.
pub(crate) fn agreed(question: &str) -> io::Result<bool> {
    let mut err = io::stderr().lock();
    write!(err, "{} [y/N] ", plain(question))?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Writes a file whole or not at all; over one that is there only by force.
pub(crate) fn saved(path: &Path, content: &str, force: bool) -> Result<(), Stop> {
    if force {
        return Ok(saving::save(path, content)?);
    }
    refuse_existing(path)?;
    Ok(saving::save_new(path, content)?)
}

/// Refuses a path that something has already, before anything is worked out that would be lost.
pub(crate) fn refuse_existing(path: &Path) -> Result<(), Stop> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Stop::from(DeskError {
        code: ErrorCode::FileNotWritten,
        message: format!("{} cannot be written: it is there already.", path.display()),
        next: Some(String::from("Choose another name, or add --force to write over it.")),
        evidence: None,
    }))
}

/// Text without control characters: no value of a server's may move the cursor or colour the screen.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            // A line is ours to end: a value may not forge the next one.
            '\n' | '\t' => ' ',
            // Bidirectional overrides can make one name look like another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

fn first_characters(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Rows under a heading, printed in blocks so that a million rows need no memory: widths come from the first block.
pub(crate) struct Table<const COLUMNS: usize> {
    headings: [&'static str; COLUMNS],
    widths: Option<[usize; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// A table with these headings.
    pub(crate) fn new(headings: [&'static str; COLUMNS]) -> Self {
        Self { headings, widths: None }
    }

    /// Prints a block of rows, and the headings before the first.
    pub(crate) fn print(&mut self, out: &mut impl Write, rows: &[[String; COLUMNS]]) -> io::Result<()> {
        let rows: Vec<[String; COLUMNS]> = rows.iter().map(|row| row.each_ref().map(|cell| plain(cell))).collect();
        let widths = if let Some(widths) = self.widths {
            widths
        } else {
            let mut widths = self.headings.map(UnicodeWidthStr::width);
            for row in &rows {
                for (width, cell) in widths.iter_mut().zip(row) {
                    *width = (*width).max(cell.width().min(48));
                }
            }
            self.widths = Some(widths);
            write_row(out, &self.headings.map(str::to_owned), &widths)?;
            widths
        };
        for row in &rows {
            write_row(out, row, &widths)?;
        }
        Ok(())
    }
}

fn write_row<const COLUMNS: usize>(
    out: &mut impl Write,
    row: &[String; COLUMNS],
    widths: &[usize; COLUMNS],
) -> io::Result<()> {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        for _ in cell.width()..*width {
            line.push(' ');
        }
        line.push_str("  ");
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "writing to memory does not fail")]
mod tests {
    use super::*;

    #[test]
    fn a_display_name_cannot_drive_the_terminal() {
        for (raw, shown) in [
            ("\u{1b}[31mRed\u{1b}[0m", "\u{fffd}[31mRed\u{fffd}[0m"),
            ("bell\u{7}", "bell\u{fffd}"),
            ("C1 \u{9b}31m", "C1 \u{fffd}31m"),
            (
                "Ada\nBob (id 2): active → inactive",
                "Ada Bob (id 2): active → inactive",
            ),
            ("evil\u{202e}gnp.exe", "evil\u{fffd}gnp.exe"),
            ("Amélie 山田", "Amélie 山田"),
        ] {
            assert_eq!(plain(raw), shown);
        }
    }

    #[test]
    fn a_yes_may_be_short_and_everything_else_is_a_no() {
        for (answer, agreed) in [
            ("y\n", true),
            ("yes\n", true),
            (" Yes \r\n", true),
            ("Y", true),
            ("\n", false),
            ("", false),
            ("n\n", false),
            ("yess\n", false),
            ("ok\n", false),
        ] {
            assert_eq!(is_yes(answer), agreed, "{answer:?}");
        }
    }

    #[test]
    fn columns_align_by_what_the_eye_sees() {
        let mut out = Vec::new();
        let mut table = Table::new(["NAME", "STATE"]);
        table
            .print(
                &mut out,
                &[["山田".into(), "active".into()], ["Ada\nB".into(), "off".into()]],
            )
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "NAME   STATE\n山田   active\nAda B  off\n"
        );
    }
}
