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
const longest = 20_000

type Rewrite = readonly [from: RegExp, to: string]

const sounds: ReadonlyArray<Rewrite> = [
  // "Là" in Québec's French is only a breath; without its accent it is an article.
  [/(?<!\p{L})là(?!\p{L})/gu, " "],
  [/\b(?:m+[- ]?h+m+|u+h?m*[- ]huh|um[- ]hum)\b/g, " yes "],
  [/\b(?:n?u+h[- ]uh|unh[- ]unh)\b/g, " no "]
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
  [/\bwanna\b/g, "want to"],
  [/\b(?:chu|chus|j'?suis|j'?sus|chui|shuis)\b/g, "je suis"],
  [/\bj(veux|veut|voudrais|aime|aimerais|prefere|accepte|refuse|peux)\b/g, "je $1"],
  [/\bil (?:n')?y a\b|\by'a\b|\bya\b/g, "y a"],
  [/\bd'acc?ord\b/g, "daccord"],
  [/\bj(?=')|\bj\b/g, "je"]
]

const breath = /\b(?:h?e?u+h+m*|um+|er+m*|h+m+|m{2,}|hu+m+|a+h+|o+h+|e+h+|he+y+|be?h?n|bin|bah|tse)\b/g

/** What changes nothing in what is meant. */
const silent = new RegExp(
  `\\b(?:${
    [
      "t sais|tu sais|vous savez|you know|kindly|just|juste|simplement|honestly|honnetement|franchement|frankly|even|meme",
      "please|pls|plz|svp|stp|s il (?:vous|te) plait|veuillez|if you (?:do|would) not mind|si ca (?:vous|te) (?:derange|gene) pas",
      "if possible|si possible|si c est possible|n|ne"
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

const turning =
  /\b(?:but|mais|except|however|sauf que|par contre|i mean|i meant|je veux dire|actually|en fait|finalement|after all|on second thoughts?|a bien y penser)\b/

/** What a caller said, cut into pieces. Total, deterministic, linear. */
export const piecesOf = (said: string): ReadonlyArray<Piece> => {
  const heard = straighten(said.slice(-longest)).toLowerCase()
  const flat = rewrite(fold(rewrite(heard, sounds)).replace(/\.{2,}|…|—|–| - /g, ","), contractions)
  return (flat.match(/[^.?!;:\n]+[.?!;:\n]*/g) ?? []).flatMap((sentence) => {
    const question = sentence.includes("?")
    return sentence.split(turning).map((part, n, parts) => ({
      text: tidy(part).replace(stammer, "$1"),
      question: question && n === parts.length - 1,
      corrects: n > 0
    }))
  }).filter(({ text }) => text.trim() !== "")
}
