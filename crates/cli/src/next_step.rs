//! What to do next, where the desk's sentence speaks of what only the window has.

use scimdesk_desk::wire::{DeskError, ErrorCode};

/// The same error; its next step names what can be typed.
pub(crate) fn to_type(error: DeskError) -> DeskError {
    let Some(next) = sentence(error.code) else {
        return error;
    };
    DeskError {
        next: Some(next.to_owned()),
        ..error
    }
}

fn sentence(code: ErrorCode) -> Option<&'static str> {
    match code {
        ErrorCode::ReadOnlyTenant => Some("Allow changes: scimdesk tenant set NAME --safety review"),
        ErrorCode::KeyringMissing => Some(
            "Add --vault file to keep them in a file that a passphrase opens, or start a keyring (GNOME Keyring or KWallet \
             on Linux). What was kept in a keyring before stays there.",
        ),
        ErrorCode::KeyringFailed => Some(
            "What the system reported stands below. Try again, or add --vault file to keep tokens in a file that a \
             passphrase opens. What was kept in a keyring before stays there.",
        ),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "each of these errors has a next step")]
mod tests {
    use super::*;

    #[test]
    fn a_next_step_names_what_can_be_typed() {
        for (code, typed) in [
            (ErrorCode::ReadOnlyTenant, "scimdesk tenant set NAME --safety review"),
            (ErrorCode::KeyringMissing, "--vault file"),
            (ErrorCode::KeyringFailed, "--vault file"),
        ] {
            let desk = DeskError::of(code);
            let command = to_type(desk.clone());
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
        let error = DeskError::of(ErrorCode::TokenRefused);
        assert_eq!(to_type(error.clone()), error);
    }
}
