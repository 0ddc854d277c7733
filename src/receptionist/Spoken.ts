/** A transcript in composed characters and with straight apostrophes, whichever its recognizer writes. */
export const straighten = (text: string) => text.normalize("NFC").replace(/[’‘ʼ`´]/g, "'")

/** Without accents and ligatures: recognizers leave them out, too. */
export const fold = (text: string) =>
  /^[ -~]*$/.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae")

/** Words and figures alone, in small letters without accents, with a space before and after each. */
export const plainWords = (text: string) =>
  ` ${fold(straighten(text).toLowerCase()).replace(/[^a-z0-9]+/g, " ").trim()} `

/** English contractions, written out: those that mean the same after any word. For text in small letters. */
export const contractions: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bwon't\b/g, "will not"],
  [/\bcan't\b|\bcannot\b/g, "can not"],
  [/n't\b/g, " not"],
  [/'ll\b/g, " will"],
  [/'ve\b/g, " have"],
  [/'re\b/g, " are"],
  [/\bi'm\b/g, "i am"],
  [/'d\b/g, " would"],
  [/\bgonna\b/g, "going to"]
]
