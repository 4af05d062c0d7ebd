//! From the first start.

use scimdesk_tests::window::{Role, Start, journey};

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn the_first_start_shows_a_page() {
    journey("first-start", Start::default(), async |window| {
        window.find(Role::Heading, "Scimdesk").await?;
        assert_eq!(window.driver().title().await?, "Scimdesk");
        window.picture("first-start").await?;
        Ok(())
    });
}
