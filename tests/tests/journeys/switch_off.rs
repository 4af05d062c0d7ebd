//! The main job: from the first start to a deactivated account.

use scimdesk_tests::window::{Role, Start, Window, journey};
use thirtyfour::{By, error::WebDriverResult};

/// The size of the picture in README, in pixels.
const PICTURE: (u32, u32) = (1280, 800);

/// The account that is switched off: the practice tenants have the same people on every machine.
const LEAVER: &str = "Amelia Carter";

/// Another, near the top of the list.
const COLLEAGUE: &str = "Alessandra Galeazzi";

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn from_the_first_start_to_a_deactivated_account() {
    journey("switch-off", Start::default(), async |window| {
        window.resize(PICTURE.0, PICTURE.1).await?;
        window.press(Role::Button, "Start practice tenants").await?;
        window.find(Role::Heading, "Documo · practice").await?;

        // Connect
        window.press(Role::Button, "Test connection").await?;
        window.see("and knows 412 users").await?;
        window.picture("connection").await?;

        // Look
        window.press(Role::Button, "Fetch accounts").await?;
        window.press(Role::Tab, "Users").await?;
        window.see("412 accounts").await?;
        window.see("complete, proven").await?;
        search(window, "amelia").await?;
        // The answer is there, and rows move no more.
        window.see("2 of 412 accounts").await?;
        window.find(Role::Row, LEAVER).await?;

        // Switch off: the tenant is read-only until the admin allows changes, in one deliberate step.
        window.press(Role::Row, LEAVER).await?;
        window.keys(thirtyfour::Key::Enter).await?;
        window.find(Role::Heading, LEAVER).await?;
        window.press(Role::Button, "Deactivate…").await?;
        window.see("is read-only").await?;
        window.press(Role::Button, "Allow changes…").await?;
        window.press(Role::Button, "Set to Review before sending").await?;
        window.see_no_more("is read-only").await?;
        window.see(LEAVER).await?;
        window.picture("review").await?;
        window.press(Role::Button, "Deactivate 1 account").await?;
        window.see("Applied and confirmed").await?;
        window.picture("result").await?;
        window.press(Role::Button, "Close").await?;
        window.press(Role::Tab, "Journal").await?;
        window.find(Role::Row, LEAVER).await?;
        window.picture("journal").await?;

        // The picture of README: the list as it is.
        window.press(Role::Tab, "Users").await?;
        search(window, "").await?;
        // A row that the search left out: the whole list is back.
        window.press(Role::Row, COLLEAGUE).await?;
        window.keys(thirtyfour::Key::Enter).await?;
        window.find(Role::Heading, COLLEAGUE).await?;
        window.see("412 accounts").await?;
        window.picture("users").await?;
        Ok(())
    });
}

async fn search(window: &Window, text: &str) -> WebDriverResult<()> {
    let field = window.driver().find(By::Css("[aria-label='Search users']")).await?;
    field.click().await?;
    field.send_keys(thirtyfour::Key::Control + "a").await?;
    field.send_keys(thirtyfour::Key::Backspace).await?;
    if text.is_empty() {
        return Ok(());
    }
    field.send_keys(text).await
}
