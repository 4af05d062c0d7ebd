/** Reading and keeping files of people in the fake desk. */
import type { KeepPeople, PeopleColumn, PeopleReading, ReadPeople, RejectedRow } from "../../bridge/generated";
import { decode, readCsv } from "./csv";
import type { FakeDesk } from "./desk";
import { directoryAnswer, personOf, putDirectory, type FakeDirectory, type FakePerson } from "./directory";
import { deskError } from "./errors";

export interface FakeReading {
  format: "csv" | "json";
  file: string;
  /** Each row by header. */
  rows: Record<string, string>[];
}

/** Headers as exports call them, in lower case without spaces, and the attribute each is taken for. */
const TAKEN_FOR: Partial<Record<string, string>> = {
  id: "objectId",
  objectid: "objectId",
  userprincipalname: "userPrincipalName",
  upn: "userPrincipalName",
  username: "userPrincipalName",
  displayname: "displayName",
  name: "displayName",
  givenname: "givenName",
  firstname: "givenName",
  surname: "surname",
  lastname: "surname",
  mail: "mail",
  email: "mail",
  "e-mail": "mail",
  department: "department",
  jobtitle: "jobTitle",
  title: "jobTitle",
  accountenabled: "accountEnabled",
  employeeid: "employeeId",
  city: "city",
  country: "country",
};

function attributeOf(header: string): string {
  return TAKEN_FOR[header.toLowerCase().replaceAll(/[\s_]/gu, "")] ?? header;
}

const MOST_SAMPLES = 3;
const MOST_REJECTED = 20;
const SEPARATORS: Partial<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

function columnsOf(headers: readonly string[], rows: readonly Record<string, string>[]): PeopleColumn[] {
  return headers.map((header) => {
    const values = rows.map((row) => row[header] ?? "").filter((value) => value !== "");
    return {
      header,
      attribute: attributeOf(header),
      filled: values.length,
      samples: [...new Set(values)].slice(0, MOST_SAMPLES),
    };
  });
}

function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function readPeople(desk: FakeDesk, { fileName, content }: ReadPeople): PeopleReading {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const { text, encoding } = decode(bytes);
  if (text.trim() === "") {
    throw deskError("people_file_unreadable", { detail: "it is empty" });
  }
  const reading = desk.next("reading");
  const rejected: RejectedRow[] = [];
  let rows: Record<string, string>[] = [];
  let headers: string[] = [];
  let how: string | null = null;
  const format = /^\s*[[{]/u.test(text) ? "json" : "csv";
  if (format === "json") {
    let list: unknown;
    try {
      list = JSON.parse(text);
    } catch (cause) {
      throw deskError("people_file_unreadable", { detail: (cause as Error).message });
    }
    if (!Array.isArray(list)) {
      throw deskError("people_file_unreadable", { detail: "it is no list" });
    }
    rows = list.map((one) =>
      Object.fromEntries(Object.entries((one ?? {}) as object).map(([name, value]) => [name, asText(value)])),
    );
    headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  } else {
    const csv = readCsv(text);
    const [first, ...rest] = csv.rows;
    if (first === undefined || rest.length === 0) {
      throw deskError("people_file_unreadable", { detail: "it has a header and no rows" });
    }
    headers = first.cells;
    how = `${encoding}, ${SEPARATORS[csv.separator] ?? csv.separator}`;
    for (const { line, cells } of rest) {
      if (cells.length > headers.length) {
        rejected.push({ line, reason: `It has ${cells.length} cells, the header ${headers.length}.` });
      } else {
        rows.push(Object.fromEntries(headers.map((header, at) => [header, cells[at] ?? ""])));
      }
    }
  }
  const columns = columnsOf(headers, rows);
  const id = ["objectId", "userPrincipalName", "mail"].find((wanted) =>
    columns.some((column) => column.attribute === wanted),
  );
  desk.readings.set(reading, { format, file: fileName, rows });
  return {
    reading,
    format,
    encoding: how,
    people: rows.length,
    groups: 0,
    columns,
    idAttribute: id ?? null,
    rejected: rejected.slice(0, MOST_REJECTED),
    rejectedTotal: rejected.length,
    notes: [],
  };
}

export function keepPeople(desk: FakeDesk, asked: KeepPeople) {
  const reading = desk.readings.get(asked.reading);
  if (reading === undefined) {
    throw deskError("bad_input", { detail: "the file must be read again" });
  }
  const people = reading.rows.map((row): FakePerson => {
    const own = Object.fromEntries(
      asked.columns.flatMap(({ header, attribute }) => {
        const value = row[header] ?? "";
        return value === "" ? [] : [[attribute, value] as const];
      }),
    );
    return personOf(own, asked.idAttribute);
  });
  const kept: FakeDirectory = putDirectory(desk, {
    directory: asked.directory,
    name: asked.name,
    origin: { from: reading.format, file: reading.file },
    people,
    groups: [],
  });
  return directoryAnswer(desk, kept);
}
