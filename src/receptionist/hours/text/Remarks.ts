import { isBeside } from "../beside/Beside.ts"
import { isAddress } from "./Addresses.ts"
import { isBooking, isEvent } from "./Bookings.ts"
import { contact, isContact, masked } from "./Contacts.ts"
import { isOfOther } from "./OfOthers.ts"
import { daysTold, isTold, saidIn } from "./Said.ts"
import type { Token } from "./Tokens.ts"

/** What ends a sentence, or a part of one. */
const end = /(\s*[;|•!?()[\]]+\s*|(?<![ap]\.?m)\.+(?=\s|$)\s*|\.+(?! on )(?=\s|$)\s*|\s+-+\s+|\s+\/+\s+)/
const comma = /(,\s+)/

/** More characters than a remark has. */
const longest = 250

const isRemark = (written: string, whole: boolean, said: ReadonlyArray<Token>) => {
  if (written.trim() === "" || written.length > longest) return false
  const text = written.trim().replace(/24[- ]?h(?:ou)?rs?(?= [a-z])/g, "24 hours")
    .replace(/(?:same|next)[- ]day/g, "quick").replace(/night (?=drop|deposit)/g, "").replace(
      /service au volant/g,
      "drive-thru"
    ).replace(/visites? (?:guidees?|de groupe)/g, "tours")
    .replace(/(?:ticket|box) office/g, "ticketing").replace(/mobilite reduite|heure du conte/g, "story")
  return isBeside(text, whole) || isContact(text) || isOfOther(text, whole) || isBooking(text) ||
    isEvent(text, daysTold(said))
}

/**
 * A line without its sentences, and parts of sentences, that are told of something else than the house: they have no day
 * of their own. `before`: what the lines before it say.
 */
export const withoutRemarks = (line: string, before: ReadonlyArray<Token>): string => {
  const hidden = line.replace(contact, (it) => masked.repeat(it.length))
    .replace(/(?<=(?<![a-z])(?:tel|fax|no))\.(?= ?[\d(+☎])/g, " ")
    .replace(
      /(?<=(?:^|[\s,;(])\d{1,5}),(?= (?:rue|avenue|av|boul|boulevard|chemin|ch|route|place|rang|montee|cote)(?![a-z]))/g,
      " "
    )
  const said = [...before]
  let at = 0
  let behindStreet = false
  const kept: Array<string> = []
  const keep = (length: number) => {
    kept.push(line.slice(at, at + length))
    at += length
  }
  for (const [index, sentence] of hidden.split(end).entries()) {
    if (index % 2 === 1) {
      keep(sentence.length)
      continue
    }
    const parts = sentence.split(comma)
    const isWhole = isTold(said) || sentence.includes(masked)
    if (
      isWhole && (isRemark(sentence, true, said) || parts.every((part, n) => n % 2 === 1 || isRemark(part, true, said)))
    ) {
      at += sentence.length
      // A dash in front of it joins nothing any more.
      if (/^\s*[-/]/.test(kept.at(-1) ?? "")) kept.splice(-1, 1, "; ")
      continue
    }
    for (let n = 0; n < parts.length; n++) {
      const part = parts[n] ?? ""
      const isPart = n % 2 === 0
      if (isPart && part.trim() !== "") behindStreet = isAddress(part.trim(), behindStreet)
      if (isPart && isTold(said)) {
        // All the rest of the sentence, or this part of it.
        const rest = parts.slice(n).join("")
        if (n > 0 && isRemark(rest, false, said)) {
          at += rest.length
          break
        }
      }
      if (isPart && (behindStreet || (isTold(said) && isRemark(part, false, said)))) at += part.length
      else {
        keep(part.length)
        if (isPart) said.push(...saidIn(part).tokens)
      }
    }
  }
  return kept.join("")
}
