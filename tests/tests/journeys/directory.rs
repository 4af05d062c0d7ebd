//! A directory that is connected in the window: tested before anything is saved, read, and read again for what changed.

use scimdesk_sandbox::graph::{ObjectKind, PracticeGraph, PracticeGraphOptions};
use scimdesk_tests::{
    machine::Theme,
    window::{Role, Start, Window, journey},
};
use secrecy::ExposeSecret as _;
use thirtyfour::error::WebDriverResult;

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn entra_id_is_tested_connected_and_read_again() {
    journey("directory", Start::default(), async |window| {
        window.resize(1280, 800).await?;
        through(window, "").await
    });
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn connecting_a_directory_fits_a_small_dark_window() {
    let start = Start {
        theme: Theme::Dark,
        ..Start::default()
    };
    journey("directory-small", start, async |window| {
        window.resize(800, 560).await?;
        through(window, "small-").await
    });
}

async fn through(window: &Window, pictures: &str) -> WebDriverResult<()> {
    let options = PracticeGraphOptions {
        people: 60,
        ..PracticeGraphOptions::default()
    };
    let graph = PracticeGraph::start(options)
        .await
        .expect("a practice Graph starts on loopback");
    let picture = async |name: &str| window.picture(&format!("{pictures}{name}")).await;
    window.press(Role::Link, "People").await?;
    window.press(Role::Button, "Connect a directory…").await?;
    window.press(Role::Radio, "Microsoft Entra ID").await?;
    picture("connect").await?;
    window.fill("Directory (tenant) ID", graph.directory()).await?;
    window.fill("Application (client) ID", graph.client()).await?;
    window.fill("Client secret", "not the secret").await?;
    window.press(Role::Disclosure, "More").await?;
    window
        .fill("Enterprise application (object ID)", graph.service_principal())
        .await?;
    window.fill("Another endpoint", graph.endpoint()).await?;

    // A wrong secret is named as such, and nothing is saved.
    window.press(Role::Button, "Test").await?;
    window.see("AADSTS7000215").await?;
    picture("connect-refused").await?;
    window.fill("Client secret", graph.secret().expose_secret()).await?;
    window.press(Role::Button, "Test again").await?;
    window.see("Attributes found").await?;
    picture("connect-tested").await?;

    window.fill("Name", "Staff").await?;
    window.press(Role::Button, "Connect Staff").await?;
    window.press(Role::Button, "Refresh").await?;
    window.see("60 came, 0 changed, 0 left").await?;
    picture("connection").await?;

    // What changes there arrives by the next reading, without reading everything.
    graph.edit(|directory| {
        let somebody = directory.present(ObjectKind::User).swap_remove(0);
        directory.set(&somebody, "department", "Harbour");
    });
    window.press(Role::Button, "Refresh").await?;
    window.see("0 came, 1 changed, 0 left").await?;
    window.see("Only changes were read.").await?;
    picture("connection-changed").await?;
    Ok(())
}
