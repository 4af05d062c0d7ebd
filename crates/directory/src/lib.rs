//! Where people and groups come from: files (CSV, and JSON as Microsoft Graph or a script writes it), and directories that are read
//! over the network again and again ([`source`]): Microsoft Entra ID ([`graph`]) and LDAP servers ([`ldap`]).
//!
//! *Knows:* encodings and separators, how exports call their columns, which attribute each is, how people name their managers and
//! groups, and how directories tell what changed. *Must not know:* where people and secrets are kept, what people are provisioned
//! to, or any word that is shown. Files are read from memory: only [`graph`] and [`ldap`] do input and output, and they only read.
//!
//! A file is read twice: [`read`] finds its rows and columns, and [`Reading::choose`] makes people of the chosen columns,
//! reading row by row from the text. So a file of a million people takes little more memory than its text. What cannot be used
//! is listed with its line and reason ([`Rejections`]), and what is odd is noted ([`Note`]): nothing is left out in silence.
//!
//! ```
//! let file = "Personalnummer;Vorname;Nachname;Vorgesetzter;Gruppen\n\
//!             1;Amélie;Dubois;;Sales; Leads\n\
//!             2;Ben;Ocean;1;Sales\n";
//! let reading = scimdesk_directory::read(file.into()).expect("CSV");
//! assert_eq!(reading.rejections().total, 1, "the first row has a field too many");
//! let import = reading.choose(&reading.usual_choice().expect("an id")).expect("usable");
//! let ben = import.people().next().expect("a person");
//! assert_eq!((ben.id.as_str(), ben.name.as_str()), ("2", "Ben Ocean"));
//! ```

mod error;
pub mod graph;
mod import;
mod json;
mod known;
pub mod ldap;
mod reading;
mod roster;
pub mod source;
mod table;
mod text;
mod value;

pub use error::{
    ChoiceError, LONGEST_ID, LONGEST_TEXT, MOST_BYTES, MOST_COLUMNS, MOST_PEOPLE, Note, OddValue, ReadError, Reason,
    Rejected, Rejections,
};
pub use import::{Import, Person, name};
pub use reading::{Choice, Column, Format, Reading, read};
pub use roster::{Group, Member, NamedGroup, Names, Roster, Settled};
