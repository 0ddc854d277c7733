import { requests, saysNo } from "./Answers.ts"
import { allowsRecording, hesitates, saysYes } from "./Assents.ts"
import { softenNos } from "./Idioms.ts"
import { markMentions } from "./Mentions.ts"
import { piecesOf } from "./Pieces.ts"
import { refusesRecording, takesBack } from "./Refusals.ts"

/** What a caller said about being recorded. */
export type Said = "refused" | "given" | "none"

/** As long as a second thought is: "wait, no", "oh, yes, fine". */
const short = 5

/**
 * Reads what a caller said about being recorded, in French or English. A refusal counts in any words that name the
 * recording, and so does a permission; what does not name it counts as an answer when the question was `asked`, and as a
 * refusal right after the caller has named it. The last word counts, but a permission that takes back a refusal of the
 * same breath has to say so. What is between a permission and nothing is nothing.
 */
export const readConsent = (text: string, { asked }: { readonly asked: boolean }): Said => {
  let said: Said = "none"
  let named = false
  for (const { corrects, question, text: words } of piecesOf(text)) {
    const marked = markMentions(softenNos(words))
    const brief = marked.trim().split(" ").length <= short
    if (/ REC /.test(marked)) {
      named = true
      if (refusesRecording(marked, question)) said = "refused"
      else if (!question && allowsRecording(marked)) said = "given"
      else if (takesBack(marked)) said = "refused"
      else if (asked && !question && saysNo(marked)) said = "refused"
      else if (asked && !question && said !== "refused" && saysYes(marked)) said = "given"
    } else if (asked || named) {
      if (question && !requests(marked)) said = said === "given" && brief && hesitates(marked) ? "none" : said
      else if (saysNo(marked) && (said === "none" || corrects || brief)) said = "refused"
      else if (asked && saysYes(marked) && (said !== "refused" || corrects)) said = "given"
      else if (said === "given" && corrects && hesitates(marked)) said = "none"
    }
  }
  return said
}
