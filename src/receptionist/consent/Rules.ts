import { declinesFirst, hesitates, requests, saysNo, saysYes } from "./Answers.ts"
import { softenNos } from "./Idioms.ts"
import { markMentions } from "./Mentions.ts"
import type { Piece } from "./Pieces.ts"
import { refusesRecording } from "./Refusals.ts"
import type { Said } from "./Said.ts"

/** As long as a second thought is: "wait, no", "oh, yes, fine". */
const short = 5

/**
 * What rules read in what a caller said. A refusal that names the recording counts at any moment. What does not name it
 * counts as an answer where the question was asked, and as a refusal where the caller has just named it. The last word
 * counts, but what takes back a refusal of the same breath has to say so.
 */
export const ruledOf = (pieces: ReadonlyArray<Piece>, asked: boolean): Said => {
  let said: Said = "none"
  let named = false
  for (const { corrects, question, text: words } of pieces) {
    const marked = markMentions(softenNos(words))
    const brief = marked.trim().split(" ").length <= short
    if (marked.includes(" REC ")) {
      named = true
      if (refusesRecording(marked, question)) said = "refused"
      else if (asked && !question && saysNo(marked, asked)) said = "refused"
      else if (asked && !question && said !== "refused" && saysYes(marked)) said = "given"
    } else if (asked || named) {
      if (question && !requests(marked) && !(asked && declinesFirst(marked))) {
        said = said === "given" && brief && hesitates(marked) ? "none" : said
      } else if (question || (saysNo(marked, asked) && (said === "none" || corrects || brief))) said = "refused"
      else if (asked && saysYes(marked) && (said !== "refused" || corrects)) said = "given"
      else if (said === "given" && corrects && hesitates(marked)) said = "none"
    }
  }
  return said
}
