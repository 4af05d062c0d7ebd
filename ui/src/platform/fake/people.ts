/** Plausible people, the same ones every time: names from many scripts, some inactive, some odd. */
export interface Person {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  externalId: string | null;
  active: boolean | null;
  title: string | null;
  department: string | null;
  created: string;
  lastModified: string;
}

/** A small generator of repeatable numbers in [0, 1) (mulberry32). */
export function repeatable(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const GIVEN =
  "Amélie Zoë Łukasz Nguyễn Siobhán Olu Ingrid João Mei Haruto 小芳 美咲 ياسمين Ольга Дмитро Ayşe Priya Mateo Björn Chloé Tomáš Νίκος Rosa Idris Hana Marek Fatima Noah Emma Wei".split(
    " ",
  );
const FAMILY =
  "Okoro Müller Kowalski Nakamura García Ó'Brien Åström Silva van_den_Berg Fernández 王 佐藤 الخطيب Иванова Шевченко Yılmaz Sharma Rossi Lindqvist Dubois Novák Παπαδόπουλος Haddad Johansson Kim Smith-Jones Adeyemi Tanaka Petrov Moreau".split(
    " ",
  );
const TITLES = [
  "Nurse",
  "Engineer",
  "Account manager",
  "Team lead",
  "Analyst",
  "Designer",
  "Buyer",
  "Controller",
  "Recruiter",
];
const DEPARTMENTS = ["Sales", "Finance", "Research", "People", "Operations", "Legal", "Support", "Marketing"];

function latin(text: string, fallback: string): string {
  const plain = text
    .normalize("NFD")
    .replaceAll(/[^A-Za-z]/gu, "")
    .toLowerCase();
  return plain === "" ? fallback : plain;
}

function pick<T>(list: readonly T[], random: () => number): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) {
    throw new Error("nothing to pick from");
  }
  return item;
}

/** `count` people whose user names end in `domain`. */
export function people(count: number, seed: number, domain: string): Person[] {
  const random = repeatable(seed);
  const made: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const given = pick(GIVEN, random);
    const family = pick(FAMILY, random).replaceAll("_", " ");
    const login = `${latin(given, `p${index}`)}.${latin(family, `q${index}`)}${index < 40 ? "" : index}@${domain}`;
    const state = random();
    const day = 86_400_000;
    const created = Date.UTC(2023, 0, 9) + Math.floor(random() * 900) * day;
    made.push({
      id: `u-${(index + 1).toString(16).padStart(6, "0")}`,
      name: `${given} ${family}`,
      userName: login,
      email: random() < 0.95 ? login : null,
      externalId: random() < 0.8 ? `E${(10_000 + index).toString()}` : null,
      active: state < 0.84 ? true : state < 0.99 ? false : null,
      title: random() < 0.8 ? pick(TITLES, random) : null,
      department: random() < 0.9 ? pick(DEPARTMENTS, random) : null,
      created: new Date(created).toISOString(),
      lastModified: new Date(created + Math.floor(random() * 300) * day).toISOString(),
    });
  }
  return made;
}
