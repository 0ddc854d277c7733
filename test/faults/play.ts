import { Effect } from "effect"
import { proved } from "./proved.ts"
import { rows } from "./rows.ts"
import { playScene } from "./Scene.ts"
import { faultsTable, type Left, type Played } from "./table.ts"
import * as wires from "./wires.ts"

const leftOf = Effect.fnUntraced(function*({ log, stage }: Played["outcome"]) {
  const { end, recording, transcript } = yield* stage.row
  const [owed] = yield* stage.owed
  const left: Left = {
    stored: [
      ...end === undefined ? [] : ["row"],
      ...transcript !== undefined || log.includes("store transcripts") ? ["transcript"] : [],
      ...recording !== undefined || log.includes("store recordings") ? ["recording"] : []
    ],
    owed: owed === undefined ? [] : ["end", "transcript", "recording"].filter((part) => part in owed)
  }
  return left
})

/** Every fault, and what became of it. */
export const playFaults = Effect.gen(function*() {
  const played = yield* Effect.forEach(rows, (row) =>
    Effect.gen(function*() {
      const outcome = yield* playScene(row.scene)
      return { row, outcome, left: yield* leftOf(outcome) } satisfies Played
    }).pipe(Effect.scoped))
  const all = [...yield* wires.backend, ...yield* wires.presidio, ...yield* wires.liveKit]
  return { played, wires: all, table: faultsTable(played, all, proved) }
})
