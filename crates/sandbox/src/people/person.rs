//! One person, made when asked for.

use std::borrow::Cow;

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    company::{DEPARTMENTS, DOMAIN, Department, OUTSIDE, ROLES, SITES, Site},
    dice::{Dice, mix, number_of},
    identifiers::Identifiers,
    names::{Name, Names},
};

/// What is odd about a few people, on purpose: what lists, searches and exports stumble over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Odd {
    EmptyDisplayName,
    VeryLongName,
    NoMail,
    Emoji,
    LeadingBlank,
    NumericExternalId,
    /// A mark that turns the direction of writing around.
    TurnedDirection,
    Markup,
    Formula,
    /// Letters with combining marks that could be one character.
    Decomposed,
}

const ODDITIES: [Odd; 10] = [
    Odd::EmptyDisplayName,
    Odd::VeryLongName,
    Odd::NoMail,
    Odd::Emoji,
    Odd::LeadingBlank,
    Odd::NumericExternalId,
    Odd::TurnedDirection,
    Odd::Markup,
    Odd::Formula,
    Odd::Decomposed,
];

/// The first odd person, and how many ordinary ones stand between two odd ones at the beginning.
const FIRST_ODD: u32 = 5;
const ODD_STEP: u32 = 7;

/// A person with an account in an app.
pub(crate) struct Person {
    pub(crate) id: Uuid,
    pub(crate) external_id: String,
    pub(crate) user_name: String,
    pub(crate) display_name: String,
    pub(crate) given_name: Cow<'static, str>,
    pub(crate) family_name: Option<&'static str>,
    pub(crate) mail: Option<String>,
    pub(crate) active: bool,
    pub(crate) title: Cow<'static, str>,
    pub(crate) department: &'static str,
    pub(crate) division: &'static str,
    pub(crate) cost_center: &'static str,
    pub(crate) employee_number: u32,
    pub(crate) contractor: bool,
    pub(crate) language: &'static str,
    pub(crate) role: &'static str,
    /// The number of the person's manager; nobody stands above person 0.
    pub(crate) manager: Option<u32>,
    pub(crate) phone: String,
    pub(crate) mobile: Option<String>,
    pub(crate) fax: Option<String>,
    pub(crate) street: String,
    pub(crate) city: &'static str,
    pub(crate) region: &'static str,
    pub(crate) postal_code: &'static str,
    pub(crate) country: &'static str,
    pub(crate) time_zone: &'static str,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
}

/// What identifies a group.
pub(crate) struct GroupIdentity {
    pub(crate) id: String,
    pub(crate) external_id: String,
    pub(crate) created: Timestamp,
}

/// Everyone who has an account in one app.
pub(crate) struct People {
    seed: u64,
    app: u64,
    count: u32,
    names: Names,
    ids: Identifiers,
    external_ids: Identifiers,
}

impl People {
    /// The first `count` people of the company that `seed` makes up, with accounts in `app`.
    pub(crate) fn new(seed: u64, app: &str, count: u32) -> Self {
        let app = number_of(app);
        Self {
            seed,
            app,
            count,
            names: Names::shuffled(seed),
            ids: Identifiers::new(seed ^ app),
            external_ids: Identifiers::new(seed ^ number_of("directory")),
        }
    }

    /// How many there are; their numbers begin at 0.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The `id` of an account.
    pub(crate) fn id(&self, index: u32) -> Uuid {
        self.ids.of(index)
    }

    /// The id of a person in the directory, whatever an app keeps as external id.
    pub(crate) fn directory_id(&self, index: u32) -> Uuid {
        self.external_ids.of(index)
    }

    /// Whose account has this `id`.
    pub(crate) fn index_of_id(&self, id: &str) -> Option<u32> {
        self.ids.index(id).filter(|index| *index < self.count)
    }

    /// Whose account has this user name, letter case aside.
    pub(crate) fn index_of_user_name(&self, user_name: &str) -> Option<u32> {
        let lower = user_name.to_lowercase();
        let (latin, _) = lower.split_once('@')?;
        let index = self.names.index_of_latin(latin)?;
        (index < self.count && self.user_name(index) == lower).then_some(index)
    }

    /// Whose account has this external id.
    pub(crate) fn index_of_external_id(&self, external_id: &str) -> Option<u32> {
        let index = match external_id.parse::<u32>() {
            Ok(number) => number.checked_sub(FIRST_NUMBER)?,
            Err(_) => self.external_ids.index(external_id)?,
        };
        (index < self.count && self.external_id(index) == external_id).then_some(index)
    }

    /// What identifies the practice group with this number.
    pub(crate) fn group_identity(&self, number: usize) -> GroupIdentity {
        let number = as_sides(number);
        let mut dice = Dice::new(self.seed ^ GROUP, u64::from(number));
        GroupIdentity {
            id: Identifiers::new(self.seed ^ self.app ^ GROUP).of(number).to_string(),
            external_id: Identifiers::new(self.seed ^ GROUP).of(number).to_string(),
            created: instant(FIRST_DAY + i64::from(dice.roll(900)) * DAY),
        }
    }

    /// In which department someone works and where, as numbers.
    pub(super) fn place(&self, index: u32) -> (usize, usize) {
        let mut dice = Dice::new(self.seed ^ PLACE, u64::from(index));
        let department = dice.roll(as_sides(DEPARTMENTS.len())) as usize;
        (department, dice.roll(as_sides(SITES.len())) as usize)
    }

    /// Whether someone works on a project.
    pub(super) fn works_on(&self, index: u32, project: u64) -> bool {
        Dice::new(self.seed ^ mix(project), u64::from(index)).roll(100) < 7
    }

    fn user_name(&self, index: u32) -> String {
        format!("{}@{}", self.names.latin(index), self.domain(index))
    }

    fn external_id(&self, index: u32) -> String {
        match self.odd(index) {
            Some(Odd::NumericExternalId) => (FIRST_NUMBER + index).to_string(),
            _ => self.external_ids.of(index).to_string(),
        }
    }

    fn is_contractor(&self, index: u32) -> bool {
        Dice::new(self.seed ^ CONTRACTOR, u64::from(index)).roll(100) < 9
    }

    fn domain(&self, index: u32) -> &'static str {
        if self.is_contractor(index) {
            OUTSIDE[index as usize % OUTSIDE.len()]
        } else {
            DOMAIN
        }
    }

    /// One of each kind among the first hundred, and a few in a thousand after that.
    fn odd(&self, index: u32) -> Option<Odd> {
        let last = FIRST_ODD + ODD_STEP * (as_sides(ODDITIES.len()) - 1);
        if index <= last {
            let step = index.checked_sub(FIRST_ODD)?;
            let hit = step.is_multiple_of(ODD_STEP);
            return hit.then(|| ODDITIES[(step / ODD_STEP) as usize]);
        }
        let mut dice = Dice::new(self.seed ^ ODD, u64::from(index));
        (dice.roll(1000) < 6).then(|| *dice.pick(&ODDITIES))
    }

    /// What someone is called.
    pub(crate) fn display_name(&self, index: u32) -> String {
        let (name, odd) = (self.names.name(index), self.odd(index));
        display_name(name, odd, &given_name(name.given, odd))
    }

    /// Who has the account with this number.
    pub(crate) fn person(&self, index: u32) -> Person {
        let mut dice = Dice::new(self.seed, u64::from(index));
        let name = self.names.name(index);
        let odd = self.odd(index);
        let (department, site) = self.place(index);
        let department: &Department = &DEPARTMENTS[department];
        let site: &Site = &SITES[site];
        let user_name = self.user_name(index);
        let given_name = given_name(name.given, odd);
        let display_name = display_name(name, odd, &given_name);
        let mail = match odd {
            Some(Odd::NoMail) => None,
            _ => Some(user_name.clone()),
        };
        let contractor = self.is_contractor(index);
        let title = match index {
            0 => Cow::Borrowed("Chief Executive Officer"),
            1..=7 => Cow::Owned(format!("Director of {}", department.name)),
            _ => Cow::Borrowed(*dice.pick(&department.titles)),
        };
        let created = FIRST_DAY + i64::from(dice.roll(1600)) * DAY + i64::from(dice.roll(86_400));
        let modified = created + i64::from(dice.roll(300)) * DAY + i64::from(dice.roll(86_400));
        let phone = phone_of(site.phone, &mut dice);
        let mobile = (dice.roll(10) < 6).then(|| phone_of(site.mobile, &mut dice));
        let fax = (dice.roll(10) < 1).then(|| phone_of(site.phone, &mut dice));
        let street = format!("{} {}", 1 + dice.roll(180), site.street);
        let role = match dice.roll(20) {
            0 => ROLES[3],
            1..=4 => ROLES[2],
            5..=8 => ROLES[1],
            _ => ROLES[0],
        };
        // Each app has its own: who left may still be switched on somewhere.
        let active = Dice::new(self.seed ^ self.app ^ ACTIVE, u64::from(index)).roll(100) >= 8;
        Person {
            id: self.id(index),
            external_id: self.external_id(index),
            user_name,
            display_name,
            given_name,
            family_name: name.family,
            mail,
            active,
            title,
            department: department.name,
            division: department.division,
            cost_center: department.cost_center,
            employee_number: 1001 + index,
            contractor,
            language: name.language,
            role,
            manager: index.checked_sub(1).map(|below| below / 7),
            phone,
            mobile,
            fax,
            street,
            city: site.city,
            region: site.region,
            postal_code: site.postal_code,
            country: site.country,
            time_zone: site.time_zone,
            created: instant(created),
            modified: instant(modified),
        }
    }
}

/// Numeric external ids count from here.
const FIRST_NUMBER: u32 = 100_000;
/// 2020-01-06T00:00:00Z, in seconds since 1970.
const FIRST_DAY: i64 = 1_578_268_800;
const DAY: i64 = 86_400;

/// Streams of chance that must not follow one another.
const PLACE: u64 = 0x70_6C61_6365;
const CONTRACTOR: u64 = 0x63_6F6E_7472;
const ODD: u64 = 0x6F_6464;
const GROUP: u64 = 0x67_726F_7570;
const ACTIVE: u64 = 0x61_6374_6976;

fn as_sides(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn given_name(given: &'static str, odd: Option<Odd>) -> Cow<'static, str> {
    match odd {
        Some(Odd::VeryLongName) => Cow::Owned(vec![given; 40].join("-")),
        Some(Odd::Emoji) => Cow::Owned(format!("{given} 🦉")),
        Some(Odd::LeadingBlank) => Cow::Owned(format!(" {given}")),
        Some(Odd::TurnedDirection) => Cow::Owned(format!("{given}\u{202E}")),
        Some(Odd::Markup) => Cow::Owned(format!("<b>{given}</b>")),
        Some(Odd::Formula) => Cow::Borrowed("=SUM(A1:A9)"),
        Some(Odd::Decomposed) => Cow::Borrowed("Ame\u{301}lie Zoe\u{308}"),
        _ => Cow::Borrowed(given),
    }
}

fn display_name(name: Name, odd: Option<Odd>, given_name: &str) -> String {
    match odd {
        Some(Odd::EmptyDisplayName) => String::new(),
        // A spreadsheet reads a cell as a formula only if nothing stands before it.
        Some(Odd::Formula) => given_name.to_owned(),
        _ => name.full(given_name),
    }
}

fn phone_of((fixed, digits): (&str, usize), dice: &mut Dice) -> String {
    let sides = 10_u32.pow(as_sides(digits));
    format!("{fixed}{:0digits$}", dice.roll(sides))
}
