// A UUID, a trace id or a span id, as a whole. Sixteen figures without a letter are a number that is dialled with 00.
const hexId =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-z])|[\da-f]{32}(?![\da-z])|(?=\d*[a-f])[\da-f]{16}(?![\da-z])/.source

/**
 * What looks like somebody's number or address, in the order in which it is looked for. Ids, timestamps and trace ids
 * are left alone: a number here has a plus, separators, or the ten or eleven digits of North America.
 */
const patterns = [
  /\b(?:sips?|tel):[^\s"'<>,;)}\]]+/gi,
  new RegExp(`(?:\\+|%2B|(?<![a-z\\d.:-])(?!${hexId})00)[ ]?\\d(?:[ ().-]{0,2}\\d){6,14}`, "gi"),
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
