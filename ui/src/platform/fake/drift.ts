/** Drift in the fake desk: some accounts of every kind, the same ones each time. */
import type { DriftKind, DriftRemedy, DriftRow, DriftRule, DriftSummary } from "../../bridge/generated";
import { windowOf, type FakeDesk, type Handlers } from "./desk";
import { startJob } from "./jobs";

export interface FakeDrift {
  summary: DriftSummary;
  rows: DriftRow[];
}

const SAMPLES: readonly { kind: DriftKind; every: number; remedies: DriftRemedy[]; said: (name: string) => string }[] =
  [
    {
      kind: "local",
      every: 17,
      remedies: ["ignore"],
      said: (name) => `${name} matches nobody in the directory.`,
    },
    {
      kind: "changed",
      every: 13,
      remedies: ["repair", "accept", "ignore"],
      said: (name) => `The title of ${name} was changed at the app.`,
    },
    {
      kind: "unlinked",
      every: 19,
      remedies: ["adopt", "ignore"],
      said: (name) => `${name} matches a person in scope, and is not linked yet.`,
    },
    {
      kind: "duplicate",
      every: 101,
      remedies: ["ignore"],
      said: (name) => `Another account matches the same person as ${name}.`,
    },
  ];

/** `*` stands for any text. */
function fitsPattern(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const name = text.toLowerCase();
  if (rest.length === 0) {
    return name === first;
  }
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) {
      return false;
    }
    at = found + part.length;
  }
  return name.startsWith(first) && name.endsWith(rest.at(-1) ?? "");
}

function search(desk: FakeDesk, id: string): FakeDrift {
  const tenant = desk.find(id);
  const ignored = desk.driftRules.get(id) ?? [];
  const fits = ({ pattern, kind }: DriftRule, row: DriftRow) =>
    (kind === null || kind === row.kind) && fitsPattern(pattern, row.accountName);
  const all = tenant.people.flatMap((account, at): DriftRow[] => {
    const sample = SAMPLES.find(({ every }) => at % every === every - 1);
    return sample === undefined
      ? []
      : [
          {
            number: at,
            object: "user",
            kind: sample.kind,
            account: account.id,
            accountName: account.name,
            active: account.active,
            person: sample.kind === "local" ? null : account.id,
            personName: sample.kind === "local" ? null : account.name,
            attributes:
              sample.kind === "changed"
                ? [{ name: "title", oldValue: account.title, newValue: "Director of everything" }]
                : [],
            sentence: sample.said(account.name),
            remedies: sample.remedies,
          },
        ];
  });
  const rows = all.filter((row) => !ignored.some((rule) => fits(rule, row)));
  return { rows, summary: summaryOf(tenant.people.length, rows, all.length - rows.length, new Date().toISOString()) };
}

function summaryOf(accounts: number, rows: readonly DriftRow[], ignored: number, at: string): DriftSummary {
  return {
    at,
    accounts,
    managed: accounts - rows.length - ignored,
    completeness: "proven",
    counts: SAMPLES.map(({ kind }) => ({
      object: "user" as const,
      kind,
      count: rows.filter((row) => row.kind === kind).length,
    })),
    ignored,
  };
}

export function driftHandlers(
  desk: FakeDesk,
): Pick<Handlers, "drift_find" | "drift_page" | "drift_resolve" | "drift_rules" | "drift_rules_save"> {
  return {
    drift_find: ({ tenant: id }) =>
      startJob(desk, "find_drift", desk.find(id), async (step) => {
        if (!(await step({ done: 0, total: desk.find(id).people.length }))) {
          return { end: "cancelled", outcome: null };
        }
        const found = search(desk, id);
        desk.drift.set(id, found);
        return { end: "drift_found", summary: found.summary };
      }),
    drift_page: ({ tenant, kind, search: text, window }) =>
      windowOf(
        (desk.drift.get(tenant)?.rows ?? []).filter(
          (row) => (kind === null || row.kind === kind) && row.accountName.toLowerCase().includes(text.toLowerCase()),
        ),
        window,
        1,
      ),
    drift_resolve: ({ tenant, numbers, remedy }) => {
      const held = desk.drift.get(tenant) ?? search(desk, tenant);
      const settled = held.rows.filter((row) => numbers.includes(row.number));
      const rows = held.rows.filter((row) => !numbers.includes(row.number));
      const ignored = held.summary.ignored + (remedy === "ignore" ? settled.length : 0);
      if (remedy === "ignore") {
        const rules = desk.driftRules.get(tenant) ?? [];
        desk.driftRules.set(tenant, [
          ...rules,
          ...settled.map((row, at): DriftRule => ({
            id: rules.length + at + 1,
            object: row.object,
            kind: row.kind,
            pattern: row.accountName,
            attribute: null,
          })),
        ]);
      }
      const summary = summaryOf(held.summary.accounts, rows, ignored, held.summary.at);
      desk.drift.set(tenant, { rows, summary });
      desk.emit({ event: "provisioning_changed", tenant });
      return summary;
    },
    drift_rules: ({ tenant }) => desk.driftRules.get(tenant) ?? [],
    drift_rules_save: ({ tenant, rules }) => {
      const kept = rules.map((rule, at) => ({ ...rule, id: rule.id ?? 1_000 + at }));
      desk.driftRules.set(tenant, kept);
      return kept;
    },
  };
}
