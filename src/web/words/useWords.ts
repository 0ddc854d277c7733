import { useTongue } from "../parts/preferences.ts"
import { en, type Words } from "./en.ts"
import { fr } from "./fr.ts"

/** Every text of the console, in the language of whoever reads it. */
export const useWords = (): Words => useTongue() === "fr" ? fr : en

export type { Words }
