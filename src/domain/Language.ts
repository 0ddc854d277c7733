import { Schema } from "effect"

/** The languages an agent can speak, spelled as in the agent's YAML. */
export const Language = Schema.Literals(["FRENCH", "ENGLISH"])
export type Language = typeof Language.Type
