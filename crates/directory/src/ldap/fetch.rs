//! Reading everything, or what changed.

use jiff::Timestamp;
use ldap3::Ldap;

use super::{
    LdapDirectory, Watermark, connect,
    entry::{self, Entry},
    member::{self, Everybody, Listed},
    person::{Odd, Taking},
    range,
    search::{self, Search, Searched},
    server::{Chosen, Server},
    watermark::{self, Mark},
};
use crate::{
    import::Person,
    roster::{Member, NamedGroup},
    source::{Fetched, FullBecause, Incomplete, Removed, SourceError, SourceNote, SourceProgress},
};

/// More changes than these, and everything is read: it costs less than asking for the reports of everybody who changed.
const MOST_CHANGES: usize = 500;
/// Terms of one filter.
const TERMS: usize = 50;
/// Progress is told this often.
const TOLD: u64 = 100;

struct Reader<'a> {
    ldap: Ldap,
    server: Server,
    chosen: Chosen,
    taking: Taking,
    progress: &'a (dyn Fn(SourceProgress) + Sync),
    so_far: SourceProgress,
    referrals: Vec<String>,
    incomplete: Option<Incomplete>,
    odd: Odd,
    notes: Vec<SourceNote>,
    now: Timestamp,
}

pub(super) async fn fetch(
    of: &LdapDirectory,
    since: Option<&str>,
    progress: &(dyn Fn(SourceProgress) + Sync),
) -> Result<Fetched, SourceError> {
    let mut ldap = connect::connect(&of.settings, of.password.as_ref()).await?;
    let server = Server::ask(&mut ldap).await?;
    let chosen = Chosen::of(&of.settings, &server)?;
    let mut reader = Reader {
        ldap,
        taking: Taking::of(&chosen),
        server,
        chosen,
        progress,
        so_far: SourceProgress::default(),
        referrals: Vec::new(),
        incomplete: None,
        odd: Odd::default(),
        notes: Vec::new(),
        now: of.now,
    };
    let (mark, listed) = reader.begin(since.is_some()).await?;
    let since = since.and_then(|since| reader.since(since));
    let fetched = match (since, listed) {
        (Some(since), Some(listed)) => reader.changes(&since, listed).await?,
        _ => None,
    };
    let mut fetched = match fetched {
        Some(fetched) => fetched,
        None => reader.everything().await?,
    };
    reader.end(&mut fetched, mark);
    Ok(fetched)
}

impl Reader<'_> {
    /// Where the next fetch is to begin, and everybody there is, where that is needed.
    async fn begin(&mut self, changes: bool) -> Result<(Option<Mark>, Option<Listed>), SourceError> {
        let by_usn = Mark::usn(&self.chosen, &self.server);
        match self.chosen.watermark {
            Watermark::None => Ok((None, None)),
            Watermark::UsnChanged if by_usn.is_none() => {
                self.notes.push(SourceNote::FullInstead(FullBecause::NotOffered));
                Ok((None, None))
            }
            Watermark::UsnChanged if !changes => Ok((by_usn, None)),
            Watermark::UsnChanged => Ok((by_usn, Some(self.list().await?.0))),
            Watermark::ModifyTimestamp => {
                let (listed, newest) = self.list().await?;
                Ok((Mark::time(&self.chosen, newest, self.now), Some(listed)))
            }
        }
    }

    fn since(&mut self, since: &str) -> Option<String> {
        if self.chosen.watermark == Watermark::None {
            return None;
        }
        match Mark::filter(since, &self.chosen, &self.server) {
            Ok(filter) => Some(filter),
            Err(why) => {
                self.notes.push(SourceNote::FullInstead(why));
                None
            }
        }
    }

    /// The ids of everybody, and when one of them changed last.
    async fn list(&mut self) -> Result<(Listed, Option<String>), SourceError> {
        let mut listed = Listed::default();
        let mut newest = None;
        let mut bad_time = None;
        let by_time = self.chosen.watermark == Watermark::ModifyTimestamp;
        for people in [true, false] {
            let mut asked = vec![self.chosen.id.clone()];
            asked.extend(by_time.then(|| "modifyTimestamp".to_owned()));
            asked.extend((people && self.chosen.names_by_uid()).then(|| "uid".to_owned()));
            let chosen = self.chosen.clone();
            let filter = if people { &chosen.people } else { &chosen.groups };
            let searched = search::each(&mut self.ldap, search(&chosen, filter, asked), |entry| {
                if let Err(problem) = watermark::later(&mut newest, entry.text("modifyTimestamp")) {
                    bad_time.get_or_insert(problem);
                }
                if people {
                    listed.person(&entry, &chosen);
                } else {
                    listed.group(&entry, &chosen);
                }
            });
            let searched = searched.await?;
            self.take_in(searched);
        }
        match bad_time {
            Some(problem) => Err(problem),
            None => Ok((listed, newest)),
        }
    }

    fn take_in(&mut self, searched: Searched) {
        if self.incomplete.is_none() {
            self.incomplete = searched.incomplete;
        }
        for referral in searched.referrals {
            if !self.referrals.contains(&referral) {
                self.referrals.push(referral);
            }
        }
    }

    /// All entries that a filter finds, each whole.
    async fn whole(&mut self, filter: &str, asked: Vec<String>, people: bool) -> Result<Vec<Entry>, SourceError> {
        let mut entries = Vec::new();
        let (progress, mut so_far) = (self.progress, self.so_far);
        let searched = search::each(&mut self.ldap, search(&self.chosen, filter, asked), |entry| {
            entries.push(entry);
            let count = if people { &mut so_far.people } else { &mut so_far.groups };
            *count += 1;
            if *count % TOLD == 0 {
                progress(so_far);
            }
        });
        let searched = searched.await?;
        progress(so_far);
        self.so_far = so_far;
        self.take_in(searched);
        for entry in &mut entries {
            range::complete(&mut self.ldap, entry).await?;
        }
        Ok(entries)
    }

    async fn groups(&mut self) -> Result<Vec<Entry>, SourceError> {
        let mut asked = self.taking.asked(&self.chosen);
        asked.push(self.chosen.group_name.clone());
        asked.extend(self.chosen.members.clone());
        let filter = self.chosen.groups.clone();
        self.whole(&filter, asked, false).await
    }

    async fn everything(&mut self) -> Result<Fetched, SourceError> {
        self.so_far = SourceProgress::default();
        let filter = self.chosen.people.clone();
        let asked = self.taking.asked(&self.chosen);
        let entries = self.whole(&filter, asked, true).await?;
        let groups = self.groups().await?;
        let mut everybody = Everybody::default();
        let people = self.people(&entries, &mut everybody);
        drop(entries);
        let mut fetched = self.settled(everybody, people, &groups);
        fetched.full = true;
        if fetched.people.is_empty() {
            self.incomplete.get_or_insert(Incomplete::Nobody);
        }
        Ok(fetched)
    }

    fn people(&mut self, entries: &[Entry], everybody: &mut Everybody) -> Vec<Person> {
        let mut people = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(id) = everybody.person(entry, &self.chosen, &self.taking) {
                people.push(self.taking.person(entry, id, &mut self.odd));
            }
        }
        people
    }

    fn settled(&mut self, mut everybody: Everybody, mut people: Vec<Person>, groups: &[Entry]) -> Fetched {
        let mut named: Vec<NamedGroup> = Vec::with_capacity(groups.len());
        for entry in groups {
            if let Some(id) = everybody.group(entry, &self.chosen) {
                named.push(member::named(entry, id, &self.chosen, &self.taking, &mut self.odd));
            }
        }
        if self.incomplete.is_none() {
            self.incomplete = everybody.incomplete();
        }
        let present = everybody.present();
        let groups = everybody.settle(&mut people, named, &mut self.notes);
        Fetched {
            full: false,
            people,
            groups,
            reads_groups: true,
            removed: Vec::new(),
            present,
            assignments: None,
            watermark: None,
            complete: Ok(()),
            notes: Vec::new(),
        }
    }

    /// What changed; `None` where so much did that everything is to be read.
    async fn changes(&mut self, since: &str, listed: Listed) -> Result<Option<Fetched>, SourceError> {
        let chosen = self.chosen.clone();
        let filter = format!("(&{}{since})", chosen.people);
        let mut entries = self.whole(&filter, self.taking.asked(&chosen), true).await?;
        if entries.len() > MOST_CHANGES {
            return Ok(None);
        }
        self.add_reports(&mut entries).await?;
        let filter = format!("(&{}{since})", chosen.groups);
        let mut changed_groups = 0_u64;
        let asked = vec![chosen.id.clone()];
        let searched = search::each(&mut self.ldap, search(&chosen, &filter, asked), |_| changed_groups += 1).await?;
        self.take_in(searched);
        // Whoever is new or moved may be a member of groups that did not change themselves.
        let groups = if entries.is_empty() && changed_groups == 0 {
            Vec::new()
        } else {
            self.groups().await?
        };
        let mut everybody = Everybody::default();
        let people = self.people(&entries, &mut everybody);
        everybody.join(listed);
        Ok(Some(self.settled(everybody, people, &groups)))
    }

    /// Who has somebody as manager who is new or has moved: their own entries do not change by that.
    async fn add_reports(&mut self, entries: &mut Vec<Entry>) -> Result<(), SourceError> {
        let managers = self.taking.managers().to_vec();
        let mut terms: Vec<String> = Vec::new();
        for entry in entries.iter() {
            let name = ldap3::ldap_escape(entry.dn.as_str());
            terms.extend(managers.iter().map(|manager| format!("({manager}={name})")));
        }
        let mut known: std::collections::HashSet<String> =
            entries.iter().map(|entry| entry::dn_key(&entry.dn)).collect();
        for terms in terms.chunks(TERMS) {
            let filter = format!("(&{}(|{}))", self.chosen.people, terms.concat());
            let asked = self.taking.asked(&self.chosen);
            let reports = self.whole(&filter, asked, true).await?;
            entries.extend(
                reports
                    .into_iter()
                    .filter(|report| known.insert(entry::dn_key(&report.dn))),
            );
        }
        Ok(())
    }

    fn end(mut self, fetched: &mut Fetched, mark: Option<Mark>) {
        let elsewhere: Vec<&String> = self.referrals.iter().filter(|url| !is_partition(url)).collect();
        if let Some(first) = elsewhere.first() {
            let first = (*first).clone();
            self.notes.push(SourceNote::ReferralsNotFollowed {
                referrals: elsewhere.len() as u64,
                first: first.clone(),
            });
            let referrals = elsewhere.len() as u64;
            self.incomplete
                .get_or_insert(Incomplete::Referrals { referrals, first });
        }
        self.notes.extend(self.odd.notes());
        fetched.notes = self.notes;
        match self.incomplete {
            None => fetched.watermark = mark.map(|mark| mark.text()),
            Some(why) => {
                fetched.present = None;
                fetched.complete = Err(why);
            }
        }
    }
}

/// A referral to parts of Active Directory where nobody is: its zones and its configuration.
fn is_partition(url: &str) -> bool {
    let path = url.splitn(4, '/').nth(3).unwrap_or_default().to_lowercase();
    ["dc=domaindnszones,", "dc=forestdnszones,", "cn=configuration,"]
        .iter()
        .any(|partition| path.starts_with(partition))
}

fn search<'a>(chosen: &'a Chosen, filter: &'a str, attributes: Vec<String>) -> Search<'a> {
    Search {
        base: &chosen.base,
        filter,
        attributes,
        page_size: chosen.page_size,
    }
}

/// Looks for entries anywhere in the server, whatever they are: who is there and merely not found may come back.
pub(super) async fn whereabouts(of: &LdapDirectory, missing: &[Member]) -> Result<Vec<(Member, Removed)>, SourceError> {
    let mut ldap = connect::connect(&of.settings, of.password.as_ref()).await?;
    let server = Server::ask(&mut ldap).await?;
    let chosen = Chosen::of(&of.settings, &server)?;
    let context = server.context_of(&chosen.base);
    let mut told = Vec::with_capacity(missing.len());
    for members in missing.chunks(TERMS) {
        let ids: Vec<&str> = members.iter().map(id_of).collect();
        let terms: String = ids.iter().map(|id| entry::id_filter(&chosen.id, id)).collect();
        let filter = format!("(|{terms})");
        let mut found = std::collections::HashSet::new();
        let mut searched = None;
        for base in [&context, &chosen.base] {
            let asked = Search {
                base,
                filter: &filter,
                attributes: vec![chosen.id.clone()],
                page_size: chosen.page_size,
            };
            let answer = search::each(&mut ldap, asked, |entry| found.extend(entry.text(&chosen.id))).await;
            match answer {
                // The reader may be allowed to see the base alone.
                Err(SourceError::NoBase { .. } | SourceError::Forbidden { .. }) if *base == context => {}
                answer => {
                    searched = Some(answer?);
                    break;
                }
            }
        }
        let is_whole = searched.is_some_and(|searched| searched.incomplete.is_none());
        for member in members {
            let gone = is_whole && !found.contains(id_of(member));
            told.push((member.clone(), if gone { Removed::Hard } else { Removed::Soft }));
        }
    }
    Ok(told)
}

fn id_of(member: &Member) -> &str {
    let (Member::Person(id) | Member::Group(id)) = member;
    id
}
