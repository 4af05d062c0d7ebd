/** Puts text on the clipboard; where the web view has no clipboard API, by way of a selection. */
export async function copyText(text: string): Promise<void> {
  if ("clipboard" in navigator) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // Some web views offer the API and then refuse it; the selection works there.
    }
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  field.className = "off-screen";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) {
    throw new Error("The clipboard refused the text.");
  }
}
