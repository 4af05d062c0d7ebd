//! People made up from their number, with names from many scripts.

use jiff::{SignedDuration, Timestamp};
use scimdesk_store::NewResource;

const GIVEN: &[&str] = &[
    "Anna",
    "Amélie",
    "Łukasz",
    "Søren",
    "José",
    "Zoë",
    "Ahmed",
    "Fatima",
    "Ivan",
    "Olga",
    "Priya",
    "Rahul",
    "Kenji",
    "Yuki",
    "Chloë",
    "Björn",
    "Marek",
    "Giulia",
    "Pedro",
    "Inês",
    "Nguyễn",
    "Thảo",
    "Mehmet",
    "Ayşe",
    "Oluwaseun",
    "Chiamaka",
    "Noah",
    "Emma",
    "Liam",
    "Olivia",
    "Mateo",
    "Valentina",
    "Hannah",
    "Lukas",
    "Leon",
    "Mia",
    "Sophie",
    "Hugo",
    "Elsa",
    "Astrid",
];
const FAMILY: &[&str] = &[
    "Smith",
    "Dubois",
    "Müller",
    "García",
    "Nowak",
    "Andersson",
    "Rossi",
    "Silva",
    "Kowalski",
    "Ivanov",
    "Petrova",
    "Sharma",
    "Patel",
    "Tanaka",
    "Suzuki",
    "Nguyen",
    "Tran",
    "Yılmaz",
    "Öztürk",
    "Okafor",
    "Adeyemi",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Miller",
    "Davis",
    "Martínez",
    "Hernández",
    "López",
    "González",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Thompson",
    "White",
    "Harris",
    "Clark",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Van der Berg",
    "De Vries",
    "O'Brien",
    "Fitzgerald",
    "MacDonald",
    "Zimmermann",
    "Schröder",
    "Björkman",
    "Lindqvist",
];
const WHOLE: &[&str] = &[
    "王小明",
    "李娜",
    "佐藤 花子",
    "山田太郎",
    "김민준",
    "이서연",
    "Иван Петров",
    "محمد علي",
    "דוד כהן",
];
const DEPARTMENTS: &[&str] = &[
    "Engineering",
    "Sales",
    "Human Resources",
    "Finance",
    "Legal",
    "Support",
    "Operations",
    "Marketing",
    "Research",
];
const TITLES: &[&str] = &[
    "Engineer",
    "Manager",
    "Director",
    "Analyst",
    "Assistant",
    "Consultant",
    "Architect",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// The account of that number; always the same.
pub(crate) fn account(number: u64) -> NewResource {
    let mut random = Random((number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (0..4).for_each(|_| {
        random.below(2);
    });
    let id = uuid::Builder::from_random_bytes(std::array::from_fn(|_| u8::try_from(random.below(256)).unwrap()))
        .into_uuid()
        .to_string();
    let name = if random.below(12) == 0 {
        random.of(WHOLE).to_owned()
    } else {
        format!("{} {}", random.of(GIVEN), random.of(FAMILY))
    };
    let login: String = name
        .to_lowercase()
        .chars()
        .filter_map(|c| {
            if c.is_ascii_alphanumeric() {
                Some(c)
            } else if c == ' ' {
                Some('.')
            } else {
                None
            }
        })
        .collect();
    let user_name = format!("{login}{number}@example.com");
    let external_id = format!("U-{number:07}");
    let active = random.below(9) != 0;
    let title = random.of(TITLES).to_owned();
    let department = random.of(DEPARTMENTS).to_owned();
    let created = "2020-01-01T00:00:00Z".parse::<Timestamp>().unwrap()
        + SignedDuration::from_secs(i64::try_from(random.below(180_000_000)).unwrap());
    let raw = format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"{id}","externalId":"{external_id}","userName":"{user_name}","displayName":"{name}","name":{{"formatted":"{name}"}},"title":"{title}","active":{active},"emails":[{{"value":"{user_name}","type":"work","primary":true}}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{{"department":"{department}"}},"meta":{{"resourceType":"User","created":"{created}","lastModified":"{created}","location":"https://scim.example.com/v2/Users/{id}"}}}}"#
    );
    NewResource {
        id,
        name,
        user_name: Some(user_name.clone()),
        email: Some(user_name),
        external_id: Some(external_id),
        active: Some(active),
        title: Some(title),
        department: Some(department),
        created: Some(created),
        last_modified: Some(created),
        members: None,
        raw,
    }
}
