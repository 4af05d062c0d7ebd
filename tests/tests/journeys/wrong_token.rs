//! A wrong token, understood and mended.

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::window::{Role, Start, journey};
use secrecy::ExposeSecret as _;
use thirtyfour::By;

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_wrong_token_is_understood_and_mended() {
    journey("wrong-token", Start::default(), async |window| {
        let server = PracticeServer::start(PracticeOptions::for_app("wedo"))
            .await
            .expect("a practice server starts on loopback");

        window.press(Role::Button, "Add a tenant").await?;
        let app = window.see("wedo.com").await?;
        app.click().await?;
        window.fill("Tenant URL", server.url()).await?;
        window.fill("Secret Token", "a-token-that-was-never-valid").await?;
        window.press(Role::Button, "Test connection").await?;
        window.see("The token was refused (401)").await?;
        window.picture("wrong-token").await?;
        window.press(Role::Button, "Save WEDO").await?;
        window.find(Role::Heading, "WEDO").await?;

        // What is wrong is said again where it can be mended.
        window.press(Role::Tab, "Settings").await?;
        window.fill("Secret Token", server.token().expose_secret()).await?;
        window.press(Role::Button, "Replace URL and token").await?;
        window.see("It works.").await?;

        let shown = window.driver().source().await?;
        assert!(
            !shown.contains(server.token().expose_secret()),
            "the token is not in the page"
        );
        let inputs = window.driver().find_all(By::Css("input[type=password]")).await?;
        for input in inputs {
            assert_eq!(
                input.value().await?.unwrap_or_default(),
                "",
                "the token is not shown again"
            );
        }
        server.stop().await;
        Ok(())
    });
}
