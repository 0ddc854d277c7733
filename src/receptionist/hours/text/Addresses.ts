import { isCondition } from "./Conditions.ts"
import { tellsHours } from "./Said.ts"

const streets =
  "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|boul|highway|hwy|crescent|cres|court|ct|place|way|square|sq|parade|pde|terrace|quay|parkway|pkwy|row|mews"
const rues = "rue|avenue|av|boulevard|boul|bd|chemin|ch|route|place|quai|cours|impasse|allee|rang|montee|cote|square"
const street = new RegExp(
  "^(?:(?:located|situated|find us|situee?|nous sommes|address|adresse) ?:? ?)?(?:at |au |a )?\\d{1,5}[a-d]?(?: bis| ter)?,? +" +
    `(?:(?:[a-z'.-]+ ){0,3}(?:${streets})(?![a-z])\\.?(?: (?:north|south|east|west|[nsew])(?![a-z]))?|(?:${rues})\\.? (?:[a-z'-]+ ?){1,5})(?: ☎*)?$`
)
const town = /^[a-z'() -]*(?: ?(?:\d{4,5}|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}))?$/

/** A street with its number, and the town behind it. */
export const isAddress = (part: string, behindStreet: boolean): boolean => {
  if (/^(?:at the |on the |au )?(?:corner|coin) (?:of |des? |du )/.test(part)) return true
  return (street.test(part) || (behindStreet && town.test(part))) &&
    !(part.match(/[a-z'-]+/g) ?? []).some(isCondition) &&
    !tellsHours(
      part.replace(/\d+/g, "").replace(/(?:saint|st)e?-[a-z-]+/g, "").replace(
        /(?<![a-z])(?:th|st|[nsew])(?![a-z])/g,
        ""
      )
    )
}
