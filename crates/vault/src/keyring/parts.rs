//! A secret text in one or several entries, where a platform limits the length of an entry.
//!
//! The entry `NAME` is the header. A text that fits stands in it: `v1 whole CRC\n` and the text. A longer one stands in parts,
//! and the header says where: `v1 parts SET COUNT LENGTH CRC\n`. The parts are the entries `part/SET/1/NAME`,
//! `part/SET/2/NAME`, … with a SET of 0 or 1. A write fills the set that is not in use, then replaces the header, then removes
//! the old set. So a process killed at any moment leaves the old text or the new one; and what is torn by other means does
//! not match its checksum and is broken, never half a token.

use secrecy::{ExposeSecret as _, SecretString};

use crate::VaultError;

/// Single entries of a keyring.
pub(super) trait Slots {
    fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError>;
    fn set(&self, name: &str, text: &SecretString) -> Result<(), VaultError>;
    /// None is no error.
    fn delete(&self, name: &str) -> Result<(), VaultError>;
}

/// More parts than any text has. Bounds the search for leftovers.
const MAX_PARTS: usize = 64;
/// How often a text is read anew because another process was replacing it.
const MAX_READS: usize = 5;

const BROKEN: VaultError = VaultError::Broken("an entry of the keyring is not as it was written");

enum Header<'a> {
    Whole {
        text: &'a str,
    },
    Parts {
        set: u8,
        count: usize,
        length: usize,
        checksum: u32,
    },
}

pub(super) fn read(slots: &impl Slots, name: &str) -> Result<Option<SecretString>, VaultError> {
    for _ in 0..MAX_READS {
        let Some(entry) = slots.get(name)? else {
            return Ok(None);
        };
        match parse(entry.expose_secret())? {
            Header::Whole { text } => return Ok(Some(SecretString::from(text))),
            Header::Parts {
                set,
                count,
                length,
                checksum,
            } => {
                if let Some(text) = collect(slots, name, set, count, length)?
                    && crc32fast::hash(text.expose_secret().as_bytes()) == checksum
                {
                    return Ok(Some(text));
                }
            }
        }
        // Another process may have replaced the text meanwhile; then the header is another.
        let unchanged = slots
            .get(name)?
            .is_some_and(|now| now.expose_secret() == entry.expose_secret());
        if unchanged {
            break;
        }
    }
    Err(BROKEN)
}

/// `limit`: the most bytes that an entry holds.
pub(super) fn write(
    slots: &impl Slots,
    limit: Option<usize>,
    name: &str,
    secret: &SecretString,
) -> Result<(), VaultError> {
    let text = secret.expose_secret();
    let checksum = crc32fast::hash(text.as_bytes());
    let head = format!("v1 whole {checksum:08x}\n");
    let Some(limit) = limit.filter(|limit| head.len() + text.len() > *limit) else {
        let mut whole = String::with_capacity(head.len() + text.len());
        whole.push_str(&head);
        whole.push_str(text);
        slots.set(name, &SecretString::from(whole))?;
        return match limit {
            Some(_) => remove_set(slots, name, 0, 0).and_then(|()| remove_set(slots, name, 1, 0)),
            None => Ok(()),
        };
    };
    let in_use = match slots.get(name)? {
        // A header that cannot be read is about to be replaced.
        Some(entry) => match parse(entry.expose_secret()) {
            Ok(Header::Parts { set, .. }) => Some(set),
            _ => None,
        },
        None => None,
    };
    let set = u8::from(in_use == Some(0));
    let mut count = 0;
    let mut rest = text;
    while !rest.is_empty() {
        count += 1;
        let (part, after) = rest.split_at(rest.floor_char_boundary(limit));
        if part.is_empty() || count > MAX_PARTS {
            return Err(VaultError::TooLong {
                what: "secret",
                bytes: text.len(),
                limit: limit * MAX_PARTS,
            });
        }
        slots.set(&part_name(set, count, name), &SecretString::from(part))?;
        rest = after;
    }
    let header = format!("v1 parts {set} {count} {} {checksum:08x}\n", text.len());
    slots.set(name, &SecretString::from(header))?;
    remove_set(slots, name, set, count)?;
    remove_set(slots, name, 1 - set, 0)
}

/// The parts first: a process killed on the way leaves something broken that can be removed again, and no part without a name.
pub(super) fn remove(slots: &impl Slots, limit: Option<usize>, name: &str) -> Result<(), VaultError> {
    if limit.is_some() {
        remove_set(slots, name, 0, 0)?;
        remove_set(slots, name, 1, 0)?;
    }
    slots.delete(name)
}

fn parse(entry: &str) -> Result<Header<'_>, VaultError> {
    let (head, text) = entry.split_once('\n').ok_or(BROKEN)?;
    let mut words = head.split(' ');
    if words.next() != Some("v1") {
        return Err(BROKEN);
    }
    let header = match words.next() {
        Some("whole") => {
            if checksum(words.next())? != crc32fast::hash(text.as_bytes()) {
                return Err(BROKEN);
            }
            Header::Whole { text }
        }
        Some("parts") if text.is_empty() => Header::Parts {
            set: number(words.next())?,
            count: number(words.next())?,
            length: number(words.next())?,
            checksum: checksum(words.next())?,
        },
        _ => return Err(BROKEN),
    };
    if words.next().is_some() {
        return Err(BROKEN);
    }
    match header {
        Header::Parts { set: 2.., .. } => Err(BROKEN),
        Header::Parts { count, .. } if count > MAX_PARTS => Err(BROKEN),
        header => Ok(header),
    }
}

fn number<N: std::str::FromStr>(word: Option<&str>) -> Result<N, VaultError> {
    word.and_then(|word| word.parse().ok()).ok_or(BROKEN)
}

fn checksum(word: Option<&str>) -> Result<u32, VaultError> {
    word.and_then(|word| u32::from_str_radix(word, 16).ok()).ok_or(BROKEN)
}

/// The parts together; `None` where one is missing or they have not this length.
fn collect(
    slots: &impl Slots,
    name: &str,
    set: u8,
    count: usize,
    length: usize,
) -> Result<Option<SecretString>, VaultError> {
    let mut parts = Vec::with_capacity(count);
    for number in 1..=count {
        let Some(part) = slots.get(&part_name(set, number, name))? else {
            return Ok(None);
        };
        parts.push(part);
    }
    // The sum of what is there, not the length that the header claims, and so never grown.
    let room = parts.iter().map(|part| part.expose_secret().len()).sum();
    let mut text = String::with_capacity(room);
    for part in &parts {
        text.push_str(part.expose_secret());
    }
    let text = SecretString::from(text);
    Ok((room == length).then_some(text))
}

/// Removes the parts of a set after the first `keep`, the last first, so that what a killed process leaves begins after them
/// and has no gap: it is found again.
fn remove_set(slots: &impl Slots, name: &str, set: u8, keep: usize) -> Result<(), VaultError> {
    let mut last = keep;
    while last < MAX_PARTS && slots.get(&part_name(set, last + 1, name))?.is_some() {
        last += 1;
    }
    for number in (keep + 1..=last).rev() {
        slots.delete(&part_name(set, number, name))?;
    }
    Ok(())
}

fn part_name(set: u8, number: usize, name: &str) -> String {
    format!("part/{set}/{number}/{name}")
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeMap};

    use proptest::prelude::*;

    use super::*;

    const WINDOWS: usize = 2560;

    /// A keyring in memory that holds `limit` bytes an entry, and loses power before the write after `writes`.
    struct Memory {
        entries: RefCell<BTreeMap<String, String>>,
        limit: usize,
        writes: RefCell<usize>,
    }

    impl Memory {
        fn new(limit: usize) -> Self {
            Self {
                entries: RefCell::default(),
                limit,
                writes: RefCell::new(usize::MAX),
            }
        }

        fn spend(&self) -> Result<(), VaultError> {
            let mut writes = self.writes.borrow_mut();
            *writes = writes
                .checked_sub(1)
                .ok_or_else(|| VaultError::Other(String::from("power lost")))?;
            Ok(())
        }

        fn names(&self) -> Vec<String> {
            self.entries.borrow().keys().cloned().collect()
        }

        fn read(&self) -> Result<Option<String>, VaultError> {
            Ok(read(self, "name")?.map(|text| text.expose_secret().to_owned()))
        }

        fn write(&self, text: &str) -> Result<(), VaultError> {
            write(self, Some(self.limit), "name", &SecretString::from(text))
        }
    }

    impl Slots for Memory {
        fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
            Ok(self
                .entries
                .borrow()
                .get(name)
                .map(|text| SecretString::from(text.as_str())))
        }

        fn set(&self, name: &str, text: &SecretString) -> Result<(), VaultError> {
            self.spend()?;
            assert!(
                text.expose_secret().len() <= self.limit,
                "the platform would refuse this"
            );
            self.entries
                .borrow_mut()
                .insert(name.to_owned(), text.expose_secret().to_owned());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<(), VaultError> {
            self.spend()?;
            self.entries.borrow_mut().remove(name);
            Ok(())
        }
    }

    fn text(length: usize) -> String {
        ('a'..='z').cycle().take(length).collect()
    }

    #[test]
    fn texts_of_every_length_come_back_as_they_were() {
        for length in [
            0, 1, 1280, 2541, 2542, 2543, 2560, 2561, 5120, 5121, 16384, 16385, 20481,
        ] {
            let memory = Memory::new(WINDOWS);
            memory.write(&text(length)).expect("written");
            assert_eq!(memory.read().expect("read"), Some(text(length)), "{length}");
            let parts = if length + "v1 whole 01234567\n".len() <= WINDOWS {
                0
            } else {
                length.div_ceil(WINDOWS)
            };
            assert_eq!(memory.names().len(), 1 + parts, "{length}");
        }
    }

    #[test]
    fn without_a_limit_a_text_is_one_entry() {
        let memory = Memory::new(usize::MAX);
        write(&memory, None, "name", &SecretString::from(text(20_000))).expect("written");
        assert_eq!(memory.names(), ["name"]);
        assert_eq!(memory.read().expect("read"), Some(text(20_000)));
        remove(&memory, None, "name").expect("removed");
        assert_eq!(memory.read().expect("read"), None);
    }

    #[test]
    fn a_shorter_text_leaves_nothing_of_a_longer_one() {
        let memory = Memory::new(WINDOWS);
        for length in [16384, 6000, 6000, 10, 16384, 0] {
            memory.write(&text(length)).expect("written");
            let parts = if length < 2500 { 0 } else { length.div_ceil(WINDOWS) };
            assert_eq!(memory.names().len(), 1 + parts, "{:?}", memory.names());
        }
    }

    #[test]
    fn nothing_is_left_of_what_is_removed() {
        let memory = Memory::new(WINDOWS);
        memory.write(&text(16384)).expect("written");
        remove(&memory, Some(WINDOWS), "name").expect("removed");
        assert!(memory.names().is_empty());
        remove(&memory, Some(WINDOWS), "name").expect("none is no error");
    }

    #[test]
    fn a_write_cut_short_leaves_the_old_text_or_the_new_one() {
        for (old, new) in [(16384, 9000), (9000, 16384), (10, 16384), (16384, 10)] {
            let (old, new) = (text(old), text(new).to_uppercase());
            for writes in 0.. {
                let memory = Memory::new(WINDOWS);
                memory.write(&old).expect("written");
                memory.writes.replace(writes);
                let outcome = memory.write(&new);
                memory.writes.replace(usize::MAX);
                let found = memory.read().expect("never broken").expect("never lost");
                assert!(found == old || found == new, "after {writes} writes");
                // The next write clears away what this one left.
                memory.write("short").expect("written");
                assert_eq!(memory.names(), ["name"], "after {writes} writes");
                if outcome.is_ok() {
                    assert_eq!(found, new);
                    break;
                }
            }
        }
    }

    #[test]
    fn a_removal_cut_short_can_be_done_again_and_never_gives_half_a_text() {
        for writes in 0..7 {
            let memory = Memory::new(WINDOWS);
            memory.write(&text(16384)).expect("written");
            memory.writes.replace(writes);
            remove(&memory, Some(WINDOWS), "name").expect_err("power lost");
            memory.writes.replace(usize::MAX);
            match memory.read() {
                Ok(found) => assert_eq!(found, Some(text(16384))),
                Err(error) => assert!(matches!(error, VaultError::Broken(_)), "{error}"),
            }
            remove(&memory, Some(WINDOWS), "name").expect("removed");
            assert!(memory.names().is_empty());
        }
    }

    #[test]
    fn a_torn_text_is_broken_and_not_half_a_token() {
        type Tear = fn(&mut BTreeMap<String, String>);
        let tears: [(&str, Tear); 8] = [
            ("a part is gone", |all| drop(all.remove("part/0/2/name"))),
            ("a part is empty", |all| {
                drop(all.insert(String::from("part/0/2/name"), String::new()));
            }),
            ("parts are swapped", |all| {
                let one = all.remove("part/0/1/name").expect("there");
                let two = all.insert(String::from("part/0/2/name"), one).expect("there");
                all.insert(String::from("part/0/1/name"), two);
            }),
            ("one letter is another", |all| {
                all.get_mut("part/0/3/name").expect("there").replace_range(7..8, "#");
            }),
            ("the header is cut", |all| {
                let header = all.get_mut("name").expect("there");
                header.truncate(header.len() / 2);
            }),
            ("the header is empty", |all| {
                drop(all.insert(String::from("name"), String::new()));
            }),
            ("the header claims too much", |all| {
                all.insert(String::from("name"), String::from("v1 parts 0 99999999 5 00000000\n"));
            }),
            ("the header is of a later version", |all| {
                let header = all.get_mut("name").expect("there");
                header.replace_range(0..2, "v2");
            }),
        ];
        for (what, tear) in tears {
            let memory = Memory::new(WINDOWS);
            memory.write(&text(9000)).expect("written");
            tear(&mut memory.entries.borrow_mut());
            assert!(matches!(memory.read(), Err(VaultError::Broken(_))), "{what}");
            // It can still be replaced and removed.
            memory.write("anew").expect("written");
            assert_eq!(memory.read().expect("read").as_deref(), Some("anew"), "{what}");
        }
    }

    #[test]
    fn a_text_replaced_while_it_is_read_is_read_again() {
        /// Replaces the text once, after its header was read.
        struct Replacing<'a>(&'a Memory, RefCell<Option<String>>);
        impl Slots for Replacing<'_> {
            fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
                let found = self.0.get(name);
                if let Some(new) = self.1.take() {
                    self.0.write(&new)?;
                }
                found
            }
            fn set(&self, name: &str, text: &SecretString) -> Result<(), VaultError> {
                self.0.set(name, text)
            }
            fn delete(&self, name: &str) -> Result<(), VaultError> {
                self.0.delete(name)
            }
        }
        let memory = Memory::new(WINDOWS);
        memory.write(&text(9000)).expect("written");
        let new = text(9000).to_uppercase();
        let replacing = Replacing(&memory, RefCell::new(Some(new.clone())));
        let found = read(&replacing, "name").expect("read").expect("there");
        assert_eq!(found.expose_secret(), new);
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_entries_of_any_size(texts in prop::collection::vec("\\PC{0,200}", 1..4), limit in 32_usize..80) {
            let memory = Memory::new(limit);
            for text in texts {
                memory.write(&text).expect("written");
                prop_assert_eq!(memory.read().expect("read"), Some(text));
            }
            remove(&memory, Some(limit), "name").expect("removed");
            prop_assert!(memory.names().is_empty());
        }
    }
}
