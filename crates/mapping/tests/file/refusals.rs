//! What is not read, and what is said of it.

use scimdesk_mapping::file::{FileError, MAX_BYTES, read};

use super::EXAMPLE;

fn refusal(text: &str) -> FileError {
    match read(text) {
        Err(error) => error,
        Ok(_) => panic!("it is read: {text}"),
    }
}

#[test]
fn broken_toml_says_where() {
    for (text, place) in [
        ("scimdesk_mappings = 1\n[users\n", (2, 7)),
        ("scimdesk_mappings = 1\n[users]\nname = 'é' x\n", (3, 12)),
        ("scimdesk_mappings = 1\nscimdesk_mappings = 1\n", (2, 1)),
        ("{\"synchronizationRules\": []}", (1, 1)),
    ] {
        let FileError::TomlBroken { line, column, detail } = refusal(text) else {
            panic!("{text} is broken");
        };
        assert_eq!((line, column), place, "{text}: {detail}");
    }
}

#[test]
fn a_key_that_means_nothing_is_refused_with_the_nearest_that_does() {
    let line = |text: &str| text.matches('\n').count() + 1;
    for (from, to, key, nearest) in [
        ("nested_groups", "nested-groups", "nested-groups", Some("nested_groups")),
        ("expression =", "expresion =", "expresion", Some("expression")),
        ("matching = 1", "Matching = 1", "Matching", Some("matching")),
        (
            "{ name = 'givenName' }",
            "{ name = 'givenName', requird = true }",
            "requird",
            Some("required"),
        ),
        ("value = 'Sales'", "values = 'Sales'", "values", Some("value")),
        ("[users]", "[user]", "user", Some("users")),
        ("[requests]", "[colours]", "colours", None),
    ] {
        let at = EXAMPLE.find(from).expect(from);
        let text = EXAMPLE.replacen(from, to, 1);
        match refusal(&text) {
            FileError::KeyUnknown {
                line: found,
                key: named,
                nearest: near,
                ..
            } => {
                assert_eq!((found, named.as_str(), near), (line(&EXAMPLE[..at]), key, nearest));
            }
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn a_value_that_does_not_belong_there_is_refused_with_its_line() {
    for (from, to) in [
        ("enabled = true", "enabled = 'yes'"),
        ("matching = 1", "matching = -1"),
        ("apply = 'on_create'", "apply = 'sometimes'"),
        ("operator = 'EQUALS'", "operator = 'LIKE'"),
        ("type = 'reference'", "type = 'pointer'"),
        ("actions = ['create'", "actions = ['make'"),
        ("source = 'none'\n", "source = 'mail'\n"),
        ("profile = 'entra_062020'", "profile = 'okta'"),
    ] {
        let at = EXAMPLE.find(from).expect(from);
        let FileError::ValueWrong { line, .. } = refusal(&EXAMPLE.replacen(from, to, 1)) else {
            panic!("{to} does not belong there");
        };
        assert_eq!(line, EXAMPLE[..at].matches('\n').count() + 1, "{to}");
    }
}

#[test]
fn a_mapping_has_one_source() {
    for (source, count) in [
        ("", 0),
        ("attribute = 'a'\nconstant = 'b'", 2),
        ("expression = 'a'\nsource = 'none'", 2),
    ] {
        let text = format!("scimdesk_mappings = 1\n\n[[users.mapping]]\ntarget = 'title'\n{source}\n");
        let target = "title".to_owned();
        assert_eq!(refusal(&text), FileError::SourceUnclear { line: 3, target, count });
    }
}

#[test]
fn another_file_is_told_apart() {
    for text in ["", "# nothing", "[package]\nname = 'x'\n"] {
        assert_eq!(refusal(text), FileError::NotMappings, "{text}");
    }
    let newer = "scimdesk_mappings = 2\n[people]\n";
    assert_eq!(refusal(newer), FileError::FormatNewer { found: 2 });
    assert_eq!(refusal("scimdesk_mappings = 'one'").code(), "value_wrong");
}

#[test]
fn size_and_depth_are_bounded() {
    assert_eq!(
        refusal(&"#".repeat(MAX_BYTES + 1)),
        FileError::FileTooLarge { bytes: MAX_BYTES + 1 }
    );
    for deep in ["[", "{a=", "{ a = [ "] {
        let text = format!("scimdesk_mappings = 1\nusers = {}", deep.repeat(100_000));
        assert_eq!(refusal(&text).code(), "toml_broken", "{deep}");
    }
    let keys = format!("scimdesk_mappings = 1\n[{}a]", "a.".repeat(100_000));
    assert!(matches!(refusal(&keys).code(), "toml_broken" | "key_unknown"));
}
