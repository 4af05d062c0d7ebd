//! What to do next, where the desk's sentence speaks of what only the window has.

use std::borrow::Cow;

use scimdesk_desk::wire::{DeskError, ErrorCode};

/// The same error; its next step names what can be typed, about the tenant that was named.
pub(crate) fn to_type(error: DeskError, tenant: Option<&str>) -> DeskError {
    let Some(next) = step(error.code, tenant) else {
        return error;
    };
    DeskError {
        next: Some(next),
        ..error
    }
}

/// What can be typed after an error with this code; `None` where the desk's own words fit.
pub(crate) fn step(code: ErrorCode, tenant: Option<&str>) -> Option<String> {
    let name = tenant.map_or(Cow::Borrowed("NAME"), argument);
    let next = match code {
        ErrorCode::ReadOnlyTenant => format!("Allow changes: scimdesk tenant set {name} --safety review"),
        ErrorCode::TokenRefused | ErrorCode::CredentialMissing => {
            format!("Make a new token in the app, then replace it: scimdesk tenant set {name} --new-token")
        }
        ErrorCode::TenantUrlMismatch => {
            format!("Give URL and token again: scimdesk tenant set {name} --url URL")
        }
        ErrorCode::AlreadyRunning => format!(
            "Wait for it, or end it where it runs, with Ctrl-C or Cancel; scimdesk cycle {name} --pause ends a cycle that was begun by \
             itself after the object at hand."
        ),
        ErrorCode::KeyringMissing => String::from(
            "Add --vault file to keep them in a file that a passphrase opens, or start a keyring (GNOME Keyring or KWallet \
             on Linux). What was kept in a keyring before stays there.",
        ),
        ErrorCode::KeyringFailed => String::from(
            "What the system reported stands below. Try again, or add --vault file to keep tokens in a file that a \
             passphrase opens. What was kept in a keyring before stays there.",
        ),
        _ => return None,
    };
    Some(next)
}

/// A name as it is typed: quoted where a shell would take it for something else.
pub(crate) fn argument(name: &str) -> Cow<'_, str> {
    let is_plain = |character: char| character.is_alphanumeric() || "-_.@+:/".contains(character);
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("'{}'", name.replace('\'', "'\\''")))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "each of these errors has a next step")]
mod tests {
    use super::*;

    #[test]
    fn a_next_step_names_what_can_be_typed() {
        for (code, typed) in [
            (ErrorCode::ReadOnlyTenant, "scimdesk tenant set documo --safety review"),
            (ErrorCode::TokenRefused, "scimdesk tenant set documo --new-token"),
            (ErrorCode::CredentialMissing, "scimdesk tenant set documo --new-token"),
            (ErrorCode::TenantUrlMismatch, "scimdesk tenant set documo --url URL"),
            (ErrorCode::AlreadyRunning, "scimdesk cycle documo --pause"),
            (ErrorCode::KeyringMissing, "--vault file"),
            (ErrorCode::KeyringFailed, "--vault file"),
        ] {
            let desk = DeskError::of(code);
            let command = to_type(desk.clone(), Some("documo"));
            assert!(
                !desk.next.unwrap().contains("--"),
                "{code:?}: the desk's is for the window"
            );
            assert!(command.next.unwrap().contains(typed), "{code:?}");
            assert_eq!(command.message, desk.message, "{code:?}");
        }
    }

    #[test]
    fn every_other_error_keeps_the_step_of_the_desk() {
        let error = DeskError::of(ErrorCode::Forbidden);
        assert_eq!(to_type(error.clone(), Some("documo")), error);
    }

    #[test]
    fn a_name_that_a_shell_would_split_is_quoted() {
        for (name, typed) in [
            ("documo", "documo"),
            ("amélie@x.example", "amélie@x.example"),
            ("My Documo", "'My Documo'"),
            ("Ada's", "'Ada'\\''s'"),
            ("-x", "'-x'"),
            ("a;b", "'a;b'"),
        ] {
            assert_eq!(argument(name), typed);
        }
    }
}
