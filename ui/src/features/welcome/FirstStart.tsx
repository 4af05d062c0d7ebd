import { Button } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { BeakerRegular } from "@fluentui/react-icons/svg/beaker";
import { useState } from "react";
import { useStartPractice } from "../../shared/desk/useStartPractice";
import { PracticeSize } from "../../shared/parts/PracticeSize";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { say } from "../../shared/words/say";
import "./welcome.css";

interface Props {
  onAdd: () => void;
  /** Practice tenants run; the first of them, if any. */
  onPractice: (first: string | null) => void;
}

/** No tenant yet: what Scimdesk is for, and the two ways to begin. */
export function FirstStart({ onAdd, onPractice }: Props) {
  const [size, setSize] = useState<number | null>(null);
  const practice = useStartPractice((status) => {
    onPractice(status.tenants[0] ?? null);
  });
  const start = () => {
    practice.mutate(size);
  };
  return (
    <div className="first-start">
      <h1>{say("welcome")}</h1>
      <p className="lead">{say("welcome-meaning")}</p>
      <div className="choices">
        <section className="choice" aria-labelledby="choice-add">
          <AddRegular className="choice-icon" aria-hidden />
          <h2 id="choice-add">{say("welcome-add-title")}</h2>
          <p>{say("welcome-add-meaning")}</p>
          <Button appearance="primary" onClick={onAdd}>
            {say("add-a-tenant")}
          </Button>
        </section>
        <section className="choice" aria-labelledby="choice-practice">
          <BeakerRegular className="choice-icon" aria-hidden />
          <h2 id="choice-practice">{say("welcome-practice-title")}</h2>
          <p>{say("practice-meaning")}</p>
          <div className="practice-start">
            <PracticeSize size={size} onSize={setSize} />
            <Button disabled={practice.isPending} onClick={start}>
              {practice.isPending ? say("practice-starting") : say("practice-start")}
            </Button>
          </div>
        </section>
      </div>
      {practice.error === null ? null : <ErrorNote error={practice.error} remedies={{ retry: start }} />}
    </div>
  );
}
