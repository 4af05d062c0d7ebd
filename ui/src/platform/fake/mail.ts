/** The mail server of the fake desk. */
import type { FakeDesk, Handlers } from "./desk";
import { deskError } from "./errors";

export function mailHandlers(
  desk: FakeDesk,
): Pick<Handlers, "mail_server_get" | "mail_server_save" | "notification_test"> {
  return {
    mail_server_get: () => desk.mailServer,
    mail_server_save: ({ server }) => {
      desk.mailServer = server;
      return server;
    },
    notification_test: ({ tenant }) => {
      desk.find(tenant);
      return {
        ways: [
          {
            way: "email",
            error: desk.mailServer.host.includes("nowhere")
              ? deskError("name_not_found", { host: desk.mailServer.host })
              : null,
          },
          { way: "desktop", error: null },
        ],
      };
    },
  };
}
