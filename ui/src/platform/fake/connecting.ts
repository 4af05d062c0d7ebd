/** Adding, changing and testing the tenants of the fake desk. */
import type { Stage, TestTarget, UrlAdvice } from "../../bridge/generated";
import { APPS } from "./apps";
import type { FakeDesk, Handlers } from "./desk";
import { deskError } from "./errors";
import { startJob } from "./jobs";
import { makeTenant } from "./tenants";
import { runTest } from "./test";

function connectionTest(desk: FakeDesk, target: TestTarget): { job: string } {
  const tenant = target.kind === "tenant" ? desk.find(target.tenant) : null;
  const app =
    APPS.find((one) => one.id === (target.kind === "draft" ? target.app : tenant?.tenant.app))?.name ?? "the app";
  const url = target.kind === "draft" ? target.url : (tenant?.tenant.url ?? "");
  const accepted =
    target.kind === "draft"
      ? !target.token.includes("wrong")
      : (tenant?.token ?? "") !== "wrong" && tenant?.tenant.state !== "needs_attention";
  return startJob(desk, "connection_test", tenant, async (step, job) => {
    const report = await runTest(
      { app, url, accepted, users: tenant?.people.length ?? 412, groups: tenant?.groups.length ?? 0 },
      async (stage: Stage) => {
        desk.emit({ event: "stage_changed", job, stage });
        return await step({});
      },
    );
    if (report === null) {
      return { end: "cancelled", outcome: null };
    }
    if (tenant !== null) {
      tenant.report = report;
      tenant.tenant = {
        ...tenant.tenant,
        state: report.verdict === "fails" ? "needs_attention" : "reachable",
        lastTest: { at: report.at, verdict: report.verdict, sentence: report.sentence },
      };
      desk.emit({ event: "tenants_changed" });
    }
    return { end: "connection_tested", report };
  });
}

export function connectingHandlers(
  desk: FakeDesk,
): Pick<
  Handlers,
  | "apps_list"
  | "url_check"
  | "tenants_list"
  | "tenant_add"
  | "tenant_update"
  | "tenant_replace_credential"
  | "tenant_remove"
  | "connection_test"
  | "connection_report"
> {
  return {
    apps_list: () => APPS,
    url_check: ({ url }): UrlAdvice => {
      if (!URL.canParse(url)) {
        return { normalised: null, suggestion: null, notes: [], problem: "This is not a usable URL." };
      }
      const parsed = new URL(url);
      if (parsed.protocol !== "https:" && parsed.hostname !== "127.0.0.1") {
        return {
          normalised: null,
          suggestion: url.replace("http:", "https:"),
          notes: [],
          problem: "The URL begins with http://, so the token would travel unprotected.",
        };
      }
      const notes: string[] = [];
      let suggestion: string | null = null;
      if (!parsed.pathname.includes("/scim")) {
        suggestion = `${parsed.origin}/scim/v2`;
        notes.push("Tenant URLs of this app end in /scim/v2.");
      }
      if (parsed.search !== "") {
        notes.push(`What follows the question mark (${parsed.search}) is meant for Entra and is left out.`);
      }
      return { normalised: `${parsed.origin}${parsed.pathname.replace(/\/$/u, "")}`, suggestion, notes, problem: null };
    },
    tenants_list: () =>
      desk.tenants.map((one) => one.tenant).toSorted((left, right) => left.name.localeCompare(right.name, "en")),
    tenant_add: (asked) => {
      if (desk.tenants.some((one) => one.tenant.name.toLowerCase() === asked.name.toLowerCase())) {
        throw deskError("tenant_name_taken", { tenant: asked.name });
      }
      const made = makeTenant(
        {
          id: desk.next("t"),
          name: asked.name,
          app: asked.app,
          count: 0,
          state: "never_tested",
          environment: asked.environment ?? "production",
        },
        desk.tenants.length + 10,
      );
      made.token = asked.token.includes("wrong") ? "wrong" : "right";
      made.tenant = { ...made.tenant, url: asked.url, extraCa: asked.extraCa };
      desk.tenants.push(made);
      desk.emit({ event: "tenants_changed" });
      return made.tenant;
    },
    tenant_update: (asked) => {
      const found = desk.find(asked.id);
      found.tenant = {
        ...found.tenant,
        name: asked.name ?? found.tenant.name,
        safety: asked.safety ?? found.tenant.safety,
        environment: asked.environment ?? found.tenant.environment,
        rate: asked.rate ?? found.tenant.rate,
        extraCa: asked.extraCa === null ? found.tenant.extraCa : asked.extraCa === "" ? null : asked.extraCa,
      };
      desk.emit({ event: "tenants_changed" });
      return found.tenant;
    },
    tenant_replace_credential: ({ tenant, url, token }) => {
      const found = desk.find(tenant);
      found.token = token.includes("wrong") ? "wrong" : "right";
      found.tenant = { ...found.tenant, url: url ?? found.tenant.url, state: "never_tested", lastTest: null };
      desk.emit({ event: "tenants_changed" });
      return found.tenant;
    },
    tenant_remove: ({ tenant }) => {
      desk.tenants.splice(desk.tenants.indexOf(desk.find(tenant)), 1);
      desk.emit({ event: "tenants_changed" });
      return null;
    },
    connection_test: (target) => connectionTest(desk, target),
    connection_report: ({ tenant }) => desk.find(tenant).report,
  };
}
