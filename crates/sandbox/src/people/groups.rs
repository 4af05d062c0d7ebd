//! The groups of a practice tenant.

use super::{
    People,
    company::{DEPARTMENTS, PROJECTS, SITES},
};

/// Groups are made of the first so many people, so that a tenant of a million accounts has groups of thousands and not of
/// hundreds of thousands, whose one answer would be larger than a client should take.
const LARGEST: u32 = 5_000;

/// A group as it is at the start.
pub(crate) struct PracticeGroup {
    pub(crate) name: String,
    /// The numbers of its members.
    pub(crate) people: Vec<u32>,
    /// The places of groups that are its members, in the list that this group is in.
    pub(crate) groups: Vec<usize>,
}

/// By department, by site and by project; one with everyone, one with nobody, one with groups inside, and two of one name.
pub(crate) fn practice_groups(people: &People) -> Vec<PracticeGroup> {
    let everyone = 0..people.count().min(LARGEST);
    let places: Vec<(usize, usize)> = everyone.clone().map(|index| people.place(index)).collect();
    let those = |belongs: &dyn Fn(u32, (usize, usize)) -> bool| -> Vec<u32> {
        everyone
            .clone()
            .zip(&places)
            .filter(|(index, place)| belongs(*index, **place))
            .map(|(index, _)| index)
            .collect()
    };
    let group = |name: String, people| PracticeGroup {
        name,
        people,
        groups: Vec::new(),
    };
    let mut groups = Vec::new();
    groups.push(group("All staff".to_owned(), everyone.clone().collect()));
    for (number, department) in DEPARTMENTS.iter().enumerate() {
        let members = those(&|_, (department, _)| department == number);
        groups.push(group(department.name.to_owned(), members));
    }
    let first_site = groups.len();
    for (number, site) in SITES.iter().enumerate() {
        let members = those(&|_, (_, site)| site == number);
        groups.push(group(format!("Site {}", site.city), members));
    }
    let sites = (first_site..groups.len()).collect();
    for (number, project) in PROJECTS.iter().enumerate() {
        let members = those(&|index, _| people.works_on(index, number as u64));
        groups.push(group(format!("Project {project}"), members));
    }
    groups.push(PracticeGroup {
        groups: sites,
        ..group("All sites".to_owned(), Vec::new())
    });
    groups.push(group("Reserved for audits".to_owned(), Vec::new()));
    // A name is no key: RFC 7643 §4.2 does not make it unique.
    let leads = those(&|index, _| (1..=7).contains(&index));
    groups.push(group("Leadership".to_owned(), leads));
    let chief = those(&|index, _| index == 0);
    groups.push(group("Leadership".to_owned(), chief));
    groups
}
