//! A keyring that is locked, and one that is not there.

use scimdesk_tests::{
    machine::{Keyring, Theme},
    window::{Role, Start, Window, journey},
};

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_locked_keyring_is_named_and_once_unlocked_the_desk_opens() {
    let start = Start {
        keyring: Keyring::Locked,
        theme: Theme::Light,
    };
    journey("locked-keyring", start, async |window: &mut Window| {
        window.see("The keyring is locked.").await?;
        window.see("Unlock it, then try again.").await?;
        window.picture("locked-keyring").await?;
        window.machine().unlock_keyring();
        window.press(Role::Button, "Try again").await?;
        window.find(Role::Button, "Start practice tenants").await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn without_a_keyring_the_admin_chooses_in_words() {
    let start = Start {
        keyring: Keyring::Missing,
        theme: Theme::Dark,
    };
    journey("missing-keyring", start, async |window: &mut Window| {
        window.see("This system has no keyring to keep tokens in.").await?;
        window.picture("missing-keyring").await?;
        window.see("This session only").await?.click().await?;
        window.press(Role::Button, "Use this session only").await?;
        window.find(Role::Button, "Start practice tenants").await?;
        window.press(Role::Link, "Settings").await?;
        window.see("Tokens are kept in memory.").await?;
        Ok(())
    });
}
