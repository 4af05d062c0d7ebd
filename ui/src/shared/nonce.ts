/** The nonce that the shell put on the one inline style of the page; without it injected styles are refused. */
export function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLStyleElement>("style#nonce")?.nonce;
  return nonce === "" ? undefined : nonce;
}
