import { Dialog, DialogSurface } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import "./modal.css";

interface Props {
  open: boolean;
  onClose: () => void;
  className?: string;
  /** Its name, where it has no title. */
  label?: string;
  children: ReactNode;
}

/**
 * What lies over the window and must be answered first. It stays mounted while it is closed: taken away while open, it
 * would leave everything under it hidden from screen readers. Focus goes back to where it came from.
 */
export function Modal({ open, onClose, className, label, children }: Props) {
  const from = useRef<Element | null>(null);
  const was = useRef(false);
  if (open && !was.current) {
    from.current = document.activeElement;
  }
  useEffect(() => {
    if (was.current && !open) {
      const before = from.current;
      const target = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
      (target ?? landing())?.focus();
    }
    was.current = open;
  }, [open]);
  return (
    <Dialog
      open={open}
      surfaceMotion={null}
      onOpenChange={(_, data) => {
        if (!data.open) {
          onClose();
        }
      }}
    >
      <DialogSurface
        backdropMotion={null}
        className={className}
        {...(label === undefined ? {} : { "aria-label": label })}
      >
        {children}
      </DialogSurface>
    </Dialog>
  );
}

/** Where the focus goes when what had it is gone: to what lies on top, else to the list, else to the page. */
function landing(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>("[role=dialog]") ??
    document.querySelector<HTMLElement>("#page [role=grid]") ??
    document.getElementById("page")
  );
}
