import { learnedOf } from "./Learned.ts"
import { piecesOf } from "./Pieces.ts"
import { ruledOf } from "./Rules.ts"
import type { Said } from "./Said.ts"

/** From what chance on a model alone is believed, and up to which one it takes back what the rules say: cross-validated. */
const sure = 0.9
const doubtful = 0.01

/**
 * Reads what a caller said about being recorded, in French or English. A refusal that names the recording counts at any
 * moment, and so does a permission; what does not name it counts as an answer where the question was `asked`: whether the
 * call may be recorded. Rules read it, and a model: what one of them says counts unless the other thinks it next to
 * impossible, and a permission not where a refusal is likelier. In doubt between a permission and nothing it is nothing.
 */
export const readConsent = (text: string, { asked }: { readonly asked: boolean }): Said => {
  const pieces = piecesOf(text)
  const ruled = ruledOf(pieces, asked)
  const chances = learnedOf(pieces, asked)
  if (chances === undefined) return ruled
  const { given, none, refused } = chances
  if (ruled === "refused" && refused > doubtful) return "refused"
  if (ruled === "given" && given > doubtful && refused < 0.5) return "given"
  if (none > 1 - sure) return "none"
  return refused > given ? "refused" : given > sure ? "given" : "none"
}
