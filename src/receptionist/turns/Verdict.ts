/** Whether the caller has said all that they wanted to say, as far as their words tell. */
export type Verdict = "finished" | "unsure" | "unfinished"
