import { Schema } from "effect"

/** What keeps a number's calls from the worker, for who says it in another language. */
export const LineProblem = Schema.Struct({
  kind: Schema.Literals([
    "livekitRefused",
    "livekitTaken",
    "livekitUnset",
    "carrierRefused",
    "carrierNotOwned",
    "carrierElsewhere",
    "carrierUnset",
    "numberChanged"
  ]),
  /** The code that it was refused with. */
  detail: Schema.optionalKey(Schema.String)
})
export type LineProblem = typeof LineProblem.Type
