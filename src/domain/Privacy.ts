/**
 * What looks like somebody's number or address, in the order in which it is looked for. Ids, timestamps and trace ids
 * are left alone: a number here has a plus, separators, or the ten or eleven digits of North America.
 */
const patterns = [
  /\b(?:sips?|tel):[^\s"'<>,;)}\]]+/gi,
  /(?:\+|%2B|(?<![A-Za-z0-9.:-])00)[ ]?\d(?:[ ().-]{0,2}\d){6,14}/gi,
  /(?<![A-Za-z0-9.-])1?[ .-]?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![A-Za-z0-9-])/g,
  /(?<![A-Za-z0-9.:-])1?\d{10}(?![A-Za-z0-9:-]|\.\d)/g
]

/** `text` with every phone number and every `sip:` or `tel:` address in it replaced by `<number>`. */
export const scrub = (text: string): string =>
  patterns.reduce((scrubbed, pattern) => scrubbed.replace(pattern, "<number>"), text)

/** The same for a value of plain data, however deep; keys, numbers and booleans stay as they are. */
export const scrubDeep = (value: unknown): unknown => {
  if (typeof value === "string") return scrub(value)
  if (Array.isArray(value)) return value.map(scrubDeep)
  if (typeof value !== "object" || value === null || "toJSON" in value) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, scrubDeep(member)]))
}
