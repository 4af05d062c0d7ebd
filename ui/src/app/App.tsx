/** The window: closed, and then why; or open. */
import { useQuery } from "@tanstack/react-query";
import type { DeskError, DeskStatus } from "../bridge/generated";
import { StartState } from "../features/welcome/StartStates";
import { useDesk } from "../shared/desk/context";
import { keys } from "../shared/desk/queries";
import { EmptyState } from "../shared/states/EmptyState";
import { ErrorNote } from "../shared/states/ErrorNote";
import { Loading } from "../shared/states/Loading";
import { say } from "../shared/words/say";
import { IntentsProvider } from "./IntentsProvider";
import { Shell } from "./Shell";
import "./app.css";

export function App() {
  const desk = useDesk();
  const status = useQuery<DeskStatus, DeskError>({
    queryKey: keys.status,
    queryFn: () => desk.call("desk_status", null),
  });
  return (
    <IntentsProvider>
      {status.error !== null ? (
        <EmptyState title={say("start-failed")}>
          <ErrorNote error={status.error} remedies={{ retry: () => void status.refetch() }} />
        </EmptyState>
      ) : status.data === undefined ? (
        <Loading />
      ) : status.data.state === "open" ? (
        <Shell status={status.data} />
      ) : (
        <StartState status={status.data} />
      )}
    </IntentsProvider>
  );
}
