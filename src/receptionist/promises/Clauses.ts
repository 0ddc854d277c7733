import { contractions } from "../Spoken.ts"

/** A part of a sentence. */
export interface Clause {
  /** Lower case, no accents, contractions and elisions written out, no words that only fill; a space in front. */
  readonly text: string
  /** "And" stands before it: it may go without a subject. */
  readonly joined: boolean
}

/** A sentence as the rules read it. */
export interface Sentence {
  readonly clauses: ReadonlyArray<Clause>
  /** It ends with a question mark. */
  readonly question: boolean
}

// A turn of an agent is shorter; work is bounded by it.
const longest = 2_000

const replacing = (pairs: ReadonlyArray<readonly [RegExp, string]>) => (text: string) =>
  pairs.reduce((replaced, [pattern, by]) => replaced.replace(pattern, by), text)

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘ʼ`´]/g, "'").toLowerCase()

const writtenOut = replacing([
  [/"[^"]*"|«[^»]*»|“[^”]*”/g, " "],
  [/œ/g, "oe"],
  [/\b(dr|drs|mr|mrs|ms|m|mme|mlle|st|ste)\./g, "$1"],
  [/\b([ap])\.\s?m\b\.?/g, "$1m"],
  // French; « m'a faire » and « je vas faire » are spoken.
  [/\b(?:m'as?|j'vas?|je vas) (?=(?:(?:y|lui|leur|le|la|les|vous|en) )*\p{L}+(?:er|ir|re)\b)/gu, "je vais "],
  [/\bs(?:'| )il (?:vous|te) plait\b|\bsvp\b/g, " "],
  [/\b(aujourd|quelqu)'(hui|une?)\b/g, "$1$2"],
  [/\b(puis|dois|peux|vais)-je\b/g, "$1je"],
  [/\bqu'/g, "que "],
  [/\b([jlnmtsdc])'(?=\p{L})/gu, "$1e "],
  [/\b(?:ne|n') ?manquer(?:ai|ons|a) pas (?:de|d')/g, "vais "],
  [/\bce que (?:je|on|nous) (vais|va|allons) faire ?,? ?ce est(?: que je vais)?\b/g, "je vais"],
  [/\b(?:messages? textes?|text messages?|text-messages?|textos?)\b/g, "sms"],
  // English; an apostrophe may be left out.
  [/(?<=(?:^|[.!?,]\s*|\b(?:ok|okay|great|sure|alright|perfect|and|so|then|yes|thanks) ))ill (?=[a-z])/g, "i will "],
  [/\bim (?=[a-z]+ing\b)/g, "i am "],
  [/(?<=(?:^|[.!?])\s*)(?:ok|okay|alright|all right|great|perfect|sure) (?=[a-z]+ing\b)/g, ""],
  ...contractions,
  [/\b(it|that|he|she|what|who|there|here|everything|someone|somebody|everyone)'s\b/g, "$1 is"],
  [/'s (?=(?:(?:now|just|already) )?been\b)/g, " has "],
  [/'s (?=(?:(?:now|just|already) )?(?:being|going|happening|coming|on|in|all)\b)/g, " is "],
  [/\bis been\b/g, "has been"],
  [/\blet's\b/g, "let us"],
  [/\b(was|were) just\b/g, "has been"],
  [/\bwill not (?:forget|fail) to\b/g, "will"],
  [/\bwhat i (?:will|am going to) do is\b/g, "i will"],
  // Both
  [/\be-?\s?mail(s|ed|ing)?\b/g, "email$1"],
  [/\bcall-?backs?\b/g, "call back"],
  [/(?<=\p{L})-(?=\p{L})/gu, " "],
  [
    /\b(?:do not|ne) (?:worry|hang up|go anywhere|quittez pas|raccrochez pas|bougez pas|vous inquietez pas|hesitez pas)\b/g,
    " "
  ],
  [/\b(?:no|not a) (?:problem|worries|trouble)(?: at all)?\b|\bpas de (?:probleme|souci|trouble)s?\b/g, " , "]
])

/** What may stand anywhere and changes nothing. */
const filling = new RegExp(
  `\\b(?:${
    `just|right (?:now|away)|now|straight away|at once|quickly|simply|also|certainly|definitely|gladly|immediately|already
    |actually|personally|of course|go(?:ne)? ahead and|(?:be|make) sure to(?! it)|first|um|uh|still|currently|please|kindly|absolutely
    |tout de suite|immediatement|maintenant|aussitot(?! que)|simplement|juste|certainement|evidemment|bien sur|egalement|aussi
    |personnellement|sans (?:tarder|faute|delai|attendre)|volontiers|rapidement|a le instant|bien(?! que)|deja|euh|tantot
    |avec plaisir|la maintenant|tout juste|donc|alors|as (?:i )?(?:said|promised|mentioned)|like i said`.replace(
      /\s*\n\s*/g,
      ""
    )
  })\\b`,
  "g"
)

const subordinating =
  `not|maybe|perhaps|if|that|when|while|as|once|before|after|until|unless|because|whether|what|which|who|where|how|think|believe
  |promise|guarantee|say|said|know|sure|hope|mean|so|than|told|like|can|could|would|should|will|shall|may|am|are|have|did|and|or|but
  |que|si|quand|lorsque|ou|comme|dont|et|mais|puis|quoi|qui`.replace(/\s*\n\s*/g, "")

const subjects =
  `i (?:will|am|have|would|could|can)|let me|(?:we|he|she|they|someone|somebody) will|je|on (?:va|vous|lui|leur)|nous allons|laissez moi|votre (?:message|demande|appel) (?:est|a ete)|
  |would you|is there|est ce que|puisje|doisje`
    .replace(/\|?\s*\n\s*/g, "")

/** Where a clause ends: punctuation, a conjunction, or a subject that begins a new one without either. */
const ends = replacing([
  [/\s*[,;:()—–]+(?!\s*(?:by|par|via)\s)\s*/g, "\n"],
  [/(?:\s|(?<=\n))(?:and|et)\s(?!(?:by|via|an?|one|par|une?)\s|(?:the|your|le|la|votre) [\w']+(?:\n|$))/g, "\n&"],
  [/(?:\s|(?<=\n))(?:but|so|then|because|mais|puis)\s/g, "\n"],
  [new RegExp(`(?<!\\b(?:${subordinating})|\\n&?)\\s(?=(?:${subjects})\\b)`, "g"), "\n"]
])

const clausesOf = (sentence: string): ReadonlyArray<Clause> =>
  ends(sentence.replace(filling, " ").replace(/[.!?…]+\s*$/, "").replace(/\s+/g, " ").trim())
    .split("\n")
    .filter((clause) => /\p{L}|\p{N}/u.test(clause))
    .map((clause) => ({ text: ` ${clause.replace(/^&/, "").trim()}`, joined: clause.startsWith("&") }))

/** Cuts what was said into sentences and clauses. Total, deterministic, bounded. */
export const sentencesOf = (text: string): ReadonlyArray<Sentence> =>
  (writtenOut(fold(text.slice(-longest))).match(/(?:[^.!?…\n]|[.!?](?=\S))+[.!?…]*/g) ?? [])
    .map((sentence) => ({ clauses: clausesOf(sentence), question: /\?\s*$/.test(sentence) }))
    .filter(({ clauses }) => clauses.length > 0)
