import * as NodeServices from "@effect/platform-node/NodeServices"
import { FetchHttpClient } from "effect/http"
import { Effect } from "effect"
import { Anonymizer } from "../../src/services/Anonymizer.ts"
import { loadCorpus } from "./Corpus.ts"
import { through } from "./Embedded.ts"
import { clinic } from "./Transcript.ts"
const url = new URL("http://127.0.0.1:" + process.argv[2])
await Effect.runPromise(Effect.gen(function*() {
  const cases = (yield* loadCorpus(1)).filter((c) => c.source === "written" || c.source === "transcript")
  for (const layer of [Anonymizer.layerPresidio, Anonymizer.layerBoth]) {
    const r = yield* Anonymizer.use((s) => through(s, cases, clinic)).pipe(Effect.provide(layer({ analyzerUrl: url, anonymizerUrl: url })))
    console.log(r.withheld, r.times.reduce((a,b)=>a+b,0)/cases.length)
  }
}).pipe(Effect.provide([NodeServices.layer, FetchHttpClient.layer])))
