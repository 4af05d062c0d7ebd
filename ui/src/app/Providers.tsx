/** What every part of the window stands on: styles under a strict policy, theme, the desk, and its cached answers. */
import { createDOMRenderer, FluentProvider, RendererProvider, type Theme } from "@fluentui/react-components";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { DeskContext } from "../shared/desk/context";
import type { Platform } from "../platform/platform";

/** The nonce that the shell put on the one inline style of the page; without it injected styles are refused. */
function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLStyleElement>("style#nonce")?.nonce;
  return nonce === "" ? undefined : nonce;
}

interface Props {
  platform: Platform;
  queries: QueryClient;
  theme: Theme;
  children: ReactNode;
}

export function Providers({ platform, queries, theme, children }: Props) {
  const renderer = useMemo(() => {
    const nonce = pageNonce();
    return createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } });
  }, []);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} className="provider">
        <QueryClientProvider client={queries}>
          <DeskContext value={platform}>{children}</DeskContext>
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  );
}
