import type { Weights } from "../learned/Model.ts"
import { learnedOf } from "./Learned.ts"
import { piecesOf } from "./Pieces.ts"
import { ruledOf } from "./Rules.ts"
import type { Said } from "./Said.ts"

/** From what chance on a model is believed alone: a false permission costs a caller more than a false refusal. */
const sure = { refused: 0.85, given: 0.91 }
/** From what chance of a permission on it is believed against a refusal by the rules, and up to which it denies them. */
const certain = 0.95
const doubtful = 0.02

/**
 * Reads what a caller said about being recorded, in French or English. A refusal that names the recording counts at any
 * moment, and so does a permission; what does not name it counts as an answer where the question was `asked`: whether the
 * call may be recorded. Rules read it, and a model: what the rules say counts unless the model thinks it next to impossible
 * or is certain of the opposite, a permission not where a refusal is likelier. What they do not see counts where the model is
 * sure of it: in doubt it is nothing. The chances were chosen by cross-validation.
 */
export const readConsent = (text: string, { asked }: { readonly asked: boolean }, learned?: Weights): Said => {
  const pieces = piecesOf(text)
  const ruled = ruledOf(pieces, asked)
  const chances = learnedOf(pieces, asked, learned)
  if (chances === undefined) return ruled
  const { given, refused } = chances
  if (ruled === "refused" && refused > doubtful && given < certain) return "refused"
  if (ruled === "given" && given > doubtful && refused < 0.5) return "given"
  return refused > sure.refused ? "refused" : given > sure.given ? "given" : "none"
}
