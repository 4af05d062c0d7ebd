/** A file's bytes as base64, as they cross the bridge. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = reader.result as string;
      // `data:text/csv;base64,…`; of an empty file nothing follows the comma, or there is none.
      resolve(url.slice(url.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => {
      reject(reader.error ?? new Error("The file could not be read."));
    });
    reader.readAsDataURL(file);
  });
}
