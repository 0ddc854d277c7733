import { wordsOf } from "../useWords.ts"
import { en } from "./en.ts"
import { fr } from "./fr.ts"

export const useWords = wordsOf({ en, fr })
