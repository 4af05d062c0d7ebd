/** The plan: made, read, filtered, decided, taken along as a file, and sent. */
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DeskError, ProvisioningPlan, Tenant } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { keys } from "../../shared/desk/queries";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Beside, focusList } from "../../shared/parts/Beside";
import { Modal } from "../../shared/parts/Modal";
import { EmptyState } from "../../shared/states/EmptyState";
import { ErrorNote } from "../../shared/states/ErrorNote";
import { Loading } from "../../shared/states/Loading";
import { say } from "../../shared/words/say";
import { Progress } from "./Progress";
import { useNewestJob } from "./useProvisioning";
import { ApplyDialog } from "./ApplyDialog";
import { ExportPlanDialog } from "./ExportPlanDialog";
import { ImportPlanDialog } from "./ImportPlanDialog";
import { MakeDialog } from "./MakeDialog";
import { plannedCount } from "./planCounts";
import { PlanItemPanel } from "./PlanItemPanel";
import { PlanRows } from "./PlanRows";
import { PlanSummary } from "./PlanSummary";
import "./plan.css";

type Open = "make" | "apply" | "export" | "import";

interface Props {
  tenant: Tenant;
  /** The change shown beside the list. */
  number: number | null;
  onNumber: (number: number | null) => void;
}

export function PlanPart({ tenant, number, onNumber }: Props) {
  const desk = useDesk();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQuery<ProvisioningPlan | null, DeskError>({
    // What a plan may send depends on the tenant's safety level.
    queryKey: [...keys.provisioning(tenant.id), "plan", tenant.safety],
    queryFn: () => desk.call("plan_newest", { tenant: tenant.id }),
    placeholderData: (before) => before,
  });
  const making = useNewestJob(tenant.id, ["make_plan"]);
  const running = making !== undefined && making.end === null ? making : null;
  const failed = making?.end?.end === "failed" ? making.end.error : null;
  const close = () => {
    setOpen(null);
  };
  useShortcuts({
    refresh: () => {
      setOpen("make");
    },
  });
  const make = (
    <Button
      appearance={data ? "secondary" : "primary"}
      disabled={running !== null}
      onClick={() => {
        setOpen("make");
      }}
    >
      {data ? say("plan-again-ask") : say("plan-make-ask")}
    </Button>
  );
  const importing = (
    <Button
      onClick={() => {
        setOpen("import");
      }}
    >
      {say("plan-import-ask")}
    </Button>
  );
  const shut = () => {
    onNumber(null);
    focusList();
  };
  return (
    <>
      {error !== null ? (
        <EmptyState title={say("plan-unread")}>
          <ErrorNote error={error} tenant={tenant.id} remedies={{ retry: () => void refetch() }} />
        </EmptyState>
      ) : data === undefined ? (
        <Loading />
      ) : data === null ? (
        <EmptyState
          title={say("plan-none")}
          actions={
            <>
              {make}
              {importing}
            </>
          }
        >
          <p>{say("plan-none-meaning", { app: tenant.appName })}</p>
          {running === null ? null : <Progress job={running} label={say("plan-making")} />}
          {failed === null ? null : <ErrorNote error={failed} tenant={tenant.id} />}
        </EmptyState>
      ) : (
        <Beside
          detail={
            number === null ? null : (
              <PlanItemPanel key={number} tenant={tenant} plan={data} number={number} onClose={shut} />
            )
          }
        >
          <div className="plan">
            <div className="plan-bar">
              {make}
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <Button icon={<MoreHorizontalRegular />} aria-label={say("plan-files")} />
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    <MenuItem
                      onClick={() => {
                        setOpen("export");
                      }}
                    >
                      {say("plan-export-ask")}
                    </MenuItem>
                    <MenuItem
                      onClick={() => {
                        setOpen("import");
                      }}
                    >
                      {say("plan-import-ask")}
                    </MenuItem>
                  </MenuList>
                </MenuPopover>
              </Menu>
              <span className="grow" />
              <Button
                appearance="primary"
                disabled={running !== null || plannedCount(data) === 0 || data.stale !== null}
                onClick={() => {
                  setOpen("apply");
                }}
              >
                {say("plan-apply-ask", { n: plannedCount(data) })}
              </Button>
            </div>
            {running === null ? null : <Progress job={running} label={say("plan-making")} />}
            {failed === null ? null : <ErrorNote error={failed} tenant={tenant.id} />}
            <PlanSummary plan={data} />
            <PlanRows key={data.plan} tenant={tenant} plan={data} number={number} onNumber={onNumber} />
          </div>
        </Beside>
      )}
      <Modal open={open !== null} onClose={close} className={open === "apply" ? "activation" : ""}>
        {open === "make" ? (
          <MakeDialog tenant={tenant} onClose={close} />
        ) : open === "import" ? (
          <ImportPlanDialog tenant={tenant} onClose={close} />
        ) : open === null || data === undefined || data === null ? null : open === "export" ? (
          <ExportPlanDialog plan={data} onClose={close} />
        ) : (
          <ApplyDialog tenant={tenant} plan={data} onClose={close} />
        )}
      </Modal>
    </>
  );
}
