import type { EditedMappings } from "../../shared/desk/drafts";

/** The mappings as they are being edited: who is in scope is a part of them. */
export type ScopeDraft = Pick<EditedMappings, "held" | "mappings" | "change">;
