//! Accounts and groups, as they are put in and as they come out.

use jiff::Timestamp;

/// The two resource types that are cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An account (a SCIM `User`).
    User,
    /// A group (a SCIM `Group`).
    Group,
}

impl Kind {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::User => 0,
            Self::Group => 1,
        }
    }

    pub(crate) fn from_code(code: i64) -> Self {
        if code == 1 { Self::Group } else { Self::User }
    }
}

/// An account or group as a server returned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResource {
    /// The server's id, as text.
    pub id: String,
    /// The best name there is; lists are sorted by it unless told otherwise.
    pub name: String,
    /// `userName`; accounts only.
    pub user_name: Option<String>,
    /// The e-mail address to show; accounts only.
    pub email: Option<String>,
    /// `externalId`
    pub external_id: Option<String>,
    /// Accounts only. `None`: the server did not say.
    pub active: Option<bool>,
    /// Accounts only.
    pub title: Option<String>,
    /// Accounts only.
    pub department: Option<String>,
    /// `meta.created`
    pub created: Option<Timestamp>,
    /// `meta.lastModified`
    pub last_modified: Option<Timestamp>,
    /// A group's members. `None`: the server returned none, which means unknown, not empty. Ignored for accounts: who is in
    /// which group is told by the groups.
    pub members: Option<Vec<Member>>,
    /// The server's JSON, exactly as it came.
    pub raw: String,
}

/// A member of a group, as the group names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `value`: the id of an account or group.
    pub id: String,
    /// `display`, where the server sent one.
    pub name: Option<String>,
    /// What it is: a group may contain groups.
    pub kind: Kind,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The server's id.
    pub id: String,
    /// The best name there is.
    pub name: String,
    /// `userName`
    pub user_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// `externalId`
    pub external_id: Option<String>,
    /// `None`: the server did not say.
    pub active: Option<bool>,
    /// Title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// `meta.created`
    pub created: Option<Timestamp>,
    /// `meta.lastModified`
    pub last_modified: Option<Timestamp>,
    /// When a listing or a read last returned it.
    pub last_seen: Timestamp,
    /// Absent from the last listing, which was not proven complete.
    pub not_seen: bool,
    /// Of an account: how many groups name it, `None` unless the members of every group are known. Of a group: how many
    /// members it has, `None` where the server returned none.
    pub links: Option<u32>,
}

/// An account or group, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The columns of its list.
    pub row: Row,
    /// The server's JSON, exactly as it came.
    pub raw: String,
}

/// A link from an account to a group that has it as a member, or from a group to one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name as cached, else as the group names it.
    pub name: Option<String>,
    /// Whether the cache holds it.
    pub known: bool,
}

/// A window over the links of one account or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPage {
    /// An account's groups by name; a group's members in the server's order.
    pub rows: Vec<Link>,
    /// How many links are known. `None`: the server never told whether there are any, or told only in part.
    pub total: Option<u64>,
}

/// An account or group that a listing proven complete no longer contained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// Its id.
    pub id: String,
    /// Its last name.
    pub name: String,
    /// When a listing or a read last returned it.
    pub last_seen: Timestamp,
    /// When its absence was proven.
    pub noticed: Timestamp,
}
