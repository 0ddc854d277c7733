/** Shorter ones are said together with the next: each costs a request, and a breath. */
const shortest = 12
/** A text without an end of a sentence is cut where it can be. */
const longest = 240

/** What a full stop follows that ends no sentence. */
const abbreviation =
  /(?:^|[\s(«"'’])(?:\p{Lu}|M|Mme|Mlle|Me|Dr|Dre|Mr|Mrs|Ms|St|Ste|Ste?-\p{Lu}\w*|No|no|tél|p|ext|av|boul|etc|vs|approx)\.$/u

const ends = /[.!?…]+["»”)]*(?=\s)|\n+/gu

/** A sentence as it is said: what is written for the eye is not. */
export const spoken = (text: string): string =>
  text.replace(/[*_`#]+/g, "").replace(/^\s*(?:[-•]|\d+[.)])\s+/gm, "").replace(/\s+/g, " ").trim()

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
