//! Mappings, as an admin with the app's tutorial open would: connect Documo, review, change one, see who changes, save, go back.

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::window::{Role, Start, journey};

use crate::documo;

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_mapping_is_changed_with_everybody_in_sight_and_taken_back() {
    journey("mappings", Start::default(), async |window| {
        let server = PracticeServer::start(PracticeOptions::for_app("documo"))
            .await
            .expect("a practice server starts on loopback");
        window.resize(1280, 800).await?;

        documo::assigned(window, &server).await?;

        // Review the mappings, and change one.
        window.press(Role::Tab, "Mappings").await?;
        window.see("App's defaults, never saved").await?;
        window.picture("mappings").await?;
        window.press(Role::Row, "name.familyName").await?;
        window.keys(thirtyfour::Key::Enter).await?;
        window.press(Role::Radio, "Expression").await?;
        let editor = window.find(Role::Field, "Expression").await?;
        editor.click().await?;
        editor.send_keys(thirtyfour::Key::Control + "a").await?;
        editor.send_keys("NormalizeDiacritic([surname]").await?;
        window.see("There is no function NormalizeDiacritic.").await?;
        window.picture("mapping-error").await?;
        editor.send_keys(thirtyfour::Key::Control + "a").await?;
        editor.send_keys("NormalizeDiacritics([surname])").await?;
        window.see("2 changed").await?;
        window.find(Role::Row, "Celik-Dubois").await?;
        window.picture("mapping").await?;

        // Save it as a version, and go back.
        window.press(Role::Button, "Save…").await?;
        window.see("Save version 1 of the mappings of Documo").await?;
        window.fill("Note", "Plain letters in family names").await?;
        window.picture("mapping-save").await?;
        window.press(Role::Button, "Save version 1").await?;
        window.see("Version 1 is saved.").await?;
        window.press(Role::Button, "Versions").await?;
        window.see("Plain letters in family names").await?;
        window.picture("mapping-versions").await?;
        window.press(Role::Button, "Go back to this…").await?;
        window
            .see("This becomes version 2, with the mappings of App's defaults.")
            .await?;
        window.press(Role::Button, "Go back to App's defaults").await?;
        window.see("Back to the app's defaults").await?;
        window.see("Version 2").await?;
        window.see_no_more("NormalizeDiacritics").await?;

        // What would be sent for somebody who has no account yet.
        window.press(Role::Tab, "Scope").await?;
        window.press(Role::Row, "Zoë Newman").await?;
        window.see("Zoë Newman is in scope").await?;
        window.press(Role::Button, "Requests…").await?;
        window.see("/Users").await?;
        window.see("zoe.new@harbour.example").await?;
        window.picture("requests").await?;
        window.press(Role::Button, "Close").await?;
        window.press(Role::Button, "Back").await?;

        // A scoping filter shows who would leave before it is saved.
        window.press(Role::Tab, "Text").await?;
        window
            .fill("Filters as text", "\"Sales\": department EQUALS \"Sales\"")
            .await?;
        window.press(Role::Button, "Leaving").await?;
        window.find(Role::Row, "Çelik-Dubois").await?;
        window.see("Sales: department is").await?;
        window.picture("scope-leaving").await?;
        server.stop().await;
        Ok(())
    });
}
