import { fold, straighten } from "../Spoken.ts"

/** A piece of what a caller said: a sentence, or what stands before or after a "but". */
export interface Piece {
  /** Lower case, without accents, each word and each comma between spaces; contractions written out, "ne" left out. */
  readonly text: string
  /** A question mark ends it. */
  readonly question: boolean
  /** It takes back what came before: "but", "actually", "je veux dire". */
  readonly corrects: boolean
}

/** Nobody says as much without a pause; the end says what they want now. */
const longest = 8_000

type Rewrite = readonly [from: RegExp, to: string]

const sounds: ReadonlyArray<Rewrite> = [
  // "Là" in Québec's French is only a breath; without its accent it is an article.
  [/(?<!\p{L})là(?!\p{L})/gu, " "],
  [/\b(?:m+[- ]?h+m+|u+h?m*[- ]huh|um[- ]hum)\b/g, " yes "],
  [/\b(?:n?u+h[- ]uh|unh[- ]unh)\b/g, " no "],
  // "Nooon", "yesss".
  [/(\p{L})\1{2,}/gu, "$1"],
  [/\b(?:noo|nuh)\b/g, "no"],
  [/\bna+h+\b/g, "nah"],
  [/\b(na|no|ye)(h|n|s)\2\b/g, "$1$2"]
]

/** What asks though no question mark is heard. */
const asking: ReadonlyArray<Rewrite> = [
  [/,? *\b(?:yes or no|oui ou non)\b[ .]*$/g, "?"],
  // « Non mais vous êtes qui ? » says no to nothing.
  [/^\W*non mais(?= (?:vous|t'|tu|c'est|qui|quoi|qu'|attend|voyons|la\b))/g, " "]
]

const contractions: ReadonlyArray<Rewrite> = [
  [/\bca(?:n't|nnot|nt)\b/g, "can not"],
  [/\bwo(?:n't|nt)\b/g, "will not"],
  [/\b(do|does|did|is|was|would|could|should|are|have|has|had|were|must|need|ai)n'?t\b/g, "$1 not"],
  [/\b(i|he|she|it|that|this|there|what|who|how|why|where|here)'s\b/g, "$1 is"],
  [/\blet'?s\b/g, "let us"],
  [/\bma'am\b/g, "madam"],
  [/\b(?:i'm|im)\b/g, "i am"],
  [/\b(i|you|we|they|he|she|it|that)'d\b/g, "$1 would"],
  [/\bid (?=rather|prefer|like)/g, "i would "],
  [/\b(\w+)'re\b/g, "$1 are"],
  [/\byoure\b/g, "you are"],
  [/\bthats\b/g, "that is"],
  [/\b(\w+)'ll\b/g, "$1 will"],
  [/\b(\w+)'ve\b/g, "$1 have"],
  [/\bive\b/g, "i have"],
  [/\bsu' /g, "sur "],
  [/\b([mt])oe\b/g, "$1oi"],
  [/\bwanna\b/g, "want to"],
  [/\bgonna\b/g, "going to"],
  [/\bgotta\b/g, "got to"],
  [/\b(?:chu|chus|j'?suis|j'?sus|chui|shuis)\b/g, "je suis"],
  [/\bj(veux|veut|voudrais|aime|aimerais|prefere|accepte|refuse|peux)\b/g, "je $1"],
  [/\bil (?:n')?y a\b|\by'a\b|\bya\b/g, "y a"],
  [/\bd'acc?ord\b/g, "daccord"],
  [/\bj(?=')|\bj\b/g, "je"],
  [
    /\b(?:that|this|those|these) (?:sort|kind|type) of (?:things?|stuff)\b|\b(?:all )?(?:that|this|these|those) (?:stuff|things)\b/g,
    "that"
  ],
  [/\b(?:ces (?:affaires|choses|histoires)|ce genre d(?:e |')(?:affaires?|choses?))(?:[- ]la)?\b/g, "ca"],
  [/\bpus\b|(?<=\b(?:veux|veut|enregistre[rz]?|enregistre[rz]?[ -]moi) )pu\b/g, "plus"],
  [/\b(?:anr|enr|en r)(?=egistr)/g, "enr"]
]

const breath = /[ ,]*\b(?:h?e?u+h+m*|um+|er+m*|h+m+|m{2,}|hu+m+|a+h+|o+h+|e+h+|he+y+|be?h?n|bin|bah|tse)\b[ ,]*/g

/** What changes nothing in what is meant. */
const silent = new RegExp(
  `\\b(?:${
    [
      "t sais|tu sais|vous savez|you know|kindly|just|juste|simplement|honestly|honnetement|franchement|frankly",
      "even|meme",
      "please|pls|plz|svp|stp|s il (?:vous|te) plait|veuillez|if possible|si possible|si c est possible|n|ne",
      "if you (?:do|would) not mind|si ca (?:vous|te) (?:derange|gene) pas"
    ].join("|")
  })\\b`,
  "g"
)

const rewrite = (text: string, rewrites: ReadonlyArray<Rewrite>) =>
  rewrites.reduce((so, [from, to]) => so.replace(from, to), text)

const tidy = (text: string) =>
  ` ${
    text
      .replace(/[^a-z0-9,]+/g, " ")
      .replace(breath, " ")
      .replace(/ +/g, " ")
      .replace(silent, " ")
      .replace(/[ ,]*,[ ,]*/g, " , ")
      .replace(/ +/g, " ")
      .replace(/^[ ,]+|[ ,]+$/g, "")
  } `

/** A word that is said twice is said once: "I don't, I don't want", "être, être enregistré". */
const stammer = /\b(\w+(?: \w+){0,2})(?: ,? ?\1\b)+/g

const turning = new RegExp(
  `\\b(?:${
    [
      "but|however|i mean|i meant|actually|after all|on second thoughts?",
      "mais|sauf que|par contre|je veux dire|en fait|finalement|a bien y penser"
    ].join("|")
  })\\b`
)

/** What a caller said, cut into pieces. Total, deterministic, linear. */
export const piecesOf = (said: string): ReadonlyArray<Piece> => {
  const heard = straighten(said.slice(-longest)).toLowerCase().replace(/[^\S\n]+/g, " ")
  const flat = rewrite(fold(rewrite(rewrite(heard, sounds), asking)).replace(/\.{2,}|…|—|–| - /g, ","), contractions)
  return (flat.match(/[^.?!;:\n]+[.?!;:\n]*/g) ?? []).flatMap((sentence) => {
    const question = sentence.includes("?")
    return sentence.split(turning).map((part, n, parts) => ({
      text: tidy(part).replace(stammer, "$1"),
      question: question && n === parts.length - 1,
      corrects: n > 0
    }))
  }).filter(({ text }) => text.trim() !== "")
}
