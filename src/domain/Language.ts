import { Option, Schema } from "effect"

/** The languages an agent can speak, spelled as in the agent's YAML. */
export const Language = Schema.Literals(["FRENCH", "ENGLISH"])
export type Language = typeof Language.Type

/** Reads `FRENCH` and `ENGLISH` in any case, their tags (`fr`, `en-CA`) and their own names. */
export const languageOf = (written: string): Option.Option<Language> => {
  const [name] = written.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").split(/[-_]/, 1)
  return name === "fr" || name === "french" || name === "francais"
    ? Option.some("FRENCH")
    : name === "en" || name === "english" || name === "anglais"
    ? Option.some("ENGLISH")
    : Option.none()
}
