//! What is different between two versions, in words.

use scimdesk_mapping::{
    diff::{self, Difference, Shown, Subject},
    model::{Apply, AttributeMapping, MappingSource, Mappings, RequestProfile, WhenEmpty, Who},
    scope,
};

use super::{newest, of_version, wording::type_word};
use crate::{
    Desk, apps, codes,
    desk::Opened,
    mappings::defaults,
    tenants::{self, TenantRow},
    wire::{CompareMappings, DeskError, MappingDifference, MappingsRef},
    words::{self, args, say},
};

impl Desk {
    /// What is different between two.
    pub async fn mappings_compare(&self, request: CompareMappings) -> Result<Vec<MappingDifference>, DeskError> {
        let opened = self.opened()?;
        let tenant = tenants::row(&opened, &request.tenant).await?;
        let from = named(&opened, &tenant, request.from).await?;
        let to = named(&opened, &tenant, request.to).await?;
        Ok(between(&from, &to))
    }
}

async fn named(opened: &Opened, tenant: &TenantRow, which: MappingsRef) -> Result<Mappings, DeskError> {
    match which {
        MappingsRef::Defaults => Ok(defaults::of(apps::find_or_custom(&tenant.app))),
        MappingsRef::Newest => newest(opened, tenant).await,
        MappingsRef::Version { number } => of_version(opened, tenant, Some(number)).await,
        MappingsRef::Draft { mappings } => Ok(*mappings),
    }
}

/// Everything that is different, in words.
pub(super) fn between(from: &Mappings, to: &Mappings) -> Vec<MappingDifference> {
    diff::diff(from, to).into_iter().map(difference).collect()
}

/// That a file of Entra's schema holds something else beside the mappings, which is kept for its export.
pub(super) fn rest_of_file() -> MappingDifference {
    MappingDifference {
        object: None,
        subject: "setting".to_owned(),
        name: say!("setting-rest-of-file"),
        field: String::new(),
        from: Some(say!("rest-of-file-before")),
        to: Some(say!("rest-of-file-now")),
    }
}

fn difference(found: Difference) -> MappingDifference {
    let (subject, name) = match found.subject {
        Subject::Mapping(target) => ("mapping", target),
        Subject::Filter(title) => ("scope", title),
        Subject::SourceAttribute(name) => ("attribute_source", name),
        Subject::TargetAttribute(name) => ("attribute_target", name),
        Subject::Setting(setting) => ("setting", label("setting", setting.as_str())),
    };
    MappingDifference {
        object: found.object,
        subject: subject.to_owned(),
        name,
        field: found
            .field
            .map(|field| label("field", field.as_str()))
            .unwrap_or_default(),
        from: found.from.map(shown),
        to: found.to.map(shown),
    }
}

fn label(prefix: &str, code: &str) -> String {
    words::text(&id(prefix, code), &args!())
}

fn id(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

/// Every message that is found by a code.
#[cfg(test)]
pub(super) fn ids() -> impl Iterator<Item = String> {
    let settings = diff::Setting::CODES.iter().map(|code| id("setting", code));
    settings.chain(diff::DifferingField::CODES.iter().map(|code| id("field", code)))
}

fn shown(side: Shown) -> String {
    match side {
        Shown::Text(text) => text,
        Shown::Flag(true) => say!("word-yes"),
        Shown::Flag(false) => say!("word-no"),
        Shown::Number(number) => number.to_string(),
        Shown::Names(names) => names.join(", "),
        Shown::Source(source) => source_text(&source),
        Shown::Apply(apply) => apply_text(apply),
        Shown::WhenEmpty(when) => when_empty_text(when),
        Shown::Type(kind) => type_word(&camel(&codes::code(&kind))),
        Shown::Who(Who::Assigned) => say!("who-assigned"),
        Shown::Who(Who::All) => say!("who-all"),
        Shown::Requests(profile) => profile_text(profile),
        Shown::Mapping(mapping) => mapping_text(&mapping),
        Shown::Filter(filter) => scope::print(std::slice::from_ref(&filter)),
        Shown::Attribute(attribute) => type_word(&camel(&codes::code(&attribute.kind))),
    }
}

/// A type's name as SCIM spells it.
fn camel(code: &str) -> String {
    match code {
        "date_time" => "dateTime".to_owned(),
        other => other.to_owned(),
    }
}

/// Where a value is from, as it is written: `[mail]`, `"Sales"`, `Trim([mail])`.
fn source_text(source: &MappingSource) -> String {
    match source {
        MappingSource::Direct { attribute } => format!("[{attribute}]"),
        MappingSource::Constant { value } => format!("\"{value}\""),
        MappingSource::Expression { text } => text.clone(),
        MappingSource::None => say!("source-none"),
    }
}

fn apply_text(apply: Apply) -> String {
    match apply {
        Apply::Always => say!("apply-always"),
        Apply::OnCreate => say!("apply-on-create"),
        Apply::WhenTargetEmpty => say!("apply-when-target-empty"),
        Apply::AddValues => say!("apply-add-values"),
        Apply::AddValue => say!("apply-add-value"),
    }
}

fn when_empty_text(when: WhenEmpty) -> String {
    match when {
        WhenEmpty::Keep => say!("when-empty-keep"),
        WhenEmpty::Clear => say!("when-empty-clear"),
        WhenEmpty::Default => say!("when-empty-default"),
    }
}

/// A form of requests as people call it.
pub(super) fn profile_text(profile: RequestProfile) -> String {
    match profile {
        RequestProfile::Rfc7644 => say!("profile-rfc"),
        RequestProfile::EntraDefault => say!("profile-entra"),
        RequestProfile::Entra062020 => say!("profile-entra-062020"),
    }
}

/// A whole mapping on one line: its source, and what is not usual about it.
fn mapping_text(mapping: &AttributeMapping) -> String {
    let mut parts = vec![source_text(&mapping.source)];
    if let Some(precedence) = mapping.matching {
        parts.push(say!("mapping-matching", precedence = precedence));
    }
    if mapping.apply != Apply::Always {
        parts.push(apply_text(mapping.apply));
    }
    if mapping.when_empty != WhenEmpty::Keep {
        parts.push(when_empty_text(mapping.when_empty));
    }
    if let Some(value) = &mapping.default_value {
        parts.push(say!("mapping-default", value = value.clone()));
    }
    parts.join(" · ")
}
