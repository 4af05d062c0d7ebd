//! What is different between two versions of mappings, as an admin understands it.

mod fields;
mod list;

use fields::Changes;

use crate::model::{
    Actions, Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, FilterGroup, MappingSource,
    Mappings, ObjectKind, ObjectMapping, RequestProfile, WhenEmpty, Who,
};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Whose mappings; `None` where it is about both.
    pub object: Option<ObjectKind>,
    /// What it is about.
    pub subject: Subject,
    /// Which field of it; `None` where the whole was added or taken away, and of a setting.
    pub field: Option<DifferingField>,
    /// As it was; `None`: it was not there, or had no value.
    pub from: Option<Shown>,
    /// As it is; `None`: it is not there, or has no value.
    pub to: Option<Shown>,
}

/// What a difference is about. Things of a list are told apart by their names: one that is renamed is taken away and another added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A mapping, by its target.
    Mapping(String),
    /// A scoping filter, by its title.
    Filter(String),
    /// A source attribute, by its name.
    SourceAttribute(String),
    /// A target attribute, by its name.
    TargetAttribute(String),
    /// A setting.
    Setting(Setting),
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// The name of an object's mapping.
    Name,
    /// Whether a type of object is provisioned.
    Enabled,
    /// Whether objects are made.
    Create,
    /// Whether objects are changed.
    Update,
    /// Whether objects are deleted.
    Delete,
    /// The order of the mappings.
    MappingOrder,
    /// The order of the scoping filters.
    FilterOrder,
    /// The order of the source attributes.
    SourceOrder,
    /// The order of the target attributes.
    TargetOrder,
    /// Who is provisioned.
    Who,
    /// Whether groups in assigned groups count.
    NestedGroups,
    /// Whether *Default Access* does not count.
    ExcludeDefaultAccess,
    /// In which form changes are sent.
    Requests,
}

impl Setting {
    /// Every name, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// Its stable name: `nested_groups`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A field of a mapping, of a filter or of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum DifferingField {
    /// Of a mapping: where the value is from.
    Source,
    /// Of a mapping: the default.
    DefaultValue,
    /// Of a mapping: the matching precedence.
    Matching,
    /// Of a mapping: when it applies.
    Apply,
    /// Of a mapping: what happens where the source has no value.
    WhenEmpty,
    /// Of a filter.
    Clauses,
    /// Of an attribute: what it holds.
    Type,
    /// Of an attribute.
    MultiValued,
    /// Of an attribute.
    Required,
    /// Of an attribute.
    CaseExact,
    /// Of an attribute.
    Unique,
    /// Of an attribute: whether it is the key.
    Anchor,
    /// Of an attribute.
    Filterable,
    /// Of an attribute.
    MaxLength,
    /// Of an attribute: the object types that it may lead to.
    References,
}

impl DifferingField {
    /// Every name, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// Its stable name: `when_empty`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u32),
    /// Names, in their order.
    Names(Vec<String>),
    /// Where a value is from.
    Source(MappingSource),
    /// When a mapping applies.
    Apply(Apply),
    /// What happens where the source has no value.
    WhenEmpty(WhenEmpty),
    /// What an attribute holds.
    Type(AttributeType),
    /// Who is provisioned.
    Who(Who),
    /// In which form changes are sent.
    Requests(RequestProfile),
    /// A whole mapping.
    Mapping(Box<AttributeMapping>),
    /// A whole filter.
    Filter(FilterGroup),
    /// A whole attribute.
    Attribute(Box<AttributeDefinition>),
}

/// Everything that is different: settings of all first, then people, then groups. Nothing is if, and only if, both are equal.
pub fn diff(from: &Mappings, to: &Mappings) -> Vec<Difference> {
    let Mappings {
        users: _,
        groups: _,
        assignment:
            AssignmentRules {
                who,
                nested_groups,
                exclude_default_access,
            },
        requests,
    } = from;
    let mut settings = Settings {
        object: None,
        found: Vec::new(),
    };
    let now = &to.assignment;
    settings.compare(Setting::Who, who, &now.who, |who| Shown::Who(*who));
    settings.flag(Setting::NestedGroups, *nested_groups, now.nested_groups);
    settings.flag(
        Setting::ExcludeDefaultAccess,
        *exclude_default_access,
        now.exclude_default_access,
    );
    settings.compare(Setting::Requests, requests, &to.requests, |requests| {
        Shown::Requests(*requests)
    });
    let mut found = settings.found;
    for kind in ObjectKind::ALL {
        found.extend(object(kind, from.of(kind), to.of(kind)));
    }
    found
}

fn object(kind: ObjectKind, from: &ObjectMapping, to: &ObjectMapping) -> Vec<Difference> {
    let ObjectMapping {
        name,
        enabled,
        actions: Actions { create, update, delete },
        mappings,
        scope,
        source,
        target,
    } = from;
    let mut settings = Settings {
        object: Some(kind),
        found: Vec::new(),
    };
    settings.compare(Setting::Name, name, &to.name, |name| Shown::Text(name.clone()));
    settings.flag(Setting::Enabled, *enabled, to.enabled);
    settings.flag(Setting::Create, *create, to.actions.create);
    settings.flag(Setting::Update, *update, to.actions.update);
    settings.flag(Setting::Delete, *delete, to.actions.delete);
    let mut found = settings.found;
    found.extend(list::compare(
        kind,
        mappings,
        &to.mappings,
        Subject::Mapping,
        Setting::MappingOrder,
    ));
    found.extend(list::compare(
        kind,
        scope,
        &to.scope,
        Subject::Filter,
        Setting::FilterOrder,
    ));
    found.extend(list::compare(
        kind,
        source,
        &to.source,
        Subject::SourceAttribute,
        Setting::SourceOrder,
    ));
    found.extend(list::compare(
        kind,
        target,
        &to.target,
        Subject::TargetAttribute,
        Setting::TargetOrder,
    ));
    found
}

/// Settings that are different.
struct Settings {
    object: Option<ObjectKind>,
    found: Vec<Difference>,
}

impl Settings {
    fn flag(&mut self, setting: Setting, from: bool, to: bool) {
        self.compare(setting, &from, &to, |flag| Shown::Flag(*flag));
    }

    fn compare<T: PartialEq>(&mut self, setting: Setting, from: &T, to: &T, shown: impl Fn(&T) -> Shown) {
        if from != to {
            self.found.push(Difference {
                object: self.object,
                subject: Subject::Setting(setting),
                field: None,
                from: Some(shown(from)),
                to: Some(shown(to)),
            });
        }
    }
}
