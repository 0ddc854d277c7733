/** Shorter ones are said together with the next: each costs a request, and a breath. */
const shortest = 12
/** A text without an end of a sentence is cut where it can be. */
const longest = 240

/** What a full stop follows that ends no sentence: an initial, letters with full stops between them, short forms. */
const abbreviation =
  /(?:^|[\s(«"'’-])(?:\p{Lu}|\p{L}(?:\.\p{L})+|MM|Mmes?|Mlles?|Me|Dre?|Prof|Mr|Mrs|Ms|[JS]r|Ste?|Mt|[Nn]os?|[Tt]él|tel|cell|pp?|ext|app|apt|bur|boul|av|ave|blvd|rte|etc|env|approx|vs|ex|Inc|Ltd|Dept|dept)\.$/u

const ends = /[.!?…]+["»”)]*(?=\s)|\n+/gu

/** What a text is written with for the eye, beside its words. */
const links = /\[([^\]]*)\]\([^)\s]*\)/g
const listed = /^\s*(?:[-•]\s+|\d+[.)]\s+(?=\p{L})|#{1,6}\s+)/gmu // a digit before a digit is read out
const emphasis =
  /(?<![\p{L}\p{N}])(?:\*{2,}|[*_]+(?=\p{L}))|(?:\*{2,}|(?<=[\p{L}\p{N}.!?»"])_+|(?<=[\p{L}.!?»"])\*)(?![\p{L}\p{N}@])|`+/gu
const pictures = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u{200d}|\u{fe0f}/gu

/** A sentence as it is said: what is written for the eye is not. Nothing where there is no word in it. */
export const spoken = (text: string): string => {
  const said = text.replace(links, "$1").replace(listed, "").replace(emphasis, "").replace(pictures, "")
  return /[\p{L}\p{N}]/u.test(said) ? said.replace(/\s+/g, " ").trim() : ""
}

/** Cuts a text that comes in pieces into sentences, each as soon as it is whole. */
export const make = () => {
  let rest = ""

  const take = (to: number) => {
    const sentence = rest.slice(0, to).trim()
    rest = rest.slice(to)
    return sentence
  }

  const next = (): string | undefined => {
    for (const { 0: end, index } of rest.matchAll(ends)) {
      const to = index + end.length
      if (to > longest) break
      const sentence = rest.slice(0, to)
      if (sentence.trim().length >= shortest && !abbreviation.test(sentence.trimEnd())) return take(to)
    }
    if (rest.length <= longest) return undefined
    const comma = rest.lastIndexOf(", ", longest)
    const space = rest.lastIndexOf(" ", longest)
    return take(comma > shortest ? comma + 1 : space > 0 ? space : longest)
  }

  return {
    push: (text: string): ReadonlyArray<string> => {
      rest += text
      const whole: Array<string> = []
      for (let sentence = next(); sentence !== undefined; sentence = next()) if (sentence !== "") whole.push(sentence)
      return whole
    },
    /** The text is over: what is left of it. */
    end: (): ReadonlyArray<string> => {
      const last = rest.trim()
      rest = ""
      return last === "" ? [] : [last]
    }
  }
}

/** Whether this is a call of a tool that the model has written instead of made: nothing to say to anybody. */
export const looksLikeCall = (text: string, tools: ReadonlyArray<string>): boolean =>
  /^\s*(?:[{[<]|```)/.test(text) || /"(?:name|arguments|parameters)"\s*:/.test(text) ||
  tools.some((name) => text.includes(name))
