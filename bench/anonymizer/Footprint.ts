/**
 * What the embedded anonymizer costs a fresh process: `node bench/anonymizer/Footprint.ts` prints the milliseconds until
 * its first transcript is done, and the megabytes that memory grew by after some hundred.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect } from "effect"
import { memoryUsage } from "node:process"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { Anonymizer } from "../../src/services/Anonymizer.ts"
import { loadCorpus } from "./Corpus.ts"
import { clinic, transcriptOf } from "./Transcript.ts"

const program = Effect.gen(function*() {
  const cases = (yield* loadCorpus(1)).filter(({ source }) => source !== "generated").slice(0, 300)
  const raws = cases.map((of) => transcriptOf(of.turns, of.language))
  const { anonymize } = yield* Anonymizer
  globalThis.gc?.()
  const before = memoryUsage.rss()
  const from = yield* Clock.currentTimeNanos
  let load = 0
  for (const [index, raw] of raws.entries()) {
    yield* Effect.ignore(anonymize(raw, { agent: clinic }))
    if (index === 0) load = Number((yield* Clock.currentTimeNanos) - from) / 1e6
  }
  globalThis.gc?.()
  yield* Console.log(JSON.stringify({ load, megabytes: (memoryUsage.rss() - before) / 1024 / 1024 }))
})

program.pipe(Effect.provide([NodeServices.layer, EmbeddedAnonymizer.layer]), NodeRuntime.runMain)
