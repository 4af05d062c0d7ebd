/** What every part of the window stands on: the desk and its cached answers, and styles under a strict policy. */
import { createDOMRenderer, FluentProvider, RendererProvider } from "@fluentui/react-components";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, type ReactNode } from "react";
import type { Platform } from "../platform/platform";
import { DeskContext } from "../shared/desk/context";
import { listenToDesk } from "../shared/desk/events";
import { usePreferences } from "../shared/desk/queries";
import { listenToKeyboard } from "../shared/keyboard/useShortcuts";
import { pageNonce } from "../shared/nonce";
import { useTheme } from "./theme";

interface Props {
  platform: Platform;
  queries: QueryClient;
  children: ReactNode;
}

export function Providers({ platform, queries, children }: Props) {
  useEffect(() => listenToDesk(platform, queries), [platform, queries]);
  useEffect(listenToKeyboard, []);
  return (
    <QueryClientProvider client={queries}>
      <DeskContext value={platform}>
        <Styled>{children}</Styled>
      </DeskContext>
    </QueryClientProvider>
  );
}

function Styled({ children }: { children: ReactNode }) {
  const [preferences] = usePreferences();
  const { theme, scheme, contrast } = useTheme(preferences?.theme ?? "system");
  const renderer = useMemo(() => {
    const nonce = pageNonce();
    return createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } });
  }, []);
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.classList.toggle("high-contrast", contrast);
  }, [scheme, contrast]);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme}>{children}</FluentProvider>
    </RendererProvider>
  );
}
