import { Effect } from "effect"
import { partsOf } from "../../src/domain/Owed.ts"
import { deliveries } from "./deliveries.ts"
import { proved } from "./proved.ts"
import { conversations } from "./rows.ts"
import { playScene } from "./Scene.ts"
import { faultsTable, type Left, type Played } from "./table.ts"
import * as wires from "./wires.ts"

const leftOf = Effect.fnUntraced(function*({ stage }: Played["outcome"]) {
  const { end, recording, transcript } = yield* stage.row
  const [owed] = yield* stage.owed
  const left: Left = {
    stored: [
      ...end === undefined ? [] : ["row"],
      ...(yield* stage.unassigned).length === 0 ? [] : ["row without an agent"],
      ...transcript === undefined ? [] : ["transcript"],
      ...recording === undefined ? [] : ["recording"]
    ],
    owed: owed === undefined ? [] : partsOf(owed)
  }
  return left
})

/** Every fault, and what became of it. */
export const playFaults = Effect.gen(function*() {
  const played = yield* Effect.forEach([...conversations, ...deliveries], (row) =>
    Effect.gen(function*() {
      const outcome = yield* playScene(row.scene)
      return { row, outcome, left: yield* leftOf(outcome) } satisfies Played
    }).pipe(Effect.scoped))
  const all = [...yield* wires.backend, ...yield* wires.presidio, ...yield* wires.liveKit]
  return { played, wires: all, table: faultsTable(played, all, proved) }
})
