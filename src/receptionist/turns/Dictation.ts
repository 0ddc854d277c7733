import { digitsAtEnd } from "../messages/SpokenDigits.ts"
import { says } from "../SpokenPattern.ts"
import type { Heard } from "./Heard.ts"
import type { Verdict } from "./Verdict.ts"

const folded = (text: string) => ` ${text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim()} `

/** What numbers there are of which one knows when they are whole: the digits that they have. */
const kinds: ReadonlyArray<readonly [mentions: (text: string) => boolean, lengths: ReadonlyArray<number>]> = [
  [says("nas|sin|assurance sociale|social (insurance|security)"), [9]],
  [says("assurance maladie|ramq|carte soleil|health (card|insurance|number)|medicare|ohip"), [8, 10, 12]],
  [says("carte de credit|visa|mastercard|master card|credit card|card number|numero (de|sur) (la |ma )?carte"), [
    15,
    16
  ]],
  [
    says(
      `telephone|phone|cell|cellulaire|cellular|portable|mobile|rappeler|rappelez moi|rappelle moi|joindre|call (me )?back
      |call me|reach|textez moi|text me|numero|number|num`
    ),
    [10, 11]
  ]
]
/** Numbers of any length. */
const unknown = says(
  `dossier|compte|reference|confirmation|client|membre|file|account|member|commande|order|reservation|facture|invoice
  |police|policy|contrat|contract|billet|ticket|suivi|tracking|poste|extension|ext`
)
/** Before these, a number of any length is whole. */
const month = says(
  `(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may
  |june|july|august|september|october|november|december)( (le|the|\\S+))?#`
)
const whole = says(
  `(age|ans|depuis|since|en|in|page|rue|street|avenue|appartement|apartment|apt|chambre|room|vers|at|around|apres|after
  |avant|before|coute|costs?|fait|a|of|suite|bureau|table|numero)#`
)
const amounts = 2

/** Nothing but what one says before a number. */
const leadsIn = /^(?:(?:oui|ok|okay|yes|alors|so|bon|well|ce|est|c|le|it|s|is|the|au|at) )*$/

const ofDigits = (digits: string, before: string, asked: string): Verdict | undefined => {
  const count = digits.length
  if (count === 0 || month(before)) return undefined
  const told = kinds.find(([mentions]) => mentions(before))
  if (unknown(before) || (told === undefined && unknown(asked))) return "unsure"
  const context = told ?? kinds.find(([mentions]) => mentions(asked))
  if (context !== undefined) {
    const lengths = context[1]
    if (count >= Math.max(...lengths) || lengths.includes(count)) return "finished"
    // Some leave their area code out.
    if (lengths.includes(10) && count === 7) return "unsure"
    return "unfinished"
  }
  if (whole(before)) return undefined
  const alone = leadsIn.test(before.trimStart())
  if (count <= amounts) return before.trim() === "" ? "unsure" : undefined
  if (count >= 10) return "finished"
  return count === 3 || count === 6 || (count === 8 && alone) ? (alone ? "unfinished" : "unsure") : "unsure"
}

const hangs = says(
  `(tiret|dash|hyphen|trait de union|apostrophe|majuscule|capital|underscore|barre de soulignement|double|triple|poste
  |extension|arobase|at sign|a commercial|comme dans|as in|point|dot|www|slash)#`
)

const letter = "[a-z]"
/** One letter after the other, with a word to each or without. */
const spelled = new RegExp(
  `(?: (?:(?:double |accent (?:aigu|grave) )?${letter}|double v|e accent \\w+)(?: (?:comme|comme dans|as in|for|like) \\w+)?(?: ,)?){2,}$`
)
const postalCode = / [a-z] ?\d ?[a-z] ?\d ?[a-z] ?\d $/
const postalBegin = / [a-z] ?\d(?: ?[a-z](?: ?\d(?: ?[a-z])?)?)? $/
const saysPostal = says("code postal|postal code|postcode|zip|zip code")

const ofLetters = (text: string, asked: string): Verdict | undefined => {
  if (postalCode.test(text)) return "finished"
  if (postalBegin.test(text) && (saysPostal(text) || saysPostal(asked) || / [a-z] \d [a-z] /.test(text))) {
    return "unfinished"
  }
  return spelled.test(text.trimEnd()) ? "unsure" : undefined
}

const saysMail = says("courriel|courriels|email|mail|e mail|adresse electronique")
const endsWithDomain = /[ @](?:com|ca|fr|org|net|be|ch|eu|qc|io|uk|info|gouv|gov|edu|biz) $/
const at = /@| (?:arobase|arrobase|a commercial|at sign) /
const mailHosts = / at (?:gmail|hotmail|yahoo|outlook|videotron|bell|live|icloud|orange|\w+ dot) /
const declines = says("(no|non|not|pas|none|aucun)")

const ofMail = (text: string, asked: string): Verdict | undefined => {
  const begun = at.test(text) || mailHosts.test(text)
  if (begun) return endsWithDomain.test(text) ? "finished" : "unfinished"
  const isAbout = saysMail(text) ? / (?:est|is|ce est|:) \S/.test(text) : saysMail(asked)
  if (!isAbout || declines(text)) return undefined
  return / (?:point|dot|underscore|tiret|dash) /.test(text) || saysMail(text) ? "unfinished" : "unsure"
}

/** What is dictated and not whole: numbers in groups, spellings, e-mail addresses. None where nothing is. */
export const readDictation = ({ text: heard }: Heard, asked: string): Verdict | undefined => {
  const text = folded(heard.replaceAll(",", " "))
  const question = folded(asked.toLowerCase().replace(/[^\p{L}\p{N}]/gu, " "))
  if (hangs(text)) return "unfinished"
  const { before, digits } = digitsAtEnd(text)
  return ofMail(text, question) ?? ofLetters(text, question) ?? ofDigits(digits, folded(before), question)
}
