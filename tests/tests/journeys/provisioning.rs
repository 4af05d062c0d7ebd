//! Provisioning, as an admin who tries it on a practice tenant: planned, looked at, sent, read in the log, run in cycles, and held
//! back where too many would be switched off.

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::{
    machine::Theme,
    window::{Role, Start, Window, journey},
};
use thirtyfour::error::WebDriverResult;

use crate::documo;

/// Inside of the window, in CSS pixels.
type Size = (u32, u32);

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_plan_is_looked_at_sent_and_run_in_cycles() {
    journey("provisioning", Start::default(), async |window| {
        through(window, "", (1280, 800)).await
    });
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn provisioning_fits_a_small_dark_window() {
    let start = Start {
        theme: Theme::Dark,
        ..Start::default()
    };
    journey("provisioning-small", start, async |window| {
        through(window, "small-", (800, 560)).await
    });
}

async fn through(window: &Window, pictures: &str, size: Size) -> WebDriverResult<()> {
    let server = PracticeServer::start(PracticeOptions::for_app("documo"))
        .await
        .expect("a practice server starts on loopback");
    let picture = async |name: &str| window.picture(&format!("{pictures}{name}")).await;
    window.resize(1280, 800).await?;
    documo::assigned(window, &server).await?;
    window.resize(size.0, size.1).await?;

    window.press(Role::Tab, "Provisioning").await?;
    window.see("Not configured").await?;
    picture("provisioning-first").await?;

    // What would be done, while the tenant is read-only still.
    window.press(Role::Tab, "Plan").await?;
    window.press(Role::Button, "Make a plan…").await?;
    window.press(Role::Button, "Make the plan").await?;
    window.see("1 to create").await?;
    picture("plan").await?;
    window.press(Role::Row, "Zoë Newman").await?;
    window.find(Role::Heading, "Zoë Newman").await?;
    window.see("In scope: assigned through Documo users.").await?;
    picture("plan-item").await?;
    window.press(Role::Button, "Close details").await?;

    // Changes are allowed, and the plan is sent.
    window.press(Role::Button, "Apply 4 changes…").await?;
    window.press(Role::Button, "Allow changes…").await?;
    window.press(Role::Button, "Set to Review before sending").await?;
    window.see_no_more("Documo is read-only").await?;
    picture("plan-apply").await?;
    window.press(Role::Button, "Apply 4 changes").await?;
    window.see("1 created").await?;
    picture("plan-applied").await?;
    window.press(Role::Button, "Close").await?;

    // The same for one person, step by step.
    window.press(Role::Tab, "On demand").await?;
    window.fill("Search people and groups", "zoe").await?;
    window.press(Role::Checkbox, "Zoë Newman").await?;
    window.press(Role::Button, "Dry run for 1").await?;
    window.see("Dry run: nothing was sent").await?;
    picture("on-demand").await?;

    // Cycles, which send nothing more: everybody is as wanted.
    window.press(Role::Tab, "Set-up").await?;
    picture("provisioning-set-up").await?;
    window.press(Role::Tab, "Status").await?;
    window.press(Role::Button, "Start…").await?;
    picture("provisioning-start").await?;
    window.press(Role::Button, "Start provisioning").await?;
    window.see("Nothing to change").await?;
    picture("provisioning-on").await?;

    // Everybody leaves the scope at once: that is more than the guard lets through.
    window.press(Role::Tab, "Scope").await?;
    window.press(Role::Checkbox, "Documo users").await?;
    window.press(Role::Button, "Remove 1 assignment").await?;
    window.press(Role::Tab, "Provisioning").await?;
    // Cycles begin by themselves when assignments change.
    window.press(Role::Tab, "Waiting (4)").await?;
    picture("waiting").await?;
    window.press(Role::Button, "Allow all…").await?;
    picture("waiting-allow").await?;
    window.press(Role::Button, "Allow 4").await?;
    window.press(Role::Tab, "Status").await?;
    window.see("4 disabled").await?;
    picture("provisioning-status").await?;

    // Who did what, and who belongs to whom.
    window.press(Role::Tab, "Links").await?;
    window.find(Role::Row, "Zoë Newman").await?;
    picture("links").await?;
    window.press(Role::Tab, "Drift").await?;
    window.press(Role::Button, "Find drift").await?;
    // Of the 412 that the practice tenant began with, three belong to people.
    window.see("409 findings").await?;
    picture("drift").await?;
    window.press(Role::Tab, "Set-up").await?;
    window.press(Role::Link, "Choose who is told").await?;
    window.see("Minutes between two cycles").await?;
    picture("provisioning-settings").await?;
    window.press(Role::Tab, "Logs").await?;
    window.press(Role::Row, "Zoë Newman").await?;
    window.find(Role::Heading, "Zoë Newman").await?;
    picture("logs").await?;
    server.stop().await;
    Ok(())
}
