//! The least that the application has to be allowed; <https://learn.microsoft.com/graph/permissions-reference>.

/// A permission of Microsoft Graph. `Directory.Read.All` is good for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Permission {
    Users,
    Groups,
    Applications,
}

impl Permission {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Users => "User.Read.All",
            Self::Groups => "GroupMember.Read.All",
            Self::Applications => "Application.Read.All",
        }
    }
}
