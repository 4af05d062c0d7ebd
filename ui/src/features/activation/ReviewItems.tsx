import { useMemo, useState } from "react";
import type { ActivationItem, ActivationReview } from "../../bridge/generated";
import { useDesk } from "../../shared/desk/context";
import { RequestView } from "../../shared/parts/RequestView";
import { fixedColumns, type Column } from "../../shared/table/columns";
import { useRows } from "../../shared/table/useRows";
import { ROW_HEIGHT, VirtualTable } from "../../shared/table/VirtualTable";
import { say } from "../../shared/words/say";

function stateWord(active: boolean | null): string {
  return active === null ? say("active-unknown") : active ? say("active-yes") : say("active-no");
}

const COLUMNS: readonly Column<ActivationItem>[] = [
  {
    id: "name",
    label: say("column-name"),
    width: 210,
    initial: true,
    cell: (item) => <bdi>{item.name}</bdi>,
    title: (item) => item.name,
  },
  {
    id: "user_name",
    label: say("column-user-name"),
    width: 230,
    initial: true,
    cell: (item) => <bdi>{item.userName ?? item.id}</bdi>,
    title: (item) => item.userName ?? item.id,
  },
  {
    id: "change",
    label: say("column-change"),
    width: 180,
    initial: true,
    cell: (item) =>
      item.already ? (
        <span className="muted">{item.to ? say("item-already-on") : say("item-already-off")}</span>
      ) : (
        <span>
          {stateWord(item.from)} <span aria-label={say("item-becomes")}>→</span> <strong>{stateWord(item.to)}</strong>
        </span>
      ),
  },
];
const SHOWN_ROWS = 8;

function idOf(item: ActivationItem): string {
  return item.id;
}
function nameOf(item: ActivationItem): string {
  return item.name;
}

/** Every account of a review, from what to what, and the request behind each. */
export function ReviewItems({ review }: { review: ActivationReview }) {
  const desk = useDesk();
  const columns = useMemo(() => fixedColumns(COLUMNS), []);
  const [chosen, setChosen] = useState<ActivationItem | null>(null);
  const source = useRows<ActivationItem>(["review-items", review.review], (window) =>
    desk.call("activation_items", { review: review.review, window }),
  );
  const shown = chosen ?? review.items.find((item) => !item.already) ?? review.items[0] ?? null;
  const rows = Math.min(SHOWN_ROWS, review.count + review.already);
  return (
    <>
      <div className="review-items" style={{ height: (rows + 1) * ROW_HEIGHT + 2 }}>
        <VirtualTable
          label={say("review-accounts")}
          question={review.review}
          columns={columns}
          source={source}
          idOf={idOf}
          nameOf={nameOf}
          openId={chosen?.id ?? null}
          onOpen={setChosen}
          onActive={setChosen}
        />
      </div>
      {shown === null || shown.already ? null : (
        <details className="more">
          <summary>{say("review-request")}</summary>
          <p className="muted">{say("review-request-meaning", { name: shown.name })}</p>
          <RequestView request={shown.request} />
        </details>
      )}
    </>
  );
}
