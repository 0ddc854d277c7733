import type { EndReason } from "./EndReason.ts"

/** The ends of calls by which something went wrong. Apart from the schema, which is too heavy for a page. */
export const failedEnds: ReadonlyArray<string> = [
  "model_error",
  "config_unavailable",
  "internal",
  "transfer_failed"
] satisfies ReadonlyArray<EndReason>
