/** Directories of the fake desk that are read again and again. A secret or a URL that holds "wrong" is refused. */
import type {
  ConnectDirectory,
  DirectoryConnection,
  DirectoryOrigin,
  DirectoryReport,
  DirectorySource,
  TestDirectory,
} from "../../bridge/generated";
import { pause, type FakeDesk, type Handlers } from "./desk";
import { findDirectory, makeDirectory, putDirectory } from "./directory";
import { deskError, evidence } from "./errors";
import { startJob } from "./jobs";

const NAMES: Record<DirectorySource["from"], string[]> = {
  entra_id: ["The name resolves", "The connection is secure", "Signed in", "Users can be read", "Groups can be read"],
  ldap: ["The name resolves", "The connection is secure", "Signed in", "The base is there", "People are found"],
  file: ["The file can be read", "People are found"],
  tenant: ["The tenant is known", "People are found"],
};

function originOf(desk: FakeDesk, source: DirectorySource): DirectoryOrigin {
  switch (source.from) {
    case "entra_id":
      return { from: "entra_id", directory: source.directory };
    case "ldap":
      return { from: "ldap", url: source.url };
    case "file":
      return { from: "csv", file: source.path };
    case "tenant":
      return { from: "tenant", tenant: desk.find(source.tenant).tenant.name };
  }
}

function reportOf(source: DirectorySource, secret: string | null): DirectoryReport {
  const refused = secret?.includes("wrong") === true;
  const names = NAMES[source.from];
  const breaks = refused ? names.indexOf("Signed in") : -1;
  const error = deskError("token_refused", {}, evidence({ status: 401, cause: "invalid_client" }));
  return {
    at: new Date().toISOString(),
    works: breaks === -1,
    sentence: breaks === -1 ? "It works. 640 people and 6 groups can be read." : "The secret was refused.",
    stages: names.map((name, at) => ({
      name,
      passed: breaks === -1 || at < breaks ? true : at === breaks ? false : null,
      detail: at === breaks ? "invalid_client: the secret is wrong or has ended." : "",
      error: at === breaks ? error : null,
    })),
    attributes:
      breaks === -1
        ? [
            { name: "sAMAccountName", attribute: "mailNickname", sample: "amelie" },
            { name: "displayName", attribute: "displayName", sample: "Amélie <b>Okoro</b>" },
            { name: "department", attribute: "department", sample: "Sales" },
            { name: "roomNumber", attribute: "roomNumber", sample: null },
          ]
        : [],
    people: breaks === -1 ? 640 : null,
    groups: breaks === -1 ? 6 : null,
  };
}

function test(desk: FakeDesk, asked: TestDirectory): { job: string } {
  return startJob(desk, "test_directory", null, async (step) => {
    if (!(await step({}))) {
      return { end: "cancelled", outcome: null };
    }
    const saved = asked.of === "saved" ? desk.connections.get(asked.directory) : undefined;
    const report = asked.of === "draft" ? reportOf(asked.source, asked.secret) : null;
    if (report !== null) {
      return { end: "directory_tested", report };
    }
    if (saved === undefined) {
      return { end: "failed", error: deskError("directory_not_found") };
    }
    saved.lastTest = reportOf(saved.source, null);
    desk.emit({ event: "directories_changed" });
    return { end: "directory_tested", report: saved.lastTest };
  });
}

function connect(desk: FakeDesk, asked: ConnectDirectory): DirectoryConnection {
  const before = asked.directory === null ? null : findDirectory(desk, asked.directory);
  const made = putDirectory(desk, {
    directory: asked.directory,
    name: asked.name,
    origin: originOf(desk, asked.source),
    people: before?.people ?? [],
    groups: before?.groups ?? [],
  });
  const { id } = made.directory;
  const held = desk.connections.get(id);
  const connection: DirectoryConnection = {
    directory: id,
    name: made.directory.name,
    source: asked.source,
    hasSecret: asked.secret !== null || held?.hasSecret === true,
    refreshedAt: held?.refreshedAt ?? null,
    completeness: held?.completeness ?? null,
    evidence: held?.evidence ?? null,
    lastTest: null,
  };
  desk.connections.set(id, connection);
  return connection;
}

/** As the desk: one that is there is the one that runs. */
function practiceDirectory(desk: FakeDesk): DirectoryConnection {
  const name = "Practice directory";
  return (
    [...desk.connections.values()].find((one) => one.name === name) ??
    connect(desk, {
      directory: null,
      name,
      source: {
        from: "entra_id",
        cloud: "global",
        directory: "0b5c9f0e-0000-4000-8000-000000000001",
        client: "0b5c9f0e-0000-4000-8000-000000000002",
        signIn: "secret",
        servicePrincipal: "0b5c9f0e-0000-4000-8000-000000000003",
        attributes: [],
        groups: true,
        endpoint: "http://127.0.0.1:8099",
      },
      secret: "practice",
    })
  );
}

export function sourceHandlers(
  desk: FakeDesk,
): Pick<
  Handlers,
  | "directory_connect"
  | "directory_connection"
  | "directory_test"
  | "directory_refresh"
  | "directory_sign_in"
  | "practice_directory_start"
> {
  return {
    directory_connect: (asked) => connect(desk, asked),
    practice_directory_start: () => practiceDirectory(desk),
    directory_connection: ({ directory }) => desk.connections.get(directory) ?? null,
    directory_test: (asked) => test(desk, asked),
    directory_refresh: ({ directory, full }) => {
      const connection = desk.connections.get(directory);
      if (connection === undefined) {
        throw deskError("directory_not_found");
      }
      return startJob(desk, "refresh_directory", null, async (step) => {
        const first = connection.refreshedAt === null;
        for (const done of [0, 200, 640]) {
          if (!(await step({ done, total: null }))) {
            return { end: "cancelled", outcome: null };
          }
        }
        const read = makeDirectory(directory, connection.name, 640);
        const { origin } = findDirectory(desk, directory).directory;
        putDirectory(desk, {
          directory,
          name: connection.name,
          origin,
          people: read.people,
          groups: read.groups,
        });
        connection.refreshedAt = new Date().toISOString();
        connection.completeness = "proven";
        connection.evidence = "All pages were read, and the last one ended with a delta link.";
        return {
          end: "directory_refreshed",
          outcome: {
            directory,
            full: full || first,
            people: 640,
            groups: 6,
            added: first ? 640 : 2,
            changed: first ? 0 : 5,
            removed: first ? 0 : 1,
            completeness: "proven",
            evidence: connection.evidence,
            notes: first ? [] : ["1 manager is not in the directory."],
          },
        };
      });
    },
    directory_sign_in: ({ directory }) => {
      const connection = desk.connections.get(directory);
      if (connection === undefined) {
        throw deskError("directory_not_found");
      }
      const { job } = startJob(desk, "sign_in", null, async (step) => {
        // In a preview somebody signs in after a while; tests say when.
        for (let waited = 0; !desk.signedIn && (desk.tick === 0 || waited < 60); waited += 1) {
          await pause(20);
          if (!(await step({}))) {
            return { end: "cancelled", outcome: null };
          }
        }
        connection.hasSecret = true;
        return { end: "signed_in" };
      });
      return {
        code: "F7QK2M9TX",
        url: "https://microsoft.com/devicelogin",
        sentence: "Open the address in a browser, type the code, and sign in.",
        expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
        job,
      };
    },
  };
}
