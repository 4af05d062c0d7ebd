/** Fulfils what the parts of the window ask of the whole: dialogs, navigation, background work, announcements. */
import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useMemo, useRef, useState, type ReactNode } from "react";
import type { BuildRequests, DeskError, PrepareActivation, SafetyLevel } from "../bridge/generated";
import { ActivationDialog } from "../features/activation/ActivationDialog";
import { RequestsDialog } from "../features/requests/RequestsDialog";
import { SafetyDialog } from "../features/tenants/SafetyDialog";
import { UNCHANGED } from "../features/tenants/unchanged";
import { asDeskError } from "../platform/failure";
import { useDesk } from "../shared/desk/context";
import { useTenant } from "../shared/desk/queries";
import { IntentsContext, type Intents } from "../shared/intents";
import { Modal } from "../shared/parts/Modal";
import { navigate, tenantRoute } from "../shared/route";
import { ErrorNote } from "../shared/states/ErrorNote";
import { say } from "../shared/words/say";
import { PaletteAndHelp } from "./PaletteAndHelp";

interface Notice {
  error: DeskError;
  tenant: string;
}

export function IntentsProvider({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const [review, setReview] = useState<{ asked: PrepareActivation; turn: number; onSent: () => void } | null>(null);
  const [safety, setSafety] = useState<{ tenant: string; wanted: SafetyLevel } | null>(null);
  const [requests, setRequests] = useState<{ asked: BuildRequests; name: string } | null>(null);
  const [palette, setPalette] = useState(false);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [announced, setAnnounced] = useState("");
  const turn = useRef(0);

  const intents = useMemo<Intents>(() => {
    const background = (tenant: string, work: Promise<unknown>) => {
      work.then(
        () => {
          setNotice(null);
        },
        (thrown: unknown) => {
          setNotice({ error: asDeskError(thrown), tenant });
        },
      );
    };
    return {
      reviewActivation: (asked, onSent = () => undefined) => {
        setReview({ asked, turn: (turn.current += 1), onSent });
      },
      changeSafety: (tenant, wanted = "review") => {
        // Allowing less needs no second thought.
        if (wanted === "read_only") {
          background(tenant, desk.call("tenant_update", { ...UNCHANGED, id: tenant, safety: wanted }));
        } else {
          setSafety({ tenant, wanted });
        }
      },
      replaceCredential: (tenant) => {
        setReview(null);
        navigate(tenantRoute(tenant, "settings", "credential"));
      },
      addAuthority: (tenant) => {
        setReview(null);
        navigate(tenantRoute(tenant, "settings", "authority"));
      },
      testConnection: (tenant) => {
        navigate(tenantRoute(tenant));
        background(tenant, desk.call("connection_test", { kind: "tenant", tenant }));
      },
      refresh: (tenant) => {
        background(tenant, desk.call("refresh", { tenant, kinds: [] }));
      },
      showRequests: (wanted, name) => {
        setRequests({ asked: wanted, name });
      },
      openPalette: () => {
        setPalette(true);
      },
      announce: (text) => {
        // The same text twice is news twice.
        setAnnounced((before) => (before === text ? `${text}\u00a0` : text));
      },
    };
  }, [desk]);

  const closeReview = () => {
    setReview(null);
  };
  const closeRequests = () => {
    setRequests(null);
  };
  const closeSafety = () => {
    setSafety(null);
  };
  return (
    <IntentsContext value={intents}>
      {children}
      <Modal open={review !== null} className="activation" onClose={closeReview}>
        {review === null ? null : (
          <ActivationDialog
            key={review.turn}
            asked={review.asked}
            onSent={review.onSent}
            onClose={closeReview}
            onAnother={intents.reviewActivation}
          />
        )}
      </Modal>
      <Modal open={safety !== null} onClose={closeSafety}>
        {safety === null ? null : <Safety {...safety} onClose={closeSafety} />}
      </Modal>
      <Modal open={requests !== null} className="requests" onClose={closeRequests}>
        {requests === null ? null : <RequestsDialog {...requests} onClose={closeRequests} />}
      </Modal>
      <PaletteAndHelp open={palette} onOpen={setPalette} />
      {notice === null ? null : (
        <div className="notice">
          <ErrorNote error={notice.error} tenant={notice.tenant} />
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={say("notice-dismiss")}
            onClick={() => {
              setNotice(null);
            }}
          />
        </div>
      )}
      <div role="status" aria-live="polite" className="off-screen">
        {announced}
      </div>
    </IntentsContext>
  );
}

function Safety({ tenant: id, wanted, onClose }: { tenant: string; wanted: SafetyLevel; onClose: () => void }) {
  const tenant = useTenant(id);
  return tenant === undefined ? null : <SafetyDialog tenant={tenant} wanted={wanted} onClose={onClose} />;
}
