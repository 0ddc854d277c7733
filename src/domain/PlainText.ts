/** The order of writing, turned around from here on; tags and anchors, which nobody sees. */
const steering = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

/** A text for a page or a terminal, without what shows nothing and steers how the rest is shown; lines stay lines. */
export const plainText = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replace(steering, "").replace(/[^\P{Cc}\n]/gu, " ")
