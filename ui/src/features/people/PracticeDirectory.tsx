import { Button } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DeskError, DirectoryConnection } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useIntents } from "../../shared/intents";
import { navigate, peopleRoute } from "../../shared/route";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";

/** A directory for whoever has none to connect. */
export function PracticeDirectory() {
  const desk = useDesk();
  const intents = useIntents();
  const queries = useQueryClient();
  const start = useMutation<DirectoryConnection, DeskError>({
    mutationFn: () => desk.call("practice_directory_start", null),
    onSuccess: (connection) => {
      void queries.invalidateQueries({ queryKey: keys.directories });
      void queries.invalidateQueries({ queryKey: keys.connection(connection.directory) });
      intents.announce(say("source-connected", { name: connection.name }));
      navigate(peopleRoute(connection.directory, "connection"));
    },
  });
  return (
    <div className="practice-directory">
      <p className="muted">{say("practice-directory-meaning")}</p>
      <Button
        disabled={start.isPending}
        onClick={() => {
          start.mutate();
        }}
      >
        {say("practice-directory-ask")}
      </Button>
      {start.error === null ? null : (
        <ErrorNote
          error={start.error}
          remedies={{
            retry: () => {
              start.mutate();
            },
          }}
        />
      )}
    </div>
  );
}
