//! A token as an admin pastes it.

use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    wire::{DeskError, ErrorCode, SecretText},
    words::args,
};

/// Longest token that is kept, in bytes.
const LONGEST: usize = 16 * 1024;

/// The token without the blanks and the word `Bearer` that often come along, and whether that word was there.
pub(crate) fn cleaned(token: SecretText) -> Result<(SecretString, bool), DeskError> {
    let secret = token.into_secret();
    let pasted = secret.expose_secret().trim();
    let (bare, had_word) = match pasted.split_at_checked("bearer".len()) {
        Some((word, rest)) if word.eq_ignore_ascii_case("bearer") && rest.starts_with(char::is_whitespace) => {
            (rest.trim_start(), true)
        }
        _ => (pasted, false),
    };
    if bare.is_empty() {
        return Err(DeskError::with(ErrorCode::TokenInvalid, args!(detail = "empty")));
    }
    if bare.len() > LONGEST {
        return Err(DeskError::with(ErrorCode::TokenTooLong, args!(detail = bare.len())));
    }
    if !bare.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(DeskError::with(ErrorCode::TokenInvalid, args!(detail = "characters")));
    }
    Ok((SecretString::from(bare), had_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> Result<(String, bool), ErrorCode> {
        cleaned(SecretText::from(SecretString::from(text)))
            .map(|(token, word)| (token.expose_secret().to_owned(), word))
            .map_err(|error| error.code)
    }

    #[test]
    fn what_comes_along_with_a_pasted_token_is_left_out() {
        for (pasted, token, word) in [
            ("abc", "abc", false),
            (" abc\r\n", "abc", false),
            ("Bearer abc", "abc", true),
            ("bearer\tabc ", "abc", true),
            ("Bearerabc", "Bearerabc", false),
            ("Bearer", "Bearer", false),
        ] {
            assert_eq!(clean(pasted), Ok((token.to_owned(), word)), "{pasted:?}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for (pasted, code) in [
            ("", ErrorCode::TokenInvalid),
            ("  \n", ErrorCode::TokenInvalid),
            ("a b", ErrorCode::TokenInvalid),
            ("a\nb", ErrorCode::TokenInvalid),
            ("tökén", ErrorCode::TokenInvalid),
            (&"x".repeat(LONGEST + 1), ErrorCode::TokenTooLong),
        ] {
            assert_eq!(clean(pasted), Err(code), "{} bytes", pasted.len());
        }
        assert!(clean(&"x".repeat(LONGEST)).is_ok());
    }

    #[test]
    fn the_length_is_told_and_the_token_is_not() {
        let error = cleaned(SecretText::from(SecretString::from("y".repeat(20_000)))).expect_err("too long");
        assert!(error.message.contains("20,000"), "{}", error.message);
        assert!(!error.message.contains("yyy"));
    }
}
