//! An app of the gallery, as its data file describes it.

use serde::Deserialize;

use crate::host::HostPattern;

/// A product that accounts are provisioned into. Texts are for people; paths are those of RFC 7644 §3.5.2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Stable: `wedo`, `workgrid`, `workteam`, `ideo`, `documo`, `custom`.
    pub id: String,
    /// As its vendor writes it.
    pub name: String,
    /// The vendor's host, for people. `None` for `custom`.
    pub vendor: Option<String>,
    /// The app's own words for what a connection needs.
    pub credentials: Credentials,
    /// What its tenant URL looks like.
    pub url: UrlShape,
    /// Where to read on.
    pub help: Help,
    /// What one must have bought and be, in one sentence. `None` where nothing is published.
    pub plan: Option<String>,
    /// What it documents to do over SCIM.
    pub capabilities: Vec<Capability>,
    /// The way from nothing to provisioning, as the vendor's tutorial goes.
    pub steps: Vec<Step>,
    /// What an admin should know of its attributes and of who is provisioned, one or two sentences each.
    pub notes: Vec<String>,
    /// Its user attributes.
    pub users: AttributeTable,
    /// Its groups.
    pub groups: Groups,
    /// How its attributes are filled where nobody has decided otherwise.
    pub mappings: DefaultMappings,
    /// What changes really do there.
    pub effects: Effects,
}

/// What a connection needs, in the app's own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Its word for the tenant URL: "Base Url".
    pub url: String,
    /// Its word for the secret token: "Bearer Token".
    pub token: String,
    /// Where an admin finds both, in one or two sentences.
    pub where_to_find: String,
    /// Who says so.
    pub source: String,
}

/// What a tenant URL of this app looks like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrlShape {
    /// A URL that is right for everybody or shows the form. `None`: the vendor gives each customer another.
    pub example: Option<String>,
    /// What follows the app's API URL: `/scim/v2`. `None` where the vendor gives the whole URL.
    pub suffix: Option<String>,
    /// Hosts it is known to be at. Customers may have others.
    pub hosts: Vec<HostPattern>,
}

/// Where to read on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// What an admin should know of this app, in a few sentences.
    pub text: String,
    /// A page of the vendor or of Microsoft. `None` for `custom`.
    pub page: Option<String>,
}

/// What an app documents to do over SCIM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Make accounts.
    CreateUsers,
    /// Take accounts away from those who should not have one. What that does to the account is [`Effects`].
    RemoveUsers,
    /// Follow later changes of attributes.
    UpdateUsers,
    /// Groups and their members.
    Groups,
    /// Sign in with the directory's accounts.
    SingleSignOn,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Where it is done.
    pub place: StepPlace,
    /// What is done, in one or two sentences.
    pub text: String,
}

/// Where a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepPlace {
    /// In the app's administration, or with its vendor.
    App,
    /// Here.
    Scimdesk,
}

impl StepPlace {
    /// As the data files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Scimdesk => "scimdesk",
        }
    }
}

/// How attributes are filled by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultMappings {
    /// Of accounts.
    pub users: Vec<DefaultMapping>,
    /// Of groups.
    pub groups: Vec<DefaultMapping>,
}

/// How one attribute is filled by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultMapping {
    /// The path of the attribute, as the table has it.
    pub target: String,
    /// What it is filled from.
    pub source: DefaultSource,
    /// The precedence, from 1, among those that an existing resource is found by.
    #[serde(default)]
    pub matching: Option<u32>,
    /// When it is filled.
    #[serde(default)]
    pub apply: DefaultApply,
    /// What a new resource gets where the source has no value.
    #[serde(default)]
    pub default: Option<String>,
}

/// What an attribute is filled from, in Entra's notation: `[mail]`, `"text"`, or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum DefaultSource {
    /// An attribute of the directory as it is.
    Direct(String),
    /// The same text for everybody.
    Constant(String),
    /// What an expression gives.
    Expression(String),
}

impl From<String> for DefaultSource {
    fn from(text: String) -> Self {
        let within = |open, close| text.strip_prefix(open)?.strip_suffix(close);
        if let Some(attribute) = within('[', ']') {
            Self::Direct(attribute.to_owned())
        } else if let Some(constant) = within('"', '"') {
            Self::Constant(constant.to_owned())
        } else {
            Self::Expression(text)
        }
    }
}

/// When an attribute is filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultApply {
    /// On creation and on every change.
    #[default]
    Always,
    /// Only when the resource is made.
    OnCreate,
}

/// The attributes of one resource type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeTable {
    /// Whether the vendor or Microsoft publishes this table as text. If not, it is our reading of weaker sources.
    pub verified: bool,
    /// Where it is from.
    pub source: String,
    /// In the order of the source. Empty where there is no table.
    pub attributes: Vec<Attribute>,
}

impl AttributeTable {
    /// The path by which an existing resource is found before one is made.
    pub fn matching(&self) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.matching)
            .map(|attribute| attribute.path.as_str())
    }
}

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its path: `name.givenName`, `emails[type eq "work"].value`.
    pub path: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether it holds several values.
    #[serde(default)]
    pub multi_valued: bool,
    /// Whether the app asks for it.
    #[serde(default)]
    pub required: bool,
    /// Whether the app's documentation marks it as usable in a filter. `None`: it marks none at all.
    pub filterable: Option<bool>,
    /// Whether an existing resource is found by it.
    #[serde(default)]
    pub matching: bool,
    /// What is odd about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// The id of another resource.
    Reference,
}

/// Whether there is such a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// Documented.
    Yes,
    /// Documented not to be, or left out of a complete list.
    No,
    /// Nobody says.
    Unknown,
}

impl Offered {
    /// `None` where nobody says.
    pub fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// How members of a group are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberChange {
    /// Only the difference is sent, by PATCH.
    Patch,
    /// The whole group is sent, by PUT.
    Put,
}

/// The groups of an app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// Whether it has groups over SCIM.
    pub offered: Offered,
    /// How members change. `None` where there are no groups, or nobody says.
    pub members: Option<MemberChange>,
    /// Their attributes.
    pub table: AttributeTable,
}

/// What a change really does to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The account stays and cannot be used; it can be switched on again.
    Deactivates,
    /// The account is gone for good.
    Deletes,
    /// The request is refused.
    Refused,
    /// Nothing is published.
    Unknown,
}

/// The effect of one kind of change, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffectOfChange {
    /// What it does.
    pub effect: Effect,
    /// In one or two sentences, for the admin who is about to do it.
    pub wording: String,
    /// Who says so; for an unknown effect, what was looked through.
    pub source: String,
}

/// What changes do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// `active` set to false.
    pub deactivate: EffectOfChange,
    /// DELETE of the user.
    pub delete: EffectOfChange,
}
