import { en as deliveriesEn } from "../deliveries/en.ts"
import { fr as deliveriesFr } from "../deliveries/fr.ts"
import { wordsOf } from "../useWords.ts"
import { en } from "./en.ts"
import { fr } from "./fr.ts"

export const useWords = wordsOf({ en: { ...deliveriesEn, ...en }, fr: { ...deliveriesFr, ...fr } })
