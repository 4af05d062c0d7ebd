//! Plans as files: JSON, whole, to be read in again; Markdown, for people.

use std::{fmt::Write as _, hash::Hasher as _, ops::ControlFlow};

use jiff::Timestamp;
use scimdesk_provisioning::change::Change;
use scimdesk_store::{PlanItemRecord, PlanRecord, Store};
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::{
    make::{self, PlanGround, PlanSummary},
    read,
    wording::{self, Effects},
};
use crate::{
    codes,
    error::store_error,
    tenants::TenantRow,
    wire::{DeskError, ErrorCode, ExportedFile, PlanItemState},
    words::{self, args, say},
};

const FORMAT: &str = "scimdesk-plan";
const VERSION: u32 = 1;
/// Items written at a time.
const CHUNK: usize = 500;
/// The largest file that is read, in bytes.
const LARGEST: usize = 512 * 1024 * 1024;

/// A plan as a file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PlanFile {
    format: String,
    version: u32,
    tenant: FileTenant,
    made_at: Timestamp,
    ground: PlanGround,
    summary: PlanSummary,
    items: Vec<FileItem>,
    /// Tells whether the file is as it was written. No proof against malice: whatever a file says, each change is decided anew before
    /// it is sent.
    checksum: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTenant {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileItem {
    state: PlanItemState,
    change: Change,
}

impl PlanFile {
    fn sum(&self) -> String {
        let mut hasher = SipHasher13::new();
        let parts = (&self.tenant, &self.made_at, &self.ground, &self.summary, &self.items);
        hasher.write(serde_json::to_string(&parts).unwrap_or_default().as_bytes());
        format!("{:032x}", hasher.finish128().as_u128())
    }
}

/// The plan whole.
pub(super) fn to_json(store: &Store, tenant: &TenantRow, record: &PlanRecord) -> Result<ExportedFile, DeskError> {
    let (ground, summary) = read::parts(record)?;
    let mut items = Vec::new();
    each(store, record.id, |item, change| {
        let state = codes::value(&item.state).unwrap_or(PlanItemState::Planned);
        items.push(FileItem { state, change });
    })?;
    let mut file = PlanFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        tenant: FileTenant {
            id: tenant.id.clone(),
            name: tenant.name.clone(),
        },
        made_at: record.made_at,
        ground,
        summary,
        items,
        checksum: String::new(),
    };
    file.checksum = file.sum();
    Ok(ExportedFile {
        name: name(tenant, record, "json"),
        content: serde_json::to_string_pretty(&file).unwrap_or_default() + "\n",
    })
}

/// Keeps the plan of a file.
pub(super) fn import(store: &Store, tenant: &TenantRow, content: &str) -> Result<PlanRecord, DeskError> {
    let refused = |why: String| DeskError::with(ErrorCode::PlanFileUnreadable, args!(detail = why));
    if content.len() > LARGEST {
        return Err(refused(say!("plan-file-large")));
    }
    let value: serde_json::Value =
        serde_json::from_str(content).map_err(|error| refused(say!("plan-file-no-json", line = error.line())))?;
    if value.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
        return Err(refused(say!("plan-file-no-plan")));
    }
    if value.get("version").and_then(serde_json::Value::as_u64) != Some(u64::from(VERSION)) {
        return Err(refused(say!("plan-file-version")));
    }
    let file: PlanFile = serde_json::from_str(content)
        .map_err(|error| refused(say!("plan-file-broken", line = error.line(), why = error.to_string())))?;
    if file.checksum != file.sum() {
        return Err(refused(say!("plan-file-changed")));
    }
    if file.tenant.id != tenant.id {
        let names = args!(tenant = file.tenant.name.as_str());
        return Err(DeskError {
            next: words::next("plan-file-other-tenant", &names),
            ..refused(words::text("plan-file-other-tenant", &names))
        });
    }
    let failed = |error: scimdesk_store::StoreError| store_error(&error);
    let ground = serde_json::to_string(&file.ground).unwrap_or_default();
    let mut writer = store.write_plan(&tenant.id, &ground, file.made_at).map_err(failed)?;
    for chunk in file.items.chunks(CHUNK) {
        // What was sent is sent no more by a file; a change that was withheld stays so.
        let items = chunk.iter().map(|item| make::item(&item.change, item.state)).collect();
        writer.append(items).map_err(failed)?;
    }
    let summary = PlanSummary {
        imported: true,
        ..file.summary
    };
    let summary = serde_json::to_string(&summary).unwrap_or_default();
    let id = writer.finish(&summary).map_err(failed)?;
    store
        .plan(id)
        .map_err(failed)?
        .ok_or_else(|| DeskError::of(ErrorCode::PlanNotFound))
}

/// The plan as people read it.
pub(super) fn to_markdown(store: &Store, tenant: &TenantRow, record: &PlanRecord) -> Result<ExportedFile, DeskError> {
    let plan = read::plan(store, tenant, record)?;
    let effects = wording::effects(tenant);
    let mut text = format!(
        "# {}\n\n",
        escaped(&say!("plan-file-title", tenant = tenant.name.as_str()))
    );
    let made = record.made_at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let directory = plan.directory.as_str();
    let from = say!(
        "plan-file-made",
        at = made,
        directory = directory,
        version = plan.mapping_version
    );
    let totals = say!(
        "plan-file-totals",
        people = plan.people,
        groups = plan.directory_groups,
        unchanged = plan.unchanged,
        out = plan.out_of_scope
    );
    let _ = write!(text, "{}\n\n{}\n\n", escaped(&from), escaped(&totals));
    let standing_against = plan
        .blocked
        .iter()
        .map(|error| &error.message)
        .chain(&plan.stale)
        .chain(&plan.warnings);
    for sentence in standing_against {
        let _ = writeln!(text, "- {}", escaped(sentence));
    }
    let _ = write!(text, "\n{}\n| --- | --- | --- | ---: |\n", say!("plan-file-columns"));
    for count in &plan.counts {
        let words = [
            codes::code(&count.object),
            codes::code(&count.action),
            codes::code(&count.state),
        ];
        let _ = writeln!(text, "| {} | {} |", words.join(" | "), count.count);
    }
    each(store, record.id, |item, change| {
        section(&mut text, item, &change, &effects);
    })?;
    Ok(ExportedFile {
        name: name(tenant, record, "md"),
        content: text,
    })
}

fn section(text: &mut String, item: &PlanItemRecord, change: &Change, effects: &Effects) {
    let number = item.number;
    let title = format!("{} {}", codes::code(&change.action), change.person.name);
    let _ = write!(text, "\n## {number}. {}\n\n", escaped(&title));
    if item.state != codes::code(&PlanItemState::Planned) {
        let _ = write!(text, "**{}**\n\n", escaped(&item.state));
    }
    let account = change
        .account
        .as_ref()
        .map(|account| format!("{} ({})", account.name, account.id));
    let who = say!(
        "plan-file-who",
        person = change.person.id.as_str(),
        account = account.unwrap_or_else(|| say!("plan-file-new"))
    );
    let _ = writeln!(text, "- {}", escaped(&who));
    let sentences = (wording::withheld(change).into_iter())
        .chain(change.reasons.iter().map(wording::reason))
        .chain([effects.of(change)])
        .chain(change.notes.iter().cloned())
        .chain(item.outcome.clone());
    for sentence in sentences {
        let _ = writeln!(text, "- {}", escaped(&sentence));
    }
    if change.attributes.is_empty() {
        return;
    }
    let _ = write!(text, "\n{}\n| --- | --- | --- | --- |\n", say!("plan-file-attributes"));
    for attribute in &change.attributes {
        let signed = |sign: char, names: &[String]| -> Vec<String> {
            names.iter().map(|name| format!("{sign}{name}")).collect()
        };
        let mut from = signed('−', &attribute.removed);
        from.extend(attribute.from.clone());
        let mut to = signed('+', &attribute.added);
        to.extend(attribute.to.clone());
        let cells = [
            attribute.target.clone(),
            from.join(", "),
            to.join(", "),
            attribute.mapping.clone().unwrap_or_default(),
        ];
        let _ = writeln!(text, "| {} |", cells.map(|cell| escaped(&cell)).join(" | "));
    }
}

/// Text that is text wherever it stands, whatever a server or a directory put into it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

fn name(tenant: &TenantRow, record: &PlanRecord, extension: &str) -> String {
    let tenant: String = (tenant.name.chars())
        .map(|character| if character.is_alphanumeric() { character } else { '-' })
        .collect();
    let day = record.made_at.strftime("%Y-%m-%d");
    format!("plan-{tenant}-{day}-{}.{extension}", record.id)
}

/// Hands over the changes of a plan.
fn each(store: &Store, plan: i64, mut take: impl FnMut(&PlanItemRecord, Change)) -> Result<(), DeskError> {
    let mut broken = false;
    let read = store.each_plan_item(plan, 1, |item| {
        if let Some(change) = wording::read(&item) {
            take(&item, change);
            ControlFlow::Continue(())
        } else {
            broken = true;
            ControlFlow::Break(())
        }
    });
    read.map_err(|error| store_error(&error))?;
    if broken {
        Err(DeskError::of(ErrorCode::CacheBroken))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_become_markup() {
        for (value, text) in [
            ("<b>x</b>", r"\<b\>x\</b\>"),
            ("a|b", r"a\|b"),
            ("[x](http://y)", r"\[x\](http://y)"),
            ("two\nlines", "two lines"),
            ("plain, text.", "plain, text."),
        ] {
            assert_eq!(escaped(value), text);
        }
    }
}
