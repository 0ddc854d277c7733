/** What a caller said about being recorded. */
export type Said = "refused" | "given" | "none"
