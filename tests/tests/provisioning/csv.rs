//! A file of people as the source of truth.

use std::{fmt::Write as _, fs, path::PathBuf};

use scimdesk_desk::wire::{AbsentMeans, DirectorySource, FileSource};

use crate::{model::Absent, world::World};

const HEADER: &str = "objectId,userPrincipalName,givenName,surname,displayName,mail,mailNickname,jobTitle,department,city,\
                      telephoneNumber,manager,accountEnabled,groups\n";

/// A CSV file that is written anew before each cycle.
pub(crate) struct CsvFile(pub(crate) PathBuf);

impl CsvFile {
    pub(crate) fn source(&self, absent: Absent) -> DirectorySource {
        DirectorySource::File(FileSource {
            path: self.0.to_string_lossy().into_owned(),
            columns: Vec::new(),
            id_attribute: Some("objectId".to_owned()),
            absent: match absent {
                Absent::SwitchedOff => AbsentMeans::Disabled,
                Absent::Deleted => AbsentMeans::Deleted,
            },
        })
    }

    pub(crate) fn write(&self, world: &World) {
        let mut text = HEADER.to_owned();
        for (number, person) in world.there() {
            let manager = person.manager.map(|boss| &world.people[boss]).filter(|boss| boss.there);
            let groups: Vec<&str> = (world.groups.iter())
                .filter(|(_, members)| members.contains(&number))
                .map(|(group, _)| group.as_str())
                .collect();
            let display_name = person.display_name();
            let mail = person.mail();
            let nick = person.nick();
            let enabled = person.enabled.to_string();
            let groups = groups.join("; ");
            let cells: [&str; 14] = [
                &person.id,
                &person.user_name,
                &person.given,
                &person.family,
                &display_name,
                &mail,
                &nick,
                person.title.as_deref().unwrap_or_default(),
                &person.department,
                person.city.as_deref().unwrap_or_default(),
                person.phone.as_deref().unwrap_or_default(),
                manager.map_or("", |boss| boss.id.as_str()),
                &enabled,
                &groups,
            ];
            let quoted: Vec<String> = cells
                .iter()
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .collect();
            let _ = writeln!(text, "{}", quoted.join(","));
        }
        fs::write(&self.0, text).expect("the file can be written");
    }
}
