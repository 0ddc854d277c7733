/**
 * The notation of rules over what a caller says, folded, with a space before and after each word: a regular expression
 * in which parentheses do not capture, a space may have a comma in it (`_` may not), `~3` between spaces is up to three
 * words of any kind, `#` is the end of the text, a line may end before a `|`, and both ends of a match are those of words.
 */
const compile = (source: string, flags = "") =>
  new RegExp(
    ` (?:${
      source.trim().replace(/\s*\n\s*\|/g, "|").replace(/\s+/g, " ")
        .replace(/\((?!\?)/g, "(?:")
        .replace(/ ~(\d+) /g, "(?: \\S+){0,$1} ")
        .replace(/ /g, "(?: ,)? ")
        .replace(/#/g, "(?= (?:, )?$)")
        .replace(/_/g, " ")
    })(?= )`,
    flags
  )

/** Any of the words and phrases of some lists, with `|` between them. */
export const oneOf = (...lists: ReadonlyArray<string>) => `(${lists.join("|")})`

/** Whether one of the phrases stands in a text. */
export const says = (...phrases: ReadonlyArray<string>) => {
  const patterns = phrases.map((phrase) => compile(phrase))
  return (text: string) => patterns.some((pattern) => pattern.test(text))
}

/** Whether a text begins with the phrase. */
export const beginsWith = (phrase: string) => {
  const pattern = new RegExp(`^${compile(phrase).source}`)
  return (text: string) => pattern.test(text)
}

/** Changes each place where one of the phrases stands; it begins with a space. */
export const change = (phrases: ReadonlyArray<string>, to: (found: string) => string) => {
  const patterns = phrases.map((phrase) => compile(phrase, "g"))
  return (text: string) => patterns.reduce((so, pattern) => so.replace(pattern, to), text)
}
