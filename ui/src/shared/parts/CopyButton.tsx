import { Button, Tooltip } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { useEffect, useState } from "react";
import { useDesk } from "../desk/context";
import { say } from "../words/say";

interface Props {
  text: string;
  /** What is copied, as the button's name. */
  label: string;
}

/** Copies `text` and shows for a moment that it did. */
export function CopyButton({ text, label }: Props) {
  const desk = useDesk();
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") {
      return undefined;
    }
    const timer = setTimeout(() => {
      setState("idle");
    }, 1_600);
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  const shown = state === "copied" ? say("copied") : state === "refused" ? say("copy-refused") : label;
  return (
    <Tooltip content={shown} relationship="label" {...(state === "idle" ? {} : { visible: true })}>
      <Button
        size="small"
        appearance="subtle"
        className="copy-button"
        icon={state === "copied" ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => {
          desk.copyText(text).then(
            () => {
              setState("copied");
            },
            () => {
              setState("refused");
            },
          );
        }}
      />
    </Tooltip>
  );
}
