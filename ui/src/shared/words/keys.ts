// Generated from words/en/window.ftl by `npm run words`. Do not edit.
export type WordKey =
  | "app-name"
  | "opening";
