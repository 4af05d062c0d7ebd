//! Provisioning, as an admin who tries it on a practice tenant: planned, looked at, sent, and read in the log.

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::window::{Role, Start, journey};

use crate::documo;

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_plan_is_looked_at_sent_and_read_in_the_log() {
    journey("provisioning", Start::default(), async |window| {
        let server = PracticeServer::start(PracticeOptions::for_app("documo"))
            .await
            .expect("a practice server starts on loopback");
        window.resize(1280, 800).await?;
        documo::assigned(window, &server).await?;

        window.press(Role::Tab, "Provisioning").await?;
        window.find(Role::Tab, "Plan").await?;
        window.picture("provisioning").await?;
        window.press(Role::Tab, "Set-up").await?;
        window.see("Admin credentials").await?;
        window.picture("provisioning-set-up").await?;

        // What would be done, while the tenant is read-only still.
        window.press(Role::Tab, "Plan").await?;
        window.press(Role::Button, "Make a plan…").await?;
        window.press(Role::Button, "Make the plan").await?;
        window.see("1 to create").await?;
        window.press(Role::Row, "Zoë Newman").await?;
        window.see("zoe.new@harbour.example").await?;
        window.picture("plan").await?;
        window.resize(800, 560).await?;
        window.picture("plan-small").await?;
        window.resize(1280, 800).await?;

        // Changes are allowed, and the plan is sent.
        window.press(Role::Button, "Allow changes…").await?;
        window.press(Role::Button, "Set to Review before sending").await?;
        window.press(Role::Button, "Apply 4 changes…").await?;
        window.picture("plan-apply").await?;
        window.press(Role::Button, "Apply 4 changes").await?;
        window.see("1 created").await?;
        window.picture("plan-applied").await?;
        window.press(Role::Button, "Close").await?;

        window.press(Role::Tab, "Logs").await?;
        window.find(Role::Row, "Zoë Newman").await?;
        window.picture("logs").await?;
        server.stop().await;
        Ok(())
    });
}
