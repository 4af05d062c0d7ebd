//! The first start, as it is before anything is chosen.

use scimdesk_tests::window::{Role, Start, journey};

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn the_first_start_says_what_can_be_done() {
    journey("first-start", Start::default(), async |window| {
        assert_eq!(window.driver().title().await?, "Scimdesk");
        window.find(Role::Heading, "Welcome to Scimdesk").await?;
        window.find(Role::Button, "Start practice tenants").await?;
        window.find(Role::Link, "Settings").await?;
        Ok(())
    });
}
